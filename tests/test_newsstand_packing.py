"""Packs: filled within the bytes and minutes that were named, gone on with, and open without any network."""

from __future__ import annotations

import asyncio
import errno
import socket
from contextlib import aclosing
from pathlib import Path

import pytest
from msgspec.structs import replace
from press import Press, Story, feed, loopback, page
from stall import HILL, NEWS, SPORT, Stall, address, identity, paper, story

from tuireader.errors import LibraryLocked, NotCarried, UnknownSection
from tuireader.fetch import Fetcher
from tuireader.model import Article, Section, Shelf
from tuireader.newsstand import Newsstand
from tuireader.newsstand.bag import Filling, Wish
from tuireader.newsstand.outcomes import Carried
from tuireader.newsstand.reading_time import reading_minutes

PACKED = Shelf("packed")
MANY = Wish(5_000_000)
SENTENCE = "Sáng nay hơn hai trăm người dân đã cùng nhau trồng những hàng cây đầu tiên dọc con kênh của làng. "


@pytest.fixture
def place(tmp_path: Path) -> Stall:
    """Six headlines of the river's news, two of its sport, and two of the hills' news."""
    stall = Stall(tmp_path)
    stall.prints(NEWS, *(story(number) for number in range(1, 7)))
    stall.prints(SPORT, story(11), story(12))
    stall.prints(HILL, story(1, "doi"), story(2, "doi"))
    return stall


async def fill(stand: Newsstand, wish: Wish = MANY) -> list[Filling]:
    async with aclosing(stand.pack.fill(wish)) as told:
        return [filling async for filling in told]


async def packed(stand: Newsstand) -> set[str]:
    return {row.headline.id for row in await stand.rows(PACKED)}


async def opened(stand: Newsstand) -> list[Article]:
    """Every article of the pack, opened."""
    return [await stand.open(row) for row in await stand.rows(PACKED)]


class TestFilling:
    async def test_the_newest_of_each_section_come_in_turn(self, place: Stall) -> None:
        async with place.open() as stand:
            told = await fill(stand)
            assert told[-1].end == "all"
            assert told[-1].pack.articles == 10
            assert told[-1].pack.minutes == sum(map(reading_minutes, await opened(stand)))
            assert told[-1].pack.received == stand.usage.received
            assert [filling.stage for filling in told] == ["feeds"] * 3 + ["texts"] * 10 + ["end"]
        assert place.asked()[:3] == [address(1), address(11), address(1, "doi")]
        assert place.asked()[3:6] == [address(2), address(12), address(2, "doi")]

    async def test_it_opens_without_a_network(self, place: Stall) -> None:
        async with place.open() as stand:
            await fill(stand)
        place.press.down()
        async with place.open() as stand:
            assert len(await opened(stand)) == 10

    async def test_sections_by_name(self, place: Stall) -> None:
        async with place.open() as stand:
            await fill(stand, replace(MANY, sections=("the-thao",)))
            assert await packed(stand) == {identity(11), identity(12)}
            await fill(stand, replace(MANY, sections=("doi/tin", "the-thao")))
            assert await packed(stand) == {identity(11), identity(12), identity(1, "doi"), identity(2, "doi")}

    @pytest.mark.parametrize(
        ("names", "found"),
        [
            ([], ["song/tin", "song/the-thao", "doi/tin"]),
            (["tin"], ["song/tin", "doi/tin"]),
            (["Tin mới", "tin"], ["song/tin", "doi/tin"]),
            (["the thao"], ["song/the-thao"]),
            (["song"], ["song/tin", "song/the-thao"]),
            (["song/the-thao", "song"], ["song/the-thao", "song/tin"]),
        ],
    )
    async def test_what_names_mean(self, place: Stall, names: list[str], found: list[str]) -> None:
        async with place.open() as stand:
            assert [f"{source.id}/{section.id}" for source, section in stand.pack.sections(names)] == found

    @pytest.mark.parametrize("name", ["khong-co", "song/khong-co", "khong-co/tin", "", "/"])
    async def test_a_section_that_is_not_there(self, place: Stall, name: str) -> None:
        async with place.open() as stand:
            with pytest.raises(UnknownSection):
                await fill(stand, replace(MANY, sections=(name,)))
        assert place.press.asked == []

    async def test_what_was_read_is_not_packed_and_what_is_here_costs_nothing(self, place: Stall) -> None:
        async with place.open() as stand:
            await fill(stand)
            await stand.read([identity(1)])
            place.press.asked.clear()
            told = await fill(stand)
            assert told[-1].pack.articles == 9
            assert told[-1].pack.received == 0
        assert place.asked() == []

    async def test_enough_minutes(self, place: Stall) -> None:
        async with place.open() as stand:
            told = await fill(stand, replace(MANY, minutes=4))
        assert (told[-1].end, told[-1].pack.minutes) == ("enough", 4)

    async def test_what_was_wanted_in_vain_comes_first(self, place: Stall) -> None:
        async with place.open(carry=0) as stand:
            await fill(stand, replace(MANY, minutes=1))
            await stand.bookmark(identity(6), keep=True)
            place.press.asked.clear()
            await fill(stand)
        assert place.asked()[0] == address(6)

    async def test_whoever_only_reads_packs_nothing(self, place: Stall) -> None:
        async with place.open(), place.open() as second:
            with pytest.raises(LibraryLocked):
                await fill(second)


