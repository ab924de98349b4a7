"""The command line's entry: `thrustdoc` and `python -m thrustdoc`. It ends quietly whatever happens."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
import sys
from typing import NoReturn

GARBAGE = 200_000
"""Objects made before Python looks for unused ones among them; the usual 700 has it look a hundred times at start."""


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 input or knowledge base wrong, 2 wrong usage, 130 interrupted."""
    gc.set_threshold(GARBAGE)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a letter that the terminal cannot show is no reason to fail
    try:
        from thrustdoc.cli import run

        code = run(sys.argv[1:])
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except OSError as error:
        print(f"thrustdoc: cannot write: {error.strerror or error}", file=sys.stderr)
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - what is still buffered has nowhere to go
        code = 1
    leave(code)


def leave(code: int) -> NoReturn:
    """End at once, unless somebody measures: taking every module down first takes a tenth of a short run."""
    if sys.gettrace() or sys.getprofile() or sys.flags.inspect:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
