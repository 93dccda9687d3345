"""Servers that mean harm: bombs, floods and trickles, papers that cannot prove who they are, forged addresses."""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from press import Press, Story, feed, loopback, raw_server
from stall import Stall, paper, refresh, refreshed

from torture.bombs import ALLOWED, meet_apart
from torture.hostile import CERTIFICATES, FAULTS, running, serving
from tuireader.errors import BadAddress, BadReply, FetchError, Offline, TimedOut, TooLarge, Untrusted
from tuireader.fetch import Fetcher
from tuireader.fetch.allowance import Meter
from tuireader.fetch.dial import Connections, proxy_for
from tuireader.model import Section
from tuireader.newsstand.subscribing import find
from tuireader.parsing.decode import decode
from tuireader.ui import phrases

SLOW = [name for name in FAULTS if "second" in name or name in ("silence", "redirect-with-endless-body")]
ENDLESS = ["endless-chunks", "endless-hints"]
FAST = [name for name in FAULTS if name not in (*SLOW, *ENDLESS)]


@pytest.fixture
async def hurried() -> AsyncIterator[Fetcher]:
    """A fetcher that waits a quarter of a second in all."""
    fetcher = Fetcher(deadline=0.25)
    yield fetcher
    await fetcher.close()


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    fetcher = Fetcher()
    yield fetcher
    await fetcher.close()


@pytest.mark.parametrize("name", ["gzip", "double-gzip", "br", "zstd"])
def test_a_bomb_of_a_gibibyte_costs_little_memory(name: str) -> None:
    with running() as base:
        met = meet_apart(f"{base}/{name}", deadline=20)
    assert met.refused == ("TooLarge" if name == "gzip" else "BadReply")
    assert met.growth < ALLOWED


@pytest.mark.parametrize("name", FAST)
async def test_what_is_too_much_or_no_http_is_refused(fetcher: Fetcher, name: str) -> None:
    async with serving() as base:
        with pytest.raises((TooLarge, BadReply, Offline, FetchError)):
            await fetcher.get(f"{base}/{name}", typed=True)


@pytest.mark.parametrize("name", [*SLOW, *ENDLESS])
async def test_what_never_ends_is_given_up_at_the_deadline(hurried: Fetcher, name: str) -> None:
    async with serving() as base:
        await hurried.get(f"{base}/", typed=True)
        with pytest.raises(TimedOut):
            await hurried.get(f"{base}/{name}", typed=True)


async def test_many_headers_and_cookies_are_no_fault_and_go_nowhere(fetcher: Fetcher) -> None:
    asked: list[bytes] = []

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        cookies = b"".join(b"Set-Cookie: a%d=%s\r\n" % (number, b"x" * 50) for number in range(500))
        answer = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n" + cookies + b"\r\nx"
        writer.write(answer)
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)

    async with raw_server(speaks) as base:
        for _ in range(2):
            assert (await fetcher.get(f"{base}/", typed=True)).body == b"x"
    assert len(asked) == 1
    assert b"cookie" not in asked[0].lower()


@pytest.mark.parametrize(
    "charset",
    ["hex", "base64", "zip", "rot13", "idna", "punycode", "undefined", "utf-16", "utf-7", "unicode_escape", "không có"],
)
async def test_no_name_of_an_encoding_is_too_strange(fetcher: Fetcher, charset: str) -> None:
    press = Press()
    press.prints("/", "<p>Chào Việt Nam</p>", headers={"Content-Type": f"text/html; charset={charset}"})
    with loopback(press) as base:
        reply = await fetcher.get(f"{base}/", typed=True)
    assert "Chào Việt Nam" in decode(reply.body, reply.content_type)


# Who is on the other side


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))


@pytest.mark.usefixtures("authority")
async def test_a_certificate_that_fits_is_taken(fetcher: Fetcher) -> None:
    async with serving("good.pem") as base:
        assert (await fetcher.get(f"{base}/", typed=True)).body == b"<html></html>"


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize("certificate", ["expired.pem", "self-signed.pem", "another-host.pem"])
async def test_a_certificate_that_proves_nothing_is_refused(fetcher: Fetcher, certificate: str) -> None:
    async with serving(certificate) as base:
        with pytest.raises(Untrusted) as caught:
            await fetcher.get(f"{base}/", typed=True)
    assert "chứng chỉ" in phrases.sentence(caught.value)


