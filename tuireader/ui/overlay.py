"""What is laid over the set text without moving it: marks of what was found, letters on links, a selection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from rich.segment import Segment
from rich.style import Style

from tuireader.ui.cells import pad, width
from tuireader.ui.lines import Line

Look = Literal["found", "found-now", "letter"]


class Overlay(NamedTuple):
    """A stretch of one line, in code points, that looks otherwise."""

    start: int
    end: int
    look: Look
    label: str = ""
    """Stands there instead of the text, in as many cells."""


def overlaid(segments: Iterable[Segment], start: int, end: int, style: Style, label: str = "") -> Iterator[Segment]:
    """The segments of a line with `style` over its characters from `start` up to `end`, which `label` replaces."""
    position = 0
    for text, own, _ in segments:
        left, right = max(start - position, 0), max(end - position, 0)
        before, covered, after = text[:left], text[left:right], text[max(left, right) :]
        if before:
            yield Segment(before, own)
        if covered:
            yield Segment(pad(label, width(covered)) if label else covered, (own or Style.null()) + style)
            label = " " if label else ""
        if after:
            yield Segment(after, own)
        position += len(text)


def selected(lines: Sequence[Line], span_of: Callable[[int], tuple[int, int] | None]) -> str:
    """The text in the spans, which end at -1 where they take all; paragraphs are joined again, pictures left out."""
    pieces: list[str] = []
    for index, line in enumerate(lines):
        if line.picture or (span := span_of(index)) is None:
            continue
        if pieces:
            pieces.append(" " if line.continues else "\n")
        piece = line.text[span[0] : None if span[1] < 0 else span[1]]
        pieces.append(piece.lstrip() if line.continues else piece)
    return "".join(pieces)
