"""Headings between rows: each line belongs to one row or to one gap, and rows and lines lead to each other."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.ui.widgets.headings import HEADING, Headings


def laid_out(sizes: list[int], height: int) -> list[tuple[int, int]]:
    """What each line is, written down one after the other."""
    lines: list[tuple[int, int]] = []
    row = 0
    for group, size in enumerate(sizes):
        lines += [(row, HEADING - 1)] if height > 1 and group else []
        lines.append((row, HEADING))
        lines += [(row + place, part) for place in range(size) for part in range(height)]
        row += size
    return lines


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.sampled_from([1, 3]))
def test_rows_and_lines_lead_to_each_other(sizes: list[int], height: int) -> None:
    starts = list(accumulate(sizes, initial=0))[:-1]
    headings = Headings(starts, sum(sizes), height)
    lines = laid_out(sizes, height)
    assert [headings.row_at(line) for line in range(len(lines))] == lines
    assert [headings.top_of(row) for row in range(sum(sizes))] == [
        line for line, (_, part) in enumerate(lines) if part == 0
    ]
    assert headings.line_count == len(lines)
    assert [headings.group_of(start) for start in starts] == list(range(len(sizes)))


@pytest.mark.parametrize("height", [1, 3])
def test_without_groups_there_are_rows_only(height: int) -> None:
    headings = Headings([], 4, height)
    assert headings.line_count == 4 * height
    assert [headings.row_at(headings.top_of(row)) for row in range(4)] == [(row, 0) for row in range(4)]


def test_an_empty_list_has_no_lines() -> None:
    assert Headings([], 0, 3).line_count == 0
