"""Kills the program at random moments of whatever it writes, and looks each time whether anything was lost.

Run it by hand: `python -m tests.torture.kills --times 200`. A process of its own fetches, bookmarks, marks, prunes,
packs or upgrades, and is ended by SIGKILL. Then the library has to be sound, every bookmark and mark that it had
reported there, every article whole, and the next start of the real program on a terminal below two seconds. The
moments come from `--seed`, which is printed.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from program import COMMAND, NAMES, ROOT, Newsagent, Program, newsagent  # noqa: E402 - found only from here
from terminal import terminal  # noqa: E402

from torture.endless import EndlessPress, ending, number_of  # noqa: E402
from torture.victim import DEEDS, KEPT, READ, READY  # noqa: E402
from tuireader.model import Paragraph, Shelf  # noqa: E402
from tuireader.store import Store  # noqa: E402

SPAN = 1.5
"""Seconds within which a process is killed, once it has loaded what it needs."""
PATIENCE = 60.0
START_MOST = 2.0
"""Seconds that a start may take after a kill."""
QUIET = "motion = false\nrefresh_on_start = false\nrefresh_minutes = 0\n[guide]\nchannels = []\n"
TEXTUAL = b"\x1b[?1000h"
"""What Textual writes before its first frame."""
OLD_LIBRARY = TESTS / "libraries" / "v1.db.gz"
ADDED = 4_000
"""Articles of the old library that is upgraded, besides those of the file."""


class Lost(AssertionError):
    """Something that had been on the disk is not there any more, or not whole."""


@dataclass
class Ground:
    """A program, its papers, and what its reader may count on."""

    program: Program
    agent: Newsagent
    kept: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    @classmethod
    def prepared(cls, folder: Path, agent: Newsagent) -> Ground:
        """With papers that never run out of news, and nothing that moves by itself."""
        program = Program(folder)
        program.write_config(QUIET)
        program.take_papers(agent.base)
        return cls(program, agent)

    def kill(self, deed: str, moment: float, *arguments: str, reports: int = 0) -> bool:
        """Have a process do the deed, kill it after so many seconds; False if it had ended by itself.

        The seconds count from when it has reported so often. What it reported is what its reader may count on.
        """
        command = [sys.executable, "-m", "torture.victim", deed, *arguments]
        environment = self.program.environment | {"PYTHONPATH": f"{ROOT}{os.pathsep}{TESTS}"}
        with subprocess.Popen(
            command,
            env=environment,
            bufsize=0,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            if process.stdout.readline().decode().strip() != READY:
                raise RuntimeError(process.stderr.read().decode())
            told = b"".join(process.stdout.readline() for _ in range(reports))
            told += _listen(process.stdout.fileno(), moment)
            process.send_signal(signal.SIGKILL)
            while more := process.stdout.read(65536):
                told += more
            failed = process.stderr.read().decode()
        if process.returncode != -signal.SIGKILL and (process.returncode or failed):
            raise Lost(f"{deed} ended with {process.returncode}: {failed}")
        for line in told.decode().splitlines():
            verb, _, identity = line.partition(" ")
            {KEPT: self.kept, READ: self.read}[verb].add(identity)
        return process.returncode == -signal.SIGKILL

    def check(self) -> int:
        """Look whether all is there and whole; gives the number of articles. Raises Lost."""
        if not self.program.paths.library.exists():
            return 0
        assert_sound(self.program.paths.library)
        with closing(Store.open(self.program.paths.library)) as store:
            if not store.writable:
                raise Lost("the lock outlived its holder")
            self._check_marks(store)
            rows = store.rows(Shelf("latest"), limit=10**6)
            here = [row.headline.id for row in rows if row.offline]
            for identity in here:
                check_whole(store, identity)
        return len(here)

    def _check_marks(self, store: Store) -> None:
        for identity in self.kept:
            row = store.row(identity)
            if row is None or not row.bookmarked:
                raise Lost(f"the bookmark of {identity}")
        for identity in self.read:
            row = store.row(identity)
            if row is not None and not row.read:  # what was read and is old may have been pruned
                raise Lost(f"the mark of {identity}")

    def start(self) -> tuple[float, float]:
        """Start the real program and leave it; gives the seconds until its list lives, and those of the way out."""
        begun = time.perf_counter()
        with terminal(COMMAND, self.program.environment) as screen:
            screen.wait_past(TEXTUAL)
            screen.wait_for("Chọn báo…")
            started = time.perf_counter()
            screen.press("\x11")
            code = screen.end()
            left = time.perf_counter()
        if code:
            raise Lost(f"the program ended with {code}")
        return started - begun, left - started


def assert_sound(library: Path) -> None:
    """Have SQLite look at every page; a library that was killed while it was made has no table. Raises Lost."""
    with closing(sqlite3.connect(library)) as connection:
        for check in ("integrity_check", "foreign_key_check"):
            told = connection.execute(f"PRAGMA {check}").fetchall()
            if told not in ([], [("ok",)]):
                raise Lost(f"{check}: {told}")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not version and not tables:
            return
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def check_whole(store: Store, identity: str) -> None:
    """Whether an article can be read, and one of the press to its last paragraph. Raises Lost."""
    article = store.article(identity)
    if article is None or not article.blocks:
        raise Lost(f"the article of {identity}")
    last = article.blocks[-1]
    if identity.partition(":")[0] not in NAMES:
        return
    if not isinstance(last, Paragraph) or last.text != ending(number_of(identity)):
        raise Lost(f"half of {identity}: {last}")


def old_library(path: Path, added: int = ADDED) -> None:
    """Write a library of the first version, large enough that an upgrade takes a while."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.decompress(OLD_LIBRARY.read_bytes()))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TEMP TABLE number (n INTEGER PRIMARY KEY)")
        connection.executemany("INSERT INTO number VALUES (?)", ((100 + one,) for one in range(added)))
        connection.executescript("""
            INSERT INTO headlines SELECT n, 'bao:' || n, 'bao', 'thoi-su', 'Tin số ' || n,
                'https://bao.example/tin-' || n || '.htm', n, n, n, hex(randomblob(1000)), '' FROM number;
            INSERT INTO placements SELECT '', '', n, n FROM number;
            INSERT INTO articles SELECT n, article, words, fetched FROM number, articles WHERE articles.key = 5;
            INSERT INTO marks (id, read, bookmarked) SELECT 'bao:' || n, n, iif(n % 5, NULL, n) FROM number;
        """)


