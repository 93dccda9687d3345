"""The front page at work: long lists, news that arrives while one reads, marks, places, and windows of any size."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import MOUNTAIN, QUIET, RIVER, TITLES, Newsroom, article_address, stories
from press import page
from reader import Reader

from tuireader.model import Shelf
from tuireader.state import State
from tuireader.store import Store
from tuireader.ui import phrases
from tuireader.ui.widgets.headlines import Headlines
from tuireader.ui.widgets.row_window import PAGE
from tuireader.ui.widgets.ticker import Ticker

LATEST, UNREAD, BOOKMARKS = Shelf("latest"), Shelf("unread"), Shelf("bookmarks")
SECTION = State(shelf=Shelf("section", RIVER, "thoi-su"))
ON_UNREAD = State(shelf=UNREAD)
MANY = 260


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers whose news has come."""
    room = Newsroom(tmp_path)
    await room.deliver()
    return room


@pytest.fixture
async def full(tmp_path: Path) -> Newsroom:
    """One section with more news than two pages hold."""
    room = Newsroom(tmp_path)
    room.prints(RIVER, "thoi-su", stories(RIVER, (f"Tin số {number}" for number in range(MANY)), 1), paragraphs=2)
    await room.deliver()
    return room


def cursor(reader: Reader) -> int:
    return reader.desk.pane.headlines.cursor


def title(reader: Reader) -> str:
    return reader.row.headline.title


def sees(reader: Reader, pane: str) -> list[str]:
    """What of the screen is inside that pane."""
    x, y, width, height = reader.app.query_one(pane).region
    return [line.ljust(400)[x : x + width].rstrip() for line in reader.seen().splitlines()[y : y + height]]


# Long lists


async def test_every_row_of_a_long_list_comes_when_it_is_seen(full: Newsroom) -> None:
    async with full.reading((80, 24), state=SECTION) as reader:
        assert len(reader.titles()) == PAGE
        await reader.press("end")
        assert title(reader) == f"Tin số {MANY - 1}"
        await reader.press("home")
        for _ in range(16):
            await reader.press("pagedown")
            assert " …" not in [line.strip("▌") for line in sees(reader, "#headlines")]
        assert reader.titles() == [f"Tin số {number}" for number in range(MANY)]


async def test_the_next_unread_is_found_beyond_the_page(full: Newsroom) -> None:
    async with full.reading((80, 24), state=SECTION) as reader:
        ids = [row.headline.id for row in await reader.stand.rows(SECTION.shelf or LATEST, limit=MANY)]
        await reader.stand.read([one for place, one in enumerate(ids) if place not in (3, 230)])
        await reader.press("r", "home", "n")
        assert title(reader) == "Tin số 3"
        await reader.press("n")
        assert title(reader) == "Tin số 230"
        await reader.press("n")
        assert reader.said()[-1] == phrases.NO_MORE_UNREAD


async def test_the_unread_before_is_not_sought_beyond_a_page_that_has_not_come(full: Newsroom) -> None:
    async with full.reading((80, 24), state=SECTION) as reader:
        ids = [row.headline.id for row in await reader.stand.rows(SECTION.shelf or LATEST, limit=MANY)]
        await reader.stand.read(ids[200:])
        await reader.press("end", "p")
        assert title(reader) == "Tin số 199"


async def test_reading_from_unread_to_unread_leaves_none_out(full: Newsroom) -> None:
    """What is read leaves the shelf in the library, so that the pages behind it move up."""
    async with full.reading((80, 24), state=ON_UNREAD) as reader:
        total = await reader.stand.count(UNREAD)
        for place in range(PAGE - 2):
            reader.desk.pane.headlines.set_reactive(Headlines.cursor, place)
            await reader.app._browse.action_toggle_read()
        titles = []
        for _ in range(5):
            await reader.press("n")
            titles.append(title(reader))
        assert cursor(reader) == PAGE + 2
        assert titles == [row.headline.title for row in await reader.stand.rows(LATEST, limit=5, offset=PAGE - 2)]
        await reader.press("escape", "end")
        assert len(set(reader.titles())) == len(reader.titles()) == total


