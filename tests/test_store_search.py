"""Searching the library as a Vietnamese reader types: with diacritics, without, half a word, or nonsense."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.model import (
    Article,
    Block,
    Box,
    Bullets,
    Figure,
    Heading,
    Headline,
    Paragraph,
    Quote,
    Shelf,
    Table,
    Video,
)
from tuireader.store import Store
from tuireader.store.search import TOKENS_MAX, Query, body_text, loosen

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def store() -> Iterator[Store]:
    library = Store.open(None)
    yield library
    library.close()


def put(store: Store, *titles: str, summary: str = "") -> None:
    """Print the titles, the first one newest."""
    store.add(
        [
            Headline(title, "bao", "muc", title, "https://bao.example/" + title, NOW - timedelta(hours=hours), summary)
            for hours, title in enumerate(titles)
        ],
        NOW,
    )


def find(store: Store, words: str) -> list[str]:
    shelf = Shelf("search", words=words)
    found = [row.headline.id for row in store.rows(shelf)]
    assert store.count(shelf) == len(found)
    return found


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("tin moi", "Tin mới trong ngày"),
        ("da nang", "Mưa lớn ở Đà Nẵng"),
        ("ĐÀ NẴNG", "Mưa lớn ở Đà Nẵng"),
        ("Đà Nẵng", unicodedata.normalize("NFC", "ĐÀ NẴNG mưa lớn")),
        (unicodedata.normalize("NFD", "đồng nai"), "Cầu mới ở Đồng Nai"),
        ("đồng nai", "Cầu mới ở ĐỒNG NAI"),
        ("hòa bình", "Hoà Bình đón khách"),
        ("hoà bình", "Hòa Bình đón khách"),
        ("nai dong", "Cầu mới ở Đồng Nai"),
        ("kĩ thuật", "Kỹ thuật trồng lúa"),
        ("kỹ thuật", "Kĩ thuật trồng lúa"),
        ("quí", "Quý ba tăng trưởng"),
        ("ky", "Kyoto vào thu"),
        ("ky", "Kĩ năng sống"),
        ("3.800", "Chi 3.800 tỷ đồng"),
        ("u-23", "Đội U-23 thắng"),
        ("tp.hcm", "TP.HCM ngập"),
        ("3", "Quý 3"),
        ("2/9", "Nghỉ lễ 2/9"),
        ('"đà nẵng"', "Mưa lớn ở Đà Nẵng"),
        ("“đà nẵng”", "Mưa lớn ở Đà Nẵng"),
        ('"đà nẵ', "Mưa lớn ở Đà Nẵng"),
        ("đồ", "Cầu mới ở Đồ Sơn"),
        ("đồn", "Cầu mới ở Đồng Nai"),
        ("don", "Cầu mới ở Đồng Nai"),
        ("straße", "Die Straße"),
    ],
)
def test_finds(store: Store, words: str, title: str) -> None:
    put(store, title, "Chuyện khác hẳn")
    assert find(store, words) == [title]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("đồng tháp", "Cầu mới ở Đồng Nai"),
        ('"nai đồng"', "Cầu mới ở Đồng Nai"),
        ("đồn ", "Cầu mới ở Đồng Nai"),
        ('"đồn"', "Cầu mới ở Đồng Nai"),
        ("đồn nai", "Cầu mới ở Đồng Nai"),
        ("đ", "Cầu mới ở Đồng Nai"),
        ("380", "Chi 3.800 tỷ đồng"),
        ("mi", "Myanmar"),
    ],
)
def test_does_not_find(store: Store, words: str, title: str) -> None:
    put(store, title)
    assert find(store, words) == []


def test_what_is_typed_with_diacritics_comes_first(store: Store) -> None:
    put(store, "Báo hôm nay", "Bão số 5", "Bảo tàng", "Bão số 4")
    assert find(store, "bão") == ["Bão số 5", "Bão số 4", "Báo hôm nay", "Bảo tàng"]
    assert find(store, "bao") == ["Báo hôm nay", "Bão số 5", "Bảo tàng", "Bão số 4"]


def test_older_exact_hits_are_found_among_many_newer_folded_ones(store: Store) -> None:
    put(store, *[f"Báo {number}" for number in range(2500)], "Bão số 4")
    shelf = Shelf("search", words="bão")
    assert [row.headline.title for row in store.rows(shelf, limit=3)] == ["Bão số 4", "Báo 0", "Báo 1"]
    assert store.count(shelf) == 2001


def test_titles_come_before_texts_and_newer_before_older(store: Store) -> None:
    put(store, "Mới", "Tin giá vàng", "Cũ", "Giá vàng cũ")
    put(store, "Mới", "Cũ", summary="giá vàng")
    assert find(store, "giá vàng") == ["Tin giá vàng", "Giá vàng cũ", "Mới", "Cũ"]


def test_pages_of_answers(store: Store) -> None:
    put(store, *[f"Tin {number}" for number in range(30)])
    shelf = Shelf("search", words="tin")
    assert store.rows(shelf, limit=10, offset=10) == store.rows(shelf)[10:20]


def test_the_index_follows_the_library(store: Store) -> None:
    put(store, "Tiêu đề")
    article = Article(
        "https://bao.example/",
        "Tiêu đề",
        lead="Sapo đầu bài",
        authors=("Nguyễn Văn Mẫu",),
        blocks=(Paragraph("Thân bài thứ nhất"),),
    )
    assert find(store, "thân bài") == []
    store.put_article("Tiêu đề", article, NOW)
    for words in ("thân bài", "than bai", "sapo", "nguyen van mau", "tiêu đề sapo"):
        assert find(store, words) == ["Tiêu đề"]
    edited = Headline("Tiêu đề", "bao", "muc", "Đã sửa", "https://bao.example/", NOW, "Tóm tắt")
    store.add([edited], NOW)
    for words in ("đã sửa", "tóm tắt", "thân bài"):
        assert find(store, words) == ["Tiêu đề"]
    store.put_article("Tiêu đề", Article("https://bao.example/", "", blocks=(Paragraph("Bản hai"),)), NOW)
    assert find(store, "thân bài") == find(store, "tiêu đề") == []
    assert find(store, "bản hai đã sửa") == ["Tiêu đề"]
    store._connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


NONSENSE = [
    "",
    " ",
    '"',
    '""',
    '"""',
    "*",
    "NEAR(",
    "NEAR(a b, 2)",
    "^a",
    "-",
    "%",
    "_",
    "___",
    "()",
    "{}",
    ":",
    "title_exact:",
    "a'b",
    "\\",
    "\0",
    "a\0b",
    "\ud800",
    "\u0301\u0302",
    "a\u0301\u0302\u0303\u0304",
    "🙂",
    "👨‍👩‍👧",
    "½ ² Ⅷ",
    "\U00016fe4",
    "한국 日本",
    "AND",
    "OR",
    "NOT",
    "a AND",
    "x" * 10_000,
    "x " * 5_000,
    '"' * 10_000,
    "🙂" * 10_000,
    "tin OR mới",
]


