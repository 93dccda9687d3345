"""Looks after the library's file: who writes it, whether another process has changed it, and its copies by the week."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from tuireader.errors import LibraryBroken, LibraryDamaged, LibraryFull
from tuireader.newsstand.librarian import Librarian
from tuireader.store import Store

PAUSE = 0.002
"""Seconds between two parts of a copy, in which the disk is free for what the reader waits for."""

Seen = Literal["same", "changed", "ours"]
"""A library as it was; with other rows, from another process; or that process is gone, and we write from now on."""


class Custodian:
    """Has a thread of its own for copies, which only read the library, so that nobody waits for them."""

    def __init__(self, librarian: Librarian, clock: Callable[[], datetime]) -> None:
        self._librarian = librarian
        self._clock = clock
        self._closing = threading.Event()
        self._has_copied = False

    async def look(self) -> Seen:
        """See to a library that another process writes, and take it over when that one lets go. Raises StoreError."""
        if self._librarian.writable:
            return "same"
        if await self._librarian.take_over():
            return "ours"
        known, self._librarian.known = self._librarian.known, await self._librarian.ask(Store.data_version)
        return "same" if known == self._librarian.known else "changed"

    async def ask_for_news(self) -> None:
        """Have the process that writes the library fetch news, if it is a screen."""
        with suppress(LibraryFull):
            await self._librarian.ask(Store.wish_for_news)

    async def is_asked(self) -> bool:
        """Whether another process asked for news since the last call. Raises StoreError."""
        return self._librarian.writable and await self._librarian.ask(Store.take_wish)

    async def copy(self) -> Path | None:
        """Copy the library if that was not done for a week; tried once in a run, and best after news has come.

        Raises StoreError when the library is damaged or the copy cannot be written; the earlier copies stay then.
        """
        library = self._librarian.library
        if library is None or not self._librarian.writable or self._has_copied:
            return None
        self._has_copied = True
        from tuireader.store.copying import weekly

        wanted = partial(self._is_wanted, PAUSE)
        try:
            return await asyncio.to_thread(weekly, library, self._clock(), wanted)
        except LibraryBroken as broken:
            damage = await self._librarian.ask(Store.give_up, broken.detail)
            self._librarian.heed(damage)
            raise damage from broken

    def when_damaged(self, heed: Callable[[LibraryDamaged], object]) -> None:
        """Have somebody hear of damage that is met while the library is open; from then on it is only read."""
        self._librarian.heed = heed

    def _is_wanted(self, pause: float) -> bool:
        return not self._closing.wait(pause)

    def close(self) -> None:
        """Drop a copy that is being made."""
        self._closing.set()
