"""What the elements of RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0 mean, whoever finds them in the text.

A reader of XML tells a `Collector` of each start, text and end in turn; the collector keeps what a headline needs. It
does not ask that ends match starts, so that it serves the strict reader and the tolerant one alike.

Sources: RSS 2.0 (rssboard.org), RDF Site Summary 1.0 (web.resource.org), RFC 4287, Media RSS (rssboard.org/media-rss).
"""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urljoin

from msgspec import Struct, field

FIELD_MAX = 50_000
"""Characters kept of one element; a title of 30 MB is not a title."""
_FIELDS_KEPT = 40
"""Elements, links and pictures kept of one entry."""

_NAMES_MAX = 1_000

ENTRIES = frozenset(("item", "entry"))
FIELDS = frozenset(
    ("title", "link", "guid", "id", "description", "summary", "content", "content:encoded", "pubdate", "published",
     "issued", "created", "updated", "modified", "date", "dc:date", "dc:title", "dcterms:issued", "dcterms:created",
     "dcterms:modified", "atom:link", "atom:published", "atom:updated", "media:title", "image", "thumb")
)  # fmt: skip
_PICTURES = frozenset(("enclosure", "media:content", "media:thumbnail", "itunes:image"))
_CONTAINERS = frozenset(("image", "textinput", "source", "author", "contributor", "itunes:owner", "atom:author"))
"""Elements whose own titles and links are not the entry's."""
_ROOTS = frozenset(("rss", "rdf:rdf", "feed", "channel"))
_ATOM = ("http://www.w3.org/2005/atom", "http://purl.org/atom/")
_RSS = (
    "http://purl.org/rss/1.0", "http://my.netscape.com/", "http://backend.userland.com/", "http://blogs.law.harvard.edu/"
)  # fmt: skip
_VOCABULARIES = (
    ("http://search.yahoo.com/mrss", "media"),
    ("http://purl.org/rss/1.0/modules/content", "content"),
    ("http://purl.org/dc/elements/", "dc"),
    ("http://purl.org/dc/terms", "dcterms"),
    ("http://www.itunes.com/dtds/podcast", "itunes"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("http://purl.org/rss/1.0/modules/", "?"),
    *((atom, "atom") for atom in _ATOM),
    *((rss, "") for rss in _RSS),
)


class Enough(Exception):
    """As many entries as were asked for; thrown through the reader to stop it."""


class Text(Struct):
    """The text of an element and what it is: plain, or HTML that still has to be read as such."""

    value: str
    kind: Literal["plain", "html", "unknown"]
    """`unknown` in RSS, whose elements do not say."""


class Link(Struct):
    """A link as written, with the base that it counts from."""

    href: str
    rel: str
    type: str
    base: str


class Entry(Struct):
    """One entry, or the channel itself, as written."""

    base: str = ""
    about: str = ""
    texts: dict[str, Text] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    atom_links: list[Link] = field(default_factory=list)
    pictures: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    is_permalink: bool = True


class Collector:
    """Keeps the channel and up to `limit` entries. Names of elements come as written, prefixes and all."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.root = ""
        self.channel = Entry()
        self.entries: list[Entry] = []
        self._entry = self.channel
        self._atom = False
        self._prefixes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._container = ""
        self._open = ""
        self._open_attributes: Mapping[str, str] = {}
        self._nested_same = 0
        self._has_markup = False
        self._pieces: list[str] = []
        self._room = 0

    @property
    def is_feed(self) -> bool:
        """Whether the document is a feed, be it without entries."""
        return self.root in _ROOTS

    @property
    def open_field(self) -> str:
        """The element whose text is being kept, empty between elements."""
        return self._open

    def name(self, written: str) -> str:
        """The element's name in lower case, under the usual prefix of its vocabulary; RSS and Atom have none."""
        known = self._names.get(written)
        if known is None:
            prefix, colon, local = written.lower().rpartition(":")
            family = self._prefixes.get(prefix, prefix)
            bare = not colon or not family or (family == "atom" and self._atom)
            if len(self._names) > _NAMES_MAX:
                self._names.clear()
            known = self._names[written] = local if bare else f"{family}:{local}"
        return known

    def start(self, written: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._open:
            self._start_nested(written, attributes)
            return
        if attributes:
            self._note_prefixes(attributes)
        if not self.root:
            self._start_root(written, attributes)
        name = self.name(written)
        if name in ENTRIES:
            self._start_entry(attributes)
        elif not self._container:
            self._start_part(name, attributes)

    def text(self, piece: str) -> None:
        """Characters between tags, entities decoded."""
        if self._open and self._room > 0:
            piece = piece[: self._room]
            self._room -= len(piece)
            self._pieces.append(html.escape(piece, quote=False) if self._has_markup else piece)

    def end(self, written: str) -> None:
        """An element ends."""
        name = self.name(written)
        if self._open:
            if name in ENTRIES or name in _ROOTS or (name == self._open and not self._nested_same):
                self._close_field()
            else:
                self._end_nested(name)
                return
        if name in ENTRIES or name in _ROOTS:
            self._end_entry()
        elif name == self._container:
            self._container = ""

    def _start_root(self, written: str, attributes: Mapping[str, str]) -> None:
        self._atom = written.lower().rpartition(":")[2] == "feed"
        self._names.clear()
        self.root = self.name(written)
        self.channel.base = _joined("", attributes)

    def _start_entry(self, attributes: Mapping[str, str]) -> None:
        self._end_entry()
        self._container = ""
        self._entry = Entry(base=_joined(self.channel.base, attributes), about=attributes.get("rdf:about", ""))
        if href := attributes.get("HREF", ""):  # Microsoft's CDF, where the item itself is the link
            self._entry.links.append(Link(href, "alternate", "", self._entry.base))

    def _end_entry(self) -> None:
        if self._entry is not self.channel:
            self.entries.append(self._entry)
            self._entry = self.channel
            self._container = ""
            if len(self.entries) >= self.limit:
                raise Enough

    def _start_part(self, name: str, attributes: Mapping[str, str]) -> None:
        """A part of an entry or of the channel."""
        if name in _CONTAINERS and (name != "image" or self._entry is self.channel):
            self._container = name
        elif name in FIELDS:
            self._open, self._open_attributes = name, attributes
            self._nested_same, self._has_markup, self._pieces, self._room = 0, False, [], FIELD_MAX
        elif name in _PICTURES and len(self._entry.pictures) < _FIELDS_KEPT:
            self._entry.pictures.append((name, attributes))
        elif name == "channel" and self.root != "channel":
            self._entry.base = _joined(self._entry.base, attributes)

    def _start_nested(self, written: str, attributes: Mapping[str, str]) -> None:
        """Markup inside a text: XHTML in Atom, and HTML that somebody forgot to escape."""
        name = self.name(written)
        self._nested_same += name == self._open
        if not self._has_markup:
            self._has_markup = True
            self._pieces = [html.escape("".join(self._pieces), quote=False)]
        if self._room > 0:
            kept = "".join(f' {key}="{html.escape(value)}"' for key, value in list(attributes.items())[:8])
            self._pieces.append(f"<{name.rpartition(':')[2]}{kept}>")
            self._room -= len(self._pieces[-1])

    def _end_nested(self, name: str) -> None:
        self._nested_same -= name == self._open
        if self._room > 0:
            self._pieces.append(f"</{name.rpartition(':')[2]}>")
            self._room -= len(self._pieces[-1])

    def _close_field(self) -> None:
        name, attributes = self._open, self._open_attributes
        self._open = ""
        value = "".join(self._pieces).strip()
        entry = self._entry
        if name in ("link", "atom:link"):
            self._keep_link(name, value, attributes)
        elif value and (name not in entry.texts or not entry.texts[name].value):
            if self._atom and _is_base64(attributes):
                value = _from_base64(value)
            entry.texts[name] = Text(value, self._kind(name, attributes))
            if name == "guid":
                entry.is_permalink = attributes.get("isPermaLink", "true").strip().lower() != "false"

    def _keep_link(self, name: str, value: str, attributes: Mapping[str, str]) -> None:
        links = self._entry.links if name == "link" else self._entry.atom_links
        href = attributes.get("href", "").strip() or value
        if href and len(links) < _FIELDS_KEPT:
            rel = attributes.get("rel", "").strip().lower() or "alternate"
            links.append(Link(href, rel, attributes.get("type", "").lower(), _joined(self._entry.base, attributes)))

    def _kind(self, name: str, attributes: Mapping[str, str]) -> Literal["plain", "html", "unknown"]:
        if self._has_markup:
            return "html"
        if not self._atom:
            return "unknown"
        declared = attributes.get("type", "text").strip().lower()
        return "html" if "html" in declared or (name == "content" and declared.startswith("application/")) else "plain"

    def _note_prefixes(self, attributes: Mapping[str, str]) -> None:
        for key, value in attributes.items():
            if key.startswith("xmlns:") and len(self._prefixes) < 100:
                uri = value.strip().lower()
                family = next((family for start, family in _VOCABULARIES if uri.startswith(start)), None)
                self._prefixes[key[6:].lower()] = key[6:].lower() if family is None else family
                self._names.clear()


def _joined(base: str, attributes: Mapping[str, str]) -> str:
    """The base that holds inside an element with these attributes."""
    own = (attributes.get("xml:base") or attributes.get("BASE", "")).strip() if attributes else ""
    if not own:
        return base
    try:
        return urljoin(base, own)
    except ValueError:
        return base


def _is_base64(attributes: Mapping[str, str]) -> bool:
    """Whether a text of Atom is in base64: by its mode in Atom 0.3, by a type that is no text in RFC 4287 (4.1.3.3)."""
    kind, _, part = attributes.get("type", "").strip().lower().partition("/")
    return attributes.get("mode", "") == "base64" or (bool(part) and kind != "text" and not part.endswith("xml"))


def _from_base64(value: str) -> str:
    try:
        return base64.b64decode(value, validate=False).decode("utf-8", "replace")
    except ValueError:
        return value
