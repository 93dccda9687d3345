"""One pack while it is being filled: what was wished for, what is in it and what it cost, and whether there is room.

Pure but for the allowance, which the fetcher uses up.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tuireader.errors import AllowanceUsed, FetchError, NewsError, Offline, Postponed, TimedOut
from tuireader.fetch import Allowance
from tuireader.newsstand.outcomes import Outcome
from tuireader.store.packing import Begun

PAGE_BYTES, PICTURE_BYTES, MINUTES = 40_000, 100_000, 3
"""What an article's page and a picture cost and how long an article takes, until this pack knows better."""
LOST_IN_A_ROW = 4
"""Requests without any answer, one after the other, that mean that the network is gone."""
REFUSED_IN_A_ROW = 3
"""Answers in a row that were too large for what is left of the allowance, after which none is asked for."""
REMNANT = 64_000
"""Bytes of an allowance that are given up after the first such answer: it was sent, although nobody took it."""

Stage = Literal["feeds", "texts", "pictures", "end"]
End = Literal["full", "enough", "all", "capped", "offline"]
"""`full`: the bytes are spent; `enough`: the minutes are in; `all`: there is no more; `capped`: the reader's cap on all
that comes is reached; `offline`: the network is gone. After the last two the pack can be gone on with."""


class Wish(Struct, frozen=True, omit_defaults=True):
    """What a pack is to hold."""

    budget: int
    """Bytes that may come over the network for it."""
    sections: tuple[str, ...] = ()
    """As `thoi-su`, `vtv/thoi-su` or `vtv`; empty for all that is followed."""
    minutes: int = 0
    """Of reading; 0 for as much as comes home."""
    pictures: bool = False


class Pack(Struct, frozen=True):
    """What a pack holds."""

    articles: int = 0
    minutes: int = 0
    """Of reading, as the articles themselves tell them."""
    pictures: int = 0
    received: int = 0
    """Bytes that came for it."""


class Filling(Struct, frozen=True):
    """How far the filling of a pack has come; the last one has its `end`."""

    stage: Stage
    pack: Pack
    done: int = 0
    total: int = 0
    """Of sections or of pictures; 0 where that is not known."""
    outcome: Outcome | None = None
    """What has just ended."""
    failed: int = 0
    """Sections and articles that could not be had."""
    end: End | None = None


class Bag:
    """One pack while it is being filled: what is in it, what it cost, and whether there is room for more."""

    def __init__(self, wish: Wish, begun: Begun) -> None:
        self.wish = wish
        self.number = begun.number
        self.contents = dict(begun.minutes)
        """Minutes of reading by article id."""
        self.allowance = Allowance(max(wish.budget - begun.received, 0))
        self.pictures = 0
        self.is_lost = False
        """Nobody answers any more, so that nobody is asked any more."""
        self._before = begun.received
        self._end: End = "all"
        self._is_capped = False
        self._failed = self._lost = self._refused = 0
        self.expect(PAGE_BYTES)

    @property
    def received(self) -> int:
        """Bytes that came for this pack, those from before it was broken off included."""
        return self._before + self.allowance.used

    @property
    def end(self) -> End:
        """Why no more is put in."""
        return "offline" if self.is_lost else "capped" if self._is_capped else self._end

    @end.setter
    def end(self, end: End) -> None:
        self._end = end

    def expect(self, cost: int) -> None:
        """From now on things are fetched that cost about so many bytes each."""
        self._guess, self._since, self._bought, self._refused = cost, self.received, 0, 0

    def affords(self, under_way: int) -> bool:
        """Whether one more may be fetched beside so many: what would be cut off on its way is wasted."""
        left = self.wish.budget - self.received
        cost = (self.received - self._since) / self._bought if self._bought else self._guess
        if left <= 0 or self._is_capped or self._refused >= (1 if left < REMNANT else REFUSED_IN_A_ROW):
            return False
        if under_way:
            return left >= (under_way + 1) * cost
        return not self._bought or left >= cost / 2

    def has_enough(self, under_way: int) -> bool:
        """Whether the minutes are in, or will be with what is under way."""
        minutes = sum(self.contents.values())
        each = minutes / len(self.contents) if self.contents else MINUTES
        return 0 < self.wish.minutes <= minutes + under_way * each

    def heard(self, error: NewsError | None, *, is_picture: bool = False) -> None:
        """A paper has sent something, or not."""
        self._bought += error is None
        self._refused = self._refused + 1 if isinstance(error, AllowanceUsed) else 0
        self._is_capped = self._is_capped or (isinstance(error, AllowanceUsed) and error.kind != "budget")
        self._lost = self._lost + 1 if isinstance(error, Offline | TimedOut) else 0
        self.is_lost = self.is_lost or self._lost >= LOST_IN_A_ROW
        is_fault = isinstance(error, FetchError) and not isinstance(error, AllowanceUsed | Postponed)
        self._failed += is_fault and not is_picture

    def told(
        self, stage: Stage, outcome: Outcome | None = None, done: int = 0, total: int = 0, *, end: End | None = None
    ) -> Filling:
        """How far it has come."""
        pack = Pack(len(self.contents), sum(self.contents.values()), self.pictures, self.received)
        return Filling(stage, pack, done, total, outcome, self._failed, end)
