"""One picture, as large as its widget allows and in the middle of it, or a sentence in its stead."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuireader.errors import NewsError
from tuireader.model import Source
from tuireader.newsstand.pictures import PictureDesk
from tuireader.ui import kitty, picture_words, sixel
from tuireader.ui.cells import cut, pad, width
from tuireader.ui.graphics import Graphics, cell_size, write
from tuireader.ui.lines import Cell
from tuireader.ui.painting import drawn, fitted, half_blocks

if TYPE_CHECKING:
    from tuireader.newsstand.pictures import Pixels

_NUMBERS = (201, 202)
"""Of the picture that is shown and of the one that comes, behind those of the articles."""


class PictureView(Widget):
    """Draws with what the terminal has: Kitty's graphics, Sixel, else half blocks."""

    DEFAULT_CSS = "PictureView { width: 1fr; height: 1fr; background: $paper; color: $quiet; }"

    class Resized(Message):
        """The picture has another room."""

    def __init__(self, desk: PictureDesk, graphics: Graphics) -> None:
        super().__init__()
        self._desk = desk
        self._graphics = graphics
        self._sentence = ""
        self._rows: list[list[Cell]] = []
        self._sixel = ""
        self._turn = 0

    @property
    def sentence(self) -> str:
        """What is said instead of a picture."""
        return self._sentence

    async def bring(self, address: str, source: Source | None) -> None:
        """Show the picture of that address, or why it is not to be had."""
        self._clear(picture_words.COMING)
        try:
            await self._draw(address, source)
        except NewsError as error:
            self._clear(picture_words.why_not(error))

    async def _draw(self, address: str, source: Source | None) -> None:
        columns, rows = self.size
        cell = cell_size()
        if self._graphics.form == "kitty":
            columns, rows = min(columns, kitty.MOST), min(rows, kitty.MOST)
            wide, high = cell or kitty.CELL
            pixels = await self._desk.show(address, columns * wide, rows * high, source=source, asked=True)
            self._send(pixels, *fitted(pixels.width, pixels.height, columns, rows))
        elif self._graphics.sixel and cell is not None:
            # A row is left free: a drawing that reaches the last line of a terminal scrolls it.
            size = columns * cell[0], (rows - 1) * cell[1]
            pixels = await self._desk.show(address, *size, colours=sixel.COLOURS, source=source, asked=True)
            drawing = await asyncio.to_thread(sixel.drawing, pixels)
            self._clear("")
            self._sixel = self._placed(drawing, pixels, *cell)
        else:
            pixels = await self._desk.show(address, columns, rows * 2, source=source, asked=True)
            self._clear("")
            self._rows = half_blocks(pixels)
        self.refresh()

    def on_resize(self) -> None:
        self.post_message(self.Resized())

    def on_unmount(self) -> None:
        if self._graphics.form == "kitty":
            for number in _NUMBERS:
                write(self.app, kitty.forgetting(_numbered(number)))

    def render_line(self, y: int) -> Strip:
        columns, rows = self.size
        if self._sentence:
            text = _centred(self._sentence, columns) if y == rows // 2 else " " * columns
            return Strip([Segment(text, self.rich_style)], columns)
        row = y - (rows - len(self._rows)) // 2
        if not 0 <= row < len(self._rows):
            return Strip.blank(columns, self.rich_style)
        cells = self._rows[row]
        left = (columns - len(cells)) // 2
        before, after = (Segment(" " * count, self.rich_style) for count in (left, columns - left - len(cells)))
        return Strip([before, *drawn(cells, self.rich_style), after], columns)

    def render_lines(self, crop: object) -> list[Strip]:
        """The lines that are drawn; a Sixel picture lies over them, and so is drawn after them."""
        if self._sixel:
            self.call_later(self._lay_over)
        return super().render_lines(crop)  # type: ignore[arg-type]

    def _lay_over(self) -> None:
        if self._sixel and self.screen.is_current:
            write(self.app, self._sixel)

    def _clear(self, sentence: str) -> None:
        self._sentence, self._rows, self._sixel = sentence, [], ""
        self.refresh()

    def _send(self, pixels: Pixels, columns: int, rows: int) -> None:
        self._turn = 1 - self._turn
        number = _numbered(_NUMBERS[self._turn])
        write(self.app, kitty.sending(number, pixels, columns, rows))
        self._clear("")
        self._rows = kitty.cells(number, columns, rows)

    def _placed(self, drawing: str, pixels: Pixels, wide: int, high: int) -> str:
        """The drawing in the middle of this widget; the cursor stays where it was (DECSC, CUP, DECRC)."""
        place = self.region
        column = place.x + max(place.width - -(-pixels.width // wide), 0) // 2 + 1
        row = place.y + max(place.height - -(-pixels.height // high), 0) // 2 + 1
        return f"\x1b7\x1b[{row};{column}H{drawing}\x1b8"


def _numbered(number: int) -> int:
    return (os.getpid() & 0xFFFF) << 8 | number


def _centred(text: str, columns: int) -> str:
    text = cut(text, columns)
    return pad(" " * ((columns - width(text)) // 2) + text, columns)
