"""Owns the thread in which pages and feeds are read, and lets go of it when a text is too hard to read.

Parsers are pure but not bounded: hostile markup of a few hundred kilobytes keeps an HTML parser busy for half a
minute, and a thread cannot be stopped. So reading is done by a worker beside the event loop; one that does not come
back in time is left behind, another takes its place, and the reader is told. Workers are daemons: the program never
waits for one at its end. This also leaves the event loop free while an ordinary page is read.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Generic, TypeVar

from tuireader.errors import GivenUp, NewsError
from tuireader.text import clean_line

T = TypeVar("T")
LOG = logging.getLogger(__name__)

DEADLINE = 5.0
"""Seconds for one text; a large real page takes 0.05."""
LEFT_BEHIND_MAX = 3
"""So many workers may be left behind and still busy; then nothing more is read until one of them has come back."""


class ReadingRoom:
    """Reads one text at a time, for at most `deadline` seconds each."""

    def __init__(self, deadline: float = DEADLINE) -> None:
        self._deadline = deadline
        self._turn = asyncio.Lock()
        self._worker: _Worker | None = None
        self._left_behind: list[_Worker] = []
        self._open: Future[None] | None = None
        self._due = 0.0

    async def read(self, url: str, work: Callable[[], T]) -> T:
        """What `work` gives, which reads the text of `url`; its NewsErrors are passed on.

        Raises GivenUp when it does not come back in time or breaks. Whoever is cancelled leaves; the text is read on.
        """
        task = Task(url, work)
        async with self._turn:
            await self._finish()  # what one who went away left on the table
            self._hand_out(task)
            await self._finish()
        if not task.finished.done():
            raise GivenUp(url, f"not read within {self._deadline:g} s")
        return task.outcome()

    def close(self) -> None:
        """Send the worker home when it is done; nobody waits for it."""
        if self._worker is not None:
            self._worker.dismiss()
            self._worker = None

    def _hand_out(self, task: Task[T]) -> None:
        if self._worker is None:
            self._left_behind = [worker for worker in self._left_behind if worker.is_alive()]
            if len(self._left_behind) >= LEFT_BEHIND_MAX:
                raise GivenUp(task.url, f"{LEFT_BEHIND_MAX} texts are being read without an end")
            self._worker = _Worker()
        self._due = asyncio.get_running_loop().time() + self._deadline
        self._open = task.finished
        self._worker.give(task.do)

    async def _finish(self) -> None:
        """Wait for the open task until it is due, and leave its worker behind if that was not enough."""
        if self._open is None:
            return
        left = self._due - asyncio.get_running_loop().time()
        await asyncio.wait({asyncio.wrap_future(self._open)}, timeout=max(left, 0))
        if not self._open.done() and self._worker is not None:
            self._worker.dismiss()
            self._left_behind.append(self._worker)
            self._worker = None
        self._open = None


class Task(Generic[T]):
    """One text to read, and what came of it."""

    def __init__(self, url: str, work: Callable[[], T]) -> None:
        self.url = url
        self.finished: Future[None] = Future()
        self._work = work
        self._result: list[T] = []
        self._error: NewsError | None = None

    def do(self) -> None:
        """Read, in whatever thread."""
        try:
            self._result.append(self._work())
        except NewsError as error:
            self._error = error
        except Exception as error:  # a text that breaks a parser is that text's fault, and no other's
            self._error = GivenUp(self.url, clean_line(f"{type(error).__name__}: {error}", 200))
            self._error.__cause__ = error
            LOG.exception("a text was not read")
        self.finished.set_result(None)

    def outcome(self) -> T:
        """The result when it is finished; raises what the reading raised."""
        if self._error is not None:
            raise self._error
        return self._result[0]


class _Worker:
    """A thread that does one task after the other until it is dismissed."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="reading", daemon=True)
        self._thread.start()

    def give(self, task: Callable[[], None]) -> None:
        self._tasks.put(task)

    def dismiss(self) -> None:
        """Let it end after what it is doing."""
        self._tasks.put(None)

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()
