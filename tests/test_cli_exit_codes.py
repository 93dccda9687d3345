"""The exit codes of every subcommand: 0 done, 1 error, 2 usage, 3 some, 4 nobody, 75 locked, 130 and 143 ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from program import COMMAND, PATIENCE, Program, newsagent

from tuireader.cli import dispatch
from tuireader.cli.arguments import parser
from tuireader.cli.faults import report
from tuireader.errors import NewsError
from tuireader.store import Store, lock

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

IGNORING = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")
"""As a shell starts what runs in its background."""
CASES: list[tuple[str, Sequence[str], int]] = [
    ("fresh", ["paths"], 0),
    ("fresh", ["list"], 0),
    ("fresh", ["search", "chữ"], 0),
    ("fresh", ["sources"], 0),
    ("fresh", ["export"], 0),
    ("fresh", ["install-timer", "--dry-run"], 0),
    ("fresh", ["check", "none.toml"], 1),
    ("fresh", ["inspect", "feed", "none.rss"], 1),
    ("fresh", ["rm", "khong"], 1),
    ("fresh", ["import", "none.opml"], 1),
    ("new", ["backup", "copy.db"], 1),
    ("fresh", ["restore", "none.db"], 1),
    ("fresh", ["read", "none.html"], 1),
    ("fresh", ["add", "file:///x"], 2),
    ("fresh", ["docbao"], 2),
    ("fresh", ["install-timer"], 2),
    ("fresh", ["install-timer", "--every", "1m"], 2),
    ("fresh", ["sync"], 4),
    ("fresh", ["doctor"], 4),
    ("fresh", ["read", "http://127.0.0.1:9/x"], 4),
    ("broken", ["sync", "--quiet"], 1),
    ("broken", ["list"], 1),
    ("broken", ["search", "chữ"], 1),
    ("broken", ["backup", "copy.db"], 1),
    ("locked", ["list"], 0),
    ("locked", ["backup", "copy.db"], 0),
    ("locked", ["sync", "--quiet"], 75),
    ("locked", ["restore", "copy.db"], 75),
]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Program]]:
    """Readers whom no paper answers: two without a library, one with a damaged one, one whose another program holds."""
    programs = {name: Program(tmp_path_factory.mktemp(name)) for name in ("new", "fresh", "broken", "locked")}
    for program in programs.values():
        program.take_papers("http://127.0.0.1:9", papers=["vtv"])
    broken, locked = programs["broken"].paths.library, programs["locked"].paths.library
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"rubbish" * 1000)
    Store.open(locked).close()
    held = lock.take(locked)
    assert held is not None
    yield programs
    os.close(held)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_a_shell_is_told(
    programs: dict[str, Program],
    case: tuple[str, Sequence[str], int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    state, arguments, code = case
    settle_in(programs[state], monkeypatch)
    assert ended(arguments) == code
    if code in (1, 2, 75):
        assert capsys.readouterr().err.count("\n") == 1, "one sentence"


def test_some_papers_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program(tmp_path)
    settle_in(program, monkeypatch)
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.press.prints("/vtv/tin-moi.rss", status=500)
        assert ended(["sync", "--quiet"]) == 3
        assert ended(["doctor", "vtv", "vnexpress"]) == 3


def settle_in(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this process be that reader's."""
    for name, value in program.environment.items():
        if name.startswith("XDG"):
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(program.folder)


def ended(arguments: Sequence[str]) -> int:
    """What the program does with arguments, but for the last net under it."""
    try:
        return dispatch.run(parser().parse_args(arguments))
    except SystemExit as said:
        return int(said.code or 0)
    except NewsError as error:
        return report(error)


def test_no_subcommand_is_left_out() -> None:
    (choices,) = (action.choices for action in parser()._actions if action.dest == "command")
    assert {"pack", "prune", "usage", *(arguments[0] for _, arguments, _ in CASES)} >= set(choices or ())


@contextmanager
def waiting(tmp_path: Path, before: Sequence[str] = (), *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that waits for a paper which never answers."""
    program = Program(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        program.take_papers(f"http://127.0.0.1:{mute.getsockname()[1]}")
        mute.settimeout(PATIENCE)
        with subprocess.Popen(
            [*before, *COMMAND, *arguments], env=program.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            connection, _ = mute.accept()
            with connection:
                yield process


@pytest.mark.parametrize("before", [(), IGNORING], ids=["foreground", "background"])
def test_a_signal_ends_it_in_order(tmp_path: Path, before: Sequence[str]) -> None:
    with waiting(tmp_path, before, "sync", "--quiet") as process:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (143, b"", b"")
    library = Program(tmp_path).paths.library
    assert not library.with_name("library.db-wal").exists(), "the library was closed"
