"""Owns the versions of an article: what counts as another one, what is kept of the former, and when to ask again.

The rule of asking again: a carried article of the last two days when its age has doubled since its page was last asked
for, at the earliest after an hour, so some six times in all; at once when its feed gives it another title; one with a
bookmark besides once a day in the first week of the bookmark. Pages that failed lately wait as long as any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tuireader.model import Article, Block, Headline, Place
from tuireader.store import marking, search, shelves
from tuireader.store.shelves import moment, seconds
from tuireader.text import count_words, exact

YOUNG = timedelta(days=2)
"""How long after it was printed an article is asked for again."""
SOONEST = timedelta(hours=1)
"""Between two tries, but for a new title."""
RETITLED_AFTER = timedelta(minutes=10)
"""Between two tries when the title changes: some feeds go to and fro between two titles."""
KEPT_FOR, KEPT_EVERY = timedelta(days=7), timedelta(days=1)
"""How long and how often what is bookmarked is asked for again."""

# Differences of times are taken without their sign: after a clock was set back nothing waits for years, and whatever
# is asked for bears the new time afterwards.
_DUE = f"""
SELECT {shelves.HEADLINE} FROM (
    SELECT articles.key AS key, articles.retitled AS retitled, marks.bookmarked AS bookmarked, headlines.time AS time,
        max(:now - headlines.time, 0) AS age, abs(:now - coalesce(articles.asked, articles.fetched)) AS pause,
        CASE WHEN coalesce(articles.asked, articles.fetched) > :now THEN 0
            ELSE coalesce(articles.asked, articles.fetched) - headlines.time END AS asked_at
    FROM headlines JOIN articles ON articles.key = headlines.key LEFT JOIN marks ON marks.id = headlines.id
    WHERE articles.missing = 0 AND (
        headlines.key IN (SELECT key FROM placements WHERE source = '' AND section = '' AND time > :now - :young)
        OR headlines.id IN (SELECT id FROM marks WHERE bookmarked IS NOT NULL AND abs(:now - bookmarked) < :kept_for)
    )
) AS carried JOIN headlines ON headlines.key = carried.key
WHERE (
    (carried.age < :young AND carried.pause >= max(:soonest, carried.asked_at))
    OR (carried.retitled AND carried.pause >= :retitled_after)
    OR (carried.bookmarked IS NOT NULL AND carried.pause >= :kept_every)
) AND NOT EXISTS (SELECT 1 FROM feeds WHERE feeds.url = headlines.url AND feeds.wait_until > :now)
ORDER BY carried.retitled DESC, carried.bookmarked IS NULL, carried.time DESC, carried.key DESC LIMIT :limit
"""  # noqa: S608 - our own constants


class Edition(Struct, frozen=True):
    """One version of an article, and when it came."""

    article: Article
    fetched: datetime


def due(connection: sqlite3.Connection, now: datetime, limit: int) -> list[Headline]:
    """The headlines whose pages are to be asked for again: other titles, then bookmarks, then the newest."""
    spans = {
        "young": YOUNG, "soonest": SOONEST, "retitled_after": RETITLED_AFTER,
        "kept_for": KEPT_FOR, "kept_every": KEPT_EVERY,
    }  # fmt: skip
    numbers = {name: int(span.total_seconds()) for name, span in spans.items()}
    return shelves.headlines(connection.execute(_DUE, {**numbers, "now": seconds(now), "limit": limit}))


def note_asked(connection: sqlite3.Connection, identity: str, when: int, *, withdrawn: bool | None) -> None:
    """Note that the page was asked for and brought nothing new; `withdrawn` as far as the answer says so."""
    connection.execute(
        "UPDATE articles SET asked = ?, retitled = 0, withdrawn = CASE ? WHEN 1 THEN coalesce(withdrawn, ?)"
        " WHEN 0 THEN NULL ELSE withdrawn END WHERE key = (SELECT key FROM headlines WHERE id = ?)",
        (when, withdrawn, when, identity),
    )


def put(connection: sqlite3.Connection, identity: str, key: int, article: Article, when: int) -> bool:
    """Store an article, and what was there before as a former version if its words are others; whether they are."""
    before = connection.execute("SELECT article, fetched, missing FROM articles WHERE key = ?", (key,)).fetchone()
    former = _decoded(before[0]) if before is not None else None
    is_same = former is not None and same_words(former, article)
    # An article whose pages come one after the other is not another one each time.
    is_other = former is not None and not is_same and not before[2]
    if former is not None and is_other:
        connection.execute("INSERT INTO versions (key, article, fetched) VALUES (?, ?, ?)", (key, before[0], before[1]))
        _move_place(connection, identity, former, article)
    connection.execute(
        "INSERT INTO articles (key, article, words, fetched, missing, asked, changed) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET article = excluded.article, words = excluded.words, asked = excluded.asked,"
        " fetched = excluded.fetched, missing = excluded.missing, changed = coalesce(excluded.changed, changed),"
        " withdrawn = NULL, retitled = 0",
        (
            key,
            msgspec.msgpack.encode(article),
            count_words(search.body_text(article.blocks)),
            when,
            len(article.next_pages),
            when,
            when if is_other else None,
        ),
    )
    if former is None or not is_same or (former.authors, former.tags) != (article.authors, article.tags):
        search.update_body(connection, key, article)
    return is_other


def editions(connection: sqlite3.Connection, identity: str) -> list[Edition]:
    """All versions that are here, the newest last; those of a shape that is not known any more are left out."""
    records = connection.execute(
        "SELECT article, fetched FROM (SELECT key, article, fetched, number FROM versions"
        " UNION ALL SELECT key, article, fetched, 9e18 FROM articles)"
        " WHERE key = (SELECT key FROM headlines WHERE id = ?) ORDER BY number",
        (identity,),
    )
    read = [(_decoded(blob), moment(fetched)) for blob, fetched in records]
    return [Edition(article, when) for article, when in read if article is not None and when is not None]


def same_words(one: Article, other: Article) -> bool:
    """Whether two versions say the same; spaces, punctuation, pictures and links make no difference."""
    return _words(one) == _words(other)


def moved_place(place: Place, before: Sequence[Block], after: Sequence[Block]) -> Place:
    """Where in the blocks `after` is what was at a place among those `before`."""
    count = len(before)
    if not 0 < place.block <= count:  # the head, or what stands below the text
        return place if place.block <= 0 else replace(place, block=place.block - count + len(after))
    for index in range(place.block - 1, -1, -1):
        if before[index] in after:
            found = min(
                (at for at, block in enumerate(after) if block == before[index]), key=lambda at: abs(at - index)
            )
            return replace(place, block=found + 1) if index == place.block - 1 else Place(found + 1, 1.0)
    return replace(place, block=min(place.block, len(after)))


def _move_place(connection: sqlite3.Connection, identity: str, former: Article, article: Article) -> None:
    """Let the reader's place stay at its paragraph."""
    if (place := marking.place(connection, identity)) is not None:
        moved = moved_place(place, former.blocks, article.blocks)
        connection.execute(
            "UPDATE marks SET block = ?, fraction = ? WHERE id = ?", (moved.block, moved.fraction, identity)
        )


def _words(article: Article) -> list[str]:
    return search.tokens(exact("\n".join((article.title, article.lead, search.body_text(article.blocks)))))


def _decoded(blob: bytes) -> Article | None:
    try:
        return msgspec.msgpack.decode(blob, type=Article)
    except msgspec.DecodeError:
        return None
