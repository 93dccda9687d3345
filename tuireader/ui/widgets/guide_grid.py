"""The guide where there is room: channels by hours, each programme as long as it lasts, and the hours above them.

A programme is two lines of text over a rule of its length; the rule of what is on air is its progress, so that all of
them together draw the line of now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from msgspec import Struct
from rich.style import Style
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tuireader import dates
from tuireader.schedule import Programme, day_bounds
from tuireader.ui import cells, guide_words
from tuireader.ui.timetable import HALF_HOUR, Timetable, half_hour
from tuireader.ui.widgets.guide_pane import GuidePane, Spot
from tuireader.ui.widgets.line_list import Words

COLUMN = timedelta(minutes=2)
"""What one column stands for."""
LINES = 3
"""Lines of a channel."""
NAMES_MAX = 18
"""Columns for the names of channels, at most."""
AIRY = 12
"""Columns of a block from which its text keeps a second column away from the next one."""
LEAP = timedelta(hours=2)
"""How far a page leads."""
BEFORE = timedelta(minutes=40)
"""How much is shown of what is before the place one looks at."""


class Window(Struct, frozen=True):
    """The hours that are on the screen."""

    origin: datetime
    columns: int

    @property
    def end(self) -> datetime:
        """Where they end."""
        return self.origin + self.columns * COLUMN

    def column(self, moment: datetime) -> int:
        """The column of a moment, which may be beyond both ends."""
        return (moment - self.origin) // COLUMN

    def moment(self, column: int) -> datetime:
        """The beginning of a column."""
        return self.origin + column * COLUMN

    def around(self, show: Programme) -> bool:
        """Whether so much of a programme is on the screen as one needs to see of it."""
        stop = min(show.stop, max(show.start, self.origin) + HALF_HOUR)
        return self.origin <= show.start and stop <= self.end


def names_columns(table: Timetable) -> int:
    """How much room the names of the channels take, with air on both sides."""
    return min(max((cells.width(one.name) for one in table.channels), default=0) + 4, NAMES_MAX)


class Block(Struct, frozen=True):
    """A programme as far as it is on the screen: from one column up to, not including, another."""

    show: Programme
    left: int
    right: int


def blocks(shows: tuple[Programme, ...], window: Window) -> Iterator[Block]:
    """The programmes that take a column or more of the window."""
    for show in shows:
        left, right = max(window.column(show.start), 0), min(window.column(show.stop), window.columns)
        if left < right:
            yield Block(show, left, right)


def block_text(block: Block, window: Window) -> tuple[str, str, bool]:
    """The two lines of a block, and whether the second one goes on with the title instead of telling more."""
    width = block.right - block.left
    room = width - 1 if width < AIRY else width - 2
    mark = "‹ " if block.show.start < window.origin else ""
    title = mark + block.show.title
    lines = cells.wrap(title[: room * 6 + 24], room) if room >= 3 else []
    if not lines:
        return "", "", False
    first = title[slice(*lines[0])]
    if len(lines) > 1:
        return first, cells.cut(title[lines[1][0] : room * 6 + 24], room), True
    return first, cells.cut(block.show.detail.partition("\n")[0], room), False


class GuideGrid(GuidePane):
    """The channels of a day by hours; sideways are earlier and later programmes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--rule"}
    DEFAULT_CSS = "GuideGrid > .list--rule { color: $rule; }"
    row_height = LINES

    def __init__(self, table: Timetable, spot: Spot, now: datetime, *, id: str) -> None:
        super().__init__(table, spot, now, id=id)
        self.window = Window(half_hour(spot.moment - BEFORE), 1)

    @property
    def row_count(self) -> int:
        return len(self.table.channels)

    @property
    def room(self) -> int:
        """Columns for programmes."""
        return max(1, self.scrollable_content_region.width - names_columns(self.table))

    def place_cursor(self) -> None:
        self._give_air()
        self.set_reactive(GuideGrid.cursor, self.spot.channel)
        self._reach()
        self.show_cursor()
        self.refresh()

    def _reach(self, *, anew: bool = False) -> None:
        """Have the programme under the cursor on the screen, moving the window by no more than is needed."""
        show, origin = self.show, self.window.origin
        begin, end = day_bounds(self.table.day)
        self.window = Window(origin, self.room)
        looked_at = max(show.start, begin) if show is not None else self.spot.moment
        is_there = self.window.around(show) if show is not None and show.start >= begin else origin == begin
        if anew or not is_there or not begin <= origin < end:
            origin = half_hour(looked_at - BEFORE)
        last = end - self.room * COLUMN
        self.window = Window(max(begin, min(origin, last)), self.room)

    def _give_air(self) -> None:
        """A blank line under each channel where all of them have room for it."""
        airy = self.row_count * (LINES + 1) <= self.scrollable_content_region.height
        self.row_height = LINES + airy
        self.rows_changed()

    def resized(self) -> None:
        self._give_air()
        self._reach()
        self.post_message(self.Moved(self))

    def sideways(self, step: int) -> None:
        if not self.table.channels:
            return
        beside = self.table.beside(self.spot.channel, self.spot.moment, step)
        begin, _ = day_bounds(self.table.day)
        if beside is None or beside.stop <= begin:
            self.post_message(self.Beyond(step))
        else:
            self._go_to(Spot(self.spot.channel, max(beside.start, begin)))

    def _go_to(self, spot: Spot) -> None:
        window = self.window
        self.spot = spot
        self._reach()
        if self.window != window:
            self.refresh()
        self.refresh_row(self.cursor)
        self.go(spot)

    def action_page_down(self) -> None:
        self._leap(LEAP)

    def action_page_up(self) -> None:
        self._leap(-LEAP)

    def _leap(self, span: timedelta) -> None:
        begin, end = day_bounds(self.table.day)
        moment = self.spot.moment + span
        if begin <= moment < end:
            self._go_to(Spot(self.spot.channel, moment))
        else:
            self.post_message(self.Beyond(1 if span > timedelta() else -1))

    def cursor_moved(self) -> None:
        self._go_to(Spot(self.cursor, self.spot.moment))

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        row, _ = self.row_at(event.y + self.scroll_offset.y)
        column = event.x - names_columns(self.table)
        if not self.selectable(row) or not 0 <= column < self.window.columns:
            return
        before = self.show
        self.cursor = row
        self._go_to(Spot(row, self.window.moment(column)))
        if before is not None and before == self.show:
            self.post_message(self.Chosen())

    def _ground(self, index: int) -> Style:
        """The cursor is on one programme and not on the whole row."""
        return super()._ground(-1)

    def draw_row(self, index: int, width: int) -> list[Words]:
        is_here = index == self.cursor
        name = cells.pad(self.table.channels[index].name, names_columns(self.table) - 3)
        look = self._look
        lines: list[Words] = [
            [("▌" if is_here else " ", look("accent")), (f"{name}  ", look("strong" if is_here else "plain"))],
            [(" " * names_columns(self.table), look("plain"))],
            [(" " * names_columns(self.table), look("plain"))],
        ]
        at = 0
        if not self.table.shows[index]:
            lines[0].append((guide_words.NOTHING_LISTED, look("quiet")))
        for block in blocks(self.table.shows[index], self.window):
            for line, words in zip(lines, self._draw(block, is_here=is_here), strict=True):
                line.extend([(" " * (block.left - at), Style.null()), *words])
            at = block.right
        return lines

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"list--{name}", partial=True)

    def _draw(self, block: Block, *, is_here: bool) -> tuple[Words, Words, Words]:
        """The three lines of a block, each as wide as it is."""
        show, width = block.show, block.right - block.left
        is_chosen = is_here and show == self.show
        ground = self.get_component_rich_style("list--cursor") if is_chosen else Style.null()
        is_on, is_over = show.start <= self.now < show.stop, show.stop <= self.now
        title = self._look("quiet" if is_over and not is_chosen else "strong" if is_on or is_chosen else "plain")
        first, second, is_title = block_text(block, self.window)
        rest = title if is_title else self._look("quiet")
        over = min(max(1, self.window.column(self.now) - block.left), width - 1) if is_on else 0
        return (
            [(cells.pad(first, width - 1), ground + title), (" ", Style.null())],
            [(cells.pad(second, width - 1), ground + rest), (" ", Style.null())],
            [
                ("━" * over, ground + self._look("accent")),
                ("─" * (width - 1 - over), ground + self._look("rule" if is_over else "quiet")),
                (" ", Style.null()),
            ],
        )


