"""A logo, PNG or SVG, checked before it goes on a page: whole, not too large, and with nothing from outside."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from dataclasses import field
from pathlib import Path
from xml.parsers import expat

from thrustdoc.errors import fail
from thrustdoc.frozen import dataclass
from thrustdoc.handout.fields import about

LARGEST = 300_000
"""The largest logo that is taken, in bytes: it goes into every page."""

WIDEST = 4000
"""The widest and highest PNG, in pixels."""

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Logo:
    """A logo that was checked."""

    data: bytes = field(metadata=about("the file's bytes"))
    type: str = field(metadata=about("image/png or image/svg+xml"))
    width: int = field(default=0, metadata=about("its width in pixels; 0 for SVG"))
    height: int = field(default=0, metadata=about("its height in pixels; 0 for SVG"))

    @property
    def uri(self) -> str:
        """The logo as a data URI, for an image that needs no other file."""
        return f"data:{self.type};base64,{base64.b64encode(self.data).decode('ascii')}"

    @property
    def svg(self) -> str:
        """The logo as SVG text; a PNG is wrapped into one."""
        if self.type == "image/svg+xml":
            return self.data.decode("utf-8")
        size = f'width="{self.width}" height="{self.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{self.uri}"/></svg>'


def read_logo(path: Path) -> Logo:
    """Return the logo in a file. Raises ThrustdocError where it is missing, too large, broken or no PNG or SVG."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise fail("there is no such file", "Give the logo's place as seen from the brand file.", str(path)) from None
    except (OSError, ValueError) as error:
        raise fail(f"it cannot be read ({getattr(error, 'strerror', None) or error})", file=str(path)) from None
    if len(data) > LARGEST:
        raise fail(f"it is larger than {LARGEST:,} bytes", "Make the logo smaller.", str(path))
    if data.startswith(PNG):
        return Logo(data, "image/png", *_png_size(data, str(path)))
    data = data.removeprefix(b"\xef\xbb\xbf")
    _check_svg(data, str(path))
    return Logo(data, "image/svg+xml")


def _png_size(data: bytes, file: str) -> tuple[int, int]:
    """Return width and height of a PNG in pixels. Raises ThrustdocError where it is broken or too large."""
    place, kinds = len(PNG), []
    while place + 12 <= len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        body = data[place + 4 : place + 8 + length]
        if zlib.crc32(body).to_bytes(4, "big") != data[place + 8 + length : place + 12 + length]:
            break
        kinds.append(body[:4])
        place += 12 + length
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise fail("this PNG is broken", "Save the logo again.", file)
    width, height = struct.unpack(">II", data[16:24])
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise fail(f"this PNG is {width} by {height} pixels", f"Give at most {WIDEST} each way.", file)
    return width, height


def _check_svg(data: bytes, file: str) -> None:
    """Check that this is SVG and holds no script, no entity and nothing from outside. Raises ThrustdocError."""
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if not found and tag != "svg":
            raise fail("this is neither PNG nor SVG", "Save the logo as one of these.", file)
        found.append(tag)
        if tag in ("script", "foreignObject"):
            raise fail(f"this SVG holds <{tag}>", "Remove it; a logo needs shapes only.", file)
        for key, value in attributes.items():
            _check_attribute(key.rpartition(":")[2], value, file)

    def refuse(*_: object) -> None:
        raise fail("this SVG has a document type", "Remove the line <!DOCTYPE ...>.", file)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.CharacterDataHandler = lambda text: _check_style(text, file)
    try:
        data.decode("utf-8")
        parser.Parse(data, True)
    except (expat.ExpatError, UnicodeDecodeError):
        what = "this SVG is broken" if found else "this is neither PNG nor SVG"
        raise fail(what, "Save the logo as PNG or SVG.", file) from None


def _check_attribute(key: str, value: str, file: str) -> None:
    if key.startswith("on"):
        raise fail(f"this SVG holds the handler {key}", "Remove it; a logo needs shapes only.", file)
    if key == "href" and not value.startswith(("#", "data:image/png", "data:image/jpeg")):
        raise fail("this SVG refers to another file", "Put everything into the SVG itself.", file)
    _check_style(value, file)


def _check_style(text: str, file: str) -> None:
    if re.search(r"@import|url\(\s*['\"]?(?!#)", text):
        raise fail("this SVG refers to another file", "Put everything into the SVG itself.", file)
