"""The newsstand with its real library and cache on disk, a press that answers as told, and a clock the test turns."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest
from press import PRINTED, Press, feed, page
from stall import (
    BLANK,
    HILL,
    HILLS,
    LATEST,
    MINUTE,
    NEWS,
    RIVER,
    SPORT,
    Stall,
    address,
    carried,
    identity,
    only,
    paper,
    refresh,
    refreshed,
    story,
)

from tuireader import demo
from tuireader.errors import LibraryLocked, NoArticle, NotCarried, Offline, Postponed, Refused
from tuireader.fetch import Fetcher
from tuireader.model import Paragraph, Place, Related, Section, Shelf
from tuireader.newsstand import Carried, Newsstand, Refreshed, utc_now
from tuireader.store import Store


@pytest.fixture
def place(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def fill(store: Store) -> None:
    """Leave the library no room to grow, as on a full disk."""
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")


class TestRefreshing:
    async def test_headlines_and_the_newest_texts_come_home(self, place: Stall) -> None:
        place.prints(NEWS, *(story(number) for number in (3, 1, 4, 2)))
        async with place.open(carry=2) as stand:
            told = await refresh(stand, only(RIVER))
            assert refreshed(told)["song", "tin"] == Refreshed("song", "tin", new=4)
            assert [progress.done for progress in told] == [1, 1, 2]
            assert [progress.total for progress in told] == [1, 2, 2]
            rows = await stand.rows(LATEST)
            article = await stand.open(rows[0])
            assert (await stand.counts()).sections == {("song", "tin"): 4}
            assert await stand.updated() == place.now
        assert [(row.headline.id, row.offline) for row in rows] == [
            (identity(1), True), (identity(2), True), (identity(3), False), (identity(4), False),
        ]  # fmt: skip
        assert place.asked() == [address(1), address(2)]
        assert article.blocks == (Paragraph("Thân bài của Tin số 1."),)
        assert article.by_rules

    async def test_a_section_may_say_how_much_it_carries(self, place: Stall) -> None:
        river = paper("song", Section("tin", "Tin", NEWS, carry=3), Section("the-thao", "Thể thao", SPORT, carry=0))
        place.prints(NEWS, *(story(number) for number in range(1, 6)))
        place.prints(SPORT, *(story(number) for number in range(11, 16)))
        async with place.open(carry=1, sources=[river]) as stand:
            await refresh(stand)
        assert place.asked() == [address(1), address(2), address(3)]

    async def test_an_article_of_two_sections_is_one(self, place: Stall) -> None:
        place.prints(NEWS, story(1), story(2))
        place.prints(SPORT, story(2), story(3))
        async with place.open(sources=[RIVER]) as stand:
            told = await refresh(stand)
            assert sum(one.new for one in refreshed(told).values()) == 3
            counts = await stand.counts()
        assert counts.unread == counts.sources["song"] == 3
        assert counts.sections == {("song", "tin"): 2, ("song", "the-thao"): 2}
        assert sorted(place.asked()) == [address(1), address(2), address(3)]

    async def test_what_has_not_changed_is_not_sent(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            received = stand.usage.received
            told = await refresh(stand, only(RIVER))
            assert stand.usage.received == received
        assert [progress.outcome for progress in told] == [Refreshed("song", "tin", unchanged=True)]
        assert place.press.times_asked(NEWS) == 2
        assert place.asked() == [address(1)]

    async def test_the_cache_fills_a_library_that_was_lost(self, place: Stall) -> None:
        place.prints(NEWS, story(1), story(2))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
        for file in (place.folder / "data").iterdir():
            file.unlink()
        async with place.open() as stand:
            received = stand.usage.received
            told = await refresh(stand, only(RIVER))
            assert stand.usage.received == received
            assert refreshed(told)["song", "tin"] == Refreshed("song", "tin", new=2, unchanged=True)
            assert [row.offline for row in await stand.rows(LATEST)] == [True, True]
        assert sorted(place.asked()) == [address(1), address(2)]

    async def test_a_section_page_is_read_where_there_is_no_feed(self, place: Stall) -> None:
        listing = "https://song.example/tin.htm"
        cards = "".join(
            f"<div class='o'><h3><a href='{address(n)}'>Một tin dài vừa đủ {n}</a></h3></div>" for n in (1, 2)
        )
        place.press.prints(listing, f"<html><body><main>{cards}</main></body></html>")
        river = paper("song", Section("tin", "Tin", list=listing))
        async with place.open(carry=0, sources=[river]) as stand:
            await refresh(stand)
            assert {row.headline.id for row in await stand.rows(LATEST)} == {identity(1), identity(2)}

    async def test_edited_titles_and_the_readers_marks(self, place: Stall) -> None:
        place.prints(NEWS, story(1), story(2))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            await stand.read([identity(1)])
            await stand.bookmark(identity(2), keep=True)
            await stand.set_place(identity(2), Place(3, 0.5))
            place.prints(NEWS, story(1, title="Tin số 1 (đã sửa)"), story(2))
            told = await refresh(stand, only(RIVER))
            assert refreshed(told)["song", "tin"].new == 0
            first, second = await stand.rows(LATEST)
            assert (first.headline.title, first.read, first.bookmarked) == ("Tin số 1 (đã sửa)", True, False)
            assert (second.headline.title, second.read, second.bookmarked) == ("Tin số 2", False, True)
            assert await stand.place(identity(2)) == Place(3, 0.5)
            assert [row.headline.id for row in await stand.rows(Shelf("search", words="da sua"))] == [identity(1)]


class TestFailing:
    async def test_one_paper_down_does_not_stop_the_other(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        place.prints(SPORT)
        place.press.down("doi.example")
        async with place.open() as stand:
            told = refreshed(await refresh(stand))
            assert told["song", "tin"].new == 1
            assert isinstance(told["doi", "tin"].error, Offline)
            assert not stand.offline
        assert place.asked() == [address(1)]

    async def test_without_any_network_nothing_is_carried(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER), carry=False)
            place.press.down()
            told = await refresh(stand)
            offline = [stand.offline]
            assert carried(told) == {}
            assert {type(one.error) for one in refreshed(told).values()} == {Offline}
            assert [row.headline.id for row in await stand.rows(LATEST)] == [identity(1)]
            place.press.up()
            await refresh(stand, only(RIVER))
            assert [*offline, stand.offline] == [True, False]
        assert place.asked() == [address(1)]

    async def test_a_paper_that_is_not_asked_says_nothing_about_the_network(self, place: Stall) -> None:
        place.press.prints(HILL, status=500)
        async with place.open() as stand:
            await refresh(stand, only(HILLS))
            place.press.down()
            told = await refresh(stand, [*only(RIVER), *only(HILLS)])
            assert {type(one.error) for one in refreshed(told).values()} == {Offline, Postponed}
            assert stand.offline
            await refresh(stand, only(HILLS))
            assert stand.offline

    async def test_a_text_that_cannot_be_kept_is_read_all_the_same(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        place.press.prints(address(1), page("Tin số 1", "Bài này dài hơn chỗ còn lại. " * 2000))
        async with place.open() as stand:
            await refresh(stand, only(RIVER), carry=False)
            await stand._librarian.ask(fill)
            (row,) = await stand.rows(LATEST)
            assert (await stand.open(row)).title == "Tin số 1"
            assert await stand.carried(row.headline.id) is None

    async def test_a_paper_that_fails_is_left_alone_for_a_while(self, place: Stall) -> None:
        place.press.prints(NEWS, status=500)
        async with place.open() as stand:
            for minutes, asked in ((0, 1), (0.9, 1), (1.1, 2), (2.9, 2), (3.2, 3)):
                place.now = PRINTED + minutes * MINUTE
                await refresh(stand, only(RIVER))
                assert place.press.times_asked(NEWS) == asked
            error = refreshed(await refresh(stand, only(RIVER)))["song", "tin"].error
            assert isinstance(error, Postponed)
            assert error.wait_until == (PRINTED + 3.2 * MINUTE + 4 * MINUTE).replace(microsecond=0)
            place.prints(NEWS, story(1))
            told = await refresh(stand, only(RIVER), by_reader=True)
            assert refreshed(told)["song", "tin"] == Refreshed("song", "tin", new=1)
            assert refreshed(await refresh(stand, only(RIVER)))["song", "tin"].error is None

    async def test_a_paper_that_asks_to_wait_is_obeyed(self, place: Stall) -> None:
        place.now = utc_now()
        place.press.prints(NEWS, status=503, headers={"Retry-After": "7200"})
        async with place.open() as stand:
            (first,) = await refresh(stand, only(RIVER))
            assert isinstance(first.outcome.error, Refused)
            place.now += 110 * MINUTE
            (second,) = await refresh(stand, only(RIVER))
            assert isinstance(second.outcome.error, Postponed)
            assert place.press.times_asked(NEWS) == 1
            place.now += 20 * MINUTE
            place.prints(NEWS)
            (third,) = await refresh(stand, only(RIVER))
            assert third.outcome.error is None

    async def test_a_lack_of_network_is_no_fault_of_the_paper(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        place.press.down()
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            place.press.up()
            (told,) = await refresh(stand, only(RIVER), carry=False)
            assert told.outcome == Refreshed("song", "tin", new=1)

    async def test_a_page_without_an_article_is_tried_later(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        place.press.prints(address(1), BLANK)
        async with place.open() as stand:
            assert isinstance(carried(await refresh(stand, only(RIVER)))[identity(1)].error, NoArticle)
            assert isinstance(carried(await refresh(stand, only(RIVER)))[identity(1)].error, Postponed)
            assert place.asked() == [address(1)]
            place.prints(NEWS, story(1))
            place.now += 2 * MINUTE
            assert carried(await refresh(stand, only(RIVER)))[identity(1)].error is None
            (row,) = await stand.rows(LATEST)
            assert row.offline

    async def test_a_library_held_by_another_asks_nobody(self, place: Stall) -> None:
        async with place.open() as stand, place.open() as second:
            assert (stand.writable, second.writable) == (True, False)
            with pytest.raises(LibraryLocked):
                await refresh(second)
        assert place.press.asked == []


class TestStopping:
    async def test_between_sections(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        place.press.slow(HILL)
        async with place.open() as stand:
            before = asyncio.all_tasks()
            news = stand.refresh(stand.sections(Shelf("section", "song", "tin")) + only(HILLS))
            first = await anext(news)
            await news.aclose()
            assert asyncio.all_tasks() == before
            assert (first.done, first.total) == (1, 2)
            assert [row.headline.id for row in await stand.rows(LATEST)] == [identity(1)]
            assert place.press.times_asked(HILL) == 1

    async def test_while_texts_come_home(self, place: Stall) -> None:
        place.prints(NEWS, story(1), story(2), story(3))
        place.press.slow(address(2))
        async with place.open() as stand:
            before = asyncio.all_tasks()
            async with aclosing(stand.refresh(only(RIVER))) as news:
                async for progress in news:
                    if isinstance(progress.outcome, Carried):
                        break
            assert asyncio.all_tasks() == before
            rows = {row.headline.id: row.offline for row in await stand.rows(LATEST)}
            assert rows[identity(1)]
            assert not rows[identity(2)]

    async def test_by_cancelling_whoever_iterates(self, place: Stall) -> None:
        held = place.press.slow(NEWS)
        async with place.open() as stand:
            before = asyncio.all_tasks()
            task = asyncio.create_task(refresh(stand, only(RIVER)))
            await held.arrived.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert asyncio.all_tasks() == before
            held.release()
            place.prints(NEWS, story(1))
            assert len(await refresh(stand, only(RIVER), carry=False)) == 1


class TestOpening:
    async def test_what_is_not_here_is_fetched_and_kept(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER), carry=False)
            (row,) = await stand.rows(LATEST)
            assert await stand.carried(identity(1)) is None
            article = await stand.open(row)
            place.press.down()
            assert await stand.open(row) == await stand.carried(identity(1)) == article
        assert place.asked() == [address(1)]

    async def test_what_was_wanted_in_vain_comes_first(self, place: Stall) -> None:
        place.prints(NEWS, *(story(number) for number in range(1, 7)))
        async with place.open(carry=2) as stand:
            await refresh(stand, only(RIVER), carry=False)
            rows = {row.headline.id: row for row in await stand.rows(LATEST)}
            place.press.down()
            for number in (4, 6):
                place.now += MINUTE
                with pytest.raises(NotCarried):
                    await stand.open(rows[identity(number)])
            await stand.bookmark(identity(5), keep=True)
            place.press.up()
            await refresh(stand, only(RIVER))
        assert place.asked() == [address(number) for number in (6, 4, 5, 1, 2)]

    async def test_a_linked_article_that_was_wanted_in_vain(self, place: Stall) -> None:
        place.prints(NEWS, story(1), related={"Chuyện bên sông": address(9)})
        place.press.prints(address(9), page("Chuyện bên sông", "Thân bài."))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            (row,) = await stand.rows(LATEST)
            (offer,) = await stand.offers(await stand.open(row))
            assert offer.row is not None
            place.press.down()
            with pytest.raises(NotCarried):
                await stand.open(offer.row)
            place.press.up()
            await refresh(stand, only(RIVER))
            assert await stand.carried(offer.row.headline.id) is not None

    async def test_a_link_in_a_text_leads_to_an_article_only_where_that_is_sure(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        topic = address(1).rpartition("/")[0] + "/chu-de/ben-song.htm"
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            known = await stand.offered(Related("", address(1)), numbered=True)
            assert known == await stand.row(identity(1))
            new = await stand.offered(Related("Tin của đồi", address(7, "doi")), numbered=True)
            assert new is not None
            assert new.headline.title == "Tin của đồi"
            assert await stand.offered(Related("Bến sông", topic), numbered=True) is None
            assert await stand.offered(Related("Bến sông", topic)) is not None
            assert await stand.offered(Related("", "https://khac.example/1"), numbered=True) is None

    async def test_related_links_of_papers_on_the_stand(self, place: Stall) -> None:
        links = {
            "Tin số 2": address(2) + "?utm_source=x",
            "Một tin của báo bạn": address(7, "doi"),
            "Chuyện ở nơi khác": "https://khac.example/chuyen-100000000000000001.htm",
        }
        place.prints(NEWS, story(1), story(2))
        place.press.prints(address(1), page("Tin số 1", "Thân bài.", related=links))
        place.press.prints(address(7, "doi"), page("Tin của đồi", "Thân bài trên đồi."))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            first = await stand.row(identity(1))
            assert first is not None
            known, foreign, outside = await stand.offers(await stand.open(first))
            assert known.row == await stand.row(identity(2))
            assert outside.row is None
            assert foreign.row is not None
            assert (foreign.row.headline.id, foreign.row.offline) == (identity(7, "doi"), False)
            assert await stand.row(identity(7, "doi")) is None
            article = await stand.open(foreign.row)
            assert article.blocks == (Paragraph("Thân bài trên đồi."),)
            adopted = await stand.row(identity(7, "doi"))
            assert adopted is not None
            assert (adopted.headline.title, adopted.offline) == ("Tin của đồi", True)
            await stand.bookmark(identity(7, "doi"), keep=True)
            assert await stand.rows(Shelf("bookmarks")) == [await stand.row(identity(7, "doi"))]
            (found,) = await stand.rows(Shelf("search", words="tren doi"))
            assert found.headline.id == identity(7, "doi")

    async def test_a_page_at_any_address_is_not_stored(self, place: Stall) -> None:
        anywhere = "https://khac.example/chuyen.htm"
        place.press.prints(anywhere, page("Chuyện ở nơi khác", *["Một đoạn văn đủ dài để là thân bài báo. " * 4] * 4))
        async with place.open() as stand:
            assert (await stand.page(anywhere)).title == "Chuyện ở nơi khác"
            assert await stand.count(LATEST) == 0
            with pytest.raises(Refused):
                await stand.page("https://khac.example/khong-co.htm")


class TestMarking:
    async def test_what_changed_is_told_for_undo(self, place: Stall) -> None:
        place.prints(NEWS, *(story(number) for number in range(1, 4)))
        place.prints(HILL, story(8, "doi"))
        async with place.open() as stand:
            await refresh(stand, carry=False)
            assert await stand.read([identity(1), identity(1)]) == [identity(1)]
            assert await stand.read([identity(1)]) == []
            assert sorted(await stand.read_all(Shelf("source", "song"))) == [identity(2), identity(3)]
            assert await stand.count(Shelf("unread")) == 1
            assert await stand.read([identity(2), identity(3)], read=False) == [identity(2), identity(3)]
            assert await stand.count(Shelf("unread")) == 3
            assert await stand.read_all(Shelf("search", words="tin số 2")) == [identity(2)]

    async def test_the_second_newsstand_only_reads(self, place: Stall) -> None:
        place.prints(NEWS, story(1), story(2))
        async with place.open(carry=1) as stand:
            await refresh(stand, only(RIVER))
            async with place.open() as second:
                assert not second.writable
                first, other = await second.rows(LATEST)
                assert (await second.open(first)).title == "Tin số 1"
                assert (await second.open(other)).title == "Tin số 2"
                await second.set_place(identity(1), Place(1, 0.0))
                for change in (
                    second.read([identity(1)]),
                    second.read_all(LATEST),
                    second.bookmark(identity(1), keep=True),
                ):
                    with pytest.raises(LibraryLocked):
                        await change
                place.press.down()
                await stand.bookmark(identity(2), keep=True)
                assert [row.headline.id for row in await second.rows(Shelf("bookmarks"))] == [identity(2)]
            assert await stand.carried(identity(2)) is None
            assert await stand.place(identity(1)) is None
        async with place.open() as heir:
            assert heir.writable

    async def test_the_newest_of_the_papers_on_the_stand(self, place: Stall) -> None:
        place.prints(NEWS, story(1), story(3))
        place.prints(HILL, story(2, "doi"))
        async with place.open() as stand:
            await refresh(stand, carry=False)
            newest = [row.headline.id for row in await stand.newest(2)]
        async with place.open(sources=[RIVER]) as stand:
            left = [row.headline.id for row in await stand.newest()]
        assert newest == [identity(1), identity(2, "doi")]
        assert left == [identity(1), identity(3)]


async def test_the_handbook_needs_no_network(place: Stall) -> None:
    handbook = demo.handbook()
    place.press.down()
    async with place.open(sources=[RIVER, handbook]) as stand:
        shelf = Shelf("section", handbook.id, demo.HANDBOOK)
        told = await refresh(stand, stand.sections(shelf))
        assert {progress.outcome.error for progress in told} == {None}
        rows = await stand.rows(shelf)
        assert len(rows) >= 3
        assert all(row.offline for row in rows)
        assert await stand.updated() is None
        assert handbook not in [source for source, _ in stand.sections()]
    assert place.press.asked == []


async def test_a_library_in_memory() -> None:
    press = Press()
    press.prints(NEWS, feed(story(1)))
    async with Newsstand([RIVER], Fetcher(transport=press)) as stand:
        assert stand.writable
        await refresh(stand, only(RIVER), carry=False)
        assert await stand.count(LATEST) == 1
