"""A line slides on a real terminal as if it had been drawn anew, and for few bytes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from program import COMMAND, Program

if os.name == "posix":
    from terminal import terminal

from tuireader.ui.slide import RENEWED, Line, Slide
from tuireader.ui.widgets.ticker import LABEL

COLUMNS = 30
SLIDES = b"\x1b[P"
INK, QUIET = "\x1b[38;5;252;48;5;233m", "\x1b[38;5;244;48;5;233m"


def shown(written: str) -> list[str]:
    screen = pyte.Screen(COLUMNS, 3)
    pyte.Stream(screen).feed(written)
    return screen.display


@given(st.lists(st.tuples(st.sampled_from("abđẻ… "), st.sampled_from((INK, QUIET))), min_size=1, max_size=3 * RENEWED))
def test_each_step_takes_the_first_cell_and_brings_one_in(cells: list[tuple[str, str]]) -> None:
    slide, line = Slide(), Line(1, 5, COLUMNS - 1)
    before = "x" * (COLUMNS - 5)
    written = f"above\x1b[2;1HLABEL{before}\x1b[3;1Hbelow"
    for cell, colours in cells:
        written += slide.step(line, cell, colours, (2, 0))
    tape = before + "".join(cell for cell, _ in cells)
    assert [row.rstrip() for row in shown(written)] == ["above", ("LABEL" + tape[len(cells) :]).rstrip(), "below"]


def test_a_step_costs_few_bytes_and_leaves_the_cursor_where_it_belongs() -> None:
    slide, line = Slide(), Line(22, 10, 79)
    slide.step(line, "a", INK, (0, 0))
    step = slide.step(line, "b", INK, (4, 7))
    assert len(step) < 30
    assert step.endswith("\x1b[8;5H")
    assert INK in slide.step(line, "c", QUIET + INK, (0, 0)), "other colours are told"
    assert INK in slide.step(line._replace(row=20), "d", INK, (0, 0)), "another place is told"


@pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")
def test_the_strip_of_news_slides_on_the_terminal(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with terminal([*COMMAND, "--demo"], program.environment, (80, 24)) as screen:
        screen.wait_for("TIN MỚI", "Cẩm nang")
        screen.wait_past(SLIDES)
        screen.wait_for(re.compile("\\S"))
        sent = screen.sent
        screen.press("\x11")
        assert screen.end() == 0
    before, after = strip_of(sent[: sent.index(SLIDES) - 9]), strip_of(sent[: sent.rindex(SLIDES) - 9])
    steps = sent.count(SLIDES) - 1
    assert before.startswith(LABEL)
    assert after.startswith(LABEL + before[len(LABEL) + steps :].rstrip())


def strip_of(sent: bytes) -> str:
    """The strip of news on the screen after this was sent."""
    screen = pyte.Screen(80, 24)
    pyte.ByteStream(screen).feed(sent)
    return screen.display[22]
