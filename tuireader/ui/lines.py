"""What a laid-out article is made of: runs of one look, lines of runs, and the map between lines and places.

Knows nothing of terminals or themes: a run names its tone, and whoever draws it knows the tone's colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from tuireader.model import Place, Span
from tuireader.ui.cells import width, wrap

Tone = Literal[
    "ink", "strong", "quiet", "rule", "kicker", "title", "lead", "heading", "quote", "link",
    "badge", "added", "removed",
]  # fmt: skip


class Run(NamedTuple):
    """A stretch of one line in one look. The text is literal."""

    text: str
    tone: Tone = "ink"
    strong: bool = False
    em: bool = False
    href: str = ""
    """The address that a click opens; empty for all that is no link."""


OWN = -1
"""The colour that stands there anyway."""


class Cell(NamedTuple):
    """One cell of a picture, its colours as 0xRRGGBB."""

    text: str
    ink: int = OWN
    ground: int = OWN


class Line(NamedTuple):
    """One line of the column."""

    runs: tuple[Run, ...] = ()
    continues: bool = False
    """The line is the rest of a paragraph that began above."""
    related: int = -1
    """Which entry of the related articles the line belongs to, or -1."""
    block: int = 0
    """Which part of the article the line belongs to, as `Place.block` counts them."""
    picture: tuple[Cell, ...] = ()
    """What is drawn in the stead of the characters, of which there are as many, all blank."""

    @property
    def text(self) -> str:
        """The line's characters."""
        return "".join(run.text for run in self.runs)


BLANK = Line()


class Signs(NamedTuple):
    """The signs that stand beside the text, each one cell wide."""

    bar: str = "▌"
    side: str = "│"
    rule: str = "─"
    bullet: str = "•"
    picture: str = "▣"
    video: str = "▶"
    carried: str = "✓"
    outside: str = "↗"
    done: str = "━"


SIGNS = Signs()


class Layout(Struct, frozen=True):
    """An article set in lines of at most so many columns.

    A place counts its parts so: 0 is the head (title, byline, sapo), n is the n-th block of the body, and the part
    after the last block is the end matter. Blank lines belong to the part above them.
    """

    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    """The first line of each part; a part without lines starts where the next one does."""

    def place_at(self, line: int) -> Place:
        """The place of that line; lines beyond the end count as the last."""
        if not self.lines:
            return Place(0)
        line = min(max(line, 0), len(self.lines) - 1)
        block = self.lines[line].block
        first, count = self._extent(block)
        return Place(block, (line - first) / count)

    def line_of(self, place: Place) -> int:
        """The line on which the place is found at this width; places of another article are brought into range."""
        if not self.lines:
            return 0
        block = min(max(place.block, 0), len(self.starts) - 1)
        first, count = self._extent(block)
        # The fraction of a line is often a hair below the true one, as 7 / 9 * 9 may be.
        within = int(min(max(place.fraction, 0.0), 1.0) * count + 1e-6)
        return min(first + min(within, max(count - 1, 0)), len(self.lines) - 1)

    def related_lines(self, related: int) -> range:
        """The lines of one related entry."""
        found = [index for index, line in enumerate(self.lines) if line.related == related]
        return range(found[0], found[-1] + 1) if found else range(0)

    def _extent(self, block: int) -> tuple[int, int]:
        """The first line of a part and how many lines it has."""
        first = self.starts[block]
        after = self.starts[block + 1] if block + 1 < len(self.starts) else len(self.lines)
        return first, after - first


def assemble(parts: Sequence[Sequence[Line]]) -> Layout:
    """The layout of parts that follow one another, their lines numbered by part."""
    lines: list[Line] = []
    starts: list[int] = []
    for block, part in enumerate(parts):
        starts.append(len(lines))
        lines.extend(line._replace(block=block) for line in part)
    return Layout(lines=tuple(lines), starts=tuple(starts))


def flow(
    text: str,
    columns: int,
    tone: Tone = "ink",
    *,
    spans: Sequence[Span] = (),
    first: Run | None = None,
    em: bool = False,
    href: str = "",
) -> list[Line]:
    """The text in lines of at most `columns` cells; `first` stands before it, and further lines hang below the text."""
    hang = width(first.text) if first else 0
    indent = (Run(" " * hang),) if first else ()
    plain = Run("", tone, em=em, href=href)
    lines: list[Line] = []
    for start, end in wrap(text, columns - hang):
        prefix = (first,) if first and not lines else indent
        continues = bool(lines) and text[start - 1 : start] != "\n"
        lines.append(Line((*prefix, *_styled(text, start, end, spans, plain)), continues=continues))
    return lines


def beside(mark: Run, lines: Sequence[Line]) -> list[Line]:
    """The lines with the same mark before each of them."""
    return [line._replace(runs=(mark, *line.runs)) for line in lines]


def _styled(text: str, start: int, end: int, spans: Sequence[Span], plain: Run) -> Iterator[Run]:
    """The runs of `text[start:end]`, divided where spans begin and end."""
    if start == end:
        return
    here = [span for span in spans if span.start < end and span.end > start]
    if not here:
        yield plain._replace(text=text[start:end])
        return
    cuts = {start, end}
    for span in here:
        cuts |= {max(span.start, start), min(span.end, end)}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        over = [span for span in here if span.start < right and span.end > left]
        yield _emphasised(plain._replace(text=text[left:right]), over)


def _emphasised(run: Run, spans: Sequence[Span]) -> Run:
    """The run as the spans over it want it."""
    for span in spans:
        match span.kind:
            case "strong":
                run = run._replace(strong=True)
            case "em":
                run = run._replace(em=True)
            case "link":
                run = run._replace(tone="link", href=span.href)
    return run
