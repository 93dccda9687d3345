"""The strip of latest news: one line that slides by a cell a step, or changes its headline where motion is off.

Owns the tape, all entries on one endless line of cells that is made once, and the choice among them. Knows only rows.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tuireader import dates
from tuireader.config import TickerConfig
from tuireader.language import tr
from tuireader.model import Row
from tuireader.ui.breaking import Watch, passing
from tuireader.ui.cells import cut, graphemes, width
from tuireader.ui.slide import Slide

LABEL = tr(" TIN MỚI  ")
STEPS_A_SECOND, STEPS_FROM_AFAR = 8, 3
"""Cells a second: slow enough to read along; and where each step goes through tmux or a network, to leave room."""
CHANGE_SECONDS = 6.0
"""How long one headline stands where motion is off."""
BREAKING = "! "
"""Before a headline that stands out: not by its colour alone."""
_BETWEEN = "   ·   "


class Tape(NamedTuple):
    """All entries on one line whose end is joined to its beginning."""

    cells: tuple[str, ...]
    """What stands in each cell; the second cell of a wide character is empty."""
    starts: tuple[int, ...]
    """The first cell of each entry, ascending from 0."""
    ends: tuple[int, ...]
    """The first cell behind each entry, where the separator begins."""

    def is_single(self, cell: int) -> bool:
        """Whether a character of one cell stands there."""
        cells = len(self.cells)
        return bool(self.cells[cell % cells] and self.cells[(cell + 1) % cells])

    def entry_at(self, cell: int) -> int:
        """Which entry that cell belongs to, the separator behind it included."""
        return bisect_right(self.starts, cell % len(self.cells)) - 1

    def pieces(self, start: int, columns: int) -> Iterator[tuple[int, str]]:
        """So many cells from there on, round the end if need be, as (entry, text); the entry of a separator is -1."""
        while columns > 0:
            start %= len(self.cells)
            entry = self.entry_at(start)
            is_between = start >= self.ends[entry]
            following = self.starts[entry + 1] if entry + 1 < len(self.starts) else len(self.cells)
            stop = min(following if is_between else self.ends[entry], start + columns)
            yield -1 if is_between else entry, self._text(start, stop)
            columns -= stop - start
            start = stop

    def _text(self, start: int, stop: int) -> str:
        """The text of these cells; half of a wide character shows as a space."""
        shown = list(self.cells[start:stop])
        if not shown[0]:
            shown[0] = " "
        if stop < len(self.cells) and not self.cells[stop]:
            shown[-1] = " "
        return "".join(shown)


def make_tape(texts: Sequence[str]) -> Tape:
    """The tape of these one-line texts."""
    cells: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for text in texts:
        starts.append(len(cells))
        for start, end, size in graphemes(text):
            cells += [text[start:end], ""][:size]
        ends.append(len(cells))
        cells += _BETWEEN
    return Tape(tuple(cells), tuple(starts), tuple(ends))


def pace(environment: Mapping[str, str]) -> int:
    """Cells a second. tmux makes a hundred bytes of a step: at 9,600 baud eight of them would fill the line."""
    is_afar = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "TMUX"))
    return STEPS_FROM_AFAR if is_afar else STEPS_A_SECOND


class Ticker(Widget, can_focus=True):
    """Lets the latest headlines pass by; stands still under the pointer, while focused and while `paused`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "ticker--label",
        "ticker--time",
        "ticker--title",
        "ticker--breaking",
        "ticker--between",
        "ticker--current",
    }
    DEFAULT_CSS = """
    Ticker {
        height: 1;
        background: $paper;
        color: $ink;
        & .ticker--label { color: $accent; text-style: bold; }
        & .ticker--time { color: $quiet; }
        & .ticker--title { color: $ink; }
        & .ticker--breaking { color: $accent; text-style: bold; }
        & .ticker--between { color: $quiet; }
        & .ticker--current { color: $strong; background: $cursor; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "previous", show=False),
        Binding("right", "next", show=False),
        Binding("enter", "choose", show=False),
        Binding("escape,q", "leave", show=False),
    ]
    ALLOW_SELECT = False

    moving: var[bool] = var(default=True)
    """Slide; otherwise one headline stands for a while and then gives way to the next."""
    paused: var[bool] = var(default=False)

    class Chosen(Message):
        """The reader wants the article of that row."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Left(Message):
        """The reader is done with the ticker."""

    def __init__(
        self,
        wanted: TickerConfig = TickerConfig(),  # noqa: B008 - frozen
        *,
        moving: bool = True,
        empty: str = "",
    ) -> None:
        super().__init__()
        self.set_reactive(Ticker.moving, moving)
        self._watch, self._bell = Watch(wanted.words), wanted.bell
        self._empty = empty
        """The sentence that stands where there are no entries."""
        self._rows: tuple[Row, ...] = ()
        self._tape = make_tape(())
        self._start = 0
        """The cell of the tape behind the label."""
        self._current = 0
        """The highlighted entry, and the one that stands alone where motion is off."""
        self._timer: Timer | None = None
        self._slide = Slide()

    def set_entries(self, rows: Sequence[Row]) -> None:
        """Run what of these newest rows is unread from now on; an entry that is being read stays where it is."""
        rows = tuple(passing(rows))
        if rows == self._rows:
            return
        if self._watch.hear(rows) and self._bell:
            self.app.bell()
        old_rows, old_tape, before = self._rows, self._tape, self._first()
        places = {row.headline.id: index for index, row in enumerate(rows)}
        current = places.get(old_rows[self._current].headline.id, 0) if old_rows else 0
        kept = places.get(old_rows[before].headline.id) if old_rows else None
        self._rows, self._current = rows, current
        self._tape = make_tape([self._text_of(row) for row in rows])
        self._start = 0 if kept is None else self._tape.starts[kept] + self._start - old_tape.starts[before]
        self._restart()

    @property
    def current(self) -> Row | None:
        """The row that Enter would open."""
        return self._rows[self._current] if self._rows else None

    def tick(self) -> None:
        """One step: the tape slides by a cell, or the next headline takes the place."""
        # What lies over this screen would be drawn anew as a whole with each step, seen or not.
        if not self._rows or not self.screen.is_active:
            return
        if self.moving:
            self._start = (self._start + 1) % len(self._tape.cells)
            if self._slid():
                return
        else:
            self._current = (self._current + 1) % len(self._rows)
        self.refresh()

    def rewind(self) -> None:
        """Begin with the newest again."""
        self._start = self._current = 0
        self.refresh()

    def _slid(self) -> bool:
        """Have the terminal slide the line itself; False where it has to be drawn."""
        coming = self._start + self._room - 1
        if not self._overflows or not (self._tape.is_single(self._start - 1) and self._tape.is_single(coming)):
            return False
        return self._slide.move(self, width(LABEL), Strip(self._window(coming, 1)))

    @property
    def is_running(self) -> bool:
        """Whether steps are being made; with nothing to show beyond the screen there are none."""
        if self.paused or self.has_focus or self.mouse_hover:
            return False
        return self._overflows if self.moving else len(self._rows) > 1

    def action_next(self) -> None:
        """Highlight the next entry."""
        self._step(1)

    def action_previous(self) -> None:
        """Highlight the entry before."""
        self._step(-1)

    def action_choose(self) -> None:
        """Ask for the highlighted article."""
        if row := self.current:
            self.post_message(self.Chosen(row))

    def action_leave(self) -> None:
        """Say that the reader is done."""
        self.post_message(self.Left())

    def watch_moving(self) -> None:
        """Change the pace, stop, or go on."""
        self._restart()

    watch_paused = watch_moving

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001  (Textual's own signature)
        """Stand still while entries are chosen, from the first that is whole on the screen."""
        super().watch_has_focus(_has_focus)
        if self.has_focus and self.moving and self._rows:
            first = self._first()
            is_whole = not self._overflows or self._tape.starts[first] == self._start
            self._current = first if is_whole else (first + 1) % len(self._rows)
        self._restart()

    def watch_mouse_hover(self) -> None:
        """Stand still under the pointer."""
        self._restart()

    def on_mount(self) -> None:
        """Slide or stand, as the width now asks for."""
        self._restart()

    on_resize = on_mount

    def on_click(self, event: events.Click) -> None:
        """Ask for the article under the pointer."""
        column = event.x - width(LABEL)
        if not self._rows or not 0 <= column < self._room:
            return
        if self.moving:
            if not self._overflows and column >= self._tape.ends[-1]:
                return
            self._current = self._tape.entry_at(self._offset + column)
        self.action_choose()

    def render_line(self, y: int) -> Strip:
        """The label, and what of the tape is behind it now."""
        if y > 0:
            return Strip.blank(self.size.width, self.rich_style)
        segments = [Segment(LABEL, self.get_component_rich_style("ticker--label"))]
        if not self._rows:
            segments.append(Segment(cut(self._empty, self._room), self.get_component_rich_style("ticker--time")))
        elif self.moving:
            segments += self._window(self._offset, self._room if self._overflows else self._tape.ends[-1])
        else:
            segments += self._entry(self._current, 0, cut(self._text_of(self._rows[self._current]), self._room))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    @property
    def _room(self) -> int:
        """The columns behind the label."""
        return max(self.size.width - width(LABEL), 0)

    @property
    def _overflows(self) -> bool:
        return bool(self._rows) and self._tape.ends[-1] > self._room

    @property
    def _offset(self) -> int:
        """The first cell on the screen; what fits as a whole stands at the left."""
        return self._start if self._overflows else 0

    def _first(self) -> int:
        """The first entry on the screen, be it only its end."""
        return self._tape.entry_at(self._offset) if self._rows else 0

    def _text_of(self, row: Row) -> str:
        sign = BREAKING if self._watch.told(row) else ""
        return f"{dates.clock(row.time)} {sign}{row.headline.title}"

    def _window(self, position: int, room: int) -> Iterator[Segment]:
        """So many cells of the tape from there on."""
        for entry, text in self._tape.pieces(position, room):
            if entry < 0:
                yield Segment(text, self.get_component_rich_style("ticker--between"))
            else:
                within = position % len(self._tape.cells) - self._tape.starts[entry]
                yield from self._entry(entry, within, text)
            position += width(text)

    def _entry(self, entry: int, within: int, text: str) -> Iterator[Segment]:
        """Some cells of an entry, of which so many lie further left: its time quiet, its title plain."""
        if self.has_focus and entry == self._current:
            yield Segment(text, self.get_component_rich_style("ticker--current"))
            return
        clock = max(len("00:00") - within, 0)
        if text[:clock]:
            yield Segment(text[:clock], self.get_component_rich_style("ticker--time"))
        if text[clock:]:
            look = "breaking" if self._watch.told(self._rows[entry]) else "title"
            yield Segment(text[clock:], self.get_component_rich_style(f"ticker--{look}"))

    def _step(self, by: int) -> None:
        """Highlight another entry and have it whole on the screen."""
        if not self._rows:
            return
        self._current = (self._current + by) % len(self._rows)
        length = len(self._tape.cells)
        left = (self._tape.starts[self._current] - self._start) % length
        size = self._tape.ends[self._current] - self._tape.starts[self._current]
        if left + size > self._room:
            self._start = self._tape.starts[self._current]
        self.refresh()

    def _restart(self) -> None:
        """Make steps at the right pace, or none, from now on."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.is_running and self.is_mounted:
            self._timer = self.set_interval(1 / pace(os.environ) if self.moving else CHANGE_SECONDS, self.tick)
        self.refresh()
