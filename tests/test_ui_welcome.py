"""The first minute: papers are chosen, then their news comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import MOUNTAIN, NAMES, QUIET, SIZES, TITLES, Newsroom
from reader import Reader

from tuireader.model import Choice
from tuireader.state import State
from tuireader.ui import phrases
from tuireader.ui.browse import BrowseScreen
from tuireader.ui.welcome import WelcomeScreen

FIRST = State(first=True)
EAGER = replace(QUIET, refresh_on_start=True)


def screen(reader: Reader) -> type:
    return type(reader.app.screen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_papers_are_chosen_and_only_their_news_comes(tmp_path: Path, size: tuple[int, int], key: str) -> None:
    newsroom = Newsroom(tmp_path)
    async with newsroom.reading(size, config=EAGER, state=FIRST) as reader:
        assert screen(reader) is WelcomeScreen
        assert phrases.WELCOME[:40] in reader.seen()
        assert phrases.BEGIN in reader.seen()
        assert newsroom.press.asked == [], "nothing is fetched before papers are chosen"
        await reader.press("down", "space", key)
        assert screen(reader) is BrowseScreen
        assert reader.where == "headlines"
        assert set(TITLES["thoi-su"]) <= set(reader.titles())
        assert not set(TITLES["the-gioi"]) & set(reader.titles())
        assert NAMES[MOUNTAIN] not in reader.seen()
    assert newsroom.remembered[0].choice == Choice(papers={MOUNTAIN: False}), "remembered at once"
    assert not newsroom.remembered[-1].first


async def test_the_welcome_takes_keys_while_the_front_page_is_still_being_laid_out(tmp_path: Path) -> None:
    async with Newsroom(tmp_path).reading(config=EAGER, state=FIRST) as reader:
        reader.app._browse._is_down = True
        await reader.press("enter")
        assert screen(reader) is BrowseScreen


async def test_whoever_has_been_here_is_not_welcomed_again(tmp_path: Path) -> None:
    async with Newsroom(tmp_path).reading(config=EAGER) as reader:
        assert screen(reader) is BrowseScreen
        assert set(TITLES["thoi-su"]) <= set(reader.titles())


async def test_without_network_the_first_minute_says_so_and_goes_on(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.press.down()
    async with newsroom.reading(config=EAGER, state=FIRST) as reader:
        await reader.press("enter")
        assert phrases.NO_ROWS["latest"][:20] in reader.seen()
        assert any(phrases.OFFLINE in said for said in reader.said())
