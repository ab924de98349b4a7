"""The knowledge base in a compiled form that starts fast: its records, without examples, as one file in the cache.

It holds for exactly one state of its sources: their names, sizes and times, the code that reads them, the version of
thrustdoc. Where anything differs, the sources are read again and the file is replaced. It is a pickle of our own
records only: whatever else a file names is refused, so reading one can run no code.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import sys
import time
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any

from thrustdoc import __version__
from thrustdoc.cache import read_cache, write_cache
from thrustdoc.folders import PACKAGE, folder
from thrustdoc.knowledge.conditions import Condition
from thrustdoc.knowledge.records import Conclusion, KnowledgeBase, Rule

RECENT = 2_000_000_000
"""Nanoseconds: sources changed less than that ago could change once more without a new time, so nothing is kept."""


def load_compiled(root: Path | None = None) -> KnowledgeBase:
    """Return the knowledge base in a folder as `load` does, but without the examples, and faster the second time."""
    place = str(root or folder("rules"))
    sources = list(list_sources(place, "")) + list(list_sources(str(PACKAGE / "knowledge"), "program"))
    name = f"rules-{hashlib.blake2b(bytes(Path(place).absolute()), digest_size=8).hexdigest()}.pickle"
    stamp = hashlib.blake2b(repr((__version__, sys.version_info, sources)).encode(), digest_size=16).digest()
    found = read_cache(name, stamp)
    base = unpack(found) if found is not None else None
    if base is not None:
        return base
    from thrustdoc.knowledge.load import load

    base = slim(load(root))
    if all(time.time_ns() - max(source[2:]) > RECENT for source in sources):
        write_cache(name, stamp, pickle.dumps(base, protocol=5))
    return base


def list_sources(place: str, name: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, size and times of every source in a folder and in the folders in it, in the order of the names."""
    try:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from list_sources(entry.path, f"{name}/{entry.name}")
        elif entry.name.endswith((".toml", ".py")):
            status = entry.stat()
            yield f"{name}/{entry.name}", status.st_size, status.st_mtime_ns, status.st_ctime_ns


def slim(base: KnowledgeBase) -> KnowledgeBase:
    """Return a knowledge base without its examples, in which equal conditions are one object."""
    seen: dict[Condition, Condition] = {}

    def share(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(
            replace(
                rule,
                when=tuple(seen.setdefault(test, test) for test in rule.when),
                unless=tuple(tuple(seen.setdefault(test, test) for test in table) for table in rule.unless),
            )
            for rule in rules
        )

    def bare(each: Conclusion) -> Conclusion:
        rules, wordings, firsts = share(each.rules), share(each.wordings), share(each.firsts)
        return replace(each, rules=rules, wordings=wordings, firsts=firsts, examples=())

    return replace(
        base,
        policies={name: replace(each, rules=share(each.rules)) for name, each in base.policies.items()},
        conclusions={ref: bare(each) for ref, each in base.conclusions.items()},
        withholdings=share(base.withholdings),
        leads=share(base.leads),
    )


class _Reader(pickle.Unpickler):
    """Reads our own records and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a record class of this package; anything else is refused."""
        found = getattr(sys.modules.get(module), name, None)
        ours = module.rpartition(".")[0] == __package__ and isinstance(found, type) and is_dataclass(found)
        if not ours or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a knowledge base")
        return found


def unpack(content: bytes) -> KnowledgeBase | None:
    """Return the knowledge base in a compiled form, None where it is damaged."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        base = _Reader(io.BytesIO(content)).load()
    except Exception:  # a damaged pickle raises almost anything
        return None
    finally:
        if collecting:
            gc.enable()
    return base if isinstance(base, KnowledgeBase) else None
