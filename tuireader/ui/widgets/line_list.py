"""A list of rows of one height that draws only what is visible, so that 100,000 rows cost what 100 do.

Owns the cursor, scrolling, the keys and the mouse of a list, and what of it is drawn anew: a step of the cursor draws
two rows, and the list scrolls by half its height at once, since a step that scrolls draws all of it. What a row looks
like is its heirs' business, and so is what stands between rows.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tuireader.ui import cells
from tuireader.ui.commands import bindings
from tuireader.ui.widgets.steady import SteadyView

Words = list[tuple[str, Style]]
"""One line of a row: pieces of literal text, each with its style."""
MOST_DRAWN = 400
"""Rows that are remembered as they were drawn."""


class LineList(SteadyView, can_focus=True, inherit_bindings=False):
    """A cursor over `row_count` rows of `row_height` lines each."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--plain",
        "list--cursor",
        "list--strong",
        "list--quiet",
        "list--accent",
    }
    DEFAULT_CSS = """
    LineList {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        overflow-x: hidden;
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    row_height = 1
    _plain: Style | None = None
    """The style of a line without the cursor, which Textual works out anew each time it is asked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: dict[tuple[int, bool], list[Strip]] = {}
        """Rows as they were drawn, without and with the cursor on them."""

    @property
    @abstractmethod
    def row_count(self) -> int:
        """How many rows there are."""

    @abstractmethod
    def draw_row(self, index: int, width: int) -> list[Words]:
        """The `row_height` lines of a row, each at most `width` cells; missing lines are blank."""

    @property
    def line_count(self) -> int:
        """How many lines there are, with those between rows."""
        return self.row_count * self.row_height

    def top_of(self, index: int) -> int:
        """The first line of a row."""
        return index * self.row_height

    def row_at(self, line: int) -> tuple[int, int]:
        """The row that has this line, and which of its lines it is; a negative one for a line between rows."""
        return divmod(line, self.row_height)

    def draw_between(self, line: int) -> Words:
        """A line between rows."""
        return []

    def selectable(self, index: int) -> bool:
        """Whether the cursor may rest on a row."""
        return 0 <= index < self.row_count

    def cursor_moved(self) -> None:
        """Called after the cursor has come to rest on another row."""

    def chosen(self) -> None:
        """Called when the reader clicks on the row under the cursor."""

    def rows_changed(self) -> None:
        """To be called by heirs when `row_count`, `row_height` or what is between rows has changed."""
        if not self.size:
            self.forget_size()
        size = Size(self.scrollable_content_region.width, self.line_count)
        if size != self.virtual_size:
            # Set without its watcher, which would lay out the whole screen.
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
            self.scroll_to(y=self.scroll_offset.y, animate=False)
        self.set_reactive(LineList.cursor, max(0, min(self.cursor, self.row_count - 1)))
        self.refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw everything anew, or only what stands in these regions as it was drawn before."""
        if not (regions or self._is_focus_moving):
            self._drawn.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def focus_moved(self) -> None:
        """The row under the cursor looks otherwise."""
        self.refresh_row(self.cursor)

    def refresh_row(self, index: int) -> None:
        """Draw one row anew."""
        for here in (False, True):
            self._drawn.pop((index, here), None)
        self._show_row(index)

    def _show_row(self, index: int) -> None:
        screen = self.scrollable_content_region.size
        lines = Region(0, self.top_of(index) - self.scroll_offset.y, screen.width, self.row_height)
        if shown := lines.intersection(screen.region):
            self.refresh(shown)

    def style(self, name: str, index: int) -> Style:
        """A component style as it looks on a row, over the cursor's background where the cursor is."""
        style = self.get_component_rich_style(f"list--{name}", partial=True)
        return self._ground(index) + style

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if line >= self.line_count:
            return Strip.blank(self.size.width, self._ground(-1))
        index, part = self.row_at(line)
        return self._row_strips(index)[part] if part >= 0 else self._between_strip(line)

    def _between_strip(self, line: int) -> Strip:
        return strip_of(self.draw_between(line), self.size.width, self._ground(-1))

    def _row_strips(self, index: int) -> list[Strip]:
        key = (index, index == self.cursor)
        if (strips := self._drawn.get(key)) is None:
            if len(self._drawn) > MOST_DRAWN:
                self._drawn.clear()
            lines = self.draw_row(index, self.scrollable_content_region.width)
            lines += [[]] * (self.row_height - len(lines))
            ground = self._ground(index)
            strips = self._drawn[key] = [strip_of(words, self.size.width, ground) for words in lines]
        return strips

    def _ground(self, index: int) -> Style:
        if index == self.cursor and self.row_count:
            return self.get_component_rich_style("list--cursor")
        if self._plain is None:
            self._plain = self.rich_style
        return self._plain

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._plain = None
        self._drawn.clear()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.row_count - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        if before != after:
            self._show_row(before)
            self._show_row(after)
            self.show_cursor()
            self.cursor_moved()

    def show_cursor(self) -> None:
        """Scroll so that the row under the cursor is on the screen, and half a screen of rows beyond it."""
        height, first = self.scrollable_content_region.height, self.scroll_offset.y
        if not height:
            self.forget_size()
        top, half = self.top_of(self.cursor), max(0, (height - self.row_height) // 2)
        if self.cursor == 0:
            self.scroll_to(y=0, animate=False)
        elif top < first:
            self._scroll_to_row(top - half)
        elif top + self.row_height > first + height:
            self._scroll_to_row(top + self.row_height - height + half)

    @property
    def cursor_line(self) -> int:
        """The line of the screen on which the row under the cursor begins."""
        return self.top_of(self.cursor) - self.scroll_offset.y

    def put_cursor(self, line: int) -> None:
        """Scroll so that the row under the cursor begins on that line, or near it."""
        self.scroll_to(y=max(0, self.top_of(self.cursor) - line), animate=False)
        self.show_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the lines that came onto the screen, and the scrollbar only where its thumb has moved by a cell."""
        if self.show_vertical_scrollbar:
            cell = max(1, self.line_count // max(1, self.size.height))
            self.vertical_scrollbar.position = min(new_value // cell * cell, self.max_scroll_y)
        if round(old_value) != round(new_value):
            self.refresh(self.scrollable_content_region.size.region)

    def _scroll_to_row(self, line: int) -> None:
        """Scroll to a line, or to the beginning of the row that has it if there is room."""
        index, part = self.row_at(max(line, 0))
        if self.scrollable_content_region.height >= 3 * self.row_height and part > 0:
            line = self.top_of(index)
        self.scroll_to(y=line, animate=False)

    def move(self, step: int) -> bool:
        """Move the cursor by `step` rows, over those where it may not rest; False when it stayed."""
        index, way = self.cursor + step, 1 if step > 0 else -1
        index = max(0, min(index, self.row_count - 1))
        while 0 <= index < self.row_count and not self.selectable(index):
            index += way
        if not self.selectable(index) or index == self.cursor:
            return False
        self.cursor = index
        return True

    def action_line_down(self) -> None:
        self.move(1)

    def action_line_up(self) -> None:
        self.move(-1)

    def action_page_down(self) -> None:
        self.move(max(1, self.scrollable_content_region.height // self.row_height - 1))

    def action_page_up(self) -> None:
        self.move(-max(1, self.scrollable_content_region.height // self.row_height - 1))

    def action_first(self) -> None:
        self.move(-self.row_count)

    def action_last(self) -> None:
        self.move(self.row_count)

    def resized(self) -> None:
        self.rows_changed()
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        index, part = self.row_at(event.y + self.scroll_offset.y)
        if part >= 0 and self.selectable(index):
            self.cursor = index
            self.chosen()

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self.scroll_to(y=self.scroll_offset.y + 3, animate=False)
        event.stop()
        event.prevent_default()

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.scroll_to(y=self.scroll_offset.y - 3, animate=False)
        event.stop()
        event.prevent_default()


def strip_of(words: Words, width: int, ground: Style) -> Strip:
    """A line over its ground, in as few pieces as show the same, because each costs forty bytes on a terminal."""
    pieces: list[tuple[str, Style]] = []
    for text, style in words:
        whole = ground + style
        is_one = bool(pieces) and whole.bgcolor == pieces[-1][1].bgcolor
        if is_one and (text.isspace() or whole == pieces[-1][1]):
            pieces[-1] = (pieces[-1][0] + text, pieces[-1][1])
        elif is_one and pieces[-1][0].isspace():
            pieces[-1] = (pieces[-1][0] + text, whole)
        elif text:
            pieces.append((text, whole))
    room = width - sum(cells.width(text) for text, _ in pieces)
    if room > 0:
        text, style = pieces.pop() if pieces else ("", ground)
        pieces.append((text + " " * room, style))
    strip = Strip([Segment(text, style) for text, style in pieces])
    return strip.crop(0, width) if room < 0 else strip


def between(left: Words, right: Words, width: int) -> Words:
    """One line with words at both ends; the left gives way where both do not fit."""
    taken = sum(cells.width(text) for text, _ in right)
    taken += 1 if right and not right[0][0].startswith(" ") else 0
    room = max(width - taken, 0)
    line: Words = []
    for text, style in left:
        shown = cells.cut(text, room)
        line.append((shown, style))
        room -= cells.width(shown)
    blank = " " * (width - sum(cells.width(text) for text, _ in [*line, *right]))
    return [*line, (blank, Style.null()), *right]