async def test_what_was_read_stays_among_the_pages_when_news_arrives(full: Newsroom) -> None:
    async with full.reading((80, 24), state=ON_UNREAD) as reader:
        titles = [row.headline.title for row in await reader.stand.rows(UNREAD, limit=2 * MANY)]
        await reader.press("enter", "n", "n", "escape")
        full.prints(MOUNTAIN, "the-gioi", stories(MOUNTAIN, ["Tin mới một"], 901, minutes=1000))
        await reader.press("R")
        for _ in range(len(titles) // 17 + 1):
            await reader.press("pagedown")
        assert reader.titles() == ["Tin mới một", *titles]


async def test_the_next_article_is_opened_across_the_end_of_a_page(full: Newsroom) -> None:
    async with full.reading((80, 24), state=SECTION) as reader:
        reader.desk.pane.headlines.cursor = PAGE - 1
        await reader.settle()
        await reader.press("J")
        assert reader.desk.article.article is not None
        assert reader.desk.article.article.title == f"Tin số {PAGE}"


# News that arrives


async def test_news_above_moves_nothing_while_one_is_below_the_top(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 24), state=State()) as reader:
        await reader.press("j", "j")
        before, row = sees(reader, "#headlines"), reader.row
        newsroom.prints(RIVER, "thoi-su", stories(RIVER, ["Tin mới một", "Tin mới hai"], 901, minutes=1000))
        await reader.press("R")
        assert reader.row == row
        assert cursor(reader) == 4
        # above the first row was a heading; the ages stand at the end, and the scrollbar's thumb behind them
        assert [line[:60].rstrip() for line in sees(reader, "#headlines")[1:]] == [
            line[:60].rstrip() for line in before[1:]
        ]
        await reader.press("home")
        assert title(reader) == "Tin mới một"


