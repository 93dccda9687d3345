"""`tuireader doctor`: asks papers once, reads a few of their newest pages, and says what is well and what is not.

It marks nothing and brings no article home. What it learns of the papers' health is kept, unless another tuireader is
writing; then it works in memory.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import aclosing

import msgspec

from tuireader import dates, demo
from tuireader.cli import progress
from tuireader.cli.stand import Setup, in_memory, opened
from tuireader.errors import NewsError, UnknownPaper
from tuireader.language import counted, tr
from tuireader.model import Health, Row, Section, Shelf, Source
from tuireader.newsstand import Newsstand, Refreshed, SectionOf
from tuireader.ui import phrases

PAGES = 3
"""Article pages that are read of each paper."""
AT_ONCE = 8
"""Papers whose pages are read at a time; each of them is asked for one page after the other."""
IN_MEMORY = tr("Một tuireader khác đang mở, nên kết quả chỉ in ra đây chứ không được nhớ lại.")
NOBODY = tr("Không có mạng, hoặc không báo nào trả lời. Dưới đây là những gì biết được từ trước.")
FAILING = ("empty", "blocked", "gone", "unreachable", "unreadable", "changed")


class SectionReport(msgspec.Struct, frozen=True):
    """One section that was asked."""

    section: str
    name: str
    health: Health
    told: str
    """The health in words."""


class PageReport(msgspec.Struct, frozen=True):
    """One article page that was read."""

    url: str
    body: str
    """`rules`, `generic`, or `none`."""
    error: str = ""


class PaperReport(msgspec.Struct, frozen=True):
    """One paper."""

    source: str
    name: str
    health: Health
    told: str
    sections: list[SectionReport]
    pages: list[PageReport]


async def run(arguments: argparse.Namespace, setup: Setup) -> tuple[list[PaperReport], int]:
    """What was found of each paper asked, and the exit code. Raises UnknownPaper, and StoreError."""
    async with opened(setup) as (newsstand, _):
        if newsstand.writable:
            return await _examine(newsstand, arguments)
    print(f"tuireader: {IN_MEMORY}", file=sys.stderr)
    async with in_memory(setup) as newsstand:
        return await _examine(newsstand, arguments)


async def _examine(newsstand: Newsstand, arguments: argparse.Namespace) -> tuple[list[PaperReport], int]:
    papers = _papers(newsstand, arguments.paper, every=arguments.every)
    asked = {paper.id: _sections(paper, every=arguments.sections) for paper in papers}
    failed = await _ask(newsstand, [(paper, section) for paper in papers for section in asked[paper.id]])
    pages: dict[str, list[PageReport]] = {}
    if not newsstand.offline:
        pages = await _read_pages(newsstand, papers, asked)
    progress.end()
    if newsstand.offline:
        print(f"tuireader: {NOBODY}", file=sys.stderr)
    health = await newsstand.health()
    reports = [_report(newsstand, paper, asked[paper.id], pages.get(paper.id, []), health) for paper in papers]
    if newsstand.offline or (failed and failed == sum(map(len, asked.values()))):
        return reports, 4
    return reports, 3 if any(report.health.kind in FAILING for report in reports) or failed else 0


def _papers(newsstand: Newsstand, names: Sequence[str], *, every: bool) -> list[Source]:
    """The papers named, else those that lie out, else all."""
    if names:
        found = {name: newsstand.source(name) for name in names}
        for name, paper in found.items():
            if paper is None:
                raise UnknownPaper(name)
        return [paper for paper in found.values() if paper is not None]
    return [paper for paper in (newsstand.papers if every else newsstand.sources) if paper.id != demo.PAPER]


def _sections(paper: Source, *, every: bool) -> list[Section]:
    if every:
        return list(paper.sections)
    return [next((section for section in paper.sections if section.feed), paper.sections[0])]


async def _ask(newsstand: Newsstand, sections: Sequence[SectionOf]) -> int:
    """Ask the sections; gives how many failed."""
    failed = 0
    async with aclosing(newsstand.refresh(sections, carry=False, by_reader=True)) as news:
        async for one in news:
            progress.tell(one)
            failed += isinstance(one.outcome, Refreshed) and one.outcome.error is not None
    return failed


async def _read_pages(
    newsstand: Newsstand, papers: Sequence[Source], asked: dict[str, list[Section]]
) -> dict[str, list[PageReport]]:
    """A few of each paper's newest pages, by paper."""
    turns = asyncio.Semaphore(AT_ONCE)
    read: dict[str, list[PageReport]] = {}

    async def of(paper: Source) -> None:
        async with turns:
            read[paper.id] = [
                await _read_page(newsstand, row) for row in await _rows(newsstand, paper, asked[paper.id])
            ]
        progress.show(counted("Đang đọc thử: {done}/{count} báo", len(papers), done=len(read)))

    async with asyncio.TaskGroup() as group:
        for paper in papers:
            group.create_task(of(paper))
    return read


async def _rows(newsstand: Newsstand, paper: Source, sections: Sequence[Section]) -> list[Row]:
    """The newest rows of the sections."""
    found: dict[str, Row] = {}
    for section in sections:
        rows = await newsstand.rows(Shelf("section", paper.id, section.id), limit=PAGES)
        found |= {row.headline.id: row for row in rows}
    return sorted(found.values(), key=lambda row: row.time, reverse=True)[:PAGES]


async def _read_page(newsstand: Newsstand, row: Row) -> PageReport:
    url = row.headline.url
    try:
        article = await newsstand.examine(row)
    except NewsError as error:
        return PageReport(url, "none", phrases.sentence(error))
    return PageReport(url, "rules" if article.by_rules else "generic")


def _report(
    newsstand: Newsstand,
    paper: Source,
    sections: Sequence[Section],
    pages: list[PageReport],
    health: dict[tuple[str, str], Health],
) -> PaperReport:
    now = newsstand.clock()
    asked = [
        SectionReport(section.id, section.name, known, phrases.health(known, now))
        for section in sections
        for known in (health[paper.id, section.id],)
    ]
    whole = health[paper.id, ""]
    return PaperReport(paper.id, paper.name, whole, phrases.health(whole, now), asked, pages)


def paper_text(report: PaperReport) -> str:
    """A paper in a few lines: its state, each section asked, and how its pages could be read."""
    kind = report.health.kind
    sign = "✗" if kind in FAILING else "·" if kind == "untried" else "✓"
    lines = [f"{sign} {report.name} ({report.source}): {report.told}"]
    lines += [f"    {section.name}: {_section_text(section)}" for section in report.sections]
    if report.pages:
        found = [page.body for page in report.pages]
        by_rules, bodies = found.count("rules"), len(found) - found.count("none")
        told = counted(
            "Đọc thử {count} bài: {bodies} bài có nội dung, {by_rules} bài đúng khuôn của báo",
            len(found),
            bodies=bodies,
            by_rules=by_rules,
        )
        lines.append(f"    {told}")
    lines += [f"    {page.url}: {page.error}" for page in report.pages if page.error]
    return "\n".join(lines)


def _section_text(section: SectionReport) -> str:
    known = section.health
    told = section.told + (f" ({known.detail})" if known.detail else "")
    if not known.entries:
        return told
    newest = tr(", mới nhất {when}").format(when=dates.long_date(known.newest)) if known.newest else ""
    return f"{told} · {counted('{count} tin', known.entries)}{newest}"