@pytest.mark.parametrize("words", NONSENSE)
def test_nothing_typed_can_fail(store: Store, words: str) -> None:
    put(store, "Tin")
    assert find(store, words) == []
    assert find(store, "tin " + words + " ") in ([], ["Tin"])


@settings(max_examples=200, deadline=None)
@given(st.text() | st.text('"*()^-:{}+, aAđĐẵ\u0301ANDORTNE'))
def test_no_text_can_fail(words: str) -> None:
    with closing(Store.open(None)) as store:
        store.rows(Shelf("search", words=words))


def test_operators_are_words(store: Store) -> None:
    put(store, "Near and or not")
    assert find(store, "NEAR AND OR NOT ") == ["Near and or not"]


def test_many_words_are_capped() -> None:
    query = Query.parse("một " * 400)
    assert query is not None
    assert sum(len(term.tokens) for term in query.terms) == TOKENS_MAX


def test_loosen() -> None:
    assert loosen("ky ly my hy sy ty quy") == "ki li mi hi si ti qui"
    assert loosen("may thuy city kyoto y bay") == "may thuy city kyoto y bay"


def test_all_words_of_the_body() -> None:
    blocks: tuple[Block, ...] = (
        Paragraph("một"),
        Heading("hai"),
        Quote("ba", by="bốn"),
        Figure(caption="năm"),
        Bullets((Paragraph("sáu"), Paragraph("bảy"))),
        Table((("tám", "chín"), ("mười",)), caption="bảng"),
        Box((Paragraph("trong"),), title="khung"),
        Video(caption="phim"),
        Figure(src="https://anh.example/1.jpg"),
    )
    words = "một hai ba bốn năm sáu bảy bảng tám chín mười khung trong phim"
    assert body_text(blocks).split() == words.split()
