"""What a handout shows, as plain records: the HTML and PDF templates and a studio's own templates all read these."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import field

from thrustdoc.diagnosis import Drawn
from thrustdoc.frozen import dataclass
from thrustdoc.handout.brand import NO_BRAND, Brand
from thrustdoc.handout.fields import about
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.plan import Plan
from thrustdoc.report import because, context
from thrustdoc.templates import PLAIN, Look
from thrustdoc.why.derivation import Branch
from thrustdoc.why.grounds import Grounds, folded, grounds

HAPPENING = 3
"""How many sentences say what is going on, the verdict among them; what else was found stands further down."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One thing that the page says."""

    id: str = field(metadata=about("the id of the conclusion; `thrustdoc explain` tells more about it"))
    says: str = field(metadata=about('the words; "Likely: " or "Possible: " stands in front of what is not sure'))
    likely: bool = field(default=False, metadata=about("true where it is likely and not sure"))
    kind: str = field(default="", metadata=about("the kind of a correction: setup, cue, load, ask ...; else empty"))
    check: str = field(default="", metadata=about("how both see that the change worked; empty where there is none"))
    how: tuple[str, ...] = field(default=(), metadata=about("how the values that a question asks for are measured"))
    why: tuple[str, ...] = field(
        default=(), metadata=about("the facts, rules and sources behind it; only with `--why`")
    )
    close: str = field(default="", metadata=about("that a measurement behind it is a close call; else empty"))
    behind: tuple[Branch, ...] = field(
        default=(), metadata=about("why it stands, to be folded away: a tree of `text` and what is `under` it")
    )


@dataclass(frozen=True)
class Source:
    """A claim, policy or disagreement that the page rests on."""

    id: str = field(metadata=about("its id, as D4-26"))
    says: str = field(metadata=about("what it says and where it stands"))


@dataclass(frozen=True)
class Picture:
    """The drawing of the lift, where there is one."""

    svg: str = field(metadata=about("the drawing as SVG; print it with `| safe` in HTML"))
    says: str = field(metadata=about("the same in words, for who cannot see it"))


@dataclass(frozen=True)
class Page:
    """Everything that a handout shows, in the order of the page."""

    name: str = field(metadata=about("the client's name as typed, or empty"))
    date: str = field(metadata=about("the date as typed, or empty"))
    day: str = field(metadata=about("the date in words, as March 4, 2026, where it could be read"))
    verdict: str = field(metadata=about("the page in one sentence"))
    verdict_why: tuple[str, ...] = field(metadata=about("the facts and rules behind the verdict; only with `--why`"))
    verdict_close: str = field(metadata=about("that a measurement behind the verdict is a close call; else empty"))
    verdict_behind: tuple[Branch, ...] = field(metadata=about("why the verdict stands: a tree as in a line"))
    stopped: bool = field(metadata=about("true where a warning sign left only referral and questions on the page"))
    happening: tuple[Line, ...] = field(metadata=about("what else is going on and why: two lines at most"))
    referrals: tuple[Line, ...] = field(metadata=about("whom to see before anything else"))
    today_head: str = field(metadata=about("the line above today's changes"))
    today: tuple[Line, ...] = field(metadata=about("today's changes in their order, each with its `check`"))
    picture: Picture | None = field(metadata=about("the drawing, or none"))
    measure: tuple[Line, ...] = field(metadata=about("what to measure or tell next, each with its `how`"))
    later: tuple[Line, ...] = field(metadata=about("what waits for the next time"))
    held_back: tuple[Line, ...] = field(metadata=about("why something waits; the id is that of the policy"))
    also: tuple[Line, ...] = field(metadata=about("findings and causes for which `happening` had no room"))
    normal: tuple[Line, ...] = field(metadata=about("what is as it should be, and what is good to know"))
    stop: tuple[str, ...] = field(metadata=about("when to stop and see somebody"))
    documents: tuple[str, ...] = field(metadata=about("the titles of the documents that the page rests on"))
    sources: tuple[Source, ...] = field(metadata=about("every source that the page rests on; only with `--why`"))
    brand: Brand = field(metadata=about("the studio's own name, logo and color (`--brand`)"))
    why: bool = field(metadata=about("true with `--why`"))


