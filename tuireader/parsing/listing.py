"""A section page as a list of its articles: by the paper's card rules, else by what links to articles look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct, structs
from selectolax.lexbor import LexborNode

from tuireader.errors import NotAFeed
from tuireader.model import CardRules, Feed, FeedItem, Source
from tuireader.parsing.address import host_of, same_page_key
from tuireader.parsing.boilerplate import is_house_text, strip_lead_prefix
from tuireader.parsing.document import (
    Document,
    HostileMarkupError,
    ancestors,
    attribute,
    cut,
    is_hidden,
    node_text,
    raw_text,
    strip_mute,
)
from tuireader.parsing.fields import node_time
from tuireader.parsing.pictures import picture_address
from tuireader.text import clean_block, clean_line

CARDS_MAX = 500
SUMMARY_MAX = 600
LOOSE_SUMMARY = 60
"""Characters of an unmarked line that may be a summary."""
FEW_CARDS = 8
"""A page on which rules find fewer is also read by its looks, which win where they find more than twice as many: a new
template often keeps one old box."""
TITLE_MIN = 12
"""Characters of a title; shorter link texts are names of sections."""

COMMON = CardRules(
    summary=(
        ".sapo",
        "[class*=sapo]",
        "[class*=excerpt]",
        "[class*=summary]",
        "[class*=desc]",
        ".txt-head",
        ".lead",
        "p",
    ),
    time=(".time-ago[datetime]", "[data-publishtime]", "time", "[class*=time]", "[class*=date]", "[data-time]"),
    image=("img",),
    drop=(".icon-comments", ".count_cmt", ".txt_num_comment", "[class*=comment]", ".location-stamp"),
)
MANY_NUMBERED = 8
"""From so many numbered addresses on, a page's articles are taken to be numbered all."""
_NUMBERED, _WORDY = 2, 1
_STRONG_PATH = re.compile(r"-(?:post|ar|c)?\d{5,18}(?:\.\w{2,5})?\Z|/\d{5,8}\.html?\Z|/\d{4}/\d{2}/\d{2}/.+")
_OTHER_PATH = re.compile(
    r"/(?:topic|topics|chu-de|event|events|tags?|tac-gia|author|su-kien|dong-su-kien|rss)(?:/|\Z)|/topic-\d+"
)
_AROUND = frozenset(["nav", "footer"])
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|footer|breadcrumbs?|tags?|topbar|mega|hot-?topic|trend|list-tag)(?:$|[\s_-])",
    re.IGNORECASE,
)


class _Card(Struct):
    """A card being put together."""

    title: str
    url: str
    summary: str = ""
    image: str = ""
    published: datetime | None = None


def parse_listing(page: bytes, url: str, source: Source | None = None, content_type: str = "") -> Feed:
    """The articles of a section page in the order of the page, each once. Raises NotAFeed where there are none."""
    try:
        document = Document(page, url, content_type)
    except HostileMarkupError as refusal:
        raise NotAFeed(url, "hostile markup") from refusal
    title = document.tree.css_first("title")
    name = node_text(title) if title is not None else ""
    strip_mute(document)
    rules = source.cards if source is not None else CardRules()
    prefixes = source.rules.lead_prefixes if source is not None else ()
    cut(node for node in document.css((*rules.drop, *COMMON.drop)) if node.tag != "a" or not attribute(node, "title"))
    cards = _collect(_by_rules(document, rules, prefixes)) if rules.card else []
    if len(cards) < FEW_CARDS:
        found = _collect(_generic(document, prefixes))
        cards = found if len(found) > 2 * len(cards) else cards
    if not cards:
        raise NotAFeed(url, "no cards")
    return Feed(name, tuple(cards))


def _collect(cards: Iterator[_Card]) -> list[FeedItem]:
    """Cards of one address made one: the first title, whatever else any of them has."""
    found: dict[str, _Card] = {}
    for card in cards:
        known = found.setdefault(same_page_key(card.url), card)
        if known is not card:
            known.summary = known.summary or card.summary
            known.image = known.image or card.image
            known.published = known.published or card.published
            known.title = known.title or card.title
        if len(found) >= CARDS_MAX:
            break
    return [
        FeedItem(card.title, card.url, card.published, card.summary, card.image)
        for card in found.values()
        if card.title
    ]


