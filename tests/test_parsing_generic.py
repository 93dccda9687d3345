"""The reader without rules: the same pages with the rules switched off, and kinds of pages that trip others up."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.errors import NoArticle
from tuireader.model import Article, Bullets, Figure, Heading, Paragraph, Table
from tuireader.parsing.article import parse_article
from tuireader.parsing.generic import parse_generic
from tuireader.sources import load_sources

PAGES = [
    page
    for paper in ("cand", "nhandan", "sggp", "tienphong", "tuoitre", "vietnamplus", "vnexpress", "vov", "vtv")
    for page in sorted((Path(__file__).parent / "pages" / paper).glob("*.html"))
    if not page.stem.startswith("muc")
]
"""Pages of papers that say in common words what they are; pages of oddities are what rules are for."""
SOURCES = {source.id: source for source in load_sources()[0]}
URL = "https://bao.example/tin/mot-bai-viet-12345678.html"
PROSE = (
    "Sáng sớm, người trong xóm dắt nhau ra bãi bồi, mang theo cuốc, rổ và vài bình nước chè xanh còn nóng.",
    "Con đê mới đắp từ mùa trước đã lên một lớp cỏ, trẻ con nằm dài trên đó mà nhìn mây trôi về phía biển.",
    "Đến trưa, khói bếp bay lên từ mấy mái nhà lợp cọ, ai cũng nói năm nay nước về chậm nhưng hiền hơn.",
)


def words(article: Article) -> set[str]:
    return set(re.findall(r"\w+", repr(article.blocks)))


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><title>Bãi bồi đầu mùa - Báo Ví Dụ</title>{head}</head><body>{body}</body></html>".encode()


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if isinstance(block, Paragraph | Heading)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_without_rules_the_same_story_is_found(path: Path) -> None:
    found = re.search(r'rel="canonical" href="([^"]+)"', path.read_text("utf-8"))
    assert found
    by_rules = parse_article(path.read_bytes(), found[1], SOURCES[path.parent.name])
    generic = parse_generic(path.read_bytes(), found[1])
    assert not generic.by_rules
    assert generic.title == by_rules.title
    assert generic.published == by_rules.published
    missed = words(by_rules) - words(generic)
    assert len(missed) <= 0.1 * len(words(by_rules)), missed


def test_prose_among_menus_and_links() -> None:
    entries = "".join(f"<li><a href='/muc-{n}.htm'>Chuyên mục số {n}</a></li>" for n in range(30))
    body = "".join(f"<p>{line}</p>" for line in PROSE)
    others = "".join(f"<a href='/bai-{n}.htm'>Một tin khác số {n}</a>" for n in range(9))
    remarks = f"<div class='comments'><p>{' '.join(PROSE)} Bình luận dài hơn cả bài viết này.</p></div>"
    story = f"<div><h1>Bãi bồi đầu mùa</h1><div>{body}<div class='tin-lien-quan'>{others}</div></div></div>"
    article = parse_generic(page(f"<ul class='menu'>{entries}</ul>{story}{remarks}<footer>Bản quyền</footer>"), URL)
    assert texts(article) == list(PROSE)
    assert article.title == "Bãi bồi đầu mùa"


def test_breaks_instead_of_paragraphs() -> None:
    article = parse_generic(page(f"<div id=x><div>{'<br><br>'.join(PROSE)}</div></div>"), URL)
    assert texts(article) == list(PROSE)


def test_a_photo_story_without_paragraphs() -> None:
    figures = "".join(
        f'<figure><img src="data:image/gif;base64,R0" data-src="/anh-{n}.jpg"><figcaption>{line}</figcaption></figure>'
        for n, line in enumerate(PROSE)
    )
    article = parse_generic(page(f"<div class='khung'>{figures}</div>"), URL)
    assert [block.caption for block in article.blocks if isinstance(block, Figure)] == list(PROSE)
    assert article.blocks[0] == Figure(PROSE[0], "https://bao.example/anh-0.jpg")


def test_lists_and_tables_are_part_of_the_story() -> None:
    table = "<table><tr><th>Thôn</th><th>Số hộ</th></tr><tr><td>Đông</td><td>40</td></tr></table>"
    body = f"<p>{PROSE[0]}</p><ul><li>Cuốc và rổ</li><li>Chè xanh</li></ul>{table}<p>{PROSE[1]}</p>"
    article = parse_generic(page(f"<article><h1>Bãi bồi</h1>{body}</article>"), URL)
    assert [type(block) for block in article.blocks] == [Paragraph, Bullets, Table, Paragraph]


def test_metadata_fill_the_gaps() -> None:
    head = """<meta property="og:title" content="Bãi bồi đầu m&amp;ugrave;a">
    <meta property="og:image" content="/anh.jpg">
    <script type="application/ld+json">[{"@type":"BreadcrumbList","itemListElement":[{"item":{"name":"Trang chủ"}},
    {"item":{"name":"Đời sống"}}]},{"@type":"NewsArticle",
    "author":[{"name":"Lê An"},{"name":"Báo Ví Dụ","@type":"Organization"}],
    "datePublished":"2026-03-07T08:52:11.000 +07:00","description":"Một lời dẫn.",}]</script>"""
    article = parse_generic(page("".join(f"<p>{line}</p>" for line in PROSE), head), URL)
    assert (article.title, article.lead, article.authors, article.section) == (
        "Bãi bồi đầu mùa",
        "Một lời dẫn.",
        ("Lê An",),
        "Đời sống",
    )
    assert article.published is not None
    assert article.published.isoformat() == "2026-03-07T01:52:11+00:00"
    assert article.image == "https://bao.example/anh.jpg"


def test_an_address_of_the_page_must_lead_somewhere() -> None:
    body = f'<base href="javascript:x"><p><a href="/khac.htm">Bãi bồi</a>. {PROSE[0]}</p><p>{PROSE[1]}</p>'
    article = parse_generic(page(body), URL)
    first = article.blocks[0]
    assert isinstance(first, Paragraph)
    assert [span.href for span in first.spans] == ["https://bao.example/khac.htm"]


@pytest.mark.parametrize(
    "body", ["", "<p></p>", "<script>var x = 'một đoạn văn dài trong mã lệnh, không ai đọc';</script>"]
)
def test_nothing_to_read(body: str) -> None:
    with pytest.raises(NoArticle):
        parse_generic(page(body), URL)


@given(st.text(alphabet=st.sampled_from(list("<>/=\"' abdivpul&;#x0123456789!-đ\n")), max_size=800))
@settings(max_examples=120)
def test_markup_of_any_kind_raises_nothing_else(body: str) -> None:
    with suppress(NoArticle):
        assert parse_generic(body.encode(), URL).blocks


LINKS = "".join(
    f"<li><a href='/tin/chuyen-ven-song-so-{n}-1234567{n}.html'>Chuyện ven sông số {n}</a></li>" for n in range(4)
)
OFFERED = [f"Chuyện ven sông số {n}" for n in range(4)]


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h3>Cùng chuyên mục</h3><ul>{LINKS}</ul></div>",
        f"<section><div class='box-title'><span>Tin liên quan:</span></div><ul>{LINKS}</ul></section>",
        f"<p><strong>Bài liên quan</strong></p><ul>{LINKS}</ul>",
        f"<div class='box-lienquan'><ul>{LINKS}</ul></div>",
        f"<div class='relatedNews'><ul>{LINKS}</ul></div>",
        f"<div id='cung-chuyen-muc'><ul>{LINKS}</ul></div>",
    ],
)
def test_links_below_the_text(box: str) -> None:
    story = "".join(f"<p>{line}</p>" for line in PROSE)
    menu = "<nav><h3>Xem thêm</h3><a href='/muc-khac/trang-nao-do-12345679.html'>Một mục nào khác trong trang</a></nav>"
    article = parse_generic(page(f"{menu}<div><h1>Bãi bồi</h1><div class='bai'>{story}</div>{box}</div>"), URL)
    assert [link.title for link in article.related] == OFFERED
    assert texts(article) == list(PROSE)


def test_a_list_of_the_whole_section_is_not_related() -> None:
    many = "".join(f"<a href='/tin/bai-so-nao-do-12345{n:03}.html'>Một bài nào đó số {n}</a>" for n in range(40))
    story = "".join(f"<p>{line}</p>" for line in PROSE)
    article = parse_generic(page(f"<h1>Bãi bồi</h1>{story}<div><h2>Xem thêm</h2>{many}</div>"), URL)
    assert article.related == ()


BODY = "".join(f"<p>{line}</p>" for line in PROSE)
DATA = (
    '{%s, "headline":"Bãi bồi đầu mùa", "datePublished":"2026-03-07T08:52:00+07:00", '
    '"author":{"@type":"Person","name":"Lê An"}}'
)


def with_data(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


@pytest.mark.parametrize(
    "value",
    [
        DATA % '"@type":"NewsArticle"',
        '{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Báo"},%s]}'
        % (DATA % '"@type":["Article","NewsArticle"]'),
        '[{"@type":"Organization","name":"Báo"},[%s]]' % (DATA % '"@type":"ReportageNewsArticle"'),
        '{"@type":"WebPage","mainEntity":%s}' % (DATA % '"@type":"NewsArticle"'),
        "<!-- %s -->" % (DATA % '"@type":"BlogPosting"'),
    ],
    ids=["object", "graph", "arrays", "main entity", "in a comment"],
)
def test_linked_data_of_any_shape(value: str) -> None:
    article = parse_generic(page(BODY, with_data(value)), URL)
    assert (article.title, article.authors) == ("Bãi bồi đầu mùa", ("Lê An",))
    assert article.published is not None
    assert article.published.isoformat() == "2026-03-07T01:52:00+00:00"


@pytest.mark.parametrize("joint", ["\\n", "\\n\\n", "</p><p>", "<br><br>"])
def test_a_body_only_in_linked_data(joint: str) -> None:
    declared = joint.join(PROSE)
    value = '{"@type":"NewsArticle","headline":"Bãi bồi","articleBody":"%s"}' % (
        f"<p>{declared}</p>" if "<" in joint else declared
    )
    for shown in ("<div id='app'></div>", f"<article><p>{PROSE[0][:40]}… Đăng nhập để đọc tiếp bài này.</p></article>"):
        article = parse_generic(page(shown, with_data(value)), URL)
        assert texts(article) == list(PROSE)
        assert not article.by_rules
    assert texts(parse_generic(page(BODY + "<p>Một đoạn nữa, chỉ có trên trang.</p>", with_data(value)), URL))[-1] == (
        "Một đoạn nữa, chỉ có trên trang."
    )


def test_open_graph_alone() -> None:
    head = "".join(
        f"<meta property='{name}' content='{content}'>"
        for name, content in (
            ("og:title", "Bãi bồi đầu mùa"),
            ("og:description", "Người trong xóm ra bãi."),
            ("og:image", "https://bao.example/anh.jpg"),
            ("article:published_time", "2026-03-07T08:52:00+07:00"),
            ("article:author", "Lê An"),
            ("article:section", "Đời sống"),
            ("article:tag", "bãi bồi"),
            ("article:tag", "chè xanh"),
        )
    )
    article = parse_generic(page(BODY, head), URL)
    assert (article.title, article.lead, article.image) == (
        "Bãi bồi đầu mùa",
        "Người trong xóm ra bãi.",
        "https://bao.example/anh.jpg",
    )
    assert (article.authors, article.section, article.tags) == (("Lê An",), "Đời sống", ("bãi bồi", "chè xanh"))
    assert article.published is not None


def test_microdata_alone() -> None:
    body = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>Bãi bồi</h1>"
        "<p itemprop='description'>Người trong xóm ra bãi.</p>"
        "<span itemprop='author' itemscope><span itemprop='name'>Lê An</span></span>"
        "<time itemprop='datePublished' content='2026-03-07T08:52:00+07:00'>7/3</time>"
        f"<div itemprop='articleBody'>{BODY}</div></div><div class='content'><p>{PROSE[0] * 3}</p></div>"
    )
    article = parse_generic(page(body), URL)
    assert (article.title, article.lead, article.authors) == ("Bãi bồi", "Người trong xóm ra bãi.", ("Lê An",))
    assert article.published is not None
    assert article.published.hour == 1
    assert texts(article) == list(PROSE)


def test_text_in_blocks_that_are_no_paragraphs() -> None:
    article = parse_generic(page(f"<div id=k>{''.join(f'<div>{line}</div>' for line in PROSE)}</div>"), URL)
    assert texts(article) == list(PROSE)


def card(number: int) -> str:
    link = f"<a href='/tin/tin-khac-so-{number}-123456{number}.html'>Một tin khác đáng chú ý số {number}</a>"
    return f"<div><h3>{link}</h3><p>{PROSE[number]}</p></div>"


IMPRINT = "Giấy phép số 12/GP-BTTTT cấp ngày 1/2/2020. Tổng biên tập: Nguyễn Văn Nọ. Tòa soạn: số 1 phố Nào Đó, Hà Nội."
SERVICES = "<a href=/lien-he.html>Liên hệ</a> <a href=/quang-cao.html>Quảng cáo</a> <a href=/rss.html>RSS</a>"
REMARK = f"<div><b>Bạn đọc</b><p>{' '.join(reversed(PROSE))}</p></div>"
COOKIES = "Chúng tôi dùng cookie để trang web này chạy tốt hơn. Bạn có đồng ý không?"
READ_ON = "<a href='/tin/mot-tin-khac-hay-1234567.html'>Đọc tiếp: Một tin khác rất hay</a>"
AROUND = {
    "a footer of columns": f"<footer><div>{IMPRINT}</div><div>{SERVICES}</div></footer>",
    "remarks": f"<div><h3>Bình luận (2)</h3>{REMARK * 2}</div>",
    "a request for cookies": f"<div><p>{COOKIES}</p></div>",
    "a box to read on": f"<div class=khung>{READ_ON}</div>",
    "cards": "".join(map(card, range(3))),
}


@pytest.mark.parametrize("kind", AROUND)
@pytest.mark.parametrize("inside", [False, True])
def test_what_stands_around_the_text(kind: str, *, inside: bool) -> None:
    table = "<table><tr><th>Thôn</th><th>Số hộ</th></tr><tr><td>Đông</td><td>40</td></tr></table>"
    story = f"<h1>Bãi bồi đầu mùa</h1><div>{BODY}{table}</div>"
    markup = f"<div>{story}{AROUND[kind]}</div>" if inside else f"<div>{story}</div><div>{AROUND[kind]}</div>"
    article = parse_generic(page(markup), URL)
    assert texts(article) == list(PROSE)
    assert [type(block) for block in article.blocks][-1] is Table
