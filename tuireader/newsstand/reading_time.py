"""How long an article takes to read: the one measure for «đọc 3 phút» above a text and for all of a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from tuireader.model import Article, Block, Box, Bullets, Figure, Heading, Paragraph, Quote, Table, Video
from tuireader.text import count_words

SYLLABLES_A_MINUTE = 250
"""How fast Vietnamese news is read silently, for «đọc 3 phút»; a round figure."""


def reading_minutes(article: Article) -> int:
    """How long the article takes to read, in whole minutes, at least one."""
    syllables = count_words(article.lead) + sum(count_words(text) for text in _words(article.blocks))
    return max(1, round(syllables / SYLLABLES_A_MINUTE))


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of the blocks that a reader reads."""
    for block in blocks:
        match block:
            case Paragraph() | Heading() | Quote():
                yield block.text
            case Bullets():
                yield from (entry.text for entry in block.items)
            case Table():
                yield from (cell for row in block.rows for cell in row)
            case Box():
                yield block.title
                yield from _words(block.blocks)
            case Figure() | Video():
                yield block.caption
            case _:
                assert_never(block)
