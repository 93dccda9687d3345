"""The press of the demo: a transport that answers the paper's addresses in-process, and 404 to everything else.

This module imports httpx and is loaded when the demo is printed.
"""

from __future__ import annotations

import hashlib

import httpx

from tuireader.demo import broadcast, pages, pictures
from tuireader.demo.catalogue import HOME, HOME_SECTION, Catalogue

_HTML = "text/html; charset=utf-8"
_RSS = "application/rss+xml; charset=utf-8"
_PNG = "image/png"

Printed = tuple[str, bytes]
"""The kind of an answer, and its body."""


class DemoPress(httpx.AsyncBaseTransport):
    """Prints one edition; a request that names the ETag of what it would get is answered 304."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        address = str(request.url)
        printed = self._print(request.url.path) if address.startswith(f"{HOME}/") else _on_air(address)
        if printed is None:
            return httpx.Response(404, stream=httpx.ByteStream(b"404"), request=request)
        kind, body = printed
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if request.headers.get("if-none-match") == etag:
            return httpx.Response(304, headers={"ETag": etag}, stream=httpx.ByteStream(b""), request=request)
        headers = {"Content-Type": kind, "ETag": etag}
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(body), request=request)

    def _print(self, path: str) -> Printed | None:
        """What is at a path, None for nothing."""
        if path.startswith(pages.PICTURES):
            return _PNG, pictures.picture(path)
        if path.startswith("/rss/") and path.endswith(".rss"):
            name = path.removeprefix("/rss/").removesuffix(".rss")
            section = HOME_SECTION if name == "home" else name
            stories = self._catalogue.section(section)
            title = self._catalogue.names.get(section, "Trang chủ")
            return None if stories is None else (_RSS, pages.feed(title, stories).encode())
        story = self._catalogue.at(path)
        return None if story is None else (_HTML, pages.page(story, self._catalogue).encode())


def _on_air(address: str) -> Printed | None:
    """The broadcaster's page of any day."""
    text = broadcast.page(address)
    return (_HTML, text.encode()) if text else None
