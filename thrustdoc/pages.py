"""The pages of the folder docs/: rules.md, facts.md and sources.md from the knowledge base, templates.md from records.

`python -m thrustdoc.pages` writes them into docs/ of the folder where it is run; tests/test_pages.py fails when they
are old.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from thrustdoc.handout.describe import described
from thrustdoc.knowledge.conditions import ConclusionTest, Condition
from thrustdoc.knowledge.coverage import claims_of, coverage
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.parse_sources import POLICIES
from thrustdoc.knowledge.records import FOLDERS, KINDS, PARTS, Conclusion, KnowledgeBase, Ref, Rule
from thrustdoc.knowledge.sources import Disagreement
from thrustdoc.knowledge.values import expected
from thrustdoc.templates import PLAIN, fill_template, natural
from thrustdoc.words import condition_words

PAGES = ("rules.md", "facts.md", "sources.md", "templates.md")

FACT_FILES = {"symptoms": "What is felt", "setup": "What is measured", "context": "Who, what for and with what"}
"""The files of facts with the headings of their parts."""

KIND_HEADS = {
    "referral": "See a professional", "ask": "Questions", "setup": "Set-up", "cue": "Cues", "equipment": "Equipment",
    "load": "Load", "drill": "Drills", "mobility": "Mobility", "strength": "Strength", "variation": "Variations",
    "programming": "Sets, reps and plan", "recovery": "Recovery",
}  # fmt: skip
"""The kinds of corrections with their headings."""


def render_pages(base: KnowledgeBase) -> dict[str, str]:
    """Return every page by its file name."""
    context, filters = _context(base), _filters(base)
    pages = {name: fill_template(f"pages/{name}.jinja", "md", PLAIN, context, filters) for name in PAGES}
    return {name: page.replace(f"]({name}#", "](#") for name, page in pages.items()}


def _context(base: KnowledgeBase) -> dict[str, Any]:
    return {
        "base": base,
        "groups": _groups(base),
        "fact_files": _fact_parts(base),
        "disagreements": sorted(base.disagreements.values(), key=lambda each: natural(each.id)),
        "coverage": coverage(base),
        "records": described(),
    }


def _fact_parts(base: KnowledgeBase) -> dict[str, list[Fact]]:
    """Return the facts by heading: by file, and apart from them what is worked out from others."""
    given = [fact for fact in base.facts.values() if not fact.computed]
    found = {head: [fact for fact in given if fact.source == source] for source, head in FACT_FILES.items()}
    worked_out = [fact for fact in base.facts.values() if fact.computed]
    return found | ({"What is worked out": worked_out} if worked_out else {})


def _groups(base: KnowledgeBase) -> dict[str, dict[str, list[Conclusion]]]:
    """Return the conclusions by part, and in a part by heading: corrections by kind, all others under one."""
    found: dict[str, dict[str, list[Conclusion]]] = {part: {} for part in PARTS}
    for kind in KINDS:
        found["correction"][KIND_HEADS[kind]] = [each for each in base.of("correction") if each.kind == kind]
    for part in set(PARTS) - {"correction"}:
        found[part][""] = list(base.of(part))
    return {part: {head: each for head, each in heads.items() if each} for part, heads in found.items()}


def _filters(base: KnowledgeBase) -> dict[str, Callable[..., Any]]:
    return {
        "safe": _safe,
        "name": lambda record: _safe(record.title or record.says),
        "link": lambda ref: _link(base, ref),
        "rule": lambda rule: _rule(base, rule),
        "holding": lambda record: _holding(base, record),
        "source": lambda cite: _source(base, cite),
        "sources": lambda record: _sources(base, record),
        "readers": lambda fact: _readers(base, fact),
        "results": lambda fact: [
            f"[{each.id}](#{each.id})" for each in base.facts.values() if fact.id in each.computed_from
        ],
        "values": _values,
        "number": lambda fact: expected(fact).removeprefix("Give a "),
        "head": lambda text: text[:1].upper() + text[1:],
        "acting": lambda each: _acting(base, each),
        "claims": lambda each: ", ".join(sorted(claims_of(each), key=natural)),
        "count": lambda places, key: sum(name.startswith(f"{key}-") for name in places),
        "policy_rules": lambda policy: [_acts(base, rule) for rule in policy.rules],
    }


def _safe(text: str) -> str:
    """Return text so that Markdown shows it as it is; underscores inside of ids do no harm."""
    return re.sub(r"([\\*|\[\]])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def _link(base: KnowledgeBase, ref: Ref) -> str:
    part, name = ref
    return f"[{_safe(base.conclusions[ref].title or name)}](rules.md#{part}-{name})"


def _rule(base: KnowledgeBase, rule: Rule) -> str:
    """Return a rule's conditions in one sentence; each links to its fact or conclusion."""
    when = ", and ".join(_test(base, test) for test in rule.when) or "always"
    blocks = [" with ".join(_test(base, test) for test in table) for table in rule.unless]
    return when + (f"; unless {'; or '.join(blocks)}" if blocks else "")


