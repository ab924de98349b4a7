"""Listening until there is an answer; going back, stopping and asking why are possible everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from thrustdoc.dialog.questions import show_why
from thrustdoc.dialog.replies import BackError, Order, StopError
from thrustdoc.dialog.screen import hear, say
from thrustdoc.errors import Problem
from thrustdoc.knowledge.records import KnowledgeBase, Ref

Said = TypeVar("Said")


def listen(
    base: KnowledgeBase,
    read: Callable[[str], Said | Order | Problem],
    because: tuple[Ref, ...] = (),
    skippable: bool = True,
) -> Said | Order:
    """Return what was said, as `read` understands it, or that it is not known or skipped.

    `because` is what hangs on it. Raises BackError and StopError where these were said.
    """
    while True:
        reply = read(hear())
        if isinstance(reply, Problem):
            say(f"{reply.says[:1].upper()}{reply.says[1:]}. {reply.mend}".strip())
        elif not isinstance(reply, Order):
            return reply
        elif reply.name == "back":
            raise BackError
        elif reply.name == "stop":
            raise StopError
        elif reply.name == "why":
            show_why(base, because)
        elif reply.name == "skip" and not skippable:
            say("This one is about your safety, so it is not skipped. Say d if you don't know.")
        else:
            return reply
