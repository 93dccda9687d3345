"""A disk that is full in the middle of things: a sentence, all that was there whole, and on it goes with more room."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from newsroom import Newsroom
from program import COMMAND, Program, newsagent

from tuireader.errors import LibraryFull
from tuireader.model import Shelf
from tuireader.state import State, save_state
from tuireader.ui.phrases import sentence

if os.name == "posix":
    from terminal import terminal

    from torture.kills import assert_sound, old_library
    from torture.small_disk import SmallDisk, small_disk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a file system of its own")

TITLES = [f"Tin số {number}" for number in range(8)]
FULL = "đĩa đầy hoặc không có quyền ghi"
ADDED, BOOKMARKS = 100, 22
"""Articles added to a library of the first version, and the bookmarks that it then has."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no file system may be mounted here")
        yield disk


def rows(program: Program, *which: str) -> list[dict[str, object]]:
    done = program.run("list", "--json", *which)
    assert (done.returncode, done.stderr) == (0, b"")
    listed: list[dict[str, object]] = json.loads(done.stdout)
    return listed


def assert_told(returncode: int, told: bytes) -> None:
    """One sentence, and nothing else."""
    assert returncode == 1
    assert [line.partition(": ")[0] for line in told.decode().splitlines()] == ["tuireader"]
    assert FULL in told.decode()


@pytest.mark.parametrize("leave", [50_000])
def test_while_news_is_fetched(disk: SmallDisk, leave: int) -> None:
    """Library, cache and state lie on the same disk."""
    program = Program(disk.folder)
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vnexpress", *TITLES[4:])
        assert program.run("sync").returncode == 0
        before = rows(program)
        assert len(before) == 4
        agent.prints("vtv", *TITLES, text="Một thân bài rất dài. " * 500)
        disk.fill(leave)
        done = program.run("sync", "--quiet")
        assert_told(done.returncode, done.stderr)
        assert not program.paths.log.exists()
        assert [row for row in rows(program) if row in before] == before
        disk.free()
        assert_sound(program.paths.library)
        assert program.run("sync").returncode == 0
        assert all(row["offline"] for row in rows(program))


async def test_while_a_bookmark_is_set(disk: SmallDisk) -> None:
    newsroom = Newsroom(disk.folder)
    await newsroom.deliver()

    def kept() -> list[str]:
        with newsroom.on_disk() as store:
            return [row.headline.id for row in store.rows(Shelf("bookmarks"))]

    async with newsroom.reading() as reader:
        await reader.press("2", "b", "j")
        before = kept()
        assert len(before) == 1
        disk.fill()
        await reader.press("b")
        assert reader.said()[-1] == sentence(LibraryFull(newsroom.library, ""))
        assert (reader.row.bookmarked, kept()) == (False, before)
        await reader.press("k", "enter", "escape")
        assert (reader.row.headline.id, reader.row.bookmarked) == (before[0], True)
        disk.free()
        await reader.press("j", "b")
        assert sorted(kept()) == sorted([reader.row.headline.id, *before])


@pytest.fixture
def old(disk: SmallDisk, tmp_path: Path) -> Program:
    """A program with a library of the first version, which takes a fifth of the disk."""
    old_library(tmp_path / "old.db", ADDED)
    program = Program(disk.folder)
    program.paths.library.parent.mkdir(parents=True)
    shutil.copy(tmp_path / "old.db", program.paths.library)
    return program


@pytest.mark.parametrize("leave", [0, 0.5, 1.1], ids=["nothing", "half of a copy", "a copy and no more"])
def test_while_a_library_is_upgraded(old: Program, disk: SmallDisk, leave: float) -> None:
    library = old.paths.library
    before = library.read_bytes()
    disk.fill(int(len(before) * leave))
    done = old.run("list", "--json")
    assert_told(done.returncode, done.stderr)
    assert library.read_bytes() == before
    disk.free()
    assert len(rows(old, "--bookmarks")) == BOOKMARKS
    with closing(sqlite3.connect(library)) as connection:
        assert connection.execute("SELECT count(*) FROM headlines").fetchone() == (ADDED + 6,)
    assert_sound(library)


def test_the_screen_opens_and_says_so(old: Program, disk: SmallDisk) -> None:
    save_state(old.paths.state, State())
    disk.fill()
    with terminal(COMMAND, old.environment, (200, 40)) as screen:
        screen.wait_for("Không ghi được vào", "Cẩm nang tuireader")
        screen.press("\x11")
        assert screen.end() == 0
        assert screen.is_restored
    disk.free()
    assert len(rows(old, "--bookmarks")) == BOOKMARKS


def test_while_a_library_is_copied(old: Program, disk: SmallDisk) -> None:
    copy = disk.folder / "ban-sao.db"
    before = rows(old, "--bookmarks")
    disk.fill(old.paths.library.stat().st_size // 2)
    done = old.run("backup", str(copy))
    assert_told(done.returncode, done.stderr)
    assert [path.name for path in disk.folder.iterdir() if path.is_file()] == [".filler"]
    disk.free()
    assert rows(old, "--bookmarks") == before
    assert old.run("backup", str(copy)).returncode == 0
    assert_sound(copy)
