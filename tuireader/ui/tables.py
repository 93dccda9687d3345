"""Tables on a grid: aligned columns where they fit, and one «column: value» a line where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tuireader.model import Table
from tuireader.ui.cells import pad, width, wrap
from tuireader.ui.lines import BLANK, SIGNS, Line, Run, Tone, flow

_GAP = 2
"""Empty cells between two columns."""
_NARROWEST = 12
"""Cells below which a column of words is no longer read with pleasure."""
_TALLEST = 4
"""Lines in one cell above which a table is easier read as a list."""
_NUMBER = re.compile(r"[+\-−±~≈]?\s?\d[\d.,:/\s]*\s?(?:%|‰|°C|đ|₫|[A-Z]{3})?\Z")

Rows = Sequence[Sequence[str]]


def lay_out_table(table: Table, columns: int) -> list[Line]:
    """The table in lines of at most so many cells, its caption above it."""
    rows = _rectangular(table.rows)
    lines = flow(table.caption, columns, "quiet") if table.caption else []
    if not rows:
        return lines
    widths = _widths(rows, columns)
    if widths and not _too_tall(rows, widths):
        return [*lines, *_aligned(rows, widths, header=table.header)]
    return [*lines, *(_records(rows, columns) if table.header and len(rows) > 1 else _joined(rows, columns))]


def _rectangular(rows: Rows) -> list[list[str]]:
    """All rows with the same number of one-line cells, without rows that say nothing."""
    count = max((len(row) for row in rows), default=0)
    full = [[" ".join(cell.split()) for cell in row] + [""] * (count - len(row)) for row in rows]
    return [row for row in full if any(row)]


def _widths(rows: Rows, columns: int) -> list[int]:
    """The columns' widths, the widest narrowed until all fit; empty where that is no longer readable."""
    natural = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    room = columns - _GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    widths = list(natural)
    left, waiting = room, len(natural)
    for index in sorted(range(len(natural)), key=natural.__getitem__):
        share = left // waiting
        widths[index] = min(natural[index], share)
        left -= widths[index]
        waiting -= 1
    shrunk = [narrow for narrow, wide in zip(widths, natural, strict=True) if narrow < wide]
    return widths if min(shrunk) >= _NARROWEST else []


def _too_tall(rows: Rows, widths: Sequence[int]) -> bool:
    return any(len(wrap(cell, room)) > _TALLEST for row in rows for cell, room in zip(row, widths, strict=True))


def _aligned(rows: Rows, widths: Sequence[int], *, header: bool) -> Iterator[Line]:
    """The rows with their cells below one another, numbers to the right."""
    body = rows[1:] if header else rows
    numeric = [all(_NUMBER.match(cell) for cell in column if cell) for column in zip(*body, strict=True)]
    numeric = numeric or [False] * len(widths)
    airy = any(width(cell) > room for row in body for cell, room in zip(row, widths, strict=True))
    for index, row in enumerate(rows):
        if header and index == 0:
            yield from _row(row, widths, numeric, "strong")
            yield Line((Run(SIGNS.rule * (sum(widths) + _GAP * (len(widths) - 1)), "rule"),))
            continue
        if airy and index > (1 if header else 0):
            yield BLANK
        yield from _row(row, widths, numeric, "ink")


def _row(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool], tone: Tone) -> Iterator[Line]:
    """One row, as high as its highest cell."""
    cells = [[cell[start:end] for start, end in wrap(cell, room)] for cell, room in zip(row, widths, strict=True)]
    for level in range(max(len(cell) for cell in cells)):
        padded = [
            pad(cell[level] if level < len(cell) else "", room, "right" if is_number else "left")
            for cell, room, is_number in zip(cells, widths, numeric, strict=True)
        ]
        yield Line((Run((" " * _GAP).join(padded).rstrip(), tone),))


def _records(rows: Rows, columns: int) -> Iterator[Line]:
    """Each row as a small list: its first cell, then the others with the names of their columns."""
    names, *records = rows
    for index, (subject, *values) in enumerate(records):
        if index:
            yield BLANK
        if subject:
            yield from flow(subject, columns, "strong")
        for name, value in zip(names[1:], values, strict=True):
            if value:
                first = Run(f"  {name}: " if name else "  ", "quiet")
                yield from _hung(first, value, columns)


def _hung(first: Run, value: str, columns: int) -> list[Line]:
    """The value beside the name of its column, or below a name that leaves it no room."""
    if width(first.text) <= columns // 2:
        return flow(value, columns, first=first)
    name = flow(first.text.strip(), columns, "quiet", first=Run("  "))
    return [*name, *flow(value, columns, first=Run("    "))]


def _joined(rows: Rows, columns: int) -> Iterator[Line]:
    """Each row of a table without names as one paragraph."""
    for row in rows:
        yield from flow(" · ".join(cell for cell in row if cell), columns, first=Run("  "))
