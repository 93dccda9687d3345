"""What terminals draw, and how: half blocks, Kitty's placeholders, Sixel."""

from __future__ import annotations

import random
import re
import zlib
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from stage import Stage
from textual.widgets import Static

from tuireader.parsing.raster import Pixels
from tuireader.ui import kitty, sixel
from tuireader.ui.graphics import Graphics, cell_size, known, of_app
from tuireader.ui.lines import OWN, Cell
from tuireader.ui.painting import HALF, drawn, fitted, half_blocks, pictured, room

RED, GREEN, BLUE = b"\xff\x00\x00", b"\x00\xff\x00", b"\x00\x00\xff"


@pytest.mark.parametrize(
    ("environment", "colours", "graphics"),
    [
        ({"TERM": "xterm-kitty"}, "truecolor", Graphics("kitty")),
        ({"TERM": "xterm-ghostty"}, "truecolor", Graphics("kitty")),
        ({"TERM": "xterm-kitty"}, "256", Graphics("blocks")),
        ({"TERM": "xterm-kitty", "TMUX": "/run/tmux,1,0"}, "truecolor", Graphics("blocks")),
        ({"TERM": "screen-256color", "STY": "1.x", "KITTY_WINDOW_ID": "1"}, "256", Graphics("blocks")),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, "truecolor", Graphics("blocks")),
        ({"TERM": "foot"}, "truecolor", Graphics("blocks", sixel=True)),
        ({"TERM": "foot-extra"}, "truecolor", Graphics("blocks", sixel=True)),
        ({"TERM": "foot", "TMUX": "/run/tmux,1,0"}, "truecolor", Graphics("blocks")),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "truecolor", Graphics("blocks", sixel=True)),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, "truecolor", Graphics("blocks", sixel=True)),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "210800"}, "truecolor", Graphics("blocks")),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "²"}, "truecolor", Graphics("blocks")),
        ({"TERM": "xterm-256color"}, "256", Graphics("blocks")),
        ({"TERM": "linux"}, "standard", Graphics()),
        ({"TERM": "dumb"}, None, Graphics()),
        ({}, "truecolor", Graphics("blocks")),
    ],
)
def test_what_is_known_of_a_terminal(environment: dict[str, str], colours: str | None, graphics: Graphics) -> None:
    assert known(environment, colours) == graphics


def test_the_size_of_a_cell_is_known_or_not() -> None:
    size = cell_size()
    assert size is None or min(size) > 0


@given(st.integers(1, 9000), st.integers(1, 9000), st.integers(1, 200), st.integers(1, 100))
def test_a_picture_fits_into_its_room(width: int, height: int, columns: int, rows: int) -> None:
    wide, high = fitted(width, height, columns, rows)
    assert 1 <= wide <= columns
    assert 1 <= high <= rows
    # One of the two sides is as long as it may be, but for the rounding to whole cells.
    assert wide == columns or rows - high <= rows / (2 * wide) + 1


def test_the_usual_picture() -> None:
    assert room(66, 30) == (66, 10)
    assert room(40, 90) == (40, 13)
    assert room(20, 9) == (20, 4)
    assert fitted(300, 200, 66, 10) == (30, 10)
    assert fitted(1000, 200, 66, 10) == (66, 7)


def test_two_pixels_make_a_cell() -> None:
    rows = half_blocks(Pixels(2, 3, RED + GREEN + BLUE + RED + GREEN + BLUE))
    assert rows == [
        [Cell(HALF, 0xFF0000, 0x0000FF), Cell(HALF, 0x00FF00, 0xFF0000)],
        [Cell(HALF, 0x00FF00, OWN), Cell(HALF, 0x0000FF, OWN)],
    ]
    lines = pictured(rows, "https://vidu.example/anh.jpg")
    assert [(line.text, line.continues, line.runs[0].href[-4:]) for line in lines] == [
        ("  ", False, ".jpg"),
        ("  ", True, ".jpg"),
    ]


