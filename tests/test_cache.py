"""The cache on a real folder: whatever is wrong with it, it is a miss, and never code that runs."""

from __future__ import annotations

import os
import pickle
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tuireader.cache import SHAPE, Cache, Stored

URL = "https://bao.example/tin-1.htm"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SMALL = Stored(b"<p>Tin</p>", "text/html", '"abc"', "Tue, 24 Nov 2026 01:00:00 GMT", NOW, URL)
LARGE = Stored(bytes(range(256)) * 400, "image/jpeg", "", "", NOW, URL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def filled(folder: Path) -> Path:
    """A folder that holds SMALL at URL and LARGE at URL + '#large'."""
    kept = Cache.open(folder)
    kept.put(URL, SMALL)
    kept.put(URL + "#large", LARGE)
    kept.close()
    return folder


@pytest.fixture
def opened(filled: Path) -> Iterator[Cache]:
    kept = Cache.open(filled)
    yield kept
    kept.close()


def change(folder: Path, sql: str, *parameters: Any) -> None:
    with closing(sqlite3.connect(folder / "cache.db")) as connection, connection:
        connection.execute(sql, parameters)


def values(folder: Path) -> list[Path]:
    return list(folder.rglob("*.val"))


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.path),)


def test_the_trap_works(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Trap(tmp_path / "sprung")))
    assert (tmp_path / "sprung").exists()


def test_keeps_what_was_put(opened: Cache, filled: Path) -> None:
    assert opened.problem == ""
    assert opened.get(URL) == SMALL
    assert opened.get(URL + "#large") == LARGE
    assert len(values(filled)) == 1
    assert opened.get("https://bao.example/khac.htm") is None


def test_replaces_and_removes_its_own_file(opened: Cache, filled: Path) -> None:
    opened.put(URL + "#large", SMALL)
    assert opened.get(URL + "#large") == SMALL
    assert values(filled) == []


def test_no_folder_is_no_problem() -> None:
    nothing = Cache.open(None)
    nothing.put(URL, SMALL)
    assert (nothing.get(URL), nothing.problem) == (None, "")
    nothing.close()


def test_closed_holds_nothing(opened: Cache) -> None:
    opened.close()
    opened.close()
    opened.put(URL, SMALL)
    assert opened.get(URL) is None


def test_import_does_not_load_diskcache() -> None:
    code = "import sys, tuireader.cache; sys.exit('diskcache' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_folder_is_private(folder: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        Cache.open(folder).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_planted_pickle_in_row(filled: Path, tmp_path: Path) -> None:
    change(filled, "UPDATE Cache SET mode = 4, filename = NULL, value = ?", pickle.dumps(Trap(tmp_path / "sprung")))
    kept = Cache.open(filled)
    assert kept.get(URL) is None
    assert not (tmp_path / "sprung").exists()
    kept.put(URL, SMALL)
    assert kept.get(URL) == SMALL
    kept.close()


def test_planted_pickle_in_file(filled: Path, tmp_path: Path) -> None:
    values(filled)[0].write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    change(filled, "UPDATE Cache SET mode = 4 WHERE filename IS NOT NULL")
    kept = Cache.open(filled)
    assert kept.get(URL + "#large") is None
    assert not (tmp_path / "sprung").exists()
    kept.close()


def test_planted_pickled_key(filled: Path, tmp_path: Path) -> None:
    change(filled, "UPDATE Cache SET raw = 0, key = ? WHERE filename IS NULL", pickle.dumps(Trap(tmp_path / "sprung")))
    kept = Cache.open(filled)
    assert kept.get(URL) is None
    kept.put(URL, SMALL)
    assert kept.get(URL) == SMALL
    with pytest.raises(OSError, match="no text"):
        list(kept._responses)  # type: ignore[arg-type] # no method of ours reads keys, and none that is added may
    assert not (tmp_path / "sprung").exists()
    kept.close()


@pytest.mark.parametrize(
    "name", ["{victim}", "../victim.txt", "aa/bb/../../../victim.txt", "victim.txt", "", 7, b"\xff"]
)
def test_planted_filename_is_neither_read_nor_removed(filled: Path, tmp_path: Path, name: Any) -> None:
    victim = tmp_path / "victim.txt"
    body = values(filled)[0].read_bytes()
    victim.write_bytes(body)
    (filled / "victim.txt").write_bytes(body)
    planted = name.format(victim=victim) if isinstance(name, str) else name
    change(filled, "UPDATE Cache SET filename = ? WHERE filename IS NOT NULL", planted)
    kept = Cache.open(filled)
    assert kept.get(URL + "#large") is None
    kept.put(URL + "#large", SMALL)
    assert kept.get(URL + "#large") == SMALL
    kept.close()
    assert victim.read_bytes() == (filled / "victim.txt").read_bytes() == body


@pytest.mark.parametrize(("key", "value"), [("sqlite_x; y", 1), ("evil", "x"), ("size", "many")], ids=str)
def test_planted_settings_make_it_start_again(filled: Path, key: str, value: Any) -> None:
    change(filled, "INSERT OR REPLACE INTO Settings VALUES (?, ?)", key, value)
    kept = Cache.open(filled)
    assert (kept.get(URL), kept.problem) == (None, "")
    kept.put(URL, SMALL)
    assert kept.get(URL) == SMALL
    kept.close()


