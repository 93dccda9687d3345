"""A hundred papers fetched, read and stored: `tuireader sync --feeds-only` beside newsboat's reload, whole processes.

Run it by hand: `python tests/bench/reload.py`. Both ask the same synthetic papers of the corpus server, in turns, first
with nothing at home and then with everything (304); medians are told, and how many items each has in its database, and
what Python takes until httpx is there. Then one paper hangs, and it is told how long the others took all the same.
Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from packing import TOOLS, corpus_server
from program import COMMAND, Program

from tuireader.model import Choice
from tuireader.sources import load_sources
from tuireader.state import State, save_state

THREADS = 20
PAPER = """
id = "paper{number}"
name = "Báo {number}"
home = "{base}/paper{number}/"

[[section]]
id = "tin"
name = "Tin"
feed = "{feed}"
"""
PAUSE = 0.005
"""Seconds between two looks into a library that is being filled."""
TICK = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """What a process took, in milliseconds."""

    wall: float
    processor: float
    server: float
    """What the server used of a processor meanwhile."""


class Contender(NamedTuple):
    """A program, where it keeps things, and how its items are counted."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    kept: tuple[Path, ...]
    """What is deleted for a cold start."""
    database: Path
    table: str

    def forget(self) -> None:
        """Leave nothing of earlier runs."""
        for place in self.kept:
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)

    def items(self) -> int:
        """How many items are in its database, 0 while there is none."""
        if not self.database.exists():
            return 0
        try:
            with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as connection:
                return int(connection.execute(f"SELECT count(*) FROM {self.table}").fetchone()[0])
        except sqlite3.OperationalError:  # its tables are being made
            return 0

    def start(self) -> subprocess.Popen[bytes]:
        """Set it to work."""
        return subprocess.Popen(
            self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=None
        )


FLOOR = Contender("httpx", (sys.executable, "-c", "import asyncio, httpx"), os.environ, (), Path(), "")
"""What any program that asks with httpx takes before it asks."""


def tuireader(folder: Path, base: str, feeds: Sequence[str]) -> Contender:
    """This program with a paper for each feed, and none of its own."""
    program = Program(folder)
    program.paths.sources.mkdir(parents=True)
    for number, feed in enumerate(feeds):
        (program.paths.sources / f"paper{number}.toml").write_text(
            PAPER.format(number=number, base=base, feed=feed), "utf-8"
        )
    program.paths.state.parent.mkdir(parents=True)
    others = {source.id: False for source in load_sources()[0]}
    save_state(program.paths.state, State(choice=Choice(papers={**others, "cam-nang": False}), first=False))
    return Contender(
        "tuireader",
        (*COMMAND, "sync", "--feeds-only", "--quiet"),
        program.environment,
        (folder / "data", folder / "cache"),
        program.paths.library,
        "headlines",
    )


def newsboat(folder: Path, feeds: Sequence[str]) -> Contender:
    """newsboat with the same feeds."""
    folder.mkdir()
    urls, config, cache = folder / "urls", folder / "config", folder / "cache.db"
    urls.write_text("".join(f"{feed}\n" for feed in feeds), "utf-8")
    config.write_text(f"auto-reload no\nreload-threads {THREADS}\n", "utf-8")
    return Contender(
        "newsboat",
        ("newsboat", "-u", str(urls), "-c", str(cache), "-C", str(config), "-x", "reload"),
        {"HOME": str(folder), "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"},
        (cache,),
        cache,
        "rss_item",
    )


def cost(contender: Contender, server: int) -> Cost:
    """One run to its end."""
    used, began = processor(server), time.perf_counter()
    process = contender.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{contender.name} ended with {process.returncode}")
    return Cost(wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3, (processor(server) - used) * 1e3)


