"""Text that is no friend: markup, escape codes, overrides and endless titles are shown as they are, and run nothing."""

from __future__ import annotations

import unicodedata
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import MOUNTAIN, NOW, QUIET, RIVER, SIZES, Newsroom, article_address, feed_address, stories
from press import page
from reader import Reader
from rich.cells import cell_len
from stage import Stage

from tuireader.model import Group, Headline, Row, Shelf
from tuireader.state import State
from tuireader.text import clean_line
from tuireader.ui.widgets.headlines import Headlines
from tuireader.ui.widgets.ticker import Ticker

HOSTILE = "[VIDEO] Giá vàng [/b] \x1b]2;PWNED\x1b\\ [@click=app.quit]x[/]"
SHOWN = "[VIDEO] Giá vàng [/b] ]2;PWNED\\ [@click=app.quit]x[/]"
NAME = "[@click=app.quit]x[/] [/b]"
"""Short enough for the name of a paper or a section to be seen in full."""
TITLES = (
    HOSTILE,
    "[/nope]",
    "[bold]x",
    "[link='file:///etc/passwd']x[/link] $accent [$accent]y",
    "\x9b31m đỏ \x90 \x1b[2J\x1b[?1049l\x07",
    "tải \u202egpj.exe \u2066ẩn\u2069 \u200f\u061c",
    "👨‍👩‍👧🇻🇳👍🏽☀️1️⃣",
    unicodedata.normalize("NFD", "Việt Nam mở cửa rừng đặc dụng"),
    "a" + "\u0301" * 200,
    "dài " * 400,
    "lền" * 300,
    "\\[b]x\\",
    "%s {0} $x `x` **x**",
)
every_size = pytest.mark.parametrize("size", SIZES, ids=["three panes", "two panes", "one pane"])
Size = tuple[int, int]
SECTION = State(shelf=Shelf("section", RIVER, "thoi-su"))


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers, one section of which prints what no paper should."""
    room = Newsroom(tmp_path)
    room.prints(RIVER, "thoi-su", stories(RIVER, TITLES, 1), paragraphs=2)
    return room


def assert_tame(reader: Reader) -> None:
    """Nothing on the screen commands the terminal, and nothing of it can be clicked to run an action."""
    seen = reader.seen()
    assert {unicodedata.category(char) for char in seen} & {"Cc", "Cf", "Co", "Cs"} <= {"Cc", "Cf"}
    assert [char for char in seen if unicodedata.category(char) == "Cc" and char != "\n"] == []
    assert [char for char in seen if unicodedata.category(char) == "Cf" and char != "\u200d"] == []
    strips = reader.app.screen._compositor.render_strips()
    assert [part for strip in strips for part in strip if part.style and "@click" in str(part.style.meta)] == []
    assert reader.app.is_running
    assert not reader.app._exit


async def click_on(reader: Reader, text: str) -> None:
    """Click on every place of the screen where that stands."""
    for y, line in enumerate(reader.seen().splitlines()):
        start = line.find(text)
        if start >= 0:
            await reader.pilot.click(offset=(cell_len(line[:start]), y))
            await reader.settle()


@every_size
async def test_titles_are_literal_in_lists_previews_articles_and_the_ticker(newsroom: Newsroom, size: Size) -> None:
    await newsroom.deliver()
    async with newsroom.reading(size, state=SECTION) as reader:
        assert reader.titles() == [clean_line(title) or "…" for title in TITLES]
        for place, title in enumerate(reader.titles()):
            start = title[:12].rstrip()
            assert start in reader.seen(), title
            if size != SIZES[1] and place % 4:
                await reader.press("j")
                continue
            await reader.press("enter")
            assert reader.desk.article.article is not None
            assert reader.desk.article.article.title.startswith(title[:400])
            assert start in reader.seen(), title
            assert_tame(reader)
            await reader.press("escape", *(["j"] if place < len(TITLES) - 1 else []))
        await reader.press("t", *["right"] * 9)
        assert_tame(reader)
        await reader.press("escape", "home")
        await click_on(reader, "x[/]")
        await click_on(reader, "x[/]")
        assert_tame(reader)


async def test_the_ticker_shows_them_cell_by_cell(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.reading((60, 20), config=replace(QUIET, motion=True)) as reader:
        ticker = reader.app.query_one(Ticker)
        for _ in range(300):
            ticker.tick()
            assert cell_len(ticker.render_line(0).text) == 60
        assert SHOWN in "".join(ticker._tape.cells)
        await reader.settle()
        assert_tame(reader)


async def test_what_a_page_holds_is_literal(newsroom: Newsroom) -> None:
    hostile, url = escape(HOSTILE), article_address(RIVER, 1)
    written = page(HOSTILE, HOSTILE, lead=HOSTILE, author=HOSTILE, related={HOSTILE: article_address(RIVER, 2)})
    figure = (
        f'<figure class="VCSortableInPreviewMode" type="Photo"><img src="/a.jpg" alt="{hostile}">'
        f'<figcaption class="PhotoCMS_Caption">{hostile}</figcaption></figure>'
    )
    table = f"<table><tr><td>{hostile}</td><td>{hostile}</td></tr></table><ul><li>{hostile}</li></ul><h2>{hostile}</h2>"
    link = f'<p>Xem <a href="javascript:alert(1)">{hostile}</a> và <a href="https://ngoai.example/">{hostile}</a></p>'
    newsroom.press.prints(url, written.replace("</div>\n<div", f"{figure}{table}{link}</div>\n<div", 1))
    await newsroom.deliver()
    async with newsroom.reading((160, 60), state=SECTION) as reader:
        await reader.press("enter")
        pane = "\n".join(reader.desk.article.render_line(y).text for y in range(60))
        assert "".join(pane.split()).count("".join(SHOWN.split())) >= 7
        assert_tame(reader)
        await reader.pilot.click("#article", offset=(30, 3))
        await click_on(reader, "[@click")
        assert_tame(reader)


@every_size
async def test_names_of_papers_and_sections_are_literal(newsroom: Newsroom, size: Size) -> None:
    newsroom.sources[1] = newsroom.paper(MOUNTAIN, NAME, {"the-gioi": NAME, "the-thao": HOSTILE})
    newsroom.press.prints(feed_address(MOUNTAIN, "the-gioi"), "", status=500)
    state = State(shelf=Shelf("section", MOUNTAIN, "the-gioi"))
    async with newsroom.reading(size, state=state) as reader:
        assert f"{NAME} ›" in reader.seen().splitlines()[0]
        await reader.press("r")
        assert reader.said()[0].startswith(f"Không lấy được 1 mục: {NAME} › {NAME}. ")
        assert NAME in reader.seen().splitlines()[-3] or "x[/]" in "".join(reader.seen().splitlines()[-7:])
        await reader.press("R", "1")
        assert NAME in reader.seen()
        await reader.press("down", "2")
        assert NAME in reader.seen(), "below each title stands its paper"
        assert_tame(reader)
        await click_on(reader, "x[/]")
        assert_tame(reader)


async def test_searches_and_the_palette_take_any_words(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.reading() as reader:
        await reader.press("slash")
        await reader.type("[video] gia vang [/b]")
        assert "Tìm «[video] gia vang [/b]»" in reader.seen()
        assert reader.titles() == [SHOWN]
        await reader.press("escape")
        for words in ("vid", "[/x]", "[@click=app.quit]x[/]", "\\[b", "danh [/dau"):
            await reader.press("ctrl+p")
            await reader.type(words)
            assert words in reader.seen()
            assert_tame(reader)
            await reader.press("escape")


async def test_errors_are_told_literally(newsroom: Newsroom, tmp_path: Path) -> None:
    from tuireader.errors import ConfigError, Fault
    from tuireader.ui.app import TuiReader

    fault = ConfigError(tmp_path / "[/x] [@click=app.quit]y[/]", Fault("other", value="[Errno 2] [/b]"))
    async with newsroom.stand() as stand:
        app = TuiReader(stand, QUIET, State(), newsroom.remembered.append, faults=[fault])
        async with app.run_test(size=(160, 40), notifications=True) as pilot:
            await pilot.pause()
            (told,) = (notification.message for notification in app._notifications)
            assert told.endswith("[/x] [@click=app.quit]y[/] có lỗi: [Errno 2] [/b]")


@pytest.mark.parametrize("size", [(38, 12), (80, 12)], ids=["three lines a row", "one line a row"])
async def test_a_row_shows_its_title_wrapped_or_cut_and_nothing_else(size: Size) -> None:
    headlines = Headlines(lambda _: "Báo", lambda: NOW)
    async with Stage(headlines).run_test(size=size) as pilot:
        await pilot.pause()
        width = headlines.scrollable_content_region.width

        @settings(max_examples=60, deadline=None)
        @given(st.text(max_size=120) | st.sampled_from(TITLES))
        def shows(text: str) -> None:
            title = clean_line(text)
            headlines.fill([Group(1)], [Row(Headline("a", "b", "c", title, "https://vidu.example/a"), NOW)])
            drawn = [headlines.render_line(y) for y in range(headlines.row_height)]
            assert [strip.cell_length for strip in drawn] == [width] * headlines.row_height
            assert [cell_len(strip.text) for strip in drawn] == [width] * headlines.row_height
            if headlines.row_height == 1:
                shown = drawn[0].text[3:].rpartition("mới")[0]
            else:
                lines = drawn[: 2 if "Báo" not in drawn[1].text[3:6] else 1]
                shown = "".join(strip.text[3:] for strip in lines)
            bare, whole = "".join(shown.split()), "".join(title.split())
            assert bare == whole or (bare.endswith("…") and whole.startswith(bare[:-1]))

        shows()
