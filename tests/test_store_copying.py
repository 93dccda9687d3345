"""Copies of a library: made while it is written, checked, found, made by the week, and put in its place."""

from __future__ import annotations

import gzip
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tuireader.errors import (
    FileTaken,
    LibraryBroken,
    LibraryFull,
    LibraryLocked,
    LibraryTooNew,
    NotALibrary,
    UnreadableFile,
)
from tuireader.model import Headline, Shelf
from tuireader.store import Store, beside, copying, lock, schema
from tuireader.store.copying import copy, examine, make, newest, weekly
from tuireader.store.restoring import restore

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LATEST = Shelf("latest")
VERSION_1 = Path(__file__).parent / "libraries" / "v1.db.gz"


def headlines(first: int, last: int) -> list[Headline]:
    long = "tóm tắt " * 40
    return [
        Headline(f"bao:{n}", "bao", "muc", f"Tin {n}", f"https://bao.example/{n}", NOW, long)
        for n in range(first, last)
    ]


def titles(path: Path) -> set[str]:
    with closing(Store.open(path, read_only=True)) as store:
        return {row.headline.title for row in store.rows(LATEST, limit=5000)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library in which something is bookmarked."""
    path = tmp_path / "tuireader" / "library.db"
    with closing(Store.open(path)) as store:
        store.add(headlines(1, 6), NOW)
        store.bookmark("bao:2", NOW)
    return path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def mess(path: Path) -> None:
    """Damage a page that opening a library does not look at."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'placements'").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)


def garble(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 300)


def shorten(path: Path) -> None:
    path.write_bytes(b"x")


def claim(path: Path) -> None:
    """Make it another program's file."""
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")


def pretend(path: Path) -> None:
    """Make a file that says that it is a library, and is none."""
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"CREATE TABLE marks (id); PRAGMA application_id = {schema.APPLICATION_ID};"
            f"PRAGMA user_version = {schema.VERSION};"
        )


