"""A press that never runs out of news, and whose articles show whether they are whole.

Each time that a feed is asked for it has new stories; every other one is old, so that there is something to prune.
"""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from press import Asked, Press, Printed, Story, feed, page
from program import NAMES

PARAGRAPHS = 30
SENTENCE = "Sáng nay hơn hai trăm người dân đã cùng nhau trồng những hàng cây đầu tiên dọc con kênh của làng. "
OLD = timedelta(days=200)
"""Older than anything that is kept only because it is new."""
_FEED = re.compile(r"/(\w+)/tin-moi\.rss")
_ARTICLE = re.compile(r"/(\w+)/bai-(\d+)\.htm")


class EndlessPress(Press):
    """Prints for every paper of `program.NAMES`; any number of threads may ask. Nothing of what was asked is kept.

    A feed has so many stories, and of them so many that were not in it before.
    """

    def __init__(self, stories: int = 10, new: int = 4) -> None:
        super().__init__()
        self._stories, self._new = stories, new
        self._first = {paper: place * 10**6 for place, paper in enumerate(NAMES, 1)}  # no two are alike
        self._lock = threading.Lock()

    def answer(self, asked: Asked) -> Printed:
        parts = urlsplit(asked.url)
        if named := _FEED.fullmatch(parts.path):
            return Printed(200, {}, self._feed(named[1], f"{parts.scheme}://{parts.netloc}").encode())
        if named := _ARTICLE.fullmatch(parts.path):
            return Printed(200, {}, page(_title(int(named[2])), *paragraphs(int(named[2]))).encode())
        return super().answer(asked)

    def _feed(self, paper: str, base: str) -> str:
        with self._lock:
            first = self._first[paper]
            self._first[paper] += self._new
        now = datetime.now(UTC)
        numbers = range(first + self._stories - 1, first - 1, -1)
        return feed(
            *(
                Story(
                    _title(number), f"{base}/{paper}/bai-{number:018d}.htm", now - (OLD if number % 2 else timedelta())
                )
                for number in numbers
            )
        )


def paragraphs(number: int) -> list[str]:
    """The text of an article; the last paragraph says that it is whole."""
    body = [f"Đoạn {place} của bài {number}. {SENTENCE * 3}" for place in range(1, PARAGRAPHS)]
    return [*body, ending(number)]


def ending(number: int) -> str:
    """The last paragraph of an article."""
    return f"Hết bài {number}."


def number_of(identity: str) -> int:
    """The number of an article, by its id."""
    return int(identity.rpartition(":")[2])


def _title(number: int) -> str:
    return f"Tin số {number} của ngày hôm nay"