def _by_rules(document: Document, rules: CardRules, prefixes: tuple[str, ...]) -> Iterator[_Card]:
    nodes = document.css(rules.card)
    for node in nodes:
        if is_hidden(node.attributes):
            continue
        link = _link(node, rules.link)
        if link is not None:
            yield _card(node, link, document, rules, prefixes)


def _link(card: LexborNode, selectors: tuple[str, ...]) -> LexborNode | None:
    """The link that carries the title."""
    for selector in selectors or ("h1 a[href]", "h2 a[href]", "h3 a[href]", "h4 a[href]", "a[href]"):
        for link in card.css(selector):
            if attribute(link, "href") and (node_text(link) or attribute(link, "title")):
                return link
    return None


def _card(node: LexborNode, link: LexborNode, document: Document, rules: CardRules, prefixes: tuple[str, ...]) -> _Card:
    address = document.resolve(attribute(link, "href"))
    title = node_text(link, 500) or clean_line(attribute(link, "title"))
    return _Card(
        title=title if not is_house_text(title) else "",
        url=address,
        summary=_summary(node, title, rules.summary or COMMON.summary, prefixes),
        image=_image(node, document, rules.image or COMMON.image),
        published=_time(node, rules.time or COMMON.time),
    )


def _summary(card: LexborNode, title: str, selectors: tuple[str, ...], prefixes: tuple[str, ...]) -> str:
    for selector in selectors:
        for node in card.css(selector):
            text = node_text(node, SUMMARY_MAX)
            if len(text) > 30 and not (text.startswith(title) and len(text) < len(title) + 20):
                return strip_lead_prefix(text, prefixes)
    return ""


def _loose_summary(card: LexborNode, title: str, prefixes: tuple[str, ...]) -> str:
    """The longest line of a card that is not its title, where it is long enough to say something."""
    lines = clean_block(raw_text(card)).split("\n")
    longest = max((line for line in lines if not line.startswith(title)), key=len, default="")
    return strip_lead_prefix(clean_line(longest, SUMMARY_MAX), prefixes) if len(longest) >= LOOSE_SUMMARY else ""


def _time(card: LexborNode, selectors: tuple[str, ...]) -> datetime | None:
    """The time printed in the card, or carried by the card itself."""
    for selector in selectors:
        for node in card.css(selector):
            if when := node_time(node):
                return when
    return None


def _image(card: LexborNode, document: Document, selectors: tuple[str, ...]) -> str:
    for selector in selectors:
        for node in card.css(selector):
            if address := picture_address(node, document.base):
                return address
    return ""


def _generic(document: Document, prefixes: tuple[str, ...]) -> Iterator[_Card]:
    """Cards around links whose address and text look like an article's."""
    links = _article_links(document)
    owners = _owners(links)
    for link, address in links:
        title = node_text(link, 500)
        titled = len(title) >= TITLE_MIN and not is_house_text(title) and " " in title
        if (not titled and link.css_first("img") is None) or _is_around(link):
            continue
        frame = _frame(link, owners)
        card = _card(frame, link, document, CardRules(), prefixes)
        summary = card.summary or (_loose_summary(frame, title, prefixes) if titled else "")
        yield structs.replace(card, title=title if titled else "", url=address, summary=summary)


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
    return [(link, address) for link, address, _ in found]


def _strength(address: str, own: str) -> int:
    """How much an address looks like an article's: numbered or dated, merely long, or not at all."""
    host, _, path = same_page_key(address).partition("/")
    if own and host != own and not host.endswith("." + own) and not own.endswith("." + host):
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
    """Whether a link stands in a menu, a footer or a list of tags, or is not shown."""
    for above in ancestors(link):
        if above.tag in _AROUND or is_hidden(above.attributes):
            return True
        if above.tag in ("ul", "div", "section", "header") and _ASIDE.search(attribute(above, "class")):
            return True
    return False
