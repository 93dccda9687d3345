"""The links to other articles that a page offers: by a paper's rules, else by the names and headings of their boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from selectolax.lexbor import LexborNode

from tuireader.model import Related, Rules
from tuireader.parsing.address import host_of, same_page_key
from tuireader.parsing.boilerplate import is_house_text, without_pointer, words_of
from tuireader.parsing.document import Document, ancestors, attribute, holds_elements, node_text, walk
from tuireader.parsing.fields import COMMON
from tuireader.text import clean_line

BOX_MAX = 15
"""Articles that a box of related links has at most; one with more is a list of the section."""
CLIMB_MAX = 4
"""Elements around a heading in which the links it stands over are looked for."""
HEAD_MAX = 60
"""Characters of a heading; the text of an element that is longer is not cleaned to find out."""
TITLE_MIN = 15

_TAG = re.compile(r"<[^<>]{0,200}>")
"""Markup that a careless system leaves in an attribute."""
_NAME = re.compile(
    r"(?:\A|[-_])(?:box)?(?:related?|relation|lien-?quan|tin-?lien-?quan|(?:tin-?)?cung-?chuyen-?muc|(?:tin-?)?cung-?su-?kien)"
    r"(?:-?(?:news|posts?|articles?|stor(?:y|ies)|box|list|items?|links?|tin|bai))?(?:\Z|[-_\d])"
)
_HEADS = frozenset(
    (
        "cung chuyen muc",
        "tin cung chuyen muc",
        "bai cung chuyen muc",
        "tin lien quan",
        "bai lien quan",
        "bai viet lien quan",
        "tin tuc lien quan",
        "tin bai lien quan",
        "bai viet cung chuyen muc",
        "cung chu de",
        "cung su kien",
        "tin cung su kien",
        "doc them",
        "xem them",
        "moi doc them",
        "tham khao them",
        "co the ban quan tam",
        "ban co the quan tam",
        "related",
        "related articles",
        "related stories",
        "related news",
        "related posts",
        "read more",
        "see also",
        "more on this story",
    )
)
_HEAD_NODES = "h2, h3, h4, h5, h6, legend, strong, b, "
_HEAD_NAMES = "[class*=tit], [class*=Tit], [class*=head], [class*=Head], [class*=label], [class*=name]"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ARTICLE = re.compile(r"\d{5,}|/[^/]*-[^/]*-[^/]*-[^/]*\Z")
_OTHER = re.compile(r"/(?:topics?|chu-de|events?|tags?|tac-gia|author|su-kien|dong-su-kien|rss|category)(?:/|\Z)")


def read_related(document: Document, rules: Rules, boxes: Iterable[LexborNode]) -> tuple[Related, ...]:
    """The links to other articles that the page offers, those in the boxes inside the body first."""
    inside = _links(boxes, document, "inside")
    below = _links(document.css(rules.related_below or COMMON.related_below), document, "below")
    offered = () if rules.body else _offered(document)
    return (*inside, *below, *offered)


def _links(nodes: Iterable[LexborNode], document: Document, place: Literal["inside", "below"]) -> Iterable[Related]:
    """The articles that the nodes link to, each once, under the longest title printed for it.

    Of a link around a whole card only the card's heading is the title.
    """
    found: dict[str, Related] = {}
    own = same_page_key(document.url)
    seen: set[int] = set()
    for node in nodes:
        for link in [node] if node.tag == "a" else node.css("a[href]"):
            if link.mem_id in seen:  # boxes stand in boxes
                continue
            seen.add(link.mem_id)
            address = document.resolve(attribute(link, "href"))
            key = same_page_key(address)
            if not key or key == own:
                continue
            printed = node_text(_heading_in(link) or link) if link.text().strip() else ""
            title = without_pointer(printed or clean_line(_TAG.sub("", attribute(link, "title"))))
            if key in found and len(found[key].title) >= len(title):
                continue
            if title and not is_house_text(title):
                found[key] = Related(title, address, place)
    return found.values()


def _heading_in(link: LexborNode) -> LexborNode | None:
    if not holds_elements(link):
        return None
    return next((inner for inner, _ in walk(link) if inner.tag in _HEADINGS), None)


def _offered(document: Document) -> Iterator[Related]:
    """The links in boxes that are named or headed as related ones are, and are small enough to be such a box."""
    for box in (*([node] for node in _named_boxes(document)), *_headed_boxes(document)):
        links = [link for link in _links(box, document, "below") if _is_article(link, document)]
        if 0 < len(links) <= BOX_MAX and not any(map(_is_around, box)):
            yield from links


def _named_boxes(document: Document) -> list[LexborNode]:
    names = [name for name in document.classes | document.ids if _NAME.search(name) and re.fullmatch(r"[\w-]+", name)]
    return document.tree.css(", ".join(f"[class~='{name}' i], [id='{name}' i]" for name in names)) if names else []


def _headed_boxes(document: Document) -> Iterator[list[LexborNode]]:
    """What stands behind a short heading with such words, up to where the links end."""
    for head in document.tree.css(_HEAD_NODES + _HEAD_NAMES):
        text = head.text()
        if len(text) > 2 * HEAD_MAX or words_of(node_text(head, HEAD_MAX)) not in _HEADS:
            continue
        for around, _ in zip((head, *ancestors(head)), range(CLIMB_MAX), strict=False):
            if links := list(_with_links_behind(around)):
                yield links
                break


def _with_links_behind(node: LexborNode) -> Iterator[LexborNode]:
    """The elements with links that follow a node at once."""
    behind = node.next
    while behind is not None:
        if behind.is_element_node:
            if behind.tag in _HEADINGS or (behind.tag != "a" and behind.css_first("a[href]") is None):
                return
            yield behind
        behind = behind.next


def _is_around(box: LexborNode) -> bool:
    """Whether a box is the page's frame or its menu rather than a box in it."""
    if box.css_first("h1") is not None or box.tag in ("body", "main"):
        return True
    return any(above.tag in ("nav", "footer") for above in (box, *ancestors(box)))


def _is_article(link: Related, document: Document) -> bool:
    """Whether a link looks as one to an article of the paper does: a numbered or wordy address under a title."""
    host, own = host_of(link.url), host_of(document.url)
    if host != own and not host.endswith("." + own) and not own.endswith("." + host):
        return False
    path = same_page_key(link.url)
    return len(link.title) >= TITLE_MIN and bool(_ARTICLE.search(path)) and not _OTHER.search(path)
