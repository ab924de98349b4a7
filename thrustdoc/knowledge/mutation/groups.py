"""What a name holds that stands in many rules: a group without one member, a policy without one kind of targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from thrustdoc.knowledge.conditions import ConclusionTest, Condition
from thrustdoc.knowledge.mutation.mutants import Mutant, deciding, rule_name
from thrustdoc.knowledge.records import KINDS, PARTS, KnowledgeBase, Ref, Rule

Groups = Mapping[str, frozenset[str]]


def smaller_groups(base: KnowledgeBase) -> Iterator[Mutant]:
    """Yield each group of values, and each of conclusions, without one of its members in every rule that reads it."""
    for owner, groups in _groups(base).items():
        for group in sorted(groups.keys() - {"all", *KINDS}):
            reading = [rule for rule in deciding(base) if any(_reads(test, owner, group) for test in rule.conditions)]
            for member in sorted(groups[group]) if reading else ():
                fewer = {**groups, group: groups[group] - {member}}
                swaps = [(rule, (_without(rule, owner, group, fewer),)) for rule in reading]
                yield Mutant("group", f"{owner} group {group}: without {member}", swaps)


def _groups(base: KnowledgeBase) -> dict[str, Groups]:
    """Return the groups of each fact and of each part, also those that are not written down: "all" and the kinds."""
    found: dict[str, Groups] = {fact.id: fact.groups for fact in base.facts.values() if fact.groups}
    for part in PARTS:
        members: dict[str, set[str]] = {}
        for each in base.of(part):
            for group in ("all", each.kind, *each.groups):
                members.setdefault(group, set()).add(each.id)
        found[part] = {group: frozenset(ids) for group, ids in members.items() if group}
    return found


def _reads(test: Condition, owner: str, group: str) -> bool:
    return owner == (test.part if isinstance(test, ConclusionTest) else test.fact) and group in test.group.split(" or ")


def _without(rule: Rule, owner: str, group: str, groups: Groups) -> Rule:
    def smaller(tests: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(_shrunk(test, groups) if _reads(test, owner, group) else test for test in tests)

    return replace(rule, when=smaller(rule.when), unless=tuple(map(smaller, rule.unless)))


def _shrunk(test: Condition, groups: Groups) -> Condition:
    members = frozenset[str]().union(*(groups[name] for name in test.group.split(" or ")))
    if isinstance(test, ConclusionTest):
        return replace(test, ids=tuple(sorted(members)))
    return replace(test, values=members)


def smaller_policies(base: KnowledgeBase) -> Iterator[Mutant]:
    """Yield each policy that holds conclusions of several parts or kinds back, without those of one part or kind."""
    for rule in base.withholdings:
        kinds: dict[str, set[Ref]] = {}
        for target in rule.targets:
            kinds.setdefault(base.conclusions[target].kind or target[0], set()).add(target)
        for kind, refs in kinds.items() if len(kinds) > 1 else ():
            left = tuple(target for target in rule.targets if target not in refs)
            yield Mutant("target", f"{rule_name(rule)}: without any {kind}", ((rule, (replace(rule, targets=left),)),))
