"""Articles on several pages: which addresses go on, and one article out of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuireader.model import Article, Figure, Heading, Paragraph, Related
from tuireader.parsing.article import parse_article
from tuireader.parsing.document import Document
from tuireader.parsing.paging import join_pages, next_pages

URL = "https://bao.example/doi-song/mua-nuoc-noi-ve-4567890.html"
STEM = URL.removesuffix(".html")
CORPUS = sorted((Path(__file__).parents[2] / "shared" / "corpus").glob("*/*_article*.html"))


def pages(markup: str, url: str = URL) -> tuple[str, ...]:
    return next_pages(Document(markup.encode(), url))


@pytest.mark.parametrize(
    ("url", "second"),
    [
        (URL, f"{URL}?page=2"),
        (URL, f"{URL}?trang=2"),
        (URL, f"{STEM}-p2.html"),
        (URL, f"{STEM}-trang-2.html"),
        (URL, f"{STEM}-2.html"),
        (URL, f"{STEM}_2.html"),
        ("https://bao.example/mua-nuoc-noi/", "https://bao.example/mua-nuoc-noi/trang-2"),
        ("https://bao.example/mua-nuoc-noi/", "https://bao.example/mua-nuoc-noi/2/"),
        ("https://bao.example/mua-nuoc-noi", "https://bao.example/mua-nuoc-noi/page/2"),
        ("https://bao.example/?id=77", "https://bao.example/?id=77&page=2"),
    ],
)
def test_a_page_of_the_same_article(url: str, second: str) -> None:
    assert pages(f'<link rel="next" href="{second}">', url) == (second,)
    assert pages(f'<p>Chữ.</p><a rel="nofollow next" href="{second}">Sang trang</a>', url) == (second,)
    assert pages(f'<span>1</span> <a href="{second}">2</a>', url) == (second,)
    assert pages(f'<a href="{second}">Trang sau »</a>', url) == (second,)


def test_a_numbered_pager_in_its_order() -> None:
    links = "".join(f'<a href="{URL}?page={n}">{n}</a>' for n in (1, 3, 2, 4))
    pager = f'<div class="pager">{links}<a href="{URL}?page=2">Trang sau</a></div>'
    assert pages(pager) == tuple(f"{URL}?page={n}" for n in (2, 3, 4))


def test_a_later_page_names_those_behind_it() -> None:
    markup = f'<a href="{URL}">1</a><a href="{URL}?page=2">2</a><a href="{URL}?page=3">3</a>'
    assert pages(markup, f"{URL}?page=2") == (f"{URL}?page=3",)


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="next" href="/doi-song/bai-khac-4567891.html">',
        '<a rel="next" href="/doi-song/trang-2">Trang sau</a>',
        '<a href="/doi-song?page=2">2</a>',
        '<a href="/doi-song/mua-nuoc-noi-ve-4567890.html?page=2">Mùa nước nổi về, người dân mừng</a>',
        '<a href="/doi-song/mua-nuoc-noi-ve-4567890.html?page=3">2</a>',
        '<a href="/doi-song/mua-nuoc-noi-ve-4567890.html?page=2024">2024</a>',
        '<div class="comment-pager"><a href="/doi-song/mua-nuoc-noi-ve-4567890.html?page=2">2</a></div>',
        '<a href="https://khac.example/doi-song/mua-nuoc-noi-ve-4567890.html?page=2">2</a>',
        '<a href="/doi-song/mua-nuoc-noi-ve-4567890.html#2">2</a>',
    ],
)
def test_what_is_no_page_of_the_article(markup: str) -> None:
    assert pages(markup) == ()


def test_the_second_part_of_a_series_is_no_page() -> None:
    own = "https://bao.example/chuyen-ben-song-ky-1.html"
    assert pages('<a rel="next" href="/chuyen-ben-song-ky-2.html">Kỳ 2</a>', own) == ()


@pytest.mark.skipif(not CORPUS, reason="the corpus is not here")
@pytest.mark.parametrize("page", CORPUS, ids=lambda path: path.stem)
def test_no_real_article_is_thought_to_go_on(page: Path) -> None:
    document = Document(page.read_bytes(), "https://bao.example/x.htm")
    link = document.tree.css_first("link[rel=canonical]")
    own = (link.attributes.get("href") or "") if link is not None else ""
    assert pages(page.read_text("utf-8", "replace"), own) == ()


def test_the_article_names_its_pages() -> None:
    markup = f"<h1>Mùa nước</h1><article><p>{'Nước về trên đồng. ' * 9}</p></article><a href='?page=2'>2</a>"
    assert parse_article(markup.encode(), URL).next_pages == (f"{URL}?page=2",)


LEAD = "Nước về sớm hơn mọi năm, người dân vùng đầu nguồn đã sửa soạn ghe lưới từ tháng trước."
FIRST = Article(
    URL,
    "Mùa nước nổi về",
    lead=LEAD,
    blocks=(Figure("Ghe", "https://bao.example/bia.jpg", cover=True), Paragraph("Đoạn một."), Heading("Ghe lưới")),
    tags=("nước", "ghe"),
    related=(Related("Bài khác", "https://bao.example/khac-1234567.html"),),
    image="https://bao.example/bia.jpg",
    next_pages=(f"{URL}?page=2", f"{URL}?page=3"),
)


def test_pages_become_one_article() -> None:
    second = Article(
        f"{URL}?page=2",
        "Mùa nước nổi về - Trang 2",
        blocks=(
            Figure("Ghe", "https://bao.example/bia.jpg", cover=True),
            Heading("Mùa nước nổi về"),
            Paragraph(LEAD),
            Paragraph("Đoạn hai."),
            Heading("Ghe lưới"),
            Paragraph("Đoạn ba."),
        ),
        authors=("Lê An",),
        tags=("ghe", "lưới"),
        related=(*FIRST.related, Related("Trang đầu", URL)),
        next_pages=(f"{URL}?page=3",),
    )
    joined = join_pages(FIRST, [second])
    assert joined.blocks == (*FIRST.blocks, Paragraph("Đoạn hai."), Heading("Ghe lưới"), Paragraph("Đoạn ba."))
    assert (joined.title, joined.lead, joined.authors) == (FIRST.title, LEAD, ("Lê An",))
    assert (joined.tags, joined.related) == (("nước", "ghe", "lưới"), FIRST.related)
    assert joined.next_pages == (f"{URL}?page=3",)


def test_a_page_that_is_the_first_again_adds_nothing() -> None:
    again = Article(f"{URL}?page=2", FIRST.title, blocks=FIRST.blocks, next_pages=(f"{URL}?page=3",))
    third = Article(f"{URL}?page=3", FIRST.title, blocks=(Paragraph("Đoạn cuối."),))
    joined = join_pages(FIRST, [again, third])
    assert joined.blocks == (*FIRST.blocks, Paragraph("Đoạn cuối."))
    assert joined.next_pages == ()


def test_a_box_on_every_page_is_kept_once() -> None:
    notice = Paragraph("Loạt bài này được viết trong ba tuần dọc bờ sông, cùng những người sống ở đó.")
    first = Article(URL, "Bài", blocks=(Paragraph("Một."), notice))
    second = Article(f"{URL}?page=2", "Bài", blocks=(Paragraph("Hai."), notice))
    assert join_pages(first, [second]).blocks == (Paragraph("Một."), notice, Paragraph("Hai."))


def test_an_article_on_one_page_stays_as_it_is() -> None:
    alone = Article(URL, "Bài", blocks=(Paragraph("Một."),))
    assert join_pages(alone, []) == alone
