"""What a paper's file says and what it finds on a saved page, as facts: the loop of whoever writes one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct, structs

from tuireader.errors import NotAFeed, ParseError
from tuireader.model import Article, Block, Box, Bullets, Figure, Quote, Related, Section, Source, Table, Video
from tuireader.parsing.address import same_page_key
from tuireader.sources import OwnPart, article_id, read_own_part, read_source, shipped_file, source_of
from tuireader.sources.idle import IdleKind, idle_rules

Origin = Literal["", "rules", "generic"]
"""Whether the paper's rules found something or the generic reader did; empty where that is not asked."""
PageKind = Literal["article", "section", "feed"]
RemarkKind = Literal["no_article", "no_cards", "foreign", "no_number", "taken", "file_name"] | IdleKind


class Finding(Struct, frozen=True):
    """A field and what was found for it; `inner` ones belong to the last that is not."""

    field: str
    value: str | int | bool | datetime | tuple[str, ...] | None
    origin: Origin = ""
    inner: bool = False


class Remark(Struct, frozen=True):
    """What deserves a look.

    `no_article`, `no_cards`: nothing is on the page; `foreign`: the address is not the paper's; `no_number`:
    `article_id` finds nothing in the address; `taken`: a shipped paper has the id; `file_name`: the file is not named
    after the id. The others are those of `idle`, with the key of the file in `key`.
    """

    kind: RemarkKind
    value: str = ""
    key: str = ""
    count: int = 0


class Checked(Struct, frozen=True):
    """All that a check says of a paper's file and, where one was given, of a page."""

    paper: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    kind: PageKind | None = None
    url: str = ""
    """The address under which the page was read."""
    page: tuple[Finding, ...] = ()


def check_source(path: Path, page: bytes | None = None, url: str = "", *, is_section: bool = False) -> Checked:
    """The paper as read, and all that is found on a saved page, read as what `url`, else the page's own address, is.

    Raises SourceError where the file itself is wrong.
    """
    source, own = read_source(path), read_own_part(path)
    paper, remarks = tuple(_paper(source, own.family)), list(_about_file(source, path))
    if page is None:
        return Checked(paper, tuple(remarks))
    if _is_feed(page, url):
        return Checked(paper, tuple(remarks), "feed", url)
    address = url or _canonical(page, source.home)
    as_section = is_section or _is_section(source, address)
    if address and source_of(address, (source,)) is None:
        remarks.append(Remark("foreign", address))
    address = address or source.home
    findings = tuple(_listing(source, page, address) if as_section else _article(source, page, address))
    if not findings:
        remarks.append(Remark("no_cards" if as_section else "no_article"))
    if not as_section and url and source.article_id and not re.search(source.article_id, url):
        remarks.append(Remark("no_number", source.article_id))
    remarks += _idle(source, own, page, address, cards=as_section)
    return Checked(paper, tuple(remarks), "section" if as_section else "article", address, findings)


def _paper(source: Source, family: str) -> Iterator[Finding]:
    yield from (Finding("id", source.id), Finding("name", source.name), Finding("home", source.home))
    yield Finding("family", family)
    yield Finding("on", source.on)
    yield Finding("article_id", source.article_id)
    yield Finding("hosts", source.hosts)
    yield Finding("user_agent", source.user_agent)
    yield Finding("sections", len(source.sections))
    for section in source.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Finding]:
    yield Finding("part", (section.id, section.name))
    for field in ("feed", "list", "follow", "carry"):
        yield Finding(field, getattr(section, field), inner=True)


def _about_file(source: Source, path: Path) -> Iterator[Remark]:
    shipped = shipped_file(source.id)
    if shipped.is_file() and shipped.read_bytes() != path.read_bytes():
        yield Remark("taken", source.id)
    if path.stem != source.id:
        yield Remark("file_name", f"{source.id}.toml")


def _is_feed(page: bytes, url: str) -> bool:
    from tuireader.parsing.feed import parse_feed

    try:
        return bool(parse_feed(page, url, limit=1))
    except NotAFeed:
        return False


def _canonical(page: bytes, home: str) -> str:
    """What the page says its own address is."""
    from tuireader.parsing.document import Document, HostileMarkupError
    from tuireader.parsing.metadata import Metadata

    try:
        return Metadata(Document(page, home)).canonical
    except HostileMarkupError:
        return ""


