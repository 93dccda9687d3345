"""The generic reader as the function that extraction benchmarks call: a page in, plain text out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from tuireader.errors import NoArticle
from tuireader.model import Block, Box, Bullets, Figure, Heading, Paragraph, Quote, Table, Video
from tuireader.parsing.generic import parse_generic


def generic_text(html: bytes, url: str | None) -> str:
    """The article's text, a line for each paragraph; empty where the page has no article."""
    try:
        article = parse_generic(html, url or "https://page.example/")
    except NoArticle:
        return ""
    return "\n".join(lines_of(article.blocks))


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of running text in blocks; captions are none."""
    for block in blocks:
        match block:
            case Paragraph() | Heading() | Quote():
                yield block.text
            case Bullets():
                yield from (entry.text for entry in block.items)
            case Table():
                yield from (" ".join(row) for row in block.rows)
            case Box():
                if block.title:
                    yield block.title
                yield from lines_of(block.blocks)
            case Figure() | Video():
                pass
            case _:
                assert_never(block)
