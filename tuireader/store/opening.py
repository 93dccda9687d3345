"""Owns how a library's file is found, checked, created and connected to. A file that is not ours is left as it is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from tuireader.errors import LibraryBroken, LibraryDamaged, LibraryLocked, LibraryTooNew
from tuireader.store import beside, lock, schema
from tuireader.store.faults import is_damage, translated

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
    damage: LibraryDamaged | None = None
    """Why it is only read."""


def open_library(path: Path | None, *, read_only: bool) -> Opened:
    """Connect to the library, creating or upgrading it when it is ours to write; None is one in memory.

    Raises LibraryTooNew, LibraryBroken, LibraryFull; LibraryLocked when the file may only be read, because another
    process writes it or because of `read_only`, and does not yet have the tables of this version. One that was found
    to be damaged while it was open, and still is, can be read.
    """
    if path is None:
        with translated(MEMORY):
            return Opened(_in_memory(), writable=not read_only, lock=None)
    with translated(path):
        if read_only:
            return _read(path) if path.exists() else Opened(_in_memory(), writable=False, lock=None)
        make_folder(path.parent)
        try:
            return take_over(path) or _read(path)
        except LibraryDamaged as damage:
            with suppress(LibraryLocked):
                return _read(path)._replace(damage=damage)
            raise


def take_over(path: Path) -> Opened | None:
    """Connect as the library's writer; None while another process is that. Raises as `open_library` does."""
    with translated(path):
        descriptor = lock.take(path)
        if descriptor is None:
            return None
        try:
            beside.wish_of(path).unlink(missing_ok=True)  # was another's to grant
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
    connection = connect(path, "ro")
    try:
        current = version_of(connection, path) == schema.VERSION
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
        with closing(connect(path, "ro")) as reader:
            version_of(reader, path)
            _examine_if_in_doubt(reader, path)
    else:
        _refuse_to_begin_anew(path)
        # Not where there is one: closing a file lets go of the locks that SQLite has on it in this process.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = connect(path, "rw")
    try:
        # Of use to a file without tables only: pages that get free can then be given back to the disk.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_WRITER + _CHOSEN)
        version = version_of(connection, path)
        schema.migrate(connection, version, backup=beside.before_migration(path, version))
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_to_begin_anew(path: Path) -> None:
    """Where there was a library, an empty file is a loss, and SQLite would throw away a log without its library."""
    log = beside.log_of(path)
    if log.exists() and log.stat().st_size:
        raise LibraryBroken(path, "gone, and its log is there")
    if path.exists() and any(beside.copies(path)):
        raise LibraryBroken(path, "empty, and copies of it are there")


def _examine_if_in_doubt(connection: sqlite3.Connection, path: Path) -> None:
    doubt = beside.doubt_of(path)
    if doubt.exists():
        try:
            ((said,),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                raise LibraryDamaged(path, str(error)) from error
            raise
        if said != "ok":
            raise LibraryDamaged(path, str(said))
        doubt.unlink()


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to a file that is there: `ro` or `rw`. Raises LibraryBroken for one that is no database at all."""
    # SQLite takes a file of less than a page, whatever is in it, for an empty database and writes over it.
    if 0 < path.stat().st_size < _PAGE_MIN:
        raise LibraryBroken(path, "too short for a database")
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True)


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the library's tables, 0 when it has none yet. Raises LibraryBroken and LibraryTooNew."""
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


def make_folder(folder: Path) -> None:
    """Make a folder for its owner only, where there is none. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
        folder.chmod(0o700)
