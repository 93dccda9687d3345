"""Owns the SQL of lists: which headlines stand on a shelf, in which order, and how a record becomes a `Row`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, assert_never

import msgspec
from msgspec.structs import replace

from tuireader.dates import VIETNAM
from tuireader.model import Counts, Group, Headline, Order, Row, Shelf, Stock
from tuireader.store import search


class Picked(NamedTuple):
    """A query for the columns `key`, `rank` and `time`; a list is in the order of rank, then newest first."""

    sql: str
    parameters: tuple[Any, ...]
    order: str = "rank, time DESC, key DESC"
    """The same order, as the query's index has it."""


# The order of the primary keys, so that a page is read off without sorting.
_INDEXED = "time DESC, key DESC"
# What several papers print is not on one range of the index but on one for each; SQLite leaves each as soon as what is
# left of it is too old for the page, so that the first pages of 24 papers with 100,000 headlines take 0.3 ms.
_OF_PAPERS = "source IN (SELECT value FROM json_each(?)) AND section = ''"
# All sections in which a headline stands are withheld; one that stands in none was reached by a link.
_WITHHELD = """
(SELECT min(other.source || '/' || other.section IN (SELECT value FROM json_each(?)))
 FROM placements AS other WHERE other.key = {table}.key AND other.section <> '') IS 1
"""
_BOOKMARKED = """
SELECT headlines.key, -marks.bookmarked AS rank, headlines.time
FROM marks JOIN headlines ON headlines.id = marks.id WHERE marks.bookmarked IS NOT NULL
"""
_PACKED = "SELECT headlines.key, 0 AS rank, headlines.time FROM packed JOIN headlines USING (id) WHERE true"
_NAMED = "(SELECT value FROM json_each(?))"
_LEFT = {
    "unread": f"SELECT count(*) FROM marks WHERE read IS NOT NULL AND id IN {_NAMED}",  # noqa: S608 - our own
    "bookmarks": f"SELECT count(*) FROM headlines WHERE id IN {_NAMED}"  # noqa: S608 - our own
    " AND NOT EXISTS (SELECT 1 FROM marks WHERE marks.id = headlines.id AND bookmarked IS NOT NULL)",
}
"""How many of these headlines a mark of the reader has taken from a shelf on which they stood."""
_HAS_WORD = """ AND (key IN (SELECT rowid FROM search WHERE search MATCH ?)
OR source IN (SELECT value FROM json_each(?)))"""
_DAY_SECONDS = 86_400
_EAST = int(VIETNAM.utcoffset(None).total_seconds())
_DAY = f"(time + {_EAST}) / {_DAY_SECONDS}"
_EPOCH = date(1970, 1, 1).toordinal()
# From day to day along the index: grouping all rows would sort them, which takes three times as long and 5 MB.
_NEWEST_BEFORE = f"""
(SELECT (max(time) + {_EAST}) / {_DAY_SECONDS} FROM {{table}} AS printed
 WHERE printed.source = {{place}}.source AND printed.section = {{place}}.section AND printed.time < {{before}})
"""  # noqa: S608 - our own constants
_DAYS = f"""
WITH RECURSIVE places(source, section) AS (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)
), days(source, section, day) AS (
    SELECT source, section, {_NEWEST_BEFORE.format(table="{table}", place="places", before="9e18")} FROM places
    UNION ALL
    SELECT source, section,
        {_NEWEST_BEFORE.format(table="{table}", place="days", before=f"day * {_DAY_SECONDS} - {_EAST}")}
    FROM days WHERE day IS NOT NULL
)
SELECT day, sum((
    SELECT count(*) FROM {{table}} AS printed
    WHERE printed.source = days.source AND printed.section = days.section
    AND printed.time >= day * {_DAY_SECONDS} - {_EAST} AND printed.time < (day + 1) * {_DAY_SECONDS} - {_EAST}
)) FROM days WHERE day IS NOT NULL GROUP BY day
"""  # noqa: S608 - our own constants
_NOTHING = Picked("SELECT 0 AS key, 0 AS rank, 0 AS time WHERE 0", ())

