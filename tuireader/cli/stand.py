"""Builds the newsstand of this machine: its papers, its library, its network, and the handbook that needs none."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from pathlib import Path

from msgspec import Struct

from tuireader import demo
from tuireader.cli import kept
from tuireader.config import Config, Paths, load_config, paths, size_of
from tuireader.errors import ConfigError, LibraryFull, NewsError
from tuireader.fetch import Fetcher
from tuireader.model import Choice, Shelf, Source
from tuireader.newsstand import Newsstand, utc_now
from tuireader.newsstand.keeping import Retention
from tuireader.newsstand.pictures import wanted
from tuireader.sources import load_sources
from tuireader.state import load_state


class Setup(Struct, frozen=True):
    """What this machine reads and how, and what was wrong with the reader's own files."""

    paths: Paths
    config: Config
    sources: tuple[Source, ...]
    faults: tuple[NewsError, ...]
    choice: Choice = Choice()
    """Which of the papers the reader wants."""
    saving: bool | None = None
    """Whether data is to be saved, where that is not as the configuration says."""
    is_demo: bool = False
    """The broadcaster's programme is printed in-process as well."""


def set_up(*, keep: bool = False) -> Setup:
    """Read the reader's configuration and newspapers; whatever is wrong there is told and left out.

    With `keep` what they say is kept, so that the next start is faster.
    """
    places = paths()
    state = load_state(places.state)
    if (known := kept.read(places)) is not None:
        return Setup(places, known.config, known.papers, (), state.choice, state.saving)
    read_at, faults = kept.stamp(places), list[NewsError]()
    try:
        config = load_config(places.config)
    except ConfigError as fault:
        config = Config()
        faults.append(fault)
    sources, broken = load_sources(places.sources)
    papers = (*sources, demo.handbook())
    if keep and not faults and not broken:
        kept.keep(places, read_at, config, papers)
    return Setup(places, config, papers, (*faults, *broken), state.choice, state.saving)


def set_up_demo(folder: Path) -> Setup:
    """The demo paper alone, with everything it writes in one folder."""
    return Setup(paths(folder), Config(), demo.sources(), (), is_demo=True)


@asynccontextmanager
async def opened(setup: Setup) -> AsyncIterator[tuple[Newsstand, NewsError | None]]:
    """The open newsstand; where nothing may be written it works in memory, and the error says why."""
    async with AsyncExitStack() as stack:
        fault = None
        try:
            newsstand = await stack.enter_async_context(_newsstand(setup, setup.paths.library))
        except LibraryFull as full:
            fault = full
            newsstand = await stack.enter_async_context(_newsstand(setup, None))
        yield newsstand, fault


async def lay_out_handbook(newsstand: Newsstand) -> None:
    """Put the handbook into a library that has none, so that no first launch ends in an empty screen."""
    shelf = Shelf("section", demo.PAPER, demo.HANDBOOK)
    if newsstand.writable and newsstand.sections(shelf) and not await newsstand.count(shelf):
        async with aclosing(newsstand.refresh(newsstand.sections(shelf))) as outcomes:
            async for _ in outcomes:
                pass


def in_memory(setup: Setup) -> Newsstand:
    """A newsstand that keeps nothing, to be opened beside one that another tuireader writes."""
    return _newsstand(setup, None)


def _newsstand(setup: Setup, library: Path | None) -> Newsstand:
    fetcher = Fetcher()
    fetcher.serve(demo.HOST, lambda: demo.press(utc_now()))
    if setup.is_demo:
        fetcher.serve(demo.BROADCASTER, lambda: demo.press(utc_now()))
    cache = setup.paths.cache if library else None
    newsstand = Newsstand(
        setup.sources,
        fetcher,
        choice=setup.choice,
        own=setup.paths.sources,
        library=library,
        cache=cache,
        carry=setup.config.carry,
    )
    guide = setup.config.guide
    newsstand.guide.follow(guide.channels, guide.sources, guide.addresses)
    newsstand.pictures.on = wanted(setup.config.images, os.environ)
    keep = setup.config.keep
    newsstand.keeping.keep = Retention(keep.read_days, size_of(keep.max_library))
    limits = setup.config.data
    newsstand.usage.limit(run=size_of(limits.max_run), day=size_of(limits.max_day))
    newsstand.usage.save(saving=limits.saving if setup.saving is None else setup.saving)
    return newsstand
