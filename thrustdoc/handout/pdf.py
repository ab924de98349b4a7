"""The handout as PDF/UA-1: the template report.typ.jinja, compiled by Typst with the fonts that thrustdoc ships."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from thrustdoc.errors import ThrustdocError, fail
from thrustdoc.folders import folder
from thrustdoc.handout.letters import printable
from thrustdoc.handout.page import Page, parse_day

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATE = "report.typ.jinja"
STANDARD: Final = "ua-1"


@dataclass(frozen=True)
class Pdf:
    """A PDF, and the letters that its fonts lack."""

    data: bytes
    lacking: tuple[str, ...] = ()


class Typesetter:
    """Turns every value that a template prints into a Typst string literal, and remembers what the fonts lack."""

    def __init__(self) -> None:
        self.lacking: dict[str, None] = {}

    def literal(self, value: Any) -> str:
        """Return a text or number as a Typst string literal: whatever it holds, Typst takes none of it as markup.

        Raises TypeError for anything else.
        """
        if not isinstance(value, str | int | float):
            raise TypeError(f"a PDF template can print texts and numbers, not {type(value).__name__}")
        text, lacking = printable(str(value))
        self.lacking.update(dict.fromkeys(lacking))
        return quoted(text)

    def raw(self, value: str) -> str:
        """Return a text that is no print (the source of a picture) as the literal of a Typst string."""
        return _Literal(quoted(value))

    def final(self, value: Any) -> str:
        """Return what Jinja2 puts into the Typst source for a value."""
        return value if isinstance(value, _Literal) else self.literal(value)


class _Literal(str):
    """Typst source that `raw` made."""


def quoted(text: str) -> str:
    """Return a text as a Typst string literal."""
    return '"' + "".join(_escape(char) for char in text) + '"'


def _escape(char: str) -> str:
    if char in '\\"':
        return "\\" + char
    return char if char.isprintable() or char == "\u200b" else f"\\u{{{ord(char):x}}}"


@functools.cache
def compiler() -> Compiler:
    """Return Typst with the shipped fonts alone. Raises ThrustdocError where typst is not installed."""
    try:
        from typst import Compiler, Fonts
    except ImportError:
        raise missing() from None
    home = folder("reports")
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(home / "fonts")])
    return Compiler(root=str(home), font_paths=fonts)


def missing() -> ThrustdocError:
    """Return the error for a machine without typst: what to install, and the way out."""
    way_out = "or write the page as HTML (-o page.html; in a batch -f html) and print it from a browser."
    mend = f"Install it with pip install 'thrustdoc[pdf]', {way_out}"
    return fail("a PDF needs typst, which is not installed", mend)


def compile_page(source: str, page: Page) -> bytes:
    """Return Typst source as PDF/UA-1; the date of the page is that of the PDF. Raises ThrustdocError."""
    day = parse_day(page.date)
    stamp = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC) if day else EPOCH
    data = compiler().compile(source.encode(), format="pdf", pdf_standards=[STANDARD], timestamp=stamp)
    assert isinstance(data, bytes)
    return data


EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""What stands for now where a page has no date: the clock must not change the bytes."""


def render_pdf(page: Page, setter: Typesetter, fill: Callable[[Mapping[str, Any]], str]) -> Pdf:
    """Return a page as PDF; `fill` fills the template with `setter`. Raises ThrustdocError where Typst refuses it."""
    compiler()
    setter.lacking.clear()
    day = parse_day(page.date)
    date = (day.year, day.month, day.day) if day else ()
    source = fill({"page": page, "date": date, "raw": setter.raw, "lacking": setter.lacking})
    try:
        return Pdf(compile_page(source, page), tuple(setter.lacking))
    except RuntimeError as error:  # TypstError
        raise _refused(error) from None


def _refused(error: RuntimeError) -> ThrustdocError:
    hints = " ".join(getattr(error, "hints", ()))
    return fail(f"Typst cannot make this PDF: {getattr(error, 'message', error)}", hints)
