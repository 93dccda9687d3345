"""The bytes of an answer, decoded as they come and never more of them than we take.

HTTP libraries decode without a limit: one 64 KiB chunk of stacked gzip becomes a gigabyte before anybody can count it.
Here a chunk is inflated only as far as the limit, and a gzip stream that ends early is no body.
"""

from __future__ import annotations

import zlib

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"


class Overflowed(Exception):
    """More bytes than the limit, as sent or decoded."""


class Malformed(Exception):
    """Bytes that are not what their encoding promises; the message says in which way."""


class Body:
    """Collects the chunks of one answer: `feed` each, then `finish`."""

    def __init__(self, encoding: str, limit: int) -> None:
        """`encoding` is the `Content-Encoding` header; `limit` counts decoded bytes. Raises Malformed."""
        coding = encoding.strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip"):
            raise Malformed(f"encoding {coding!r} was not asked for")
        self._inflater = zlib.decompressobj(_GZIP) if coding.endswith("gzip") else None
        self._limit = limit
        self._decoded = bytearray()
        self.received = 0
        """Bytes from the wire so far."""

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk; raises Overflowed and Malformed."""
        self.received += len(chunk)
        if self.received > self._limit:
            raise Overflowed(f"more than {self._limit} bytes")
        if self._inflater is None:
            self._decoded += chunk
        else:
            self._inflate(chunk)

    def finish(self) -> bytes:
        """The whole body, decoded; raises Malformed when it is cut off or empty."""
        if self._inflater is not None and self.received and not self._inflater.eof:
            raise Malformed("gzip cut off")
        if not self._decoded:
            raise Malformed("empty")
        return bytes(self._decoded)

    def _inflate(self, chunk: bytes) -> None:
        while chunk:
            if self._inflater is None or self._inflater.eof:
                # Members may be joined (RFC 1952, section 2.2); anything else behind the end is a fault.
                if not _GZIP_MAGIC.startswith(chunk[:2]):
                    raise Malformed("bytes after the end of gzip")
                self._inflater = zlib.decompressobj(_GZIP)
            try:
                self._decoded += self._inflater.decompress(chunk, self._limit - len(self._decoded) + 1)
            except zlib.error as error:
                raise Malformed(f"not gzip: {error}") from error
            if len(self._decoded) > self._limit:
                raise Overflowed(f"more than {self._limit} bytes after decompression")
            chunk = self._inflater.unused_data
