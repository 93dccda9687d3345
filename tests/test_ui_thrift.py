"""What comes over the network, as the reader sees it: in the corner, by a key, at a limit, and while it is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import QUIET, Newsroom
from reader import Reader

from tuireader.config import DataConfig
from tuireader.ui import phrases, usage_words
from tuireader.ui.widgets.bars import KeyBar
from tuireader.ui.widgets.delivery import Delivery


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def status(reader: Reader) -> str:
    return reader.seen().splitlines()[-1]


@pytest.mark.parametrize("columns", [60, 80, 100, 112, 120, 126, 132, 140])
@pytest.mark.parametrize("saving", [False, True])
async def test_the_cost_is_shown_and_pushes_no_key_away(newsroom: Newsroom, columns: int, saving: bool) -> None:
    async with newsroom.reading((columns, 24)) as reader:
        await reader.press("R")
        bar = reader.app.query_one(KeyBar)
        without = [command for command, _, _ in bar._laid_out(columns - len(bar.status) - 3)]
        assert without
        if saving:
            await reader.press("T")
        seen = status(reader)
        assert all(command.label in seen for command in without)
        assert ("Tiết kiệm" if saving else f"↓ {phrases.size(reader.stand.usage.received)}") in seen


async def test_a_key_tells_run_day_and_month(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        reader.stand.usage.limit(day=1_000_000)
        await reader.press("R", "u")
        told = await reader.stand.usage.told()
        size = phrases.size(told.run)
        left = phrases.size(1_000_000 - told.run)
        assert reader.said()[-1] == f"Dữ liệu: lần này {size}, hôm nay {size}, tháng này {size}. Còn {left}."


async def test_saving_is_switched_by_a_key_and_remembered(newsroom: Newsroom) -> None:
    newsroom.pictures = True
    async with newsroom.reading() as reader:
        await reader.press("R", "T")
        usage, pictures = reader.stand.usage, reader.stand.pictures
        assert (usage.saving, pictures.on) == (True, False)
        assert "Tiết kiệm" in status(reader)
        assert newsroom.remembered[-1].saving is True
        await reader.press("T")
        assert (usage.saving, pictures.on) == (False, True)
        assert reader.said()[1:] == [usage_words.saving(on=True), usage_words.saving(on=False)]
        assert newsroom.remembered[-1].saving is None


async def test_what_the_configuration_says_is_not_remembered(newsroom: Newsroom) -> None:
    async with newsroom.reading(config=replace(QUIET, data=DataConfig(saving=True))) as reader:
        reader.stand.usage.save(saving=True)
        await reader.press("T")
        assert newsroom.remembered[-1].saving is False
        await reader.press("T")
        assert newsroom.remembered[-1].saving is None


async def test_at_a_limit_one_sentence_is_said_and_reading_goes_on(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("R", "enter")
        assert "Câu mở đầu của bài." in reader.seen()
        await reader.press("escape")
        reader.stand.usage.limit(run=1)
        for source in newsroom.sources:
            for section in source.sections:
                newsroom.press.prints(section.feed, "<rss><channel></channel></rss>")
        before = len(reader.said())
        await reader.press("R")
        sentence = "Đã dùng hết 0 kB dữ liệu của lần chạy này, nên thôi lấy thêm."
        assert reader.said()[before:] == [sentence]
        delivery = reader.app.query_one(Delivery)
        delivery.start(reader.stand.sections(), by_reader=False)
        await reader.settle()
        assert reader.said()[before:] == [sentence], "the clock does not say it again"
        await reader.press("enter")
        assert "Câu mở đầu của bài." in reader.seen()
