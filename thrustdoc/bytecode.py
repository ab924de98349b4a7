"""Compiled templates in the cache folder: to compile one takes longer than to fill it."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2 import __version__ as jinja_version
from jinja2.bccache import Bucket

from thrustdoc import __version__
from thrustdoc.cache import read_cache, write_cache


class KeptTemplates(BytecodeCache):
    """Keeps the code of the templates that thrustdoc ships, by format; it holds for one text of the template."""

    def __init__(self, fmt: str) -> None:
        self.fmt = fmt

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template from the cache."""
        found = read_cache(self._name(bucket), self._stamp(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Put the code of a template into the cache."""
        write_cache(self._name(bucket), self._stamp(bucket), bucket.bytecode_to_string())

    def _name(self, bucket: Bucket) -> str:
        return f"template-{self.fmt}-{bucket.key}"

    def _stamp(self, bucket: Bucket) -> bytes:
        return f"{__version__} {jinja_version} {bucket.checksum} ".encode()
