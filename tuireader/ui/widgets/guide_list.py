"""The guide where there is little room: one channel's day, one programme a line, and the names of the channels."""

from __future__ import annotations

from datetime import datetime

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tuireader import dates
from tuireader.schedule import Programme
from tuireader.ui import cells, guide_words
from tuireader.ui.widgets.guide_pane import GuidePane, Spot
from tuireader.ui.widgets.line_list import Words, between

BAR = 12
"""Columns of a bar of progress."""
BAR_FROM = 56
"""Columns of a list from which there is room for it."""
GAP = 2
"""Columns between two names of channels."""


def progress(programme: Programme, now: datetime, columns: int) -> tuple[int, int]:
    """Of so many columns, those that stand for what is over and those for what is to come."""
    over = int((now - programme.start) / (programme.stop - programme.start) * columns)
    over = max(0, min(over, columns))
    return over, columns - over


class GuideList(GuidePane):
    """One channel's programmes; sideways are the other channels."""

    @property
    def row_count(self) -> int:
        return len(self.table.shows[self.spot.channel]) if self.table.channels else 0

    def place_cursor(self) -> None:
        place = self.table.near(self.spot.channel, self.spot.moment) if self.table.channels else None
        self.rows_changed()
        self.set_reactive(GuideList.cursor, place or 0)
        self.scroll_to(y=max(0, self.cursor - self.scrollable_content_region.height // 3), animate=False)
        self.refresh()

    def sideways(self, step: int) -> None:
        channel = self.spot.channel + step
        if channel < 0:
            self.post_message(self.Outermost())
        elif channel < len(self.table.channels):
            self.go(Spot(channel, self.spot.moment))
            self.place_cursor()

    def cursor_moved(self) -> None:
        self.go(Spot(self.spot.channel, self.table.shows[self.spot.channel][self.cursor].start))

    def action_page_down(self) -> None:
        self._page(1)

    def action_page_up(self) -> None:
        self._page(-1)

    def _page(self, step: int) -> None:
        if not self.move(step * max(1, self.scrollable_content_region.height - 1)):
            self.post_message(self.Beyond(step))

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        index = event.y + self.scroll_offset.y
        if index == self.cursor and self.row_count:
            self.post_message(self.Chosen())
        elif self.selectable(index):
            self.cursor = index

    def draw_row(self, index: int, width: int) -> list[Words]:
        show = self.table.shows[self.spot.channel][index]
        is_on, is_over = show.start <= self.now < show.stop, show.stop <= self.now
        time = self.style("quiet" if is_over else "plain", index)
        title = self.style("quiet" if is_over else "strong" if is_on or index == self.cursor else "plain", index)
        left: Words = [
            ("▌" if index == self.cursor else " ", self.style("accent", index)),
            ("● " if is_on else "  ", self.style("accent", index)),
            (f"{dates.clock(show.start)}  ", time),
            (show.title, title),
        ]
        if detail := show.detail.partition("\n")[0]:
            left.append((f" · {detail}", self.style("quiet", index)))
        return [between(left, self._right(show, index, width, is_on=is_on), width)]

    def _right(self, show: Programme, index: int, width: int, *, is_on: bool) -> Words:
        quiet = self.style("quiet", index)
        if not is_on:
            return [(f"  {guide_words.length(show.stop - show.start)} ", quiet)]
        over, ahead = progress(show, self.now, BAR if width >= BAR_FROM else 0)
        return [
            ("  " + "━" * over, self.style("accent", index)),
            ("─" * ahead + "  " * bool(over + ahead), quiet),
            (f"{guide_words.left(show, self.now)} ", self.style("strong", index)),
        ]


class ChannelBar(Widget):
    """The names of the channels in one line, with the one that is shown."""

    DEFAULT_CSS = "ChannelBar { height: 1; width: 1fr; }"

    names: reactive[tuple[str, ...]] = reactive(())
    at: reactive[int] = reactive(0)

    def render(self) -> Content:
        first, last = self._shown()
        pieces = [("‹ " if first else "  ", "$quiet")]
        for place in range(first, last):
            look = "bold $accent underline" if place == self.at else "$quiet"
            name = cells.cut(self.names[place], max(self.size.width - 4, 0))
            pieces += [(name, look), (" " * GAP, "")]
        pieces.append(("›" if last < len(self.names) else "", "$quiet"))
        return Content.assemble(*pieces)

    def _shown(self) -> tuple[int, int]:
        """From which name to which there is room, the one that is shown among them."""
        if not self.names:
            return 0, 0
        room = self.size.width - 2 * GAP
        taken = [cells.width(name) + GAP for name in self.names]
        first = 0
        while first < self.at and sum(taken[first : self.at + 1]) > room:
            first += 1
        last = self.at + 1
        while last < len(taken) and sum(taken[first : last + 1]) <= room:
            last += 1
        return first, last
