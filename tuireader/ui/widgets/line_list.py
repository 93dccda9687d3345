"""A list of rows of one height that draws only what is visible, so that 100,000 rows cost what 100 do.

Owns the cursor, scrolling, the keys and the mouse of a list. What a row looks like is its heirs' business.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuireader.ui import cells
from tuireader.ui.commands import bindings

Words = list[tuple[str, Style]]
"""One line of a row: pieces of literal text, each with its style."""


class LineList(ScrollView, can_focus=True, inherit_bindings=False):
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

    cursor: reactive[int] = reactive(0)
    row_height = 1
    _plain: Style | None = None
    """The style of a line without the cursor, which Textual works out anew each time it is asked."""

    @property
    @abstractmethod
    def row_count(self) -> int:
        """How many rows there are."""

    @abstractmethod
    def draw_row(self, index: int, width: int) -> list[Words]:
        """The `row_height` lines of a row, each at most `width` cells; missing lines are blank."""

    def selectable(self, index: int) -> bool:
        """Whether the cursor may rest on a row."""
        return 0 <= index < self.row_count

    def cursor_moved(self) -> None:
        """Called after the cursor has come to rest on another row."""

    def chosen(self) -> None:
        """Called when the reader clicks on the row under the cursor."""

    def rows_changed(self) -> None:
        """To be called by heirs when `row_count` or `row_height` has changed."""
        self.virtual_size = Size(self.scrollable_content_region.width, self.row_count * self.row_height)
        self.set_reactive(LineList.cursor, max(0, min(self.cursor, self.row_count - 1)))
        self.refresh()

    def style(self, name: str, index: int) -> Style:
        """A component style as it looks on a row, over the cursor's background where the cursor is."""
        style = self.get_component_rich_style(f"list--{name}", partial=True)
        return self._ground(index) + style

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index, line = divmod(y + self.scroll_offset.y, self.row_height)
        if index >= self.row_count:
            return Strip.blank(width, self.rich_style)
        lines = self.draw_row(index, width)
        words = lines[line] if line < len(lines) else []
        ground = self._ground(index)
        strip = Strip([Segment(text, ground + style) for text, style in words])
        return strip.adjust_cell_length(width, ground)

    def _ground(self, index: int) -> Style:
        if index == self.cursor and self.row_count:
            return self.get_component_rich_style("list--cursor")
        if self._plain is None:
            self._plain = self.rich_style
        return self._plain

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._plain = None

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.row_count - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        if before != after:
            self.show_cursor()
            self.refresh()
            self.cursor_moved()

    def show_cursor(self) -> None:
        """Scroll so that the row under the cursor is on the screen."""
        height = self.scrollable_content_region.height
        top, bottom = self.cursor * self.row_height, (self.cursor + 1) * self.row_height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False, immediate=True)

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

    def on_resize(self) -> None:
        self.rows_changed()
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        index = (event.y + self.scroll_offset.y) // self.row_height
        if self.selectable(index):
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
