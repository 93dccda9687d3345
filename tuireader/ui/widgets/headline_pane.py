"""The middle pane: a shelf's name, the search line, and its headlines fetched from the newsstand page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tuireader.model import Row, Shelf
from tuireader.newsstand import Newsstand
from tuireader.text import clean_line
from tuireader.ui import phrases
from tuireader.ui.widgets.headlines import PAGE, Headlines
from tuireader.ui.widgets.shelves import name_of


class HeadlinePane(Vertical):
    """Shows one shelf. `Headlines.Highlighted` and `Headlines.Chosen` come from inside."""

    class Filled(Message):
        """The rows of the shelf are on the screen."""

        def __init__(self, shelf: Shelf) -> None:
            super().__init__()
            self.shelf = shelf

    class SearchLeft(Message):
        """The reader has typed enough and wants to walk in what was found."""

    def __init__(self, newsstand: Newsstand, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._newsstand = newsstand
        self.shelf = Shelf("latest")
        """What is shown."""
        self._filled: Shelf | None = None
        """Of what shelf the rows in the list are."""
        self._before = self.shelf, 0, ""
        """The shelf from before the search, where its cursor was, and on which headline."""

    def compose(self) -> ComposeResult:
        yield Static(id="shelf-name")
        yield Input(placeholder=phrases.SEARCH_HINT, id="search", compact=True)
        yield Static(id="no-rows")
        yield Headlines(self._paper_name, self._newsstand.clock, id="headlines")

    @property
    def headlines(self) -> Headlines:
        """The list itself."""
        return self.query_one(Headlines)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.headlines.row

    @property
    def is_searching(self) -> bool:
        """Whether the search line is on the screen."""
        return self.has_class("searching")

    def show(self, shelf: Shelf, *, near: int = 0, select: str = "") -> None:
        """Show a shelf from its top, or with the headline of that id, which was at `near`, under the cursor."""
        self.shelf = shelf
        self._load(shelf, near, select)

    def show_again(self, shelf: Shelf) -> None:
        """Show a shelf anew; the headline under the cursor stays there if it is still on it."""
        self.show(shelf, near=self.headlines.cursor, select=self.row.headline.id if self.row else "")

    def refill(self, *, hold: bool) -> None:
        """Read the shelf again. What is under the cursor stays there; at the top only to `hold` it, else the newest is.

        Headlines that were read on the unread shelf stay too: they leave it when the reader does.
        """
        if self._filled == self.shelf:
            self._load_again(self.shelf, hold=hold)

    def open_search(self) -> None:
        """Put the search line on the screen."""
        if not self.is_searching:
            self._before = self.shelf, self.headlines.cursor, self.row.headline.id if self.row else ""
            self.add_class("searching")
            self.query_one(Input).value = ""
        self.query_one(Input).focus()

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
        while (found := self.headlines.next_unread(step)) is None:
            missing = self.headlines.missing(step)
            if missing is None:
                return False
            await self._bring(missing)
        self.headlines.cursor = found
        return True

    async def to_next(self, step: int) -> bool:
        """Move the cursor to the headline above (-1) or below (1); False when there is none."""
        index = self.headlines.cursor + step
        if index not in self.headlines.known and (missing := self.headlines.missing(step)) is not None:
            await self._bring(missing)
        return self.headlines.move(step)

    def drop_search(self) -> None:
        """Take the search line away because another shelf was chosen."""
        self.remove_class("searching")

    def show_name(self, unread: int) -> None:
        """The shelf's name, and how much of it is unread."""
        name = name_of(self.shelf, self._newsstand.papers)
        beside = "   " + self.beside(unread)
        self.query_one("#shelf-name", Static).update(
            Content.assemble((name, "bold $strong"), (beside, "$quiet")), layout=False
        )

    def beside(self, unread: int) -> str:
        """What stands beside the shelf's name: how much is unread, kept or found."""
        match self.shelf.kind:
            case "search":
                return phrases.found(self.headlines.row_count)
            case "bookmarks":
                return phrases.found(unread)
            case _:
                return phrases.unread(unread)

    @work(exclusive=True, group="rows")
    async def _load(self, shelf: Shelf, near: int, select: str) -> None:
        total = await self._newsstand.count(shelf)
        rows = await self._newsstand.rows(shelf, limit=_whole_pages(near))
        self._fill(shelf, total, rows, cursor=_place_of([select], rows))

    @work(exclusive=True, group="rows")
    async def _load_again(self, shelf: Shelf, *, hold: bool) -> None:
        kept = self._left_behind(shelf) if shelf.kind == "unread" else []
        total = await self._newsstand.count(shelf) + len(kept)
        grown = max(total - self.headlines.row_count, 0)
        rows = await self._newsstand.rows(shelf, limit=_whole_pages(self.headlines.cursor + grown))
        if kept:
            reached = not rows or len(rows) + len(kept) >= total
            kept = [row for row in self._left_behind(shelf) if reached or row.time > rows[-1].time]
            rows = _in_order(rows, kept, self.headlines.known)
        nearest = self.headlines.nearest() if hold or self.headlines.cursor else []
        self._fill(shelf, total, rows, cursor=_place_of(nearest, rows))

    def _left_behind(self, shelf: Shelf, end: int | None = None) -> list[Row]:
        """What is shown, above `end`, although it stands on the shelf no longer since the reader marked it."""
        known = [row for index, row in self.headlines.known.items() if end is None or index < end]
        match shelf.kind if shelf == self._filled else None:
            case "unread":
                return [row for row in known if row.read]
            case "bookmarks":
                return [row for row in known if not row.bookmarked]
            case _:
                return []

    def _fill(self, shelf: Shelf, total: int, rows: Sequence[Row], *, cursor: int) -> None:
        self._filled = shelf
        self.headlines.fill(total, rows, cursor=cursor)
        self.query_one("#no-rows", Static).update(Content(self._why_empty(shelf)))
        self.set_class(total == 0, "empty")
        self.post_message(self.Filled(shelf))
        if self.row is not None:
            self.headlines.post_message(Headlines.Highlighted(self.row))

    @on(Headlines.PageWanted)
    async def _bring_page(self, event: Headlines.PageWanted) -> None:
        event.stop()
        await self._bring(event.offset)

    async def _bring(self, offset: int) -> None:
        """Have a page of the shelf in the list."""
        shelf = self.shelf
        left = len(self._left_behind(shelf, offset))
        rows = await self._newsstand.rows(shelf, limit=PAGE, offset=offset - left)
        if shelf == self.shelf:
            self.headlines.add_page(offset, rows)

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        event.stop()
        words = clean_line(event.value)
        if self.is_searching and words:
            self.show(Shelf("search", words=words))
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
        crosses_papers = shelf.kind in ("latest", "unread")
        return phrases.NO_ROWS[shelf.kind] if self._newsstand.sources or not crosses_papers else phrases.NOTHING_ON

    def _paper_name(self, source_id: str) -> str:
        source = self._newsstand.source(source_id)
        return source.name if source else source_id


def _whole_pages(index: int) -> int:
    """How many rows there are up to the end of the page of that row."""
    return (index // PAGE + 1) * PAGE


def _place_of(ids: Sequence[str], rows: Sequence[Row]) -> int:
    """Where the first of these that is there stands; the top where none is."""
    places = {row.headline.id: index for index, row in enumerate(rows)}
    return next((places[one] for one in ids if one in places), 0)


def _in_order(rows: Sequence[Row], kept: Sequence[Row], before: Mapping[int, Row]) -> list[Row]:
    """Rows and those that are kept among them, newest first, those of one minute as they were before."""
    places = {row.headline.id: index for index, row in before.items()}
    merged = {row.headline.id: row for row in (*kept, *rows)}
    as_before = sorted(merged.values(), key=lambda row: places.get(row.headline.id, -1))
    return sorted(as_before, key=lambda row: row.time, reverse=True)
