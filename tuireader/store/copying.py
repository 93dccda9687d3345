"""Owns copies of a library: how one is made while the library is in use, checked, found, and made by the week.

A copy is a library in one file, without a log beside it. It grows under another name, and gets its own when it is
whole, sound and on the disk. It is made by a connection of its own, which sees the library as it was at one moment and
only reads it, so that a copy may be made in another thread than the one that writes.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from tuireader.dates import local
from tuireader.errors import FileTaken, LibraryBroken, LibraryFull, NotALibrary, StoreError, UnreadableFile
from tuireader.store import beside, schema
from tuireader.store.faults import translated
from tuireader.store.opening import connect, make_folder, version_of

KEPT = 3
"""Copies by the week that are kept."""
BETWEEN = timedelta(days=7)
STEP = 128
"""Pages (4 KiB each) that are copied at a time; in between whoever else needs the disk has it."""
_INSTRUCTIONS = 50_000
"""Of SQLite's machine, after which a check asks whether it is still wanted."""

Check = Literal["quick_check", "integrity_check"]
Wanted = Callable[[], bool]


class Contents(NamedTuple):
    """What a library holds."""

    version: int
    headlines: int
    bookmarks: int


class Copy(NamedTuple):
    """A sound copy of a library."""

    path: Path
    made: datetime
    """Aware, in UTC."""
    contents: Contents


class _Unwanted(Exception):
    """Nobody waits for the copy any more."""


def copy(library: Path, target: Path, *, over: bool = False) -> Contents:
    """Copy a library, which may be in use, to a file; `over` puts it in the place of one that is there.

    Raises UnreadableFile where there is no library, LibraryBroken, LibraryTooNew and LibraryLocked for what is wrong
    with it, FileTaken, and LibraryFull when the copy cannot be written. A file that was there stays as it was then.
    """
    if not library.is_file():
        raise UnreadableFile(library, "no such file")
    with translated(target):
        if target.exists() and (not over or not target.is_file() or target.samefile(library)):
            raise FileTaken(target)
    part = beside.part_of(target)
    with growing(part):
        contents = make(library, part, "integrity_check")
        with translated(target):
            _name(part, target, over=over)
    return contents


def make(library: Path, part: Path, check: Check, wanted: Wanted = lambda: True) -> Contents:
    """Copy a library to `part` and check what came out; the caller gives it its name or takes it away.

    Raises as `copy` does.
    """
    if not library.is_file():
        raise UnreadableFile(library, "no such file")
    with translated(library, target=part.parent), closing(connect(library, "ro")) as source:
        version_of(source, library)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(part, isolation_level=None)) as copied:
            copied.execute("PRAGMA journal_mode = OFF")
            copied.execute("PRAGMA synchronous = OFF")
            # What is read first decides which moment is copied, however many steps follow.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copied, pages=STEP, progress=lambda *_: _go_on(wanted))
        return _checked(part, library, check, wanted)


def examine(path: Path, check: Check = "quick_check") -> Contents:
    """What a library holds that somebody kept as a file; nothing of it is changed.

    Raises UnreadableFile where there is none, LibraryTooNew, and NotALibrary for anything else, or a damaged one.
    """
    if not path.is_file():
        raise UnreadableFile(path, "no such file")
    try:
        with translated(path), closing(connect(path, "ro")) as connection:
            return _contents(connection, path, check)
    except LibraryBroken as broken:
        raise NotALibrary(path, broken.detail) from broken
    except LibraryFull as full:  # that it cannot be written is nothing to a reader of it
        raise UnreadableFile(path, full.detail) from full


def newest(library: Path) -> Copy | None:
    """The newest copy of a library that is sound and that this version can read."""
    with suppress(OSError):
        dated = sorted(((path.stat().st_mtime, path) for path in beside.copies(library)), reverse=True)
        for made, path in dated:
            with suppress(StoreError, UnreadableFile):
                return Copy(path, datetime.fromtimestamp(made, UTC), examine(path))
    return None


