"""What a batch has done, a line a case, so that one that was stopped can go on and the index can be written."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from thrustdoc.batch.names import OURS
from thrustdoc.batch.work import Done
from thrustdoc.errors import fail

NAME = "batch-log.jsonl"


class Journal:
    """The file batch-log.jsonl of a folder. In memory it keeps two numbers a case: its digest and its place."""

    def __init__(self, folder: Path, resume: bool) -> None:
        """Open the journal; an old one is kept only to `resume`. Raises ThrustdocError where it cannot be written."""
        self.folder = folder
        self.digests, self.places = array("Q"), array("q")
        path = folder / NAME
        try:
            self.file = path.open("r+b" if resume and path.exists() else "w+b")
        except OSError as error:
            raise fail(f"it cannot be written ({error.strerror})", file=str(path)) from None
        self._read()

    def _read(self) -> None:
        """Take in what an earlier run noted down; a line that was cut off ends it."""
        place = 0
        for line in iter(self.file.readline, b""):
            row = _row(line)
            if row is None:
                break
            self._keep(row["number"], int(row["digest"], 16), place)
            place += len(line)
        self.file.seek(place)
        self.file.truncate()

    def _keep(self, number: int, digest: int, place: int) -> None:
        short = number - len(self.places)
        if short > 0:
            self.digests.extend([0] * short)
            self.places.extend([-1] * short)
        self.digests[number - 1], self.places[number - 1] = digest, place

    def find(self, number: int, digest: str) -> dict[str, Any] | None:
        """Return what was noted down for a case that is the same as then; None where it has to be done."""
        if number > len(self.places) or self.digests[number - 1] != int(digest, 16):
            return None
        row = self._at(number)
        return row if row and (not row["file"] or (self.folder / row["file"]).is_file()) else None

    def last(self, number: int) -> dict[str, Any] | None:
        """Return what was last noted down for a number, whatever the case was then."""
        return self._at(number) if 0 < number <= len(self.places) and self.places[number - 1] >= 0 else None

    def _at(self, number: int) -> dict[str, Any] | None:
        self.file.seek(self.places[number - 1])
        return _row(self.file.readline())

    def add(self, done: Done, digest: str, end: int = 0) -> None:
        """Note down what became of a case; `end` is where the file of results ends with it, in bytes.

        The handout that an earlier run made of the same number goes where it had another name.
        """
        before = self.last(done.number)
        if before and before["file"] not in ("", done.file) and OURS.fullmatch(before["file"]):
            (self.folder / before["file"]).unlink(missing_ok=True)
        fields = {key: value for key, value in asdict(done).items() if key != "line"}
        line = json.dumps({**fields, "digest": digest, "end": end}, ensure_ascii=False).encode() + b"\n"
        place = self.file.seek(0, 2)
        self.file.write(line)
        self.file.flush()
        self._keep(done.number, int(digest, 16), place)

    def forget_from(self, number: int, cut: bool = False) -> None:
        """Forget every case from this number on; `cut` takes them out of the file too, where they stand in order."""
        if cut and number <= len(self.places):
            self.file.truncate(self.places[number - 1])
        del self.digests[number - 1 :], self.places[number - 1 :]

    def rows(self, bad: bool) -> Iterator[dict[str, Any]]:
        """Yield what was noted down, in the order of the cases: the handouts, or what was `bad`."""
        for number in range(1, len(self.places) + 1):
            row = self.last(number)
            if row and bool(row["problems"]) == bad:
                yield row

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def _row(line: bytes) -> dict[str, Any] | None:
    """Return a line of the journal, None where it is cut off or no such line."""
    try:
        row = json.loads(line) if line.endswith(b"\n") else {}
        known = row["number"] > 0 and int(row["digest"], 16) >= 0 and isinstance(row["problems"], list)
        return row if known and (row["file"] == "" or OURS.fullmatch(row["file"])) else None
    except (ValueError, KeyError, TypeError):
        return None
