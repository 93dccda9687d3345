"""What a screen behind its curtain lets its widgets draw."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import Newsroom
from rich.console import RenderableType
from textual._compositor import ChopsUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tuireader.ui.curtain import CurtainScreen


class Paper(Widget):
    """Notes which of its lines it is asked to draw."""

    DEFAULT_CSS = "Paper { height: 3; }"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.asked: list[range] = []

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked.append(crop.line_range)
        return super().render_lines(crop)


class Wall(CurtainScreen):
    """Two papers, one above the other."""

    def compose(self) -> Iterator[Paper]:
        yield Paper("above")
        yield Paper("below")


class Hall(App[None]):
    """Shows the wall."""

    def get_default_screen(self) -> Screen[None]:
        return Wall()


async def test_only_that_is_drawn_which_stands_where_something_changed() -> None:
    app = Hall()
    async with app.run_test(size=(20, 10)) as pilot:
        wall = app.screen
        assert isinstance(wall, Wall)
        wall.raise_curtain()
        await pilot.pause()
        above, below = wall.query(Paper)
        assert range(3) in above.asked
        assert range(3) in below.asked
        above.asked.clear()
        below.asked.clear()
        above.refresh(Region(0, 1, 20, 1))
        await pilot.pause()
        wall.draw()
        assert (above.asked, below.asked) == ([range(1, 2)], [])


async def test_an_article_that_is_opened_and_left_is_drawn_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 80 columns the panes take other widths both times, and the list other heights of its rows."""
    rows = 19
    cells: list[int] = []
    display = App._display

    def counting(app: App[None], screen: Screen[None], update: RenderableType | None) -> None:
        if isinstance(update, ChopsUpdate):
            cells.append(sum(end - start for y, start, end in update.spans if 2 <= y < 2 + rows))
        display(app, screen, update)

    monkeypatch.setattr(App, "_display", counting)
    newsroom = Newsroom(tmp_path)
    await newsroom.deliver(2)
    async with newsroom.reading((80, 24)) as reader:
        await reader.press("enter", "q")
        cells.clear()
        await reader.press("enter")
        assert "▌" in reader.seen().splitlines()[3], "the list stands beside the article"
        opened = sum(cells)
        cells.clear()
        await reader.press("q")
        left = sum(cells)
    assert 80 * rows <= left < 80 * rows * 1.1, "the scrollbar is drawn once more"
    assert opened < 80 * rows * 1.2, "the text comes when the panes are there"
