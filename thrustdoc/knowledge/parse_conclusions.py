"""From the files of findings, causes, corrections and notes to Conclusion records."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from thrustdoc.errors import Problem, nearest
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.parse_rules import Names, blockers, conditions
from thrustdoc.knowledge.records import FOLDERS, KINDS, MOVES, PARTS, Conclusion, Example, Ref, Rule
from thrustdoc.knowledge.tables import Problems, Table, read_toml
from thrustdoc.knowledge.values import check_value

OUTCOMES = ("confirmed", "candidate", "nothing", "withheld")
TEXTS = ("title", "says", "say", "coach", "check")
RawFiles = Mapping[Ref, tuple[str, dict[str, Any]]]


def read_conclusions(root: Path, problems: Problems) -> dict[Ref, tuple[str, dict[str, Any]]]:
    """Return the raw tables of every conclusion with its file's name, parts in their order, ids sorted."""
    raw: dict[Ref, tuple[str, dict[str, Any]]] = {}
    for part in PARTS:
        for path in sorted((root / FOLDERS[part]).glob("*.toml")):
            name = f"{FOLDERS[part]}/{path.name}"
            raw[part, path.stem] = (name, read_toml(path, name, problems))
    return raw


def collect_names(raw: RawFiles, facts: Mapping[str, Fact]) -> Names:
    """Return every name that conditions may use. All are in the group "all", corrections in that of their kind."""
    ids: dict[str, set[str]] = {part: set() for part in PARTS}
    groups: dict[str, dict[str, set[str]]] = {part: {} for part in PARTS}
    for (part, name), (_, data) in raw.items():
        ids[part].add(name)
        own = [each for each in _listed(data.get("groups")) if isinstance(each, str)]
        if isinstance(data.get("kind"), str):
            own.append(data["kind"])
        for group in ["all", *own]:
            groups[part].setdefault(group, set()).add(name)
    return Names(
        facts,
        {part: frozenset(found) for part, found in ids.items()},
        {part: {group: tuple(sorted(m)) for group, m in found.items()} for part, found in groups.items()},
    )


