"""From an address to the library: ask a paper politely, read what it printed, keep it.

What goes wrong with one section or article is returned in its outcome: one paper that fails never stops another. That
the library cannot take what arrives is no fault of a paper, and is raised.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from tuireader import sources
from tuireader.cache import Cache, Stored
from tuireader.errors import FetchError, NewsError, Offline, ParseError, Postponed, Refused
from tuireader.fetch import Fetcher, Reply, backoff
from tuireader.model import Article, Feed, FeedItem, FeedState, Headline, Section, Source
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.outcomes import Carried, Refreshed
from tuireader.store import Store


class Pressroom:
    """Fetches sections and articles for the library of one `Librarian`."""

    def __init__(self, fetcher: Fetcher, librarian: Librarian, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._librarian = librarian
        self._clock = clock

    async def section(self, source: Source, section: Section, *, by_reader: bool) -> Refreshed:
        """Ask one section for its headlines and store them. A reader's own wish overrules our backoff."""
        url = section.feed or section.list
        state = await self._librarian.ask(Store.feed_state, url) or FeedState(url)
        try:
            if not by_reader:
                _respect(state, self._clock())
            return await self._deliver(source, section, state)
        except Postponed as postponed:
            return Refreshed(source.id, section.id, error=postponed)
        except (FetchError, ParseError) as error:
            await self._note(_failed(state, error, self._clock()))
            return Refreshed(source.id, section.id, error=error)

    async def carry(self, source: Source, headline: Headline) -> Carried:
        """Bring home the full text of one article, unless its page has failed lately."""
        state = await self._librarian.ask(Store.feed_state, headline.url) or FeedState(headline.url)
        try:
            _respect(state, self._clock())
            article = await self.page(source, headline.url)
            await self._librarian.ask(Store.put_article, headline.id, article, self._clock())
        except Postponed as postponed:
            return Carried(headline, postponed)
        except (FetchError, ParseError) as error:
            await self._note(_failed(state, error, self._clock()))
            return Carried(headline, error)
        return Carried(headline)

    async def page(self, source: Source | None, url: str, *, typed: bool = False) -> Article:
        """The article at an address, from the cache or the network, not stored; raises FetchError and NoArticle."""
        from tuireader.parsing.article import parse_article

        if kept := await self._librarian.ask_cache(Cache.get, url):
            return parse_article(kept.body, kept.url, source, kept.content_type)
        agent = source.user_agent if source else ""
        stored = _stored(await self._fetcher.get(url, user_agent=agent, typed=typed), self._clock())
        article = parse_article(stored.body, stored.url, source, stored.content_type)
        # A page without an article is not kept: it would stand for the whole one that the paper prints later.
        await self._librarian.ask_cache(Cache.put, url, stored)
        return article

    async def _deliver(self, source: Source, section: Section, state: FeedState) -> Refreshed:
        now = self._clock()
        stored, fresh = await self._newest(source, state.url)
        digest = hashlib.blake2b(stored.body, digest_size=16).hexdigest()
        new: list[str] = []
        if digest != state.digest:
            feed = _read(stored, source, section)
            headlines = [_headline(source, section, item) for item in feed.items if item.url]
            new = await self._librarian.ask(Store.add, headlines, now)
        await self._note(FeedState(state.url, checked=now, succeeded=now, digest=digest))
        if fresh:
            await self._librarian.ask_cache(Cache.put, state.url, stored)
        return Refreshed(source.id, section.id, new=len(new), unchanged=not fresh)

    async def _newest(self, source: Source, url: str) -> tuple[Stored, bool]:
        """The newest body of a feed, and whether it had to be sent; the kept copy is what a 304 stands for."""
        kept = await self._librarian.ask_cache(Cache.get, url)
        reply = await self._fetcher.get(
            url,
            user_agent=source.user_agent,
            etag=kept.etag if kept else "",
            last_modified=kept.last_modified if kept else "",
        )
        if reply.status == 304 and kept is not None:
            return kept, False
        return _stored(reply, self._clock()), True

    async def _note(self, state: FeedState) -> None:
        if self._librarian.writable:
            await self._librarian.ask(Store.put_feed_state, state)


def _respect(state: FeedState, now: datetime) -> None:
    """Raise Postponed while the server's or our own waiting time has not passed."""
    if state.wait_until is not None and state.wait_until > now:
        raise Postponed(state.url, state.wait_until)


def _failed(state: FeedState, error: NewsError, now: datetime) -> FeedState:
    """The state after one more failure. A machine without network says nothing about a paper, so it does not count."""
    asked_to_wait = error.wait_until if isinstance(error, Refused) else None
    if isinstance(error, Offline):
        return replace(state, checked=now)
    failures = state.failures + 1
    return replace(state, checked=now, failures=failures, wait_until=asked_to_wait or backoff(failures, now))


def _stored(reply: Reply, now: datetime) -> Stored:
    return Stored(
        body=reply.body,
        content_type=reply.content_type,
        etag=reply.etag,
        last_modified=reply.last_modified,
        fetched=now,
        url=reply.url,
    )


def _read(stored: Stored, source: Source, section: Section) -> Feed:
    """The entries of a section, from its feed or from its list page; raises NotAFeed."""
    if section.feed:
        from tuireader.parsing.feed import parse_feed

        return parse_feed(stored.body, stored.url, stored.content_type)
    from tuireader.parsing.listing import parse_listing

    return parse_listing(stored.body, stored.url, source, stored.content_type)


def _headline(source: Source, section: Section, entry: FeedItem) -> Headline:
    return Headline(
        id=sources.article_id(source, entry.url, entry.guid),
        source=source.id,
        section=section.id,
        title=entry.title,
        url=entry.url,
        published=entry.published,
        summary=entry.summary,
        image=entry.image,
    )
