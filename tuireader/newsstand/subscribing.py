"""From an address that a reader typed to a paper: its feed, the feeds of its site, or else its page as a list.

Nothing is written. Every feed is fetched and read before it is offered, likely paths are asked one at a time, and only
the typed address itself may lie in the reader's own network.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tuireader.errors import (
    BadAddress,
    BadReply,
    FetchError,
    GivenUp,
    NotAFeed,
    NothingToFollow,
    Offline,
    Refused,
    TimedOut,
)
from tuireader.fetch import Fetcher, Reply
from tuireader.fetch.addresses import Forbidden, check_public, origin
from tuireader.language import tr
from tuireader.model import Feed, Section, Source
from tuireader.newsstand.outcomes import Found, How
from tuireader.newsstand.reading import ReadingRoom
from tuireader.parsing.address import canonical_url, host_of, named_address, same_page_key
from tuireader.sources import SHIPPED, source_of
from tuireader.sources.naming import section_id
from tuireader.sources.own import own_paper
from tuireader.sources.subscriptions import LATEST
from tuireader.text import clean_line

if TYPE_CHECKING:
    from tuireader.parsing.discovery import FeedLink

SECTIONS_MAX = 30
"""Feeds of a site that are looked at."""
FOLLOWED = 8
"""Of them those that are followed from the start."""
CARDS_MIN = 3
"""Links to articles that make a page a list."""
PAGES_MAX = 2
"""Pages that list feeds, looked at besides the typed one."""
LATEST_SHOWN = 3
"""Entries that are shown of what was found."""
NAME_MAX = 80
"""Code points of a paper's name."""
PATIENCE = 60.0
"""Seconds for all feeds of a site together; those that came by then are taken."""
PLAIN_AGENT = "Mozilla/5.0"
"""What some papers let through that refuse a whole browser's name (VOV does)."""
FRONT = tr("Trang chủ")

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_BARE = re.compile(
    r"(?:[^\s/?#@]+@)?(?:\[[0-9a-fA-F:.]+\]|[^\s/?#:@\[\]]*[^\W_][^\s/?#:@\[\]]*)(?::\d{1,5})?(?:[/?#]|\Z)"
)


class _Read(Struct, frozen=True):
    """A feed that has been read."""

    url: str
    title: str
    """What the page that named it calls it."""
    feed: Feed


def typed_addresses(text: str) -> tuple[str, ...]:
    """The addresses that a typed one means, the likelier first: https before http where no scheme was typed.

    Raises BadAddress for what can be none.
    """
    text = re.sub(r"\Afeed:(?://(?!/)|(?=https?://))", "", text.strip(), flags=re.IGNORECASE)
    text = text.removeprefix("//")
    if _SCHEME.match(text):
        candidates = [named_address(text)]
        host = re.sub(r"\A[^/]*//", "", text)
    else:
        # Credentials go over no line that anybody can read, unless the reader says so by the scheme.
        schemes = ("https",) if "@" in text.partition("/")[0] else ("https", "http")
        candidates = [named_address(f"{scheme}://{text}") for scheme in schemes]
        host = text
    if not all(candidates) or not _BARE.match(host):
        raise BadAddress(text, "no address of the web")
    return tuple(candidates)


async def find(fetcher: Fetcher, url: str, papers: Sequence[Source]) -> Found:
    """What is at the address, which may be typed without a scheme; the id of a paper finds that paper.

    Raises BadAddress for no address, the FetchError of the address itself, and NothingToFollow where neither a feed nor
    a list of articles was found.
    """
    by_id = {paper.id: paper for paper in papers}
    if (known := by_id.get(url.strip())) is not None:
        return Found(known, "known")
    addresses = typed_addresses(url)
    room = ReadingRoom()
    try:
        search = _Search(fetcher, papers, room)
        return search.known(addresses[0]) or await search.look(await search.first_answer(addresses))
    finally:
        room.close()


