"""The articles that were opened one after the other, so that one can walk back and forth among them."""

from __future__ import annotations

from typing import NamedTuple

from tuireader.model import Place, Row

LONGEST = 200
"""Articles that are remembered; those opened first are forgotten first."""


class Step(NamedTuple):
    """One opened article, and where it was left; the place is None while it was never left."""

    row: Row
    place: Place | None = None


class Trail:
    """Knows which article the reader is in, and those before and after it."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._at = -1

    def leave(self, place: Place) -> None:
        """Note where the present article is left."""
        if self._at >= 0:
            self._steps[self._at] = self._steps[self._at]._replace(place=place)

    def open(self, row: Row) -> None:
        """Another article is opened: it comes after the present one, and what came after that is forgotten."""
        if self._at >= 0 and self._steps[self._at].row.headline.id == row.headline.id:
            return
        self._steps[self._at + 1 :] = [Step(row)]
        del self._steps[:-LONGEST]
        self._at = len(self._steps) - 1

    def walk(self, step: int) -> Step | None:
        """Go to the article before (-1) or after (1); None where there is none."""
        if not 0 <= self._at + step < len(self._steps):
            return None
        self._at += step
        return self._steps[self._at]

    def turn_back(self) -> Step | None:
        """Go to the article before, as if the present one had never been opened; None where there is none."""
        if (before := self.walk(-1)) is not None:
            del self._steps[self._at + 1 :]
        return before
