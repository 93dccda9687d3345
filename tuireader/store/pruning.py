"""Owns what may leave the library: what was read long ago, or longest ago where the library has grown too large.

Never what is unread or bookmarked, what the reader wanted and does not have yet, what is open or packed, and what
was left at some place in the last days. That something was read is not forgotten with it.

No clock decides alone: «now» is never later than what two papers print, since a clock that jumps ahead would make
everything old at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import msgspec
from msgspec import Struct

SLICE = 20
"""Articles that go in one transaction: some milliseconds, in which nobody is answered."""
PLACED = timedelta(days=7)
"""How long a place in an article keeps it."""
GIVEN_BACK = 500
"""Pages of the file that are given back at a time."""
MERGED = 200
"""Pages of the search index that are merged at a time."""
_A_DAY = 86_400
_SPREAD, _AROUND = 5, 2_000
"""Bytes of the file for each byte of an article, which is in the index in two spellings, and for its headline."""

_NEWEST_PRINTED = """
SELECT max(headlines.time) AS time FROM (
    SELECT DISTINCT source FROM placements WHERE source <> '' AND section = ''
) AS papers JOIN headlines ON headlines.key IN (
    SELECT key FROM placements WHERE placements.source = papers.source AND section = ''
    ORDER BY placements.time DESC, key DESC LIMIT 50
) WHERE headlines.published IS NOT NULL GROUP BY papers.source ORDER BY time DESC LIMIT 2
"""
_MAY_GO = """
marks.read IS NOT NULL AND marks.bookmarked IS NULL
AND NOT (marks.wanted IS NOT NULL AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.key = headlines.key))
AND (marks.placed IS NULL OR min(abs(:now - marks.placed), abs(:clock - marks.placed)) > :placed)
AND headlines.id NOT IN (SELECT value FROM json_each(:spared)) AND headlines.id NOT IN (SELECT id FROM packed)
"""
# Whatever lies in the future was written by a clock that was wrong, and says nothing.
_LAST_TOUCHED = "max({})".format(
    ", ".join(
        f"CASE WHEN {column} <= :clock + {_A_DAY} THEN {column} ELSE 0 END"
        for column in ("marks.read", "headlines.seen", "headlines.published", "articles.fetched")
    )
)
_CANDIDATES = f"""
SELECT headlines.id, coalesce(length(articles.article), 0), {_LAST_TOUCHED} AS touched
FROM marks CROSS JOIN headlines ON headlines.id = marks.id LEFT JOIN articles ON articles.key = headlines.key
WHERE {_MAY_GO} ORDER BY touched = 0, touched, headlines.key
"""  # noqa: S608 - our own constants


class Retention(Struct, frozen=True):
    """How long what has been read is kept; what is unread or bookmarked always is."""

    days: int = 90
    """After an article was read and fetched; 0 means for ever."""
    bytes: int = 10**9
    """What the library may take before it gives up what was read longest ago; 0 means any amount."""


class Candidate(NamedTuple):
    """Something that may go."""

    id: str
    bytes: int
    """An estimate of what the library is smaller without it."""
    touched: int
    """When it was last read, fetched or printed; 0 where no time of it can be true."""


class Limits(NamedTuple):
    """What is kept, in seconds and bytes."""

    now: int
    """By the clock of the machine."""
    spared: Sequence[str] = ()
    """Ids that are open on the screen."""

    def parameters(self, now: int) -> dict[str, object]:
        """Of the queries, at a moment."""
        spared = msgspec.json.encode(list(self.spared)).decode()
        return {"now": now, "clock": self.now, "placed": int(PLACED.total_seconds()), "spared": spared}


def prunable(connection: sqlite3.Connection, keep: Retention, limits: Limits) -> list[Candidate]:
    """What is to go, what was read longest ago first."""
    now = min(limits.now, _news_clock(connection, limits.now))
    records = connection.execute(_CANDIDATES, limits.parameters(now))
    candidates = [Candidate(one, _AROUND + _SPREAD * size, touched) for one, size, touched in records]
    limit = now - keep.days * _A_DAY
    old = {one.id for one in candidates if keep.days and 0 < one.touched < limit}
    excess = used(connection) - keep.bytes if keep.bytes else 0
    excess -= sum(one.bytes for one in candidates if one.id in old)
    chosen = []
    for one in candidates:
        if one.id in old:
            chosen.append(one)
        elif excess > 0:
            chosen.append(one)
            excess -= one.bytes
    return chosen


def prune(connection: sqlite3.Connection, ids: Sequence[str], limits: Limits) -> int:
    """Delete those of the ids that may still go, and return how many that were; marks stay."""
    now = min(limits.now, _news_clock(connection, limits.now))
    chosen = msgspec.json.encode(list(ids)).decode()
    return connection.execute(
        "DELETE FROM headlines WHERE key IN (SELECT headlines.key FROM json_each(:chosen) AS chosen"  # noqa: S608
        " CROSS JOIN headlines ON headlines.id = chosen.value JOIN marks ON marks.id = headlines.id"
        f" WHERE {_MAY_GO})",
        {**limits.parameters(now), "chosen": chosen},
    ).rowcount


def tidy_index(connection: sqlite3.Connection, *, begin: bool) -> bool:
    """Merge a part of the search index, where what was deleted still takes its room; False when all is merged."""
    # https://sqlite.org/fts5.html#the_merge_command: a negative number begins, and a call that changes less than two
    # rows has done nothing.
    before = connection.total_changes
    connection.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (-MERGED if begin else MERGED,))
    return connection.total_changes - before >= 2


def give_back(connection: sqlite3.Connection) -> bool:
    """Give some free pages back to the disk; False when there are none, or when this file cannot (see `opening`)."""
    if _pragma(connection, "auto_vacuum") != 2:
        return False
    # It gives one row without columns for each page, at the first of which `execute` stops.
    connection.executescript(f"PRAGMA incremental_vacuum({GIVEN_BACK})")
    return _pragma(connection, "freelist_count") > 0


def rewrite(connection: sqlite3.Connection) -> None:
    """Write a file that cannot give pages back anew, so that from now on it can; takes as much room once more."""
    if _pragma(connection, "auto_vacuum") != 2:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("VACUUM")


def used(connection: sqlite3.Connection) -> int:
    """The bytes that the library takes, without pages that are free."""
    pages = _pragma(connection, "page_count") - _pragma(connection, "freelist_count")
    return pages * _pragma(connection, "page_size")


def _news_clock(connection: sqlite3.Connection, now: int) -> int:
    """The latest moment of which two papers know, or the only one; the machine's where no paper dates anything."""
    times = [time for (time,) in connection.execute(_NEWEST_PRINTED)]
    return int(times[-1]) if times else now


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)
