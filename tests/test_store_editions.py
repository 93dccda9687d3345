"""Versions of articles: what counts as another one, what stays with it, and when a page is asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tuireader.model import Article, FeedState, Figure, Headline, Paragraph, Place
from tuireader.store import Store
from tuireader.store.editions import moved_place, same_words

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
LATER = 30 * DAY


def headline(number: int, published: datetime = NOW, title: str = "") -> Headline:
    url = f"https://bao.example/{number}.htm"
    return Headline(f"bao:{number}", "bao", "tin", title or f"Tin số {number}", url, published)


def article(*paragraphs: str, title: str = "Tin") -> Article:
    return Article("https://bao.example/1.htm", title, blocks=tuple(map(Paragraph, paragraphs)))


def due(store: Store, now: datetime, limit: int = 10) -> list[str]:
    return [one.id for one in store.due(now, limit)]


@pytest.fixture
def store() -> Iterator[Store]:
    """A library with one article, printed and fetched now."""
    library = Store.open(None)
    library.add([headline(1)], NOW)
    library.put_article("bao:1", article("Một hai ba.", "Bốn năm sáu."), NOW)
    yield library
    library.close()


class TestVersions:
    def test_other_words_make_another_version(self, store: Store) -> None:
        assert store.put_article("bao:1", article("Một hai bốn."), NOW + HOUR)
        assert store.put_article("bao:1", article("Một hai năm."), NOW + 2 * HOUR)
        told = [(one.article.blocks[0], one.fetched) for one in store.editions("bao:1")]
        assert told == [
            (Paragraph("Một hai ba."), NOW),
            (Paragraph("Một hai bốn."), NOW + HOUR),
            (Paragraph("Một hai năm."), NOW + 2 * HOUR),
        ]
        assert store.article("bao:1") == article("Một hai năm.")
        row = store.row("bao:1")
        assert row is not None
        assert (row.changed, row.withdrawn, row.offline) == (NOW + 2 * HOUR, False, True)

    def test_the_same_words_are_the_same_version(self, store: Store) -> None:
        newer = article("Một hai ba!", "Bốn  năm, sáu")
        newer = replace(newer, blocks=(Figure(src="https://anh.example/1.jpg"), *newer.blocks))
        assert not store.put_article("bao:1", newer, NOW + HOUR)
        assert len(store.editions("bao:1")) == 1
        assert store.article("bao:1") == newer

    def test_pages_that_come_one_after_the_other_are_no_change(self, store: Store) -> None:
        store.add([headline(2)], NOW)
        store.put_article("bao:2", replace(article("Trang một."), next_pages=("https://bao.example/2-2.htm",)), NOW)
        assert not store.put_article("bao:2", article("Trang một.", "Trang hai."), NOW + HOUR)

    def test_what_is_found_is_the_newest(self, store: Store) -> None:
        from tuireader.model import Shelf

        store.put_article("bao:1", article("Cầu mới thông xe."), NOW + HOUR)
        assert store.count(Shelf("search", words="thong xe")) == 1
        assert store.count(Shelf("search", words="bon nam sau")) == 0

    def test_marks_and_the_place_survive(self, store: Store) -> None:
        store.read(["bao:1"], NOW)
        store.bookmark("bao:1", NOW)
        store.set_place("bao:1", Place(2, 0.5), NOW)
        store.put_article("bao:1", article("Đoạn mới.", "Một hai ba.", "Bốn năm sáu."), NOW + HOUR)
        row = store.row("bao:1")
        assert row is not None
        assert row.read
        assert row.bookmarked
        assert store.place("bao:1") == Place(3, 0.5)

    def test_a_withdrawn_one_is_kept_until_it_is_there_again(self, store: Store) -> None:
        store.note_asked("bao:1", NOW + HOUR, withdrawn=True)
        row = store.row("bao:1")
        assert row is not None
        assert row.withdrawn
        assert store.article("bao:1") is not None
        store.note_asked("bao:1", NOW + 2 * HOUR)
        assert store.row("bao:1") == row
        store.note_asked("bao:1", NOW + 3 * HOUR, withdrawn=False)
        row = store.row("bao:1")
        assert row is not None
        assert not row.withdrawn


@pytest.mark.parametrize(
    ("place", "after", "expected"),
    [
        (Place(0, 0.3), "abc", Place(0, 0.3)),
        (Place(2, 0.3), "xabc", Place(3, 0.3)),
        (Place(2, 0.3), "ac", Place(1, 1.0)),
        (Place(1, 0.3), "xyz", Place(1, 0.3)),
        (Place(3, 0.3), "", Place(0, 0.3)),
        (Place(4, 0.3), "abcd", Place(5, 0.3)),
        (Place(2, 0.3), "bxxb", Place(1, 0.3)),
    ],
)
def test_a_place_stays_at_its_paragraph(place: Place, after: str, expected: Place) -> None:
    before = tuple(map(Paragraph, "abc"))
    assert moved_place(place, before, tuple(map(Paragraph, after))) == expected


def test_titles_and_leads_are_words_too() -> None:
    assert not same_words(article("a", title="Một"), article("a", title="Hai"))
    assert not same_words(article("a"), replace(article("a"), lead="Sapo"))


class TestDue:
    def test_a_young_article_is_asked_for_as_its_age_doubles(self, store: Store) -> None:
        asked = []
        for minutes in range(0, 72 * 60, 15):
            now = NOW + timedelta(minutes=minutes)
            if due(store, now):
                asked.append(minutes / 60)
                store.note_asked("bao:1", now)
        assert asked == [1, 2, 4, 8, 16, 32]

    def test_another_title_is_a_reason_at_once_but_not_each_time(self, store: Store) -> None:
        store.add([headline(1, title="Tít đã đổi")], NOW + HOUR / 2)
        assert due(store, NOW + HOUR / 2) == ["bao:1"]
        store.note_asked("bao:1", NOW + HOUR / 2)
        assert due(store, NOW + HOUR / 2) == []
        store.add([headline(1)], NOW + HOUR / 2)
        assert due(store, NOW + HOUR / 2 + timedelta(minutes=5)) == []
        assert due(store, NOW + HOUR / 2 + timedelta(minutes=10)) == ["bao:1"]

    def test_a_bookmark_is_asked_for_daily_in_its_first_week(self, store: Store) -> None:
        store.note_asked("bao:1", NOW + LATER)
        store.bookmark("bao:1", NOW + LATER)
        days = []
        for hours in range(0, 20 * 24, 6):
            if due(store, NOW + LATER + hours * HOUR):
                days.append(hours // 24)
                store.note_asked("bao:1", NOW + LATER + hours * HOUR)
        assert days == [1, 2, 3, 4, 5, 6]

    def test_what_is_not_here_or_failed_lately_is_not_asked_for(self, store: Store) -> None:
        store.add([headline(2)], NOW)
        assert due(store, NOW + HOUR) == ["bao:1"]
        store.put_feed_state(FeedState(headline(1).url, wait_until=NOW + 3 * HOUR))
        assert due(store, NOW + 2 * HOUR) == []
        assert due(store, NOW + 3 * HOUR) == ["bao:1"]

    def test_the_newest_come_first_and_only_so_many(self, store: Store) -> None:
        for number in range(2, 6):
            store.add([headline(number, NOW - number * HOUR)], NOW)
            store.put_article(f"bao:{number}", article("a"), NOW - number * HOUR)
        store.bookmark("bao:5", NOW)
        later = NOW + 26 * HOUR
        assert due(store, later, 3) == ["bao:5", "bao:1", "bao:2"]

    @pytest.mark.parametrize("jump", [-10 * YEAR, -HOUR, 10 * YEAR])
    def test_a_clock_that_jumps_makes_nothing_wait_for_years_or_ask_without_end(
        self, store: Store, jump: timedelta
    ) -> None:
        store.note_asked("bao:1", NOW + jump)
        asked = 0
        for minutes in range(60, 48 * 60, 5):
            if due(store, NOW + timedelta(minutes=minutes)):
                asked += 1
                store.note_asked("bao:1", NOW + timedelta(minutes=minutes))
        assert 5 <= asked <= 7
