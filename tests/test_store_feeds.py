"""What the library keeps of the tries of papers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tuireader.model import FeedState, Reading
from tuireader.store import Store
from tuireader.store.feeds import PAGES_KEPT

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(Store.open(None)) as opened:
        yield opened


def test_all_that_is_known_of_a_feed(store: Store) -> None:
    state = FeedState(
        "https://bao.example/tin.rss",
        checked=NOW,
        succeeded=NOW - timedelta(hours=1),
        failures=3,
        wait_until=NOW + timedelta(minutes=4),
        digest="d",
        entries=50,
        newest=NOW - timedelta(hours=2),
        gap=1800,
        moved_to="https://moi.example/tin.rss",
        fault="Refused",
        status=410,
        detail="status 410",
    )
    store.put_feed_state(state)
    assert store.feed_state(state.url) == state


def test_how_pages_could_be_read(store: Store) -> None:
    for number, body in enumerate(("rules", "rules", "generic", "none", "none", "none")):
        store.put_page("bao", f"https://bao.example/{number}", body)  # type: ignore[arg-type]
    store.put_page("khac", "https://khac.example/1", "generic")
    assert store.readings() == {"bao": Reading(2, 1, 3), "khac": Reading(0, 1, 0)}


def test_of_one_page_the_last_word_counts(store: Store) -> None:
    store.put_page("bao", "https://bao.example/1", "none")
    store.put_page("bao", "https://bao.example/2", "rules")
    store.put_page("bao", "https://bao.example/1", "rules")
    assert store.readings() == {"bao": Reading(2, 0, 0)}


def test_only_the_latest_pages_count(store: Store) -> None:
    store.put_page("khac", "https://khac.example/1", "none")
    for number in range(PAGES_KEPT):
        store.put_page("bao", f"https://bao.example/{number}", "none")
    store.put_page("bao", "https://bao.example/0", "none")
    for number in range(PAGES_KEPT - 1):
        store.put_page("bao", f"https://bao.example/new/{number}", "rules")
    assert store.readings() == {"bao": Reading(PAGES_KEPT - 1, 0, 1), "khac": Reading(0, 0, 1)}
