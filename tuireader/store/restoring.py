"""Owns how a copy takes the place of a library, which is kept beside it whole, also where it is damaged."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tuireader.errors import LibraryBroken, LibraryLocked, NotALibrary, StoreError, UnreadableFile
from tuireader.store import beside, lock
from tuireader.store.copying import Contents, examine, growing, make, sync
from tuireader.store.faults import translated
from tuireader.store.opening import connect, make_folder


class Restored(NamedTuple):
    """What came into a library's place, and where the one before lies."""

    contents: Contents
    former: Path | None


def restore(file: Path, library: Path, now: datetime) -> Restored:
    """Put a copy of `file`, which is left as it is, in the place of a library.

    What is put there is checked first. Raises UnreadableFile, NotALibrary and LibraryTooNew for what is wrong with the
    file, LibraryLocked while another process may write the library, and LibraryFull; the library is as it was then.
    """
    if not file.is_file():
        raise UnreadableFile(file, "no such file")
    with translated(library):
        library = library.resolve()  # a link keeps being one
        make_folder(library.parent)
        descriptor = lock.take(library)
        if descriptor is None:
            raise LibraryLocked(library, "another process writes it")
        try:
            return _swap(file, library, now)
        finally:
            os.close(descriptor)


def _swap(file: Path, library: Path, now: datetime) -> Restored:
    part = beside.part_of(library)
    with growing(part):
        try:
            contents = make(file, part, "integrity_check")
        except LibraryBroken as broken:
            raise NotALibrary(file, broken.detail) from broken
        former = _put_aside(library, now)
        part.replace(library)
        beside.doubt_of(library).unlink(missing_ok=True)
        sync(library.parent)
    return Restored(contents, former)


def _put_aside(library: Path, now: datetime) -> Path | None:
    """Give the library another name besides its own, and take away its log, which must not meet another library."""
    _write_log_back(library)
    former, log = beside.put_aside(library, now), beside.log_of(library)
    there = library.exists()
    if there:
        _link(library, former)
    has_log = log.exists() and log.stat().st_size > 0
    if has_log:
        log.replace(beside.log_of(former))
    else:
        log.unlink(missing_ok=True)
    beside.index_of(library).unlink(missing_ok=True)
    return former if there or has_log else None


def _write_log_back(library: Path) -> None:
    """Have all in the file, where that is a sound library; of anything else the log is kept as it is."""
    with suppress(StoreError, UnreadableFile):
        examine(library)
        with translated(library), closing(connect(library, "rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _link(library: Path, former: Path) -> None:
    try:
        os.link(library, former)
    except OSError:  # a file system without a second name for a file
        shutil.copy2(library, former)
        sync(former)
