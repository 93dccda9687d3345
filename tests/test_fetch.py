"""Fetching: what is sent, what is taken, what is refused, and that nothing but FetchError comes out."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import random
import socket
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from press import CHALLENGE, Press, loopback, raw_server

from tuireader.errors import BadAddress, BadReply, Blocked, Offline, Refused, TimedOut, TooLarge
from tuireader.fetch import AT_HOME, AT_ONCE, Fetcher, Meter, Reply, backoff, retry_after
from tuireader.fetch.addresses import is_public, literal, origin
from tuireader.fetch.body import Body, Overflowed
from tuireader.fetch.dial import Connections, look_up, proxy_for

PAGE = "https://bao.example/tin.htm"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def fetcher(press: Press) -> Fetcher:
    return Fetcher(transport=press)


@pytest.fixture
async def dialling() -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(deadline=5.0, max_bytes=200_000)
    yield fetcher
    await fetcher.close()


@pytest.fixture
def served(press: Press) -> Iterator[str]:
    with loopback(press) as base:
        yield base


async def answered(fetcher: Fetcher, raw: bytes) -> Reply:
    """What the fetcher makes of these bytes from a socket, after which the server hangs up."""

    async def speaks(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    async with raw_server(speaks) as base:
        return await fetcher.get(f"{base}/", typed=True)


def response(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def test_importing_loads_no_http_library() -> None:
    check = "import sys, tuireader.fetch; sys.exit(any(m in sys.modules for m in ('httpx', 'httpcore', 'anyio')))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


LOADING = """
import asyncio, sys, threading
from tuireader.errors import FetchError
from tuireader.fetch import Fetcher

class Watch:
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is threading.main_thread() and name.partition(".")[0] in ("httpx", "anyio"):
            print(name)

async def main():
    fetcher = Fetcher()
    for _ in range(3):
        try:
            await fetcher.get("https://127.0.0.1:9/", typed=True)
        except FetchError as error:
            sys.stderr.write(type(error).__name__)
    await fetcher.close()

