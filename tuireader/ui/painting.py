"""Pictures in cells: how many they take, half blocks out of pixels, and letters laid over them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from tuireader.ui.lines import OWN, Cell, Line, Run

if TYPE_CHECKING:
    from tuireader.newsstand.pictures import Pixels

HALF = "▀"
USUAL = 1.5
"""The width of a newspaper's picture in heights, for the room of one that has not come yet."""
LEAST_ROWS = 4

CellRows = Sequence[Sequence[Cell]]


def room(columns: int, height: int) -> tuple[int, int]:
    """The columns and rows that a picture may have in a pane so high: a third of it."""
    return columns, max(min(height // 3, round(columns / 2 / USUAL)), LEAST_ROWS)


def fitted(width: int, height: int, columns: int, rows: int) -> tuple[int, int]:
    """The columns and rows of a picture of so many pixels in its room; a cell is twice as high as it is wide."""
    wide = max(min(columns, round(width / height * rows * 2)), 1)
    return wide, max(min(round(wide * height / width / 2), rows), 1)


def half_blocks(pixels: Pixels) -> list[list[Cell]]:
    """Two pixels a cell, the upper one in the colour of the sign; below an odd last row is the paper."""
    stride = pixels.width * 3
    rows = [_colours(pixels.rgb[start : start + stride]) for start in range(0, pixels.height * stride, stride)]
    if len(rows) % 2:
        rows.append([OWN] * pixels.width)
    return [
        [Cell(HALF, ink, ground) for ink, ground in zip(upper, lower, strict=True)]
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def pictured(rows: CellRows, href: str) -> list[Line]:
    """The lines of a picture that leads to `href`."""
    return [
        Line((Run(" " * len(row), "quiet", href=href),), continues=number > 0, picture=tuple(row))
        for number, row in enumerate(rows)
    ]


def drawn(row: Iterable[Cell], paper: Style, labels: Sequence[tuple[int, str, Style]] = ()) -> Iterator[Segment]:
    """A row of a picture on `paper`, with labels over its cells: where each begins, its text and its look."""
    covered = {start + place: Segment(sign, look) for start, text, look in labels for place, sign in enumerate(text)}
    for place, cell in enumerate(row):
        yield covered.get(place) or Segment(cell.text, paper + _style(cell.ink, cell.ground))


def _colours(row: bytes) -> list[int]:
    return [red << 16 | green << 8 | blue for red, green, blue in zip(row[::3], row[1::3], row[2::3], strict=True)]


@lru_cache(maxsize=4096)
def _style(ink: int, ground: int) -> Style:
    return Style(color=_color(ink), bgcolor=_color(ground))


def _color(colour: int) -> Color | None:
    return None if colour == OWN else Color.from_rgb(colour >> 16, colour >> 8 & 255, colour & 255)
