"""Our frozen dataclasses against those of the standard library: they must do the same."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from dataclasses import field
from typing import Any

import pytest

from thrustdoc.frozen import dataclass


@dataclass(frozen=True)
class Ours:
    """A record of ours."""

    name: str
    size: int = 3
    words: Mapping[str, str] = field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Theirs:
    """The same record of theirs."""

    name: str
    size: int = 3
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Flat:
    """A record that can be hashed."""

    name: str
    sizes: tuple[int, ...] = ()


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_records_do_what_frozen_dataclasses_do(kind: Any) -> None:
    one, same, other = kind("a"), kind(name="a", size=3, words={}), kind("a", 4)
    assert (one == same, one == other, one != other, one == "a") == (True, False, True, False)
    assert one.words is not same.words
    assert repr(one) == f"{kind.__name__}(name='a', size=3, words={{}})"
    assert dataclasses.replace(one, size=4) == other
    assert dataclasses.asdict(one) == {"name": "a", "size": 3, "words": {}}
    assert [each.name for each in dataclasses.fields(one)] == ["name", "size", "words"]
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == copy.copy(one) == one
    for act, words in ((setattr, ("name", "b")), (setattr, ("new", 1)), (delattr, ("name",))):
        with pytest.raises(dataclasses.FrozenInstanceError):
            act(one, *words)
    for given, named in (((), {}), (("a", 1, {}, 2), {}), (("a",), {"more": 1})):
        with pytest.raises(TypeError):
            kind(*given, **named)
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    match one:
        case Ours(name, size) | Theirs(name, size):
            assert (name, size) == ("a", 3)


def test_equal_records_have_one_hash() -> None:
    assert {Flat("a", (1,)), Flat(name="a", sizes=(1,)), Flat("a")} == {Flat("a"), Flat("a", (1,))}
    kinds: list[object] = [Ours("a"), Theirs("a")]
    assert kinds[0] != kinds[1]
