"""The middle pane: a shelf's name, the search line, and its headlines fetched from the newsstand page by page."""

from __future__ import annotations

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
        self._before = self.shelf

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

    def show(self, shelf: Shelf, *, select: str = "") -> None:
        """Show a shelf from its top, or with the headline of that id under the cursor."""
        self.shelf = shelf
        self._load(shelf, select=select)

    def refill(self) -> None:
        """Read the shelf again; what was under the cursor stays there, wherever it is now."""
        self._load(self.shelf, select=self.row.headline.id if self.row else "")

    def open_search(self) -> None:
        """Put the search line on the screen."""
        if not self.is_searching:
            self._before = self.shelf
            self.add_class("searching")
            self.query_one(Input).value = ""
        self.query_one(Input).focus()

    def close_search(self) -> None:
        """Go back to the shelf from before the search."""
        if self.is_searching:
            self.remove_class("searching")
            self.show(self._before)

    async def to_unread(self, step: int) -> bool:
        """Move the cursor to the nearest unread headline above (-1) or below (1); False when there is none."""
        while (found := self.headlines.next_unread(step)) is None:
            missing = self.headlines.missing(step)
            if missing is None:
                return False
            self.headlines.add_page(missing, await self._newsstand.rows(self.shelf, limit=PAGE, offset=missing))
        self.headlines.cursor = found
        return True

    def drop_search(self) -> None:
        """Take the search line away because another shelf was chosen."""
        self.remove_class("searching")

    def show_name(self, unread: int) -> None:
        """The shelf's name, and how much of it is unread."""
        name = name_of(self.shelf, self._newsstand.sources)
        line = Content.assemble((name, "bold $strong"), ("   " + self.beside(unread), "$quiet"))
        self.query_one("#shelf-name", Static).update(line)

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
    async def _load(self, shelf: Shelf, *, select: str) -> None:
        total = await self._newsstand.count(shelf)
        above = self.headlines.cursor if select else 0
        rows = await self._newsstand.rows(shelf, limit=max(PAGE, above + PAGE))
        cursor = next((index for index, row in enumerate(rows) if row.headline.id == select), above)
        self.headlines.fill(total, rows, cursor=min(cursor, max(total - 1, 0)))
        self.query_one("#no-rows", Static).update(Content(phrases.NO_ROWS[shelf.kind]))
        self.set_class(total == 0, "empty")
        self.post_message(self.Filled(shelf))
        if self.row is not None:
            self.headlines.post_message(Headlines.Highlighted(self.row))

    @on(Headlines.PageWanted)
    async def _bring_page(self, event: Headlines.PageWanted) -> None:
        event.stop()
        shelf = self.shelf
        rows = await self._newsstand.rows(shelf, limit=PAGE, offset=event.offset)
        if shelf == self.shelf:
            self.headlines.add_page(event.offset, rows)

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_searching:
            self.show(Shelf("search", words=clean_line(event.value)))

    @on(Input.Submitted, "#search")
    def _keep_search(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.SearchLeft())

    def on_key(self, event: events.Key) -> None:
        """The arrow down leads from the search line into the list."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self.post_message(self.SearchLeft())

    def _paper_name(self, source_id: str) -> str:
        source = self._newsstand.source(source_id)
        return source.name if source else source_id