sys.meta_path.insert(0, Watch())
asyncio.run(main())
"""


def test_nothing_large_is_loaded_where_the_screen_would_wait_for_it() -> None:
    """The main thread draws, and it takes the keys."""
    loaded = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True)
    assert (loaded.stdout, loaded.stderr) == ("", "Offline" * 3)


# What is sent and what comes back


async def test_a_page_arrives_with_its_facts(press: Press, fetcher: Fetcher) -> None:
    press.prints(
        PAGE, "<p>Chào</p>", headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"a1"', "Last-Modified": "x"}
    )
    reply = await fetcher.get(PAGE)
    assert reply == Reply(
        PAGE,
        200,
        "<p>Chào</p>".encode(),
        content_type="text/html; charset=utf-8",
        etag='"a1"',
        last_modified="x",
        received=12,
    )
    assert fetcher.received == 12


async def test_it_introduces_itself_as_a_vietnamese_browser(press: Press, fetcher: Fetcher) -> None:
    press.prints(PAGE, "x", headers={"Set-Cookie": "a=1"})
    await fetcher.get(PAGE)
    await fetcher.get(PAGE, user_agent="Mozilla/5.0")
    await fetcher.get(PAGE, user_agent="Báo\r\nX: 1")
    first, second, third = (asked.headers for asked in press.asked)
    assert first["user-agent"].startswith("Mozilla/5.0 (Windows NT")
    assert first["accept-language"].startswith("vi-VN,vi;q=0.9")
    assert first["accept-encoding"] == "gzip"
    assert "if-none-match" not in first
    assert second["user-agent"] == "Mozilla/5.0"
    assert third["user-agent"] == first["user-agent"]
    assert not any("cookie" in headers for headers in (first, second, third))


async def test_an_unchanged_page_is_not_sent_again(press: Press, fetcher: Fetcher) -> None:
    press.prints(PAGE, "x")
    first = await fetcher.get(PAGE)
    second = await fetcher.get(PAGE, etag=first.etag, last_modified="Mon, 23 Nov 2026 01:00:00 GMT")
    assert (second.status, second.body, second.received) == (304, b"", 0)
    assert press.asked[1].headers["if-modified-since"] == "Mon, 23 Nov 2026 01:00:00 GMT"


@pytest.mark.parametrize("etag", ['"\x1b[31m"', "x" * 513, '"ế"', "a\r\nX: 1", ""])
async def test_a_validator_that_is_not_clean_is_not_sent_back(press: Press, fetcher: Fetcher, etag: str) -> None:
    press.prints(PAGE, "x")
    assert (await fetcher.get(PAGE, etag=etag, last_modified=etag)).status == 200
    assert not {"if-none-match", "if-modified-since"} & press.asked[0].headers.keys()


async def test_a_server_cannot_hand_us_an_unclean_validator(dialling: Fetcher) -> None:
    reply = await answered(dialling, response(b"x", "ETag: " + "e" * 600, "Last-Modified: \xe1\xbb"))
    assert (reply.etag, reply.last_modified) == ("", "")


async def test_nothing_new_without_a_copy_is_a_bad_reply(press: Press, fetcher: Fetcher) -> None:
    press.prints(PAGE, status=304)
    with pytest.raises(BadReply):
        await fetcher.get(PAGE)


@pytest.mark.parametrize("status", [200, 204, 205])
async def test_an_empty_answer_is_a_bad_reply(press: Press, fetcher: Fetcher, status: int) -> None:
    press.prints(PAGE, b"", status=status)
    with pytest.raises(BadReply, match="empty"):
        await fetcher.get(PAGE)


@pytest.mark.parametrize("status", [206, 300, 400, 401, 403, 404, 410, 429, 500, 503])
async def test_other_statuses_are_refusals(press: Press, fetcher: Fetcher, status: int) -> None:
    press.prints(PAGE, "<html>challenge</html>", status=status)
    with pytest.raises(Refused) as caught:
        await fetcher.get(PAGE)
    assert (caught.value.url, caught.value.status, caught.value.wait_until) == (PAGE, status, None)


async def test_a_refusal_says_when_to_come_back(press: Press, fetcher: Fetcher) -> None:
    press.prints(PAGE, status=503, headers={"Retry-After": "99999999999999"})
    with pytest.raises(Refused) as caught:
        await fetcher.get(PAGE)
    assert caught.value.wait_until is not None
    assert caught.value.wait_until - datetime.now(UTC) > timedelta(hours=23)
    press.prints(PAGE, status=404, headers={"Retry-After": "120"})
    with pytest.raises(Refused) as caught:
        await fetcher.get(PAGE)
    assert caught.value.wait_until is None


# Redirects


async def test_permanent_redirects_tell_the_new_address(press: Press, fetcher: Fetcher) -> None:
    press.prints("http://cu.example/a", status=301, headers={"Location": "https://moi.example/b"})
    press.prints("https://moi.example/b", status=308, headers={"Location": "/c"})
    press.prints("https://moi.example/c", "x")
    reply = await fetcher.get("http://cu.example/a")
    assert (reply.url, reply.moved_to) == ("https://moi.example/c", "https://moi.example/c")


async def test_one_temporary_redirect_keeps_the_old_address(press: Press, fetcher: Fetcher) -> None:
    press.prints("https://bao.example/a", status=301, headers={"Location": "/b"})
    press.prints("https://bao.example/b", status=302, headers={"Location": "/c"})
    press.prints("https://bao.example/c", "x")
    reply = await fetcher.get("https://bao.example/a")
    assert (reply.url, reply.moved_to) == ("https://bao.example/c", "")


async def test_five_redirects_are_followed_and_no_more(press: Press, fetcher: Fetcher) -> None:
    for step in range(6):
        press.prints(f"https://bao.example/{step}", status=302, headers={"Location": f"/{step + 1}"})
    press.prints("https://bao.example/6", "x")
    assert (await fetcher.get("https://bao.example/1")).url == "https://bao.example/6"
    with pytest.raises(BadAddress, match="more than 5"):
        await fetcher.get("https://bao.example/0")


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://bao.example/",
        "http://bao.example/plain",
        "//evil%00/",
        "http://[::1",
        "https://[fe80::1%25eth0]/",
        "https://a..b/",
        "https://bao.example:0/",
        "https://bao.example:99999/",
        "https://nguoi:matkhau@khac.example/",
        "https://\x1b]2;PWNED\x07.example/",
        "https://khac.example:22/",
        "https://khac.example:6379/",
    ],
)
async def test_a_redirect_that_is_not_followed(press: Press, fetcher: Fetcher, location: str) -> None:
    press.prints(PAGE, status=302, headers={"Location": location})
    with pytest.raises(BadAddress) as caught:
        await fetcher.get(PAGE)
    assert caught.value.url == PAGE
    assert str(caught.value).isprintable()
    assert len(press.asked) == 1


async def test_a_redirect_to_nowhere_is_a_bad_reply(press: Press, fetcher: Fetcher) -> None:
    press.prints(PAGE, status=302)
    with pytest.raises(BadReply):
        await fetcher.get(PAGE)


@pytest.mark.parametrize(
    "url", ["", "-", "[::", "tin.htm", "//bao.example/", "file:///etc/passwd", "http:///a", "\ud800"]
)
async def test_what_is_no_web_address(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(BadAddress):
        await fetcher.get(url, typed=True)


# Where a feed may send us

PRIVATE = [
    "localhost",
    "localhost.",
    "a.localhost",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "017700000001",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "127。0。0。1",
]


@pytest.mark.parametrize("host", PRIVATE)
async def test_a_feed_cannot_send_us_to_this_machine(press: Press, fetcher: Fetcher, host: str) -> None:
    with pytest.raises(BadAddress):
        await fetcher.get(f"http://{host}:8808/")
    press.prints("http://bao.example/", status=302, headers={"Location": f"http://{host}/"})
    with pytest.raises(BadAddress):
        await fetcher.get("http://bao.example/")
    assert [asked.url for asked in press.asked] == ["http://bao.example/"]


async def test_an_origin_that_the_reader_named_is_open_to_its_links(
    press: Press, served: str, dialling: Fetcher
) -> None:
    press.prints("/feed", "x")
    press.prints("/article", "y")
    with pytest.raises(BadAddress):
        await dialling.get(f"{served}/article")
    assert not press.asked
    assert (await dialling.get(f"{served}/feed", typed=True)).body == b"x"
    assert (await dialling.get(f"{served}/article")).body == b"y"
    with pytest.raises(BadAddress):
        await dialling.get(f"http://127.0.0.1:{int(served.rpartition(':')[2]) ^ 1}/")


async def test_a_named_origin_does_not_open_another(press: Press, fetcher: Fetcher) -> None:
    fetcher.trust("http://127.0.0.1:8808/feed")
    press.prints("http://127.0.0.1:8808/feed", status=302, headers={"Location": "http://127.0.0.1:8809/"})
    with pytest.raises(BadAddress):
        await fetcher.get("http://127.0.0.1:8808/feed")


def resolver(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """Let the system's resolver give these answers, the last one for ever."""
    waiting = list(answers)

    def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        addresses = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


