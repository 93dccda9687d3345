"""The connections to one origin: each has one request at a time, and an idle one is used again.

Whoever asks has waited for a turn, so that there is nobody to queue up here. httpcore's own pool looks at every
connection for every request, which takes longer than the requests themselves where there are twenty.
This module imports httpcore and is loaded with the first request.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

import httpcore

IDLE_SECONDS = 15.0
"""So long a connection that nobody uses is kept."""


class Lines:
    """What httpx takes for a pool."""

    def __init__(self, context: ssl.SSLContext | None, dialler: httpcore.AsyncNetworkBackend) -> None:
        self._context = context
        self._dialler = dialler
        self._idle: list[httpcore.AsyncHTTPConnection] = []

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """The head of the answer, with a body that has to be closed. Raises httpcore's errors and the dialler's."""
        line = await self._used() or httpcore.AsyncHTTPConnection(
            request.url.origin,
            ssl_context=self._context,
            keepalive_expiry=IDLE_SECONDS,
            network_backend=self._dialler,
        )
        try:
            answer = await line.handle_async_request(request)
        except BaseException:
            await line.aclose()
            raise
        answer.stream = _Body(answer.stream, line, self._idle)
        return answer

    async def aclose(self) -> None:
        """Hang up those that are idle; the others are hung up by whoever uses them."""
        while self._idle:
            await self._idle.pop().aclose()

    async def _used(self) -> httpcore.AsyncHTTPConnection | None:
        while self._idle:
            line = self._idle.pop()
            if not line.has_expired():
                return line
            await line.aclose()
        return None


class _Body:
    """The body of an answer; closing it lets the next one use its connection, if that is still good."""

    def __init__(
        self, stream: object, line: httpcore.AsyncHTTPConnection, idle: list[httpcore.AsyncHTTPConnection]
    ) -> None:
        self._stream = stream
        self._line = line
        self._idle = idle

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:  # type: ignore[attr-defined]
            yield part

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()  # type: ignore[attr-defined]
        finally:  # whoever is cancelled in there leaves it open
            if self._line.is_idle():
                self._idle.append(self._line)
            else:
                await self._line.aclose()
