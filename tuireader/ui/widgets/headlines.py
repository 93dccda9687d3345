"""The list of headlines: rows by the page from whoever knows them, marks beside each, time and paper below."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace
from rich.style import Style
from textual import work
from textual.message import Message

from tuireader import dates
from tuireader.model import Row
from tuireader.ui import cells
from tuireader.ui.measures import ONE_LINE_HEIGHT, ONE_LINE_WIDTH
from tuireader.ui.widgets.line_list import LineList, Words, between

PAGE = 100
"""Rows that are asked for at once."""
REST = 0.15
"""Seconds after which the cursor counts as resting: a preview at each step would be drawn for nobody."""


class Headlines(LineList):
    """Headlines of one shelf. Pages that are missing are asked for with `PageWanted`."""

    class PageWanted(Message):
        """Rows from `offset` on are about to be seen."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class Highlighted(Message):
        """The cursor rests on another row."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """The reader clicked on a row."""

    def __init__(self, paper: Callable[[str], str], clock: Callable[[], datetime], *, id: str | None = None) -> None:
        """`paper` gives a paper's name by its id, `clock` the time that ages are told from."""
        super().__init__(id=id)
        self._paper = paper
        self._clock = clock
        self._total = 0
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._moving = self._waiting = False

    @property
    def row_count(self) -> int:
        return self._total

    @property
    def row(self) -> Row | None:
        """The row under the cursor, once it is known."""
        return self._rows.get(self.cursor)

    def fill(self, total: int, first: Sequence[Row], *, cursor: int = 0) -> None:
        """Show another list of `total` rows of which the first ones are here.

        A cursor that is not at the top stays on its line of the screen, whatever has arrived above it.
        """
        line = self.cursor * self.row_height - self.scroll_offset.y if cursor else 0
        self._total = total
        self._rows = dict(enumerate(first))
        self._asked = set(range(0, total if len(first) >= total else len(first) - len(first) % PAGE, PAGE))
        self.set_reactive(Headlines.cursor, cursor)
        self.rows_changed()
        self.scroll_to(y=max(0, cursor * self.row_height - line), animate=False, immediate=True)
        self.show_cursor()

    @property
    def known(self) -> dict[int, Row]:
        """The rows that have arrived, by their place in the list."""
        return dict(sorted(self._rows.items()))

    def nearest(self) -> list[str]:
        """The ids of the rows that have arrived: the one under the cursor, those below it, and then those above it."""
        known = self.known
        below = [row.headline.id for index, row in known.items() if index >= self.cursor]
        return below + [row.headline.id for index, row in reversed(known.items()) if index < self.cursor]

    def add_page(self, offset: int, rows: Sequence[Row]) -> None:
        """Rows that were asked for have come; where they are fewer than a page, the list ends with them."""
        self._rows.update(enumerate(rows, offset))
        if len(rows) < PAGE:
            self._total = offset + len(rows)
            self.rows_changed()
        for index in range(offset, offset + len(rows)):
            self.refresh_row(index)
        if offset <= self.cursor < offset + len(rows):
            self.cursor_moved()

    def shows(self, ids: Sequence[str]) -> bool:
        """Whether all of these headlines have arrived."""
        return {row.headline.id for row in self._rows.values()}.issuperset(ids)

    def change(self, ids: Sequence[str], **changes: bool) -> None:
        """Show other marks on some rows: `change(ids, read=True)`."""
        wanted = frozenset(ids)
        for index, row in self._rows.items():
            if row.headline.id in wanted:
                self._rows[index] = replace(row, **changes)
                self.refresh_row(index)

    def next_unread(self, step: int) -> int | None:
        """The nearest unread row above (-1) or below (1) the cursor; none beyond a row that has not arrived."""
        index = self.cursor + step
        while (row := self._rows.get(index)) is not None:
            if not row.read:
                return index
            index += step
        return None

    def missing(self, step: int) -> int | None:
        """The offset of the nearest page not here yet, above (-1) or below (1) the cursor; None when all are."""
        index = self.cursor + step
        while 0 <= index < self._total:
            if index not in self._rows:
                return index - index % PAGE
            index += step
        return None

    def cursor_moved(self) -> None:
        self._moving = True
        if self.row is None:
            self._ask(self.cursor)
        if not self._waiting:
            self._waiting = True
            self._tell_rest()

    @work(group="rest")
    async def _tell_rest(self) -> None:
        """Say on which row the cursor is, once it has stayed there for a while."""
        while self._moving:
            self._moving = False
            await asyncio.sleep(REST)
        self._waiting = False
        if self.row is not None:
            self.post_message(self.Highlighted(self.row))

    def chosen(self) -> None:
        self.post_message(self.Chosen())

    def on_resize(self) -> None:
        compact = self.size.width >= ONE_LINE_WIDTH and self.app.size.height <= ONE_LINE_HEIGHT
        self.row_height = 1 if compact else 3
        super().on_resize()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def draw_row(self, index: int, width: int) -> list[Words]:
        row = self._rows.get(index)
        if row is None:
            self._ask(index)
            return [[(" …", self.style("quiet", index))]]
        mark = ("▌" if index == self.cursor else " ", self.style("accent" if self.has_focus else "quiet", index))
        dot = ("  ", self.style("quiet", index)) if row.read else ("● ", self.style("accent", index))
        ink = self._ink(row, index)
        if self.row_height == 1:
            age = cells.pad(dates.relative_short(row.time, self._clock()), 8, "right")
            right = [(f"{age} ", self.style("quiet", index)), *self._marks(row, index), (" ", ink)]
            title = cells.cut(row.headline.title, width - 16)
            return [between([mark, dot, (title, ink)], right, width)]
        return self._tall(row, index, width, [mark, dot], [mark, ("  ", ink)])

    def _tall(self, row: Row, index: int, width: int, first: Words, other: Words) -> list[Words]:
        """A title of one or two lines, and below it the paper, the age and the marks."""
        ink, quiet = self._ink(row, index), self.style("quiet", index)
        title = row.headline.title
        lines = cells.wrap(title, width - 4)
        start, end = lines[0]
        drawn = [[*first, (title[start:end], ink)]]
        if len(lines) > 1:
            drawn.append([*other, (cells.cut(title[lines[1][0] :], width - 4), ink)])
        paper, now = self._paper(row.headline.source), self._clock()
        about = f"{paper} · {dates.relative(row.time, now)}"
        if cells.width(about) > width - 7:
            about = f"{paper} · {dates.relative_short(row.time, now)}"
        drawn.append(between([*other, (about, quiet)], [*self._marks(row, index), (" ", quiet)], width))
        return drawn

    def _ink(self, row: Row, index: int) -> Style:
        """Read titles recede; the one under the cursor stands out."""
        if index == self.cursor:
            return self.style("strong", index)
        return self.style("quiet" if row.read else "plain", index)

    def _marks(self, row: Row, index: int) -> Words:
        carried = ("✓" if row.offline else " ", self.style("quiet", index))
        star = ("★" if row.bookmarked else " ", self.style("accent", index))
        return [carried, (" ", self.style("quiet", index)), star]

    def _ask(self, index: int) -> None:
        offset = index - index % PAGE
        if offset not in self._asked:
            self._asked.add(offset)
            self.post_message(self.PageWanted(offset))
