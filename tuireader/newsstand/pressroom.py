"""From an address to the library: ask a paper politely, read what it printed, keep it.

What goes wrong with one section or article is returned in its outcome: one paper that fails never stops another. That
the library cannot take what arrives is no fault of a paper, and is raised.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from tuireader.cache import Cache, Stored
from tuireader.errors import (
    AllowanceUsed,
    FetchError,
    NewsError,
    NoArticle,
    Offline,
    OtherArticle,
    ParseError,
    Postponed,
    Refused,
    TimedOut,
)
from tuireader.fetch import Fetcher, Reply, backoff
from tuireader.model import Article, Feed, FeedState, Headline, Section, Source
from tuireader.newsstand.headlines import headlines_of
from tuireader.newsstand.health import after_fault, after_feed, section_health
from tuireader.newsstand.ledger import Ledger
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.outcomes import Carried, Refreshed
from tuireader.newsstand.reading import ReadingRoom
from tuireader.parsing.address import host_of, same_page_key
from tuireader.store import Store
from tuireader.store.feeds import Body
from tuireader.store.intake import Print

T = TypeVar("T")

SPARED = timedelta(hours=1)
"""So long a feed whose copy has no validators is not asked for again while data is to be saved."""
PAGES_MAX = 20
"""Of one article; what claims to go on longer is a list of other articles."""


class Delivery(NamedTuple):
    """The newest print of a section."""

    stored: Stored
    digest: str
    fresh: bool
    """It had to be sent; otherwise the paper said that nothing has changed."""
    feed: Feed | None
    """Its entries; None where the library has them all from the last time."""
    moved_to: str
    """Where it answers from now on for good, if that is another address than the one asked."""


class Pressroom:
    """Fetches sections and articles for the library of one `Librarian`."""

    def __init__(
        self, fetcher: Fetcher, librarian: Librarian, clock: Callable[[], datetime], room: ReadingRoom | None = None
    ) -> None:
        self._fetcher = fetcher
        self._librarian = librarian
        self._clock = clock
        self._room = room or ReadingRoom()
        self._ledger = Ledger(librarian)

    def close(self) -> None:
        """Read nothing more."""
        self._room.close()

    async def section(self, source: Source, section: Section, *, by_reader: bool) -> Refreshed:
        """Ask one section for its headlines and store them. A reader's own wish overrules our backoff.

        Where its feed brings nothing or nothing new any more, its page is read besides.
        """
        outcome = await self._ask_at(section.feed or section.list, source, section, by_reader=by_reader)
        if not (section.feed and section.list and await self._is_dry(section.feed, outcome)):
            return outcome
        page = await self._ask_at(section.list, source, section, by_reader=by_reader)
        return outcome if page.error is not None else replace(page, new=page.new + outcome.new)

    async def _is_dry(self, feed: str, outcome: Refreshed) -> bool:
        """Whether a feed is dead, empty or stale. Without network, or the leave to use it, nothing is."""
        if outcome.error is not None:
            return not isinstance(outcome.error, Offline | TimedOut | AllowanceUsed)
        return section_health(await self._state(feed), self._clock()).kind in ("empty", "quiet")

    async def _ask_at(self, url: str, source: Source, section: Section, *, by_reader: bool) -> Refreshed:
        state = await self._state(url)
        try:
            if not by_reader:
                _respect(state, self._clock())
            sparing = self._fetcher.meter.saving and not by_reader
            delivery = await self._delivery(source, section, state, sparing=sparing)
            return await self._take_in(source, section, state, delivery)
        except (Postponed, AllowanceUsed) as unasked:
            return Refreshed(source.id, section.id, error=unasked)
        except (FetchError, ParseError) as error:
            await self._note(_failed(state, error, self._clock()))
            return Refreshed(source.id, section.id, error=error)

    async def missed(self, section: Section, error: NewsError) -> None:
        """Note that nobody answered for a section while others were reached: it is not our network's fault."""
        state = await self._state(section.feed or section.list)
        await self._note(after_fault(state, error, self._clock()))

    async def carry(self, source: Source, headline: Headline, *, by_reader: bool = False) -> Carried:
        """Bring home the full text of one article, unless its page has failed lately.

        A reader's own wish asks once more for what was only too slow, as everything is while a network goes away.
        """
        try:
            whole = partial(self._whole, source, headline.url, headline.title)
            article, missing = await self.patiently(headline.url, whole, by_reader=by_reader)
            await self._librarian.ask(Store.put_article, headline.id, article, self._clock())
        except (FetchError, ParseError) as error:
            return Carried(headline, error)
        return Carried(headline, missing)

    async def again(self, source: Source, headline: Headline) -> tuple[Article, NewsError | None]:
        """An article as the paper prints it now, its pages asked for by the validators of what is kept of them.

        Raises what `page` does, and Postponed where its page has failed lately; for the paper's health it does not
        count. With it comes why pages are missing, if any are.
        """
        return await self.patiently(headline.url, partial(self._reprint, source, headline))

    async def _reprint(self, source: Source, headline: Headline) -> tuple[Article, NewsError | None]:
        first = await self._new_page(source, headline.url, headline.title, conditional=True)
        if not first.next_pages:
            return first, None
        return await self._with_following(first, partial(self._new_page, source, conditional=True))

    async def page(self, source: Source | None, url: str, title: str = "", *, typed: bool = False) -> Article:
        """The article at an address with all its pages, from the cache or the network; it is not stored.

        With the `title` under which it was promised, the page has to be that article. Raises FetchError, NoArticle,
        OtherArticle and GivenUp. The pages from the first that cannot be had on stay in `next_pages`.
        """
        article, _ = await self._whole(source, url, title, typed=typed)
        return article

    async def examine(self, source: Source, headline: Headline) -> Article:
        """What the first page of an article yields now, whatever is kept of it; raises what `page` does."""
        article = await self._watched(source, headline.url, self._new_page(source, headline.url, headline.title))
        await self._note_body(source, headline.url, "rules" if article.by_rules else "generic")
        return article

    async def _whole(
        self, source: Source | None, url: str, title: str, *, typed: bool = False
    ) -> tuple[Article, NewsError | None]:
        """The article with all its pages, or as far as they can be had, and why it stops there."""
        page = self._page(source, url, title, typed=typed)
        first = await (page if typed else self._watched(source, url, page))
        if not first.next_pages:
            return first, None
        return await self._with_following(first, partial(self._page, source))

    async def _with_following(
        self, first: Article, following: Callable[[str], Awaitable[Article]]
    ) -> tuple[Article, NewsError | None]:
        """Its pages joined to the first one. Pages on another host, and beyond `PAGES_MAX`, are no part of it."""
        waiting = deque(first.next_pages)
        known = {same_page_key(first.url)}
        pages: list[Article] = []
        missing: NewsError | None = None
        while waiting and len(pages) + 1 < PAGES_MAX:
            url = waiting[0]
            if same_page_key(url) not in known and host_of(url) == host_of(first.url):
                try:
                    page = await self.patiently(url, partial(following, url))
                except (FetchError, ParseError) as error:
                    missing = error
                    break
                pages.append(page)
                known |= {same_page_key(url), same_page_key(page.url)}
                waiting.extend(page.next_pages)
            waiting.popleft()
        else:
            waiting.clear()
        joined = await self._room.read(first.url, partial(_joined, first, pages))
        return replace(joined, next_pages=tuple(dict.fromkeys(waiting))), missing

    async def _page(self, source: Source | None, url: str, title: str = "", *, typed: bool = False) -> Article:
        """One page as an article of its own."""
        if kept := await self._librarian.ask_cache(Cache.get, url):
            try:
                return await self._room.read(url, partial(_article, kept, source, url, title))
            except (NoArticle, OtherArticle):  # the paper may have printed it by now
                pass
        return await self._new_page(source, url, title, typed=typed)

    async def _new_page(
        self, source: Source | None, url: str, title: str = "", *, typed: bool = False, conditional: bool = False
    ) -> Article:
        """One page as the paper prints it now; `conditional`: as it was kept, where nothing has changed."""
        kept = await self._librarian.ask_cache(Cache.get, url) if conditional else None
        reply = await self._ask(source.user_agent if source else "", url, kept, typed=typed)
        stored = kept if reply.status == 304 and kept is not None else _stored(reply, self._clock())
        article = await self._room.read(url, partial(_article, stored, source, url, title))
        # A page without an article is not kept: it would stand for the whole one that the paper prints later.
        if stored is not kept:
            await self._librarian.ask_cache(Cache.put, url, stored)
        return article

    async def _delivery(self, source: Source, section: Section, state: FeedState, *, sparing: bool) -> Delivery:
        """The newest print, from where the section moved to, else from where it was."""
        if not state.moved_to:
            return await self._print(source, section, state, state.url, sparing=sparing)
        try:
            delivery = await self._print(source, section, state, state.moved_to, sparing=sparing)
        except (FetchError, ParseError):
            # Whatever we kept of the old address is older than what came from the new one.
            return await self._print(source, section, state, state.url, conditional=False)
        return delivery._replace(moved_to=delivery.moved_to or state.moved_to)

    async def _print(
        self,
        source: Source,
        section: Section,
        state: FeedState,
        url: str,
        *,
        conditional: bool = True,
        sparing: bool = False,
    ) -> Delivery:
        kept = await self._librarian.ask_cache(Cache.get, url) if conditional else None
        if sparing and kept is not None and _costs_all_of_it(kept, self._clock()):
            stored, is_kept, moved_to = kept, True, ""
        else:
            reply = await self._ask(source.user_agent, url, kept)
            is_kept = reply.status == 304 and kept is not None
            stored = kept if is_kept and kept is not None else _stored(reply, self._clock())
            moved_to = reply.moved_to
        from hashlib import blake2b

        digest = blake2b(stored.body, digest_size=16).hexdigest()
        feed = None
        if digest != state.digest or state.entries is None:
            feed = await self._room.read(url, partial(_feed, stored, source, is_list=state.url == section.list))
        return Delivery(stored, digest, not is_kept, feed, moved_to)

    async def _ask(self, agent: str, url: str, kept: Stored | None, *, typed: bool = False) -> Reply:
        """What is at an address; 304 stands for the kept copy."""
        if kept is None:
            return await self._fetcher.get(url, user_agent=agent, typed=typed)
        reply = await self._fetcher.get(url, user_agent=agent, etag=kept.etag, last_modified=kept.last_modified)
        # Validators mean something only where they come from: another address now answers, so its copy is another.
        if reply.status == 304 and reply.url != kept.url:
            return await self._fetcher.get(url, user_agent=agent)
        return reply

    async def _take_in(self, source: Source, section: Section, state: FeedState, delivery: Delivery) -> Refreshed:
        """Store what is new, and what this try says of the section."""
        now = self._clock()
        headlines = [] if delivery.feed is None else headlines_of(source, section, delivery.feed.items)
        new: list[str] = []
        if headlines or self._librarian.writable:
            new = await self._ledger.enter(Print(headlines, now, partial(_answered, state, delivery, now)))
        if delivery.fresh:
            await self._librarian.ask_cache(Cache.put, delivery.moved_to or state.url, delivery.stored)
        return Refreshed(source.id, section.id, new=len(new), unchanged=not delivery.fresh)

    async def patiently(self, url: str, work: Callable[[], Awaitable[T]], *, by_reader: bool = False) -> T:
        """Do what asks `url`, unless it failed lately; then Postponed is raised. A failure of its own is noted."""
        state = await self._state(url)
        if not (by_reader and state.fault == TimedOut.__name__):
            _respect(state, self._clock())
        try:
            return await work()
        except AllowanceUsed:
            raise
        except (FetchError, ParseError) as error:
            await self._note(_failed(state, error, self._clock()))
            raise

    async def _state(self, url: str) -> FeedState:
        return await self._librarian.ask(Store.feed_state, url) or FeedState(url)

    async def _note(self, state: FeedState) -> None:
        if self._librarian.writable:
            await self._librarian.ask(Store.put_feed_state, state)

    async def _watched(self, source: Source | None, url: str, page: Awaitable[Article]) -> Article:
        """The page; that it is no article is noted for the paper's health. Of one that is, its storing takes note."""
        try:
            return await page
        except ParseError:
            await self._note_body(source, url, "none")
            raise

    async def _note_body(self, source: Source | None, url: str, body: Body) -> None:
        if source is not None and self._librarian.writable:
            await self._librarian.ask(Store.put_page, source.id, url, body)


