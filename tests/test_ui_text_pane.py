"""A column of text keeps its place across widths, gives its text to the clipboard and follows the theme."""

from __future__ import annotations

from stage import Stage
from textual.geometry import Offset
from textual.selection import SELECT_ALL, Selection

from tuireader.model import Place, Span
from tuireader.ui.lines import Layout, assemble, flow
from tuireader.ui.themes import DEM, GIAY
from tuireader.ui.widgets.text_pane import TextPane

SENTENCE = "Sáng nay hơn hai trăm người dân đã cùng nhau trồng những hàng cây đầu tiên dọc con kênh."
LINK = Span(9, 20, "link", "https://vidu.example/")


def twenty_paragraphs(columns: int) -> Layout:
    return assemble([[*flow(f"{number} {SENTENCE}", columns, spans=(LINK,)), *flow("", 1)] for number in range(20)])


def stage() -> Stage[TextPane]:
    return Stage(TextPane())


async def test_the_place_survives_narrowing_and_widening() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.set_text(twenty_paragraphs, Place(7))
        await pilot.pause()
        assert app.screen_lines()[0].strip().startswith("7 Sáng nay")
        await pilot.resize_terminal(34, 12)
        await pilot.pause()
        assert app.screen_lines()[0].strip().startswith("7 Sáng nay")
        assert app.performer.place == Place(7)
        await pilot.resize_terminal(110, 12)
        await pilot.pause()
        assert app.screen_lines()[0].strip().startswith("7 Sáng nay")
        assert app.performer.place == Place(7)


async def test_a_place_within_a_paragraph_stays_in_it() -> None:
    app = stage()
    async with app.run_test(size=(34, 12)) as pilot:
        app.performer.set_text(twenty_paragraphs, Place(3, 0.5))
        await pilot.pause()
        assert app.performer.place == Place(3, 0.5)
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert app.performer._text.lines[app.performer.scroll_offset.y].block == 3


async def test_text_given_before_there_is_a_screen_is_shown() -> None:
    app = stage()
    app.performer.set_text(twenty_paragraphs, Place(2))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert app.screen_lines()[0].strip().startswith("2 Sáng nay")


async def test_the_column_keeps_its_measure_and_stands_in_the_middle_of_a_wide_pane() -> None:
    app = stage()
    async with app.run_test(size=(121, 12)) as pilot:
        app.performer.set_text(twenty_paragraphs, Place(0))
        await pilot.pause()
        first = app.screen_lines()[0]
        assert app.performer.columns == 66
        assert len(first) - len(first.lstrip()) == 27
        await pilot.resize_terminal(30, 12)
        await pilot.pause()
        assert app.performer.columns == 27
        assert all(line.startswith(" ") for line in app.screen_lines() if line)


async def test_every_line_is_as_wide_as_the_pane() -> None:
    app = stage()
    async with app.run_test(size=(60, 12)) as pilot:
        app.performer.set_text(twenty_paragraphs, Place(0))
        await pilot.pause()
        app.performer.highlight(range(2, 4))
        assert {app.performer.render_line(y).cell_length for y in range(12)} == {60}


async def test_another_theme_is_another_ink() -> None:
    app = stage()
    async with app.run_test(size=(60, 12)) as pilot:
        app.performer.set_text(twenty_paragraphs, Place(0))
        inks = []
        for theme in (GIAY, DEM):
            app.theme = theme.name
            await pilot.pause()
            style = list(app.performer.render_line(0))[1].style
            assert style is not None
            assert style.color is not None
            inks.append(style.color.get_truecolor().hex)
        assert inks == [GIAY.variables["ink"], DEM.variables["ink"]]


async def test_selected_lines_come_out_as_paragraphs() -> None:
    app = stage()
    async with app.run_test(size=(40, 12)) as pilot:
        app.performer.set_text(lambda columns: assemble([flow("một hai ba bốn\nnăm", min(columns, 8))]), Place(0))
        await pilot.pause()
        assert app.performer.get_selection(SELECT_ALL) == ("một hai ba bốn\nnăm", "\n")
        assert app.performer.get_selection(Selection(Offset(4, 0), Offset(2, 1))) == ("hai ba", "\n")


async def test_the_mouse_selects_text() -> None:
    app = stage()
    async with app.run_test(size=(60, 12)) as pilot:
        app.performer.set_text(lambda columns: assemble([flow("một hai ba bốn", columns)]), Place(0))
        await pilot.pause()
        await pilot.mouse_down(app.performer, offset=(6, 0))
        await pilot.hover(app.performer, offset=(11, 0))
        await pilot.mouse_up(app.performer, offset=(11, 0))
        assert app.screen.get_selected_text() == "hai ba"
        texts = [segment.text for segment in app.performer.render_line(0)]
        assert "hai ba" in texts


async def test_the_link_under_a_column_is_found() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.set_text(twenty_paragraphs, Place(0))
        await pilot.pause()
        margin = app.performer.margin
        assert app.performer.link_at(0, margin + 8) == ""
        assert app.performer.link_at(0, margin + 9) == LINK.href
        assert app.performer.link_at(0, margin + 20) == ""
        assert app.performer.link_at(0, 0) == ""
