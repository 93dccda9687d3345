"""Owns what the reader takes along: which articles are in the pack, and how far a pack has come that is being filled.

A pack that was broken off, however roughly, is gone on with when the same is wished for again within a day. Until a new
pack is filled, what of the one before is unread stays in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import NamedTuple

from tuireader.model import Headline
from tuireader.store.shelves import HEADLINE, headline_of

RESUMABLE = timedelta(days=1)
"""How long after its beginning a pack is gone on with; what was new then is not news any more."""
Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Begun(NamedTuple):
    """A pack that may be filled."""

    number: int
    received: int
    """Bytes that came for it before it was broken off; 0 for a new one."""
    minutes: dict[str, int]
    """What is in it, as minutes of reading by article id."""


class Candidate(NamedTuple):
    """An unread headline of a section, and whether its whole text is here."""

    headline: Headline
    is_here: bool


class Packs:
    """The part of an open library that is about packs; raises what `Store` raises."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        """`reading` and `writing` are the transactions of a `Store`."""
        self._reading = reading
        self._writing = writing

    def begin(self, wish: str, now: datetime) -> Begun:
        """Go on with the pack of that wish if it was broken off lately, else begin a new one.

        What was read of the packs before leaves the shelf with the beginning of a new one.
        """
        with self._writing() as connection:
            last = connection.execute(
                "SELECT number, wish, began, received, ended FROM packs ORDER BY number DESC LIMIT 1"
            ).fetchone()
            number, before, began, received, ended = last or (0, "", 0, 0, None)
            is_same = before == wish and ended is None
            if last and is_same and began > (now - RESUMABLE).timestamp():
                return Begun(number, received, _contents(connection, number))
            connection.execute("DELETE FROM packs")
            connection.execute(
                "INSERT INTO packs (number, wish, began, received) VALUES (?, ?, ?, 0)",
                (number + 1, wish, int(now.timestamp())),
            )
            connection.execute("DELETE FROM packed WHERE id IN (SELECT id FROM marks WHERE read IS NOT NULL)")
            return Begun(number + 1, 0, {})

    def candidates(self, source: str, section: str, limit: int) -> list[Candidate]:
        """The newest unread headlines of a section, newest first."""
        with self._reading() as connection:
            records = connection.execute(
                f"SELECT {HEADLINE},"  # noqa: S608 - our own constants
                " EXISTS (SELECT 1 FROM articles WHERE articles.key = placed.key AND articles.missing = 0)"
                " FROM (SELECT key, time FROM unread WHERE source = ? AND section = ?"
                " ORDER BY time DESC, key DESC LIMIT ?) AS placed"
                " CROSS JOIN headlines ON headlines.key = placed.key ORDER BY placed.time DESC, placed.key DESC",
                (source, section, limit),
            )
            return [Candidate(headline_of(record[:-1]), bool(record[-1])) for record in records]

    def put(self, number: int, id: str, minutes: int, received: int) -> None:
        """Put an article into the pack, for which `received` bytes have come so far."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO packed (id, packed, minutes) VALUES (?, ?, ?)", (id, number, minutes)
            )
            connection.execute("UPDATE packs SET received = ? WHERE number = ?", (received, number))

    def spent(self, number: int, received: int) -> None:
        """Remember how many bytes have come for the pack so far."""
        with self._writing() as connection:
            connection.execute("UPDATE packs SET received = ? WHERE number = ?", (received, number))

    def end(self, number: int, received: int, now: datetime) -> None:
        """The pack holds what it was to hold; what was left of others is in it no longer."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE packs SET received = ?, ended = ? WHERE number = ?", (received, int(now.timestamp()), number)
            )
            connection.execute("DELETE FROM packed WHERE packed <> ?", (number,))


def _contents(connection: sqlite3.Connection, number: int) -> dict[str, int]:
    return dict(connection.execute("SELECT id, minutes FROM packed WHERE packed = ?", (number,)).fetchall())