def make_page(plan: Plan, look: Look = PLAIN) -> Page:
    """Return what the handout of a plan shows."""
    found = context(plan, look.why)
    lines = _Lines(plan, look.why)
    also, causes = lines.all(found["also"], "Likely: "), lines.all(found["causes"], "Possible: ")
    happening = pick_happening(also, causes)
    client = found["client"]
    return Page(
        name=client["name"],
        date=client["date"],
        day=in_words(client["date"]),
        verdict=found["verdict"],
        verdict_why=lines.why(found["head"]) if found["head"] else (),
        verdict_close=lines.close(found["head"]) if found["head"] else "",
        verdict_behind=lines.behind(found["head"]) if found["head"] else (),
        stopped=plan.stopped,
        happening=happening,
        referrals=lines.all(found["more_referrals"]),
        today_head=found["today_head"],
        today=lines.all(found["today"]),
        picture=draw(plan),
        measure=lines.all(found["asks"]),
        later=lines.all(found["later"]),
        held_back=tuple(Line(policy, reason) for policy, reason in found["held_back"].items()),
        also=tuple(each for each in (*also, *causes) if each not in happening),
        normal=lines.apart(found["notes"]),
        stop=tuple(found["stop"]),
        documents=documents(plan),
        sources=tuple(Source(name, text) for name, text in found["sources"]),
        brand=look.brand or NO_BRAND,
        why=look.why,
    )


def draw(plan: Plan) -> Picture | None:
    """Return the drawing of the lift and its words, where there is something to show."""
    from thrustdoc.figure.picture import figure, scene

    found = scene(plan)
    return Picture(figure(plan), found.says) if found else None


def pick_happening(also: tuple[Line, ...], causes: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return what follows the verdict: the next finding and the first cause, or two of the one that there is."""
    room = HAPPENING - 1
    first = also[: room - min(1, len(causes))]
    return (*first, *causes[: room - len(first)])


class _Lines:
    """Turns conclusions into lines of one page."""

    def __init__(self, plan: Plan, why: bool) -> None:
        self.plan = plan
        self.with_why = why
        self.grounds = grounds(plan)

    def why(self, drawn: Drawn) -> tuple[str, ...]:
        """Return the reasons behind a conclusion, none without `--why`."""
        found = (f"{drawn.record.id}: {because(self.plan, each)}" for each in drawn.because)
        return tuple(found) if self.with_why else ()

    def close(self, drawn: Drawn) -> str:
        """Return that a conclusion is a close call, where the page has not said so of that measurement before."""
        return self.grounds.get(drawn.record.ref, Grounds()).close

    def behind(self, drawn: Drawn) -> tuple[Branch, ...]:
        """Return the derivation of a conclusion in the words of a client."""
        return folded(self.plan.diagnosis, drawn.record.ref)

    def all(self, found: Iterable[Drawn], doubt: str = "") -> tuple[Line, ...]:
        """Return a line for each conclusion; `doubt` stands before what is only likely."""
        return tuple(self._line(each, (doubt if each.likely else "") + each.says) for each in found)

    def apart(self, found: Iterable[Drawn]) -> tuple[Line, ...]:
        """Return a line for each sentence of each conclusion."""
        return tuple(self._line(each, text) for each in found for text in each.lines)

    def _line(self, drawn: Drawn, text: str) -> Line:
        record = drawn.record
        how = how_to_measure(self.plan.diagnosis.base, record.asks)
        close, behind = self.close(drawn), self.behind(drawn)
        return Line(record.id, text, drawn.likely, record.kind, drawn.check, how, self.why(drawn), close, behind)


def how_to_measure(base: KnowledgeBase, names: Iterable[str]) -> tuple[str, ...]:
    """Return how the numbers among these facts are measured; what is only asked needs no instructions."""
    facts = (base.facts[name] for name in names if name in base.facts)
    return tuple(fact.measure for fact in facts if fact.type == "number" and fact.measure and "_" not in fact.measure)


def documents(plan: Plan) -> tuple[str, ...]:
    """Return the titles of the documents that the conclusions of the page cite, in the order of their ids."""
    base = plan.diagnosis.base
    cites = {cite for each in plan.diagnosis.drawn.values() for one in each.because for cite in one.rule.cites}
    used = {base.claims[cite].document for cite in cites if cite in base.claims}
    return tuple(base.documents[name].title for name in sorted(used))


def parse_day(text: str) -> datetime.date | None:
    """Return the day that a text begins with, as in 2026-03-04 or 2026-03-04 17:30; None where there is none."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def in_words(text: str) -> str:
    """Return a date in words (March 4, 2026), or the text as it was typed."""
    day = parse_day(text) if len(text) == 10 else None
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}" if day else text
