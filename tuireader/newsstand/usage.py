"""The desk for data: what came over the network in this run, today and this month, and how much more may come.

What is counted is what `fetch.allowance` counts. It is kept in the library by the day in Vietnam: every few pages while
news are fetched, after each article that is opened, and at the end. Beside another tuireader that writes the library
it counts for this run only.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import date, datetime

from msgspec import Struct

from tuireader.dates import local
from tuireader.errors import AllowanceUsed, StoreError
from tuireader.fetch import Allowance, Meter
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.outcomes import Progress
from tuireader.newsstand.pictures import PictureDesk
from tuireader.store import Store
from tuireader.store.usage import DayUse

STEP = 128 * 1024
"""Bytes that a kill may leave uncounted: those of the last few pages."""
DAYS = 31
"""Days that are told one by one."""
CARRIED_MAX = 3
"""Articles of a section that are carried home while data is to be saved."""


class Usage(Struct, frozen=True):
    """What came, in bytes, and what may still come."""

    run: int
    today: int
    month: int
    """In this month of Vietnam's calendar."""
    days: tuple[DayUse, ...]
    """The latest first, days without anything left out."""
    saving: bool
    max_run: int = 0
    """0 means no limit, here and below."""
    max_day: int = 0
    left_run: int | None = None
    """None where there is no limit."""
    left_day: int | None = None


class UsageDesk:
    """Counts, limits and saves."""

    def __init__(
        self, meter: Meter, librarian: Librarian, pictures: PictureDesk, clock: Callable[[], datetime]
    ) -> None:
        self._meter = meter
        self._librarian = librarian
        self._pictures = pictures
        self._clock = clock
        self._day = self._today()
        self._settled = (0, 0)
        self._unwritten: dict[date, DayUse] = {}
        self._run: Allowance | None = None
        self._of_day: Allowance | None = None
        self._had_pictures = False
        self._writing: asyncio.Future[None] | None = None
        self.used_up: AllowanceUsed | None = None
        """Why the last refresh did not bring everything."""
        meter.before_asking = self._settle

    @property
    def received(self) -> int:
        """Bytes that came over the network since the start."""
        return self._meter.received

    @property
    def saving(self) -> bool:
        """Whether as little as possible is to come: no pictures, few articles, nothing that is here already."""
        return self._meter.saving

    def save(self, *, saving: bool) -> None:
        """Begin to save data, or stop; pictures are as they were before when that ends."""
        if saving == self.saving:
            return
        self._meter.saving = saving
        if saving:
            self._had_pictures, self._pictures.on = self._pictures.on, False
        else:
            self._pictures.on = self._pictures.on or self._had_pictures

    def limit(self, *, run: int = 0, day: int = 0) -> None:
        """Let no more bytes come in this run, and in a day in Vietnam; 0 means no limit. Before the library is open."""
        self._run = Allowance(run, "run") if run else None
        self._of_day = Allowance(day, "day") if day else None
        self._meter.caps = tuple(cap for cap in (self._run, self._of_day) if cap is not None)

    async def begin(self) -> None:
        """Learn what came today before, to others too; when the library is open, and at the begin of a refresh."""
        self._settle()
        self.used_up = None
        if self._of_day is not None:
            self._of_day.used = (await self._days(self._day)).get(self._day, DayUse(self._day)).received

    async def note(self, *, at_least: int = 1) -> None:
        """Write down what came since the last time, if it is so many bytes. What cannot be written is kept in mind."""
        self._settle()
        waiting = sum(use.received + use.overhead for use in self._unwritten.values())
        if self._librarian.writable and waiting >= at_least:
            # Shielded, since whoever is cancelled in here would not know whether it has been written.
            self._writing = asyncio.ensure_future(self._write())
            await asyncio.shield(self._writing)

    async def within(self, outcomes: AsyncGenerator[Progress, None]) -> AsyncGenerator[Progress, None]:
        """The outcomes as they come, what they cost written down; `used_up` is the first that did not fit."""
        async with aclosing(outcomes):
            async for progress in outcomes:
                await self.note(at_least=STEP)
                if self.used_up is None and isinstance(progress.outcome.error, AllowanceUsed):
                    self.used_up = progress.outcome.error
                yield progress
        await self.note()

    async def told(self) -> Usage:
        """Everything that is known."""
        self._settle()
        month = self._day.replace(day=1)
        since = min(month, date.fromordinal(self._day.toordinal() - DAYS + 1))
        days = await self._days(since)
        run, day = self._run, self._of_day
        return Usage(
            self.received,
            days.get(self._day, DayUse(self._day)).received,
            sum(use.received for use in days.values() if use.day >= month),
            tuple(sorted(days.values(), key=lambda use: use.day, reverse=True)),
            self.saving,
            run.total if run else 0,
            day.total if day else 0,
            run.left if run else None,
            day.left if day else None,
        )

    async def _days(self, since: date) -> dict[date, DayUse]:
        """What came on each day from that one on, with what is not written yet."""
        days = {use.day: use for use in await self._librarian.ask(Store.uses, since)}
        for use in self._unwritten.values():
            days[use.day] = _sum(days.get(use.day), use)
        return days

    def _settle(self) -> None:
        """Put what came since the last time down to the day that it came on, and begin a new day's allowance."""
        settled = (self._meter.received, self._meter.overhead)
        received, overhead = settled[0] - self._settled[0], settled[1] - self._settled[1]
        if received or overhead:
            self._settled = settled
            self._keep(DayUse(self._day, received, overhead))
        if (today := self._today()) != self._day:
            self._day = today
            if self._of_day is not None:
                self._of_day.used = 0

    async def _write(self) -> None:
        waiting, self._unwritten = self._unwritten, {}
        try:
            while waiting:
                await self._librarian.ask(Store.use, next(iter(waiting.values())))
                waiting.pop(next(iter(waiting)))
        except StoreError:
            for use in waiting.values():
                self._keep(use)

    def _keep(self, use: DayUse) -> None:
        self._unwritten[use.day] = _sum(self._unwritten.get(use.day), use)

    def _today(self) -> date:
        return local(self._clock()).date()


def _sum(one: DayUse | None, other: DayUse) -> DayUse:
    if one is None:
        return other
    return DayUse(other.day, one.received + other.received, one.overhead + other.overhead)
