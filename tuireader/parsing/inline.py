"""Running text as it is collected: pieces with the marks that stand on them become one cleaned text and exact spans."""

from __future__ import annotations

import re
from typing import NamedTuple

from tuireader.model import Span, SpanKind
from tuireader.text import clean_block

VERSE_LINE = 60
"""Lines shorter than this keep their breaks inside one paragraph (verse, addresses); longer ones are paragraphs."""

_KINDS: tuple[SpanKind, ...] = ("strong", "em", "link")
"""The order of spans that stand at the same place."""
_INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\u200e\u200f]+")


class Mark(NamedTuple):
    """Emphasis or a link that is open while text is added."""

    kind: SpanKind
    href: str = ""


class Rich(NamedTuple):
    """A cleaned text with its spans, in their order and without overlap within a kind."""

    text: str
    spans: tuple[Span, ...] = ()


class Run:
    """Text between two block boundaries, with the marks that are open now."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, tuple[Mark, ...]]] = []
        """What has been collected, with the marks under which it stands."""
        self.marks: tuple[Mark, ...] = ()

    def add(self, text: str) -> None:
        """Text of the page; its own line ends are spaces."""
        if not self.pieces:
            if not text.isspace():
                self.pieces.append((words_on_one_line(text), self.marks))
        elif text:
            line = words_on_one_line(text)
            behind = self.pieces[-1][0]
            self.pieces.append((line[1:] if line[0] == " " and behind[-1:] == " " else line, self.marks))

    def add_lines(self, text: str) -> None:
        """Preformatted text, whose line ends count."""
        self.pieces.append((_INVISIBLE.sub("", text), self.marks))

    def line_break(self) -> None:
        """A `<br>` or the edge of a block that is no block of its own here."""
        self.pieces.append(("\n", ()))

    def open(self, mark: Mark) -> tuple[Mark, ...]:
        """Put a mark on what follows; returns what `restore` takes."""
        before = self.marks
        if not before:
            self.marks = (mark,)
        elif all(mark.kind != other.kind for other in before):
            self.marks = (*before, mark)
        return before

    def restore(self, marks: tuple[Mark, ...]) -> None:
        """Back to the marks of before."""
        self.marks = marks

    @property
    def blank(self) -> bool:
        """No text has been added that anybody would see."""
        return not self.pieces or all(not piece or piece.isspace() for piece, _ in self.pieces)

    @property
    def at_break(self) -> bool:
        """The last visible thing was a line break."""
        for piece, _ in reversed(self.pieces):
            if piece.strip(" "):
                return piece.endswith("\n")
        return False

    def take(self) -> Rich:
        """What was collected, cleaned; the run is empty afterwards, open marks stay open."""
        pieces, self.pieces = self.pieces, []
        if len(pieces) == 1 and not pieces[0][1]:
            return Rich(clean_block(pieces[0][0]))
        joined = "".join([piece for piece, _ in pieces])
        text = clean_block(joined)
        if not text or not any(marks for _, marks in pieces):
            return Rich(text)
        begin = len(joined) - len(joined.lstrip())
        if joined.startswith(text, begin) and len(joined.rstrip()) == begin + len(text):
            return Rich(text, _found(pieces, text, -begin))
        placed = _place(pieces)
        return placed if placed.text == text else Rich(text)


def words_on_one_line(text: str) -> str:
    """The text with single spaces, those at its ends included."""
    line = text.strip()
    if "  " in line or not line.isprintable():  # a space is the only printable white space
        line = " ".join(line.split())
        if not line.isprintable():
            line = _INVISIBLE.sub("", line)
    if not line:
        return " "
    return f"{' ' if text[0].isspace() else ''}{line}{' ' if text[-1].isspace() else ''}"


def _found(pieces: list[tuple[str, tuple[Mark, ...]]], text: str, position: int) -> tuple[Span, ...]:
    """The spans of pieces that make up a text as they are, the first of them beginning at a position."""
    spans: dict[SpanKind, list[Span]] = {}
    for piece, marks in pieces:
        if marks and (core := piece.strip()):
            start = position + piece.index(core[0])
            for mark in marks:
                new = Span(start, start + len(core), mark.kind, mark.href)
                _extend(spans.setdefault(mark.kind, []), new, int(text[max(start - 1, 0)].isspace()))
        position += len(piece)
    return _in_order(spans)


def _place(pieces: list[tuple[str, tuple[Mark, ...]]]) -> Rich:
    """Clean piece by piece, so that it is known where each mark begins and ends in the result."""
    parts: list[str] = []
    length = 0
    gap = ""
    spans: dict[SpanKind, list[Span]] = {}
    for piece, marks in pieces:
        if not (core := clean_block(piece)):
            gap = _wider(gap, piece)
            continue
        gap = _wider(gap, piece[: len(piece) - len(piece.lstrip())])
        if gap and parts:
            parts.append(gap)
            length += 1
        for mark in marks:
            new = Span(length, length + len(core), mark.kind, mark.href)
            _extend(spans.setdefault(mark.kind, []), new, len(gap) if parts else 0)
        parts.append(core)
        length += len(core)
        gap = _wider("", piece[len(piece.rstrip()) :])
    return Rich("".join(parts), _in_order(spans))


def _in_order(spans: dict[SpanKind, list[Span]]) -> tuple[Span, ...]:
    if len(spans) == 1:
        return tuple(*spans.values())
    return tuple(sorted((span for kind in _KINDS for span in spans.get(kind, ())), key=lambda s: (s.start, -s.end)))


def _wider(gap: str, spaces: str) -> str:
    """The separator that two neighbouring stretches of white space come to."""
    return "\n" if "\n" in gap + spaces else (gap or spaces)[:1] and " "


def _extend(spans: list[Span], new: Span, gap: int) -> None:
    """Append a span, or let it continue the one before it."""
    if spans and spans[-1].href == new.href and spans[-1].end + gap >= new.start:
        spans[-1] = Span(spans[-1].start, new.end, new.kind, new.href)
    else:
        spans.append(new)


def covers(rich: Rich, kind: SpanKind) -> bool:
    """Whether every letter and digit of the text stands under spans of the kind."""
    position = 0
    for span in rich.spans:
        if span.kind == kind:
            if any(char.isalnum() for char in rich.text[position : span.start]):
                return False
            position = max(position, span.end)
    return position > 0 and not any(char.isalnum() for char in rich.text[position:])


def split_lines(rich: Rich) -> list[Rich]:
    """The text's lines as texts of their own, where they are paragraphs; else the whole text."""
    if "\n" not in rich.text:
        return [rich]
    lines = rich.text.split("\n")
    if min(map(len, lines)) < VERSE_LINE:
        return [rich]
    return [cut(rich, start, start + len(line)) for start, line in _starts(lines)]


def cut(rich: Rich, start: int, end: int) -> Rich:
    """A part of the text with its part of the spans."""
    spans = (
        Span(max(span.start, start) - start, min(span.end, end) - start, span.kind, span.href)
        for span in rich.spans
        if span.start < end and span.end > start
    )
    return Rich(rich.text[start:end], tuple(spans))


def on_one_line(rich: Rich) -> Rich:
    """The same text with spaces for line ends; offsets stay right."""
    return Rich(rich.text.replace("\n", " "), rich.spans)


def _starts(lines: list[str]) -> list[tuple[int, str]]:
    position = 0
    found = []
    for line in lines:
        found.append((position, line))
        position += len(line) + 1
    return found
