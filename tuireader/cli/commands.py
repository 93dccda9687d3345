"""The subcommands: each reads its arguments, prints to stdout and gives an exit code."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterable
from contextlib import aclosing
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tuireader import dates, sources
from tuireader.cli import broadcast, doctor
from tuireader.cli import progress as telling
from tuireader.cli.checking import check_lines
from tuireader.cli.faults import report
from tuireader.cli.plain import article_text, row_text, tame
from tuireader.cli.stand import Setup, opened, set_up
from tuireader.cli.usage import usage_facts, usage_lines
from tuireader.errors import LibraryDamaged, NewsError, UnreadableFile
from tuireader.language import counted, tr
from tuireader.model import Article, FeedItem, Row, Shelf, ShelfKind, Source
from tuireader.newsstand import Carried, Newsstand, Refreshed
from tuireader.sources.check import check_source
from tuireader.text import clean_line
from tuireader.ui import edition_words, phrases

NO_ROWS = {
    "latest": tr("Chưa có tin nào. Hãy chạy: tuireader sync"),
    "unread": tr("Không còn bài nào chưa đọc."),
    "bookmarks": tr("Chưa đánh dấu bài nào."),
    "packed": tr("Chưa có gói nào. Hãy chạy: tuireader pack"),
    "search": phrases.NO_ROWS["search"],
}

HELD = tr("Một tuireader khác đang giữ thư viện, nên lần này không lấy tin; màn hình đang mở sẽ lấy thay.")


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments say."""
    simple: dict[str, Callable[[argparse.Namespace], int]] = {"inspect": inspect, "check": check, "paths": show_paths}
    awaited: dict[str, Callable[[argparse.Namespace], Coroutine[None, None, int]]] = {
        "sync": sync,
        "read": read,
        "list": show_list,
        "search": search,
        "doctor": examine,
        "prune": prune,
        "usage": show_usage,
    }
    if arguments.command == "pack":
        from tuireader.cli import packing

        return packing.run(arguments)
    if arguments.command in simple:
        return simple[arguments.command](arguments)
    return asyncio.run(awaited[arguments.command](arguments))


def show_paths(_: argparse.Namespace) -> int:
    """Where everything lies."""
    setup = set_up()
    names = {
        "library": tr("thư viện"),
        "cache": tr("bộ nhớ đệm"),
        "config": tr("cấu hình"),
        "sources": tr("báo của bạn"),
    }
    names |= {"state": tr("trạng thái"), "log": tr("nhật ký")}
    for field, name in names.items():
        say(f"{name:<12} {getattr(setup.paths, field)}")
    return 0


class SectionReport(msgspec.Struct, frozen=True):
    """One section in the report of `sync --json`."""

    source: str
    section: str
    new: int
    unchanged: bool
    error: str = ""


class SyncReport(msgspec.Struct, frozen=True):
    """What `sync --json` prints."""

    sections: list[SectionReport]
    new: int
    carried: int
    not_carried: int
    unchanged: int
    failed: int
    received: int
    """Bytes of bodies on the wire."""
    used_up: str = ""
    """Why it ended before its time: the data that may come is used up."""


async def sync(arguments: argparse.Namespace) -> int:
    """Fetch the news of all followed sections, and carry full texts home."""
    asked: list[Refreshed] = []
    carried: list[Carried] = []
    async with opened(_at_most(told(set_up(keep=True)), arguments.max)) as (newsstand, fault):
        if fault is not None:
            return report(fault)
        if not newsstand.writable:
            return await _leave_it(newsstand)
        news = newsstand.refresh(newsstand.sections(), carry=not arguments.feeds_only)
        async with aclosing(news):
            async for progress in news:
                telling.tell(progress, quiet=arguments.quiet)
                match progress.outcome:
                    case Refreshed() as section:
                        asked.append(section)
                    case Carried() as article:
                        carried.append(article)
        if not newsstand.offline:
            await newsstand.keeping.prune_daily()
        summary = _summary(asked, carried, newsstand)
        _tell_summary(summary, arguments)
        await _copy(newsstand)
    if summary.used_up:
        return 3
    return 0 if summary.failed == 0 else 4 if summary.failed == len(asked) else 3


async def _leave_it(newsstand: Newsstand) -> int:
    """Tell why no news may be fetched; gives the exit code."""
    if isinstance(newsstand.refusal, LibraryDamaged):
        return report(newsstand.refusal)
    await newsstand.custodian.ask_for_news()
    print(f"tuireader: {HELD}", file=sys.stderr)
    return 75


def _tell_summary(summary: SyncReport, arguments: argparse.Namespace) -> None:
    telling.end(quiet=arguments.quiet)
    if summary.used_up and not arguments.quiet:
        print(f"tuireader: {summary.used_up}", file=sys.stderr)
    if arguments.json:
        put_json(summary)
    elif not arguments.quiet:
        carried_home = counted("{count} bài về máy.", summary.carried)
        say(f"{phrases.arrived(summary.new)} {carried_home} {phrases.size(summary.received)}.")
    sys.stdout.flush()


async def _copy(newsstand: Newsstand) -> None:
    """Have the library copied if that is due; that it cannot be is told, and does not make the news worse."""
    try:
        await newsstand.custodian.copy()
    except NewsError as error:
        report(error)


def _summary(asked: list[Refreshed], carried: list[Carried], newsstand: Newsstand) -> SyncReport:
    sections = [
        SectionReport(one.source, one.section, one.new, one.unchanged, phrases.sentence(one.error) if one.error else "")
        for one in asked
    ]
    return SyncReport(
        sections=sections,
        new=sum(one.new for one in asked),
        carried=sum(one.error is None for one in carried),
        not_carried=sum(one.error is not None for one in carried),
        unchanged=sum(one.unchanged for one in asked),
        failed=sum(one.error is not None for one in asked),
        received=newsstand.usage.received,
        used_up=phrases.sentence(newsstand.usage.used_up) if newsstand.usage.used_up else "",
    )


