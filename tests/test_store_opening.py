"""The library's file: how it is made, shared, refused and upgraded."""

from __future__ import annotations

import gzip
import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tuireader.errors import LibraryBroken, LibraryDamaged, LibraryFull, LibraryLocked, LibraryTooNew, StoreError
from tuireader.model import Article, FeedState, Headline, Place, Shelf
from tuireader.store import Store, schema

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LATEST, BOOKMARKS = Shelf("latest"), Shelf("bookmarks")


def headline(number: int, *, summary: str = "") -> Headline:
    url = f"https://bao.example/{number}.htm"
    return Headline(f"bao:{number}", "bao", "thoi-su", f"Tin số {number}", url, NOW, summary)


def ids(store: Store) -> list[str]:
    return [row.headline.id for row in store.rows(LATEST)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "share" / "tuireader" / "library.db"


class TestOpening:
    def test_keeps_between_runs(self, path: Path) -> None:
        with closing(Store.open(path)) as store:
            store.add([headline(1)], NOW)
            store.bookmark("bao:1", NOW)
            before = store.rows(LATEST)
        with closing(Store.open(path)) as store:
            assert store.writable
            assert store.rows(LATEST) == before

    @pytest.mark.parametrize("mask", [0o000, 0o777])
    def test_is_private(self, path: Path, mask: int) -> None:
        path.parent.parent.mkdir()
        before = os.umask(mask)
        try:
            Store.open(path).close()
        finally:
            os.umask(before)
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) & 0o177 == 0

    def test_says_that_it_is_a_library(self, path: Path) -> None:
        Store.open(path).close()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
            assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    def test_writes_through_to_the_disk(self, path: Path) -> None:
        with closing(Store.open(path)) as store:
            assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
            assert store._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)

    def test_second_holder_reads_only(self, path: Path) -> None:
        with closing(Store.open(path)) as first:
            first.add([headline(1)], NOW)
            with closing(Store.open(path)) as second:
                assert not second.writable
                version = second.data_version()
                assert second.data_version() == version
                first.read(["bao:1"], NOW)
                assert second.data_version() != version
                assert [row.read for row in second.rows(LATEST)] == [True]
                assert_refuses_to_write(second)
        with closing(Store.open(path)) as third:
            assert third.writable

    def test_reading_creates_nothing(self, path: Path) -> None:
        with closing(Store.open(path, read_only=True)) as store:
            assert store.rows(LATEST) == []
            assert_refuses_to_write(store)
        assert not path.parent.exists()

    def test_reading_takes_no_lock(self, path: Path) -> None:
        Store.open(path).close()
        with closing(Store.open(path, read_only=True)), closing(Store.open(path)) as writer:
            assert writer.writable

    def test_odd_names(self, tmp_path: Path) -> None:
        path = tmp_path / "a b?c#d%20e" / "thư viện.db"
        with closing(Store.open(path)) as store:
            store.add([headline(1)], NOW)
            with closing(Store.open(path)) as second:
                assert second.count(LATEST) == 1
        assert path.exists()

    def test_close_may_be_called_again(self, path: Path) -> None:
        store = Store.open(path)
        store.close()
        store.close()
        with pytest.raises(StoreError):
            store.rows(LATEST)


