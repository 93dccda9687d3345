"""Where headings stand between the rows of a list: lines of rows, and rows of lines, without counting any of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

HEADING = -1
"""Stands in for the line of a row where the line is the heading above that row."""


class Headings:
    """The lines of rows of one height in groups, above each of which stands a heading, with air above if there is room.

    Lines and rows are counted from 0.
    """

    def __init__(self, starts: Sequence[int], total: int, height: int) -> None:
        """`starts` are the first rows of the groups, none for a list without headings; rows have `height` lines."""
        self._starts = list(starts)
        self._height = height
        self._total = total
        self._air = 0 if height == 1 else 1
        self._tops = [self.top_of(start) for start in self._starts]

    @property
    def line_count(self) -> int:
        """All lines."""
        return self.top_of(self._total - 1) + self._height if self._total else 0

    def top_of(self, row: int) -> int:
        """The first line of a row."""
        above = bisect_right(self._starts, row)
        return row * self._height + above * (1 + self._air) - (self._air if above else 0)

    def row_at(self, line: int) -> tuple[int, int]:
        """The row that has the line and which of its lines it is; for a line above the first of a group a negative one.

        That is `HEADING` for the heading, and less for the air above it.
        """
        group = bisect_right(self._tops, line) - 1
        if group < 0:
            return (0, line - self._tops[0]) if self._tops else divmod(line, self._height)
        row, part = divmod(line - self._tops[group], self._height)
        row += self._starts[group]
        if group + 1 < len(self._starts) and row >= self._starts[group + 1]:
            return self._starts[group + 1], line - self._tops[group + 1]
        return row, part

    def group_of(self, row: int) -> int:
        """The group in which a row is."""
        return bisect_right(self._starts, row) - 1
