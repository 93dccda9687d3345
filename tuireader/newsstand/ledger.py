"""Enters what papers print into the library, as much at a time as came while the last of it was being entered.

A transaction costs as much as some twenty headlines, and on a slow disk a hundred times that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tuireader.newsstand.librarian import Librarian
from tuireader.store import Store
from tuireader.store.intake import Print

Entry = tuple[Print, asyncio.Future[list[str]]]
"""A print, and the ids of what was new in it."""


class Ledger:
    """The entries of one librarian's library."""

    def __init__(self, librarian: Librarian) -> None:
        self._librarian = librarian
        self._waiting: list[Entry] = []
        self._entering: asyncio.Task[None] | None = None

    async def enter(self, printed: Print) -> list[str]:
        """Have a print stored, with what is known of its feed then; gives the ids that are new. Raises StoreError.

        It is on the disk when this returns; whoever is cancelled cannot know whether it is.
        """
        entered: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
        self._waiting.append((printed, entered))
        if self._entering is None or self._entering.done():
            self._entering = asyncio.create_task(self._enter_all())
        return await entered

    async def _enter_all(self) -> None:
        while self._waiting:
            entries, self._waiting = self._waiting, []
            try:
                await self._enter(entries)
            except Exception:  # noqa: BLE001 - each learns its own
                for entry in entries:  # what fits by itself is not lost with the others
                    await self._enter_alone(entry)

    async def _enter_alone(self, entry: Entry) -> None:
        try:
            await self._enter([entry])
        except Exception as error:  # noqa: BLE001 - for whoever waits for it
            if not entry[1].done():
                entry[1].set_exception(error)

    async def _enter(self, entries: Sequence[Entry]) -> None:
        new = await self._librarian.ask(Store.take_in, [printed for printed, _ in entries])
        for (_, entered), ids in zip(entries, new, strict=True):
            if not entered.done():
                entered.set_result(ids)
