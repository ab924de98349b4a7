"""Frozen dataclasses that are made three times as fast: of what a short run takes, making classes was a sixth.

`dataclasses.dataclass` compiles six functions for every class. Here one is compiled, `__init__`, and all classes share
the others. What they do is the same; type checkers see the dataclass that they know.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool) -> Callable[[type], type]:
        """Turn a class with a docstring into a frozen dataclass; `frozen=True` is all that there is."""
        assert frozen
        return _frozen


def _frozen(cls: type) -> type:
    plain: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    shared = {"__repr__": _repr, "__eq__": _eq, "__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse}
    for name, function in {"__init__": _init(plain), **shared}.items():
        if name not in vars(cls):
            setattr(cls, name, function)
    return cls


def _init(cls: Any) -> Any:
    """Return the function that fills the fields; defaults that are made anew each time stand as NEW until then."""
    space: dict[str, Any] = {"NEW": NEW}
    given, lines = [], []
    for field in dataclasses.fields(cls):
        name, value = field.name, field.name
        if field.default is not dataclasses.MISSING:
            space[f"_{name}"] = field.default
            given.append(f"{name}=_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            space[f"_{name}"] = field.default_factory
            given.append(f"{name}=NEW")
            value = f"_{name}() if {name} is NEW else {name}"
        else:
            given.append(name)
        lines.append(f" d[{name!r}] = {value}")
    exec(f"def __init__(self, {', '.join(given)}):\n d = self.__dict__\n" + "\n".join(lines), space)
    return space["__init__"]


NEW = object()


def _repr(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


def _eq(self: Any, other: object) -> bool:
    return vars(self) == vars(other) if type(self) is type(other) else NotImplemented


def _hash(self: Any) -> int:
    return hash(tuple(vars(self).values()))


def _refuse(self: Any, name: str, *_: Any) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")
