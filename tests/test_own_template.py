"""A studio's own templates: they get the documented fields, run in a sandbox, and tell where a mistake is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import FULL, Run, refused
from tests.test_pdf import data, text_of
from thrustdoc import Thrustdoc
from thrustdoc.errors import ThrustdocError
from thrustdoc.handout.describe import described
from thrustdoc.handout.make import make_handout
from thrustdoc.templates import Look

GIVEN = ("diagnose", "-s", "heels_lift=clearly", "-s", "exercise=bench_barbell")


def own(folder: Path, text: str, name: str = "own.html.jinja") -> Path:
    """Write a template and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def made(doc: Thrustdoc, template: Path) -> str:
    """Return what a template makes of a full case."""
    plan = doc.diagnose(FULL, client={"name": "<Sam> & {{ 7*7 }}"})
    content = make_handout(plan, "", Look(), template).content
    assert isinstance(content, str)
    return content


def test_html_is_escaped_and_other_formats_are_not(doc: Thrustdoc, tmp_path: Path) -> None:
    text = "{{ page.name }}: {{ page.verdict }}{% for each in page.today %} [{{ each.says }}]{% endfor %}"
    html, plain = made(doc, own(tmp_path, text)), made(doc, own(tmp_path, text, "own.txt"))
    assert html.startswith("&lt;Sam&gt; &amp; {{ 7*7 }}: Test text: ")
    assert plain.startswith("<Sam> & {{ 7*7 }}: Test text: ")
    assert plain.count("[Test text: ") == 3


def test_it_may_build_on_ours(doc: Thrustdoc, tmp_path: Path) -> None:
    page = made(doc, own(tmp_path, '{% extends "report.html.jinja" %}{% block foot %}<p>Oak Gym</p>{% endblock %}'))
    assert "<p>Oak Gym</p>" in page and '<section class="today">' in page and "medical care" not in page


def test_a_typst_template_prints_values_as_texts(doc: Thrustdoc, tmp_path: Path) -> None:
    text = '#set document(title: "x")\n#set text(lang: "en", font: "Inter")\n= #{{ page.name }}\n#{{ "#panic()" }}'
    plan = doc.diagnose(FULL, client={"name": '#panic("x") *b*'})
    pdf = data(make_handout(plan, "", Look(), own(tmp_path, text, "own.typ.jinja")))
    assert text_of(pdf) == '#panic("x") *b* #panic()'


def test_every_documented_field_can_be_used(doc: Thrustdoc, tmp_path: Path) -> None:
    names = next(record for record in described() if record.name == "Page").fields
    text = "".join(f"{{{{ page.{each.name} }}}}\n" for each in names)
    assert made(doc, own(tmp_path, text, "own.txt"))
    assert all(each.says and each.kind for record in described() for each in record.fields)


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.__class__.__mro__ }}",
        "{{ page.name.__class__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ page.verdict.format.__globals__ }}",
        "{{ '{0.__class__}'.format(page) }}",
        "{{ page.today.append(1) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% include '../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{{ range(10 ** 9) | list }}",
        "{{ page.nothing }}",
        "{{ 1 / 0 }}",
    ],
)
def test_what_it_may_not_do_is_refused_with_its_place(doc: Thrustdoc, tmp_path: Path, text: str) -> None:
    with pytest.raises(ThrustdocError) as caught:
        made(doc, own(tmp_path, f"one\ntwo {text}", "own.txt"))
    assert "own.txt" in str(caught.value)


def test_mistakes_have_file_and_line(tmp_path: Path, run: Run) -> None:
    path = own(tmp_path, "one\n{{ page.verdikt }}\n")
    refused(run(*GIVEN, "--template", path), f"{path}, line 2: ", "verdikt", "docs/templates.md lists the fields")
    path = own(tmp_path, "one\n\n{% if %}\n")
    refused(run(*GIVEN, "--template", path), f"{path}, line 3: ")
    path = own(tmp_path, "{% include 'none.html' %}")
    refused(run(*GIVEN, "--template", path), "there is no template none.html")
    path = own(tmp_path, "#let x = {{ page.name }}\n#panic(x)\n", "own.typ")
    refused(run(*GIVEN, "--template", path, "-o", tmp_path / "x.pdf"), "Typst cannot make this PDF")
    path = own(tmp_path, "x", "own.docx")
    refused(run(*GIVEN, "--template", path), "the name of this template tells no format")
    refused(run(*GIVEN, "--template", tmp_path / "no.html"), "no.html: there is no such file")


def test_the_format_is_that_of_the_template(tmp_path: Path, run: Run) -> None:
    path = own(tmp_path, "{{ page.verdict }}")
    assert run(*GIVEN, "--template", path).out == "Test text: your heels come off the floor.\n"
    result = run(*GIVEN, "--template", path, "-o", tmp_path / "x.pdf")
    assert result.code == 2 and "makes html, not pdf" in result.err


def test_a_folder_replaces_whole_formats(tmp_path: Path, run: Run) -> None:
    own(tmp_path, "ours: {{ page.verdict }}", "report.txt.jinja")
    assert run(*GIVEN, "--reports", tmp_path).out == "ours: Test text: your heels come off the floor.\n"
    assert "<!DOCTYPE html>" in run(*GIVEN, "--reports", tmp_path, "-f", "html").out
    own(tmp_path, "{{ page.__class__ }}", "report.txt.jinja")
    refused(run(*GIVEN, "--reports", tmp_path), "report.txt.jinja, line 1: ")
    refused(run(*GIVEN, "--reports", tmp_path / "no"), "there is no such folder")