@pytest.mark.usefixtures("authority")
async def test_no_certificate_is_no_reason_to_do_without_encryption(fetcher: Fetcher) -> None:
    """An address that was typed without a scheme may mean http, but not when somebody stands before its https."""
    async with serving("self-signed.pem") as base:
        with pytest.raises(Untrusted):
            await find(fetcher, base.removeprefix("https://"), ())


@pytest.mark.usefixtures("authority")
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated:DeprecationWarning")
async def test_encryption_of_the_last_century_is_refused(fetcher: Fetcher) -> None:
    async with serving("good.pem", oldest=True) as base:
        with pytest.raises(BadReply):
            await fetcher.get(f"{base}/", typed=True)


def test_nothing_lowers_what_is_asked_of_encryption() -> None:
    context = Connections(lambda host, port: True, lambda host: 2, Meter()).certificates()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


# Where a feed may send us


async def test_what_a_feed_names_in_the_readers_own_network_is_not_fetched(tmp_path: Path) -> None:
    """The feed stands where the reader said, and its links, pictures and moves lead to another port of this machine."""
    inside, outside = Press(), Press()
    with loopback(inside) as secret, loopback(outside) as base:
        outside.prints(
            "/tin.rss", feed(*(Story(f"Tin {n}", f"{secret}/{n}.htm", image=f"{secret}/a.png") for n in "12"))
        )
        outside.prints("/moved.rss", status=301, headers={"Location": f"{secret}/feed"})
        source = paper("song", Section("tin", "Tin", f"{base}/tin.rss"), Section("di", "Đi", f"{base}/moved.rss"))
        stall = Stall(tmp_path, sources=[source])
        fetcher = Fetcher()
        async with stall.open(fetcher=fetcher) as stand:
            told = await refresh(stand)
        await fetcher.close()
    outcomes = refreshed(told)
    assert outcomes["song", "tin"].error is None
    assert isinstance(outcomes["song", "di"].error, BadAddress)
    assert inside.asked == []


@pytest.mark.parametrize("port", [22, 25, 6379, 6000, 11211])
async def test_ports_of_other_services_are_not_asked(port: int) -> None:
    press = Press()
    fetcher = Fetcher(transport=press)
    with pytest.raises(BadAddress):
        await fetcher.get(f"https://bao.example:{port}/")
    assert press.asked == []
    press.prints(f"https://bao.example:{port}/", "x")
    assert (await fetcher.get(f"https://bao.example:{port}/", typed=True)).body == b"x"


# Proxies


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({"HTTPS_PROXY": "http://cong.example:3128"}, "https://bao.example", "http://cong.example:3128"),
        ({"ALL_PROXY": "http://cong.example:3128"}, "http://bao.example", "http://cong.example:3128"),
        ({"HTTP_PROXY": "http://cong.example:3128"}, "https://bao.example", ""),
        ({"https_proxy": "http://cong.example", "NO_PROXY": "bao.example"}, "https://bao.example", ""),
        ({"https_proxy": "http://cong.example", "NO_PROXY": "*"}, "https://bao.example", ""),
        ({"https_proxy": "http://cong.example", "no_proxy": ".bao.example"}, "https://anh.bao.example", ""),
        ({"https_proxy": "http://cong.example"}, "https://127.0.0.1", ""),
        ({"https_proxy": ""}, "https://bao.example", ""),
        # A web server that runs programs sets HTTP_PROXY from a header that anybody may send (httpoxy).
        ({"HTTP_PROXY": "http://evil.example", "REQUEST_METHOD": "GET"}, "http://bao.example", ""),
    ],
)
def test_proxies_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], url: str, proxy: str
) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    scheme, _, host = url.partition("://")
    assert proxy_for(scheme, host, None) == proxy


# A whole refresh


async def test_a_paper_that_hangs_delays_no_other(tmp_path: Path) -> None:
    sources = [
        paper(f"bao{number}", Section("tin", "Tin", f"https://bao{number}.example/tin.rss")) for number in range(200)
    ]
    stall = Stall(tmp_path, sources=sources)
    held = stall.press.slow("https://bao7.example/tin.rss")
    for number in range(200):
        stall.press.prints(
            f"https://bao{number}.example/tin.rss", feed(Story("Tin", f"https://bao{number}.example/1.htm"))
        )
    async with stall.open(carry=0) as stand:
        told = []
        news = stand.refresh(stand.sections(), carry=False)
        async for progress in news:
            told.append(progress)
            if len(told) == 199:
                held.release()
    outcomes = list(refreshed(told).values())
    assert len(outcomes) == 200
    assert outcomes[-1].source == "bao7"
    assert all(outcome.error is None for outcome in outcomes)
