"""Fetching as the reader sees it: progress, keys that answer meanwhile, stopping, and failures in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import MOUNTAIN, QUIET, RIVER, Newsroom, article_address, feed_address, stories
from press import Story
from reader import Reader

from tuireader.model import Shelf
from tuireader.state import State
from tuireader.ui import phrases

LATEST = Shelf("latest")
HELD = feed_address(MOUNTAIN, "the-thao")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers of which nothing has been fetched."""
    return Newsroom(tmp_path)


def status(reader: Reader) -> str:
    return reader.seen().splitlines()[-1]


async def test_a_refresh_tells_how_far_it_is_and_keys_answer_meanwhile(newsroom: Newsroom) -> None:
    held = newsroom.press.slow(HELD)
    async with newsroom.reading() as reader:
        reader.strike("R")
        await reader.until("Đang lấy tin: 4/5 chuyên mục")
        assert len(reader.titles()) == 18, "what has come is shown"
        reader.strike("j", "b", "enter")
        await reader.settle(but="refresh")
        assert "Câu mở đầu của bài." in reader.seen()
        assert reader.said() == [phrases.kept(keep=True)]
        row = reader.row
        held.release()
        await reader.settle()
        assert reader.row == row
        assert reader.said()[-1] == phrases.arrived(24)
        assert "Mới · ↓ " in status(reader)
        await reader.press("R")
        assert reader.said()[-1] == phrases.arrived(0)


async def test_full_texts_are_carried_home_and_marked(newsroom: Newsroom) -> None:
    held = newsroom.press.slow(article_address(RIVER, 1))
    async with newsroom.reading((120, 36), carry=2) as reader:
        reader.strike("R")
        await reader.until("Đang lấy tin: 9/10 bài mang về")
        held.release()
        await reader.settle()
        assert reader.seen().count("✓") >= 8
        newsroom.press.down()
        await reader.press("enter")
        assert "Câu mở đầu của bài." in reader.seen()


@pytest.mark.parametrize("keys", [("ctrl+x",), ("escape", "escape")])
async def test_a_refresh_is_stopped_and_what_has_come_is_kept(newsroom: Newsroom, keys: tuple[str, ...]) -> None:
    held = newsroom.press.slow(HELD)
    async with newsroom.reading() as reader:
        reader.strike("R")
        await reader.until("Đang lấy tin: 4/5 chuyên mục")
        reader.strike(*keys)
        await reader.settle()
        assert reader.said() == [phrases.STOPPED]
        assert "Đang lấy tin" not in status(reader)
        assert await reader.stand.count(LATEST) == 18
        await reader.press("ctrl+x", "escape")
        assert reader.said() == [phrases.STOPPED], "there is nothing left to stop"
        held.release()
        await reader.press("R")
        assert await reader.stand.count(LATEST) == 24


async def test_leaving_does_not_wait_for_a_paper(newsroom: Newsroom) -> None:
    held = newsroom.press.slow(HELD)
    async with newsroom.reading() as reader:
        reader.strike("R")
        await held.arrived.wait()
        reader.strike("q")
        await reader.settle(but="refresh")
        assert reader.app._exit
    assert len(newsroom.remembered) == 1


async def test_a_paper_that_fails_is_named_and_stops_no_other(newsroom: Newsroom) -> None:
    newsroom.press.prints(HELD, "", status=500)
    newsroom.press.prints(feed_address(RIVER, "kinh-te"), "<html><p>Bảo trì</p></html>")
    async with newsroom.reading() as reader:
        await reader.press("R")
        (told,) = reader.said()
        assert told.startswith("Không lấy được 2 mục: ")
        assert "Báo Núi Rừng › Thể thao" in told
        assert "Báo Dòng Sông › Kinh tế" in told
        assert len(reader.titles()) == 14
        assert "Không lấy được 2 mục" in reader.seen()


async def test_without_network_it_is_said_once_and_shown_until_it_is_back(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    newsroom.press.down()
    async with newsroom.reading() as reader:
        await reader.press("R")
        assert reader.said() == [phrases.OFFLINE]
        assert "Ngoại tuyến" in status(reader)
        assert len(reader.titles()) == 24
        newsroom.press.up()
        await reader.press("R")
        assert "Ngoại tuyến" not in status(reader)


async def test_the_first_refresh_comes_by_itself_and_is_quiet_when_nothing_is_new(newsroom: Newsroom) -> None:
    config = replace(QUIET, refresh_on_start=True)
    async with newsroom.reading(config=config) as reader:
        assert len(reader.titles()) == 24
        assert reader.said() == [phrases.arrived(24)]
        assert reader.row.headline.title == reader.titles()[0]
    async with newsroom.reading(config=config) as reader:
        assert reader.said() == []
        assert "vừa xong" in status(reader).lower()


async def test_a_shelf_chosen_while_news_comes_is_the_one_that_is_shown(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    held = newsroom.press.slow(HELD)
    newsroom.prints(MOUNTAIN, "the-gioi", stories(MOUNTAIN, ["Tin mới một"], 901, minutes=1000))
    async with newsroom.reading(state=State(shelf=Shelf("unread"))) as reader:
        reader.strike("enter", "R", "1", "down", "up", "up", "down", "down")
        await reader.until("Đang lấy tin: 4/5 chuyên mục")
        held.release()
        await reader.settle()
        assert reader.desk.pane.shelf == Shelf("bookmarks")
        assert reader.titles() == []
        assert phrases.NO_ROWS["bookmarks"][:20] in reader.seen()


async def test_the_ticker_and_the_counts_follow(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.reading() as reader:
        newsroom.prints(
            RIVER, "van-hoa", [Story("Tin mới nhất", article_address(RIVER, 909)), *stories(RIVER, "ab", 950)]
        )
        await reader.press("R", "t", "left")
        assert "Tin mới nhất" in reader.seen().splitlines()[-2]
        assert " Mới nhất            27" in reader.seen().replace("▌", " ")
