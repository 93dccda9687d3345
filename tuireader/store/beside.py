"""Owns the names of what lies beside a library's file: SQLite's own log, and copies of the library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from tuireader.dates import local

FOLDER = "backups"
_WEEKLY = re.compile(r"library-(\d{4}-\d\d-\d\d)\.db")
_MIGRATED = re.compile(r"\.v\d+")


def log_of(library: Path) -> Path:
    """SQLite's log of changes that are not in the file yet (https://sqlite.org/walformat.html)."""
    return library.with_name(f"{library.name}-wal")


def index_of(library: Path) -> Path:
    """SQLite's index of that log, which is worth nothing without it."""
    return library.with_name(f"{library.name}-shm")


def doubt_of(library: Path) -> Path:
    """Where that lies, a library was found to be damaged while it was open, and is examined before it is written."""
    return library.with_name(f"{library.name}.damaged")


def wish_of(library: Path) -> Path:
    """Where that lies, a process that may not write wants whoever may to fetch news."""
    return library.with_name(f"{library.name}.wanted")


def part_of(target: Path) -> Path:
    """Where a copy grows until it is whole."""
    return target.with_name(f".{target.name}.part")


def before_migration(library: Path, version: int) -> Path:
    """The copy of a library as it was in an earlier version."""
    return library.with_name(f"{library.name}.v{version}")


def weekly_copy(library: Path, now: datetime) -> Path:
    """The copy that is made on that day in Vietnam."""
    return library.parent / FOLDER / f"library-{local(now).date().isoformat()}.db"


def weekly_copies(library: Path) -> dict[date, Path]:
    """The copies that were made by the week, by their day. Raises OSError when their folder cannot be read."""
    folder = library.parent / FOLDER
    found = ((_WEEKLY.fullmatch(path.name), path) for path in (folder.iterdir() if folder.is_dir() else ()))
    return {day: path for match, path in found if match and (day := _day(match[1])) is not None}


def copies(library: Path) -> Iterator[Path]:
    """Every copy that the program has made of a library, in no order."""
    yield from weekly_copies(library).values()
    for path in library.parent.iterdir() if library.parent.is_dir() else ():
        if path.name.startswith(library.name) and _MIGRATED.fullmatch(path.name.removeprefix(library.name)):
            yield path


def put_aside(library: Path, now: datetime) -> Path:
    """A name that is free for a library which another one takes the place of."""
    stem = f"{library.stem}.before-restore-{local(now):%Y%m%d-%H%M%S}"
    path, number = library.with_name(f"{stem}{library.suffix}"), 1
    while path.exists():
        number += 1
        path = library.with_name(f"{stem}-{number}{library.suffix}")
    return path


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
