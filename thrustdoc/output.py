"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from thrustdoc.errors import fail


def write_whole(path: Path, content: str | bytes, unlike: str | None = None) -> None:
    """Write `content` to `path`; an existing file stays as it was until the new one is complete.

    Something that is no plain file (a terminal, a pipe) is written to directly. `unlike` is a file that must not be
    overwritten: the input. Raises ThrustdocError when it cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if unlike not in (None, "-") and path.exists() and path.samefile(str(unlike)):
            raise fail("this is the case file itself", "Name another file for the report.", str(path))
        if path.is_dir():
            raise fail("this is a folder", "Name a file in it.", str(path))
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        _replace(path.resolve(), data)
    except (OSError, RuntimeError, ValueError) as error:  # a RuntimeError is a link that leads to itself
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise fail(f"it cannot be written ({reason})", "Nothing was changed.", str(path)) from None


def _replace(path: Path, data: bytes) -> None:
    with whole(path) as file:
        file.write(data)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be written in pieces; it takes its name, and the place of an old one, only when it is complete.

    Raises OSError when it cannot be written.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(mode)
        os.replace(name, path)  # noqa: PTH105 - the name of the act: put in place of
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
