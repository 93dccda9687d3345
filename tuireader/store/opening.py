"""Owns how a library's file is found, checked, created and connected to. A file that is not ours is left as it is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tuireader.errors import LibraryBroken, LibraryLocked, LibraryTooNew
from tuireader.store import lock, schema
from tuireader.store.faults import translated

BUSY_SECONDS = 2.0
"""How long we wait for a program that is not a tuireader to let go of the library."""
MEMORY = ":memory:"
_PAGE_MIN = 512

# FULL, because a bookmark that was shown must outlive a power cut.
_WRITER = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
_CHOSEN = "CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY) WITHOUT ROWID;"


class Opened(NamedTuple):
    """A connection to tables of the current version."""

    connection: sqlite3.Connection
    writable: bool
    lock: int | None
    """The descriptor to close when the library is closed."""


def open_library(path: Path | None, *, read_only: bool) -> Opened:
    """Connect to the library, creating or upgrading it when it is ours to write; None is one in memory.

    Raises LibraryTooNew, LibraryBroken, LibraryFull; LibraryLocked when the file may only be read, because another
    process writes it or because of `read_only`, and does not yet have the tables of this version.
    """
    if path is None:
        with translated(MEMORY):
            return Opened(_in_memory(), writable=not read_only, lock=None)
    with translated(path):
        if read_only:
            return _read(path) if path.exists() else Opened(_in_memory(), writable=False, lock=None)
        _make_folder(path.parent)
        descriptor = lock.take(path)
        if descriptor is None:
            return _read(path)
        try:
            return Opened(_write(path), writable=True, lock=descriptor)
        except BaseException:
            os.close(descriptor)
            raise


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(MEMORY, isolation_level=None, check_same_thread=False)
    schema.migrate(connection, 0)
    connection.executescript(_WRITER + _CHOSEN)
    return connection


def _read(path: Path) -> Opened:
    if not path.exists():
        raise LibraryLocked(path, "another process is creating it")
    connection = _connect(path, "ro")
    try:
        current = _version(connection, path) == schema.VERSION
    except BaseException:
        connection.close()
        raise
    if not current:
        connection.close()
        raise LibraryLocked(path, "of an earlier version, and not ours to upgrade")
    return Opened(connection, writable=False, lock=None)


def _write(path: Path) -> sqlite3.Connection:
    # Looked at without the right to write first: even `journal_mode` and a close may change a file that is not ours.
    if path.exists() and path.stat().st_size:
        with closing(_connect(path, "ro")) as reader:
            _version(reader, path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = _connect(path, "rw")
    try:
        # Of use to a file without tables only: pages that get free can then be given back to the disk.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_WRITER + _CHOSEN)
        version = _version(connection, path)
        schema.migrate(connection, version, backup=path.with_name(f"{path.name}.v{version}"))
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # SQLite takes a file of less than a page, whatever is in it, for an empty database and writes over it.
    if 0 < path.stat().st_size < _PAGE_MIN:
        raise LibraryBroken(path, "too short for a database")
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the library's tables, 0 when it has none yet."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application not in (0, schema.APPLICATION_ID):
        raise LibraryBroken(path, f"application id {application:#x} is another program's")
    if version > schema.VERSION:
        raise LibraryTooNew(path, f"version {version}, known up to {schema.VERSION}")
    if application == 0 and (tables or version):
        raise LibraryBroken(path, "tables of another program")
    return int(version)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
        folder.chmod(0o700)
