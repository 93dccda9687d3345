"""What the library does for its articles as time passes: versions, withdrawal, and pruning in slices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tuireader.model import Headline
from tuireader.store import editions, pruning
from tuireader.store.access import Access
from tuireader.store.editions import Edition
from tuireader.store.pruning import Candidate, Limits, Retention
from tuireader.store.shelves import moment, seconds


class Keeping(Access):
    """The methods of a `Store` that look after what is kept."""

    def due(self, now: datetime, limit: int) -> list[Headline]:
        """The headlines whose pages are to be asked for again, by the rule in `store.editions`."""
        with self._reading() as connection:
            return editions.due(connection, now, limit)

    def note_asked(self, id: str, when: datetime, *, withdrawn: bool | None = None) -> None:
        """Note that a page was asked for again and brought nothing new.

        `withdrawn` is True where the paper says that there is no such page any more, False where it is there.
        """
        with self._writing() as connection:
            editions.note_asked(connection, id, int(when.timestamp()), withdrawn=withdrawn)

    def editions(self, id: str) -> list[Edition]:
        """All versions of an article that are here, the newest last."""
        with self._reading() as connection:
            return editions.editions(connection, id)

    def prunable(self, keep: Retention, now: datetime, spared: Sequence[str] = ()) -> list[Candidate]:
        """What is to leave the library, what was read longest ago first; never what is `spared`."""
        with self._reading() as connection:
            return pruning.prunable(connection, keep, Limits(int(now.timestamp()), spared))

    def prune(self, ids: Sequence[str], now: datetime, spared: Sequence[str] = ()) -> int:
        """Delete those of the ids that may go, in one transaction, and return how many that were.

        That they were read is not forgotten: one that is still printed comes back as read.
        """
        with self._writing() as connection:
            return pruning.prune(connection, ids, Limits(int(now.timestamp()), spared))

    def tidy_index(self, *, begin: bool) -> bool:
        """Free a part of what pruning left behind in the search index; False when there is no more of it."""
        with self._writing() as connection:
            return pruning.tidy_index(connection, begin=begin)

    def give_back(self) -> bool:
        """Give a part of the free room to the disk; False when there is no more, or when the file cannot."""
        with self._alone() as connection:
            return pruning.give_back(connection)

    def rewrite(self) -> None:
        """Have a file from before version 3 give room back from now on, by writing it anew."""
        with self._alone() as connection:
            pruning.rewrite(connection)

    def used(self) -> int:
        """The bytes that the library takes, without room that is free in it."""
        with self._reading() as connection:
            return pruning.used(connection)

    def done(self, chore: str) -> datetime | None:
        """When a chore that comes back was last done."""
        with self._reading() as connection:
            record = connection.execute("SELECT done FROM chores WHERE name = ?", (chore,)).fetchone()
            return moment(record[0]) if record else None

    def note_done(self, chore: str, when: datetime) -> None:
        """Note that a chore was done."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO chores (name, done) VALUES (?, ?)", (chore, seconds(when)))
