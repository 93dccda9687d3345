"""The last screen at the next start: what is kept, what is refused, and that it is the screen of the real program."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from program import COMMAND, Program

from tuireader import still
from tuireader.config import paths

if os.name == "posix":
    from terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")

HANDBOOK = "Cẩm nang tuireader"
READING = re.compile(r"đọc\s+\d+ phút.*TIN MỚI", re.DOTALL)
"""An article that is open, and the strip of news."""
NEXT = re.compile(r"\d\d:\d\d Đánh dấu")
"""The strip of news once the first article has left it; before that it may be drawn with the article."""
QUIET = "motion = false\nrefresh_on_start = false\nrefresh_minutes = 0\n[guide]\nchannels = []\n"
NOWHERE = "http://127.0.0.1:9"
"""Where the papers are printed, which nobody asks for."""
SIZE = (20, 2)
SCREEN = [[("1;31", "Tin "), ("", "mới ●")], [("48;2;1;2;3", "Đà Nẵng"), ("", "👩‍🌾")]]
ENTER, TEXTUAL, LEAVE = b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?2004l"
"""Of what is sent: the other screen, Textual's beginning, and the end."""
KEYS = "↵ Đọc"
"""What stands in the last line of the screen."""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "still"


def keep(path: Path, screen: list[list[still.Run]] | None = None, files: list[str] | None = None) -> bool:
    return still.keep(str(path), SIZE, SCREEN if screen is None else screen, files or [])


def read(path: Path, size: tuple[int, int] = SIZE) -> bytes | None:
    return still._read(str(path), *size)


def test_a_screen_comes_back_as_it_was(kept: Path) -> None:
    assert keep(kept)
    expected = "\x1b[1;1H\x1b[0;1;31mTin \x1b[mmới ●\x1b[m\x1b[2;1H\x1b[0;48;2;1;2;3mĐà Nẵng\x1b[m👩‍🌾\x1b[m"
    assert read(kept) == expected.encode()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["still"]


@pytest.mark.parametrize("size", [(21, 2), (20, 3), (2, 20), (0, 0)])
def test_a_terminal_of_another_size_shows_nothing(kept: Path, size: tuple[int, int]) -> None:
    keep(kept)
    assert read(kept, size) is None


@pytest.mark.parametrize("name", ["TERM", "COLORTERM", "NO_COLOR", "LANG", "COLUMNS"])
def test_other_settings_show_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    keep(kept)
    monkeypatch.setenv(name, "other")
    assert read(kept) is None


def test_a_file_that_changed_since_shows_nothing(kept: Path) -> None:
    watched, absent = kept.with_name("config.toml"), kept.with_name("state.json")
    watched.write_text("motion = true")
    assert keep(kept, files=[str(watched), str(absent)])
    assert read(kept)
    watched.write_text("motion = false")
    assert read(kept) is None
    assert keep(kept, files=[str(watched), str(absent)])
    absent.touch()
    assert read(kept) is None


@pytest.mark.parametrize(
    "run",
    [
        ("", "\x1b]2;title\x07"),
        ("", "a\x9b2J"),
        ("", "over\rwritten"),
        ("", "two\nlines"),
        ("", "\u202eturned"),
        ("", "a\tb"),
        ("0m\x1b[2J\x1b[", "x"),
        ("1;31H", "x"),
        ("?25", "x"),
        (" ", "x"),
    ],
)
def test_what_is_more_than_text_is_not_kept(kept: Path, run: still.Run) -> None:
    assert not keep(kept, [[run], []])
    assert not kept.exists()


def test_a_file_that_was_tampered_with_shows_nothing_but_text(kept: Path) -> None:
    """Each byte in turn becomes one with which a control sequence may begin."""
    keep(kept)
    sound = kept.read_bytes()
    for place in range(len(sound)):
        for byte in (0x1B, 0x9B, 0x07, 0x0D, 0x00, 0x0A, 0x09, 0x6D):
            kept.write_bytes(sound[:place] + bytes([byte]) + sound[place + 1 :])
            shown = (read(kept) or b"").decode()
            for part in shown.split("\x1b[")[1:]:
                sequence, text = part[: (end := part.replace("H", "m").index("m")) + 1], part[end + 1 :]
                assert sequence.strip("0123456789;") in ("m", "H")
                assert text.replace("\u200d", "").isprintable()


