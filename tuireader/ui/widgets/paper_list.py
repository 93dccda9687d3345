"""The list of all papers: which are on, how many of their sections, how they are; unfolded, each section by itself.

Knows papers, a choice and words typed to narrow the list; changes neither. Whoever holds it says what is chosen now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from textual import events
from textual.message import Message

from tuireader.model import Choice, Health, Section, Source
from tuireader.newsstand import choices
from tuireader.text import fold
from tuireader.ui import cells, phrases
from tuireader.ui.widgets.line_list import LineList, Words, between

ON, OFF = "[x] ", "[ ] "
INDENT = 4
"""Columns by which a section stands further in than its paper."""
COUNT_WIDTH, STATE_WIDTH, WIDE = 9, 24, 64
"""Columns for the number of sections, for how a paper is, and those from which there is room for the latter."""


class Line(Struct, frozen=True):
    """One line: a paper, or one of its sections."""

    source: Source
    section: Section | None = None


class Told(Struct, frozen=True):
    """What is known of one line."""

    line: Line
    on: bool
    sections: int
    """How many sections of the paper are on."""
    health: Health | None
    now: datetime


def lines_of(
    sources: Sequence[Source], choice: Choice, unfolded: frozenset[str], words: Sequence[str]
) -> tuple[Line, ...]:
    """The papers in the reader's order, those in `unfolded` with their sections.

    With `words`, folded, the papers that have all of them in their names, and sections that have them in theirs or, the
    rest of them, in the paper's.
    """
    lines: list[Line] = []
    for source in choices.in_order(sources, choice):
        name = fold(f"{source.name} {source.id}")
        is_hit = all(word in name for word in words)
        if is_hit:
            sections = source.sections if source.id in unfolded else ()
        else:
            sections = tuple(one for one in source.sections if _matches(one, name, words))
        if is_hit or sections:
            lines += [Line(source), *(Line(source, section) for section in sections)]
    return tuple(lines)


def _matches(section: Section, paper: str, words: Sequence[str]) -> bool:
    name = fold(section.name)
    return any(word in name for word in words) and all(word in name or word in paper for word in words)


class PaperList(LineList):
    """A cursor over papers and sections."""

    class Moved(Message):
        """Another line is under the cursor, or something else is known of it; None where nothing is found."""

        def __init__(self, told: Told | None) -> None:
            super().__init__()
            self.told = told

    class Switched(Message):
        """The reader clicked on a box."""

    class Opened(Message):
        """The reader clicked on a name."""

    def __init__(self, sources: Sequence[Source], choice: Choice, now: datetime, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sources = tuple(sources)
        self._choice = choice
        self._now = now
        self._words: tuple[str, ...] = ()
        self._health: Mapping[tuple[str, str], Health] = {}
        self.unfolded: frozenset[str] = frozenset()
        """Ids of the papers whose sections are shown."""
        self._lines = lines_of(self._sources, choice, self.unfolded, ())

    @property
    def row_count(self) -> int:
        return len(self._lines)

    @property
    def line(self) -> Line | None:
        """What is under the cursor, None where nothing is found."""
        return self._lines[self.cursor] if self._lines else None

    @property
    def papers(self) -> list[str]:
        """Ids of the papers that are shown, in their order."""
        return [line.source.id for line in self._lines if line.section is None]

    def show_health(self, health: Mapping[tuple[str, str], Health]) -> None:
        """Know how sections are, and by ("id", "") whole papers."""
        self._health = health
        self.cursor_moved()
        self.refresh()

    def cursor_moved(self) -> None:
        self.post_message(self.Moved(self._told(self.line) if self.line else None))

    def show_choice(self, sources: Sequence[Source], choice: Choice) -> None:
        """Show another choice, or other papers; the cursor stays where it is in meaning."""
        self._sources, self._choice = tuple(sources), choice
        self._lay(self.line)

    def narrow(self, words: Sequence[str]) -> None:
        """Show only what has all of these words."""
        self._words = tuple(words)
        self._lay(self.line)

    def unfold(self, *, unfold: bool) -> None:
        """Show the sections of the paper under the cursor, or fold them away: from a section one comes to its paper."""
        if (line := self.line) is not None:
            self.unfolded = self.unfolded | {line.source.id} if unfold else self.unfolded - {line.source.id}
            self._lay(line if unfold else Line(line.source))

    def find(self, paper: str, section: str = "") -> None:
        """Rest the cursor on a paper or a section, where it is in the list."""
        for index, line in enumerate(self._lines):
            if _names(line) == (paper, section):
                self.cursor = index
                self.show_cursor()

    def draw_row(self, index: int, width: int) -> list[Words]:
        line, here = self._lines[index], index == self.cursor
        plain, quiet = self.style("plain", index), self.style("quiet", index)
        on = self._is_on(line)
        name = self.style("strong" if on and line.section is None else "plain" if on or here else "quiet", index)
        mark = ("▌" if here else " ", self.style("accent" if self.has_focus else "quiet", index))
        box = (" " * self._box_at(line) + (ON if on else OFF), plain if on else quiet)
        right = [(text, quiet) for text in _state(self._told(line), width)]
        if line.section is not None:
            return [between([mark, box, (line.section.name, name)], right, width)]
        fold_sign = " ▾" if line.source.id in self.unfolded else " ▸"
        return [between([mark, box, (line.source.name, name), (fold_sign, quiet)], right, width)]

    def on_click(self, event: events.Click) -> None:
        super().on_click(event)
        if self.line is not None and (event.y + self.scroll_offset.y) == self.cursor:
            start = 1 + self._box_at(self.line)
            on_box = self.line.section is not None or event.x < start + len(ON)
            self.post_message(self.Switched() if on_box else self.Opened())

    def _is_on(self, line: Line) -> bool:
        on = choices.is_on(line.source, self._choice)
        return on and (line.section is None or choices.is_section_on(line.source, line.section, self._choice))

    def _box_at(self, line: Line) -> int:
        return 0 if line.section is None else INDENT

    def _told(self, line: Line) -> Told:
        on = sum(self._is_on(Line(line.source, section)) for section in line.source.sections)
        return Told(line, self._is_on(line), on, self._health.get(_names(line)), self._now)

    def _lay(self, kept: Line | None) -> None:
        """Make the lines anew; the cursor stays on its line, or on its paper, or goes to the top."""
        self._lines = lines_of(self._sources, self._choice, self.unfolded, self._words)
        self.rows_changed()
        places = {_names(line): index for index, line in enumerate(self._lines)}
        if kept is not None:
            self.set_reactive(PaperList.cursor, places.get(_names(kept), places.get((kept.source.id, ""), 0)))
        self.show_cursor()
        self.cursor_moved()
        self.refresh()


def _names(line: Line) -> tuple[str, str]:
    return line.source.id, line.section.id if line.section else ""


def _state(told: Told, width: int) -> list[str]:
    """How many sections of a paper are on, and how it is, in columns that do not move."""
    source, section = told.line.source, told.line.section
    count = phrases.sections(told.sections, len(source.sections)) if section is None else ""
    if width < WIDE:
        return [cells.pad(count, COUNT_WIDTH, "right"), " "]
    is_known = told.health is not None and (told.health.kind != "untried" or told.on)
    state = phrases.health(told.health, told.now) if told.health and is_known else ""
    return [cells.pad(count, COUNT_WIDTH, "right"), "   ", cells.pad(state, STATE_WIDTH), " "]
