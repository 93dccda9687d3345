"""What the reader did to articles and to the choice of papers, and how it is undone. Owns the undo stack of one run."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tuireader.model import Choice, Row, Shelf
from tuireader.newsstand import Newsstand


class Change(Struct, frozen=True):
    """Some articles now have another mark: `read` or `bookmarked` is the new value, the other is None."""

    ids: tuple[str, ...]
    read: bool | None = None
    bookmarked: bool | None = None
    since: datetime | None = None
    """Since when the article was bookmarked that no longer is."""


class Marks:
    """Sets marks through the newsstand. Every method returns only when the mark is on disk."""

    def __init__(self, newsstand: Newsstand) -> None:
        self._newsstand = newsstand
        self._done: list[Change | Choice] = []

    async def bookmark(self, row: Row) -> Change:
        """Keep an article, or no longer."""
        change = Change((row.headline.id,), bookmarked=not row.bookmarked)
        change = replace(change, since=await self._apply(change))
        self._done.append(change)
        return change

    async def read(self, row: Row, *, read: bool) -> Change:
        """Mark one article by the reader's own wish."""
        change = Change((row.headline.id,), read=read)
        await self._apply(change)
        self._done.append(change)
        return change

    async def opened(self, row: Row) -> Change:
        """An article was opened, which needs no undo."""
        return Change(tuple(await self._newsstand.read([row.headline.id])), read=True)

    async def read_all(self, shelf: Shelf) -> Change:
        """Mark a whole list as read."""
        change = Change(tuple(await self._newsstand.read_all(shelf)), read=True)
        if change.ids:
            self._done.append(change)
        return change

    def chosen(self, before: Choice) -> None:
        """Papers were chosen; the choice before is what undoing leads back to."""
        self._done.append(before)

    async def undo(self) -> Change | Choice:
        """Take back the last thing done; a change of no article when there is nothing left.

        A choice is given back for whoever lays papers out.
        """
        if not self._done:
            return Change(())
        last = self._done[-1]
        if isinstance(last, Choice):
            self._done.pop()
            return last
        reverse = Change(
            last.ids,
            read=None if last.read is None else not last.read,
            bookmarked=None if last.bookmarked is None else not last.bookmarked,
            since=last.since,
        )
        await self._apply(reverse)
        self._done.pop()
        return reverse

    async def _apply(self, change: Change) -> datetime | None:
        """Set the marks; gives since when an article was bookmarked."""
        if change.read is not None:
            await self._newsstand.read(change.ids, read=change.read)
        if change.bookmarked is None:
            return None
        (headline_id,) = change.ids
        return await self._newsstand.bookmark(headline_id, keep=change.bookmarked, since=change.since)
