"""Letters on links: which links of a set text are on the screen, and what each keystroke makes of the choice. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tuireader.ui.lines import Line
from tuireader.ui.overlay import Overlay

LETTERS = "asdfghjklqertyuiopzxcvbnm"
"""Those under the fingers first, without w, which Telex keeps for itself."""


class Link(NamedTuple):
    """Something on the screen that opens, as far as its first line shows it."""

    line: int
    start: int
    end: int
    """Where it stands in that line, in code points."""
    href: str = ""
    """Its address, empty where it is a related article."""
    text: str = ""
    related: int = -1
    """Which of the related articles it is, or -1."""


class Letters(Struct, frozen=True):
    """Links with their letters, while the reader chooses one."""

    links: tuple[Link, ...]
    names: tuple[str, ...]
    typed: str = ""
    now: int = -1
    """The link that Enter opens, -1 for none yet."""

    def type(self, letter: str) -> Letters | Link | None:
        """What is left after another letter: fewer links, the one that it names, or nothing."""
        typed = self.typed + letter
        left = [link for link, name in zip(self.links, self.names, strict=True) if name.startswith(typed)]
        if typed in self.names:
            return left[0]
        return replace(self, typed=typed) if left else None

    def step(self, step: int) -> Letters:
        """The same with the link below (1) or above (-1) chosen, round the end."""
        count = len(self.links)
        return replace(self, now=(self.now + step) % count if self.now >= 0 else (0 if step > 0 else count - 1))

    def overlays(self, lines: Sequence[Line]) -> Mapping[int, Sequence[Overlay]]:
        """The letters before the links, and a mark on the one that is chosen."""
        marks: dict[int, list[Overlay]] = {}
        for number, (link, name) in enumerate(zip(self.links, self.names, strict=True)):
            if not name.startswith(self.typed):
                continue
            if number == self.now:
                marks.setdefault(link.line, []).append(Overlay(link.start, link.end, "found-now"))
            rest, text = name[len(self.typed) :], lines[link.line].text
            start = link.start - 1 if text[link.start - 1 : link.start] == " " else link.start
            marks.setdefault(link.line, []).append(Overlay(start, start + len(rest), "letter", rest.upper()))
        return marks


def letters(lines: Sequence[Line], shown: range) -> Letters:
    """The links on the lines that are shown, each with a letter; with two where one is not enough."""
    links = tuple(_links(lines, shown))
    pairs = ("".join(pair) for pair in permutations(LETTERS, 2))
    names = LETTERS if len(links) <= len(LETTERS) else pairs
    named = tuple(zip(links, names, strict=False))
    return Letters(tuple(link for link, _ in named), tuple(name for _, name in named))


def _links(lines: Sequence[Line], shown: range) -> Iterator[Link]:
    """The links in reading order; one that goes on in the next line is one, and begins where it is first shown."""
    before = ""
    related = -1
    for index in shown:
        line = lines[index]
        if line.related >= 0:
            if line.related != related:
                yield Link(index, *_words(line), related=line.related)
            related = line.related
            continue
        before = before if line.continues else ""
        start = 0
        for run in line.runs:
            if run.href and run.href != before:
                end = start + len(run.text)
                yield Link(index, start, end, run.href, run.text)
            if run.href or run.text.strip():
                before = run.href
            start += len(run.text)


def _words(line: Line) -> tuple[int, int]:
    """Where the words of a related article stand in its line, behind the sign."""
    first = len(line.runs[0].text) if len(line.runs) > 1 else 0
    return first, len(line.text)
