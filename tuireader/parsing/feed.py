"""From the bytes of a feed to its headlines: RSS, RDF, Atom and JSON Feed, well-formed or not.

Owns which of an entry's many fields is its title, address, time, summary and picture. How markup is read is in
`feed_xml` and `feed_json`, what elements mean in `feed_elements`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tuireader.dates import parse_date, reads_month_first
from tuireader.errors import NotAFeed
from tuireader.model import Feed, FeedItem
from tuireader.parsing.address import canonical_url
from tuireader.parsing.decode import decode
from tuireader.parsing.feed_elements import Collector, Entry, Link, Text
from tuireader.parsing.feed_json import read_json
from tuireader.parsing.feed_markup import SUMMARY_MAX, first_image, plain_block, plain_line, unescape
from tuireader.parsing.feed_xml import opening, read_strictly, read_tolerantly
from tuireader.text import clean_block, clean_line

_BYTES_MAX = 8 * 1024 * 1024
"""As much as a response may have; what comes after is treated as cut off."""
_TITLE_FROM_SUMMARY = 120
"""Code points of a summary that stand in for a missing title."""

_DATES = (
    "published", "issued", "dcterms:issued", "pubdate", "dc:date", "date", "atom:published", "created",
    "dcterms:created", "updated", "modified", "dcterms:modified", "atom:updated",
)  # fmt: skip
_SUMMARIES = ("description", "summary", "content:encoded", "content")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|\Z)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>\"']+", re.IGNORECASE)
_BLOCK_MARKUP = re.compile(r"</?(?:p|br|img|a|div|ul|b|i|em|strong)\b[^<>]*>", re.IGNORECASE)


def parse_feed(data: bytes, url: str, content_type: str = "", limit: int = 500) -> Feed:
    """The feed at `url` with its first `limit` entries in their order.

    Entries with neither title nor address are left out; one without a title gets the beginning of its summary, else its
    address, and one without an http(s) address has an empty `url`. A feed that is cut off keeps the entries before the
    cut. Raises NotAFeed where there is no feed to read, and nothing else.
    """
    text = decode(data[:_BYTES_MAX], content_type).lstrip("\ufeff \t\r\n\0")
    if text.startswith("{"):
        channel, entries = read_json(text, limit) or (None, [])
    else:
        channel, entries = _read_markup(text, limit)
    if channel is None:
        raise NotAFeed(url, "empty" if not text else f"begins with {clean_line(text[:200], 40)!r}")
    base = _home(channel, url)
    month_first = reads_month_first(_date_texts(entries))
    items = [_item(entry, _within(base, entry.base), month_first=month_first) for entry in entries]
    return Feed(_title(channel), tuple(item for item in items if item is not None))


def _read_markup(text: str, limit: int) -> tuple[Entry | None, list[Entry]]:
    feed = opening(text)
    collector = Collector(limit)
    if not feed or read_strictly(feed, collector):
        return (collector.channel if collector.is_feed else None), collector.entries
    tolerant = Collector(limit)
    read_tolerantly(feed, tolerant)
    return (tolerant.channel if tolerant.is_feed else None), tolerant.entries


def _home(channel: Entry, url: str) -> str:
    """What relative addresses count from: `xml:base`, else the channel's page, else the feed itself."""
    written = channel.base or next((link.href for link in channel.links if link.rel == "alternate"), "")
    return canonical_url(written, url) or url


def _within(base: str, own: str) -> str:
    """The base inside an element that may have its own."""
    return (canonical_url(own, base) if own else "") or base


def _date_texts(entries: list[Entry]) -> list[str]:
    return [entry.texts[name].value for entry in entries for name in _DATES if name in entry.texts]


def _item(entry: Entry, base: str, *, month_first: bool) -> FeedItem | None:
    title, address = _title(entry), _address(entry, base)
    if not title and not address:
        return None
    summary = _summary(entry)
    guid = next((entry.texts[name].value for name in ("guid", "id") if name in entry.texts), entry.about)
    dates = (parse_date(written, month_first=month_first) for written in _date_texts([entry]))
    return FeedItem(
        title=title or clean_line(summary, _TITLE_FROM_SUMMARY) or clean_line(address),
        url=address,
        published=next((moment for moment in dates if moment), None),
        summary=summary,
        image=_image(entry, base),
        guid=clean_line(guid),
    )


def _title(entry: Entry) -> str:
    """The title as plain text; one more decoding for papers that escape twice (`n&agrave;y` in CDATA)."""
    written = next((entry.texts[name] for name in ("title", "dc:title", "media:title") if name in entry.texts), None)
    if written is None:
        return ""
    return clean_line(unescape(written.value)) if written.kind == "plain" else plain_line(written.value)


def _summary(entry: Entry) -> str:
    for name in _SUMMARIES:
        if (written := entry.texts.get(name)) and (summary := _plain(written)):
            return summary
    return ""


def _plain(written: Text) -> str:
    if written.kind == "plain" and not _BLOCK_MARKUP.search(written.value):
        return clean_block(unescape(written.value), SUMMARY_MAX)
    return plain_block(written.value)


def _address(entry: Entry, base: str) -> str:
    """The page of the entry: its link, Atom's alternate, a guid that is an address, or whatever else names a page."""
    ranked = [
        *(link for link in entry.links if link.rel == "alternate" and link.type in ("", "text/html")),
        *(link for link in entry.links if link.rel == "alternate"),
        *(link for link in entry.atom_links if link.rel == "alternate"),
        *_named_addresses(entry),
        *(link for link in entry.atom_links if link.rel == "self"),
    ]
    return next(
        (address for link in ranked if (address := canonical_url(link.href, _within(base, link.base)))),
        "",
    )


def _named_addresses(entry: Entry) -> list[Link]:
    """Identifiers that are addresses themselves."""
    names = [entry.texts[name].value for name in ("guid", "id") if name in entry.texts and entry.is_permalink]
    return [Link(name, "", "", "") for name in (*names, entry.about) if name[:4].lower() == "http"]


def _image(entry: Entry, base: str) -> str:
    """The entry's picture: named as such, else the first one in its markup."""
    candidates = [attributes.get("url") or attributes.get("href", "") for attributes in _named_pictures(entry)]
    candidates += [link.href for link in entry.links if link.rel == "enclosure" and link.type.startswith("image/")]
    for name in ("image", "thumb"):
        candidates += _ADDRESS.findall(unescape(entry.texts[name].value))[:1] if name in entry.texts else []
    if not any(candidates):
        candidates = [first_image(entry.texts[name].value) for name in _SUMMARIES if name in entry.texts]
    return next((address for written in candidates if (address := canonical_url(written, base))), "")


def _named_pictures(entry: Entry) -> list[Mapping[str, str]]:
    """Enclosures and media that are pictures, by their type or by the name of their file."""
    return [
        attributes
        for name, attributes in entry.pictures
        if name in ("media:thumbnail", "itunes:image")
        or attributes.get("medium") == "image"
        or attributes.get("type", "").startswith("image/")
        or (not attributes.get("type") and _PICTURE_FILE.search(attributes.get("url", "")))
    ]
