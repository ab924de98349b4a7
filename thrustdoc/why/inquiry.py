"""What a reader may ask about a conclusion: why, why not, and what would change it. Each answer as text or as data."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from thrustdoc.diagnosis import Diagnosis
from thrustdoc.errors import fail
from thrustdoc.inference.engine import Reasoner
from thrustdoc.knowledge.anomalies.domain import setting
from thrustdoc.templates import NARROWEST, PLAIN, WIDEST, Look
from thrustdoc.why.answers import Change, Changes
from thrustdoc.why.because import plain, said_words
from thrustdoc.why.derivation import Branch, derivation_data, find_refs, name_of, status_of, tree
from thrustdoc.why.flip import Flips, find_flips
from thrustdoc.why.whynot import why_not, why_not_data

QUESTIONS = ("why", "why_not", "flip")

WAYS = 5
"""How many ways of one size a text shows."""


def answer(
    reasoner: Reasoner, diagnosis: Diagnosis, question: str, name: str, fmt: str = "text", look: Look = PLAIN
) -> str:
    """Return the answer to a question of QUESTIONS about the conclusion `name`, as "text" or "json".

    `name` is an id, or part and id as in "cause.feet_too_close". Raises ThrustdocError for a name that does not exist.
    """
    refs = find_refs(diagnosis.base, name)
    if question == "flip":
        flips = [find_flips(reasoner, diagnosis, ref) for ref in refs]
        data, branches = [flip_data(each) for each in flips], [_flip_branch(diagnosis, each) for each in flips]
    elif question == "why_not":
        data, branches = [why_not_data(diagnosis, ref) for ref in refs], list(why_not(diagnosis, name))
    else:
        reached = [ref for ref in refs if status_of(diagnosis, ref) != "nothing"]
        if not reached:
            raise fail(f"{name} is not concluded", f"Ask --why-not {name}.")
        data = [{"part": ref[0], "id": ref[1], "derivation": derivation_data(diagnosis, ref)} for ref in reached]
        branches = [tree(diagnosis, ref) for ref in reached]
    if fmt == "json":
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return "\n".join("\n".join(lines(branch, look.width)) + "\n" for branch in branches)


def lines(branch: Branch, width: int, depth: int = 0) -> Iterator[str]:
    """Yield a tree as indented lines that fit `width`."""
    width = max(NARROWEST, min(width, WIDEST))
    lead = " " * min(2 * depth, width - NARROWEST)
    rest = f"{lead}    "
    yield textwrap.fill(branch.text, width, initial_indent=lead, subsequent_indent=rest, break_on_hyphens=False)
    for each in branch.under:
        yield from lines(each, width, depth + 1)


def flip_data(flips: Flips) -> dict[str, Any]:
    """Return what would change a conclusion as plain data; `set` holds each way as `diagnose -s` takes it."""
    return {
        "part": flips.ref[0],
        "id": flips.ref[1],
        "stands": flips.stands,
        "size": len(flips.ways[0]) if flips.ways else None,
        "searched": flips.searched,
        "ways": [{"changes": list(map(_change_data, way)), "set": list(map(_set, way))} for way in flips.ways],
        "measurement_error_alone": [_set(each) for each in flips.noise],
    }


def _change_data(change: Change) -> dict[str, Any]:
    before, after = (None if each is None else plain(each) for each in (change.before, change.after))
    return {"fact": change.fact, "before": before, "after": after}


def _set(change: Change) -> str:
    return f"{change.fact}=unset" if change.after is None else setting(change.fact, change.after)


def _flip_branch(diagnosis: Diagnosis, flips: Flips) -> Branch:
    head = name_of(diagnosis.base, flips.ref)
    does = "takes it away" if flips.stands else "brings it"
    stands = "it stands" if flips.stands else "it does not stand"
    if not flips.ways:
        return Branch(f"{head} - {stands}; no change of up to {flips.searched} answers {does}")
    size = len(flips.ways[0])
    count = "one other answer" if size == 1 else f"{size} other answers together"
    more = len(flips.ways) - WAYS
    under = [*_noise(diagnosis, flips.noise), *(_way(diagnosis, way) for way in flips.ways[:WAYS])]
    under += [Branch(f"and {more} more way{'s' if more > 1 else ''} (all of them with -f json)")] if more > 0 else []
    return Branch(f"{head} - {stands}; {count} {does if size == 1 else does.replace('s ', ' ', 1)}", tuple(under))


def _noise(diagnosis: Diagnosis, way: Changes) -> Iterable[Branch]:
    for each in way:
        fact = diagnosis.base.facts[each.fact]
        error = f"{fact.error_in(diagnosis.case.given):g} {fact.unit}".strip()
        text = f"An error of measurement alone could do it: {fact.label} is good to about {error}. Measure it again."
        yield Branch(text)


def _way(diagnosis: Diagnosis, way: Changes) -> Branch:
    words = "; and ".join(_words(diagnosis, each) for each in way)
    return Branch(f"{words} (-s {' -s '.join(map(_set, way))})")


def _words(diagnosis: Diagnosis, change: Change) -> str:
    fact = diagnosis.base.facts[change.fact]
    before = "" if change.before is None else said_words(diagnosis, fact.id, change.before)
    if change.after is None:
        return f'without "{before}"'
    after = said_words(diagnosis, fact.id, change.after)
    return f'"{after}" instead of "{before}"' if before else f'"{after}" (not told so far)'
