"""Words are found without diacritics and case, wherever lines end, and the marks cover just them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.model import Article, Box, Bullets, Paragraph, Quote
from tuireader.text import clean_line, fold
from tuireader.ui.finding import find
from tuireader.ui.lines import Layout, Line, Run, assemble, flow
from tuireader.ui.render import lay_out


def covered(layout: Layout, words: str) -> list[list[str]]:
    """The text under each mark, piece by piece."""
    found = find(words, layout.lines)
    return [[layout.lines[line].text[start:end] for line, start, end in pieces] for pieces in found.places]


def test_diacritics_and_case_make_no_difference() -> None:
    layout = assemble([flow("Đà Nẵng đón khách. Khách tới ĐÀ NẴNG, dà nang.", 60)])
    assert covered(layout, "da  nang") == [["Đà Nẵng"], ["ĐÀ NẴNG"], ["dà nang"]]
    assert covered(layout, "KHÁCH") == [["khách"], ["Khách"]]
    assert covered(layout, "huế") == covered(layout, "  ") == covered(layout, "") == []


def test_a_phrase_is_found_across_the_end_of_a_line_but_not_of_a_paragraph() -> None:
    layout = assemble([flow("một hai ba bốn\nnăm sáu", 8)])
    assert [line.text for line in layout.lines] == ["một hai", "ba bốn", "năm sáu"]
    assert covered(layout, "hai ba") == [["hai", "ba"]]
    assert covered(layout, "bốn năm") == []


@pytest.mark.parametrize(
    "block",
    [
        Quote("một hai ba bốn"),
        Bullets((Paragraph("một hai ba bốn"),)),
        Bullets((Paragraph("một hai ba bốn"),), ordered=True),
        Box((Quote("một hai ba bốn"),)),
    ],
)
def test_what_stands_beside_the_text_is_no_part_of_it(block: Quote | Bullets | Box) -> None:
    layout = lay_out(Article(url="u", title="t", blocks=(block,)), 10)
    assert ["".join(pieces).replace(" ", "") for pieces in covered(layout, "hai ba bon")] == ["haibabốn"]


def test_marks_do_not_overlap_and_letters_that_fold_into_two_are_whole() -> None:
    assert covered(assemble([flow("aaaa", 9)]), "aa") == [["aa"], ["aa"]]
    assert covered(assemble([[Line((Run("Straße lớn"),))]]), "SS") == [["ß"]]


def test_the_first_from_where_one_reads_and_round_the_end() -> None:
    found = find("x", assemble([[Line((Run(text),)) for text in ("x", "", "x", "")]]).lines)
    assert [found.first_from(line) for line in range(4)] == [0, 1, 1, 0]
    assert find("y", ()).first_from(0) == -1
    assert found.lines(1) == range(2, 3)
    assert {line: [mark.look for mark in marks] for line, marks in found.overlays(1).items()} == {
        0: ["found"],
        2: ["found-now"],
    }


@given(st.text(alphabet="aắ ễđĐ9日\u0301", max_size=60).map(clean_line), st.integers(3, 20), st.data())
def test_whatever_is_printed_is_found(text: str, columns: int, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(text.split() or ["x"]))
    layout = assemble([flow(text, max(columns, 2 * len(words)))])
    marks = covered(layout, words)
    assert (marks != []) is (words in text and fold(words) != "")
    assert all(fold(" ".join(pieces)) == fold(words) for pieces in marks)
