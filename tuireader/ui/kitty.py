"""Kitty's graphics: a picture is sent once under a number, and shown wherever cells name that, a row and a column.

Since those cells are text, the picture scrolls and is covered as text is. Source: the protocol's own page, "Unicode
placeholders" (sw.kovidgoyal.net/kitty/graphics-protocol).
"""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tuireader.ui.lines import Cell

if TYPE_CHECKING:
    from tuireader.newsstand.pictures import Pixels

PLACEHOLDER = "\U0010eeee"
CHUNK = 4096
"""Characters of one piece of a picture, at most."""
CELL = (10, 20)
"""Pixels of a cell for which pictures are made; the terminal fits them into its own."""

# The n-th sign stands for the row or column n, by the protocol's rowcolumn-diacritics.txt.
_RANGES = """
305 30d 30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8 5a9 5ab 5ac 5af 5c4
610-617 657-65b 65d 65e 6d6-6dc 6df-6e2 6e4 6e7 6e8 6eb 6ec 730 732 733 735 736 73a 73d 73f-741 743 745 747 749 74a
7eb-7f1 7f3 816-819 81b-823 825-827 829-82c
"""


def _signs() -> Iterator[str]:
    for part in _RANGES.split():
        first, _, last = part.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


SIGNS = tuple(_signs())
MOST = len(SIGNS)
"""Columns and rows that a picture can have."""


def sending(number: int, pixels: Pixels, columns: int, rows: int) -> str:
    """What to write to the terminal so that it knows the picture under that number, in so many cells, silently."""
    packed = b64encode(zlib.compress(pixels.rgb, 1)).decode("ascii")
    pieces = [packed[start : start + CHUNK] for start in range(0, len(packed), CHUNK)]
    head = f"a=t,q=2,f=24,o=z,s={pixels.width},v={pixels.height},i={number},"
    commands = [
        f"{head if not place else ''}m={int(place + 1 < len(pieces))};{piece}" for place, piece in enumerate(pieces)
    ]
    commands.append(f"a=p,U=1,q=2,i={number},c={columns},r={rows}")
    return forgetting(number) + "".join(f"\x1b_G{command}\x1b\\" for command in commands)


def forgetting(number: int) -> str:
    """What to write so that the terminal drops the picture of that number."""
    return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"


def cells(number: int, columns: int, rows: int) -> list[list[Cell]]:
    """The cells that show the picture; its number is their colour."""
    return [
        [Cell(PLACEHOLDER + SIGNS[row] + SIGNS[column], number) for column in range(min(columns, MOST))]
        for row in range(min(rows, MOST))
    ]
