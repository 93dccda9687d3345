"""Programme guides as they are published: XMLTV files, and vtv.vn's page of one day.

Sources: the XMLTV document type (github.com/XMLTV/xmltv, xmltv.dtd); vtv.vn's markup as three public programs read it.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from selectolax.lexbor import LexborNode

from tuireader.errors import NotAGuide
from tuireader.parsing.broadcast import channel_name, tame_detail, tame_title, true_stop
from tuireader.parsing.decode import decode
from tuireader.parsing.document import Document, HostileMarkupError, attribute, node_text
from tuireader.parsing.feed_markup import unescape
from tuireader.schedule import Channel, Guide, Programme, arranged, channel_key, day_bounds
from tuireader.text import clean_line

SIZE_MAX = 32 * 2**20
"""Bytes of an XMLTV file after decompression."""
FIELD_MAX = 8_000
"""Characters of one element's text that are looked at."""
CHANNELS_MAX = 5_000
PROGRAMMES_MAX = 300_000
TIME_MAX = 40
"""Characters of a time that are looked at."""
YEARS = range(1990, 2101)
USUAL = timedelta(minutes=30)
"""How long the last programme lasts where its guide does not say."""
LONGEST_GAP = timedelta(hours=6)
"""Where no end is given, one programme lasts until the next; what follows later than this follows after a gap."""

_CHUNK = 2**16
_GZIP = 16 + zlib.MAX_WBITS
_TIME = re.compile(
    r"\s*(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?\s*(?:([+-])(\d{2}):?(\d{2})|Z|UTC|GMT)?\s*$", re.ASCII
)
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FIELDS = frozenset({"display-name", "title", "sub-title", "desc"})

_CLOCK = re.compile(r"\s*(\d{1,2})\s*[:hg]\s*(\d{2})", re.ASCII)
_WATCH = re.compile(r"^xem (?:truyền hình )?trực tiếp (?:kênh )?", re.IGNORECASE)
_NEXT_DAY = timedelta(hours=12)
"""A time that is so much earlier than the one above it in a list is one after midnight."""
VTV_ORDER = (
    "VTV1", "VTV2", "VTV3", "VTV4", "VTV5", "VTV5 Tây Nam Bộ", "VTV5 Tây Nguyên", "VTV6", "VTV7", "VTV8", "VTV9",
    "VTV Cần Thơ",
)  # fmt: skip
"""The order of the lists on vtv.vn in 2026, for a page whose selector is not found."""


class _Refused(Exception):
    """A document that declares entities, which no guide needs and only attacks use."""


class _Entry(NamedTuple):
    """A programme as published: the end may be missing."""

    title: str
    start: datetime
    stop: datetime | None
    detail: str


def parse_xmltv(data: bytes, url: str = "") -> Guide:
    """The guide in an XMLTV file, plain or gzip; `url` is its address, for the error.

    A time without a zone is UTC, as the document type says. A file that breaks off gives what stands before the fault.
    Raises NotAGuide where nothing is a guide, where entities are declared, and beyond `SIZE_MAX`.
    """
    try:
        listing, fault = _read(_chunks(data, url))
        if fault:
            repaired = _repaired(b"".join(_chunks(data, url)))
            again, _ = _read(repaired[at : at + _CHUNK] for at in range(0, len(repaired), _CHUNK))
            listing = max(again, listing, key=_Listing.size)
    except _Refused as error:
        raise NotAGuide(url, str(error)) from error
    if not listing.is_guide or (fault and not listing.size()):
        raise NotAGuide(url, fault or "no <tv>")
    return listing.guide()


def _chunks(data: bytes, url: str) -> Iterator[bytes]:
    """The file piece by piece, decompressed; what is cut off ends where it ends."""
    if data[:2] != b"\x1f\x8b":
        if len(data) > SIZE_MAX:
            raise NotAGuide(url, f"more than {SIZE_MAX} bytes")
        yield from (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))
        return
    inflater, rest, size = zlib.decompressobj(_GZIP), data, 0
    while rest and not inflater.eof:
        try:
            chunk = inflater.decompress(rest, _CHUNK)
        except zlib.error as error:
            raise NotAGuide(url, f"not gzip: {error}") from error
        rest = inflater.unconsumed_tail
        if (size := size + len(chunk)) > SIZE_MAX:
            raise NotAGuide(url, f"more than {SIZE_MAX} bytes after decompression")
        yield chunk


