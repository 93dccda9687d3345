"""The programmable press of all tests: it prints what a test gives it, and misbehaves as told.

`Press` answers in-process as a transport, `loopback` serves the same over real sockets, `raw_server` speaks bytes that
no HTTP library would send. `feed` and `page` make small texts in the shapes that Vietnamese papers use.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx
from msgspec import Struct

VIETNAM = timezone(timedelta(hours=7))
PRINTED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""When a text of `feed` and `page` was published, unless the test says otherwise."""


CHALLENGE = '<html><script>document.cookie="D1N={}"+"; path=/";window.location.reload(true)</script></html>'
"""What laodong.vn and others answer to a stranger."""


class Asked(Struct, frozen=True):
    """One request as it arrived; the names of its headers in lower case."""

    method: str
    url: str
    headers: dict[str, str]


class Printed(Struct, frozen=True):
    """One answer."""

    status: int
    headers: dict[str, str]
    body: bytes


class Held:
    """A request that waits: `await arrived.wait()` until it has come, `release()` to let it be answered."""

    def __init__(self) -> None:
        self.arrived = asyncio.Event()
        self._released = asyncio.Event()

    def release(self) -> None:
        self._released.set()

    async def hold(self) -> None:
        self.arrived.set()
        await self._released.wait()


class Press(httpx.AsyncBaseTransport):
    """Prints texts by address (`https://…`), or by path (`/…`) for whatever host; 404 for what was never printed."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.sent: list[int] = []
        """Bytes of each body that `loopback` wrote: a server's own count."""
        self._printed: dict[str, Printed] = {}
        self._down: set[str] = set()
        self._held: dict[str, Held] = {}
        self._guarded: dict[str, str] = {}
        self._uneven: dict[str, list[str | bytes]] = {}

    def prints(
        self, url: str, body: str | bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer `url` so from now on; a 200 gets an ETag of its body unless the headers name one, or an empty one."""
        content = body.encode() if isinstance(body, str) else body
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        if status == 200:
            sent.setdefault("etag", f'"{hashlib.sha256(content).hexdigest()[:16]}"')
        self._printed[url] = Printed(status, {name: value for name, value in sent.items() if value}, content)

    def prints_in_turn(self, url: str, *bodies: str | bytes) -> None:
        """Answer `url` with one body after the other, and with the last one from then on."""
        self._uneven[url] = list(bodies)

    def down(self, where: str = "") -> None:
        """Refuse connections to a host or an address, to everything when none is named."""
        self._down.add(where)

    def up(self) -> None:
        """Take connections again."""
        self._down.clear()

    def slow(self, url: str) -> Held:
        """Hold every request for `url` back until the test releases it."""
        self._held[url] = Held()
        return self._held[url]

    def guard(self, host: str, cookie: str = "0af3") -> None:
        """Answer to whoever comes to a host without the cookie with the script that would set it in a browser."""
        self._guarded[host] = cookie

    def times_asked(self, url: str) -> int:
        return sum(asked.url == url for asked in self.asked)

    def answer(self, asked: Asked) -> Printed:
        """The answer to a request, 304 where the request names the ETag."""
        self.asked.append(asked)
        if waiting := self._uneven.get(asked.url):
            self.prints(asked.url, waiting.pop(0))
        parts = urlsplit(asked.url)
        cookie = self._guarded.get(parts.hostname or "", "")
        if cookie and asked.headers.get("cookie") != f"D1N={cookie}":
            return Printed(200, {}, CHALLENGE.format(cookie).encode())
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        printed = self._printed.get(asked.url) or self._printed.get(path) or Printed(404, {}, b"not found")
        etag = printed.headers.get("etag")
        if printed.status == 200 and etag and asked.headers.get("if-none-match") == etag:
            return Printed(304, {"etag": etag}, b"")
        return printed

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        if self._down & {"", url, request.url.host}:
            raise httpx.ConnectError("Connection refused", request=request)
        printed = self.answer(Asked(request.method, url, dict(request.headers)))
        if held := self._held.get(url):
            await held.hold()
        headers = [(name.encode(), value.encode()) for name, value in printed.headers.items()]
        return httpx.Response(printed.status, headers=headers, stream=httpx.ByteStream(printed.body), request=request)


@contextmanager
def loopback(press: Press) -> Iterator[str]:
    """Serve what the press prints over real sockets; gives the origin, `http://127.0.0.1:PORT`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body are two writes, and the second would wait 40 ms

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            printed = press.answer(Asked("GET", f"http://{headers['host']}{self.path}", headers))
            self.send_response(printed.status)
            for name, value in printed.headers.items():
                self.send_header(name, value)
            if printed.status != 304:
                self.send_header("Content-Length", str(len(printed.body)))
            self.end_headers()
            press.sent.append(len(printed.body))
            self.wfile.write(printed.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            if not isinstance(sys.exception(), ConnectionError):  # whoever asked may be gone, or killed
                super().handle_error(request, client_address)  # type: ignore[arg-type]

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


Speaks = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def raw_server(speaks: Speaks) -> AsyncIterator[str]:
    """A server that reads one request and then does what `speaks` does; gives its origin.

    A reader that has gone away is no failure of a server, so that a broken connection ends `speaks` quietly.
    """
    connections: set[asyncio.Task[None]] = set()

    async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            await reader.readuntil(b"\r\n\r\n")
            await speaks(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connection, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


class Story(Struct, frozen=True):
    """One entry of `feed`."""

    title: str
    url: str
    published: datetime | None = PRINTED
    summary: str = "Tóm tắt của bài."
    image: str = ""


def feed(*stories: Story, title: str = "Tin mới") -> str:
    """An RSS 2.0 feed as VTV prints it: CDATA titles, the zone as a bare `+07`."""
    items = "".join(_item(story) for story in stories)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">\n'
        f"<channel>\n<title>{escape(title)}</title>\n{items}</channel>\n</rss>\n"
    )


def page(
    title: str,
    *paragraphs: str,
    lead: str = "Câu mở đầu của bài.",
    author: str = "Nguyễn Văn Mẫu",
    published: datetime = PRINTED,
    related: Mapping[str, str] | None = None,
) -> str:
    """An article page of the «data-role» family; `related` maps titles to addresses below the text."""
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    cards = "".join(
        '<div class="box-category-item">'
        f'<a class="box-category-link-title" href="{escape(url)}">{escape(name)}</a></div>'
        for name, url in (related or {}).items()
    )
    local = published.astimezone(VIETNAM)
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title></head>
<body><header class="header"><a href="/">Trang chủ</a></header>
<h1 class="title" data-role="title">{escape(title)}</h1>
<span class="name" data-role="author">{escape(author)}</span>
<p class="days" data-role="publishdate" datetime="{local.isoformat()}">{local:%d/%m/%Y %H:%M} GMT+7</p>
<p class="sapo" data-role="sapo">{escape(lead)}</p>
<div class="detail-content afcbc-body" data-role="content">
{body}</div>
<div class="box-new-lq">{cards}</div>
<footer class="footer">Giấy phép mẫu</footer></body></html>
"""


def _item(story: Story) -> str:
    image = f'<a href="{escape(story.url)}"><img src="{escape(story.image)}"></a>' if story.image else ""
    date = f"<pubDate>{_rfc822(story.published)}</pubDate>\n" if story.published else ""
    return (
        f"<item>\n<title><![CDATA[{story.title}]]></title>\n<link>{escape(story.url)}</link>\n{date}"
        f"<description><![CDATA[{image}{escape(story.summary)}]]></description>\n</item>\n"
    )


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(VIETNAM)).removesuffix("00")


def xmltv(channels: Mapping[str, str], *shows: tuple[str, str, str, str, str]) -> bytes:
    """An XMLTV file: names by id, and shows as (id, start, stop, title, desc), times of Vietnam as `202611230530`."""
    named = "".join(
        f'<channel id="{escape(key)}"><display-name lang="vi">{escape(name)}</display-name></channel>\n'
        for key, name in channels.items()
    )
    listed = "".join(
        f'<programme start="{start}00 +0700" stop="{stop}00 +0700" channel="{escape(key)}">\n'
        f'<title lang="vi">{escape(title)}</title><desc lang="vi">{escape(desc)}</desc></programme>\n'
        for key, start, stop, title, desc in shows
    )
    return f"<?xml version='1.0' encoding='utf-8'?>\n<tv generator-info-name=\"x\">\n{named}{listed}</tv>".encode()


def vtv_day(lists: Mapping[str, Sequence[tuple[str, int | str, str, str]]]) -> bytes:
    """vtv.vn's page of a day: by channel the rows as (time, minutes, title, genre)."""
    names = "".join(f'<li><a title="Xem truyền hình trực tiếp kênh {name}" href="#"></a></li>' for name in lists)
    programs = "".join(
        '<ul class="programs">'
        + "".join(
            f'<li class="program" duration="{minutes}"><span class="time">{clock}</span>'
            f'<span class="title">{title}</span><a class="genre">{genre}</a></li>'
            for clock, minutes, title, genre in rows
        )
        + "</ul>"
        for rows in lists.values()
    )
    return f'<html><div class="window"><ul class="list-channel">{names}</ul>{programs}</div></html>'.encode()
