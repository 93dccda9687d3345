"""Pictures in an article and alone on the screen, under real keys: shown, hidden, offline, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from darkroom import bomb, flag, story_page
from newsroom import RIVER, Newsroom, article_address, feed_address
from press import Story, feed
from reader import Reader

from tuireader.ui import picture_words
from tuireader.ui.commands import COMMANDS
from tuireader.ui.graphics import Graphics
from tuireader.ui.painting import HALF
from tuireader.ui.picture import PictureScreen

ADDRESS = article_address(RIVER, 1)
PHOTOS = ("https://anh.dongsong.example/1.jpg", "https://anh.dongsong.example/2.png")
CAPTIONS = ("Cầu mới lúc bình minh", "Bến cũ lúc hoàng hôn")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path)
    room.cache = tmp_path / "responses"
    room.pictures = True
    room.press.prints(feed_address(RIVER, "thoi-su"), feed(Story("Cầu mới qua sông", ADDRESS)))
    room.press.prints(ADDRESS, story_page("Cầu mới qua sông", list(zip(PHOTOS, CAPTIONS, strict=True))))
    room.press.prints(PHOTOS[0], flag("JPEG", (300, 200)))
    room.press.prints(PHOTOS[1], flag("PNG", (300, 200)))
    return room


async def open_story(reader: Reader) -> None:
    await reader.press("slash", *"cau moi", "enter", "enter")
    assert reader.where == "article"


def picture_rows(reader: Reader) -> int:
    """The lines on the screen that hold a part of a picture."""
    return sum(HALF * 4 in line for line in reader.seen().splitlines())


def asked(room: Newsroom) -> list[str]:
    return [one.url for one in room.press.asked if one.url in PHOTOS]


def picture(reader: Reader) -> PictureScreen:
    assert isinstance(reader.app.screen, PictureScreen)
    return reader.app.screen


def top_text(reader: Reader) -> str:
    """The first line of text on the screen of the article."""
    pane = reader.desk.article
    return next(pane._text.lines[n].text for n in pane.lines_shown if pane._text.lines[n].text.strip())


async def test_a_picture_stands_above_its_caption(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.reading((120, 36)) as reader:
        await open_story(reader)
        lines = reader.seen().splitlines()
        first = next(n for n, line in enumerate(lines) if HALF * 4 in line)
        rows = reader.desk.article.size.height // 3
        assert all(HALF * 4 in line for line in lines[first : first + rows])
        assert f"▣ {CAPTIONS[0]}" in lines[first + rows]
        # A third of the pane, and a picture of 3 : 2 in cells of 1 : 2.
        assert lines[first].endswith(f" {HALF * (rows * 3)}")
    assert asked(newsroom) == list(PHOTOS)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_pictures_are_shown_and_hidden_and_the_line_that_is_read_stays(
    newsroom: Newsroom, size: tuple[int, int]
) -> None:
    await newsroom.deliver()
    async with newsroom.reading(size) as reader:
        await open_story(reader)
        pane = reader.desk.article
        while picture_rows(reader):
            await reader.press("down")
        await reader.press("down", "down")
        before = top_text(reader)
        await reader.press("i")
        assert reader.said()[-1] == picture_words.HIDDEN
        assert top_text(reader) == before
        assert not any(line.picture for line in pane._text.lines)
        await reader.press("alt+i")
        assert reader.said()[-1] == picture_words.SHOWN
        assert top_text(reader) == before
        assert any(line.picture for line in pane._text.lines)
    assert asked(newsroom) == list(PHOTOS)


async def test_a_picture_that_arrives_moves_nothing(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    held = newsroom.press.slow(PHOTOS[0])
    async with newsroom.reading((120, 36)) as reader:
        await reader.press("slash", *"cau moi", "enter")
        reader.strike("enter")
        await held.arrived.wait()
        await reader.settle(but="pictures")
        assert picture_words.COMING in reader.seen()
        pane = reader.desk.article
        pane.scroll_to_line(20)
        await reader.settle(but="pictures")
        before = [pane._text.lines[n].text.strip() for n in pane.lines_shown if not pane._text.lines[n].picture]
        texts = [line for line in before if line and not line.startswith("▣ đang")]
        held.release()
        await reader.settle()
        assert round(pane.scroll_y) == 20
        after = [pane._text.lines[n].text.strip() for n in pane.lines_shown if not pane._text.lines[n].picture]
        assert [line for line in after if line] == texts


async def test_where_pictures_are_off_nothing_is_fetched(newsroom: Newsroom) -> None:
    newsroom.pictures = False
    await newsroom.deliver(carry=3)
    async with newsroom.reading((120, 36)) as reader:
        await open_story(reader)
        assert f"▣ {CAPTIONS[0]}" in reader.seen()
        assert picture_rows(reader) == 0
    assert asked(newsroom) == []


@pytest.mark.parametrize("body", [b"<html>", bomb(60_000, 60_000), flag("JPEG", (90, 90))[:200], flag("BMP")])
async def test_what_is_no_picture_says_so_in_its_room(newsroom: Newsroom, body: bytes) -> None:
    newsroom.press.prints(PHOTOS[0], body)
    await newsroom.deliver()
    async with newsroom.reading((120, 36)) as reader:
        await open_story(reader)
        pane = reader.desk.article
        said = [line.text.strip() for line in pane._text.lines]
        assert any(line.startswith(("▣ Tệp nhận được không phải", "▣ Ảnh quá lớn")) for line in said)
        assert any(line.picture for line in pane._text.lines)


async def test_offline_what_was_carried_is_here(newsroom: Newsroom) -> None:
    async with newsroom.stand(carry=3) as stand:
        async for _ in stand.refresh(stand.sections()):
            pass
    newsroom.press.down()
    async with newsroom.reading((120, 36)) as reader:
        await open_story(reader)
        assert picture_rows(reader) >= reader.desk.article.size.height // 3
        await reader.press("l", "a")
        assert picture(reader).address == PHOTOS[0]
        assert picture_rows(reader) > 20
    assert asked(newsroom) == list(PHOTOS)


async def test_without_network_a_picture_that_is_not_here_says_so(newsroom: Newsroom) -> None:
    newsroom.pictures = False
    await newsroom.deliver(carry=3)
    newsroom.press.down()
    newsroom.pictures = True
    async with newsroom.reading((120, 36)) as reader:
        await open_story(reader)
        assert "Không có mạng, và ảnh này chưa được mang về máy." in reader.seen()
        await reader.press("l", "a")
        assert "Không có mạng, và ảnh này chưa được mang về máy." in reader.seen()
        await reader.press("escape")
        assert reader.where == "article"


@pytest.mark.parametrize("keys", [("l", "a"), ("f4", "tab", "enter"), ("f4", "a")])
async def test_a_picture_alone_on_the_screen(newsroom: Newsroom, keys: tuple[str, ...]) -> None:
    await newsroom.deliver()
    async with newsroom.reading((80, 24)) as reader:
        await open_story(reader)
        await reader.press(*keys)
        assert "Ảnh 1/2" in reader.seen()
        assert CAPTIONS[0] in reader.seen()
        assert picture_rows(reader) > 15
        await reader.press("right")
        assert (picture(reader).address, CAPTIONS[1] in reader.seen()) == (PHOTOS[1], True)
        await reader.press("right")
        assert picture(reader).address == PHOTOS[0]
        await reader.press("left")
        assert picture(reader).address == PHOTOS[1]
        await reader.resize(60, 20)
        assert picture_rows(reader) > 10
        await reader.press("question_mark")
        assert "Xem ảnh kế tiếp của bài" in reader.seen()
        await reader.press("escape", "q")
        assert reader.where == "article"


async def test_a_picture_is_opened_although_pictures_are_off_since_the_reader_asks_for_it(newsroom: Newsroom) -> None:
    newsroom.pictures = False
    await newsroom.deliver()
    async with newsroom.reading((80, 24)) as reader:
        await open_story(reader)
        await reader.press("l", "a")
        assert picture_rows(reader) > 15
    assert asked(newsroom) == [PHOTOS[0]]


async def test_a_click_on_a_picture_opens_it(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.reading((120, 36)) as reader:
        await open_story(reader)
        pane = reader.desk.article
        row = next(n for n in pane.lines_shown if pane._text.lines[n].picture)
        await reader.pilot.click(pane, offset=(pane.margin + 3, row + 2 - round(pane.scroll_y)))
        await reader.settle()
        assert picture(reader).address == PHOTOS[0]


async def test_o_opens_the_picture_in_the_browser(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    await newsroom.deliver()
    async with newsroom.reading((80, 24)) as reader:
        await open_story(reader)
        await reader.press("l", "a", "o")
        assert reader.app.clipboard == PHOTOS[0]


async def test_where_nothing_can_be_drawn_captions_have_to_do(newsroom: Newsroom) -> None:
    from tuireader.config import Config

    plain = Config(refresh_on_start=False, refresh_minutes=0, motion=False, signs="ascii")
    await newsroom.deliver()
    async with newsroom.reading((120, 36), config=plain) as reader:
        await open_story(reader)
        assert f"▣ {CAPTIONS[0]}" in "\n".join(line.text for line in reader.desk.article._text.lines)
        await reader.press("i")
        assert reader.said()[-1] == picture_words.NO_COLOURS
    assert asked(newsroom) == []


async def test_in_kitty_the_cells_name_the_picture(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.reading((120, 36)) as reader:
        reader.desk.article.graphics = Graphics("kitty")
        await open_story(reader)
        cells = [cell for line in reader.desk.article._text.lines for cell in line.picture]
        assert {cell.text[0] for cell in cells} == {"\U0010eeee"}
        assert len({cell.ink for cell in cells}) == 2
        assert "\U0010eeee\u0305\u0305" in reader.seen()
        await reader.press("l", "a", "right", "q")
        assert reader.where == "article"


async def test_letters_stay_while_pictures_arrive(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    held = newsroom.press.slow(PHOTOS[0])
    async with newsroom.reading((120, 36)) as reader:
        await reader.press("slash", *"cau moi", "enter")
        reader.strike("enter")
        await held.arrived.wait()
        await reader.settle(but="pictures")
        reader.strike("l")
        await reader.settle(but="pictures")
        held.release()
        await reader.settle()
        assert reader.desk.article.is_lettered


async def test_copying_across_a_picture_leaves_it_out(newsroom: Newsroom) -> None:
    await newsroom.deliver()
    async with newsroom.reading((120, 36)) as reader:
        await open_story(reader)
        from textual.selection import SELECT_ALL

        text, _ = reader.desk.article.get_selection(SELECT_ALL) or ("", "")
        assert "Đoạn mở đầu.\n" in text
        assert HALF not in text
        assert "      " not in text


def test_the_key_is_told() -> None:
    command = next(one for one in COMMANDS if one.action == "pictures")
    assert command.keys == ("i", "alt+i")


async def test_room_that_was_held_in_vain_is_given_back_unseen(newsroom: Newsroom) -> None:
    newsroom.press.prints(PHOTOS[0], flag("PNG", (400, 50)))
    await newsroom.deliver()
    async with newsroom.reading((120, 36)) as reader:
        await open_story(reader)
        pane = reader.desk.article
        whole = len(pane._text.lines)
        assert picture_rows(reader) < pane.size.height // 3 * 2
        while CAPTIONS[0] in reader.seen():
            assert len(pane._text.lines) == whole
            await reader.press("down")
        assert len(pane._text.lines) < whole
        assert top_text(reader) == "Đoạn sau ảnh 1."
        await reader.press("home")
        assert CAPTIONS[0] in reader.seen()


async def test_sixel_is_drawn_over_the_pictures_own_screen(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    await newsroom.deliver()
    written: list[str] = []
    async with newsroom.reading((80, 24)) as reader:
        reader.desk.article.graphics = Graphics("blocks", sixel=True)
        await open_story(reader)
        monkeypatch.setattr("tuireader.ui.widgets.picture_view.cell_size", lambda: (8, 16))
        assert reader.app._driver is not None
        monkeypatch.setattr(reader.app._driver, "write", written.append)
        await reader.press("l", "a")
        drawings = [one for one in written if "\x1bP" in one]
        assert drawings
        assert drawings[-1].startswith("\x1b7\x1b[5;21H")
        assert '"1;1;300;200' in drawings[-1]
        assert HALF not in reader.seen()
        await reader.press("q")
        assert reader.where == "article"
