"""The reader for pages without rules: finds the body by where the text is dense and takes out what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from tuireader.errors import NoArticle
from tuireader.model import Article, Paragraph
from tuireader.parsing.density import Weight, weigh
from tuireader.parsing.document import Document, ancestors, cut, is_hidden, node_text, plain_lines
from tuireader.parsing.fields import Fields
from tuireader.text import clean_line

MIN_TEXT = 25
"""Characters of a stretch of text that counts as prose."""
MAX_DEPTH = 200
PLAIN_LINE = 60
"""Characters of a line that counts as a paragraph where only the text is read."""

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
    weights = weigh(root)
    body = _named(document, weights) or _densest(root, weights)
    _cut_before_title(body, fields.title)
    _clean(body, weights, fields)
    return body


def _named(document: Document, weights: dict[int, Weight]) -> LexborNode | None:
    """The heaviest of the places with a known name, if it holds a fair part of all prose on the page."""
    nodes = document.css(NAMED_BODIES)
    best = max(nodes, key=lambda node: weights[node.mem_id].prose if node.mem_id in weights else 0, default=None)
    if best is None or best.mem_id not in weights:
        return None
    whole = max((weight.prose for weight in weights.values()), default=0)
    return best if weights[best.mem_id].prose >= max(0.25 * whole, 1) else None


def _densest(root: LexborNode, weights: dict[int, Weight]) -> LexborNode:
    """Go down from the root as long as one child holds nearly all the prose of its parent."""
    node = root
    while True:
        here = weights[node.mem_id]
        heaviest: Weight | None = None
        child = node.child
        while child is not None:
            weight = weights.get(child.mem_id) if child.is_element_node else None
            if weight is not None and not weight.noise and (heaviest is None or weight.prose > heaviest.prose):
                heaviest = weight
            child = child.next
        if heaviest is None or heaviest.prose < 0.6 * here.prose or heaviest.tag in ("p", "li"):
            return node
        node = heaviest.node


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