def weekly(library: Path, now: datetime, wanted: Wanted = lambda: True) -> Path | None:
    """Copy a library if that was not done for a week, and let go of all but the newest copies.

    None where nothing was to be done: a library in which the reader has done nothing holds what papers will print
    again. `wanted` is asked every few milliseconds and ends it when it says no. Raises as `copy` does; the copies that
    were there stay then.
    """
    with translated(library):
        target = beside.weekly_copy(library, now)
        if not _is_due(library, now) or not _is_used(library):
            return None
        make_folder(target.parent)
    part = beside.part_of(target)
    try:
        with growing(part):
            make(library, part, "quick_check", wanted)
            with translated(target):
                _name(part, target, over=True)
                _let_go(library, now)
    except _Unwanted:
        return None
    return target


def _is_due(library: Path, now: datetime) -> bool:
    today = local(now).date()
    # A day to come was written by a clock that was wrong.
    return not any(today - BETWEEN < day <= today for day in beside.weekly_copies(library))


def _is_used(library: Path) -> bool:
    with closing(connect(library, "ro")) as connection:
        return connection.execute("SELECT 1 FROM marks LIMIT 1").fetchone() is not None


def _let_go(library: Path, now: datetime) -> None:
    today = local(now).date()
    newest_first = sorted(beside.weekly_copies(library).items(), key=lambda one: (one[0] <= today, one[0]))[::-1]
    for _, path in newest_first[KEPT:]:
        path.unlink(missing_ok=True)


@contextmanager
def growing(part: Path) -> Iterator[None]:
    """Whatever of a copy lies there is taken away before, and afterwards unless it got its name."""
    leftovers = (part, beside.log_of(part), beside.index_of(part), part.with_name(f"{part.name}-journal"))
    with translated(part.parent):
        for path in leftovers:
            path.unlink(missing_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):
            for path in leftovers:
                path.unlink(missing_ok=True)


def _go_on(wanted: Wanted) -> None:
    if not wanted():
        raise _Unwanted


def _checked(part: Path, library: Path, check: Check, wanted: Wanted) -> Contents:
    """What the copy holds, after it was found sound and made one file that is on the disk."""
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.set_progress_handler(lambda: 0 if wanted() else 1, _INSTRUCTIONS)
        try:
            contents = _contents(connection, library, check)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise _Unwanted from error
            raise
        connection.set_progress_handler(None, 0)
        connection.execute("PRAGMA journal_mode = DELETE")
    sync(part)
    return contents


def _contents(connection: sqlite3.Connection, path: Path, check: Check) -> Contents:
    version = version_of(connection, path)
    if version == 0 or _objects(connection) != _objects_of(version):
        raise LibraryBroken(path, "not the tables of a library")
    ((said,),) = connection.execute(f"PRAGMA {check}(1)").fetchall()
    if said != "ok":
        raise LibraryBroken(path, str(said))
    counts = (
        "SELECT count(*) FROM headlines",
        "SELECT count(*) FROM marks JOIN headlines USING (id) WHERE bookmarked IS NOT NULL",
    )
    headlines, bookmarks = (connection.execute(query).fetchone()[0] for query in counts)
    return Contents(version, headlines, bookmarks)


def _objects(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Tables, triggers and views; what SQLite adds of its own accord is left out."""
    query = "SELECT type, name FROM sqlite_master WHERE type <> 'index' AND name NOT LIKE 'sqlite_%'"
    return set(connection.execute(query))


@lru_cache
def _objects_of(version: int) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection, 0, steps=schema.MIGRATIONS[:version])
        return _objects(connection)


def _name(part: Path, target: Path, *, over: bool) -> None:
    if not over:
        try:
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError as error:
            raise FileTaken(target) from error
    part.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk. Raises OSError."""
    if sys.platform == "win32" and path.is_dir():
        return  # which cannot be opened there
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
