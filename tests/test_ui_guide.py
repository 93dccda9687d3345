"""The screen of what is on air under real keys, with the clock held still: forms, days, ways out, and no network."""

from __future__ import annotations

import asyncio
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import NOW, QUIET, Newsroom
from press import vtv_day
from reader import Reader

from tuireader.config import GuideConfig
from tuireader.newsstand.programmes import vtv_address
from tuireader.ui import guide_words, phrases
from tuireader.ui.browse import BrowseScreen
from tuireader.ui.commands import COMMANDS
from tuireader.ui.guide import GuideScreen
from tuireader.ui.help import HelpScreen
from tuireader.ui.widgets.guide_grid import GuideGrid
from tuireader.ui.widgets.guide_list import GuideList

TODAY = date(2026, 11, 23)
MINUTE = timedelta(minutes=1)
Size = tuple[int, int]
LOW, WIDE, WIDEST = (80, 24), (120, 36), (160, 45)
GRIDS = [WIDE, WIDEST]
every_size = pytest.mark.parametrize("size", [LOW, WIDE, WIDEST], ids=["80x24", "120x36", "160x45"])
every_grid = pytest.mark.parametrize("size", GRIDS, ids=["120x36", "160x45"])
HOSTILE = "[b]Phim[/b] [@click=app.quit]truyện[/] 👨‍👩‍👧 日本 " + "rất dài " * 60
SHOWS = {
    "VTV1": [
        ("12:00", 60, "Thời sự trưa", ""),
        ("13:00", 57, "Nhà nông vui vẻ", "Lúa trên đất phèn"),
        ("13:57", 15, "Bản tin thời tiết chào buổi sáng", ""),
        ("14:12", 30, "Phóng sự", "Những bến đò"),
        ("14:42", 60, "Phim tài liệu", "Đường ra đảo"),
    ],
    "VTV2": [("13:30", 45, "Sống khỏe", "Ngủ đủ giấc"), ("14:15", 45, "Học nghề", "")],
    "VTV3": [("13:00", 120, HOSTILE, HOSTILE)],
    "VTV9": [],
}
MORROW = {name: [("06:00", 60, f"Sáng {name}", ""), ("14:00", 60, f"Chiều {name}", "")] for name in SHOWS}


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Four channels, one of which nobody lists; it is 14:00."""
    room = Newsroom(tmp_path)
    room.channels, room.cache = tuple(SHOWS), tmp_path / "cache"
    room.press.prints(vtv_address(TODAY), vtv_day(SHOWS))
    room.press.prints(vtv_address(TODAY + timedelta(days=1)), vtv_day(MORROW))
    await room.deliver()
    return room


def screen(reader: Reader) -> GuideScreen:
    assert isinstance(reader.app.screen, GuideScreen)
    return reader.app.screen


def show(reader: Reader) -> str:
    """The programme under the cursor."""
    under = screen(reader).pane.show
    return under.title if under else ""


def channel(reader: Reader) -> str:
    return screen(reader).table.channels[screen(reader).spot.channel].name


def line(reader: Reader, words: str) -> str:
    """The first line of the screen that has these words."""
    return next(one for one in reader.seen().splitlines() if words in one)


@every_size
@pytest.mark.parametrize("key", ["v", "f8"])
async def test_a_key_opens_it_and_the_same_key_closes_it(newsroom: Newsroom, size: Size, key: str) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press(key)
        assert "Lịch phát sóng   Hôm nay, Thứ Hai 23/11" in reader.seen()
        assert show(reader) == "Bản tin thời tiết chào buổi sáng"
        assert "đang phát · 3 phút trước · còn 12 phút   Tiếp theo 14:12 Phóng sự" in reader.seen()
        assert isinstance(screen(reader).pane, GuideList if size == LOW else GuideGrid)
        await reader.press(key)
        assert isinstance(reader.app.screen, BrowseScreen)
        assert reader.where == "headlines"
        assert "ĐANG PHÁT VTV1" in reader.seen(), "what the guide has learned is in the header"


@every_size
async def test_escape_and_q_lead_back(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        for key in ("escape", "q"):
            await reader.press("v", key)
            assert isinstance(reader.app.screen, BrowseScreen)
            assert reader.app.is_running


async def test_a_list_has_one_channel_and_its_neighbours_aside(newsroom: Newsroom) -> None:
    async with newsroom.reading(LOW) as reader:
        await reader.press("v")
        assert "VTV1  VTV2  VTV3  VTV9" in reader.seen()
        assert "● 13:57  Bản tin thời tiết chào buổi sáng" in reader.seen()
        assert "━━──────────  còn 12 phút" in line(reader, "● 13:57")
        assert "12:00  Thời sự trưa" in reader.seen()
        await reader.press("right")
        assert (channel(reader), show(reader)) == ("VTV2", "Sống khỏe")
        assert "Thời sự trưa" not in reader.seen()
        await reader.press("left")
        assert (channel(reader), show(reader)) == ("VTV1", "Bản tin thời tiết chào buổi sáng")
        await reader.press("left")
        assert isinstance(reader.app.screen, BrowseScreen), "left of the first channel is the way out"


async def test_a_list_is_walked_like_any_other(newsroom: Newsroom) -> None:
    async with newsroom.reading(LOW) as reader:
        await reader.press("v", "down", "j")
        assert show(reader) == "Phim tài liệu"
        await reader.press("up", "k", "k")
        assert show(reader) == "Nhà nông vui vẻ"
        await reader.press("end")
        assert show(reader) == "Phim tài liệu"
        await reader.press("home")
        assert show(reader) == "Thời sự trưa"
        await reader.press("G", "g")
        assert show(reader) == "Thời sự trưa"
        await reader.press("space")
        assert show(reader) == "Bản tin thời tiết chào buổi sáng"


async def test_a_page_beyond_the_end_of_a_list_is_the_next_day(newsroom: Newsroom) -> None:
    async with newsroom.reading(LOW) as reader:
        await reader.press("v", "end", "pagedown")
        assert "Ngày mai, Thứ Ba 24/11" in reader.seen()
        assert show(reader) == "Sáng VTV1"
        await reader.press("pageup")
        assert "Hôm nay, Thứ Hai 23/11" in reader.seen()
        assert show(reader) == "Phim tài liệu"


@every_grid
async def test_a_grid_has_channels_by_hours_and_the_line_of_now(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("v")
        lines = reader.seen().splitlines()
        hours = next(place for place, one in enumerate(lines) if "13:30" in one)
        now = lines[hours + 1].index("▼")
        assert lines[hours].index("14:00") == now - 2
        bars = [one for one in lines[hours:] if "━" in one]
        assert len(bars) == 3, "of what is on"
        assert all(one.rindex("━") == now - 1 for one in bars)
        assert guide_words.NOTHING_LISTED in line(reader, " VTV9")
        assert "Phóng sự" in line(reader, "VTV1")


@every_grid
async def test_a_grid_is_walked_by_programmes_and_channels(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("v", "right")
        assert show(reader) == "Phóng sự"
        await reader.press("down")
        assert (channel(reader), show(reader)) == ("VTV2", "Sống khỏe"), "at the same moment"
        await reader.press("up", "left", "left")
        assert show(reader) == "Nhà nông vui vẻ"
        await reader.press("j", "k", "space", "n")
        assert show(reader) == "Bản tin thời tiết chào buổi sáng"
        await reader.press("end")
        assert channel(reader) == "VTV9"
        assert show(reader) == ""
        assert guide_words.NOTHING_LISTED in reader.seen()


@every_grid
async def test_the_hours_follow_the_cursor_and_the_day_goes_on(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("v", "right", "right", "right")
        assert "Ngày mai, Thứ Ba 24/11" in reader.seen()
        assert show(reader) == "Sáng VTV1"
        await reader.press("right")
        assert show(reader) == "Chiều VTV1"
        assert "14:00" in reader.seen()
        assert "▼" not in reader.seen(), "now is not in this day"
        await reader.press("left", "left")
        assert show(reader) == "Phim tài liệu"
        assert "Hôm nay" in reader.seen()
        await reader.press("left", "left", "left", "left", "left")
        assert "Hôm qua, Chủ Nhật 22/11" in reader.seen()


@every_grid
async def test_a_page_of_a_grid_is_two_hours(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("v", "pageup")
        assert show(reader) == "Thời sự trưa"
        await reader.press("pagedown")
        assert show(reader) == "Bản tin thời tiết chào buổi sáng"
        await reader.press(*["pagedown"] * 5)
        assert "Ngày mai" in reader.seen()


@every_size
@pytest.mark.parametrize(("after", "before"), [(">", "<"), (".", ","), ("ctrl+right", "ctrl+left")])
async def test_days_are_turned_at_the_same_hour(newsroom: Newsroom, size: Size, after: str, before: str) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("v", after)
        assert "Ngày mai, Thứ Ba 24/11" in reader.seen()
        assert show(reader) == "Chiều VTV1"
        await reader.press(before)
        assert show(reader) == "Bản tin thời tiết chào buổi sáng"
        await reader.press(after, "space")
        assert "Hôm nay" in reader.seen()


async def test_there_is_a_first_and_a_last_day(newsroom: Newsroom) -> None:
    async with newsroom.reading(LOW) as reader:
        await reader.press("v", "<", "<")
        assert reader.said() == [guide_words.NO_FARTHER]
        assert "Hôm qua" in reader.seen()


@every_size
async def test_a_day_that_nobody_lists_says_so_and_lets_one_go_on(newsroom: Newsroom, size: Size) -> None:
    newsroom.press.prints(vtv_address(TODAY + timedelta(days=2)), vtv_day({"VTV1": []}))
    async with newsroom.reading(size) as reader:
        await reader.press("v", ">", ">")
        assert guide_words.NO_GUIDE[:30] in reader.seen()
        await reader.press("<")
        assert show(reader) == "Chiều VTV1"


@every_size
async def test_a_channel_that_nobody_lists_says_so(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("v", *(["right"] if size == LOW else ["down"]) * 3)
        assert channel(reader) == "VTV9"
        assert guide_words.NOTHING_LISTED in reader.seen()
        assert ("Kênh này chưa có lịch" in reader.seen()) is (size == LOW)
        await reader.press("left" if size == LOW else "up")
        assert channel(reader) == "VTV3"
        assert show(reader).startswith("[b]Phim[/b]")


@every_size
async def test_hostile_titles_are_literal_and_stay_in_their_place(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("v", *(["right"] if size == LOW else ["down"]) * 2)
        assert "[b]Phim[/b] [@click=app.quit]truyện[/] 👨‍👩‍👧 日本 rất dài" in reader.seen()
        strips = reader.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {size[0]}


async def test_time_moves_on_by_the_clock(newsroom: Newsroom) -> None:
    async with newsroom.reading(WIDE) as reader:
        await reader.press("v")
        before = reader.seen().index("▼")
        newsroom.now = NOW + 6 * MINUTE
        screen(reader).tell()
        await reader.settle()
        assert reader.seen().index("▼") == before + 3
        assert "đang phát · 9 phút trước · còn 6 phút" in reader.seen()
        newsroom.now = NOW + 12 * MINUTE
        screen(reader).tell()
        await reader.settle()
        assert "vừa phát xong" in reader.seen()


async def test_the_place_outlives_another_form(newsroom: Newsroom) -> None:
    async with newsroom.reading(LOW) as reader:
        await reader.press("v", "right", "down")
        assert (channel(reader), show(reader)) == ("VTV2", "Học nghề")
        await reader.resize(*WIDE)
        assert (channel(reader), show(reader)) == ("VTV2", "Học nghề")
        await reader.press("left")
        await reader.resize(60, 16)
        assert (channel(reader), show(reader)) == ("VTV2", "Sống khỏe")
        await reader.resize(40, 12)
        assert [one[:20] for one in reader.seen().splitlines()[-2:]] == [" VTV2  13:30–14:15  ", " ↵ Xem  Space Bây gi"]


# Where it comes from


@every_size
async def test_without_network_the_kept_day_is_shown(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("v")
    newsroom.press.down()
    async with newsroom.reading(size) as reader:
        await reader.press("R", "v")
        assert show(reader) == "Bản tin thời tiết chào buổi sáng"
        assert guide_words.KEPT_OFFLINE in reader.seen()
        await reader.press(">")
        assert "Không có mạng, và ngày này chưa có lịch trên máy." in " ".join(reader.seen().split())
        newsroom.press.up()
        await reader.press("r")
        assert show(reader) == "Chiều VTV1"


async def test_it_says_what_went_wrong_and_asks_again(newsroom: Newsroom) -> None:
    newsroom.press.prints(vtv_address(TODAY), "<p>503</p>", status=503)
    async with newsroom.reading(LOW) as reader:
        await reader.press("v")
        assert "Trang lịch từ chối trả lời (mã 503)." in reader.seen()
        newsroom.press.prints(vtv_address(TODAY), "<p>bảo trì</p>")
        await reader.press("f5")
        assert "không phải là lịch phát sóng" in reader.seen()
        await reader.press("enter", "right", "left", "end", "pagedown", "escape")
        assert isinstance(reader.app.screen, BrowseScreen)


@every_size
async def test_while_it_is_asked_for_it_says_so(newsroom: Newsroom, size: Size) -> None:
    held = newsroom.press.slow(vtv_address(TODAY))
    async with newsroom.reading(size) as reader:
        reader.strike("v")
        async with asyncio.timeout(10):
            await held.arrived.wait()
        await reader.settle(but="guide")
        assert guide_words.LOADING in reader.seen()
        assert guide_words.FETCHING in reader.seen()
        held.release()
        await reader.settle()
        assert show(reader) == "Bản tin thời tiết chào buổi sáng"
        assert guide_words.FETCHING not in reader.seen()


async def test_an_asking_that_was_broken_off_is_made_again(newsroom: Newsroom) -> None:
    held = newsroom.press.slow(vtv_address(TODAY))
    async with newsroom.reading(LOW) as reader:
        reader.strike("v")
        async with asyncio.timeout(10):
            await held.arrived.wait()
        await reader.settle(but="guide")
        reader.strike("escape")
        held.release()
        await reader.settle()
        await reader.press("v")
        await reader.until("Bản tin thời tiết chào")
        assert show(reader) == "Bản tin thời tiết chào buổi sáng"


@every_size
async def test_without_channels_it_says_where_to_choose_some(newsroom: Newsroom, size: Size) -> None:
    newsroom.channels = ()
    async with newsroom.reading(size) as reader:
        await reader.press("v")
        assert "ghi tên kênh vào «channels»" in " ".join(reader.seen().split())
        await reader.press("right", "down", "enter", ">", "space", "left")
        assert newsroom.press.times_asked(vtv_address(TODAY)) == 0
        await reader.press("escape")
        assert isinstance(reader.app.screen, BrowseScreen)


# Where it leads


class Program:
    """A program that writes down what it is called with."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "told"
        code = f"import pathlib,sys; pathlib.Path({str(self._file)!r}).write_text(chr(10).join(sys.argv[1:]))"
        self.command = [sys.executable, "-c", code]

    def told(self) -> list[str]:
        """What it was called with since this was last asked; nothing where it was not called."""
        lines = self._file.read_text().splitlines() if self._file.exists() else []
        self._file.unlink(missing_ok=True)
        return lines


