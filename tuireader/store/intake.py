"""Owns how printed headlines enter the library: what is new, what was edited, and where each one stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from tuireader.model import Headline
from tuireader.parsing.address import better_address
from tuireader.store import naming, search
from tuireader.store.shelves import moment, seconds

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No newspaper's feed is older: an earlier date is a fault of the feed."""


def add(connection: sqlite3.Connection, headlines: Sequence[Headline], seen: datetime) -> list[str]:
    """Store the headlines, newest first as a paper prints them, and return the ids of the unread ones that are new."""
    printed: dict[str, Headline] = {}
    fresh: dict[str, Headline] = {}
    placed: list[Headline] = []
    for named in headlines:
        headline, known = named, printed.get(named.id) or _known(connection, named.id)
        if known is None:
            headline = naming.settled(connection, named)
            known = printed.get(headline.id) or _known(connection, headline.id)
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
    for headline in reversed(newest_first):
        _insert(connection, headline, seen)
    _place(connection, placed)
    read = {identity for identity in fresh if _is_read(connection, identity)}
    return [identity for identity in fresh if identity not in read]


def sort_time(published: datetime | None, seen: datetime) -> datetime:
    """When a headline counts as news: a feed can neither pin itself on top nor sink below the year 1990."""
    return min(published, seen) if published is not None and published >= OLDEST else seen


def _known(connection: sqlite3.Connection, identity: str) -> Headline | None:
    record = connection.execute(
        "SELECT source, section, title, url, published, summary, image FROM headlines WHERE id = ?", (identity,)
    ).fetchone()
    if record is None:
        return None
    source, section, title, url, published, summary, image = record
    return Headline(identity, source, section, title, url, moment(published), summary, image)


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


def _insert(connection: sqlite3.Connection, headline: Headline, seen: datetime) -> None:
    key = connection.execute(
        "INSERT INTO headlines (id, source, section, title, url, published, seen, time, summary, image)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
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
        ),
    ).lastrowid
    search.insert(connection, key or 0, headline.title, headline.summary)


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
    shelves = [
        (source, section, headline.id)
        for headline in headlines
        for source, section in (("", ""), (headline.source, ""), (headline.source, headline.section))
    ]
    for table, condition in (
        ("placements", ""),
        ("unread", "AND NOT EXISTS (SELECT 1 FROM marks WHERE marks.id = headlines.id AND marks.read IS NOT NULL)"),
    ):
        connection.executemany(
            f"INSERT OR IGNORE INTO {table} (source, section, time, key)"  # noqa: S608 - our own constants
            f" SELECT ?, ?, time, key FROM headlines WHERE id = ? {condition}",
            shelves,
        )


def _is_read(connection: sqlite3.Connection, identity: str) -> bool:
    """Whether it was read, as one that was forgotten and is still printed may have been."""
    return (
        connection.execute("SELECT 1 FROM marks WHERE id = ? AND read IS NOT NULL", (identity,)).fetchone() is not None
    )
