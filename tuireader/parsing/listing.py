"""A section page as a list of its articles: by the paper's card rules, else by what links to articles look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from tuireader.errors import NotAFeed
from tuireader.model import CardRules, Feed, FeedItem, Source
from tuireader.parsing.address import host_of, same_page_key
from tuireader.parsing.boilerplate import is_house_text, points_elsewhere
from tuireader.parsing.cards import COMMON, TITLE_MIN, Card, Reading, link_title, loose_summary, read_card
from tuireader.parsing.document import (
    Document,
    HostileMarkupError,
    ancestors,
    attribute,
    cut,
    is_hidden,
    node_text,
    strip_mute,
)

CARDS_MAX = 500
FEW_CARDS = 8
"""A page on which rules find fewer is also read by its looks, which win where they find more than twice as many: a new
template often keeps one old box."""
MANY_NUMBERED = 8
"""From so many numbered addresses on, a page's articles are taken to be numbered all."""
FEW_NAMED = 3
"""With fewer addresses that look like articles' a page is taken to be of a site that names its articles otherwise."""
_NUMBERED, _WORDY = 2, 1
_STRONG_PATH = re.compile(
    r"-[a-z]{0,4}\d{5,18}(?:\.\w{2,5})?\Z|/\d{5,8}(?:\.html?)?\Z|/\d{4}/\d{2}/(?:\d{2}/)?[^/]{12,}"
    r"|/20\d{4}/[^/]{12,}|/articles/[a-z0-9]{10,}\Z|[?&]\w{0,8}id=\d{4,}"
)
_OTHER_PATH = re.compile(
    r"/(?:topic|topics|chu-de|event|events|tags?|tac-gia|author|su-kien|dong-su-kien|rss)(?:/|\Z)|/topic-\d+"
)
_HEADING_TAGS = frozenset(["h1", "h2", "h3", "h4"])
_HEADINGS = "h1, h2, h3, h4"
_AROUND = frozenset(["nav", "footer"])
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|footer|breadcrumbs?|tags?|top-?bar|mega|hot-?topic|trend|list-tag)(?:$|[\s_-])",
    re.IGNORECASE,
)


def parse_listing(
    page: bytes, url: str, source: Source | None = None, content_type: str = "", now: datetime | None = None
) -> Feed:
    """The articles of a section page in the order of the page, each once. Raises NotAFeed where there are none.

    Times told from the moment of printing («2 giờ trước») are read where `now` says when that was.
    """
    try:
        document = Document(page, url, content_type)
    except HostileMarkupError as refusal:
        raise NotAFeed(url, "hostile markup") from refusal
    title = document.tree.css_first("title")
    name = node_text(title) if title is not None else ""
    strip_mute(document.tree)
    rules = source.cards if source is not None else CardRules()
    prefixes = source.rules.lead_prefixes if source is not None else ()
    cut(node for node in document.css((*rules.drop, *COMMON.drop)) if node.tag != "a" or not attribute(node, "title"))
    cards = _collect(_by_rules(Reading(document, rules, prefixes, now))) if rules.card else []
    if len(cards) < FEW_CARDS:
        found = _collect(_generic(Reading(document, CardRules(), prefixes, now)))
        cards = found if len(found) > 2 * len(cards) else cards
    if not cards:
        raise NotAFeed(url, "no cards")
    return Feed(name, tuple(cards))


def _collect(cards: Iterator[Card]) -> list[FeedItem]:
    """Cards of one address made one: the first title, whatever else any of them has."""
    found: dict[str, Card] = {}
    for card in cards:
        known = found.setdefault(same_page_key(card.url), card)
        if known is not card:
            known.summary = known.summary or card.summary
            known.image = known.image or card.image
            known.published = known.published or card.published
            known.title = known.title or card.title
            known.spare = known.spare or card.spare
        if len(found) >= CARDS_MAX:
            break
    return [
        FeedItem(title, card.url, card.published, card.summary if card.summary != title else "", card.image)
        for card in found.values()
        if (title := card.title or card.spare)
    ]


def _by_rules(reading: Reading) -> Iterator[Card]:
    for node in reading.document.css(reading.rules.card):
        if is_hidden(node.attributes):
            continue
        link = _link(node, reading.rules.link)
        if link is not None:
            yield read_card(node, link, reading)