@every_size
@pytest.mark.parametrize("key", ["enter", "o", "ctrl+o", "ô"])
async def test_without_a_player_the_browser_shows_the_live_page(
    newsroom: Newsroom, tmp_path: Path, size: Size, key: str
) -> None:
    browser = Program(tmp_path)
    async with newsroom.reading(size, config=replace(QUIET, browser=browser.command)) as reader:
        await reader.press("v", key)
        assert reader.said() == [guide_words.opening("VTV1", "")]
    assert browser.told() == ["https://vtv.vn/truyen-hinh-truc-tuyen/vtv1.htm"]


@pytest.mark.parametrize(("key", "in_player"), [("enter", True), ("o", False)])
async def test_a_player_is_handed_the_address_without_a_shell(
    newsroom: Newsroom, tmp_path: Path, key: str, in_player: bool
) -> None:
    player = Program(tmp_path)
    address = "rtsp://vidu.example/vtv1;touch?a=$(id)"
    config = replace(QUIET, browser=["/bin/false"], guide=GuideConfig(player=(*player.command, "--kênh")))
    async with newsroom.reading(LOW, config=config) as reader:
        reader.stand.guide.follow(newsroom.channels, (), {"VTV1": address}, pause=0)
        await reader.press("v", key)
        assert reader.said()[0] == guide_words.opening("VTV1", Path(sys.executable).name if in_player else "")
        if not in_player:
            assert reader.said()[1] == phrases.NOT_FOR_BROWSERS
            assert reader.app.clipboard == address
    assert player.told() == (["--kênh", address] if in_player else [])


