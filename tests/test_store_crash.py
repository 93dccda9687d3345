"""The library and processes that end without a word, or that are two."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuireader.model import Headline, Shelf
from tuireader.store import Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[1]
PROLOGUE = """
import sqlite3, sys
from datetime import UTC, datetime
from pathlib import Path
from tuireader.model import Headline, Shelf
from tuireader.store import Store, schema
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
def headlines(first, last):
    return [Headline(f"bao:{n}", "bao", "muc", f"Tin {n}", f"https://bao.example/{n}", NOW, "tóm tắt " * 20)
            for n in range(first, last)]
def say(word):
    print(word, flush=True)
path = Path(sys.argv[1])
"""


def headline(number: int) -> Headline:
    return Headline(f"bao:{number}", "bao", "muc", f"Tin {number}", f"https://bao.example/{number}", NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tuireader" / "library.db"


@contextmanager
def child(path: Path, program: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that runs `program` and is killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", PROLOGUE + program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def hear(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == word


def assert_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_a_bookmark_that_was_set_outlives_a_kill(path: Path) -> None:
    program = """
store = Store.open(path)
store.add(headlines(0, 3), NOW)
store.read(["bao:1"], NOW)
store.bookmark("bao:1", NOW)
say("done")
sys.stdin.read()
"""
    with child(path, program) as process:
        hear(process, "done")
    assert_sound(path)
    with closing(Store.open(path)) as store:
        assert store.writable
        (row,) = store.rows(Shelf("bookmarks"))
        assert (row.headline.id, row.read) == ("bao:1", True)


@pytest.mark.parametrize("at", ["INTO search ", "INTO placements ", "INTO unread "])
def test_killed_in_the_middle_of_adding(path: Path, at: str) -> None:
    """The child is killed while its transaction holds 3,000 new headlines, part of them in the log, but not all that
    belongs to them."""
    program = f"""
store = Store.open(path)
store.add(headlines(0, 100), NOW)
store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
store._connection.execute("PRAGMA cache_size = 20")
def look(statement):
    if {at!r} in statement:
        say("midway")
        sys.stdin.read()
store._connection.set_trace_callback(look)
store.add(headlines(100, 3100), NOW)
say("not killed")
"""
    with child(path, program) as process:
        hear(process, "midway")
    assert path.with_name("library.db-wal").stat().st_size > 0
    assert_sound(path)
    with closing(Store.open(path)) as store:
        assert store.count(Shelf("latest")) == store.counts().unread == 100
        assert store.count(Shelf("search", words="tin")) == 100
        assert len(store.add([headline(number) for number in range(50, 150)], NOW)) == 50


def test_killed_in_the_middle_of_an_upgrade(path: Path) -> None:
    with closing(Store.open(path)) as store:
        store.bookmark("bao:1", NOW)
    program = """
connection = sqlite3.connect(path, isolation_level=None)
def pause():
    say("midway")
    sys.stdin.read()
connection.create_function("pause", 0, pause)
step = "ALTER TABLE marks ADD COLUMN note TEXT; UPDATE marks SET note = pause();"
schema.migrate(connection, schema.VERSION, steps=[*schema.MIGRATIONS, step])
"""
    with child(path, program) as process:
        hear(process, "midway")
    assert_sound(path)
    with closing(Store.open(path)) as store:
        assert store.writable
        store.add([headline(1)], NOW)
        assert store.count(Shelf("bookmarks")) == 1


def test_two_processes(path: Path) -> None:
    program = """
store = Store.open(path)
store.add(headlines(0, 3), NOW)
say(f"writable {store.writable}")
sys.stdin.readline()
store.read(["bao:1"], NOW)
say("read")
sys.stdin.read()
"""
    with child(path, program) as process:
        hear(process, "writable True")
        with closing(Store.open(path)) as store:
            assert not store.writable
            assert store.counts().unread == 3
            version = store.data_version()
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
            hear(process, "read")
            assert store.data_version() != version
            assert store.counts().unread == 2
            process.send_signal(signal.SIGKILL)
            process.wait()
            with closing(Store.open(path)) as heir:
                assert heir.writable
                heir.add([headline(9)], NOW)
                assert store.counts().unread == 3
    assert_sound(path)
