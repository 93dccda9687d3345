"""The three panes side by side: where the reader is among them, and how one gets from a headline to its article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from tuireader.model import Order, Row, Shelf, Source
from tuireader.newsstand import Newsstand
from tuireader.ui.commands import bindings, condition
from tuireader.ui.measures import THREE_PANES, TWO_PANES
from tuireader.ui.widgets.article_pane import ArticlePane
from tuireader.ui.widgets.headline_pane import HeadlinePane
from tuireader.ui.widgets.headlines import Headlines
from tuireader.ui.widgets.list_commands import ListCommands
from tuireader.ui.widgets.reading_pane import ReadingPane
from tuireader.ui.widgets.shelves import Shelves

Pane = Literal["shelves", "headlines", "article"]


class Desk(ListCommands):
    """Shelves, headlines and the article; the classes three, two, one, reading, alone and over say what shows."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("desk")]

    class Outermost(Message):
        """The reader wants to go back from where there is nothing further back."""

    class NoMoreUnread(Message):
        """There is no unread headline in that direction."""

    class Moved(Message):
        """The reader is in another pane, or on another headline, or sees another part of the desk."""

    def __init__(
        self, newsstand: Newsstand, *, folded: tuple[str, ...] | None, measure: int, by: Order = "time"
    ) -> None:
        super().__init__(id="desk")
        self.shelves = Shelves(newsstand.sources, folded, id="shelves")
        self.pane = HeadlinePane(newsstand, by, id="headline-pane")
        self.reading = ReadingPane(newsstand, measure=measure, id="reading-pane")
        self.article = self.reading.article
        self.where: Pane = "headlines"
        """The pane in which the reader is. The focus follows when the pane is on the screen, and keys do not wait."""
        self.is_reading = False  # an article is to be on the screen where there is no room for all panes

    def compose(self) -> ComposeResult:
        self._fold(self.app.size.width)
        yield self.shelves
        yield self.pane
        yield self.reading

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match condition(action, parameters):
            case "has_row":
                return self.row is not None or self.where == "shelves"
            case "has_article":
                return self.article.row is not None
            case _:
                return True

    @property
    def row(self) -> Row | None:
        """What a command is about: the article while it is being read, else the headline under the cursor."""
        return self.article.row if self.where == "article" and self.article.row else self.pane.row

    def begin(self, shelf: Shelf | None, headline_id: str, line: int) -> None:
        """Show a shelf with that headline on that line; the newest where the shelf is no longer on the stand."""
        shelf = shelf if shelf is not None and self.shelves.has(shelf) else Shelf("latest")
        self.shelves.select(shelf)
        self.pane.show(shelf, select=headline_id, line=line)
        self.article.preview(None)
        self.go("headlines")

    # Where the reader is

    def on_resize(self, event: events.Resize) -> None:
        self._fold(event.size.width)
        self._show_where()

    def _fold(self, columns: int) -> None:
        """Say how many panes there is room for."""
        self.set_class(columns >= THREE_PANES, "three")
        self.set_class(TWO_PANES <= columns < THREE_PANES, "two")
        self.set_class(columns < TWO_PANES, "one")

    def on_descendant_focus(self) -> None:
        for pane, widget in self._panes.items():
            if self.screen.focused is widget:
                self.where, self.is_reading = pane, self.is_reading or pane == "article"
        self._show_where()
        self.post_message(self.Moved())

    @property
    def _panes(self) -> dict[Pane, Widget]:
        return {"shelves": self.shelves, "headlines": self.pane.headlines, "article": self.article}

    def _show_where(self) -> None:
        """Have the pane in which the reader is on the screen, however one came there."""
        has_room = self.has_class("three")
        self.set_class(self.where == "shelves" and not has_room, "over")
        self.set_class(self.is_reading and not has_room, "reading")

    def go(self, pane: Pane) -> None:
        """Put the reader into a pane, bringing it onto the screen."""
        self.where, self.is_reading = pane, pane == "article"
        self._show_where()
        if pane != "article":
            self._set_alone(alone=False)
        target = self._panes[pane]
        if target.focusable:
            self.screen.set_focus(target)
        else:
            target.focus()

    def action_pane(self, pane: Pane) -> None:
        self.go(pane)

    def action_next_pane(self) -> None:
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        order: list[Pane] = ["shelves", "headlines", *(["article"] if self.article.row else [])]  # type: ignore[list-item]
        self.go(order[(order.index(self.where) + step) % len(order)])

    def action_back(self) -> None:
        if self.where == "shelves" and not self.has_class("over"):
            self.post_message(self.Outermost())
        elif not self._step_back():
            self.go("shelves")

    async def action_back_or_quit(self) -> None:
        if not self._step_back():
            await self.app.action_quit()

    def _step_back(self) -> bool:
        """Leave the innermost view; False at the outermost, where the lists are."""
        if self.where == "article" and self.reading.end_finding():
            return True
        if self.has_class("alone"):
            self._set_alone(alone=False)
        elif self.where == "article" or self.has_class("over"):
            self.go("headlines")
        elif self.pane.is_searching:
            self.pane.close_search()
            self.go("headlines")
        else:
            return False
        return True

    def action_alone(self) -> None:
        alone = not self.has_class("alone")
        self.go("article")
        self._set_alone(alone=alone)

    def _set_alone(self, *, alone: bool) -> None:
        self.set_class(alone, "alone")
        self.post_message(self.Moved())

    # From a shelf to its headlines

    @on(Shelves.Moved)
    def _show_moved(self, event: Shelves.Moved) -> None:
        self._show(event.shelf)

    def _show(self, shelf: Shelf) -> None:
        if shelf != self.pane.shelf or self.pane.is_searching:
            self.pane.drop_search()
            self.pane.show(shelf)

    @on(Shelves.Chosen)
    def _enter_shelf(self) -> None:
        if self.shelves.shelf is not None:
            self._show(self.shelves.shelf)
        if self.has_class("over"):
            self.go("headlines")

    def action_bookmarks(self) -> None:
        self.shelves.select(Shelf("bookmarks"))
        self._show(Shelf("bookmarks"))
        self.go("headlines")

    def lay_out(self, sources: Sequence[Source]) -> None:
        """Show what lies on the stand now; what is under the cursor stays there if it still lies out."""
        self.shelves.lay_out(sources, self.shelves.shelf or self.pane.shelf)
        if not self.pane.is_searching:
            self.pane.show_again(self.shelves.shelf or Shelf("latest"))

    def visit(self, shelf: Shelf, name: str) -> None:
        """Show a section, whether it lies out or not."""
        self.shelves.visit(shelf, name)
        self._show(shelf)
        self.go("headlines")

    @on(HeadlinePane.SearchLeft)
    def _walk_in_findings(self) -> None:
        self.go("headlines")

    def refill(self) -> None:
        """Show what has come onto the shelf; what is being read stays under the cursor."""
        if self.pane.shelf.kind != "bookmarks":
            self.pane.refill(hold=self.where == "article")

    # From a headline to its article

    @on(HeadlinePane.Filled)  # which is heard before the screen shows itself
    @on(Headlines.Highlighted)
    def _preview(self) -> None:
        if self.article.row is None and self.pane.row is not None:
            self.article.preview(self.pane.row)
        self.post_message(self.Moved())

    @on(Headlines.Chosen)
    def action_open(self) -> None:
        if self.where == "shelves":
            self.shelves.chosen() if self.shelves.at_door else self.go("headlines")
        elif self.pane.row is not None and self.where != "article":
            self.read(self.pane.row)

    def read(self, row: Row) -> None:
        """Open an article and put the reader into it."""
        self.article.open(row)
        self.go("article")

    @on(ArticlePane.Led)
    def _show_led(self) -> None:
        self.go("article")

    def action_article_back(self) -> None:
        self._walk(-1)

    def action_article_forward(self) -> None:
        self._walk(1)

    def _walk(self, step: int) -> None:
        if self.article.walk(step):
            self.go("article")

    async def action_read_on(self) -> None:
        if self.where == "shelves" and not self.shelves.at_door:
            self.shelves.fold_here()
        elif self.where != "article":
            self.action_open()
        elif not self.article.page_down():
            await self.action_next_unread()

    async def action_next_unread(self) -> None:
        await self._read_unread(1)

    async def action_previous_unread(self) -> None:
        await self._read_unread(-1)

    async def _read_unread(self, step: int) -> None:
        if await self.pane.to_unread(step) and self.pane.row is not None:
            self.read(self.pane.row)
        else:
            self.post_message(self.NoMoreUnread())

    async def action_next_article(self) -> None:
        await self._read_beside(1)

    async def action_previous_article(self) -> None:
        await self._read_beside(-1)

    async def _read_beside(self, step: int) -> None:
        if await self.pane.to_next(step) and self.pane.row is not None:
            self.read(self.pane.row)
