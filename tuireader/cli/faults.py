"""How an error leaves the program: an expected one as its sentence, any other into the log with its traceback."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from tuireader.config import paths
from tuireader.errors import FetchError, LibraryLocked, NewsError, Offline, TimedOut
from tuireader.ui.phrases import sentence

LOG_MAX = 256 * 1024
"""Bytes after which the log begins anew; the one before is kept beside it."""


def report(error: Exception) -> int:
    """Tell the reader on stderr what went wrong; gives the exit code."""
    if isinstance(error, NewsError):
        print(f"tuireader: {sentence(error)}", file=sys.stderr)
        return exit_code(error)
    log = paths().log
    noted = write_log(log, error)
    print(f"tuireader: {sentence(error)}" + (f" {log}" if noted else ""), file=sys.stderr)
    return 1


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


def write_log(log: Path, error: BaseException) -> bool:
    """Append the traceback to the log; False when that is not possible."""
    try:
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LOG_MAX:
            log.replace(log.with_suffix(".1"))
        log.touch(mode=0o600)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()}\n")
            traceback.print_exception(error, file=file)
    except OSError:
        return False
    return True
