"""The dialog of packs under real keys: what is asked, how it fills, and the shelf that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import NAMES, RIVER, SIZES, Newsroom, article_address
from reader import Reader

from tuireader.model import Shelf
from tuireader.newsstand.bag import Wish
from tuireader.state import State
from tuireader.ui import pack_words, phrases
from tuireader.ui.packing import PackScreen, Question

every_size = pytest.mark.parametrize("size", SIZES, ids=["three panes", "two panes", "one pane"])
PACKED = Shelf("packed")


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers whose headlines have come, without their texts."""
    room = Newsroom(tmp_path)
    await room.deliver()
    return room


def wish(reader: Reader) -> Wish:
    return reader.app.screen.query_one(Question).wish


@every_size
async def test_pack_and_read_without_a_network(newsroom: Newsroom, size: tuple[int, int]) -> None:
    async with newsroom.reading(size) as reader:
        await reader.press("P")
        assert pack_words.NAME in reader.seen()
        assert "[5 MB]" in reader.seen()
        await reader.press("enter")
        assert "24 bài · đọc được" in reader.seen()
        assert "Không còn bài mới nào" in reader.seen()
        newsroom.press.down()
        await reader.press("enter")
        assert reader.desk.pane.shelf == PACKED
        assert len(reader.titles()) == 24
        assert all(row.offline for row in reader.desk.pane.headlines.known.values())
        await reader.press("enter")
        assert "Đoạn 1." in reader.seen()
        assert reader.said() == []


async def test_the_shelf_comes_with_the_pack_and_is_there_at_the_next_start(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        assert pack_words.NAME not in reader.seen()
        await reader.press("f7", "enter", "escape")
        assert not isinstance(reader.app.screen, PackScreen)
        assert pack_words.NAME in reader.seen()
        assert reader.desk.pane.shelf == Shelf("latest")
    async with newsroom.reading(state=State(shelf=PACKED)) as reader:
        assert reader.desk.pane.shelf == reader.desk.shelves.shelf == PACKED
        assert len(reader.titles()) == 24


async def test_the_cursor_stays_where_it_was_when_the_shelf_comes(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("1", "end")
        assert reader.desk.shelves.at_door
        await reader.press("P", "enter", "escape")
        assert reader.desk.shelves.at_door


async def test_what_can_be_chosen(newsroom: Newsroom) -> None:
    state = State(shelf=Shelf("section", RIVER, "thoi-su"))
    async with newsroom.reading(state=state) as reader:
        await reader.press("P")
        assert wish(reader) == Wish(5_000_000)
        await reader.press("right")
        assert wish(reader).budget == 10_000_000
        await reader.press("0", "1", "2")
        assert wish(reader).budget == 12_000_000
        assert "[12 MB]" in reader.seen()
        await reader.press("backspace")
        assert wish(reader).budget == 1_000_000
        await reader.press("left")
        assert wish(reader).budget == 5_000_000
        await reader.press("down", "right")
        assert wish(reader).sections == (f"{RIVER}/thoi-su",)
        assert f"[{NAMES[RIVER]} › Thời sự]" in reader.seen()
        await reader.press("enter")
        assert "4 bài · đọc được" in reader.seen()


async def test_telex_and_the_keys_of_vi(newsroom: Newsroom) -> None:
    async with newsroom.reading(state=State(shelf=Shelf("source", RIVER))) as reader:
        await reader.press("P", "j", "l")
        assert wish(reader).sections == (RIVER,)
        await reader.press("k", "h")
        assert wish(reader).budget == 2_000_000
        await reader.press("q")
        assert not isinstance(reader.app.screen, PackScreen)
        with newsroom.on_disk() as other:
            assert other.count(PACKED) == 0


async def test_pictures_need_their_part(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuireader.parsing.raster.is_installed", lambda: False)
    async with newsroom.reading() as reader:
        await reader.press("P")
        assert f"[{pack_words.NO_PICTURES}]" in reader.seen()
        await reader.press("up", "right", "right")
        assert not wish(reader).pictures


async def test_pictures_can_be_chosen(newsroom: Newsroom) -> None:
    pytest.importorskip("PIL", reason="the extra `images` is not installed")
    async with newsroom.reading() as reader:
        await reader.press("P", "up", "space")
        assert wish(reader).pictures


async def test_stopped_it_keeps_what_has_come(newsroom: Newsroom) -> None:
    held = newsroom.press.slow(article_address(RIVER, 2))
    async with newsroom.reading() as reader:
        await reader.press("P")
        reader.strike("enter")
        await held.arrived.wait()
        await reader.settle(but="pack")
        assert pack_words.FILL_KEYS in reader.seen()
        assert pack_words.NAME in reader.seen()
        reader.strike("escape")
        held.release()
        await reader.settle()
        assert pack_words.STOPPED in reader.seen()
        await reader.press("escape", "P", "enter")
        assert "24 bài" in reader.seen()


async def test_without_a_network(newsroom: Newsroom) -> None:
    newsroom.press.down()
    async with newsroom.reading() as reader:
        await reader.press("P", "enter")
        assert "chưa có bài nào · 0 kB" in reader.seen()
        assert "Không có mạng" in reader.seen()
        await reader.press("escape")
        assert not isinstance(reader.app.screen, PackScreen)


async def test_whoever_only_reads_is_told_so(newsroom: Newsroom) -> None:
    async with newsroom.stand(), newsroom.reading() as reader:
        await reader.press("P")
        assert not isinstance(reader.app.screen, PackScreen)
        assert reader.said() == [phrases.READ_ONLY] * 2, "and once at the start"
