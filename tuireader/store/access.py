"""Owns how an open library is read and written: every error translated, every change a transaction of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tuireader.errors import LibraryLocked
from tuireader.store.faults import translated
from tuireader.store.opening import MEMORY, Opened


class Access:
    """The connection to an open library."""

    def __init__(self, path: Path | None, opened: Opened) -> None:
        self.path = path
        """The file, None for a library in memory."""
        self.writable = opened.writable
        """False when another process writes this library, or when it was opened for reading."""
        self._connection = opened.connection
        self._lock = opened.lock
        self._place = path or MEMORY

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with translated(self._place):
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
            raise LibraryLocked(self._place, "open for reading only")
        with translated(self._place):
            yield self._connection
