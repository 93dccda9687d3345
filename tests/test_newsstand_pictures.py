"""The desk for pictures: fetched once, kept beside the articles, carried only where they are on, and bounded."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest
from darkroom import bomb, flag, story_page
from press import feed
from stall import NEWS, Stall, identity, story

from tuireader.cache import Cache
from tuireader.errors import GivenUp, HugePicture, NotAPicture, Offline, Postponed, Refused, TooLarge
from tuireader.fetch import Fetcher
from tuireader.newsstand import Newsstand
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.outcomes import Carried, Illustrated, Refreshed
from tuireader.newsstand.pictures import BYTES_MAX, PictureDesk, pictures_of, wanted
from tuireader.newsstand.pressroom import Pressroom
from tuireader.newsstand.reading import ReadingRoom

PHOTO, SECOND = "https://anh.song.example/1.jpg", "https://anh.song.example/2.jpg"


@pytest.fixture
def place(tmp_path: Path) -> Stall:
    stall = Stall(tmp_path)
    stall.press.prints(NEWS, feed(story(1)))
    stall.press.prints(story(1).url, story_page("Tin số 1", [(PHOTO, "Ảnh một"), (SECOND, "Ảnh hai")]))
    stall.press.prints(PHOTO, flag("JPEG"))
    stall.press.prints(SECOND, flag("PNG"))
    return stall


async def refresh(stand: Newsstand) -> list[object]:
    async with aclosing(stand.refresh(stand.sections()[:1])) as told:
        return [progress.outcome async for progress in told]


@pytest.fixture
async def stand(place: Stall) -> AsyncIterator[Newsstand]:
    async with place.open() as stand:
        yield stand


class TestShowing:
    async def test_a_picture_is_fetched_once(self, place: Stall) -> None:
        async with place.open() as stand:
            first = await stand.pictures.show(PHOTO, 12, 12)
            larger = await stand.pictures.show(PHOTO, 24, 24)
        assert (first.width, first.height, larger.width) == (12, 8, 24)
        async with place.open() as stand:
            place.press.down()
            assert await stand.pictures.show(PHOTO, 12, 12) == first
        assert place.press.times_asked(PHOTO) == 1

    async def test_wanted_twice_at_the_same_time_it_is_fetched_once(self, place: Stall, stand: Newsstand) -> None:
        import asyncio

        await asyncio.gather(*(stand.pictures.show(PHOTO, 12, 12) for _ in range(4)))
        assert place.press.times_asked(PHOTO) == 1

    async def test_what_is_no_picture_is_not_kept(self, place: Stall, stand: Newsstand) -> None:
        place.press.prints(PHOTO, "<html>Quảng cáo</html>", headers={"content-type": "image/jpeg"})
        with pytest.raises(NotAPicture):
            await stand.pictures.show(PHOTO, 12, 12)
        place.press.prints(PHOTO, flag("JPEG"))
        with pytest.raises(Postponed):
            await stand.pictures.show(PHOTO, 12, 12)
        assert (await stand.pictures.show(PHOTO, 12, 12, asked=True)).width == 12

    async def test_limits(self, place: Stall, stand: Newsstand) -> None:
        place.press.prints(PHOTO, bytes(BYTES_MAX + 1))
        with pytest.raises(TooLarge):
            await stand.pictures.show(PHOTO, 12, 12)
        place.press.prints(SECOND, bomb(30_000, 30_000))
        with pytest.raises(HugePicture):
            await stand.pictures.show(SECOND, 12, 12)

    async def test_offline_and_refused(self, place: Stall, stand: Newsstand) -> None:
        place.press.down()
        with pytest.raises(Offline):
            await stand.pictures.show(PHOTO, 12, 12)
        place.press.up()
        place.press.prints(SECOND, status=403)
        with pytest.raises(Refused):
            await stand.pictures.show(SECOND, 12, 12)
        # Without network nobody is to blame, so the picture may be asked for at once.
        assert (await stand.pictures.show(PHOTO, 12, 12)).width == 12

    async def test_a_picture_over_which_decoding_does_not_end_is_left_behind(self, place: Stall) -> None:
        fetcher, librarian = Fetcher(transport=place.press), Librarian(None, None)
        await librarian.open()
        room = ReadingRoom(deadline=0.0)
        pressroom = Pressroom(fetcher, librarian, lambda: place.now)
        desk = PictureDesk(fetcher, librarian, pressroom, lambda: place.now, room)
        held = threading.Event()
        with pytest.raises(GivenUp):
            await room.read(PHOTO, held.wait)
        with pytest.raises(GivenUp):
            await desk.show(PHOTO, 12, 12)
        held.set()
        desk.close()
        pressroom.close()
        await librarian.close()


class TestCarrying:
    async def test_pictures_come_home_with_their_article_where_they_are_on(self, place: Stall) -> None:
        async with place.open() as stand:
            stand.pictures.on = True
            await refresh(stand)
        async with place.open() as stand:
            place.press.down()
            article = await stand.carried(identity(1))
            assert article is not None
            assert pictures_of(article) == [PHOTO, SECOND]
            assert [(await stand.pictures.show(url, 12, 12)).width for url in pictures_of(article)] == [12, 12]

    async def test_all_texts_are_here_before_the_first_picture(self, place: Stall) -> None:
        place.press.prints(NEWS, feed(*(story(number) for number in (1, 2, 3))))
        for number in (2, 3):
            place.press.prints(story(number).url, story_page(f"Tin số {number}", [(SECOND, "Ảnh hai")]))
        async with place.open() as stand:
            stand.pictures.on = True
            kinds = [type(outcome) for outcome in await refresh(stand)]
        assert kinds == [Refreshed, *[Carried] * 3, *[Illustrated] * 3]
        asked = [one.url for one in place.press.asked]
        assert max(asked.index(story(number).url) for number in (1, 2, 3)) < min(map(asked.index, (PHOTO, SECOND)))
        assert asked.count(SECOND) == 1

    async def test_where_they_are_off_nothing_is_fetched(self, place: Stall) -> None:
        async with place.open() as stand:
            await refresh(stand)
            assert await stand.carried(identity(1)) is not None
        assert not any("anh.song.example" in asked.url for asked in place.press.asked)

    async def test_a_picture_that_fails_leaves_the_article_whole(self, place: Stall) -> None:
        place.press.prints(PHOTO, status=500)
        async with place.open() as stand:
            stand.pictures.on = True
            refreshed, carried, illustrated = await refresh(stand)
            assert isinstance(carried, Carried)
            assert carried.error is None
            assert isinstance(illustrated, Illustrated)
            assert isinstance(illustrated.error, Refused)
            assert isinstance(refreshed, Refreshed)
            assert (await stand.pictures.show(SECOND, 12, 12)).width == 12
        assert place.press.times_asked(PHOTO) == 1

    async def test_pictures_do_not_lie_among_the_responses(self, place: Stall) -> None:
        async with place.open() as stand:
            await stand.pictures.show(PHOTO, 12, 12)
        cache = Cache.open(place.folder / "pictures")
        assert cache.get(PHOTO) is not None
        cache.close()


@pytest.mark.parametrize(
    ("images", "environment", "shown"),
    [
        ("auto", {}, True),
        ("auto", {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, False),
        ("auto", {"SSH_TTY": "/dev/pts/3"}, False),
        ("on", {"SSH_TTY": "/dev/pts/3"}, True),
        ("off", {}, False),
    ],
)
def test_whether_pictures_are_shown(images: str, environment: dict[str, str], shown: bool) -> None:
    assert wanted(images, environment) is shown
