"""Tables of data, and telling them from tables that only lay out a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from selectolax.lexbor import LexborNode

from tuireader.model import Table
from tuireader.parsing.document import node_text

MAX_CELLS = 20_000


def read_table(node: LexborNode, cell_text: Callable[[LexborNode], str]) -> Table | Literal["box", "layout"]:
    """The table as rows of text; «box» where it is a frame around text, «layout» where it only places things."""
    rows = _rows(node)
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        return "box"
    if node.css_first("figure, img, h1, h2, iframe, table table, blockquote") is not None or len(cells) > MAX_CELLS:
        return "layout"
    if max(map(len, rows), default=0) < 2 or any(len(cell.css("p")) > 3 for cell in cells):
        return "layout"
    texts = tuple(tuple(cell_text(cell) for cell in row) for row in rows)
    filled = tuple(row for row in texts if any(row))
    if len(filled) < 2:
        return "layout"
    caption = node.css_first("caption")
    header = all(cell.tag == "th" for cell in rows[0]) or (node.css_first("thead") is not None and bool(rows[0]))
    return Table(filled, header and filled[0] == texts[0], node_text(caption) if caption is not None else "")


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    """The cells of the table's own rows, not those of tables within it."""
    found: list[list[LexborNode]] = []
    for part in _elements(table):
        if part.tag in ("thead", "tbody", "tfoot"):
            found.extend(row for line in _elements(part) if line.tag == "tr" and (row := _cells(line)))
        elif part.tag == "tr" and (row := _cells(part)):
            found.append(row)
    return found


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in _elements(row) if cell.tag in ("td", "th")]


def _elements(node: LexborNode) -> list[LexborNode]:
    found = []
    child = node.child
    while child is not None:
        if child.is_element_node:
            found.append(child)
        child = child.next
    return found
