"""What tells whether a case, and all that its handout depends on, is the same as it was in an earlier run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from thrustdoc import __version__
from thrustdoc.batch.items import Item
from thrustdoc.batch.work import Job
from thrustdoc.folders import folder


def digest_of_job(job: Job) -> bytes:
    """Return a digest of all that the handouts of a job depend on besides the cases."""
    roots = [job.rules or folder("rules"), folder("reports"), *([job.look.reports] if job.look.reports else [])]
    files = [path for root in roots for path in sorted(root.rglob("*")) if path.is_file()]
    found = hashlib.sha256(repr((__version__, job.fmt, job.look, job.units)).encode())
    for path in [*files, *([job.template] if job.template else [])]:
        found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.digest()


def digest_of_item(job: bytes, item: Item) -> str:
    """Return a digest of one case in a job, 16 hexadecimal digits."""
    parts: Iterable[str] = (item.source, item.stem, item.text, repr(item.row), repr(item.problems))
    return hashlib.sha256(job + "\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
