"""The desk for what is on air: an uneven page, files that readers name, kept days, and nobody asked in vain."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from press import vtv_day, xmltv
from stall import MINUTE, Stall

from tuireader.cache import Cache
from tuireader.errors import NotAGuide, Offline, Refused
from tuireader.fetch import Fetcher
from tuireader.newsstand import Newsstand
from tuireader.newsstand.programmes import AGAIN, FILE_FRESH, RETRIES, vtv_address
from tuireader.schedule import Channel, Guide, chosen, day_bounds, now_on, of_channel

DAY = date(2026, 11, 23)
MORROW = DAY + timedelta(days=1)
PAGE = vtv_address(DAY)
FILE = "https://lich.example/epg.xml.gz"
ONE = [("05:00", 60, "Chào buổi sáng", ""), ("23:45", 30, "Phim khuya", "Tập 2")]
THREE = [("05:00", 30, "Ca nhạc", "")]
WHOLE = vtv_day({"VTV1": ONE, "VTV3": THREE, "VTV9": []})


@pytest.fixture
def place(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def follow(stand: Newsstand, *channels: str, files: Sequence[str] = ()) -> None:
    stand.guide.follow(channels or ("VTV1", "VTV3"), files, pause=0)


def titles(guide: Guide, channel: str) -> list[str]:
    return [one.title for one in of_channel(guide, channel)]


def on_file(*shows: tuple[str, str, str]) -> bytes:
    """A packed XMLTV file of one channel, HTV7: shows as (start, stop, title) with times as `202611230530`."""
    return gzip.compress(xmltv({"htv7hd": "HTV7 HD"}, *(("htv7hd", *show, "") for show in shows)), mtime=0)


class TestAsking:
    async def test_a_day_comes_from_its_page(self, place: Stall) -> None:
        place.press.prints(PAGE, WHOLE)
        async with place.open() as stand:
            follow(stand)
            assert await stand.guide.day(DAY) == Guide()
            guide = await stand.guide.refresh(DAY)
            assert await stand.guide.day(DAY) == guide
        assert chosen(guide, stand.guide.channels) == (Channel("vtv1", "VTV1"), Channel("vtv3", "VTV3"))
        assert titles(guide, "vtv1") == ["Chào buổi sáng", "Phim khuya"]
        assert place.press.times_asked(PAGE) == 1

    async def test_what_several_answers_miss_is_put_together(self, place: Stall) -> None:
        place.press.prints_in_turn(
            PAGE,
            vtv_day({"VTV1": [], "VTV3": []}),
            vtv_day({"VTV1": ONE, "VTV3": []}),
            vtv_day({"VTV1": [], "VTV3": THREE}),
        )
        async with place.open() as stand:
            follow(stand)
            guide = await stand.guide.refresh(DAY)
        assert titles(guide, "vtv1") == ["Chào buổi sáng", "Phim khuya"]
        assert titles(guide, "vtv3") == ["Ca nhạc"]
        assert place.press.times_asked(PAGE) == 3

    async def test_a_page_that_never_has_a_channel_is_asked_for_four_times(self, place: Stall) -> None:
        place.press.prints(PAGE, WHOLE)
        async with place.open() as stand:
            follow(stand, "VTV1", "VTV9")
            guide = await stand.guide.refresh(DAY)
        assert chosen(guide, ["VTV9"]) == (Channel("vtv9", "VTV9"),)
        assert place.press.times_asked(PAGE) == 1 + RETRIES

    async def test_an_answer_that_is_no_guide_ends_the_asking(self, place: Stall) -> None:
        place.press.prints_in_turn(PAGE, vtv_day({"VTV1": ONE, "VTV3": []}), "<p>bận</p>")
        async with place.open() as stand:
            follow(stand)
            assert titles(await stand.guide.refresh(DAY), "vtv1") == ["Chào buổi sáng", "Phim khuya"]
        assert place.press.times_asked(PAGE) == 2

    async def test_nobody_is_asked_for_channels_that_nobody_chose(self, place: Stall) -> None:
        async with place.open() as stand:
            stand.guide.follow(())
            assert await stand.guide.refresh(DAY, by_reader=True) == Guide()
            follow(stand, "HTV7")
            assert await stand.guide.refresh(DAY, by_reader=True) == Guide()
        assert place.press.asked == []

    async def test_what_went_wrong_is_told_where_there_is_nothing(self, place: Stall) -> None:
        async with place.open() as stand:
            follow(stand)
            with pytest.raises(Refused):
                await stand.guide.refresh(DAY)
            assert await stand.guide.refresh(DAY) == Guide(), "it is not asked again at once"
            place.press.prints(PAGE, "<p>404</p>")
            with pytest.raises(NotAGuide):
                await stand.guide.refresh(DAY, by_reader=True)
            place.press.down()
            place.now += AGAIN
            with pytest.raises(Offline):
                await stand.guide.refresh(DAY)
        assert place.press.times_asked(PAGE) == 2


class TestKeeping:
    async def test_a_day_once_fetched_is_read_without_a_network(self, place: Stall) -> None:
        place.press.prints(PAGE, WHOLE)
        async with place.open() as stand:
            follow(stand)
            guide = await stand.guide.refresh(DAY)
        place.press.down()
        place.now += timedelta(hours=12)
        async with place.open() as stand:
            follow(stand)
            assert await stand.guide.day(DAY) == guide
            assert await stand.guide.refresh(DAY) == guide
            assert await stand.guide.refresh(DAY, by_reader=True) == guide
        assert place.press.times_asked(PAGE) == 1

    async def test_a_day_that_misses_something_is_asked_for_again_later_and_loses_nothing(self, place: Stall) -> None:
        place.press.prints(PAGE, vtv_day({"VTV1": ONE, "VTV3": []}))
        async with place.open() as stand:
            follow(stand)
            await stand.guide.refresh(DAY)
            place.press.prints(PAGE, vtv_day({"VTV1": [], "VTV3": THREE}))
            place.now += AGAIN - MINUTE
            assert titles(await stand.guide.refresh(DAY), "vtv3") == []
            place.now += MINUTE
            guide = await stand.guide.refresh(DAY)
        assert titles(guide, "vtv1") == ["Chào buổi sáng", "Phim khuya"]
        assert titles(guide, "vtv3") == ["Ca nhạc"]

    async def test_tomorrow_is_asked_for_again_when_it_is_today(self, place: Stall) -> None:
        address = vtv_address(MORROW)
        place.press.prints(address, vtv_day({"VTV1": ONE, "VTV3": THREE}))
        async with place.open() as stand:
            follow(stand)
            for _ in range(2):
                await stand.guide.refresh(MORROW)
                place.now += timedelta(hours=1)
            assert place.press.times_asked(address) == 1
            place.now, _ = day_bounds(MORROW)
            for _ in range(2):
                await stand.guide.refresh(MORROW)
                place.now += timedelta(hours=1)
        assert place.press.times_asked(address) == 2

    async def test_the_night_before_reaches_into_the_day(self, place: Stall) -> None:
        place.press.prints(PAGE, WHOLE)
        place.press.prints(vtv_address(MORROW), vtv_day({"VTV1": [("00:30", 30, "Bản tin", "")], "VTV3": THREE}))
        midnight, _ = day_bounds(MORROW)
        async with place.open() as stand:
            follow(stand)
            await stand.guide.refresh(DAY)
            guide = await stand.guide.refresh(MORROW)
        assert titles(guide, "vtv1") == ["Phim khuya", "Bản tin"]
        late = now_on(guide, "vtv1", midnight + 5 * MINUTE)
        assert late is not None
        assert (late.title, late.stop) == ("Phim khuya", midnight + 15 * MINUTE)

    async def test_what_the_cache_cannot_say_is_not_kept(self, place: Stall) -> None:
        place.press.prints(PAGE, WHOLE)
        async with place.open() as stand:
            follow(stand)
            guide = await stand.guide.refresh(DAY)
        cache = Cache.open(place.folder / "cache")
        key = f"tuireader:programmes/{DAY}"
        stored = cache.get(key)
        assert stored is not None
        cache.put(key, type(stored)(b"\xc1", "", "", "", stored.fetched, key))
        cache.close()
        async with place.open() as stand:
            follow(stand)
            assert await stand.guide.day(DAY) == Guide()
            assert await stand.guide.refresh(DAY) == guide


class TestFiles:
    async def test_a_file_that_the_reader_named(self, place: Stall) -> None:
        place.press.prints(PAGE, WHOLE)
        place.press.prints(
            FILE, on_file(("202611230600", "202611230700", "KỊCH"), ("202611240600", "202611240700", "Hài"))
        )
        async with place.open() as stand:
            follow(stand, "HTV7", "VTV1", files=[FILE])
            guide = await stand.guide.refresh(DAY)
            assert [channel.name for channel in chosen(guide, stand.guide.channels)] == ["HTV7", "VTV1"]
            assert titles(guide, "htv7") == ["Kịch"]
            place.press.prints(vtv_address(MORROW), WHOLE)
            assert titles(await stand.guide.refresh(MORROW), "htv7") == ["Hài"]
        assert place.press.times_asked(FILE) == 1, "it tells of both days"

    async def test_vtvs_own_page_is_believed_first_and_a_file_fills_its_gaps(self, place: Stall) -> None:
        place.press.prints(PAGE, vtv_day({"VTV1": ONE, "VTV3": []}))
        names = {"a": "VTV1 HD", "b": "VTV3 HD"}
        shows = [(key, "202611230500", "202611230600", "TỪ TỆP", "") for key in names]
        place.press.prints(FILE, xmltv(names, *shows))
        async with place.open() as stand:
            follow(stand, files=[FILE])
            guide = await stand.guide.refresh(DAY)
        assert titles(guide, "vtv1") == ["Chào buổi sáng", "Phim khuya"]
        assert titles(guide, "vtv3") == ["Từ tệp"]

    async def test_a_file_is_asked_with_its_validators_and_kept_where_it_fails(self, place: Stall) -> None:
        place.press.prints(FILE, on_file(("202611230600", "202611230700", "Kịch")))
        async with place.open() as stand:
            follow(stand, "HTV7", files=[FILE])
            await stand.guide.refresh(DAY)
            place.now += FILE_FRESH
            await stand.guide.refresh(DAY, by_reader=True)
            assert "if-none-match" in place.press.asked[-1].headers
            place.press.down()
            assert titles(await stand.guide.refresh(DAY, by_reader=True), "htv7") == ["Kịch"]
        assert place.press.times_asked(FILE) == 2

    async def test_one_that_fails_stops_no_other(self, place: Stall) -> None:
        place.press.prints(PAGE, WHOLE)
        place.press.prints("https://hong.example/epg.xml", "<html>")
        async with place.open() as stand:
            follow(stand, files=["https://hong.example/epg.xml", "https://xa.example/epg.xml"])
            assert titles(await stand.guide.refresh(DAY), "vtv3") == ["Ca nhạc"]


def test_where_a_channel_can_be_watched(place: Stall) -> None:
    desk = Newsstand((), Fetcher(transport=place.press)).guide
    desk.follow(["VTV1", "HTV7"], addresses={"HTV7": "https://htv.example/7.m3u8", "VTV3 HD": "https://vtv.example/3"})
    watched = {name: desk.watch(Channel("x", name)) for name in ("VTV1", "VTV3", "VTV Cần Thơ", "HTV7", "K+")}
    assert watched == {
        "VTV1": "https://vtv.vn/truyen-hinh-truc-tuyen/vtv1.htm",
        "VTV3": "https://vtv.example/3",
        "VTV Cần Thơ": "https://vtv.vn/truc-tuyen.htm",
        "HTV7": "https://htv.example/7.m3u8",
        "K+": "",
    }


def test_the_address_of_a_day() -> None:
    assert vtv_address(date(2026, 2, 3)) == "https://vtv.vn/lich-phat-song-ngay-3-thang-2-nam-2026.htm"
