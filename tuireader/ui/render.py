"""An article set in type: every block becomes lines of a given width, purely and without markup.

Owns the order and the air of an article (kicker, title, byline, sapo, body, end matter) and the look of each block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, assert_never

from tuireader import dates
from tuireader.language import counted, tr
from tuireader.model import (
    Article,
    Block,
    Box,
    Bullets,
    Figure,
    Heading,
    Headline,
    Paragraph,
    Quote,
    Related,
    Table,
    Video,
)
from tuireader.newsstand.reading_time import reading_minutes
from tuireader.ui.lines import BLANK, SIGNS, Layout, Line, Run, assemble, beside, flow
from tuireader.ui.tables import lay_out_table

Pictures = Callable[[str, int], list[Line]]
"""What stands for the picture of an address in so many columns; nothing where its caption has to do."""
_FRESH = timedelta(days=1)
"""How long «3 phút trước» says more than the date alone."""


def no_pictures(_address: str, _columns: int) -> list[Line]:
    """For whoever shows none."""
    return []


class RelatedLine(NamedTuple):
    """A related article as the end of an article offers it."""

    related: Related
    carried: bool = False
    """Its text is on this machine."""
    outside: bool = False
    """Only a browser opens it."""


def lay_out(
    article: Article,
    columns: int,
    *,
    related: Sequence[RelatedLine] = (),
    paper: str = "",
    now: datetime | None = None,
    badge: str = "",
    pictures: Pictures = no_pictures,
) -> Layout:
    """The article in lines of at most `columns` cells.

    `paper` is the name to print where the page names neither section nor author; with `now` a fresh article also says
    how long ago it was printed; `badge` is what became of it since. `related` is in reading order: those inside the
    body first.
    """
    parts: list[list[Line]] = [_head(article, columns, paper, now, badge)]
    for before, block, after in _with_neighbours(article.blocks):
        lines = _block(block, columns, pictures)
        is_told = before is not None and _is_bare_figure(before) and _is_bare_figure(block)
        parts.append([] if is_told and not _stands(block, columns, pictures) else [*lines, *_gap(block, after)])
    parts.append(list(_end(article, columns, related)))
    return assemble(parts)


def lay_out_lead(headline: Headline, sentence: str, columns: int, *, paper: str = "") -> Layout:
    """What is known of an article whose text is not here: its title, time and summary, and a sentence that says why."""
    lines = [BLANK]
    if paper:
        lines += [*flow(paper.upper(), columns, "kicker"), BLANK]
    lines += [*flow(headline.title, columns, "title"), BLANK]
    if headline.published:
        lines += [*flow(dates.long_date(headline.published), columns, "quiet"), BLANK]
    if headline.summary:
        lines += [*flow(headline.summary, columns, "lead"), BLANK]
    return assemble([[*lines, *flow(sentence, columns, "quiet"), BLANK]])


def lay_out_message(text: str, columns: int) -> Layout:
    """A quiet sentence in an empty view."""
    return assemble([[BLANK, *flow(text, columns, "quiet")] if text else []])


def in_reading_order(related: Iterable[Related]) -> list[Related]:
    """The related articles as the end of an article lists them."""
    return sorted(related, key=lambda entry: entry.place != "inside")


def _head(article: Article, columns: int, paper: str, now: datetime | None, badge: str) -> list[Line]:
    """Everything above the first block."""
    lines = [BLANK]
    if kicker := article.section or paper:
        lines += [*flow(kicker.upper(), columns, "kicker"), BLANK]
    lines += [*flow(article.title, columns, "title"), BLANK]
    byline = " · ".join(filter(None, (", ".join(article.authors), article.desk, article.email)))
    if byline := byline or (paper if article.section else ""):
        lines += flow(byline, columns, "quiet")
    lines += flow(_date_line(article, now), columns, "quiet")
    lines += [*(flow(badge, columns, "badge") if badge else []), BLANK]
    if article.lead:
        lines += [*flow(article.lead, columns, "lead"), BLANK]
    return lines


def _date_line(article: Article, now: datetime | None) -> str:
    """«Thứ Năm 29/01/2015, 17:58 · 3 phút trước · đọc 3 phút»."""
    facts: list[str] = []
    if article.published:
        facts.append(dates.long_date(article.published))
        if now and timedelta(0) <= now - article.published < _FRESH:
            facts.append(dates.relative(article.published, now))
    return " · ".join([*facts, counted("đọc {count} phút", reading_minutes(article))])


def _block(block: Block, columns: int, pictures: Pictures) -> list[Line]:
    """One block of the body, without the air around it."""
    match block:
        case Paragraph():
            return flow(block.text, columns, spans=block.spans)
        case Heading():
            return flow(block.text, columns, "heading")
        case Quote():
            return _quote(block, columns)
        case Bullets():
            return list(_bullets(block, columns))
        case Table():
            return lay_out_table(block, columns)
        case Figure() | Video():
            return _picture(block, columns, pictures)
        case Box():
            return _box(block, columns, pictures)
        case _:
            assert_never(block)


def _with_neighbours(blocks: Sequence[Block]) -> Iterator[tuple[Block | None, Block, Block | None]]:
    """Each block between the one before it and the one after it."""
    return zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)


def _gap(block: Block, after: Block | None) -> list[Line]:
    """The air below a block: headings keep close to what they head."""
    return [] if isinstance(block, Heading) and not isinstance(after, Heading | None) else [BLANK]


def _is_bare_figure(block: Block) -> bool:
    """Whether all that can be said of it is that there is a picture; a series of such says so once."""
    return isinstance(block, Figure) and not (block.caption or block.alt)


def _quote(quote: Quote, columns: int) -> list[Line]:
    lines = flow(quote.text, columns - 2, "quote", em=True)
    if quote.by:
        lines += flow(f"— {quote.by}", columns - 2, "quiet")
    return beside(Run(f"{SIGNS.bar} ", "rule"), lines)


def _bullets(bullets: Bullets, columns: int) -> Iterator[Line]:
    digits = len(str(len(bullets.items)))
    for number, entry in enumerate(bullets.items, start=1):
        mark = f"{number:>{digits}}. " if bullets.ordered else f"{SIGNS.bullet} "
        yield from flow(entry.text, columns, spans=entry.spans, first=Run(mark, "quiet"))


def _stands(block: Block, columns: int, pictures: Pictures) -> bool:
    """Whether something stands for the picture itself."""
    return isinstance(block, Figure) and bool(pictures(block.src, columns))


def _picture(picture: Figure | Video, columns: int, pictures: Pictures) -> list[Line]:
    """A picture where it is to be had, and its sign and caption, which open it on a click; of a video these alone."""
    above: list[Line] = []
    if isinstance(picture, Video):
        sign, words = SIGNS.video, picture.caption or "Video"
    else:
        count = counted("{count} ảnh", len(picture.srcs)) if len(picture.srcs) > 1 else ""
        sign, words = SIGNS.picture, " · ".join(filter(None, (count, picture.caption or picture.alt))) or tr("Ảnh")
        above = pictures(picture.src, columns) if picture.src else []
    caption = flow(words, columns, "quiet", first=Run(f"{sign} ", "quiet", href=picture.src), href=picture.src)
    # One link, and so one letter, for both.
    return [*above, *(line._replace(continues=True) if above else line for line in caption)]


def _box(box: Box, columns: int, pictures: Pictures) -> list[Line]:
    """The blocks of a box along a thin line, its title on top."""
    lines = flow(box.title, columns - 2, "heading") if box.title else []
    for _, block, after in _with_neighbours(box.blocks):
        lines += _block(block, columns - 2, pictures)
        if after is not None:
            lines += _gap(block, after)
    return beside(Run(f"{SIGNS.side} ", "rule"), lines)


def _end(article: Article, columns: int, related: Sequence[RelatedLine]) -> Iterator[Line]:
    """Everything below the last block."""
    if article.source_credit:
        yield from (*flow(article.source_credit, columns, "quiet", em=True), BLANK)
    if article.tags:
        yield from (*flow(" · ".join(article.tags), columns, "quiet", first=Run(tr("Từ khoá  "), "quiet")), BLANK)
    if related:
        yield Line((Run(SIGNS.rule * min(columns, 8), "rule"),))
        yield BLANK
    above = ""
    for index, entry in enumerate(related):
        heading = tr("TIN LIÊN QUAN") if entry.related.place == "inside" else tr("CÙNG CHUYÊN MỤC")
        if heading != above:
            yield from (*([BLANK] if above else []), *flow(heading, columns, "kicker"), BLANK)
            above = heading
        yield from _related(entry, index, columns)
    if related:
        yield BLANK


def _related(entry: RelatedLine, index: int, columns: int) -> Iterator[Line]:
    """One related article, its sign before it."""
    sign = SIGNS.carried if entry.carried else SIGNS.outside if entry.outside else " "
    for line in flow(entry.related.title, columns, first=Run(f"{sign} ", "quiet")):
        yield line._replace(related=index)
