"""The only HTTP of the program: politeness, validators, limits and the guard on addresses; raises only FetchError.

httpx is loaded with the first request, in a thread of its own, and never by importing this package. The parts:
`addresses` (where we may be sent), `allowance` (what came, and what may come), `body` (decoding within a limit), `dial`
(look up, check, connect, proxies), `metered` (connections that count), `wire` (one request) and `waiting` (Retry-After
and backoff).
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from tuireader.errors import BadReply, Refused
from tuireader.fetch.addresses import Forbidden, Origin, check_public, is_loopback, origin
from tuireader.fetch.allowance import Account, Allowance, Meter
from tuireader.fetch.waiting import backoff, retry_after
from tuireader.text import clean_line

if TYPE_CHECKING:
    import httpx

    from tuireader.fetch.dial import Connections
    from tuireader.fetch.wire import Answer

__all__ = ["Allowance", "Fetcher", "Meter", "Reply", "backoff", "retry_after"]

MAX_REDIRECTS = 5
AT_ONCE = 20
"""Requests under way at a time, over all hosts."""
AT_HOME = 40
"""Requests at a time to a server on this machine, besides those. One such serves many papers (a bridge that makes feeds
of pages, a mirror), takes nothing of the network, and is nobody's to be polite to."""


class Reply(Struct, frozen=True):
    """What a server sent: status 200 with a body, or 304 for the copy whose validators were sent."""

    url: str
    """The address that answered, after redirects; without credentials."""
    status: int
    body: bytes = b""
    """Decoded; at most `max_bytes` long and never empty with status 200."""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    """The final address when every redirect on the way was permanent (301, 308); empty otherwise."""
    received: int = 0
    """Bytes of the bodies on the wire, before decompression."""


