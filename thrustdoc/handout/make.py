"""From a plan to the page in a file: any format of a report, the PDF, or a studio's own template."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thrustdoc.errors import fail
from thrustdoc.frozen import dataclass
from thrustdoc.plan import Plan
from thrustdoc.report import render
from thrustdoc.templates import PLAIN, Look, make_environment, render_template, tidy

if TYPE_CHECKING:
    from jinja2 import Environment

    from thrustdoc.handout.pdf import Typesetter


@dataclass(frozen=True)
class Handout:
    """A page ready to be written, and what the user should know about it."""

    content: str | bytes
    remarks: tuple[str, ...] = ()


def make_handout(plan: Plan, fmt: str, look: Look = PLAIN, template: Path | None = None) -> Handout:
    """Return the page of a plan in a format of a report or as "pdf"; `template` is a studio's own and comes first.

    Raises ThrustdocError where a template is wrong, and for a PDF where typst is missing.
    """
    if template is not None:
        return own_handout(plan, look, template)
    if fmt == "pdf":
        from thrustdoc.handout.pdf import TEMPLATE

        return pdf_handout(plan, look, TEMPLATE, (look.reports,) if look.reports else ())
    return Handout(render(plan, fmt, look))


def own_handout(plan: Plan, look: Look, template: Path) -> Handout:
    """Return the page that a studio's own template makes."""
    from thrustdoc.handout.own import template_format
    from thrustdoc.handout.page import make_page

    fmt = template_format(template)
    if not template.is_file():
        raise fail("there is no such file", "Check the name of the template.", str(template))
    folders = (template.resolve().parent, *((look.reports,) if look.reports else ()))
    if fmt == "pdf":
        return pdf_handout(plan, look, template.name, folders)
    environment = make_environment(fmt, look, folders)
    return Handout(tidy(render_template(environment, template.name, {"page": make_page(plan, look)}, own=True)))


def pdf_handout(plan: Plan, look: Look, name: str, folders: tuple[Path, ...]) -> Handout:
    """Return a page as PDF, with a remark on the letters that its fonts lack."""
    from thrustdoc.handout.page import make_page
    from thrustdoc.handout.pdf import render_pdf

    setter, environment = _typesetting(look, folders)

    def fill(context: Mapping[str, Any]) -> str:
        return render_template(environment, name, context, own=bool(folders))

    pdf = render_pdf(make_page(plan, look), setter, fill)
    return Handout(pdf.data, (lacking_remark(pdf.lacking),) if pdf.lacking else ())


@functools.lru_cache(maxsize=4)
def _typesetting(look: Look, folders: tuple[Path, ...]) -> tuple[Typesetter, Environment]:
    from thrustdoc.handout.pdf import Typesetter

    setter = Typesetter()
    return setter, make_environment("pdf", look, folders, setter.final)


def lacking_remark(letters: tuple[str, ...]) -> str:
    """Return the sentence that tells which letters the fonts lack."""
    some = ", ".join(f"U+{ord(each):04X}" for each in letters[:5]) + (" ..." if len(letters) > 5 else "")
    many = f"{len(letters)} letter{'s' if len(letters) > 1 else ''}"
    return f"the fonts of the PDF lack {many} ({some}); a box stands for each. The HTML page shows them."
