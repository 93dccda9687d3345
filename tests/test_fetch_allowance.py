"""The meter counts what servers send, and no allowance is overstepped, whoever asks and however a body is sent."""

from __future__ import annotations

import asyncio
import gzip
import random
from collections.abc import AsyncIterator, Iterator

import pytest
from press import Press, loopback, raw_server

from tuireader.errors import AllowanceUsed, FetchError
from tuireader.fetch import Allowance, Fetcher
from tuireader.fetch.allowance import EXPECTED

PAGE = "https://bao.example/tin.htm"
SIZES = (300, 9_000, 41_000, 2, 0, 130_000, 17_500)


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def served(press: Press) -> Iterator[str]:
    with loopback(press) as base:
        yield base


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(deadline=5.0, per_host=4)
    yield fetcher
    await fetcher.close()


def letters(count: int) -> bytes:
    """Text that hardly can be compressed."""
    return random.Random(count).randbytes(count // 2).hex().encode()


async def attempt(fetcher: Fetcher, url: str) -> AllowanceUsed | None:
    """Why the address brought nothing, where it was for the allowance."""
    try:
        await fetcher.get(url, typed=True)
    except AllowanceUsed as error:
        return error
    except FetchError:
        pass
    return None


async def chunked(fetcher: Fetcher, body: bytes, size: int) -> AllowanceUsed | None:
    """What comes of a body that is sent in chunks of this size, so that its length is not told."""

    async def speaks(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for start in range(0, len(body), size):
            piece = body[start : start + size]
            writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    async with raw_server(speaks) as base:
        return await attempt(fetcher, f"{base}/")


async def test_the_meter_equals_the_count_of_the_server(press: Press, served: str, fetcher: Fetcher) -> None:
    for number, size in enumerate(SIZES):
        press.prints(f"/{number}", gzip.compress(letters(size)), headers={"Content-Encoding": "gzip"})
        press.prints(f"/plain{number}", letters(size))
    paths = [f"/{kind}{number}" for kind in ("", "plain") for number in range(len(SIZES))]
    await asyncio.gather(*(attempt(fetcher, f"{served}{path}") for path in paths))
    kept = await fetcher.get(f"{served}/plain1", typed=True)
    await fetcher.get(f"{served}/plain1", etag=kept.etag, typed=True)
    assert len(press.asked) == len(paths) + 2
    assert fetcher.received == sum(press.sent)
    assert 0 < fetcher.meter.overhead < 1500 * len(press.asked)


async def test_of_errors_only_what_was_read_counts_and_as_overhead(served: str, fetcher: Fetcher) -> None:
    assert await attempt(fetcher, f"{served}/not-printed") is None
    assert fetcher.received == 0 < fetcher.meter.overhead


async def test_each_reply_knows_its_own_bytes_while_others_come(press: Press, served: str, fetcher: Fetcher) -> None:
    for size in SIZES:
        press.prints(f"/{size}", letters(size))
    sizes = [size for size in SIZES if size]
    replies = await asyncio.gather(*(fetcher.get(f"{served}/{size}", typed=True) for size in sizes))
    assert [reply.received for reply in replies] == sizes


async def test_what_tells_that_it_does_not_fit_is_not_begun(press: Press, served: str, fetcher: Fetcher) -> None:
    press.prints("/large", letters(150_000))
    press.prints("/small", letters(4_000))
    with fetcher.allowing(Allowance(100_000)) as allowance:
        refused = await attempt(fetcher, f"{served}/large")
        assert refused is not None
        assert (refused.kind, refused.total, allowance.used) == ("budget", 100_000, 0)
        assert (await fetcher.get(f"{served}/small", typed=True)).received == 4_000
    assert (allowance.used, allowance.left) == (4_000, 96_000)
    assert (await fetcher.get(f"{served}/large", typed=True)).received == 150_000
    assert (allowance.used, fetcher.received) == (4_000, 154_000)


async def test_when_little_is_left_the_first_that_does_not_fit_is_the_last(
    press: Press, served: str, fetcher: Fetcher
) -> None:
    press.prints("/large", letters(50_000))
    press.prints("/small", letters(4_000))
    with fetcher.allowing(Allowance(10_000)) as allowance:
        assert await attempt(fetcher, f"{served}/large") is not None
        assert await attempt(fetcher, f"{served}/small") is not None
        assert (len(press.asked), allowance.used, allowance.is_over) == (1, 0, True)
        allowance.total = 60_000
        assert await attempt(fetcher, f"{served}/large") is None


@pytest.mark.parametrize("size", [1, 700, 65_536, 400_000])
@pytest.mark.parametrize("total", [1, 9_999, 100_000])
async def test_what_tells_no_length_is_broken_off_at_the_last_byte(fetcher: Fetcher, total: int, size: int) -> None:
    body = letters(400_000)[: 2_000 * size]
    with fetcher.allowing(Allowance(total)) as allowance:
        refused = await chunked(fetcher, body, size)
    fits = len(body) <= total
    assert (refused is None) == fits
    assert allowance.used == fetcher.received == (len(body) if fits else total)
    # The head of the answer, and the frame of each chunk that was read: that much may come besides.
    assert fetcher.meter.passed <= fetcher.received * (1 + 6 / size) + 1500


async def test_a_body_that_fits_to_the_byte_arrives(press: Press, served: str, fetcher: Fetcher) -> None:
    body = letters(20_000)
    press.prints("/exact", body)
    with fetcher.allowing(Allowance(20_000)) as allowance:
        assert (await fetcher.get(f"{served}/exact", typed=True)).body == body
    with fetcher.allowing(Allowance(20_000)) as again:
        assert await chunked(fetcher, body, 7_000) is None
    assert (allowance.left, again.left) == (0, 0)


async def test_nothing_is_asked_when_nothing_is_left(press: Press, fetcher: Fetcher, served: str) -> None:
    fetcher.meter.caps = (Allowance(1000, "day", used=1000),)
    refused = await attempt(fetcher, f"{served}/tin.htm")
    assert refused is not None
    assert (refused.kind, press.asked, fetcher.meter.passed) == ("day", [], 0)


@pytest.mark.parametrize("total", [50_000, 300_000, 1_000_000])
async def test_many_at_once_share_an_allowance(press: Press, served: str, fetcher: Fetcher, total: int) -> None:
    for number in range(40):
        press.prints(f"/{number}", letters(30_000 + 1_000 * number))
    fetcher.meter.caps = (Allowance(total, "run"),)
    with fetcher.allowing(Allowance(2 * total)) as larger:
        refused = await asyncio.gather(*(attempt(fetcher, f"{served}/{number}") for number in range(40)))
    assert total - 70_000 < fetcher.received == larger.used <= total
    assert fetcher.received == sum(30_000 + 1_000 * n for n, error in enumerate(refused) if error is None)
    assert len(press.asked) <= refused.count(None) + 2, "hardly anything is sent that is not taken"


async def test_many_chunked_bodies_at_once_take_no_byte_too_many(fetcher: Fetcher) -> None:
    with fetcher.allowing(Allowance(3 * EXPECTED + 1)) as allowance:
        refused = await asyncio.gather(*(chunked(fetcher, letters(100_000), 33_000) for _ in range(8)))
    assert any(refused)
    assert allowance.used == fetcher.received <= allowance.total


async def test_an_allowance_is_of_the_task_that_was_given_it(press: Press) -> None:
    press.prints(PAGE, letters(5_000))
    fetcher = Fetcher(transport=press)
    begun = asyncio.Event()

    async def packs() -> AllowanceUsed | None:
        with fetcher.allowing(Allowance(1_000)):
            begun.set()
            return await asyncio.create_task(attempt(fetcher, PAGE))

    async def reads() -> int:
        await begun.wait()
        return len((await fetcher.get(PAGE)).body)

    refused, read = await asyncio.gather(packs(), reads())
    assert refused is not None
    assert read == 5_000


async def test_what_is_printed_inside_costs_nothing(press: Press) -> None:
    press.prints(PAGE, letters(5_000))
    fetcher = Fetcher()
    fetcher.serve("bao.example", lambda: press)
    with fetcher.allowing(Allowance(0)):
        reply = await fetcher.get(PAGE)
    assert (len(reply.body), reply.received, fetcher.received) == (5_000, 5_000, 0)
