"""The library: headlines, articles and what the reader did, in one SQLite file that only this package touches.

A `Store` is synchronous and is used by one thread at a time. Every method raises StoreError or one of its kinds and
nothing of SQLite's; those that change something raise LibraryLocked when the library is open for reading only. A
method that returned has its change on the disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Self

import msgspec

from tuireader.model import Article, Counts, FeedState, Group, Headline, Order, Place, Reading, Row, Shelf, Stock
from tuireader.store import beside, editions, feeds, intake, marking, naming, shelves, usage
from tuireader.store.faults import translated
from tuireader.store.keeping import Keeping
from tuireader.store.opening import open_library, take_over
from tuireader.store.packing import Packs
from tuireader.store.shelves import moment, seconds

__all__ = ["Store"]


class Store(Keeping):
    """An open library. Make one with `Store.open`."""

    @property
    def packs(self) -> Packs:
        """What the reader takes along."""
        return Packs(self._reading, self._writing)

    @classmethod
    def open(cls, path: Path | None, *, read_only: bool = False) -> Self:
        """Open the library at `path`, made when there is none, or an empty one in memory for None.

        While another process has it open for writing, it is opened for reading; what the other writes is seen. Raises
        LibraryTooNew or LibraryBroken, and then the file is as it was; LibraryFull when the place may not be written;
        LibraryLocked when another process is only just creating or upgrading it.
        """
        return cls(path, open_library(path, read_only=read_only))

    def close(self) -> None:
        """Close the library and let others write it. May be called again."""
        # What the checkpoint would have moved into the file is safe in the log beside it, so its failure costs nothing.
        with suppress(sqlite3.Error):
            if self.writable:
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self._connection.close()
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)

    def take_over(self) -> bool:
        """Write from now on, if no other process does any more; raises as `open` does, and then goes on reading."""
        if self.damage is not None:
            raise self.damage
        if not self.writable and self.path is not None and (opened := take_over(self.path)) is not None:
            self._connection.close()
            self._connection, self.writable, self._lock, _ = opened
        return self.writable

    def wish_for_news(self) -> None:
        """Ask the process that writes the library to fetch news."""
        if self.path is not None:
            with translated(self.path):
                beside.wish_of(self.path).touch(0o600)

    def take_wish(self) -> bool:
        """Whether another process asked for news since the last call."""
        if self.path is not None:
            with translated(self.path), suppress(FileNotFoundError):
                beside.wish_of(self.path).unlink()
                return True
        return False

    def data_version(self) -> int:
        """A number that is another one than at the last call when another process has changed the library since."""
        with self._reading() as connection:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            return int(version)

    def add(self, headlines: Sequence[Headline], seen: datetime) -> list[str]:
        """Store what a section prints, and return the ids that are new, in their order.

        All or nothing. A known headline gets its new title, summary and address, keeps its time and what the reader
        did, and stands in one section more when it is printed there.
        """
        with self._writing() as connection:
            return intake.add(connection, headlines, seen)

    def take_in(self, prints: Sequence[intake.Print]) -> list[list[str]]:
        """Store what sections print as `add` does, with what is known of their feeds then: all of it or nothing."""
        with self._writing() as connection:
            return [intake.take_in(connection, printed) for printed in prints]

    def rows(
        self,
        shelf: Shelf,
        *,
        limit: int = 200,
        offset: int = 0,
        stock: Stock | None = None,
        before: date | None = None,
        above: Sequence[str] = (),
    ) -> list[Row]:
        """A page of the shelf, newest first; bookmarks by when they were set, answers to a search by how well they fit.

        Of equal times the one that arrived last is first, and of one feed the one that stands first in it. The
        shelves latest, unread and source show what of the `stock` lies out, or everything for None. A list by time can
        begin with what is from `before` a day in Vietnam. The `offset` counts what the reader has taken from the shelf
        by a mark, where it is among the ids `above`.
        """
        with self._reading() as connection:
            return shelves.rows(connection, shelf, limit, offset, stock=stock, before=before, above=above)

    def groups(self, shelf: Shelf, by: Order, stock: Stock | None = None) -> list[Group]:
        """How many rows a list by time has of each day in Vietnam or of each paper, in no order."""
        with self._reading() as connection:
            return shelves.groups(connection, shelf, by, stock)

    def newer(self, shelf: Shelf, id: str, *, stock: Stock | None = None, before: date | None = None) -> int:
        """How many rows of a list by time stand above a headline, which may stand on another shelf; 0 for none."""
        with self._reading() as connection:
            return shelves.newer(connection, shelf, id, stock, before)

    def count(self, shelf: Shelf, stock: Stock | None = None) -> int:
        """How many rows the shelf has; of a search at most some thousands are counted."""
        with self._reading() as connection:
            return shelves.count(connection, shelf, stock)

    def counts(self, stock: Stock | None = None) -> Counts:
        """How many are unread; sources and sections without any are absent."""
        with self._reading() as connection:
            return shelves.counts(connection, stock)

    def row(self, id: str) -> Row | None:
        """The row of the article with that id, or with that other name."""
        with self._reading() as connection:
            return shelves.row(connection, id) or shelves.row(connection, naming.resolved(connection, id))

    def uncarried(self, source: str, section: str, limit: int) -> list[Headline]:
        """Those of the newest `limit` headlines of the section whose full text is not here with all its pages."""
        with self._reading() as connection:
            return shelves.uncarried(connection, source, section, limit)

    def wanted(self) -> list[Headline]:
        """What to carry home before all else: headlines that were wanted in vain, latest first, then the bookmarked."""
        with self._reading() as connection:
            return shelves.wanted(connection)

    def article(self, id: str) -> Article | None:
        """The full text, None when it is not here, or was stored in a shape that this version does not know."""
        with self._reading() as connection:
            record = connection.execute(
                "SELECT article FROM articles JOIN headlines USING (key) WHERE id = ?", (id,)
            ).fetchone()
        if record is None:
            return None
        try:
            return msgspec.msgpack.decode(record[0], type=Article)
        except msgspec.DecodeError:
            return None

    def put_article(self, id: str, article: Article, fetched: datetime) -> bool:
        """Store the full text of a known headline, for reading and for searching; what it replaces is kept.

        Gives whether its words are others than before. One that names `next_pages` can be read, but still counts among
        what is to be carried home. How its page could be read is remembered as by `put_page`. Raises KeyError when no
        headline has that id.
        """
        with self._writing() as connection:
            record = connection.execute("SELECT key, source, url FROM headlines WHERE id = ?", (id,)).fetchone()
            if record is None:
                raise KeyError(id)
            key, source, url = record
            feeds.put_page(connection, source, url, "rules" if article.by_rules else "generic")
            return editions.put(connection, id, key, article, int(fetched.timestamp()))

    def read(self, ids: Sequence[str], when: datetime | None) -> list[str]:
        """Mark as read at that time, or as unread for None; return the ids that were not so before."""
        with self._writing() as connection:
            return marking.read(connection, ids, seconds(when))

    def read_all(self, shelf: Shelf, when: datetime, stock: Stock | None = None) -> list[str]:
        """Mark all of the shelf as read; return the ids that were unread, with which `read` can undo it."""
        with self._writing() as connection:
            return marking.read(connection, shelves.unread_ids(connection, shelf, stock), seconds(when))

    def bookmark(self, id: str, when: datetime | None) -> datetime | None:
        """Bookmark at that time, or no longer for None; gives when it was bookmarked before, for undo."""
        with self._writing() as connection:
            return moment(marking.bookmark(connection, id, seconds(when)))

    def want(self, id: str, when: datetime) -> None:
        """Note that the reader wanted the full text at that time and could not have it."""
        with self._writing() as connection:
            marking.want(connection, id, int(when.timestamp()))

    def place(self, id: str) -> Place | None:
        """Where the reader stopped in the article."""
        with self._reading() as connection:
            return marking.place(connection, id)

    def set_place(self, id: str, place: Place, when: datetime | None = None) -> None:
        """Remember where the reader stopped, and when."""
        with self._writing() as connection:
            marking.set_place(connection, id, place, seconds(when))

    def feed_state(self, url: str) -> FeedState | None:
        """What is known of the feed at that address."""
        with self._reading() as connection:
            return next(iter(feeds.states(connection, url)), None)

    def feed_states(self) -> list[FeedState]:
        """What is known of all feeds, by address."""
        with self._reading() as connection:
            return feeds.states(connection)

    def put_feed_state(self, state: FeedState) -> None:
        """Remember what is known of a feed."""
        with self._writing() as connection:
            feeds.put_state(connection, state)

    def put_page(self, source: str, url: str, body: feeds.Body) -> None:
        """Remember how an article page of a paper could be read, among the latest ones of that paper."""
        with self._writing() as connection:
            feeds.put_page(connection, source, url, body)

    def readings(self) -> dict[str, Reading]:
        """By source id, how the article pages read lately could be read."""
        with self._reading() as connection:
            return feeds.readings(connection)

    def use(self, use: usage.DayUse) -> None:
        """Add to what came over the network on a day."""
        with self._writing() as connection:
            usage.add(connection, use)

    def uses(self, since: date) -> list[usage.DayUse]:
        """What came over the network on each day from that one on, the latest first; days without anything are not."""
        with self._reading() as connection:
            return usage.days(connection, since)
