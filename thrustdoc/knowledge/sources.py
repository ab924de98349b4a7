"""Where the knowledge comes from: documents, what they claim, and where they disagree."""

from __future__ import annotations

from thrustdoc.frozen import dataclass


@dataclass(frozen=True)
class Document:
    """One of the texts that the knowledge is taken from."""

    id: str
    title: str
    publisher: str
    scope: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """One numbered statement of a document, in our words. `aside` says why nothing uses or shows it."""

    id: str
    section: str
    kind: str
    says: str
    numbers: str = ""
    remark: str = ""
    aside: str = ""

    @property
    def document(self) -> str:
        """The key of the document that says it, e.g. "D4"."""
        return self.id.split("-")[0]


@dataclass(frozen=True)
class Position:
    """What one side of a disagreement says, and the claims that say it."""

    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """Where documents differ: the positions, the reading that is followed and why."""

    id: str
    title: str
    kind: str
    positions: tuple[Position, ...]
    reading: str
    within_one: bool = False
    shown: str = ""
    claims: tuple[str, ...] = ()
