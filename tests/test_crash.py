"""The program ended in the middle of things: killed, told to go, out of room. What had arrived is kept, always."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from press import Asked, Press, Printed
from program import COMMAND, PATIENCE, Newsagent, Program, newsagent

if os.name == "posix":
    from terminal import terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals and pseudo-terminals")

TITLES = [f"Tin số {number}" for number in range(1, 9)]
LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Runs a program that may write no file larger than that many bytes, which SQLite takes for a full disk."""


class HoldingPress(Press):
    """Lets one address wait, over real sockets, until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.held = ""
        self.arrived = threading.Event()
        self.released = threading.Event()

    def answer(self, asked: Asked) -> Printed:
        if self.held and asked.url.endswith(self.held):
            self.arrived.set()
            self.released.wait(PATIENCE)
        return super().answer(asked)


@pytest.fixture
def press() -> Iterator[HoldingPress]:
    press = HoldingPress()
    yield press
    press.released.set()


@pytest.fixture
def agent(program: Program, press: HoldingPress) -> Iterator[Newsagent]:
    with newsagent(press) as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", *TITLES)
        yield agent
        press.released.set()


def rows(program: Program) -> list[dict[str, Any]]:
    done = program.run("list", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def assert_sound(program: Program) -> None:
    with closing(sqlite3.connect(program.paths.library)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_sync_that_is_ended_keeps_what_came(
    program: Program, press: HoldingPress, agent: Newsagent, number: signal.Signals
) -> None:
    press.held = f"{8:018d}.htm"
    with subprocess.Popen([*COMMAND, "sync", "--quiet"], env=program.environment) as process:
        assert press.arrived.wait(PATIENCE)
        process.send_signal(number)
        assert process.wait(PATIENCE) == (-number if number == signal.SIGKILL else 128 + number)
    press.released.set()
    assert_sound(program)
    kept = rows(program)
    assert sorted(row["title"] for row in kept) == TITLES
    here = sum(row["offline"] for row in kept)
    assert here < 8
    done = program.run("sync", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["carried"] == 8 - here
    assert all(row["offline"] for row in rows(program))


def test_leaving_does_not_wait_for_a_slow_paper(program: Program, press: HoldingPress, agent: Newsagent) -> None:
    program.write_config("motion = false\n")
    press.held = "/vnexpress/tin-moi.rss"
    with terminal(COMMAND, program.environment) as screen:
        assert press.arrived.wait(PATIENCE)
        screen.wait_for(TITLES[0])
        screen.press("\x11")
        assert screen.end() == 0
        assert screen.is_restored
        assert not press.released.is_set()
    assert_sound(program)
    assert {row["title"] for row in rows(program)} >= set(TITLES)


def test_a_screen_that_is_killed_while_news_comes(program: Program, press: HoldingPress, agent: Newsagent) -> None:
    program.write_config("motion = false\n")
    press.held = f"{5:018d}.htm"
    with terminal(COMMAND, program.environment) as screen:
        screen.wait_for(TITLES[0])
        assert press.arrived.wait(PATIENCE)
        screen.process.kill()
        screen.end()
    press.released.set()
    assert_sound(program)
    with terminal(COMMAND, program.environment) as screen:
        screen.wait_for(TITLES[0])
        screen.press("\x11")
        assert screen.end() == 0
    assert {row["title"] for row in rows(program)} >= set(TITLES)


def test_no_room_left(program: Program, agent: Newsagent) -> None:
    agent.prints("vtv", *TITLES, text="Một thân bài rất dài. " * 5000)
    program.run("list")
    room = program.paths.library.stat().st_size + 100_000
    done = subprocess.run(
        [sys.executable, "-c", LIMITED.format(room), *COMMAND, "sync", "--json"],
        env=program.environment,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines()[-1].endswith("đĩa đầy hoặc không có quyền ghi.")
    assert not program.paths.log.exists()
    assert_sound(program)
    assert program.run("sync").returncode == 0
    assert all(row["offline"] for row in rows(program))
