"""Draws every picture in this folder from the demo paper: `python screenshots/make.py`.

SVG needs nothing more; PNG beside it where `rsvg-convert` (Debian: librsvg2-bin, fonts-firacode) is installed.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from pathlib import Path

from tuireader.cli.stand import opened, set_up_demo
from tuireader.config import Config
from tuireader.state import State
from tuireader.ui.app import TuiReader

HERE = Path(__file__).parent
PIXELS_A_COLUMN = 10

SCENES: dict[str, list[str]] = {
    "trang-nhat": ["j", "j"],
    "bai-bao": ["j", "j", "enter"],
    "lich-phat-song": ["v"],
    "tim": ["slash", *"da", "space", *"nang"],
}
"""What is pressed before a picture is taken, by the picture's name."""
SIZES = [(80, 24), (120, 36), (160, 45)]
THEMES = ["giay", "dem"]


async def picture(keys: list[str], size: tuple[int, int], theme: str) -> str:
    """The screen as SVG after these keys."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(set_up_demo(Path(folder))) as (newsstand, _):
            app = TuiReader(newsstand, Config(theme=theme, motion=False), State(), lambda _: None)
            async with app.run_test(size=size) as pilot:
                for key in ["", *keys]:
                    if key:
                        await pilot.press(key)
                    for _ in range(2):
                        await pilot.pause()
                        await app.workers.wait_for_complete()
                app.clear_notifications()
                await pilot.pause()
                return app.export_screenshot(title="tuireader")


def main() -> None:
    """Draw all scenes in all sizes and both of the house's themes."""
    for name, keys in SCENES.items():
        for columns, rows in SIZES:
            for theme in THEMES:
                svg = asyncio.run(picture(keys, (columns, rows), theme))
                file = HERE / f"{name}-{columns}x{rows}-{theme}.svg"
                # Leading spaces of a run are dropped by renderers that do not preserve them.
                file.write_text(svg.replace("<text ", '<text xml:space="preserve" '), "utf-8")
                if shutil.which("rsvg-convert"):
                    width = str(columns * PIXELS_A_COLUMN)
                    subprocess.run(["rsvg-convert", "-w", width, file, "-o", file.with_suffix(".png")], check=True)


if __name__ == "__main__":
    main()
