"""Pictures of a pack: after all texts, the first of each article before the second of any, within the same bytes."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path

import pytest
from darkroom import flag, story_page
from press import feed
from stall import NEWS, SPORT, Stall, address, story

from tuireader.model import Shelf
from tuireader.newsstand import Newsstand
from tuireader.newsstand.bag import Filling, Wish
from tuireader.newsstand.pictures import pictures_of

PHOTO = "https://anh.song.example/{}-{}.png"


@pytest.fixture
def place(tmp_path: Path) -> Stall:
    """Two articles with two pictures each, of which one is gone."""
    stall = Stall(tmp_path)
    stall.press.prints(NEWS, feed(story(1), story(2)))
    stall.press.prints(SPORT, feed())
    for number in (1, 2):
        shots = [(PHOTO.format(number, place), f"Ảnh {place}") for place in (1, 2)]
        stall.press.prints(address(number), story_page(f"Tin số {number}", shots))
        for url, _ in shots:
            stall.press.prints(url, flag(size=(300, 200)))
    stall.press.prints(PHOTO.format(2, 2), "", status=404)
    return stall


async def fill(stand: Newsstand, *, budget: int = 1_000_000) -> list[Filling]:
    wish = Wish(budget, ("song",), pictures=True)
    async with aclosing(stand.pack.fill(wish)) as told:
        return [filling async for filling in told]


def pictures_asked_for(place: Stall) -> list[str]:
    """Those that are under way together may be asked for in any order."""
    return sorted(one.url for one in place.press.asked if ".png" in one.url)


async def test_they_come_last_and_are_there_without_a_network(place: Stall) -> None:
    async with place.open() as stand:
        told = await fill(stand)
        assert [one.stage for one in told if one.stage != "feeds"] == ["texts"] * 2 + ["pictures"] * 4 + ["end"]
        assert (told[-1].end, told[-1].pack.pictures, told[-1].failed) == ("all", 3, 0)
        assert told[-1].pack.received == stand.usage.received
    assert pictures_asked_for(place) == [PHOTO.format(article, place) for article in (1, 2) for place in (1, 2)]
    place.press.down()
    async with place.open() as stand:
        urls = [url for row in await stand.rows(Shelf("packed")) for url in pictures_of(await stand.open(row))]
        assert [(await stand.pictures.show(url, 12, 8)).width for url in urls[:3]] == [12] * 3


async def test_a_budget_holds_for_them_too_and_the_first_of_each_article_come_first(place: Stall) -> None:
    async with place.open() as stand:
        texts = (await fill(stand))[-1].pack.received
    place.folder = place.folder / "again"
    place.press.asked.clear()
    budget = texts - len(flag(size=(300, 200)))
    async with place.open() as stand:
        last = (await fill(stand, budget=budget))[-1]
        assert (last.end, last.pack.articles, last.pack.pictures) == ("full", 2, 2)
        assert stand.usage.received <= budget
    assert pictures_asked_for(place) == [PHOTO.format(1, 1), PHOTO.format(2, 1)]


async def test_what_is_here_is_not_fetched_again(place: Stall) -> None:
    async with place.open() as stand:
        await fill(stand)
        place.press.asked.clear()
        last = (await fill(stand))[-1]
        assert (last.pack.pictures, last.pack.received) == (3, 0)
    assert pictures_asked_for(place) == []
