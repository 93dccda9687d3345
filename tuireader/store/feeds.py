"""Owns what the tries of papers brought: the last word on each feed, and how the latest pages could be read."""

from __future__ import annotations

import sqlite3
from typing import Any, Literal

from tuireader.model import FeedState, Reading
from tuireader.store.shelves import moment, seconds

PAGES_KEPT = 20
"""Of each paper the article pages read last."""
Body = Literal["rules", "generic", "none"]

_COLUMNS = (
    "url, checked, succeeded, failures, wait_until, digest, entries, newest, gap, moved_to, fault, status, detail"
)
_OLDER = """
DELETE FROM pages WHERE source = ?1 AND key NOT IN
    (SELECT key FROM pages WHERE source = ?1 ORDER BY key DESC LIMIT ?2)
"""


def states(connection: sqlite3.Connection, url: str | None = None) -> list[FeedState]:
    """What is known of all feeds by their addresses, or of the one at `url`."""
    clause, parameters = ("WHERE url = ?", (url,)) if url is not None else ("ORDER BY url", ())
    return [
        _state(record)
        for record in connection.execute(f"SELECT {_COLUMNS} FROM feeds {clause}", parameters)  # noqa: S608 - our own constants
    ]


def put_state(connection: sqlite3.Connection, state: FeedState) -> None:
    """Remember what is known of a feed."""
    record = (
        state.url,
        seconds(state.checked),
        seconds(state.succeeded),
        state.failures,
        seconds(state.wait_until),
        state.digest,
        state.entries,
        seconds(state.newest),
        state.gap,
        state.moved_to,
        state.fault,
        state.status,
        state.detail,
    )
    places = ", ".join("?" * len(record))
    connection.execute(f"INSERT OR REPLACE INTO feeds ({_COLUMNS}) VALUES ({places})", record)  # noqa: S608 - our own constants


def put_page(connection: sqlite3.Connection, source: str, url: str, body: Body) -> None:
    """Remember how the page at `url` could be read, as the newest of its paper; of one page the last word counts."""
    connection.execute("INSERT OR REPLACE INTO pages (source, url, body) VALUES (?, ?, ?)", (source, url, body))
    connection.execute(_OLDER, (source, PAGES_KEPT))


def readings(connection: sqlite3.Connection) -> dict[str, Reading]:
    """By source id, how the pages kept could be read."""
    counted: dict[str, dict[str, int]] = {}
    for source, body, number in connection.execute("SELECT source, body, count(*) FROM pages GROUP BY source, body"):
        counted.setdefault(source, {})[body] = number
    return {
        source: Reading(bodies.get("rules", 0), bodies.get("generic", 0), bodies.get("none", 0))
        for source, bodies in counted.items()
    }


def _state(record: tuple[Any, ...]) -> FeedState:
    url, checked, succeeded, failures, wait_until, digest, entries, newest, *rest = record
    return FeedState(
        url,
        moment(checked),
        moment(succeeded),
        failures,
        moment(wait_until),
        digest,
        entries,
        moment(newest),
        *rest,
    )
