"""Owns the translation of what SQLite and the file system raise into the errors of a library."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tuireader.errors import LibraryBroken, LibraryFull, LibraryLocked, StoreError

# Primary result codes, https://sqlite.org/rescode.html; IOERR is what a quota and a failing disk give.
_FULL = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}


@contextmanager
def translated(path: Path | str, *, target: Path | None = None) -> Iterator[None]:
    """Raise StoreError or one of its kinds in place of sqlite3.Error and OSError.

    `target` is what is written, where that is another file than the library.
    """
    try:
        yield
    except sqlite3.Error as error:
        kind = _kind(error)
        raise kind(target if target and kind is LibraryFull else path, str(error)) from error
    except OSError as error:
        raise LibraryFull(target or path, str(error)) from error


def is_damage(error: BaseException | None) -> bool:
    """Whether SQLite says that the file itself is damaged."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _kind(error: sqlite3.Error) -> type[StoreError]:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _FULL:
        return LibraryFull
    if code in _LOCKED:
        return LibraryLocked
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.ProgrammingError):
        return LibraryBroken
    return StoreError
