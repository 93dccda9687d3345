"""`backup`, `restore`, and the way back from a damaged library, in a shell and on a terminal."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from program import COMMAND, Program
from terminal import terminal

from tuireader.cli import library
from tuireader.cli.arguments import parser
from tuireader.cli.faults import report
from tuireader.errors import LibraryBroken, LibraryTooNew, NotALibrary, UnreadableFile
from tuireader.model import Headline, Shelf
from tuireader.store import Store, beside, lock, schema
from tuireader.store.copying import weekly

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs XDG folders and terminals")

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TITLE = "Tin có trong bản sao"
ASKED = "Lấy lại bản sao ấy?"
Command = Callable[..., int]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """One article in the library, bookmarked, and nobody asked for news."""
    program = Program(tmp_path)
    program.take_papers("http://127.0.0.1:9")
    program.write_config("refresh_on_start = false\nmotion = false\n[guide]\nchannels = []\n")
    add(program, 1, TITLE)
    return program


def add(program: Program, number: int, title: str) -> None:
    with closing(Store.open(program.paths.library)) as store:
        store.add([Headline(f"vtv:{number}", "vtv", "tin-moi", title, f"https://vtv.example/{number}", NOW)], NOW)
        store.bookmark(f"vtv:{number}", NOW)


def titles(path: Path) -> list[str]:
    with closing(Store.open(path, read_only=True)) as store:
        return [row.headline.title for row in store.rows(Shelf("latest"))]


@pytest.fixture
def command(program: Program, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A subcommand of the program in this process."""
    for name, value in program.environment.items():
        if name.startswith("XDG"):
            monkeypatch.setenv(name, value)
    return lambda *arguments: library.run(parser().parse_args(list(arguments)))


class TestCommands:
    def test_there_and_back(
        self, program: Program, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "sao.db"
        with closing(Store.open(program.paths.library)) as held:
            assert command("backup", str(file)) == 0, "also while the screen is open"
            assert held.writable
        assert capsys.readouterr().out == f"Đã chép thư viện vào {file}: 1 tin, 1 bài đánh dấu.\n"
        add(program, 2, "Tin đến sau")
        assert command("restore", str(file)) == 0
        first, second = capsys.readouterr().out.splitlines()
        assert first == "Đã lấy lại thư viện: 1 tin, 1 bài đánh dấu."
        former = Path(second.removeprefix("Thư viện trước đó được giữ ở "))
        assert titles(program.paths.library) == [TITLE]
        assert sorted(titles(former)) == sorted([TITLE, "Tin đến sau"])

    def test_a_file_that_is_there(self, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "sao.db"
        file.write_text("mine")
        assert command("backup", str(file)) == 1
        assert capsys.readouterr().err.endswith("nên không ghi đè. Muốn ghi đè: --force\n")
        assert file.read_text() == "mine"
        assert command("backup", str(file), "--force") == 0
        assert titles(file) == [TITLE]

    def test_while_another_holds_the_library(
        self, program: Program, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command("backup", str(tmp_path / "sao.db"))
        held = lock.take(program.paths.library)
        assert held is not None
        capsys.readouterr()
        try:
            assert command("restore", str(tmp_path / "sao.db")) == 75
        finally:
            os.close(held)
        assert capsys.readouterr().err.count("\n") == 1

    def test_what_cannot_be_restored(
        self, program: Program, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "rac.db").write_bytes(b"rubbish" * 1000)
        command("backup", str(tmp_path / "moi.db"))
        with closing(sqlite3.connect(tmp_path / "moi.db")) as later:
            later.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        before = program.paths.library.read_bytes()
        for file, error, sentence in (
            ("khong\x1b[2J.db", UnreadableFile, "không có tệp ấy"),
            ("rac.db", NotALibrary, "không phải là thư viện của tuireader, hay đã hỏng. Không có gì bị thay đổi."),
            ("moi.db", LibraryTooNew, "do một tuireader mới hơn ghi"),
        ):
            with pytest.raises(error) as raised:
                command("restore", str(tmp_path / file))
            capsys.readouterr()
            assert report(raised.value) == 1
            told = capsys.readouterr().err
            assert sentence in told
            assert "\x1b" not in told
        assert program.paths.library.read_bytes() == before


class TestDamaged:
    @pytest.fixture
    def damaged(self, program: Program) -> Path:
        """The library is cut off, and there is a copy of last week."""
        copy = weekly(program.paths.library, NOW)
        assert copy is not None
        add(program, 2, "Tin đến sau")
        os.truncate(program.paths.library, 10_000)
        return copy

    def test_the_sentence_names_the_way_back(self, program: Program, damaged: Path) -> None:
        done = program.run("sync", "--quiet")
        assert (done.returncode, done.stdout) == (1, b"")
        told = done.stderr.decode()
        assert told.count("\n") == 1
        assert "bị hỏng" in told
        assert told.endswith(f"lấy lại: tuireader restore {damaged}\n")
        assert program.run("restore", str(damaged)).returncode == 0
        assert titles(program.paths.library) == [TITLE]

    def test_without_a_copy(self, program: Program, capsys: pytest.CaptureFixture[str]) -> None:
        os.truncate(program.paths.library, 10_000)
        assert report(LibraryBroken(program.paths.library)) == 1
        assert "Chưa có bản sao nào" in capsys.readouterr().err
        with terminal(COMMAND, program.environment) as screen:
            screen.wait_for("Chưa có bản sao nào")
            assert screen.end() == 1
        assert program.paths.library.stat().st_size == 10_000

    def test_the_reader_is_asked_and_wants_the_copy(self, program: Program, damaged: Path) -> None:
        with terminal(COMMAND, program.environment) as screen:
            screen.wait_for("bị hỏng", "1 tin, 1 bài đánh dấu", ASKED)
            screen.press("x", "enter")
            screen.wait_for(ASKED)
            screen.press("enter")
            screen.wait_for(TITLE)
            screen.press("\x11")
            assert screen.end() == 0
            assert screen.is_restored
        (former,) = program.paths.library.parent.glob("library.before-restore-*.db")
        assert former.stat().st_size == 10_000
        assert damaged.exists()

    def test_what_can_be_read_is_read_where_there_is_no_copy(self, program: Program) -> None:
        with closing(sqlite3.connect(program.paths.library)) as connection:
            (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pages'").fetchone()
        with program.paths.library.open("r+b") as file:
            file.seek((root - 1) * 4096)
            file.write(b"\xff" * 4096)
        beside.doubt_of(program.paths.library).touch()
        damaged = program.paths.library.read_bytes()
        done = program.run("sync", "--quiet")
        assert done.returncode == 1
        assert "bị hỏng nên không ghi gì nữa" in done.stderr.decode()
        assert titles(program.paths.library) == [TITLE]
        with terminal(COMMAND, program.environment) as screen:
            screen.wait_for(TITLE, "không ghi gì nữa")
            screen.press("\x11")
            assert screen.end() == 0
            assert screen.is_restored
        assert program.paths.library.read_bytes() == damaged

    @pytest.mark.parametrize("answer", [["k", "enter"], ["\x04"]])
    def test_the_reader_is_asked_and_does_not(self, program: Program, damaged: Path, answer: list[str]) -> None:
        with terminal(COMMAND, program.environment) as screen:
            screen.wait_for(ASKED)
            screen.press(*answer)
            screen.wait_for(f"tuireader restore {damaged}"[:40])
            assert screen.end() == 1
        assert program.paths.library.stat().st_size == 10_000
        assert list(program.paths.library.parent.glob("*before*")) == []
