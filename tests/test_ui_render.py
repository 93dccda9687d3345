"""An article in print: what stands where, and that every word of it does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Span,
    Table,
    Video,
)
from tuireader.newsstand.reading_time import reading_minutes
from tuireader.text import clean_line
from tuireader.ui.cells import width
from tuireader.ui.lines import Layout
from tuireader.ui.render import (
    RelatedLine,
    in_reading_order,
    lay_out,
    lay_out_lead,
    lay_out_message,
)

PRINTED = datetime(2026, 11, 24, 10, 58, tzinfo=UTC)
HOSTILE = "[VIDEO] Giá vàng [/b] [@click=app.quit]x[/]"
ARTICLE = Article(
    url="https://vidu.example/1",
    title="Trồng cây dọc con kênh",
    lead="Dự án kéo dài ba năm.",
    authors=("Phương Mai", "Văn Mẫu"),
    desk="Thời sự",
    email="thoisu@vidu.example",
    published=PRINTED,
    section="Đời sống",
    blocks=(Paragraph("Sáng nay trời nắng."),),
)


def text_of(layout: Layout) -> list[str]:
    return [line.text for line in layout.lines]


def body(*blocks: Block, columns: int = 40) -> list[str]:
    """The lines of the blocks, without the head and the last blank."""
    layout = lay_out(Article(url="https://vidu.example/", title="Tựa", blocks=blocks), columns)
    return text_of(layout)[layout.starts[1] : layout.starts[-1] - 1]


def test_the_head_says_what_then_who_and_when_then_about_what() -> None:
    assert text_of(lay_out(ARTICLE, 66)) == [
        "",
        "ĐỜI SỐNG",
        "",
        "Trồng cây dọc con kênh",
        "",
        "Phương Mai, Văn Mẫu · Thời sự · thoisu@vidu.example",
        "Thứ Ba 24/11/2026, 17:58 · đọc 1 phút",
        "",
        "Dự án kéo dài ba năm.",
        "",
        "Sáng nay trời nắng.",
        "",
    ]


@pytest.mark.parametrize(
    ("age", "said"), [(timedelta(minutes=4), "4 phút trước"), (timedelta(days=2), ""), (timedelta(hours=-3), "")]
)
def test_a_fresh_article_says_how_long_ago(age: timedelta, said: str) -> None:
    dates = [line for line in text_of(lay_out(ARTICLE, 66, now=PRINTED + age)) if "24/11/2026" in line]
    assert dates == [" · ".join(filter(None, ("Thứ Ba 24/11/2026, 17:58", said, "đọc 1 phút")))]


def test_the_paper_stands_where_the_page_names_nobody() -> None:
    bare = Article(url="https://vidu.example/", title="Tựa")
    assert text_of(lay_out(bare, 40, paper="Báo Ví Dụ"))[:6] == ["", "BÁO VÍ DỤ", "", "Tựa", "", "đọc 1 phút"]
    in_section = Article(url="https://vidu.example/", title="Tựa", section="Đời sống")
    assert text_of(lay_out(in_section, 40, paper="Báo Ví Dụ"))[5] == "Báo Ví Dụ"


def test_paragraphs_have_air_and_headings_keep_to_theirs() -> None:
    assert body(Paragraph("một"), Heading("Hai"), Paragraph("ba")) == ["một", "", "Hai", "ba"]


def test_a_quote_has_a_bar_and_says_whose_it_is() -> None:
    assert body(Quote("Con đường có bóng mát.", by="Bà Mẫu"), columns=16) == [
        "▌ Con đường có",
        "▌ bóng mát.",
        "▌ — Bà Mẫu",
    ]


def test_lists_hang() -> None:
    entries = (Paragraph("một hai ba bốn"), Paragraph("năm"))
    assert body(Bullets(entries), columns=12) == ["• một hai ba", "  bốn", "• năm"]
    numbered = body(Bullets((Paragraph("x"),) * 10, ordered=True))
    assert numbered[0] == " 1. x"
    assert numbered[9] == "10. x"


def test_pictures_are_their_captions() -> None:
    assert body(Figure(caption="Người dân trồng cây")) == ["▣ Người dân trồng cây"]
    assert body(Figure(alt="Cây")) == ["▣ Cây"]
    assert body(Figure(caption="Kênh", srcs=("a", "b", "c"))) == ["▣ 3 ảnh · Kênh"]
    assert body(Video("Từ trên cao")) == ["▶ Từ trên cao"]
    assert body(Video()) == ["▶ Video"]


def test_a_series_without_captions_is_told_once() -> None:
    assert body(Figure(), Figure(), Figure(), Paragraph("một")) == ["▣ Ảnh", "", "một"]


def test_a_picture_opens_on_a_click() -> None:
    layout = lay_out(Article(url="u", title="t", blocks=(Figure(caption="Cây", src="https://vidu.example/a.jpg"),)), 40)
    runs = layout.lines[layout.starts[1]].runs
    assert {run.href for run in runs} == {"https://vidu.example/a.jpg"}
    assert {run.tone for run in runs} == {"quiet"}


def test_a_box_runs_along_a_line() -> None:
    assert body(Box((Paragraph("một"), Bullets((Paragraph("hai"),))), title="Biết thêm")) == [
        "│ Biết thêm",
        "│ một",
        "│ ",
        "│ • hai",
    ]


def test_the_end_has_credit_tags_and_where_to_go() -> None:
    article = Article(url="u", title="t", source_credit="Theo Báo Ví Dụ", tags=("cây xanh", "kênh"))
    related = [
        RelatedLine(Related("Trong bài", "https://vidu.example/2", "inside")),
        RelatedLine(Related("Có ở đây", "https://vidu.example/3"), carried=True),
        RelatedLine(Related("Báo khác", "https://khac.example/4"), outside=True),
    ]
    layout = lay_out(article, 40, related=related)
    assert text_of(layout)[layout.starts[-1] :] == [
        "Theo Báo Ví Dụ",
        "",
        "Từ khoá  cây xanh · kênh",
        "",
        "────────",
        "",
        "TIN LIÊN QUAN",
        "",
        "  Trong bài",
        "",
        "CÙNG CHUYÊN MỤC",
        "",
        "✓ Có ở đây",
        "↗ Báo khác",
        "",
    ]
    assert [layout.lines[layout.related_lines(index)[0]].text for index in range(3)] == [
        "  Trong bài",
        "✓ Có ở đây",
        "↗ Báo khác",
    ]
    assert layout.related_lines(7) == range(0)


def test_related_inside_the_body_come_first() -> None:
    below, inside = Related("b", "u"), Related("a", "u", "inside")
    assert in_reading_order([below, inside]) == [inside, below]


def test_a_lead_says_what_is_known_and_why_there_is_no_more() -> None:
    headline = Headline("1", "vidu", "doi-song", "Tựa", "u", published=PRINTED, summary="Tóm tắt.")
    assert text_of(lay_out_lead(headline, "Chưa tải về.", 40, paper="Báo Ví Dụ")) == [
        "", "BÁO VÍ DỤ", "", "Tựa", "", "Thứ Ba 24/11/2026, 17:58", "", "Tóm tắt.", "", "Chưa tải về.", "",
    ]  # fmt: skip
    assert text_of(lay_out_lead(Headline("1", "vidu", "", "Tựa", "u"), "Câu.", 40)) == ["", "Tựa", "", "Câu.", ""]


def test_a_message_is_one_quiet_sentence() -> None:
    layout = lay_out_message("Chọn một bài để đọc", 12)
    assert text_of(layout) == ["", "Chọn một bài", "để đọc"]
    assert text_of(lay_out_message("", 12)) == []


def test_reading_time_is_whole_minutes() -> None:
    assert reading_minutes(Article(url="u", title="t")) == 1
    boxed = Box((Paragraph("chữ " * 500), Bullets((Paragraph("chữ " * 250),)), Table(rows=(("chữ",) * 250,))))
    assert reading_minutes(Article(url="u", title="t", blocks=(boxed,))) == 4


def test_titles_are_literal() -> None:
    article = Article(url="u", title=HOSTILE, section=HOSTILE, lead=HOSTILE, blocks=(Paragraph(HOSTILE),))
    lines = text_of(lay_out(article, 80, related=[RelatedLine(Related(HOSTILE, "u"))]))
    assert lines.count(HOSTILE) == 3
    assert HOSTILE.upper() in lines
    assert f"  {HOSTILE}" in lines


TEXTS = st.text(alphabet="aắ ễ9.[/]日\u0301🇻🇳", min_size=1, max_size=80).map(clean_line).filter(bool)
LEAVES = st.one_of(
    st.builds(
        Paragraph, TEXTS, st.lists(st.builds(Span, st.integers(0, 9), st.integers(5, 90), st.just("em"))).map(tuple)
    ),
    st.builds(Heading, TEXTS),
    st.builds(Quote, TEXTS, TEXTS),
    st.builds(Figure, TEXTS),
    st.builds(Bullets, st.lists(st.builds(Paragraph, TEXTS), min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(Table, st.lists(st.lists(TEXTS, max_size=4).map(tuple), max_size=3).map(tuple), st.booleans()),
    st.builds(Video, TEXTS),
)
BLOCKS = st.one_of(LEAVES, st.builds(Box, st.lists(LEAVES, max_size=3).map(tuple), TEXTS))


@given(st.lists(BLOCKS, max_size=5), st.integers(20, 70))
def test_any_article_fits_its_column_and_numbers_its_parts(blocks: list[Block], columns: int) -> None:
    layout = lay_out(Article(url="u", title="t", blocks=tuple(blocks), tags=("a",)), columns)
    assert all(width(line.text) <= columns for line in layout.lines)
    assert [line.block for line in layout.lines] == sorted(line.block for line in layout.lines)
    assert len(layout.starts) == len(blocks) + 2
    assert all(layout.lines[start].block == block for block, start in enumerate(layout.starts))


@given(st.lists(TEXTS, max_size=5), st.integers(10, 70))
def test_every_word_of_a_paragraph_is_printed(texts: list[str], columns: int) -> None:
    layout = lay_out(Article(url="u", title="t", blocks=tuple(map(Paragraph, texts))), columns)
    printed = "".join(line.text for line in layout.lines[layout.starts[1] :] if texts)
    assert printed.replace(" ", "") == "".join(texts).replace(" ", "")