async def test_a_public_name_with_a_private_address_is_not_asked(
    press: Press, served: str, dialling: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolver(monkeypatch, ["127.0.0.1"], ["203.113.1.1", "127.0.0.1"], ["127.0.0.1", "203.113.1.1"])
    port = served.rpartition(":")[2]
    for _ in range(3):
        with pytest.raises(BadAddress):
            await dialling.get(f"http://doi.example:{port}/")
    assert not press.asked


async def test_the_checked_address_is_the_dialled_one(
    press: Press, served: str, dialling: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.prints("/", "x")
    port = served.rpartition(":")[2]
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    reply = await dialling.get(f"http://doi.example:{port}/", typed=True)
    assert reply.body == b"x"
    assert asked == ["doi.example"]
    assert press.asked[0].headers["host"] == f"doi.example:{port}"


async def test_a_dead_address_gives_way_to_the_next(
    press: Press, served: str, dialling: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.prints("/", "x")
    resolver(monkeypatch, ["127.0.0.9", "127.0.0.1"])
    assert (await dialling.get(f"http://hai.example:{served.rpartition(':')[2]}/", typed=True)).body == b"x"


async def test_the_second_address_is_of_the_other_family(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, ["2001:db8::1", "2001:db8::2", "192.0.2.1", "2001:db8::1"])
    assert await look_up("x.example", 80) == ["2001:db8::1", "192.0.2.1", "2001:db8::2"]


@pytest.mark.parametrize(
    "address",
    [
        *("169.254.169.254", "100.64.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "0.0.0.0", "127.0.0.53", "192.0.2.1", "198.18.0.1"),
        *("fc00::1", "fe80::1", "fec0::1", "ff02::1", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:53aa:64c:0:7f:80ff:fffe", "2001:db8::1"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["203.113.1.1", "1.1.1.1", "2402:800::1", "64:ff9b::cb71:101", "::ffff:203.113.1.1"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_spellings_of_an_address() -> None:
    assert literal("0x7f.1") == literal("127.0.0.1.") == ipaddress.ip_address("127.0.0.1")
    assert literal("vtv.vn") is None
    assert origin("HTTPS://VTV.vn/a") == ("vtv.vn", 443)
    assert origin("http://[::1]:8808") == ("::1", 8808)
    assert origin("http://x:y") is origin("mailto:a@b") is origin("") is None


# Credentials


async def test_credentials_go_to_their_origin_only_and_into_no_message(press: Press, fetcher: Fetcher) -> None:
    press.prints("https://nguoi:mat%20khau@bao.example/a", status=302, headers={"Location": "/b"})
    press.prints("/b", status=302, headers={"Location": "https://khac.example/c"})
    press.prints("https://khac.example/c", status=403)
    with pytest.raises(Refused) as caught:
        await fetcher.get("https://nguoi:mat%20khau@bao.example/a", typed=True)
    assert [asked.headers.get("authorization", "") for asked in press.asked] == ["Basic bmd1b2k6bWF0IGtoYXU="] * 2 + [
        ""
    ]
    assert "khau" not in str(caught.value)
    assert caught.value.url == "https://bao.example/a"


async def test_credentials_from_outside_are_not_used(press: Press, fetcher: Fetcher) -> None:
    with pytest.raises(BadAddress) as caught:
        await fetcher.get("https://vnexpress.net:x@evil.example/")
    assert not press.asked
    assert caught.value.url == "https://evil.example/"


# Bodies


def zipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


async def test_gzip_is_decoded(press: Press, served: str, dialling: Fetcher) -> None:
    press.prints("/", zipped(b"a" * 1000), headers={"Content-Encoding": "gzip"})
    reply = await dialling.get(f"{served}/", typed=True)
    assert reply.body == b"a" * 1000
    assert reply.received == len(zipped(b"a" * 1000)) == dialling.received


async def test_a_bomb_is_stopped_at_the_limit(dialling: Fetcher) -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    body = b"".join(bomb.compress(bytes(2**20)) for _ in range(64)) + bomb.flush()
    with pytest.raises(TooLarge):
        await answered(dialling, response(body, "Content-Encoding: gzip"))


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "x-unknown", "gzip;q=1"])
async def test_an_encoding_that_was_not_asked_for_is_refused(dialling: Fetcher, encoding: str) -> None:
    with pytest.raises(BadReply):
        await answered(dialling, response(zipped(b"abc"), f"Content-Encoding: {encoding}"))


@pytest.mark.parametrize(
    "body", [b"<html>plain</html>", zipped(b"a" * 5000)[:-9], zipped(b"a") + b"junk", zipped(b""), b"\x1f\x8b"]
)
async def test_gzip_that_is_none_or_cut_off_is_refused(dialling: Fetcher, body: bytes) -> None:
    with pytest.raises(BadReply):
        await answered(dialling, response(body, "Content-Encoding: gzip"))


async def test_a_request_may_allow_more(press: Press, served: str, dialling: Fetcher) -> None:
    press.prints("/", zipped(b"a" * 300_000), headers={"Content-Encoding": "gzip"})
    with pytest.raises(TooLarge):
        await dialling.get(f"{served}/", typed=True)
    assert len((await dialling.get(f"{served}/", typed=True, max_bytes=300_000)).body) == 300_000


async def test_an_endless_body_is_stopped(dialling: Fetcher) -> None:
    async def speaks(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            writer.write(b"a" * 65_536)
            await writer.drain()

    async with raw_server(speaks) as base:
        with pytest.raises(TooLarge):
            await dialling.get(f"{base}/", typed=True)


def test_a_body_is_decoded_byte_by_byte_and_over_joined_members() -> None:
    body = Body("gzip", 100)
    for byte in zipped(b"ab") + zipped(b"cd"):
        body.feed(bytes([byte]))
    assert body.finish() == b"abcd"


def test_the_limit_is_exact() -> None:
    for encoding, content in (("", b"a" * 100), ("gzip", zipped(b"a" * 100))):
        fits = Body(encoding, 100)
        fits.feed(content)
        assert fits.finish() == b"a" * 100
        with pytest.raises(Overflowed):
            Body(encoding, 99).feed(content)


def test_endless_emptiness_is_stopped() -> None:
    body = Body("gzip", 1000)
    for _ in range(1000 // len(zipped(b""))):
        body.feed(zipped(b""))
    with pytest.raises(Overflowed):
        body.feed(zipped(b""))


# Servers that misbehave


async def test_a_body_that_trickles_hits_the_deadline() -> None:
    async def speaks(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx")
        await asyncio.Event().wait()

    fetcher = Fetcher(deadline=0.1)
    async with raw_server(speaks) as base:
        with pytest.raises(TimedOut):
            await fetcher.get(f"{base}/", typed=True)
    await fetcher.close()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x16",
        b"HTTP/1.1 999999 No\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2_000_000,
    ],
)
async def test_what_is_no_http(dialling: Fetcher, raw: bytes) -> None:
    with pytest.raises((BadReply, Offline)):
        await answered(dialling, raw)


@pytest.mark.parametrize(
    "charset",
    ["hex", "base64", "zip", "bz2", "rot13", "idna", "punycode", "undefined", "utf-7", "nonexist", "\x1b[31m"],
)
async def test_a_charset_changes_nothing_about_the_bytes(press: Press, fetcher: Fetcher, charset: str) -> None:
    press.prints(PAGE, "tiếng Việt", headers={"Content-Type": f"text/html; charset={charset}"})
    reply = await fetcher.get(PAGE)
    assert reply.body.decode() == "tiếng Việt"
    assert reply.content_type.isprintable()


async def test_no_network_is_offline(press: Press, fetcher: Fetcher, dialling: Fetcher) -> None:
    press.down()
    with pytest.raises(Offline) as caught:
        await fetcher.get(PAGE)
    assert caught.value.url == PAGE
    with pytest.raises(Offline):
        await dialling.get("http://khong-co.invalid/")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(Offline):
            await dialling.get(f"http://127.0.0.1:{closed.getsockname()[1]}/", typed=True)


async def test_plain_http_behind_an_encrypted_address_is_a_bad_reply(served: str, dialling: Fetcher) -> None:
    with pytest.raises(BadReply) as caught:
        await dialling.get(served.replace("http:", "https:"), typed=True)
    assert "SSL" in caught.value.detail


async def test_a_challenge_is_answered_with_its_cookie(press: Press, fetcher: Fetcher) -> None:
    press.guard("bao.example")
    press.prints(PAGE, "x")
    assert (await fetcher.get(PAGE)).body == b"x"
    assert [asked.headers.get("cookie", "") for asked in press.asked] == ["", "D1N=0af3"]


async def test_a_challenge_that_was_passed_does_not_come_again(press: Press, fetcher: Fetcher) -> None:
    press.guard("bao.example")
    press.prints(PAGE, "x")
    press.prints("https://khac.example/", "y")
    for _ in range(3):
        await fetcher.get(PAGE)
    await fetcher.get("https://khac.example/")
    press.guard("bao.example", "1bf4")
    assert (await fetcher.get(PAGE)).body == b"x"
    cookies = [asked.headers.get("cookie", "") for asked in press.asked]
    assert cookies == ["", *["D1N=0af3"] * 3, "", "D1N=0af3", "D1N=1bf4"]


async def test_a_challenge_without_an_end_is_told(press: Press, fetcher: Fetcher) -> None:
    press.prints(PAGE, CHALLENGE.format("0af3"))
    with pytest.raises(Blocked, match="challenge"):
        await fetcher.get(PAGE)
    assert [asked.headers.get("cookie", "") for asked in press.asked] == ["", "D1N=0af3"]


# Turns, cancellation, connections


async def test_a_served_host_is_printed_in_process(press: Press) -> None:
    made: list[Press] = []

    def printer() -> Press:
        made.append(press)
        return press

    press.prints(PAGE, "x")
    fetcher = Fetcher()
    fetcher.serve("bao.example", printer)
    assert not made
    assert [(await fetcher.get(PAGE)).body for _ in range(2)] == [b"x", b"x"]
    assert len(made) == 1
    with pytest.raises(Offline):
        await fetcher.get("http://khong-co.invalid/")
    await fetcher.close()


async def test_two_at_a_time_for_each_host(press: Press, fetcher: Fetcher) -> None:
    first, second = "https://bao.example/1", "https://bao.example/2"
    held = [press.slow(first), press.slow(second)]
    for url in (first, second, "https://bao.example/3", "https://khac.example/"):
        press.prints(url, "x")
    async with asyncio.TaskGroup() as group:
        for url in (first, second):
            group.create_task(fetcher.get(url))
        await asyncio.gather(*(one.arrived.wait() for one in held))
        third = group.create_task(fetcher.get("https://bao.example/3"))
        await fetcher.get("https://khac.example/")
        assert press.times_asked("https://bao.example/3") == 0
        held[0].release()
        assert (await third).body == b"x"
        held[1].release()


@pytest.mark.parametrize(
    ("address", "most"), [("https://bao{}.example/", AT_ONCE), ("http://127.0.0.1:8080/{}", AT_HOME)]
)
async def test_so_many_at_a_time_over_all_hosts_and_to_this_machine(
    press: Press, fetcher: Fetcher, address: str, most: int
) -> None:
    *first, last = (address.format(number) for number in range(most + 1))
    for url in (*first, last):
        press.prints(url, "x")
        fetcher.trust(url)
    held = [press.slow(url) for url in first]
    async with asyncio.TaskGroup() as group:
        for url in first:
            group.create_task(fetcher.get(url))
        await asyncio.gather(*(one.arrived.wait() for one in held))
        waiting = group.create_task(fetcher.get(last))
        for _ in range(50):  # more than it takes to ask
            await asyncio.sleep(0)
        assert press.times_asked(last) == 0
        for one in held:
            one.release()
        assert (await waiting).body == b"x"


async def test_a_connection_is_used_again_even_after_a_304(dialling: Fetcher) -> None:
    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in (b"304 Not Modified\r\n\r\n", b"200 OK\r\nContent-Length: 1\r\n\r\nx"):
            writer.write(b"HTTP/1.1 " + answer)
            asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 500 Too Many\r\nContent-Length: 0\r\n\r\n")

    asked: list[bytes] = []
    async with raw_server(speaks) as base:
        assert (await dialling.get(f"{base}/", etag='"a"', typed=True)).status == 304
        assert (await dialling.get(f"{base}/", typed=True)).body == b"x"
        with pytest.raises(Refused):
            await dialling.get(f"{base}/", typed=True)


async def test_a_connection_that_the_server_has_closed_is_not_used(dialling: Fetcher) -> None:
    closed = asyncio.Event()

    async def speaks(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        closed.set()

    async with raw_server(speaks) as base:
        for _ in range(2):
            assert (await dialling.get(f"{base}/", typed=True)).body == b"x"
            await closed.wait()
            closed.clear()


async def test_waiting_for_a_turn_does_not_count(press: Press) -> None:
    fetcher = Fetcher(transport=press, per_host=1, deadline=0.2)
    press.prints(PAGE, "x")
    press.prints("https://bao.example/sau", "y")
    press.slow(PAGE)
    slow, patient = fetcher.get(PAGE), fetcher.get("https://bao.example/sau")
    outcomes = await asyncio.gather(slow, patient, return_exceptions=True)
    assert isinstance(outcomes[0], TimedOut)
    assert isinstance(outcomes[1], Reply)


async def test_a_cancelled_request_gives_its_turn_back(press: Press) -> None:
    fetcher = Fetcher(transport=press, per_host=1)
    press.prints(PAGE, "x")
    press.prints("https://bao.example/sau", "y")
    held = press.slow(PAGE)
    task = asyncio.create_task(fetcher.get(PAGE))
    await held.arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await fetcher.get("https://bao.example/sau")).body == b"y"


async def test_cancelled_requests_keep_no_connection_from_the_others(press: Press, served: str) -> None:
    """Where a request is cut off makes the difference, and the pool is lost within some dozens of them."""
    press.prints("/bai.htm", "Thân bài. " * 2000)
    fetcher = Fetcher(deadline=5)
    fetcher.trust(served)
    chance = random.Random(1)
    for _ in range(150):
        requests = [asyncio.create_task(fetcher.get(f"{served}/bai.htm")) for _ in range(chance.choice((1, 1, 2, 3)))]
        await asyncio.sleep(chance.choice((0, chance.uniform(0, 0.002), chance.uniform(0, 0.01))))
        for request in requests:
            if chance.random() < 0.7:
                request.cancel()
        for answer in await asyncio.gather(*requests, return_exceptions=True):
            assert isinstance(answer, Reply | asyncio.CancelledError), answer
    await fetcher.close()


async def test_a_connection_serves_many_requests_and_close_ends_it(press: Press, served: str) -> None:
    connections = 0

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        writer.write(response(b"1"))
        await reader.readuntil(b"\r\n\r\n")
        writer.write(response(b"2"))
        await reader.read()

    fetcher = Fetcher()
    async with raw_server(speaks) as base:
        bodies = [(await fetcher.get(f"{base}/", typed=True)).body for _ in range(2)]
        await fetcher.close()
    assert (bodies, connections) == ([b"1", b"2"], 1)


async def test_idle_origins_are_closed_and_busy_ones_are_not() -> None:
    import httpx

    from tuireader.fetch.dial import MOST_ORIGINS

    connections = Connections(lambda host, port: True, lambda host: 2, Meter())
    async with connections.to(httpx.URL("http://ban.example/")) as busy:
        for number in range(MOST_ORIGINS + 5):
            async with connections.to(httpx.URL(f"http://{number}.example/")):
                pass
        async with connections.to(httpx.URL("http://ban.example/")) as again:
            assert again is busy
    assert len(connections._transports) <= MOST_ORIGINS
    await connections.close()


# Proxies


def test_the_environment_names_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_for("https", "vtv.vn", None) == ""
    monkeypatch.setenv("https_proxy", "10.0.0.1:3128")
    monkeypatch.setenv("all_proxy", "socks5://10.0.0.2:1080")
    monkeypatch.setenv("no_proxy", "noibo.example,.lan")
    assert proxy_for("https", "vtv.vn", None) == "http://10.0.0.1:3128"
    assert proxy_for("http", "vtv.vn", None) == "socks5://10.0.0.2:1080"
    assert proxy_for("https", "noibo.example", None) == proxy_for("https", "may.lan", 8443) == ""
    assert proxy_for("http", "127.0.0.1", 8808) == proxy_for("http", "localhost", None) == ""


@pytest.mark.parametrize("proxy", ["javascript:alert(1)", "ftp://proxy:21", "http://", "http://u:matkhau@[::", "so ck"])
async def test_a_nonsense_proxy_is_a_clear_refusal(
    dialling: Fetcher, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(BadAddress, match="proxy") as caught:
        await dialling.get("http://bao.example/")
    assert "matkhau" not in str(caught.value)


async def test_requests_go_through_the_proxy(
    press: Press, served: str, dialling: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def speaks(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(b"from the proxy"))

    async with raw_server(speaks) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        assert (await dialling.get("http://bao.example/")).body == b"from the proxy"
        with pytest.raises(BadAddress):
            await dialling.get("http://10.0.0.1/")


# Waiting


def test_backoff_doubles_to_six_hours() -> None:
    waits = [(backoff(failures, NOW) - NOW).total_seconds() / 60 for failures in range(12)]
    assert waits == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert backoff(10**9, NOW) - NOW == timedelta(hours=6)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 60),
        ("-1", 60),
        ("99999999999999", 86_400),
        ("9" * 5000, 86_400),
        ("Tue, 24 Nov 2026 01:10:00 GMT", 600),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 60),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
    ],
)
def test_retry_after_is_clamped(value: str, seconds: int) -> None:
    assert retry_after(value, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "soon", "1.5", "12 minutes", "Tue, 99 Nov 2026 25:61:00 GMT", "\x1b[31m"])
def test_an_unreadable_retry_after_is_none(value: str) -> None:
    assert retry_after(value, NOW) is None
