"""P: nowhere to write, faults of our own on the screen, floods of keys, few resources, large libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from newsroom import MOUNTAIN, QUIET, TITLES, Newsroom, stories
from press import Press, Story, feed
from program import PATIENCE, ROOT, Program, newsagent

from tuireader.model import Headline, Shelf
from tuireader.store import Store

if os.name == "posix":
    from terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals and limits of resources")

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
STILL = "motion = false\nrefresh_on_start = false\nrefresh_minutes = 0\n[guide]\nchannels = []\n"
NOWHERE = "/proc/nobody"
"""Where not even root may make a folder."""
HANDBOOK = "Cẩm nang tuireader"
FAULTY = """
import sys
def broken(*_): raise RuntimeError("a fault of our own")
async def broken_later(*_, **__): broken()
{fault}
sys.argv = ["tuireader"]
from tuireader.__main__ import main
sys.exit(main())
"""
FAULTS = {
    "worker": "from tuireader.newsstand import Newsstand; Newsstand.carried = broken_later",
    "compose": "from tuireader.ui.help import HelpScreen; HelpScreen.compose = broken",
    "timer": (
        "from tuireader.ui.app import TuiReader; mount = TuiReader.on_mount\n"
        "def on_mount(self): mount(self); self.set_timer(0.5, broken)\n"
        "TuiReader.on_mount = on_mount"
    ),
}
LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20, 512 * 2**20))
os.execv(sys.executable, [sys.executable, "-m", "tuireader", *sys.argv[1:]])
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    program.write_config(STILL)
    program.take_papers("http://127.0.0.1:9")
    return program


@pytest.fixture
def screen(program: Program) -> Iterator[Terminal]:
    with terminal([sys.executable, "-m", "tuireader"], program.environment) as screen:
        screen.wait_for(HANDBOOK, "Chọn báo…")
        yield screen


def test_no_home_to_write_in() -> None:
    environment = {"HOME": NOWHERE, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "tuireader", "list"], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert "đĩa đầy hoặc không có quyền ghi" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_no_home_to_write_in_and_the_screen_opens_all_the_same(program: Program) -> None:
    kept = {
        name: "/proc/nobody" for name in program.environment if name.startswith(("XDG_DATA", "XDG_CACHE", "XDG_STATE"))
    }
    with terminal([sys.executable, "-m", "tuireader"], program.environment | kept, (160, 40)) as screen:
        screen.wait_for("Không ghi được vào")
        screen.press("\x11")
        assert screen.end() == 0
        assert screen.is_restored


@pytest.mark.parametrize("place", FAULTS)
def test_a_fault_of_our_own_leaves_a_clean_terminal_and_a_log(program: Program, place: str) -> None:
    with terminal([sys.executable, "-c", FAULTY.format(fault=FAULTS[place])], program.environment) as screen:
        screen.wait_past(b"\x1b[?1000h")
        if place == "compose":
            screen.wait_for("Chọn báo…")
        screen.press({"worker": "\r", "compose": "?", "timer": "j"}[place])
        assert screen.end() == 1
        assert screen.is_restored
        assert b"Traceback" not in screen.sent
        assert str(program.paths.log).encode() in screen.sent.rpartition(b"\x1b[?1049l")[2]
    assert "a fault of our own" in program.paths.log.read_text("utf-8")


def test_keys_and_mice_in_floods(screen: Terminal) -> None:
    """A thousand keys at once, a thousand letters pasted, and a mouse that goes everywhere and clicks."""
    screen.press("jk" * 500)
    screen.press("\x1b[200~" + "qAxG\n" * 200 + "\x1b[201~")
    screen.press("".join(f"\x1b[<35;{n % 120 + 1};{n % 36 + 1}M" for n in range(1000)))
    screen.press("".join(f"\x1b[<{64 + n % 2};60;10M" for n in range(300)))
    screen.press("?")
    screen.wait_for("Phím của tuireader")
    screen.press("q\x11")
    assert screen.end() == 0
    assert screen.is_restored


async def test_a_night_in_which_the_machine_slept(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    await newsroom.deliver()
    async with newsroom.reading(config=QUIET) as reader:
        await reader.press("2", "enter", "escape")
        newsroom.now += timedelta(hours=8)
        newsroom.prints(MOUNTAIN, "the-gioi", stories(MOUNTAIN, ["Tin của buổi sáng", *TITLES["the-gioi"]], 7000, 480))
        await reader.press("R")
        assert "Tin của buổi sáng" in reader.titles()
        await reader.press("b")
        assert reader.row.bookmarked


def test_few_files_little_memory_and_two_hundred_feeds(program: Program) -> None:
    press = Press()
    sections = "".join(
        f'\n[[section]]\nid = "muc-{n}"\nname = "Mục {n}"\nfeed = "{{base}}/vtv/muc-{n}.rss"\n' for n in range(199)
    )
    for number in range(199):
        press.prints(f"/vtv/muc-{number}.rss", feed(Story(f"Tin {number}", f"http://127.0.0.1/bai-{number:018d}.htm")))
    with newsagent(press) as agent:
        template = (ROOT / "tests" / "program.py").read_text("utf-8").partition('PAPER = """')[2].partition('"""')[0]
        program.take_papers(agent.base, template + sections, ["vtv"])
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, "sync", "--feeds-only", "--json"],
            env=program.environment,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    report = json.loads(done.stdout)
    asked = [one for one in report["sections"] if one["source"] == "vtv"]
    assert len(asked) == 200
    assert [one for one in asked if one["error"]] == []
    assert report["new"] == 199


def test_lists_of_a_large_library_cost_what_they_show(tmp_path: Path) -> None:
    """The steps of SQLite's machine for a page of a list and for a row do not grow with the library."""
    costs = []
    for size in (500, 5_000):
        path = tmp_path / f"{size}.db"
        with closing(Store.open(path)) as store:
            store.add([_headline(number) for number in range(size)], NOW)
        with closing(Store.open(path)) as store:
            steps = 0

            def count() -> int:
                nonlocal steps
                steps += 1
                return 0

            store._connection.set_progress_handler(count, 100)
            store.rows(Shelf("latest"), limit=100)
            store.rows(Shelf("source", "bao"), limit=100)
            store.row("bao:500")
            store.place("bao:500")
            costs.append(steps)
    assert costs[1] < costs[0] * 1.5 + 10


def _headline(number: int) -> Headline:
    time = NOW - timedelta(minutes=number)
    return Headline(f"bao:{number}", "bao", "muc", f"Tin {number}", f"https://bao.example/{number}", time)
