"""A page as a tree: decoding, the guard against hostile markup, and the few looks at nodes that all readers share.

The tree belongs to one reading, so readers may cut it. Lexbor takes quadratic time for very deep, very wide or very
attribute-rich markup and cannot be stopped, so the guard looks first, in linear time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import groupby

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from tuireader.parsing.address import canonical_url
from tuireader.parsing.decode import decode
from tuireader.text import BLOCK_MAX, clean_block, clean_line

MAX_MARKUP = 2 * 1024 * 1024
"""Characters of markup that we give to the parser, scripts and styles not counted."""
MAX_ATTRIBUTES = 200
MAX_DEPTH = 512
MAX_RUN = 5_000
"""Openings of `<li>` or `<option>` in a row."""
FEW_TAGS = 5_000
"""A page with no more tags than this cannot be deep or wide enough to hurt."""

WITHOUT_EVENTS = LexborDocumentOptions.WO_EVENTS.value
"""Without them `<select>` with many `<option>` is no longer quadratic; they do nothing that a reader of text needs."""

_MUTE = ("script", "style", "svg", "template", "noscript")
_MUTE_OPENING = re.compile(r"<(script|style|svg|template|noscript)(?=[\s/>])|<!--", re.IGNORECASE)
_VALUE = r"""=\s*+"[^"]*+"|=\s*+'[^']*+'"""
_TAG = re.compile(rf"""<[a-zA-Z](?:[^>"'=]++|{_VALUE}|["'=])*+(?:>|\Z)""")
_QUOTED = re.compile(_VALUE)
_CLOSINGS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _MUTE} | {"": re.compile("-->")}
_NAMES = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_DEEP = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "option",
        "tr",
        "td",
        "th",
        "dt",
        "dd",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "optgroup",
        "html",
        "head",
        "body",
    ]
)
_CONDITION = re.compile(r"\[[^\]]*\]")
_NAME_IN_SELECTOR = re.compile(r"[.#]([\w-]+)")
_SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")


class HostileMarkupError(Exception):
    """Markup that would take the parser too long; `html` is still good for a reading of its text alone."""

    def __init__(self, html: str) -> None:
        super().__init__("hostile markup")
        self.html = html


class Document:
    """A parsed page, its own address, and the address against which its links are resolved."""

    def __init__(self, page: bytes, url: str, content_type: str = "") -> None:
        """Parse. Raises `HostileMarkupError` where the guard or the parser refuses."""
        markup, html = _markup(page, content_type)
        if is_hostile(html):
            raise HostileMarkupError(html)
        try:
            self.tree = LexborHTMLParser(markup or " ", options=WITHOUT_EVENTS, scripting=True)
        except (SelectolaxError, ValueError, RuntimeError) as error:
            raise HostileMarkupError(html) from error
        self.url = url
        base = self.tree.css_first("base[href]")
        self.base = canonical_url(attribute(base, "href"), url) or url if base is not None else url

    @cached_property
    def names(self) -> frozenset[str]:
        """Every class and id on the page as it came, in lower case, for pages in quirks mode compare them so."""
        classes = {node.attrs.get("class") or "" for node in self.tree.css("[class]")}
        ids = {node.id or "" for node in self.tree.css("[id]")}
        return frozenset(" ".join(classes | ids).lower().split())

    def union(self, selectors: Iterable[str]) -> str:
        """One selector of those whose classes and ids are on the page; empty where nothing can match.

        Most selectors that papers have in common name what this page does not have, and each would be looked for at
        every node.
        """
        return ", ".join(selector for selector in selectors if names_in(selector) <= self.names)

    def css(self, selectors: Iterable[str]) -> list[LexborNode]:
        """All nodes that match any of the selectors, in the order of the page."""
        joined = self.union(selectors)
        return self.tree.css(joined) if joined else []

    def find(self, selector: str) -> list[LexborNode]:
        """All nodes that match the selector, in the order of the page."""
        return self.tree.css(selector) if names_in(selector) <= self.names else []

    def first_text(self, selectors: Iterable[str]) -> str:
        """The text of the first node with text; the selectors are tried in turn."""
        for selector in selectors:
            for node in self.find(selector):
                if found := node_text(node):
                    return found
        return ""

    def resolve(self, address: str) -> str:
        """An address of the page as absolute http(s), or nothing."""
        return canonical_url(address, self.base)


def _markup(page: bytes, content_type: str) -> tuple[str | bytes, str]:
    """What the parser reads, and the same as text; bytes that are UTF-8 need not be encoded again."""
    if b"\0" not in page and not page.startswith(codecs.BOM_UTF8):
        with suppress(UnicodeDecodeError):
            return page, page.decode()
    html = decode(page, content_type)
    return html.replace("\0", ""), html


