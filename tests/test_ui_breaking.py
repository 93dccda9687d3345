"""What passes by in the strip of latest news, and what stands out in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tuireader.model import Headline, Row
from tuireader.ui.breaking import MOST, Watch, passing, stands_out

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def rows(section: str, *minutes: float, title: str = "Tin") -> list[Row]:
    """Headlines of a section so many minutes before noon."""
    return [
        Row(
            Headline(f"{section} {before}", "vidu", section, title, f"https://vidu.example/{section}/{before}"),
            NOON - timedelta(minutes=before),
        )
        for before in minutes
    ]


def in_order(*groups: Iterable[Row]) -> list[Row]:
    return sorted((row for group in groups for row in group), key=lambda row: row.time, reverse=True)


def names(found: Iterable[Row]) -> list[str]:
    return [row.headline.id for row in found]


def test_the_newest_come_first_and_what_was_read_does_not_come() -> None:
    news = rows("thoi-su", 1, 2, 3)
    news[1] = replace(news[1], read=True)
    assert names(passing(news)) == ["thoi-su 1", "thoi-su 3"]


def test_no_section_fills_the_strip_but_one_that_is_alone_may() -> None:
    flood, quiet = rows("giai-tri", *range(1, 41)), rows("the-gioi", 30, 60, 90)
    both = names(passing(in_order(flood, quiet)))
    assert len(both) == MOST
    assert {"the-gioi 30", "the-gioi 60", "the-gioi 90"} < set(both)
    assert both == names(row for row in in_order(flood, quiet) if row.headline.id in both), "in the order of time"
    assert names(passing(flood)) == names(flood[:MOST])


@pytest.mark.parametrize(
    ("title", "words", "told"),
    [
        ("Bão số 5 đổ bộ", ["bão"], True),
        ("BÃO SỐ 5 ĐỔ BỘ", ["bao so 5"], True),
        ("Báo động đỏ", ["bão động"], True),
        ("Ông bảo vệ rừng", ["bao vệ rừng"], True),
        ("Baoquan.vn đổi tên miền", ["bão"], False),
        ("Tin thường", [], False),
        ("Tin thường", ["", " "], False),
        ("«KHẨN»: nước lên", ["khẩn"], True),
    ],
)
def test_words_stand_out_without_diacritics_and_only_as_a_whole(title: str, words: list[str], told: bool) -> None:
    assert stands_out(title, words) is told


def test_only_what_arrives_is_news() -> None:
    watch = Watch(["khẩn"])
    first, second = rows("a", 5, title="Khẩn: nước lên"), rows("a", 2, title="Khẩn: đê vỡ")
    assert not watch.hear(first), "what was there at the start rings no bell"
    assert watch.told(first[0])
    assert watch.hear([*second, *first])
    assert not watch.hear([*second, *first])
    assert not watch.told(rows("b", 1)[0])
