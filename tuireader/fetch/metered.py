"""Connections that count what passes and are read no further than the meter allows.

This module imports httpcore and is loaded with the first request.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable

import httpcore

from tuireader.fetch.allowance import Meter


class MeteredStream(httpcore.AsyncNetworkStream):
    """A connection that counts what passes, and is read no further than the meter allows."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Raises httpcore's ReadError and ReadTimeout."""
        with self._meter.reading(max_bytes) as most:
            data = await self._inner.read(most, timeout)
        self._meter.passed += len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises httpcore's WriteError and WriteTimeout."""
        self._meter.passed += len(buffer)
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        """Hang up."""
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """The encrypted connection, of which the plain text is counted."""
        return MeteredStream(await self._inner.start_tls(ssl_context, server_hostname, timeout), self._meter)

    def get_extra_info(self, info: str) -> object:
        """What httpcore asks about the socket."""
        return self._inner.get_extra_info(info)


class MeteredBackend(httpcore.AsyncNetworkBackend):
    """Connects as httpcore does, with connections that are metered."""

    def __init__(self, meter: Meter) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._meter = meter

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises httpcore's ConnectError and ConnectTimeout."""
        stream = await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        return MeteredStream(stream, self._meter)

    async def sleep(self, seconds: float) -> None:
        """Wait; httpcore asks for it between retries."""
        await asyncio.sleep(seconds)
