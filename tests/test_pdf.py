"""The PDF handout: tagged, complete, the same bytes every time, and nothing that somebody typed is ever markup."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.support import EXAMPLES, FULL, Run, read_example, refused, some_cases
from thrustdoc import Thrustdoc
from thrustdoc.handout.letters import STAND_IN, letters, printable
from thrustdoc.handout.make import Handout, make_handout
from thrustdoc.handout.page import in_words
from thrustdoc.handout.pdf import Typesetter, compiler, quoted
from thrustdoc.templates import Look

NASTY = [
    "<script>alert(1)</script>",
    '#panic("x")',
    "{{ 7*7 }}{% for x in y %}{# c #}",
    "../../etc/passwd",
    "*bold* _soft_ `code` $x^2$ = Head @ref <label> \\ // /* */ - + ~ [x](y)",
    '"); #read("/etc/passwd") #("',
    'a" b \\" c \\u{41}',
    "x" * 300,
    "Łukasz Żółć, Ñuño, Đặng Thị, Ξένια, Ольга, O’Neil & Søn",
    "½ ⅓ ° → ☐ ☑ ✓ … – — “ ” × ± ≤ ≈",
]


@pytest.fixture(scope="session")
def pages(doc_real: Thrustdoc) -> dict[str, bytes]:
    """The PDF of every example."""
    return {name: data(make_handout(doc_real.plan(read_example(doc_real.base, name)), "pdf")) for name in EXAMPLES}


def data(page: Handout) -> bytes:
    """Return the bytes of a PDF."""
    assert isinstance(page.content, bytes)
    return page.content


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF in reading order, blanks made one and places to break taken out."""
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("\u200b", "").split())


