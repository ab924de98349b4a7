"""The fields that a studio's template may use, described from the records themselves, for docs/templates.md."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, fields

from thrustdoc.handout.brand import Brand
from thrustdoc.handout.logo import Logo
from thrustdoc.handout.page import Line, Page, Picture, Source
from thrustdoc.why.derivation import Branch

RECORDS: tuple[type, ...] = (Page, Line, Branch, Picture, Source, Brand, Logo)
"""The records in the order of the page; a template gets a Page as `page`."""

PLAIN = {"str": "text", "bool": "true or false", "int": "number", "bytes": "bytes"}


@dataclass(frozen=True)
class Described:
    """One field, property or record: its name, what kind of value it holds, and what that says."""

    name: str
    kind: str
    says: str


@dataclass(frozen=True)
class Record:
    """A record with its fields."""

    name: str
    says: str
    fields: tuple[Described, ...]


def described() -> tuple[Record, ...]:
    """Return every record that a template meets."""
    return tuple(Record(each.__name__, _sentence(each), (*_fields(each), *_properties(each))) for each in RECORDS)


def _fields(record: type) -> list[Described]:
    return [Described(each.name, kind_words(str(each.type)), each.metadata.get("says", "")) for each in fields(record)]


def _properties(record: type) -> list[Described]:
    found = ((name, each) for name, each in vars(record).items() if isinstance(each, property))
    return [Described(name, "text", _lower(_sentence(each)).rstrip(".")) for name, each in found]


def _sentence(thing: object) -> str:
    """Return the first paragraph of the text that says what something is."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def kind_words(annotation: str) -> str:
    """Return a type in words, with links to the records: "list of Line"."""
    many = re.fullmatch(r"tuple\[(.+), \.\.\.\]", annotation)
    if many:
        return "list of " + (f"{PLAIN[many[1]]}s" if many[1] in PLAIN else _link(many[1]))
    one = annotation.removesuffix(" | None")
    return PLAIN.get(one, _link(one)) + (" or nothing" if one != annotation else "")


def _link(name: str) -> str:
    return f"[{name}](#{name})"
