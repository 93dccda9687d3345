"""Reads a small stand in a process that speaks English, and prints what was on the screen after each key, as JSON.

`python abroad.py FOLDER COLUMNS LINES`. The papers print no Vietnamese letter, so that whatever is left is ours.
"""

from __future__ import annotations

import asyncio
import json
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tuireader.language import choose

choose("en")  # before anything is loaded that says something

import newsroom  # noqa: E402
from press import Story  # noqa: E402

from tuireader.state import State  # noqa: E402

WALK = {
    "front": [],
    "article": ["enter"],
    "help in the article": ["question_mark"],
    "end of the article": ["escape", "end"],
    "find": ["slash", "q", "z", "x"],
    "links": ["escape", "home", "l"],
    "bookmarked": ["escape", "b"],
    "undone": ["U", "U", "U"],
    "search": ["escape", "ctrl+f", "q", "z", "x"],
    "narrow": ["escape", "escape", "f", "q", "z", "x"],
    "sorted": ["escape", "s"],
    "papers": ["c"],
    "a section": ["right", "down"],
    "add": ["f7"],
    "help in papers": ["escape", "f1"],
    "papers chosen": ["escape", "space", "escape"],
    "guide": ["f8"],
    "help": ["escape", "question_mark"],
    "palette": ["escape", "ctrl+p"],
    "no command": ["q", "z", "x"],
    "no network": ["escape", "R"],
}
"""What is pressed before each look at the screen, one after the other."""


def plain(text: str) -> str:
    """The text without its diacritics."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Room(newsroom.Newsroom):
    """Its papers print nothing but ASCII."""

    def prints(self, source: str, section: str, entries: Sequence[Story], *, paragraphs: int = 30) -> None:
        super().prints(source, section, entries, paragraphs=paragraphs)
        for url, printed in list(self.press._printed.items()):
            self.press.prints(url, plain(printed.body.decode()))


async def look(folder: Path, size: tuple[int, int]) -> dict[str, str]:
    """What stands on the screen after each step of the walk, and what was said in toasts."""
    newsroom.NAMES |= {source: plain(name) for source, name in newsroom.NAMES.items()}
    for sections in newsroom.SECTIONS.values():
        sections |= {section: plain(name) for section, name in sections.items()}
    room = Room(folder)
    await room.deliver(carry=2)
    seen: dict[str, str] = {}
    async with room.reading(size, state=State(theme="dem")) as reader:
        for step, keys in WALK.items():
            if step == "no network":
                room.press.down()
            await reader.press(*keys)
            seen[step] = "\n".join((reader.seen(), *reader.said()))
            reader.app.clear_notifications()
            reader.told.clear()
    return seen


if __name__ == "__main__":
    walked = asyncio.run(look(Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3]))))
    sys.stdout.write(json.dumps(walked))
