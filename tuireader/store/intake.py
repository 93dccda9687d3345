"""Owns how printed headlines enter the library: what is new, what was edited, and where each one stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from msgspec.structs import replace

from tuireader.model import FeedState, Headline
from tuireader.parsing.address import better_address
from tuireader.store import feeds, naming, search
from tuireader.store.shelves import HEADLINE, array, headline_of, seconds

_THESE = f"SELECT {HEADLINE} FROM headlines WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own
_ALREADY_READ = "SELECT id FROM marks WHERE read IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
# One statement for all of a print: SQLite is not left and entered again for each record.
_NEW = """
INSERT INTO headlines (key, id, source, section, title, url, published, seen, time, summary, image)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
    json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'), json_extract(value, '$[6]'),
    json_extract(value, '$[7]'), json_extract(value, '$[8]'), json_extract(value, '$[9]'), json_extract(value, '$[10]')
FROM json_each(?)
"""
_PLACE = tuple(
    f"INSERT OR IGNORE INTO {table} (source, section, time, key) SELECT ?, ?, time, key FROM headlines"  # noqa: S608
    f" WHERE id IN (SELECT value FROM json_each(?)) {condition}"
    for table, condition in (
        ("placements", ""),
        ("unread", "AND NOT EXISTS (SELECT 1 FROM marks WHERE marks.id = headlines.id AND marks.read IS NOT NULL)"),
    )
)
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No newspaper's feed is older: an earlier date is a fault of the feed."""


class Print(NamedTuple):
    """What a section prints."""

    headlines: Sequence[Headline]
    seen: datetime
    state: Callable[[int], FeedState]
    """What is known of its feed, by how many of the headlines are new."""


def take_in(connection: sqlite3.Connection, printed: Print) -> list[str]:
    """Store what a section prints and what is known of it then, and return what `add` does."""
    new = add(connection, printed.headlines, printed.seen) if printed.headlines else []
    feeds.put_state(connection, printed.state(len(new)))
    return new


def add(connection: sqlite3.Connection, headlines: Sequence[Headline], seen: datetime) -> list[str]:
    """Store the headlines, newest first as a paper prints them, and return the ids of the unread ones that are new."""
    printed = _known(connection, (headline.id for headline in headlines))
    names = naming.Names(connection, [headline for headline in headlines if headline.id not in printed])
    fresh: dict[str, Headline] = {}
    placed: list[Headline] = []
    for named in headlines:
        headline, known = named, printed.get(named.id)
        if known is None:
            headline = names.settled(named)
            if headline.id != named.id:
                known = printed.get(headline.id) or _known(connection, (headline.id,)).get(headline.id)
        placed.append(headline)
        if known is None:
            fresh[headline.id] = printed[headline.id] = headline
        elif (merged := _merged(known, headline)) != known:
            printed[headline.id] = merged
            if headline.id in fresh:
                fresh[headline.id] = merged
            else:
                _update(connection, merged, retitled=merged.title != known.title)
    # A greater key is a later arrival, and among equal times the first of the feed is the newest.
    newest_first = sorted(fresh.values(), key=lambda each: sort_time(each.published, seen), reverse=True)
    _insert(connection, newest_first[::-1], seen)
    _place(connection, placed)
    read = {identity for (identity,) in connection.execute(_ALREADY_READ, (array(tuple(fresh)),))}
    return [identity for identity in fresh if identity not in read]


def sort_time(published: datetime | None, seen: datetime) -> datetime:
    """When a headline counts as news: a feed can neither pin itself on top nor sink below the year 1990."""
    return min(published, seen) if published is not None and published >= OLDEST else seen


def _known(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Headline]:
    """Those of the headlines that are here, by their ids."""
    return {record[0]: headline_of(record) for record in connection.execute(_THESE, (array(tuple(ids)),))}


def _merged(known: Headline, printed: Headline) -> Headline:
    """The headline as it is printed now; what this print leaves out stays, and so does the first date."""
    return replace(
        known,
        title=printed.title or known.title,
        url=better_address(known.url, printed.url) if printed.url else known.url,
        published=known.published or _sane(printed.published),
        summary=printed.summary or known.summary,
        image=printed.image or known.image,
    )


def _sane(published: datetime | None) -> datetime | None:
    return published if published is not None and published >= OLDEST else None


def _insert(connection: sqlite3.Connection, headlines: Sequence[Headline], seen: datetime) -> None:
    """Store new headlines, the last one with the greatest key."""
    (last,) = connection.execute("SELECT max(key) FROM headlines").fetchone()
    new = list(enumerate(headlines, (last or 0) + 1))
    records = [
        (
            key,
            headline.id,
            headline.source,
            headline.section,
            headline.title,
            headline.url,
            seconds(_sane(headline.published)),
            seconds(seen),
            seconds(sort_time(headline.published, seen)),
            headline.summary,
            headline.image,
        )
        for key, headline in new
    ]
    connection.execute(_NEW, (array(records),))
    search.insert(connection, [(key, headline.title, headline.summary) for key, headline in new])


def _update(connection: sqlite3.Connection, headline: Headline, *, retitled: bool) -> None:
    connection.execute(
        "UPDATE headlines SET title = ?, url = ?, published = ?, summary = ?, image = ? WHERE id = ?",
        (headline.title, headline.url, seconds(headline.published), headline.summary, headline.image, headline.id),
    )
    (key,) = connection.execute("SELECT key FROM headlines WHERE id = ?", (headline.id,)).fetchone()
    if retitled:
        connection.execute("UPDATE articles SET retitled = 1 WHERE key = ?", (key,))
    search.update(connection, key, headline.title, headline.summary)


def _place(connection: sqlite3.Connection, headlines: Iterable[Headline]) -> None:
    """Let each headline stand in its section, its paper and among the latest; if it is unread, among those as well."""
    shelves: dict[tuple[str, str], list[str]] = {}
    for headline in headlines:
        for shelf in (("", ""), (headline.source, ""), (headline.source, headline.section)):
            shelves.setdefault(shelf, []).append(headline.id)
    for shelf, ids in shelves.items():
        for statement in _PLACE:
            connection.execute(statement, (*shelf, array(ids)))
