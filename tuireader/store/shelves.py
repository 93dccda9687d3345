"""Owns the SQL of lists: which headlines stand on a shelf, in which order, and how a record becomes a `Row`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple, assert_never

from tuireader.model import Counts, Headline, Row, Shelf
from tuireader.store import search


class Picked(NamedTuple):
    """A query for the columns `key`, `rank` and `time`; a list is in the order of rank, then newest first."""

    sql: str
    parameters: tuple[Any, ...]
    order: str = "rank, time DESC, key DESC"
    """The same order, as the query's index has it."""


# The order of the primary keys, so that a page is read off without sorting.
_INDEXED = "time DESC, key DESC"
_PLACED = "SELECT key, 0 AS rank, time FROM placements WHERE source = ? AND section = ?"
_UNREAD = "SELECT key, 0 AS rank, time FROM unread WHERE source = ? AND section = ?"
_BOOKMARKED = """
SELECT headlines.key, -marks.bookmarked AS rank, headlines.time
FROM marks JOIN headlines ON headlines.id = marks.id WHERE marks.bookmarked IS NOT NULL
"""
_NOTHING = Picked("SELECT 0 AS key, 0 AS rank, 0 AS time WHERE 0", ())

_HEADLINE = """
headlines.id, headlines.source, headlines.section, headlines.title, headlines.url, headlines.published,
headlines.summary, headlines.image
"""
_ROW = f"""{_HEADLINE}, headlines.time, marks.read IS NOT NULL, marks.bookmarked IS NOT NULL,
articles.key IS NOT NULL
"""
_JOINS = """
LEFT JOIN marks ON marks.id = headlines.id LEFT JOIN articles ON articles.key = headlines.key
"""


def pick(shelf: Shelf) -> Picked:
    """The query for all that stands on the shelf; an `unread` shelf may be narrowed to a source or a section."""
    match shelf.kind:
        case "latest":
            return Picked(_PLACED, ("", ""), _INDEXED)
        case "source":
            return Picked(_PLACED, (shelf.source, ""), _INDEXED)
        case "section":
            return Picked(_PLACED, (shelf.source, shelf.section), _INDEXED)
        case "unread":
            return Picked(_UNREAD, (shelf.source, shelf.section), _INDEXED)
        case "bookmarks":
            return Picked(_BOOKMARKED, ())
        case "search":
            query = search.Query.parse(shelf.words)
            return Picked(search.HITS, query.parameters()) if query else _NOTHING
        case _:
            assert_never(shelf.kind)


def rows(connection: sqlite3.Connection, shelf: Shelf, limit: int, offset: int) -> list[Row]:
    """A page of the shelf. The page is cut before anything is joined to it, so that its number does not matter."""
    picked = pick(shelf)
    records = connection.execute(
        f"SELECT {_ROW} FROM ({picked.sql} ORDER BY {picked.order} LIMIT ? OFFSET ?) AS picked"  # noqa: S608 - our own constants
        f" CROSS JOIN headlines ON headlines.key = picked.key {_JOINS}"
        " ORDER BY picked.rank, picked.time DESC, picked.key DESC",
        (*picked.parameters, limit, offset),
    )
    return [_row(record) for record in records]


def row(connection: sqlite3.Connection, identity: str) -> Row | None:
    """The row of the headline with that id."""
    record = connection.execute(
        f"SELECT {_ROW} FROM headlines {_JOINS} WHERE headlines.id = ?",  # noqa: S608 - our own constants
        (identity,),
    ).fetchone()
    return _row(record) if record else None


def count(connection: sqlite3.Connection, shelf: Shelf) -> int:
    """How many rows the shelf has."""
    picked = pick(shelf)
    (number,) = connection.execute(f"SELECT count(*) FROM ({picked.sql})", picked.parameters).fetchone()  # noqa: S608
    return int(number)


def counts(connection: sqlite3.Connection) -> Counts:
    """All counts in one pass over what is unread."""
    unread, sources, sections = 0, dict[str, int](), dict[tuple[str, str], int]()
    for source, section, number in connection.execute(
        "SELECT source, section, count(*) FROM unread GROUP BY source, section"
    ):
        if section:
            sections[source, section] = number
        elif source:
            sources[source] = number
        else:
            unread = number
    return Counts(unread, count(connection, Shelf("bookmarks")), sections, sources)


def unread_ids(connection: sqlite3.Connection, shelf: Shelf) -> list[str]:
    """The ids of what is unread on the shelf."""
    picked = pick(shelf)
    records = connection.execute(
        f"SELECT headlines.id FROM ({picked.sql}) AS picked JOIN headlines ON headlines.key = picked.key"  # noqa: S608
        " LEFT JOIN marks ON marks.id = headlines.id WHERE marks.read IS NULL",
        picked.parameters,
    )
    return [identity for (identity,) in records]


def uncarried(connection: sqlite3.Connection, source: str, section: str, limit: int) -> list[Headline]:
    """Those of the newest `limit` headlines of a section that have no article."""
    return _headlines(
        connection.execute(
            f"SELECT {_HEADLINE} FROM"  # noqa: S608 - our own constants
            " (SELECT key, time FROM placements WHERE source = ? AND section = ?"
            " ORDER BY time DESC, key DESC LIMIT ?) AS placed"
            " CROSS JOIN headlines ON headlines.key = placed.key"
            " WHERE NOT EXISTS (SELECT 1 FROM articles WHERE articles.key = placed.key)"
            " ORDER BY placed.time DESC, placed.key DESC",
            (source, section, limit),
        )
    )


def wanted(connection: sqlite3.Connection) -> list[Headline]:
    """The headlines without article that the reader tried to open, latest first, and then those bookmarked."""
    return _headlines(
        connection.execute(
            f"SELECT {_HEADLINE} FROM marks JOIN headlines ON headlines.id = marks.id"  # noqa: S608 - our own constants
            " WHERE (marks.wanted IS NOT NULL OR marks.bookmarked IS NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.key = headlines.key)"
            " ORDER BY marks.wanted DESC, marks.bookmarked DESC, headlines.time DESC, headlines.key DESC"
        )
    )


def seconds(moment: datetime | None) -> int | None:
    """A time as it is stored."""
    return None if moment is None else int(moment.timestamp())


def moment(stored: int | None) -> datetime | None:
    """A stored time."""
    return None if stored is None else datetime.fromtimestamp(stored, UTC)


def _headlines(records: Iterable[tuple[Any, ...]]) -> list[Headline]:
    return [_headline(record) for record in records]


def _headline(record: tuple[Any, ...]) -> Headline:
    identity, source, section, title, url, published, summary, image = record
    return Headline(identity, source, section, title, url, moment(published), summary, image)


def _row(record: tuple[Any, ...]) -> Row:
    *printed, time, read, bookmarked, offline = record
    when = datetime.fromtimestamp(time, UTC)
    return Row(_headline(tuple(printed)), when, bool(read), bool(bookmarked), bool(offline))
