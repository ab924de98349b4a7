"""From documents, claims, disagreements and policies to records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from thrustdoc.knowledge.parse_rules import Names, blockers, conditions, select
from thrustdoc.knowledge.records import Policy, Rule
from thrustdoc.knowledge.sources import Claim, Disagreement, Document, Position
from thrustdoc.knowledge.tables import Problems, Table, read_toml

POLICIES = "policies.toml"


def _tables(root: Path, name: str, problems: Problems) -> Iterator[tuple[str, Table]]:
    for key, data in read_toml(root / name, name, problems).items():
        yield key, Table(data, name, f"[{key}]", problems)


def parse_documents(root: Path, problems: Problems) -> dict[str, Document]:
    """Return the documents by key."""
    found: dict[str, Document] = {}
    for key, table in _tables(root, "documents.toml", problems):
        found[key] = Document(
            id=key,
            title=table.text("title", needed=True),
            publisher=table.text("publisher"),
            scope=table.text("scope", needed=True),
            sections=table.words("sections"),
        )
        table.finish()
    return found


def parse_claims(root: Path, documents: dict[str, Document], problems: Problems) -> dict[str, Claim]:
    """Return the claims of every document by id."""
    found: dict[str, Claim] = {}
    for document in documents:
        for key, table in _tables(root, f"claims/{document}.toml", problems):
            if key.split("-")[0] != document:
                table.wrong(f"claim {key} stands in the file of {document}")
            found[key] = Claim(
                id=key,
                section=table.text("section", needed=True),
                kind=table.text("kind", needed=True),
                says=table.text("says", needed=True),
                numbers=table.text("numbers"),
                remark=table.text("remark"),
                aside=table.text("aside"),
            )
            table.finish()
    return found


def parse_disagreements(root: Path, problems: Problems) -> dict[str, Disagreement]:
    """Return the disagreements by id."""
    found: dict[str, Disagreement] = {}
    for key, table in _tables(root, "disagreements.toml", problems):
        found[key] = Disagreement(
            id=key,
            title=table.text("title", needed=True),
            kind=table.text("kind", needed=True),
            positions=tuple(_position(each) for each in table.tables("positions")),
            reading=table.text("reading", needed=True),
            within_one=table.flag("self"),
            shown=table.text("shown"),
            claims=table.words("claims"),
        )
        table.finish()
    return found


def _position(table: Table) -> Position:
    position = Position(table.text("says", needed=True), table.words("claims", needed=True))
    table.finish()
    return position


def parse_policies(root: Path, names: Names, problems: Problems) -> dict[str, Policy]:
    """Return the policies by id, each with the rules by which it acts."""
    found: dict[str, Policy] = {}
    for key, table in _tables(root, POLICIES, problems):
        withholds = [_policy_rule(key, "withhold", each, names) for each in table.tables("withholds")]
        leads = [_policy_rule(key, "lead", each, names) for each in table.tables("leads")]
        found[key] = Policy(
            id=key,
            title=table.text("title", needed=True),
            says=table.text("says", needed=True),
            reason=table.text("reason", needed=bool(withholds)),
            page=table.text("page"),
            rules=tuple(withholds + leads),
        )
        table.finish()
    return found


def _policy_rule(policy: str, action: str, table: Table, names: Names) -> Rule:
    rule = Rule(
        name=f"{POLICIES}#{table.place}",
        action=action,
        targets=select(table.table("what"), names),
        when=conditions(table.table("when"), names),
        unless=blockers(table, names),
        cites=(policy,),
        ahead_of_questions=table.flag("ahead_of_questions"),
    )
    table.finish()
    return rule
