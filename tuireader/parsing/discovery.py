"""Where a site keeps its feeds: what a page says about them, what sites usually call them, and what a feed looks like.

Sources: WHATWG HTML 4.6.7 (`rel=alternate` with a feed's type), jsonfeed.org (discovery), the paths that WordPress,
Drupal and the systems of Vietnamese papers use.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct, structs
from selectolax.lexbor import LexborNode

from tuireader.parsing.address import canonical_url, host_of, same_page_key
from tuireader.parsing.decode import decode
from tuireader.parsing.document import Document, HostileMarkupError, attribute, node_text
from tuireader.text import clean_line, fold

FeedKind = Literal["rss", "atom", "json", "page"]

LINKS_MAX = 200
"""Links to feeds taken from one page; the longest lists of Vietnamese papers have about a hundred."""
_HEAD = 24_000
"""Bytes in which a feed shows its root element."""

_TYPES: dict[str, FeedKind] = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/xml": "rss",
    "text/xml": "rss",
    "text/rss": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
}
_FEED_PATH = re.compile(
    r"\.(?:rss|atom|rdf)/?\Z"
    r"|/(?:rss|feed|feeds|atom|index)\d?\.(?:xml|json|rdf|php)\Z"
    r"|/(?:rss|feeds?|rssfeed)/[\w./-]+\.(?:xml|json|php|aspx)\Z"
    r"|/(?:feed|feeds/posts/default|rssfeed|atom|rss2)/?\Z"
    r"|/rss/[\w-]+(?:/[\w-]+)?/?\Z",
    re.IGNORECASE | re.ASCII,
)
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed=(?:rss2?|atom|rdf)|(?:format|type|alt)=(?:rss|atom|feed))\b", re.IGNORECASE)
_PAGE_PATH = re.compile(
    r"/(?:rss|feeds|rss-feeds?|trang-rss|kenh-rss|dich-vu-rss)(?:\.(?:html?|aspx|chn|php|vnp|tpo|ldo))?/?\Z",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"\b(?:comments?|binh luan|phan hoi|replies)\b")
_ROOT = re.compile(r"<(?!(?:br|b|p)[\s>/])(?:\w{1,20}:)?(?P<name>[a-z][\w.-]{0,40})", re.IGNORECASE)
"""The first element, warnings of PHP in front of it aside."""
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.IGNORECASE)
_EXTENSION = re.compile(r"\.\w{2,5}\Z")
_PATHS = (
    "/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss/home.rss", "/home.rss",
    "/rss/trang-chu.rss", "/rss/tin-moi-nhat.rss", "/feed.rss", "/feed.json", "/rss.html", "/rss.htm",
)  # fmt: skip
"""Of feeds, and last of the pages on which Vietnamese papers list theirs."""


class FeedLink(Struct, frozen=True):
    """A feed that a page points to."""

    url: str
    """Absolute http(s)."""
    title: str
    """As the page calls it; may be empty."""
    kind: FeedKind
    """`page` is one that lists feeds, or may be a feed itself: what comes from there tells."""


def feed_links(page: bytes, url: str, content_type: str = "") -> tuple[FeedLink, ...]:
    """The feeds that the page at `url` names, each once, best first; never raises.

    Those that the page declares in its head come before those that it merely links to, those of the page's own section
    before others, pages that list feeds after feeds, and feeds of comments last.
    """
    try:
        document = Document(page, url, content_type)
    except HostileMarkupError:
        return ()
    ranked: dict[str, tuple[tuple[bool, bool, bool, bool, bool], FeedLink]] = {}
    slug = _slug(url)
    for link, declared in (*_declared(document), *_linked(document)):
        key = same_page_key(link.url)
        if key in ranked:
            rank, known = ranked[key]
            ranked[key] = (rank, structs.replace(known, title=known.title or link.title))
        elif len(ranked) < LINKS_MAX:
            foreign = not _is_own(link.url, url) and not declared
            of_section = bool(slug) and slug in link.url
            is_page = link.kind == "page"
            ranked[key] = ((is_of_comments(link), is_page, foreign, not of_section, not declared), link)
    return tuple(link for _, link in sorted(ranked.values(), key=lambda pair: pair[0]))


def likely_feeds(url: str) -> tuple[str, ...]:
    """Addresses at which the site of `url` probably has a feed, those of the section that `url` names first."""
    address = canonical_url(url)
    if not address:
        return ()
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    section = _EXTENSION.sub("", parts.path.strip("/"))
    own = (f"/{section}.rss", f"/rss/{section}.rss", f"/{section}/rss", f"/{section}/feed") if section else ()
    return tuple(dict.fromkeys(origin + path for path in (*own, *_PATHS)))


def looks_like_feed(body: bytes, content_type: str = "") -> bool:
    """Whether the body is RSS, RDF, Atom or JSON Feed, by how it begins and not by what its type claims."""
    text = decode(body[:_HEAD], content_type).lstrip("\ufeff \t\r\n\0")
    if text.startswith("{"):
        says_so = "feed+json" in content_type.lower() and '"items"' in text
        return says_so or bool(_JSON_FEED.search(text))
    root = _ROOT.search(text)
    return root is not None and root["name"].lower() in ("rss", "rdf", "feed", "channel")


def _declared(document: Document) -> list[tuple[FeedLink, bool]]:
    """The feeds of `<link rel=alternate>`."""
    found = []
    for node in document.tree.css("link[rel][href]"):
        rels = attribute(node, "rel").lower().split()
        kind = _TYPES.get(attribute(node, "type").lower().partition(";")[0].strip())
        if kind is None and "feed" in rels:
            kind = "rss"
        address = document.resolve(attribute(node, "href"))
        if kind and address and ("alternate" in rels or "feed" in rels):
            found.append((FeedLink(address, clean_line(attribute(node, "title")), kind), True))
    return found


def _linked(document: Document) -> list[tuple[FeedLink, bool]]:
    """The links in the text of the page whose addresses are those of feeds."""
    found = []
    for node in document.tree.css("a[href]"):
        href = attribute(node, "href")
        if not any(word in href.lower() for word in ("rss", "feed", "atom", "rdf", ".xml")):
            continue
        address = document.resolve(href)
        if address and (kind := _kind(address, document.url)):
            found.append((FeedLink(address, _name(node), kind), False))
    return found


def _kind(address: str, page: str) -> FeedKind | None:
    """What an address seems to lead to; on other hosts only what can be nothing but a feed."""
    parts = urlsplit(address)
    if _is_own(address, page) and _PAGE_PATH.search(parts.path):
        return "page" if same_page_key(address) != same_page_key(page) else None
    if not _FEED_PATH.search(parts.path) and not _FEED_QUERY.search(parts.query):
        return None
    if not _is_own(address, page) and not re.search(r"\.(?:rss|atom|xml|rdf)\Z", parts.path, re.IGNORECASE):
        return None
    if parts.path.lower().endswith(".json"):
        return "json"
    return "atom" if "atom" in f"{parts.path}?{parts.query}".lower() else "rss"


def _name(link: LexborNode) -> str:
    """The words of a link, and where it has none, its title or what its picture stands for."""
    return (
        node_text(link, 200)
        or clean_line(attribute(link, "title"), 200)
        or clean_line(attribute(link.css_first("img[alt]"), "alt"), 200)
    )


def _is_own(address: str, page: str) -> bool:
    """Whether an address is on the page's site, be it on a host above or below."""
    host, own = host_of(address), host_of(page)
    return host == own or host.endswith("." + own) or own.endswith("." + host)


def is_of_comments(link: FeedLink) -> bool:
    """Whether a feed is one of readers' comments, by its name and address."""
    words = re.sub(r"[^a-z]+", " ", fold(f"{urlsplit(link.url).path} {link.title}"))
    return bool(_COMMENTS.search(words))


def _slug(url: str) -> str:
    """The name of the section that the page shows, as its address has it; empty for a front page."""
    last = urlsplit(canonical_url(url)).path.rstrip("/").rpartition("/")[2]
    slug = _EXTENSION.sub("", last)
    return slug if len(slug) >= 4 and slug not in ("index", "home", "rss") else ""
