"""Owns the other names of an article: by which identities the library knows one that it once called differently.

An identity, once given, stays, for the reader's marks are kept under it. When a paper's file learns to read the numbers
in its addresses, or an article moves to another address under the same guid, the new identity becomes a name of the old
one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from msgspec.structs import replace

from tuireader.model import Headline
from tuireader.store.shelves import array, seconds

_NAMED = "SELECT name, id FROM names WHERE name IN (SELECT value FROM json_each(?))"
_THERE = """
SELECT id FROM headlines WHERE id IN (SELECT value FROM json_each(?1))
UNION SELECT id FROM marks WHERE id IN (SELECT value FROM json_each(?1))
"""


def resolved(connection: sqlite3.Connection, identity: str) -> str:
    """The identity under which the library keeps what has this identity or name."""
    record = connection.execute("SELECT id FROM names WHERE name = ?", (identity,)).fetchone()
    return str(record[0]) if record else identity


class Names:
    """What a print of headlines may already be called in the library, asked for once for all of them."""

    def __init__(self, connection: sqlite3.Connection, headlines: Sequence[Headline]) -> None:
        """Holds until the library is changed by others than itself."""
        self._connection = connection
        called = {name for one in headlines for name in (one.id, one.former, one.guid) if name}
        self._known: dict[str, str] = dict(connection.execute(_NAMED, (array(tuple(called)),)))
        former = {self._known.get(one.former, one.former) for one in headlines if one.former}
        there = connection.execute(_THERE, (array(tuple(former)),)) if former else ()
        self._there = {identity for (identity,) in there}

    def settled(self, headline: Headline) -> Headline:
        """A headline, not known by its id, under the identity that its article has here; its names are remembered."""
        identity = self._resolved(headline.id)
        if identity == headline.id:
            identity = self._former(headline) or self._by_guid(headline) or headline.id
        for name in (headline.id, headline.guid):
            if name and name != identity and name not in self._known:
                self._known[name] = identity
                if identity != headline.id:
                    self._there.add(identity)
                self._connection.execute("INSERT INTO names (name, id) VALUES (?, ?)", (name, identity))
        return headline if identity == headline.id else replace(headline, id=identity)

    def _resolved(self, identity: str) -> str:
        return self._known.get(identity, identity)

    def _former(self, headline: Headline) -> str:
        """Its former identity, if the library or the reader's marks know that."""
        former = self._resolved(headline.former)
        return former if former in self._there else ""

    def _by_guid(self, headline: Headline) -> str:
        """The article with its guid, if that was printed at the same time or with the same title.

        Some feeds give everything one guid.
        """
        if not (known := self._known.get(headline.guid, "")):
            return ""
        record = self._connection.execute("SELECT title, published FROM headlines WHERE id = ?", (known,)).fetchone()
        if record is None:
            return ""
        title, published = record
        is_same = title == headline.title or (published is not None and published == seconds(headline.published))
        return known if is_same else ""
