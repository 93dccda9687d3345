"""The desk that looks after what is kept: asks pages again, knows versions, and lets go of what was read long ago.

What is asked for again, and when, is in `store.editions`; what may leave the library in `store.pruning`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from msgspec import Struct

from tuireader.errors import AllowanceUsed, FetchError, LibraryFull, ParseError, Postponed, Refused
from tuireader.model import Headline, Source
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.outcomes import Revised
from tuireader.newsstand.pressroom import Pressroom
from tuireader.newsstand.usage import UsageDesk
from tuireader.store import Store
from tuireader.store.editions import Edition
from tuireader.store.pruning import SLICE, Retention

__all__ = ["Edition", "KeepingDesk", "Pruned", "Retention"]

AGAIN = 12
"""Pages that one refresh asks for again."""
EVERY = timedelta(days=1)
"""How often is pruned by itself."""
_CHORE = "prune"
_ROUNDS = 5
"""What an article takes in the file is an estimate, so that the limit of size is approached."""
_GONE = frozenset((404, 410))


class Pruned(Struct, frozen=True):
    """What left the library, or would leave it."""

    articles: int
    bytes: int
    """That the library takes less; where nothing has gone yet, an estimate."""
    left: int
    """Bytes that it takes afterwards."""


class KeepingDesk:
    """Raises only the errors of `tuireader.errors`."""

    def __init__(
        self, librarian: Librarian, pressroom: Pressroom, usage: UsageDesk, clock: Callable[[], datetime]
    ) -> None:
        self.keep = Retention()
        """How long what has been read is kept."""
        self._librarian = librarian
        self._pressroom = pressroom
        self._usage = usage
        self._clock = clock

    async def to_ask_again(self, source: Callable[[str], Source | None]) -> list[Callable[[], Awaitable[Revised]]]:
        """What to do for the versions of articles after a refresh; nothing while data is to be saved.

        `source` gives a paper by its id.
        """
        if self._usage.saving:
            return []
        headlines = await self._librarian.ask(Store.due, self._clock(), AGAIN)
        papers = ((source(headline.source), headline) for headline in headlines)
        return [partial(self._ask_again, paper, headline) for paper, headline in papers if paper is not None]

    async def editions(self, headline_id: str) -> list[Edition]:
        """All versions of an article that are here, the newest last."""
        return await self._librarian.ask(Store.editions, headline_id)

    async def _ask_again(self, source: Source, headline: Headline) -> Revised:
        """Ask for one page; nothing but the article itself, with all its pages, replaces what is here."""
        try:
            article, missing = await self._pressroom.again(source, headline)
        except (AllowanceUsed, Postponed) as error:
            return Revised(headline, error=error)
        except (FetchError, ParseError) as error:
            is_gone = isinstance(error, Refused) and error.status in _GONE
            await self._note_asked(headline, withdrawn=True if is_gone else None)
            return Revised(headline, withdrawn=is_gone, error=None if is_gone else error)
        kept = await self._librarian.ask(Store.article, headline.id)
        if missing is not None or (kept is not None and kept.by_rules and not article.by_rules):
            # Half an article, or what was guessed out of a page that looks otherwise now.
            await self._note_asked(headline, withdrawn=False)
            return Revised(headline, error=missing)
        if article == kept:
            await self._note_asked(headline, withdrawn=False)
            return Revised(headline)
        now = self._clock()
        try:
            is_other = await self._librarian.ask(Store.put_article, headline.id, article, now)
        except KeyError:  # it has left the library meanwhile
            is_other = False
        return Revised(headline, changed=now if is_other else None)

    async def _note_asked(self, headline: Headline, *, withdrawn: bool | None) -> None:
        await self._librarian.ask(Store.note_asked, headline.id, self._clock(), withdrawn=withdrawn)

    async def prunable(self) -> Pruned:
        """What would leave the library now; works beside a tuireader that writes."""
        candidates = await self._librarian.ask(Store.prunable, self.keep, self._clock())
        saved = sum(one.bytes for one in candidates)
        return Pruned(len(candidates), saved, max(await self._librarian.ask(Store.used) - saved, 0))

    async def prune(
        self,
        spared: Callable[[], Sequence[str]] = tuple,
        *,
        may_go_on: Callable[[], bool] = lambda: True,
        rewrite: bool = False,
    ) -> Pruned:
        """Let go of what the reader's rule says, in small transactions, for as long as it `may_go_on`.

        Never what is `spared`, which is asked for before each of them. With `rewrite` a file that cannot give room back
        is written anew, which takes seconds. Raises LibraryLocked and LibraryFull.
        """
        if not self._librarian.writable:
            raise self._librarian.refusal
        before = await self._librarian.ask(Store.used)
        gone = 0
        for _ in range(_ROUNDS):
            went = await self._prune_once(spared, may_go_on)
            gone += went
            await self._tidy(may_go_on, begin=bool(went))
            if not went or not may_go_on():
                break
        if rewrite:
            with suppress(LibraryFull):  # the room stays in the file, for what comes
                await self._librarian.ask(Store.rewrite)
        left = await self._librarian.ask(Store.used)
        return Pruned(gone, max(before - left, 0), left)

    async def prune_daily(
        self, spared: Callable[[], Sequence[str]] = tuple, *, may_go_on: Callable[[], bool] = lambda: True
    ) -> Pruned | None:
        """`prune`, if that has not been done for a day; None otherwise. What was broken off begins anew next time."""
        now, done = self._clock(), await self._librarian.ask(Store.done, _CHORE)
        # Whatever the sign: a clock that was set back does not put it off for years.
        if not self._librarian.writable or (done is not None and abs(now - done) < EVERY):
            return None
        pruned = await self.prune(spared, may_go_on=may_go_on)
        if may_go_on():
            await self._librarian.ask(Store.note_done, _CHORE, now)
        return pruned

    async def _prune_once(self, spared: Callable[[], Sequence[str]], may_go_on: Callable[[], bool]) -> int:
        now, gone = self._clock(), 0
        ids = [one.id for one in await self._librarian.ask(Store.prunable, self.keep, now, spared())]
        for start in range(0, len(ids), SLICE):
            if not may_go_on():
                break
            gone += await self._librarian.ask(Store.prune, ids[start : start + SLICE], now, spared())
        return gone

    async def _tidy(self, may_go_on: Callable[[], bool], *, begin: bool) -> None:
        """Free what was deleted in the index too, and give all that is free to the disk, a little at a time."""
        more = begin and await self._librarian.ask(Store.tidy_index, begin=True)
        while more and may_go_on():
            more = await self._librarian.ask(Store.tidy_index, begin=False)
        while may_go_on() and await self._librarian.ask(Store.give_back):
            pass
