"""The interview: what is wanted, the list of symptoms, then question by question; any answer can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from thrustdoc.complaint.reader import Reader
from thrustdoc.dialog.answers import answer, ask_first
from thrustdoc.dialog.listen import listen
from thrustdoc.dialog.questions import show_items
from thrustdoc.dialog.replies import BackError, Order, StopError, read_order, read_ticks
from thrustdoc.dialog.screen import EndedError, say
from thrustdoc.dialog.sitting import Sitting, Step
from thrustdoc.dialog.ticking import is_wanted, tick
from thrustdoc.errors import Problem
from thrustdoc.interview.net import Net
from thrustdoc.knowledge.intake import ALL
from thrustdoc.knowledge.records import KnowledgeBase

HELP = (
    "You can always answer: d (don't know), s (skip), b (back), w (why), q (stop and see the page). "
    "Only the questions about your safety are not skipped."
)


@dataclass(frozen=True)
class Ending:
    """How an interview ended: "done", "stopped", "ended" (no more input) or "interrupted"; `open` facts are left."""

    sitting: Sitting
    how: str
    open: int = 0


def hold(net: Net, reader: Reader, sitting: Sitting) -> Ending:
    """Hold an interview and return how it ended; however it did, what was said is in its sitting."""
    talk = _Talk(net, reader, sitting)
    say(HELP, faint=True)
    how = "done"
    try:
        while talk.went_on():
            pass
    except StopError:
        how = "stopped"
    except EndedError as error:
        how = "interrupted" if error.interrupted else "ended"
    except KeyboardInterrupt:
        how = "interrupted"
    return Ending(talk.sitting, how, talk.open)


class _Talk:
    """An interview that is going on."""

    def __init__(self, net: Net, reader: Reader, sitting: Sitting) -> None:
        self.net, self.reader, self.sitting, self.open = net, reader, sitting, 0

    def went_on(self) -> bool:
        """Ask one thing and take the answer down; tell whether there was anything left to ask."""
        try:
            step = self._next()
        except BackError:
            if not self.sitting.steps:
                say("This is the first question.")
            self.sitting = self.sitting.back()
            return True
        if step is None:
            return False
        self.sitting = self.sitting.after(step)
        return True

    def _next(self) -> Step | None:
        """Return the next answer, None where nothing is left to ask."""
        base, sitting = self.net.base, self.sitting
        if sitting.scope is None:
            return choose_scope(base)
        if sitting.to_ask:
            return ask_first(base, self.reader, sitting)
        question, self.open = sitting.wanted(self.net).question(sitting.put_off, sitting.topic)
        if is_wanted(base, sitting, question):
            return tick(base, self.reader, sitting)
        return answer(base, self.reader, question, sitting.topic) if question else None


def choose_scope(base: KnowledgeBase) -> Step:
    """Ask what is wanted."""
    scopes = list(base.intake.scopes.values())
    say()
    say("What do you want?", strong=True)
    show_items([scope.wants for scope in scopes])

    def read(text: str) -> int | Order | Problem:
        order = read_order(text)
        if order:
            return order
        numbers = read_ticks(text, len(scopes))
        named = [n for n, scope in enumerate(scopes, 1) if text.lower() in (scope.id, scope.wants.lower())]
        chosen = named if isinstance(numbers, Problem) else numbers
        return (
            chosen[0] if len(chosen) == 1 else Problem("that is not one of them", f"Give a number up to {len(scopes)}.")
        )

    found = listen(base, read)
    return Step(scope=scopes[found - 1] if isinstance(found, int) else base.intake.scopes[ALL])
