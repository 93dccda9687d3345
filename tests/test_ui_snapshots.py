"""Every screen as it was last looked at and found good, with long and hostile text, light and dark.

A picture is a text file: the cells, and below them which look each has. `--update` draws all pictures anew; then look
at what has changed (`git diff`) before keeping it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import QUIET, RIVER, SENTENCE, TITLES, Newsroom, article_address, stories
from press import page, vtv_day
from reader import Reader
from rich.color import Color
from rich.style import Style

from tuireader.model import Shelf
from tuireader.newsstand.programmes import vtv_address
from tuireader.state import State

HERE = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (140, 45)]
THEMES = ["giay", "dem"]
HOSTILE = "[VIDEO] Giá vàng [/b] \x1b]2;PWNED\x1b\\ [@click=app.quit]x[/] \u202eđảo ngược 👨‍👩‍👧 日本語"
LONG = "Một tít rất dài của một bài báo mà không ai chịu cắt bớt " * 6
SHOWS = {
    "VTV1": [("13:57", 15, "Bản tin thời tiết", ""), ("14:12", 30, HOSTILE, "")],
    "VTV2": [("13:30", 45, "Sống khỏe", "Ngủ đủ giấc"), ("14:15", 45, LONG, LONG)],
}  # fmt: skip
BODY = f"""<p>Đoạn một. {SENTENCE} <a href="{article_address(RIVER, 3)}">một liên kết</a> và <b>chữ đậm</b>.</p>
<h2>Một đầu đề giữa bài</h2><p>{LONG}</p>
<blockquote><p>Con kênh này là của chung.</p><footer>Ông Tư, 72 tuổi</footer></blockquote>
<figure><img src="/anh.jpg"><figcaption>Hàng cây mới trồng. Ảnh: Lê Mẫu</figcaption></figure>
<table><tr><th>Xã</th><th>Cây</th><th>Người</th></tr><tr><td>An Mẫu</td><td>1.200</td><td>88</td></tr>
<tr><td>Bình Mẫu</td><td>800</td><td>120</td></tr></table>
<ul><li>Trồng xong trước mùa mưa</li><li>{HOSTILE.replace("<", "&lt;")}</li></ul>
"""

SCENES: dict[str, list[str]] = {
    "front": [],
    "marks": ["b", "down", "m", "down"],
    "sections": ["1", "down", "down", "down", "down"],
    "article": ["enter"],
    "article-end": ["enter", "end"],
    "alone": ["enter", "z"],
    "finding": ["enter", "slash", *"doan", "enter"],
    "letters": ["enter", "l"],
    "search": ["slash", *"gia gao"],
    "nothing-found": ["slash", *"zzzz"],
    "narrowed": ["f", *"xe buyt"],
    "help": ["question_mark"],
    "palette": ["ctrl+p", *"giao dien"],
    "papers": ["c", "right"],
    "add": ["c", "a"],
    "guide": ["v"],
    "pack": ["P"],
    "packed": ["P", "enter"],
    "bookmarks": ["B"],
}
"""What is pressed before the picture is taken, by its name."""


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers with all that is hard to print, and two channels; it is 14:00."""
    room = Newsroom(tmp_path)
    titles = (TITLES["thoi-su"][0], HOSTILE, LONG, TITLES["thoi-su"][2])
    room.prints(RIVER, "thoi-su", stories(RIVER, titles, 1))
    room.channels, room.cache = tuple(SHOWS), tmp_path / "cache"
    room.press.prints(vtv_address(date(2026, 11, 23)), vtv_day(SHOWS))
    related = {"Trồng hai nghìn cây": article_address(RIVER, 2), "Báo bạn": "https://ngoai.example/tin"}
    told = page(
        titles[0], "", lead=f"Câu mở đầu. {SENTENCE}", author="Lê Mẫu (Thời sự - ts@song.example)", related=related
    )
    room.press.prints(article_address(RIVER, 1), told.replace("<p></p>", BODY))
    await room.deliver(carry=2)
    return room


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "140x45"])
@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_is_as_it_was_found_good(
    newsroom: Newsroom, scene: str, size: tuple[int, int], theme: str, update: bool
) -> None:
    state = State(shelf=Shelf("section", RIVER, "thoi-su"))
    async with newsroom.reading(size, config=replace(QUIET, theme=theme), state=state) as reader:
        await reader.press("R")
        reader.app.clear_notifications()
        await reader.press(*SCENES[scene])
        reader.app.clear_notifications()
        await reader.settle()
        compare(f"{scene}-{size[0]}x{size[1]}-{theme}", reader, update=update)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "140x45"])
async def test_the_first_minute_and_a_library_without_news(
    tmp_path: Path, size: tuple[int, int], theme: str, update: bool
) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.press.down()
    async with newsroom.reading(size, config=replace(QUIET, theme=theme), state=State(first=True)) as reader:
        compare(f"welcome-{size[0]}x{size[1]}-{theme}", reader, update=update)
        await reader.press("enter", "R")
        reader.app.clear_notifications()
        await reader.settle()
        compare(f"offline-{size[0]}x{size[1]}-{theme}", reader, update=update)


def compare(name: str, reader: Reader, *, update: bool) -> None:
    """Hold what is on the screen against the picture of that name, or draw the picture anew."""
    file, now = HERE / f"{name}.txt", picture(reader)
    if update:
        HERE.mkdir(exist_ok=True)
        file.write_text(now, "utf-8")
    assert now == file.read_text("utf-8")


def picture(reader: Reader) -> str:
    """The cells of the screen, then the looks of each line as «count, letter», then what the letters say."""
    strips = reader.app.screen._compositor.render_strips()
    letters: dict[str, str] = {}
    looks = []
    for strip in strips:
        cells = ((look_of(segment.style), segment.cell_length) for segment in strip if segment.cell_length)
        runs = [(look, sum(length for _, length in run)) for look, run in groupby(cells, key=lambda cell: cell[0])]
        looks.append(" ".join(f"{length}{letters.setdefault(look, letter(len(letters)))}" for look, length in runs))
    legend = (f"{sign} = {look}" for look, sign in letters.items())
    text = [f"{strip.text}|" for strip in strips]
    return "\n".join([*text, "", *looks, "", *legend, ""])


def letter(number: int) -> str:
    """A name for a look: a to z, then aa, ab …"""
    return chr(97 + number) if number < 26 else letter(number // 26 - 1) + letter(number % 26)


def look_of(style: Style | None) -> str:
    """A style in words."""
    if style is None:
        return "plain"
    flags: Iterable[str] = (
        name for name in ("bold", "italic", "underline", "reverse", "strike") if getattr(style, name)
    )
    return " ".join((f"{_name(style.color)} on {_name(style.bgcolor)}", *flags))


def _name(colour: Color | None) -> str:
    return colour.name if colour is not None else "default"
