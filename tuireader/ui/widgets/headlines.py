"""The list of headlines: rows by the page from whoever knows them, in groups under headings, marks beside each.

Of a long list only the pages around the reader are kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, time
from itertools import accumulate

from rich.style import Style
from textual import events, work
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tuireader import dates
from tuireader.model import Group, Row
from tuireader.ui import cells, edition_words, phrases
from tuireader.ui.measures import ONE_LINE_HEIGHT, ONE_LINE_WIDTH
from tuireader.ui.widgets.headings import HEADING, Headings
from tuireader.ui.widgets.line_list import LineList, Words, between, strip_of
from tuireader.ui.widgets.row_window import PAGE, RowWindow

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
        self._groups: tuple[Group, ...] = ()
        self._headings = Headings((), 0, 1)
        self._news = 0
        self._window = RowWindow()
        self._moving = self._waiting = False

    @property
    def row_count(self) -> int:
        return self._total

    @property
    def row(self) -> Row | None:
        """The row under the cursor, once it is known."""
        return self._window.rows.get(self.cursor)

    @property
    def at_top(self) -> bool:
        """Whether the reader is at the first row, and looks at it."""
        return self.cursor == 0 and self.scroll_offset.y == 0

    @property
    def news_above(self) -> int:
        """How many rows have arrived above those on the screen since the reader was at the top."""
        return min(self._news, self.row_at(self.scroll_offset.y)[0])

    def fill(
        self,
        groups: Sequence[Group],
        rows: Sequence[Row],
        *,
        start: int = 0,
        cursor: int = 0,
        news: int | None = None,
    ) -> None:
        """Show another list, of which the rows from `start` on are here, at the beginning of a page.

        A cursor that is not at the top stays on its line of the screen, whatever has arrived above it. `news` is how
        many rows have, None for a list that begins anew.
        """
        line = self.cursor_line
        is_seen = 0 <= line < max(self.size.height, 1)
        self._groups, self._total = tuple(groups), sum(group.count for group in groups)
        self._window = RowWindow(rows, start, self._total)
        self._news = 0 if news is None else self._news + news
        self.set_reactive(Headlines.cursor, cursor)
        self.rows_changed()
        self.scroll_to(y=max(0, self.top_of(cursor) - line) if cursor else 0, animate=False)
        if is_seen or news is None:
            self.show_cursor()

    def rows_changed(self) -> None:
        is_named = any(group.day or group.paper for group in self._groups)
        starts = list(accumulate((group.count for group in self._groups), initial=0))[:-1] if is_named else []
        self._headings = Headings(starts, self._total, self.row_height)
        super().rows_changed()

    @property
    def line_count(self) -> int:
        return self._headings.line_count

    def top_of(self, index: int) -> int:
        return self._headings.top_of(index)

    def row_at(self, line: int) -> tuple[int, int]:
        return self._headings.row_at(line)

    def draw_between(self, line: int) -> Words:
        index, part = self.row_at(line)
        if part != HEADING:
            return []
        group = self._groups[self._headings.group_of(index)]
        if group.day is None:
            name = self._paper(group.paper)
        else:
            name = dates.day_name(datetime.combine(group.day, time(12), dates.VIETNAM), self._clock())
        return [(f" {name}", self.style("quiet", -1))]

    def render_line(self, y: int) -> Strip:
        """At the top edge stands what has arrived above it."""
        strip = super().render_line(y)
        if y or not self.news_above:
            return strip
        text, width = f"  {phrases.news_above(self.news_above)} ", self.scrollable_content_region.width
        sign = strip_of([(text, self.style("accent", -1))], cells.width(text), self.rich_style)
        return Strip.join([strip.crop(0, width - sign.cell_length), sign, strip.crop(width)])

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(new_value) == 0:
            self._news = 0

    def tell_ages(self) -> None:
        """Draw the lines anew that say something else by now: ages move on, and days pass."""
        screen = range(self.size.height)
        before = [self.render_line(y) for y in screen]
        self._drawn.clear()
        for y in screen:
            if self.render_line(y) != before[y]:
                self.refresh(Region(0, y, self.scrollable_content_region.width, 1))

    @property
    def known(self) -> dict[int, Row]:
        """The rows that have arrived, by their place in the list."""
        return self._window.known

    def has(self, index: int) -> bool:
        """Whether a row has arrived."""
        return index in self._window.rows

    def nearest(self) -> list[str]:
        """The ids of the rows that have arrived: the one under the cursor, those below it, and then those above it."""
        return self._window.from_there(self.cursor)

    def seek_unread(self, index: int, step: int) -> int:
        """From a row upwards (-1) or downwards (1) the first one that is unread or has not arrived; else the end."""
        return self._window.seek_unread(index, step)

    def add_page(self, offset: int, rows: Sequence[Row]) -> None:
        """Rows that were asked for have come; where they are fewer than a page, the list ends with them."""
        self._window.add(offset, rows)
        if len(rows) < PAGE:
            self._total = offset + len(rows)
            self.rows_changed()
        for index in range(offset, offset + len(rows)):
            self.refresh_row(index)
        if offset <= self.cursor < offset + len(rows):
            self.cursor_moved()

    def forget_but(self, offset: int) -> None:
        """Forget rows when there are many, but not those near that one and near the reader."""
        self._window.forget_but(offset, self.cursor, self.row_at(self.scroll_offset.y)[0])

    def shows(self, ids: Sequence[str]) -> bool:
        """Whether all of these headlines have arrived."""
        return {row.headline.id for row in self._window.rows.values()}.issuperset(ids)

    def change(self, ids: Sequence[str], **changes: bool | datetime) -> None:
        """Show other marks on some rows: `change(ids, read=True)`."""
        for index in self._window.change(frozenset(ids), **changes):
            self.refresh_row(index)

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

    def resized(self) -> None:
        compact = self.size.width >= ONE_LINE_WIDTH and self.app.size.height <= ONE_LINE_HEIGHT
        self.row_height = 1 if compact else 3
        super().resized()

    def on_click(self, event: events.Click) -> None:
        """A click on the sign at the top edge goes where it says."""
        if event.y == 0 and self.news_above and event.x > self.size.width // 2:
            event.prevent_default()
            self.action_first()

    def draw_row(self, index: int, width: int) -> list[Words]:
        row = self._window.rows.get(index)
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
        about = about_row(self._paper(row.headline.source), row, self._clock(), width - 8)
        drawn.append(between([*other, (about, quiet)], [*self._marks(row, index), (" ", quiet)], width))
        return drawn

    def _ink(self, row: Row, index: int) -> Style:
        """Read titles recede; the one under the cursor stands out."""
        if index == self.cursor:
            return self.style("strong", index)
        return self.style("quiet" if row.read else "plain", index)

    def _marks(self, row: Row, index: int) -> Words:
        carried = (edition_words.sign(row), self.style("quiet", index))
        star = ("★" if row.bookmarked else " ", self.style("accent", index))
        return [carried, (" ", self.style("quiet", index)), star]

    def _ask(self, index: int) -> None:
        if (offset := self._window.ask(index)) is not None:
            self.post_message(self.PageWanted(offset))


def about_row(paper: str, row: Row, now: datetime, columns: int) -> str:
    """Below a title: the paper, the age and the badge, of which the age is shortened first, and then left out."""
    badge, ages = edition_words.badge(row, now), (dates.relative(row.time, now), dates.relative_short(row.time, now))
    badged = [*((paper, age, badge) for age in ages), (paper, badge)] if badge else []
    lines = [" · ".join(facts) for facts in (*badged, *((paper, age) for age in ages))]
    return next((line for line in lines if cells.width(line) <= columns), lines[-1])