@lru_cache(maxsize=4_000)
def names_in(selector: str) -> frozenset[str]:
    """The classes and ids without which the selector matches nothing, in lower case."""
    if any(char in selector for char in ":,\\"):
        return frozenset()
    return frozenset(name.lower() for name in _NAME_IN_SELECTOR.findall(_CONDITION.sub("", selector)))


def is_hostile(html: str) -> bool:
    """Whether the parser could take long: too large, too deep, too many attributes, or endless lists."""
    if len(html) > MAX_MARKUP:
        html = without_mute(html)
        if len(html) > MAX_MARKUP:
            return True
    if _is_overloaded(html) and _is_overloaded(without_mute(html)):
        return True
    return html.count("<") > FEW_TAGS and _is_deep_or_endless(without_mute(html))


def without_mute(html: str) -> str:
    """The markup without comments, scripts, styles and pictures drawn in markup, in linear time."""
    kept: list[str] = []
    position = 0
    unclosed: set[str] = set()
    while opening := _MUTE_OPENING.search(html, position):
        name = (opening.group(1) or "").lower()
        closing = None if name in unclosed else _CLOSINGS[name].search(html, opening.end())
        kept.append(html[position : opening.start()])
        if closing is None:
            unclosed.add(name)
        position = closing.end() if closing else opening.end()
    kept.append(html[position:])
    return "".join(kept)


def _is_overloaded(html: str) -> bool:
    """Whether some tag has too many attributes; scripts may look as if they had one."""
    tags = _TAG.findall(html)
    if max(map(len, tags), default=0) <= 2 * MAX_ATTRIBUTES:
        return False
    return any(len(tag) > 2 * MAX_ATTRIBUTES and _attributes(tag) > MAX_ATTRIBUTES for tag in tags)


def _attributes(tag: str) -> int:
    return len(_QUOTED.sub("= ", tag).split())


def _is_deep_or_endless(html: str) -> bool:
    depth = deepest = run = longest = 0
    for slash, name in _NAMES.findall(html):
        lowered = name.lower()
        if lowered in ("li", "option"):
            run = 0 if slash else run + 1
            longest = max(longest, run)
        elif lowered not in _NEVER_DEEP:
            depth = max(depth - 1, 0) if slash else depth + 1
            deepest = max(deepest, depth)
    return deepest > MAX_DEPTH or longest > MAX_RUN


def plain_lines(html: str) -> Iterator[str]:
    """The visible lines of markup that the parser should not see, cleaned."""
    text = re.sub(r"<(?:br|/?(?:p|div|li|tr|h[1-6]|table|ul|ol|section|article))\b[^<>]*+>", "\n", without_mute(html))
    text = re.sub(r"<[a-zA-Z/!][^<>]*+>?", "", text)
    for line, _ in groupby(clean_block(text[: 4 * BLOCK_MAX], BLOCK_MAX).split("\n")):
        if line:
            yield line


def attribute(node: LexborNode | None, name: str) -> str:
    """An attribute's value, or nothing."""
    return (node.attributes.get(name) or "") if node is not None else ""


def has_class(node: LexborNode, *names: str) -> bool:
    """Whether the node carries one of the classes."""
    return not set(names).isdisjoint(attribute(node, "class").split())


def node_text(node: LexborNode, limit: int = 4_000) -> str:
    """One cleaned line of all text in the node; inline tags add nothing, `<br>` and blocks separate."""
    if node.tag == "meta":
        return clean_line(attribute(node, "content"), limit)
    return clean_line(raw_text(node), limit)


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


def raw_text(node: LexborNode) -> str:
    """All text in the node, uncleaned, with a line end wherever a block or `<br>` separates."""
    parts: list[str] = []
    for inner, leaving in walk(node):
        if inner.is_text_node:
            parts.append("" if leaving else _SPACES.sub(" ", inner.text_content or ""))
        elif inner.tag in SEPARATING:
            parts.append("\n")
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


def strip_mute(document: Document) -> None:
    """Cut everything that is never shown; to be done after metadata have been read."""
    document.tree.strip_tags([*_MUTE, "object", "dialog"])


def cut(nodes: Iterable[LexborNode]) -> None:
    """Take nodes out of the tree, those inside others only once; the page's own frame stays."""
    chosen = {node.mem_id: node for node in nodes if node.tag not in ("html", "head", "body")}
    for node in [node for node in chosen.values() if not any(above.mem_id in chosen for above in ancestors(node))]:
        node.decompose()


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first."""
    above = node.parent
    while above is not None and above.is_element_node:
        yield above
        above = above.parent
