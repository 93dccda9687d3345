"""The search line: letters are text there, answers come as one types, and leaving leads back to where one was."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import RIVER, SIZES, TITLES, Newsroom
from reader import Reader
from textual.widgets import Input

from tuireader.model import Shelf
from tuireader.state import State
from tuireader.ui import phrases

every_size = pytest.mark.parametrize("size", SIZES, ids=["three panes", "two panes", "one pane"])
Size = tuple[int, int]
SECTION = State(shelf=Shelf("section", RIVER, "thoi-su"))


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers whose news has come."""
    room = Newsroom(tmp_path)
    await room.deliver()
    return room


def typed(reader: Reader) -> str:
    return reader.app.query_one("#search", Input).value


@every_size
async def test_letters_are_text_and_answers_come_folded_as_one_types(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("slash")
        assert phrases.SEARCH_HINT in reader.seen()
        keys = reader.seen().splitlines()[-1]
        assert ("F2 Đánh dấu" in keys, " b " in keys) == (True, False), "the keys that work now"
        assert reader.titles() == list(TITLES["thoi-su"]), "what was there stays until something is typed"
        await reader.type("da nang")
        assert reader.titles() == ["Đà Nẵng mở thêm tuyến xe buýt đêm"]
        assert "da nang" in reader.seen()
        assert phrases.found(1) in reader.seen()
        await reader.press("escape", "ctrl+f")
        await reader.type("b1z?đqmA ")
        assert typed(reader) == "b1z?đqmA "
        assert reader.app.is_running
        assert reader.said() == []
        assert await reader.stand.count(Shelf("unread")) == 24


@every_size
async def test_escape_leads_back_to_the_same_headline(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size, state=SECTION) as reader:
        await reader.press("j", "j", "slash")
        before = reader.row
        await reader.type("gao")
        assert reader.row.headline.title == TITLES["kinh-te"][0]
        await reader.press("escape")
        assert reader.where == "headlines"
        assert reader.titles() == list(TITLES["thoi-su"])
        assert reader.row == before
        assert phrases.SEARCH_HINT not in reader.seen()
        assert "Thời sự" in reader.seen()


@pytest.mark.parametrize(("size", "way"), list(zip(SIZES, ("down", "enter", "down"), strict=True)))
async def test_down_and_enter_lead_into_the_answers(newsroom: Newsroom, size: Size, way: str) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("slash")
        await reader.type("hội nghị")
        await reader.press(way)
        assert reader.where == "headlines"
        await reader.press("j", "enter")
        assert reader.row.headline.title in TITLES["the-gioi"]
        assert "Câu mở đầu của bài." in reader.seen()
        await reader.press("escape")
        assert typed(reader) == "hội nghị"
        await reader.press("slash")
        assert reader.where == "search", "the line is entered again with what stands in it"
        await reader.press("down", "escape")
        assert reader.desk.pane.shelf == Shelf("latest")


@every_size
async def test_nothing_found_is_said_and_an_empty_line_shows_what_was_there(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("slash")
        await reader.type("xyz")
        assert phrases.NO_ROWS["search"][:20] in reader.seen()
        assert "↵ Đọc" not in reader.seen()
        await reader.press("enter", "enter", "n", "b", "A")
        assert reader.app.is_running
        assert await reader.stand.count(Shelf("unread")) == 24
        await reader.press("slash", "backspace", "backspace", "backspace")
        assert len(reader.titles()) == 24
        await reader.press("escape", "slash")
        assert len(reader.titles()) == 24


async def test_another_shelf_ends_the_search(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=State(shelf=Shelf("bookmarks"))) as reader:
        await reader.press("slash")
        await reader.type("gao")
        await reader.press("enter", "b", "B")
        assert reader.desk.pane.shelf == Shelf("bookmarks")
        assert not reader.desk.pane.is_searching
        assert reader.titles() == [TITLES["kinh-te"][0]]
        await reader.press("slash")
        await reader.type("gao")
        await reader.press("shift+tab", "up")
        assert reader.desk.pane.shelf == Shelf("unread")
        assert not reader.desk.pane.is_searching


async def test_no_words_are_too_strange(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 24)) as reader:
        await reader.press("slash")
        for words in ("[", "[/", "\\", "[b]x[/b]", '"', "*", "NEAR(", "a AND", "%_", "(((", "ệ" * 300, "'; --"):
            reader.app.query_one("#search", Input).value = words
            await reader.settle()
            assert words[:20] in reader.seen().splitlines()[0]
        assert reader.app.is_running


async def test_a_search_is_not_where_the_next_start_begins(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=SECTION) as reader:
        await reader.press("slash")
        await reader.type("gao")
        await reader.press("enter", "ctrl+q")
    assert newsroom.remembered[-1].shelf == SECTION.shelf