def test_what_is_drawn_keeps_the_paper_and_lies_under_letters() -> None:
    paper, look = Style.parse("black on white"), Style.parse("bold")
    one, other, third = drawn([Cell(HALF, 0xFF0000), Cell(HALF, 0x00FF00), Cell(HALF)], paper, [(1, "A", look)])
    assert (one.text, str(one.style)) == (HALF, "#ff0000 on white")
    assert (other.text, other.style) == ("A", look)
    assert str(third.style) == "black on white"


def test_kitty_gets_the_picture_in_pieces_and_says_nothing() -> None:
    pixels = Pixels(90, 90, random.Random(1).randbytes(90 * 90 * 3))
    commands = re.findall("\x1b_G([^\x1b]*)\x1b\\\\", kitty.sending(0x1234_01, pixels, 20, 10))
    keys = [dict(pair.split("=") for pair in command.split(";")[0].split(",")) for command in commands]
    assert keys[0] == {"a": "d", "d": "I", "q": "2", "i": str(0x123401)}
    assert {"a": "t", "f": "24", "o": "z", "s": "90", "v": "90", "q": "2"}.items() <= keys[1].items()
    assert [one["m"] for one in keys[1:-1]] == ["1"] * (len(keys) - 3) + ["0"]
    assert {"a": "p", "U": "1", "c": "20", "r": "10", "q": "2", "i": str(0x123401)} == keys[-1]
    pieces = [command.split(";")[1] for command in commands[1:-1]]
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 4096
    assert zlib.decompress(b64decode("".join(pieces))) == pixels.rgb


def test_kittys_cells_name_the_picture_a_row_and_a_column() -> None:
    rows = kitty.cells(0x123401, 3, 2)
    assert [cell.text for cell in rows[1]] == [f"\U0010eeee\u030d{column}" for column in "\u0305\u030d\u030e"]
    assert {cell.ink for row in rows for cell in row} == {0x123401}
    assert {cell_len(cell.text) for row in kitty.cells(1, 500, 500) for cell in row} == {1}
    assert len(kitty.SIGNS) == len(set(kitty.SIGNS))


def colours_of(drawing: str, width: int) -> list[list[int]]:
    """The picture that a Sixel drawing makes, by the numbers of its colours; -1 is nothing."""
    body = drawing.removeprefix("\x1bP").removesuffix("\x1b\\").partition("q")[2]
    body = re.sub(r'"[\d;]+', "", body)
    body = re.sub(r"#\d+;2;[\d;]+", "", body)
    body = re.sub(r"!(\d+)(.)", lambda run: run[2] * int(run[1]), body)
    rows: list[list[int]] = []
    for band in body.split("-"):
        six = [[-1] * width for _ in range(6)]
        for part in band.split("$"):
            number, signs = re.fullmatch(r"#(\d+)([?-~]*)", part).groups()  # type: ignore[union-attr]
            for column, sign in enumerate(signs):
                for bit in range(6):
                    if ord(sign) - 63 >> bit & 1:
                        six[bit][column] = int(number)
        rows += six
    return rows


@given(st.integers(1, 12), st.integers(1, 15), st.data())
def test_sixel_draws_every_pixel_once(width: int, height: int, data: st.DataObject) -> None:
    indices = bytes(data.draw(st.lists(st.integers(0, 3), min_size=width * height, max_size=width * height)))
    drawing = sixel.drawing(Pixels(width, height, b"", indices, RED + GREEN + BLUE + b"\xff\xff\xff"))
    assert f'"1;1;{width};{height}#0;2;100;0;0#1;2;0;100;0' in drawing
    rows = colours_of(drawing, width)
    assert [bytes(row) for row in rows[:height]] == [
        indices[start : start + width] for start in range(0, width * height, width)
    ]
    assert {one for row in rows[height:] for one in row} <= {-1}


@pytest.mark.parametrize("plain", [False, True])
async def test_without_colours_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch, plain: bool) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if plain:
        monkeypatch.setenv("NO_COLOR", "1")
    app = Stage(Static(""))
    async with app.run_test():
        assert of_app(app) == (Graphics() if plain else Graphics("blocks"))