HEADLINE = """
headlines.id, headlines.source, headlines.section, headlines.title, headlines.url, headlines.published,
headlines.summary, headlines.image
"""
_ROW = f"""{HEADLINE}, headlines.time, marks.read IS NOT NULL, marks.bookmarked IS NOT NULL,
articles.key IS NOT NULL, articles.changed, articles.withdrawn IS NOT NULL
"""
_JOINS = """
LEFT JOIN marks ON marks.id = headlines.id LEFT JOIN articles ON articles.key = headlines.key
"""


def pick(shelf: Shelf, stock: Stock | None = None, before: date | None = None) -> Picked:
    """The query for all that stands on the shelf; an `unread` shelf may be narrowed to a source or a section.

    With a `stock`, shelves that cross sections show what lies out; bookmarks, pack and search everything all the same.
    A shelf in the order of time may be cut at a day in Vietnam `before` which everything is to be.
    """
    match shelf.kind:
        case "latest" | "source" | "section":
            return _placed("placements", shelf, stock, before)
        case "unread":
            return _placed("unread", shelf, stock, before)
        case "bookmarks":
            where, parameters = _narrowed_by(shelf.words, stock)
            return Picked(_BOOKMARKED + where, parameters)
        case "packed":
            where, parameters = _narrowed_by(shelf.words, stock)
            return Picked(_PACKED + where, parameters)
        case "search":
            query = search.Query.parse(shelf.words)
            return Picked(search.HITS, query.parameters()) if query else _NOTHING
        case _:
            assert_never(shelf.kind)


def rows(
    connection: sqlite3.Connection,
    shelf: Shelf,
    limit: int,
    offset: int,
    *,
    stock: Stock | None,
    before: date | None = None,
    above: Sequence[str] = (),
) -> list[Row]:
    """A page of the shelf. The page is cut before anything is joined to it, so that its number does not matter."""
    picked = pick(shelf, _narrowed(connection, stock), before)
    offset = max(offset - _left(connection, shelf, above), 0)
    records = connection.execute(
        f"SELECT {_ROW} FROM ({picked.sql} ORDER BY {picked.order} LIMIT ? OFFSET ?) AS picked"  # noqa: S608 - our own constants
        f" CROSS JOIN headlines ON headlines.key = picked.key {_JOINS}"
        " ORDER BY picked.rank, picked.time DESC, picked.key DESC",
        (*picked.parameters, limit, offset),
    )
    return [_row(record) for record in records]


def _left(connection: sqlite3.Connection, shelf: Shelf, ids: Sequence[str]) -> int:
    """How many of these stood on the shelf and do so no longer, for the reader has marked them."""
    if not ids or shelf.kind not in _LEFT:
        return 0
    (number,) = connection.execute(_LEFT[shelf.kind], (array(ids),)).fetchone()
    return int(number)


def row(connection: sqlite3.Connection, identity: str) -> Row | None:
    """The row of the headline with that id."""
    record = connection.execute(
        f"SELECT {_ROW} FROM headlines {_JOINS} WHERE headlines.id = ?",  # noqa: S608 - our own constants
        (identity,),
    ).fetchone()
    return _row(record) if record else None


def count(connection: sqlite3.Connection, shelf: Shelf, stock: Stock | None) -> int:
    """How many rows the shelf has."""
    if _crosses_sections(shelf):
        return sum(group.count for group in groups(connection, shelf, "paper", stock))
    picked = pick(shelf, stock)
    (number,) = connection.execute(f"SELECT count(*) FROM ({picked.sql})", picked.parameters).fetchone()  # noqa: S608
    return int(number)


def groups(connection: sqlite3.Connection, shelf: Shelf, by: Order, stock: Stock | None) -> list[Group]:
    """How many rows a shelf in the order of time has of each day in Vietnam, or of each paper, in no order.

    What is withheld is counted by itself, since that is little beside the rest.
    """
    name = "source" if by == "paper" else _DAY
    table = "unread" if shelf.kind == "unread" else "placements"
    apart = _crosses_sections(shelf) and stock is not None and not shelf.words
    if by == "time" and not shelf.words:
        papers = stock.papers if stock and not shelf.source else (shelf.source,)
        places = array([(paper, shelf.section) for paper in papers])
        records = connection.execute(_DAYS.format(table=table), (places,))
    else:
        picked = pick(shelf, replace(stock, withheld=()) if apart and stock else _narrowed(connection, stock))
        records = connection.execute(f"SELECT {name}, count(*) FROM ({picked.sql}) GROUP BY 1", picked.parameters)  # noqa: S608
    numbers: dict[Any, int] = dict(records.fetchall())
    if apart and stock is not None:
        for hidden, number in _hidden(connection, table, stock, name, shelf.source).items():
            numbers[hidden] -= number
    return [_group(one, number, by) for one, number in numbers.items() if number]


