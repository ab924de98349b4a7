"""The compiled knowledge base: the same as the sources in every state of the cache, and nothing in it is ever run."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.support import FULL, Run
from thrustdoc import Thrustdoc, render
from thrustdoc.cache import checksum
from thrustdoc.errors import ThrustdocError
from thrustdoc.knowledge import compiled
from thrustdoc.knowledge import load as load_module
from thrustdoc.knowledge.compiled import load_compiled, slim, unpack
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of its own, into which even sources that were just written go."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(compiled, "RECENT", -1)
    return tmp_path / "cache" / "thrustdoc"


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it fail to read the sources."""

    def fail(_root: object) -> NoReturn:
        raise AssertionError("the sources were read")

    monkeypatch.setattr(load_module, "load", fail)


def only(folder: Path) -> Path:
    """Return the one file in a folder."""
    (file,) = folder.iterdir()
    return file


def test_the_second_time_the_sources_are_not_read(kb: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.name == "thrustdoc"
    first = load_compiled(kb)
    forbid(monkeypatch)
    assert load_compiled(kb) == first == slim(load(kb))


def test_it_lacks_the_examples_and_nothing_else(base: KnowledgeBase) -> None:
    bare = slim(base)
    assert not any(each.examples for each in bare.conclusions.values())
    assert (bare.facts, bare.withholdings, bare.leads, bare.places) == (
        base.facts, base.withholdings, base.leads, base.places,
    )  # fmt: skip
    assert [each.rules for each in bare.conclusions.values()] == [each.rules for each in base.conclusions.values()]
    assert render(Thrustdoc(bare).diagnose(FULL), "json") == render(Thrustdoc(base).diagnose(FULL), "json")


def test_the_base_that_ships_can_be_compiled(real: KnowledgeBase) -> None:
    bare = slim(real)
    assert unpack(pickle.dumps(bare, protocol=5)) == bare


@pytest.mark.usefixtures("kept")
def test_a_change_of_a_source_is_seen_even_with_the_old_size_and_time(kb: Path) -> None:
    path = kb / "findings" / "heels_lifting.toml"
    before = load_compiled(kb).conclusions["finding", "heels_lifting"]
    times, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace(before.says, before.says.upper()), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert load_compiled(kb).conclusions["finding", "heels_lifting"].says == before.says.upper()


@pytest.mark.usefixtures("kept")
def test_a_source_that_goes_wrong_or_away_is_seen(kb: Path) -> None:
    load_compiled(kb)
    (kb / "documents.toml").unlink()
    with pytest.raises(ThrustdocError):
        load_compiled(kb)


def test_another_version_of_the_program_reads_the_sources_again(
    kb: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_compiled(kb)
    before = only(kept).read_bytes()
    monkeypatch.setattr(compiled, "__version__", "999")
    load_compiled(kb)
    assert only(kept).read_bytes() != before


def test_sources_that_were_just_written_are_not_kept(kb: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "RECENT", 10**12)
    load_compiled(kb)
    assert not kept.exists()


DAMAGE: list[Callable[[bytes], bytes]] = [
    lambda _: b"",
    lambda data: data[:10],
    lambda data: data[:-1],
    lambda data: data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
    lambda data: bytes([data[0] ^ 1]) + data[1:],
    lambda data: data + b"more",
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_replaced(kb: Path, kept: Path, damage: Callable[[bytes], bytes]) -> None:
    first = load_compiled(kb)
    whole = only(kept).read_bytes()
    only(kept).write_bytes(damage(whole))
    assert load_compiled(kb) == first
    assert only(kept).read_bytes() == whole


class Evil:
    """What an attacker would put into a pickle."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("evil",)


@pytest.mark.parametrize("content", [Evil(), [Evil()], 3, {"facts": {}}, load])
def test_a_pickle_of_anything_else_is_refused(
    kb: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: object
) -> None:
    monkeypatch.chdir(tmp_path)
    first = load_compiled(kb)
    stamp, data = only(kept).read_bytes()[:16], pickle.dumps(content)
    only(kept).write_bytes(stamp + checksum(data) + data)
    assert load_compiled(kb) == first
    assert not Path("evil").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720])
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_others_can_write_is_not_read(
    kb: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, mode: int, what: str
) -> None:
    load_compiled(kb)
    (kept if what == "folder" else only(kept)).chmod(mode)
    forbid(monkeypatch)
    with pytest.raises(AssertionError, match="sources were read"):
        load_compiled(kb)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such owners")
def test_what_belongs_to_somebody_else_is_not_read(kb: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_compiled(kb)
    somebody = kept.stat().st_uid + 1
    monkeypatch.setattr(os, "getuid", lambda: somebody)
    forbid(monkeypatch)
    with pytest.raises(AssertionError, match="sources were read"):
        load_compiled(kb)


def test_the_cache_is_for_this_user_alone(kb: Path, kept: Path) -> None:
    load_compiled(kb)
    if os.name != "nt":
        assert (kept.stat().st_mode & 0o777, only(kept).stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_cache_that_cannot_be_written_is_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words = ("diagnose", "-s", "heels_lift=clearly")
    usual = run(*words)
    for place in (tmp_path / "file", tmp_path / "file" / "under", Path("/proc/none")):
        found = run(*words, env={"XDG_CACHE_HOME": str(place)})
        assert (found.code, found.out, found.err) == (0, usual.out, "")


def test_the_report_is_the_same_with_an_empty_and_a_full_cache(cli: Run, tmp_path: Path) -> None:
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    first, second = (cli("diagnose", "--rules", "rules", "-s", "heels_lift=clearly", env=env) for _ in range(2))
    assert first == second
    assert first.code == 0
    assert list((tmp_path / "thrustdoc").glob("template-text-*"))
