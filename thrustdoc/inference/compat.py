"""The only place that imports experta, and what has to be done so that it imports at all.

experta 1.9.4 pins frozendict 1.2, which reads `collections.Mapping` while it is imported; Python 3.10 removed that
name. It is lent for that moment only. Importing experta also calls `logging.basicConfig()`, which would print the
log of every library: a handler parked on the root logger keeps it from acting. The names come from the submodules
because `experta/__init__` swallows an ImportError.
"""

from __future__ import annotations

import collections
import collections.abc
import logging

_root = logging.getLogger()
_parked = logging.NullHandler()
_root.addHandler(_parked)
_lend = not hasattr(collections, "Mapping")
if _lend:
    collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
try:
    import frozendict  # noqa: F401
finally:
    if _lend:
        del collections.Mapping  # type: ignore[attr-defined]
try:
    from experta.abstract import Matcher, Strategy
    from experta.activation import Activation
    from experta.agenda import Agenda
    from experta.conditionalelement import NOT, ConditionalElement
    from experta.engine import KnowledgeEngine
    from experta.fact import Fact, InitialFact
    from experta.factlist import FactList
    from experta.fieldconstraint import L, P
    from experta.matchers import ReteMatcher
    from experta.rule import Rule
finally:
    _root.removeHandler(_parked)

__all__ = [
    "NOT",
    "Activation",
    "Agenda",
    "ConditionalElement",
    "Fact",
    "FactList",
    "InitialFact",
    "KnowledgeEngine",
    "L",
    "Matcher",
    "P",
    "ReteMatcher",
    "Rule",
    "Strategy",
]
