"""Fixtures for all tests."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support import BASE, Result, Run, arguments, run_process
from thrustdoc import Thrustdoc
from thrustdoc.cli import run as run_command
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder of its own for the whole session; the user's stays as it is."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The tiny knowledge base, loaded."""
    return load(BASE)


@pytest.fixture(scope="session")
def doc(base: KnowledgeBase) -> Thrustdoc:
    """One engine on the tiny knowledge base, for all tests: cases must not leave traces in it."""
    return Thrustdoc(base)


@pytest.fixture(scope="session")
def real() -> KnowledgeBase:
    """The knowledge base that ships with thrustdoc."""
    return load()


@pytest.fixture(scope="session")
def doc_real(real: KnowledgeBase) -> Thrustdoc:
    """One engine on the knowledge base that ships with thrustdoc."""
    return Thrustdoc(real)


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """A copy of the tiny knowledge base that a test may change or break."""
    return Path(shutil.copytree(BASE, tmp_path / "kb"))


@pytest.fixture
def cli() -> Run:
    """The command line in a process of its own: slow, and all that a user meets."""
    return run_process


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process: fast; an exception that a user would see as a traceback fails the test."""

    def call(*args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        code = run_command(arguments(args))
        caught = capsys.readouterr()
        return Result(code, caught.out, caught.err)

    return call
