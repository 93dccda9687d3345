"""The reader for pages without rules: finds the body by where the text is dense and takes out what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from tuireader.errors import NoArticle
from tuireader.model import Article, Paragraph
from tuireader.parsing.address import host_of
from tuireader.parsing.boilerplate import LABEL_MAX, heads_noise
from tuireader.parsing.density import Weight, weigh
from tuireader.parsing.document import Document, ancestors, cut, is_hidden, node_text, plain_lines
from tuireader.parsing.fields import Fields
from tuireader.text import clean_line

MIN_TEXT = 25
"""Characters of a stretch of text that counts as prose."""
MIN_STRETCHES, MIN_STORY = 3, 300
"""Stretches and characters of prose that are a story where the title stands, whatever is heavier elsewhere."""
MIN_STRETCH = 120
"""Characters of the average stretch in it."""
PARAGRAPH = 80
"""Characters of a stretch that is a paragraph wherever it stands."""
MAX_DEPTH = 200
PLAIN_LINE = 60
"""Characters of a line that counts as a paragraph where only the text is read."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

NAMED_BODIES = (
    "[itemprop=articleBody]",
    "[data-role=content]",
    "article.fck_detail",
    ".fck_detail",
    ".zce-content-body",
    ".cms-body",
    "[data-slot=content]",
    "#maincontent",
    "#entry-body",
    ".singular-content",
    ".the-article-body",
    ".detail-content",
    "#content_detail_news",
    ".fck",
    ".entry-content",
    ".post-content",
    ".article-body",
    ".article__body",
    ".story-body",
    ".articleBody",
    ".storyBody",
    ".article-content",
    "[class*=article-body]",
    "[class*=articleBody]",
    "[class*=ArticleBody]",
    "[class*=story-body]",
    "[class*=entry-content]",
    "[class*=post-content]",
    ".article_body",
    ".story-content",
    ".td-post-content",
    ".c-entry-content",
)
"""Where papers and publishing systems are known to put the body."""


def parse_generic(page: bytes, url: str, content_type: str = "") -> Article:
    """The article of any page, without a paper's rules. Raises NoArticle where nothing reads like one."""
    from tuireader.parsing.article import parse_article

    return parse_article(page, url, None, content_type)


def plain_article(html: str, url: str) -> Article:
    """What can be had from markup that the parser must not see: the title and the longer lines."""
    title = re.search(r"<title[^<>]{0,200}>([^<]{1,500})", html, re.IGNORECASE)
    blocks = tuple(Paragraph(line) for line in plain_lines(html) if len(line) >= PLAIN_LINE)
    if not blocks:
        raise NoArticle(url, "hostile markup without text")
    return Article(url=url, title=clean_line(title[1]) if title else "", blocks=blocks[:2_000])


def find_body(document: Document, fields: Fields) -> LexborNode | None:
    """The element that holds the story, with everything cut out of it that is not the story."""
    root = document.tree.body
    if root is None:
        return None
    weights = weigh(root, host_of(document.url), _headed_noise(root))
    body = _named(document, weights)
    if body is None:
        start = _only_article(weights) or weights[root.mem_id]
        body = _densest(start, _around_title(root, fields.title)).node
    _cut_before_title(body, fields.title)
    _clean(body, weights, fields)
    return body


def _headed_noise(root: LexborNode) -> frozenset[int]:
    """The identities of what stands under a heading of readers' remarks or of other articles."""
    found: set[int] = set()
    for head in root.css("h2, h3, h4, h5, h6"):
        parent = head.parent
        words = head.text()
        if parent is None or len(words) > LABEL_MAX or not heads_noise(words):
            continue
        if parent.text().strip().startswith(words.strip()) and parent.tag in ("div", "section", "aside"):
            found.add(parent.mem_id)
            continue
        behind = head.next
        while behind is not None and behind.tag not in ("p", *_HEADINGS):
            found.add(behind.mem_id)
            behind = behind.next
    return frozenset(found)


def _named(document: Document, weights: dict[int, Weight]) -> LexborNode | None:
    """The heaviest of the places with a known name, if it holds a fair part of all prose on the page."""
    nodes = document.css(NAMED_BODIES)
    best = max(nodes, key=lambda node: weights[node.mem_id].prose if node.mem_id in weights else 0, default=None)
    if best is None or best.mem_id not in weights:
        return None
    whole = max((weight.prose for weight in weights.values()), default=0)
    return best if weights[best.mem_id].prose >= max(0.25 * whole, 1) else None


