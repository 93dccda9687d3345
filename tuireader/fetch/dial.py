"""How a connection is made: names looked up and checked before the dial, a proxy where the environment names one.

The check is made on the addresses that are dialled, not on the name, so that a name which changes its answer between
check and use gains nothing. Behind a proxy only the proxy sees the address, and there the name alone is checked.
This module imports httpx and httpcore and is loaded with the first request.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import ssl
import threading
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

import httpcore

from tuireader.fetch.addresses import Forbidden, check_host, is_loopback, is_public, literal
from tuireader.fetch.allowance import Meter
from tuireader.fetch.lightly import httpx
from tuireader.fetch.lines import IDLE_SECONDS, Lines
from tuireader.fetch.metered import MeteredBackend

HEAD_START = 0.25
"""Seconds one address has before the next is dialled beside it (RFC 8305, section 8: a black hole costs no more)."""
MOST_ORIGINS = 24
"""Origins whose connections are kept; small systems allow 64 open files."""
_SPACING = 0.002
"""Seconds between two connections to one server: small ones take few at once (those of Python's library five), and what
finds no room is tried again only after a second."""
_MOST_ADDRESSES = 8
_BARE_PROXY = re.compile(r"[^/:]+(:[0-9]+)?\Z")

Trusted = Callable[[str, int], bool]
"""Whether the reader named this host and port, so that it may be a private one."""
_Connect = Callable[[str], Awaitable[httpcore.AsyncNetworkStream]]


class Dialler(MeteredBackend):
    """Connects to a host after every address of it has been found public, unless the host is trusted."""

    def __init__(self, trusted: Trusted, meter: Meter) -> None:
        super().__init__(meter)
        self._trusted = trusted
        self._next = 0.0

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises Forbidden, and httpcore's ConnectError and ConnectTimeout."""
        try:
            addresses = await look_up(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        if not self._trusted(host, port):
            _check_all(addresses)
        connect = partial(
            super().connect_tcp,
            port=port,
            timeout=timeout,
            local_address=local_address,
            socket_options=socket_options,
        )
        await self._queue_up()
        return await _first_to_answer(addresses, connect)

    async def _queue_up(self) -> None:
        """Wait until it is not too soon after the connection before."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + _SPACING
        if turn > now:
            await asyncio.sleep(turn - now)


class DirectTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport over lines that are dialled by a `Dialler`."""

    def __init__(self, context: ssl.SSLContext | None, dialler: Dialler) -> None:
        self._pool = Lines(context, dialler)  # type: ignore[assignment]


class ProxyTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport through a proxy, over connections that are metered."""

    def __init__(self, context: ssl.SSLContext, proxy: httpx.Proxy, limits: httpx.Limits, meter: Meter) -> None:
        """Raises ImportError for a SOCKS proxy without socksio."""
        super().__init__(verify=context, trust_env=False, limits=limits, proxy=proxy)
        # httpx hands no backend on; the pool asks for it with each connection that it makes.
        self._pool._network_backend = MeteredBackend(meter)  # noqa: SLF001


class Connections:
    """The transports of all origins, one each: a single pool grows slow with the number of its connections."""

    def __init__(self, trusted: Trusted, at_a_time: Callable[[str], int], meter: Meter) -> None:
        """`at_a_time` tells how many connections a host may have."""
        self._trusted = trusted
        self._at_a_time = at_a_time
        self._meter = meter
        self._transports: dict[str, httpx.AsyncHTTPTransport] = {}
        self._users: Counter[httpx.AsyncHTTPTransport] = Counter()
        self._retired: list[httpx.AsyncHTTPTransport] = []
        self._hanging_up: set[asyncio.Task[None]] = set()
        self._context: ssl.SSLContext | None = None

    def certificates(self) -> ssl.SSLContext:
        """The certificates, read once for all connections; `SSL_CERT_FILE` and `SSL_CERT_DIR` count."""
        if self._context is None:
            self._context = httpx.create_ssl_context()
        return self._context

    @asynccontextmanager
    async def to(self, url: httpx.URL) -> AsyncIterator[httpx.AsyncHTTPTransport]:
        """The transport for the origin of `url`, kept open while in use; raises Forbidden for a nonsense proxy."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        transport = self._transports.pop(origin, None) or self._open(url)
        self._transports[origin] = transport  # the last in the dictionary is the last used
        self._users[transport] += 1
        try:
            self._close_idle()
            yield transport
        except asyncio.CancelledError:
            # httpcore's pool can lose a connection to a request that is cancelled, and goes on counting it among the
            # few that an origin may have: in the end every request would wait in vain.
            self._retire(origin, transport)
            raise
        finally:
            self._users[transport] -= 1

    async def close(self) -> None:
        """Hang up all connections."""
        self._retired += self._transports.values()
        self._transports.clear()
        self._users.clear()
        self._close_idle()
        await asyncio.gather(*self._hanging_up)

    def _retire(self, origin: str, transport: httpx.AsyncHTTPTransport) -> None:
        """Ask nobody through it any more, and hang up when nobody waits for it."""
        if self._transports.get(origin) is transport:
            self._retired.append(self._transports.pop(origin))

    def _close_idle(self) -> None:
        for origin, transport in list(self._transports.items()):
            if len(self._transports) > MOST_ORIGINS and not self._users[transport]:
                self._retire(origin, transport)
        idle = [transport for transport in self._retired if not self._users[transport]]
        self._retired = [transport for transport in self._retired if self._users[transport]]
        for transport in idle:
            # In a task of its own, because whoever comes here may be cancelled, and would leave half of it open.
            hanging_up = asyncio.create_task(transport.aclose())
            self._hanging_up.add(hanging_up)
            hanging_up.add_done_callback(self._hanging_up.discard)
            del self._users[transport]

    def _open(self, url: httpx.URL) -> httpx.AsyncHTTPTransport:
        proxy = proxy_for(url.scheme, url.raw_host.decode("ascii"), url.port)
        if not proxy:
            context = self.certificates() if url.scheme == "https" else None
            return DirectTransport(context, Dialler(self._trusted, self._meter))
        most = self._at_a_time(url.raw_host.decode("ascii"))
        limits = httpx.Limits(max_connections=most, max_keepalive_connections=most, keepalive_expiry=IDLE_SECONDS)
        try:
            return ProxyTransport(self.certificates(), _proxy(proxy), limits, self._meter)
        except ImportError:
            raise Forbidden("a SOCKS proxy needs the package socksio") from None


def proxy_for(scheme: str, host: str, port: int | None) -> str:
    """The proxy that the environment names for an origin, empty for none; `no_proxy` and this machine go direct."""
    proxies = getproxies_environment()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    place = host if port is None else f"{host}:{port}"
    if not proxy or is_loopback(host) or proxy_bypass_environment(place, proxies):
        return ""
    return f"http://{proxy}" if _BARE_PROXY.match(proxy) else proxy


def _proxy(address: str) -> httpx.Proxy:
    try:
        proxy = httpx.Proxy(address)
        check_host(proxy.url.raw_host.decode("ascii"))
    except (ValueError, httpx.InvalidURL, Forbidden):
        raise Forbidden("the proxy named in the environment is no http or socks5 address") from None
    return proxy


async def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host, in the resolver's order, the second of another family than the first where possible.

    Raises OSError when there is none. The resolver runs in a daemon thread of its own: it cannot be interrupted, and
    in a pool it would hold up the end of the program for as long as a dead network takes.
    """
    if (address := literal(host)) is not None:
        return [str(address)]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: Exception | None) -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)

    def resolve() -> None:
        found: list[str] = []
        failure: Exception | None = None
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            failure = error
        with suppress(RuntimeError):  # the loop has ended meanwhile, and nobody waits any more
            loop.call_soon_threadsafe(settle, found, failure)

    threading.Thread(target=resolve, name=f"look up {host}", daemon=True).start()
    return _alternate(list(dict.fromkeys(await answer)))


def _alternate(addresses: list[str]) -> list[str]:
    for position, address in enumerate(addresses):
        if (":" in address) != (":" in addresses[0]):
            addresses.insert(1, addresses.pop(position))
            break
    return addresses[:_MOST_ADDRESSES]


def _check_all(addresses: list[str]) -> None:
    for address in addresses:
        if not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise Forbidden("its name leads to an address that is not public")


async def _first_to_answer(addresses: list[str], connect: _Connect) -> httpcore.AsyncNetworkStream:
    """Dial one address after another with a head start each, and keep the first connection that stands."""
    waiting = deque(addresses)
    dialling: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
    failure: BaseException = httpcore.ConnectError("the name has no address")
    try:
        while waiting or dialling:
            if waiting:
                dialling.add(asyncio.ensure_future(connect(waiting.popleft())))
            patience = HEAD_START if waiting else None
            done, dialling = await asyncio.wait(dialling, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            for attempt in done:
                if (error := attempt.exception()) is not None:
                    failure = error
                    continue
                dialling |= done
                await _hang_up(dialling - {attempt})
                dialling.clear()
                return attempt.result()
    finally:
        await _hang_up(dialling)
    raise failure


async def _hang_up(attempts: set[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    if not attempts:
        return  # without a pause, in which whoever waits for the others could be cancelled
    for attempt in attempts:
        attempt.cancel()
    for outcome in await asyncio.gather(*attempts, return_exceptions=True):
        if isinstance(outcome, httpcore.AsyncNetworkStream):
            await outcome.aclose()
