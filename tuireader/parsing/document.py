"""A page as a tree: decoding, the guard against hostile markup, and the few looks at nodes that all readers share.

The tree belongs to one reading, so readers may cut it. Lexbor takes quadratic time for very deep, very wide or very
attribute-rich markup and cannot be stopped, so the guard looks first, in linear time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from tuireader.parsing.address import canonical_url
from tuireader.parsing.decode import decode
from tuireader.parsing.guard import MUTE, readable, without_mute
from tuireader.parsing.lean import without_code
from tuireader.text import BLOCK_MAX, clean_block, clean_line

WITHOUT_EVENTS = LexborDocumentOptions.WO_EVENTS.value
"""Without them `<select>` with many `<option>` is no longer quadratic; they do nothing that a reader of text needs."""

RELATIONS = ("canonical", "next", "prev")
"""Of pages to each other, as far as anybody asks for them."""
LARGE = 250_000
"""Bytes of a page from which on most of it are scripts and styles; smaller ones are parsed before those are found."""

_CONDITION = re.compile(r"\[[^\]]*\]")
_CLASS_IN_SELECTOR = re.compile(r"\.([\w-]+)")
_BEGINNING_IN_SELECTOR = re.compile(r"""\[class\^=["']?([\w-]+)["']?\]""")
_SIMPLE = re.compile(r"(?:[.#][\w-]+|\[([\w-]+)[\^*$~|]?=[\w-]+\])\Z")
_SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")


class HostileMarkupError(Exception):
    """Markup that would take the parser too long; `html` is still good for a reading of its text alone."""

    def __init__(self, html: str) -> None:
        super().__init__("hostile markup")
        self.html = html


class Document:
    """A parsed page, its own address, and the address against which its links are resolved."""

    def __init__(self, page: bytes, url: str, content_type: str = "", *, taken_for_utf8: bool = False) -> None:
        """Parse. Raises `HostileMarkupError` where the guard or the parser refuses.

        What is `taken_for_utf8` and is not so has U+FFFD for what does not belong there.
        """
        markup = readable(_markup(page, content_type, taken_for_utf8=taken_for_utf8))
        if markup is None:
            raise HostileMarkupError(decode(page, content_type))
        try:
            self.tree = LexborHTMLParser(markup or b" ", options=WITHOUT_EVENTS, scripting=True)
        except (SelectolaxError, ValueError, RuntimeError) as error:
            raise HostileMarkupError(decode(page, content_type)) from error
        self.url = url
        self._unions: dict[tuple[str, ...], str] = {}

    @cached_property
    def base(self) -> str:
        """The address against which the page's links are resolved."""
        declared = self.declared["base"]
        return canonical_url(attribute(declared[0], "href"), self.url) or self.url if declared else self.url

    @cached_property
    def classes(self) -> frozenset[str]:
        """Every class on the page as it came, in lower case, for pages in quirks mode compare them so."""
        named = {node.attrs["class"] or "" for node in self.tree.css("[class]")}
        return frozenset(" ".join(named).lower().split())

    @cached_property
    def _listed_classes(self) -> str:
        return " " + " ".join(self.classes)

    @property
    def ids(self) -> frozenset[str]:
        """Every id on the page, in lower case."""
        return frozenset((node.id or "").lower() for node in self.tree.css("[id]"))

    @cached_property
    def relations(self) -> dict[str, list[LexborNode]]:
        """The page's `link` to others, by their relation; only of relations that are asked for."""
        found: dict[str, list[LexborNode]] = {relation: [] for relation in RELATIONS}
        for link in self.declared["link"]:
            for relation in attribute(link, "rel").lower().split():
                if relation in found:
                    found[relation].append(link)
        return found

    @cached_property
    def canonical(self) -> list[str]:
        """What the page calls its own addresses, absolute; empty ones where they are none."""
        return [self.resolve(attribute(link, "href")) for link in self.relations["canonical"]]

    @cached_property
    def declared(self) -> dict[str, list[LexborNode]]:
        """What a page tells machines, by tag: every `meta` with a content, `link`, `base`, and `script` of JSON-LD."""
        found: dict[str, list[LexborNode]] = {"meta": [], "link": [], "base": [], "script": []}
        for node in self.tree.css('meta[content], link[rel][href], base[href], script[type="application/ld+json"]'):
            found[node.tag or ""].append(node)
        return found

    def union(self, selectors: tuple[str, ...]) -> str:
        """One selector of those that are `plausible`; empty where nothing can match."""
        if (known := self._unions.get(selectors)) is None:
            known = self._unions[selectors] = _joined(self.plausible(selectors))
        return known

    def css(self, selectors: tuple[str, ...]) -> list[LexborNode]:
        """All nodes that match any of the selectors, in the order of the page."""
        joined = self.union(selectors)
        return self.tree.css(joined) if joined else []

    def each(self, selectors: tuple[str, ...]) -> Iterator[LexborNode]:
        """The nodes that match, selector by selector, each selector's in the order of the page.

        Only who goes on behind the first one waits until the rest of the page has been looked through.
        """
        for selector in self.plausible(selectors):
            if (first := self.tree.css_first(selector)) is not None:
                place = first.mem_id
                yield first
                yield from (node for node in self.tree.css(selector) if node.mem_id != place)

    def plausible(self, selectors: tuple[str, ...]) -> list[str]:
        """The selectors whose classes are on the page, each once.

        Most selectors that papers have in common name what this page does not have, and each would be looked for at
        every node.
        """
        classes = self.classes
        return [
            asked.selector
            for asked in asked_for(selectors)
            if asked.classes <= classes
            and (not asked.beginnings or all(f" {begun}" in self._listed_classes for begun in asked.beginnings))
        ]

    def first_text(self, selectors: tuple[str, ...]) -> str:
        """The text of the first node with text; the selectors are tried in turn."""
        return next((found for node in self.each(selectors) if (found := node_text(node))), "")

    def resolve(self, address: str) -> str:
        """An address of the page as absolute http(s), or nothing."""
        return canonical_url(address, self.base)


def _markup(page: bytes, content_type: str, *, taken_for_utf8: bool) -> bytes:
    """The page as the parser reads it, in UTF-8."""
    if b"\0" not in page and not page.startswith(codecs.BOM_UTF8):
        lean = without_code(page) if len(page) > LARGE else page
        if taken_for_utf8 or is_utf8(lean):
            return lean
    return decode(page, content_type).replace("\0", "").encode("utf-8", "replace")


def is_utf8(page: bytes) -> bool:
    """Whether all of a page is UTF-8."""
    try:
        page.decode()
    except UnicodeDecodeError:
        return False
    return True


class Asked(NamedTuple):
    """A selector with what must be on a page for it to match anything, in lower case."""

    selector: str
    classes: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()
    """How classes must begin."""


@lru_cache(maxsize=1_000)
def asked_for(selectors: tuple[str, ...]) -> tuple[Asked, ...]:
    """Each selector with what it asks for, each once."""
    return tuple(map(_asked_for, dict.fromkeys(selectors)))


def _asked_for(selector: str) -> Asked:
    if any(char in selector for char in ":,\\"):
        return Asked(selector)
    whole = _CLASS_IN_SELECTOR.findall(_CONDITION.sub("", selector))
    return Asked(
        selector,
        frozenset(map(str.lower, whole)),
        frozenset(map(str.lower, _BEGINNING_IN_SELECTOR.findall(selector))),
    )


def _joined(selectors: Iterable[str]) -> str:
    """One selector of several; those that only look at one attribute are asked together, where a node has it."""
    others: list[str] = []
    asked: dict[str, list[str]] = {}
    for selector in selectors:
        name = _attribute_asked(selector)
        (asked.setdefault(name, []) if name else others).append(selector)
    for name, simple in asked.items():
        others += [f"[{name}]:is({', '.join(simple)})"] if len(simple) > 1 else simple
    return ", ".join(others)


@lru_cache(maxsize=2_000)
def _attribute_asked(selector: str) -> str:
    """The attribute that a selector looks at, where it looks at nothing else."""
    match = _SIMPLE.match(selector)
    return {".": "class", "#": "id"}.get(selector[0]) or match[1] if match else ""


def plain_lines(html: str) -> Iterator[str]:
    """The visible lines of markup that the parser should not see, cleaned."""
    shown = without_mute(html.encode("utf-8", "replace")).decode()
    text = re.sub(r"<(?:br|/?(?:p|div|li|tr|h[1-6]|table|ul|ol|section|article))\b[^<>]*+>", "\n", shown)
    text = re.sub(r"<[a-zA-Z/!][^<>]*+>?", "", text)
    for line, _ in groupby(clean_block(text[: 4 * BLOCK_MAX], BLOCK_MAX).split("\n")):
        if line:
            yield line


def attribute(node: LexborNode | None, name: str) -> str:
    """An attribute's value, or nothing."""
    return (node.attrs.get(name) or "") if node is not None else ""


def has_class(node: LexborNode, *names: str) -> bool:
    """Whether the node carries one of the classes."""
    return not set(names).isdisjoint(attribute(node, "class").split())


def node_text(node: LexborNode, limit: int = 4_000) -> str:
    """One cleaned line of all text in the node; inline tags add nothing, `<br>` and blocks separate."""
    if node.tag == "meta":
        return clean_line(attribute(node, "content"), limit)
    only = node.child
    if only is not None and only.next is None and only.is_text_node:
        return clean_line(only.text_content or "", limit)
    return clean_line(raw_text(node), limit)


def holds_elements(node: LexborNode) -> bool:
    """Whether there is more in a node than one stretch of text."""
    only = node.child
    return only is not None and not (only.next is None and only.is_text_node)


SEPARATING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


NEVER_SHOWN = (*MUTE, "object", "dialog")


def raw_text(node: LexborNode) -> str:
    """All text in the node that is shown, uncleaned, with a line end wherever a block or `<br>` separates."""
    parts: list[str] = []
    depth = 0
    inner = node.child
    while inner is not None:
        if inner.is_text_node:
            parts.append(_SPACES.sub(" ", inner.text_content or ""))
        else:
            if inner.tag in SEPARATING:
                parts.append("\n")
            below = inner.child
            if below is not None and inner.tag not in NEVER_SHOWN:
                inner, depth = below, depth + 1
                continue
        while (after := inner.next) is None and depth > 0 and (around := inner.parent) is not None:
            inner, depth = around, depth - 1
            if inner.tag in SEPARATING:
                parts.append("\n")
        inner = after
    return "".join(parts)


def walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """All nodes below `root` in the order of the page: (node, False) when entered and (node, True) when left."""
    node = root.child
    depth = 0
    while node is not None:
        yield node, False
        if (inner := node.child) is not None:
            node, depth = inner, depth + 1
            continue
        yield node, True
        while (after := node.next) is None and depth > 0 and (parent := node.parent) is not None:
            node, depth = parent, depth - 1
            yield node, True
        node = after


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether a browser would not show an element with these attributes, styles of the page aside."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    names = attributes.get("class")
    if names and ("d-none" in names or "hidden" in names):
        classes = names.split()
        if "d-none" in classes or ("hidden" in classes and not any(":" in name for name in classes)):
            return True
    style = attributes.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def strip_mute(root: LexborNode | LexborHTMLParser) -> None:
    """Cut everything that is never shown; to be done after metadata have been read."""
    root.strip_tags(list(NEVER_SHOWN))


def cut(nodes: Iterable[LexborNode]) -> None:
    """Take nodes out of the tree, which come in the order of the page; the page's own frame stays.

    Those inside others go before them: nothing may be taken out of what has gone.
    """
    for node in reversed({node.mem_id: node for node in nodes}.values()):
        if node.tag not in ("html", "head", "body"):
            node.decompose()


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first."""
    above = node.parent
    while above is not None and above.is_element_node:
        yield above
        above = above.parent
