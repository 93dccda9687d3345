"""The desk for what is on air: fetches programme guides, makes one of them, and keeps each day in the cache.

vtv.vn's cache is uneven: an answer may miss some channels that the next one has. So the page of a day is asked for a
few times with a pause, as long as chosen channels are missing, and what the answers have is put together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tuireader.cache import Cache, Stored
from tuireader.errors import FetchError, NewsError, ParseError
from tuireader.fetch import Fetcher
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.reading import ReadingRoom
from tuireader.schedule import Channel, Guide, added, channel_key, chosen, day_bounds, fullest, on_day, united

RETRIES = 3
"""How often vtv.vn's page is asked for again while channels are missing."""
PAUSE = 2.0
"""Seconds between two of these."""
AGAIN = timedelta(minutes=30)
"""After this long a day that misses something may be asked for again."""
FILE_FRESH = timedelta(hours=6)
"""So long an XMLTV file is not asked for again; such files are made anew once or twice a day."""
FILE_MAX = 32 * 2**20
"""Bytes of an XMLTV file, as large as the parser takes."""
DEADLINE = 30.0
"""Seconds for reading one guide; 30 MB take some eight."""
DAYS_MAX = 8
"""Days that stay in memory."""
LIVE = "https://vtv.vn/truyen-hinh-truc-tuyen/{}.htm"
LIVE_OF_ALL = "https://vtv.vn/truc-tuyen.htm"


class Edition(Struct, frozen=True):
    """What is known of one day, ids as `channel_key`s, and when it was last asked for."""

    guide: Guide
    checked: datetime


