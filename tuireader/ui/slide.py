"""Slides a line of the terminal by one cell without drawing it anew: some twenty bytes instead of several hundred.

The line stays one that its widget can draw at any time, so whatever draws it in between does no harm. What the
terminal is told is as old as the VT102: delete character (DCH), save and restore cursor (DECSC, DECRC), which keep the
colours as well (DEC STD 070, «Terminal Interface Architecture»).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from textual.strip import Strip
from textual.widget import Widget

from tuireader.ui.curtain import CurtainScreen

RENEWED = 40
"""Steps after which the colours are saved anew, should anybody else have used the terminal's one place for them."""
_DRAWN = re.compile(r"((?:\x1b\[[\d;]*m)*)([^\x1b]*)")


class Line(NamedTuple):
    """Which cells slide, counted from 0: those of a row from `first` to `last`, the last column of the terminal."""

    row: int
    first: int
    last: int


class Slide:
    """Knows which colours the terminal keeps for the cell that comes in at the right."""

    def __init__(self) -> None:
        self._kept: tuple[Line, str] | None = None
        self._steps = 0

    def move(self, widget: Widget, first: int, coming: Strip) -> bool:
        """Slide the widget's line from its column `first` on, for `coming` to come in at its end; False if it cannot.

        `coming` is one cell wide, and so is what goes out at the left.
        """
        app, screen, region = widget.app, widget.screen, widget.region
        driver = app._driver  # noqa: SLF001 - Textual draws whole regions only
        if driver is None or app.is_headless or region.right != app.size.width:
            return False
        if isinstance(screen, CurtainScreen) and screen.is_down:
            return False  # what the terminal shows is not ours yet
        for line_filter in app.get_line_filters():
            coming = coming.apply_filter(line_filter, widget.background_colors[1])
        drawn = _DRAWN.match(coming.render(app.console))
        if drawn is None:
            return False
        line = Line(region.y, region.x + first, region.right - 1)
        driver.write(self.step(line, drawn[2], drawn[1], app.cursor_position))
        driver.flush()
        widget._styles_cache.clear()  # noqa: SLF001 - it has the line as it was drawn last
        return True

    def step(self, line: Line, cell: str, colours: str, cursor: tuple[int, int]) -> str:
        """What the terminal is told, so that all cells move left by one and `cell` comes in, in `colours` (SGR).

        `cursor` is the column and row where the cursor has to be afterwards.
        """
        save = ""
        if self._kept != (line, colours) or self._steps >= RENEWED:
            save = f"{_to(line.last, line.row)}{colours}\x1b7\x1b[m"
            self._kept, self._steps = (line, colours), 0
        self._steps += 1
        # Saved again at once: there are terminals that give back what they keep only once.
        return f"{save}{_to(line.first, line.row)}\x1b[P\x1b8\x1b7{cell}\x1b[m{_to(*cursor)}"


def _to(column: int, row: int) -> str:
    return f"\x1b[{row + 1};{column + 1}H"
