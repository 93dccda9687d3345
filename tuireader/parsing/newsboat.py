"""The `urls` file of newsboat: one feed a line with its tags (its manual, «Tagging» and «Scripts and Filters»)."""

from __future__ import annotations

import re

from tuireader.parsing.address import named_address
from tuireader.parsing.opml import NAME_MAX, Outline
from tuireader.text import clean_line

LINES_MAX = 100_000
_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)"?|([^\s"#][^\s]*+)|(#)', re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def is_urls_file(text: str) -> bool:
    """Whether the text has a line that names a feed as newsboat does."""
    return any(re.match(r'"?(?:https?://|file:|exec:|filter:|query:)', line.lstrip()) for line in _lines(text))


def read_urls(text: str) -> tuple[Outline, ...]:
    """The feeds in their order, those with tags in a folder named after the first of them.

    A tag `~Title` is the feed's name, and `!Name` hides it. What newsboat makes itself (`query:`, `exec:`, `filter:`,
    files) is given as `refused`.
    """
    folders: dict[str, list[Outline]] = {}
    for line in _lines(text):
        if words := _words(line):
            folder, outline = _outline(*words)
            folders.setdefault(folder, []).append(outline)
    loose = folders.pop("", [])
    return (*loose, *(Outline(name, outlines=tuple(inside)) for name, inside in folders.items()))


def _lines(text: str) -> list[str]:
    return text.split("\n", LINES_MAX)[:LINES_MAX]


def _outline(address: str, *tags: str) -> tuple[str, Outline]:
    """The folder of a feed, and the feed."""
    feed = named_address(address)
    outline = Outline(
        text=next((clean_line(tag[1:], NAME_MAX) for tag in tags if tag.startswith("~")), ""),
        feed=feed,
        hidden=any(tag.startswith("!") for tag in tags),
        refused="" if feed else clean_line(address, NAME_MAX) or "?",
    )
    return next((clean_line(tag, NAME_MAX) for tag in tags if not tag.startswith(("~", "!"))), ""), outline


def _words(line: str) -> list[str]:
    """The words of a line; quoted ones may hold blanks, and a word that begins with `#` begins a comment."""
    words: list[str] = []
    for match in _TOKEN.finditer(line):
        if match[3]:
            break
        quoted, bare = match[1], match[2]
        words.append(_unquoted(quoted) if bare is None else bare)
    return words


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), text, flags=re.DOTALL)
