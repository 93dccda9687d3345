"""Reading a node into one text: entries of lists, cells, captions, names; blocks in it become line ends."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tuireader.model import Paragraph
from tuireader.parsing.address import link_address
from tuireader.parsing.document import SEPARATING, attribute, is_hidden
from tuireader.parsing.inline import Mark, Rich, Run, on_one_line

MAX_DEPTH = 200
"""Elements within each other that are followed; deeper text is dropped."""

SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "title",
        "nav",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "object",
        "embed",
        "canvas",
        "dialog",
        "meta",
        "link",
        "audio",
        "map",
        "param",
        "progress",
        "datalist",
    ]
)
"""Elements whose text is no text of the story."""
MARKS: dict[str, Mark] = {
    "b": Mark("strong"),
    "strong": Mark("strong"),
    "i": Mark("em"),
    "em": Mark("em"),
    "cite": Mark("em"),
}

_LISTS = ("ul", "ol")


def flat_text(node: LexborNode, base: str) -> Rich:
    """All text of a node, with line ends where blocks meet; lists and pictures in it are left out."""
    run = Run()
    _collect(node, run, base, 0)
    return run.take()


def _collect(node: LexborNode, run: Run, base: str, depth: int) -> None:
    child = node.child
    while child is not None:
        if child.is_text_node:
            run.add(child.text_content or "")
        elif child.is_element_node and depth < MAX_DEPTH:
            _enter(child, run, base, depth + 1)
        child = child.next


def _enter(node: LexborNode, run: Run, base: str, depth: int) -> None:
    tag = node.tag or ""
    if tag in SILENT or tag in _LISTS or is_hidden(node.attributes):
        return
    mark = MARKS.get(tag)
    if tag == "a" and (href := link_address(attribute(node, "href"), base)):
        mark = Mark("link", href)
    before = run.open(mark) if mark is not None else None
    if tag in SEPARATING:
        run.line_break()
    _collect(node, run, base, depth)
    if tag in SEPARATING:
        run.line_break()
    if before is not None:
        run.restore(before)


def list_entries(node: LexborNode, base: str, depth: int = 0) -> Iterator[Paragraph]:
    """The entries of a list; those of lists within it follow the entry that holds them."""
    child = node.child
    while child is not None:
        if child.is_element_node and not is_hidden(child.attributes):
            rich = on_one_line(flat_text(child, base))
            if rich.text:
                yield Paragraph(rich.text, rich.spans)
            if depth < MAX_DEPTH:
                for inner in [child] if child.tag in _LISTS else _outermost_lists(child):
                    yield from list_entries(inner, base, depth + 1)
        child = child.next


def _outermost_lists(node: LexborNode) -> list[LexborNode]:
    """The lists in a node that are in no other list of it."""
    seen: set[int] = set()
    found: list[LexborNode] = []
    for inner in node.css("ul, ol"):
        if inner.mem_id not in seen:
            found.append(inner)
            seen.update(deeper.mem_id for deeper in inner.css("ul, ol"))
    return found
