"""One deed over and over again, in a process that is to be killed. It tells on stdout what is on the disk.

A line is written only after the call that it tells of has returned: `kept ID` for a bookmark, `read ID` for a mark.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import aclosing
from itertools import count
from pathlib import Path

from tuireader.__main__ import main
from tuireader.cli.stand import opened, set_up
from tuireader.config import paths
from tuireader.model import Shelf
from tuireader.newsstand import Newsstand, utc_now
from tuireader.store import Store
from tuireader.store.pruning import SLICE, Retention

_told_to = 1
READY = "ready"
KEPT, READ = "kept", "read"


def tell(*words: str) -> None:
    """A line in one write, so that it arrives whole or not at all."""
    os.write(_told_to, f"{' '.join(words)}\n".encode())


def sync() -> None:
    """Fetch news without an end."""
    for _ in count():
        main(["sync", "--quiet"])


def mark() -> None:
    """Bookmark and read whatever comes, while more comes."""
    asyncio.run(_mark())


async def _mark() -> None:
    async with opened(set_up()) as (stand, _):
        news = asyncio.create_task(_refresh(stand))
        while not news.done():
            for row in await stand.rows(Shelf("unread"), limit=20):
                identity = row.headline.id
                if int(identity[-1]) < 3:
                    await stand.bookmark(identity, keep=True)
                    tell(KEPT, identity)
                await stand.read([identity])
                tell(READ, identity)
            await asyncio.sleep(0)
        await news


async def _refresh(stand: Newsstand, times: int = 1000) -> None:
    for _ in range(times):
        async with aclosing(stand.refresh(stand.sections())) as news:
            async for _ in news:
                pass


def prune() -> None:
    """Fetch, read all, and let all go that was read, as `KeepingDesk.prune` does it."""
    for _ in count():
        main(["sync", "--quiet", "--feeds-only"])
        store = Store.open(paths().library)
        store.read_all(Shelf("latest"), utc_now())
        ids = [one.id for one in store.prunable(Retention(0, 1), utc_now())]
        for start in range(0, len(ids), SLICE):
            store.prune(ids[start : start + SLICE], utc_now())
        more = store.tidy_index(begin=True)
        while more or store.give_back():
            more = more and store.tidy_index(begin=False)
        store.close()


def pack() -> None:
    """Pack without an end, while more comes."""
    for _ in count():
        main(["pack", "--max", "3MB", "--quiet"])


def migrate() -> None:
    """Open the library that the arguments name, which is an old one."""
    Store.open(Path(sys.argv[2])).close()


DEEDS: dict[str, Callable[[], None]] = {"sync": sync, "mark": mark, "prune": prune, "pack": pack, "migrate": migrate}

if __name__ == "__main__":
    _told_to = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the program itself prints is of no interest
    tell(READY)
    DEEDS[sys.argv[1]]()