def rig(path: Path) -> None:
    """Add what nobody asked for and would be run with every mark."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER rigged AFTER UPDATE ON marks BEGIN DELETE FROM marks; END")


DAMAGE = [cut, mess, garble, shorten, claim, pretend, rig]
Damage = Callable[[Path], None]


class TestCopying:
    def test_one_file_for_its_owner_that_holds_everything(self, path: Path, tmp_path: Path) -> None:
        target = tmp_path / "usb" / "thư viện của tôi.db"
        target.parent.mkdir()
        with closing(Store.open(path)) as store:
            store.add(headlines(6, 9), NOW)
            assert copy(path, target) == (schema.VERSION, 8, 1)
        assert [file.name for file in target.parent.iterdir()] == [target.name]
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert titles(target) == {f"Tin {n}" for n in range(1, 9)}

    def test_it_is_the_library_of_one_moment(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(copying, "STEP", 4)
        with closing(Store.open(path)) as store:
            store.add(headlines(6, 300), NOW)
            number = 300

            def write_meanwhile() -> bool:
                nonlocal number
                number += 1
                store.add(headlines(number, number + 1), NOW)
                return True

            part = path.with_name("part.db")
            assert make(path, part, "quick_check", write_meanwhile).headlines == 299
            assert number > 310, "it was written again and again while the copy was made"
            assert len(titles(path)) == number - 1

    def test_a_file_that_is_there_stays_unless_told(self, path: Path, tmp_path: Path) -> None:
        target = tmp_path / "copy.db"
        target.write_text("mine")
        with pytest.raises(FileTaken):
            copy(path, target)
        assert target.read_text() == "mine"
        copy(path, target, over=True)
        assert len(titles(target)) == 5

    def test_neither_the_library_itself_nor_a_folder_is_written_over(self, path: Path, tmp_path: Path) -> None:
        (tmp_path / "link.db").symlink_to(path)
        for target in (path, tmp_path / "link.db", tmp_path):
            with pytest.raises(FileTaken):
                copy(path, target, over=True)
        assert len(titles(path)) == 5

    def test_where_nothing_can_be_written(self, path: Path, tmp_path: Path) -> None:
        for target in (tmp_path / "nowhere" / "copy.db", path / "copy.db", Path("/proc/copy.db")):
            with pytest.raises(LibraryFull):
                copy(path, target)

    def test_no_library(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile):
            copy(tmp_path / "library.db", tmp_path / "copy.db")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_what_is_damaged_takes_no_copys_place(self, path: Path, damage: Damage) -> None:
        target = path.with_name("copy.db")
        copy(path, target)
        before = target.read_bytes()
        damage(path)
        with pytest.raises(LibraryBroken):
            copy(path, target, over=True)
        assert target.read_bytes() == before
        assert not beside.part_of(target).exists()

    def test_a_library_of_version_1(self, path: Path) -> None:
        path.write_bytes(gzip.decompress(VERSION_1.read_bytes()))
        assert copy(path, path.with_name("copy.db")) == (1, 6, 2)


class TestExamining:
    @pytest.mark.parametrize("damage", DAMAGE)
    def test_what_is_no_library(self, path: Path, damage: Damage) -> None:
        damage(path)
        before = path.read_bytes()
        with pytest.raises(NotALibrary):
            examine(path, "integrity_check")
        assert path.read_bytes() == before

    def test_an_empty_file(self, path: Path) -> None:
        path.write_bytes(b"")
        with pytest.raises(NotALibrary):
            examine(path)

    def test_what_cannot_be_read(self, path: Path) -> None:
        for missing in (path.with_name("none.db"), path.parent):
            with pytest.raises(UnreadableFile):
                examine(missing)


class TestByTheWeek:
    def test_once_a_week_and_three_are_kept(self, path: Path) -> None:
        made = [weekly(path, NOW + timedelta(days=day)) for day in range(36)]
        assert [day for day, one in enumerate(made) if one] == [0, 7, 14, 21, 28, 35]
        names = sorted(one.name for one in (path.parent / "backups").iterdir())
        assert names == ["library-2026-12-15.db", "library-2026-12-22.db", "library-2026-12-29.db"]
        assert stat.S_IMODE((path.parent / "backups").stat().st_mode) == 0o700

    def test_nothing_of_the_readers_is_nothing_to_copy(self, tmp_path: Path) -> None:
        path = tmp_path / "library.db"
        with closing(Store.open(path)) as store:
            store.add(headlines(1, 4), NOW)
            assert weekly(path, NOW) is None
            store.read(["bao:1"], NOW)
            assert weekly(path, NOW) == beside.weekly_copy(path, NOW)

    def test_a_clock_that_was_wrong_stops_no_copies(self, path: Path) -> None:
        for year in (30, 31, 32):
            assert weekly(path, NOW + timedelta(days=365 * year))
        assert weekly(path, NOW)
        assert weekly(path, NOW + timedelta(days=7))
        assert beside.weekly_copy(path, NOW).exists()

    def test_nobody_waits_for_it_any_more(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(copying, "STEP", 4)
        monkeypatch.setattr(copying, "_INSTRUCTIONS", 50)
        for patience in range(9):
            asked = iter(range(10_000))
            assert weekly(path, NOW, lambda asked=asked, patience=patience: next(asked) < patience) is None  # type: ignore[misc]
            assert list((path.parent / "backups").iterdir()) == []
        assert weekly(path, NOW)

    @pytest.mark.parametrize("damage", [cut, mess, garble])
    def test_a_damaged_library_drives_out_no_copy(self, path: Path, damage: Damage) -> None:
        for week in range(3):
            weekly(path, NOW + timedelta(days=7 * week))
        folder = path.parent / "backups"
        before = {one.name: one.read_bytes() for one in folder.iterdir()}
        damage(path)
        with pytest.raises(LibraryBroken):
            weekly(path, NOW + timedelta(days=30))
        assert {one.name: one.read_bytes() for one in folder.iterdir()} == before

    def test_a_copy_that_was_cut_off_is_no_copy(self, path: Path) -> None:
        (path.parent / "backups").mkdir()
        part = beside.part_of(beside.weekly_copy(path, NOW))
        part.write_bytes(b"half of one")
        assert newest(path) is None
        weekly(path, NOW)
        assert not part.exists()

    def test_the_newest_that_is_sound(self, path: Path) -> None:
        assert newest(path) is None
        made = [weekly(path, NOW + timedelta(days=7 * week)) for week in range(3)]
        path.with_name("library.db.v1").write_bytes(gzip.decompress(VERSION_1.read_bytes()))
        order = [path.with_name("library.db.v1"), *[one for one in made if one]]
        for age, one in enumerate(order):
            os.utime(one, (age * 1000, age * 1000))
        mess(order[3])
        found = newest(path)
        assert found is not None
        assert (found.path, found.made) == (order[2], datetime.fromtimestamp(2000, UTC))
        assert found.contents == (schema.VERSION, 5, 1)
        for one in order[1:]:
            garble(one)
        found = newest(path)
        assert found is not None
        assert (found.path, found.contents) == (order[0], (1, 6, 2))


class TestRestoring:
    def test_the_library_before_is_kept(self, path: Path, tmp_path: Path) -> None:
        file = tmp_path / "copy.db"
        copy(path, file)
        kept = file.read_bytes()
        with closing(Store.open(path)) as store:
            store.add(headlines(6, 9), NOW)
        restored = restore(file, path, NOW)
        assert restored.contents == (schema.VERSION, 5, 1)
        assert restored.former == path.with_name("library.before-restore-20261124-080000.db")
        assert len(titles(path)) == 5
        assert len(titles(restored.former)) == 8
        assert file.read_bytes() == kept
        again = restore(file, path, NOW)
        assert again.former == path.with_name("library.before-restore-20261124-080000-2.db")

    def test_what_was_only_in_the_log_is_kept_too(self, path: Path) -> None:
        file = path.with_name("copy.db")
        copy(path, file)
        with closing(Store.open(path, read_only=True)) as reader:
            with closing(Store.open(path)) as store:
                store.add(headlines(6, 9), NOW)
            reader._connection.execute("BEGIN")
            assert reader.count(LATEST) == 8
            restored = restore(file, path, NOW)
            assert reader.count(LATEST) == 8, "who was reading goes on"
            assert len(titles(path)) == 5
        assert restored.former is not None
        assert len(titles(restored.former)) == 8

    def test_a_log_that_cannot_be_written_back_never_meets_the_other_library(self, path: Path) -> None:
        file = path.with_name("copy.db")
        copy(path, file)
        log = beside.log_of(path)
        with closing(Store.open(path)) as store:
            store.add(headlines(6, 9), NOW)
            written = log.read_bytes()
            library = path.read_bytes()
        garble(path)
        log.write_bytes(written)
        restored = restore(file, path, NOW)
        assert len(titles(path)) == 5
        assert restored.former is not None
        restored.former.write_bytes(library)
        assert len(titles(restored.former)) == 8, "the log lies beside the file that it belongs to"

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_over_a_damaged_library(self, path: Path, damage: Damage) -> None:
        file = path.with_name("copy.db")
        copy(path, file)
        damage(path)
        before = path.read_bytes()
        restored = restore(file, path, NOW)
        assert len(titles(path)) == 5
        assert restored.former is not None
        assert restored.former.read_bytes()[:512] == before[:512]
        with closing(Store.open(path)) as store:
            assert store.writable

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_a_damaged_file_is_refused(self, path: Path, damage: Damage) -> None:
        file = path.with_name("copy.db")
        copy(path, file)
        damage(file)
        before = path.read_bytes()
        with pytest.raises(NotALibrary):
            restore(file, path, NOW)
        assert path.read_bytes() == before
        assert [one for one in path.parent.iterdir() if "restore" in one.name or "part" in one.name] == []

    def test_a_file_of_a_later_version_is_refused(self, path: Path) -> None:
        file = path.with_name("copy.db")
        copy(path, file)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        with pytest.raises(LibraryTooNew):
            restore(file, path, NOW)

    def test_a_file_that_is_not_there(self, path: Path) -> None:
        for missing in (path.with_name("none.db"), path.parent):
            with pytest.raises(UnreadableFile):
                restore(missing, path, NOW)

    def test_while_another_process_writes(self, path: Path) -> None:
        file = path.with_name("copy.db")
        copy(path, file)
        held = lock.take(path)
        assert held is not None
        try:
            with pytest.raises(LibraryLocked):
                restore(file, path, NOW)
        finally:
            os.close(held)
        restore(file, path, NOW)

    def test_where_no_library_was(self, path: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "new" / "library.db"
        assert restore(path, elsewhere, NOW).former is None
        assert len(titles(elsewhere)) == 5
        assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600

    def test_an_earlier_version_is_led_to_this_one_when_it_is_opened(self, path: Path, tmp_path: Path) -> None:
        file = tmp_path / "old.db"
        file.write_bytes(gzip.decompress(VERSION_1.read_bytes()))
        assert restore(file, path, NOW).contents == (1, 6, 2)
        with closing(Store.open(path)) as store:
            assert store.writable
            assert store.count(LATEST) == 6

    def test_a_link_stays_one(self, path: Path, tmp_path: Path) -> None:
        link = tmp_path / "linked" / "library.db"
        link.parent.mkdir()
        link.symlink_to(path)
        file = tmp_path / "copy.db"
        copy(path, file)
        with closing(Store.open(path)) as store:
            store.add(headlines(6, 9), NOW)
        restore(file, link, NOW)
        assert link.is_symlink()
        assert len(titles(path)) == 5


class TestBeginningAnew:
    def test_not_where_copies_tell_of_a_library(self, path: Path) -> None:
        weekly(path, NOW)
        path.write_bytes(b"")
        with pytest.raises(LibraryBroken):
            Store.open(path)
        assert path.read_bytes() == b""
        path.unlink()
        with closing(Store.open(path)) as store:
            assert store.count(LATEST) == 0

    def test_not_where_a_log_lies(self, path: Path) -> None:
        log = beside.log_of(path)
        with closing(Store.open(path)) as store:
            store.add(headlines(6, 9), NOW)
            written = log.read_bytes()
        path.unlink()
        log.write_bytes(written)
        with pytest.raises(LibraryBroken):
            Store.open(path)
        assert log.read_bytes() == written
        assert not path.exists()


class TestTakingOver:
    def test_a_reader_becomes_the_writer_when_the_other_is_gone(self, path: Path) -> None:
        with closing(Store.open(path)) as writer, closing(Store.open(path)) as reader:
            assert not reader.take_over()
            writer.add(headlines(6, 9), NOW)
            writer.close()
            assert reader.take_over()
            assert reader.count(LATEST) == 8
            reader.bookmark("bao:7", NOW)
            with closing(Store.open(path)) as third:
                assert not third.writable
        with closing(Store.open(path)) as store:
            assert store.count(Shelf("bookmarks")) == 2

    def test_what_another_library_took_the_place_of(self, path: Path) -> None:
        file = path.with_name("copy.db")
        copy(path, file)
        with closing(Store.open(path)) as writer, closing(Store.open(path)) as reader:
            writer.add(headlines(6, 9), NOW)
            writer.close()
            restore(file, path, NOW)
            assert reader.count(LATEST) == 8
            assert reader.take_over()
            assert reader.count(LATEST) == 5

    def test_a_library_of_a_later_version_is_still_read(self, path: Path) -> None:
        with closing(Store.open(path)) as writer, closing(Store.open(path)) as reader:
            writer._connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
            writer.close()
            with pytest.raises(LibraryTooNew):
                reader.take_over()
            assert reader.count(LATEST) == 5
        held = lock.take(path)
        assert held is not None, "and nobody is kept out"
        os.close(held)
