"""A column of set text that scrolls: set once for each width, and only the lines on the screen are drawn.

Owns the measure, the place of the first line across changes of width, what is laid over the text, and the selection of
text with the mouse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, get_args

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip

from tuireader.model import Place
from tuireader.ui.cells import width
from tuireader.ui.lines import SIGNS, Layout, Line, Run, Tone, assemble
from tuireader.ui.overlay import Overlay, overlaid, selected
from tuireader.ui.painting import drawn
from tuireader.ui.widgets.steady import SteadyView

MEASURE = 66
"""Columns of a line of text that are read with ease."""
_MARGIN, _ROOMY = 2, 40
"""Empty columns at least left of the text, in a pane of so many columns; in a narrower one there is one."""
_BOLD, _ITALIC = Style(bold=True), Style(italic=True)

Typeset = Callable[[int], Layout]
"""Sets a text for so many columns."""


class TextPane(SteadyView, can_focus=True):
    """Shows what a `Typeset` sets, and sets it again when the width changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"text--{look}" for look in (*get_args(Tone), "cursor", "found", "found-now", "letter")
    }
    DEFAULT_CSS = """
    TextPane {
        background: $paper;
        color: $ink;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size: 0 1;
        scrollbar-color: $rule;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $quiet;
        scrollbar-background: $paper;
        scrollbar-background-hover: $paper;
        scrollbar-background-active: $paper;
        & .text--ink { color: $ink; }
        & .text--strong { color: $strong; text-style: bold; }
        & .text--quiet { color: $quiet; }
        & .text--rule { color: $rule; }
        & .text--kicker { color: $quiet; text-style: bold; }
        & .text--title { color: $strong; text-style: bold; }
        & .text--lead { color: $strong; text-style: bold; }
        & .text--heading { color: $strong; text-style: bold; }
        & .text--quote { color: $ink; }
        & .text--link { color: $ink; text-style: underline; }
        & .text--badge { color: $accent; text-style: bold; }
        & .text--added { color: $accent; text-style: underline; }
        & .text--removed { color: $quiet; text-style: strike; }
        & .text--cursor { color: $strong; background: $cursor; text-style: bold; }
        & .text--found { color: $paper; background: $quiet; }
        & .text--found-now { color: $paper; background: $strong; text-style: bold underline; }
        & .text--letter { color: $paper; background: $strong; text-style: bold; }
    }
    """

    def __init__(
        self,
        *,
        measure: int = MEASURE,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._measure = measure
        self._typeset: Typeset = lambda _: assemble([])
        self._text = assemble([])
        self._set_for = 0
        """The columns for which the text is set; 0 before it is."""
        self._place = Place(0)
        self._highlighted = range(0)
        self._overlays: Mapping[int, Sequence[Overlay]] = {}
        self._strips: dict[int, Strip] = {}

    @property
    def place(self) -> Place:
        """Where the reader is: the first line on the screen."""
        return self._place

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return round(self.scroll_y) >= self.max_scroll_y

    def set_text(self, typeset: Typeset, place: Place) -> None:
        """Take another text and show it from that place on, now or as soon as the width is known."""
        self._typeset, self._place, self._highlighted, self._overlays = typeset, place, range(0), {}
        self._set_for = 0
        self._set_in_time()

    def _set_in_time(self) -> None:
        """Set the text now, or with the frame that shows it."""
        if not (self.is_mounted and self.size):
            self.forget_size()
        elif self._set_for != self.columns:
            self.reflow()

    def reflow(self) -> None:
        """Set the text for the present width, with the place on the first line."""
        columns, place = self.columns, self._place
        self._set_for = 0
        self._text = self._typeset(columns)
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._text.lines))
        self.scroll_to_line(self._text.line_of(place))
        # The end of a text may forbid to have the place on the first line: it is kept for a narrower column.
        self._place, self._set_for = place, columns
        self.text_moved()
        self.refresh()

    def text_moved(self) -> None:
        """Called after other lines have come onto the screen."""

    def highlight(self, lines: range) -> None:
        """Mark these lines, bring them onto the screen, and unmark all others."""
        self._highlighted = lines
        self._strips.clear()
        if lines:
            top, lowest = round(self.scroll_y), lines.stop + 1 - self.size.height
            self.scroll_to_line(min(max(top, lowest), lines.start))
        self.refresh()

    def lay_over(self, overlays: Mapping[int, Sequence[Overlay]]) -> None:
        """Lay these over the text, by the number of the line, and take away what lay there."""
        self._overlays = overlays
        self._strips.clear()
        self.refresh()

    @property
    def measure(self) -> int:
        """The columns that a line may have, where the pane has as many."""
        return self._measure

    def set_measure(self, measure: int) -> None:
        """Set the text for another measure; the line that was first stays first."""
        self._measure = measure
        self._set_in_time()

    @property
    def lines_shown(self) -> range:
        """The numbers of the lines that are on the screen."""
        first = round(self.scroll_y)
        return range(first, min(first + self.size.height, len(self._text.lines)))

    def scroll_to_line(self, line: int) -> None:
        """Have that line first on the screen, as far as the text goes; at once."""
        self.scroll_to(y=min(max(line, 0), self.max_scroll_y), animate=False, force=True)

    @property
    def columns(self) -> int:
        """The width of a line of text."""
        return max(1, min(self._measure, self.most_columns))

    @property
    def most_columns(self) -> int:
        """The columns for which there is room."""
        pane = self.scrollable_content_region.width
        return pane - 2 * (_MARGIN if pane >= _ROOMY else 1)

    @property
    def margin(self) -> int:
        """The empty columns left of the text, which stands in the middle of its pane."""
        return max(1, (self.scrollable_content_region.width - self.columns) // 2)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place, but not while the lines are still those of another width."""
        super().watch_scroll_y(old_value, new_value)
        if self._set_for and self._set_for == self.columns:
            self._place = self._text.place_at(round(new_value))
            self.text_moved()

    def resized(self) -> None:
        """Set the text for the new width and keep the line that was first."""
        if self._set_for != self.columns:
            self.reflow()
        else:
            self._strips.clear()
            self.text_moved()

    def notify_style_update(self) -> None:
        """Forget the lines drawn in the colours of another theme."""
        super().notify_style_update()
        self._strips.clear()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, with the lines of a paragraph joined as they were before they were set."""
        return selected(self._text.lines, selection.get_span), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the lines anew, with or without the selection."""
        self._strips.clear()
        super().selection_updated(selection)

    def link_at(self, line: int, column: int) -> str:
        """The address under that column of the line, or nothing."""
        column -= self.margin
        for run in self._text.lines[line].runs if column >= 0 else ():
            column -= width(run.text)
            if column < 0:
                return run.href
        return ""

    def render_line(self, y: int) -> Strip:
        """The line at that row of the screen, over the whole width with the scrollbar's column."""
        index = y + self.scroll_offset.y
        if (strip := self._strips.get(index)) is None:
            strip = self._strips[index] = self._draw(index)
        return strip

    def _draw(self, index: int) -> Strip:
        """The strip of one line of the text, as wide as the pane and its scrollbar."""
        pane, margin, plain = self.size.width, self.margin, self.rich_style
        if index >= len(self._text.lines):
            return Strip.blank(pane, plain)
        line = self._text.lines[index]
        is_lit = index in self._highlighted
        cells = sum(width(run.text) for run in line.runs)
        if line.picture:
            text = Strip(drawn(line.picture, plain, self._labels(index)), cells)
        else:
            text = Strip(self._overlaid(index, self._segments(line, is_lit=is_lit)), cells).apply_offsets(0, index)
        before = Segment(" " * margin, plain)
        after = Segment(" " * max(pane - margin - cells, 0), plain)
        if not is_lit:
            return Strip([before, *text, after], max(pane, margin + cells))
        lit = self.get_component_rich_style("text--cursor")
        bar = Segment(SIGNS.bar, lit)
        filling = Segment(" " * max(self.columns - cells, 0), lit)
        after = Segment(" " * max(pane - margin - max(self.columns, cells), 0), plain)
        return Strip([Segment(" " * (margin - 1), plain), bar, *text, filling, after], max(pane, margin + cells))

    def _segments(self, line: Line, *, is_lit: bool) -> Iterator[Segment]:
        for run in line.runs:
            yield Segment(run.text, self._style(run, is_lit=is_lit))

    def _style(self, run: Run, *, is_lit: bool) -> Style:
        """The look of a run in the present theme."""
        style = self.get_component_rich_style(f"text--{run.tone}")
        if run.strong:
            style += _BOLD
        if run.em:
            style += _ITALIC
        return style + self.get_component_rich_style("text--cursor", partial=True) if is_lit else style

    def _labels(self, index: int) -> list[tuple[int, str, Style]]:
        """The letters over a picture's line; the one that is chosen looks so."""
        over = self._overlays.get(index, ())
        look = next((one.look for one in over if not one.label), "letter")
        return [(one.start, one.label, self.get_component_rich_style(f"text--{look}")) for one in over if one.label]

    def _overlaid(self, index: int, segments: Iterable[Segment]) -> Iterable[Segment]:
        """The segments of a line under what is laid over it and, on top, the selection."""
        for start, end, look, label in self._overlays.get(index, ()):
            segments = overlaid(segments, start, end, self.get_component_rich_style(f"text--{look}"), label)
        selection = self.text_selection
        if selection and (span := selection.get_span(index)) is not None:
            end = len(self._text.lines[index].text) if span[1] < 0 else span[1]
            segments = overlaid(segments, span[0], end, self.screen.get_component_rich_style("screen--selection"))
        return segments
