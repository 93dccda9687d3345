"""The thin line below an article: how much of it is read, and how long the rest takes."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tuireader.ui import cells, phrases
from tuireader.ui.lines import SIGNS

_SHORTEST = 8
"""Cells below which a line says nothing."""


class Progress(Widget):
    """A line as long as the pane, the part that is read in stronger ink, and the minutes at its end."""

    DEFAULT_CSS = "Progress { height: 1; width: 1fr; padding: 0 2; }"

    minutes: reactive[int] = reactive(0)
    """How long the article takes to read; 0 shows nothing."""
    read_part: reactive[float] = reactive(0.0, repaint=False)
    """How much of it is read, from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = (0, "")

    def watch_read_part(self) -> None:
        """Draw the line anew only where it looks otherwise than before."""
        if self._measured() != self._shown:
            self.refresh()

    def render(self) -> Content:
        if not self.minutes:
            return Content("")
        self._shown = read, words = self._measured()
        left = self._line - read
        return Content.assemble(
            (SIGNS.done * read, "$quiet"),
            (SIGNS.rule * left, "$rule"),
            " " * min(2, self._line),
            (words, "$quiet"),
        )

    def _measured(self) -> tuple[int, str]:
        """The cells that stand for what is read, and the words."""
        words = phrases.left_to_read(self.minutes, self.read_part)
        room = self.content_size.width - cells.width(words) - 2
        self._line = room if room >= _SHORTEST else 0
        return round(self._line * self.read_part), cells.cut(words, self.content_size.width)