def _test(base: KnowledgeBase, test: Condition) -> str:
    if not isinstance(test, ConclusionTest):
        words = condition_words(base, test).removesuffix(f" ({test.fact})")
        words = f"{test.fact} in the group {test.group}" if test.group else words
        words = f"{test.fact} not given" if test.op == "unset" else words
        return f"[{_safe(words)}](facts.md#{test.fact})"
    if test.group:
        return _safe(condition_words(base, test))
    names = " or ".join(_link(base, (test.part, name)) for name in test.ids)
    return f"{test.part} {names}" + (" (confirmed)" if test.confirmed else "")


def _holding(base: KnowledgeBase, record: Conclusion) -> list[str]:
    """Return what holds a conclusion back: in words what its own file says, then the policies in one line."""
    own = [rule for rule in base.withholdings if record.ref in rule.targets]
    policies = {rule.cites[0]: None for rule in own if _of_policy(rule)}
    lines = [f"{_rule(base, rule)} ({_source(base, rule.cites[0])})" for rule in own if not _of_policy(rule)]
    many = ", ".join(f"{_source(base, policy)} ({_safe(base.policies[policy].title)})" for policy in policies)
    return [*lines, *([many] if many else [])]


def _of_policy(rule: Rule) -> bool:
    return rule.name.startswith(POLICIES)


def _source(base: KnowledgeBase, cite: str) -> str:
    return cite if cite in base.claims else f"[{cite}](sources.md#{cite})"


def _sources(base: KnowledgeBase, record: Conclusion) -> list[str]:
    """Return everything that a conclusion rests on, each source in one line."""
    cites = {cite for rule in (*record.rules, *record.firsts, *record.wordings) for cite in rule.cites}
    return [_source_line(base, cite) for cite in sorted({*cites, *record.cites}, key=natural)]


def _source_line(base: KnowledgeBase, cite: str) -> str:
    if cite in base.claims:
        claim = base.claims[cite]
        return f"{cite}: {_safe(claim.says)} ({_safe(claim.section)})"
    title = base.policies[cite].title if cite in base.policies else base.disagreements[cite].title
    return f"{_source(base, cite)}: {_safe(title)}"


def _values(fact: Fact) -> list[str]:
    names = {"yes": "true", "no": "false"} if fact.type == "yes_no" else {}
    return [f"`{names.get(value, value)}`: {_safe(words)}" + (" (a complaint)" if value in fact.unwanted else "")
            for value, words in fact.values.items()]  # fmt: skip


def _readers(base: KnowledgeBase, fact: Fact) -> list[str]:
    """Return what reads a fact, each once: links to conclusions and policies."""
    rules = [rule for rule in base.all_rules() if any(getattr(test, "fact", "") == fact.id for test in rule.conditions)]
    return _users(base, rules)


def _users(base: KnowledgeBase, rules: Iterable[Rule]) -> list[str]:
    found: dict[str, None] = {}
    for rule in rules:
        found[_source(base, rule.cites[0]) if _of_policy(rule) else _link(base, rule.targets[0])] = None
    return list(found)


def _acting(base: KnowledgeBase, each: Disagreement) -> list[str]:
    return _users(base, [rule for rule in base.all_rules() if each.id in rule.cites])


def _acts(base: KnowledgeBase, rule: Rule) -> str:
    """Return one rule of a policy in words: what it does to what, and when."""
    counts = [(part, sum(ref[0] == part for ref in rule.targets)) for part in PARTS]
    many = ", ".join(f"{n} {FOLDERS[part] if n > 1 else part}" for part, n in counts if n)
    what = ", ".join(_link(base, ref) for ref in rule.targets) if len(rule.targets) <= 12 else many
    verb = "Holds back" if rule.action == "withhold" else "Puts first"
    return f"{verb} {what}: {_rule(base, rule)}"


def main(arguments: list[str]) -> int:
    """Write every page into the folder named (docs if none is). Exit code 0, or 2 for wrong usage."""
    from thrustdoc.knowledge.load import load
    from thrustdoc.output import write_whole

    if len(arguments) > 1 or any(each.startswith("-") for each in arguments):
        print("Usage: python -m thrustdoc.pages [FOLDER]   (writes the pages into docs/ if none is named)")
        return 2
    folder = Path(arguments[0] if arguments else "docs")
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in render_pages(load()).items():
        write_whole(folder / name, page)
        print(f"{folder / name}: {page.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