def check_upgraded(library: Path, added: int = ADDED) -> None:
    """Whether an old library, upgraded or not, has all that it had. Raises Lost."""
    with closing(sqlite3.connect(library)) as connection:
        told = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("headlines", "marks")]
        if told != [added + 6, added + 5]:
            raise Lost(f"headlines and marks of an old library: {told}")
    assert_sound(library)
    with closing(Store.open(library)) as store:
        if store.count(Shelf("bookmarks")) != len(range(100, 100 + added, 5)) + 2 or store.article("bao:103") is None:
            raise Lost("bookmarks and articles of an old library")


def _listen(descriptor: int, seconds: float) -> bytes:
    told, end = b"", time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and select.select([descriptor], [], [], left)[0]:
        if not (heard := os.read(descriptor, 65536)):
            break
        told += heard
    return told


class Upgrades:
    """Old libraries, upgraded one after the other, and how long that takes."""

    def __init__(self, ground: Ground, added: int = ADDED) -> None:
        self._ground = ground
        self._added = added
        self._library = ground.program.folder / "old" / "library.db"
        self._print()
        begun = time.perf_counter()
        Store.open(self._library).close()
        self.span = (time.perf_counter() - begun) * 1.3

    def kill(self, moment: float) -> bool:
        """Kill one in the middle, and look at what is left; False if it had ended before. Raises Lost."""
        self._print()
        killed = self._ground.kill("migrate", moment, str(self._library))
        check_upgraded(self._library, self._added)
        return killed

    def _print(self) -> None:
        for left_over in self._library.parent.glob("library.db*"):
            left_over.unlink()
        old_library(self._library, self._added)


def run(folder: Path, times: int, seed: int, *, deeds: Sequence[str] = tuple(DEEDS)) -> list[tuple[float, float]]:
    """Kill so many times, each time print a line; gives the seconds of each start and way out. Raises Lost."""
    chance = random.Random(seed)
    measured: list[tuple[float, float]] = []
    with newsagent(EndlessPress()) as agent:
        ground = Ground.prepared(folder, agent)
        upgrades = Upgrades(ground)
        for turn in range(1, times + 1):
            deed = deeds[turn % len(deeds)]
            moment = chance.uniform(0, upgrades.span if deed == "migrate" else SPAN)
            killed = upgrades.kill(moment) if deed == "migrate" else ground.kill(deed, moment)
            articles = ground.check()
            measured.append(ground.start())
            ending_word = "killed" if killed else "ended "
            print(f"{turn:4} {deed:8} {ending_word} at {moment:.3f} s; whole: {articles} articles, ", end="")
            print(f"{len(ground.kept)} bookmarks, {len(ground.read)} marks; ", end="")
            print("start {:.2f} s, way out {:.2f} s".format(*measured[-1]), flush=True)
    return measured


def main() -> int:
    """Kill, and print the verdict; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory(prefix="tuireader-kills-") as folder:
        try:
            measured = run(Path(folder), arguments.times, arguments.seed)
        except Lost as lost:
            print(f"LOST: {lost}")
            return 1
    slowest, last_out = (max(times) for times in zip(*measured, strict=True))
    print(f"{arguments.times} kills, nothing lost; slowest start {slowest:.2f} s, slowest way out {last_out:.2f} s")
    return 0 if slowest < START_MOST else 1


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
