"""Titles of nothing, Markdown, and links without number: what lists and articles make of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import RIVER, Newsroom, article_address, stories
from press import Story, feed, page

from tuireader.model import Shelf
from tuireader.parsing.address import link_address
from tuireader.parsing.feed import parse_feed
from tuireader.state import State
from tuireader.ui import phrases

SECTION = State(shelf=Shelf("section", RIVER, "thoi-su"))
MARKDOWN = "[a](javascript:1) ![x](file:///etc/passwd) **đậm** <javascript:2> " + "[" * 10_000
LINKS = 3_000


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


@pytest.mark.parametrize("title", ["", "  \t ", "\u200b\ufeff\u2060", "\x1b\x00", "<b></b>"])
def test_an_entry_without_a_title_is_called_by_its_summary(title: str) -> None:
    printed = feed(Story(title, "https://bao.example/1.htm", summary="Câu tóm tắt của bài."))
    (entry,) = parse_feed(printed.encode(), "https://bao.example/").items
    assert entry.title == "Câu tóm tắt của bài."
    (bare,) = parse_feed(feed(Story(title, "https://bao.example/1.htm", summary="")).encode(), "").items
    assert bare.title == "https://bao.example/1.htm"


async def test_markdown_is_text_and_opens_nothing(newsroom: Newsroom) -> None:
    (one,) = stories(RIVER, [MARKDOWN], 1)
    newsroom.prints(RIVER, "thoi-su", [one])
    newsroom.press.prints(one.url, page("Tin", MARKDOWN, lead=MARKDOWN))
    await newsroom.deliver(1)
    async with newsroom.reading(state=SECTION) as reader:
        assert "[a](javascript:1) ![x]" in reader.seen()
        await reader.press("enter")
        assert "[a](javascript:1) ![x](file:///etc/passwd) **đậm**" in reader.seen()
        await reader.press("l")
        assert phrases.NO_LINKS in reader.said()


async def test_thousands_of_links_scroll_and_open(newsroom: Newsroom) -> None:
    assert link_address("https://bao.example/" + "a" * 65_536) == ""
    address = article_address(RIVER, 1)
    newsroom.prints(RIVER, "thoi-su", stories(RIVER, ["Tin nhiều liên kết"], 1))
    anchors = "".join(f'<p><a href="https://ngoai.example/{n}">liên kết số {n}</a> và chữ.</p>' for n in range(LINKS))
    newsroom.press.prints(address, page("Tin nhiều liên kết", "Đoạn đầu.").replace("<p>Đoạn đầu.</p>", anchors))
    await newsroom.deliver(1)
    async with newsroom.reading(state=SECTION) as reader:
        await reader.press("enter", "l", "escape", "end")
        assert f"liên kết số {LINKS - 1}" in reader.seen()
        await reader.press("l", "escape", "home")
        assert "liên kết số 0" in reader.seen()
