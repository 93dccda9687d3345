"""C: the cache killed while it is written, without shared memory, and large."""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from program import ROOT

from tuireader.cache import Cache, Stored

WRITER = """
import os, sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tuireader.cache import Cache, Stored
cache = Cache.open(Path(sys.argv[1]))
for number in count():
    url = f"https://bao.example/{sys.argv[2]}/{number}"
    stored = Stored(url.encode() * (10 if number % 2 else 2000), "", "", "", datetime.now(UTC), url)
    cache.put(url, stored)
    if cache.get(url) == stored:
        os.write(1, f"{url}\\n".encode())
"""
"""Stores responses without an end, every other one in a file of its own, and reports what it could read back."""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_three_writers_that_are_killed(tmp_path: Path) -> None:
    folder, chance = tmp_path / "cache", random.Random()
    kept: list[str] = []
    for turn in range(2):
        with ExitStack() as stack:
            writers = [
                stack.enter_context(
                    subprocess.Popen(
                        [sys.executable, "-c", WRITER, str(folder), f"{turn}-{number}"],
                        bufsize=0,
                        stdout=subprocess.PIPE,
                        env=os.environ | {"PYTHONPATH": str(ROOT)},
                    )
                )
                for number in range(3)
            ]
            outputs = [writer.stdout for writer in writers if writer.stdout]
            told = [output.readline() for output in outputs]
            select.select([], [], [], chance.uniform(0, 0.2))
            for writer in writers:
                writer.send_signal(signal.SIGKILL)
            told += [output.read() for output in outputs]
        kept += b"".join(told).decode().splitlines()
    with closing(Cache.open(folder)) as cache:
        assert cache.problem == ""
        assert len(kept) >= 6
        for url in kept:
            stored = cache.get(url)
            assert stored is not None, url
            assert stored.body in (url.encode() * 10, url.encode() * 2000)


def test_where_no_memory_can_be_shared(tmp_path: Path) -> None:
    """As on a network's file system, which SQLite tells by an OperationalError of another kind than being locked."""
    Cache.open(tmp_path).close()
    (tmp_path / "cache.db-shm").mkdir()
    with closing(Cache.open(tmp_path)) as cache:
        assert "OperationalError" in cache.problem
        assert cache.get("https://bao.example/") is None
    assert (tmp_path / "cache.db").exists(), "it is not set aside as damaged"


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="counts the bytes that Linux counts")
def test_opening_reads_no_more_of_a_large_one(tmp_path: Path) -> None:
    """20,000 entries of 500 bytes, of which opening must not read all."""
    with closing(Cache.open(tmp_path)) as cache:
        cache.put("https://bao.example/", Stored(b"x" * 500, "", "", "", datetime.now(UTC), "https://bao.example/"))
    small = _bytes_read_by_opening(tmp_path)
    with closing(sqlite3.connect(tmp_path / "cache.db")) as connection, connection:
        columns = ", ".join(
            row[1] for row in connection.execute("PRAGMA table_info(Cache)") if row[1] not in ("key", "rowid")
        )
        connection.execute(
            "WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < 20000)"
            f" INSERT INTO Cache (key, {columns}) SELECT key || n, {columns} FROM Cache, number"
        )
    assert (tmp_path / "cache.db").stat().st_size > 10_000_000
    assert _bytes_read_by_opening(tmp_path) < small + 500_000


def _bytes_read_by_opening(folder: Path) -> int:
    before = _bytes_read()
    with closing(Cache.open(folder)) as cache:
        assert cache.get("https://bao.example/") is not None
    return _bytes_read() - before


def _bytes_read() -> int:
    return int(Path("/proc/self/io").read_text("ascii").partition("rchar: ")[2].split()[0])
