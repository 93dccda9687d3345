"""Where the program is started: locales, terminals, folders, masks and Pythons that are not as one would wish."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys

import pytest
from program import COMMAND, PATIENCE, ROOT, Program, newsagent

if os.name == "posix":
    from terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")

TITLE = "Cầu mới nối đôi bờ"
HANDBOOK = "Cẩm nang tuireader"


def quiet(program: Program) -> None:
    program.write_config("motion = false\nrefresh_minutes = 0\nrefresh_on_start = false\n")


def left(screen: Terminal) -> None:
    """The reader leaves, and the terminal is as it was."""
    screen.press("\x11")
    assert screen.end() == 0
    assert screen.is_restored
    assert b"Traceback" not in screen.sent


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C"},
        {"LANG": ""},
        {"LC_ALL": "en_US.ISO-8859-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
    ],
)
def test_vietnamese_whatever_the_locale(program: Program, locale: dict[str, str]) -> None:
    program.write_config('language = "vi"\n')
    done = program.run("--help", environment=locale)
    assert done.returncode == 0
    assert "Tờ báo trong terminal" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("locale", [{"LANG": "C"}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}])
def test_the_screen_whatever_the_locale(program: Program, locale: dict[str, str]) -> None:
    program.write_config('language = "vi"\nmotion = false\nrefresh_on_start = false\n')
    with terminal(COMMAND, program.environment | locale) as screen:
        screen.wait_for("Chào bạn. Đây là sạp báo của bạn")
        left(screen)


@pytest.mark.parametrize("term", [None, "dumb"])
def test_a_terminal_that_can_do_nothing_gets_a_sentence(program: Program, term: str | None) -> None:
    environment = {name: value for name, value in program.environment.items() if name != "TERM"}
    with terminal(COMMAND, environment | ({"TERM": term} if term else {})) as screen:
        assert screen.end() == 2
        assert b"\x1b" not in screen.sent
        assert "terminal" in screen.words


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "linux"},
        {"TERM": "screen", "NO_COLOR": "1", "TEXTUAL_ANIMATIONS": "none"},
    ],
)
def test_every_other_terminal_shows_the_front_page(program: Program, environment: dict[str, str]) -> None:
    quiet(program)
    with terminal(COMMAND, program.environment | environment) as screen:
        screen.wait_for("tuireader")
        left(screen)
        if "NO_COLOR" in environment:
            assert b"\x1b[38;" not in screen.sent


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_no_stream_may_be_something_else(program: Program, stream: str) -> None:
    """What is sent to a file or a pipe is no screen, and nothing is drawn on the other two."""
    import pty

    master, slave = pty.openpty()
    streams = {"stdin": slave, "stdout": slave, "stderr": slave} | {stream: subprocess.PIPE}
    with subprocess.Popen(COMMAND, env=program.environment, **streams) as process:  # type: ignore[call-overload]
        piped, complaint = process.communicate(b"" if stream == "stdin" else None, timeout=PATIENCE)
    os.close(slave)
    said = (piped or b"") + (complaint or b"") + (os.read(master, 65536) if stream != "stderr" else b"")
    os.close(master)
    assert process.returncode == 2
    assert b"terminal" in said
    assert b"\x1b" not in said


@pytest.mark.parametrize("size", [(1, 1), (20, 6), (500, 200)])
def test_every_size_is_a_screen(program: Program, size: tuple[int, int]) -> None:
    quiet(program)
    with terminal(COMMAND, program.environment, size) as screen:
        screen.wait_past(b"\x1b[?2004h")
        screen.press("j")
        left(screen)


@pytest.mark.parametrize(
    "folders",
    [
        {"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "", "XDG_CACHE_HOME": "./cache"},
        {"XDG_DATA_HOME": "{home}/có dấu cách/dữ liệu"},
        {"XDG_STATE_HOME": "{home}/\udcff\udcfe", "XDG_DATA_HOME": "{home}/\udcff"},
    ],
)
def test_folders_with_odd_names(program: Program, folders: dict[str, str]) -> None:
    """Relative ones are no folders by the rules of freedesktop.org, and leave the defaults."""
    named = {name: folder.format(home=program.folder) for name, folder in folders.items()}
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", TITLE)
        # The choice of papers lies in the folder of the state, which this test moves.
        for name in [name for name in named if name == "XDG_STATE_HOME"]:
            moved = named[name] if named[name].startswith("/") else str(program.folder / ".local" / "state")
            shutil.copytree(program.folder / "state", moved)
        done = subprocess.run(
            [*COMMAND, "sync"],
            env=program.environment | named,
            cwd=program.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    libraries = list(program.folder.rglob("library.db"))
    assert len(libraries) == 1
    if named["XDG_DATA_HOME"] == "data":
        assert libraries[0].is_relative_to(program.folder / ".local")


@pytest.mark.parametrize("mask", [0o000, 0o777])
def test_folders_and_files_are_their_owners_whatever_the_mask(program: Program, mask: int) -> None:
    with newsagent() as agent:
        program.take_papers(agent.base)
        made_before = set(program.folder.rglob("*"))
        agent.prints("vtv", TITLE)
        done = subprocess.run(
            [*COMMAND, "sync"],
            env=program.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            umask=mask,
        )
    assert done.returncode == 0, done.stderr
    made = set(program.folder.rglob("*")) - made_before
    assert program.paths.library in made
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in made}
    assert all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in modes.items()), modes


def test_a_program_that_is_started_gets_the_mask_back(program: Program) -> None:
    record = program.folder / "mask"
    browser = program.folder / "trinh-duyet"
    browser.write_text(f"#!/bin/sh\numask > '{record}.new'; mv '{record}.new' '{record}'\n")
    browser.chmod(0o755)
    program.take_papers("http://127.0.0.1:9")
    program.write_config(f'motion = false\nrefresh_on_start = false\nbrowser = ["{browser}"]\n')
    command = ["sh", "-c", 'umask 027; exec "$@"', "sh", *COMMAND]
    with terminal(["/bin/sh", *command[1:]], program.environment) as screen:
        screen.wait_for(HANDBOOK)
        screen.press("o")
        screen.wait_for("Đã mở")
        left(screen)
    assert record.read_text().strip() == "0027"


def test_out_of_a_folder_that_cannot_be_written(program: Program) -> None:
    """With Python's warnings as errors and its development mode; nothing is written beside the code."""
    package = program.folder / "package"
    shutil.copytree(ROOT / "tuireader", package / "tuireader", ignore=shutil.ignore_patterns("__pycache__"))
    for path in package.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    command = [sys.executable, "-W", "error", "-X", "dev", "-m", "tuireader", "list", "--json"]
    environment = program.environment | {"PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    before = sorted(package.rglob("*"))
    done = subprocess.run(
        command, env=environment, cwd=program.folder, capture_output=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) is not None or done.stdout == b""
    assert sorted(package.rglob("*")) == before


def test_without_a_terminal_or_a_zone(program: Program) -> None:
    """As a timer of the system starts it: a session of its own, no terminal, hardly an environment."""
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", TITLE)
        kept = {name: value for name, value in program.environment.items() if name not in ("TERM", "LANG")}
        done = subprocess.run(
            [*COMMAND, "sync", "--quiet"],
            env=kept | {"TZ": ":bogus"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        told = {program.run("list", environment={"TZ": zone}).stdout for zone in ("America/New_York", ":bogus")}
    assert len(told) == 1, "times are those of Vietnam, wherever the clock stands"
