"""How an error leaves the program: an expected one as its sentence, any other into the log with its traceback."""

from __future__ import annotations

import sys

from tuireader.cli import log
from tuireader.errors import FetchError, LibraryBroken, LibraryLocked, NewsError, Offline, TimedOut
from tuireader.ui.phrases import sentence


def report(error: Exception) -> int:
    """Tell the reader on stderr what went wrong; gives the exit code."""
    if isinstance(error, NewsError):
        print(f"tuireader: {sentence(error)}{_way_back(error)}", file=sys.stderr)
        return exit_code(error)
    noted = log.write(error)
    print(f"tuireader: {sentence(error)}" + (f" {noted}" if noted else ""), file=sys.stderr)
    return 1


def _way_back(error: NewsError) -> str:
    if not isinstance(error, LibraryBroken):
        return ""
    from tuireader.cli.library import way_back

    return f" {way_back(error)}"


def exit_code(error: NewsError) -> int:
    """The exit code that an expected error means."""
    match error:
        case LibraryLocked():
            return 75
        case Offline() | TimedOut():
            return 4
        case FetchError():
            return 3
        case _:
            return 1
