"""The two lines that frame the screen: the masthead above, the keys and the state of the news below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tuireader.ui import cells
from tuireader.ui.commands import Command, shown_keys
from tuireader.ui.measures import THREE_PANES, TWO_PANES
from tuireader.ui.widgets.guide_strip import OnAir, strip_columns

Piece = tuple[str, str]
DAY_COLUMNS = 17
"""What the longest day takes, «Chủ Nhật 22/11», with air on both sides."""


class Masthead(Widget):
    """The program's name, where the reader is, what is on air, and the day; name and day give way to what is on air."""

    DEFAULT_CSS = "Masthead { height: 1; width: 1fr; }"

    where: reactive[str] = reactive("")
    beside: reactive[str] = reactive("")
    day: reactive[str] = reactive("")

    def __init__(self, on_air: OnAir) -> None:
        super().__init__()
        self._on_air = on_air

    def compose(self) -> ComposeResult:
        yield self._on_air

    def on_resize(self, event: events.Resize) -> None:
        self._on_air.styles.width = strip_columns(event.size.width)
        self._on_air.styles.margin = (0, DAY_COLUMNS if event.size.width >= THREE_PANES else 1, 0, 0)

    @on(OnAir.Appeared)
    def _draw_around(self) -> None:
        self.refresh()

    def render(self) -> Content:
        columns = self.size.width
        strip = strip_columns(columns) if self._on_air.airing else 0
        is_whole = columns >= THREE_PANES or not strip
        name = " tuireader     " if is_whole and columns >= 100 else " "
        day = self.day if is_whole and (columns >= TWO_PANES or not self._is_long(columns)) else ""
        room = columns - len(name) - cells.width(day) - 2
        free = columns - len(name) - strip - (DAY_COLUMNS if is_whole else 1) - 2 if strip else room
        beside = f"   {self.beside}" if self.beside and columns < THREE_PANES else ""
        if cells.width(self.where) + cells.width(beside) > free:
            beside = ""
        # Where it is tight the section says more than its paper.
        where = self.where if cells.width(self.where) <= free else self.where.rpartition(" › ")[2]
        where = cells.cut(where, max(free - cells.width(beside), 0))
        blank = " " * max(room - cells.width(where) - cells.width(beside), 1)
        return Content.assemble(
            (name, "bold $accent"), (where, "bold $strong"), (beside, "$quiet"), blank, (day, "$quiet"), " "
        )

    def _is_long(self, columns: int) -> bool:
        """Whether the place and what is beside it leave no room for the day."""
        return sum(map(cells.width, (self.where, self.beside, self.day))) + 8 > columns


class Heading(Widget):
    """What a screen beside the front page is called, and beside it what there is on it."""

    DEFAULT_CSS = "Heading { height: 1; width: 1fr; }"

    where: reactive[str] = reactive("")
    beside: reactive[str] = reactive("")

    def render(self) -> Content:
        return Content.assemble(" ", (self.where, "bold $accent"), ("   " + self.beside, "$quiet"))


class KeyBar(Widget):
    """The keys that work now, and beside them what the newsstand is doing, and what it has cost so far."""

    DEFAULT_CSS = "KeyBar { height: 1; width: 1fr; }"

    commands: reactive[tuple[Command, ...]] = reactive(())
    status: reactive[str] = reactive("")
    fuller: reactive[tuple[str, ...]] = reactive(())
    """What says more than the status or something else besides; the first that pushes no key away is shown instead."""

    class Pressed(Message):
        """The reader clicked on a key."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def offer(self, commands: Iterable[Command]) -> None:
        """Show those of the commands that have a place in the footer and a key."""
        shown = [command for command in commands if command.footer and command.keys]
        self.commands = tuple(sorted(shown, key=lambda command: command.footer))

    def render(self) -> Content:
        status = cells.cut(self._said(), max(self.size.width - 2, 0))
        room = self.size.width - cells.width(status) - 3
        pieces: list[Piece] = [(" ", "")]
        for _, _, piece in self._laid_out(room):
            pieces += piece
        taken = sum(cells.width(text) for text, _ in pieces)
        pieces += [(" " * max(self.size.width - taken - cells.width(status) - 1, 1), ""), (status, "$quiet")]
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        room = self.size.width - cells.width(self._said()) - 3
        at = 1
        for command, columns, _ in self._laid_out(room):
            if at <= event.x < at + columns:
                self.post_message(self.Pressed(command.action))
            at += columns

    def _said(self) -> str:
        """The status, or what says more without pushing a key away."""
        keys = self._fitting(self.status)
        return next((words for words in self.fuller if self._fitting(words) >= keys), self.status)

    def _fitting(self, status: str) -> int:
        """How many keys there is room for beside these words."""
        return len(self._laid_out(self.size.width - cells.width(status) - 3))

    def _laid_out(self, room: int) -> Sequence[tuple[Command, int, list[Piece]]]:
        """The commands that fit, each with its columns; one that does not fit is left out with all after it."""
        shown: list[tuple[Command, int, list[Piece]]] = []
        for command in self.commands:
            key = shown_keys(command)[0]
            columns = cells.width(key) + cells.width(command.label) + 3
            room -= columns
            if room < 0:
                break
            shown.append((command, columns, [(key, "bold $strong"), (f" {command.label}  ", "$quiet")]))
        return shown
