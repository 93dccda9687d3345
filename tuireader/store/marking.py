"""Owns what the reader did to articles: read, bookmarked, left at a place. What a paper prints is not touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tuireader.model import Place


def read(connection: sqlite3.Connection, ids: Sequence[str], when: int | None) -> list[str]:
    """Mark as read at `when`, or as unread; return the ids that were not so before, each once, in their order."""
    connection.executemany("INSERT OR IGNORE INTO temp.chosen VALUES (?)", ((identity,) for identity in ids))
    contrary = "EXISTS" if when is not None else "NOT EXISTS"
    connection.execute(
        f"DELETE FROM temp.chosen WHERE {contrary}"  # noqa: S608 - our own constants
        " (SELECT 1 FROM marks WHERE marks.id = chosen.id AND marks.read IS NOT NULL)"
    )
    changed = {identity for (identity,) in connection.execute("SELECT id FROM temp.chosen")}
    connection.execute(
        "INSERT INTO marks (id, read) SELECT id, ? FROM temp.chosen WHERE true"
        " ON CONFLICT (id) DO UPDATE SET read = excluded.read",
        (when,),
    )
    standing = (
        "SELECT placed.source, placed.section, placed.time, placed.key FROM temp.chosen"
        " CROSS JOIN headlines ON headlines.id = chosen.id"
        " CROSS JOIN placements AS placed ON placed.key = headlines.key"
    )
    if when is None:
        connection.execute(f"INSERT OR IGNORE INTO unread (source, section, time, key) {standing}")
    else:
        connection.execute(f"DELETE FROM unread WHERE (source, section, time, key) IN ({standing})")  # noqa: S608
    connection.execute("DELETE FROM temp.chosen")
    return [identity for identity in dict.fromkeys(ids) if identity in changed]


def bookmark(connection: sqlite3.Connection, identity: str, when: int | None) -> int | None:
    """Bookmark at `when`, or no longer; return when it was bookmarked before."""
    before = connection.execute("SELECT bookmarked FROM marks WHERE id = ?", (identity,)).fetchone()
    connection.execute(
        "INSERT INTO marks (id, bookmarked) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET bookmarked = excluded.bookmarked",
        (identity, when),
    )
    return before[0] if before else None


def want(connection: sqlite3.Connection, identity: str, when: int) -> None:
    """Note that the reader wanted the full text at `when` and could not have it."""
    connection.execute(
        "INSERT INTO marks (id, wanted) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET wanted = excluded.wanted",
        (identity, when),
    )


def place(connection: sqlite3.Connection, identity: str) -> Place | None:
    """Where the reader stopped."""
    record = connection.execute(
        "SELECT block, fraction FROM marks WHERE id = ? AND block IS NOT NULL", (identity,)
    ).fetchone()
    return Place(*record) if record else None


def set_place(connection: sqlite3.Connection, identity: str, stopped: Place, when: int | None) -> None:
    """Remember where the reader stopped, and when."""
    connection.execute(
        "INSERT INTO marks (id, block, fraction, placed) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE"
        " SET block = excluded.block, fraction = excluded.fraction, placed = excluded.placed",
        (identity, stopped.block, stopped.fraction, when),
    )
