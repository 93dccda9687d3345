"""English from end to end: what the program says holds no Vietnamese letter but what papers print, and it fits."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT, Newsagent, Program, newsagent

if os.name == "posix":
    from terminal import terminal

from tuireader import still
from tuireader.language import VARIABLES

VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
PAPER = """
id = "{id}"
name = "The {id} paper"
home = "{base}/{id}/"
family = "vccorp"

[[section]]
id = "tin-moi"
name = "Front page"
feed = "{base}/{id}/tin-moi.rss"
"""
SIZES = {"80x24": (80, 24), "120x36": (120, 36)}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    program.environment["LANG"] = "en_GB.UTF-8"
    return program


def printing(program: Program, agent: Newsagent) -> None:
    program.take_papers(agent.base, PAPER)
    agent.prints("vtv", "A bridge opens", "The harvest is late", text="All of it.")


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What stands on the screen at each step of the walk, by size."""
    seen: dict[str, dict[str, str]] = {}
    for name, (columns, lines) in SIZES.items():
        command = [sys.executable, "abroad.py", str(tmp_path_factory.mktemp(name)), str(columns), str(lines)]
        place, environment = ROOT / "tests", os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr.decode()
        seen[name] = json.loads(done.stdout)
    return seen


@pytest.mark.parametrize("size", SIZES)
class TestTheScreen:
    def test_no_vietnamese_is_left(self, screens: dict[str, dict[str, str]], size: str) -> None:
        left = {step: VIETNAMESE.findall(seen) for step, seen in screens[size].items()}
        assert {step: letters for step, letters in left.items() if letters} == {}

    @pytest.mark.parametrize(
        ("step", "words"),
        [
            ("front", ("Latest", "unread", "Today", "LATEST", "Read", "Monday 23/11")),
            ("article", ("Monday 23/11/2026, 07:59", "6 hours ago", "min\u00a0read")),
            ("end of the article", ("the end",)),
            ("help in the article", ("The keys of tuireader", "In an article", "Put letters on links")),
            ("find", ("not found",)),
            ("links", ("No links on this screen.",)),
            ("bookmarked", ("Bookmarked, and kept for good",)),
            ("undone", ("Nothing left to undo.",)),
            ("search", ("Search “qzx”", "No article has these words.")),
            ("narrow", ("Latest · with “qzx”",)),
            ("papers", ("Choose papers", "2/2 papers", "3/3 on", "new 6 hours ago", "Space On/off")),
            ("add", ("Add a paper by its address",)),
            ("papers chosen", ("On your newsstand: 2 papers, 4 sections. Press U to undo.",)),
            ("guide", ("TV guide", "Today, Monday 23/11", "No channels chosen")),
            ("palette", ("Type a command",)),
            ("no command", ("No such command.",)),
            ("no network", ("No network. All that has been fetched can still be read.", "Offline")),
        ],
    )
    def test_what_it_says(
        self, screens: dict[str, dict[str, str]], size: str, step: str, words: tuple[str, ...]
    ) -> None:
        assert [word for word in words if word not in screens[size][step]] == []

    def test_the_keys_that_matter_most_are_in_the_footer(self, screens: dict[str, dict[str, str]], size: str) -> None:
        columns, lines = SIZES[size]
        footer = screens[size]["front"].split("\n")[lines - 1]
        assert len(footer) <= columns
        for key in ("↵ Read", "b Bookmark", "/ Search", "? Help", "n Next unread", "Updated just now"):
            assert key in footer


@pytest.mark.parametrize(
    "command",
    ["", "sync", "read", "list", "search", "sources", "add", "rm", "import", "export", "doctor", "inspect", "check"],
)
def test_help_of_the_command_line(program: Program, command: str) -> None:
    done = program.run(*command.split(), "--help")
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert told.startswith("Usage: ")
    assert VIETNAMESE.findall(told) == []
    assert "print this help" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lisst",), "there is no command “lisst”. Commands: sync, read"),
        (("list", "--limit", "x"), "--limit: “x” is not a whole number"),
        (("list", "--unread", "--bookmarks"), "--bookmarks does not go with --unread"),
        (("inspect", "guide", "x", "--day", "y"), "“y” is not a day such as 2026-11-23"),
        (("read",), "ADDRESS|FILE is missing"),
        ((), "tuireader needs a terminal for its screen."),
    ],
)
def test_mistakes(program: Program, arguments: tuple[str, ...], told: str) -> None:
    done = program.run(*arguments)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert VIETNAMESE.findall(done.stderr.decode()) == []


def test_fetching_and_reading(program: Program) -> None:
    with newsagent() as agent:
        printing(program, agent)
        sync = program.run("sync")
        assert sync.stdout.decode().startswith("2 new articles. 2 articles brought home. ")
        agent.press.down()
        assert VIETNAMESE.findall((sync.stdout + sync.stderr).decode()) == []
    assert "● ✓ " in (told := program.run("list").stdout.decode())
    assert "day " in told
    offline = program.run("sync")
    assert offline.returncode == 4
    assert "vtv/tin-moi: No network, or the paper does not answer." in offline.stderr.decode()
    assert VIETNAMESE.findall((offline.stdout + offline.stderr).decode()) == []


def test_the_configuration_decides_before_the_environment(program: Program) -> None:
    program.write_config('language = "vi"\n')
    assert program.run("--help").stdout.decode().startswith("Cách dùng: ")
    program.environment["LANG"] = "vi_VN.UTF-8"
    program.write_config('language = "en"\n')
    assert program.run("--help").stdout.decode().startswith("Usage: ")


def test_a_mistake_in_the_configuration_is_told_in_the_language_that_it_names(program: Program) -> None:
    program.environment["LANG"] = "vi_VN.UTF-8"
    program.write_config('language = "en"\ncarry = "ten"\n')
    told = program.run("list").stderr.decode()
    assert "There is a mistake in" in told
    assert "line 2: “carry” must be a whole number" in told


@pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")
def test_the_real_program_with_a_plain_font(program: Program) -> None:
    program.environment["TERM"] = "linux"
    program.write_config("motion = false\nrefresh_on_start = false\n")
    with newsagent() as agent:
        printing(program, agent)
        assert program.run("sync", "--quiet").returncode == 0
    with terminal((sys.executable, "-m", "tuireader"), program.environment, (80, 24)) as screen:
        screen.wait_for("A bridge opens", "Enter", " Read ", " Bookmark ")
        screen.press("c")
        screen.wait_for("Choose papers", "Right", " Sections ")
        screen.press("q")
        screen.wait_for("A bridge opens")
        screen.press("q")
        assert screen.end() == 0


def test_a_screen_that_was_kept_in_one_language_is_not_shown_in_the_other() -> None:
    assert set(VARIABLES) <= set(still.SETTINGS)
