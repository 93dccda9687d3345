"""How many bytes came, and how many more may come. Knows no HTTP library.

What is counted, and what allowances are of, are the bodies of answers as they were sent: compressed, from the network
only, those of broken-off answers as far as they were taken. That is also what a web server writes into its log.
Counted apart, as `overhead`, is whatever else goes through our connections: requests, heads of answers, the frames of
chunks, bodies of errors as far as they were read. TLS, TCP and looking up names are out of our sight.

An allowance is hard: a body that tells its length and does not fit is not begun, any other is broken off at the last
byte that fits, and connections are never read beyond that. Requests that are under way at the same time share an
allowance; towards its end they wait for each other, so that no more than one is broken off, and after that one nothing
is asked for any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

from tuireader.errors import AllowanceKind, AllowanceUsed

EXPECTED = 64 * 1024
"""Bytes of an answer that are reckoned with before it comes; most pages have fewer."""
_LEAST_READ = 16
"""Bytes that are read from a connection at least: the frame behind the last byte of a body has to come."""


class Allowance:
    """Bytes that may come, as long as somebody keeps to it; change `total` and `used` at will."""

    def __init__(self, total: int, kind: AllowanceKind = "budget", *, used: int = 0) -> None:
        self.total = total
        self.kind: AllowanceKind = kind
        self.used = used
        """Bytes of it that have come."""
        self.asking = 0
        """Requests under way."""
        self.reading = 0
        """Bytes that connections are being read for."""
        self._refused_at = -1

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be asked for any more: nothing is left, or too little for what most answers have."""
        return not self.left or self.left <= self._refused_at

    def refuse(self, url: str) -> AllowanceUsed:
        """The error for what does not fit; where less is left than most answers have, nothing else is asked for."""
        self._refused_at = self.left if self.left < EXPECTED else -1
        return AllowanceUsed(url, self.kind, self.total)

    @property
    def left(self) -> int:
        """Bytes that may still come, never below 0."""
        return max(self.total - self.used, 0)

    @property
    def is_crowded(self) -> bool:
        """Whether one more answer could take what those under way may need."""
        return self.asking > 0 and self.left > 0 and (self.asking + 1) * EXPECTED > self.left

    @property
    def share(self) -> int:
        """Bytes that one of those under way may read now, so that all together read no more than is left."""
        return max((self.left - self.reading) // max(self.asking, 1), _LEAST_READ)


_TEMPORARY: ContextVar[tuple[Allowance, ...]] = ContextVar("temporary allowances", default=())


class Meter:
    """Counts what comes, and keeps it within the lasting `caps` and the temporary allowances of the task that asks."""

    def __init__(self) -> None:
        self.received = 0
        """Bytes of bodies."""
        self.passed = 0
        """Bytes of everything that went through connections, both ways."""
        self.caps: tuple[Allowance, ...] = ()
        self.saving = False
        """Whether the reader wants as little as possible to come; whoever asks keeps to it."""
        self.before_asking: Callable[[], None] = lambda: None
        """Called before each request, which may be the first of another day."""
        self._ended = asyncio.Event()

    @property
    def overhead(self) -> int:
        """Bytes that went through connections and were no bodies."""
        return max(self.passed - self.received, 0)

    @contextmanager
    def allowing(self, allowance: Allowance) -> Iterator[Allowance]:
        """What this task, and those that it starts inside, ask for has to fit into the allowance as well."""
        before = _TEMPORARY.get()
        _TEMPORARY.set((*before, allowance))
        try:
            yield allowance
        finally:
            _TEMPORARY.set(before)

    @asynccontextmanager
    async def account(self, url: str) -> AsyncIterator[Account]:
        """The account of one request, opened when there is room for its answer; raises AllowanceUsed."""
        bounds = (*self.caps, *_TEMPORARY.get())
        while any(bound.is_crowded for bound in bounds):
            await self._ended.wait()
        self.before_asking()
        for bound in bounds:
            if bound.is_over:
                raise bound.refuse(url)
        for bound in bounds:
            bound.asking += 1
        try:
            yield Account(url, self, bounds)
        finally:
            for bound in bounds:
                bound.asking -= 1
            self._ended.set()
            self._ended = asyncio.Event()

    @contextmanager
    def reading(self, most: int) -> Iterator[int]:
        """How many bytes may be read from a connection at once, of `most`; they are spoken for meanwhile."""
        bounds = (*self.caps, *_TEMPORARY.get())
        share = min(most, *(bound.share for bound in bounds)) if bounds else most
        for bound in bounds:
            bound.reading += share
        try:
            yield share
        finally:
            for bound in bounds:
                bound.reading -= share


class Account:
    """What one request brings, on the meter's account; without a meter it costs nothing and may bring anything."""

    def __init__(self, url: str, meter: Meter | None = None, bounds: tuple[Allowance, ...] = ()) -> None:
        self.received = 0
        """Bytes of bodies."""
        self._url = url
        self._meter = meter
        self._bounds = bounds

    def expect(self, length: int) -> None:
        """Raise AllowanceUsed where a body of this length would not fit."""
        for bound in self._bounds:
            if length > bound.left:
                raise bound.refuse(self._url)

    def take(self, length: int) -> None:
        """Count so many bytes of a body; raises AllowanceUsed when they are more than may come."""
        fitting = min((length, *(bound.left for bound in self._bounds)))
        used_up = next((bound for bound in self._bounds if length > bound.left), None)
        self.received += fitting
        if self._meter is not None:
            self._meter.received += fitting
        for bound in self._bounds:
            bound.used += fitting
        if used_up is not None:
            raise used_up.refuse(self._url)
