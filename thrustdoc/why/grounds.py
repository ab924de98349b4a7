"""What stands in small letters under the lines of a page: why, in one line, and that a measurement is a close call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thrustdoc.diagnosis import Diagnosis, Drawn
from thrustdoc.frozen import dataclass
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule
from thrustdoc.plan import Plan
from thrustdoc.shown import head, shown_findings, shown_notes
from thrustdoc.why.because import because_line, said_words, telling_order
from thrustdoc.why.closecall import CloseCall, close_calls, close_words
from thrustdoc.why.derivation import Branch, chain, rules_behind


@dataclass(frozen=True)
class Grounds:
    """The lines under a conclusion: `because` in the reader's own answers, and `close` where it is a close call."""

    because: str = ""
    close: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Those of the two that there are."""
        return tuple(line for line in (self.because, self.close) if line)


def grounds(plan: Plan, calls: Mapping[Ref, CloseCall] | None = None) -> dict[Ref, Grounds]:
    """Return what stands under each line of a page that has something to say; nothing is said twice.

    The reason stands under the verdict, the other findings and today's changes; a close call under the first line that
    hangs on it.
    """
    calls = close_calls(plan.diagnosis) if calls is None else calls
    first, findings = head(plan), shown_findings(plan)
    leading = (first, *findings) if first else findings
    known = [first.record.ref] if first and not findings else []
    said: set[str] = set()
    found: dict[Ref, Grounds] = {}
    for drawn in (*leading, *plan.causes, *plan.today, *shown_notes(plan)):
        reason = because_line(plan.diagnosis, drawn, known) if drawn in leading or drawn in plan.today else ""
        call = calls.get(drawn.record.ref)
        close = close_words(plan.diagnosis, call) if call else ""
        found[drawn.record.ref] = Grounds("" if reason in said else reason, "" if close in said else close)
        said |= {reason, close}
    return found


def folded(diagnosis: Diagnosis, ref: Ref) -> tuple[Branch, ...]:
    """Return the derivation of a line on the page in a client's words: what was said, what follows, who says so."""
    rules = [found.rule for each in chain(diagnosis, ref) for found in rules_behind(diagnosis, each)]
    return (*_folded(diagnosis, ref, {ref}), Branch(f"Source: {sources(diagnosis.base, rules)}"))


def _folded(diagnosis: Diagnosis, ref: Ref, shown: set[Ref]) -> tuple[Branch, ...]:
    facts = diagnosis.base.facts
    told: list[str] = []
    below: list[Ref] = []
    for found in rules_behind(diagnosis, ref):
        said = [said_words(diagnosis, name, found.facts[name]) for name in telling_order(diagnosis.base, found.facts)]
        open_facts = [facts[name] for name in found.unset if not facts[name].computed]
        told += [f"You said: {'; '.join(said)}"] if said else []
        told += [f"Not known: {fact.label or fact.ask}" for fact in open_facts]
        below += [each for each, _ in found.conclusions if each not in (*shown, *below)]
    shown.update(below)
    branches = [Branch(_plain_name(diagnosis, each), _folded(diagnosis, each, shown)) for each in below]
    return (*map(Branch, dict.fromkeys(told)), *branches)


def _plain_name(diagnosis: Diagnosis, ref: Ref) -> str:
    drawn, record = diagnosis.standing(ref), diagnosis.base.conclusions[ref]
    return drawn_name(drawn) if drawn else record.title or record.says


def drawn_name(drawn: Drawn) -> str:
    """Return a conclusion that stands as a client reads it."""
    return ("Likely: " if drawn.likely else "") + (drawn.title or drawn.says)


def sources(base: KnowledgeBase, rules: Iterable[Rule]) -> str:
    """Return the documents behind rules by title, each once; where there is none, that it is a decision of ours."""
    cites = [cite for rule in rules for cite in rule.cites]
    titles = [base.documents[base.claims[cite].document].title for cite in cites if cite in base.claims]
    return "; ".join(dict.fromkeys(titles)) or "a decision of ours"
