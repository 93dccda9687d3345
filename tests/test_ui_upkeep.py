"""What is closed is let go of, with all that was drawn of it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from newsroom import Newsroom


async def test_a_closed_screen_leaves_no_drawing_behind(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    await newsroom.deliver()
    async with newsroom.reading() as reader:
        await reader.press("?")
        drawn = [weakref.ref(widget._styles_cache) for widget in reader.app.screen.query("*")]
        await reader.press("escape", "j")
        gc.collect()
        assert [cache for cache in drawn if cache() is not None] == []
