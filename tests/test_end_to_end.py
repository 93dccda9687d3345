"""The first edition, from a key to the disk: the real program on a real terminal, with papers behind real sockets."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from program import COMMAND, ROOT, Newsagent, Program, newsagent

if os.name == "posix":
    from terminal import Terminal, terminal

from tuireader.ui.phrases import READ_ONLY

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")

SHARED = ROOT.parent / "shared" / "tools" / "corpus_server.py"
FIRST, SECOND = "Cầu mới nối đôi bờ", "Mùa nước nổi về sớm"
TEXT = "Thân bài đầy đủ."
HOSTILE = "[VIDEO] Giá vàng [/b] \x1b]2;PWNED\x1b\\ [@click=app.quit]x[/]"
DELIVERED = re.compile(r"Có \d+ tin mới\.")
QUIET = "motion = false\nrefresh_minutes = 0\n"
"""Only what the test does makes the screen change."""


@contextmanager
def launched(program: Program, size: tuple[int, int] = (120, 36)) -> Iterator[Terminal]:
    with terminal(COMMAND, program.environment, size) as screen:
        yield screen


@contextmanager
def printing(program: Program, *titles: str) -> Iterator[Newsagent]:
    """Three papers, of which VTV prints these titles."""
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", *titles, text=TEXT)
        agent.prints("vnexpress", "Một tin của báo thứ hai")
        agent.prints("tuoitre", "Một tin của báo thứ ba")
        yield agent


def to_vtv(screen: Terminal, unread: int, title: str) -> None:
    """When the news has come, go to the headlines of VTV, the first paper in the list of sections."""
    screen.wait_for(DELIVERED)
    screen.press("1", "home", "down", "down", "down")
    screen.wait_for(f"VTV   {unread} chưa đọc", title)
    screen.press("2")


def to_bookmarks(screen: Terminal, title: str) -> None:
    """Go to what was kept, which is one article."""
    screen.press("B")
    screen.wait_for("Đánh dấu   1 bài", title)


def bookmarks(program: Program) -> list[str]:
    done = program.run("list", "--bookmarks", "--json")
    assert done.returncode == 0
    return [row["title"] for row in json.loads(done.stdout)]


def test_read_keep_leave_and_read_again_without_network(program: Program) -> None:
    with printing(program, FIRST, SECOND), launched(program) as screen:
        to_vtv(screen, 2, FIRST)
        screen.press("enter")
        screen.wait_for(TEXT)
        screen.press("b")
        screen.wait_for("Đã đánh dấu")
        screen.press("q")
        screen.wait_for(FIRST)
        screen.press("q")
        assert screen.end() == 0
        assert screen.is_restored
    with launched(program) as screen:
        screen.wait_for(FIRST)
        to_bookmarks(screen, FIRST)
        screen.press("enter")
        screen.wait_for(TEXT)
        screen.press("\x11")
        assert screen.end() == 0
        assert screen.is_restored
    assert bookmarks(program) == [FIRST]


def test_a_bookmark_that_was_shown_outlives_a_kill(program: Program) -> None:
    program.write_config(QUIET)
    with printing(program, FIRST, SECOND), launched(program) as screen:
        to_vtv(screen, 2, FIRST)
        screen.press("b")
        screen.wait_for("Đã đánh dấu")
        screen.process.send_signal(signal.SIGKILL)
        assert screen.end() == -signal.SIGKILL
    assert bookmarks(program) == [FIRST]
    with launched(program) as screen:
        screen.wait_for(FIRST)
        to_bookmarks(screen, FIRST)


def test_the_second_of_two_only_reads(program: Program) -> None:
    program.write_config(QUIET)
    with printing(program, FIRST, SECOND), launched(program) as first:
        to_vtv(first, 2, FIRST)
        with launched(program) as second:
            second.wait_for(READ_ONLY[:20], FIRST)
            second.press("b")
            second.wait_for(READ_ONLY[:20])
            second.press("\x11")
            assert second.end() == 0
        assert bookmarks(program) == []
        first.press("b")
        first.wait_for("Đã đánh dấu")
        assert bookmarks(program) == [FIRST]
        first.press("q")
        assert first.end() == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_terminal_clean(program: Program, number: signal.Signals, code: int) -> None:
    program.write_config(QUIET)
    with printing(program, FIRST), launched(program) as screen:
        screen.wait_for(FIRST)
        screen.process.send_signal(number)
        assert screen.end() == code
        assert screen.is_restored
        assert b"Traceback" not in screen.sent
    assert program.paths.state.exists()


def test_a_window_that_is_closed_ends_the_program(program: Program) -> None:
    with printing(program, FIRST), launched(program) as screen:
        screen.wait_for(FIRST)
        screen.hang_up()
        screen.process.wait(30)
    assert bookmarks(program) == []


def test_a_hostile_title_is_shown_as_it_is(program: Program) -> None:
    program.write_config(QUIET)
    with printing(program, HOSTILE, SECOND), launched(program, (160, 40)) as screen:
        to_vtv(screen, 2, "[VIDEO] Giá vàng [/b]")
        screen.press("enter")
        screen.wait_for("[VIDEO] Giá vàng [/b]", "[@click=app.quit]x[/]", TEXT)
        screen.press("b")
        screen.wait_for("Đã đánh dấu")
        screen.press("\x11")
        assert screen.end() == 0
        assert b"PWNED" in screen.sent
        assert b"\x1b]2;PWNED" not in screen.sent


def test_the_demo_touches_nothing(program: Program) -> None:
    with terminal([*COMMAND, "--demo"], program.environment) as screen:
        screen.wait_for("Túi Báo", "chưa đọc")
        screen.press("b")
        screen.wait_for("Đã đánh dấu")
        screen.press("\x11")
        assert screen.end() == 0
        assert screen.is_restored
    assert list(program.folder.iterdir()) == []


def test_a_library_that_cannot_be_opened_is_told_on_a_clean_terminal(program: Program) -> None:
    program.paths.library.parent.mkdir(parents=True)
    program.paths.library.write_bytes(b"not a database" * 100)
    with printing(program), launched(program) as screen:
        screen.wait_for("bị hỏng")
        assert screen.end() == 1
        assert b"\x1b[?1049h" not in screen.sent


@pytest.mark.skipif(not SHARED.exists(), reason="the captured pages are not here")
def test_captured_papers(program: Program) -> None:
    program.write_config("motion = false\ncarry = 3\n")
    with captured() as base:
        for paper in ("vtv", "vnexpress", "tuoitre"):
            family = "vnexpress" if paper == "vnexpress" else "vccorp"
            text = f'id = "{paper}"\nname = "{paper.upper()}"\nhome = "{base}/{paper}/"\nfamily = "{family}"\n'
            text += f'[[section]]\nid = "tin"\nname = "Tin"\nfeed = "{base}/{paper}/feed.rss"\n'
            program.take_papers(base, text.replace("{", "{{").replace("}", "}}"), [paper])
        with launched(program, (160, 50)) as screen:
            screen.wait_for(DELIVERED)
            rows = json.loads(program.run("list", "--json", "--limit", "500").stdout)
            assert {row["source"] for row in rows} >= {"vtv", "vnexpress", "tuoitre"}
            mine = [row for row in rows if row["source"] == "vtv"]
            newest = mine[0]
            article = json.loads(program.run("read", newest["url"], "--json").stdout)
            begins = beginning(next(block["text"] for block in article["blocks"] if block["type"] == "paragraph"))
            to_vtv(screen, len(mine), beginning(newest["title"]))
            screen.press("enter")
            screen.wait_for(begins)
            screen.press("b")
            screen.wait_for("Đã đánh dấu")
            screen.press("\x11")
            assert screen.end() == 0
    with launched(program, (160, 50)) as screen:
        screen.wait_for("VTV")
        to_bookmarks(screen, "")
        screen.press("enter")
        screen.wait_for(begins)
    assert bookmarks(program) == [newest["title"]]


def beginning(text: str) -> str:
    """So much of a text as stands on its first line."""
    return " ".join(text.split()[:4])


@contextmanager
def captured() -> Iterator[str]:
    """The captured papers at a loopback address, until the block ends."""
    command = [sys.executable, str(SHARED), "--port", "0", "--for-seconds", "120"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
