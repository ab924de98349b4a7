"""Reading TOML tables field by field: wrong types, missing and unknown fields become problems, not exceptions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from thrustdoc.errors import Problem, nearest, show

Problems = list[Problem]


def read_toml(path: Path, name: str, problems: Problems) -> dict[str, Any]:
    """Return the tables of a TOML file of the knowledge base; on failure report it as `name` and return nothing."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(Problem("the file is missing", "A knowledge base needs it.", name))
    except (OSError, UnicodeDecodeError) as error:  # a UnicodeDecodeError is a ValueError too: it comes first
        problems.append(Problem(f"cannot be read: {error}", file=name))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(f"not valid TOML: {error}", file=name))
    except (RecursionError, ValueError):
        problems.append(Problem("it is nested too deeply or holds a number that is too long", file=name))
    return {}


class Table:
    """One TOML table, taken field by field; `finish` reports what nobody took."""

    def __init__(self, data: Any, file: str, place: str, problems: Problems) -> None:
        self.file, self.place, self.problems = file, place, problems
        self.data: dict[str, Any] = dict(data) if isinstance(data, dict) else {}
        self.taken: set[str] = set()
        if not isinstance(data, dict):
            self.wrong(f"expected a table, found {show(data)}")

    def wrong(self, says: str, mend: str = "") -> None:
        """Report a problem in this table."""
        self.problems.append(Problem(says, mend, self.file, place=self.place))

    def take(self, key: str, kind: type | tuple[type, ...], what: str, default: Any, needed: bool = False) -> Any:
        """Return the field `key` if it has the type `kind` (`what` in messages), else report and use `default`."""
        self.taken.add(key)
        if key not in self.data:
            if needed:
                self.wrong(f"the field {key} is missing", f"Give {what}.")
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(f"{key} = {show(value)}", f"It should be {what}.")
            return default
        return value

    def text(self, key: str, needed: bool = False) -> str:
        """Return a text field without blanks around it; an empty one counts as missing."""
        value: str = self.take(key, str, "a text", "", needed)
        if needed and key in self.data and not value.strip():
            self.wrong(f"{key} is empty", "Say it.")
        return value.strip()

    def flag(self, key: str) -> bool:
        """Return a yes/no field, false where absent."""
        return bool(self.take(key, bool, "true or false", False))

    def whole(self, key: str, needed: bool = False) -> int:
        """Return a whole number, 0 where absent."""
        return int(self.take(key, int, "a whole number", 0, needed))

    def number(self, key: str) -> float:
        """Return a required number."""
        return float(self.take(key, (int, float), "a number", 0.0, needed=True))

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers; a single one counts as a list of one."""
        value = self.take(key, (list, int), "a list of whole numbers", [])
        value = value if isinstance(value, list) else [value]
        if not all(isinstance(each, int) and not isinstance(each, bool) for each in value):
            self.wrong(f"{key} = {show(value)}", "It should be a list of whole numbers.")
            return ()
        return tuple(value)

    def words(self, key: str, needed: bool = False) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        value = self.take(key, (list, str), "a list of texts", [], needed)
        value = [value] if isinstance(value, str) else value
        if not all(isinstance(each, str) for each in value):
            self.wrong(f"{key} = {show(value)}", "It should be a list of texts.")
            return ()
        if needed and key in self.data and not value:
            self.wrong(f"{key} is empty", "Name at least one.")
        return tuple(value)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of texts."""
        value = self.take(key, list, "a list of lists of texts", [])
        if not all(isinstance(each, list) and each and all(isinstance(word, str) for word in each) for each in value):
            self.wrong(
                f"{key} = {show(value)}", 'It should be a list of lists of texts, as in [["bench"], ["barbell"]].'
            )
            return ()
        return tuple(tuple(each) for each in value)

    def mapping(self, key: str, needed: bool = False) -> dict[str, str]:
        """Return a table of texts."""
        value = self.take(key, dict, "a table of texts", {}, needed)
        if not all(isinstance(each, str) for each in value.values()):
            self.wrong(f"{key} holds something that is not a text")
            return {}
        return dict(value)

    def table(self, key: str) -> Table:
        """Return a table inside this one; an absent one counts as empty."""
        value = self.take(key, dict, "a table", {})
        return Table(value, self.file, f"{self.place} {key}".strip(), self.problems)

    def tables(self, key: str) -> list[Table]:
        """Return an array of tables; a single table counts as an array of one."""
        value = self.take(key, (list, dict), "an array of tables", [])
        value = [value] if isinstance(value, dict) else value
        place = f"{self.place} [[{key}]]".strip()
        return [Table(each, self.file, f"{place} {n}", self.problems) for n, each in enumerate(value, 1)]

    def rest(self) -> dict[str, Any]:
        """Return every field that nobody has taken yet, and count it as taken."""
        left = {key: value for key, value in self.data.items() if key not in self.taken}
        self.taken.update(left)
        return left

    def finish(self) -> None:
        """Report every field that nobody has taken."""
        for key in sorted(self.data.keys() - self.taken):
            self.wrong(f"unknown field {key}", nearest(key, self.taken))
