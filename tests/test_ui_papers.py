"""Choosing papers under real keys: what lies out follows at once, is remembered, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import MOUNTAIN, NAMES, QUIET, RIVER, SECTIONS, SIZES, TITLES, Newsroom, feed_address, stories
from press import feed
from reader import Reader

from tuireader.errors import BadAddress
from tuireader.model import Choice, Section, Shelf, Source
from tuireader.state import State
from tuireader.store import Store
from tuireader.ui import phrases
from tuireader.ui.papers import PapersScreen
from tuireader.ui.widgets.paper_list import PaperList
from tuireader.ui.widgets.shelves import Shelves
from tuireader.ui.widgets.ticker import Ticker

every_size = pytest.mark.parametrize("size", SIZES, ids=["three panes", "two panes", "one pane"])
Size = tuple[int, int]
RIVER_OFF = Choice(papers={RIVER: False})
RIVER_TITLES = {title for section in SECTIONS[RIVER] for title in TITLES[section]}


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers whose news has come."""
    room = Newsroom(tmp_path)
    await room.deliver()
    return room


def papers(reader: Reader) -> PapersScreen:
    assert isinstance(reader.app.screen, PapersScreen)
    return reader.app.screen


def lines(reader: Reader) -> list[str]:
    """The lines of the list, without what stands at their right."""
    width, height = papers(reader).list.size
    drawn = [papers(reader).list.render_line(y).text[: width // 2] for y in range(height)]
    return [line.strip("▌ ") for line in drawn if line.strip()]


def pane(reader: Reader) -> list[str]:
    """The names in the pane at the left."""
    return [entry.name for entry in reader.app.query_one(Shelves)._entries if entry.name]


@every_size
async def test_the_screen_opens_and_closes(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        for key, close in (("c", "escape"), ("f10", "q"), ("c", "escape")):
            await reader.press(key)
            seen = reader.seen()
            assert phrases.CHOOSE_PAPERS in seen
            assert all(f"[x] {name}" in seen for name in NAMES.values())
            assert "3/3 mục" in seen
            assert "Space" in seen.splitlines()[-1]
            await reader.press(close)
            assert not isinstance(reader.app.screen, PapersScreen)
            assert reader.where == "headlines"
        assert reader.said() == []
    assert newsroom.remembered == []


@every_size
async def test_a_paper_that_is_switched_off_is_gone_at_once_and_comes_back(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        before = reader.titles()
        await reader.press("c", "space")
        assert lines(reader)[0].startswith(f"[ ] {NAMES[RIVER]}")
        await reader.press("escape")
        assert set(reader.titles()) == set(before) - RIVER_TITLES
        assert NAMES[RIVER] not in pane(reader)
        assert {row.headline.source for row in reader.app.query_one(Ticker)._rows} == {MOUNTAIN}
        assert reader.app.query_one(Shelves).counts.unread == 12
        assert reader.said() == [phrases.chosen(reader.stand.sources)]
        assert newsroom.remembered[-1].choice == RIVER_OFF, "and it is on the disk before anything else happens"
        await reader.press("U")
        assert reader.titles() == before
        assert NAMES[RIVER] in pane(reader)
        assert newsroom.remembered[-1].choice == Choice()
        await reader.press("U")
        assert reader.said()[-1] == phrases.NOTHING_TO_UNDO


async def test_the_choice_is_there_at_the_next_start(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("c", "space", "down", "right", "down", "down", "space", "escape", "ctrl+q")
    state = newsroom.remembered[-1]
    assert state.choice == Choice(papers={RIVER: False}, sections={f"{MOUNTAIN}/the-thao": False})
    async with newsroom.reading(state=state) as reader:
        assert set(reader.titles()) == set(TITLES["the-gioi"])
        assert pane(reader)[3:] == [NAMES[MOUNTAIN], "Thế giới", phrases.DOOR]


@pytest.mark.parametrize("leave", ["ctrl+q", "escape", "q"])
async def test_no_way_out_loses_the_choice(newsroom: Newsroom, leave: str) -> None:
    async with newsroom.reading() as reader:
        await reader.press("c", "down", "space")
        for size in ((1, 1), (300, 80), (40, 12), (120, 36)):
            await reader.resize(*size)
        await reader.press(leave)
        await reader.press("ctrl+q")
    assert newsroom.remembered[-1].choice == Choice(papers={MOUNTAIN: False})


async def test_bookmarks_and_search_know_what_is_off(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=State(shelf=Shelf("section", RIVER, "thoi-su"))) as reader:
        await reader.press("b")
        kept = reader.row.headline
        await reader.press("c", "space", "escape")
        assert reader.desk.pane.shelf == Shelf("latest"), "the shelf that was shown lies out no longer"
        await reader.press("B")
        assert reader.titles() == [kept.title]
        assert NAMES[RIVER] in reader.seen()
        await reader.press("enter")
        assert "Câu mở đầu của bài." in reader.seen()
        await reader.press("escape", "slash")
        await reader.type("ben cu")
        assert reader.titles()[0] == "Đêm nhạc bên bến cũ"


async def test_the_row_one_was_on_stays_under_the_cursor(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        while reader.row.headline.source != MOUNTAIN:
            await reader.press("down")
        await reader.press("down")
        title = reader.row.headline.title
        await reader.press("c", "space", "escape")
        assert reader.row.headline.title in (title, TITLES["the-gioi"][0])
        assert reader.row.headline.source == MOUNTAIN


# Finding, unfolding, ordering


@every_size
async def test_names_are_found_without_diacritics_and_sections_too(newsroom: Newsroom, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("c", "slash")
        await reader.type("nui rung")
        assert [line[:16] for line in lines(reader)] == [f"[x] {NAMES[MOUNTAIN]}"[:16]]
        for _ in "nui rung":
            await reader.press("backspace")
        await reader.type("THỂ thao")
        assert len(lines(reader)) == 2
        assert lines(reader)[1] == "[x] Thể thao"
        await reader.press("down", "down", "space")
        assert lines(reader)[1] == "[ ] Thể thao"
        await reader.press("escape")
        assert len(lines(reader)) == 2, "both papers, folded"
        await reader.press("escape")
        assert "Thể thao" not in pane(reader)
    assert newsroom.remembered[-1].choice.sections == {f"{MOUNTAIN}/the-thao": False}


async def test_words_of_paper_and_section_together(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("c", "slash")
        await reader.type("song van hoa")
        assert [line.split("  ")[0] for line in lines(reader)] == [f"[x] {NAMES[RIVER]} ▸", "[x] Văn hoá"]


async def test_nothing_found_is_said_and_keys_do_no_harm(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("c", "slash")
        await reader.type("[b]xyz[/b]")
        assert phrases.NO_PAPER[:40] in reader.seen()
        await reader.press("enter", "space", "right", "left", "enter", "shift+down", "down", "end", "U")
        assert reader.app.is_running
        await reader.press("escape", "escape")
        assert reader.where == "headlines"


async def test_folding_leads_from_a_section_to_its_paper(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 24)) as reader:
        await reader.press("c", "enter", "down", "down")
        line = papers(reader).list.line
        assert line is not None
        assert line.section is not None
        await reader.press("left")
        assert len(lines(reader)) == 2
        assert papers(reader).list.cursor == 0
        await reader.press("right", "right")
        assert len(lines(reader)) == 5


@pytest.mark.parametrize(("down", "up"), [("shift+down", "shift+up"), ("ctrl+down", "ctrl+up"), ("J", "K")])
async def test_papers_are_put_in_order(newsroom: Newsroom, down: str, up: str) -> None:
    async with newsroom.reading() as reader:
        await reader.press("c", down, down)
        assert [line[4:8] for line in lines(reader)] == ["Báo ", "Báo "]
        assert papers(reader).list.papers == [MOUNTAIN, RIVER]
        assert papers(reader).list.cursor == 1, "the cursor goes with the paper"
        await reader.press("escape")
        assert pane(reader)[3] == NAMES[MOUNTAIN]
        assert newsroom.remembered[-1].choice == Choice(order=(MOUNTAIN,))
        await reader.press("c", "down", "down", up, "escape")
        assert pane(reader)[3] == NAMES[RIVER]
        assert newsroom.remembered[-1].choice == Choice()


async def test_undo_on_the_screen_takes_back_step_by_step(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("c", "space", "down", "space", "shift+up")
        await reader.press("U")
        assert papers(reader).list.papers == [RIVER, MOUNTAIN]
        await reader.press("ctrl+z")
        assert reader.stand.choice == RIVER_OFF
        await reader.press("U", "U")
        assert reader.stand.choice == Choice()
        assert reader.said() == [phrases.NOTHING_TO_UNDO]
        await reader.press("escape")
    assert newsroom.remembered == [], "nothing has changed, so there is nothing to keep"


async def test_boxes_and_names_can_be_clicked(newsroom: Newsroom) -> None:
    async with newsroom.reading((80, 24)) as reader:
        await reader.press("c")
        await reader.pilot.click(PaperList, offset=(2, 1))
        await reader.settle()
        assert reader.stand.choice == Choice(papers={MOUNTAIN: False})
        await reader.pilot.click(PaperList, offset=(10, 0))
        await reader.settle()
        assert len(lines(reader)) == 5
        await reader.pilot.click(PaperList, offset=(6, 2))
        await reader.settle()
        assert reader.stand.choice.sections == {f"{RIVER}/kinh-te": False}
        bar = reader.seen().splitlines()[-1]
        await reader.pilot.click("KeyBar", offset=(bar.index("Xong"), 0))
        await reader.settle()
        assert not isinstance(reader.app.screen, PapersScreen)


# What comes with a choice


async def test_what_is_new_on_the_stand_is_fetched_by_itself(newsroom: Newsroom) -> None:
    for wanted in (True, False):
        config = replace(QUIET, refresh_on_start=wanted)
        async with newsroom.reading(config=config, state=State(choice=RIVER_OFF)) as reader:
            newsroom.press.asked.clear()
            await reader.press("c", "space", "escape")
            asked = sorted(one.url for one in newsroom.press.asked if "/rss/" in one.url)
            assert asked == (sorted(feed_address(RIVER, section) for section in SECTIONS[RIVER]) if wanted else [])


async def test_a_section_is_looked_into_without_being_switched_on(newsroom: Newsroom) -> None:
    choice = Choice(sections={f"{RIVER}/kinh-te": False})
    async with newsroom.reading(state=State(choice=choice)) as reader:
        newsroom.prints(RIVER, "kinh-te", stories(RIVER, ["Tin của mục đang tắt"], 5000))
        latest = reader.titles()
        unread = (await reader.stand.counts()).unread
        await reader.press("c", "right", "down", "down", "enter")
        assert reader.desk.pane.shelf == Shelf("section", RIVER, "kinh-te")
        assert "Tin của mục đang tắt" in reader.titles(), "and it is fetched"
        assert f"{NAMES[RIVER]} › Kinh tế" in pane(reader)
        assert reader.where == "headlines"
        await reader.press("enter")
        assert "Câu mở đầu của bài." in reader.seen()
        await reader.press("1", "home")
        assert reader.titles() == latest, "what is off stays out of the latest"
        assert (await reader.stand.counts()).unread == unread
        await reader.press("ctrl+q")
    async with newsroom.reading(state=newsroom.remembered[-1]) as reader:
        assert pane(reader).count("Kinh tế") == 0


async def test_nothing_on_is_said_with_the_key_that_helps(newsroom: Newsroom) -> None:
    choice = Choice(papers={RIVER: False, MOUNTAIN: False})
    async with newsroom.reading((80, 24), state=State(choice=choice)) as reader:
        assert phrases.NOTHING_ON in reader.seen()
        newsroom.press.asked.clear()
        await reader.press("R")
        assert reader.said() == [phrases.NOTHING_ON]
        assert newsroom.press.asked == []
        await reader.press("c", "space", "escape")
        assert set(reader.titles()) == RIVER_TITLES


async def test_the_last_line_of_the_pane_leads_to_the_choice(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        for key in ("enter", "right", "space"):
            await reader.press("1", "end", key)
            await reader.press("down", "space", "escape", "U")
            assert reader.where == "shelves"
        await reader.press("home", "down", "2")
        assert reader.desk.pane.shelf == Shelf("unread")


async def test_a_choice_that_cannot_be_kept_is_told(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        reader.app._remember = lambda _: False
        await reader.press("c", "space", "escape")
        assert phrases.NOT_REMEMBERED in reader.said()
        assert NAMES[RIVER] not in pane(reader), "for now it holds"


async def test_how_sections_are_is_told_in_words(newsroom: Newsroom) -> None:
    newsroom.press.prints(feed_address(MOUNTAIN, "the-gioi"), "", status=403)
    newsroom.press.prints(feed_address(MOUNTAIN, "the-thao"), feed())
    async with newsroom.reading((80, 24)) as reader:
        await reader.press("R", "c", "down", "right")
        health = await reader.stand.health()
        for section in SECTIONS[MOUNTAIN]:
            words = phrases.health(health[MOUNTAIN, section], reader.stand.clock())
            assert words[:20] in reader.seen()


# Many papers, strange papers, any library


def many(count: int) -> list[Source]:
    sections = (Section("tin", "Tin", "https://x.example/rss"), Section("xe", "Xe", "https://x.example/xe"))
    return [Source(f"bao-{n}", f"Báo số {n}", f"https://b{n}.example", sections) for n in range(count)]


async def test_of_many_papers_only_the_first_is_unfolded(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.sources = many(60)
    async with room.reading((80, 24)) as reader:
        assert pane(reader)[3:7] == ["Báo số 0", "Tin", "Xe", "Báo số 1"]
        assert len(pane(reader)) == 3 + 60 + 2 + 1
        await reader.press("c", "end")
        assert "Báo số 59" in reader.seen()
        await reader.press("space", "K", "g", "slash")
        await reader.type("so 5")
        assert len(papers(reader).list.papers) == 15
        await reader.press("escape", "escape", "ctrl+q")
    assert room.remembered[-1].folded == tuple(sorted(f"bao-{n}" for n in range(1, 60)))
    assert room.remembered[-1].choice.papers == {"bao-59": False}


async def test_a_paper_that_comes_among_many_is_folded(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.sources = [*many(5), replace(many(6)[5], on=False)]
    async with room.reading() as reader:
        await reader.press("1", "down", "down", "down", "space", "c", "end", "space", "escape")
        assert pane(reader)[3:] == [f"Báo số {n}" for n in range(6)] + [phrases.DOOR]


NAME = "[@click=app.quit]x[/] [/b]"


@every_size
async def test_names_are_literal(newsroom: Newsroom, size: Size) -> None:
    newsroom.sources[0] = newsroom.paper(RIVER, NAME, {"thoi-su": NAME, "kinh-te": "dài " * 400})
    async with newsroom.reading(size) as reader:
        await reader.press("c", "right")
        assert reader.seen().count(NAME) >= 2
        await reader.pilot.click(PaperList, offset=(12, 0))
        await reader.press("slash")
        await reader.type("[/b]")
        assert reader.seen().count(NAME) >= 1
        assert reader.app.is_running


async def test_a_stand_without_papers_can_be_chosen_from(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.sources = []
    async with room.reading((60, 20)) as reader:
        await reader.press("c", "space", "enter", "right", "left", "J", "K", "U", "slash", "escape", "escape")
        assert reader.where == "headlines"
        assert phrases.NOTHING_ON in reader.seen()


async def test_while_another_tuireader_writes_the_choice_is_free(newsroom: Newsroom) -> None:
    held = Store.open(newsroom.library)
    try:
        async with newsroom.reading() as reader:
            assert not reader.stand.writable
            await reader.press("c", "space", "escape")
            assert set(reader.titles()).isdisjoint(RIVER_TITLES)
            assert reader.said()[1:] == [phrases.chosen(reader.stand.sources)]
    finally:
        held.close()
    assert newsroom.remembered[-1].choice == RIVER_OFF


async def test_the_palette_leads_here_and_away(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("ctrl+p")
        await reader.type("chon bao")
        await reader.press("enter")
        papers(reader)
        await reader.press("space", "ctrl+p")
        await reader.type("chon bao")
        await reader.press("enter")
        papers(reader)
        await reader.press("ctrl+p")
        await reader.type("xem danh dau")
        await reader.press("enter")
        assert reader.desk.pane.shelf == Shelf("bookmarks")
        assert not isinstance(reader.app.screen, PapersScreen)
    assert newsroom.remembered[-1].choice == RIVER_OFF


async def test_help_and_its_keys(newsroom: Newsroom) -> None:
    async with newsroom.reading((120, 60)) as reader:
        await reader.press("c", "question_mark")
        assert "Trong màn hình chọn báo" in reader.seen()
        await reader.press("escape")
        papers(reader)


# A paper of one's own


OWN = "https://blog.example"


@pytest.fixture
def blog(newsroom: Newsroom) -> str:
    """A site whose page names its feed."""
    newsroom.press.prints(
        f"{OWN}/tin.rss", feed(*stories(RIVER, ["Bài đầu của [b]blog[/b]", "Bài hai", "Bài ba"], 9000))
    )
    link = '<link rel="alternate" type="application/rss+xml" title="Blog làng" href="/tin.rss">'
    newsroom.press.prints(f"{OWN}/", f"<html><head><title>Blog làng</title>{link}</head><body>Chào</body></html>")
    return OWN


@every_size
async def test_a_paper_is_added_by_its_address(newsroom: Newsroom, blog: str, size: Size) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("c", "a")
        await reader.type("blog.example")
        assert phrases.ADD_PAPER in reader.seen()
        await reader.press("enter")
        assert "Bài đầu của [b]blog[/b]" in reader.seen()
        assert len(reader.stand.papers) == 2, "nothing is taken before the reader says so"
        await reader.press("enter")
        (name,) = [paper.name for paper in reader.stand.papers if paper.id not in NAMES]
        assert reader.said() == [phrases.added(name)]
        line = papers(reader).list.line
        assert line is not None
        assert line.source.name == name
        await reader.press("escape")
        assert name in pane(reader)
        await reader.press("R", "U")
        assert name not in pane(reader)
    assert len(list((newsroom.folder / "sources").glob("*.toml"))) == 1
    assert newsroom.remembered[-1].choice.papers == {line.source.id: False}


async def test_adding_can_be_taken_back_on_the_spot(newsroom: Newsroom, blog: str) -> None:
    async with newsroom.reading() as reader:
        await reader.press("c", "slash")
        await reader.type(f"{blog}/tin.rss")
        await reader.press("enter")
        assert phrases.ADD_PAPER in reader.seen(), "an address in the line to type in is one to add"
        await reader.press("enter", "enter")
        assert len(reader.stand.sources) == 3
        await reader.press("U", "escape")
        assert len(reader.stand.sources) == 2


async def test_a_known_address_switches_its_paper_on(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=State(choice=RIVER_OFF)) as reader:
        await reader.press("c", "f7")
        await reader.type(feed_address(RIVER, "kinh-te"))
        await reader.press("enter")
        assert "Kinh tế" in reader.seen()
        await reader.press("enter")
        assert [one.id for one in reader.stand.sources[0].sections] == ["kinh-te"]
        await reader.press("U")
        assert reader.stand.choice == RIVER_OFF


async def test_what_cannot_be_found_is_told_and_another_address_can_be_tried(newsroom: Newsroom, blog: str) -> None:
    newsroom.press.prints("https://trong.example/", "<html><body></body></html>")
    async with newsroom.reading((80, 24)) as reader:
        await reader.press("c", "a", "enter")
        await reader.type("không phải địa chỉ")
        await reader.press("enter")
        assert phrases.sentence(BadAddress("x", "")) in reader.seen()
        for _ in "không phải địa chỉ":
            await reader.press("backspace")
        await reader.type("trong.example")
        await reader.press("enter")
        assert "Không tìm thấy nguồn tin" in reader.seen()
        await reader.press("x", "enter", "escape", "escape")
        assert len(reader.stand.papers) == 2
        assert reader.where == "headlines"


async def test_another_address_forgets_what_was_found(newsroom: Newsroom, blog: str) -> None:
    async with newsroom.reading() as reader:
        await reader.press("c", "a")
        await reader.type("blog.example")
        await reader.press("enter", "x", "enter")
        assert len(reader.stand.papers) == 2, "the other address is looked at first"


async def test_a_file_that_cannot_be_written_is_told(newsroom: Newsroom, blog: str) -> None:
    (newsroom.folder / "sources").write_text("in the way")
    async with newsroom.reading() as reader:
        await reader.press("c", "a")
        await reader.type("blog.example")
        await reader.press("enter", "enter")
        assert reader.said()[0].startswith("Không ghi được vào")
        assert len(reader.stand.papers) == 2
