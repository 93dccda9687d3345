"""Owns the other names of an article: by which identities the library knows one that it once called differently.

An identity, once given, stays, for the reader's marks are kept under it. When a paper's file learns to read the numbers
in its addresses, or an article moves to another address under the same guid, the new identity becomes a name of the old
one.
"""

from __future__ import annotations

import sqlite3

from msgspec.structs import replace

from tuireader.model import Headline
from tuireader.store.shelves import seconds


def resolved(connection: sqlite3.Connection, identity: str) -> str:
    """The identity under which the library keeps what has this identity or name."""
    record = connection.execute("SELECT id FROM names WHERE name = ?", (identity,)).fetchone()
    return str(record[0]) if record else identity


def settled(connection: sqlite3.Connection, headline: Headline) -> Headline:
    """A headline, not known by its id, under the identity that its article has here; its names are remembered."""
    identity = resolved(connection, headline.id)
    if identity == headline.id:
        identity = _former(connection, headline) or _by_guid(connection, headline) or headline.id
    names = [name for name in (headline.id, headline.guid) if name and name != identity]
    connection.executemany("INSERT OR IGNORE INTO names (name, id) VALUES (?, ?)", ((name, identity) for name in names))
    return replace(headline, id=identity)


def _former(connection: sqlite3.Connection, headline: Headline) -> str:
    """Its former identity, if the library or the reader's marks know that."""
    if not headline.former:
        return ""
    former = resolved(connection, headline.former)
    known = connection.execute(
        "SELECT 1 FROM headlines WHERE id = ?1 UNION ALL SELECT 1 FROM marks WHERE id = ?1", (former,)
    ).fetchone()
    return former if known else ""


def _by_guid(connection: sqlite3.Connection, headline: Headline) -> str:
    """The article with its guid, if that was printed at the same time or with the same title.

    Some feeds give everything one guid.
    """
    if not headline.guid:
        return ""
    record = connection.execute(
        "SELECT headlines.id, title, published FROM names JOIN headlines ON headlines.id = names.id WHERE name = ?",
        (headline.guid,),
    ).fetchone()
    if record is None:
        return ""
    identity, title, published = record
    is_same = title == headline.title or (published is not None and published == seconds(headline.published))
    return str(identity) if is_same else ""
