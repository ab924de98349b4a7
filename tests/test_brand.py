"""A studio's brand: on the page in HTML and PDF, and every mistake in its file reported at once."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import pytest

from tests.support import FULL, Run, refused
from tests.test_pdf import alternatives, data, text_of
from thrustdoc import Thrustdoc, render
from thrustdoc.errors import ThrustdocError
from thrustdoc.handout.brand import Brand, contrast, darkened, read_brand
from thrustdoc.handout.make import make_handout
from thrustdoc.templates import Look

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#e05010"/></svg>'
BRAND = """\
name = "Oak & <Street> #Gym"
contact = "12 Oak Street, 555 0100"
footer = "See you on Thursday."
accent = "#FFCC00"
paper = "letter"
logo = "logo.{ending}"
"""


def png(width: int = 3, height: int = 2) -> bytes:
    """Return a small PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x10\x80\x40" * min(width, 50) for _ in range(min(height, 50))))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def write_brand(folder: Path, ending: str = "svg", logo: bytes | None = None) -> Path:
    """Write a brand file with its logo and return its path."""
    usual = png() if ending == "png" else SVG.encode()
    (folder / f"logo.{ending}").write_bytes(usual if logo is None else logo)
    path = folder / "brand.toml"
    path.write_text(BRAND.format(ending=ending), encoding="utf-8")
    return path


def problems(path: Path) -> str:
    """Return what is wrong with a brand file."""
    with pytest.raises(ThrustdocError) as caught:
        read_brand(path)
    return str(caught.value)


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_name_contact_footer_logo_and_color_are_on_both_pages(doc: Thrustdoc, tmp_path: Path, ending: str) -> None:
    look = Look(brand=read_brand(write_brand(tmp_path, ending)))
    plan = doc.diagnose(FULL, client={"name": "Sam"})
    pdf, html = data(make_handout(plan, "pdf", look)), render_html(plan, look)
    for words in ("Oak & <Street> #Gym", "12 Oak Street, 555 0100", "See you on Thursday."):
        assert words in text_of(pdf)
    assert "Oak &amp; &lt;Street&gt; #Gym" in html and "See you on Thursday." in html
    assert "Oak & <Street> #Gym: logo" in alternatives(pdf)
    logo = look.brand and look.brand.logo
    assert logo and base64.b64encode(logo.data).decode() in html and "img-src data:" in html
    assert f"--accent: {darkened('#ffcc00')};" in html
    assert b"/MediaBox [0 0 612 792]" in pdf.replace(b"\n", b" ") or b"612" in pdf


def render_html(plan: object, look: Look) -> str:
    """Return the HTML page of a plan."""
    from thrustdoc.report import render as report

    return report(plan, "html", look)  # type: ignore[arg-type]


def test_without_a_brand_there_is_no_image(doc: Thrustdoc) -> None:
    assert "<img" not in render(doc.diagnose(FULL), "html")
    assert "img-src" not in render(doc.diagnose(FULL), "html")


@pytest.mark.parametrize("color", ["#ffffff", "#ffcc00", "#14624a", "#000000", "#ff69b4"])
def test_text_in_the_color_can_be_read_on_white(color: str) -> None:
    found = darkened(color)
    assert contrast([int(found[n : n + 2], 16) for n in (1, 3, 5)]) >= 4.5
    assert (found == color) == (color in ("#14624a", "#000000"))


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    path = tmp_path / "brand.toml"
    path.write_text(
        'nam = "x"\nname = 3\nfooter = "' + "x" * 300 + '"\naccent = "red"\npaper = "a5"\nlogo = "no.png"\n'
    )
    found = problems(path)
    for words in (
        "nam: there is no such field. Did you mean name?",
        "name: 3 is not a text. Put it in quotes.",
        "footer: it is 300 characters long. Give at most 240.",
        'accent: "red" is no color. Write it as in "#14624a".',
        'paper: "a5" is no paper. Give a4 or letter.',
        "no.png: there is no such file.",
    ):
        assert words in found
    assert len(found.splitlines()) == 6


@pytest.mark.parametrize(
    ("logo", "says"),
    [
        (b"", "this is neither PNG nor SVG"),
        (b"GIF89a", "this is neither PNG nor SVG"),
        (b"<html></html>", "this is neither PNG nor SVG"),
        (png()[:-6], "this PNG is broken"),
        (png().replace(b"IDAT", b"IDAX"), "this PNG is broken"),
        (png(9000, 2), "this PNG is 9000 by 2 pixels"),
        (SVG.encode() + b" " * 300_000, "it is larger than 300,000 bytes"),
        (SVG.replace("</svg>", "<script>alert(1)</script></svg>").encode(), "this SVG holds <script>"),
        (SVG.replace("<rect", '<rect onclick="x()"').encode(), "this SVG holds the handler onclick"),
        (SVG.replace("<rect", '<image href="http://e/x.png"/><rect').encode(), "this SVG refers to another file"),
        (SVG.replace("<rect", '<image href="/etc/passwd"/><rect').encode(), "this SVG refers to another file"),
        (SVG.replace("<rect", "<style>@import 'x.css';</style><rect").encode(), "this SVG refers to another file"),
        (SVG.replace("#e05010", "url(http://e/x)").encode(), "this SVG refers to another file"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.encode(), "this SVG has a document type"),
        (SVG[:-6].encode(), "this SVG is broken"),
        (SVG.encode("utf-16"), "this is neither PNG nor SVG"),
    ],
)
def test_a_logo_that_is_no_good_is_refused(tmp_path: Path, logo: bytes, says: str) -> None:
    assert says in problems(write_brand(tmp_path, logo=logo))


def test_a_gradient_inside_the_logo_is_fine(tmp_path: Path) -> None:
    inside = '<linearGradient id="g"><stop stop-color="#fff"/></linearGradient><rect stroke="url(#g)"'
    assert read_brand(write_brand(tmp_path, logo=SVG.replace("<rect", inside).encode())).logo


def test_on_the_command_line(tmp_path: Path, run: Run) -> None:
    path = write_brand(tmp_path)
    given = ("diagnose", "-s", "heels_lift=clearly")
    assert "See you on Thursday." in run(*given, "-f", "html", "--brand", path).out
    refused(run(*given, "--brand", tmp_path / "no.toml"), "no.toml: there is no such file")
    path.write_text("name = [", encoding="utf-8")
    refused(run(*given, "--brand", path), "brand.toml: not valid TOML")


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text("", encoding="utf-8")
    assert read_brand(tmp_path / "brand.toml") == Brand()
