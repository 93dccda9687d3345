"""The rows of a long list that have arrived, by their places: pages around the reader, the others forgotten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec.structs import replace

from tuireader.model import Row

PAGE = 100
"""Rows that are asked for at once."""
MOST_ROWS = 12 * PAGE
"""Rows that are kept: when there are more, those that are far from the reader are forgotten."""
_NEAR = range(-2, 4)
"""Pages around one that is not forgotten."""


class RowWindow:
    """Rows by their places in a list, and which pages have been asked for."""

    def __init__(self, rows: Sequence[Row] = (), start: int = 0, total: int = 0) -> None:
        """The rows from `start` on, which is the beginning of a page, of a list of `total` rows."""
        end = start + len(rows)
        self.rows = dict(enumerate(rows, start))
        """In no order."""
        self._asked = set(range(start, end if end >= total else end - len(rows) % PAGE, PAGE))

    @property
    def known(self) -> dict[int, Row]:
        """The rows in their order."""
        return dict(sorted(self.rows.items()))

    def add(self, offset: int, rows: Sequence[Row]) -> None:
        """Rows from a place on have arrived."""
        self.rows.update(enumerate(rows, offset))

    def ask(self, index: int) -> int | None:
        """The first place of the page to ask for to have that row; None when it has been asked for."""
        offset = index - index % PAGE
        if offset in self._asked:
            return None
        self._asked.add(offset)
        return offset

    def change(self, ids: Collection[str], **changes: bool | datetime) -> list[int]:
        """Set other marks on some rows, and give their places."""
        places = [index for index, row in self.rows.items() if row.headline.id in ids]
        for index in places:
            self.rows[index] = replace(self.rows[index], **changes)
        return places

    def from_there(self, index: int) -> list[str]:
        """The ids of all rows: those from a place downwards, and then those above it upwards."""
        known = self.known
        below = [row.headline.id for place, row in known.items() if place >= index]
        return below + [row.headline.id for place, row in reversed(known.items()) if place < index]

    def seek_unread(self, index: int, step: int) -> int:
        """From a place upwards (-1) or downwards (1) the first one that is unread or has no row here."""
        while (row := self.rows.get(index)) is not None and row.read:
            index += step
        return index

    def forget_but(self, *places: int) -> None:
        """Forget rows when there are many, but not those near these places."""
        if len(self.rows) > MOST_ROWS:
            near = {place // PAGE + step for place in places for step in _NEAR}
            self.rows = {index: row for index, row in self.rows.items() if index // PAGE in near}
            self._asked = {page for page in self._asked if page // PAGE in near}
