"""Lines end at spaces, characters stay whole, and widths are those that Textual crops by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuireader.text import clean_block, clean_line
from tuireader.ui.cells import cut, graphemes, is_narrow, pad, width, wrap

FAMILY, FLAG, KEYCAP, THUMB = "👨‍👩‍👧", "🇻🇳", "1️⃣", "👍🏽"
PIECES = st.sampled_from(
    [
        FAMILY,
        FLAG,
        KEYCAP,
        THUMB,
        "日本",
        "e\u0302\u0301",
        "Việt",
        "Nam",
        "nghiêng",
        " ",
        " ",
        "https://x.vn/a",
        "—",
        "\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join).map(clean_block)


def lines_of(text: str, columns: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, columns)]


def test_breaks_between_syllables_only() -> None:
    assert lines_of("Tiếng Việt có dấu đầy đủ", 10) == ["Tiếng Việt", "có dấu đầy", "đủ"]


def test_a_line_that_fits_exactly_is_not_broken() -> None:
    assert lines_of("mười ký tự", 10) == ["mười ký tự"]


def test_a_word_longer_than_the_line_is_broken_by_cells() -> None:
    assert lines_of("ở https://vidu.example/a", 8) == ["ở", "https://", "vidu.exa", "mple/a"]


def test_newlines_end_lines_and_empty_lines_show() -> None:
    assert lines_of("một\n\nhai", 10) == ["một", "", "hai"]
    assert lines_of("", 10) == [""]


def test_trailing_spaces_make_no_line() -> None:
    assert lines_of("một hai ", 7) == ["một hai"]


@pytest.mark.parametrize("whole", [FAMILY, FLAG, KEYCAP, THUMB, "e\u0302\u0301"])
def test_what_is_seen_as_one_character_stays_whole(whole: str) -> None:
    assert graphemes(f"a{whole}b") == [
        (0, 1, 1),
        (1, 1 + len(whole), width(whole)),
        (1 + len(whole), 2 + len(whole), 1),
    ]
    assert "".join(lines_of(whole * 5, 3)) == whole * 5
    assert all(set(line.replace(whole, "")) == set() for line in lines_of(whole * 5, 3))


def test_flags_beside_each_other_are_two_flags() -> None:
    assert [end - start for start, end, _ in graphemes("🇻🇳🇱🇦")] == [2, 2]


@given(TEXTS, st.integers(2, 40))
def test_no_line_is_wider_than_the_column_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = lines_of(text, columns)
    assert all(cell_len(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(st.text(max_size=60).map(clean_line), st.integers(1, 30))
def test_any_text_wraps_and_cuts(text: str, columns: int) -> None:
    assert "".join(lines_of(text, columns)).replace(" ", "") == text.replace(" ", "")
    assert cell_len(cut(text, columns)) <= columns


@given(st.text(alphabet="aăâ đêôơư Áế…–“”₫✓ồợ\u1e9e→│", max_size=80), st.integers(2, 30))
def test_the_quick_path_measures_as_rich_does(text: str, columns: int) -> None:
    assert width(text) == cell_len(text)
    if is_narrow(text):
        assert [cells for _, _, cells in graphemes(text)] == [1] * len(text)


@given(TEXTS, st.integers(0, 40))
def test_cut_and_pad_keep_to_their_columns(text: str, columns: int) -> None:
    text = text.replace("\n", " ")
    assert width(cut(text, columns)) <= columns
    assert width(pad(text, columns)) == columns
    assert width(pad(text, columns, "right")) == columns


def test_cut_ends_after_a_whole_syllable() -> None:
    assert cut("Giá gạo xuất khẩu tăng", 14) == "Giá gạo xuất…"
    assert cut("Giá gạo xuất khẩu tăng", 13) == "Giá gạo xuất…"
    assert cut("Giá gạo, xuất khẩu", 10) == "Giá gạo…"
    assert cut("vừa đủ", 6) == "vừa đủ"


def test_cut_goes_into_a_word_that_is_all_there_is() -> None:
    assert cut("https://vidu.example/bai-bao", 10) == "https://v…"
    assert cut("a https://vidu.example/bai-bao", 10) == "a https:/…"
    assert cut("abc", 1) == "…"
    assert cut("abc", 0) == ""