class TestBudget:
    @pytest.mark.parametrize("budget", [1, 500, 3_000, 4_000, 6_000, 20_000])
    async def test_no_more_comes_than_may(self, place: Stall, budget: int) -> None:
        async with place.open() as stand:
            told = await fill(stand, Wish(budget))
            assert stand.usage.received <= budget
            assert told[-1].pack.received == stand.usage.received
            assert len(await opened(stand)) == told[-1].pack.articles

    async def test_a_full_one_is_full(self, place: Stall) -> None:
        async with place.open() as stand:
            told = await fill(stand, Wish(6_000))
        assert told[-1].end == "full"
        assert 0 < told[-1].pack.articles < 10

    async def test_what_did_not_fit_comes_with_the_next_pack(self, place: Stall) -> None:
        async with place.open() as stand:
            await fill(stand, Wish(6_000))
            told = await fill(stand)
        assert told[-1].pack.articles == 10
        assert told[-1].failed == 0

    async def test_a_cap_of_the_day_is_no_end_of_the_pack(self, place: Stall) -> None:
        async with place.open() as stand:
            stand.usage.limit(day=6_000)
            told = await fill(stand)
            assert told[-1].end == "capped"
            spent = told[-1].pack.received
            stand.usage.limit()
            again = await fill(stand)
            assert again[-1].end == "all"
            assert again[-1].pack.received == stand.usage.received > spent


class TestBreakingOff:
    async def test_it_goes_on_where_it_was_stopped(self, place: Stall) -> None:
        async with place.open() as stand:
            async with aclosing(stand.pack.fill(MANY)) as told:
                async for filling in told:
                    if filling.pack.articles == 4:
                        break
            before, spent = await packed(stand), stand.usage.received
            assert len(before) >= 4
        asked = place.asked()
        async with place.open() as stand:
            last = (await fill(stand))[-1]
            assert await packed(stand) > before
            assert last.pack.articles == 10
            assert last.pack.received == spent + stand.usage.received
        assert sorted(set(place.asked())) == sorted(asked + [one for one in place.asked() if one not in asked])

    async def test_what_came_before_counts(self, place: Stall) -> None:
        wish = Wish(6_000)
        async with place.open() as stand:
            async with aclosing(stand.pack.fill(wish)) as told:
                async for filling in told:
                    if filling.pack.articles == 1:
                        break
            first = stand.usage.received
        async with place.open() as stand:
            await fill(stand, wish)
            assert first + stand.usage.received <= wish.budget

    async def test_the_network_goes_away(self, place: Stall) -> None:
        for number in range(2, 7):
            place.press.down(address(number))
        async with place.open() as stand:
            last = (await fill(stand))[-1]
            assert last.end == "offline"
            assert len(await opened(stand)) == last.pack.articles == 5
            place.press.up()
            again = (await fill(stand))[-1]
        assert (again.end, again.pack.articles) == ("all", 10)

    async def test_without_a_network_what_is_here_is_packed_all_the_same(self, place: Stall) -> None:
        async with place.open(carry=1) as stand:
            async with aclosing(stand.refresh(stand.sections())) as news:
                assert [one async for one in news]
            place.press.down()
            told = await fill(stand)
            assert (told[-1].end, told[-1].pack.articles, told[-1].pack.received) == ("offline", 3, 0)
            assert len(await opened(stand)) == 3

    async def test_cancelled_in_the_middle_of_a_request(self, place: Stall) -> None:
        held = place.press.slow(address(3))
        async with place.open() as stand:
            filling = asyncio.ensure_future(fill(stand))
            await held.arrived.wait()
            filling.cancel()
            with pytest.raises(asyncio.CancelledError):
                await filling
            held.release()
            assert (await fill(stand))[-1].pack.articles == 10