@pytest.mark.parametrize(
    "content", [b"", b"\n" * 9, b"\xff\xfe", b"tuireader still 1 x", b"x" * (still.MOST_BYTES + 9)]
)
def test_a_file_that_is_none_of_ours_shows_nothing(kept: Path, content: bytes) -> None:
    kept.write_bytes(content)
    assert read(kept) is None


def test_half_a_file_shows_nothing(kept: Path) -> None:
    keep(kept)
    whole = kept.read_bytes()
    for length in range(len(whole)):
        kept.write_bytes(whole[:length])
        assert read(kept) is None


def test_a_folder_that_cannot_be_written_costs_only_the_picture(tmp_path: Path) -> None:
    assert not keep(tmp_path / "absent" / "still")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the state has other places")
@pytest.mark.parametrize("folder", ["/somewhere/state", "", None])
def test_it_lies_beside_the_state(monkeypatch: pytest.MonkeyPatch, folder: str | None) -> None:
    if folder is None:
        monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_STATE_HOME", folder)
    assert Path(still.place()) == paths().state.with_name(still.NAME)


# The real program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    program.write_config(QUIET)
    program.take_papers(NOWHERE)
    return program


@contextmanager
def launched(program: Program, size: tuple[int, int] = (120, 36)) -> Iterator[Terminal]:
    with terminal(COMMAND, program.environment, size) as screen:
        yield screen


def leave(screen: Terminal, key: str = "q") -> None:
    screen.press(key)
    assert screen.end() == 0
    assert screen.is_restored


def first_run(program: Program) -> None:
    with launched(program) as screen:
        screen.wait_for(HANDBOOK, "chưa đọc")
        leave(screen)


def painted(screen: Terminal) -> bytes:
    """What was on the screen before Textual drew on it, once it has."""
    screen.wait_past(TEXTUAL)
    screen.wait_for(KEYS)
    return screen.sent.partition(TEXTUAL)[0]


def test_the_first_start_paints_nothing(program: Program) -> None:
    with launched(program) as screen:
        screen.wait_for(HANDBOOK)
        assert HANDBOOK.encode() not in painted(screen)
        leave(screen)


ACTS = {
    "left at once": (),
    "moved": ("j", "j"),
    "read": ("j", "enter", "q"),
    "marked": ("j", "b"),
    "reading": ("enter",),
}
TOLD: dict[str, str | re.Pattern[str]] = {"enter": READING, "b": "Đã đánh dấu", "q": "Đánh dấu và đọc"}


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 15)])
@pytest.mark.parametrize("act", ACTS)
def test_what_is_painted_is_what_textual_draws(program: Program, size: tuple[int, int], act: str) -> None:
    pyte = pytest.importorskip("pyte")
    with launched(program, size) as screen:
        screen.wait_for(HANDBOOK, KEYS)
        for key in ACTS[act]:
            screen.press(key)
            screen.wait_for(TOLD.get(key, ""))
        screen.wait_for(NEXT if act == "reading" else "")
        leave(screen, "\x11")
    with launched(program, size) as screen:
        before = painted(screen)
        assert HANDBOOK.encode() in before
        leave(screen, "\x11")
        assert screen.sent.count(ENTER) == 1
        drawn = screen.sent[len(before) : screen.sent.index(LEAVE)]
    cells = pyte.Screen(*size)
    stream = pyte.ByteStream(cells)
    stream.feed(before)
    first = [[cells.buffer[y][x] for x in range(size[0])] for y in range(size[1])]
    stream.feed(drawn)
    then = [[cells.buffer[y][x] for x in range(size[0])] for y in range(size[1])]
    assert [y for y in range(size[1]) if first[y] != then[y] and not _tells_time(then[y])] == []


def _tells_time(row: list[tuple[str, ...]]) -> bool:
    """Whether a row says how long ago something was, which another start may tell otherwise."""
    text = "".join(cell[0] for cell in row)
    return any(word in text for word in ("phút", "vừa xong", "giờ trước", " ph "))


