"""What the demo's photographers bring home: hills below a sky, another one for each name, as a PNG (RFC 2083).

Drawn here and not kept as files, so that nothing has to be shipped and nothing belongs to anybody else.
"""

from __future__ import annotations

import struct
import zlib
from hashlib import blake2b
from math import sin

WIDTH, HEIGHT = 480, 320
_SKY = 48
"""Colours of the sky, from above to the horizon."""
_LIGHTS = (
    ((94, 140, 190), (238, 214, 178), (255, 246, 214), (88, 118, 126)),
    ((232, 138, 82), (196, 176, 170), (255, 238, 196), (92, 110, 128)),
    ((38, 44, 92), (176, 112, 122), (250, 226, 190), (58, 62, 92)),
    ((150, 186, 206), (226, 232, 226), (255, 255, 246), (104, 134, 120)),
)
"""Of an hour of the day: the sky above and at the horizon, the sun, and the farthest hill."""

Colour = tuple[int, int, int]


def picture(name: str) -> bytes:
    """The picture of that name, always the same one."""
    seed = blake2b(name.encode(), digest_size=8).digest()
    above, horizon, sun, far = _LIGHTS[seed[0] % len(_LIGHTS)]
    palette = [_between(above, horizon, step / (_SKY - 1)) for step in range(_SKY)]
    palette += [sun, *(_between(far, (14, 34, 30), depth / 2) for depth in range(3))]
    ridges = [[_ridge(column, depth, seed) for column in range(WIDTH)] for depth in range(3)]
    centre, radius = (WIDTH * (60 + seed[1] % 100) // 220, HEIGHT * (22 + seed[2] % 14) // 100), HEIGHT // 9
    rows = [_row(row, ridges, centre, radius) for row in range(HEIGHT)]
    return _png(rows, palette)


def _ridge(column: int, depth: int, seed: bytes) -> float:
    """The row in which a hill begins; the nearest is the deepest one."""
    wave = sin(column / (46 + seed[3 + depth] % 40) + seed[6]) + sin(column / 17 + depth * 2 + seed[7]) / 4
    return HEIGHT * (0.56 + 0.13 * depth + 0.06 * wave)


def _row(row: int, ridges: list[list[float]], centre: tuple[int, int], radius: int) -> bytes:
    colours = bytearray([min(row * _SKY // (HEIGHT * 2 // 3), _SKY - 1)]) * WIDTH
    reach = radius**2 - (row - centre[1]) ** 2
    if reach > 0:
        half = int(reach**0.5)
        colours[centre[0] - half : centre[0] + half] = bytes([_SKY]) * (2 * half)
    for depth, ridge in enumerate(ridges, _SKY + 1):
        for column, top in enumerate(ridge):
            if row >= top:
                colours[column] = depth
    return bytes(colours)


def _between(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(first + (second - first) * part) for first, second in zip(one, other, strict=True))
    return red, green, blue


def _png(rows: list[bytes], palette: list[Colour]) -> bytes:
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    lines = b"".join(b"\0" + row for row in rows)
    chunks = (b"IHDR", head), (b"PLTE", bytes(sum(palette, ()))), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
