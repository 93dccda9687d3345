"""Which headlines pass by in the strip of latest news, and which of them stand out: pure choices among rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tuireader.model import Row
from tuireader.text import folded_words

MOST = 24
"""Headlines in the strip: as many as somebody may hear of before the first comes round again."""
CROWD = timedelta(minutes=20)
"""By how much each further headline of one section counts as older, so that none fills the strip."""


def passing(rows: Sequence[Row], most: int = MOST) -> list[Row]:
    """The unread rows that pass by, the newest first, when `rows` are the newest of all sections in that order."""
    before: Counter[tuple[str, str]] = Counter()
    weighed: list[tuple[datetime, int]] = []
    for place, row in enumerate(rows):
        if not row.read:
            section = row.headline.source, row.headline.section
            weighed.append((row.time - before[section] * CROWD, place))
            before[section] += 1
    kept = sorted(weighed, key=lambda weight: weight[0], reverse=True)[:most]
    return [rows[place] for place in sorted(place for _, place in kept)]


class Watch:
    """Knows which headlines stand out, and which of them have not been there before."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._known: set[str] = set()
        self._breaking: set[str] = set()

    def hear(self, rows: Iterable[Row]) -> bool:
        """Take note of rows; whether one that stands out has arrived after the first."""
        new = {row.headline.id: row.headline.title for row in rows if row.headline.id not in self._known}
        breaking = {headline for headline, title in new.items() if stands_out(title, self._words)}
        is_first = not self._known
        self._known |= new.keys()
        self._breaking |= breaking
        return bool(breaking) and not is_first

    def told(self, row: Row) -> bool:
        """Whether the row stands out."""
        return row.headline.id in self._breaking


def stands_out(title: str, words: Iterable[str]) -> bool:
    """Whether one of the reader's words is in a title, as whole words, whatever their case and diacritics."""
    told = f" {folded_words(title)} "
    return any(f" {sought} " in told for word in words if (sought := folded_words(word)))
