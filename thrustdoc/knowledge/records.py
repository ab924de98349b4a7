"""What the knowledge base is made of: plain frozen records that know nothing of the engine or of reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from thrustdoc.frozen import dataclass
from thrustdoc.knowledge.conditions import Condition
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.intake import Intake
from thrustdoc.knowledge.sheets import HowTo, Line
from thrustdoc.knowledge.sources import Claim, Disagreement, Document
from thrustdoc.knowledge.speech import Speech

PARTS = ("finding", "cause", "correction", "note")
FOLDERS = {"finding": "findings", "cause": "causes", "correction": "corrections", "note": "notes"}
KINDS = (
    "referral", "ask", "setup", "cue", "equipment", "load", "drill",
    "mobility", "strength", "variation", "programming", "recovery",
)  # fmt: skip
"""Kinds of corrections, in the order of a report (POL-05)."""

MOVES = {
    "foot_distance": ("in", "away"),
    "foot_width": ("hip", "hip_to_shoulder"),
    "legs": ("one", "two"),
    "feet": ("on_floor", "raised"),
    "seat": ("in", "away"),
    "drive": ("up", "back"),
    "pelvis": ("level", "under"),
    "spine_top": ("less_arch", "less_round"),
    "spine_bottom": ("less_arch", "less_round"),
    "depth": ("less", "more"),
    "tempo": ("slower", "faster"),
    "load": ("no_more", "more"),
    "effort": ("light", "heavy"),
}
"""What a correction can move in the set-up or the lift, and the directions that exclude each other."""

Ref = tuple[str, str]
"""A conclusion's part and id, e.g. ("finding", "feet_too_close")."""


@dataclass(frozen=True)
class Rule:
    """One set of conditions and where it stands: `file` and table (`name`, e.g. "findings/feet_too_close.toml#1").

    All of `when` must hold and no table of `unless` may. `targets` is what it concludes, withholds, leads or words.
    `texts` and `moves` are the words of a wording, and the directions that they give.
    """

    name: str
    action: str
    targets: tuple[Ref, ...]
    when: tuple[Condition, ...] = ()
    unless: tuple[tuple[Condition, ...], ...] = ()
    cites: tuple[str, ...] = ()
    status: str = "confirmed"
    texts: Mapping[str, str] = field(default_factory=dict)
    moves: Mapping[str, str] = field(default_factory=dict)
    ahead_of_questions: bool = False

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the rule, of `when` and of `unless`."""
        return self.when + tuple(each for table in self.unless for each in table)


@dataclass(frozen=True)
class Policy:
    """A decision of ours, and the rules by which it acts (`withholds`, `leads`)."""

    id: str
    title: str
    says: str
    reason: str = ""
    page: str = ""
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Example:
    """A case that ships with a conclusion: the facts given and what must come of it.

    `wording` numbers the [[wording]] tables that are printed, from 1; None where the example does not say.
    """

    name: str
    given: Mapping[str, Value]
    concludes: str
    why: str = ""
    wording: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Conclusion:
    """A finding, cause, correction or note: its words, the rules that reach it and its own examples.

    `says` is what the client reads (`say` in a correction's file). `rules` conclude it, `wordings` replace its words,
    `firsts` put it first in its kind. `kept` says why a record without rules is kept. `moves` maps what a correction
    moves to the direction.
    """

    part: str
    id: str
    file: str
    order: int
    says: str
    title: str = ""
    coach: str = ""
    check: str = ""
    kind: str = ""
    kept: str = ""
    groups: frozenset[str] = frozenset()
    cites: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    moves: Mapping[str, str] = field(default_factory=dict)
    said_with: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    wordings: tuple[Rule, ...] = ()
    firsts: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def ref(self) -> Ref:
        """Part and id together: ids alone may stand in two parts."""
        return (self.part, self.id)


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything in the rules folder, checked. `withholdings` come from policies, `opposes` and `needs` alike.

    `howtos` are the standing instructions by file; `gaps` is what no document covers; `intake` is what an interview
    goes by, and `speech` how the trade speaks.
    """

    facts: Mapping[str, Fact]
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    policies: Mapping[str, Policy]
    disagreements: Mapping[str, Disagreement]
    conclusions: Mapping[Ref, Conclusion]
    withholdings: tuple[Rule, ...]
    leads: tuple[Rule, ...]
    places: tuple[Ref, ...]
    howtos: tuple[HowTo, ...] = ()
    gaps: tuple[Line, ...] = ()
    intake: Intake = field(default_factory=Intake)
    speech: Speech = field(default_factory=Speech)

    def all_rules(self) -> list[Rule]:
        """Return every rule of the base: of conclusions, wordings, order and policies."""
        conclusions = self.conclusions.values()
        own = [rule for each in conclusions for rule in (*each.rules, *each.firsts, *each.wordings)]
        return [*own, *self.withholdings, *self.leads]

    def of(self, part: str) -> tuple[Conclusion, ...]:
        """Return the conclusions of one part ("finding", "cause", "correction", "note"), smallest `order` first."""
        return tuple(each for each in self.conclusions.values() if each.part == part)
