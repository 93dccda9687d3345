"""Draws every picture in this folder from the demo paper: `python screenshots/make.py`.

SVG needs nothing more; PNG beside it where `rsvg-convert` (Debian: librsvg2-bin, fonts-firacode) is installed. The
moving picture `mot-phut.svg` shows one screen after the other by CSS, which browsers and code hosts play by themselves.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tuireader.cli.stand import opened, set_up_demo
from tuireader.config import Config
from tuireader.state import State
from tuireader.ui.app import TuiReader

HERE = Path(__file__).parent
PIXELS_A_COLUMN = 10

SIZES = [(80, 24), (120, 36), (160, 45)]
SCENES: dict[str, tuple[list[str], list[tuple[int, int]]]] = {
    "trang-nhat": (["j", "j"], SIZES),
    "bai-bao": (["j", "j", "enter"], SIZES),
    "lich-phat-song": (["v"], SIZES),
    "tim": (["slash", *"da nang"], SIZES),
    "goi-mang-di": (["P"], SIZES[1:2]),
    "chon-bao": (["c", "down", "right"], SIZES[1:2]),
    "lien-ket": (["j", "enter", "l"], SIZES[1:2]),
    "anh": (["j", "enter", "l", "a"], SIZES[1:2]),
    "doc-mot-minh": (["j", "j", "enter", "z"], SIZES[1:2]),
    "tro-giup": (["question_mark"], SIZES[1:2]),
    "bang-lenh": (["ctrl+p", *"giao dien"], SIZES[1:2]),
}
"""What is pressed before a picture is taken, and the sizes of the window, by the picture's name."""
STORY: list[tuple[float, list[str]]] = [
    (3, []),
    (0.7, ["j"]),
    (0.7, ["j"]),
    (1.5, ["j"]),
    (4, ["enter"]),
    (1.2, ["space"]),
    (2.5, ["b"]),
    (2, ["n"]),
    (0.5, ["slash"]),
    (0.4, ["m", "a"]),
    (0.4, ["n", "g"]),
    (2.5, ["enter"]),
    (0.8, ["n"]),
    (1.5, ["escape"]),
    (2.5, ["l"]),
    (1.2, ["escape"]),
    (3, ["z"]),
    (1.2, ["escape", "escape"]),
    (0.6, ["ctrl+f"]),
    (0.5, [*"da"]),
    (0.5, [*" nang"]),
    (3, ["enter"]),
    (1, ["escape", "escape"]),
    (4, ["v"]),
    (1, ["down"]),
    (1.5, ["right"]),
    (1, ["escape"]),
    (2.5, ["c"]),
    (1.5, ["down"]),
    (1, ["escape"]),
    (1.5, ["B"]),
    (0.8, ["ctrl+p"]),
    (0.6, [*"sepia"]),
    (2.5, ["down"]),
    (3, ["enter"]),
]
"""A minute's use: what is pressed, and for how many seconds the screen is then looked at."""
THEMES = ["giay", "dem"]


@asynccontextmanager
async def reading(size: tuple[int, int], theme: str) -> AsyncIterator[Callable[[list[str]], Awaitable[str]]]:
    """The program on the demo paper; what it gives presses keys, waits, and draws the screen as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(set_up_demo(Path(folder))) as (newsstand, _):
            app = TuiReader(newsstand, Config(theme=theme, motion=False), State(), lambda _: None)
            async with app.run_test(size=size) as pilot:

                async def press(keys: list[str]) -> str:
                    for key in ["", *keys]:
                        if key:
                            await pilot.press(key)
                        for _ in range(2):
                            await pilot.pause()
                            await app.workers.wait_for_complete()
                    app.clear_notifications()
                    await pilot.pause()
                    return app.export_screenshot(title="tuireader")

                yield press


async def picture(keys: list[str], size: tuple[int, int], theme: str) -> str:
    """The screen as SVG after these keys."""
    async with reading(size, theme) as press:
        return await press(keys)


async def story(size: tuple[int, int], theme: str) -> str:
    """All screens of the story in one SVG that shows them in turn, for ever."""
    async with reading(size, theme) as press:
        screens = [await press(keys) for _, keys in STORY]
    whole = sum(seconds for seconds, _ in STORY)
    box = re.search(r'viewBox="([^"]+)"', screens[0])
    frames, passed = [], 0.0
    for number, (screen, (seconds, _)) in enumerate(zip(screens, STORY, strict=True)):
        start, end = 100 * passed / whole, 100 * (passed + seconds) / whole
        frames.append(
            f"<style>@keyframes f{number} {{ 0%, {start:.3f}% {{ visibility: hidden }} {start:.3f}%, {end:.3f}%"
            f" {{ visibility: visible }} {end:.3f}%, 100% {{ visibility: hidden }} }}"
            f" .f{number} {{ animation: f{number} {whole}s step-end infinite }}</style>"
            f'<g class="f{number}">{screen}</g>'
        )
        passed += seconds
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box[1] if box else ""}">{"".join(frames)}</svg>'


def keep(file: Path, svg: str) -> None:
    """Write a picture. Leading spaces of a run are dropped by renderers that do not preserve them."""
    # Nothing hangs out of its line, so that lines need no clipping, which is a third of the file.
    svg = re.sub(
        r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>| clip-path="url\(#[^"]*-line-\d+\)"', "", svg, flags=re.DOTALL
    )
    file.write_text(svg.replace("<text ", '<text xml:space="preserve" '), "utf-8")


def main() -> None:
    """Draw all scenes in all sizes and both of the house's themes."""
    for name, (keys, sizes) in SCENES.items():
        for columns, rows in sizes:
            for theme in THEMES:
                file = HERE / f"{name}-{columns}x{rows}-{theme}.svg"
                keep(file, asyncio.run(picture(keys, (columns, rows), theme)))
                if shutil.which("rsvg-convert"):
                    width = str(columns * PIXELS_A_COLUMN)
                    subprocess.run(["rsvg-convert", "-w", width, file, "-o", file.with_suffix(".png")], check=True)
    keep(HERE / "mot-phut.svg", asyncio.run(story((80, 24), "giay")))


if __name__ == "__main__":
    main()
