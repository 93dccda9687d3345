"""Two programs on one library as the reader sees it: news of the other one, its turn taken over, and copies."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from newsroom import NOW, RIVER, Newsroom, article_address, stories
from press import Story
from reader import Reader

from tuireader.model import Shelf
from tuireader.store import Store, schema
from tuireader.ui import phrases
from tuireader.ui.widgets import custody
from tuireader.ui.widgets.custody import LONG, Custody

BOOKMARKS = Shelf("bookmarks")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait for seconds between two looks."""
    monkeypatch.setattr(custody, "PERIOD", 0.01)


async def look(reader: Reader) -> None:
    """What the clock does every few seconds."""
    await reader.app.query_one(Custody)._look()
    await reader.settle()


def news(newsroom: Newsroom, title: str) -> None:
    """One more article in a section, above the others."""
    story = Story(title, article_address(RIVER, 901))
    newsroom.prints(RIVER, "thoi-su", [story, *stories(RIVER, ["Tin cũ"], 1)])


@pytest.mark.usefixtures("often")
async def test_news_that_another_program_fetches_is_shown(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.stand() as other, newsroom.reading() as reader:
        assert not reader.stand.writable
        news(newsroom, "Tin của lần lấy khác")
        async for progress in other.refresh(other.sections()):
            assert progress.outcome.error is None
        await reader.until("Tin của lần lấy khác")
        await reader.settle()
        assert not reader.stand.writable
        assert reader.said() == [phrases.READ_ONLY], "nothing but that it only reads, at the start"


async def test_the_screen_fetches_news_when_another_program_asks(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.reading() as reader:
        news(newsroom, "Tin của lần lấy khác")
        custody = reader.app.query_one(Custody)
        await custody._hear_wishes()
        await reader.settle()
        assert "Tin của lần lấy khác" not in reader.seen()
        async with newsroom.stand() as other:
            await other.custodian.ask_for_news()
        await custody._hear_wishes()
        await reader.until("Tin của lần lấy khác")
        await reader.settle()
        assert not await reader.stand.custodian.is_asked(), "once is enough"


async def test_a_wish_that_nobody_granted_is_not_kept_for_later(newsroom: Newsroom) -> None:
    async with newsroom.stand(), newsroom.stand() as other:
        await other.custodian.ask_for_news()
        assert not await other.custodian.is_asked(), "it is not its own to grant"
    async with newsroom.stand() as later:
        assert not await later.custodian.is_asked()


async def test_what_is_under_the_cursor_stays_there(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.stand() as other, newsroom.reading() as reader:
        await reader.press("j", "j")
        row = reader.row
        news(newsroom, "Tin của lần lấy khác")
        async for _ in other.refresh(other.sections()):
            pass
        await look(reader)
        assert "Tin của lần lấy khác" in reader.titles()
        assert reader.row == row


async def test_the_library_is_taken_over_when_the_other_program_ends(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    other = Store.open(newsroom.library)
    async with newsroom.reading() as reader:
        await reader.press("b")
        assert reader.said() == [phrases.READ_ONLY] * 2
        other.read([reader.row.headline.id], NOW)
        other.close()
        await look(reader)
        assert reader.stand.writable
        assert reader.row.read, "what the other one did last is seen as well"
        await reader.press("b")
        assert reader.said()[-1] == phrases.kept(keep=True)
        news(newsroom, "Tin lấy sau đó")
        await reader.press("R")
        assert "Tin lấy sau đó" in reader.seen()
        with newsroom.on_disk() as store:
            assert store.count(BOOKMARKS) == 1


async def test_a_library_that_cannot_be_taken_over_is_told_once(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    other = Store.open(newsroom.library)
    async with newsroom.reading() as reader:
        other.close()
        with closing(sqlite3.connect(newsroom.library)) as later:
            later.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        await look(reader)
        assert len(reader.said()) == 2
        assert "mới hơn" in reader.said()[1]
        assert not reader.stand.writable
        await reader.press("j")
        assert len(reader.titles()) == 24


def spoil(library: Path, table: str) -> bytes:
    """Overwrite the first page of a table; gives the whole file as it is then."""
    with closing(sqlite3.connect(library)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with library.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    return library.read_bytes()


async def test_damage_is_told_with_the_way_out_and_nothing_is_written_any_more(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    damaged = spoil(newsroom.library, "versions")
    async with newsroom.reading() as reader:
        await reader.press("D")
        assert max(note.timeout for note in reader.app._notifications) == LONG
        asked = len(newsroom.press.asked)
        await reader.press("b", "R", "P", "q")
        assert set(reader.said()) == {phrases.DAMAGED}
        assert len(newsroom.press.asked) == asked
    assert newsroom.library.read_bytes() == damaged


async def test_damage_that_a_copy_shows_is_told_as_well(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    spoil(newsroom.library, "packs")
    async with newsroom.reading() as reader:
        await reader.press("b", "R")
        assert reader.said().count(phrases.DAMAGED) == 2, "for long, and as the reason why there is no copy"
        assert not reader.stand.writable


async def test_a_program_that_writes_does_not_look(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        assert reader.app.query_one(Custody)._timer is None
        assert await reader.stand.custodian.look() == "same"


async def test_the_library_is_copied_after_a_refresh(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    copies = newsroom.library.parent / "backups"
    async with newsroom.reading() as reader:
        await reader.press("R")
        assert not copies.exists(), "nothing of the reader's is in it"
    async with newsroom.reading() as reader:
        await reader.press("b", "R")
        (copy,) = copies.iterdir()
        with closing(Store.open(copy, read_only=True)) as store:
            assert store.count(BOOKMARKS) == 1
        assert reader.said()[-1] == phrases.arrived(0)


async def test_a_copy_that_cannot_be_made_is_told_once(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    (newsroom.library.parent / "backups").write_text("in the way")
    async with newsroom.reading() as reader:
        await reader.press("b", "R")
        assert any("Không ghi được vào" in sentence for sentence in reader.said())
        told = len(reader.said())
        await reader.press("R")
        assert len(reader.said()) == told + 1
