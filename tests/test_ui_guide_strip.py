"""The strip in the header: what is on, told as well as the room allows, moving with the clock and never blank."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import NOW, QUIET, Newsroom
from press import vtv_day
from reader import Reader
from textual.color import Color

from tuireader.newsstand.programmes import AGAIN, vtv_address
from tuireader.ui import cells
from tuireader.ui.curtain import CurtainScreen
from tuireader.ui.stagehand import last_screen
from tuireader.ui.widgets.guide_strip import Airing, OnAir, strip_columns, strip_pieces

TODAY = date(2026, 11, 23)
PAGE = vtv_address(TODAY)
ASKING = replace(QUIET, refresh_on_start=True)
WEATHER = "Bản tin thời tiết chào buổi sáng"
SHOWS = {
    "VTV1": [("13:57", 15, WEATHER, ""), ("14:12", 30, "Thời sự", "")],
    "VTV2": [("13:00", 50, "Sống khỏe", ""), ("14:05", 30, "Học nghề", "")],
    "VTV3": [("13:30", 90, "[b]Phim[/b] [@click=app.quit]truyện[/]", "Tập 2")],
}
MINUTE = timedelta(minutes=1)
TIMES = (" · 3 phút trước · còn 12 phút", " · còn 12 phút", " · còn 12 ph")


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers and three channels; it is 14:00."""
    room = Newsroom(tmp_path)
    room.channels, room.cache = tuple(SHOWS), tmp_path / "cache"
    room.press.prints(PAGE, vtv_day(SHOWS))
    await room.deliver()
    return room


def header(reader: Reader) -> str:
    return reader.seen().splitlines()[0]


def strip(reader: Reader) -> str:
    return header(reader).partition("ĐANG PHÁT ")[2].partition("   ")[0]


async def turn(reader: Reader) -> str:
    """What the strip shows after its next turn."""
    reader.app.query_one(OnAir).tick()
    await reader.settle(but="on-air")
    return strip(reader)


class TestOneChannel:
    def test_the_whole_truth_where_there_is_room(self) -> None:
        assert told(Airing("VTV1", WEATHER, TIMES), 80) == f"ĐANG PHÁT VTV1 {WEATHER} · 3 phút trước · còn 12 phút"

    @pytest.mark.parametrize(
        ("columns", "title", "shown"),
        [
            (44, "Thời sự", "ĐANG PHÁT VTV1 Thời sự · còn 12 phút"),
            (34, "Thời sự", "ĐANG PHÁT VTV1 Thời sự · còn 12 ph"),
            (44, WEATHER, "ĐANG PHÁT VTV1 Bản tin thời tiết chào buổi…"),
            (50, WEATHER, "ĐANG PHÁT VTV1 Bản tin thời tiết… · còn 12 phút"),
            (24, "Thời sự", "ĐANG PHÁT VTV1 Thời sự"),
        ],
    )
    def test_times_get_shorter_before_the_title_is_cut(self, columns: int, title: str, shown: str) -> None:
        assert told(Airing("VTV1", title, TIMES), columns) == shown

    @given(st.text(max_size=40), st.text(min_size=1, max_size=90), st.integers(34, 84))
    def test_it_never_takes_more_than_its_columns(self, channel: str, title: str, columns: int) -> None:
        assert cells.width(told(Airing(channel, title, TIMES), columns)) <= columns

    def test_a_header_keeps_room_for_the_place(self) -> None:
        assert all(strip_columns(columns) <= columns - 26 for columns in range(60, 301))
        assert strip_columns(59) == 0


def told(airing: Airing, columns: int) -> str:
    return "".join(text for text, _ in strip_pieces(airing, columns))


@pytest.mark.parametrize(
    ("size", "shown", "beside"),
    [
        ((160, 45), f"VTV1 {WEATHER} · 3 phút trước · còn 12 phút", ("tuireader", "Mới nhất", "Thứ Hai 23/11")),
        ((120, 36), f"VTV1 {WEATHER} · còn 12 phút", ("tuireader", "Mới nhất", "Thứ Hai 23/11")),
        ((80, 24), "VTV1 Bản tin thời tiết chào buổi…", ("Mới nhất", "24 chưa đọc")),
    ],
)
async def test_it_stands_in_the_header(
    newsroom: Newsroom, size: tuple[int, int], shown: str, beside: tuple[str, ...]
) -> None:
    async with newsroom.reading(size, config=ASKING) as reader:
        assert strip(reader) == shown
        assert all(one in header(reader) for one in beside)
        assert cells.width(header(reader)) <= size[0]