async def test_a_player_that_is_not_there_leaves_the_address(newsroom: Newsroom) -> None:
    config = replace(QUIET, guide=GuideConfig(player=("no-such-player-here",)))
    async with newsroom.reading(LOW, config=config) as reader:
        await reader.press("v", "enter")
        assert reader.said()[-1] == guide_words.not_opened("no-such-player-here")
        assert reader.app.clipboard == "https://vtv.vn/truyen-hinh-truc-tuyen/vtv1.htm"


async def test_a_channel_whose_place_nobody_knows_says_so(newsroom: Newsroom) -> None:
    newsroom.channels = ("HTV7", "VTV1")
    async with newsroom.reading(WIDE) as reader:
        await reader.press("v", "enter")
        assert channel(reader) == "HTV7"
        assert reader.said() == [guide_words.no_address("HTV7")]


# Around it


async def test_help_begins_with_its_keys(newsroom: Newsroom) -> None:
    for key in ("question_mark", "f1"):
        async with newsroom.reading(WIDE) as reader:
            await reader.press("v", key)
            assert isinstance(reader.app.screen, HelpScreen)
            seen = reader.seen()
            assert seen.index("Trong lịch phát sóng") < seen.index("Đi lại")
            await reader.press("escape")
            assert isinstance(reader.app.screen, GuideScreen)