def _repaired(content: bytes) -> bytes:
    """The file in UTF-8 with what most often makes guides no XML put right: bare `&`, control characters."""
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", decode(content)).encode("utf-8", "replace")
    return _BARE_AMPERSAND.sub(b"&amp;", _FORBIDDEN.sub(b"", text))


def _read(chunks: Iterable[bytes]) -> tuple[_Listing, str]:
    """What stands in the file up to its first fault, and the fault.

    Nothing outside the document is ever loaded: expat does not by itself, and no handler is set that could.
    """
    listing = _Listing()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = listing.start
    parser.EndElementHandler = listing.end
    parser.CharacterDataHandler = listing.text
    parser.EntityDeclHandler = _refuse
    parser.SkippedEntityHandler = listing.skipped
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - takes no keywords
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError, LookupError) as error:  # the latter for an encoding that nobody knows
        return listing, str(error)
    return listing, ""


def _refuse(name: str, *_: object) -> None:
    raise _Refused(f"declares the entity {name[:40]}")


class _Listing:
    """Collects the channels and programmes of one XMLTV file."""

    def __init__(self) -> None:
        self.is_guide = False
        self._names: dict[str, str] = {}
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        self._count = 0
        self._attributes: dict[str, str] = {}
        self._fields: dict[str, str] = {}
        self._open = ""
        self._text: list[str] = []
        self._length = 0

    def size(self) -> int:
        return self._count + len(self._names)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tv":
            self.is_guide = True
        elif name in ("channel", "programme"):
            self._attributes, self._fields = attributes, {}
        elif name in _FIELDS and name not in self._fields:
            self._open, self._text, self._length = name, [], 0

    def text(self, text: str) -> None:
        if self._open and self._length < FIELD_MAX:
            self._length += len(text)
            self._text.append(text)

    def skipped(self, name: str, is_parameter: int) -> None:
        """An entity that the document type outside would declare; what HTML knows is meant as there."""
        if not is_parameter:
            self.text(unescape(f"&{name};"))

    def end(self, name: str) -> None:
        if name == self._open:
            if said := "".join(self._text).strip():
                self._fields[name] = said[:FIELD_MAX]
            self._open = ""
        elif name == "channel":
            self._channel(self._attributes.get("id", ""), self._fields.get("display-name", ""))
        elif name == "programme":
            self._programme(self._attributes, self._fields)

    def guide(self) -> Guide:
        """All of it in order; a channel that is nowhere named is called by its id."""
        names = self._names | {key: channel_name(key) for key in self._entries if not self._names.get(key)}
        channels = [Channel(key, name or channel_name(key)) for key, name in names.items()]
        return arranged(channels, (one for key, entries in self._entries.items() for one in _programmes(key, entries)))

    def _channel(self, identity: str, name: str) -> None:
        key = _identity(identity)
        if key and not self._names.get(key) and len(self._names) < CHANNELS_MAX:
            self._names[key] = channel_name(name)

    def _programme(self, attributes: dict[str, str], fields: dict[str, str]) -> None:
        key, title = _identity(attributes.get("channel", "")), tame_title(fields.get("title", ""))
        start, stop = (_moment(attributes.get(edge, "")[:TIME_MAX]) for edge in ("start", "stop"))
        if not (key and title and start) or self._count >= PROGRAMMES_MAX:
            return
        if attributes.get("stop") and (stop is None or (stop := true_stop(start, stop)) is None):
            return
        detail = "\n".join(filter(None, (tame_detail(fields.get(name, "")) for name in ("sub-title", "desc"))))
        self._entries[key].append(_Entry(title, start, stop, detail))
        self._count += 1


