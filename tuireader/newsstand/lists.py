"""Long lists by the page: what stands on a shelf in groups with their sizes, and any page of it, or the place of a row.

A `Listing` is how a shelf was when it was counted. The library may change afterwards; a page is found by its group, so
that what changed in another group moves nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from tuireader import dates
from tuireader.model import Group, Order, Row, Shelf, Stock
from tuireader.newsstand.librarian import Librarian
from tuireader.store import Store

CROSSING = ("latest", "unread")
"""Kinds of shelves that hold rows of several papers, and so can be sorted by paper."""


class Listing(Struct, frozen=True):
    """A shelf in groups, in the order of the list: by day, by paper, or in one group without a name."""

    shelf: Shelf
    groups: tuple[Group, ...]
    by: Order = "time"
    papers: tuple[str, ...] = ()
    """Ids of the papers in their order."""

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(group.count for group in self.groups)

    @property
    def starts(self) -> list[int]:
        """The place of each group's first row."""
        return list(accumulate((group.count for group in self.groups), initial=0))[:-1]

    def start_of(self, place: int) -> int:
        """The place of the first row of the group in which that place is."""
        starts = self.starts
        return starts[bisect_right(starts, place) - 1] if starts else 0

    def group_of(self, row: Row) -> Group:
        """The group to which a row belongs, with as many rows as it has here."""
        wanted = _group(row, self.by) if self._named else Group(self.total)
        return next((group for group in self.groups if _is_same(group, wanted)), replace(wanted, count=0))

    def sort_key(self, row: Row) -> tuple[float, float]:
        """What rows are sorted by, groups first and the newest first in each."""
        return self.rank(self.group_of(row)), -row.time.timestamp()

    def including(self, rows: Iterable[Row]) -> Listing:
        """The listing with these rows besides, which it did not count."""
        groups = list(self.groups)
        for row in rows:
            known = replace(self, groups=tuple(groups)).group_of(row)
            if known in groups:
                groups[groups.index(known)] = replace(known, count=known.count + 1)
            else:
                groups.append(replace(known, count=1))
        return replace(self, groups=tuple(sorted(groups, key=self.rank)))

    @property
    def _named(self) -> bool:
        return is_grouped(self.shelf)

    def rank(self, group: Group) -> float:
        """What groups are sorted by."""
        if group.day is not None:
            return -group.day.toordinal()
        return self.papers.index(group.paper) if group.paper in self.papers else len(self.papers)


class Lists:
    """Asks the library for listings and pages of them."""

    def __init__(self, librarian: Librarian, stock: Callable[[], Stock]) -> None:
        """`stock` gives what lies on the stand now."""
        self._librarian = librarian
        self._stock = stock

    async def listing(self, shelf: Shelf, by: Order = "time") -> Listing:
        """Count a shelf. Only the shelves that cross papers can be sorted by paper; others are by time all the same."""
        return await self._librarian.ask(_listing, shelf, by if shelf.kind in CROSSING else "time", self._stock())

    async def page(self, listing: Listing, place: int, limit: int, *, above: Sequence[str] = ()) -> list[Row]:
        """The rows from a place on. `above` are the ids of those of its group above it that the reader may have taken
        from the shelf meanwhile by a mark; the library knows best which."""
        return await self._librarian.ask(_page, listing, place, limit, above=above, stock=self._stock())

    async def around(self, listing: Listing, place: int, size: int) -> tuple[int, list[Row]]:
        """The page of a place and the one above, with the place of the first row; all above where order needs it."""
        page = min(place, max(listing.total - 1, 0)) // size
        start = max(page - 1, 0) * size if is_grouped(listing.shelf) else 0
        return start, await self.page(listing, start, (page + 1) * size - start)

    @contextmanager
    def rehearse(self) -> Iterator[None]:
        """What the newsstand is asked inside, and which changes nothing, it answers once more without a library."""
        with self._librarian.rehearse():
            yield

    async def place(self, listing: Listing, headline_id: str) -> int | None:
        """Where a row stands or would stand; None where that cannot be told without reading the list."""
        return await self._librarian.ask(_place, listing, headline_id, self._stock())


def is_grouped(shelf: Shelf) -> bool:
    """Whether a shelf is sorted by what its groups are named after; bookmarks, pack and answers to a search are not."""
    return shelf.kind not in ("bookmarks", "packed", "search")


def _listing(store: Store, shelf: Shelf, by: Order, stock: Stock) -> Listing:
    if not is_grouped(shelf):
        return Listing(shelf, (Group(store.count(shelf, stock)),))
    empty = Listing(shelf, (), by, stock.papers)
    return replace(empty, groups=tuple(sorted(store.groups(shelf, by, stock), key=empty.rank)))


def _page(store: Store, listing: Listing, place: int, limit: int, *, above: Sequence[str], stock: Stock) -> list[Row]:
    if not is_grouped(listing.shelf):
        return store.rows(listing.shelf, limit=limit, offset=place, stock=stock, above=above)
    starts = listing.starts
    first = max(bisect_right(starts, place) - 1, 0)
    rows: list[Row] = []
    for group, start in zip(listing.groups[first:], starts[first:], strict=True):
        offset, marked = (place - start, above) if start <= place else (0, ())
        if listing.by == "time":
            # The days after it follow by themselves.
            return store.rows(listing.shelf, limit=limit, offset=offset, stock=stock, before=_end(group), above=marked)
        rows += store.rows(_part(listing, group), limit=limit - len(rows), offset=offset, stock=stock, above=marked)
        if len(rows) >= limit:
            break
    return rows


def _place(store: Store, listing: Listing, headline_id: str, stock: Stock) -> int | None:
    row = store.row(headline_id)
    if row is None or not is_grouped(listing.shelf):
        return None
    group = listing.group_of(row)
    above = sum(other.count for other in listing.groups if listing.rank(other) < listing.rank(group))
    return above + store.newer(_part(listing, group), row.headline.id, stock=stock, before=_end(group))


def _part(listing: Listing, group: Group) -> Shelf:
    """The shelf of a group alone, where that is one."""
    if listing.by == "time":
        return listing.shelf
    return replace(listing.shelf, kind="unread" if listing.shelf.kind == "unread" else "source", source=group.paper)


def _end(group: Group) -> date | None:
    """The day before which its rows are."""
    return None if group.day is None else group.day + timedelta(days=1)


def _group(row: Row, by: Order) -> Group:
    if by == "paper":
        return Group(0, paper=row.headline.source)
    return Group(0, day=dates.local(row.time).date())


def _is_same(one: Group, other: Group) -> bool:
    return (one.day, one.paper) == (other.day, other.paper)