def newer(
    connection: sqlite3.Connection, shelf: Shelf, identity: str, stock: Stock | None, before: date | None = None
) -> int:
    """How many rows of a shelf in the order of time stand above a headline, whether that is on the shelf or not."""
    picked = pick(shelf, _narrowed(connection, stock), before)
    (number,) = connection.execute(
        f"SELECT count(*) FROM ({picked.sql} AND time >= (SELECT time FROM headlines WHERE id = ?)) AS picked"  # noqa: S608
        " JOIN headlines ON headlines.id = ?"
        " WHERE picked.time > headlines.time OR picked.key > headlines.key",
        (*picked.parameters, identity, identity),
    ).fetchone()
    return int(number)


def _crosses_sections(shelf: Shelf) -> bool:
    return not shelf.section and shelf.kind in ("latest", "source", "unread")


def _group(name: Any, number: int, by: Order) -> Group:
    if by == "paper":
        return Group(number, paper=name)
    return Group(number, day=date.fromordinal(_EPOCH + name))


def counts(connection: sqlite3.Connection, stock: Stock | None) -> Counts:
    """All counts in one pass over what is unread."""
    sources, sections = dict[str, int](), dict[tuple[str, str], int]()
    for source, section, number in connection.execute(
        "SELECT source, section, count(*) FROM unread WHERE source <> '' GROUP BY source, section"
    ):
        if section:
            sections[source, section] = number
        elif stock is None or source in stock.papers:
            sources[source] = number
    for source, number in _hidden(connection, "unread", stock).items() if stock else ():
        sources[source] -= number
    sources = {source: number for source, number in sources.items() if number}
    kept, pack = count(connection, Shelf("bookmarks"), None), Shelf("packed")
    packed = len(unread_ids(connection, pack, None)) if count(connection, pack, None) else None
    return Counts(sum(sources.values()), kept, sections, sources, packed)


def unread_ids(connection: sqlite3.Connection, shelf: Shelf, stock: Stock | None) -> list[str]:
    """The ids of what is unread on the shelf."""
    picked = pick(shelf, _narrowed(connection, stock))
    records = connection.execute(
        f"SELECT headlines.id FROM ({picked.sql}) AS picked JOIN headlines ON headlines.key = picked.key"  # noqa: S608
        " LEFT JOIN marks ON marks.id = headlines.id WHERE marks.read IS NULL",
        picked.parameters,
    )
    return [identity for (identity,) in records]


def uncarried(connection: sqlite3.Connection, source: str, section: str, limit: int) -> list[Headline]:
    """Those of the newest `limit` headlines of a section that have no article, or none with all its pages."""
    return headlines(
        connection.execute(
            f"SELECT {HEADLINE} FROM"  # noqa: S608 - our own constants
            " (SELECT key, time FROM placements WHERE source = ? AND section = ?"
            " ORDER BY time DESC, key DESC LIMIT ?) AS placed"
            " CROSS JOIN headlines ON headlines.key = placed.key"
            " WHERE NOT EXISTS (SELECT 1 FROM articles WHERE articles.key = placed.key AND articles.missing = 0)"
            " ORDER BY placed.time DESC, placed.key DESC",
            (source, section, limit),
        )
    )


def wanted(connection: sqlite3.Connection) -> list[Headline]:
    """The headlines without whole article that the reader tried to open, latest first, and then those bookmarked."""
    return headlines(
        connection.execute(
            f"SELECT {HEADLINE} FROM marks JOIN headlines ON headlines.id = marks.id"  # noqa: S608 - our own constants
            " WHERE (marks.wanted IS NOT NULL OR marks.bookmarked IS NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.key = headlines.key AND articles.missing = 0)"
            " ORDER BY marks.wanted DESC, marks.bookmarked DESC, headlines.time DESC, headlines.key DESC"
        )
    )