async def test_a_narrow_screen_has_none(newsroom: Newsroom) -> None:
    async with newsroom.reading((50, 20), config=ASKING) as reader:
        assert "ĐANG PHÁT" not in header(reader)
        assert "Mới nhất" in header(reader)
        await reader.resize(80, 24)
        assert strip(reader).startswith("VTV1")


async def test_without_a_guide_the_header_is_as_it_was(newsroom: Newsroom) -> None:
    newsroom.channels = ()
    async with newsroom.reading((80, 24), config=ASKING) as reader:
        assert "ĐANG PHÁT" not in header(reader)
        assert "Thứ Hai 23/11" in header(reader)
        assert newsroom.press.times_asked(PAGE) == 0


async def test_it_turns_through_the_channels_that_have_something_on(newsroom: Newsroom) -> None:
    async with newsroom.reading((160, 45), config=replace(ASKING, motion=True)) as reader:
        assert await turn(reader) == "VTV3 [b]Phim[/b] [@click=app.quit]truyện[/] · 30 phút trước · còn 1 giờ"
        column = header(reader).index("ĐANG PHÁT")
        assert (await turn(reader)).startswith("VTV1")
        newsroom.now = NOW + 6 * MINUTE
        assert await turn(reader) == "VTV2 Học nghề · 1 phút trước · còn 29 phút"
        assert header(reader).index("ĐANG PHÁT") == column
        newsroom.now = NOW + 60 * MINUTE
        assert await turn(reader) == ""
        assert "ĐANG PHÁT" not in header(reader)


async def test_without_motion_one_channel_stands_and_its_times_move_on(newsroom: Newsroom) -> None:
    async with newsroom.reading((160, 45), config=ASKING) as reader:
        newsroom.now = NOW + 11 * MINUTE + timedelta(seconds=30)
        assert await turn(reader) == f"VTV1 {WEATHER} · 14 phút trước · còn 1 phút"
        newsroom.now = NOW + 12 * MINUTE
        assert await turn(reader) == "VTV1 Thời sự · vừa bắt đầu · còn 30 phút"


async def test_news_and_guide_are_asked_for_together_and_the_guide_only_once(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 24), config=ASKING) as reader:
        await reader.press("R", "r")
        assert newsroom.press.times_asked(PAGE) == 1


async def test_nothing_is_asked_where_the_reader_wants_no_refresh(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 24)) as reader:
        assert "ĐANG PHÁT" not in header(reader)
    assert newsroom.press.times_asked(PAGE) == 0


async def test_offline_the_kept_day_is_shown(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 24), config=ASKING):
        pass
    newsroom.press.down()
    async with newsroom.reading((80, 24), config=ASKING) as reader:
        assert strip(reader).startswith("VTV1 Bản tin")


async def test_what_is_shown_stays_while_the_guide_is_asked_for(newsroom: Newsroom) -> None:
    newsroom.channels = (*SHOWS, "VTV9")
    async with newsroom.reading((80, 24), config=ASKING) as reader:
        newsroom.now = NOW + AGAIN
        held = newsroom.press.slow(PAGE)
        reader.strike("R")
        async with asyncio.timeout(10):
            await held.arrived.wait()
        assert strip(reader).startswith("VTV1")
        assert (await turn(reader)).startswith("VTV1 Thời sự")
        held.release()


async def test_the_label_is_in_the_accent_of_each_theme(newsroom: Newsroom) -> None:
    for theme in ("giay", "dem"):
        async with newsroom.reading((80, 24), config=replace(ASKING, theme=theme)) as reader:
            (label, *_) = reader.app.query_one(OnAir).render_line(0)
            assert label.text.startswith("ĐANG PHÁT")
            assert label.style is not None
            assert label.style.color is not None
            accent = Color.parse(reader.app.theme_variables["accent"])
            assert label.style.color.triplet == accent.rich_color.triplet


async def test_the_next_start_does_not_begin_with_what_was_on_air(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 24), config=ASKING) as reader:
        assert strip(reader)
        screen = reader.app.screen
        assert isinstance(screen, CurtainScreen)
        first, *_ = await last_screen(screen)
        assert "ĐANG PHÁT" not in "".join(text for _, text in first)
