"""The table of keys under real keys, at three widths: each does what it says, with and without an input method."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import QUIET, RIVER, SIZES, TITLES, Newsroom
from reader import Reader
from textual.actions import ActionParseResult
from textual.app import App
from textual.events import MouseScrollDown
from textual.widgets import Input

from tuireader.model import Shelf
from tuireader.ui import phrases
from tuireader.ui.commands import COMMANDS, FRONT_PAGE, Scope
from tuireader.ui.help import HelpScreen
from tuireader.ui.widgets.bars import KeyBar
from tuireader.ui.widgets.headlines import Headlines
from tuireader.ui.widgets.shelves import Shelves
from tuireader.ui.widgets.ticker import Ticker

PANES = ["three panes", "two panes", "one pane"]
every_size = pytest.mark.parametrize("size", SIZES, ids=PANES)
widest_and_narrowest = pytest.mark.parametrize("size", SIZES[::2], ids=PANES[::2])
Size = tuple[int, int]


def with_keys(names: str, *keys: tuple[str, ...]) -> pytest.MarkDecorator:
    """Every size, each with other keys of the same commands."""
    cases = [(size, *keys[place % len(keys)]) for place, size in enumerate(SIZES)]
    return pytest.mark.parametrize(f"size, {names}", cases, ids=PANES)


BOOKMARKS = Shelf("bookmarks")
OF_INPUT_METHOD = dict(zip("adeouwiyADEOUWIY", "âđêơúưíýÂĐÊƠÚƯÍÝ", strict=True))
"""What a Vietnamese keyboard makes of letters."""


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers whose news has come; no full text is carried."""
    room = Newsroom(tmp_path)
    await room.deliver()
    return room


def owners(place: Scope) -> dict[str, str]:
    """The keys that are heard in a place, with what they do: a key of the place itself before one of the whole."""
    return {
        key: c.action for scope in ("browse", "desk", place) for c in COMMANDS if scope in c.scopes for key in c.keys
    }


def cursor(reader: Reader) -> int:
    return reader.desk.pane.headlines.cursor


def open_article(reader: Reader) -> str:
    """The title of the article that is being read."""
    article = reader.desk.article.article
    return article.title if article and reader.where == "article" else ""


@with_keys("down, up", ("down", "up"), ("j", "k"))
async def test_up_and_down_walk_in_the_list_and_scroll_an_article(
    newsroom: Newsroom, size: Size, down: str, up: str
) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press(down, down, down, up)
        assert cursor(reader) == 2
        await reader.press(up, up, up)
        assert cursor(reader) == 0
        await reader.press("end")
        assert cursor(reader) == 23
        await reader.press(down, "home")
        assert cursor(reader) == 0
        await reader.press("pagedown")
        at = cursor(reader)
        assert at > 3
        await reader.press("G", "g", "ctrl+d", "ctrl+u", "pagedown", "pageup")
        assert cursor(reader) == 0
        await reader.press("enter", down, down, down)
        assert reader.desk.article.scroll_offset.y == 3
        await reader.press(up, up)
        assert reader.desk.article.scroll_offset.y == 1
        await reader.press("end")
        assert reader.desk.article.at_end
        await reader.press("home")
        assert reader.desk.article.scroll_offset.y == 0


