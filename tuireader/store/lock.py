"""Owns the lock that makes one process the library's only writer.

The kernel lets go of it when the process ends, however it ends. One writer also keeps clear of the fault in SQLite
before 3.51.3 that can damage a library which two processes write (https://sqlite.org/wal.html#walresetbug).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _seize(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    _TAKEN: tuple[type[OSError], ...] = (PermissionError,)
else:
    import fcntl

    def _seize(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _TAKEN = (BlockingIOError,)


def take(library: Path) -> int | None:
    """The descriptor that holds `<library>.lock` until it is closed, or None when another holder has it.

    Raises OSError when the file cannot be made.
    """
    descriptor = os.open(library.with_name(library.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _seize(descriptor)
    except _TAKEN:
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
