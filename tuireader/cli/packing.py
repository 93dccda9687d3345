"""The subcommand `pack`: fills what is taken along, and tells what is in it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import aclosing

from msgspec import Struct

from tuireader.cli import progress
from tuireader.cli.commands import put_json, say, told
from tuireader.cli.faults import report
from tuireader.cli.stand import opened, set_up
from tuireader.newsstand.bag import Filling, Pack, Wish
from tuireader.newsstand.outcomes import Refreshed
from tuireader.ui import pack_words, phrases


class PackReport(Struct, frozen=True):
    """What `pack --json` prints."""

    articles: int
    minutes: int
    pictures: int
    received: int
    """Bytes of bodies that came for this pack, also before it was broken off."""
    budget: int
    failed: int
    """Sections and articles that could not be had."""
    end: str
    """`full`, `enough`, `all`, `capped` or `offline`."""


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments say."""
    return asyncio.run(pack(arguments))


async def pack(arguments: argparse.Namespace) -> int:
    """Fill a pack, or go on with the one that was broken off."""
    wish = Wish(arguments.max, arguments.sections, arguments.minutes, arguments.images)
    last = Filling("feeds", Pack())
    async with opened(told(set_up())) as (newsstand, fault):
        if fault is not None:
            return report(fault)
        if wish.pictures and not newsstand.pictures.is_able:
            print(f"tuireader: {pack_words.NOT_ABLE}", file=sys.stderr)
        try:
            async with aclosing(newsstand.pack.fill(wish)) as fillings:
                async for last in fillings:
                    _tell(last, quiet=arguments.quiet)
        except asyncio.CancelledError:
            progress.end(quiet=arguments.quiet)
            print(f"{pack_words.contents(last.pack)}. {pack_words.STOPPED}", file=sys.stderr)
            raise
    progress.end(quiet=arguments.quiet)
    if arguments.json:
        pack = last.pack
        put_json(
            PackReport(
                pack.articles, pack.minutes, pack.pictures, pack.received, wish.budget, last.failed, last.end or ""
            )
        )
    else:
        say(pack_words.result(last))
    return exit_code(last)


def exit_code(last: Filling) -> int:
    """0 for a pack that holds what it was to hold, 3 where something could not be had, 4 without a network."""
    if last.end == "offline":
        return 4
    return 3 if last.failed or last.end == "capped" else 0


def _tell(filling: Filling, *, quiet: bool) -> None:
    """How far it has come, and what went wrong with a section."""
    if quiet:
        return
    outcome = filling.outcome
    if isinstance(outcome, Refreshed) and outcome.error is not None:
        progress.end()
        print(f"{outcome.source}/{outcome.section}: {phrases.sentence(outcome.error)}", file=sys.stderr)
    progress.show(f"{pack_words.coming(filling)} · {pack_words.contents(filling.pack)}")