def seconds(moment: datetime | None) -> int | None:
    """A time as it is stored."""
    return None if moment is None else int(moment.timestamp())


def moment(stored: int | None) -> datetime | None:
    """A stored time."""
    return None if stored is None else datetime.fromtimestamp(stored, UTC)


def _placed(table: str, shelf: Shelf, stock: Stock | None, before: date | None) -> Picked:
    """What stands in a section, in a paper, or where both are empty in all papers of the stock."""
    where = "source = ? AND section = ?"
    parameters: tuple[str, ...] = (shelf.source, shelf.section)
    if stock is not None and not shelf.source:
        where, parameters = _OF_PAPERS, (array(stock.papers),)
    if stock is not None and stock.withheld and not shelf.section:
        where += f" AND NOT {_WITHHELD.format(table=table)}"
        parameters = (*parameters, _names(stock))
    if before is not None:
        where += f" AND time < {int(datetime.combine(before, time(), VIETNAM).timestamp())}"
    narrowing, words = _narrowed_by(shelf.words, stock)
    return Picked(
        f"SELECT key, 0 AS rank, time, source FROM {table} WHERE {where}{narrowing}",  # noqa: S608
        (*parameters, *words),
        _INDEXED,
    )


def _narrowed_by(words: str, stock: Stock | None) -> tuple[str, tuple[str, ...]]:
    """The condition that a row has all the words, and its parameters."""
    names = stock.names if stock else ()
    parameters: list[str] = []
    for word, query in search.narrowing(words):
        papers = [paper for paper, name in names if any(part.startswith(word) for part in name.split())]
        parameters += [query, array(papers)]
    return _HAS_WORD * (len(parameters) // 2), tuple(parameters)


def _narrowed(connection: sqlite3.Connection, stock: Stock | None) -> Stock | None:
    """The stock with those of its withheld sections that hold anything, which are few."""
    if stock is None or not stock.withheld:
        return stock
    records = connection.execute(
        "SELECT json_extract(off.value, '$[0]') AS paper, json_extract(off.value, '$[1]') AS part"
        " FROM json_each(?) AS off"
        " WHERE EXISTS (SELECT 1 FROM placements WHERE source = paper AND section = part)",
        (array(stock.withheld),),
    )
    return replace(stock, withheld=tuple(records))


def _hidden(
    connection: sqlite3.Connection, table: str, stock: Stock, name: str = "source", paper: str = ""
) -> Mapping[Any, int]:
    """How many headlines of a paper, or of all, stand in sections only that are withheld, by `source` or another name.

    The name is an expression over `source` and `time`.
    """
    records = connection.execute(
        f"SELECT {name}, count(*) FROM (SELECT DISTINCT held.source, held.key, held.time"  # noqa: S608 - our own constants
        f" FROM json_each(?) AS off CROSS JOIN {table} AS held"
        " ON held.source = json_extract(off.value, '$[0]') AND held.section = json_extract(off.value, '$[1]')"
        f") AS held WHERE {_WITHHELD.format(table='held')} AND (? = '' OR source = ?) GROUP BY 1",
        (array(stock.withheld), _names(stock), paper, paper),
    )
    return dict(records.fetchall())


def _names(stock: Stock) -> str:
    return array([f"{paper}/{section}" for paper, section in stock.withheld])


def headlines(records: Iterable[tuple[Any, ...]]) -> list[Headline]:
    """Headlines out of records with the columns of `HEADLINE`."""
    return [headline_of(record) for record in records]


def headline_of(record: tuple[Any, ...]) -> Headline:
    """The headline of a record of the columns `HEADLINE`."""
    identity, source, section, title, url, published, summary, image = record
    return Headline(identity, source, section, title, url, moment(published), summary, image)


def _row(record: tuple[Any, ...]) -> Row:
    *printed, time, read, bookmarked, offline, changed, withdrawn = record
    when = datetime.fromtimestamp(time, UTC)
    marks = bool(read), bool(bookmarked), bool(offline)
    return Row(headline_of(tuple(printed)), when, *marks, moment(changed), bool(withdrawn))


def array(value: object) -> str:
    """An array for `json_each`."""
    return msgspec.json.encode(value).decode()
