"""Articles and headlines as plain text, for pipes and other programs."""

from __future__ import annotations

from typing import assert_never

from tuireader import dates
from tuireader.language import tr
from tuireader.model import Article, Block, Box, Bullets, Figure, Heading, Paragraph, Quote, Row, Table, Video
from tuireader.ui import edition_words

_NOT_PRINTED = dict.fromkeys([*range(10), *range(11, 32), *range(127, 160)])


def tame(text: str) -> str:
    """The text without control characters: what the library holds is clean, but others may have written its file."""
    return text.translate(_NOT_PRINTED)


def article_text(article: Article) -> str:
    """The whole article as paragraphs with empty lines between them."""
    byline = " · ".join(part for part in (", ".join(article.authors), article.desk, article.email) if part)
    head = [
        article.section.upper(),
        article.title,
        byline,
        dates.long_date(article.published) if article.published else "",
        article.lead,
    ]
    parts = head + [block_text(block) for block in article.blocks] + [article.source_credit]
    return "\n\n".join(part for part in parts if part)


def block_text(block: Block) -> str:
    """One block as text; several lines where it has them."""
    match block:
        case Paragraph(text=text) | Heading(text=text):
            return text
        case Quote(text=text, by=by):
            return f"«{text}»" + (f"\n— {by}" if by else "")
        case Figure(caption=caption):
            return tr("[Ảnh: {caption}]").format(caption=caption) if caption else ""
        case Video(caption=caption):
            return f"[Video: {caption}]" if caption else "[Video]"
        case Bullets(items=items, ordered=ordered):
            return "\n".join(f"{n}. {one.text}" if ordered else f"- {one.text}" for n, one in enumerate(items, 1))
        case Table(rows=rows):
            return "\n".join(" | ".join(cells) for cells in rows)
        case Box(blocks=blocks, title=title):
            inside = [block_text(one) for one in blocks]
            return "\n".join(f"  {line}" for part in [title, *inside] if part for line in part.split("\n"))
        case _:
            assert_never(block)


def row_text(row: Row, paper: str) -> str:
    """One headline in two lines: its marks, time, paper and title, then its address."""
    marks = ("●" if not row.read else " ") + ("★" if row.bookmarked else " ") + edition_words.sign(row)
    return f"{marks} {dates.long_date(row.time)}  {paper}: {row.headline.title}\n    {row.headline.url}"
