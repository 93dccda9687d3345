"""What changed between two versions of an article, word by word. Pure.

difflib compares every occurrence of a word in one text with every one in the other, so that a page made for it could
take minutes. Here a budget of such pairs is spent from the top of the article down; what it does not suffice for is
shown as taken away and put in as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from tuireader.model import Article
from tuireader.store.search import body_text

Kind = Literal["same", "added", "removed"]
Part = Literal["title", "lead", "text"]

PAIRS = 20_000
"""Of equal words in two paragraphs that are compared; two of 300 words each in a real article have some 2,000."""
ALL_PAIRS = 100_000
"""In a whole article."""
ALIKE = 0.3
"""The share of words from which on two paragraphs are one, edited."""
NEAR = 8
"""Paragraphs among which the edited one is looked for."""


class Piece(NamedTuple):
    """Words that stand in both versions or only in one."""

    kind: Kind
    text: str


class Passage(Struct, frozen=True, omit_defaults=True):
    """A paragraph with its changes, or some in a row without any."""

    part: Part = "text"
    pieces: tuple[Piece, ...] = ()
    """In reading order, what was removed before what stands there instead; empty where nothing has changed."""
    unchanged: int = 0
    """Paragraphs, where nothing has changed."""

    @property
    def changes(self) -> int:
        """How many places have changed: words that were replaced are one."""
        kinds = ["same", *(piece.kind for piece in self.pieces)]
        return sum(kind != "same" and before == "same" for before, kind in pairwise(kinds))


def compare(old: Article, new: Article) -> list[Passage]:
    """The newer version with its changes since the older one; one `unchanged` passage where the words are the same."""
    purse = _Purse(ALL_PAIRS)
    passages: list[Passage] = []
    for part, one, other in (("title", old.title, new.title), ("lead", old.lead, new.lead)):
        if one.split() != other.split():
            passages.append(Passage(part, _words(one, other, purse)))  # type: ignore[arg-type]
    passages += _body(_paragraphs(old), _paragraphs(new), purse)
    return passages


class _Purse:
    """The pairs that may still be compared."""

    def __init__(self, left: int) -> None:
        self._left = left

    def pays(self, one: Sequence[str], other: Sequence[str], most: int) -> bool:
        """Whether comparing these is within what is left, and within `most`; then it is paid."""
        counts = Counter(other)
        price = sum(counts[word] for word in one)
        if price > min(self._left, most):
            return False
        self._left -= price
        return True


def _paragraphs(article: Article) -> list[str]:
    lines = (" ".join(line.split()) for line in body_text(article.blocks).split("\n"))
    return [line for line in lines if line]


def _body(old: list[str], new: list[str], purse: _Purse) -> Iterator[Passage]:
    for kind, i, j, k, m in _operations(old, new, purse, ALL_PAIRS // 2):
        if kind == "equal":
            yield Passage(unchanged=j - i)
        else:
            yield from _edited(old[i:j], new[k:m], purse)


def _operations(
    old: Sequence[str], new: Sequence[str], purse: _Purse, most: int
) -> list[tuple[str, int, int, int, int]]:
    """As `SequenceMatcher.get_opcodes`; what begins and ends alike costs nothing."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    a, b = old[first : len(old) - last], new[first : len(new) - last]
    found: list[tuple[str, int, int, int, int]] = [("equal", 0, first, 0, first)] if first else []
    if purse.pays(a, b, most):
        codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        found += [(kind, i + first, j + first, k + first, m + first) for kind, i, j, k, m in codes]
    else:
        found.append(("replace", first, first + len(a), first, first + len(b)))
    if last:
        found.append(("equal", len(old) - last, len(old), len(new) - last, len(new)))
    return found


def _edited(old: list[str], new: list[str], purse: _Purse) -> Iterator[Passage]:
    """Paragraphs that stand where others stood: those that are alike are one, the others went or came as a whole."""
    at = 0
    for paragraph in old:
        here = set(paragraph.split())
        likeness = [_alike(here, other) for other in new[at : at + NEAR]]
        if not likeness or max(likeness) < ALIKE:
            yield Passage(pieces=(Piece("removed", paragraph),))
            continue
        found = at + likeness.index(max(likeness))
        for added in new[at:found]:
            yield Passage(pieces=(Piece("added", added),))
        yield Passage(pieces=_words(paragraph, new[found], purse))
        at = found + 1
    for added in new[at:]:
        yield Passage(pieces=(Piece("added", added),))


def _alike(here: set[str], other: str) -> float:
    """The share of the words of both that stand in either."""
    there = set(other.split())
    return len(here & there) / max(len(here | there), 1)


def _words(old: str, new: str, purse: _Purse) -> tuple[Piece, ...]:
    before, after = old.split(), new.split()
    pieces: list[Piece] = []
    for kind, i, j, k, m in _operations(before, after, purse, PAIRS):
        if kind == "equal":
            pieces.append(Piece("same", " ".join(before[i:j])))
            continue
        if i < j:
            pieces.append(Piece("removed", " ".join(before[i:j])))
        if k < m:
            pieces.append(Piece("added", " ".join(after[k:m])))
    return tuple(pieces)