@every_size
async def test_right_leads_inwards_and_back_outwards_to_the_sections(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        for key, back in (("enter", "escape"), ("right", "left"), ("space", "q")):
            title = reader.row.headline.title
            await reader.press(key)
            assert open_article(reader) == title
            assert "Câu mở đầu của bài." in reader.seen()
            await reader.press(back)
            assert reader.where == "headlines"
            assert reader.row.headline.title == title
            assert title[:20] in reader.seen()
            await reader.press("j")
        await reader.press("left")
        assert reader.where == "shelves"
        assert "Thể thao" in reader.seen()
        await reader.press("down", "down", "down", "down")
        assert reader.desk.pane.shelf == Shelf("section", RIVER, "thoi-su")
        await reader.press("right")
        assert reader.where == "headlines"
        assert reader.titles() == list(TITLES["thoi-su"])


@every_size
async def test_q_leaves_from_the_lists_and_asks_nothing(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("enter", "z", "q", "q")
        assert reader.where == "headlines"
        assert reader.app.is_running
        await reader.press("1", "q")
        await reader.press(*([] if size[0] >= 120 else ["q"]))
        assert reader.app._exit
        assert reader.app.return_code == 0
    assert newsroom.remembered[-1].shelf == Shelf("latest")


@every_size
async def test_tab_and_digits_lead_to_the_panes(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("3")
        assert reader.where == "headlines", "nothing is open yet"
        await reader.press("tab")
        assert reader.where == "shelves"
        await reader.press("tab", "enter")
        way = []
        for key in ("tab", "tab", "tab", "shift+tab", "shift+tab", "shift+tab"):
            await reader.press(key)
            way.append(reader.where)
        assert way == ["shelves", "headlines", "article", "headlines", "shelves", "article"]
        for key, pane in (("1", "shelves"), ("2", "headlines"), ("3", "article")):
            await reader.press(key)
            assert reader.where == pane
            assert reader.app.focused is not None
            assert reader.app.focused.region.width > 0, "and it is on the screen"


@with_keys("following, before", ("n", "p"), ("ctrl+down", "ctrl+up"))
async def test_next_and_previous_unread(newsroom: Newsroom, size: Size, following: str, before: str) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("j", "m", "j", "m", "k", "k")
        await reader.press(following)
        assert cursor(reader) == 3
        assert open_article(reader) == reader.row.headline.title
        await reader.press(before)
        assert cursor(reader) == 0
        await reader.press(before)
        assert cursor(reader) == 0
        assert reader.said() == [phrases.NO_MORE_UNREAD]


@with_keys("following, before", ("J", "K"), ("shift+down", "shift+up"))
async def test_next_and_previous_article(newsroom: Newsroom, size: Size, following: str, before: str) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("j", "m", "k", "enter", following)
        assert cursor(reader) == 1
        assert open_article(reader) == reader.row.headline.title
        await reader.press(following, before, before, before)
        assert cursor(reader) == 0
        assert open_article(reader) == reader.row.headline.title


@widest_and_narrowest
async def test_space_reads_on_to_the_end_and_into_the_next_unread(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("j", "m", "k", "space")
        places = [reader.desk.article.scroll_offset.y]
        while cursor(reader) == 0:
            await reader.press("space")
            places.append(reader.desk.article.scroll_offset.y)
        assert cursor(reader) == 2
        assert places == [*sorted(places[:-1]), 0]
        assert len(places) > 3


@with_keys("key, shelf_key", ("b", "B"), ("f2", "shift+f2"), ("f2", "f14"))
async def test_bookmarks(newsroom: Newsroom, size: Size, key: str, shelf_key: str) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("j", key)
        assert reader.said() == [phrases.kept(keep=True)]
        assert "★" in reader.seen()
        kept = reader.row.headline
        await reader.press(shelf_key)
        assert reader.where == "headlines"
        assert reader.titles() == [kept.title]
        assert "Đánh dấu" in reader.seen()
        await reader.press("enter", key)
        assert reader.said()[-1] == phrases.kept(keep=False)
        assert await reader.stand.count(BOOKMARKS) == 0


@widest_and_narrowest
async def test_read_unread_all_and_undo(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("m")
        assert (reader.row.read, reader.seen().count("●") > 3) == (True, True)
        await reader.press("m")
        assert not reader.row.read
        await reader.press("m", "A")
        assert await reader.stand.count(Shelf("unread")) == 0
        assert reader.said() == [phrases.all_read(23)]
        assert "●" not in reader.seen()
        await reader.press("U")
        unread = await reader.stand.rows(Shelf("unread"))
        assert len(unread) == 23
        assert reader.row.headline.id not in [one.headline.id for one in unread]
        await reader.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert await reader.stand.count(Shelf("unread")) == 24
        await reader.press("U")
        assert reader.said()[-1] == phrases.NOTHING_TO_UNDO


@with_keys("one, every", ("r", "R"), ("f5", "shift+f5"), ("f5", "f17"))
async def test_refresh_of_this_section_and_of_all(newsroom: Newsroom, size: Size, one: str, every: str) -> None:
    async with newsroom.reading(size) as reader:
        newsroom.press.asked.clear()
        await reader.press("1", "down", "down", "down", "down", one)
        assert [asked.url for asked in newsroom.press.asked] == [f"https://{RIVER}.example/rss/thoi-su.rss"]
        await reader.press(every)
        assert len(newsroom.press.asked) == 1 + 5


@widest_and_narrowest
async def test_the_address_is_copied(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("y")
        first = reader.app.clipboard
        assert first == reader.row.headline.url
        await reader.press("j", "enter", "ctrl+y")
        assert reader.app.clipboard == reader.row.headline.url != first
        assert reader.said() == [phrases.COPIED] * 2


@with_keys("key", ("z",), ("f9",))
async def test_an_article_alone(newsroom: Newsroom, size: Size, key: str) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press(key)
        assert reader.where == "headlines", "nothing is open yet"
        await reader.press("enter", key)
        assert "TIN MỚI" not in reader.seen()
        assert "chưa đọc" not in reader.seen()
        assert reader.desk.article.region.size == size
        await reader.press("J")
        assert reader.desk.article.region.size == size, "and one reads on like that"
        await reader.press(key)
        assert "TIN MỚI" in reader.seen()
        assert reader.where == "article"
        await reader.press(key, "escape")
        assert (reader.where, "TIN MỚI" in reader.seen()) == ("article", True)


@widest_and_narrowest
async def test_help_opens_and_closes(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        for key, close in (("question_mark", "question_mark"), ("f1", "escape"), ("f1", "q")):
            await reader.press(key)
            assert "Phím của tuireader" in reader.seen()
            await reader.press("j", "space", close)
            assert not isinstance(reader.app.screen, HelpScreen)
            assert reader.where == "headlines"


@with_keys("key", ("t",), ("f6",))
async def test_the_ticker_is_walked_and_opened(newsroom: Newsroom, size: Size, key: str) -> None:
    async with newsroom.reading(size) as reader:
        newest = [one.headline.title for one in await reader.stand.newest(3)]
        ticker = reader.app.query_one(Ticker)
        await reader.press(key)
        assert reader.app.focused is ticker
        await reader.press("right", "right", "left")
        assert newest[1][:20] in reader.seen().splitlines()[-2]
        await reader.press("b")
        (kept,) = await reader.stand.rows(BOOKMARKS)
        assert kept.headline.title == newest[1], "a command is about what is highlighted"
        await reader.press("enter")
        assert open_article(reader) == newest[1]
        for leave in ("escape", "q"):
            await reader.press("t", leave)
            assert reader.where == "article", "one comes back to where one was"
        await reader.press("2", "t", "escape")
        assert reader.where == "headlines"


async def test_the_ticker_slides_only_where_motion_is_wanted(newsroom: Newsroom) -> None:
    for motion in (True, False):
        config = replace(QUIET, motion=motion)
        async with newsroom.reading(config=config) as reader:
            assert reader.app.query_one(Ticker).moving is motion


@every_size
async def test_every_key_of_the_table_reaches_its_command_and_no_other(
    newsroom: Newsroom, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a list and in an article, with and without an input method; what each command then does is tried elsewhere."""
    ran: list[str] = []

    async def note(_app: App[None], action: ActionParseResult | str, *_: object) -> bool:
        name = action if isinstance(action, str) else action[1]
        ran.append(name.removeprefix("command_").removeprefix("related_"))  # Textual's palette; what is open in a text
        return True

    async with newsroom.reading(size) as reader:
        places: tuple[Scope, ...] = ("list", "article")
        for place in places:
            await reader.press(*([] if place == "list" else ["enter"]))
            with monkeypatch.context() as patch:
                patch.setattr(App, "run_action", note)
                for key, action in owners(place).items():
                    for struck in {key, OF_INPUT_METHOD.get(key, key)}:
                        ran.clear()
                        await reader.pilot.press(struck)
                        assert ran == [action], (place, struck)
                        await reader.settle()


async def test_twins_count_as_the_key_that_was_struck(newsroom: Newsroom) -> None:
    """Keys that no command has by default are given to one, so that each twin can be tried."""
    config = replace(QUIET, keys={"bookmark": ["d", "o", "e", "w", "W", "a"]})
    async with newsroom.reading(config=config) as reader:
        for count, twin in enumerate("đôơêưƯâă", 1):
            await reader.press(twin)
            assert len(reader.said()) == count


async def test_twins_work_in_the_article_and_in_help(newsroom: Newsroom) -> None:
    config = replace(QUIET, keys={"line_down": ["d"], "help": ["e"]})
    async with newsroom.reading(config=config) as reader:
        await reader.press("enter", "đ")
        assert reader.desk.article.scroll_offset.y == 1
        await reader.press("ê")
        assert isinstance(reader.app.screen, HelpScreen)


async def test_keys_of_the_configuration_replace_those_of_the_house(newsroom: Newsroom) -> None:
    config = replace(QUIET, keys={"bookmark": ["x", "f3"], "search": "ctrl+g"})
    async with newsroom.reading((160, 40), config=config) as reader:
        await reader.press("b", "slash")
        assert (reader.said(), reader.where) == ([], "headlines")
        await reader.press("x")
        assert reader.said() == [phrases.kept(keep=True)]
        await reader.press("f3")
        assert reader.said()[-1] == phrases.kept(keep=False)
        bar = reader.seen().splitlines()[-1]
        assert "x Đánh dấu" in bar
        assert "Ctrl+G Tìm" in bar
        await reader.press("ctrl+g")
        assert isinstance(reader.app.focused, Input)
        await reader.press("escape", "question_mark")
        shown = [line.strip(" █▊") for line in reader.seen().splitlines()]
        await reader.press("space", "space", "space")
        shown += reader.seen().splitlines()
        assert any("x  F3 " in line for line in shown)
        assert not any("b  F2" in line for line in shown)


async def test_ctrl_c_says_how_to_leave_in_the_readers_language(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("ctrl+c")
        assert reader.said() == [phrases.HOW_TO_LEAVE]
        assert reader.app.is_running
        await reader.press("ctrl+q")
        assert reader.app._exit


@widest_and_narrowest
async def test_a_click_opens_a_headline(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        pane = reader.desk.pane.headlines
        await reader.pilot.click(Headlines, offset=(5, pane.top_of(2)))
        await reader.settle()
        assert cursor(reader) == 2
        assert open_article(reader) == reader.row.headline.title


async def test_clicks_on_sections_fold_and_choose(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.pilot.click(Shelves, offset=(4, 5))
        await reader.settle()
        assert reader.titles() == list(TITLES["thoi-su"])
        await reader.pilot.click(Shelves, offset=(4, 4))
        await reader.settle()
        assert "Thời sự" not in reader.seen().replace("thời sự", "")
        assert reader.desk.pane.shelf == Shelf("source", RIVER)


async def test_a_click_on_a_key_below_runs_it(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        bar = reader.seen().splitlines()[-1]
        await reader.pilot.click("KeyBar", offset=(bar.index("Đánh dấu"), 0))
        await reader.settle()
        assert reader.said() == [phrases.kept(keep=True)]
        await reader.pilot.click("KeyBar", offset=(bar.index("Tìm"), 0))
        await reader.settle()
        assert isinstance(reader.app.focused, Input)


async def test_the_wheel_scrolls_without_moving_the_cursor(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 12)) as reader:
        await reader.pilot._post_mouse_events([MouseScrollDown], Headlines, offset=(5, 2))
        await reader.settle()
        assert reader.desk.pane.headlines.scroll_offset.y == 3
        assert cursor(reader) == 0


@every_size
async def test_the_footer_names_only_keys_that_work_here(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        for keys in ([], ["enter"], ["escape", "1"]):
            await reader.press(*keys)
            offered = reader.app.query_one(KeyBar).commands
            assert "Tìm" in {command.label for command in offered}
            assert [one.label for one in offered if FRONT_PAGE.isdisjoint(one.scopes)] == []


@every_size
@pytest.mark.parametrize("key", ["/", "f"])
async def test_what_follows_the_key_of_a_line_in_one_breath_is_text(newsroom: Newsroom, size: Size, key: str) -> None:
    """As it arrives over a slow line, or out of a macro."""
    async with newsroom.reading(size) as reader:
        before = await reader.stand.counts()
        reader.strike(key, *"Abm x/")
        await reader.settle()
        await reader.until("Abm x/")
        assert reader.app.focused is reader.app.screen.query_one("#search", Input)
        assert await reader.stand.counts() == before
        assert reader.said() == []
