"""Makes a library of as many headlines as a bench asks for, out of syllables, through the store's own intake."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuireader.model import Headline
from tuireader.store import Store

SECTIONS = (("vtv", "chinh-tri"), ("vtv", "kinh-te"), ("vnexpress", "thoi-su"), ("tuoitre", "thoi-su"))
_TEXT = (
    "mưa nắng sông núi đường cầu chợ làng phố trường học sinh gạo lúa cá tôm biển rừng cây kênh đê thuyền xe lửa bóng "
    "đá nhạc tranh sách phim thuốc bệnh viện nhà máy điện nước giá tăng giảm mở đóng xây trồng bán mua đi về qua lại"
)
SYLLABLES = _TEXT.split()
BATCH = 5000
"""Headlines in one transaction."""
NEWEST = "Tin mới nhất của thư viện"
"""The title that stands on top of the list."""


def stock(library: Path, count: int) -> None:
    """Write `count` headlines into a new library, one a minute back from now, under the shipped papers' names."""
    now = datetime.now(UTC)
    library.parent.mkdir(parents=True, exist_ok=True)
    store = Store.open(library)
    try:
        headlines = list(_headlines(count, now))
        for begin in range(0, count, BATCH):
            store.add(headlines[begin : begin + BATCH], now)
    finally:
        store.close()


def _headlines(count: int, now: datetime) -> Iterator[Headline]:
    chance = random.Random(1)
    for number in range(count):
        source, section = SECTIONS[number % len(SECTIONS)]
        yield Headline(
            id=f"{source}:{number:018d}",
            source=source,
            section=section,
            title=" ".join(chance.choices(SYLLABLES, k=chance.randint(6, 18))).capitalize() if number else NEWEST,
            url=f"https://{source}.example/bai-{number:018d}.htm",
            published=now - timedelta(minutes=number),
            summary=" ".join(chance.choices(SYLLABLES, k=30)).capitalize() + ".",
        )
