"""Tables are aligned where they fit and told row by row where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.model import Table
from tuireader.text import clean_line
from tuireader.ui.cells import width
from tuireader.ui.tables import lay_out_table

TREES = Table(
    rows=(("Loài", "Số cây"), ("Bằng lăng", "600"), ("Sao đen", "1.200")), header=True, caption="Số cây năm đầu"
)


def text_of(table: Table, columns: int) -> list[str]:
    return [line.text for line in lay_out_table(table, columns)]


def test_numbers_stand_right_below_their_heading() -> None:
    assert text_of(TREES, 40) == [
        "Số cây năm đầu",
        "Loài       Số cây",
        "─────────────────",
        "Bằng lăng     600",
        "Sao đen     1.200",
    ]


def test_wide_cells_wrap_in_their_column() -> None:
    table = Table(rows=(("Kè bờ", "Kè đá hai bên bờ, chừa lối xuống"), ("Nạo vét", "Đã xong")))
    assert text_of(table, 24) == [
        "Kè bờ    Kè đá hai bên",
        "         bờ, chừa lối",
        "         xuống",
        "",
        "Nạo vét  Đã xong",
    ]


def test_a_table_too_wide_is_told_as_column_and_value() -> None:
    rows = (("Năm", "Quý 1", "Quý 2"), ("2024", "12.345,6", "13.456,7"), ("2025", "14.567,8", ""))
    assert text_of(Table(rows=rows, header=True), 20) == [
        "2024",
        "  Quý 1: 12.345,6",
        "  Quý 2: 13.456,7",
        "",
        "2025",
        "  Quý 1: 14.567,8",
    ]


def test_a_long_name_of_a_column_stands_above_its_value() -> None:
    rows = (("Năm", "So với cùng kỳ năm trước"), ("2025", "tăng 5,2% nhờ xuất khẩu"))
    assert text_of(Table(rows=rows, header=True), 16) == [
        "2025",
        "  So với cùng kỳ",
        "  năm trước:",
        "    tăng 5,2%",
        "    nhờ xuất",
        "    khẩu",
    ]


def test_a_table_too_wide_and_without_names_is_told_in_rows() -> None:
    rows = (("Hà Nội", "Huế", "Đà Nẵng", "Cần Thơ"), ("một", "", "ba", "bốn"))
    assert text_of(Table(rows=rows), 22) == ["  Hà Nội · Huế · Đà", "  Nẵng · Cần Thơ", "  một · ba · bốn"]


@pytest.mark.parametrize("rows", [(), ((),), (("", ""), ("",))])
def test_an_empty_table_is_nothing(rows: tuple[tuple[str, ...], ...]) -> None:
    assert text_of(Table(rows=rows, header=True), 30) == []


CELLS = st.text(alphabet="aế 1.日[/]", max_size=25).map(clean_line)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.booleans(), st.integers(16, 66))
def test_no_table_is_wider_than_its_column(rows: list[list[str]], header: bool, columns: int) -> None:
    table = Table(rows=tuple(map(tuple, rows)), header=header)
    assert all(width(line) <= columns for line in text_of(table, columns))
