"""The library: what a paper prints and what the reader did, on real files and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.model import Article, FeedState, Figure, Headline, Paragraph, Place, Row, Shelf, ShelfKind, Stock
from tuireader.store import Store

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LATEST, UNREAD, BOOKMARKS = Shelf("latest"), Shelf("unread"), Shelf("bookmarks")


def headline(number: int, *, source: str = "bao", section: str = "thoi-su", **fields: Any) -> Headline:
    """A headline that is `number` minutes old, unless `published` says otherwise."""
    printed = Headline(
        id=f"{source}:{number}",
        source=source,
        section=section,
        title=f"Tin số {number}",
        url=f"https://{source}.example/{number}.htm",
        published=NOW - timedelta(minutes=number),
    )
    return msgspec.structs.replace(printed, **fields)


def article(number: int, *paragraphs: str) -> Article:
    return Article(f"https://bao.example/{number}.htm", f"Tin số {number}", blocks=tuple(map(Paragraph, paragraphs)))


def ids(rows: list[Row]) -> list[str]:
    return [row.headline.id for row in rows]


@pytest.fixture
def store() -> Iterator[Store]:
    library = Store.open(None)
    yield library
    library.close()


class TestAdd:
    def test_reports_what_is_new_in_the_order_of_the_feed(self, store: Store) -> None:
        assert store.add([headline(2), headline(1)], NOW) == ["bao:2", "bao:1"]
        assert store.add([headline(1), headline(3)], NOW) == ["bao:3"]
        assert store.add([], NOW) == []
        assert store.add([headline(4), headline(4)], NOW) == ["bao:4"]

    def test_returns_what_was_put(self, store: Store) -> None:
        full = headline(1, summary="Tóm tắt", image="https://anh.example/1.jpg")
        store.add([full], NOW)
        assert store.rows(LATEST) == [Row(full, NOW - timedelta(minutes=1))]
        assert store.row("bao:1") == store.rows(LATEST)[0]
        assert store.row("bao:2") is None

    def test_edited_headline_changes_and_stays_read(self, store: Store) -> None:
        store.add([headline(1), headline(2)], NOW)
        store.read(["bao:1"], NOW)
        edited = msgspec.structs.replace(headline(1), title="Tin đã sửa", summary="Mới", url="https://bao.example/moi")
        assert store.add([edited], NOW + timedelta(hours=1)) == []
        row = store.row("bao:1")
        assert row == Row(edited, NOW - timedelta(minutes=1), read=True)

    def test_what_a_print_leaves_out_stays(self, store: Store) -> None:
        full = headline(1, summary="Tóm tắt", image="https://anh.example/1.jpg")
        store.add([full], NOW)
        store.add([headline(1, published=None)], NOW)
        assert store.rows(LATEST) == [Row(full, NOW - timedelta(minutes=1))]

    def test_one_article_in_two_sections_is_one_headline(self, store: Store) -> None:
        store.add([headline(1)], NOW)
        assert store.add([headline(1, section="kinh-te")], NOW) == []
        for shelf in (LATEST, UNREAD, Shelf("source", "bao"), Shelf("section", "bao", "kinh-te")):
            assert ids(store.rows(shelf)) == ["bao:1"]
            assert store.count(shelf) == 1
        assert store.rows(Shelf("section", "bao", "kinh-te"))[0].headline.section == "thoi-su"
        assert store.counts().sections == {("bao", "thoi-su"): 1, ("bao", "kinh-te"): 1}
        assert store.counts().sources == {"bao": 1}

    @pytest.mark.parametrize(
        ("published", "time"),
        [
            (NOW + timedelta(days=1000), NOW),
            (None, NOW),
            (datetime(1970, 1, 1, tzinfo=UTC), NOW),
            (datetime(1, 1, 1, tzinfo=UTC), NOW),
            (datetime(9999, 12, 31, tzinfo=UTC), NOW),
            (datetime(1990, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)),
        ],
    )
    def test_sort_time(self, store: Store, published: datetime | None, time: datetime) -> None:
        store.add([headline(1, published=published)], NOW)
        assert store.rows(LATEST)[0].time == time

    def test_a_date_that_changes_at_each_fetch_moves_nothing(self, store: Store) -> None:
        store.add([headline(1), headline(2)], NOW)
        before = store.rows(LATEST)
        store.add([headline(2, published=NOW)], NOW + timedelta(hours=1))
        assert store.rows(LATEST) == before

    def test_undated_headlines_keep_the_order_of_their_feed(self, store: Store) -> None:
        store.add([headline(number, published=None) for number in (5, 3, 4)], NOW)
        store.add([headline(number, published=None) for number in (9, 8)], NOW)
        assert ids(store.rows(LATEST)) == ["bao:9", "bao:8", "bao:5", "bao:3", "bao:4"]

    def test_is_all_or_nothing(self, store: Store) -> None:
        class Torn(list[Headline]):
            def __iter__(self) -> Iterator[Headline]:
                yield headline(1)
                raise MemoryError

        with pytest.raises(MemoryError):
            store.add(Torn(), NOW)
        assert store.count(LATEST) == 0
        assert store.add([headline(1)], NOW) == ["bao:1"]


class TestShelves:
    @pytest.fixture(autouse=True)
    def _papers(self, store: Store) -> None:
        store.add([headline(number) for number in (3, 1, 2)], NOW)
        store.add([headline(number, source="khac", section="the-gioi") for number in (1, 4)], NOW)

    def test_newest_first(self, store: Store) -> None:
        assert ids(store.rows(LATEST)) == ["khac:1", "bao:1", "bao:2", "bao:3", "khac:4"]
        assert ids(store.rows(Shelf("source", "khac"))) == ["khac:1", "khac:4"]
        assert ids(store.rows(Shelf("section", "bao", "thoi-su"))) == ["bao:1", "bao:2", "bao:3"]
        assert store.rows(Shelf("section", "bao", "the-gioi")) == []

    def test_pages_make_the_whole(self, store: Store) -> None:
        pages = [store.rows(LATEST, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
        assert [len(page) for page in pages] == [2, 2, 1, 0]
        assert [row for page in pages for row in page] == store.rows(LATEST)

    def test_unread_may_be_narrowed(self, store: Store) -> None:
        store.read(["bao:1"], NOW)
        assert ids(store.rows(UNREAD)) == ["khac:1", "bao:2", "bao:3", "khac:4"]
        assert ids(store.rows(Shelf("unread", "bao"))) == ["bao:2", "bao:3"]
        assert ids(store.rows(Shelf("unread", "khac", "the-gioi"))) == ["khac:1", "khac:4"]

    def test_bookmarks_are_in_the_order_of_marking(self, store: Store) -> None:
        for minute, identity in enumerate(["bao:3", "khac:1", "bao:2"]):
            store.bookmark(identity, NOW + timedelta(minutes=minute))
        assert ids(store.rows(BOOKMARKS)) == ["bao:2", "khac:1", "bao:3"]
        assert all(row.bookmarked for row in store.rows(BOOKMARKS))
        assert store.bookmark("khac:1", None) == NOW + timedelta(minutes=1)
        assert store.bookmark("khac:1", None) is store.bookmark("bao:1", None) is None
        assert ids(store.rows(BOOKMARKS)) == ["bao:2", "bao:3"]
        assert store.counts().bookmarks == store.count(BOOKMARKS) == 2

    def test_count_is_the_number_of_rows(self, store: Store) -> None:
        store.read(["bao:1"], NOW)
        store.bookmark("bao:2", NOW)
        store.packs.put(1, "bao:2", 1, 0)
        for kind in get_args(ShelfKind):
            shelf = Shelf(kind, "bao", "thoi-su", words="tin")
            assert store.count(shelf) == len(store.rows(shelf)) > 0

    def test_counts(self, store: Store) -> None:
        store.read(["bao:1", "khac:1", "khac:4"], NOW)
        counts = store.counts()
        assert (counts.unread, counts.sources, counts.sections) == (2, {"bao": 2}, {("bao", "thoi-su"): 2})


class TestStock:
    """What of the library lies out on the stand."""

    def test_what_is_off_is_not_shown_and_comes_back(self, store: Store) -> None:
        store.add([headline(1), headline(2, source="khac"), headline(3)], NOW)
        store.bookmark("khac:2", NOW)
        stock = Stock(("bao",))
        assert ids(store.rows(LATEST, stock=stock)) == ids(store.rows(UNREAD, stock=stock)) == ["bao:1", "bao:3"]
        assert store.counts(stock).unread == store.count(LATEST, stock) == 2
        assert store.counts(stock).sources == {"bao": 2}
        assert ids(store.rows(LATEST, stock=Stock(("khac", "bao")))) == ids(store.rows(LATEST))
        assert store.rows(LATEST, stock=Stock(())) == []
        assert store.count(LATEST, Stock(())) == store.counts(Stock(())).unread == 0

    def test_bookmarks_search_and_a_section_asked_for_by_name_show_everything(self, store: Store) -> None:
        store.add([headline(1), headline(2, source="khac")], NOW)
        store.bookmark("khac:2", NOW)
        stock = Stock(("bao",), (("bao", "thoi-su"),))
        assert store.counts(stock).bookmarks == 1
        for shelf in (BOOKMARKS, Shelf("search", words="tin 2"), Shelf("section", "khac", "thoi-su")):
            assert ids(store.rows(shelf, stock=stock)) == ["khac:2"]
            assert store.count(shelf, stock) == 1
        assert ids(store.rows(Shelf("section", "bao", "thoi-su"), stock=stock)) == ["bao:1"]

    def test_an_article_that_also_stands_elsewhere_is_shown(self, store: Store) -> None:
        store.add([headline(1, section="xe"), headline(2, section="xe"), headline(2), headline(3, section="")], NOW)
        stock = Stock(("bao",), (("bao", "xe"),))
        assert ids(store.rows(LATEST, stock=stock)) == ["bao:2", "bao:3"]
        assert store.counts(stock).sources == {"bao": 2}
        assert store.count(Shelf("source", "bao"), stock) == 2

    def test_marking_all_as_read_marks_what_is_seen(self, store: Store) -> None:
        store.add([headline(1), headline(2, section="xe"), headline(3, source="khac")], NOW)
        assert store.read_all(LATEST, NOW, Stock(("bao",), (("bao", "xe"),))) == ["bao:1"]
        assert store.counts().unread == 2

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 6), st.sampled_from(["", "x", "y"]))),
        st.sets(st.sampled_from(["a", "b", "c", "d"])),
        st.sets(st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["x", "y", "z"]))),
        st.sets(st.integers(0, 6)),
    )
    def test_lists_and_counts_agree_with_the_rule(
        self, printed: list[tuple[str, int, str]], on: set[str], off: set[tuple[str, str]], read: set[int]
    ) -> None:
        stock = Stock(tuple(on), tuple(pair for pair in off if pair[0] in on))
        sections: dict[tuple[str, int], set[str]] = {}
        for source, number, section in printed:
            sections.setdefault((source, number), set()).update({section} - {""})
        shown = {
            f"{source}:{number}"
            for (source, number), names in sections.items()
            if source in on and not (names and all((source, name) in stock.withheld for name in names))
        }
        with closing(Store.open(None)) as store:
            store.add([headline(number, source=source, section=section) for source, number, section in printed], NOW)
            store.read([f"{source}:{number}" for source in "abc" for number in read], NOW)
            latest = store.rows(LATEST, stock=stock)
            assert set(ids(latest)) == shown
            assert latest == [row for row in store.rows(LATEST) if row.headline.id in shown]
            unread = [row for row in latest if not row.read]
            assert store.rows(UNREAD, stock=stock) == unread
            assert store.count(LATEST, stock) == len(latest)
            assert store.counts(stock).unread == store.count(UNREAD, stock) == len(unread)
            for paper in on:
                mine = [row for row in latest if row.headline.source == paper]
                assert store.rows(Shelf("source", paper), stock=stock) == mine
                assert store.count(Shelf("source", paper), stock) == len(mine)
                assert store.counts(stock).sources.get(paper, 0) == sum(not row.read for row in mine)


class TestMarks:
    def test_read_returns_what_changed(self, store: Store) -> None:
        store.add([headline(number) for number in (1, 2, 3)], NOW)
        assert store.read(["bao:2", "bao:1", "bao:2"], NOW) == ["bao:2", "bao:1"]
        assert store.read(["bao:1", "bao:3"], NOW) == ["bao:3"]
        assert store.read(["bao:1", "bao:3"], None) == ["bao:1", "bao:3"]
        assert store.read(["bao:1"], None) == []
        assert [row.read for row in store.rows(LATEST)] == [False, True, False]

    def test_read_all_can_be_undone(self, store: Store) -> None:
        store.add([headline(number) for number in (1, 2, 3)], NOW)
        store.add([headline(9, section="khac")], NOW)
        store.read(["bao:2"], NOW)
        changed = store.read_all(Shelf("section", "bao", "thoi-su"), NOW)
        assert sorted(changed) == ["bao:1", "bao:3"]
        assert ids(store.rows(UNREAD)) == ["bao:9"]
        assert sorted(store.read(changed, None)) == ["bao:1", "bao:3"]
        assert ids(store.rows(UNREAD)) == ["bao:1", "bao:3", "bao:9"]
        assert store.read_all(LATEST, NOW) != []
        assert store.counts().unread == store.count(UNREAD) == 0
        assert store.read_all(LATEST, NOW) == []

    def test_a_mark_may_come_before_its_headline(self, store: Store) -> None:
        assert store.read(["bao:1"], NOW) == ["bao:1"]
        store.bookmark("bao:2", NOW)
        store.set_place("bao:2", Place(3, 0.5))
        assert store.rows(BOOKMARKS) == []
        assert store.add([headline(1), headline(2)], NOW) == ["bao:2"]
        assert [(row.read, row.bookmarked) for row in store.rows(LATEST)] == [(True, False), (False, True)]
        assert ids(store.rows(UNREAD)) == ["bao:2"]

    def test_marks_do_not_touch_each_other(self, store: Store) -> None:
        store.add([headline(1)], NOW)
        assert store.place("bao:1") is None
        store.set_place("bao:1", Place(12, 0.25))
        store.bookmark("bao:1", NOW)
        store.read(["bao:1"], NOW)
        store.read(["bao:1"], None)
        store.add([headline(1, title="Sửa")], NOW)
        assert store.place("bao:1") == Place(12, 0.25)
        store.set_place("bao:1", Place(0))
        assert store.place("bao:1") == Place(0)
        assert [(row.read, row.bookmarked) for row in store.rows(LATEST)] == [(False, True)]

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(["add", "read", "unread", "all", "prune"]), st.integers(0, 9))))
    def test_unread_is_what_is_not_read(self, steps: list[tuple[str, int]]) -> None:
        with closing(Store.open(None)) as store:
            for step, number in steps:
                match step:
                    case "add":
                        store.add(
                            [headline(number, section=f"muc-{number % 2}"), headline(number, section="chung")], NOW
                        )
                    case "read" | "unread":
                        store.read([f"bao:{number}"], NOW if step == "read" else None)
                    case "all":
                        store.read_all(Shelf("section", "bao", f"muc-{number % 2}"), NOW)
                    case "prune":
                        store.prune([f"bao:{number}"], NOW)
                rows = store.rows(LATEST)
                unread = [row for row in rows if not row.read]
                assert store.rows(UNREAD) == unread
                assert store.counts().unread == store.counts().sources.get("bao", 0) == len(unread)
                assert store.counts().sections.get(("bao", "chung"), 0) == len(unread)


class TestArticles:
    def test_full_text(self, store: Store) -> None:
        store.add([headline(1), headline(2)], NOW)
        full = Article(
            "https://bao.example/1", "Tin", lead="Sapo", blocks=(Paragraph("Một hai"), Figure("Ảnh", "https://a/b"))
        )
        assert store.article("bao:1") is None
        store.put_article("bao:1", full, NOW)
        assert store.article("bao:1") == full
        store.put_article("bao:1", article(1, "Mới"), NOW)
        assert store.article("bao:1") == article(1, "Mới")
        assert [row.offline for row in store.rows(LATEST)] == [True, False]

    def test_of_an_unknown_headline(self, store: Store) -> None:
        with pytest.raises(KeyError):
            store.put_article("bao:1", article(1), NOW)
        assert store.article("bao:1") is None

    def test_text_in_an_unknown_shape_is_not_here(self, store: Store) -> None:
        store.add([headline(1)], NOW)
        store.put_article("bao:1", article(1, "Một"), NOW)
        store._connection.execute("UPDATE articles SET article = ?", (b"\x81\xa3url\x01",))
        assert store.article("bao:1") is None

    def test_uncarried(self, store: Store) -> None:
        store.add([headline(number) for number in range(1, 6)], NOW)
        store.add([headline(9, section="khac")], NOW)
        store.put_article("bao:2", article(2, "Một"), NOW)
        assert [each.id for each in store.uncarried("bao", "thoi-su", 3)] == ["bao:1", "bao:3"]
        assert store.uncarried("bao", "khac", 3) == [headline(9, section="khac")]
        for minute, number in enumerate((2, 5, 9)):
            store.bookmark(f"bao:{number}", NOW + timedelta(minutes=minute))
        assert [each.id for each in store.wanted()] == ["bao:9", "bao:5"]
        store.want("bao:4", NOW)
        store.want("bao:2", NOW)
        assert [each.id for each in store.wanted()] == ["bao:4", "bao:9", "bao:5"]


class TestFeeds:
    def test_states(self, store: Store) -> None:
        first = FeedState("https://bao.example/a.rss", NOW, NOW - timedelta(hours=1), 2, NOW + timedelta(hours=1), "d")
        second = FeedState("https://bao.example/b.rss", failures=1)
        assert store.feed_state(first.url) is None
        store.put_feed_state(second)
        store.put_feed_state(FeedState(first.url))
        store.put_feed_state(first)
        assert store.feed_state(first.url) == first
        assert store.feed_states() == [first, second]
