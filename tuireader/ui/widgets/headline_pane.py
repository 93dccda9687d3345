"""The middle pane: a shelf's name, the search line, and its headlines fetched from the newsstand page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tuireader.model import Order, Row, Shelf
from tuireader.newsstand import Listing, Newsstand
from tuireader.text import clean_line
from tuireader.ui import phrases
from tuireader.ui.widgets.headlines import Headlines
from tuireader.ui.widgets.row_window import PAGE
from tuireader.ui.widgets.shelves import name_of
from tuireader.ui.widgets.steady import SteadyPane


class HeadlinePane(SteadyPane):
    """Shows one shelf. `Headlines.Highlighted` and `Headlines.Chosen` come from inside."""

    class Filled(Message):
        """The rows of the shelf are on the screen."""

        def __init__(self, shelf: Shelf) -> None:
            super().__init__()
            self.shelf = shelf

    class SearchLeft(Message):
        """The reader has typed enough and wants to walk in what was found."""

    def __init__(self, newsstand: Newsstand, by: Order, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._newsstand = newsstand
        self.shelf = Shelf("latest")
        """What is shown."""
        self._filled: Shelf | None = None
        """Of what shelf the rows in the list are."""
        self._before = self.shelf, 0, ""
        """The shelf from before the search, where its cursor was, and on which headline."""
        self._narrows = False
        """Whether what is typed narrows that shelf, instead of searching everything."""
        self.by = by
        """What lists that cross papers are sorted by."""
        self._listing = Listing(self.shelf, ())
        self.headlines = Headlines(self._paper_name, newsstand.clock, id="headlines")
        """The list itself."""

    def compose(self) -> ComposeResult:
        yield Static(id="shelf-name")
        yield Input(placeholder=phrases.SEARCH_HINT, id="search", compact=True)
        yield Static(id="no-rows")
        yield self.headlines

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.headlines.row

    @property
    def lasting_shelf(self) -> Shelf | None:
        """What is shown, without what narrows it; None for answers to a search."""
        return None if self.shelf.kind == "search" else replace(self.shelf, words="")

    @property
    def is_searching(self) -> bool:
        """Whether the search line is on the screen."""
        return self.has_class("searching")

    def show(self, shelf: Shelf, *, near: int = 0, select: str = "", line: int | None = None) -> None:
        """Show a shelf from its top, or with the headline of that id, which was at `near`, under the cursor.

        It stands on that `line` of the list then, if one is named.
        """
        self.shelf = shelf
        self._load(shelf, near, select, line)

    def show_again(self, shelf: Shelf) -> None:
        """Show a shelf anew; the headline under the cursor stays there if it is still on it."""
        self.show(shelf, near=self.headlines.cursor, select=self.row.headline.id if self.row else "")

    def refill(self, *, hold: bool) -> None:
        """Read the shelf again. What is under the cursor stays there; at the top only to `hold` it, else the newest is.

        Headlines that were read on the unread shelf stay too: they leave it when the reader does.
        """
        if self._filled == self.shelf:
            self._load_again(self.shelf, hold=hold)

    def open_search(self, *, narrow: bool = False) -> None:
        """Put the search line on the screen, for a search in everything, or to `narrow` the shelf that is shown."""
        line = self.query_one(Input)
        if not self.is_searching:
            self._before = self.shelf, self.headlines.cursor, self.row.headline.id if self.row else ""
            self._narrows = narrow
            self.add_class("searching")
            line.value = ""
        elif self._narrows != narrow:
            self._narrows = narrow
            self._look(line.value)
        line.placeholder = phrases.NARROW_HINT if narrow else phrases.SEARCH_HINT
        line.focus()

    def close_search(self) -> None:
        """Go back to the shelf from before the search, to the same place in it."""
        if self.is_searching:
            self.remove_class("searching")
            self._show_before()

    def _show_before(self) -> None:
        shelf, near, select = self._before
        self.show(shelf, near=near, select=select)

    async def to_unread(self, step: int) -> bool:
        """Move the cursor to the nearest unread headline above (-1) or below (1); False when there is none."""
        index = self.headlines.seek_unread(self.headlines.cursor + step, step)
        while 0 <= index < self.headlines.row_count and not self.headlines.has(index):
            await self._bring(index - index % PAGE)
            if not self.headlines.has(index):
                return False
            index = self.headlines.seek_unread(index, step)
        if not 0 <= index < self.headlines.row_count:
            return False
        self.headlines.cursor = index
        return True

    async def to_next(self, step: int) -> bool:
        """Move the cursor to the headline above (-1) or below (1); False when there is none."""
        index = self.headlines.cursor + step
        if 0 <= index < self.headlines.row_count and not self.headlines.has(index):
            await self._bring(index - index % PAGE)
        return self.headlines.move(step)

    def sort(self) -> Order:
        """Sort lists that cross papers the other way, and say which that is."""
        self.by = "paper" if self.by == "time" else "time"
        self.show_again(self.shelf)
        return self.by

    def drop_search(self) -> None:
        """Take the search line away because another shelf was chosen."""
        self.remove_class("searching")

    def show_name(self, unread: int) -> None:
        """The shelf's name, and how much of it is unread."""
        name = name_of(self.lasting_shelf or self.shelf, self._newsstand.papers)
        beside = "   " + self.beside(unread)
        for shown in self.query("#shelf-name").results(Static):  # nothing is there any more while the screen closes
            shown.update(Content.assemble((name, "bold $strong"), (beside, "$quiet")), layout=False)

    def beside(self, unread: int) -> str:
        """What stands beside the shelf's name: how much is unread, kept or found."""
        if self.shelf.words:
            return phrases.found(self.headlines.row_count)
        match self.shelf.kind:
            case "bookmarks":
                return phrases.found(unread)
            case _:
                return phrases.unread(unread)

    @work(exclusive=True, group="rows")
    async def _load(self, shelf: Shelf, near: int, select: str, line: int | None) -> None:
        listing = await self._newsstand.lists.listing(shelf, self.by)
        place = await self._newsstand.lists.place(listing, select) if select else 0
        start, rows = await self._around(listing, near if place is None else place)
        found = place_of([select], rows)
        if found is None and start:
            start, rows = await self._around(listing, 0)
        self._fill(listing, rows, start=start, cursor=start + (found or 0))
        if line is not None:
            self.headlines.put_cursor(line)

    @work(exclusive=True, group="rows")
    async def _load_again(self, shelf: Shelf, *, hold: bool) -> None:
        lists, headlines = self._newsstand.lists, self.headlines
        listing = await lists.listing(shelf, self.by)
        nearest = headlines.nearest() if hold or not headlines.at_top else []
        place = await lists.place(listing, nearest[0]) if nearest else 0
        grown = max(listing.total - headlines.row_count, 0)
        start, rows = await self._around(listing, headlines.cursor + grown if place is None else place)
        if shelf.kind == "unread":
            listing, rows = with_kept(listing, start, rows, self._left_behind(shelf), headlines.known)
        if (found := place_of(nearest, rows)) is None and start:
            start, rows = await self._around(listing, 0)
        cursor = start + (found or 0)
        held = bool(nearest) and found is not None and rows[found].headline.id == nearest[0]
        self._fill(listing, rows, start=start, cursor=cursor, news=max(cursor - headlines.cursor, 0) if held else 0)

    async def _around(self, listing: Listing, place: int) -> tuple[int, list[Row]]:
        return await self._newsstand.lists.around(listing, place, PAGE)

    def _left_behind(self, shelf: Shelf) -> list[Row]:
        """What is shown although it stands on the shelf no longer since the reader marked it."""
        known = self.headlines.known.values()
        match shelf.kind if shelf == self._filled else None:
            case "unread":
                return [row for row in known if row.read]
            case "bookmarks":
                return [row for row in known if not row.bookmarked]
            case _:
                return []

    def _fill(self, listing: Listing, rows: Sequence[Row], *, start: int, cursor: int, news: int | None = None) -> None:
        self._filled, self._listing = listing.shelf, listing
        self.headlines.fill(listing.groups, rows, start=start, cursor=cursor, news=news)
        self.query_one("#no-rows", Static).update(Content(self._why_empty(listing.shelf)))
        self.set_class(listing.total == 0, "empty")
        self.post_message(self.Filled(listing.shelf))
        if self.row is not None:
            self.headlines.post_message(Headlines.Highlighted(self.row))

    @on(Headlines.PageWanted)
    async def _bring_page(self, event: Headlines.PageWanted) -> None:
        event.stop()
        await self._bring(event.offset)

    async def _bring(self, offset: int) -> None:
        """Have a page of the shelf in the list."""
        listing = self._listing
        group = range(listing.start_of(offset), offset)
        above = [row.headline.id for index, row in self.headlines.known.items() if index in group]
        rows = await self._newsstand.lists.page(listing, offset, PAGE, above=above)
        if listing is self._listing:
            self.headlines.add_page(offset, rows)
            if not self._left_behind(listing.shelf):
                self.headlines.forget_but(offset)

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._look(event.value)

    def _look(self, typed: str) -> None:
        """Show what the words in the search line find, or leave."""
        words, before = clean_line(typed), self._before[0]
        if self.is_searching and words:
            self.show(replace(before, words=words) if self._narrows else Shelf("search", words=words))
        elif self.is_searching:
            self._show_before()

    @on(Input.Submitted, "#search")
    def _keep_search(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.SearchLeft())

    def on_key(self, event: events.Key) -> None:
        """The arrow down leads from the search line into the list."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self.post_message(self.SearchLeft())

    def _why_empty(self, shelf: Shelf) -> str:
        if shelf.words and shelf.kind != "search":
            return phrases.NOTHING_LEFT
        crosses_papers = shelf.kind in ("latest", "unread")
        return phrases.NO_ROWS[shelf.kind] if self._newsstand.sources or not crosses_papers else phrases.NOTHING_ON

    def _paper_name(self, source_id: str) -> str:
        source = self._newsstand.source(source_id)
        return source.name if source else source_id


def place_of(ids: Sequence[str], rows: Sequence[Row]) -> int | None:
    """Where the first of these that is there stands; None where none is."""
    places = {row.headline.id: index for index, row in enumerate(rows)}
    return next((places[one] for one in ids if one in places), None)


def with_kept(
    listing: Listing, start: int, rows: Sequence[Row], kept: Sequence[Row], before: Mapping[int, Row]
) -> tuple[Listing, list[Row]]:
    """The rows from a place on and those that are kept among them, in order, those of one minute as they were before.

    Of the kept ones those beyond the rows are dropped, as long as there are more rows on that side.
    """
    first = listing.sort_key(rows[0]) if start and rows else None
    last = listing.sort_key(rows[-1]) if rows and start + len(rows) < listing.total else None
    present = {row.headline.id for row in rows}
    among = [
        row
        for row in kept
        if row.headline.id not in present
        and (first is None or listing.sort_key(row) >= first)
        and (last is None or listing.sort_key(row) < last)
    ]
    listing = listing.including(among)
    places = {row.headline.id: index for index, row in before.items()}
    both = sorted((*among, *rows), key=lambda row: (listing.sort_key(row), places.get(row.headline.id, -1)))
    return listing, both
