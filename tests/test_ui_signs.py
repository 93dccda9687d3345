"""Terminals with a plain font see nothing but ASCII and letters, in the same cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import QUIET, RIVER, SIZES, Newsroom
from textual.app import App

from tuireader.model import Shelf
from tuireader.state import State
from tuireader.terminal import has_plain_font
from tuireader.ui.cells import width
from tuireader.ui.signs import _TWINS, in_ascii

SECTION = State(shelf=Shelf("section", RIVER, "thoi-su"))
ARROWS = set("←↑→↓↵")
"""In the names of keys; they are in every font of a console."""


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path)
    await room.deliver(carry=10)
    return room


def strange(text: str) -> set[str]:
    """What is neither ASCII nor a letter nor an arrow."""
    return {char for char in text if not char.isascii() and not char.isalpha()} - ARROWS


@pytest.mark.parametrize("sign", _TWINS)
def test_a_twin_is_as_wide_as_its_sign(sign: str) -> None:
    assert in_ascii(sign).isascii()
    assert width(in_ascii(sign)) == width(sign)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [[], ["b", "m", "1"], ["enter", "end"], ["question_mark"], ["c"], ["ctrl+p"]])
async def test_every_screen_does_without_signs(newsroom: Newsroom, size: tuple[int, int], keys: list[str]) -> None:
    async with newsroom.reading(size, config=replace(QUIET, signs="ascii"), state=SECTION) as reader:
        await reader.press(*keys)
        assert strange(reader.seen()) == set()


@pytest.mark.parametrize(("term", "plain"), [("linux", True), ("vt220", True), ("xterm-256color", False), ("", False)])
def test_the_console_of_linux_is_known(term: str, plain: bool) -> None:
    assert has_plain_font({"TERM": term}) is plain


async def test_the_variable_of_the_terminal_decides_unless_the_reader_does(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with newsroom.reading(config=replace(QUIET, signs="full")) as reader:
        assert "●" in reader.seen()
    async with newsroom.reading() as reader:
        assert "●" not in reader.seen()
        assert " o " in reader.seen()


async def test_without_colour_all_is_grey(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with newsroom.reading(state=SECTION) as reader:
        await reader.press("enter")
        assert colours(reader.app), "there is something on the screen"
        assert all(red == green == blue for red, green, blue in colours(reader.app))
        assert "●" in reader.seen()


def colours(app: App[None]) -> set[tuple[int, int, int]]:
    """The colours of all that is on the screen."""
    styles = [s.style for strip in app.screen._compositor.render_strips() for s in strip if s.style is not None]
    found = [colour for style in styles for colour in (style.color, style.bgcolor) if colour is not None]
    return {tuple(colour.get_truecolor()) for colour in found}  # type: ignore[misc]
