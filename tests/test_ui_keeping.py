"""Versions on the screen, under real keys at three widths: badges, what changed word by word, and quiet pruning."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import MOUNTAIN, QUIET, RIVER, SENTENCE, SIZES, TITLES, Newsroom, article_address, stories
from press import page
from reader import Reader
from rich.style import Style

from tuireader.model import Shelf
from tuireader.state import State
from tuireader.ui import edition_words, keeping
from tuireader.ui.changes import ChangesScreen

every_size = pytest.mark.parametrize("size", SIZES, ids=["three panes", "two panes", "one pane"])
SECTION = State(shelf=Shelf("section", RIVER, "thoi-su"))
FIRST, SECOND, THIRD = (article_address(RIVER, number) for number in (1, 2, 3))
TITLE = TITLES["thoi-su"][0]
BEFORE = [f"Đoạn {number}. {SENTENCE}" for number in range(1, 31)]
AFTER = [*BEFORE[:4], "Đoạn 5. Sáng nay gần ba trăm người dân đã trồng những hàng cây đầu tiên.", *BEFORE[5:]]
Size = tuple[int, int]


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers; of the first one all texts are here, and a day later one was edited, and one is gone."""
    room = Newsroom(tmp_path)
    room.press.prints(FIRST, page(TITLE, *BEFORE))
    await room.deliver(carry=4)
    room.press.prints(FIRST, page(TITLE, *AFTER, lead="Câu mở đầu đã khác."))
    room.press.prints(SECOND, status=410)
    room.now += timedelta(hours=8)
    return room


async def refreshed(newsroom: Newsroom) -> None:
    await newsroom.deliver(carry=4)


def styled(reader: Reader, look: str) -> str:
    """The words on the screen of that look."""
    found = []
    for strip in reader.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if getattr(style or Style.null(), look):
                found.append(text)
    return " ".join(found)


@every_size
async def test_what_changed_is_shown_word_by_word_and_leads_back(newsroom: Newsroom, size: Size) -> None:
    await refreshed(newsroom)
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("home")
        assert "±" in reader.seen()
        await reader.press("enter")
        assert "± đã sửa 22:00 · D xem chỗ sửa" in " ".join(reader.seen().split())
        await reader.press("D")
        assert isinstance(reader.app.screen, ChangesScreen)
        seen = " ".join(reader.seen().split())
        assert "bản lấy 22:00 so với bản lấy 14:00" in seen
        assert "3 chỗ sửa" not in seen
        assert "SAPO" in seen
        assert "25 đoạn như cũ" in seen
        assert "gần ba" in styled(reader, "underline")
        assert "hơn hai" in styled(reader, "strike")
        assert "trăm người dân" not in styled(reader, "underline") + styled(reader, "strike")
        await reader.press("D")
        assert reader.where == "article"
        assert reader.row.headline.url == FIRST


@every_size
async def test_an_article_that_is_gone_says_so_and_stays_readable(newsroom: Newsroom, size: Size) -> None:
    await refreshed(newsroom)
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("home", "down")
        assert "×" in reader.seen()
        if size[1] > 24:
            assert "báo đã gỡ" in reader.seen()
        await reader.press("enter")
        assert "báo đã gỡ bài này; đây là bản trên máy" in " ".join(reader.seen().split())
        assert "Đoạn 1. Sáng nay" in reader.seen()
        await reader.press("D")
        assert reader.said()[-1] == edition_words.NOT_CHANGED


@every_size
async def test_one_walks_from_change_to_change_and_from_edit_to_edit(newsroom: Newsroom, size: Size) -> None:
    await refreshed(newsroom)
    newsroom.press.prints(FIRST, page(TITLE, *AFTER[:-1], "Đoạn cuối đã viết lại hẳn."))
    newsroom.now += timedelta(hours=16)
    await refreshed(newsroom)
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("home", "alt+d")
        screen = reader.app.screen
        assert isinstance(screen, ChangesScreen)
        assert "2/2" in reader.seen()
        assert "Đoạn cuối đã viết lại" in " ".join(reader.seen().split())
        await reader.press("right")
        assert screen.at == 1
        await reader.press("left")
        assert "1/2" in reader.seen()
        assert "gần ba" in styled(reader, "underline")
        await reader.press("n", "N", "end", "home", "question_mark", "escape")
        assert reader.app.screen is screen
        await reader.press("left", "q")
        assert edition_words.NO_OLDER in reader.said()
        assert edition_words.NO_NEWER in reader.said()
        assert reader.where == "headlines"


async def test_changes_are_in_brackets_where_lines_cannot_be_seen(newsroom: Newsroom) -> None:
    await refreshed(newsroom)
    async with newsroom.reading((80, 24), state=SECTION, config=replace(QUIET, signs="ascii")) as reader:
        await reader.press("home", "Đ")
        seen = " ".join(reader.seen().split())
        assert "Sáng nay [-hơn hai-] {+gần ba+} trăm người dân" in seen


async def test_an_article_that_changes_while_it_is_open_stays_as_it_is_until_it_is_opened_again(
    newsroom: Newsroom,
) -> None:
    async with newsroom.reading((120, 36), state=SECTION, carry=4) as reader:
        await reader.press("home", "enter")
        before = reader.desk.article.article
        await reader.press("r")
        assert edition_words.OPEN_CHANGED in reader.said()
        assert reader.desk.article.article is before
        assert "±" in reader.seen()
        assert "×" in reader.seen()
        await reader.press("escape", "enter")
        assert reader.desk.article.article != before


class TestPruning:
    @pytest.fixture
    async def late(self, newsroom: Newsroom) -> Newsroom:
        """Half a year later: all was read, one is bookmarked, and both papers have printed something."""
        async with newsroom.stand() as stand:
            await stand.read_all(Shelf("latest"))
            await stand.bookmark((await stand.rows(Shelf("latest")))[0].headline.id, keep=True)
        newsroom.now += timedelta(days=180)
        newsroom.prints(RIVER, "thoi-su", stories(RIVER, ["Tin hôm nay"], 5001, 180 * 24 * 60))
        newsroom.prints(MOUNTAIN, "the-gioi", stories(MOUNTAIN, ["Tin thế giới hôm nay"], 6001, 180 * 24 * 60))
        return newsroom

    async def test_what_is_old_goes_after_a_refresh_but_not_what_is_open(
        self, late: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keeping, "CALM", 0.001)
        async with late.reading((120, 36), state=SECTION) as reader:
            await reader.press("home", "enter")
            title = reader.row.headline.title
            await reader.press("R")
            await reader.until("Tin hôm nay")
            async with asyncio.timeout(10):
                while await reader.stand.count(Shelf("latest")) > 4:
                    await reader.settle()
            left = {row.headline.title for row in await reader.stand.rows(Shelf("latest"))}
            assert left >= {title, "Tin hôm nay", "Tin thế giới hôm nay"}
            assert await reader.stand.count(Shelf("bookmarks")) == 1

    async def test_nothing_goes_while_the_reader_types(self, late: Newsroom) -> None:
        async with late.reading((120, 36), state=SECTION) as reader:
            screen = reader.app.screen
            assert isinstance(screen, keeping.KeepingScreen)
            await reader.press("R", "slash")
            screen._prune()
            await reader.settle()
            assert await reader.stand.count(Shelf("latest")) == 26
            await reader.press("escape")
            screen._prune()
            await reader.settle()
            assert await reader.stand.count(Shelf("latest")) < 26
