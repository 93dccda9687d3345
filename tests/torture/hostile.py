"""A server on 127.0.0.1 with a fault under each path, for the tests of this folder and for `bombs.py`.

What it sends is as real as it can be made: the bombs are valid streams of 1 GiB of zeros, and the slow answers are
slow by a byte or a header a second until whoever asks goes away.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import threading
import zlib
from base64 import b85decode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path

GIBIBYTE = 2**30
CERTIFICATES = Path(__file__).parent / "certificates"
"""`authority.pem` signed all but the one that signed itself; the servers' own hold their key as well."""
STEP = 1.0
"""Seconds between two bytes or two headers of a slow answer."""
_CHECKSUM = 0x5B64C2B0
"""CRC-32 of 1 GiB of zeros."""
_BROTLI = (
    b"c-lMv|9|}tb%sY99TdL*oB#j+{}28QM-mwu-u<-)avsiS=s2vzaQAopzyJRa+cOHZvoh@Z{{PSa|Lyfm3VhrQCGY?L{QsZ-KZ}Em7{iNu|3C"
    b"l#FaM9T!9s`O!ruSS|NpoDBg{}3!LXqE|9PlI8yFmLS;RDI(Wpg3)FOKTR_Nxa"
)
"""A brotli stream of 1 GiB of zeros, deflated: it repeats itself."""

Fault = Callable[[asyncio.StreamWriter], Awaitable[None]]


@cache
def gzip_bomb() -> bytes:
    """1 GiB of zeros in 1 MB: the same mebibyte 1,024 times, each on its own."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    mebibyte = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    head, end = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03", packer.flush()
    return head + mebibyte * 1024 + end + struct.pack("<II", _CHECKSUM, GIBIBYTE)


@cache
def brotli_bomb() -> bytes:
    """1 GiB of zeros (RFC 7932), packed by the brotli program."""
    return zlib.decompress(b85decode(_BROTLI))


@cache
def zstd_bomb() -> bytes:
    """1 GiB of zeros in blocks that say «128 KiB of this byte» (RFC 8878, section 3.1.1.2)."""
    size, run, last = 2**17 << 3, 1 << 1, 1
    blocks = [size | run] * (GIBIBYTE // 2**17 - 1) + [size | run | last]
    return bytes.fromhex("28b52ffd0038") + b"".join(block.to_bytes(3, "little") + b"\0" for block in blocks)


def encoded(body: Callable[[], bytes], encoding: str) -> Fault:
    """A whole answer in that encoding."""

    async def fault(writer: asyncio.StreamWriter) -> None:
        content = body()
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (encoding.encode(), len(content))
        )
        writer.write(content)
        await writer.drain()

    return fault


def slow(start: bytes, piece: bytes) -> Fault:
    """A beginning, and then a piece of it every second."""

    async def fault(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(STEP)

    return fault


def flood(start: bytes, piece: bytes) -> Fault:
    """A beginning, and then more and more of it, as fast as it is read."""

    async def fault(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()

    return fault


async def silence(_: asyncio.StreamWriter) -> None:
    """Nothing, ever."""
    await asyncio.Event().wait()


async def reset(writer: asyncio.StreamWriter) -> None:
    """The connection is torn down instead of an answer."""
    gone = writer.get_extra_info("socket")
    gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
FAULTS: dict[str, Fault] = {
    "gzip": encoded(gzip_bomb, "gzip"),
    "double-gzip": encoded(lambda: gzip.compress(gzip_bomb(), 1), "gzip, gzip"),
    "gzip-in-gzip-headers": encoded(lambda: gzip.compress(gzip_bomb(), 1), "gzip\r\nContent-Encoding: gzip"),
    "br": encoded(brotli_bomb, "br"),
    "zstd": encoded(zstd_bomb, "zstd"),
    "byte-a-second": slow(OK + b"Content-Length: 1000000\r\n\r\n", b"a"),
    "chunk-a-second": slow(CHUNKED, b"1\r\na\r\n"),
    "header-a-second": slow(OK, b"X-More: a\r\n"),
    "letter-of-a-header-a-second": slow(b"", b"H"),
    "endless-body": flood(OK + b"\r\n", b"a" * 65_536),
    "endless-chunks": flood(CHUNKED, b"1\r\na\r\n" * 1000),
    "endless-headers": flood(OK, b"X-More: " + b"a" * 1000 + b"\r\n"),
    "endless-header-line": flood(OK + b"X-More: ", b"a" * 65_536),
    "endless-trailers": flood(CHUNKED + b"0\r\n", b"X-More: a\r\n" * 1000),
    "endless-chunk-size": flood(CHUNKED, b"0" * 65_536),
    "endless-hints": flood(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100),
    "redirect-with-endless-body": flood(b"HTTP/1.1 302 Found\r\nLocation: /silence\r\n\r\n", b"a" * 65_536),
    "refusal-with-endless-body": flood(b"HTTP/1.1 404 Not Found\r\n\r\n", b"a" * 65_536),
    "silence": silence,
    "reset": reset,
}
"""What is sent under `/NAME`. A path that is not here is answered with an empty page."""


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        request = await reader.readuntil(b"\r\n\r\n")
        name = request.split(b" ", 2)[1].decode().strip("/")
        await FAULTS.get(name, encoded(lambda: b"<html></html>", "identity"))(writer)
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
        pass  # whoever asked has gone away, or the server is being closed
    finally:
        writer.close()


@asynccontextmanager
async def serving(certificate: str = "", oldest: bool = False) -> AsyncIterator[str]:
    """The server, in the running event loop; gives its origin. With a certificate it speaks TLS, `oldest` only 1.0."""
    context = _context(certificate, oldest=oldest) if certificate else None
    connections: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        await _answer(reader, writer)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=context)
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


@contextmanager
def running() -> Iterator[str]:
    """The server in a thread of its own; gives its origin."""
    opened = threading.Event()
    origin: list[str] = []
    loop = asyncio.new_event_loop()
    closed = asyncio.Event()

    async def serve() -> None:
        async with serving() as base:
            origin.append(base)
            opened.set()
            await closed.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    opened.wait()
    try:
        yield origin[0]
    finally:
        loop.call_soon_threadsafe(closed.set)
        thread.join()
        loop.close()


def _context(certificate: str, *, oldest: bool) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / certificate)
    if oldest:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context
