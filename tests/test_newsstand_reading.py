"""Reading beside the event loop, and what happens when it does not end."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from tuireader.errors import GivenUp, NoArticle
from tuireader.newsstand.reading import LEFT_BEHIND_MAX, ReadingRoom

URL = "https://bao.example/bai.htm"
SOON = 0.05
"""The deadline of a room whose readers do not come back anyhow."""


class Book:
    """A text over which a reader sits until the test closes it."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self._closed = threading.Event()
        self.thread: threading.Thread | None = None

    def read(self) -> str:
        self.thread = threading.current_thread()
        self.opened.set()
        self._closed.wait()
        return "read to the end"

    def close(self) -> None:
        self._closed.set()


@pytest.fixture
def books() -> Iterator[list[Book]]:
    """One more than a room leaves behind; closed at the end, so that no thread outlives the test."""
    shelf = [Book() for _ in range(LEFT_BEHIND_MAX + 1)]
    yield shelf
    for book in shelf:
        book.close()


def thread() -> threading.Thread:
    return threading.current_thread()


async def test_reads_beside_the_event_loop_in_one_thread() -> None:
    room = ReadingRoom()
    first, second = await asyncio.gather(room.read(URL, thread), room.read(URL, thread))
    assert first is second is not threading.current_thread()
    assert first.daemon
    room.close()
    first.join()


async def test_what_the_parser_says_is_passed_on() -> None:
    def no_article() -> None:
        raise NoArticle(URL, "no body")

    with pytest.raises(NoArticle, match="no body"):
        await ReadingRoom().read(URL, no_article)


async def test_a_parser_that_breaks_is_told_as_this_text_s_fault() -> None:
    room = ReadingRoom()
    with pytest.raises(GivenUp, match="ZeroDivisionError") as caught:
        await room.read(URL, lambda: 1 // 0)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert await room.read(URL, lambda: "next") == "next"


async def test_a_reader_that_does_not_come_back_is_left_behind(books: list[Book]) -> None:
    room = ReadingRoom(SOON)
    stuck, after = await asyncio.gather(
        room.read(URL, books[0].read), room.read(URL, lambda: "next"), return_exceptions=True
    )
    assert isinstance(stuck, GivenUp)
    assert after == "next"


async def test_at_most_a_few_are_left_behind(books: list[Book]) -> None:
    room = ReadingRoom(SOON)
    for book in books[:LEFT_BEHIND_MAX]:
        with pytest.raises(GivenUp, match="not read within"):
            await room.read(URL, book.read)
    with pytest.raises(GivenUp, match="without an end"):
        await room.read(URL, lambda: "next")
    back = books[1].thread
    books[1].close()
    assert back is not None
    back.join()
    assert await room.read(URL, lambda: "next") == "next"


async def test_who_goes_away_leaves_the_reader_at_work(books: list[Book]) -> None:
    room = ReadingRoom()
    asked = asyncio.create_task(room.read(URL, books[0].read))
    await asyncio.to_thread(books[0].opened.wait)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    following = asyncio.create_task(room.read(URL, thread))
    books[0].close()
    assert await following is books[0].thread


async def test_who_goes_away_from_a_text_without_end(books: list[Book]) -> None:
    room = ReadingRoom(SOON)
    asked = asyncio.create_task(room.read(URL, books[0].read))
    await asyncio.to_thread(books[0].opened.wait)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert await room.read(URL, thread) is not books[0].thread


ENDLESS = """
import asyncio, threading
from tuireader.errors import GivenUp
from tuireader.newsstand.reading import ReadingRoom

def calculate():
    while True:
        pass

async def main():
    room = ReadingRoom(0.1)
    for work in (threading.Event().wait, calculate):
        try:
            await room.read("https://bao.example/", work)
        except GivenUp:
            print("given up")
    print(await room.read("https://bao.example/", lambda: "next"))
    room.close()

asyncio.run(main())
"""


def test_the_program_ends_while_readers_are_left_behind() -> None:
    ended = subprocess.run([sys.executable, "-c", ENDLESS], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.splitlines() == ["given up", "given up", "next"]
    assert ended.stderr == ""
