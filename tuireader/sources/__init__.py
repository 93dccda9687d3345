"""The newspapers: reading and checking their TOML files, the order in which they stand, whose an address is.

A paper is data and never code. The shipped files lie beside this module; a reader's own stand in a folder of theirs
and replace shipped ones with the same id. A broken file never stops the others.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from tuireader.errors import Fault, SourceError
from tuireader.model import CardRules, Rules, Section, Source
from tuireader.parsing.address import canonical_url, host_of, same_page_key
from tuireader.text import clean_line
from tuireader.toml import Table, convert, read_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SHIPPED = (
    "vtv",
    "vnexpress",
    "tuoitre",
    "thanhnien",
    "dantri",
    "vietnamnet",
    "nhandan",
    "vov",
    "vietnamplus",
    "baochinhphu",
    "tienphong",
    "nld",
    "laodong",
    "sggp",
    "hanoimoi",
    "cand",
    "vtcnews",
    "znews",
    "baodautu",
    "vneconomy",
    "vietstock",
    "cafef",
    "genk",
    "kenh14",
    "bbc",
)
"""The ids of shipped papers in the order in which they are shown; one that is not named here stands behind them."""
GUID_MAX = 200
"""Code points; of a longer guid its digest is kept."""
FILE_MAX = 200_000
"""Bytes of a paper's file."""

_ADDED = {"drop", "drop_text", "lead_prefixes"}
"""Keys in which a paper's list is added to its family's instead of replacing it."""
_ID = re.compile(r"[a-z0-9-]+\Z")

T = TypeVar("T")


class _Section(Struct, forbid_unknown_fields=True):
    """A `[[section]]` as written."""

    id: str
    name: str
    feed: str = ""
    list: str = ""
    carry: int | None = None
    follow: bool = True


class _Family(Struct, forbid_unknown_fields=True):
    """What papers of one publishing system share."""

    article_id: str = ""
    user_agent: str = ""
    article: Table = {}
    cards: Table = {}


class _Paper(Struct, forbid_unknown_fields=True):
    """A paper's file as written."""

    id: str
    name: str
    home: str
    section: list[_Section]
    family: str = ""
    on: bool = True
    hosts: list[str] = []
    folder: str = ""
    article_id: str = ""
    user_agent: str = ""
    article: Table = {}
    cards: Table = {}


def load_sources(own: Path | None = None) -> tuple[tuple[Source, ...], tuple[SourceError, ...]]:
    """All papers, the shipped ones first, and what is wrong with files that cannot be used.

    `own` is the folder of the reader's files; those of shipped ids stand in the shipped one's place.
    """
    folder = _folder()
    papers: dict[str, Source] = {}
    faults: list[SourceError] = []
    for name in _shipped(folder):
        paper = _read(folder / f"{name}.toml", f"{name}.toml")
        papers[paper.id] = paper
    for path in sorted(own.glob("*.toml")) if own is not None and own.is_dir() else ():
        try:
            paper = read_source(path)
        except SourceError as fault:
            faults.append(fault)
        else:
            papers[paper.id] = paper
    return tuple(papers.values()), tuple(faults)


def _folder() -> Traversable:
    """Where the shipped files lie."""
    from importlib import resources

    return resources.files(__name__)


def _shipped(folder: Traversable) -> list[str]:
    files = (entry.name for entry in folder.iterdir())
    there = [name.removesuffix(".toml") for name in files if name.endswith(".toml")]
    return sorted(there, key=lambda name: (SHIPPED.index(name) if name in SHIPPED else len(SHIPPED), name))


def read_source(path: Path) -> Source:
    """One paper out of its file. Raises SourceError, which names the key or the line."""
    paper = _read(path, path)
    _check_selectors(paper, path)
    return paper


class OwnPart(Struct, frozen=True):
    """What a paper's file says itself, without what it inherits."""

    family: str
    rules: Rules
    cards: CardRules


def read_own_part(path: Path) -> OwnPart:
    """The family that a paper's file names, and the selectors in the file itself. Raises SourceError."""
    written = _convert(_toml(path, path), _Paper, path)
    return OwnPart(
        written.family,
        _convert(_lists(written.article), Rules, path, "article"),
        _convert(_lists(written.cards), CardRules, path, "cards"),
    )


def shipped_file(id: str) -> Traversable:
    """Where the file of a shipped paper of this id lies, or would lie."""
    return _folder() / f"{id}.toml"


def article_id(source: Source, url: str, guid: str = "") -> str:
    """The identity of an article: equal in all sections, under a changed slug, over http and https.

    «vtv:100260717183037249»: the paper's id and the article's number in its address, else in its guid; where there is
    no number, the address itself without what makes no difference.
    """
    if source.article_id:
        for text in (url, guid):
            if match := re.search(source.article_id, text):
                return f"{source.id}:{match[1]}"
    return f"{source.id}:{same_page_key(url) or same_page_key(guid) or guid or url}"


def former_id(source: Source, url: str) -> str:
    """The identity by the address alone, as it is of an article whose paper's file names no number; empty for none."""
    key = same_page_key(url)
    return f"{source.id}:{key}" if key else ""


