"""What became of every claim: at work in a rule, shown somewhere, or set aside with a reason. No claim is just lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thrustdoc.errors import Problem
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.sources import Disagreement

Places = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Coverage:
    """Every claim in one of four lists: where it is used, where it is shown, why it is set aside, or lost."""

    used: Places
    shown: Places
    aside: Mapping[str, str]
    lost: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many claims there are."""
        return len(self.used) + len(self.shown) + len(self.aside) + len(self.lost)


def coverage(base: KnowledgeBase) -> Coverage:
    """Return what became of every claim. A claim that a rule cites counts as used, wherever else it is shown.

    A position in a disagreement counts as shown, unless the claim says why it is not followed.
    """
    using, printed = _gather(base, _rule_cites(base)), _gather(base, _printed_cites(base))
    disputed, kept = _gather(base, _disputed(base)), _kept(base)
    used: dict[str, tuple[str, ...]] = {}
    shown: dict[str, tuple[str, ...]] = {}
    aside: dict[str, str] = {}
    lost: list[str] = []
    for name, claim in base.claims.items():
        if name in using:
            used[name] = using[name]
        elif name in printed:
            shown[name] = printed[name] + disputed.get(name, ())
        elif claim.aside or name in kept:
            aside[name] = claim.aside or kept[name]
        elif name in disputed:
            shown[name] = disputed[name]
        else:
            lost.append(name)
    return Coverage(used, shown, aside, tuple(lost))


def _gather(base: KnowledgeBase, cites: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the claims among the cited ids with the places that cite them, each place once."""
    found: dict[str, dict[str, None]] = {}
    for cite, place in cites:
        if cite in base.claims:
            found.setdefault(cite, {})[place] = None
    return {cite: tuple(places) for cite, places in found.items()}


def _rule_cites(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    for rule in base.all_rules():
        for cite in rule.cites:
            yield cite, " ".join(rule.targets[0])


def _printed_cites(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield what is cited where it can be read: on a how-to sheet or in a record that rules reach."""
    for howto in base.howtos:
        for line in howto.lines:
            yield from ((cite, f"how-to {howto.id}") for cite in line.cites)
    for record in base.conclusions.values():
        if not record.kept:
            yield from ((cite, " ".join(record.ref)) for cite in record.cites)


def _disputed(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    for each in base.disagreements.values():
        yield from ((claim, f"disagreement {each.id}") for claim in claims_of(each))


def claims_of(each: Disagreement) -> list[str]:
    """Return the claims of a disagreement, those of the positions first."""
    found = [*(claim for position in each.positions for claim in position.claims), *each.claims]
    return list(dict.fromkeys(found))


def _kept(base: KnowledgeBase) -> dict[str, str]:
    """Return the claims that stand in records without rules, with the reason that the record gives."""
    return {cite: each.kept for each in base.conclusions.values() if each.kept for cite in each.cites}


def uncovered(base: KnowledgeBase) -> list[Problem]:
    """Return what is wrong: every claim that is lost, and every one set aside although something cites it."""
    found = coverage(base)
    problems = [
        Problem(
            "nothing uses or shows the claim and no reason is given",
            "Cite it in a rule, a record or a how-to sheet, or say why not in aside.",
            _file(base, name),
            place=f"[{name}]",
        )
        for name in found.lost
    ]
    for name, places in (*found.used.items(), *found.shown.items()):
        if base.claims[name].aside:
            says = f"the claim is set aside, but {places[0]} cites it"
            problems.append(Problem(says, "Remove aside or the cite.", _file(base, name), place=f"[{name}]"))
    return problems


def _file(base: KnowledgeBase, claim: str) -> str:
    return f"claims/{base.claims[claim].document}.toml"


def coverage_text(base: KnowledgeBase) -> str:
    """Return the lists as text: each claim with the places that use or show it, or with the reason."""
    found = coverage(base)
    used = [f"  {name:<7}{', '.join(places)}" for name, places in found.used.items()]
    shown = [f"  {name:<7}{', '.join(places)}" for name, places in found.shown.items()]
    aside = [f"  {name:<7}{base.claims[name].says}\n         Why: {why}" for name, why in found.aside.items()]
    lost = [f"  {name:<7}{base.claims[name].says}" for name in found.lost]
    parts = [
        *_list("At work in a rule", used, found.count),
        *_list("Shown in a record, a how-to sheet or a disagreement", shown, found.count),
        *_list("Set aside", aside, found.count),
    ]
    parts += _list("Lost", lost, found.count) if lost else []
    return "\n".join(parts) + "\n"


def _list(head: str, lines: list[str], count: int) -> list[str]:
    return [f"{head}: {len(lines)} of {count} claims", *lines, ""]