def _respect(state: FeedState, now: datetime) -> None:
    """Raise Postponed while the server's or our own waiting time has not passed."""
    if state.wait_until is not None and state.wait_until > now:
        raise Postponed(state.url, state.wait_until)


def _answered(state: FeedState, delivery: Delivery, now: datetime, new: int) -> FeedState:
    """The state after an answer of which `new` headlines were new."""
    if delivery.feed is not None:
        state = after_feed(state, delivery.feed, new, now)
    facts = replace(state, digest=delivery.digest, moved_to=delivery.moved_to, fault="", status=0, detail="")
    return replace(facts, checked=now, succeeded=now, failures=0, wait_until=None)


def _failed(state: FeedState, error: NewsError, now: datetime) -> FeedState:
    """The state after one more failure. A machine without network says nothing about a paper, so it does not count."""
    asked_to_wait = error.wait_until if isinstance(error, Refused) else None
    if isinstance(error, Offline):
        return replace(state, checked=now)
    failures = state.failures + 1
    wait_until = asked_to_wait or backoff(failures, now)
    return replace(after_fault(state, error, now), failures=failures, wait_until=wait_until)


def _stored(reply: Reply, now: datetime) -> Stored:
    return Stored(
        body=reply.body,
        content_type=reply.content_type,
        etag=reply.etag,
        last_modified=reply.last_modified,
        fetched=now,
        url=reply.url,
    )


def _costs_all_of_it(kept: Stored, now: datetime) -> bool:
    """Whether asking again would bring everything again: nothing of the kept copy can be named, and it is not old."""
    return not (kept.etag or kept.last_modified) and now - kept.fetched < SPARED


def _feed(stored: Stored, source: Source, *, is_list: bool) -> Feed:
    """The entries of a section, from its feed or from its list page; raises NotAFeed."""
    if is_list:
        from tuireader.parsing.listing import parse_listing

        return parse_listing(stored.body, stored.url, source, stored.content_type, stored.fetched)
    from tuireader.parsing.feed import parse_feed

    return parse_feed(stored.body, stored.url, stored.content_type)


def _article(stored: Stored, source: Source | None, url: str, title: str) -> Article:
    """The article of a page that was asked for at `url`; raises NoArticle, and OtherArticle for another one."""
    from tuireader.parsing.article import parse_article
    from tuireader.parsing.identity import same_article

    article = parse_article(stored.body, stored.url, source, stored.content_type)
    if title and not same_article(article, title, url):
        raise OtherArticle(url, f"«{article.title}»")
    return article


def _joined(first: Article, others: list[Article]) -> Article:
    from tuireader.parsing.paging import join_pages

    return join_pages(first, others)