def guid_id(source: Source, url: str, guid: str) -> str:
    """The identity by the guid, for papers that number nothing; empty where it only repeats the address."""
    if not guid or article_id(source, url) != former_id(source, url) or same_page_key(guid) == same_page_key(url):
        return ""
    if len(guid) > GUID_MAX:
        from hashlib import blake2b

        guid = blake2b(guid.encode(), digest_size=16).hexdigest()
    return f"{source.id}:guid:{guid}"


def source_of(url: str, sources: tuple[Source, ...]) -> Source | None:
    """The paper on one of whose hosts, or under one of them, the address is; the most particular host wins."""
    host = host_of(url)
    owners = [
        (len(own), source)
        for source in sources
        for own in (host_of(source.home), *source.hosts)
        if host and _is_under(host, own)
    ]
    return max(owners, key=lambda owner: owner[0])[1] if owners else None


def _is_under(host: str, home: str) -> bool:
    return bool(home) and (host == home or host.endswith("." + home))


def _read(place: Path | Traversable, name: Path | str) -> Source:
    written = _convert(_toml(place, name), _Paper, name)
    family = _family(written.family, name) if written.family else _Family()
    if not _ID.match(written.id):
        raise SourceError(name, Fault("id", "id", written.id))
    source = Source(
        id=written.id,
        name=clean_line(written.name) or written.id,
        home=_address(written.home, "home", name),
        sections=_sections(written, name),
        rules=_convert(_inherit(family.article, written.article), Rules, name, "article"),
        cards=_convert(_inherit(family.cards, written.cards), CardRules, name, "cards"),
        article_id=written.article_id or family.article_id,
        user_agent=written.user_agent or family.user_agent,
        on=written.on,
        hosts=tuple(_host(host, name) for host in written.hosts),
        folder=clean_line(written.folder),
    )
    _check_pattern(source.article_id, name)
    return source


def _toml(place: Path | Traversable, name: Path | str) -> Table:
    try:
        content = place.read_bytes()
    except OSError as error:
        raise SourceError(name, Fault("unreadable", value=error.strerror or str(error))) from error
    if len(content) > FILE_MAX:
        raise SourceError(name, Fault("too_large", value=str(FILE_MAX)))
    return read_table(content, partial(SourceError, name))


def _convert(written: Table, kind: type[T], name: Path | str, table: str = "") -> T:
    return convert(written, kind, partial(SourceError, name), table)


def _family(name: str, path: Path | str) -> _Family:
    place = _folder() / "families" / f"{name}.toml"
    if not _ID.match(name) or not place.is_file():
        raise SourceError(path, Fault("no_family", "family", name, families()))
    return _convert(_toml(place, path), _Family, f"families/{name}.toml")


def families() -> tuple[str, ...]:
    """The names of the publishing systems whose selectors a paper may inherit."""
    files = (_folder() / "families").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def _inherit(family: Table, own: Table) -> Table:
    """A table of selectors on top of its family's, single strings made lists."""
    below, above = _lists(family), _lists(own)
    merged = below | above
    for key in _ADDED & below.keys() & above.keys():
        before, after = below[key], above[key]
        if isinstance(before, list) and isinstance(after, list):
            merged[key] = [*before, *(entry for entry in after if entry not in before)]
    return merged


def _lists(table: Table) -> Table:
    return {key: [value] if isinstance(value, str) else value for key, value in table.items()}


def _sections(written: _Paper, name: Path | str) -> tuple[Section, ...]:
    if not written.section:
        raise SourceError(name, Fault("no_sections"))
    sections: dict[str, Section] = {}
    for place, section in enumerate(written.section):
        key = f"section[{place}]"
        if not _ID.match(section.id):
            raise SourceError(name, Fault("id", f"{key}.id", section.id))
        if section.id in sections:
            raise SourceError(name, Fault("same_id", f"{key}.id", section.id))
        if not section.feed and not section.list:
            raise SourceError(name, Fault("no_address", key))
        sections[section.id] = Section(
            section.id,
            clean_line(section.name) or section.id,
            _address(section.feed, f"{key}.feed", name) if section.feed else "",
            _address(section.list, f"{key}.list", name) if section.list else "",
            section.carry,
            section.follow,
        )
    return tuple(sections.values())


def _address(written: str, key: str, name: Path | str) -> str:
    if not canonical_url(written):
        raise SourceError(name, Fault("address", key, written))
    return written.strip()


def _host(written: str, name: Path | str) -> str:
    host = host_of(f"https://{written}")
    if not host or host != written:
        raise SourceError(name, Fault("host", "hosts", written))
    return host


def _check_pattern(pattern: str, name: Path | str) -> None:
    try:
        groups = re.compile(pattern).groups if pattern else 1
    except re.error as error:
        raise SourceError(name, Fault("pattern", "article_id", pattern)) from error
    if groups < 1:
        raise SourceError(name, Fault("no_group", "article_id", pattern))


def _check_selectors(paper: Source, path: Path) -> None:
    """Refuse selectors that the parser does not understand."""
    from tuireader.parsing.selectors import broken_selector

    for table, rules in (("article", paper.rules), ("cards", paper.cards)):
        for key, selectors in msgspec.structs.asdict(rules).items():
            if key in ("lead_prefixes", "drop_text", "quirks"):
                continue
            for selector in selectors:
                if broken_selector(selector):
                    raise SourceError(path, Fault("selector", f"{table}.{key}", selector))
