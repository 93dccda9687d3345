"""Sạp báo: the one class in which the core and the screen meet. Its methods read like a table of contents.

It loads no Textual, and nothing of httpx, selectolax or diskcache before they are needed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tuireader import sources as newspapers
from tuireader.errors import AllowanceUsed, LibraryFull, NotCarried, Offline, Postponed, TimedOut
from tuireader.fetch import Fetcher
from tuireader.language import tr
from tuireader.model import Article, Choice, Counts, Headline, Health, Place, Related, Row, Section, Shelf, Source
from tuireader.newsstand.desks import Desks
from tuireader.newsstand.health import health_of
from tuireader.newsstand.lists import Listing
from tuireader.newsstand.outcomes import Carried, Found, Outcome, Progress, Refreshed
from tuireader.newsstand.packing import PackDesk
from tuireader.newsstand.usage import CARRIED_MAX
from tuireader.sources import choice as choices
from tuireader.store import Store

__all__ = [
    "Carried",
    "Found",
    "Listing",
    "Newsstand",
    "Offer",
    "Progress",
    "Refreshed",
    "SectionOf",
    "choices",
    "utc_now",
]

AT_ONCE = 64
"""Sections or articles under way; some are asked for, which `fetch` limits, while others are read and stored."""

SectionOf = tuple[Source, Section]
Job = Callable[[], Awaitable[Outcome]]


class Offer(Struct, frozen=True):
    """A related link, and what choosing it would do: show `row` inside, or leave for the browser when it is None."""

    related: Related
    row: Row | None


def utc_now() -> datetime:
    """The clock on the wall, aware and in UTC."""
    return datetime.now(UTC)


class Newsstand(Desks):
    """Everything a reader can ask for. Raises only the errors of `tuireader.errors`."""

    def __init__(
        self,
        sources: Sequence[Source],
        fetcher: Fetcher,
        *,
        choice: Choice = Choice(),  # noqa: B008 - frozen
        own: Path | None = None,
        library: Path | None = None,
        cache: Path | None = None,
        carry: int = 10,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`carry` articles a section come home in full with a refresh, unless the section says otherwise.

        `own` is the folder for files of papers that the reader adds; None keeps those until the end of the run.
        """
        super().__init__(fetcher, library, cache, clock)
        self.offline = False
        """Whether the last refresh reached nobody."""
        self._carry = carry
        self._own = own
        self.pack = PackDesk(self, fetcher, self._librarian, self._pressroom)
        """What the reader takes along."""
        self.papers = tuple(sources)
        """All papers with all their sections, whether they lie out or not, in their own order."""
        self.choose(choice)

    def choose(self, choice: Choice, papers: Sequence[Source] | None = None) -> None:
        """Lay out what the reader wants, at once; `papers` are all that there are, where they are others now."""
        if papers is not None:
            self.papers = tuple(papers)
        self.choice = choice
        self.sources = choices.chosen(self.papers, choice)
        """The papers that lie out, in the reader's order, each with the sections that are on."""
        self._stock = choices.stock(self.papers, choice)
        self._by_id = {source.id: source for source in self.papers}
        for source in self.papers:
            for address in (source.home, *(url for section in source.sections for url in (section.feed, section.list))):
                if address:
                    self._fetcher.trust(address)

    def source(self, source_id: str) -> Source | None:
        """A paper by its id, whether it lies out or not."""
        return self._by_id.get(source_id)

    def sections(self, shelf: Shelf | None = None) -> list[SectionOf]:
        """The sections behind a shelf: a single one even if it is off, a paper's, or those of all that lies out."""
        if shelf is not None and shelf.kind == "section":
            paper = self.source(shelf.source)
            return [(paper, section) for section in paper.sections if section.id == shelf.section] if paper else []
        followed = [(source, section) for source in self.sources for section in source.sections if section.follow]
        if shelf is not None and shelf.kind == "source":
            return [(source, section) for source, section in followed if source.id == shelf.source]
        return followed

    async def rows(self, shelf: Shelf, limit: int = 200, offset: int = 0) -> list[Row]:
        """What a shelf shows, in its order."""
        return await self._librarian.ask(Store.rows, shelf, limit=limit, offset=offset, stock=self._stock)

    async def row(self, headline_id: str) -> Row | None:
        """One headline as it stands now."""
        return await self._librarian.ask(Store.row, headline_id)

    async def count(self, shelf: Shelf) -> int:
        """How many rows a shelf has."""
        return await self._librarian.ask(Store.count, shelf, self._stock)

    async def counts(self) -> Counts:
        """Unread by section and paper, and the bookmarks."""
        return await self._librarian.ask(Store.counts, self._stock)

    async def newest(self, limit: int = 120) -> list[Row]:
        """The newest unread headlines of the papers on the stand: what the ticker chooses from."""
        return await self._librarian.ask(Store.rows, Shelf("unread"), limit=limit, stock=self._stock)

    async def updated(self) -> datetime | None:
        """When a section that is followed last answered."""
        followed = {url for _, section in self.sections() for url in (section.feed, section.list)}
        states = await self._librarian.ask(Store.feed_states)
        return max((state.succeeded for state in states if state.url in followed and state.succeeded), default=None)

    async def health(self) -> dict[tuple[str, str], Health]:
        """What the last tries say, by (source id, section id), and of a whole paper under the section id ""."""
        states = {state.url: state for state in await self._librarian.ask(Store.feed_states)}
        return health_of(self.papers, states, await self._librarian.ask(Store.readings), self.clock())

    async def carried(self, headline_id: str) -> Article | None:
        """The full text, if it is on this machine."""
        return await self._librarian.ask(Store.article, headline_id)

    async def open(self, row: Row) -> Article:
        """The full text: from the library, else from the cache or the network, and then kept.

        Raises NotCarried without network (the article is then fetched first at the next refresh), else FetchError,
        NoArticle, OtherArticle or GivenUp. Pages that are missing are fetched with the next refresh.
        """
        headline = row.headline
        if (article := await self.carried(headline.id)) is not None:
            return article
        try:
            article = await self._pressroom.page(self.source(headline.source), headline.url, headline.title)
        except (Offline, TimedOut) as error:
            if self.writable:
                await self._librarian.ask(_want, headline, self.clock())
            raise NotCarried(headline.url) from error
        if self.writable:
            with suppress(LibraryFull):  # the text is here and can be read, although it cannot be kept
                await self._librarian.ask(_keep, headline, article, self.clock())
            await self.usage.note()
        return article

    async def offers(self, article: Article) -> list[Offer]:
        """The related links of an article; those of papers on the stand open inside."""
        return [Offer(related, await self.offered(related)) for related in article.related]

    async def offered(self, link: Related, *, numbered: bool = False) -> Row | None:
        """The row behind a link, None where it leads out; `numbered` takes a new one only if it holds a number."""
        if (source := newspapers.source_of(link.url, self.papers)) is None:
            return None
        identity, former = newspapers.article_id(source, link.url), newspapers.former_id(source, link.url)
        if (known := await self.row(identity) or await self.row(former)) or (numbered and identity == former):
            return known
        return Row(Headline(identity, source.id, "", link.title, link.url), self.clock())

    async def page(self, url: str) -> Article:
        """The article at any address; nothing is stored. Raises FetchError, NoArticle and GivenUp."""
        return await self._pressroom.page(newspapers.source_of(url, self.papers), url, typed=True)

    async def examine(self, row: Row) -> Article:
        """What the first page of an article of a paper on the stand yields now; only health takes note of it.

        Raises KeyError for another paper's, FetchError, NoArticle, OtherArticle and GivenUp.
        """
        return await self._pressroom.examine(self._by_id[row.headline.source], row.headline)

    async def find(self, url: str) -> Found:
        """What a typed address leads to: a paper that is there, or a new one that is not written yet.

        Raises BadAddress for no address, the FetchError of the address, and NothingToFollow.
        """
        return await _find(self._fetcher, url, self.papers)

    def subscribe(self, found: Found, address: str) -> None:
        """Lay out what was found at that address; a new paper gets its file. Raises FileTaken and UnwritableFile."""
        paper, choice = found.source, self.choice
        sections = [one for one in paper.sections if one.id == found.section]
        if found.how == "known":
            known = choices.switch_section(paper, sections[0], choice, on=True) if sections else None
            self.choose(known or choices.switch(paper, choice, on=True))
            return
        if self._own is not None:
            _write_paper(self._own, paper, tr("Thêm từ {address}").format(address=address))
        self.choose(choices.switch(paper, choice, on=True), (*self.papers, paper))

    async def read(self, ids: Iterable[str], *, read: bool = True) -> list[str]:
        """Mark as read or unread; gives the ids that changed, for undo. Raises LibraryLocked."""
        return await self._librarian.ask(Store.read, list(ids), self.clock() if read else None)

    async def read_all(self, shelf: Shelf) -> list[str]:
        """Mark a whole shelf as read; gives the ids that changed, for undo. Raises LibraryLocked."""
        return await self._librarian.ask(Store.read_all, shelf, self.clock(), self._stock)

    async def bookmark(self, headline_id: str, *, keep: bool, since: datetime | None = None) -> datetime | None:
        """Keep an article for ever, as `since` then, or no longer; gives since when it was kept, for undo.

        On disk when this returns. Raises LibraryLocked.
        """
        return await self._librarian.ask(Store.bookmark, headline_id, (since or self.clock()) if keep else None)

    async def place(self, headline_id: str) -> Place | None:
        """Where the reader stopped in an article."""
        return await self._librarian.ask(Store.place, headline_id)

    async def set_place(self, headline_id: str, place: Place) -> None:
        """Remember where the reader stopped; quietly not, while another tuireader writes."""
        if self.writable:
            await self._librarian.ask(Store.set_place, headline_id, place, self.clock())

    async def refresh(
        self, sections: Sequence[SectionOf], *, carry: bool = True, by_reader: bool = False
    ) -> AsyncGenerator[Progress, None]:
        """Ask these sections for news and then carry home full texts, telling each outcome as it comes.

        Stopping the iteration stops the refresh; what has arrived by then is kept. Where no more may come, nothing more
        is asked for (`usage.used_up`). Raises LibraryLocked, and StoreError when the library cannot take what arrives.
        """
        if not self.writable:
            raise self._librarian.refusal
        await self.usage.begin()
        told: list[Outcome] = []
        asked = [partial(self._pressroom.section, *one, by_reader=by_reader) for one in sections]
        async with aclosing(self.usage.within(_as_they_come(asked))) as outcomes:
            async for progress in outcomes:
                told.append(progress.outcome)
                yield progress
        await self._judge_network(told)
        again = partial(self.keeping.to_ask_again, self.source)
        for jobs in (partial(self._to_carry, sections), again, self.pictures.to_bring) if carry else ():
            if not self.offline:
                async with aclosing(self.usage.within(_as_they_come(await jobs()))) as outcomes:
                    async for progress in outcomes:
                        yield progress

    async def _judge_network(self, told: Sequence[Outcome]) -> None:
        """Whether anybody was reached; if so, those who were not have only themselves to blame."""
        # What nobody was asked for says nothing about the network.
        asked = [outcome for outcome in told if not isinstance(outcome.error, Postponed | AllowanceUsed)]
        lost = [outcome for outcome in asked if isinstance(outcome.error, Offline | TimedOut)]
        if asked:
            self.offline = len(lost) == len(asked)
        for outcome in lost if not self.offline else ():
            if isinstance(outcome, Refreshed) and isinstance(outcome.error, Offline):
                for _, section in self.sections(Shelf("section", outcome.source, outcome.section)):
                    await self._pressroom.missed(section, outcome.error)

    async def _to_carry(self, sections: Sequence[SectionOf]) -> list[Job]:
        """What to bring home: what the reader missed or keeps, then the newest of each section; each article once."""
        wanted = {headline.id: headline for headline in await self._librarian.ask(Store.wanted)}
        for source, section in sections:
            limit = self._carry if section.carry is None else section.carry
            limit = min(limit, CARRIED_MAX) if self.usage.saving else limit
            for headline in await self._librarian.ask(Store.uncarried, source.id, section.id, limit):
                wanted.setdefault(headline.id, headline)
        papers = ((self.source(headline.source), headline) for headline in wanted.values())
        return [partial(self.pictures.carry, paper, headline) for paper, headline in papers if paper is not None]


