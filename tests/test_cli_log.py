"""The log: it tells what went wrong and where, begins anew when it is long, and gives nobody's secrets away."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from program import Program, newsagent

from tuireader.cli import log
from tuireader.cli.log import LOG_MAX, RECORD_MAX, LogFile, append, tamed

SECRET = "bi-mat-7"


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://bao.example/{SECRET}/feed.xml?x=1 failed",
        f"httpx.URL('https://nguoi:{SECRET}@bao.example/')",
        f"b'http://{SECRET}.example/'",
        f"feed://bao.example/{SECRET}",
        rf"https:\/\/bao.example\/{SECRET}",
        f"https%3A%2F%2Fbao.example%2F{SECRET}",
        f"nguoi:{SECRET}@bao.example",
        f"Authorization: Basic {SECRET}",
        f"{{'authorization': 'Bearer {SECRET}'}}",
        f"(b'Cookie', b'{SECRET}')",
        f'{{"password": "{SECRET}", "a": 1}}',
        f"/feed.xml?token={SECRET}&a=1",
        f"auth_token={SECRET}",
        f"HTTPS://bao.example/{'x' * 2 * RECORD_MAX}{SECRET}",
        f"x{' ' * RECORD_MAX}\nhttps://bao.example/{'x' * RECORD_MAX}/{SECRET}",
    ],
)
def test_no_secret_and_no_address_is_kept(text: str) -> None:
    assert SECRET not in tamed(text)
    assert "bao.example/" not in tamed(text)


def test_what_went_wrong_is_kept() -> None:
    text = '  File "fetch/wire.py", line 3, in get\n    key = value\nKeyError: 12:30 tại «Hà Nội»'
    assert tamed(text) == text


@given(st.text())
def test_nothing_in_it_moves_a_terminal(text: str) -> None:
    assert not any(ord(char) < 32 and char not in "\n\t" for char in tamed(text))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "log" / "tuireader.log"


def test_it_begins_anew_and_keeps_the_one_before(path: Path) -> None:
    for number in range(3 * LOG_MAX // 20_000):
        assert append(path, f"số {number} " + "x" * 20_000)
    assert sorted(file.name for file in path.parent.iterdir()) == ["tuireader.1", "tuireader.log"]
    assert all(file.stat().st_size <= LOG_MAX for file in path.parent.iterdir())
    assert f"số {number} " in path.read_text("utf-8")


def test_it_is_its_owners_alone(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch(mode=0o644)
    append(path, "x")
    append(path, "y" * RECORD_MAX)
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_it_cannot_be_written_nothing_else_fails(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not append(tmp_path / "file" / "tuireader.log", "x")


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log of a program that has begun one; what Python does without it comes back afterwards."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    root = logging.getLogger()
    before, hooks = root.handlers[:], (threading.excepthook, sys.unraisablehook)
    log.begin()
    (handler,) = (one for one in root.handlers if isinstance(one, LogFile))
    yield handler.path
    logging.captureWarnings(capture=False)
    root.handlers[:] = before
    threading.excepthook, sys.unraisablehook = hooks


def test_what_breaks_aside_is_told_there_and_not_on_the_screen(begun: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def break_down() -> None:
        raise ValueError("gãy ở https://bao.example/rieng")

    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()
    logging.getLogger("asyncio").error("Task exception was never retrieved")
    written = begun.read_text("utf-8")
    assert "ValueError: gãy ở https://…" in written
    assert "in break_down" in written
    assert "Task exception" in written
    assert capfd.readouterr() == ("", "")


def test_a_failed_visit_to_a_private_feed_leaves_nothing_behind(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with newsagent() as agent:
        program.take_papers(agent.base.replace("//", "//nguoi:matkhau@"))
        agent.press.prints("/vtv/tin-moi.rss", status=401)
        done = program.run("sync")
    assert done.returncode == 3
    assert "từ chối" in done.stderr.decode()
    logs = [file.read_bytes() for file in program.paths.log.parent.glob("*")]
    assert not any(b"matkhau" in content for content in [done.stdout, done.stderr, *logs])