class ProgrammeDesk:
    """What is on air, by the day of Vietnam's calendar. Raises only the errors of `tuireader.errors`."""

    def __init__(self, fetcher: Fetcher, librarian: Librarian, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._librarian = librarian
        self._clock = clock
        self._room = ReadingRoom(DEADLINE)
        self._editions: dict[date, Edition] = {}
        self._tried: dict[date, datetime] = {}
        self._turn = asyncio.Lock()
        self._pause = PAUSE
        self._files: tuple[str, ...] = ()
        self._addresses: dict[str, str] = {}
        self.channels: tuple[str, ...] = ()
        """Names of the channels that the reader chose, in this order; without any nothing is ever fetched."""

    def follow(
        self,
        channels: Iterable[str],
        files: Iterable[str] = (),
        addresses: dict[str, str] | None = None,
        *,
        pause: float = PAUSE,
    ) -> None:
        """Tell of these channels, by vtv.vn and by the XMLTV files at these addresses, which the reader named.

        `addresses` are where single channels can be watched, by name; `pause` is in seconds.
        """
        self.channels, self._files, self._pause = tuple(channels), tuple(files), pause
        self._addresses = {channel_key(name): address for name, address in (addresses or {}).items()}
        for address in self._files:
            self._fetcher.trust(address)

    def close(self) -> None:
        """Read nothing more."""
        self._room.close()

    def watch(self, channel: Channel) -> str:
        """Where the channel can be watched: as the reader set it, else its live page; empty where that is not known."""
        key = channel_key(channel.name)
        if key in self._addresses or not key.startswith("vtv"):
            return self._addresses.get(key, "")
        return LIVE.format(key) if key.removeprefix("vtv").isdigit() else LIVE_OF_ALL

    async def day(self, day: date) -> Guide:
        """What is kept of a day and of the night into it, without asking anybody; empty where nothing is."""
        today, before = await self._edition(day), await self._edition(day - timedelta(days=1))
        guides = [edition.guide for edition in (today, before) if edition is not None]
        return on_day(added(guides[0], guides[-1]), day) if guides else Guide()

    async def refresh(self, day: date, *, by_reader: bool = False) -> Guide:
        """The day, fetched where it is not kept or misses a chosen channel; a reader's own wish always asks.

        Raises FetchError and ParseError where nobody had anything and nothing is kept.
        """
        async with self._turn:
            if self.channels and (by_reader or await self._is_due(day)):
                await self._fetch(day, by_reader=by_reader)
            return await self.day(day)

    async def _is_due(self, day: date) -> bool:
        edition, now = await self._edition(day), self._clock()
        if (tried := self._tried.get(day)) is not None and now - tried < AGAIN:
            return False
        if edition is None:
            return True
        begin, _ = day_bounds(day)
        return edition.checked < begin <= now or (now - edition.checked >= AGAIN and bool(self._missing(edition.guide)))

    def _missing(self, guide: Guide) -> set[str]:
        """Keys of the chosen channels of which nothing is known."""
        return {channel_key(name) for name in self.channels} - {one.channel for one in guide.programmes}

    async def _fetch(self, day: date, *, by_reader: bool) -> None:
        """Ask everybody for the day, and keep what they have."""
        now = self._clock()
        fresh: list[Guide] = []
        errors: list[NewsError] = []
        asked = [partial(self._file, url, day, by_reader=by_reader) for url in self._files]
        if any(channel_key(name).startswith("vtv") for name in self.channels):
            asked.insert(0, partial(self._vtv, day))
        for ask in asked:
            try:
                fresh.append(await ask())
            except (FetchError, ParseError) as error:
                errors.append(error)
        self._tried[day] = now  # only here: an asking that the reader broke off was none
        kept = await self._edition(day)
        if fresh:
            known = [*fresh, kept.guide] if kept is not None else fresh
            await self._keep(day, Edition(on_day(united(known), day), now))
        elif errors and kept is None:
            raise errors[0]

    async def _vtv(self, day: date) -> Guide:
        """What vtv.vn's page of the day lists, from as many answers as it takes."""
        url, answers = vtv_address(day), list[Guide]()
        for attempt in range(1 if self._fetcher.meter.saving else 1 + RETRIES):
            if attempt:
                await asyncio.sleep(self._pause)
            try:
                reply = await self._fetcher.get(url)
                answers.append(await self._room.read(url, partial(_vtv_day, reply.body, day, url)))
            except (FetchError, ParseError):
                if not answers:
                    raise
                break
            whole = fullest(answers)
            listed = {channel.id for channel in chosen(whole, self.channels)}
            if not listed & self._missing(whole):
                break
        return fullest(answers)

    async def _file(self, url: str, day: date, *, by_reader: bool) -> Guide:
        """What the XMLTV file at the address says of the day; the kept copy, where no newer one can be had."""
        kept = await self._librarian.ask_cache(Cache.get, url)
        if kept is not None and not by_reader and self._clock() - kept.fetched < FILE_FRESH:
            return await self._room.read(url, partial(_xmltv_day, kept.body, day, url))
        try:
            stored = await self._newest(url, kept)
        except FetchError:
            if kept is None:
                raise
            stored = kept
        guide = await self._room.read(url, partial(_xmltv_day, stored.body, day, url))
        if stored is not kept:
            await self._librarian.ask_cache(Cache.put, url, stored)
        return guide

    async def _newest(self, url: str, kept: Stored | None) -> Stored:
        etag, modified = (kept.etag, kept.last_modified) if kept is not None else ("", "")
        reply = await self._fetcher.get(url, etag=etag, last_modified=modified, max_bytes=FILE_MAX)
        if reply.status == 304 and kept is not None:
            return replace(kept, fetched=self._clock())
        return Stored(reply.body, reply.content_type, reply.etag, reply.last_modified, self._clock(), reply.url)

    async def _edition(self, day: date) -> Edition | None:
        if day not in self._editions and (found := await self._librarian.ask_cache(_kept, day)) is not None:
            self._remember(day, found)
        return self._editions.get(day)

    async def _keep(self, day: date, edition: Edition) -> None:
        self._remember(day, edition)
        await self._librarian.ask_cache(_put, day, edition)

    def _remember(self, day: date, edition: Edition) -> None:
        self._editions.pop(day, None)
        self._editions[day] = edition
        while len(self._editions) > DAYS_MAX:
            del self._editions[next(iter(self._editions))]


def vtv_address(day: date) -> str:
    """vtv.vn's programme page of a day."""
    return f"https://vtv.vn/lich-phat-song-ngay-{day.day}-thang-{day.month}-nam-{day.year}.htm"


def _vtv_day(page: bytes, day: date, url: str) -> Guide:
    from tuireader.parsing.guide import parse_vtv_day

    return parse_vtv_day(page, day, url)


def _xmltv_day(data: bytes, day: date, url: str) -> Guide:
    """The day of an XMLTV file, which may tell of two weeks."""
    from tuireader.parsing.guide import parse_xmltv

    return united([on_day(parse_xmltv(data, url), day)])


def _key(day: date) -> str:
    """Where a day lies in the cache, among the responses by address."""
    return f"tuireader:programmes/{day.isoformat()}"


def _kept(cache: Cache, day: date) -> Edition | None:
    if (stored := cache.get(_key(day))) is None:
        return None
    try:
        return msgspec.msgpack.decode(stored.body, type=Edition)
    except msgspec.DecodeError:
        return None


def _put(cache: Cache, day: date, edition: Edition) -> None:
    body = msgspec.msgpack.encode(edition)
    cache.put(_key(day), Stored(body, "application/msgpack", "", "", edition.checked, _key(day)))