async def _find(fetcher: Fetcher, url: str, papers: Sequence[Source]) -> Found:
    from tuireader.newsstand import subscribing

    return await subscribing.find(fetcher, url, papers)


def _write_paper(folder: Path, paper: Source, remark: str) -> None:
    from tuireader.sources.own import write_paper

    write_paper(folder, paper, remark)


def _keep(store: Store, headline: Headline, article: Article, now: datetime) -> None:
    """Store a full text; one that was reached through a link becomes a headline first, so that it can be marked."""
    _adopt(store, replace(headline, title=article.title, published=article.published, summary=article.lead), now)
    store.put_article(headline.id, article, now)


def _want(store: Store, headline: Headline, now: datetime) -> None:
    """Note what the reader could not have; only what is in the library can be fetched later."""
    _adopt(store, headline, now)
    store.want(headline.id, now)


def _adopt(store: Store, headline: Headline, now: datetime) -> None:
    if store.row(headline.id) is None:
        store.add([headline], now)


async def _as_they_come(jobs: Sequence[Job]) -> AsyncGenerator[Progress, None]:
    """The results of the jobs in the order they end; leaving early cancels the rest."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def in_turn(job: Job) -> Outcome:
        async with slots:
            return await job()

    tasks = [asyncio.create_task(in_turn(job)) for job in jobs]
    try:
        for done, task in enumerate(asyncio.as_completed(tasks), 1):
            yield Progress(await task, done, len(tasks))
    finally:
        for pending in tasks:
            pending.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
