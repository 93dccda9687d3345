"""The door for untrusted text: what passes, in which form, and that nothing else does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tuireader.text import (
    BLOCK_MAX,
    LINE_MAX,
    MAX_MARKS,
    clean_block,
    clean_line,
    count_words,
    exact,
    fold,
    folded_words,
)

FAMILY = "👨\u200d👩\u200d👧"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
HOSTILE = st.sampled_from(
    "\u200d\ufe0f\u20e3\U0001f3f4\U000e0067\U000e0062\U000e007f\u0301\u0323\u0308\n\r\t \xa0\u3000\u2028\x85\u200b"
    "\ufeff\u202e\u2066\x1b\x00\x7f\x9b\x9d\ud800\ue000\ufffe👨👩🏽☀🇻🇳1#aeêệĐđ\u1100\u1161\u11a8\u0b3e\u115f\u3164"
)
ANY_TEXT = st.text(HOSTILE | st.characters(), max_size=40)
CLEANERS: list[Callable[[str, int], str]] = [clean_line, clean_block]
NEVER = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param("A\x1b]2;PWNED\x1b\\B", "A]2;PWNED\\B", id="T01 terminal title"),
        pytest.param("a\x1b]52;c;UE9D\x07b\x1b]52;c;UE9D\x9cc", "a]52;c;UE9Db]52;c;UE9Dc", id="T02 clipboard"),
        pytest.param("\x1b]8;;http://evil/\x1b\\tin\x1b]8;;\x1b\\", "]8;;http://evil/\\tin]8;;\\", id="T03 link"),
        pytest.param("a\x1b[2Jb\x1b[6nc\x1b[?1049l", "a[2Jb[6nc[?1049l", id="T04 cursor and screen"),
        pytest.param("a\x9b31mb\x9d0;x\x9cc\x90d", "a31mb0;xcd", id="T05 C1"),
        pytest.param("a\x1bPq#0\x1b\\b\x1b_Gf=100;\x1b\\", "aPq#0\\b_Gf=100;\\", id="T06 pictures"),
        pytest.param("tin\x1b]0;", "tin]0;", id="T07 unterminated"),
        pytest.param("V\x00i\x07ệ\x08t\x7f N\x0ea\x0fm", "Việt Nam", id="T08 controls in a word"),
        pytest.param("Giá 100.000\rGiá 1", "Giá 100.000 Giá 1", id="T09 overwriting"),
        pytest.param(" một\n\thai\r\nba\v\fbốn ", "một hai ba bốn", id="T10 line ends and tabs"),
        pytest.param("một\u2028hai\u2029ba\x85bốn", "một hai ba bốn", id="T11 other line ends"),
        pytest.param("tải \u202egpj.exe\u2066x\u2069\u200f\u061c", "tải gpj.exex", id="T12 directions"),
        pytest.param("Vi\u200bệt\ufeff N\u2060a\u00adm", "Việt Nam", id="T13 zero width"),
        pytest.param("a\U000e0041\U000e007fb\u3164\u115f\u1160\u180ec\ue000d", "abcd", id="T14 hidden letters"),
        pytest.param("a" + 200 * "\u0301", "á\u0301\u0301\u0301", id="T15 a tower of marks"),
        pytest.param("\ud800x\ufffey", "\ufffdx\ufffdy", id="T16 surrogates and noncharacters"),
        pytest.param("\u200b \u2060\ufeff\xa0", "", id="T18 nothing visible"),
        pytest.param(
            f"{FAMILY} 🇻🇳 ☀\ufe0f 1\ufe0f\u20e3 👍🏽 {WALES}",
            f"{FAMILY} 🇻🇳 ☀\ufe0f 1\ufe0f\u20e3 👍🏽 {WALES}",
            id="T19",
        ),
        pytest.param("a\u200db \ufe0f☀\u200dx \u200d", "ab ☀x", id="T19 joiners that join nothing"),
        pytest.param(unicodedata.normalize("NFD", "Việt Nam ở Đà Nẵng"), "Việt Nam ở Đà Nẵng", id="T20 NFD"),
        pytest.param("Giá\xa0vàng\u3000hôm\u202fnay", "Giá vàng hôm nay", id="wide and narrow spaces"),
        pytest.param(
            "[VIDEO] [/nope] [@click=app.quit]x[/]", "[VIDEO] [/nope] [@click=app.quit]x[/]", id="markup stays"
        ),
        pytest.param("“Tin” – ‘nhanh’… 3.800 tỷ ₫", "“Tin” – ‘nhanh’… 3.800 tỷ ₫", id="print"),
    ],
)
def test_a_line_holds_what_a_terminal_may_show(raw: str, clean: str) -> None:
    assert clean_line(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("\n\n một \t hai \n \n\n ba \n", "một hai\nba"),
        ("một\n\u200b\n\u200b hai", "một\nhai"),
        ("một\x1b[2J\nhai\x00", "một[2J\nhai"),
    ],
)
def test_a_block_keeps_its_line_ends(raw: str, clean: str) -> None:
    assert clean_block(raw) == clean


@pytest.mark.parametrize("clean", CLEANERS)
@settings(max_examples=400)
@given(raw=ANY_TEXT, limit=st.sampled_from([1, 3, 8, LINE_MAX]))
@example(raw="11\ufffe\u200d🇳1", limit=5)
@example(raw=" \ufe0f\u20e3", limit=LINE_MAX)
def test_cleaning_is_idempotent_and_composed(clean: Callable[[str, int], str], raw: str, limit: int) -> None:
    once = clean(raw, limit)
    assert clean(once, limit) == once
    assert len(once) <= limit
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("clean", CLEANERS)
@settings(max_examples=400)
@given(raw=ANY_TEXT)
def test_only_harmless_categories_come_out(clean: Callable[[str, int], str], raw: str) -> None:
    cleaned = clean(raw, LINE_MAX)
    characters = cleaned.replace("\n", "") if clean is clean_block else cleaned
    for character in characters:
        category = unicodedata.category(character)
        assert category not in NEVER
        assert category != "Cf" or character == "\u200d" or 0xE0020 <= ord(character) <= 0xE007F


@pytest.mark.parametrize("clean", CLEANERS)
@settings(max_examples=400)
@given(raw=ANY_TEXT)
def test_no_spare_spaces_and_no_towers_of_marks_come_out(clean: Callable[[str, int], str], raw: str) -> None:
    cleaned = clean(raw, LINE_MAX)
    assert cleaned == cleaned.strip()
    assert not any(pair in cleaned for pair in ("  ", "\n\n", " \n", "\n "))
    is_mark = "".join("m" if unicodedata.category(c) in ("Mn", "Me", "Mc") and c != "\ufe0f" else "." for c in cleaned)
    assert "m" * (MAX_MARKS + 1) not in is_mark


@given(raw=st.text())
def test_a_line_is_one_line(raw: str) -> None:
    assert len(clean_line(raw).splitlines()) <= 1


@pytest.mark.parametrize(
    ("raw", "limit", "cut"),
    [
        ("Tiếng Việt", 10, "Tiếng Việt"),
        ("Tiếng Việt nam", 7, "Tiếng…"),
        ("ab🇻🇳cd", 4, "ab…"),
        ("ab🇻🇳cd", 5, "ab🇻🇳…"),
        ("🇻🇳🇻🇳🇻🇳", 4, "🇻🇳…"),
        (FAMILY + "x", 5, "…"),
        ("a👍🏽b", 3, "a…"),
        ("xe\u0302\u0323\u0316y", 3, "x…"),
    ],
)
def test_a_cut_falls_between_graphemes(raw: str, limit: int, cut: str) -> None:
    assert clean_line(raw, limit) == cut


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("x" * 1_000_000, id="T17 one word"),
        pytest.param("từ " * 10_000, id="T17 many words"),
        pytest.param("x" + "\u0301\u0323\u0316" * 200_000, id="marks out of order, which NFC sorts in quadratic time"),
        pytest.param("🇻" * 200_000, id="regional letters"),
        pytest.param("\u200b" * 200_000 + "x", id="nothing for long"),
    ],
)
def test_endless_text_is_cut(raw: str) -> None:
    assert len(clean_line(raw)) <= LINE_MAX
    assert len(clean_block(raw)) <= BLOCK_MAX


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đà Nẵng", "da nang"),
        (unicodedata.normalize("NFD", "Đường phố Huế"), "duong pho hue"),
        ("ƯỚC MƠ", "uoc mo"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("Straße", "strasse"),
    ],
)
def test_folding_drops_diacritics_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("Thủ tướng Đệ É ß İ ﬃ _ 9 Ω 中 “”–…«»\xa0\n,.\u0301\u05b0") | st.characters()))
def test_short_ways_of_folding_give_what_the_long_way_gives(text: str) -> None:
    marks = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
    bare = re.sub(marks, "", unicodedata.normalize("NFD", text))
    folded = re.sub("[đĐ]", "d", bare).casefold()
    assert fold(text) == folded
    assert folded_words(text) == " ".join(re.findall(r"\w+", folded))


def test_exact_keeps_diacritics_and_drops_case_and_form() -> None:
    assert exact("ĐÀ NẴNG") == exact(unicodedata.normalize("NFD", "đà nẵng")) == "đà nẵng"
    assert exact("đá") != exact("da")


def test_words_are_syllables() -> None:
    assert count_words("  Thủ tướng\nthăm Huế ") == 4
    assert count_words("") == 0
