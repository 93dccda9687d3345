"""Articles printed on several pages: where they go on, and one article out of their pages.

Only an address that is the article's own but for a page number counts, under a link that says it is a page; the next
article («rel=next» of many blogs) and the pages of a section never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import structs
from selectolax.lexbor import LexborNode

from tuireader.model import Article, Block, Box, Bullets, Figure, Heading, Paragraph, Quote, Related, Table
from tuireader.parsing.address import same_page_key
from tuireader.parsing.boilerplate import words_of
from tuireader.parsing.document import Document, ancestors, attribute, node_text

PAGES_MAX = 30
"""The highest page number that is believed; a larger one is a year, a number of an article or a trap."""
LINKS_MAX = 300
"""Links that are looked at for further pages."""
LABEL_MAX = 24
"""Characters of a pager's link («2», «Trang sau»); longer text is a title."""
LONG_TEXT = 60
"""Characters of a block that no article prints twice on purpose."""

_TAIL = r"(?P<after>(?:\.(?:s?html?|vnp|aspx?|php|amp|vov|epi))?(?:\?.*)?)\Z"
_FORMS = (
    re.compile(r"(?P<before>.*[?&])(?:page|trang|paged|pg|p|pagenum)=(?P<number>\d{1,2})(?P<after>(?:&.*)?)\Z"),
    re.compile(r"(?P<before>.*/[^/?]*\w)(?:[-_/](?:trang|page)[-_/]?|[-_/]p)(?P<number>\d{1,2})" + _TAIL),
    re.compile(r"(?P<before>.*/[^/?]*\w)[-_/](?P<number>\d{1,2})" + _TAIL),
)
"""`?page=2`, `-trang-2.html` `/page/2` `-p2.html`, `-2.html` `/2`: the plainest last."""
_SHORT_NUMBER = re.compile(r"[=/_-](?:trang|page|p)?[-_/]?\d{1,2}(?!\d)")
"""What all of them have, so that few addresses need be taken apart."""
_ONWARD = re.compile(
    r"\A\W*(?:trang\s+(?:sau|tiếp(?:\s+theo)?|kế(?:\s+tiếp)?)|(?:xem|đọc)\s+tiếp|tiếp(?:\s+theo)?|sau"
    r"|next(?:\s+page)?|(?:trang|page)?\s*\d{1,2})?\W*\Z",
    re.IGNORECASE,
)
_OF_REMARKS = re.compile(r"comment|binh-?luan|phan-?hoi|disqus|rating", re.IGNORECASE)


class _Numbered(NamedTuple):
    """An address taken apart: what it is without its page number, and the number."""

    key: str
    number: int


def next_pages(document: Document) -> tuple[str, ...]:
    """The addresses of the article's further pages in their order, as far as this page names them."""
    near = _near_links(document)
    if not near:
        return ()
    own = {key for address in (document.url, *document.canonical) if (key := same_page_key(address))}
    here = 1
    if (numbered := _numbered(document.url)) is not None:
        named = {same_page_key(document.resolve(attribute(node, "href"))) for node in near}
        if numbered.key in named | own:  # only what has a first page is a further page of it
            own, here = {numbered.key}, numbered.number
    found: dict[int, str] = {}
    for node in near:
        address = document.resolve(attribute(node, "href"))
        page = _numbered(address)
        if page is None or page.key not in own or not here < page.number <= PAGES_MAX:
            continue
        if page.number not in found and _is_pager_link(node, page.number):
            found[page.number] = address
    return tuple(found[number] for number in sorted(found))


def join_pages(first: Article, others: Sequence[Article]) -> Article:
    """One article out of its pages, `others` in their order.

    What a page repeats is dropped: title, lead and cover at its head, a whole page that is one of the others again,
    and long blocks. Names, tags and links are kept once. `next_pages` holds what a page names and none of them is.
    """
    pages = (first, *others)
    blocks = list(first.blocks)
    for page in others:
        blocks.extend(_news(page, first, blocks))
    signed = next((page for page in pages if page.authors), first)
    read = {same_page_key(page.url) for page in pages}
    named = (address for page in pages for address in page.next_pages)
    return structs.replace(
        first,
        blocks=tuple(blocks),
        authors=signed.authors,
        desk=_first(page.desk for page in pages),
        email=_first(page.email for page in pages),
        source_credit=_first(page.source_credit for page in pages),
        tags=tuple(dict.fromkeys(tag for page in pages for tag in page.tags)),
        related=_related(pages, read),
        next_pages=tuple({key: url for url in named if (key := same_page_key(url)) not in read}.values()),
    )


def _near_links(document: Document) -> list[LexborNode]:
    """The links whose address begins like the page's own; looking closer at all of them would take too long."""
    name = urlsplit(document.url).path.rstrip("/").rpartition("/")[2].partition(".")[0]
    name = re.split(r"[^\w-]", name[: len(name) * 2 // 3], maxsplit=1)[0]
    links = document.tree.css(f"a:is([href^='?'], [href*='{name}'])" if name else "a[href]")
    return [*document.relations["next"], *document.relations["prev"], *links][:LINKS_MAX]


def _numbered(address: str) -> _Numbered | None:
    """The address without its page number, and the number; nothing where it has none that is plausible."""
    if not _SHORT_NUMBER.search(address):
        return None
    for form in _FORMS:
        if match := form.match(address.rstrip("/")):
            rest = (match["before"] + match["after"].lstrip("&")).rstrip("?&")
            return _Numbered(same_page_key(rest), int(match["number"]))
    return None


def _is_pager_link(node: LexborNode, number: int) -> bool:
    """Whether a link says that it leads to a page: by its relation, its number, or as «Trang sau»."""
    if "prev" in attribute(node, "rel").split():
        return False
    if "next" in attribute(node, "rel").split():
        return True
    label = node_text(node, 2 * LABEL_MAX) or attribute(node, "title").strip()
    if len(label) > LABEL_MAX or not _ONWARD.match(label):
        return False
    digits = re.search(r"\d+", label)
    if digits is not None and int(digits.group()) != number:
        return False
    return not any(_OF_REMARKS.search(f"{attribute(a, 'class')} {attribute(a, 'id')}") for a in ancestors(node))


def _news(page: Article, first: Article, known: list[Block]) -> list[Block]:
    """The blocks of a further page that have not been printed before."""
    if all(block in known for block in page.blocks):
        return []
    start = 0
    while start < len(page.blocks) and _repeats_head(page.blocks[start], start, first):
        start += 1
    return [block for block in page.blocks[start:] if not (_is_long(block) and block in known)]


def _repeats_head(block: Block, place: int, first: Article) -> bool:
    """Whether a block at the head of a further page stands at the head of the first one as well."""
    if place < len(first.blocks) and block == first.blocks[place]:
        return True
    match block:
        case Paragraph() | Heading():
            return words_of(block.text) in {words_of(first.title), words_of(first.lead)}
        case Figure():
            return block.cover or bool(block.src and block.src == first.image)
        case _:
            return False


def _is_long(block: Block) -> bool:
    match block:
        case Paragraph() | Heading() | Quote():
            return len(block.text) >= LONG_TEXT
        case Figure():
            return bool(block.src)
        case Bullets() | Table() | Box():
            return True
        case _:
            return False


def _related(pages: Iterable[Article], read: set[str]) -> tuple[Related, ...]:
    """The links of all pages, each once, without those to the pages themselves."""
    found: dict[str, Related] = {}
    for page in pages:
        for link in page.related:
            if (key := same_page_key(link.url)) not in read:
                found.setdefault(key, link)
    return tuple(found.values())


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
