"""The user's cache folder: what can be made again, kept to start faster. Nothing depends on it being there.

Only what nobody else can have written is read: the folder and the file must belong to this user and be writable by
nobody else. A missing, read-only or damaged cache is as good as an empty one.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib
from pathlib import Path

USUAL = {"darwin": "~/Library/Caches", "win32": "~/AppData/Local"}
"""Where a platform keeps caches; elsewhere in ~/.cache."""


def cache_folder() -> Path:
    """Return the folder: in XDG_CACHE_HOME where that is set, else where the platform keeps caches."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else Path(USUAL.get(sys.platform, "~/.cache")).expanduser()) / "thrustdoc"


def read_cache(name: str, stamp: bytes) -> bytes | None:
    """Return what was kept under a name, None where it is not there, not ours, damaged or kept for another stamp."""
    try:
        folder = cache_folder()
        if not is_ours(folder.stat()):
            return None
        with (folder / name).open("rb") as file:
            found = file.read() if is_ours(os.fstat(file.fileno())) else b""
    except (OSError, RuntimeError):  # a RuntimeError where there is no home
        return None
    head = len(stamp) + 4
    content = found[head:]
    return content if content and found[:head] == stamp + checksum(content) else None


def write_cache(name: str, stamp: bytes, content: bytes) -> None:
    """Keep something under a name, whole or not at all; where that is not possible, do nothing."""
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_ours(folder.stat()):
            _write(folder / name, stamp + checksum(content) + content)
    except (OSError, RuntimeError):
        return


def _write(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: who reads at the same time gets the old one or the new one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def checksum(content: bytes) -> bytes:
    """Return four bytes that tell whether something is damaged."""
    return zlib.crc32(content).to_bytes(4, "big")


def is_ours(status: os.stat_result) -> bool:
    """Tell whether a file or folder is this user's and nobody else can write it."""
    if sys.platform == "win32":
        return True  # the folder of a user is theirs alone there
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