class TestPromise:
    """What is promised on a platform without a network has to be there."""

    async def test_all_of_it_opens_with_every_socket_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        press, budget = Press(), 60_000
        with loopback(press) as base:
            stories = [Story(f"Tin số {number}", f"{base}/bai-{number:018d}.htm") for number in range(1, 41)]
            news = paper("song", Section("tin", "Tin mới", f"{base}/tin.rss"))
            press.prints("/tin.rss", feed(*stories))
            for number, one in enumerate(stories, 1):
                press.prints(f"/bai-{number:018d}.htm", page(one.title, *([SENTENCE * 5] * number)))
            async with Newsstand([news], Fetcher(), library=tmp_path / "library.db", cache=tmp_path / "cache") as stand:
                last = (await fill(stand, Wish(budget)))[-1]
                assert stand.usage.received == last.pack.received
        assert last.end == "full"
        assert budget / 2 < last.pack.received <= budget
        monkeypatch.setattr(socket.socket, "connect", _refuse)
        async with Newsstand([news], Fetcher(), library=tmp_path / "library.db", cache=tmp_path / "cache") as stand:
            articles = await opened(stand)
            assert len(articles) == last.pack.articles > 10
            assert sum(map(reading_minutes, articles)) == last.pack.minutes
            with pytest.raises(NotCarried):
                await stand.open((await stand.rows(Shelf("latest"), limit=1, offset=39))[0])


def _refuse(*_: object) -> None:
    raise OSError(errno.ENETUNREACH, "Network is unreachable")


class TestFaults:
    async def test_a_page_that_is_gone_stands_in_nobodys_way(self, place: Stall) -> None:
        place.press.prints(address(2), "", status=404)
        async with place.open() as stand:
            told = await fill(stand)
        assert (told[-1].end, told[-1].pack.articles, told[-1].failed) == ("all", 9, 1)
        (fault,) = [one.outcome for one in told if isinstance(one.outcome, Carried) and one.outcome.error]
        assert fault.headline.id == identity(2)

    async def test_a_section_that_fails_is_counted(self, place: Stall) -> None:
        place.press.prints(SPORT, "", status=500)
        async with place.open() as stand:
            told = await fill(stand)
        assert (told[-1].pack.articles, told[-1].failed) == (8, 1)

    async def test_an_article_without_its_last_page_is_not_promised(self, place: Stall) -> None:
        more = f'<div class="pagination"><a href="{address(1)}">1</a> <a href="{address(1)}?page=2">2</a></div>'
        place.press.prints(address(1), page("Tin số 1", "Trang đầu.").replace("</body>", f"{more}</body>"))
        async with place.open() as stand:
            told = await fill(stand)
            assert told[-1].pack.articles == len(await opened(stand)) == 9
            half = await stand.carried(identity(1))
            assert half is not None
            assert half.next_pages
