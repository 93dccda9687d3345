"""Sixel: a picture as the terminals of DEC draw it, six rows of pixels at a time, one colour after another.

Source: DEC VT330/VT340 Programmer Reference Manual, volume 2, chapter 14.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.newsstand.pictures import Pixels


COLOURS = 128
_BAND = 6
_ALONE = tuple(bytes(value == colour for value in range(256)) for colour in range(COLOURS))
"""By colour the table that makes 1 of it and 0 of all others."""
_REPEATED = re.compile(r"(.)\1{3,}")


def drawing(pixels: Pixels) -> str:
    """What to write so that the picture is drawn from the cursor on; it needs a palette."""
    colours = "".join(
        f"#{number};2;" + ";".join(str(round(part * 100 / 255)) for part in pixels.palette[number * 3 : number * 3 + 3])
        for number in range(len(pixels.palette) // 3)
    )
    bands = "-".join(
        "$".join(_band(pixels.indices, pixels.width, top, min(_BAND, pixels.height - top)))
        for top in range(0, pixels.height, _BAND)
    )
    return f'\x1bP0;1;0q"1;1;{pixels.width};{pixels.height}{colours}{bands}\x1b\\'


def _band(indices: bytes, width: int, top: int, height: int) -> Iterator[str]:
    """The colours of one band, each as the signs of all its columns."""
    rows = [indices[(top + row) * width : (top + row + 1) * width] for row in range(height)]
    # Six rows become one number of bytes, in which each byte holds a column's bits; no byte overflows into the next.
    base = int.from_bytes(b"?" * width, "big")
    for colour in sorted(set().union(*rows)):
        columns = base
        for bit, row in enumerate(rows):
            if colour in row:
                columns += int.from_bytes(row.translate(_ALONE[colour]), "big") << bit
        signs = columns.to_bytes(width, "big").decode("ascii").rstrip("?")
        yield f"#{colour}" + _REPEATED.sub(lambda run: f"!{len(run[0])}{run[1]}", signs)
