"""Finding words in a set text: without diacritics and case, and across the ends of its lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from tuireader.text import fold
from tuireader.ui.lines import Line
from tuireader.ui.overlay import Overlay

Piece = tuple[int, int, int]
"""A stretch of one line: the line's number, and start and end in code points."""


class Finding(Struct, frozen=True):
    """Where some words stand in a text."""

    words: str
    places: tuple[tuple[Piece, ...], ...]
    """Each occurrence, in reading order: one piece, or several where a line ends within."""

    def first_from(self, line: int) -> int:
        """The first occurrence on that line or below, else the very first; -1 where there is none."""
        below = (number for number, pieces in enumerate(self.places) if pieces[0][0] >= line)
        return next(below, 0 if self.places else -1)

    def lines(self, number: int) -> range:
        """The lines on which an occurrence stands."""
        pieces = self.places[number]
        return range(pieces[0][0], pieces[-1][0] + 1)

    def overlays(self, now: int) -> Mapping[int, Sequence[Overlay]]:
        """Marks on all occurrences, another one on that which the reader looks at."""
        marks: dict[int, list[Overlay]] = {}
        for number, pieces in enumerate(self.places):
            for line, start, end in pieces:
                marks.setdefault(line, []).append(Overlay(start, end, "found-now" if number == now else "found"))
        return marks


def find(words: str, lines: Sequence[Line]) -> Finding:
    """All occurrences of the words in these lines; none of what is blank."""
    wanted = fold(" ".join(words.split()))
    found: list[tuple[Piece, ...]] = []
    for text, origins in _paragraphs(lines) if wanted else ():
        at = text.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            found.append(tuple(_pieces(origins[at:end])))
            at = text.find(wanted, end)
    return Finding(words, tuple(pieces for pieces in found if pieces))


Origin = tuple[int, int]
"""The line and the character of it from which a folded character comes; the character is -1 for the end of a line."""


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[str, list[Origin]]]:
    """The folded text of each paragraph, with the origin of each of its characters."""
    text, origins = "", list[Origin]()
    for index, line in enumerate(lines):
        if text and not line.continues:
            yield text, origins
            text, origins = "", []
        elif text:
            text, origins = text + " ", [*origins, (index, -1)]
        skipped = _beside(line) if line.continues else 0
        folded, columns = _folded(line.text[skipped:])
        text += folded
        origins += [(index, skipped + column) for column in columns]
    if text:
        yield text, origins


def _beside(line: Line) -> int:
    """How many characters stand before the text of a line: a bar, a box's side, the blank below a bullet."""
    before = 0
    for run in line.runs:
        if run.tone != "rule" and run.text.strip():
            break
        before += len(run.text)
    return before


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and from which character of `text` each of its characters comes."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    pieces = [(fold(char), column) for column, char in enumerate(text)]
    return "".join(piece for piece, _ in pieces), [column for piece, column in pieces for _ in piece]


def _pieces(origins: Sequence[Origin]) -> Iterator[Piece]:
    """The stretches that these characters make, line by line."""
    for line, group in groupby((origin for origin in origins if origin[1] >= 0), key=lambda origin: origin[0]):
        columns = [column for _, column in group]
        yield line, columns[0], columns[-1] + 1
