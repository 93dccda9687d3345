"""What a newsstand consists of: the desks that do its work, opened and closed together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tuireader.errors import StoreError
from tuireader.fetch import Fetcher
from tuireader.model import Stock
from tuireader.newsstand.custodian import Custodian
from tuireader.newsstand.keeping import KeepingDesk
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.lists import Lists
from tuireader.newsstand.pictures import PictureDesk
from tuireader.newsstand.pressroom import Pressroom
from tuireader.newsstand.programmes import ProgrammeDesk
from tuireader.newsstand.usage import UsageDesk


class Desks:
    """The desks of one newsstand, which share a fetcher, a librarian and a clock."""

    def __init__(
        self, fetcher: Fetcher, library: Path | None, cache: Path | None, clock: Callable[[], datetime]
    ) -> None:
        self.clock = clock
        self._fetcher = fetcher
        self._stock = Stock(())
        self._librarian = Librarian(library, cache)
        self._pressroom = Pressroom(fetcher, self._librarian, clock)
        self.guide = ProgrammeDesk(fetcher, self._librarian, clock)
        """What is on air."""
        self.pictures = PictureDesk(fetcher, self._librarian, self._pressroom, clock)
        """Pictures of articles."""
        self.usage = UsageDesk(fetcher.meter, self._librarian, self.pictures, clock)
        """What comes over the network, and how much may."""
        self.keeping = KeepingDesk(self._librarian, self._pressroom, self.usage, clock)
        """Versions of articles, and what leaves the library."""
        self.custodian = Custodian(self._librarian, clock)
        """The library's file."""
        self.lists = Lists(self._librarian, lambda: self._stock)
        """Long lists in groups, by the page."""

    async def __aenter__(self) -> Self:
        await self._librarian.open()
        await self.usage.begin()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for desk in (self._pressroom, self.guide, self.pictures, self.custodian):
            desk.close()
        await self.usage.note()
        await self._fetcher.close()
        await self._librarian.close()

    @property
    def writable(self) -> bool:
        """False while another tuireader holds the library: then everything can be read and nothing changes."""
        return self._librarian.writable

    @property
    def refusal(self) -> StoreError:
        """Why nothing changes where the library is not `writable`: it is damaged, else held by another tuireader."""
        return self._librarian.refusal
