"""What papers do on the wire: they move, block, answer with something else, and print one article on several pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from press import CHALLENGE, PRINTED, Story, feed, page
from stall import (
    BLANK,
    HILL,
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

from tuireader.errors import Blocked, GivenUp, NoArticle, NotAFeed, Offline, OtherArticle, Refused
from tuireader.model import Article, HealthKind, Paragraph, Section
from tuireader.newsstand import Newsstand
from tuireader.newsstand.reading import DEADLINE, ReadingRoom, Task
from tuireader.ui import phrases

T = TypeVar("T")
SOON = 0.05
"""The deadline in seconds of a reader who does not come back anyhow."""
MOVED = "https://moi.example/tin.rss"
THERE = {"location": MOVED}


@pytest.fixture
def place(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


async def kinds(stand: Newsstand) -> dict[tuple[str, str], HealthKind]:
    return {where: health.kind for where, health in (await stand.health()).items()}


async def titles(stand: Newsstand) -> set[str]:
    return {row.headline.title for row in await stand.rows(LATEST)}


class TestHealth:
    async def test_follows_the_tries(self, place: Stall) -> None:
        place.prints(NEWS, story(1), story(2))
        place.press.prints(SPORT, status=403)
        async with place.open() as stand:
            assert set((await kinds(stand)).values()) == {"untried"}
            await refresh(stand)
            assert await kinds(stand) == {
                ("song", ""): "fresh",
                ("song", "tin"): "fresh",
                ("song", "the-thao"): "blocked",
                ("doi", ""): "gone",
                ("doi", "tin"): "gone",
            }
            river = (await stand.health())["song", ""]
            assert (river.entries, river.newest, river.checked) == (2, PRINTED - MINUTE, place.now)
            assert (river.pages, river.bodies) == (2, 2)
            place.now += 5 * 24 * 60 * MINUTE
            await refresh(stand, only(RIVER))
            assert (await kinds(stand))["song", "tin"] == "quiet"

    async def test_is_kept_between_runs(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        async with place.open() as stand:
            await refresh(stand)
            before = await stand.health()
        async with place.open() as stand:
            assert await stand.health() == before

    async def test_a_good_try_forgets_the_fault(self, place: Stall) -> None:
        place.press.prints(NEWS, status=500)
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            health = (await stand.health())["song", "tin"]
            assert (health.kind, health.detail) == ("unreachable", "status 500")
            place.prints(NEWS, story(1))
            await refresh(stand, only(RIVER), by_reader=True)
            health = (await stand.health())["song", "tin"]
            assert (health.kind, health.detail) == ("fresh", "")

    async def test_our_own_network_is_no_fault_of_a_paper(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            place.press.down()
            await refresh(stand)
            assert (await kinds(stand))["song", "tin"] == "fresh"

    async def test_a_paper_that_alone_does_not_answer(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        place.press.down("doi.example")
        async with place.open() as stand:
            await refresh(stand)
            assert (await kinds(stand))["doi", "tin"] == "unreachable"
            place.press.up()
            place.prints(HILL, story(1, "doi"))
            await refresh(stand)
            assert (await kinds(stand))["doi", "tin"] == "fresh"

    async def test_pages_without_their_body_tell_of_a_new_layout(self, place: Stall) -> None:
        place.prints(NEWS, *(story(number) for number in range(1, 7)))
        for number in (1, 2):
            place.press.prints(address(number), BLANK)
        for number in (3, 4):
            text = "<p>Một đoạn văn đủ dài để là thân bài của một bản tin thật, có dấu phẩy và dấu chấm.</p>" * 6
            place.press.prints(address(number), f"<html><body><h1>Tin số {number}</h1>{text}</body></html>")
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            river = (await stand.health())["song", ""]
            assert (river.kind, river.pages, river.bodies) == ("changed", 6, 2)
            for number in (1, 2, 3, 4):
                place.prints(NEWS, *(story(number) for number in range(1, 7)))
            place.now += 10 * MINUTE
            await refresh(stand, only(RIVER))
            river = (await stand.health())["song", ""]
            assert (river.kind, river.pages, river.bodies) == ("fresh", 6, 4)


class TestBlocking:
    async def test_a_challenge_is_passed_for_feed_and_articles(self, place: Stall) -> None:
        place.prints(NEWS, story(1), story(2))
        place.press.guard("song.example")
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            assert [row.offline for row in await stand.rows(LATEST)] == [True, True]
        assert sum("cookie" not in asked.headers for asked in place.press.asked) == 1

    async def test_a_challenge_without_an_end_is_told(self, place: Stall) -> None:
        place.press.prints(NEWS, CHALLENGE.format("0af3"))
        async with place.open() as stand:
            (told,) = await refresh(stand, only(RIVER))
            assert isinstance(told.outcome.error, Blocked)
            assert "chặn máy đọc" in phrases.sentence(told.outcome.error)
            assert (await kinds(stand))["song", "tin"] == "blocked"
        assert place.press.times_asked(NEWS) == 2


class TestFeeds:
    async def test_an_empty_one_keeps_what_was_there(self, place: Stall) -> None:
        place.prints(NEWS, *(story(number) for number in range(1, 51)))
        async with place.open(carry=0) as stand:
            await refresh(stand, only(RIVER))
            place.prints(NEWS)
            told = await refresh(stand, only(RIVER))
            assert refreshed(told)["song", "tin"].error is None
            assert await stand.count(LATEST) == (await stand.counts()).unread == 50
            health = (await stand.health())["song", "tin"]
            assert (health.kind, health.newest) == ("empty", PRINTED - MINUTE)

    async def test_one_that_becomes_a_page_keeps_what_was_there(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            place.press.prints(NEWS, page("Trang chủ", "Không phải nguồn tin."))
            (told,) = await refresh(stand, only(RIVER))
            assert isinstance(told.outcome.error, NotAFeed)
            assert await titles(stand) == {"Tin số 1"}
            assert (await kinds(stand))["song", "tin"] == "unreadable"

    async def test_one_that_is_gone_is_told(self, place: Stall) -> None:
        place.press.prints(NEWS, status=410)
        async with place.open() as stand:
            (told,) = await refresh(stand, only(RIVER))
            assert isinstance(told.outcome.error, Refused)
            assert phrases.sentence(told.outcome.error) == "Báo nói không còn trang này."
            assert (await kinds(stand))["song", "tin"] == "gone"


class TestSectionPage:
    """A section with a feed and a page of its own."""

    PAGE = "https://song.example/tin.htm"
    PAPER = paper("song", Section("tin", "Tin mới", NEWS, PAGE))
    CARDS = "<html><body>{}</body></html>".format(
        "".join(f"<article><h3><a href='{address(n)}'>Tin số {n} trên trang mục</a></h3></article>" for n in (1, 2, 3))
    )

    async def heads(self, place: Stall, *, days: int = 0) -> tuple[set[str], HealthKind]:
        """The headlines after two refreshes, and how well the section is."""
        place.press.prints(self.PAGE, self.CARDS)
        place.now += days * 24 * 60 * MINUTE
        async with place.open(sources=[self.PAPER]) as stand:
            for _ in range(2):
                (told,) = await refresh(stand, only(self.PAPER), carry=False)
                assert told.outcome.error is None
            return await titles(stand), (await kinds(stand))["song", "tin"]

    async def test_is_not_asked_while_the_feed_is_fresh(self, place: Stall) -> None:
        place.prints(NEWS, story(9))
        assert await self.heads(place) == ({"Tin số 9"}, "fresh")
        assert place.press.times_asked(self.PAGE) == 0

    @pytest.mark.parametrize("feed_says", [{"status": 404}, {"body": feed()}, {"body": page("Báo", "Đã dời.")}])
    async def test_stands_for_a_feed_that_is_dead_or_empty(self, place: Stall, feed_says: dict[str, Any]) -> None:
        place.press.prints(NEWS, **feed_says)
        found, kind = await self.heads(place)
        assert found == {f"Tin số {number} trên trang mục" for number in (1, 2, 3)}
        assert kind == "fresh"
        assert place.press.times_asked(self.PAGE) == 2

    async def test_stands_beside_a_stale_feed(self, place: Stall) -> None:
        place.prints(NEWS, story(9))
        found, kind = await self.heads(place, days=30)
        assert "Tin số 9" in found
        assert len(found) == 4
        assert kind == "fresh"

    async def test_is_not_asked_without_network(self, place: Stall) -> None:
        place.press.down()
        async with place.open(sources=[self.PAPER]) as stand:
            (told,) = await refresh(stand, only(self.PAPER))
        assert isinstance(told.outcome.error, Offline)
        assert place.press.times_asked(self.PAGE) == 0


class TestMoving:
    @pytest.mark.parametrize("status", [301, 308])
    async def test_for_good_is_remembered_and_asked_first(self, place: Stall, status: int) -> None:
        place.press.prints(NEWS, status=status, headers=THERE)
        place.prints(MOVED, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            health = (await stand.health())["song", "tin"]
            assert (health.kind, health.moved_to) == ("moved", MOVED)
            assert phrases.health(health, place.now) == "đã dời sang moi.example/tin.rss"
            (told,) = await refresh(stand, only(RIVER), carry=False)
            assert refreshed([told])["song", "tin"].unchanged
            place.prints(MOVED, story(2), story(1))
            await refresh(stand, only(RIVER), carry=False)
            assert await titles(stand) == {"Tin số 1", "Tin số 2"}
        assert (place.press.times_asked(NEWS), place.press.times_asked(MOVED)) == (1, 3)

    @pytest.mark.parametrize("status", [302, 307])
    async def test_for_a_while_is_not_remembered(self, place: Stall, status: int) -> None:
        place.press.prints(NEWS, status=status, headers=THERE)
        place.prints(MOVED, story(1))
        async with place.open() as stand:
            for _ in range(2):
                await refresh(stand, only(RIVER))
            assert (await kinds(stand))["song", "tin"] == "fresh"
        assert place.press.times_asked(NEWS) == 2

    async def test_to_what_is_no_feed_is_not_remembered(self, place: Stall) -> None:
        place.press.prints(NEWS, status=301, headers=THERE)
        place.press.prints(MOVED, page("Trang chủ", "Báo đã dời nhà."))
        async with place.open() as stand:
            (told,) = await refresh(stand, only(RIVER))
            assert isinstance(told.outcome.error, NotAFeed)
            assert (await stand.health())["song", "tin"].moved_to == ""
            place.prints(NEWS, story(1))
            await refresh(stand, only(RIVER), by_reader=True)
            assert await titles(stand) == {"Tin số 1"}

    @pytest.mark.parametrize("fault", ["down", "page"])
    async def test_back_asks_the_old_address_again(self, place: Stall, fault: str) -> None:
        place.prints(NEWS, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            place.press.prints(NEWS, status=301, headers=THERE)
            place.prints(MOVED, story(1, title="Tin số 1, đã sửa"))
            await refresh(stand, only(RIVER))
            if fault == "down":
                place.press.down("moi.example")
            else:
                place.press.prints(MOVED, BLANK)
            place.prints(NEWS, story(1, title="Tin số 1, sửa nữa"))
            (told,) = await refresh(stand, only(RIVER), carry=False)
            assert told.outcome.error is None
            assert await titles(stand) == {"Tin số 1, sửa nữa"}
            assert (await stand.health())["song", "tin"].moved_to == ""
            asked = place.press.times_asked(MOVED)
            await refresh(stand, only(RIVER), carry=False)
            assert place.press.times_asked(MOVED) == asked

    async def test_back_to_an_old_copy_is_no_news(self, place: Stall) -> None:
        place.prints(NEWS, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            place.press.prints(NEWS, status=301, headers=THERE)
            place.prints(MOVED, story(1, title="Tin số 1, đã sửa"))
            await refresh(stand, only(RIVER))
            place.press.down("moi.example")
            place.prints(NEWS, story(1))
            await refresh(stand, only(RIVER), carry=False)
        assert "if-none-match" not in place.press.asked[-1].headers

    async def test_nobody_answering_forgets_no_address(self, place: Stall) -> None:
        place.press.prints(NEWS, status=301, headers=THERE)
        place.prints(MOVED, story(1))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            place.press.down()
            (told,) = await refresh(stand, only(RIVER))
            assert isinstance(told.outcome.error, Offline)
            assert (await stand.health())["song", "tin"].moved_to == MOVED

    async def test_the_old_copy_s_validators_mean_nothing_elsewhere(self, place: Stall) -> None:
        same = {"etag": '"1"'}
        place.press.prints(NEWS, feed(story(1)), headers=same)
        async with place.open(carry=0) as stand:
            await refresh(stand, only(RIVER))
            place.press.prints(NEWS, status=301, headers=THERE)
            place.press.prints(MOVED, feed(story(1), story(2)), headers=same)
            await refresh(stand, only(RIVER))
            assert await titles(stand) == {"Tin số 1", "Tin số 2"}


class TestOtherPages:
    @pytest.mark.parametrize(
        ("printed", "kind"),
        [
            (page("Không tìm thấy trang", "Trang bạn tìm không tồn tại hoặc đã bị xoá."), OtherArticle),
            (BLANK, NoArticle),
        ],
    )
    async def test_are_not_stored_as_the_article(self, place: Stall, printed: str, kind: type[Exception]) -> None:
        place.prints(NEWS, story(1))
        place.press.prints(address(1), printed)
        async with place.open() as stand:
            told = carried(await refresh(stand, only(RIVER)))[identity(1)]
            assert isinstance(told.error, kind)
            (row,) = await stand.rows(LATEST)
            assert (row.headline.title, row.offline) == ("Tin số 1", False)
            with pytest.raises(kind):
                await stand.open(row)
            river = (await stand.health())["song", ""]
            assert (river.pages, river.bodies) == (1, 0)
            place.prints(NEWS, story(1))
            assert (await stand.open(row)).blocks == (Paragraph("Thân bài của Tin số 1."),)

    async def test_another_article_under_the_address(self, place: Stall) -> None:
        place.prints(NEWS, Story("Cầu mới bắc qua sông ở làng Trúc", address(1), PRINTED))
        place.press.prints(address(1), status=302, headers={"location": address(2)})
        place.press.prints(address(2), page("Giá gạo tăng tuần thứ ba liên tiếp", "Chợ huyện đông người mua."))
        async with place.open() as stand:
            error = carried(await refresh(stand, only(RIVER)))[identity(1)].error
            assert isinstance(error, OtherArticle)
            assert "không phải bài này" in phrases.sentence(error)

    async def test_an_edited_title_is_no_other_article(self, place: Stall) -> None:
        place.prints(NEWS, Story("Cầu mới bắc qua sông ở làng Trúc", address(1), PRINTED))
        place.press.prints(address(1), page("Khánh thành cây cầu thứ hai của huyện", "Thân bài."))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            (row,) = await stand.rows(LATEST)
            assert row.offline

    async def test_a_page_read_without_a_title_is_asked_for_anew(self, place: Stall) -> None:
        place.prints(NEWS, Story("Cầu mới bắc qua sông ở làng Trúc", address(1), PRINTED))
        place.press.prints(address(1), page("Không tìm thấy trang", "Trang bạn tìm không tồn tại."))
        async with place.open() as stand:
            await stand.page(address(1))
            place.prints(NEWS, Story("Cầu mới bắc qua sông ở làng Trúc", address(1), PRINTED))
            await refresh(stand, only(RIVER))
            (row,) = await stand.rows(LATEST)
            assert row.offline


def part(number: int, of: int, path: str = address(1)) -> str:
    """One page of an article on several, with links to the others below its text."""
    links = "".join(f'<a href="{turn(path, n)}">{n}</a>' for n in range(1, of + 1) if n != number)
    paged = page("Tin số 1", f"Đoạn của trang {number}, dài hơn sáu mươi chữ cái để không ai nhầm với trang khác.")
    return paged.replace("<footer", f'<div class="pager">{links}</div><footer')


def turn(path: str, number: int) -> str:
    return path if number == 1 else path.replace(".htm", f"-p{number}.htm")


def paged(place: Stall, numbers: Iterable[int], of: int) -> None:
    for number in numbers:
        place.press.prints(turn(address(1), number), part(number, of))


def pages_of(article: Article) -> list[str]:
    return [block.text.split(",")[0] for block in article.blocks if isinstance(block, Paragraph)]


class TestPagedArticles:
    async def test_are_carried_whole(self, place: Stall) -> None:
        place.press.prints(NEWS, feed(story(1)))
        paged(place, (1, 2, 3), 3)
        async with place.open() as stand:
            assert carried(await refresh(stand, only(RIVER)))[identity(1)].error is None
            article = await stand.carried(identity(1))
        assert article is not None
        assert pages_of(article) == [f"Đoạn của trang {number}" for number in (1, 2, 3)]
        assert (article.url, article.next_pages) == (address(1), ())
        assert place.asked() == [turn(address(1), number) for number in (1, 2, 3)]

    async def test_a_missing_page_is_fetched_with_the_next_refresh(self, place: Stall) -> None:
        place.press.prints(NEWS, feed(story(1)))
        paged(place, (1, 2, 4), 4)
        async with place.open() as stand:
            told = carried(await refresh(stand, only(RIVER)))[identity(1)]
            assert isinstance(told.error, Refused)
            (row,) = await stand.rows(LATEST)
            assert row.offline
            article = await stand.open(row)
            assert pages_of(article) == ["Đoạn của trang 1", "Đoạn của trang 2"]
            assert article.next_pages == (turn(address(1), 3), turn(address(1), 4))
            paged(place, (3,), 4)
            place.now += 2 * MINUTE
            assert carried(await refresh(stand, only(RIVER)))[identity(1)].error is None
            assert len(pages_of(await stand.open(row))) == 4
            assert carried(await refresh(stand, only(RIVER))) == {}
        asked = place.asked()
        assert [asked.count(turn(address(1), number)) for number in (1, 2, 3, 4)] == [1, 1, 2, 1]

    async def test_pages_that_lead_in_a_circle_or_away(self, place: Stall) -> None:
        away = "https://khac.example/bai-000000000000000001-p3.htm"
        place.press.prints(NEWS, feed(story(1)))
        place.press.prints(address(1), part(1, 2))
        place.press.prints(turn(address(1), 2), part(2, 2).replace("</body>", f'<a rel="next" href="{away}">3</a>'))
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            article = await stand.carried(identity(1))
            assert article is not None
            assert len(pages_of(article)) == 2
            assert article.next_pages == ()

    async def test_at_most_twenty(self, place: Stall) -> None:
        place.press.prints(NEWS, feed(story(1)))
        paged(place, range(1, 31), 30)
        async with place.open() as stand:
            await refresh(stand, only(RIVER))
            article = await stand.carried(identity(1))
            assert article is not None
            assert len(pages_of(article)) == 20
            assert article.next_pages == ()
        assert len(place.asked()) == 20


class Stumbling(ReadingRoom):
    """A room that notes what is read in it, and in which the reader of one text does not come back."""

    def __init__(self, hard: str) -> None:
        super().__init__()
        self.hard = hard
        self.texts: list[str] = []
        self.end = threading.Event()

    async def read(self, url: str, work: Callable[[], T]) -> T:
        self.texts.append(url)
        return await super().read(url, work if url != self.hard else partial(self._late, work))

    def _late(self, work: Callable[[], T]) -> T:
        self.end.wait()
        return work()

    def _hand_out(self, task: Task[T]) -> None:
        self._deadline = SOON if task.url == self.hard else DEADLINE
        super()._hand_out(task)


class TestReading:
    async def test_every_text_is_read_beside_the_event_loop(self, place: Stall) -> None:
        place.press.prints(NEWS, feed(story(1)))
        paged(place, (1, 2), 2)
        async with place.open() as stand:
            stand._pressroom._room = room = Stumbling("")
            await refresh(stand, only(RIVER))
            await stand.page(address(1))
        assert set(room.texts) == {NEWS, address(1), turn(address(1), 2)}

    @pytest.mark.parametrize("hard", [NEWS, address(1)])
    async def test_a_text_without_an_end_stops_nobody(self, place: Stall, hard: str) -> None:
        place.prints(NEWS, story(1), story(2))
        place.prints(HILL, story(1, "doi"))
        async with place.open() as stand:
            stand._pressroom._room = room = Stumbling(hard)
            told = await refresh(stand)
            errors = {type(progress.outcome.error) for progress in told if progress.outcome.error}
            assert errors == {GivenUp, Refused}
            assert carried(told)[identity(1, "doi")].error is None
            if hard == NEWS:
                assert (await kinds(stand))["song", "tin"] == "unreadable"
            else:
                assert carried(told)[identity(2)].error is None
            assert "quá lâu" in phrases.sentence(GivenUp(hard))
        room.end.set()
