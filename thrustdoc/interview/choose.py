"""Which question is next: safety first, then topic by topic what tells most for what it costs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from thrustdoc.case import Case
from thrustdoc.interview.known import known, waiting
from thrustdoc.interview.lines import Page, make_page, open_lines, surely_stands
from thrustdoc.interview.net import Net
from thrustdoc.interview.scope import View
from thrustdoc.interview.trial import MANY_LEFT, Trial
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.intake import COSTS
from thrustdoc.knowledge.records import Ref

WEIGHTS = {"correction": 3, "finding": 2, "cause": 2, "note": 1}
"""How much it matters that a line is settled."""

FEW = 16
"""So many of the most telling questions are tried out."""

STAY = 4
"""How much better a question of another topic must be before the topic changes."""


@dataclass(frozen=True)
class Question:
    """What to ask next: a fact, or several yes/no facts of one topic to be ticked on one list.

    `because` are the conclusions whose line hangs on the answer, the most important first.
    """

    facts: tuple[Fact, ...]
    because: tuple[Ref, ...]

    @property
    def topic(self) -> str:
        """The topic that it belongs to."""
        return self.facts[0].topic


def open_questions(net: Net, view: View, case: Case) -> tuple[Fact, ...]:
    """Return the facts whose answer may still change what counts of the page of a case."""
    bits = all_bits(open_lines(make_page(net, view, known(net, case))).values())
    return tuple(fact for n, fact in enumerate(net.facts) if bits >> n & 1)


def next_question(
    net: Net, view: View, case: Case, put_off: Collection[str] = (), topic: str = ""
) -> tuple[Question | None, int]:
    """Return the next question, and how many facts are open; no question where nothing is left to ask.

    Nothing is left either where something stands that ends an interview (see Intake), whatever else is open.

    `put_off` are facts that are not to be asked now, `topic` is what the last question was about.
    """
    page = make_page(net, view, known(net, case))
    if any(surely_stands(page, n) for n in view.counts.intersection(net.at[ref] for ref in net.base.intake.ends)):
        return None, 0
    lines = open_lines(page)
    count = all_bits(lines.values()).bit_count()
    choice = _Choice(page, lines, case, put_off, topic)
    if not choice.questions:
        return None, count
    chosen = choice.safety() or choice.most_telling()
    return Question(tuple(net.facts[n] for n in chosen), tuple(choice.because(chosen))), count


class _Choice:
    """One choice among the questions that are open."""

    def __init__(self, page: Page, lines: Mapping[int, int], case: Case, put_off: Collection[str], topic: str) -> None:
        self.page, self.net, self.lines, self.case, self.topic = page, page.net, lines, case, topic
        names = {n: page.net.facts[n].id for n in bits_of(all_bits(lines.values()))}
        later = {*put_off, *waiting(case, set(names.values()).difference(put_off))}
        self.questions = list(_gathered(page.net, (n for n, name in names.items() if name not in later)))

    def safety(self) -> tuple[int, ...] | None:
        """Return the question of the first topic on which most of what always counts hangs, if there is any."""
        always = {self.net.at[ref] for ref in self.net.base.intake.always}
        first = next(iter(self.net.base.intake.topics), "")
        asked = [each for each in self.questions if self.net.facts[each[0]].topic == first]
        scores = {each: self._score(each, always) for each in asked}
        return max((each for each in asked if scores[each]), key=lambda each: (scores[each], -each[0]), default=None)

    def most_telling(self) -> tuple[int, ...]:
        """Return the question whose answer brings the page nearest to being settled, for what it costs."""
        near = {n for n, hangs in self.lines.items() if hangs.bit_count() <= MANY_LEFT} or set(self.lines)
        scores = {each: self._score(each, near) / self._cost(each) for each in self.questions}
        best = sorted(self.questions, key=lambda each: (-scores[each], each))[:FEW]
        trial = Trial(self.page, self.case, near)
        return max(best, key=lambda each: (trial.gain(each) / self._cost(each), scores[each], -each[0]))

    def because(self, question: tuple[int, ...]) -> Iterator[Ref]:
        """Yield the conclusions whose line hangs on a question, the most important first."""
        bits = sum(1 << n for n in question)
        lines = [n for n, hangs in self.lines.items() if hangs & bits]
        weight = {n: WEIGHTS[self.net.places[n].ref[0]] / self.lines[n].bit_count() for n in lines}
        yield from (self.net.places[n].ref for n in sorted(lines, key=lambda n: (-weight[n], n)))

    def _score(self, question: tuple[int, ...], among: Collection[int]) -> float:
        """Return how much hangs on a question; a line that hangs on it alone weighs most."""
        bits = sum(1 << n for n in question)
        return sum(
            WEIGHTS[self.net.places[n].ref[0]] / hangs.bit_count() ** 2
            for n, hangs in self.lines.items()
            if hangs & bits and n in among
        )

    def _cost(self, question: tuple[int, ...]) -> float:
        stays = self.net.facts[question[0]].topic == self.topic
        return COSTS[self.net.facts[question[0]].cost] / (STAY if stays else 1)


def all_bits(lines: Iterable[int]) -> int:
    """Return all questions on which something hangs."""
    found = 0
    for hangs in lines:
        found |= hangs
    return found


def bits_of(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _gathered(net: Net, facts: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield each fact as a question; yes/no facts of a topic that picks from a list are one together."""
    lists: dict[str, list[int]] = {}
    for n in facts:
        fact = net.facts[n]
        topic = net.base.intake.topics.get(fact.topic)
        if topic and topic.pick and fact.type == "yes_no":
            lists.setdefault(topic.id, []).append(n)
        else:
            yield (n,)
    yield from map(tuple, lists.values())
