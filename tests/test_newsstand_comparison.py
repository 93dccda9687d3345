"""What changed between two versions, word by word, and that a page made for it cannot take long."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.model import Article, Paragraph
from tuireader.newsstand.comparison import ALL_PAIRS, Passage, Piece, _Purse, compare


def article(*paragraphs: str, title: str = "Tít", lead: str = "") -> Article:
    return Article("https://bao.example/1.htm", title, lead, blocks=tuple(map(Paragraph, paragraphs)))


def words(passages: list[Passage], side: str) -> list[str]:
    """The words of one side in the changed paragraphs."""
    pieces = (piece for passage in passages if passage.part == "text" for piece in passage.pieces)
    return [word for piece in pieces if piece.kind in ("same", side) for word in piece.text.split()]


def test_replaced_words_are_one_change() -> None:
    old, new = article("Giá gạo tăng 5% tuần này.", "Hết."), article("Giá gạo tăng 7% trong tuần này.", "Hết.")
    assert compare(old, new) == [
        Passage(
            pieces=(
                Piece("same", "Giá gạo tăng"),
                Piece("removed", "5%"),
                Piece("added", "7% trong"),
                Piece("same", "tuần này."),
            )
        ),
        Passage(unchanged=1),
    ]
    assert compare(old, new)[0].changes == 1


def test_title_and_lead_come_first() -> None:
    told = compare(article("a", title="Một", lead="Cũ"), article("a", title="Hai", lead="Mới"))
    assert [passage.part for passage in told] == ["title", "lead", "text"]


def test_paragraphs_come_and_go_around_an_edited_one() -> None:
    told = compare(
        article("Đoạn sẽ mất.", "Người dân trồng cây dọc con kênh."),
        article("Ý kiến mới toanh.", "Người dân trồng hoa dọc con kênh.", "Thêm nữa."),
    )
    kinds = [[piece.kind for piece in passage.pieces] for passage in told]
    assert kinds == [["removed"], ["added"], ["same", "removed", "added", "same"], ["added"]]


def test_the_same_is_one_passage() -> None:
    assert compare(article("a", "b"), article("a", "b")) == [Passage(unchanged=2)]
    assert compare(article(), article()) == []


@given(st.lists(st.text("ab ", max_size=12), max_size=6), st.lists(st.text("ab ", max_size=12), max_size=6))
def test_nothing_is_lost_on_either_side(old: list[str], new: list[str]) -> None:
    told = compare(article(*old), article(*new))
    same = sum(passage.unchanged for passage in told)
    for side, texts in (("removed", old), ("added", new)):
        shown = words(told, side)
        everything = [word for text in texts for word in text.split()]
        left = iter(everything)
        assert all(word in left for word in shown)  # in their order
        assert same or shown == everything


@pytest.mark.parametrize("length", [200, 2_000])
def test_a_page_made_for_it_is_compared_as_a_whole(length: int) -> None:
    dice = random.Random(1)
    old, new = (article(" ".join(dice.choices("ab", k=length)), "x") for _ in range(2))
    told = compare(old, new)
    if length * length // 2 > ALL_PAIRS:
        assert [piece.kind for piece in told[0].pieces] in (["removed", "added"], ["same", "removed", "added", "same"])
    assert words(told, "added") == new.blocks[0].text.split()  # type: ignore[union-attr]


def test_the_purse_is_spent_once() -> None:
    purse = _Purse(100)
    assert purse.pays(["a"] * 8, ["a"] * 8, 100)
    assert not purse.pays(["a"] * 8, ["a"] * 8, 100)
    assert not purse.pays(["a"] * 6, ["a"] * 6, 10)
    assert purse.pays(["a"] * 6, ["a"] * 6, 100)
    assert purse.pays(["a"] * 90, ["b"] * 90, 100)
