"""The desk for packs: fills what the reader takes along, within the bytes and the minutes that the reader names.

Feeds are asked first, then the newest of each section come home in turn, full texts before pictures. What is here
already is put in as well and costs nothing. How far a pack has come is on the disk after each article, so that one that
was broken off is gone on with.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import aclosing, suppress
from datetime import datetime
from functools import partial
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tuireader.errors import NewsError, NoArticle, StoreError, UnknownSection
from tuireader.fetch import Fetcher
from tuireader.model import Article, Headline, Section
from tuireader.newsstand.bag import PAGE_BYTES, PICTURE_BYTES, Bag, Filling, Wish
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.outcomes import Carried
from tuireader.newsstand.pictures import OF_AN_ARTICLE, pictures_of
from tuireader.newsstand.pressroom import Pressroom
from tuireader.newsstand.reading_time import reading_minutes
from tuireader.newsstand.usage import STEP
from tuireader.store import Store
from tuireader.store.packing import Begun, Candidate
from tuireader.text import fold

if TYPE_CHECKING:
    from tuireader.newsstand import Newsstand, SectionOf

AT_ONCE = 16
"""Articles or pictures under way over all papers; each host has a limit of its own besides."""
OF_A_SECTION = 50
"""Headlines of a section from which a pack is filled."""
T = TypeVar("T")


class PackDesk:
    """Fills one pack at a time. Raises only the errors of `tuireader.errors`."""

    def __init__(self, stand: Newsstand, fetcher: Fetcher, librarian: Librarian, pressroom: Pressroom) -> None:
        self._stand = stand
        self._fetcher = fetcher
        self._librarian = librarian
        self._pressroom = pressroom

    def sections(self, names: Iterable[str]) -> list[SectionOf]:
        """The sections that are meant, each once; raises UnknownSection. Without names all that are followed."""
        named = [one for name in names for one in self._named(name)]
        return list({(paper.id, part.id): (paper, part) for paper, part in named or self._stand.sections()}.values())

    async def fill(self, wish: Wish) -> AsyncGenerator[Filling, None]:
        """Fill a pack, or go on with the one that was broken off, telling each thing that has come.

        Stopping the iteration stops it; what has come by then is in the pack. Raises LibraryLocked, UnknownSection,
        and StoreError when the library cannot take what arrives.
        """
        if not self._stand.writable:
            raise self._librarian.refusal
        sections = self.sections(wish.sections)
        spelled = msgspec.json.encode(wish).decode()
        bag = Bag(wish, await self._librarian.ask(_begin, spelled, self._stand.clock()))
        try:
            for stage in (self._ask_feeds, self._take_texts, self._take_pictures):
                async with aclosing(stage(bag, sections)) as told:
                    async for filling in told:
                        await self._stand.usage.note(at_least=STEP)
                        yield filling
            if bag.end not in ("offline", "capped"):
                await self._librarian.ask(_end, bag.number, bag.received, self._stand.clock())
            yield bag.told("end", end=bag.end)
        finally:
            with suppress(StoreError):  # whatever ended it has been told
                await self._librarian.ask(_spent, bag.number, bag.received)
            await self._stand.usage.note()

    def _named(self, name: str) -> list[SectionOf]:
        """The sections of one name: of all papers that lie out, or of one paper."""
        paper, _, part = name.rpartition("/")
        if (source := self._stand.source(paper or part)) is not None:
            known = next((one for one in self._stand.sources if one.id == source.id), source)
            found = [(source, one) for one in source.sections if _is_called(one, part)] if paper else []
            found = found or [(known, one) for one in known.sections if one.follow and not paper]
        else:
            lying = ((source, one) for source in self._stand.sources for one in source.sections)
            found = [] if paper else [(source, one) for source, one in lying if _is_called(one, part)]
        if not found:
            raise UnknownSection(name)
        return found

    async def _ask_feeds(self, bag: Bag, sections: Sequence[SectionOf]) -> AsyncGenerator[Filling, None]:
        news = self._stand.refresh(sections, carry=False, by_reader=True)
        async with aclosing(news):
            while progress := await self._within(bag, anext(news, None)):
                bag.heard(progress.outcome.error)
                yield bag.told("feeds", progress.outcome, progress.done, progress.total)
        bag.is_lost = self._stand.offline

    async def _take_texts(self, bag: Bag, sections: Sequence[SectionOf]) -> AsyncGenerator[Filling, None]:
        waiting = deque(await self._librarian.ask(_candidates, sections, bag.wish))
        bag.expect(PAGE_BYTES)

        def choose(under_way: int) -> Callable[[], Awaitable[Carried]] | None:
            while waiting and not bag.has_enough(under_way):
                candidate = waiting[0]
                if not (candidate.is_here or bag.is_lost or bag.affords(under_way)):
                    return None
                waiting.popleft()
                if candidate.headline.id not in bag.contents and (candidate.is_here or not bag.is_lost):
                    return partial(self._take, bag, candidate)
            return None

        async with aclosing(_pool(choose)) as taken:
            async for carried in taken:
                yield bag.told("texts", carried)
        bag.end = "enough" if bag.has_enough(0) else "full" if waiting else "all"

    async def _take(self, bag: Bag, candidate: Candidate) -> Carried:
        """Put one article into the pack, from here or from its paper; only if it has all its pages."""
        headline = candidate.headline
        article = await self._librarian.ask(Store.article, headline.id) if candidate.is_here else None
        if article is None:
            carried = await self._within(bag, self._carried(headline))
            article = None if carried.error else await self._librarian.ask(Store.article, headline.id)
            bag.heard(carried.error)
            if article is None:
                return carried if carried.error else Carried(headline, NoArticle(headline.url))
        minutes = reading_minutes(article)
        await self._librarian.ask(_put, bag.number, headline.id, minutes, bag.received)
        bag.contents[headline.id] = minutes
        return Carried(headline)

    async def _carried(self, headline: Headline) -> Carried:
        source = self._stand.source(headline.source)
        if source is None:
            return Carried(headline, NoArticle(headline.url))
        return await self._pressroom.carry(source, headline, by_reader=True)

    async def _take_pictures(self, bag: Bag, _: Sequence[SectionOf]) -> AsyncGenerator[Filling, None]:
        if not bag.wish.pictures or not self._stand.pictures.is_able:
            return
        articles = await self._librarian.ask(_articles, list(bag.contents))
        waiting = deque(_in_turn([[(head.source, url) for url in _pictures(text)] for head, text in articles]))
        total, done = len(waiting), 0
        bag.expect(PICTURE_BYTES)

        def choose(under_way: int) -> Callable[[], Awaitable[NewsError | None]] | None:
            if not waiting or bag.is_lost or not bag.affords(under_way):
                return None
            return partial(self._bring, bag, *waiting.popleft())

        async with aclosing(_pool(choose)) as brought:
            async for error in brought:
                done += 1
                bag.pictures += error is None
                yield bag.told("pictures", done=done, total=total)
        bag.end = "full" if waiting else bag.end

    async def _bring(self, bag: Bag, source: str, url: str) -> NewsError | None:
        try:
            fetched = await self._within(bag, self._stand.pictures.keep(url, self._stand.source(source)))
        except NewsError as error:
            bag.heard(error, is_picture=True)
            return error
        if fetched:
            bag.heard(None)
        return None

    async def _within(self, bag: Bag, work: Awaitable[T]) -> T:
        """Do something that may receive as many bytes as the pack still may."""
        with self._fetcher.allowing(bag.allowance):
            return await work


async def _pool(choose: Callable[[int], Callable[[], Awaitable[T]] | None]) -> AsyncGenerator[T, None]:
    """The results of jobs in the order they end; `choose` names the next one to do beside so many under way."""
    under_way = set[asyncio.Future[T]]()
    try:
        while True:
            while len(under_way) < AT_ONCE and (job := choose(len(under_way))) is not None:
                under_way.add(asyncio.ensure_future(job()))
            if not under_way:
                return
            done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                under_way.discard(one)
                yield await one
    finally:
        for one in under_way:
            one.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


def _candidates(store: Store, sections: Sequence[SectionOf], wish: Wish) -> list[Candidate]:
    """What a pack is filled with, each once: what was missed or is kept, then the newest of each section in turn."""
    missed = [Candidate(headline, is_here=False) for headline in store.wanted()] if not wish.sections else []
    newest = [store.packs.candidates(paper.id, section.id, OF_A_SECTION) for paper, section in sections]
    every = chain(missed, _in_turn(newest))
    return list({candidate.headline.id: candidate for candidate in every}.values())


def _in_turn(lists: Sequence[Sequence[T]]) -> Iterator[T]:
    """The first of each list, then the second of each, and so on."""
    for row in zip_longest(*lists):
        yield from (one for one in row if one is not None)


def _articles(store: Store, ids: Sequence[str]) -> list[tuple[Headline, Article]]:
    found = ((store.row(identity), store.article(identity)) for identity in ids)
    return [(row.headline, article) for row, article in found if row and article]


def _pictures(article: Article) -> list[str]:
    return pictures_of(article)[:OF_AN_ARTICLE]


def _is_called(section: Section, name: str) -> bool:
    return name == section.id or fold(name).split() == fold(section.name).split()


def _begin(store: Store, wish: str, now: datetime) -> Begun:
    return store.packs.begin(wish, now)


def _put(store: Store, number: int, identity: str, minutes: int, received: int) -> None:
    store.packs.put(number, identity, minutes, received)


def _spent(store: Store, number: int, received: int) -> None:
    store.packs.spent(number, received)


def _end(store: Store, number: int, received: int, now: datetime) -> None:
    store.packs.end(number, received, now)
