"""Lists of subscriptions and papers: what a list adds to the stand, and the stand as a list. Pure.

A paper is a folder of its sections, with the paper's page as the folder's `htmlUrl`; a paper of which only one feed is
followed is that feed. Folders of other readers become the papers' `folder`, names joined by « / ».
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from tuireader.errors import NoSubscriptions
from tuireader.language import tr
from tuireader.model import Choice, Section, Source
from tuireader.parsing.address import canonical_url, host_of, named_address, same_page_key
from tuireader.parsing.decode import decode
from tuireader.parsing.newsboat import is_urls_file, read_urls
from tuireader.parsing.opml import DEPTH_MAX, NAME_MAX, Outline, is_opml, read_opml
from tuireader.sources import SHIPPED
from tuireader.sources.choice import in_order, is_on, switch_section
from tuireader.sources.naming import section_id
from tuireader.sources.own import own_paper
from tuireader.text import clean_line

BETWEEN = " / "
"""Between the names of folders in folders."""
LATEST = tr("Tin mới")
"""The section of a paper that has one feed."""
PAPERS_MAX = 2_000
"""New papers of one list."""
SECTIONS_MAX = 100
"""Sections of one paper, so that its file stays one that is read."""
ADDRESS_MAX = 800
"""Code points of an address, for the same reason."""

SkippedReason = Literal["query", "script", "address", "twice", "too_many"]


class Skipped(Struct, frozen=True):
    """A line of a list that is not taken over: a search of newsboat's, a script, no web address, or one too many."""

    text: str
    reason: SkippedReason


class Plan(Struct, frozen=True):
    """What taking over a list means."""

    new: tuple[Source, ...]
    known: tuple[tuple[Source, Section], ...]
    """What is there already, and only has to be switched on."""
    skipped: tuple[Skipped, ...]
    order: tuple[str, ...]
    """Ids of the list's papers, new and known, as they stand in it."""


def read_list(content: bytes, name: str = "") -> tuple[Outline, ...]:
    """The outlines of OPML or of newsboat's `urls`, whichever it is. Raises NoSubscriptions."""
    text = decode(content).lstrip("\ufeff \t\r\n\0")
    if not is_opml(text) and is_urls_file(text):
        return read_urls(text)
    return read_opml(content, name)


def plan_import(outlines: Iterable[Outline], papers: Sequence[Source], name: str = "") -> Plan:
    """What a list adds to these papers. Raises NoSubscriptions where nothing in it could be followed."""
    taking = _Import(papers)
    taking.folder(outlines, ())
    if not taking.new and not taking.known:
        raise NoSubscriptions(name, "no_feed")
    return Plan(tuple(taking.new), tuple(taking.known), tuple(taking.skipped), tuple(dict.fromkeys(taking.order)))


def choice_after(plan: Plan, papers: Sequence[Source], choice: Choice) -> Choice:
    """The choice once a list has been taken over: what it names is on, and new papers stand last.

    A list that names all that lies out, while the reader has put nothing in order, also gives the order.
    """
    whole = not choice.order and all(paper.id in plan.order for paper in papers if is_on(paper, choice))
    for paper, section in plan.known:
        choice = switch_section(paper, section, choice, on=True)
    new = {paper.id for paper in plan.new}
    before = [paper.id for paper in in_order(papers, choice) if paper.id not in new]
    order = tuple(dict.fromkeys([*plan.order, *before] if whole else [*before, *plan.order]))
    return choice if order == tuple(before) else replace(choice, order=order)


def outlines_of(papers: Iterable[Source]) -> tuple[Outline, ...]:
    """The papers as a list, each with the sections that are followed."""
    top = _Folder()
    for paper in papers:
        place = top
        for name in [name for name in paper.folder.split(BETWEEN) if name][: DEPTH_MAX - 2]:
            place = place.folder(name)
        place.inside.append(_paper_outline(paper))
    return top.outlines()


class _Folder(Struct):
    """A folder being filled."""

    inside: list[Outline | tuple[str, _Folder]] = field(default_factory=list)

    def folder(self, name: str) -> _Folder:
        for known in self.inside:
            if isinstance(known, tuple) and known[0] == name:
                return known[1]
        made = _Folder()
        self.inside.append((name, made))
        return made

    def outlines(self) -> tuple[Outline, ...]:
        return tuple(
            Outline(one[0], outlines=one[1].outlines()) if isinstance(one, tuple) else one for one in self.inside
        )


def _paper_outline(paper: Source) -> Outline:
    home = canonical_url(paper.home)
    name = clean_line(paper.name, NAME_MAX)
    followed = [section for section in paper.sections if section.follow]
    if len(followed) == 1 and followed[0].feed:
        return Outline(name, feed=named_address(followed[0].feed), home=home)
    sections = (
        Outline(clean_line(section.name, NAME_MAX), feed=named_address(section.feed), home=home)
        if section.feed
        else Outline(clean_line(section.name, NAME_MAX), home=canonical_url(section.list))
        for section in followed
    )
    return Outline(name, home=home, outlines=tuple(sections))


