"""The subcommands for papers: add, rm, sources, import and export. They make no library, and write no file twice."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tuireader import demo
from tuireader.cli.commands import put_json, say, told
from tuireader.cli.faults import report
from tuireader.cli.stand import Setup, in_memory, opened, set_up
from tuireader.errors import BadAddress, FileTaken, StoreError, UnknownPaper, UnreadableFile, UnwritableFile
from tuireader.files import write_file
from tuireader.language import counted, tr
from tuireader.model import Choice, Section, Source
from tuireader.newsstand import Newsstand
from tuireader.newsstand.outcomes import Found
from tuireader.newsstand.subscribing import typed_addresses
from tuireader.parsing.address import canonical_url
from tuireader.parsing.opml import write_opml
from tuireader.sources import SHIPPED
from tuireader.sources.choice import chosen, in_order, is_on, is_section_on, switch, switch_section
from tuireader.sources.own import file_text, own_files, put_away, write_paper
from tuireader.sources.subscriptions import Plan, SkippedReason, choice_after, outlines_of, plan_import, read_list
from tuireader.sources.writing import source_text
from tuireader.state import load_state, save_state
from tuireader.text import clean_line
from tuireader.ui import phrases

LIST_MAX = 32 * 2**20
"""Bytes of a list that is taken over."""
TITLE = tr("Báo của tuireader")

SKIPPED: dict[SkippedReason, str] = {
    "query": tr("truy vấn của newsboat"),
    "script": tr("lệnh của newsboat, tuireader không chạy lệnh nào"),
    "address": tr("không có địa chỉ nguồn tin http(s)"),
    "twice": tr("đã có ở phía trên trong danh sách"),
    "too_many": tr("danh sách quá dài"),
}


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments say; gives the exit code."""
    setup = told(set_up())
    match arguments.command:
        case "add":
            return add(arguments, setup)
        case "rm":
            return remove(arguments, setup)
        case "sources":
            return show(arguments, setup)
        case "import":
            return take_over(arguments, setup)
        case _:
            return export(arguments, setup)


def add(arguments: argparse.Namespace, setup: Setup) -> int:
    """Find the paper behind an address and write its file, or switch on the one that is there."""
    if all(paper.id != arguments.url.strip() for paper in setup.sources):
        try:
            typed_addresses(arguments.url)
        except BadAddress as error:
            report(error)
            return 2
    found = asyncio.run(_find(arguments.url, setup))
    if found.how == "known":
        return _switch_on(found, setup, dry=arguments.dry_run)
    paper = replace(found.source, name=clean_line(arguments.name, 80) or found.source.name)
    remark = tr("Thêm từ {address}").format(address=arguments.url.strip())
    if arguments.dry_run:
        say(source_text(paper, remark).rstrip("\n"))
        return 0
    path = write_paper(setup.paths.sources, paper, remark)
    _keep(setup, switch(paper, setup.choice, on=True))
    told = tr("Đã thêm «{name}» ({id}): {how}.")
    say(told.format(name=paper.name, id=paper.id, how=phrases.HOW_FOUND[found.how]))
    for section in paper.sections:
        say(_section_line(section, on=section.follow))
    for entry in found.latest[:1]:
        say(tr("Tin đầu: {title}").format(title=entry.title))
    say(tr("Tệp của báo, sửa được: {path}").format(path=path))
    say(tr("Lấy tin: tuireader sync"))
    return 0


async def _find(url: str, setup: Setup) -> Found:
    """What the address leads to; a library is not made for this, but one that is there counts what it costs."""
    async with AsyncExitStack() as stack:
        newsstand: Newsstand | None = None
        if setup.paths.library.exists():
            with suppress(StoreError):  # a library that cannot be opened hinders nobody from adding a paper
                newsstand, _ = await stack.enter_async_context(opened(setup))
        if newsstand is None:
            newsstand = await stack.enter_async_context(in_memory(setup))
        return await newsstand.find(url)


def _switch_on(found: Found, setup: Setup, *, dry: bool) -> int:
    paper = found.source
    section = next((one for one in paper.sections if one.id == found.section), None)
    name = tr("«{paper}»") if section is None else tr("«{paper}», mục «{section}»")
    name = name.format(paper=paper.name, section=section.name if section else "")
    on = is_on(paper, setup.choice) and (section is None or is_section_on(paper, section, setup.choice))
    if dry:
        is_there = tr("{name} đã có sẵn và đang {state}; đây là tệp của nó.").format(name=name, state=_state(on=on))
        print(f"tuireader: {is_there}", file=sys.stderr)
        say(file_text(setup.paths.sources, paper).rstrip("\n"))
    elif on:
        say(tr("{name} đã có sẵn và đang bật.").format(name=name))
    else:
        choice = setup.choice
        changed = switch(paper, choice, on=True) if section is None else switch_section(paper, section, choice, on=True)
        _keep(setup, changed)
        say(tr("{name} đã có sẵn; vừa bật lại.").format(name=name))
    return 0


def remove(arguments: argparse.Namespace, setup: Setup) -> int:
    """Put the file of a paper away, or switch a shipped one off; nothing is deleted."""
    paper = next((one for one in _papers(setup) if one.id == arguments.id), None)
    if arguments.id in own_files(setup.paths.sources):
        target = put_away(setup.paths.sources, arguments.id)
        name = paper.name if paper else arguments.id
        say(tr("Đã bỏ «{name}». Tệp được cất ở {path}").format(name=name, path=target))
        if arguments.id in SHIPPED:
            say(tr("Bản có sẵn của báo này dùng trở lại; tắt nó: tuireader rm {id}").format(id=arguments.id))
    elif paper is not None:
        _keep(setup, switch(paper, setup.choice, on=False))
        say(tr("Đã tắt «{name}». Bật lại: tuireader add {id}").format(name=paper.name, id=paper.id))
    else:
        raise UnknownPaper(arguments.id)
    return 0


