"""Which program opens an address, which addresses may leave, and what is noticed when it fails."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.ui.launch import browser_argv, is_safe, open_in_browser, open_in_player

URL = "https://vidu.example/a"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, name: str, script: str = "") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("configured", "environment", "platform", "argv"),
    [
        (["firefox", "--new-tab"], {}, "linux", ["firefox", "--new-tab"]),
        (["firefox"], {"DISPLAY": ":0"}, "darwin", ["firefox"]),
        ([], {}, "darwin", ["open"]),
        ([], {"DISPLAY": ":0"}, "linux", ["xdg-open"]),
        ([], {"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["xdg-open"]),
        ([], {"WSL_DISTRO_NAME": "Debian"}, "linux", ["wslview"]),
        ([], {}, "linux", None),
        ([], {"DISPLAY": ""}, "linux", None),
        ([], {"BROWSER": "lynx %s"}, "linux", None),
    ],
)
def test_the_program_of_this_machine(
    programs: Path, configured: list[str], environment: Mapping[str, str], platform: str, argv: list[str] | None
) -> None:
    """A browser of the terminal is never started: it would draw over the newspaper."""
    program(programs, "xdg-open")
    program(programs, "wslview")
    assert browser_argv(configured, environment, platform) == argv


def test_a_desktop_without_an_opener_has_no_browser(programs: Path) -> None:
    assert browser_argv([], {"DISPLAY": ":0"}, "linux") is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "ssh://x", "magnet:?x", "--help",
        "-remote", " -x", "%action--incognito", "", "/a", "//vidu.example/a", "?q", "#f", "https://", "http:a",
        "https://vidu.example/a b", "https://vidu.example/a\nb", "https://vidu.example/\x1b[2J",
        "https://vidu.example/\u202e", "https://[vidu", "http://[::", "mailto:a@vidu.example",
    ],
)  # fmt: skip
async def test_other_addresses_stay_inside(url: str) -> None:
    assert not is_safe(url)
    assert not await open_in_browser(url, [sys.executable, "-c", "raise SystemExit(0)"])


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert is_safe(text) is False or text.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("rest", ["$(touch P)", "`touch P`", ";id", "'\"", "%s", "&", "|cat", "-x"])
async def test_an_address_is_one_argument_and_no_shell_reads_it(programs: Path, rest: str) -> None:
    url = "https://vidu.example/" + rest.replace(" ", "%20")
    browser = program(programs, "browser", f'for word; do echo "<$word>"; done > {programs}/argv')
    assert await open_in_browser(url, [browser, "-a b"])
    assert (programs / "argv").read_text() == f"<-a b>\n<{url}>\n"
    assert not (programs / "P").exists()


@pytest.mark.parametrize(
    "address", ["rtsp://vidu.example/$(id);`id`", "udp://@239.0.0.1:1234", "https://vidu.example/a.m3u8"]
)
async def test_a_player_takes_other_addresses_as_one_argument(programs: Path, address: str) -> None:
    player = program(programs, "player", f'for word; do echo "<$word>"; done > {programs}/argv')
    assert await open_in_player(address, [player, "--no-video"])
    assert (programs / "argv").read_text() == f"<--no-video>\n<{address}>\n"


@pytest.mark.parametrize("address", ["", "--script=a://b", "kênh 1", "vtv1", "rtsp://a b", "rtsp://a\x1b[2J", "/a://b"])
async def test_what_is_no_address_is_not_played(address: str) -> None:
    assert not await open_in_player(address, [sys.executable, "-c", "raise SystemExit(0)"])
    assert not await open_in_player("rtsp://a", [])


async def test_an_address_with_a_name_of_its_own_letters_opens(programs: Path) -> None:
    browser = program(programs, "browser", f'echo "$1" > {programs}/argv')
    assert await open_in_browser("https://báo.example/bài?q=1#f", [browser])
    assert (programs / "argv").read_text() == "https://báo.example/bài?q=1#f\n"


@pytest.mark.parametrize("argv", [["no-such-program"], ["."], ["nul\0byte"], ["/"]])
async def test_a_program_that_cannot_be_started_is_noticed(argv: list[str]) -> None:
    assert not await open_in_browser(URL, argv)


@pytest.mark.parametrize("script", ["exit 1", "exit 4", "kill -9 $$"])
async def test_a_program_that_gives_up_is_noticed(programs: Path, script: str) -> None:
    assert not await open_in_browser(URL, [program(programs, "browser", script)])


async def test_a_browser_that_runs_on_has_opened_and_stays_apart(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuireader.ui.launch.PATIENCE", 0.2)
    pid_file = programs / "pid"
    browser = program(
        programs, "browser", f"echo $$ > {pid_file}.new; /bin/mv {pid_file}.new {pid_file}; read x < {programs}/pipe"
    )
    os.mkfifo(programs / "pipe")
    opening = asyncio.create_task(open_in_browser(URL, [browser]))
    try:
        assert await opening
        pid = int(pid_file.read_text())
        assert os.getsid(pid) == pid, "it has a session of its own, which outlives the terminal"
    finally:
        os.kill(int(pid_file.read_text()), signal.SIGKILL)
        for thread in threading.enumerate():
            if thread.name == "browser":
                thread.join()
