"""The list at work in the real application, with a real library of 5,000 headlines: days, narrowing, news, sorting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from newsroom import MOUNTAIN, NAMES, NOW, RIVER, SIZES, Newsroom, stories
from reader import Reader
from stage import Stage
from textual.geometry import Region

from tuireader import dates
from tuireader.model import Group, Headline, Row, Shelf
from tuireader.state import State
from tuireader.store import Store
from tuireader.ui import phrases
from tuireader.ui.widgets.headlines import Headlines
from tuireader.ui.widgets.row_window import MOST_ROWS, PAGE

MANY = 5000
EVERY = timedelta(minutes=3)
LATEST = Shelf("latest")
every_size = pytest.mark.parametrize("size", SIZES, ids=["three panes", "two panes", "one pane"])
Size = tuple[int, int]


def headlines(count: int, since: datetime = NOW, title: str = "Tin số") -> list[Headline]:
    """Headlines of both papers in turn, the newest first."""
    return [
        Headline(
            f"{(RIVER, MOUNTAIN)[number % 2]}:{title}{number}",
            (RIVER, MOUNTAIN)[number % 2],
            ("thoi-su", "the-gioi")[number % 2],
            f"{title} {number}",
            f"https://{RIVER}.example/{number}.htm",
            since - EVERY * number,
            "Đường sắt qua núi" if number % 50 == 0 else "Chợ nổi",
        )
        for number in range(count)
    ]


def put(room: Newsroom, printed: Iterable[Headline]) -> None:
    """Have headlines in the library before anybody reads."""
    store = Store.open(room.library)
    store.add(list(printed), NOW)
    store.close()


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path)
    put(room, headlines(MANY))
    return room


def pane(reader: Reader) -> Headlines:
    return reader.desk.pane.headlines


def lines(reader: Reader) -> list[str]:
    """What stands in the list, line by line."""
    x, y, width, height = pane(reader).region
    return [line.ljust(400)[x : x + width].rstrip() for line in reader.seen().splitlines()[y : y + height]]


def line_under_cursor(reader: Reader) -> int:
    return pane(reader).top_of(pane(reader).cursor) - pane(reader).scroll_offset.y


def midnight_row() -> int:
    """The first row of yesterday."""
    return next(number for number in range(MANY) if dates.local(NOW - EVERY * number).date() < dates.local(NOW).date())


# Days


@every_size
async def test_days_are_headings_between_rows(room: Newsroom, size: Size) -> None:
    async with room.reading(size) as reader:
        assert lines(reader)[0] == " Hôm nay"
        first = midnight_row()
        pane(reader).cursor = first
        await reader.settle()
        below = lines(reader).index(" Hôm qua")
        assert f"Tin số {first}" in lines(reader)[below + 1]
        await reader.press("up", "up", "down", "down", "down")
        assert reader.row.headline.title == f"Tin số {first + 1}", "a heading is no row"
        pane(reader).cursor = first + 480
        await reader.settle()
        assert " Thứ Bảy 21/11" in lines(reader)


@every_size
async def test_a_click_on_a_heading_chooses_nothing(room: Newsroom, size: Size) -> None:
    async with room.reading(size) as reader:
        await reader.press("j", "j")
        await reader.pilot.click(Headlines, offset=(5, 0))
        await reader.settle()
        assert (pane(reader).cursor, reader.where) == (2, "headlines")


async def test_bookmarks_and_answers_have_no_days(room: Newsroom) -> None:
    async with room.reading((80, 24)) as reader:
        await reader.press("b", "j", "b", "B")
        assert [line[3:9] for line in lines(reader)[:2]] == ["Tin số", "Tin số"]
        await reader.press("slash")
        await reader.type("tin")
        assert "Hôm nay" not in "".join(lines(reader))


# Windows


async def test_the_ends_of_a_long_list_come_without_what_is_between(room: Newsroom) -> None:
    async with room.reading((80, 24)) as reader:
        await reader.press("end")
        assert reader.row.headline.title == f"Tin số {MANY - 1}"
        assert "…" not in {line.strip(" ▌") for line in lines(reader)}
        assert len(pane(reader).known) <= 3 * PAGE
        await reader.press("home")
        assert reader.row.headline.title == "Tin số 0"


async def test_a_walk_through_a_long_list_keeps_a_window(room: Newsroom) -> None:
    async with room.reading((80, 24)) as reader:
        for place in range(0, MANY, 4 * PAGE):
            pane(reader).cursor = place
            await reader.settle()
            assert reader.row.headline.title == f"Tin số {place}"
            assert len(pane(reader).known) <= MOST_ROWS + PAGE
        pane(reader).cursor = 0
        await reader.settle()
        assert reader.row.headline.title == "Tin số 0"


async def test_the_next_unread_is_found_beyond_many_pages(room: Newsroom) -> None:
    async with room.reading((80, 24)) as reader:
        ids = [headline.id for headline in headlines(MANY)]
        await reader.stand.read([one for number, one in enumerate(ids) if number != 4321])
        reader.desk.refill()
        await reader.settle()
        await reader.press("n")
        assert reader.row.headline.title == "Tin số 4321"
        await reader.press("n")
        assert reader.said()[-1] == phrases.NO_MORE_UNREAD


async def test_the_next_start_finds_its_place_in_a_long_list(room: Newsroom) -> None:
    async with room.reading((80, 24), state=State(shelf=LATEST, article=headlines(3500)[-1].id)) as reader:
        assert (pane(reader).cursor, reader.row.headline.title) == (3499, "Tin số 3499")


# What is drawn


@pytest.mark.parametrize("size", [(80, 24), (38, 30)], ids=["one line a row", "three lines a row"])
async def test_a_step_draws_two_rows(size: Size) -> None:
    now = [NOW]
    shown = Headlines(lambda _: "Báo", lambda: now[0])
    async with Stage(shown).run_test(size=size) as pilot:
        await pilot.pause()
        shown.fill([Group(50, day=NOW.date())], [Row(headline, NOW) for headline in headlines(50)])
        await pilot.pause()
        shown._exchange_repaint_regions()
        shown.action_line_down()
        drawn = shown._exchange_repaint_regions()
        assert sum(region.area for region in drawn) == 2 * shown.row_height * shown.scrollable_content_region.width


async def test_ages_move_on_where_they_changed() -> None:
    now = [NOW]
    shown = Headlines(lambda _: "Báo", lambda: now[0])
    async with Stage(shown).run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        rows = [Row(headline, NOW - timedelta(hours=5 * n)) for n, headline in enumerate(headlines(2))]
        shown.fill([Group(2, day=NOW.date())], rows)
        await pilot.pause()
        before = [shown.render_line(y).text for y in range(3)]
        shown._exchange_repaint_regions()
        now[0] += timedelta(minutes=4)
        shown.tell_ages()
        assert list(shown._exchange_repaint_regions()) == [Region(0, 1, shown.scrollable_content_region.width, 1)]
        after = [shown.render_line(y).text for y in range(3)]
        assert (after[0], after[2]) == (before[0], before[2])
        assert ("mới " in before[1], "4 ph" in after[1]) == (True, True)
        now[0] += timedelta(days=1)
        shown.tell_ages()
        assert "Hôm qua" in shown.render_line(0).text


async def test_a_preview_comes_when_the_cursor_rests() -> None:
    shown = Headlines(lambda _: "Báo", lambda: NOW)
    stage = Stage(shown)
    async with stage.run_test(size=(80, 20), message_hook=stage.heard.append) as pilot:
        await pilot.pause()
        shown.fill([Group(50)], [Row(headline, NOW) for headline in headlines(50)])
        for _ in range(9):
            shown.action_line_down()
        await stage.workers.wait_for_complete()
        await pilot.pause()
        (said,) = stage.said(Headlines.Highlighted)
        assert isinstance(said, Headlines.Highlighted)
        assert said.row.headline.title == "Tin số 9"


# News


@every_size
async def test_news_above_is_told_at_the_edge_and_moves_nothing(room: Newsroom, size: Size) -> None:
    async with room.reading(size) as reader:
        pane(reader).cursor = 2000
        await reader.settle()
        where = line_under_cursor(reader)
        room.prints(RIVER, "thoi-su", stories(RIVER, [f"Mới về {n}" for n in range(12)], 100, minutes=1000))
        for section in ("kinh-te", "van-hoa"):
            room.prints(RIVER, section, [])
        for section in ("the-gioi", "the-thao"):
            room.prints(MOUNTAIN, section, [])
        await reader.press("R")
        assert (pane(reader).cursor, reader.row.headline.title) == (2012, "Tin số 2000")
        assert line_under_cursor(reader) == where
        assert lines(reader)[0].rstrip(" ▁▂▃▄▅▆▇█").endswith(phrases.news_above(12))
        await reader.press("g")
        assert reader.row.headline.title == "Mới về 0"
        assert "↑" not in "".join(lines(reader))
        await reader.press("end")
        assert "↑" not in "".join(lines(reader)), "it has been seen"


async def test_a_click_on_what_is_told_leads_there(room: Newsroom) -> None:
    async with room.reading((80, 24)) as reader:
        pane(reader).cursor = 30
        await reader.settle()
        await reader.stand._librarian.ask(Store.add, headlines(5, NOW + timedelta(hours=1), "Mới về"), NOW)
        reader.desk.refill()
        await reader.settle()
        assert phrases.news_above(5) in lines(reader)[0]
        await reader.pilot.click(Headlines, offset=(70, 0))
        await reader.settle()
        assert pane(reader).cursor == 0


async def test_the_wheel_is_enough_to_hold_the_list(room: Newsroom) -> None:
    async with room.reading((80, 24)) as reader:
        pane(reader).scroll_to(y=40, animate=False)
        await reader.settle()
        before = lines(reader)[1:]
        await reader.stand._librarian.ask(Store.add, headlines(5, NOW + timedelta(hours=1), "Mới về"), NOW)
        reader.desk.refill()
        await reader.settle()
        assert [line[:60] for line in lines(reader)[1:]] == [line[:60] for line in before]
        assert phrases.news_above(5) in lines(reader)[0]


# Narrowing


@every_size
@pytest.mark.parametrize("key", ["f", "f3"])
async def test_what_is_typed_narrows_the_list_and_escape_gives_it_back(room: Newsroom, size: Size, key: str) -> None:
    async with room.reading(size) as reader:
        pane(reader).cursor = 2999
        await reader.settle()
        await reader.press(key)
        await reader.type("duong sat")
        assert reader.titles() == [f"Tin số {number}" for number in range(0, MANY, 50)]
        assert phrases.found(MANY // 50) in reader.seen()
        await reader.type(" song")
        assert reader.titles() == [f"Tin số {number}" for number in range(0, MANY, 50)], "all are of that paper"
        await reader.press("enter", "j")
        assert (reader.where, reader.row.headline.title) == ("headlines", "Tin số 50")
        await reader.press("escape")
        assert (pane(reader).cursor, reader.row.headline.title) == (2999, "Tin số 2999")
        assert pane(reader).row_count == MANY


async def test_a_narrowed_list_keeps_its_days_and_says_when_nothing_is_left(room: Newsroom) -> None:
    async with room.reading((80, 24)) as reader:
        await reader.press("f")
        await reader.type("duong")
        assert {" Hôm nay", " Hôm qua"} <= {line.strip(" ▌") and line for line in lines(reader)}
        await reader.type(" khongco")
        assert phrases.NOTHING_LEFT in reader.seen()
        await reader.press("escape")
        assert len(reader.titles()) == PAGE


async def test_narrowing_is_not_remembered_and_can_become_a_search(room: Newsroom) -> None:
    section = Shelf("section", RIVER, "thoi-su")
    async with room.reading((80, 24), state=State(shelf=section)) as reader:
        await reader.press("f")
        await reader.type("noi")
        assert reader.desk.pane.shelf == Shelf("section", RIVER, "thoi-su", "noi")
        await reader.press("ctrl+f")
        assert reader.desk.pane.shelf == Shelf("search", words="noi")
        await reader.press("f3", "enter")
        assert reader.desk.pane.shelf.words == "noi"
        await reader.press("A")
        assert reader.said() == [phrases.all_read(len(range(2, MANY, 2)) - len(range(50, MANY, 50)))]
        await reader.press("ctrl+q")
    assert room.remembered[-1].shelf == section


# Sorting


@every_size
@pytest.mark.parametrize("key", ["s", "f15"])
async def test_a_list_is_sorted_by_paper_and_stays_so(room: Newsroom, size: Size, key: str) -> None:
    async with room.reading(size) as reader:
        await reader.press("j", key)
        assert reader.said() == [phrases.sorted_by("paper")]
        assert reader.row.headline.title == "Tin số 1", "what is under the cursor stays there"
        assert f" {NAMES[MOUNTAIN]}" in lines(reader)
        await reader.press("home")
        assert lines(reader)[0] == f" {NAMES[RIVER]}"
        assert reader.titles()[:3] == ["Tin số 0", "Tin số 2", "Tin số 4"]
        await reader.press("end")
        assert reader.row.headline.title == f"Tin số {MANY - 1}"
        await reader.press("ctrl+q")
    assert room.remembered[-1].order == "paper"
    async with room.reading(size, state=State(order="paper")) as reader:
        assert lines(reader)[0] == f" {NAMES[RIVER]}"
        await reader.press("s")
        assert lines(reader)[0] == " Hôm nay"
