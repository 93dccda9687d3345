"""Reading an article under real keys, at three widths: finding, letters on links, the way back, measure, copying."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import QUIET, RIVER, SENTENCE, SIZES, TITLES, Newsroom, article_address
from press import page
from reader import Reader
from textual.widgets import Input

from tuireader.model import Shelf
from tuireader.state import State
from tuireader.ui import phrases

every_size = pytest.mark.parametrize("size", SIZES, ids=["three panes", "two panes", "one pane"])
SECTION = State(shelf=Shelf("section", RIVER, "thoi-su"))
FIRST, SECOND = article_address(RIVER, 1), article_address(RIVER, 2)
ELSEWHERE = "https://ngoai.example/trang"
Size = tuple[int, int]


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers; the first article has links in its text and thirty paragraphs, the tenth of which is another."""
    room = Newsroom(tmp_path)
    await room.deliver()
    text = [f"Đoạn {number}. {SENTENCE}" for number in range(1, 31)]
    text[9] = "Ở giữa bài có bến ĐÒ NGANG, và chiều nay đò ngang vẫn chạy."
    text[19] = "Chuyến đò ngang cuối cùng rời bến lúc sáu giờ."
    markup = page(TITLES["thoi-su"][0], *text).replace(
        "<p>Đoạn 1.",
        f'<p>Xem <a href="{SECOND}">bài về cây xanh</a>, <a href="{ELSEWHERE}">trang bạn</a> hay viết cho'
        ' <a href="mailto:toasoan@dongsong.example">toà soạn</a>. Đoạn 1.',
    )
    room.press.prints(FIRST, markup)
    return room


def text_of(reader: Reader) -> str:
    """The lines of the article that are on the screen, without the scrollbar."""
    x, y, width, height = reader.app.query_one("#article").region
    return "\n".join(line.ljust(400)[x : x + width - 1].rstrip() for line in reader.seen().splitlines()[y : y + height])


def address(reader: Reader) -> str:
    article = reader.desk.article.article
    return article.url if article else ""


# Finding


@every_size
@pytest.mark.parametrize(("following", "before"), [("n", "N"), ("ctrl+down", "ctrl+up")])
async def test_words_are_found_without_diacritics_and_walked_through(
    newsroom: Newsroom, size: Size, following: str, before: str
) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("enter", "slash")
        await reader.type("do ngang")
        assert "ĐÒ NGANG" in text_of(reader)
        assert phrases.which(1, 3) in reader.seen()
        await reader.press("enter")
        assert reader.where == "article"
        await reader.press(following)
        assert phrases.which(2, 3) in reader.seen()
        await reader.press(following)
        assert phrases.which(3, 3) in reader.seen()
        assert "Chuyến đò ngang" in text_of(reader)
        await reader.press(following, before, before)
        assert phrases.which(2, 3) in reader.seen()
        await reader.press("escape")
        assert phrases.which(2, 3) not in reader.seen()
        assert "ĐÒ NGANG" in text_of(reader), "the reader stays where the finding led"
        await reader.press("escape")
        assert reader.where == "headlines"