def _identity(written: str) -> str:
    return clean_line(written, 200)


@lru_cache(maxsize=10_000)
def _moment(written: str) -> datetime | None:
    """A time of XMLTV, `20251019023000 +0700`, in UTC; None for anything else."""
    if (match := _TIME.match(written)) is None or int(match[1]) not in YEARS:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.group(1, 2, 3, 4, 5, 6))
    offset = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return moment + offset if match[7] == "-" else moment - offset


def _programmes(channel: str, entries: list[_Entry]) -> Iterator[Programme]:
    """Each with its end: as given, else where the next one begins, else after the usual time."""
    entries.sort(key=lambda one: one.start)
    following: datetime | None = None
    ends: list[datetime] = []
    for at in range(len(entries) - 1, -1, -1):
        start, stop = entries[at].start, entries[at].stop
        if stop is None:
            stop = following if following and following - start <= LONGEST_GAP else start + USUAL
        ends.append(stop)
        if at and entries[at - 1].start != start:
            following = start
    for one, stop in zip(entries, reversed(ends), strict=True):
        yield Programme(channel, one.title, one.start, stop, one.detail)


def parse_vtv_day(page: bytes, day: date, url: str = "") -> Guide:
    """What vtv.vn's page of a day lists, one list a channel in the order of its selector; ids are `channel_key`s.

    A list that the page does not have gives its channel without programmes. Raises NotAGuide for a page without lists.
    """
    try:
        document = Document(page, url)
    except HostileMarkupError as error:
        raise NotAGuide(url, "hostile markup") from error
    lists = document.tree.css("ul.programs")
    if not lists:
        raise NotAGuide(url, "no ul.programs")
    channels = [Channel(channel_key(name), name) for name in _vtv_names(document, len(lists))]
    programmes: list[Programme] = []
    for channel, rows in zip(channels, lists, strict=True):
        programmes += _programmes(channel.id, list(_vtv_entries(rows, day)))
    return arranged(channels, programmes)


def _vtv_names(document: Document, lists: int) -> list[str]:
    """A name for each list: of the page's selector, else of the known order."""
    named = [_vtv_name(entry) for entry in document.tree.css("ul.list-channel > li")]
    names = [name for name in named if name] or list(VTV_ORDER)
    names += [name for name in VTV_ORDER if name not in names]
    names += [f"Kênh {number}" for number in range(len(names) + 1, lists + 1)]
    return names[:lists]


def _vtv_name(entry: LexborNode) -> str:
    link, picture = entry.css_first("a[title]"), entry.css_first("img[alt]")
    candidates = (attribute(link, "title"), attribute(entry, "title"), attribute(picture, "alt"), node_text(entry))
    return next((name for said in candidates if (name := channel_name(_WATCH.sub("", said.strip())))), "")


def _vtv_entries(rows: LexborNode, day: date) -> Iterator[_Entry]:
    midnight, _ = day_bounds(day)
    passed, before = timedelta(), timedelta()
    for row in rows.css("li.program"):
        title, genre = (tame_title(_text_of(row, selector)) for selector in ("span.title", "a.genre"))
        match = _CLOCK.match(_text_of(row, "span.time"))
        if match is None or not (title or genre) or int(match[1]) > 24 or int(match[2]) > 59:
            continue
        at = timedelta(hours=int(match[1]), minutes=int(match[2])) + passed
        if before - at > _NEXT_DAY:
            at, passed = at + timedelta(days=1), passed + timedelta(days=1)
        before = at
        minutes = attribute(row, "duration").strip()
        start = midnight + at
        length = timedelta(minutes=int(minutes)) if re.fullmatch(r"[0-9]{1,4}", minutes) else timedelta()
        stop = true_stop(start, start + length) if length else None
        yield _Entry(title or genre, start, stop, genre if title and genre != title else "")


def _text_of(row: LexborNode, selector: str) -> str:
    found = row.css_first(selector)
    return node_text(found) if found is not None else ""