async def test_the_palette_opens_it_and_leads_away_from_it(newsroom: Newsroom) -> None:
    async with newsroom.reading(WIDE) as reader:
        for words in ("lich phat", "lich phat song"):
            await reader.press("ctrl+p")
            await reader.type(words)
            await reader.press("enter")
            assert isinstance(reader.app.screen, GuideScreen)
        await reader.press("ctrl+p")
        await reader.type("chuyen muc")
        await reader.press("enter")
        assert reader.where == "shelves"


async def test_clicks_open_it_choose_and_watch(newsroom: Newsroom, tmp_path: Path) -> None:
    browser = Program(tmp_path)
    config = replace(QUIET, browser=browser.command, refresh_on_start=True)
    for size in (LOW, WIDE):
        async with newsroom.reading(size, config=config) as reader:
            await reader.pilot.click("OnAir")
            await reader.settle()
            at = screen(reader).pane
            row = line(reader, "Phóng sự")
            offset = (row.index("Phóng sự"), 3) if size == LOW else (row.index("Phóng sự"), 0)
            await reader.pilot.click(at, offset=offset)
            await reader.settle()
            assert show(reader) == "Phóng sự"
            assert browser.told() == []
            await reader.pilot.click(at, offset=offset)
            await reader.settle()
            assert len(browser.told()) == 1
            await reader.pilot.click("KeyBar", offset=(line(reader, "Hôm sau").index("Hôm sau"), 0))
            await reader.settle()
            assert "Ngày mai" in reader.seen()


async def test_vietnamese_letters_count_as_the_keys_that_were_struck(newsroom: Newsroom) -> None:
    """The guide's letters with and without marks; those that Telex holds back have a key that is no letter."""
    letters = {key for one in COMMANDS if "guide" in one.scopes for key in one.keys if len(key) == 1 and key.isalpha()}
    assert letters == {"n", "o", "q", "r", "v"}
    for one in COMMANDS:
        if "guide" in one.scopes:
            assert any(len(key) > 1 for key in one.keys), one.action


async def test_a_reader_may_give_it_other_keys(newsroom: Newsroom) -> None:
    config = replace(QUIET, keys={"guide": "x", "next_day": ["d"], "leave_guide": "e"})
    async with newsroom.reading(LOW, config=config) as reader:
        await reader.press("v")
        assert isinstance(reader.app.screen, BrowseScreen)
        await reader.press("x", "đ")
        assert "Ngày mai" in reader.seen()
        await reader.press("ê")
        assert isinstance(reader.app.screen, BrowseScreen)
