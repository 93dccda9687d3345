"""One article is one row: however its addresses look, wherever it is printed, and after its paper has changed it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from press import PRINTED, Story, feed, page
from stall import HILL, HILLS, LATEST, MINUTE, NEWS, RIVER, SPORT, Stall, address, identity, only, refresh, story

from tuireader.model import FeedItem, Headline, Section, Shelf, Source
from tuireader.newsstand.headlines import headlines_of
from tuireader.store import Store

NUMBER = "100261123090000001"
BLOG_NEWS, BLOG_MORE = "https://nhat-ky.example/rss", "https://nhat-ky.example/rss2"
BLOG = Source(
    "nhat-ky",
    "Nhật ký",
    "https://nhat-ky.example",
    (Section("tin", "Tin", BLOG_NEWS), Section("them", "Thêm", BLOG_MORE)),
)
"""A paper that numbers nothing."""
POST = "https://nhat-ky.example/2026/11/mot-ngay-ben-song"


@pytest.fixture
def place(tmp_path: Path) -> Stall:
    return Stall(tmp_path, sources=(RIVER, HILLS, BLOG))


def with_guid(printed: str, *guids: str) -> str:
    """A feed whose entries have these guids, in their order."""
    for guid in guids:
        printed = printed.replace("</link>\n<pubDate>", f"</link>\n<guid isPermaLink='false'>{guid}</guid><pubDate>", 1)
    return printed


class TestAddresses:
    @pytest.mark.parametrize(
        "twin",
        [
            f"https://song.example/mot-tieu-de-khac-{NUMBER}.htm",
            f"https://song.example/cau-moi-{NUMBER}.htm?utm_source=rss&amp;utm_medium=feed",
            f"http://song.example/cau-moi-{NUMBER}.htm",
            f"https://www.song.example/cau-moi-{NUMBER}.htm",
            f"https://m.song.example/cau-moi-{NUMBER}.htm",
            f"https://song.example/amp/cau-moi-{NUMBER}.htm",
            f"https://song.example/cau-moi-{NUMBER}.htm/amp",
            f"https://song.example/cau-moi-{NUMBER}.htm/",
            f"https://song.example/cau-moi-{NUMBER}.htm#binh-luan",
        ],
    )
    async def test_of_a_paper_with_numbers(self, place: Stall, twin: str) -> None:
        own = f"https://song.example/cau-moi-{NUMBER}.htm"
        place.press.prints(NEWS, feed(Story("Cầu mới", own)))
        place.press.prints(SPORT, feed(Story("Cầu mới", twin.replace("&amp;", "&"))))
        async with place.open(carry=0) as stand:
            await refresh(stand, [*only(RIVER), *only(RIVER, 1)])
            (row,) = await stand.rows(LATEST)
            assert row.headline.id == f"song:{NUMBER}"
            assert "//m." not in row.headline.url
            assert "/amp" not in row.headline.url
            assert (await stand.counts()).sections == {("song", "tin"): 1, ("song", "the-thao"): 1}

    @pytest.mark.parametrize(
        "twin",
        [
            POST + "/",
            POST + "/amp",
            POST + "/?utm_campaign=x",
            POST + "?amp=1",
            POST.replace("https", "http"),
            POST.replace("//", "//www."),
            POST.replace("//", "//m."),
            POST.replace("//", "//amp."),
            POST.replace("/2026", "/amp/2026"),
        ],
    )
    async def test_of_a_paper_without(self, place: Stall, twin: str) -> None:
        async with place.open(carry=0) as stand:
            for first, second in ((POST, twin), (twin, POST)):
                place.press.prints(BLOG_NEWS, feed(Story("Một ngày bên sông", first)))
                place.press.prints(BLOG_MORE, feed(Story("Một ngày bên sông", second)))
                await refresh(stand, [*only(BLOG), *only(BLOG, 1)])
            (row,) = await stand.rows(LATEST)
            assert row.headline.url.replace("//www.", "//").rstrip("/") == POST

    async def test_the_same_number_of_two_papers_is_two_articles(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        place.prints(HILL, story(1, "doi"))
        async with place.open(carry=0) as stand:
            await refresh(stand, [*only(RIVER), *only(HILLS)])
            assert await stand.count(LATEST) == 2


class TestEdited:
    async def test_a_new_title_keeps_what_the_reader_did(self, place: Stall) -> None:
        place.prints(NEWS, story(1, title="Khánh thành đường ven sông"))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            await stand.read([identity(1)])
            await stand.bookmark(identity(1), keep=True)
            moved = Story("Thông xe tuyến phố mới", address(1).replace("bai", "thong-xe-bai"), PRINTED - MINUTE)
            place.press.prints(NEWS, feed(moved))
            await refresh(stand, only(RIVER), carry=False)
            (row,) = await stand.rows(LATEST)
            assert (row.headline.title, row.headline.url) == (moved.title, moved.url)
            assert (row.read, row.bookmarked, row.offline) == (True, True, True)
            assert await stand.rows(Shelf("search", words="tuyen pho")) == [row]
            assert await stand.rows(Shelf("bookmarks")) == [row]
            assert (await stand.counts()).unread == 0

    async def test_the_old_title_is_not_found_any_more(self, place: Stall) -> None:
        place.press.prints(NEWS, feed(Story("Khánh thành đường ven sông", address(1))))
        async with place.open(carry=0) as stand:
            await refresh(stand, only(RIVER))
            assert await stand.count(Shelf("search", words="khánh thành")) == 1
            place.press.prints(NEWS, feed(Story("Thông xe tuyến phố mới", address(1))))
            await refresh(stand, only(RIVER))
            assert await stand.count(Shelf("search", words="khánh thành")) == 0
            assert await stand.count(Shelf("search", words="thông xe")) == 1


class TestGuids:
    async def test_a_number_that_only_the_guid_has(self, place: Stall) -> None:
        first = feed(Story("Cầu mới", "https://song.example/cau-moi"))
        place.press.prints(NEWS, with_guid(first, f"https://song.example/x-{NUMBER}.htm"))
        second = feed(Story("Cầu mới", "https://song.example/cau-moi-thong-xe"))
        place.press.prints(SPORT, with_guid(second, f"https://song.example/x-{NUMBER}.htm"))
        async with place.open(carry=0) as stand:
            await refresh(stand, [*only(RIVER), *only(RIVER, 1)])
            (row,) = await stand.rows(LATEST)
            assert row.headline.id == f"song:{NUMBER}"

    async def test_one_guid_under_two_addresses_at_one_time(self, place: Stall) -> None:
        place.press.prints(BLOG_NEWS, with_guid(feed(Story("Một ngày", POST)), "?p=7"))
        async with place.open(carry=0) as stand:
            await refresh(stand, only(BLOG))
            (before,) = await stand.rows(LATEST)
            await stand.read([before.headline.id])
            place.press.prints(BLOG_NEWS, with_guid(feed(Story("Một ngày bên sông", POST + "-va-nui")), "?p=7"))
            for _ in range(2):
                await refresh(stand, only(BLOG))
            (row,) = await stand.rows(LATEST)
            assert row.headline.id == before.headline.id
            assert (row.headline.title, row.headline.url, row.read) == ("Một ngày bên sông", POST + "-va-nui", True)

    async def test_a_guid_in_two_feeds(self, place: Stall) -> None:
        place.press.prints(BLOG_NEWS, with_guid(feed(Story("Một ngày", POST)), "?p=7"))
        place.press.prints(BLOG_MORE, with_guid(feed(Story("Một ngày", POST + "-hai")), "?p=7"))
        place.press.prints(HILL, with_guid(feed(Story("Việc khác", "https://doi.example/viec-khac")), "?p=7"))
        async with place.open(carry=0) as stand:
            await refresh(stand, [*only(BLOG), *only(BLOG, 1), *only(HILLS)])
            assert {row.headline.title for row in await stand.rows(LATEST)} == {"Một ngày", "Việc khác"}

    async def test_one_guid_for_everything_joins_nothing(self, place: Stall) -> None:
        stories = [Story(f"Tin {n}", f"{POST}-{n}", PRINTED - n * timedelta(hours=1)) for n in range(3)]
        async with place.open(carry=0) as stand:
            place.press.prints(BLOG_NEWS, with_guid(feed(*stories[:2]), "x", "x"))
            await refresh(stand, only(BLOG))
            place.press.prints(BLOG_NEWS, with_guid(feed(stories[2]), "x"))
            await refresh(stand, only(BLOG))
            place.press.prints(BLOG_NEWS, with_guid(feed(stories[0], stories[2]), "y", "x"))
            await refresh(stand, only(BLOG))
            assert await stand.count(LATEST) == 3

    async def test_a_guid_that_changes_each_time(self, place: Stall) -> None:
        async with place.open(carry=0) as stand:
            for number in range(3):
                place.press.prints(BLOG_NEWS, with_guid(feed(Story("Một ngày", POST)), f"lan-{number}"))
                await refresh(stand, only(BLOG))
            assert await stand.count(LATEST) == 1
            assert await stand._librarian.ask(names) == 1

    def test_what_a_guid_says(self) -> None:
        def told(url: str, guid: str, source: Source = BLOG) -> Headline:
            (headline,) = headlines_of(source, source.sections[0], [FeedItem("Tin", url, guid=guid)])
            return headline

        assert told(POST, "?p=7").guid == "nhat-ky:guid:?p=7"
        assert told(POST, POST + "/").guid == told(POST, "").guid == ""
        assert len(told(POST, "x" * 400).guid) < 60
        assert told(POST, "x" * 400).guid != told(POST, "x" * 401).guid
        assert told(address(1), "?p=7", RIVER).guid == ""
        assert told(address(1), "", RIVER).former == "song:" + address(1).partition("//")[2]
        assert told(POST, "").former == ""


class TestPapersThatLearnToCount:
    async def test_the_readers_marks_survive(self, place: Stall) -> None:
        plain = replace(RIVER, article_id="")
        place.prints(NEWS, *(story(number) for number in range(1, 5)))
        async with place.open(sources=[plain]) as stand:
            await refresh(stand, only(plain))
            rows = {row.headline.title: row.headline.id for row in await stand.rows(LATEST)}
            await stand.read([rows["Tin số 1"]])
            await stand.bookmark(rows["Tin số 2"], keep=True)
        async with place.open(sources=[RIVER]) as stand:
            place.press.prints(NEWS, feed(*(story(number) for number in range(1, 6))))
            told = await refresh(stand, only(RIVER), carry=False)
            assert [progress.outcome.error for progress in told] == [None]
            moved = Story("Tin số 2, đã sửa", address(2).replace("bai", "bai-khac"), PRINTED - 2 * MINUTE)
            place.press.prints(NEWS, feed(moved))
            await refresh(stand, only(RIVER), carry=False)
            shown = {row.headline.title: row for row in await stand.rows(LATEST)}
            assert set(shown) == {"Tin số 1", "Tin số 2, đã sửa", "Tin số 3", "Tin số 4", "Tin số 5"}
            assert shown["Tin số 1"].read
            assert shown["Tin số 2, đã sửa"].bookmarked
            assert shown["Tin số 2, đã sửa"].offline
            assert shown["Tin số 5"].headline.id == identity(5)

    async def test_a_link_to_an_article_known_by_its_former_name(self, place: Stall) -> None:
        plain = replace(RIVER, article_id="")
        place.prints(NEWS, story(1))
        async with place.open(sources=[plain]) as stand:
            await refresh(stand, only(plain))
            (known,) = await stand.rows(LATEST)
        async with place.open(sources=[RIVER]) as stand:
            place.press.prints(address(2), page("Tin số 2", "Thân bài.", related={"Tin số 1": address(1)}))
            (offer,) = await stand.offers(await stand.page(address(2)))
            assert offer.row == known

    async def test_what_was_read_and_forgotten_comes_back_as_read(self, place: Stall) -> None:
        plain = replace(RIVER, article_id="")
        place.prints(NEWS, story(1))
        async with place.open(sources=[plain]) as stand:
            await refresh(stand, only(plain))
            (identity,) = await stand.read_all(LATEST)
            assert await stand._librarian.ask(Store.prune, [identity], place.now) == 1
        async with place.open(sources=[RIVER]) as stand:
            place.press.prints(NEWS, feed(story(1, title="Tin số 1, sửa")))
            await refresh(stand, only(RIVER), carry=False)
            (row,) = await stand.rows(LATEST)
            assert row.read


def names(store: Store) -> int:
    """How many other names the library keeps."""
    (number,) = store._connection.execute("SELECT count(*) FROM names").fetchone()
    return int(number)
