"""Articles by the papers' rules: golden pairs, exact spans, and what no input may do."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.errors import NoArticle
from tuireader.model import Article, Block, Box, Bullets, Figure, Heading, Paragraph, Rules, Source, Span, Video
from tuireader.parsing.article import parse_article
from tuireader.parsing.byline import Byline, read_byline
from tuireader.parsing.guard import is_hostile
from tuireader.parsing.inline import Mark, Run
from tuireader.sources import load_sources
from tuireader.text import clean_block

PAGES = sorted(page for page in (Path(__file__).parent / "pages").glob("*/*.html") if not page.stem.startswith("muc"))
SOURCES = {source.id: source for source in load_sources()[0]}
URL = "https://bao.example/bai-viet-12345678.html"


def name(page: Path) -> str:
    return f"{page.parent.name}/{page.stem}"


def address(page: Path) -> str:
    """What the page says its own address is."""
    found = re.search(r'rel="canonical" href="([^"]+)"', page.read_text("utf-8"))
    assert found, "a test page names its address"
    return found[1]


def read(page: Path) -> Article:
    """The article of a test page by the rules of the paper after which its folder is named."""
    paper = page.parent.name
    if paper not in SOURCES:
        pytest.fail(f"no paper has the id «{paper}»: its file tuireader/sources/{paper}.toml must be there first")
    return parse_article(page.read_bytes(), address(page), SOURCES[paper])


def paragraphs(blocks: Iterable[Block]) -> Iterable[Paragraph]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Box():
                yield from paragraphs(block.blocks)
            case Bullets():
                yield from block.items
            case _:
                pass


def parse(body: str, head: str = "<title>Bài</title>", rules: Rules | None = None) -> Article:
    source = Source("bao", "Báo", "https://bao.example", (), rules or Rules(title=("h1",), body=("#body",)))
    return parse_article(f"<html><head>{head}</head><body><h1>Bài</h1>{body}</body></html>".encode(), URL, source)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_golden(page: Path, update: bool) -> None:
    golden = page.with_suffix(".json")
    article = read(page)
    if update:
        golden.write_bytes(msgspec.json.format(msgspec.json.encode(article), indent=1) + b"\n")
    assert article == msgspec.json.decode(golden.read_bytes(), type=Article)


def test_a_page_of_no_paper_names_the_id_it_misses(tmp_path: Path) -> None:
    page = tmp_path / "khong-co" / "bai.html"
    with pytest.raises(pytest.fail.Exception, match=r"«khong-co».*sources/khong-co\.toml"):
        read(page)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_own_rules_find_the_body(page: Path) -> None:
    assert read(page).by_rules


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_spans_lie_on_whole_words_of_a_clean_text(page: Path) -> None:
    for paragraph in paragraphs(read(page).blocks):
        assert clean_block(paragraph.text) == paragraph.text
        for span in paragraph.spans:
            marked = paragraph.text[span.start : span.end]
            assert marked == marked.strip() != ""
            assert span.kind != "link" or span.href.startswith(("https://", "http://", "mailto:"))


def test_the_page_of_traps() -> None:
    article = read(PAGES[[name(page) for page in PAGES].index("vtv/moi")])
    first = article.blocks[1]
    assert isinstance(first, Paragraph)
    assert first.text.startswith(
        "Trước sân đình, hai mươi em nhỏ ngồi quanh bà Ba, người đã chằm nón hơn bốn mươi năm."
    )
    assert [first.text[s.start : s.end] for s in first.spans] == ["bà Ba", "bốn mươi năm", "kế hoạch giữ nghề"]
    assert (article.authors, article.desk, article.source_credit) == (("Lê An",), "VTV Online", "Theo TTXVN")
    assert [block.src for block in article.blocks if isinstance(block, Figure)] == [
        "https://cdn-images.vtv.vn/thumb_w/1200/2026/03/05/non-la-1.jpg",
        "https://cdn-images.vtv.vn/2026/03/05/khung-non.jpg",
        "https://cdn-images.vtv.vn/thumb_w/640/2026/03/05/la-non.jpg",
    ]
    assert [(link.title, link.place) for link in article.related] == [
        ("Chợ quê ngày đầu năm", "inside"),
        ("Gốm làng bên sông", "inside"),
        ("Phiên chợ nổi", "below"),
    ]
    shown = msgspec.json.encode(article.blocks).decode()
    for leak in (
        "Mời quý",
        "không phải bài",
        "chữ ẩn",
        "Quảng cáo",
        "Nhập chú thích",
        "bốn giờ sáng",
        "javascript",
        "data:",
    ):
        assert leak not in shown


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        (
            "Phương Mai (Thời sự - thoisu@vtv.vn)-Thứ năm, ngày 29/01/2015 17:58 GMT+7",
            Byline(("Phương Mai",), "Thời sự", "thoisu@vtv.vn"),
        ),
        ("NHẬT XUÂN - NGHI VŨ", Byline(("NHẬT XUÂN", "NGHI VŨ"))),
        ("Hà Thu (tổng hợp)", Byline(("Hà Thu",), credit="(tổng hợp)")),
        ("Hà Thu (theo Reuters)", Byline(("Hà Thu",), credit="theo Reuters")),
        ("Theo TTXVN", Byline(credit="Theo TTXVN")),
        ("Lê An, Trần Bình và Đỗ Chi", Byline(("Lê An", "Trần Bình", "Đỗ Chi"))),
        ("Bài, ảnh: Lê An", Byline(("Lê An",))),
        ("Tin - ảnh: Lê An", Byline(("Lê An",))),
        ("Lê An\nTheo Theo Nguồn tin", Byline(("Lê An",), credit="Theo Nguồn tin")),
        ("Lê An/VOV-Tây Bắc", Byline(("Lê An",), "VOV-Tây Bắc")),
        ("Lê An, Đỗ Chi/VOV.VN", Byline(("Lê An", "Đỗ Chi"), "VOV.VN")),
        ("Lê An (TTXVN/Vietnam+)", Byline(("Lê An",), credit="(TTXVN/Vietnam+)")),
        ("LÊ AN/TRAN BINH", Byline(("LÊ AN", "TRAN BINH"))),
        ("AN NHIÊN\nvà 1 tác giả khác", Byline(("AN NHIÊN",))),
        ("By Jane Doe", Byline(("Jane Doe",))),
        ("", Byline()),
    ],
)
def test_byline(printed: str, read_as: Byline) -> None:
    assert read_byline(printed) == read_as


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not() -> None:
    article = parse(
        '<div id="body"><p><b>Sạc ở bến</b></p><p>Một câu thường.</p><p><b>Một câu đậm.</b></p>'
        "<p><b>Ba</b> gốc</p></div>"
    )
    assert [type(block) for block in article.blocks] == [Heading, Paragraph, Paragraph, Paragraph]


def test_breaks_separate_and_two_breaks_part_paragraphs() -> None:
    article = parse('<div id="body">Một câu ở đầu.<br>Câu hai.<br><br>Đoạn <i>sau</i> đây.</div>')
    assert [block.text for block in article.blocks if isinstance(block, Paragraph)] == [
        "Một câu ở đầu.\nCâu hai.",
        "Đoạn sau đây.",
    ]


def test_a_body_of_pictures_with_words_is_a_body() -> None:
    article = parse('<div id="body"><figure><img src="/a.jpg"><figcaption>Một chú thích.</figcaption></figure></div>')
    assert article.blocks == (Figure("Một chú thích.", "https://bao.example/a.jpg"),)


UNDER = "Máy gặt trên ruộng."


@pytest.mark.parametrize(
    "line",
    [
        f'<p style="text-align: center">{UNDER}</p>',
        f'<p class="x rtecenter"><em>{UNDER}</em></p>',
        f'<p align="center">{UNDER}</p>',
        f"<p><i>{UNDER}</i></p>",
        f"<div>{UNDER} (Ảnh: Lê An)</div>",
    ],
)
def test_a_line_set_like_a_caption_is_one(line: str) -> None:
    for picture in ('<p><img src="/a.jpg"></p>', '<div><img src="/a.jpg"></div>'):
        article = parse(f'<div id="body">{picture}{line}<p>Một đoạn.</p></div>')
        caption = UNDER + (" (Ảnh: Lê An)" if "Lê An" in line else "")
        assert article.blocks == (Figure(caption, "https://bao.example/a.jpg"), Paragraph("Một đoạn."))
    captioned = '<figure><img src="/a.jpg"><figcaption>Có.</figcaption></figure>'
    assert len(parse(f'<div id="body">{captioned}{line}<p>Một đoạn.</p></div>').blocks) == 3


@pytest.mark.parametrize(
    "line",
    [
        f"<p>{UNDER}</p>",
        f'<p style="text-align:center">{UNDER} {UNDER * 20}</p>',
        f'<p style="text-align:center"><b>{UNDER[:-1]}</b></p>',
        f'<p><i><a href="/b.htm">Đồng Nam</a>: {UNDER}</i></p>',
    ],
)
def test_a_line_of_the_story_under_a_picture_is_no_caption(line: str) -> None:
    article = parse(f'<div id="body"><p><img src="/a.jpg"></p>{line}<p>Một đoạn.</p></div>')
    assert article.blocks[0] == Figure("", "https://bao.example/a.jpg")
    assert len(article.blocks) == 3


@pytest.mark.parametrize(
    "line",
    ["Thứ Bảy, 14/10/2023, 19:00", "Chủ nhật, ngày 5-12-2022 | 7h40", "07:40 05.12.2022", "05/12/2022 07:40 GMT+7"],
)
def test_a_time_over_the_text_is_no_text(line: str) -> None:
    assert parse(f'<div id="body"><p>{line}</p><p>Một đoạn.</p></div>').blocks == (Paragraph("Một đoạn."),)
    assert len(parse(f'<div id="body"><p>Hạn: {line}</p><p>Một đoạn.</p></div>').blocks) == 2


def test_a_video_under_a_lead_is_an_article() -> None:
    rules = Rules(title=("h1",), lead=(".sapo",), body=("#body",))
    article = parse('<p class="sapo">Lời dẫn.</p><div id="body"><video src="/a.mp4"></video></div>', rules=rules)
    assert article.blocks == (Video("", "https://bao.example/a.mp4"),)


def test_an_infographic_under_a_printed_lead_is_an_article() -> None:
    rules = Rules(title=("h1",), lead=(".sapo",), body=("#body",))
    picture = '<div id="body"><figure><img src="/a.jpg"></figure></div>'
    article = parse('<p class="sapo">Lời dẫn.</p>' + picture, rules=rules)
    assert article.blocks == (Figure("", "https://bao.example/a.jpg"),)
    with pytest.raises(NoArticle):
        parse(picture, rules=rules)


@pytest.mark.parametrize(
    ("number", "time"),
    [
        ("20250505153756209", "2025-05-05T08:37:00+00:00"),
        ("100260717183037249", "2026-07-17T11:30:00+00:00"),
        ("10226030509513847", "2026-03-05T02:51:00+00:00"),
        ("215260305102038159", "2026-03-05T03:20:00+00:00"),
        ("100261317183037249", ""),
        ("100260231183037249", ""),
        ("5047363", ""),
    ],
)
def test_a_number_made_of_the_time_tells_it_where_the_page_does_not(number: str, time: str) -> None:
    page = "<h1>Bài</h1><div data-role=content><p>Một đoạn văn.</p></div>"
    article = parse_article(page.encode(), f"https://vtv.vn/bai-{number}.htm", SOURCES["vtv"])
    assert (article.published.isoformat() if article.published else "") == time


def test_the_address_of_a_video_without_its_scheme() -> None:
    page = (
        '<h1 data-role="title">Bài</h1><h2 data-role="sapo">Lời dẫn.</h2><div data-role="content">'
        '<div class="VCSortableInPreviewMode" type="VideoStream" data-vid="phim.example/2026/a.mp4"></div></div>'
    )
    article = parse_article(page.encode(), "https://vtv.vn/bai-1.htm", SOURCES["vtv"])
    assert article.blocks == (Video("", "https://phim.example/2026/a.mp4"),)


@pytest.mark.parametrize("page", [b"", b"<html><body><h1>Xin ch\xc3\xa0o</h1></body></html>", b"\xff\xfe\x00", b"<p>"])
def test_a_page_without_a_body_is_no_article(page: bytes) -> None:
    with pytest.raises(NoArticle):
        parse_article(page, URL, SOURCES["vtv"])


def test_a_broken_selector_is_no_article_rather_than_a_crash() -> None:
    with pytest.raises(NoArticle):
        parse("<div id=body><p>Một đoạn.</p></div>", rules=Rules(body=("div[",)))


def test_the_end_mark_ends_the_text() -> None:
    rules = Rules(title=("h1",), body=("#body",), end=("#end",))
    article = parse(
        "<div id=body><p>Trong bài.</p><div><i id=end></i><p>Sau.</p></div><p>Ngoài.</p></div>", rules=rules
    )
    assert article.blocks == (Paragraph("Trong bài."),)


def test_tags_that_are_only_declared_serve_where_none_are_printed() -> None:
    rules = Rules(title=("h1",), body=("#body",), tags=(".tags a", "meta[name=keywords]"))
    head = '<meta name="keywords" content="chợ quê, nón lá,, Chợ Quê">'
    body = "<div id=body><p>Một đoạn văn.</p></div>"
    assert parse(body, head, rules).tags == ("chợ quê", "nón lá")
    assert parse(body + "<p class=tags><a>làng nghề</a></p>", head, rules).tags == ("làng nghề",)


def test_spans_survive_white_space_and_composition() -> None:
    run = Run()
    run.add("  Ti\u0065\u0302\u0301ng ")
    before = run.open(Mark("strong"))
    run.add("\u200b Vi\u1ec7t\u00a0\u00a0")
    run.restore(before)
    run.add("  hay  ")
    assert run.take() == ("Tiếng Việt hay", (Span(6, 10, "strong"),))


def test_a_mark_across_a_composition_gives_way_to_the_text() -> None:
    run = Run()
    run.add("Ti\u00ea")
    run.restore(run.open(Mark("em")) or ())
    before = run.open(Mark("em"))
    run.add("\u0301ng")
    run.restore(before)
    assert run.take() == ("Tiếng", ())


PIECES = st.lists(
    st.tuples(st.text("aă ê\u0301\u200b\u00a0\n🙂", max_size=5), st.sampled_from(["", "strong", "em"])), max_size=8
)


@given(PIECES)
@settings(max_examples=150)
def test_text_is_what_cleaning_the_whole_gives(pieces: list[tuple[str, str]]) -> None:
    run = Run()
    for text, kind in pieces:
        before = run.open(Mark("strong" if kind == "strong" else "em")) if kind else ()
        run.add(text)
        run.restore(before)
    text, spans = run.take()
    assert text == clean_block(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
    assert [kind for _, kind in pieces if kind] or not spans


HOSTILE = {
    "deep": "<div>" * 100_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
    "quoted attributes": "<p " + "".join(f'a{n}="<>"' for n in range(50_000)) + ">",
    "options": "<select>" + "<option>x" * 40_000,
    "lists": "<ul><li>" * 40_000,
    "fonts": "<font size=1>" * 20_000,
    "links": "<a><div>" * 20_000,
    "angles": "<" * 500_000,
    "unclosed": "<a " * 200_000,
    "comments": "<!--" * 100_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_markup_is_read_as_text_or_refused(kind: str) -> None:
    line = "Một dòng chữ đủ dài để được coi là một đoạn văn của bài viết này, không ngắn hơn."
    page = f"<title>Bài</title><p>{line}</p>{HOSTILE[kind]}"
    try:
        article = parse_article(page.encode(), URL, SOURCES["vtv"])
    except NoArticle:
        assert kind not in ("deep", "attributes", "options", "lists")
    else:
        assert any(isinstance(block, Paragraph) and line in block.text for block in article.blocks)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_honest_page_is_hostile(page: Path) -> None:
    assert not is_hostile(page.read_bytes())


def test_a_deep_page_does_not_exhaust_the_stack() -> None:
    page = "<h1>Bài</h1>" + "<div>" * 500 + "<p>Sâu.</p>" + "</div>" * 500 + "<div id=body><p>Một đoạn văn.</p></div>"
    article = parse_article(page.encode(), URL, Source("bao", "Báo", "https://bao.example", (), Rules(body=("#body",))))
    assert article.blocks == (Paragraph("Một đoạn văn."),)


@given(st.binary(max_size=2_000), st.sampled_from([*SOURCES.values(), None]))
@settings(max_examples=100)
def test_bytes_of_any_kind_raise_nothing_else(page: bytes, source: Source | None) -> None:
    with suppress(NoArticle):
        assert parse_article(page, URL, source).blocks


@given(st.sampled_from(PAGES), st.randoms(use_true_random=False), st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_mutated_pages_raise_nothing_else(page: Path, chance: random.Random, changes: int) -> None:
    mutated = bytearray(page.read_bytes())
    for _ in range(changes):
        start = chance.randrange(len(mutated) + 1)
        end = start + chance.randrange(60)
        mutated[start:end] = chance.choice(
            (b"", b"<div>", b"</p>", b'"', b"<!--", bytes(mutated[end : end + 30]), b"\x00\xff")
        )
    try:
        article = parse_article(bytes(mutated), address(page), SOURCES.get(page.parent.name))
    except NoArticle:
        return
    assert article.blocks
