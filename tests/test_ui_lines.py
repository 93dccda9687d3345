"""Places survive another width, and spans land on the right characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tuireader.model import Place, Span
from tuireader.ui.lines import BLANK, Layout, Line, Run, assemble, beside, flow

TEXT = "Ông Ví Dụ cho biết ở trang của dự án"


def test_flow_hangs_below_the_text_behind_the_mark() -> None:
    lines = flow("một hai ba", 9, first=Run("• ", "quiet"))
    assert [line.text for line in lines] == ["• một hai", "  ba"]
    assert [line.continues for line in lines] == [False, True]


def test_a_newline_begins_a_paragraph() -> None:
    assert [line.continues for line in flow("một hai\nba", 3)] == [False, True, False]


def test_spans_are_divided_at_line_ends_and_where_they_overlap() -> None:
    start = TEXT.index("biết")
    link = Span(start, TEXT.index("của") + 3, "link", "https://vidu.example/")
    strong = Span(TEXT.index("trang"), len(TEXT), "strong")
    first, second = flow(TEXT, 20, spans=(link, strong))
    assert first.runs == (Run("Ông Ví Dụ cho "), Run("biết ở", "link", href="https://vidu.example/"))
    assert second.runs == (
        Run("trang của", "link", strong=True, href="https://vidu.example/"),
        Run(" dự án", strong=True),
    )


def test_spans_beyond_the_text_do_no_harm() -> None:
    assert "".join(line.text for line in flow("ngắn", 20, spans=(Span(2, 900, "em"), Span(50, 60, "strong")))) == "ngắn"


def test_beside_puts_the_mark_before_each_line() -> None:
    assert [line.text for line in beside(Run("| "), [Line((Run("a"),)), BLANK])] == ["| a", "| "]


def layout(*heights: int) -> Layout:
    return assemble([[BLANK] * height for height in heights])


def test_place_counts_parts() -> None:
    text = layout(3, 4, 1)
    assert text.place_at(0) == Place(0)
    assert text.place_at(3) == Place(1)
    assert text.place_at(5) == Place(1, 0.5)
    assert text.place_at(99) == Place(2)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.integers(0, 80))
def test_each_line_is_found_again_by_its_place(heights: list[int], line: int) -> None:
    text = layout(*heights)
    line = min(line, max(len(text.lines) - 1, 0))
    assert text.line_of(text.place_at(line)) == line


@given(st.lists(st.integers(1, 9), min_size=2, max_size=9), st.integers(1, 4), st.integers(0, 80))
def test_a_place_names_the_same_part_at_another_width(heights: list[int], times: int, line: int) -> None:
    wide, narrow = layout(*heights), layout(*(height * times for height in heights))
    place = wide.place_at(line)
    assert narrow.lines[narrow.line_of(place)].block == place.block


def test_places_of_another_article_are_brought_into_range() -> None:
    assert layout(2, 2).line_of(Place(77, 5.0)) == 3
    assert layout(2, 2).line_of(Place(-1, -1.0)) == 0
    assert layout().line_of(Place(3, 0.5)) == 0
    assert layout().place_at(4) == Place(0)


def test_a_part_without_lines_is_where_the_next_one_starts() -> None:
    assert layout(2, 0, 2).line_of(Place(1, 0.5)) == 2