def _only_article(weights: dict[int, Weight]) -> Weight | None:
    """The one `<article>` that tells a story, where all others on the page are no more than cards."""
    found = sorted((w for w in weights.values() if w.tag == "article"), key=lambda w: w.prose, reverse=True)
    whole = max((weight.prose for weight in weights.values()), default=0)
    if not found or found[0].prose < max(0.3 * whole, MIN_STORY) or found[0].stretches < MIN_STRETCHES:
        return None
    inside = {found[0].node.mem_id}
    for article in found[1:]:
        within = any(above.mem_id in inside for above in ancestors(article.node))
        if not within and article.prose > 0.1 * found[0].prose:
            return None
    return found[0]


def _around_title(root: LexborNode, title: str) -> frozenset[int]:
    """The identities of the elements around the printed title; nothing where it is not printed as a heading."""
    head = next((head for head in root.css("h1, h2") if node_text(head) == title), None)
    return frozenset(above.mem_id for above in ancestors(head)) if head is not None else frozenset()


def _densest(weight: Weight, around_title: frozenset[int]) -> Weight:
    """Go down as long as one element holds nearly all the prose of what is around it.

    Long remarks of readers may outweigh a story: what holds the title and paragraphs of its own goes first.
    """
    while True:
        sound = [inner for inner in weight.inner if not inner.noise]
        heaviest = max(sound, key=lambda inner: inner.prose, default=None)
        if heaviest is None:
            return weight
        titled = next((inner for inner in sound if inner.node.mem_id in around_title), heaviest)
        if titled is not heaviest and _is_story(titled, heaviest):
            heaviest = titled
        elif heaviest.prose < 0.6 * weight.prose or heaviest.tag in ("p", "li") or _has_paragraphs(sound, heaviest):
            return weight
        weight = heaviest


def _has_paragraphs(sound: list[Weight], heaviest: Weight) -> bool:
    """Whether paragraphs of their own stand beside the heaviest element: it is a part of the story, not all of it."""
    beside = [
        inner for inner in sound if inner is not heaviest and inner.stretches == 1 and inner.linked < 0.3 * inner.total
    ]
    return sum(inner.prose >= PARAGRAPH for inner in beside) >= MIN_STRETCHES


def _is_story(titled: Weight, heaviest: Weight) -> bool:
    """Whether what stands around the title is a story by itself: paragraphs, not a lead with buttons and a form."""
    least = 0 if titled.tag == "article" else 0.15 * heaviest.prose
    return titled.stretches >= MIN_STRETCHES and titled.prose >= max(least, MIN_STORY, MIN_STRETCH * titled.stretches)


def _cut_before_title(body: LexborNode, title: str) -> None:
    """Cut what stands before the title, where the title stands in the body."""
    for head in body.css("h1"):
        if node_text(head) != title:
            continue
        for node in (head, *ancestors(head)):
            if node.mem_id == body.mem_id:
                break
            while (before := node.prev) is not None:
                before.decompose()
        head.decompose()
        return


def _clean(body: LexborNode, weights: dict[int, Weight], fields: Fields) -> None:
    """Cut out of the body what is noise by name, what is mostly links, and what has been read already."""
    whole = weights[body.mem_id].prose
    doomed = list(_doomed(body, weights, fields, whole, 0))
    cut(doomed)


def _doomed(
    node: LexborNode, weights: dict[int, Weight], fields: Fields, whole: float, depth: int
) -> Iterable[LexborNode]:
    child = node.child
    while child is not None:
        if child.is_element_node:
            weight = weights.get(child.mem_id)
            if weight is not None:
                if child.mem_id in fields.spent or _is_doomed(weight, whole):
                    yield child
                elif depth < MAX_DEPTH and child.tag != "figure":
                    yield from _doomed(child, weights, fields, whole, depth + 1)
        child = child.next


def _is_doomed(weight: Weight, whole: float) -> bool:
    tag = weight.tag
    if tag in ("figure", "figcaption", "picture", "img"):
        return False
    if weight.prose > 0.5 * whole:
        return is_hidden(weight.node.attributes)
    if weight.noise:
        return tag not in ("iframe", "p")
    if tag in ("div", "section", "ul", "ol", "table", "article"):
        return weight.linked > 0.5 * weight.total and weight.prose < 0.2 * whole and weight.total > 0
    return False