async def test_a_place_is_kept_however_much_has_arrived(full: Newsroom) -> None:
    async with full.reading((80, 24), state=SECTION) as reader:
        reader.desk.pane.headlines.cursor = 50
        await reader.settle()
        full.prints(RIVER, "thoi-su", stories(RIVER, (f"Tin mới {n}" for n in range(150)), 5001, minutes=2000))
        await reader.press("r")
        assert title(reader) == "Tin số 50"
        assert cursor(reader) == 200
        await reader.press("pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        assert " …" not in [line.strip("▌") for line in sees(reader, "#headlines")]


async def test_at_the_top_the_newest_is_shown_but_not_under_somebody_who_reads(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=SECTION) as reader:
        newsroom.prints(RIVER, "thoi-su", stories(RIVER, ["Tin mới một"], 901, minutes=1000))
        await reader.press("r")
        assert (cursor(reader), title(reader)) == (0, "Tin mới một")
        await reader.press("enter")
        newsroom.prints(RIVER, "thoi-su", stories(RIVER, ["Tin mới hai"], 902, minutes=2000))
        await reader.press("r")
        assert (reader.where, title(reader)) == ("article", "Tin mới một")
        await reader.press("J")
        assert title(reader) == TITLES["thoi-su"][0], "the next one is the one below"


# Marks


async def test_the_unread_shelf_keeps_what_was_read_until_one_leaves_it(newsroom: Newsroom) -> None:
    async with newsroom.reading((120, 36), state=ON_UNREAD) as reader:
        titles = reader.titles()
        await reader.press("enter", "n", "n", "escape")
        assert reader.titles() == titles
        assert " Chưa đọc            21" in reader.seen().replace("▌", " ")
        assert phrases.unread(21) in reader.seen()
        newsroom.prints(MOUNTAIN, "the-gioi", stories(MOUNTAIN, ["Tin mới một"], 901, minutes=1000))
        await reader.press("R")
        assert reader.titles() == ["Tin mới một", *titles]
        assert title(reader) == titles[2]
        await reader.press("1", "up", "down", "2")
        assert reader.titles() == ["Tin mới một", *titles[3:]]


async def test_what_undo_brings_back_is_shown_again(full: Newsroom) -> None:
    async with full.reading((80, 24), state=ON_UNREAD) as reader:
        total = await reader.stand.count(UNREAD)
        await reader.press("n", "escape", "A")
        assert reader.said() == [phrases.all_read(total - 1)]
        await reader.press("end", "U", "end")
        assert await reader.stand.count(UNREAD) == total - 1
        assert cursor(reader) == total - 1
        await reader.press("A", "A")
        assert reader.said()[-1] == phrases.NO_MORE_UNREAD, "nothing was done that could be undone"


async def test_a_mark_is_on_disk_when_the_reader_is_told(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("j", "b")
        assert reader.said() == [phrases.kept(keep=True)]
        with sqlite3.connect(f"file:{newsroom.library}?mode=ro", uri=True) as library:
            assert library.execute("SELECT id FROM marks WHERE bookmarked IS NOT NULL").fetchall() == [
                (reader.row.headline.id,)
            ]
        library.close()
        with newsroom.on_disk() as other:
            assert [row.headline.id for row in other.rows(BOOKMARKS)] == [reader.row.headline.id]
        await reader.press("U")
        with newsroom.on_disk() as other:
            assert other.rows(BOOKMARKS) == []


async def test_a_bookmark_that_is_brought_back_stands_where_it_stood(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        for _ in range(3):
            await reader.press("b", "j")
            newsroom.now += timedelta(minutes=1)
        kept = await reader.stand.rows(BOOKMARKS)
        await reader.press("B", "j", "b")
        assert len(await reader.stand.rows(BOOKMARKS)) == 2
        await reader.press("U")
        assert await reader.stand.rows(BOOKMARKS) == kept


async def test_a_second_reader_reads_and_marks_nothing(newsroom: Newsroom) -> None:
    await newsroom.deliver(carry=30)
    holder = Store.open(newsroom.library)
    try:
        async with newsroom.reading() as reader:
            assert reader.said() == [phrases.READ_ONLY]
            await reader.press("enter")
            assert "Câu mở đầu của bài." in reader.seen()
            for key in ("b", "m", "A", "R", "r"):
                await reader.press(key)
                assert reader.said()[-1] == phrases.READ_ONLY
            await reader.press("U", "j", "escape", "/", "escape", "n", "space", "B")
            assert len(reader.said()) == 1 + 5 + 1
            assert holder.count(UNREAD) == 24
            assert holder.count(BOOKMARKS) == 0
            await reader.press("ctrl+q")
    finally:
        holder.close()


async def test_where_nothing_can_be_written_reading_goes_on(newsroom: Newsroom) -> None:
    await newsroom.deliver(carry=30)
    async with newsroom.reading((120, 36)) as reader:
        await reader.stand._librarian.ask(lambda store: store._connection.executescript("PRAGMA query_only=1"))
        await reader.press("b")
        assert reader.said()[-1].startswith("Không ghi được vào")
        assert "★" not in reader.seen()
        await reader.press("enter", "j", "j", "J")
        assert "Câu mở đầu của bài." in reader.seen()
        assert await reader.stand.count(UNREAD) == 24
        await reader.press("ctrl+q")
        assert reader.app.return_code == 0


# Articles


async def test_without_network_what_is_known_of_an_article_is_shown(newsroom: Newsroom) -> None:
    newsroom.press.down()
    async with newsroom.reading((60, 20)) as reader:
        name = title(reader)
        await reader.press("enter")
        seen = " ".join(reader.seen().split())
        assert name[:30] in seen
        assert "Tóm tắt của bài." in seen
        assert "Bài này chưa được mang về máy." in seen
        assert not reader.row.read, "it has not been read"
        newsroom.press.up()
        await reader.press("R", "escape", "enter")
        assert "Câu mở đầu của bài." in reader.seen()
        assert reader.row.read


async def test_related_articles_open_inside_or_in_the_browser(newsroom: Newsroom, tmp_path: Path) -> None:
    record = tmp_path / "argv"
    browser = tmp_path / "trinh duyet"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> "{record}"\n')
    browser.chmod(0o755)
    outside = "https://ngoai.example/a?b=1&c='$(touch dau-vet)';id"
    first, other = article_address(RIVER, 1), article_address(RIVER, 2)
    newsroom.press.prints(first, page(TITLES["thoi-su"][0], "Đoạn.", related={"Cùng báo": other, "Báo bạn": outside}))
    config = replace(QUIET, browser=[str(browser), "--new-tab"])
    async with newsroom.reading(config=config, state=SECTION) as reader:
        await reader.press("enter", "end")
        assert "↗ Báo bạn" in reader.seen()
        assert "↗ Cùng báo" not in reader.seen()
        await reader.press("down", "enter")
        assert title(reader) == TITLES["thoi-su"][1]
        assert "Câu mở đầu của bài." in reader.seen()
        await reader.press("escape", "home", "enter", "end", "down", "down", "enter")
        assert record.read_text().splitlines()[:2] == ["2", "--new-tab"]
        assert record.read_text().splitlines()[2].startswith("https://ngoai.example/a?b=1")
        assert not (tmp_path / "dau-vet").exists()
        assert reader.said() == [phrases.opened_at("ngoai.example")]
        await reader.press("o")
        assert record.read_text().splitlines()[-1] == first


@pytest.mark.parametrize("script", ["exit 3", None, ""])
async def test_where_no_browser_opens_the_address_is_copied(
    newsroom: Newsroom, tmp_path: Path, script: str | None
) -> None:
    browser = tmp_path / "trinh-duyet"
    if script is not None:
        browser.write_text(f"#!/bin/sh\n{script}\n")
        browser.chmod(0o755 if script else 0o644)
    config = replace(QUIET, browser=[str(browser)])
    async with newsroom.reading(config=config) as reader:
        await reader.press("o")
        assert reader.said() == [phrases.NO_BROWSER]
        assert reader.app.clipboard == reader.row.headline.url
        assert not reader.row.read


async def test_a_place_is_kept_across_leaving_resizing_and_a_restart(newsroom: Newsroom) -> None:
    async with newsroom.reading((120, 36), state=SECTION) as reader:
        await reader.press("enter", "space", "j")
        first = next(line for line in sees(reader, "#article") if "Đoạn" in line)
        await reader.press("J", "K")
        assert first in sees(reader, "#article")
        words = first.split(".")[0].strip()
        await reader.resize(50, 20)
        assert words in " ".join(sees(reader, "#article")[:4])
        await reader.resize(120, 36)
        assert first in sees(reader, "#article")[:4]
        await reader.press("ctrl+q")
    async with newsroom.reading((120, 36), state=newsroom.remembered[-1]) as reader:
        assert title(reader) == TITLES["thoi-su"][0]
        await reader.press("enter")
        assert first in sees(reader, "#article")[:4]


# Any window, any library


STORM = [(1, 1), (20, 6), (300, 80), (40, 12), (5, 60), (120, 24)]


@pytest.mark.parametrize("keys", [["1"], ["enter"], ["enter", "z"], ["ctrl+p"]])
async def test_a_storm_of_sizes_ends_where_it_began(newsroom: Newsroom, keys: list[str]) -> None:
    async with newsroom.reading() as reader:
        await reader.press(*keys)
        where, seen = reader.where, reader.seen()
        for size in STORM:
            await reader.resize(*size)
            await reader.press("down", "up")
        assert reader.app.is_running
        assert reader.where == where
        assert reader.seen().splitlines()[0] == seen.splitlines()[0]


@pytest.mark.parametrize(("pane", "key"), [("shelves", "1"), ("article", "3")])
async def test_the_pane_one_is_in_stays_on_the_screen_when_the_window_shrinks(
    newsroom: Newsroom, pane: str, key: str
) -> None:
    async with newsroom.reading() as reader:
        await reader.press("enter", key)
        for size in ((80, 24), (60, 20), (120, 36)):
            await reader.resize(*size)
            assert reader.where == pane
            assert reader.app.query_one(f"#{pane}").region.width > 20


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    async with room.reading((80, 24)) as reader:
        assert phrases.NO_ROWS["latest"] in reader.seen()
        assert "Chưa lấy tin lần nào" in reader.seen()
        keys = "jknpJKbBmAUyozt/" + "3"
        await reader.press(*keys, "escape", "enter", "space", "end", "left", "home", "down", "down", "2")
        assert phrases.NO_ROWS["bookmarks"] in reader.seen()
        assert reader.app.is_running
        await reader.press("1", "home", "R")
        assert phrases.arrived(24) in reader.said()
        await reader.press("2", "enter")
        assert "Câu mở đầu của bài." in reader.seen()


async def test_a_stand_without_papers_can_be_looked_at(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.sources = []
    async with room.reading((120, 36)) as reader:
        await reader.press("R", "r", "1", "down", "down", "down", "space", "t", "enter", "escape", "q")
        assert reader.app._exit
        assert reader.app.return_code == 0


async def test_a_shelf_that_is_no_longer_on_the_stand_gives_way_to_the_newest(newsroom: Newsroom) -> None:
    gone = State(shelf=Shelf("section", "bao-cu", "thoi-su"), article="bao-cu:1")
    async with newsroom.reading(state=gone) as reader:
        assert len(reader.titles()) == 24
        assert "Mới nhất" in reader.seen().splitlines()[0]


async def test_the_next_start_begins_where_the_last_one_ended(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("1", "down", "down", "down", "space", "down", "right", "j")
        shelf, row = reader.desk.pane.shelf, reader.row.headline.id
        await reader.press("ctrl+q")
    state = newsroom.remembered[-1]
    assert (state.shelf, state.article, state.folded) == (shelf, row, (RIVER,))
    async with newsroom.reading(state=state) as reader:
        assert reader.row.headline.id == row
        assert TITLES["thoi-su"][0] not in " ".join(sees(reader, "#shelves"))
        assert reader.app.query_one(Ticker).current is not None


async def test_previews_follow_the_cursor_until_an_article_is_open(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=SECTION) as reader:
        for name in TITLES["thoi-su"]:
            assert name[:40] in " ".join(" ".join(sees(reader, "#article")).split())
            assert phrases.PRESS_TO_READ in reader.seen()
            await reader.press("j")
        assert await reader.stand.count(UNREAD) == 24
        await reader.press("enter", "escape", "k")
        assert TITLES["thoi-su"][3][:40] in " ".join(" ".join(sees(reader, "#article")).split())