class HourRuler(Widget):
    """The hours of the window, and where among them it is now."""

    DEFAULT_CSS = "HourRuler { height: 2; width: 1fr; }"

    window: reactive[Window | None] = reactive(None)
    now: reactive[datetime | None] = reactive(None)
    inset: reactive[int] = reactive(0)
    """Columns before the first one of the window."""

    def render(self) -> Content:
        if self.window is None or self.now is None:
            return Content()
        now = self.window.column(self.now)
        is_shown = 0 <= now < self.window.columns
        hours = list(self._hours(self.window, now if is_shown else None))
        line = [(" " * self.inset, "")]
        at = 0
        for column, text, look in sorted(hours):
            line += [(" " * (column - at), ""), (text, look)]
            at = column + len(text)
        mark = [(" " * (self.inset + now) + "▼", "$accent")] if is_shown else []
        return Content.assemble(*line, "\n", *mark)

    def _hours(self, window: Window, now: int | None) -> Iterator[tuple[int, str, str]]:
        """Labels as (column, text, look); those that the time of now would touch give way to it."""
        size = len("00:00")
        own = None if now is None else max(0, min(now - size // 2, window.columns - size))
        if own is not None and self.now is not None:
            yield own, dates.clock(self.now), "bold $accent"
        moment = half_hour(window.origin)
        while moment < window.end:
            column = window.column(moment)
            is_free = own is None or not own - size <= column <= own + size
            if 0 <= column <= window.columns - size and is_free:
                yield column, dates.clock(moment), "$quiet"
            moment += HALF_HOUR