def spoil(path: Path, table: str) -> bytes:
    """Overwrite the first page of a table; gives the whole file as it is then."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    return path.read_bytes()


def assert_refuses_to_write(store: Store) -> None:
    writes: list[Any] = [
        lambda: store.add([headline(2)], NOW),
        lambda: store.read(["bao:1"], NOW),
        lambda: store.read_all(LATEST, NOW),
        lambda: store.bookmark("bao:1", NOW),
        lambda: store.set_place("bao:1", Place(1)),
        lambda: store.put_article("bao:1", Article("https://bao.example/1.htm", "Tin"), NOW),
        lambda: store.put_feed_state(FeedState("https://bao.example/rss")),
        lambda: store.put_page("bao", "https://bao.example/1.htm", "rules"),
        lambda: store.prune(["bao:1"], NOW),
    ]
    for write in writes:
        with pytest.raises(LibraryLocked):
            write()


class TestTrouble:
    @pytest.mark.parametrize(
        "content", [b"not a database at all" * 100, b"\0" * 5000, b"SQLite format 3\0" + b"\xff" * 5000, b"x"]
    )
    def test_no_database(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        for read_only in (False, True):
            with pytest.raises(LibraryBroken):
                Store.open(path, read_only=read_only)
        assert path.read_bytes() == content

    def test_cut_short(self, path: Path) -> None:
        Store.open(path).close()
        half = path.read_bytes()[: path.stat().st_size // 2]
        path.write_bytes(half)
        with pytest.raises(LibraryBroken):
            Store.open(path)
        assert path.read_bytes() == half

    def test_damage_that_shows_late(self, path: Path) -> None:
        with closing(Store.open(path)) as store:
            store.add([headline(number) for number in range(200)], NOW)
        spoil(path, "placements")
        with closing(Store.open(path)) as store, pytest.raises(LibraryBroken):
            store.rows(LATEST)

    def test_what_is_found_to_be_damaged_is_only_read(self, path: Path) -> None:
        with closing(Store.open(path)) as store:
            store.add([headline(1), headline(2)], NOW)
            store.put_article("bao:1", Article("https://bao.example/1.htm", "Tin"), NOW)
        sound, damaged = path.read_bytes(), spoil(path, "articles")
        with closing(Store.open(path)) as store:
            store.bookmark("bao:1", NOW)
            with pytest.raises(LibraryDamaged):
                store.article("bao:1")
            assert not store.writable
            for write in (lambda: store.bookmark("bao:2", NOW), lambda: store.read(["bao:1"], NOW), store.take_over):
                with pytest.raises(LibraryDamaged):
                    write()
            assert store.count(BOOKMARKS) == 1
        assert path.read_bytes() == damaged
        for read_only in (False, True):
            with closing(Store.open(path, read_only=read_only)) as store:
                assert (store.writable, store.damage is None) == (False, read_only)
                assert store.count(BOOKMARKS) == 1
        assert path.read_bytes() == damaged
        path.write_bytes(sound)
        with closing(Store.open(path)) as store:
            assert store.writable
            assert store.article("bao:1") is not None
            assert store.count(BOOKMARKS) == 1
        assert sorted(one.name for one in path.parent.iterdir()) == ["library.db", "library.db.lock"]

    @pytest.mark.parametrize("sql", ["CREATE TABLE theirs (x)", "PRAGMA application_id = 77"])
    def test_of_another_program(self, path: Path, sql: str) -> None:
        path.parent.mkdir(parents=True)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(sql)
        before = path.read_bytes()
        with pytest.raises(LibraryBroken):
            Store.open(path)
        assert path.read_bytes() == before

    def test_of_a_later_version(self, path: Path) -> None:
        with closing(Store.open(path)) as store:
            store.add([headline(1)], NOW)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        before = path.read_bytes()
        for read_only in (False, True):
            with pytest.raises(LibraryTooNew):
                Store.open(path, read_only=read_only)
        assert path.read_bytes() == before

    def test_lets_go_of_the_lock_after_a_failure(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x" * 5000)
        with pytest.raises(LibraryBroken):
            Store.open(path)
        path.unlink()
        with closing(Store.open(path)) as store:
            assert store.writable

    def test_place_that_may_not_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        (tmp_path / "folder.db").mkdir()
        for path in (tmp_path / "file" / "library.db", tmp_path / "folder.db", Path("/proc/tuireader/library.db")):
            with pytest.raises(LibraryFull):
                Store.open(path)

    def test_full_disk_keeps_the_earlier_state(self, path: Path) -> None:
        with closing(Store.open(path)) as store:
            store.add([headline(1)], NOW)
            (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
            store._connection.execute(f"PRAGMA max_page_count = {pages}")
            with pytest.raises(LibraryFull):
                store.add([headline(number, summary="dài " * 100) for number in range(2, 500)], NOW)
            assert ids(store) == ["bao:1"]
            store._connection.execute("PRAGMA max_page_count = 1000000")
            assert len(store.add([headline(number) for number in range(2, 500)], NOW)) == 498

    def test_held_by_another_program(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tuireader.store.opening.BUSY_SECONDS", 0.05)
        with closing(Store.open(path)) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
            store.add([headline(1)], NOW)
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LibraryLocked):
                store.bookmark("bao:1", NOW)
            assert ids(store) == ["bao:1"]
            other.execute("ROLLBACK")
            store.bookmark("bao:1", NOW)
            assert store.count(BOOKMARKS) == 1


def version_1(path: Path) -> None:
    """A library as the first version left it: six articles, marks of every kind, two texts, two feeds."""
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.decompress((Path(__file__).parent / "libraries" / "v1.db.gz").read_bytes()))


def contents(path: Path) -> dict[str, list[Any]]:
    """Every row of the tables that the first version had, without columns that came later."""
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT {columns} FROM {table}").fetchall() for table, columns in FIRST}


FIRST = (
    ("headlines", "*"),
    ("placements", "*"),
    ("unread", "*"),
    ("articles", "key, article, words, fetched"),
    ("marks", "id, read, bookmarked, wanted, block, fraction"),
    ("feeds", "url, checked, succeeded, failures, wait_until, digest"),
    ("search", "rowid, *"),
)


class TestMigrations:
    STEP = "CREATE TABLE later (x); ALTER TABLE marks ADD COLUMN note TEXT;"

    def test_from_an_empty_file(self, path: Path) -> None:
        path.parent.mkdir(parents=True)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 0")
            connection.execute("VACUUM")
        with closing(Store.open(path)) as store:
            assert store.add([headline(1)], NOW) == ["bao:1"]

    def test_a_library_of_version_1_keeps_everything(self, path: Path) -> None:
        version_1(path)
        before = contents(path)
        assert [len(before[table]) for table, _ in FIRST] == [6, 19, 12, 2, 5, 2, 6]
        with closing(Store.open(path)) as store:
            assert store.writable
            rows = {row.headline.id: row for row in store.rows(LATEST)}
            assert {identity for identity, row in rows.items() if row.read} == {"bao:2", "bao:3"}
            assert [row.headline.id for row in store.rows(BOOKMARKS)] == ["bao:4", "bao:1"]
            assert [one.id for one in store.wanted()] == ["bao:5", "bao:4"]
            assert store.place("bao:3") == Place(0, 0.5)
            article = store.article("bao:1")
            assert article is not None
            assert (article.lead, article.by_rules) == ("Mở đầu.", True)
            assert [row.headline.id for row in store.rows(Shelf("search", words="ven song"))] == ["bao:1"]
            state = store.feed_state("https://bao.example/the-thao.rss")
            assert state is not None
            assert (state.failures, state.digest, state.entries, state.fault) == (2, "fedcba", None, "")
            assert store.readings() == {}
        assert contents(path) == before
        assert contents(path.with_name("library.db.v1")) == before

    def test_each_step_counts(self, path: Path) -> None:
        version_1(path)
        backup = path.with_name("library.db.v1")
        backup.write_text("left over")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            schema.migrate(connection, 1, steps=[*schema.MIGRATIONS[:1], self.STEP], backup=backup)
            assert connection.execute("PRAGMA user_version").fetchone() == (2,)
            assert connection.execute("SELECT id, note FROM marks WHERE wanted").fetchall() == [("bao:5", None)]
        with closing(sqlite3.connect(backup)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (1,)
            assert connection.execute("SELECT id FROM marks WHERE wanted").fetchall() == [("bao:5",)]

    def test_a_step_that_fails_leaves_the_version_before(self, path: Path) -> None:
        version_1(path)
        before = contents(path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            steps = [*schema.MIGRATIONS[:1], self.STEP + "INSERT INTO nowhere VALUES (1);"]
            with pytest.raises(sqlite3.OperationalError):
                schema.migrate(connection, 1, steps=steps)
            assert connection.execute("PRAGMA user_version").fetchone() == (1,)
            columns = [connection.execute(f"PRAGMA table_info({name})").fetchall() for name in ("later", "marks")]
        assert [len(one) for one in columns] == [0, 6]
        assert contents(path) == before