def _link(card: LexborNode, selectors: tuple[str, ...]) -> LexborNode | None:
    """The link that carries the title."""
    for selector in selectors or ("h1 a[href]", "h2 a[href]", "h3 a[href]", "h4 a[href]", "a[href]"):
        for link in card.css(selector):
            if attribute(link, "href") and (node_text(link) or attribute(link, "title")):
                return link
    return None


def _generic(reading: Reading) -> Iterator[Card]:
    """Cards around links whose address and text look like an article's."""
    document = reading.document
    cut(link for link in document.tree.css("a[href]") if points_elsewhere(node_text(link, 60)))
    links = _article_links(document)
    owners = _owners(links)
    for link, address in links:
        title = link_title(link)
        titled = len(title) >= TITLE_MIN and not is_house_text(title) and " " in title
        if (not titled and link.css_first("img") is None) or _is_around(link):
            continue
        frame = _frame(link, owners)
        card = read_card(frame, link, reading)
        card.title, card.url = title if titled else "", address
        if titled and not card.summary:
            card.summary = loose_summary(frame, title, reading.prefixes)
        yield card


def _article_links(document: Document) -> list[tuple[LexborNode, str]]:
    """The links to articles of the paper, by their addresses: numbered ones where the page has many of those."""
    own = host_of(document.url)
    found = [
        (link, address, strength)
        for link in document.tree.css("a[href]")
        if (address := document.resolve(attribute(link, "href"))) and (strength := _strength(address, own))
    ]
    numbered = [(link, address) for link, address, strength in found if strength == _NUMBERED]
    if len(numbered) >= MANY_NUMBERED:
        return numbered
    if len(found) < FEW_NAMED:
        return _headed_links(document, own)
    return [(link, address) for link, address, _ in found]


def _headed_links(document: Document, own: str) -> list[tuple[LexborNode, str]]:
    """The links that are or are in headings, beside those that look like articles: where hardly any address does."""
    return [
        (link, address)
        for link in document.tree.css("a[href]")
        if (address := document.resolve(attribute(link, "href")))
        and (_strength(address, own) or (_is_heading(link) and _is_page(address, document.url, own)))
    ]


def _is_page(address: str, page: str, own: str) -> bool:
    """Whether an address is another page of the site, and neither its front page nor one of its topics."""
    path = urlsplit(address).path
    is_other = path.strip("/") != "" and same_page_key(address) != same_page_key(page)
    return is_other and _is_own(host_of(address), own) and not _OTHER_PATH.search(path)


def _is_heading(link: LexborNode) -> bool:
    return link.css_first(_HEADINGS) is not None or any(above.tag in _HEADING_TAGS for above in ancestors(link))


def _is_own(host: str, own: str) -> bool:
    return not own or host == own or host.endswith("." + own) or own.endswith("." + host)


def _strength(address: str, own: str) -> int:
    """How much an address looks like an article's: numbered or dated, merely long, or not at all."""
    host, _, path = same_page_key(address).partition("/")
    if not _is_own(host, own):
        return 0
    if _OTHER_PATH.search("/" + path):
        return 0
    if _STRONG_PATH.search("/" + path):
        return _NUMBERED
    return _WORDY if path.count("-") >= 4 else 0


def _owners(links: list[tuple[LexborNode, str]]) -> dict[int, str]:
    """Of each element around links: the one article it links to, or nothing where it links to several."""
    owners: dict[int, str] = {}
    for link, address in links:
        key = same_page_key(address)
        for element in (link, *ancestors(link)):
            if owners.setdefault(element.mem_id, key) != key:
                owners[element.mem_id] = ""
    return owners


def _frame(link: LexborNode, owners: dict[int, str]) -> LexborNode:
    """The largest element around the link that holds links to no other article."""
    frame = link
    for above in ancestors(link):
        if not owners.get(above.mem_id) or above.tag in ("body", "main", "html"):
            break
        frame = above
    return frame


def _is_around(link: LexborNode) -> bool:
    """Whether a link stands in a menu, a footer, the head of the page or a list of tags, or is not shown."""
    for above in ancestors(link):
        if above.tag in _AROUND or is_hidden(above.attributes):
            return True
        if above.tag == "header" and above.css_first("nav") is not None:
            return True
        if above.tag in ("ul", "div", "section", "header") and _ASIDE.search(attribute(above, "class")):
            return True
    return False
