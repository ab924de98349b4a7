"""The agenda's order: total, the same under any hash seed, and with exact removal."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from thrustdoc.inference.compat import Activation, Agenda, Strategy

Key = tuple[int, tuple[int, ...]]

KEY = attrgetter("key")


def place(activation: Activation) -> Key:
    """Return the activation's place on the agenda: by salience, then the facts declared first go first.

    Every rule has a salience of its own, and one rule has no two activations on the same facts: the order is total.
    """
    return (activation.rule.salience, tuple(sorted([-fact["__factid__"] for fact in activation.facts])))


class TotalOrder(Strategy):  # type: ignore[misc]
    """Keeps the agenda sorted by `place`. Experta's own strategy leaves invalidated activations on the agenda."""

    def _update_agenda(self, agenda: Agenda, added: Sequence[Activation], removed: Sequence[Activation]) -> None:
        activations = agenda.activations
        for activation in removed:
            activation.key = place(activation)
            at = bisect_left(activations, activation.key, key=KEY)
            if at < len(activations) and activations[at].key == activation.key:
                del activations[at]
        for activation in added:
            activation.key = place(activation)
        if not activations and len({activation.key for activation in added}) == len(added):
            activations.extend(sorted(added, key=KEY))
            return
        for activation in added:
            at = bisect_left(activations, activation.key, key=KEY)
            if at == len(activations) or activations[at].key != activation.key:
                activations.insert(at, activation)