class SectionRow(Struct, frozen=True):
    """One section in `sources --json`."""

    id: str
    name: str
    on: bool
    feed: str
    list: str


class PaperRow(Struct, frozen=True):
    """One paper in `sources --json`."""

    id: str
    name: str
    on: bool
    own: bool
    home: str
    folder: str
    file: str
    """The reader's own file; empty for a shipped paper."""
    sections: list[SectionRow]


def show(arguments: argparse.Namespace, setup: Setup) -> int:
    """Print all papers, on or off, with their sections and addresses."""
    rows = list(_rows(setup))
    if arguments.json:
        put_json(rows)
        return 0
    for row in rows:
        origin = tr("của bạn") if row.own else tr("có sẵn")
        folder = f"  [{row.folder}]" if row.folder else ""
        say(f"{_mark(on=row.on)} {row.id}  {row.name}  {_state(on=row.on)}, {origin}  {row.home}{folder}")
        for section in row.sections:
            say(f"    {_mark(on=section.on)} {section.id}  {section.name}  {section.feed or section.list}")
    return 0


def take_over(arguments: argparse.Namespace, setup: Setup) -> int:
    """Write the papers of a list that are new, switch on those that are there, and tell what was left."""
    plan = plan_import(read_list(_content(arguments.file), arguments.file), setup.sources, arguments.file)
    new, faults = [], []
    for paper in plan.new:
        try:
            if not arguments.dry_run:
                write_paper(setup.paths.sources, paper, tr("Lấy từ {file}").format(file=Path(arguments.file).name))
            new.append(paper)
        except FileTaken as fault:
            faults.append(fault)
    if not arguments.dry_run:
        _keep(setup, choice_after(plan, (*_papers(setup), *new), setup.choice))
    _tell(plan, new)
    for one in faults:
        report(one)
    return 3 if faults else 0


def export(arguments: argparse.Namespace, setup: Setup) -> int:
    """Print the papers that are on as OPML, or write them to a file."""
    content = write_opml(outlines_of(chosen(_papers(setup), setup.choice)), TITLE)
    if arguments.file in (None, "-"):
        sys.stdout.buffer.write(content)
        return 0
    try:
        write_file(Path(arguments.file), content, over=arguments.force)
    except FileTaken as taken:
        print(f"tuireader: {phrases.sentence(taken)} {tr('Muốn ghi đè: --force')}", file=sys.stderr)
        return 1
    return 0


def _tell(plan: Plan, new: list[Source]) -> None:
    for paper in new:
        sections = (
            counted("{count} mục", len(paper.sections)) if len(paper.sections) > 1 else _address(paper.sections[0])
        )
        say(f"+ {paper.id}  {paper.name}  {sections}")
    for paper, section in plan.known:
        say(f"= {paper.id}/{section.id}  {paper.name}: {section.name}")
    for line in plan.skipped:
        say(f"- {line.text}: {SKIPPED[line.reason]}")
    parts = (
        counted("{count} báo mới", len(new)),
        counted("{count} nguồn đã có sẵn", len(plan.known)),
        counted("{count} dòng không lấy", len(plan.skipped)),
    )
    say(f"{', '.join(parts)}.")


def _content(file: str) -> bytes:
    try:
        if file == "-":
            content = sys.stdin.buffer.read(LIST_MAX + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(LIST_MAX + 1)
    except (OSError, ValueError) as error:  # a null byte in its name is a ValueError
        raise UnreadableFile(clean_line(file), str(error)) from error
    if len(content) > LIST_MAX:
        raise UnreadableFile(clean_line(file), f"larger than {LIST_MAX} bytes")
    return content


def _papers(setup: Setup) -> tuple[Source, ...]:
    """All papers but the handbook, in the reader's order."""
    return tuple(paper for paper in in_order(setup.sources, setup.choice) if paper.id != demo.PAPER)


def _rows(setup: Setup) -> Iterator[PaperRow]:
    files, choice = own_files(setup.paths.sources), setup.choice
    for paper in _papers(setup):
        file = str(files.get(paper.id, ""))
        sections = [
            SectionRow(one.id, one.name, is_section_on(paper, one, choice), canonical_url(one.feed), one.list)
            for one in paper.sections
        ]
        on = is_on(paper, choice)
        yield PaperRow(paper.id, paper.name, on, bool(file), paper.home, paper.folder, file, sections)


def _section_line(section: Section, *, on: bool) -> str:
    return f"  {_mark(on=on)} {section.name}  {_address(section)}"


def _address(section: Section) -> str:
    """Where a section is read, without the credentials that may be in it."""
    return canonical_url(section.feed or section.list)


def _mark(*, on: bool) -> str:
    return "●" if on else "○"


def _state(*, on: bool) -> str:
    return tr("bật") if on else tr("tắt")


def _keep(setup: Setup, choice: Choice) -> None:
    """Remember the choice if it has changed. Raises UnwritableFile."""
    if choice == setup.choice:
        return
    if not save_state(setup.paths.state, replace(load_state(setup.paths.state), choice=choice)):
        raise UnwritableFile(setup.paths.state, "the state cannot be written")
