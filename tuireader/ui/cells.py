"""Text on a grid: how many cells it takes, where its lines end, how it is cut and padded.

Widths follow Rich's tables, because Textual crops by them. Whatever is seen as one character stays whole: letters with
combining marks, joined emoji, flags. Vietnamese is broken at spaces only, between syllables.
"""

from __future__ import annotations

import re
from typing import Literal

from rich.cells import cell_len, split_graphemes

ELLIPSIS = "…"
# Characters of one cell each that join with nothing, as nearly every article has only: the width is the length.
_NARROW = re.compile(
    r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    r"\u20a0-\u20bf\u2190-\u21ff\u2500-\u25fc\n]*\Z"
)
_FIRST_FLAG_LETTER, _LAST_FLAG_LETTER = "\U0001f1e6", "\U0001f1ff"
_DANGLING = " ,;:.·–—-(“‘\"'"


def is_narrow(text: str) -> bool:
    """Whether each code point is a character of its own and takes one cell."""
    return _NARROW.match(text) is not None


def width(text: str) -> int:
    """The cells that one line of text takes."""
    return len(text) if is_narrow(text) else cell_len(text)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """What a reader sees as characters, each as (start, end, cells) with offsets in code points; no gaps."""
    if is_narrow(text):
        return [(index, index + 1, 1) for index in range(len(text))]
    spans: list[tuple[int, int, int]] = []
    awaits_partner = False
    for start, end, cells in split_graphemes(text)[0]:
        is_flag_letter = _FIRST_FLAG_LETTER <= text[start] <= _LAST_FLAG_LETTER and end - start == 1
        if is_flag_letter and awaits_partner:
            first, _, first_cells = spans[-1]
            spans[-1] = (first, end, first_cells + cells)
            awaits_partner = False
        else:
            spans.append((start, end, cells))
            awaits_partner = is_flag_letter
    return spans


def wrap(text: str, columns: int) -> list[tuple[int, int]]:
    """The lines of the text as (start, end) in code points, each at most `columns` cells; the break itself is in none.

    Lines end at spaces and at newlines. A word longer than a line is broken between characters. An empty text is one
    empty line, so that a newline always shows.
    """
    columns = max(columns, 1)
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph.rstrip(" "))
        if is_narrow(paragraph):
            _wrap_narrow(text, start, end, columns, lines)
        else:
            _wrap_wide(text, start, end, columns, lines)
        start += len(paragraph) + 1
    return lines


def cut(text: str, columns: int) -> str:
    """The text in at most `columns` cells; where it is shortened, it ends in «…», after a whole syllable if it can."""
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    room = columns - 1
    end = _fitting(text, 0, len(text), room)
    at_space = end if text[end : end + 1] == " " else text.rfind(" ", 0, end)
    if at_space > 0 and width(text[:at_space]) * 2 >= room:
        end = at_space
    return text[:end].rstrip(_DANGLING) + ELLIPSIS


def pad(text: str, columns: int, align: Literal["left", "right"] = "left") -> str:
    """The text in exactly `columns` cells, cut or filled up with spaces."""
    text = cut(text, columns)
    blank = " " * (columns - width(text))
    return blank + text if align == "right" else text + blank


def _wrap_narrow(text: str, start: int, end: int, columns: int, lines: list[tuple[int, int]]) -> None:
    """Append the lines of `text[start:end]`, in which every code point takes one cell."""
    while end - start > columns:
        space = text.rfind(" ", start, start + columns + 1)
        if space <= start:
            lines.append((start, start + columns))
            start += columns
        else:
            lines.append((start, space))
            start = space + 1
    lines.append((start, end))


def _wrap_wide(text: str, start: int, end: int, columns: int, lines: list[tuple[int, int]]) -> None:
    """Append the lines of `text[start:end]`, measured character by character."""
    while (fitting := _fitting(text, start, end, columns)) < end:
        space = fitting if text[fitting] == " " else text.rfind(" ", start, fitting)
        if space <= start:
            fitting = max(fitting, _first_end(text, start, end))
            lines.append((start, fitting))
            start = fitting
        else:
            lines.append((start, space))
            start = space + 1
    lines.append((start, end))


def _fitting(text: str, start: int, end: int, columns: int) -> int:
    """The offset up to which whole characters of `text[start:end]` fit into so many cells."""
    # No grapheme of ours is longer than about a dozen code points, so a window is enough and long texts stay linear.
    window = text[start : min(end, start + columns * 4 + 16)]
    if is_narrow(window):
        return min(start + columns, end)
    used, fitting = 0, 0
    for _, stop, cells in graphemes(window):
        used += cells
        if used > columns:
            return start + fitting
        fitting = stop
    return start + fitting


def _first_end(text: str, start: int, end: int) -> int:
    """Where the first character of `text[start:end]` ends."""
    return start + graphemes(text[start : min(end, start + 32)])[0][1]
