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
    Hostile,
    ancestors,
    attribute,
    cut,
    has_class,
    is_hidden,
    node_text,
    strip_mute,
)
from tuireader.parsing.fields import node_time
from tuireader.parsing.pictures import picture_address
from tuireader.text import clean_line

CARDS_MAX = 500
SUMMARY_MAX = 600
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
    drop=(".icon-comments", ".count_cmt", ".txt_num_comment", "[class*=comment]", ".meta-news", ".location-stamp"),
)
_ARTICLE_PATH = re.compile(
    r"-(?:post|ar|c)?\d{5,18}(?:\.\w{2,5}|/)?\Z|/\d{5,8}\.html?\Z|/\d{4}/\d{2}/\d{2}/.+|\.(?:htm|html|chn|vnp|vov|tpo|ldo)\Z"
)
_STRONG_PATH = re.compile(r"-(?:post|ar|c)?\d{5,18}(?:\.\w{2,5})?\Z|/\d{5,8}\.html?\Z|/\d{4}/\d{2}/\d{2}/.+")
_AROUND = frozenset("nav footer".split())
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
    except Hostile as refusal:
        raise NotAFeed(url, "hostile markup") from refusal
    title = document.tree.css_first("title")
    name = node_text(title) if title is not None else ""
    strip_mute(document)
    rules = source.cards if source is not None else CardRules()
    prefixes = source.rules.lead_prefixes if source is not None else ()
    cut(node for node in document.css((*rules.drop, *COMMON.drop)) if node.tag != "a" or not attribute(node, "title"))
    cards = _collect(_by_rules(document, rules, prefixes)) if rules.card else []
    if not cards:
        cards = _collect(_generic(document, prefixes))
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
            if len(text) > 30 and text != title and not text.startswith(title):
                return strip_lead_prefix(text, prefixes)
    return ""


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
    own = host_of(document.url)
    for link in document.tree.css("a[href]"):
        address = document.resolve(attribute(link, "href"))
        if not address or not _is_article(address, own):
            continue
        title = node_text(link, 500)
        picture = link.css_first("img")
        if len(title) < TITLE_MIN and picture is None:
            continue
        if _is_around(link):
            continue
        titled = len(title) >= TITLE_MIN and not is_house_text(title) and " " in title
        if not titled and picture is None:
            continue
        card = _frame(link, document, address)
        yield structs.replace(
            _card(card, link, document, CardRules(), prefixes), title=title if titled else "", url=address
        )


def _is_article(address: str, own: str) -> bool:
    host, _, path = same_page_key(address).partition("/")
    if own and host != own and not host.endswith("." + own) and not own.endswith("." + host):
        return False
    return bool(_STRONG_PATH.search("/" + path)) or (path.count("-") >= 4 and bool(_ARTICLE_PATH.search("/" + path)))


def _is_around(link: LexborNode) -> bool:
    """Whether a link stands in a menu, a footer or a list of tags, or is not shown."""
    for above in ancestors(link):
        if above.tag in _AROUND or is_hidden(above.attributes) or has_class(above, "swiper-slide-hidden"):
            return True
        if above.tag in ("ul", "div", "section", "header") and _ASIDE.search(attribute(above, "class")):
            return True
    return False


def _frame(link: LexborNode, document: Document, address: str) -> LexborNode:
    """The largest element around the link that holds links to no other article."""
    key = same_page_key(address)
    own = host_of(document.url)
    frame = link
    for above in ancestors(link):
        if above.tag in ("body", "main", "html"):
            break
        for other in above.css("a[href]"):
            found = document.resolve(attribute(other, "href"))
            if same_page_key(found) != key and _is_article(found, own):
                return frame
        frame = above
    return frame
