"""Pages asked for again: changed, withdrawn, or something else in their place; and the chore of pruning."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from press import page
from stall import BLANK, NEWS, RIVER, Stall, address, identity, only, refresh, story

from tuireader.model import Place
from tuireader.newsstand import Newsstand
from tuireader.newsstand.keeping import Pruned, Retention
from tuireader.newsstand.outcomes import Revised
from tuireader.store import Store

HOUR = timedelta(hours=1)
FIRST = identity(1)


@pytest.fixture
def place(tmp_path: Path) -> Stall:
    """A paper that has printed two articles."""
    stall = Stall(tmp_path)
    stall.prints(NEWS, story(1), story(2))
    return stall


async def again(place: Stall, stand: Newsstand, hours: int = 8) -> dict[str, Revised]:
    """What came of asking again, some hours later."""
    place.now += hours * HOUR
    told = (progress.outcome for progress in await refresh(stand, only(RIVER)))
    return {one.headline.id: one for one in told if isinstance(one, Revised)}


async def versions(stand: Newsstand) -> int:
    return len(await stand.keeping.editions(FIRST))


class TestAgain:
    async def test_an_edited_page_becomes_the_article_and_the_former_stays(self, place: Stall) -> None:
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            await stand.read([FIRST])
            await stand.bookmark(FIRST, keep=True)
            await stand.set_place(FIRST, Place(1, 0.5))
            before = await stand.carried(FIRST)
            place.press.prints(address(1), page("Tin số 1", "Đoạn chèn vào.", "Thân bài của Tin số 1."))
            told = await again(place, stand)
            assert told[FIRST].changed == place.now
            assert (told[identity(2)].changed, told[identity(2)].error) == (None, None)
            after = await stand.carried(FIRST)
            assert [one.article for one in await stand.keeping.editions(FIRST)] == [before, after]
            row = await stand.row(FIRST)
            assert row is not None
            assert (row.changed, row.read, row.bookmarked) == (place.now, True, True)
            assert await stand.place(FIRST) == Place(2, 0.5)

    async def test_the_question_is_conditional_and_rare(self, place: Stall) -> None:
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            await again(place, stand, 0)
            assert place.press.times_asked(address(1)) == 1
            await again(place, stand)
            await again(place, stand, 0)
            assert place.press.times_asked(address(1)) == 2
            last = next(one for one in reversed(place.press.asked) if one.url == address(1))
            assert "if-none-match" in last.headers
            assert await versions(stand) == 1

    async def test_another_title_in_the_feed_is_looked_into_at_once(self, place: Stall) -> None:
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            place.prints(NEWS, story(1, title="Tin số 1 đã đổi tít"), story(2))
            place.now += HOUR / 4
            told = await again(place, stand, 0)
            assert list(told) == [FIRST]
            assert told[FIRST].changed
            row = await stand.row(FIRST)
            assert row is not None
            assert row.headline.title == "Tin số 1 đã đổi tít"

    @pytest.mark.parametrize("status", [404, 410])
    async def test_what_is_withdrawn_is_kept_and_comes_back(self, place: Stall, status: int) -> None:
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            kept = await stand.carried(FIRST)
            place.press.prints(address(1), status=status)
            told = await again(place, stand)
            assert (told[FIRST].withdrawn, told[FIRST].error) == (True, None)
            row = await stand.row(FIRST)
            assert row is not None
            assert (row.withdrawn, row.offline) == (True, True)
            assert await stand.carried(FIRST) == kept
            assert {health.kind for health in (await stand.health()).values()} & {"changed"} == set()
            place.prints(NEWS, story(1), story(2))
            await again(place, stand, 16)
            row = await stand.row(FIRST)
            assert row is not None
            assert not row.withdrawn

    @pytest.mark.parametrize(
        "instead",
        [
            page("Không tìm thấy trang", "Đường dẫn không tồn tại.", "Mời bạn xem tin khác."),
            BLANK,
            "<html><body><h1>Tin số 1</h1><article>" + "<p>Chữ ở khuôn lạ, dài vừa đủ.</p>" * 20 + "</article></body>",
        ],
        ids=["soft 404", "no article", "another layout"],
    )
    async def test_what_is_not_the_article_replaces_nothing(self, place: Stall, instead: str) -> None:
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            kept = await stand.carried(FIRST)
            place.press.prints(address(1), instead)
            told = await again(place, stand)
            assert (told[FIRST].changed, told[FIRST].withdrawn) == (None, False)
            assert await stand.carried(FIRST) == kept
            assert await versions(stand) == 1

    async def test_a_server_in_trouble_says_nothing_of_the_article(self, place: Stall) -> None:
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            place.press.prints(address(1), status=500)
            told = await again(place, stand)
            assert told[FIRST].error is not None
            row = await stand.row(FIRST)
            assert row is not None
            assert not row.withdrawn

    async def test_half_an_article_replaces_nothing(self, place: Stall) -> None:
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            kept = await stand.carried(FIRST)
            paged = page("Tin số 1", "Trang một.").replace(
                "</head>", f'<link rel="next" href="{address(1)}?page=2"></head>'
            )
            place.press.prints(address(1), paged)
            told = await again(place, stand)
            assert told[FIRST].changed is None
            assert await stand.carried(FIRST) == kept

    async def test_while_data_is_saved_nothing_is_asked_again(self, place: Stall) -> None:
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            stand.usage.save(saving=True)
            assert await again(place, stand) == {}


class TestPrune:
    @pytest.fixture
    async def stand(self, place: Stall) -> Stall:
        """Both articles were read, and the first is bookmarked; it is three months later and the papers print."""
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            await stand.read([FIRST, identity(2)])
            await stand.bookmark(FIRST, keep=True)
        place.now += timedelta(days=100)
        place.prints(NEWS, *(story(number) for number in (-144_000, -143_999)))
        return place

    async def test_it_is_told_first_and_then_done(self, stand: Stall) -> None:
        async with stand.open() as open_stand:
            await refresh(open_stand, only(RIVER))
            told = await open_stand.keeping.prunable()
            assert told.articles == 1
            assert told.bytes > 0
            went = await open_stand.keeping.prune(rewrite=True)
            assert went.articles == 1
            assert await open_stand.keeping.prunable() == Pruned(0, 0, went.left)
            assert await open_stand.row(identity(2)) is None
            assert await open_stand.row(FIRST) is not None

    async def test_it_is_a_daily_chore_that_can_be_broken_off(self, stand: Stall) -> None:
        async with stand.open() as open_stand:
            await refresh(open_stand, only(RIVER))
            keeping = open_stand.keeping
            broken_off = await keeping.prune_daily(may_go_on=lambda: False)
            assert broken_off is not None
            assert broken_off.articles == 0
            spared = await keeping.prune_daily(lambda: [identity(2)])
            assert spared is not None
            assert spared.articles == 0
            assert await keeping.prune_daily() is None
            stand.now -= timedelta(days=2000)
            assert await keeping.prune_daily() is not None
            assert await keeping.prune_daily() is None
            stand.now += timedelta(days=2000)
            done = await keeping.prune_daily()
            assert done is not None
            assert done.articles == 1

    async def test_beside_one_that_writes_it_is_nobodys_business(self, stand: Stall) -> None:
        async with stand.open(), stand.open() as beside:
            assert await beside.keeping.prune_daily() is None

    async def test_a_limit_of_size_is_reached_and_bookmarks_stay(self, stand: Stall) -> None:
        async with stand.open() as open_stand:
            await refresh(open_stand, only(RIVER))
            open_stand.keeping.keep = Retention(0, 1)
            await open_stand.keeping.prune()
            assert await open_stand.row(FIRST) is not None
            assert await open_stand.row(identity(2)) is None
            assert await open_stand._librarian.ask(Store.used) > 1
