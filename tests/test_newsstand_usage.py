"""The desk for data: what it counts lasts, ends a refresh at its limits, and shrinks while data is saved."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from newsroom import RIVER, Newsroom, feed_address, stories
from press import feed

from tuireader.errors import AllowanceUsed, NewsError
from tuireader.fetch import Fetcher
from tuireader.model import Shelf
from tuireader.newsstand import Carried, Newsstand
from tuireader.newsstand.outcomes import Outcome
from tuireader.newsstand.usage import CARRIED_MAX
from tuireader.store import Store
from tuireader.store.usage import DayUse


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path)
    room.cache = tmp_path / "responses"
    return room


async def refreshed(stand: Newsstand, *, by_reader: bool = False) -> list[Outcome]:
    return [progress.outcome async for progress in stand.refresh(stand.sections(), by_reader=by_reader)]


def faults(outcomes: list[Outcome]) -> list[NewsError]:
    return [one.error for one in outcomes if one.error is not None]


class TestCounting:
    async def test_lasts_by_the_day_in_vietnam(self, room: Newsroom) -> None:
        async with room.stand(carry=2) as stand:
            await refreshed(stand)
            first = stand.usage.received
            assert (await stand.usage.told()).today == first > 1000
        async with room.stand() as stand:
            assert ((await stand.usage.told()).run, (await stand.usage.told()).today) == (0, first)
            room.now += timedelta(days=1)
            row = (await stand.rows(Shelf("latest"), limit=500))[-1]
            await stand.open(row)
            told = await stand.usage.told()
        assert told.run == told.today == stand.usage.received > 0
        assert [use.received for use in told.days] == [told.today, first]
        assert told.days[0].day - told.days[1].day == timedelta(days=1)
        assert told.month == told.today + first

    async def test_days_of_last_month_are_listed_and_not_summed(self, room: Newsroom) -> None:
        async with room.stand() as stand:
            today = (await stand.usage.told()).days
            assert today == ()
        store = Store.open(room.library)
        last = room.now.date().replace(day=1) - timedelta(days=1)
        store.use(DayUse(last, 700, 70))
        store.use(DayUse(last, 300, 30))
        store.use(DayUse(date(2001, 1, 1), 1, 1))
        store.close()
        async with room.stand() as stand:
            told = await stand.usage.told()
        assert (told.month, told.days) == (0, (DayUse(last, 1000, 100),))

    async def test_is_on_disk_while_a_refresh_goes_on(self, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tuireader.newsstand.usage.STEP", 1)
        async with room.stand(carry=3) as stand:
            async for _ in stand.refresh(stand.sections()):
                with room.on_disk() as other:
                    (use,) = other.uses(date(2001, 1, 1))
                assert use.received > 0
            total = stand.usage.received
        with room.on_disk() as other:
            (use,) = other.uses(date(2001, 1, 1))
        assert use.received == total

    async def test_beside_a_writer_nothing_fails_and_the_run_counts(self, room: Newsroom) -> None:
        async with room.stand() as writer:
            await refreshed(writer)
            known = writer.usage.received
            async with room.stand() as other:
                assert not other.writable
                await other.open((await other.rows(Shelf("latest")))[0])
                told = await other.usage.told()
                assert (told.run, told.today) == (other.usage.received, known + other.usage.received)
            assert (await writer.usage.told()).today == known


class TestCaps:
    async def test_a_refresh_ends_and_what_came_stays(self, room: Newsroom) -> None:
        await room.deliver()
        async with room.stand(carry=5) as stand:
            stand.usage.limit(run=40_000)
            outcomes = await refreshed(stand)
            assert isinstance(stand.usage.used_up, AllowanceUsed)
            assert (stand.usage.used_up.kind, stand.usage.used_up.total) == ("run", 40_000)
            assert {type(error) for error in faults(outcomes)} == {AllowanceUsed}
            assert not stand.offline
            assert 0 < stand.usage.received <= 40_000
            kept = [one for one in outcomes if isinstance(one, Carried) and one.error is None]
            asked = len(room.press.asked)
            for one in kept:
                row = await stand.row(one.headline.id)
                assert row is not None
                assert (await stand.open(row)).blocks
            assert len(room.press.asked) == asked
            assert kept

    async def test_a_paper_that_was_not_asked_is_not_to_blame(self, room: Newsroom) -> None:
        async with room.stand() as stand:
            stand.usage.limit(run=1)
            outcomes = await refreshed(stand)
            assert {type(error) for error in faults(outcomes)} == {AllowanceUsed}
            assert len(outcomes) == len(stand.sections())
            stand.usage.limit()
            assert faults(await refreshed(stand)) == [], "no backoff came of it"
            assert stand.usage.used_up is None

    async def test_a_day_counts_what_earlier_runs_cost_and_ends_at_midnight(self, room: Newsroom) -> None:
        async with room.stand() as stand:
            await refreshed(stand)
            cost = stand.usage.received
            row = (await stand.rows(Shelf("latest")))[0]
        stand = Newsstand(
            room.sources, Fetcher(transport=room.press), library=room.library, clock=lambda: room.now, carry=0
        )
        stand.usage.limit(day=cost)
        async with stand:
            assert (await stand.usage.told()).left_day == 0
            with pytest.raises(AllowanceUsed) as refused:
                await stand.open(row)
            assert refused.value.kind == "day"
            stand.usage.limit(day=50_000)
            room.now += timedelta(days=1)
            assert (await stand.open(row)).blocks
            assert (await stand.usage.told()).left_day == 50_000 - stand.usage.received


class TestSaving:
    async def test_few_articles_and_no_pictures(self, room: Newsroom) -> None:
        room.pictures = True
        async with room.stand(carry=50) as stand:
            stand.usage.save(saving=True)
            outcomes = await refreshed(stand)
            assert not stand.pictures.on
            carried = [one.headline.section for one in outcomes if isinstance(one, Carried)]
            assert carried
            assert max(carried.count(section) for section in carried) <= CARRIED_MAX
            stand.usage.save(saving=False)
            assert stand.pictures.on

    async def test_what_cannot_be_asked_for_conditionally_is_left_for_an_hour(self, room: Newsroom) -> None:
        place = feed_address(RIVER, "thoi-su")
        room.press.prints(place, feed(*stories(RIVER, ["Tin không có dấu"], 1)), headers={"ETag": ""})
        async with room.stand() as stand:
            await refreshed(stand)
            stand.usage.save(saving=True)
            for minutes, by_reader, times in ((10, False, 1), (20, True, 2), (70, False, 3)):
                room.now += timedelta(minutes=minutes)
                outcomes = await refreshed(stand, by_reader=by_reader)
                assert faults(outcomes) == []
                assert room.press.times_asked(place) == times
            stand.usage.save(saving=False)
            await refreshed(stand)
            assert room.press.times_asked(place) == 4
