"""Owns how an open library is read and written: every error translated, every change a transaction of its own.

From the moment in which SQLite says that the file is damaged, it is only read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tuireader.errors import LibraryBroken, LibraryDamaged, LibraryLocked
from tuireader.store import beside
from tuireader.store.faults import is_damage, translated
from tuireader.store.opening import MEMORY, Opened, connect


class Access:
    """The connection to an open library."""

    def __init__(self, path: Path | None, opened: Opened) -> None:
        self.path = path
        """The file, None for a library in memory."""
        self.writable = opened.writable
        """False when another process writes this library, when it was opened for reading, and when it is damaged."""
        self.damage = opened.damage
        """Where the file was found to be damaged, what was wrong with it."""
        self._connection = opened.connection
        self._lock = opened.lock
        self._place = path or MEMORY

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._heeded():
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: what happens inside is on the disk at the end, or nothing of it is."""
        with self._alone():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.rollback()
                raise

    @contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        """For a single statement that is a transaction by itself."""
        if not self.writable:
            raise self.damage or LibraryLocked(self._place, "open for reading only")
        with self._heeded():
            yield self._connection

    @contextmanager
    def _heeded(self) -> Iterator[None]:
        try:
            with translated(self._place):
                yield
        except LibraryBroken as broken:
            if is_damage(broken.__cause__):
                raise self.give_up(broken.detail) from broken
            raise

    def give_up(self, detail: str) -> LibraryDamaged:
        """Write nothing any more, and have the file examined before anybody writes it again; gives what to raise."""
        is_first, self.writable = self.damage is None, False
        self.damage = LibraryDamaged(self._place, detail)
        if is_first and self.path is not None:
            with suppress(OSError, LibraryBroken, sqlite3.Error):
                beside.doubt_of(self.path).touch(0o600)
                self._only_read(self.path)
        return self.damage

    def _only_read(self, path: Path) -> None:
        reader = connect(path, "ro")
        try:
            reader.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error:
            reader.close()
            raise
        # Not before that, for the last one that is closed would move its log into the file.
        self._connection.close()
        self._connection = reader
