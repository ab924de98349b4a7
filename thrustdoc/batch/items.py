"""The cases of a batch, one after the other: from files, folders, CSV and JSON Lines, never all of them in memory."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from thrustdoc.casefile import LARGEST, read_text
from thrustdoc.errors import Problem, ThrustdocError, fail

CASES, LINES, TABLES = (".toml", ".json"), (".jsonl", ".ndjson"), (".csv", ".tsv")
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Item:
    """One case as it was read: a text, or a row of a table as (column, cell); `problems` where it could not be read.

    `number` counts from 1, over all sources. `source` names the file for messages, `line` the line in it.
    """

    number: int
    source: str
    line: int | None = None
    text: str = ""
    row: tuple[tuple[str, str], ...] = ()
    stem: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def place(self) -> str:
        """Where it comes from, in words."""
        return self.source + (f", line {self.line}" if self.line else "")


@dataclass(frozen=True)
class _Found:
    """An item without its number."""

    source: str
    line: int | None = None
    text: str = ""
    row: tuple[tuple[str, str], ...] = ()
    stem: str = ""
    problems: tuple[Problem, ...] = ()


def read_items(names: Iterable[str]) -> Iterator[Item]:
    """Yield every case in files, folders (their files, in the order of their names) and "-" (JSON Lines).

    What cannot be read is an item with its problems: the rest goes on.
    """
    for number, found in enumerate((each for name in names for each in _source(name)), 1):
        yield Item(number, found.source, found.line, found.text, found.row, found.stem, found.problems)


def _source(name: str) -> Iterator[_Found]:
    path = Path(name)
    try:
        if name == "-":
            yield from _lines(sys.stdin.buffer, "standard input")
        elif path.is_dir():
            yield from _folder(path)
        elif path.suffix.lower() in LINES:
            with path.open("rb") as file:
                yield from _lines(file, name)
        elif path.suffix.lower() in TABLES:
            with path.open(encoding="utf-8-sig", newline="") as table:
                yield from _rows(table, name)
        else:
            yield _Found(name, text=read_text(name), stem=path.stem)
    except FileNotFoundError:
        yield _bad(name, fail("there is no such file", "Check the name.", name))
    except UnicodeDecodeError:
        yield _bad(name, fail("it is not text in UTF-8", "Save it as CSV in UTF-8.", name))
    except csv.Error as error:
        yield _bad(name, fail(f"not valid CSV ({error})", "The rest of it was left out.", name))
    except (OSError, ValueError) as error:
        yield _bad(name, fail(f"it cannot be read ({getattr(error, 'strerror', None) or error})", file=name))
    except ThrustdocError as error:
        yield _bad(name, error)


def _bad(source: str, error: ThrustdocError, line: int | None = None) -> _Found:
    return _Found(source, line, stem=Path(source).stem, problems=error.problems)


def _folder(path: Path) -> Iterator[_Found]:
    """Yield the cases in the files of a folder; files of other kinds and folders in it are left alone."""
    known = (*CASES, *LINES, *TABLES)
    names = sorted(each.name for each in path.iterdir() if each.suffix.lower() in known and not each.is_dir())
    if not names:
        says = "this folder holds no case"
        raise fail(says, f"Cases are files that end in {', '.join(known)}.", str(path))
    for name in names:
        yield from _source(str(path / name))


def _lines(file: BinaryIO, source: str) -> Iterator[_Found]:
    """Yield the case of each line; empty lines are left out."""
    line = 0
    while data := file.readline(LARGEST + 1):
        line += 1
        if len(data) > LARGEST:
            yield _bad(source, fail(f"it is longer than {LARGEST:,} bytes", file=source, line=line), line)
            while data and not data.endswith(b"\n"):
                data = file.readline(LARGEST)
        elif data.strip():
            yield _line(data, source, line)


def _line(data: bytes, source: str, line: int) -> _Found:
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return _bad(source, fail("it is not text in UTF-8", file=source, line=line), line)
    if not text.startswith("{"):
        return _bad(source, fail("it should be one object with client, facts and unknown", "", source, line), line)
    return _Found(source, line, text)


def _rows(file: io.TextIOBase, source: str) -> Iterator[_Found]:
    """Yield the case of each row of a table; its first row holds the names of the columns."""
    first = file.readline()
    delimiter = max(DELIMITERS, key=first.count)
    columns = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if len(set(columns)) < len(columns):
        twice = next(name for name in columns if columns.count(name) > 1)
        raise fail(f"two columns are called {twice or 'nothing'}", "Give each column its own name.", source, 1)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    for cells in reader:
        line = reader.line_num + 1
        if len(cells) > len(columns):
            says = f"the row has {len(cells)} cells, and there are {len(columns)} columns"
            yield _bad(source, fail(says, "Put a cell with a comma in it into quotes.", source, line), line)
        elif any(cell.strip() for cell in cells):
            yield _Found(source, line, row=tuple(zip(columns, cells, strict=False)))
