"""The strip of latest news: sliding, standing, choosing, and text that is no friend of cells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from stage import Stage
from textual.screen import Screen

from tuireader.config import TickerConfig
from tuireader.model import Headline, Row
from tuireader.ui.widgets.ticker import LABEL, Ticker, make_tape, pace

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
TITLES = (
    "Giá gạo xuất khẩu tăng tuần thứ ba liên tiếp",
    "[VIDEO] Giá vàng [/b] [@click=app.quit]x[/]",
    "Chọn xong hướng tuyến đường sắt 🇻🇳 👨‍👩‍👧 日本",
)


def rows(*titles: str) -> list[Row]:
    return [
        Row(Headline(title, "vidu", "thoi-su", title, f"https://vidu.example/{number}"), NOON - timedelta(hours=number))
        for number, title in enumerate(titles)
    ]


def stage(*titles: str, moving: bool = True, paused: bool = True) -> Stage[Ticker]:
    """A ticker that makes only the steps that a test makes, unless it is not `paused`."""
    ticker = Ticker(moving=moving, empty="Chưa có tin mới")
    ticker.set_reactive(Ticker.paused, paused)
    ticker.set_entries(rows(*titles))
    return Stage(ticker)


def shown(app: Stage[Ticker]) -> str:
    text = app.screen_lines()[0]
    assert text.startswith(LABEL.rstrip())
    return text[len(LABEL) :]


def runs(app: Stage[Ticker]) -> bool:
    """Whether it is meant to move and a timer moves it."""
    assert app.performer.is_running == (app.performer._timer is not None)
    return app.performer.is_running


def chosen(app: Stage[Ticker]) -> list[str]:
    return [message.row.headline.title for message in app.said(Ticker.Chosen) if isinstance(message, Ticker.Chosen)]


async def test_entries_follow_the_label_with_their_time() -> None:
    app = stage(*TITLES)
    async with app.run_test(size=(80, 1)):
        assert shown(app) == "12:00 Giá gạo xuất khẩu tăng tuần thứ ba liên tiếp   ·   11:00 [VIDEO]"


async def test_a_step_slides_by_one_cell_and_goes_round() -> None:
    app = stage(*TITLES)
    async with app.run_test(size=(60, 1)):
        first = shown(app)
        app.performer.tick()
        assert shown(app)[: len(first) - 1] == first[1:]
        steps = len(app.performer._tape.cells) - 1
        for _ in range(steps):
            app.performer.tick()
        assert shown(app) == first


async def test_hostile_titles_pass_by_literally() -> None:
    app = stage(TITLES[1], TITLES[0])
    async with app.run_test(size=(60, 1)):
        assert shown(app).startswith(f"12:00 {TITLES[1]}")


async def test_every_step_fills_the_line_exactly() -> None:
    app = stage(TITLES[2], TITLES[0])
    async with app.run_test(size=(40, 1)):
        for _ in range(len(app.performer._tape.cells)):
            app.performer.tick()
            strip = app.performer.render_line(0)
            assert cell_len(strip.text) == strip.cell_length == 40


async def test_what_fits_stands_still() -> None:
    app = stage("Tin ngắn", paused=False)
    async with app.run_test(size=(80, 1)) as pilot:
        assert not runs(app)
        assert shown(app) == "12:00 Tin ngắn"
        await pilot.resize_terminal(18, 1)
        await pilot.pause()
        assert runs(app)


async def test_pausing_the_pointer_and_the_focus_stop_it() -> None:
    app = stage(*TITLES, paused=False)
    async with app.run_test(size=(60, 3)) as pilot:
        assert runs(app)
        app.performer.paused = True
        assert not runs(app)
        app.performer.paused = False
        assert runs(app)
        await pilot.hover(app.performer)
        assert not runs(app)
        await pilot.hover(app.screen, offset=(1, 2))
        assert runs(app)
        app.performer.focus()
        await pilot.pause()
        assert not runs(app)


async def test_without_motion_one_headline_gives_way_to_the_next() -> None:
    app = stage(*TITLES, moving=False, paused=False)
    async with app.run_test(size=(40, 1)):
        assert shown(app) == "12:00 Giá gạo xuất khẩu tăng…"
        app.performer.tick()
        assert shown(app).startswith("11:00 [VIDEO] Giá vàng")
        app.performer.tick()
        app.performer.tick()
        assert shown(app) == "12:00 Giá gạo xuất khẩu tăng…"
        assert runs(app)
        app.performer.set_entries(rows(TITLES[0]))
        assert not runs(app)


async def test_keys_choose_an_entry_and_enter_opens_it() -> None:
    app = stage(*TITLES)
    async with app.run_test(size=(60, 1), message_hook=app.heard.append) as pilot:
        app.performer.focus()
        await pilot.press("enter", "right", "enter", "left", "left", "enter")
        assert chosen(app) == [TITLES[0], TITLES[1], TITLES[2]]
        assert TITLES[2][:30] in shown(app)
        await pilot.press("escape")
        assert len(app.said(Ticker.Left)) == 1


async def test_focus_begins_with_the_first_whole_entry() -> None:
    app = stage(*TITLES)
    async with app.run_test(size=(60, 1)) as pilot:
        app.performer.tick()
        app.performer.focus()
        await pilot.pause()
        assert app.performer.current == rows(*TITLES)[1]


async def test_a_click_opens_what_is_under_it() -> None:
    app = stage(*TITLES)
    async with app.run_test(size=(80, 1), message_hook=app.heard.append) as pilot:
        line = app.screen_lines()[0]
        await pilot.click(app.performer, offset=(line.index("VIDEO"), 0))
        await pilot.click(app.performer, offset=(len(LABEL) + 2, 0))
        await pilot.click(app.performer, offset=(2, 0))
        assert chosen(app) == [TITLES[1], TITLES[0]]


async def test_a_click_beside_all_entries_opens_nothing() -> None:
    app = stage("Tin ngắn")
    async with app.run_test(size=(80, 1), message_hook=app.heard.append) as pilot:
        await pilot.click(app.performer, offset=(60, 0))
        assert chosen(app) == []


async def test_news_does_not_move_what_is_being_read() -> None:
    app = stage(*TITLES)
    async with app.run_test(size=(60, 1)):
        for _ in range(5):
            app.performer.tick()
        before = shown(app)[:30]
        app.performer.set_entries(rows("Tin vừa tới", *TITLES))
        assert shown(app)[:30] == before
        app.performer.set_entries(rows("Tin khác hẳn", "Tin khác nữa, dài hơn cả dòng chữ chạy này một chút"))
        assert shown(app).startswith("12:00 Tin khác hẳn")


async def test_without_news_a_sentence_stands_there() -> None:
    app = stage()
    async with app.run_test(size=(60, 1), message_hook=app.heard.append) as pilot:
        assert shown(app) == "Chưa có tin mới"
        app.performer.focus()
        await pilot.press("right", "left", "enter")
        app.performer.tick()
        assert app.performer.current is None
        assert chosen(app) == []
        app.performer.set_entries(rows(*TITLES))
        app.performer.set_entries([])
        assert shown(app) == "Chưa có tin mới"


TEXTS = st.lists(st.text(alphabet="aế 日🇻🇳\u200d👩👧️[/]", min_size=1, max_size=12), min_size=1, max_size=5)


@given(TEXTS, st.integers(0, 200), st.integers(1, 60))
def test_any_window_of_any_tape_has_its_width(texts: list[str], start: int, columns: int) -> None:
    pieces = list(make_tape(texts).pieces(start, columns))
    assert sum(cell_len(text) for _, text in pieces) == columns


async def test_what_was_read_does_not_pass_by() -> None:
    app = stage()
    async with app.run_test(size=(80, 1)):
        app.performer.set_entries([replace(row, read=row.time == NOON) for row in rows("Đã đọc", "Chưa đọc")])
        assert shown(app) == "11:00 Chưa đọc"


async def test_a_headline_with_the_readers_word_stands_out_and_rings_once() -> None:
    ticker = Ticker(TickerConfig(words=("bao so 5",), bell=True), empty="")
    app = Stage(ticker)
    async with app.run_test(size=(80, 1)):
        rung: list[str] = []
        app.bell = lambda: rung.append("")  # type: ignore[method-assign]
        ticker.set_entries(rows("Tin thường", "Tin thường nữa")[1:])
        ticker.set_entries(rows("Bão số 5 vào Biển Đông", "Tin thường nữa"))
        assert shown(app).startswith("12:00 ! Bão số 5 vào Biển Đông")
        loud = [segment for segment in ticker.render_line(0) if "Bão" in segment.text]
        assert [segment.style for segment in loud] == [ticker.get_component_rich_style("ticker--breaking")]
        ticker.set_entries(rows("Bão số 5 vào Biển Đông"))
        assert len(rung) == 1


async def test_under_another_screen_no_steps_are_made() -> None:
    app = stage()
    async with app.run_test(size=(40, 1)) as pilot:
        app.performer.set_entries(rows("Tin rất dài ở đây", "Tin khác cũng dài", "Tin thứ ba"))
        before = shown(app)
        await app.push_screen(Screen[None]())
        app.performer.tick()
        assert shown(app) == before
        app.pop_screen()
        await pilot.pause()
        app.performer.tick()
        assert shown(app) != before


@pytest.mark.parametrize(
    ("environment", "cells"),
    [({}, 8), ({"TMUX": "/run/tmux,1,0"}, 3), ({"SSH_CONNECTION": "a 1 b 2"}, 3), ({"SSH_TTY": ""}, 8)],
)
def test_from_afar_it_slides_slower(environment: dict[str, str], cells: int) -> None:
    assert pace(environment) == cells
