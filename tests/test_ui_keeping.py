"""Versions on the screen, under real keys at three widths: badges, what changed word by word, and quiet pruning."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import RIVER, SENTENCE, SIZES, TITLES, Newsroom, article_address
from press import page
from reader import Reader
from rich.style import Style

from tuireader.model import Shelf
from tuireader.state import State
from tuireader.ui import edition_words
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
