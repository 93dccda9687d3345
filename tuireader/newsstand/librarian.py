"""The one thread in which SQLite is spoken: it owns the open library and the open caches, and answers one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from tuireader.cache import Cache
from tuireader.errors import LibraryDamaged, LibraryLocked, StoreError
from tuireader.store import Store

PICTURES_LIMIT = 2**30
"""Bytes of pictures, which lie in a cache of their own: among the responses they would push each other out."""

P = ParamSpec("P")
T = TypeVar("T")
Question = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
SOON = 3.0
"""Seconds after a rehearsal in which its answers are still good."""


class Librarian:
    """Runs the methods of `Store` and `Cache` off the event loop, in the order asked.

    A call that is cancelled while it runs is finished in its thread all the same, so no write is ever half done.
    """

    def __init__(self, library: Path | None, cache: Path | None) -> None:
        """`library` and `cache` are the file and the folder to open; None keeps the library in memory, or no cache."""
        self.path = library or Path(":memory:")
        self.library = library
        self._folder = cache
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="librarian")
        self._store: Store | None = None
        self._cache: Cache | None = None
        self._pictures: Cache | None = None
        self.heed: Callable[[LibraryDamaged], object] = lambda _: None
        """Hears that the library was found to be damaged."""
        self.known = 0
        """The version of a library that another process writes, as last seen (`Store.data_version`)."""
        self._rehearsal: list[tuple[Question, Any]] | None = None
        """What was asked in a rehearsal, each with its answer; None after it."""
        self._rehearsing = False
        self._harmless: set[Callable[..., Any]] = set()

    @property
    def writable(self) -> bool:
        """Whether the library is open and may be written."""
        return self._store is not None and self._store.writable

    @property
    def refusal(self) -> StoreError:
        """Why nothing may be written where nothing may."""
        return (self._store and self._store.damage) or LibraryLocked(self.path)

    async def open(self) -> None:
        """Open the library; raises StoreError. The cache is opened when first asked for."""
        self._store = await self._run(Store.open, self.library)
        if not self.writable:
            self.known = await self._run(self._store.data_version)

    async def take_over(self) -> bool:
        """Whether the library may be written, which it may again when the process that wrote it has let go of it.

        Raises StoreError, as `open` does; it is read on then.
        """
        return self.writable or await self._run(self._with_store, Store.take_over)

    async def close(self) -> None:
        """Close what is open, after all that was asked before has been answered."""
        await self._run(self._close)
        self._thread.shutdown(wait=True)

    async def ask(self, work: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a method of the open store done: `await librarian.ask(Store.rows, shelf, limit=50)`."""
        question = (work, args, kwargs)
        if self._rehearsal and (answered := self._recall(question)):
            return cast("T", answered[0])
        try:
            answer = await self._run(partial(self._with_store, work, *args, **kwargs))
        except LibraryDamaged as damage:
            self.heed(damage)
            raise
        if self._rehearsing and self._rehearsal is not None:
            self._rehearsal.append((question, answer))
            self._harmless.add(work)
        return answer

    @contextmanager
    def rehearse(self) -> Iterator[None]:
        """What is asked inside is remembered, and answers the same question once more, if it comes soon.

        The questions inside must change nothing; any other kind of question may, and what is remembered ends with it.
        """
        self._rehearsal, self._rehearsing = [], True
        try:
            yield
        finally:
            self._rehearsing = False
            asyncio.get_running_loop().call_later(SOON, self._forget_rehearsal)

    def _recall(self, question: Question) -> tuple[Any] | None:
        if self._rehearsal is None or self._rehearsing:
            return None
        for known in self._rehearsal:
            if known[0] == question:
                self._rehearsal.remove(known)
                return (known[1],)
        if question[0] not in self._harmless:
            self._forget_rehearsal()
        return None

    def _forget_rehearsal(self) -> None:
        self._rehearsal = None

    async def ask_cache(self, work: Callable[Concatenate[Cache, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a method of the cache done: `await librarian.ask_cache(Cache.get, url)`."""
        return await self._run(partial(self._with_cache, work, *args, **kwargs))

    async def ask_pictures(self, work: Callable[Concatenate[Cache, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a method of the cache of pictures done: `await librarian.ask_pictures(Cache.get, url)`."""
        return await self._run(partial(self._with_pictures, work, *args, **kwargs))

    async def _run(self, work: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args))

    def _with_store(self, work: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._store is None:
            raise RuntimeError("the library is not open")
        return work(self._store, *args, **kwargs)

    def _with_cache(self, work: Callable[Concatenate[Cache, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._cache is None:
            self._cache = Cache.open(self._folder)
        return work(self._cache, *args, **kwargs)

    def _with_pictures(self, work: Callable[Concatenate[Cache, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._pictures is None:
            folder = self._folder.with_name("pictures") if self._folder else None
            self._pictures = Cache.open(folder, PICTURES_LIMIT)
        return work(self._pictures, *args, **kwargs)

    def _close(self) -> None:
        for cache in (self._cache, self._pictures):
            if cache is not None:
                cache.close()
        if self._store is not None:
            self._store.close()
        self._cache = self._pictures = self._store = None
