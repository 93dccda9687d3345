"""What is in the pack, on a real library: begun, broken off, gone on with, filled, and shown as a shelf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tuireader.errors import LibraryLocked
from tuireader.model import Article, Headline, Paragraph, Shelf
from tuireader.store import Store
from tuireader.store.packing import RESUMABLE

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PACKED = Shelf("packed")
WISH, OTHER = '{"budget":5000000}', '{"budget":2000000}'


def headline(number: int) -> Headline:
    url = f"https://bao.example/{number}.htm"
    return Headline(f"bao:{number}", "bao", "thoi-su", f"Tin số {number}", url, NOW - timedelta(minutes=number))


@pytest.fixture
def store() -> Iterator[Store]:
    """A library with four headlines, of which the second and third have their full texts."""
    library = Store.open(None)
    library.add([headline(number) for number in range(1, 5)], NOW)
    for number in (2, 3):
        text = Article(headline(number).url, headline(number).title, blocks=(Paragraph("Một đoạn."),))
        library.put_article(f"bao:{number}", text, NOW)
    yield library
    library.close()


def shelf(store: Store) -> list[str]:
    return [row.headline.id for row in store.rows(PACKED)]


def test_candidates_are_the_newest_unread_ones(store: Store) -> None:
    store.read(["bao:1"], NOW)
    found = store.packs.candidates("bao", "thoi-su", 2)
    assert [(one.headline, one.is_here) for one in found] == [(headline(2), True), (headline(3), True)]
    assert [one.is_here for one in store.packs.candidates("bao", "thoi-su", 9)] == [True, True, False]


def test_a_text_without_all_its_pages_is_not_here(store: Store) -> None:
    half = Article(
        headline(1).url, "Tin số 1", blocks=(Paragraph("Nửa."),), next_pages=("https://bao.example/1-2.htm",)
    )
    store.put_article("bao:1", half, NOW)
    assert not store.packs.candidates("bao", "thoi-su", 1)[0].is_here


def test_the_shelf_shows_what_was_put_newest_first(store: Store) -> None:
    assert store.counts().packed is None
    number, received, contents = store.packs.begin(WISH, NOW)
    assert (received, contents) == (0, {})
    store.packs.put(number, "bao:3", 4, 900)
    store.packs.put(number, "bao:2", 2, 900)
    assert shelf(store) == ["bao:2", "bao:3"]
    assert store.count(PACKED) == 2
    assert [row.headline.id for row in store.rows(Shelf("packed", words="so 3"))] == ["bao:3"]
    assert store.counts().packed == 2
    assert store.read_all(PACKED, NOW) == ["bao:2", "bao:3"]
    assert store.counts().packed == 0
    assert store.count(PACKED) == 2, "what was read stays in sight until the next pack"


def test_a_pack_that_was_broken_off_is_gone_on_with(store: Store) -> None:
    first = store.packs.begin(WISH, NOW)
    store.packs.put(first.number, "bao:2", 4, 900)
    store.packs.spent(first.number, 1200)
    later = store.packs.begin(WISH, NOW + timedelta(hours=1))
    assert later == (first.number, 1200, {"bao:2": 4})


def test_a_pack_is_begun_anew_for_another_wish_another_day_and_after_the_last_one_was_filled(store: Store) -> None:
    first = store.packs.begin(WISH, NOW)
    other = store.packs.begin(OTHER, NOW)
    assert other.number != first.number
    next_day = store.packs.begin(OTHER, NOW + RESUMABLE)
    assert next_day.number not in (first.number, other.number)
    store.packs.end(next_day.number, 0, NOW)
    assert store.packs.begin(OTHER, NOW + RESUMABLE).number != next_day.number


def test_the_pack_before_stays_until_the_new_one_is_filled_but_what_was_read_of_it(store: Store) -> None:
    old = store.packs.begin(WISH, NOW)
    for number in (1, 2, 3):
        store.packs.put(old.number, f"bao:{number}", 1, 0)
    store.packs.end(old.number, 0, NOW)
    store.read(["bao:3"], NOW)
    new = store.packs.begin(OTHER, NOW)
    assert shelf(store) == ["bao:1", "bao:2"]
    store.packs.put(new.number, "bao:2", 1, 0)
    store.packs.put(new.number, "bao:4", 1, 0)
    assert shelf(store) == ["bao:1", "bao:2", "bao:4"]
    store.packs.end(new.number, 0, NOW)
    assert shelf(store) == ["bao:2", "bao:4"]


def test_whoever_only_reads_packs_nothing(store: Store) -> None:
    store.writable = False
    with pytest.raises(LibraryLocked):
        store.packs.begin(WISH, NOW)