class _Search:
    """One search, from the first answer on."""

    def __init__(self, fetcher: Fetcher, papers: Sequence[Source], room: ReadingRoom) -> None:
        self._fetcher = fetcher
        self._papers = tuple(papers)
        self._room = room
        self._taken = {*SHIPPED, *(paper.id for paper in papers)}
        self._sections = {
            same_page_key(section.feed or section.list): Found(paper, "known", section.id)
            for paper in reversed(papers)
            for section in paper.sections
        }
        self._homes = {same_page_key(paper.home): Found(paper, "known") for paper in reversed(papers)}
        self._agent = ""

    def known(self, url: str) -> Found | None:
        """The paper whose feed, list or front page the address is."""
        key = same_page_key(url)
        return self._homes.get(key) or self._sections.get(key)

    async def first_answer(self, addresses: Sequence[str]) -> Reply:
        """The answer of the first address at which anybody is."""
        owner = source_of(addresses[0], self._papers)
        self._agent = owner.user_agent if owner else ""
        for address in addresses[:-1]:
            try:
                return await self._typed(address)
            except (Offline, TimedOut, BadReply):
                continue
        return await self._typed(addresses[-1])

    async def look(self, reply: Reply) -> Found:
        """What the address that answered leads to."""
        if (known := self.known(reply.url)) is not None:
            return known
        if (feed := await self._feed(reply)) is not None:
            return await self._single(_Read(reply.url, "", feed))
        links = await self._links(reply)
        if (known := self._known_among(links, reply.url)) is not None:
            return known
        if read := await self._feeds(links):
            return await self._several(reply, read, "links")
        return await self._unlinked(reply)

    async def _unlinked(self, reply: Reply) -> Found:
        """A page that names no feed: those where sites usually have one, else its list."""
        from tuireader.parsing.discovery import likely_feeds

        for address in likely_feeds(reply.url):
            try:
                answer = await self._fetcher.get(address, user_agent=self._agent)
            except (Offline, TimedOut):
                break
            except FetchError as error:
                if isinstance(error, Refused) and error.status in (429, 503):
                    break
                continue
            if (feed := await self._feed(answer)) is not None and feed.items:
                found = self.known(answer.url)
                return found or await self._several(reply, [_Read(answer.url, "", feed)], "paths")
            if read := await self._feeds(await self._links(answer)):
                return await self._several(reply, read, "paths")
        return await self._list(reply)

    async def _typed(self, address: str) -> Reply:
        """Ask for the address that was typed, and once more under a plainer name where a browser's is refused."""
        try:
            return await self._fetcher.get(address, user_agent=self._agent, typed=True)
        except Refused as refusal:
            if refusal.status not in (403, 406) or self._agent:
                raise
            reply = await self._fetcher.get(address, user_agent=PLAIN_AGENT, typed=True)
            self._agent = PLAIN_AGENT
            return reply

    async def _feed(self, reply: Reply) -> Feed | None:
        """The feed in an answer."""
        from tuireader.parsing.discovery import looks_like_feed
        from tuireader.parsing.feed import parse_feed

        if not looks_like_feed(reply.body, reply.content_type):
            return None
        try:
            return await self._room.read(reply.url, partial(parse_feed, reply.body, reply.url, reply.content_type))
        except (NotAFeed, GivenUp):
            return None

    async def _links(self, reply: Reply) -> list[FeedLink]:
        """The feeds that a page names and the pages that list more, without comments, and none of other papers'."""
        from tuireader.parsing.discovery import feed_links, is_of_comments

        try:
            found = await self._room.read(reply.url, partial(feed_links, reply.body, reply.url, reply.content_type))
        except GivenUp:
            return []
        owner = source_of(reply.url, self._papers)
        return [
            link for link in found if not is_of_comments(link) and source_of(link.url, self._papers) in (owner, None)
        ]

    def _known_among(self, links: Sequence[FeedLink], page: str) -> Found | None:
        """The paper of the page, where one of its feeds is on the stand; the section only where it is the only feed."""
        known = [found for link in links if (found := self._sections.get(same_page_key(link.url))) is not None]
        if not known:
            return None
        return known[0] if len(links) == 1 and urlsplit(page).path != "/" else replace(known[0], section="")

    async def _feeds(self, links: Sequence[FeedLink]) -> list[_Read]:
        """The feeds behind the links, and those on the pages that list some, each once; the empty ones only if all are.

        No more than `SECTIONS_MAX` and what comes within `PATIENCE`.
        """
        replies = await self._ask([link.url for link in links if link.kind == "page"][:PAGES_MAX])
        named = [link for link in links if link.kind != "page" or link.url in replies]
        for link in [link for link in named if link.kind == "page"]:
            if await self._feed(replies[link.url]) is None:
                named.remove(link)
                named += [one for one in await self._links(replies.pop(link.url)) if one.kind != "page"]
        titles: dict[str, str] = {}
        for link in named:
            titles[link.url] = titles.get(link.url, "") or link.title
        wanted = list(titles)[:SECTIONS_MAX]
        replies |= await self._ask([url for url in wanted if url not in replies])
        read = [
            _Read(reply.url, titles[url], feed)
            for url in wanted
            if (reply := replies.get(url)) is not None and (feed := await self._feed(reply)) is not None
        ]
        return _distinct([one for one in read if one.feed.items] or read)

    async def _ask(self, addresses: Sequence[str]) -> dict[str, Reply]:
        """The answers of those that answered, in the order asked."""
        tasks = {url: asyncio.create_task(self._fetcher.get(url, user_agent=self._agent)) for url in addresses}
        if not tasks:
            return {}
        try:
            await asyncio.wait(tasks.values(), timeout=PATIENCE)
        finally:
            for task in tasks.values():
                task.cancel()
            ends = await asyncio.gather(*tasks.values(), return_exceptions=True)
        replies: dict[str, Reply] = {}
        for url, end in zip(tasks, ends, strict=True):
            match end:
                case Reply():
                    replies[url] = end
                case FetchError() | asyncio.CancelledError():
                    pass
                case _:
                    raise end
        return replies

    async def _single(self, read: _Read) -> Found:
        """The address is a feed: a paper with this one section."""
        from tuireader.parsing.site import feed_names

        home = _home_of(read)
        site, section = feed_names(read.feed.title, home)
        name = site or clean_line(read.feed.title, NAME_MAX) or host_of(home)
        section = section or LATEST
        return self._found(name, home, (Section(section_id(section, ()), section, read.url),), "feed", read.feed)

    async def _several(self, page: Reply, read: Sequence[_Read], how: How) -> Found:
        """A page with feeds: a paper with these sections."""
        from tuireader.parsing.site import section_name

        site = await self._site_name(page) or (read[0].feed.title if len(read) == 1 else "") or host_of(page.url)
        sections: dict[str, Section] = {}
        for one in read:
            name = section_name(one.title, site, page.url) or section_name(one.feed.title, site, page.url) or LATEST
            key = section_id(name, sections)
            sections[key] = Section(key, name, one.url, follow=len(sections) < FOLLOWED)
        return self._found(site, _front(page.url), tuple(sections.values()), how, read[0].feed)

    async def _list(self, page: Reply) -> Found:
        """A site without a feed: its page is read as a list."""
        from tuireader.parsing.listing import parse_listing
        from tuireader.parsing.site import page_name

        owner = source_of(page.url, self._papers)
        try:
            work = partial(parse_listing, page.body, page.url, owner, page.content_type)
            feed = await self._room.read(page.url, work)
        except (NotAFeed, GivenUp) as error:
            raise NothingToFollow(page.url, error.detail) from error
        if len(feed.items) < CARDS_MIN:
            raise NothingToFollow(page.url, f"{len(feed.items)} links to articles")
        site = await self._site_name(page) or host_of(page.url)
        work_name = partial(page_name, page.body, page.url, site, page.content_type)
        name = FRONT if urlsplit(page.url).path in ("", "/") else await self._room.read(page.url, work_name) or LATEST
        return self._found(site, _front(page.url), (Section(section_id(name, ()), name, list=page.url),), "list", feed)

    async def _site_name(self, page: Reply) -> str:
        from tuireader.parsing.site import site_name

        try:
            return await self._room.read(page.url, partial(site_name, page.body, page.url, page.content_type))
        except GivenUp:
            return ""

    def _found(self, name: str, home: str, sections: tuple[Section, ...], how: How, feed: Feed) -> Found:
        paper = own_paper(name, home, sections, source_of(home, self._papers), self._taken)
        agent = paper.user_agent or self._agent
        return Found(replace(paper, user_agent=agent), how, latest=feed.items[:LATEST_SHOWN])


def _distinct(read: Sequence[_Read]) -> list[_Read]:
    """Each feed once, be it offered as RSS and Atom; empty ones are alike only at one address."""
    known: dict[tuple[str, ...], _Read] = {}
    for one in read:
        entries = tuple(sorted({entry.url for entry in one.feed.items}))
        known.setdefault(entries or (one.url,), one)
    return list(known.values())


def _home_of(read: _Read) -> str:
    """The front page of the site of most entries; of the feed itself where they lead to many sites or inwards."""
    fronts = Counter(_front(entry.url) for entry in read.feed.items if entry.url)
    if fronts:
        front, times = fronts.most_common(1)[0]
        if 2 * times > sum(fronts.values()) and _is_public(front):
            return front
    return _front(read.url)


def _is_public(url: str) -> bool:
    """Whether an address that a feed names may be taken for a site's: all of a paper's addresses are trusted later."""
    place = origin(url)
    if place is None:
        return False
    try:
        check_public(*place)
    except Forbidden:
        return False
    return True


def _front(url: str) -> str:
    parts = urlsplit(canonical_url(url))
    return f"{parts.scheme}://{parts.netloc}/"