class Fetcher:
    """Asks servers, at most `AT_ONCE` requests at a time and `per_host` to each; owns its connections until `close`."""

    def __init__(
        self,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        deadline: float = 20.0,
        max_bytes: int = 8 * 2**20,
        per_host: int = 2,
    ) -> None:
        """`deadline` in seconds for one `get`, without waiting for a turn; `max_bytes` of a decoded body.

        With a `transport` of the caller's nothing is dialled, so only the spelling of addresses is checked; it stays
        the caller's to close.
        """
        self.meter = Meter()
        """What came so far; its `caps` hold for every request."""
        self._given = transport
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._per_host = per_host
        self._named: list[str] = []
        """What the reader named and has not been looked at: a launch names some hundred, and may ask for none."""
        self._trusted: set[Origin] = set()
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._own: Connections | None = None
        self._printers: dict[str, Callable[[], httpx.AsyncBaseTransport]] = {}
        self._served: dict[str, httpx.AsyncBaseTransport] = {}
        self._passes: dict[str, str] = {}
        self._has_httpx = self._has_certificates = False
        self._loading = asyncio.Lock()

    @property
    def received(self) -> int:
        """Bytes of bodies from the network so far, before decompression."""
        return self.meter.received

    def allowing(self, allowance: Allowance) -> AbstractContextManager[Allowance]:
        """`with fetcher.allowing(Allowance(5_000_000)):` every request of this task, and of the tasks that it starts
        inside, has to fit into the allowance, besides the lasting caps; what does not raises AllowanceUsed.

        Not around a `yield`: the caller of a generator would share the allowance.
        """
        return self.meter.allowing(allowance)

    def trust(self, url: str) -> None:
        """Let everything lead to the host and port of this address, which the reader named, even if it is private."""
        self._named.append(url)

    def _trusts(self, host: str, port: int) -> bool:
        while self._named:
            if (named := origin(self._named.pop())) is not None:
                self._trusted.add(named)
        return (host, port) in self._trusted

    def serve(self, host: str, printer: Callable[[], httpx.AsyncBaseTransport]) -> None:
        """Ask `printer()`, made with the first request and kept, for everything on `host`, and never the network."""
        self._printers[host] = printer

    async def get(
        self,
        url: str,
        *,
        user_agent: str = "",
        etag: str = "",
        last_modified: str = "",
        typed: bool = False,
        max_bytes: int | None = None,
    ) -> Reply:
        """Ask for `url`; with validators the answer may be 304. `typed` says that the reader named the address.

        `max_bytes` of the decoded body, where it may be larger than usual.
        Raises Offline, TimedOut, Refused, Blocked, Untrusted, TooLarge, AllowanceUsed, BadReply and BadAddress.
        """
        await self._load_httpx()
        from tuireader.fetch import wire

        if typed:
            self.trust(url)
        sent = wire.headers(user_agent=user_agent, etag=etag, last_modified=last_modified)
        with wire.translated(url):
            if url.startswith("https:") and self._given is None:
                await self._read_certificates()
            return await self._follow(url, sent, max_bytes or self._max_bytes)

    async def close(self) -> None:
        """Hang up all connections."""
        if self._own is not None:
            await self._own.close()

    async def _load_httpx(self) -> None:
        """Have httpx there, which takes 0.1 s and would stop the screen for as long."""
        async with self._loading:
            if not self._has_httpx:
                await asyncio.to_thread(_load_httpx)
                self._has_httpx = True

    async def _read_certificates(self) -> None:
        """The same for the certificates."""
        async with self._loading:
            if not self._has_certificates:
                await asyncio.to_thread(self._connections().certificates)
                self._has_certificates = True

    async def _follow(self, url: str, sent: dict[str, str], max_bytes: int) -> Reply:
        from tuireader.fetch import wire

        received, patience = 0, self._deadline
        first = hop = wire.address(url)
        permanent = True
        for redirects in range(MAX_REDIRECTS + 1):
            answer, took = await self._ask(hop, sent | _credentials(hop, first), patience, max_bytes)
            received, patience = received + answer.received, patience - took
            if answer.status not in wire.REDIRECTS:
                _check(answer, wire.shown(url), conditional="If-None-Match" in sent or "If-Modified-Since" in sent)
                final = wire.shown(str(hop) if redirects else url)
                return _reply(answer, final, final if redirects and permanent else "", received)
            permanent = permanent and answer.status in (301, 308)
            hop = wire.next_address(hop, answer.location)
        raise Forbidden(f"more than {MAX_REDIRECTS} redirects")

    async def _ask(self, url: httpx.URL, sent: dict[str, str], patience: float, max_bytes: int) -> tuple[Answer, float]:
        """One request in its turn, and the seconds that it took; `patience` is what is left of the deadline."""
        from tuireader.fetch import wire

        host, port = wire.place(url)
        if not self._trusts(host, port):
            check_public(host, port)
            if url.userinfo:
                raise Forbidden("credentials in an address that the reader did not name")
        async with self._turn(host), self._slot(host), self._account(url) as account:
            clock = asyncio.get_running_loop().time
            began = clock()
            async with asyncio.timeout(patience), self._transport(url) as transport:
                answer = await wire.exchange(transport, url, sent, max_bytes, account, passes=self._passes)
            return answer, clock() - began

    def _turn(self, host: str) -> asyncio.Semaphore:
        if (turn := self._turns.get(host)) is None:
            turn = self._turns[host] = asyncio.Semaphore(self._at_a_time(host))
        return turn

    def _slot(self, host: str) -> AbstractAsyncContextManager[None]:
        return nullcontext() if is_loopback(host) else self._slots

    def _at_a_time(self, host: str) -> int:
        return AT_HOME if is_loopback(host) else self._per_host

    def _account(self, url: httpx.URL) -> AbstractAsyncContextManager[Account]:
        """What is printed in-process comes over no network, so it costs nothing."""
        from tuireader.fetch import wire

        shown = wire.shown(str(url))
        return nullcontext(Account(shown)) if url.host in self._printers else self.meter.account(shown)

    def _transport(self, url: httpx.URL) -> AbstractAsyncContextManager[httpx.AsyncBaseTransport]:
        if url.host in self._printers:
            served = self._served.get(url.host) or self._printers[url.host]()
            self._served[url.host] = served
            return nullcontext(served)
        return self._connections().to(url) if self._given is None else nullcontext(self._given)

    def _connections(self) -> Connections:
        from tuireader.fetch.dial import Connections

        if self._own is None:
            self._own = Connections(self._trusts, self._at_a_time, self.meter)
        return self._own


def _load_httpx() -> None:
    import anyio

    from tuireader.fetch import dial, wire  # noqa: F401 - the import is the point

    anyio.run(asyncio.sleep, 0)  # has it load its part for asyncio, which httpcore locks with


def _credentials(hop: httpx.URL, first: httpx.URL) -> dict[str, str]:
    """Basic credentials, and only for the origin that the reader named them with."""
    if not hop.userinfo or (hop.scheme, hop.host, hop.port) != (first.scheme, first.host, first.port):
        return {}
    pair = f"{hop.username}:{hop.password}".encode()
    return {"Authorization": f"Basic {b64encode(pair).decode('ascii')}"}


def _check(answer: Answer, url: str, *, conditional: bool) -> None:
    """Raise what an answer other than a body or «nothing new» means."""
    match answer.status:
        case 200:
            return
        case 304 if conditional:
            return
        case 304:
            raise BadReply(url, "304 although no copy was named")
        case 204 | 205:
            raise BadReply(url, "empty")
        case 429 | 503 as status:
            raise Refused(url, status, retry_after(answer.headers.get("retry-after", ""), datetime.now(UTC)))
        case status:
            raise Refused(url, status)


def _reply(answer: Answer, url: str, moved_to: str, received: int) -> Reply:
    from tuireader.fetch.wire import clean_header

    return Reply(
        url,
        answer.status,
        answer.body,
        content_type=clean_line(answer.headers.get("content-type", ""), 200),
        etag=clean_header(answer.headers.get("etag", "")),
        last_modified=clean_header(answer.headers.get("last-modified", "")),
        moved_to=moved_to,
        received=received,
    )