def test_planted_settings_are_not_used(filled: Path) -> None:
    change(filled, "UPDATE Settings SET value = 'x' WHERE key IN ('disk_min_file_size', 'size_limit', 'cull_limit')")
    kept = Cache.open(filled)
    kept.put(URL, LARGE)
    assert kept.get(URL) == LARGE
    kept.close()


@pytest.mark.parametrize("damage", ["garbage", "half", "pages", "header"])
def test_damaged_database_is_set_aside(filled: Path, damage: str) -> None:
    database = filled / "cache.db"
    whole = database.read_bytes()
    half = len(whole) // 2
    database.write_bytes(
        {
            "garbage": b"no database " * 1000,
            "half": whole[:half],
            "pages": whole[:4096] + b"\xff" * (len(whole) - 4096),
            "header": b"\0" * 100 + whole[100:],
        }[damage]
    )
    kept = Cache.open(filled)
    assert kept.get(URL) is None
    kept.put(URL, SMALL)
    assert (kept.get(URL), kept.problem) == (SMALL, "")
    kept.close()
    assert len(list(filled.glob("cache.bad-*"))) == 1


def test_damage_that_shows_late(filled: Path) -> None:
    with closing(sqlite3.connect(filled / "cache.db")) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'Cache_key_raw'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with (filled / "cache.db").open("r+b") as database:
        database.seek((root - 1) * size)
        database.write(b"\xff" * size)
    kept = Cache.open(filled)
    assert kept.get(URL) is None
    kept.put(URL, SMALL)
    assert (kept.get(URL), kept.problem) == (SMALL, "")
    kept.close()


def test_empty_database_is_an_empty_cache(folder: Path) -> None:
    folder.mkdir()
    (folder / "cache.db").touch()
    kept = Cache.open(folder)
    kept.put(URL, SMALL)
    assert (kept.get(URL), kept.problem) == (SMALL, "")
    kept.close()


def test_missing_and_damaged_files_are_misses(opened: Cache, filled: Path) -> None:
    (path,) = values(filled)
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:20], b"", whole[:-1] + b"\0"):
        path.write_bytes(damaged)
        assert opened.get(URL + "#large") is None
    path.write_bytes(whole)
    assert opened.get(URL + "#large") == LARGE
    path.unlink()
    assert opened.get(URL + "#large") is None
    opened.put(URL + "#large", LARGE)
    assert opened.get(URL + "#large") == LARGE


def test_entries_of_other_versions_are_not_found(opened: Cache, filled: Path) -> None:
    change(filled, "UPDATE Cache SET key = '0' || substr(key, ?)", len(SHAPE) + 1)
    assert opened.get(URL) is None
    opened.put(URL, SMALL)
    assert opened.get(URL) == SMALL


def test_entry_of_another_shape_is_a_miss(opened: Cache, filled: Path) -> None:
    from hashlib import blake2b

    packed = b"\x81\xa4body\x01"
    change(
        filled, "UPDATE Cache SET value = ? WHERE filename IS NULL", blake2b(packed, digest_size=16).digest() + packed
    )
    assert opened.get(URL) is None


def test_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "root").symlink_to("/")
    (tmp_path / "loop").symlink_to("loop")
    for place in (
        tmp_path / "file",
        tmp_path / "file" / "cache",
        tmp_path / "root",
        tmp_path / "loop",
        Path("/proc/x"),
    ):
        nothing = Cache.open(place)
        nothing.put(URL, SMALL)
        assert nothing.get(URL) is None
        assert nothing.problem
    assert not Path("/cache.db").exists()


def test_database_that_is_a_folder(folder: Path) -> None:
    (folder / "cache.db").mkdir(parents=True)
    assert Cache.open(folder).problem


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_not_be_written(filled: Path) -> None:
    filled.chmod(0o500)
    try:
        assert Cache.open(filled).problem
    finally:
        filled.chmod(0o700)


def test_gives_up_while_another_process_writes(filled: Path) -> None:
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE');"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(filled / "cache.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        nothing = Cache.open(filled)
        assert nothing.get(URL) is None
        assert "locked" in nothing.problem
        holder.stdin.close()
    kept = Cache.open(filled)
    assert kept.get(URL) == SMALL
    kept.close()


def test_write_is_given_up_when_the_database_is_full(opened: Cache) -> None:
    assert opened._responses is not None
    (pages,) = opened._responses._sql("PRAGMA page_count").fetchone()
    opened._responses._sql(f"PRAGMA max_page_count = {pages}")
    small = Stored(os.urandom(30_000), "", "", "", NOW, URL)
    for number in range(3):
        opened.put(f"{URL}?{number}", small)
    assert opened.get(f"{URL}?2") is None
    assert opened.get(URL) == SMALL
    assert opened.get(URL + "#large") == LARGE


def test_folder_deleted_while_in_use(opened: Cache, filled: Path) -> None:
    for path in sorted(filled.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    filled.rmdir()
    assert opened.get(URL + "#large") is None
    opened.put(URL, LARGE)
    assert opened.get(URL) in (None, LARGE)


def test_oldest_make_room(folder: Path) -> None:
    kept = Cache.open(folder, 500_000)
    for number in range(12):
        kept.put(f"{URL}?{number}", LARGE)
    assert kept.get(f"{URL}?0") is None
    assert kept.get(f"{URL}?11") == LARGE
    assert sum(path.stat().st_size for path in values(folder)) < 700_000
    kept.close()