def _is_section(source: Source, url: str) -> bool:
    """Whether the address is the front page of a site or one of the paper's section pages."""
    key = same_page_key(url)
    return bool(key) and (
        urlsplit(url).path in ("", "/") or any(key == same_page_key(one.list) for one in source.sections if one.list)
    )


def _article(source: Source, page: bytes, url: str) -> Iterator[Finding]:
    from tuireader.parsing.article import parse_article

    try:
        article = parse_article(page, url, source)
    except ParseError:
        return
    title, lead = _printed(source, page, url)
    yield Finding("identity", article_id(source, url))
    yield Finding("title", article.title, title if article.title else "")
    yield Finding("lead", article.lead, lead if article.lead else "")
    for field in ("authors", "desk", "email", "source_credit", "published", "section"):
        yield Finding(field, getattr(article, field))
    yield Finding("body", len(article.blocks), "rules" if article.by_rules else "generic")
    for block in article.blocks:
        yield from _block(block)
    yield from (Finding("tags", article.tags), Finding("image", article.image))
    yield from _related(article)
    yield from (Finding("next_pages", article.next_pages), Finding("canonical", article.canonical))


def _printed(source: Source, page: bytes, url: str) -> tuple[Origin, Origin]:
    """Whether the paper's own rules find a title and a lead."""
    from tuireader.parsing.document import Document, HostileMarkupError

    try:
        document = Document(page, url)
    except HostileMarkupError:
        return "generic", "generic"
    title, lead = document.first_text(source.rules.title), document.first_text(source.rules.lead)
    return "rules" if title else "generic", "rules" if lead else "generic"


def _block(block: Block) -> Iterator[Finding]:
    yield Finding(form_of(block), _words(block))
    match block:
        case Figure():
            yield Finding("src", block.srcs or block.src, inner=True)
            yield Finding("alt", block.alt, inner=True)
        case Video():
            yield Finding("src", block.src, inner=True)
        case _:
            pass


def form_of(block: Block) -> str:
    """The name of a block's form; of a picture before the body that of a cover."""
    is_cover = isinstance(block, Figure) and block.cover
    return "cover" if is_cover else str(block.__struct_config__.tag)


def _words(block: Block) -> str:
    """All text of a block on one line."""
    match block:
        case Figure(caption=text) | Video(caption=text):
            parts = [text]
        case Quote(text=text, by=by):
            parts = [text, by]
        case Bullets(items=entries):
            parts = [entry.text for entry in entries]
        case Table(rows=rows, caption=caption):
            parts = [caption, *(" | ".join(row) for row in rows)]
        case Box(blocks=blocks, title=title):
            parts = [title, *map(_words, blocks)]
        case _:
            parts = [block.text]
    return " / ".join(part for part in parts if part).replace("\n", " / ")


def _related(article: Article) -> Iterator[Finding]:
    for place in ("inside", "below"):
        links: list[Related] = [link for link in article.related if link.place == place]
        yield Finding(f"related_{place}", len(links) or None)
        for link in links:
            yield Finding("link", (link.title, link.url), inner=True)


def _listing(source: Source, page: bytes, url: str) -> Iterator[Finding]:
    from tuireader.parsing.listing import parse_listing

    try:
        feed = parse_listing(page, url, source)
    except ParseError:
        return
    yield Finding("page_title", feed.title)
    yield Finding("cards", len(feed.items))
    for entry in feed.items:
        yield Finding("card", entry.title)
        for field in ("url", "summary", "published", "image"):
            yield Finding(field, getattr(entry, field), inner=True)


def _idle(source: Source, own: OwnPart, page: bytes, url: str, *, cards: bool) -> Iterator[Remark]:
    """What of the file did nothing on the page: the paper's own named, what it inherits counted."""
    inherited = 0
    table = "cards" if cards else "article"
    mine = structs.asdict(own.cards if cards else own.rules)
    for idle in idle_rules(source, page, url, cards=cards):
        if idle.selector in mine[idle.key]:
            yield Remark(idle.kind, idle.selector, f"{table}.{idle.key}")
        else:
            inherited += 1
    if inherited:
        yield Remark("inherited", own.family, table, inherited)
