"""The desk for pictures: fetches each once, keeps it beside the articles, and decodes it where nobody waits for it.

Nothing is fetched by itself while `on` is False. Pillow is loaded with the first picture that is wanted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tuireader.cache import Cache, Stored
from tuireader.errors import NewsError
from tuireader.fetch import Fetcher
from tuireader.model import Article, Block, Box, Figure, Headline, Source
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.outcomes import Carried, Illustrated
from tuireader.newsstand.pressroom import Pressroom
from tuireader.newsstand.reading import ReadingRoom
from tuireader.store import Store

if TYPE_CHECKING:
    from tuireader.parsing.raster import Pixels as Pixels  # noqa: PLC0414 - the screen has it from here

DEADLINE = 1.0
"""Seconds for decoding one picture; a photograph of 12 megapixels takes a tenth."""
BYTES_MAX = 8 * 2**20
AT_HAND_MAX = 16 * 2**20
"""Bytes of pictures that stay in memory, for the next size in which they are wanted."""
OF_AN_ARTICLE = 40
"""Pictures of one article that are carried home with it."""


def wanted(images: str, environment: Mapping[str, str]) -> bool:
    """Whether pictures are shown by themselves: as the configuration says, with `auto` unless one reads over ssh."""
    if images == "auto":
        return not (environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
    return images == "on"


class PictureDesk:
    """Pictures by address. Raises only the errors of `tuireader.errors`."""

    def __init__(
        self,
        fetcher: Fetcher,
        librarian: Librarian,
        pressroom: Pressroom,
        clock: Callable[[], datetime],
        room: ReadingRoom | None = None,
    ) -> None:
        self.on = False
        """Whether a refresh carries pictures home with the articles."""
        self._fetcher = fetcher
        self._librarian = librarian
        self._pressroom = pressroom
        self._clock = clock
        self._room = room or ReadingRoom(DEADLINE)
        self._waiting: dict[str, tuple[Source, Headline]] = {}
        self._at_hand: dict[str, bytes] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._loaded = False

    @property
    def is_able(self) -> bool:
        """Whether the extra `images` is installed; looking loads nothing."""
        from tuireader.parsing import raster

        return raster.is_installed()

    def close(self) -> None:
        """Decode nothing more."""
        self._room.close()

    async def show(
        self, url: str, width: int, height: int, *, colours: int = 0, source: Source | None = None, asked: bool = False
    ) -> Pixels:
        """The picture as large as fits into so many pixels: kept, else fetched, and then kept.

        One that failed lately is asked for again only if the reader `asked`. Raises FetchError, NotAPicture,
        HugePicture and GivenUp.
        """
        from tuireader.parsing import raster

        data = await self._bytes(url, source, asked=asked)
        return await self._room.read(url, partial(raster.decode, data, url, width, height, colours))

    async def carry(self, source: Source, headline: Headline) -> Carried:
        """Bring home the full text of one article; while pictures are on, those are brought when all texts are here."""
        carried = await self._pressroom.carry(source, headline)
        if self.on and self.is_able:
            self._waiting[headline.id] = (source, headline)
        return carried

    async def keep(self, url: str, source: Source | None = None) -> bool:
        """Have a picture here, whether it is shown or not; whether it had to be fetched. Raises what `show` does."""
        if await self._kept(url, whole=False):
            return False
        await self._bytes(url, source, asked=False, whole=False)
        return True

    async def to_bring(self) -> list[Callable[[], Awaitable[Illustrated]]]:
        """What to do for the pictures of the articles that have come home."""
        waiting, self._waiting = self._waiting, {}
        return [partial(self._illustrate, *one) for one in waiting.values()] if self.on else []

    async def _illustrate(self, source: Source, headline: Headline) -> Illustrated:
        article = await self._librarian.ask(Store.article, headline.id)
        faults: list[NewsError] = []
        for url in pictures_of(article)[:OF_AN_ARTICLE] if article is not None else ():
            try:
                await self._bytes(url, source, asked=False, whole=False)
            except NewsError as error:
                faults.append(error)
        return Illustrated(headline, faults[0] if faults else None)

    async def _bytes(self, url: str, source: Source | None, *, asked: bool, whole: bool = True) -> bytes:
        """The picture as it was sent; without `whole` a kept one is left where it is."""
        if not self._loaded:
            from tuireader.parsing import raster

            await asyncio.to_thread(raster.load)
            self._loaded = True
        async with self._turns.setdefault(url, asyncio.Lock()):
            try:
                return await self._kept(url, whole=whole) or await self._new(url, source, asked=asked)
            finally:
                self._turns.pop(url, None)

    async def _kept(self, url: str, *, whole: bool) -> bytes:
        if data := self._at_hand.get(url):
            return data
        stored = await self._librarian.ask_pictures(Cache.get, url)
        if stored is not None and whole:
            self._lay_at_hand(url, stored.body)
        return stored.body if stored is not None else b""

    async def _new(self, url: str, source: Source | None, *, asked: bool) -> bytes:
        fetch = partial(self._fetch, url, source)
        data = await (fetch() if asked else self._pressroom.patiently(url, fetch))
        self._lay_at_hand(url, data)
        return data

    async def _fetch(self, url: str, source: Source | None) -> bytes:
        """What is at the address now, kept if it is a picture."""
        from tuireader.parsing import raster

        agent = source.user_agent if source else ""
        reply = await self._fetcher.get(url, user_agent=agent, max_bytes=BYTES_MAX)
        await self._room.read(url, partial(raster.check, reply.body, url))
        stored = Stored(reply.body, reply.content_type, reply.etag, reply.last_modified, self._clock(), reply.url)
        await self._librarian.ask_pictures(Cache.put, url, stored)
        return reply.body

    def _lay_at_hand(self, url: str, data: bytes) -> None:
        self._at_hand.pop(url, None)
        self._at_hand[url] = data
        while len(self._at_hand) > 1 and sum(map(len, self._at_hand.values())) > AT_HAND_MAX:
            del self._at_hand[next(iter(self._at_hand))]


def pictures_of(article: Article) -> list[str]:
    """The addresses of an article's pictures, each once, in their order."""
    return list(dict.fromkeys(url for figure in figures_of(article.blocks) for url in addresses(figure)))


def figures_of(blocks: Iterable[Block]) -> Iterator[Figure]:
    """The figures among blocks and in the boxes among them."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Box):
            yield from figures_of(block.blocks)


def addresses(figure: Figure) -> tuple[str, ...]:
    """Where the pictures of a figure are."""
    return figure.srcs or ((figure.src,) if figure.src else ())