def processor(pid: int) -> float:
    """Seconds of a processor that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def tell_costs(contenders: Sequence[Contender], base: str, server: int, rounds: int) -> None:
    """Cold and with 304s in turns; the first turn does not count, so that what is compiled or read from the disk is.

    newsboat keeps the validators of a feed only when it has known the feed before, so 304s come with the third run.
    """
    costs: dict[tuple[str, str], list[Cost]] = {}
    confirmed: dict[str, int] = {}
    for _ in range(rounds + 1):
        for contender in contenders:
            contender.forget()
            costs.setdefault(("cold", contender.name), []).append(cost(contender, server))
            cost(contender, server)
            before = answers(base)["not_modified"]
            costs.setdefault(("304", contender.name), []).append(cost(contender, server))
            confirmed[contender.name] = answers(base)["not_modified"] - before
    for kind in ("cold", "304"):
        _tell_kind(kind, {contender.name: costs[kind, contender.name][1:] for contender in contenders})
    _tell_kind("", {"httpx": [cost(FLOOR, server) for _ in range(rounds)]})
    for contender in contenders:
        print(f"{contender.name:<15} {contender.items()} items stored, {confirmed[contender.name]} answers were 304")


def _tell_kind(kind: str, costs: Mapping[str, Sequence[Cost]]) -> None:
    """A line for each program, and how the first stands to the second."""
    for name, each in costs.items():
        middle, walls = _median(each), [one.wall for one in each]
        print(
            f"{kind:<5}{name:<10} wall {middle.wall:6.0f} ms ({min(walls):.0f}-{max(walls):.0f})"
            f"   CPU {middle.processor:6.0f} ms   server's CPU {middle.server:5.0f} ms"
        )
    if len(costs) == 2:
        ours, theirs = map(_median, costs.values())
        wall, used = ours.wall / theirs.wall, ours.processor / theirs.processor
        print(f"{kind:<5}{'ratio':<10} wall {wall:6.2f}   CPU {used:.2f}")


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(each) for each in zip(*costs, strict=True)))


def answers(base: str) -> dict[str, int]:
    """What the server counted."""
    with urllib.request.urlopen(f"{base}/_stats") as answer:
        told = json.load(answer)
    return {name: told[name] for name in ("requests", "not_modified", "bytes")}


@contextmanager
def hanging() -> Iterator[str]:
    """A server that takes every connection and never says a word; gives its origin."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def tell_hanging(make: Callable[[str, str], Contender], base: str, items: int, rounds: int) -> None:
    """How long all others take with a paper in their midst that hangs, and without, in turns."""
    with hanging() as silent:
        contenders = {"all answer": make("whole", base), "one hangs": make("broken", silent)}
        filled: dict[str, list[float]] = {name: [] for name in contenders}
        ended: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(rounds):
            for name, contender in contenders.items():
                contender.forget()
                began = time.perf_counter()
                process = contender.start()
                while contender.items() < items and process.poll() is None:
                    time.sleep(PAUSE)
                filled[name].append(time.perf_counter() - began)
                process.wait()
                ended[name].append(time.perf_counter() - began)
        for name, contender in contenders.items():
            print(
                f"{name:<15} {items} items of the others after {statistics.median(filled[name]) * 1e3:5.0f} ms"
                f" ({min(filled[name]) * 1e3:.0f}-{max(filled[name]) * 1e3:.0f}),"
                f" {contender.items()} in the end, which is after {statistics.median(ended[name]):.1f} s"
            )


def main() -> None:
    """Serve the papers, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=100)
    parser.add_argument("--latency-ms", type=float, default=50.0)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--hanging", type=int, default=3, help="rounds with a paper that hangs; each ends at a deadline"
    )
    parser.add_argument("--tools", type=Path, default=TOOLS)
    arguments = parser.parse_args()
    papers: int = arguments.papers
    if shutil.which("newsboat") is None or not (arguments.tools / "corpus_server.py").exists():
        raise SystemExit("newsboat or the corpus server is missing, so there is nothing to compare with.")
    with (
        tempfile.TemporaryDirectory(prefix="tuireader-reload-") as name,
        corpus_server(arguments.tools, papers, arguments.latency_ms) as (base, server),
    ):
        folder = Path(name)
        feeds = [f"{base}/paper{number}/feed.rss" for number in range(papers)]
        print(f"{papers} papers, {arguments.latency_ms:g} ms, load {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
        if arguments.rounds:
            contenders = (tuireader(folder / "tuireader", base, feeds), newsboat(folder / "newsboat", feeds))
            tell_costs(contenders, base, server, arguments.rounds)

        def with_first(name: str, origin: str) -> Contender:
            return tuireader(folder / name, base, [f"{origin}/paper0/feed.rss", *feeds[1:]])

        if arguments.hanging:
            tell_hanging(with_first, base, 50 * (papers - 1), arguments.hanging)


if __name__ == "__main__":
    main()