class _Import:
    """Takes over outline by outline."""

    def __init__(self, papers: Sequence[Source]) -> None:
        self.new: list[Source] = []
        self.known: list[tuple[Source, Section]] = []
        self.skipped: list[Skipped] = []
        self.order: list[str] = []
        self._taken = {*SHIPPED, *(paper.id for paper in papers)}
        self._known = {
            same_page_key(section.feed or section.list): (paper, section)
            for paper in reversed(papers)
            for section in paper.sections
        }
        self._hosts = {host: paper for paper in reversed(papers) for host in (host_of(paper.home), *paper.hosts)}
        self._seen: set[str] = set()

    def folder(self, outlines: Iterable[Outline], above: tuple[str, ...]) -> None:
        """Everything in a folder whose name and those around it are `above`."""
        for outline in outlines:
            if outline.feed or outline.refused or not outline.outlines:
                self._feed(outline, above)
            if not outline.outlines:
                continue
            inside = (*above, outline.text.replace(BETWEEN, "/")) if outline.text else above
            if home := self._home_of_paper(outline):
                self._paper(outline, home, above)
                self.folder([one for one in outline.outlines if one.outlines], inside)
            else:
                self.folder(outline.outlines, inside)

    def _home_of_paper(self, folder: Outline) -> str:
        """The front page of the paper whose sections are in a folder; empty for a folder of several papers."""
        fresh = {
            same_page_key(one.feed): one
            for one in folder.outlines
            if one.feed and not one.outlines and not self._is_found(one.feed)
        }
        if len(fresh) > SECTIONS_MAX:
            return ""
        return folder.home or (_one_site(list(fresh.values())) if len(fresh) > 1 else "")

    def _is_found(self, address: str) -> bool:
        key = same_page_key(address)
        return key in self._known or key in self._seen

    def _paper(self, folder: Outline, home: str, above: tuple[str, ...]) -> None:
        """The feeds in a folder as sections of one paper; with a page of its own it may have lists, too."""
        leaves = [one for one in folder.outlines if not one.outlines]
        fresh = [one for one in leaves if self._is_fresh(one, page=bool(folder.home))]
        if fresh:
            self._add(folder.text or host_of(home), home, fresh, above)

    def _feed(self, outline: Outline, above: tuple[str, ...]) -> None:
        """A feed as a paper."""
        if self._is_fresh(outline, page=False):
            folder = above or tuple(outline.categories[0].strip("/").split("/") if outline.categories else ())
            name = outline.text or host_of(outline.feed)
            self._add(name, outline.home or _front(outline.feed), [replace(outline, text=LATEST)], folder)

    def _is_fresh(self, outline: Outline, *, page: bool) -> bool:
        """Whether a line is something to add; notes it where it is known or cannot be taken over."""
        address = outline.feed or (outline.home if page else "")
        name = outline.text or outline.refused or outline.home
        if not address or len(address) > ADDRESS_MAX:
            if name:
                self.skipped.append(Skipped(name, _reason(outline.refused)))
            return False
        key = same_page_key(address)
        if key in self._seen:
            self.skipped.append(Skipped(name or address, "twice"))
            return False
        self._seen.add(key)
        if known := self._known.get(key):
            self.known.append(known)
            self.order.append(known[0].id)
            return False
        return True

    def _owner(self, host: str) -> Source | None:
        """The paper on whose host, or under whose host, this one is; by a table, for lists are long."""
        while host and host not in self._hosts:
            host = host.partition(".")[2]
        return self._hosts.get(host)

    def _add(self, name: str, home: str, outlines: Sequence[Outline], folder: tuple[str, ...]) -> None:
        if len(self.new) >= PAPERS_MAX:
            self.skipped.append(Skipped(name, "too_many"))
            return
        sections: dict[str, Section] = {}
        for one in outlines:
            title = one.text or host_of(one.feed or one.home)
            section = section_id(title, sections)
            page = "" if one.feed else one.home
            sections[section] = Section(section, title, one.feed, page, follow=len(outlines) == 1 or not one.hidden)
        on = not all(one.hidden for one in outlines)
        where = BETWEEN.join(part for part in folder if part)
        alike = self._owner(host_of(home))
        paper = own_paper(name, home, tuple(sections.values()), alike, self._taken, folder=where, on=on)
        self._taken.add(paper.id)
        self.new.append(paper)
        self.order.append(paper.id)


def _one_site(feeds: Sequence[Outline]) -> str:
    """The front page of the one site that all these feeds belong to; empty where there are several."""
    pages = [one.home or one.feed for one in feeds]
    return _front(pages[0]) if len({host_of(page) for page in pages}) == 1 else ""


def _front(url: str) -> str:
    """The front page of an address's site."""
    parts = urlsplit(canonical_url(url))
    return f"{parts.scheme}://{parts.netloc}/"


def _reason(refused: str) -> SkippedReason:
    if refused.startswith("query:"):
        return "query"
    return "script" if refused.startswith(("exec:", "filter:")) else "address"