def fonts_of(pdf: bytes) -> Iterator[Any]:
    """Yield the descriptor of every font of a PDF."""
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            yield font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_fits_one_page_is_tagged_and_holds_its_fonts(pages: dict[str, bytes], name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pages[name]))
    root: Any = reader.root_object
    assert len(reader.pages) == 1
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"].startswith("en")
    assert root["/StructTreeRoot"]["/K"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    fonts = list(fonts_of(pages[name]))
    assert fonts and all("/FontFile3" in font or "/FontFile2" in font for font in fonts)
    assert {font["/FontName"].partition("+")[2].partition("-")[0] for font in fonts} <= {"Inter", "NotoSansSymbols2"}
    assert len(pages[name]) < 60_000


def test_the_text_comes_out_in_reading_order(doc_real: Thrustdoc, pages: dict[str, bytes]) -> None:
    plan = doc_real.plan(read_example(doc_real.base, "low_back_anterior_pelvis"))
    text = text_of(pages["low_back_anterior_pelvis"])
    said = ["Ines Carvalho", "March 6, 2026", plan.findings[0].says, "Today, in this order"]
    said += [word for each in plan.today for word in (each.says, each.check)]
    said += ["Next time", *(each.says for each in plan.later), "Good to know", *(each.says for each in plan.notes)]
    said += ["Stop and see a doctor", "Based on: "]
    places = [text.find(words) for words in said]
    assert -1 not in places, said[places.index(-1)]
    assert places == sorted(places)
    assert text.count("☐") == len(plan.today)


def test_the_picture_has_its_words(pages: dict[str, bytes]) -> None:
    assert "Side view of a hip thrust".encode("utf-16-be") in pages["quads_small_angle"] or any(
        "Side view of a hip thrust" in str(each) for each in alternatives(pages["quads_small_angle"])
    )


def alternatives(pdf: bytes) -> list[str]:
    """Return the text alternatives of a PDF's figures."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pypdf.PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"])
    return found


def test_the_same_case_gives_the_same_bytes(doc_real: Thrustdoc, pages: dict[str, bytes]) -> None:
    compiler.cache_clear()
    for name in EXAMPLES:
        again = data(make_handout(doc_real.plan(read_example(doc_real.base, name)), "pdf"))
        assert again == pages[name], name


def test_another_process_gives_the_same_bytes(tmp_path: Path, cli: Run) -> None:
    given = ("-s", "exercise=bench_barbell", "-s", "heels_lift=clearly")
    for name in ("a.pdf", "b.pdf"):
        assert cli("diagnose", *given, "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert b"CreationDate" not in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_what_a_client_typed_shows_as_typed(doc: Thrustdoc, typed: str) -> None:
    page = make_handout(doc.diagnose(FULL, client={"name": typed, "date": typed}), "pdf")
    assert page.remarks == ()
    assert "".join(typed.split()) in "".join(text_of(data(page)).split())


@pytest.mark.parametrize("typed", ["محمد علي", "שרה כהן", "अनिता शर्मा", "สมชาย", "Արամ", "გიორგი"])
def test_other_scripts_print(doc: Thrustdoc, typed: str) -> None:
    page = make_handout(doc.diagnose(FULL, client={"name": typed}), "pdf")
    assert page.remarks == ()
    assert STAND_IN not in text_of(data(page))
    assert any("NotoSans" in font["/FontName"] for font in fonts_of(data(page)))


def test_letters_that_the_fonts_lack_are_told(doc: Thrustdoc, tmp_path: Path, run: Run) -> None:
    page = make_handout(doc.diagnose(FULL, client={"name": "李小龙 Bruce"}), "pdf")
    assert page.remarks == (
        "the fonts of the PDF lack 3 letters (U+674E, U+5C0F, U+9F99); a box stands for each. "
        "The HTML page shows them.",
    )
    assert "□□□ Bruce" in text_of(data(page))
    assert "The fonts of this page lack 3 of its letters" in text_of(data(page))
    case = tmp_path / "case.toml"
    case.write_text('[client]\nname = "李"\n[facts]\nheels_lift = "clearly"\n', encoding="utf-8")
    result = run("diagnose", case, "-o", tmp_path / "x.pdf")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("thrustdoc: the fonts of the PDF lack 1 letter (U+674E)")


def test_every_letter_of_the_list_prints() -> None:
    """The list beside the fonts is what they hold: PDF/UA refuses a letter that no font has."""
    known = sorted(letters())
    lines = ["".join(known[n : n + 60]) for n in range(0, len(known), 60)]
    source = '#set document(title: "x", date: none)\n#set text(lang: "en", font: ("Inter", "Noto Sans Symbols2", '
    source += '"Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Armenian", '
    source += '"Noto Sans Georgian", "Noto Sans Thai"))\n' + "\n\n".join("#" + quoted(line) for line in lines)
    assert compiler().compile(source.encode(), format="pdf", pdf_standards=["ua-1"])


def test_the_letters_of_the_knowledge_base_all_print(doc_real: Thrustdoc) -> None:
    base = doc_real.base
    texts = [text for each in base.conclusions.values() for text in (each.says, each.check, each.title)]
    texts += [rule.texts[key] for each in base.conclusions.values() for rule in each.wordings for key in rule.texts]
    texts += [fact.measure for fact in base.facts.values()] + [document.title for document in base.documents.values()]
    assert all(printable(text) == (text, ()) for text in texts)


def test_any_case_fits_two_pages(doc_real: Thrustdoc) -> None:
    base = doc_real.base
    for facts in some_cases(base, 25, 7):
        given = {name: value for name, value in facts.items() if not base.facts[name].computed}
        pdf = data(make_handout(doc_real.diagnose(given, client={"name": "Sam"}), "pdf"))
        assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) <= 2, given


def test_values_other_than_texts_and_numbers_are_refused() -> None:
    for value in (None, ["a"], object(), b"x"):
        with pytest.raises(TypeError, match="can print texts and numbers"):
            Typesetter().final(value)
    assert Typesetter().final('#a\n"b"\\') == '"#a \\"b\\"\\\\"'


def test_dates_in_words() -> None:
    assert in_words("2026-03-04") == "March 4, 2026"
    assert [in_words(text) for text in ("2026-13-04", "March", "", "2026-03-04 17:30")] == [
        "2026-13-04", "March", "", "2026-03-04 17:30"
    ]  # fmt: skip


def test_why_prints_reasons_and_sources(doc: Thrustdoc) -> None:
    plain, with_why = (text_of(data(make_handout(doc.diagnose(FULL), "pdf", Look(why=why)))) for why in (False, True))
    assert not re.search(r"D0-0|POL-|\.toml", plain)
    assert "low_back_overload: lower back strained [D1-01; findings/low_back_overload.toml#1]" in with_why
    assert "POL-08: Test: opposites are never shown together" in with_why


def test_without_typst_the_error_names_the_command_and_the_way_out(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run("diagnose", "-s", "heels_lift=clearly", "-o", tmp_path / "x.pdf")
    refused(result, "a PDF needs typst", "pip install 'thrustdoc[pdf]'", "-o page.html")
    assert list(tmp_path.iterdir()) == []


def test_pdf_to_standard_output_is_the_one_in_the_file(tmp_path: Path, run: Run) -> None:
    given = ("diagnose", "-s", "heels_lift=clearly")
    assert run(*given, "-o", tmp_path / "x.pdf").code == 0
    assert run(*given, "-f", "pdf", "-o", tmp_path / "y").code == 0
    assert (tmp_path / "x.pdf").read_bytes() == (tmp_path / "y").read_bytes()


def test_a_how_to_sheet_has_no_pdf(tmp_path: Path, run: Run) -> None:
    result = run("howto", "-o", tmp_path / "x.pdf")
    assert result.code == 2 and "names no format" in result.err
