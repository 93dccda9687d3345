"""The terminal after every signal: given back when the program ends, and drawn anew when it goes on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from program import COMMAND, Program, newsagent

if os.name == "posix":
    from terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")

TITLE = "Cầu mới nối đôi bờ"
LEAVES = b"\x1b[?1049l"


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Terminal]:
    """The program on a terminal, with the front page drawn."""
    program = Program(tmp_path)
    program.write_config("motion = false\nrefresh_minutes = 0\n")
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", TITLE)
        with terminal(COMMAND, program.environment) as screen:
            screen.wait_for(TITLE)
            yield screen


@pytest.mark.parametrize("name", ["INT", "QUIT", "USR1"])
def test_a_signal_that_ends_the_program_leaves_the_terminal_clean(screen: Terminal, name: str) -> None:
    number = signal.Signals[f"SIG{name}"]
    screen.process.send_signal(number)
    assert screen.end() == 128 + number
    assert screen.is_restored
    assert b"Traceback" not in screen.sent


def test_a_broken_pipe_is_no_reason_to_end(screen: Terminal) -> None:
    screen.process.send_signal(signal.SIGPIPE)
    screen.press("?")
    screen.wait_for("Trợ giúp")


def test_stopped_it_gives_the_terminal_back_and_goes_on_where_it_was(screen: Terminal) -> None:
    screen.process.send_signal(signal.SIGTSTP)
    os.waitid(os.P_PID, screen.process.pid, os.WSTOPPED | os.WNOWAIT)
    screen.wait_past(LEAVES)
    assert screen.is_restored
    screen.process.send_signal(signal.SIGCONT)
    screen.wait_for(TITLE)
    screen.press("?")
    screen.wait_for("Trợ giúp")


def test_stopped_without_being_asked_it_draws_itself_again(screen: Terminal) -> None:
    screen.process.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, screen.process.pid, os.WSTOPPED | os.WNOWAIT)
    screen.process.send_signal(signal.SIGCONT)
    screen.wait_past(LEAVES)
    screen.wait_for(TITLE)
    screen.press("\x11")
    assert screen.end() == 0
    assert screen.is_restored
