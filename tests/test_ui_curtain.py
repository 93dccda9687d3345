"""What a screen behind its curtain lets its widgets draw."""

from __future__ import annotations

from collections.abc import Iterator

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