def _listed(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else [raw]


def parse_conclusions(raw: RawFiles, names: Names, problems: Problems) -> dict[Ref, Conclusion]:
    """Return every conclusion by part and id; in each part the smallest `order` stands first."""
    found = [_conclusion(ref, Table(data, file, "", problems), names) for ref, (file, data) in raw.items()]
    found.sort(key=_sort_key)
    return {each.ref: each for each in found}


def _sort_key(each: Conclusion) -> tuple[int, int, int, str]:
    kind = KINDS.index(each.kind) if each.kind in KINDS else 0
    return (PARTS.index(each.part), kind, each.order, each.id)


def _conclusion(ref: Ref, table: Table, names: Names) -> Conclusion:
    part, name = ref
    correction = part == "correction"
    kind = table.text("kind", needed=True) if correction else ""
    if correction and kind not in KINDS:
        table.wrong(f"unknown kind {kind}", f"Use one of: {', '.join(KINDS)}.")
    told = correction and kind not in ("referral", "ask")
    found = Conclusion(
        part=part,
        id=name,
        file=table.file,
        order=table.whole("order", needed=True),
        says=table.text("say" if correction else "says", needed=True),
        title=table.text("title", needed=part in ("finding", "cause")) if part in ("finding", "cause") else "",
        coach=table.text("coach", needed=told or part == "finding") if part != "note" else "",
        check=table.text("check", needed=told) if correction else "",
        kind=kind,
        kept=table.text("kept"),
        groups=frozenset(table.words("groups")),
        cites=table.words("cites"),
        asks=table.words("asks", needed=True) if kind == "ask" else (),
        opposes=table.words("opposes") if correction else (),
        moves=_moves(table) if correction else {},
        said_with=table.words("said_with") if part != "cause" else (),
        needs=table.lists("needs") if correction else (),
        rules=tuple(_rule(ref, "conclude", each, names) for each in table.tables("when")),
        wordings=tuple(_wording(ref, each, names) for each in table.tables("wording")),
        firsts=tuple(_rule(ref, "first", each, names) for each in table.tables("first")) if correction else (),
        examples=_examples(table, names.facts),
    )
    table.finish()
    return found


def _moves(table: Table) -> dict[str, str]:
    moves = table.mapping("moves")
    for what, direction in moves.items():
        if what not in MOVES:
            table.wrong(f"moves names {what}, which nothing moves", nearest(what, MOVES) or f"Use {', '.join(MOVES)}.")
        elif direction not in MOVES[what]:
            table.wrong(f"moves {what} = {direction!r}", f"Use one of: {', '.join(MOVES[what])}.")
    return moves


def _rule(ref: Ref, action: str, table: Table, names: Names) -> Rule:
    concluding = action == "conclude"  # a [[first]] has neither a status nor words: they count as unknown fields
    status = (table.text("status") if concluding else "") or "confirmed"
    if status not in ("confirmed", "candidate"):
        table.wrong(f"unknown status {status}", "Use confirmed or candidate.")
    number = table.place.rsplit(" ", 1)[-1]
    texts = _texts(table) if concluding else {}
    rule = Rule(
        name=f"{table.file}#{number}" if concluding else f"{table.file}#{table.place}",
        action=action,
        targets=(ref,),
        cites=table.words("cites", needed=True),
        unless=blockers(table, names),
        status=status,
        texts=texts,
        when=conditions(table, names),
    )
    table.finish()
    return rule


def _texts(table: Table) -> dict[str, str]:
    """Return the words that a table brings for the case in which it holds."""
    texts = {key: table.text(key) for key in TEXTS if key in table.data}
    if "say" in texts:
        texts["says"] = texts.pop("say")
    return texts


def _wording(ref: Ref, table: Table, names: Names) -> Rule:
    texts = _texts(table)
    if not texts:
        table.wrong("a wording without words")
    when = conditions(table.table("when"), names)
    rule = Rule(
        name=f"{table.file}#{table.place}",
        action="word",
        targets=(ref,),
        when=when,
        unless=blockers(table, names),
        cites=table.words("cites"),
        texts=texts,
        moves=_moves(table) if ref[0] == "correction" else {},
    )
    table.finish()
    return rule


def _examples(table: Table, facts: Mapping[str, Fact]) -> tuple[Example, ...]:
    """Return the examples; one with `but` is the first of the file with these changes."""
    examples: list[Example] = []
    for each in table.tables("example"):
        first = examples[0].given if examples else {}
        examples.append(_example(each, facts, first))
    return tuple(examples)


def _example(table: Table, facts: Mapping[str, Fact], first: Mapping[str, Value]) -> Example:
    if ("given" in table.data) == ("but" in table.data) or ("but" in table.data and not first):
        table.wrong("it needs given, or but where an example stands before it", "Give exactly one of the two.")
    given = dict(first) if "but" in table.data else {}
    changes = {**table.take("given", dict, "a table of facts", {}), **table.take("but", dict, "a table of facts", {})}
    for key, raw in changes.items():
        fact = facts.get(key)
        if fact and raw == "unset":
            given.pop(key, None)
            continue
        value = check_value(fact, raw) if fact else Problem(f"unknown fact {key}", nearest(key, facts))
        if isinstance(value, Problem):
            table.wrong(f"{key}: {value.says}", value.mend)
        else:
            given[key] = value
    concludes = table.text("concludes", needed=True)
    if concludes not in OUTCOMES:
        table.wrong(f"concludes = {concludes!r}", f"Use one of: {', '.join(OUTCOMES)}.")
    wording = table.numbers("wording") if "wording" in table.data else None
    example = Example(f"{table.file} {table.place}", given, concludes, table.text("why"), wording)
    table.finish()
    return example
