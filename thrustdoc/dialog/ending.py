"""The end of an interview: how much was asked and what is left, and that nothing which was typed is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from thrustdoc.case import Case
from thrustdoc.dialog.replies import NOTHING, WORDS
from thrustdoc.dialog.save import case_text
from thrustdoc.dialog.screen import EndedError, hear, say
from thrustdoc.dialog.talk import Ending
from thrustdoc.errors import ThrustdocError
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.output import write_whole
from thrustdoc.plan import Plan

FILE = "thrustdoc-case.toml"
"""The name under which answers are kept where nobody names one."""

NO = (*NOTHING, *(word for words in WORDS.values() for word in words), "n", "")
"""What is no name of a file: it was an answer to every question before."""


def tell_count(base: KnowledgeBase, ending: Ending) -> None:
    """Say how many questions were asked, and whether any other could change the page."""
    asked, put_off = ending.sitting.asked, ending.sitting.put_off
    done = f"Asked {asked} question{'' if asked == 1 else 's'}"
    say()
    if ending.how == "done" and not ending.open:
        say(f"{done}; none of the others could change this page.", strong=True)
    elif ending.how == "done":
        skipped = "; ".join(base.facts[name].ask for name in sorted(put_off))
        say(f"{done}. What you skipped could still change this page: {skipped}")
    else:
        say(f"{done}; {ending.open} more could still change this page.")


def tell_beyond(page: Plan) -> None:
    """Say how much more the answers lead to than the page shows, where only part of it was wanted."""
    more = [each for each in page.diagnosis.beyond.values() if each.record.kind != "ask"]
    if more:
        lines = "one more line" if len(more) == 1 else f"{len(more)} more lines"
        say(f"Beyond what you wanted, the answers lead to {lines}; --scope all shows them.", faint=True)


def remark(ending: Ending) -> str:
    """Return what a saved case says about itself."""
    scope = ending.sitting.scope
    wanted = f" --scope {scope.id}" if scope else ""
    return f"Answers of an interview. Go on with: thrustdoc diagnose FILE --ask{wanted}"


def offer_case(case: Case, ending: Ending) -> None:
    """Offer to save the answers under a name."""
    say()
    say("Save your answers? Give a file name, such as case.toml, or n for no.")
    _save(lambda path: write_whole(path, case_text(case, remark(ending))))


def offer_page(write: Callable[[Path], None]) -> None:
    """Offer to save the page as a handout under a name; `write` writes it."""
    say("Save the handout? Give a file name that ends in .html, .md, .txt or .pdf, or n for no.")
    _save(write)


def _save(write: Callable[[Path], None]) -> None:
    """Ask for a name until the file is written or not wanted."""
    while (name := hear()).lower() not in NO:
        path = Path(name).expanduser()
        if path.exists() and not _overwrite(path):
            say("Give another name, or n for no.")
            continue
        try:
            write(path)
        except (ThrustdocError, click.UsageError) as error:
            for problem in error.problems if isinstance(error, ThrustdocError) else (error.message,):
                say(f"{problem}")
            say("Give another name, or n for no.")
            continue
        say(f"Saved as {path}.")
        return


def _overwrite(path: Path) -> bool:
    say(f"{path} is there already. Replace it? Answer yes or no.")
    return hear().lower() in ("y", "yes")


def rescue(case: Case, ending: Ending) -> None:
    """Keep the answers of an interview that was broken off: offered after Ctrl-C, written where the input has ended."""
    if not case.given and not case.unknown:
        return
    if ending.how == "ended":
        say(f"The input has ended. Your answers are in {_write_free(case, ending)}.")
        return
    say()
    say(f"Interrupted. Save your answers as {FILE}? Press Enter for yes, or give another name, or n for no.")
    try:
        name = hear()
        if name and name.lower() in NO:
            return
        if name in ("", "y", "yes"):
            say(f"Saved as {_write_free(case, ending)}.")
            return
        path = Path(name).expanduser()
        if path.exists() and not _overwrite(path):
            path = free_path(path)
        write_whole(path, case_text(case, remark(ending)))
        say(f"Saved as {path}.")
    except (EndedError, ThrustdocError):
        say(f"Your answers are in {_write_free(case, ending)}.")


def _write_free(case: Case, ending: Ending) -> Path:
    """Write the answers to a file that was not there before, here or where temporary files go; return its name."""
    path = free_path(Path(FILE))
    try:
        write_whole(path, case_text(case, remark(ending)))
    except ThrustdocError:
        path = free_path(Path(tempfile.gettempdir()) / FILE)
        write_whole(path, case_text(case, remark(ending)))
    return path


def free_path(path: Path) -> Path:
    """Return a path that is free: this one, or one with a number."""
    numbered = (path.with_stem(f"{path.stem}-{n}") for n in range(2, 1000))
    return path if not path.exists() else next((each for each in numbered if not each.exists()), path)