def _at_most(setup: Setup, size: int) -> Setup:
    """The setup with another limit of what may come in this run, where one is given."""
    if not size:
        return setup
    return replace(setup, config=replace(setup.config, data=replace(setup.config.data, max_run=f"{size}B")))


async def show_usage(arguments: argparse.Namespace) -> int:
    """Print what came over the network."""
    async with opened(told(set_up())) as (newsstand, fault):
        if fault is not None:
            return report(fault)
        usage = await newsstand.usage.told()
    if arguments.json:
        put_json(usage_facts(usage))
    else:
        for line in usage_lines(usage):
            say(line)
    return 0


async def read(arguments: argparse.Namespace) -> int:
    """Print one article, from the network or from a saved page."""
    setup = told(set_up())
    if "://" in arguments.target:
        async with opened(setup) as (newsstand, _):  # a library is not needed for this
            article = await newsstand.page(arguments.target)
    else:
        article = _article(
            _bytes(Path(arguments.target)), arguments.url, sources.source_of(arguments.url, setup.sources)
        )
    if arguments.json:
        put_json(article)
    else:
        say(article_text(article))
    return 0


async def show_list(arguments: argparse.Namespace) -> int:
    """Print headlines of the library."""
    kinds: tuple[ShelfKind, ...] = ("unread", "bookmarks", "packed")
    return await _print_rows(Shelf(next((one for one in kinds if getattr(arguments, one)), "latest")), arguments)


async def search(arguments: argparse.Namespace) -> int:
    """Print what is found; nothing found is no error."""
    return await _print_rows(Shelf("search", words=" ".join(arguments.words)), arguments)


async def _print_rows(shelf: Shelf, arguments: argparse.Namespace) -> int:
    async with opened(told(set_up())) as (newsstand, fault):
        if fault is not None:
            return report(fault)
        rows = await newsstand.rows(shelf, limit=max(arguments.limit, 0))
        if arguments.json:
            put_json([_flat(row) for row in rows])
        else:
            for row in rows:
                source = newsstand.source(row.headline.source)
                say(row_text(row, source.name if source else row.headline.source))
            if not rows:
                print(NO_ROWS[shelf.kind], file=sys.stderr)
    return 0


def _flat(row: Row) -> dict[str, object]:
    marks = {"time": row.time, "read": row.read, "bookmarked": row.bookmarked, "offline": row.offline}
    marks |= {"changed": row.changed, "withdrawn": row.withdrawn}
    headline: dict[str, object] = msgspec.to_builtins(row.headline)
    return headline | marks


async def prune(arguments: argparse.Namespace) -> int:
    """Let go of what was read long ago, or say how much that would be."""
    async with opened(told(set_up())) as (newsstand, fault):
        if fault is not None:
            return report(fault)
        keeping = newsstand.keeping
        went = await (keeping.prunable() if arguments.dry_run else keeping.prune(rewrite=True))
    if arguments.json:
        put_json(went)
    else:
        say(edition_words.pruned(went, is_trial=arguments.dry_run))
    return 0


async def examine(arguments: argparse.Namespace) -> int:
    """Ask papers, and print how well they are."""
    reports, code = await doctor.run(arguments, told(set_up()))
    if arguments.json:
        put_json(reports)
    else:
        for paper in reports:
            say(doctor.paper_text(paper))
    return code


def inspect(arguments: argparse.Namespace) -> int:
    """Print what the parser sees in a file."""
    data, url = _bytes(arguments.file), arguments.url or arguments.file.resolve().as_uri()
    source = None if arguments.generic else sources.source_of(url, set_up().sources)
    match arguments.kind:
        case "article":
            article = _article(data, url, source)
            put_json(article) if arguments.json else say(article_text(article))
        case "feed":
            from tuireader.parsing.feed import parse_feed

            feed = parse_feed(data, url)
            put_json(feed) if arguments.json else _say_feed(feed.items)
        case "guide":
            broadcast.show(data, url, arguments)
        case _:
            from tuireader.parsing.listing import parse_listing

            cards = parse_listing(data, url, source)
            put_json(cards) if arguments.json else _say_feed(cards.items)
    return 0


def _say_feed(entries: Iterable[FeedItem]) -> None:
    for entry in entries:
        when = dates.long_date(entry.published) if entry.published else "—"
        say(f"{when}  {entry.title}\n    {entry.url}")


def check(arguments: argparse.Namespace) -> int:
    """Print what a newspaper's file says, and what its rules find in a saved page."""
    page = _bytes(arguments.page) if arguments.page else None
    for line in check_lines(check_source(arguments.source, page, arguments.url, is_section=arguments.section)):
        say(line)
    return 0


def _article(page: bytes, url: str, source: Source | None) -> Article:
    from tuireader.parsing.article import parse_article

    return parse_article(page, url, source)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:  # a null byte in its name is a ValueError
        raise UnreadableFile(clean_line(str(file)), str(error)) from error


def told(setup: Setup) -> Setup:
    """The setup, after its faults have been told on stderr."""
    for fault in setup.faults:
        print(f"tuireader: {phrases.sentence(fault)}", file=sys.stderr)
    return setup


def say(line: str) -> None:
    """One line of output, UTF-8 whatever the locale, with nothing in it that moves a terminal."""
    sys.stdout.buffer.write(tame(line).encode("utf-8", "replace") + b"\n")


def put_json(value: object) -> None:
    """One line of JSON, UTF-8."""
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
