"""Pruning: what may leave the library, by whose clock, and that its room is given back."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tuireader.errors import LibraryLocked
from tuireader.model import Article, Headline, Paragraph, Place, Shelf
from tuireader.store import Store
from tuireader.store.pruning import Retention

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=365)
MONTH = Retention(30, 0)
LONG_AGO = NOW - 60 * DAY


def headline(number: int, paper: str = "bao", published: datetime | None = LONG_AGO) -> Headline:
    return Headline(f"{paper}:{number}", paper, "tin", f"Tin {number}", f"https://{paper}.example/{number}", published)


def put(store: Store, number: int, when: datetime = LONG_AGO, words: int = 300) -> str:
    one = headline(number, published=when)
    store.add([one], when)
    text = " ".join(f"chữ{number}x{at}" for at in range(words))
    store.put_article(one.id, Article(one.url, one.title, blocks=(Paragraph(text),)), when)
    return one.id


def chosen(store: Store, keep: Retention = MONTH, now: datetime = NOW, spared: tuple[str, ...] = ()) -> list[str]:
    return [one.id for one in store.prunable(keep, now, spared)]


def fresh_print(store: Store, now: datetime = NOW) -> None:
    """Two papers print something now, so that the time is known."""
    store.add([headline(9001, "song", now)], now)
    store.add([headline(9002, "nui", now)], now)


@pytest.fixture
def store() -> Iterator[Store]:
    """A library with one article that was read two months ago, and papers that print today."""
    library = Store.open(None)
    put(library, 1)
    library.read(["bao:1"], LONG_AGO)
    fresh_print(library)
    yield library
    library.close()


class TestWhatMayGo:
    def test_what_was_read_long_ago(self, store: Store) -> None:
        assert chosen(store) == ["bao:1"]
        assert chosen(store, Retention(61, 0)) == []
        assert chosen(store, Retention(0, 0)) == []

    @pytest.mark.parametrize(
        "reason",
        [
            lambda store: store.read(["bao:1"], None),
            lambda store: store.bookmark("bao:1", LONG_AGO),
            lambda store: store.set_place("bao:1", Place(1), NOW - 6 * DAY),
            lambda store: store.packs.put(1, "bao:1", 3, 0),
        ],
        ids=["unread", "bookmarked", "place", "packed"],
    )
    def test_never(self, store: Store, reason: Callable[[Store], object]) -> None:
        reason(store)
        assert chosen(store) == chosen(store, Retention(30, 1)) == []

    @pytest.mark.parametrize(
        "lately",
        [
            lambda store: store.read(["bao:1"], None) and store.read(["bao:1"], NOW - DAY),
            lambda store: store.put_article("bao:1", Article("https://bao.example/1", "Tin"), NOW - DAY),
        ],
        ids=["read", "fetched"],
    )
    def test_what_was_read_or_fetched_lately_goes_for_its_size_only(
        self, store: Store, lately: Callable[[Store], object]
    ) -> None:
        lately(store)
        assert chosen(store) == []
        assert chosen(store, Retention(30, 1)) == ["bao:1"]

    def test_never_what_is_open_or_was_wanted_in_vain(self, store: Store) -> None:
        assert chosen(store, spared=("bao:1",)) == []
        assert store.prune(["bao:1"], NOW, ("bao:1",)) == 0
        store.add([headline(2)], LONG_AGO)
        store.read(["bao:2"], LONG_AGO)
        assert chosen(store) == ["bao:1", "bao:2"]
        store.want("bao:2", LONG_AGO)
        assert chosen(store) == ["bao:1"]

    def test_what_changed_since_it_was_chosen_stays(self, store: Store) -> None:
        ids = chosen(store)
        store.bookmark("bao:1", NOW)
        assert store.prune(ids, NOW) == 0
        assert store.article("bao:1") is not None

    def test_it_goes_with_its_versions_and_stays_read(self, store: Store) -> None:
        other = Article("https://bao.example/1", "Tin", blocks=(Paragraph("Khác hẳn."),))
        store.put_article("bao:1", other, LONG_AGO)
        assert len(store.editions("bao:1")) == 2
        assert store.prune(chosen(store), NOW) == 1
        assert (store.row("bao:1"), store.editions("bao:1")) == (None, [])
        assert store.count(Shelf("search", words="khac han")) == 0
        store.add([headline(1)], NOW)
        row = store.row("bao:1")
        assert row is not None
        assert row.read


class TestClock:
    @pytest.mark.parametrize("jump", [YEAR, 10 * YEAR])
    def test_a_clock_that_jumps_ahead_makes_nothing_old(self, store: Store, jump: timedelta) -> None:
        store.read(["bao:1"], None)
        store.read(["bao:1"], NOW - DAY)
        store.add([headline(9003, "hoang", NOW + 20 * YEAR)], NOW + jump)  # one paper lies, too
        assert chosen(store, now=NOW + jump) == []

    def test_papers_that_date_nothing_do_not_count(self, store: Store) -> None:
        store.read(["bao:1"], None)
        store.read(["bao:1"], NOW - DAY)
        for paper in ("mot", "hai"):
            store.add([headline(9004, paper, None)], NOW + YEAR)
        assert chosen(store, now=NOW + YEAR) == []

    def test_a_clock_that_was_ahead_keeps_nothing_for_ever(self, store: Store) -> None:
        store.read(["bao:1"], None)
        store.read(["bao:1"], NOW + 10 * YEAR)
        assert chosen(store) == ["bao:1"]

    def test_a_clock_that_is_behind_keeps_everything(self, store: Store) -> None:
        assert chosen(store, now=NOW - YEAR) == []


class TestSize:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "data" / "library.db"

    def fill(self, store: Store, count: int = 60) -> None:
        """The smaller its number, the longer ago it was read; each second one is unread."""
        for number in range(1, count + 1):
            put(store, number, NOW - DAY, words=200)
        for number in range(1, count + 1, 2):
            store.read([f"bao:{number}"], NOW - DAY + timedelta(minutes=number))
        fresh_print(store)

    def test_what_was_read_longest_ago_goes_and_then_nothing_else(self, path: Path) -> None:
        with closing(Store.open(path)) as store:
            self.fill(store)
            some = chosen(store, Retention(0, store.used() - 100_000))
            assert some == [f"bao:{number}" for number in range(1, 2 * len(some), 2)]
            assert 3 < len(some) < 30
            assert chosen(store, Retention(0, 1)) == [f"bao:{number}" for number in range(1, 60, 2)]

    def test_its_room_is_given_back(self, path: Path) -> None:
        with closing(Store.open(path)) as store:
            self.fill(store)
            before = store.used()
            estimate = sum(one.bytes for one in store.prunable(Retention(0, 1), NOW))
            assert store.prune(chosen(store, Retention(0, 1)), NOW) == 30
            more = store.tidy_index(begin=True)
            while more:
                more = store.tidy_index(begin=False)
            assert 0.5 < (before - store.used()) / estimate < 2
            while store.give_back():
                pass
            used = store.used()
        assert path.stat().st_size == used

    def test_a_library_from_before_gives_back_once_it_is_rewritten(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(gzip.decompress((Path(__file__).parent / "libraries" / "v1.db.gz").read_bytes()))
        with closing(Store.open(path)) as store:
            self.fill(store)
            store.prune(chosen(store, Retention(0, 1)), NOW)
            assert not store.give_back()
            before = path.stat().st_size
            store.rewrite()
            assert store.used() < before
            store.prune(chosen(store, Retention(0, 1)), NOW)
            store.give_back()
            assert store.row("bao:8") is not None

    def test_a_reader_beside_may_look_only(self, path: Path) -> None:
        with closing(Store.open(path)) as store, closing(Store.open(path)) as other:
            self.fill(store, 4)
            assert chosen(other, Retention(0, 1)) == ["bao:1", "bao:3"]
            for change in (
                lambda: other.prune(["bao:1"], NOW),
                lambda: other.tidy_index(begin=True),
                other.give_back,
                other.rewrite,
                lambda: other.note_done("prune", NOW),
            ):
                with pytest.raises(LibraryLocked):
                    change()


def test_a_chore_is_remembered(store: Store) -> None:
    assert store.done("prune") is None
    store.note_done("prune", NOW)
    store.note_done("prune", NOW + DAY)
    assert store.done("prune") == NOW + DAY
