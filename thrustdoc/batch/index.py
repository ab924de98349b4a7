"""The index of a batch: one page with a link to every handout, written piece by piece."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from thrustdoc.output import whole
from thrustdoc.templates import Look, make_environment

NAME = "index.html"


def write_index(folder: Path, rows: Iterable[dict[str, Any]], bad: Iterable[dict[str, Any]], look: Look) -> None:
    """Write the index; `rows` are the handouts, `bad` the cases that none could be made of."""
    environment = make_environment("html", look, (look.reports,) if look.reports else ())
    template = environment.get_template("index.html.jinja")
    with whole(folder / NAME) as file:
        for piece in template.generate(rows=rows, bad=bad, brand=look.brand):
            file.write(piece.encode())
