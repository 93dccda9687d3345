"""Packs from the corpus server, which counts what it sends; then the server is gone, every socket is refused, and all
of the pack is opened.

Run it by hand: `python tests/bench/packing.py --max 5MB`. It prints what the meter and the server counted and how many
articles opened, and ends with 1 where they differ by more than 2 %, more came than might, or an article is missing. The
server also counts the answer that did not fit any more and was refused, which matters beside a small pack.
"""

from __future__ import annotations

import argparse
import asyncio
import errno
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path

from msgspec.structs import replace

from tuireader.config import size_of
from tuireader.fetch import Fetcher
from tuireader.model import Section, Shelf, Source
from tuireader.newsstand import Newsstand
from tuireader.newsstand.bag import Filling, Pack, Wish
from tuireader.newsstand.reading_time import reading_minutes
from tuireader.sources import load_sources
from tuireader.ui import pack_words

TOOLS = Path(__file__).parents[2].parent / "shared" / "tools"
DIFFER_MOST = 0.02


@contextmanager
def corpus_server(tools: Path, papers: int, latency: float) -> Iterator[tuple[str, int]]:
    """The server while the block runs; gives its origin and its process."""
    command = [sys.executable, str(tools / "corpus_server.py"), "--port", "0"]
    command += ["--papers", str(papers), "--latency-ms", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip(), server.pid
        finally:
            server.terminate()


def papers_at(base: str, synthetic: int) -> list[Source]:
    """The shipped papers of which the server has pages, and its synthetic ones, all with one section."""
    with urllib.request.urlopen(f"{base}/") as listed:
        sites = {line.split("/")[1] for line in listed.read().decode().splitlines() if line}
    known = [source for source in load_sources()[0] if source.id in sites]
    made = [Source(f"paper{k}", f"Báo {k}", "", ()) for k in range(synthetic)]
    return [
        replace(one, home=f"{base}/{one.id}/", sections=(Section("tin", "Tin", f"{base}/{one.id}/feed.rss"),), on=True)
        for one in (*known, *made)
    ]


def newsstand(folder: Path, papers: list[Source]) -> Newsstand:
    """The stand on the library in a folder."""
    return Newsstand(papers, Fetcher(), library=folder / "library.db", cache=folder / "cache")


async def fill(stand: Newsstand, wish: Wish) -> Filling:
    """Fill a pack; gives what was told last."""
    last = Filling("feeds", Pack())
    async with stand, aclosing(stand.pack.fill(wish)) as told:
        async for filling in told:
            last = filling
    return last


async def read_all(stand: Newsstand) -> list[int]:
    """The minutes of every article of the pack, each opened."""
    async with stand:
        return [reading_minutes(await stand.open(row)) for row in await stand.rows(Shelf("packed"), limit=100_000)]


def refuse_sockets() -> None:
    """Nothing connects to anything from now on."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.socket.connect_ex = refuse  # type: ignore[method-assign,assignment]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--max", type=size_of, default=5_000_000)
    parser.add_argument("--papers", type=int, default=20, help="synthetic papers")
    parser.add_argument("--latency-ms", type=float, default=50.0)
    parser.add_argument("--tools", type=Path, default=TOOLS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with corpus_server(arguments.tools, arguments.papers, arguments.latency_ms) as (base, _):
            papers = papers_at(base, arguments.papers)
            stand = newsstand(Path(folder), papers)
            began = time.perf_counter()
            last = asyncio.run(fill(stand, Wish(arguments.max)))
            took = time.perf_counter() - began
            with urllib.request.urlopen(f"{base}/_stats") as answer:
                sent = json.load(answer)
        refuse_sockets()
        minutes = asyncio.run(read_all(newsstand(Path(folder), papers)))
    pack = last.pack
    differ = abs(sent["bytes"] - pack.received) / max(sent["bytes"], 1)
    print(f"{pack_words.result(last)} {took:.1f} s, {len(papers)} papers")
    print(f"meter {pack.received} B, server {sent['bytes']} B in {sent['requests']} answers: {differ:.2%} apart")
    print(
        f"allowed {arguments.max} B; promised {pack.articles} articles, {len(minutes)} opened, {sum(minutes)} minutes"
    )
    kept = len(minutes) == pack.articles > 0 and sum(minutes) == pack.minutes
    return 0 if kept and pack.received <= arguments.max and differ <= DIFFER_MOST else 1


if __name__ == "__main__":
    sys.exit(main())
