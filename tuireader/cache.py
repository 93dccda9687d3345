"""Owns the only disk cache: raw responses and pictures by address. Deleting it costs time and nothing else.

It stands on diskcache, which by itself unpickles and opens whatever a row of its database names (GHSA-w8v5-vhqr-4h9v).
So the `Disk` here knows two kinds of values, bytes in the row and bytes in a file of its own naming, and an entry only
counts if its digest is right. A cache that cannot be used holds nothing; nothing here raises.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from tuireader.patterns import later

if TYPE_CHECKING:
    import diskcache
    from diskcache import Disk
else:
    Disk = object  # joined by the real one on first use: importing diskcache takes longer than showing the first screen

SIZE_LIMIT = 256 * 2**20
"""Bytes; beyond it the entries that were stored longest ago make room."""
WAIT_SECONDS = 0.5
"""How long another process may hold the cache before we do without."""
SHAPE = "1"
"""Of what is stored; begins each key, so that the entries of other versions are not found."""

_DATABASE = "cache.db"
_OWN_NAME = later(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}\.val")
_DIGEST_SIZE = 16
_MODE_RAW, _MODE_BINARY = 1, 2


class Stored(msgspec.Struct, frozen=True):
    """A response as it was received."""

    body: bytes
    content_type: str
    etag: str
    last_modified: str
    fetched: datetime
    """When it was received or last confirmed."""
    url: str
    """The final address, after redirects."""


class Cache:
    """Responses by address. Make one with `Cache.open`; every thread may use it."""

    def __init__(
        self, folder: Path | None, responses: diskcache.Cache | None, problem: str, limit: int = SIZE_LIMIT
    ) -> None:
        self.problem = problem
        """Why this cache holds nothing: a technical reason in English, empty when all is well."""
        self._folder = folder
        self._responses = responses
        self._limit = limit

    @classmethod
    def open(cls, folder: Path | None, limit: int = SIZE_LIMIT) -> Self:
        """Open the cache in `folder`, made when there is none; None is a cache that holds nothing, without a problem.

        A damaged database is set aside as `cache.bad-<time>`. A folder that cannot be used, or that another process
        holds for longer than a moment, gives a cache that holds nothing. Beyond `limit` bytes the oldest make room.
        """
        if folder is None:
            return cls(None, None, "")
        try:
            return cls(folder, _open_or_rebuild(folder, limit), "", limit)
        except (OSError, sqlite3.Error, _unusable()) as error:
            return cls(folder, None, f"{type(error).__name__}: {error}")

    def get(self, url: str) -> Stored | None:
        """The response that was stored for this address, if it is here and whole."""
        if self._responses is None:
            return None
        try:
            return _decode(self._responses.get(_key(url)))
        except (OSError, sqlite3.OperationalError, _unusable()):
            return None
        except sqlite3.DatabaseError:
            self._rebuild()
            return None

    def put(self, url: str, stored: Stored) -> None:
        """Keep the response, if that is possible."""
        if self._responses is None:
            return
        try:
            self._responses.set(_key(url), _encode(stored))
        except (OSError, sqlite3.OperationalError, _unusable()):
            return
        except sqlite3.DatabaseError:
            self._rebuild()

    def close(self) -> None:
        """Close the cache. May be called again; from then on it holds nothing."""
        responses, self._responses = self._responses, None
        if responses is not None:
            with suppress(sqlite3.Error):
                responses.close()

    def _rebuild(self) -> None:
        """Start again with an empty database, after a damage that showed itself late."""
        self.close()
        if self._folder is None:
            return
        try:
            _set_aside(self._folder)
            self._responses = _open_or_rebuild(self._folder, self._limit)
        except (OSError, sqlite3.Error, _unusable()) as error:
            self.problem = f"{type(error).__name__}: {error}"


def _open_or_rebuild(folder: Path, limit: int) -> diskcache.Cache:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
        folder.chmod(0o700)
    if folder.resolve().parent == folder.resolve():
        raise NotADirectoryError(f"{folder} is the root of the file system")
    try:
        _probe(folder / _DATABASE)
        return _connect(folder, limit)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        _set_aside(folder)
        return _connect(folder, limit)


def _probe(database: Path) -> None:
    """Find out what diskcache must not: it waits a minute for a lock, and makes a pragma of any setting it reads.

    Raises sqlite3.OperationalError when the database is held or unwritable, another sqlite3.DatabaseError when it is no
    cache of ours.
    """
    from diskcache.core import DEFAULT_SETTINGS, METADATA

    with closing(sqlite3.connect(database, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'Settings'").fetchone():
            settings = dict(connection.execute("SELECT key, value FROM Settings"))
            counters = [settings.pop(key, 0) for key in METADATA]
            if settings.keys() - DEFAULT_SETTINGS.keys() or not all(isinstance(number, int) for number in counters):
                raise sqlite3.DatabaseError("settings that diskcache does not write")
        connection.execute("ROLLBACK")


def _connect(folder: Path, limit: int) -> diskcache.Cache:
    import diskcache

    # All settings are given, so that none is taken from the database.
    settings = diskcache.DEFAULT_SETTINGS | {
        "eviction_policy": "least-recently-stored",
        "size_limit": limit,
        "statistics": 0,
        "sqlite_cache_size": 256,  # pages; diskcache's own 32 MiB fill up with what is hardly asked for twice
        "sqlite_mmap_size": 0,  # a mapped file that is cut short ends the process
    }
    disk = type("PlainDisk", (_PlainDisk, diskcache.Disk), {})
    return diskcache.Cache(str(folder), timeout=WAIT_SECONDS, disk=disk, **settings)


def _set_aside(folder: Path) -> None:
    """Rename the damaged database; its log and index files would damage the next one."""
    (folder / _DATABASE).rename(folder / f"cache.bad-{time.time_ns() // 1_000_000}")
    for suffix in ("-wal", "-shm", "-journal"):
        (folder / (_DATABASE + suffix)).unlink(missing_ok=True)


class _PlainDisk(Disk):  # type: ignore[misc]
    """Stores and returns bytes under text keys, and touches files of its own naming only."""

    def put(self, key: object) -> tuple[str, bool]:
        if not isinstance(key, str):
            raise OSError("a key that is no text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        if not raw or not isinstance(key, str):
            raise OSError("a key that is no text")
        return key

    def store(self, value: object, read: bool, key: object = None) -> Any:  # noqa: FBT001 - diskcache's signature
        if not isinstance(value, bytes) or read:
            raise OSError("a value that is no bytes")
        return super().store(value, read=False, key=key)

    def fetch(self, mode: object, filename: object, value: object, read: bool) -> bytes:  # noqa: FBT001
        if mode == _MODE_RAW and isinstance(value, bytes):
            return value
        if mode == _MODE_BINARY and _is_own(filename) and not read:
            return bytes(super().fetch(mode, filename, value, read))
        raise OSError("a value that is no bytes, or is not in a file of ours")

    def remove(self, file_path: object) -> None:
        if _is_own(file_path):
            super().remove(file_path)


def _is_own(filename: object) -> bool:
    return isinstance(filename, str) and _OWN_NAME.fullmatch(filename.replace(os.sep, "/")) is not None


@cache
def _unusable() -> type[Exception]:
    """What diskcache raises by itself: that it waited long enough."""
    import diskcache

    timeout: type[Exception] = diskcache.Timeout
    return timeout


def _key(url: str) -> str:
    return f"{SHAPE} {url}"


def _encode(stored: Stored) -> bytes:
    packed = msgspec.msgpack.encode(stored)
    return _digest(packed) + packed


def _decode(entry: object) -> Stored | None:
    """The response, if the entry is whole: a file that was cut short is read without an error."""
    if not isinstance(entry, bytes):
        return None
    digest, packed = entry[:_DIGEST_SIZE], entry[_DIGEST_SIZE:]
    if digest != _digest(packed):
        return None
    try:
        return msgspec.msgpack.decode(packed, type=Stored)
    except msgspec.DecodeError:
        return None


def _digest(packed: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(packed, digest_size=_DIGEST_SIZE).digest()