@every_size
async def test_what_is_nowhere_is_said_and_leads_nowhere(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("enter", "space")
        before = text_of(reader)
        await reader.press("slash")
        await reader.type("khong co chu nay")
        assert phrases.which(0, 0) in reader.seen()
        await reader.press("enter")
        assert reader.where == "article"
        assert text_of(reader) == before
        assert not reader.desk.article.is_finding


async def test_letters_typed_while_finding_are_text_and_ctrl_f_searches_all(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=SECTION) as reader:
        await reader.press("enter", "slash")
        await reader.type("bnq đò")
        assert reader.app.query_one("#find", Input).value == "bnq đò"
        assert not reader.row.bookmarked
        await reader.press("escape", "ctrl+f")
        await reader.type("ben cu")
        assert reader.titles()[0] == "Đêm nhạc bên bến cũ"


async def test_the_arrows_walk_while_one_types(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=SECTION) as reader:
        await reader.press("enter", "slash")
        await reader.type("do ngang")
        await reader.press("down", "down")
        assert phrases.which(3, 3) in reader.seen()
        await reader.press("up")
        assert phrases.which(2, 3) in reader.seen()


# Links


@every_size
@pytest.mark.parametrize("key", ["l", "f4"])
async def test_a_letter_opens_an_article_here_and_the_way_leads_back_to_the_line(
    newsroom: Newsroom, size: Size, key: str
) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("enter", "j", "j", "j")
        before = text_of(reader)
        await reader.press(key)
        assert phrases.LETTER_KEYS in reader.seen() or size[0] < 60
        await reader.press("a")
        assert address(reader) == SECOND
        assert reader.where == "article"
        await reader.press("alt+left")
        assert address(reader) == FIRST
        assert text_of(reader) == before
        await reader.press("alt+right")
        assert address(reader) == SECOND
        await reader.press("alt+right")
        assert reader.said() == [phrases.NO_LATER]


async def test_a_letter_opens_what_is_not_ours_in_the_browser_and_copies_a_mail_address(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    record, browser = tmp_path / "argv", tmp_path / "trinh-duyet"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{record}"\n')
    browser.chmod(0o755)
    async with newsroom.reading(config=replace(QUIET, browser=[str(browser)]), state=SECTION) as reader:
        await reader.press("enter", "l", "s")
        assert record.read_text() == f"{ELSEWHERE}\n"
        assert address(reader) == FIRST
        await reader.press("l", "d")
        assert reader.app.clipboard == "toasoan@dongsong.example"
        assert reader.said()[-1] == phrases.copied("toasoan@dongsong.example")


@every_size
async def test_escape_takes_the_letters_away_and_no_link_is_said(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("enter", "l", "escape")
        assert not reader.desk.article.is_lettered
        assert reader.where == "article"
        await reader.press("J", "l")
        assert reader.said() == [phrases.NO_LINKS]


async def test_letters_are_heard_from_a_vietnamese_keyboard(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=SECTION) as reader:
        await reader.press("enter", "l", "ă")
        assert address(reader) == SECOND


@every_size
async def test_without_an_earlier_article_the_reader_is_told(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("enter", "alt+left")
        assert reader.said() == [phrases.NO_EARLIER]
        assert address(reader) == FIRST


# The measure, the progress, copying


async def test_the_measure_changes_under_the_reader_and_is_remembered(newsroom: Newsroom) -> None:
    async with newsroom.reading((160, 45), state=SECTION) as reader:
        await reader.press("enter", "z", "space", "space")
        article = reader.desk.article
        before, words = article.columns, text_of(reader).split()
        await reader.press(">", ">")
        assert article.columns == before + 8
        assert text_of(reader).split()[:4] == words[:4]
        await reader.press("<", "<", "<")
        assert article.columns == before - 4
        assert text_of(reader).split()[:4] == words[:4]
        await reader.press("ctrl+q")
    async with newsroom.reading((160, 45), state=newsroom.remembered[-1]) as reader:
        await reader.press("enter", "z")
        assert reader.desk.article.columns == before - 4


@every_size
async def test_the_measure_has_its_ends(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("enter", *"<" * 30)
        assert reader.desk.article.columns == 24
        await reader.press(*">" * 60)
        assert reader.desk.article.columns == reader.desk.article.most_columns


@every_size
async def test_how_much_is_left_to_read(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("enter")
        assert "đọc 3 phút · còn 3 phút" in reader.seen()
        await reader.press("end")
        assert "đọc 3 phút · hết bài" in reader.seen()


@every_size
async def test_title_and_address_and_the_mail_address_are_copied(newsroom: Newsroom, size: Size) -> None:
    signed = page(TITLES["thoi-su"][1], "Đoạn.", author="Phương Mẫu (Thời sự - thoisu@dongsong.example)")
    newsroom.press.prints(SECOND, signed)
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("Y")
        assert reader.app.clipboard == f"{TITLES['thoi-su'][0]}\n{FIRST}"
        await reader.press("enter", "e")
        assert reader.said() == [phrases.COPIED_TITLE, phrases.NO_EMAIL]
        await reader.press("J", "e")
        assert reader.app.clipboard == "thoisu@dongsong.example"
        assert reader.said()[-1] == phrases.copied("thoisu@dongsong.example")