def test_keys_struck_before_textual_is_there(program: Program) -> None:
    first_run(program)
    with launched(program) as screen:
        screen.wait_for(HANDBOOK)
        assert TEXTUAL not in screen.sent
        screen.press("jj", "enter")
        screen.wait_for(READING)
        assert b"jj" not in screen.sent
        leave(screen, "\x11")
    state = json.loads(program.paths.state.read_text("utf-8"))
    with launched(program) as screen:
        screen.wait_for(HANDBOOK)
        screen.press("q")
        assert screen.end() == 0
        assert screen.is_restored
    assert json.loads(program.paths.state.read_text("utf-8")) == state


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_before_textual_is_there(program: Program, number: signal.Signals, code: int) -> None:
    first_run(program)
    with launched(program) as screen:
        screen.wait_for(HANDBOOK)
        assert TEXTUAL not in screen.sent
        screen.process.send_signal(number)
        assert screen.end() == code
        assert screen.is_restored
        assert b"Traceback" not in screen.sent


@pytest.mark.parametrize("is_painted", [True, False])
def test_a_signal_while_the_screen_is_being_made_keeps_the_place(program: Program, *, is_painted: bool) -> None:
    first_run(program)
    with launched(program) as screen:
        screen.wait_for(HANDBOOK)
        screen.press("j")
        leave(screen)
    state = json.loads(program.paths.state.read_text("utf-8"))
    assert state["article"]
    last = program.paths.state.with_name(still.NAME)
    if not is_painted:
        last.unlink()
    with launched(program) as screen:
        screen.wait_past(TEXTUAL)
        screen.process.send_signal(signal.SIGTERM)
        assert screen.end() == 143
        assert screen.is_restored
    assert json.loads(program.paths.state.read_text("utf-8")) == state
    assert last.exists() == is_painted


def test_a_signal_ends_it_even_where_exceptions_are_lost() -> None:
    """As in a thread that is being started, or in a finalizer."""
    lost = "try:\n    signal.pause()\nexcept BaseException:\n    signal.pause()"
    begin = "import signal\nfrom tuireader import terminal\nplace = terminal.find()\nplace.end_by_signals()"
    with terminal([sys.executable, "-c", f"{begin}\nplace.take(b'shown')\n{lost}"], os.environ) as screen:
        screen.wait_for("shown")
        screen.process.send_signal(signal.SIGHUP)
        assert screen.end() == 129
        assert screen.is_restored


def test_an_error_is_told_on_a_clean_terminal(program: Program) -> None:
    first_run(program)
    program.paths.library.write_bytes(b"not a database" * 100)
    with launched(program) as screen:
        screen.wait_for("bị hỏng")
        assert screen.end() == 1
        assert screen.is_restored
        assert screen.sent.rfind("bị hỏng".encode()) > screen.sent.rfind(b"\x1b[?1049l")


def test_another_size_paints_nothing(program: Program) -> None:
    first_run(program)
    with launched(program, (100, 30)) as screen:
        assert HANDBOOK.encode() not in painted(screen)
        leave(screen)


def test_the_demo_and_commands_paint_nothing(program: Program) -> None:
    first_run(program)
    with terminal([*COMMAND, "--demo"], program.environment) as screen:
        assert HANDBOOK.encode() not in painted(screen)
        leave(screen)
    with terminal([*COMMAND, "list"], program.environment) as screen:
        assert screen.end() == 0
        assert ENTER not in screen.sent


def test_nothing_that_the_first_frame_can_do_without_is_loaded_before_it(program: Program) -> None:
    first_run(program)
    program.write_config("motion = false\n")
    with launched(program) as screen:  # which reads the changed file
        painted(screen)
        leave(screen)
    told = [sys.executable, "-X", "importtime", "-m", "tuireader"]
    with terminal(told, program.environment) as screen:
        painted(screen)
        before = screen.sent[: screen.sent.index(b"\x1b[1;1H", screen.sent.index(TEXTUAL))]
        loaded = {line.rpartition(b"|")[2].strip().decode() for line in before.splitlines() if b"import time:" in line}
        assert "textual.app" in loaded
        assert loaded & {"httpx", "selectolax", "feedparser", "diskcache", "PIL", "tomllib", "pygments"} == set()
        leave(screen)
