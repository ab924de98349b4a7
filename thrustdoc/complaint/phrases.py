"""The phrases and words of a knowledge base, made ready to be found in a text, and kept so in the user's cache."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from thrustdoc import __version__
from thrustdoc.cache import read_cache, write_cache
from thrustdoc.complaint.english import ORDERED, SAME
from thrustdoc.complaint.lexicon import Lexicon, exactly, stems_of
from thrustdoc.complaint.spelling import Spelling
from thrustdoc.complaint.stems import DENYING, stem
from thrustdoc.complaint.tokens import split
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.records import KnowledgeBase

SIGNS, PAIN = "red_flag_signs", "pain_now"
SAFETY = (SIGNS, PAIN)
"""The facts of the safety gate."""

HINT = ""
"""The value of a phrase that speaks of a fact and settles nothing."""

ANY_NUMBER = "#"
"""What stands in a phrase for any number."""

STRAY = 1
"""So many words may stand between those of a phrase of two words; one more where it is longer, none where it denies."""

CACHE = "phrases.json"


@dataclass(frozen=True)
class Phrase:
    """The keys of a phrase, and what it says: a value of a fact (see Fact.phrases), or HINT.

    The key of any number is # and its unit, that of a certain number = and the number before the unit. `joints` is how
    many words of it join its parts; they may, and need not, be there. `listed` are the keys of all phrases of a fact of
    which several values may be named one after the other.
    """

    fact: Fact
    value: str
    keys: tuple[str, ...]
    joints: int = 0
    listed: frozenset[str] = frozenset()

    @cached_property
    def careful(self) -> bool:
        """Whether it speaks of pain or a warning sign: then its words must stand closer together."""
        return self.fact.id in SAFETY

    @cached_property
    def reach(self) -> float:
        """How many other words may stand between its own."""
        if self.careful:
            return float(self.value != "none")
        return 0 if self.denies else STRAY + (len(self.keys) > 2)

    @cached_property
    def ordered(self) -> bool:
        """Whether it means something else in another order."""
        return self.numeric or any(key in map(stem, ORDERED) for key in self.keys)

    @cached_property
    def numeric(self) -> bool:
        """Whether a number stands in it."""
        return any(key[0] in "#=" for key in self.keys)

    @cached_property
    def denies(self) -> bool:
        """Whether it holds a negation itself."""
        return not DENYING.isdisjoint(self.keys)


Phrases = Mapping[str, Sequence[Phrase]]
"""All phrases, each under its rarest key: where that is not in a text, the phrase is not."""


def load_phrases(base: KnowledgeBase) -> tuple[Lexicon, Phrases]:
    """Return the words and the phrases of a base, from the cache where they are kept for just these texts."""
    stamp = hashlib.blake2b(repr(list(_sources(base))).encode(), digest_size=16).digest()
    found = read_cache(CACHE, stamp)
    data = json.loads(found) if found else _made_ready(base)
    if not found:
        write_cache(CACHE, stamp, json.dumps(data).encode())
    same = {tuple(stems): key for stems, key in data["same"]}
    lexicon = Lexicon(same, data["kinds"], Spelling(data["words"], base.speech.typos))
    return lexicon, _by_rarest_key(list(_phrases(base, data["phrases"])))


def _by_rarest_key(phrases: Sequence[Phrase]) -> Phrases:
    often = Counter(key for phrase in phrases for key in phrase.keys)
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        words = [key for key in phrase.keys if key[0] not in "#="] or phrase.keys
        found.setdefault(min(words, key=lambda key: often[key]), []).append(phrase)
    return found


def _sources(base: KnowledgeBase) -> Iterator[object]:
    """Yield all that the phrases are made of: texts, and the code that makes them ready."""
    yield __version__
    yield base.speech
    for fact in base.facts.values():
        yield fact.id, fact.phrases, fact.hints
    for path in sorted(Path(__file__).parent.glob("*.*")):
        yield path.name, path.stat().st_size, path.stat().st_mtime_ns


def _made_ready(base: KnowledgeBase) -> dict[str, Any]:
    """Return words and phrases as plain data."""
    speech = base.speech
    texts = [text for fact in base.facts.values() for _, text in _texts(fact)]
    groups = {**SAME, **speech.same}
    words = chain(texts, groups, *groups.values(), *speech.kinds.values())
    same = {
        stems_of(each): "_".join(stems_of(word))
        for word, others in groups.items()
        for each in (word, *others)
        if all(piece.kind != "number" for piece in split(each))
    }
    known = sorted({piece.word for text in words for piece in split(text) if piece.kind == "word"})
    lexicon = Lexicon(same, {}, Spelling(known, speech.typos))
    kinds: dict[str, list[str]] = {}
    for wide, narrow in speech.kinds.items():
        for word in narrow:
            kinds.setdefault(_keys(lexicon, word)[0][0], []).append(_keys(lexicon, wide)[0][0])
    phrases = {
        (fact.id, value, *_keys(lexicon, text)): None for fact in base.facts.values() for value, text in _texts(fact)
    }
    return {"same": list(same.items()), "kinds": kinds, "words": known, "phrases": list(phrases)}


def _texts(fact: Fact) -> Iterator[tuple[str, str]]:
    for value, texts in (*fact.phrases.items(), (HINT, fact.hints)):
        yield from ((value, text) for text in texts)


def _keys(lexicon: Lexicon, phrase: str) -> tuple[tuple[str, ...], int]:
    """Return the keys of a phrase that must be there for it to be said, and how many words join its parts."""
    certain = ANY_NUMBER not in phrase
    tokens = lexicon.tokens(phrase.replace(ANY_NUMBER, "1"))
    keys = (
        exactly(token.piece) if certain and token.kind == "number" else token.key
        for token in tokens
        if token.kind in ("word", "weak", "not", "number")
    )
    return tuple(keys), sum(token.kind == "joint" for token in tokens)


def _phrases(base: KnowledgeBase, rows: Sequence[Sequence[Any]]) -> Iterator[Phrase]:
    listed: Mapping[str, set[str]] = {fact.id: set() for fact in base.facts.values() if fact.type == "many"}
    for name, value, keys, _ in rows:
        if name in listed and value != HINT:
            listed[name].update(keys)
    frozen = {name: frozenset(keys) for name, keys in listed.items()}
    for name, value, keys, joints in (row for row in rows if row[2]):
        yield Phrase(base.facts[name], value, tuple(keys), joints, frozen.get(name, frozenset()))
