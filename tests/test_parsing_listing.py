"""Section pages as lists of cards."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tuireader.errors import NotAFeed
from tuireader.model import Feed, FeedItem
from tuireader.parsing.listing import parse_listing
from tuireader.sources import load_sources

SOURCES = {source.id: source for source in load_sources()[0]}
PAGES = sorted((Path(__file__).parent / "pages").glob("*/muc*.html"))

VCCORP = """<title>Đời sống</title><nav><a href="/cho-que-ngay-dau-nam-100260301070000009.htm">Trong menu không tính</a>
</nav>
<div class="box-category-item" data-id="100260301070000001">
<a class="box-category-link-with-avatar" href="/cho-que-ngay-dau-nam-100260301070000001.htm" title="Chợ quê
ngày đầu năm">
<img class="box-category-avatar" src="https://cdn-images.vtv.vn/zoom/205_128/cho.jpg"></a>
<h3><a class="box-category-link-title" href="/cho-que-ngay-dau-nam-100260301070000001.htm">Chợ quê ngày đầu năm
</a></h3>
<span class="box-category-time">01/03/2026 07:00</span>
<p class="box-category-sapo">VTV.vn - Chợ họp từ bốn giờ sáng, tan khi nắng vừa lên.</p></div>
<div class="box-category-item"><h3>
<a class="box-category-link-title" href="/gom-lang-ben-song-100260220090000002.htm?utm_source=x">Gốm làng bên
sông</a></h3></div>
<div class="box-category-item">
<a class="box-category-link-title" href="/cho-que-ngay-dau-nam-100260301070000001.htm">Chợ quê ngày đầu năm</a>
</div>
"""
VNEXPRESS = """<article class="item-news" data-publishtime="1772725407"><div class="thumb-art">
<a class="thumb" href="https://vnexpress.net/bon-tinh-thu-xe-buyt-dien-5012345.html">
<picture><source data-srcset="https://i1.vnecdn.net/xe.jpg?w=240 1x, https://i1.vnecdn.net/xe.jpg?w=480 2x">
<img src="data:image/gif;base64,R0"></picture></a></div>
<h3 class="title-news">
<a href="https://vnexpress.net/bon-tinh-thu-xe-buyt-dien-5012345.html" title="Bốn tỉnh">Bốn tỉnh thử xe buýt
điện</a></h3>
<p class="description"><a href="https://vnexpress.net/bon-tinh-thu-xe-buyt-dien-5012345.html">
<span class="location-stamp">Cần Thơ</span>Mỗi tỉnh nhận mười hai xe, chạy thử trong sáu tháng.</a>
<span class="meta-news"><a class="count_cmt" href="#box_comment_vne">12</a></span></p></article>
<article class="item-news hidden"><h3 class="title-news">
<a href="https://vnexpress.net/an-5012346.html">Một bài chưa hiện</a></h3></article>"""
FREE = """<div><header><ul class="menu"><li><a href="/muc-rat-dai-ten-that-la-dai">Mục có tên rất dài</a></li></ul>
</header>
<div class="luoi"><div class="o"><a href="/bai-so-mot-12345671.html"><img data-src="/1.jpg"></a>
<a href="/bai-so-mot-12345671.html">Bài số một của hôm nay</a>
<p>Một đoạn dẫn ngắn, đủ để biết bài nói gì.</p><time datetime="2026-03-05T08:00:00+07:00">8 giờ</time></div>
<div class="o"><a href="/bai-so-hai-12345672.html">Bài số hai của hôm nay</a></div>
<div class="o"><a href="/chu-de/mot-chu-de-rat-lon-99999.html">Một chủ đề rất lớn</a></div>
<div class="o"><a href="https://khac.example/bai-so-ba-12345673.html">Bài của tờ báo khác</a></div></div>
</div>"""


def test_cards_by_rules() -> None:
    feed = parse_listing(VCCORP.encode(), "https://vtv.vn/doi-song.htm", SOURCES["vtv"])
    assert feed.title == "Đời sống"
    assert feed.items == (
        FeedItem(
            "Chợ quê ngày đầu năm",
            "https://vtv.vn/cho-que-ngay-dau-nam-100260301070000001.htm",
            datetime(2026, 3, 1, 0, 0, tzinfo=UTC),
            "Chợ họp từ bốn giờ sáng, tan khi nắng vừa lên.",
            "https://cdn-images.vtv.vn/zoom/205_128/cho.jpg",
        ),
        FeedItem("Gốm làng bên sông", "https://vtv.vn/gom-lang-ben-song-100260220090000002.htm"),
    )


def name(page: Path) -> str:
    return f"{page.parent.name}/{page.stem}"


def read(page: Path) -> Feed:
    address = re.search(r'rel="canonical" href="([^"]+)"', page.read_text("utf-8"))
    assert address, "a test page names its address"
    paper = page.parent.name
    assert paper in SOURCES, (
        f"no paper has the id «{paper}»: its file tuireader/sources/{paper}.toml must be there first"
    )
    return parse_listing(page.read_bytes(), address[1], SOURCES[paper])


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_golden(page: Path, update: bool) -> None:
    golden = page.with_suffix(".json")
    feed = read(page)
    if update:
        golden.write_bytes(msgspec.json.format(msgspec.json.encode(feed), indent=1) + b"\n")
    assert feed == msgspec.json.decode(golden.read_bytes(), type=Feed)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_own_rules_find_the_cards(page: Path) -> None:
    """A page without the paper's cards is read by the looks of its links, which would hide that the rules are stale."""
    tree = LexborHTMLParser(page.read_text("utf-8"))
    assert any(tree.css_first(selector) for selector in SOURCES[page.parent.name].cards.card)


def test_a_time_and_a_picture_among_placeholders() -> None:
    feed = parse_listing(VNEXPRESS.encode(), "https://vnexpress.net/kinh-doanh", SOURCES["vnexpress"])
    assert feed.items == (
        FeedItem(
            "Bốn tỉnh thử xe buýt điện",
            "https://vnexpress.net/bon-tinh-thu-xe-buyt-dien-5012345.html",
            datetime(2026, 3, 5, 15, 43, 27, tzinfo=UTC),
            "Mỗi tỉnh nhận mười hai xe, chạy thử trong sáu tháng.",
            "https://i1.vnecdn.net/xe.jpg?w=480",
        ),
    )


def test_cards_without_rules() -> None:
    feed = parse_listing(FREE.encode(), "https://bao.example/")
    assert feed.items == (
        FeedItem(
            "Bài số một của hôm nay",
            "https://bao.example/bai-so-mot-12345671.html",
            datetime(2026, 3, 5, 1, 0, tzinfo=UTC),
            "Một đoạn dẫn ngắn, đủ để biết bài nói gì.",
            "https://bao.example/1.jpg",
        ),
        FeedItem("Bài số hai của hôm nay", "https://bao.example/bai-so-hai-12345672.html"),
    )


def test_rules_that_find_little_of_a_page_give_way() -> None:
    rows = "".join(
        f'<div class="moi"><a href="/bai-so-{n}-1002603010700{n:05}.htm">Bài số {n} của hôm nay</a></div>'
        for n in range(9)
    )
    feed = parse_listing((VCCORP + rows).encode(), "https://vtv.vn/doi-song.htm", SOURCES["vtv"])
    assert len(feed.items) == 11
    assert feed.items[0].title == "Chợ quê ngày đầu năm"


@pytest.mark.parametrize(
    "page", [b"", b"<p>Kh\xc3\xb4ng c\xc3\xb3 g\xc3\xac</p>", b"<div>" * 50_000, b"\xff\xfe\x00\x00"]
)
def test_a_page_without_cards_is_no_list(page: bytes) -> None:
    with pytest.raises(NotAFeed):
        parse_listing(page, "https://vtv.vn/", SOURCES["vtv"])


@given(st.binary(max_size=600), st.sampled_from([VCCORP, VNEXPRESS, FREE]), st.integers(0, 1500))
@settings(max_examples=100)
def test_damaged_pages_raise_nothing_else(noise: bytes, page: str, place: int) -> None:
    raw = page.encode()
    try:
        feed = parse_listing(raw[:place] + noise + raw[place:], "https://vtv.vn/", SOURCES["vtv"])
    except NotAFeed:
        return
    assert all(entry.title and entry.url.startswith("http") for entry in feed.items)


def test_a_small_site_whose_addresses_say_nothing() -> None:
    page = """<html><body><header><h1><a href="/">Nhật ký của làng</a></h1></header><main>
    <h2><a href="/bai-1">Cầu mới qua sông đã thông xe</a></h2>
    <article><a href="/chuyen/cho-phien.html"><h3>Chợ phiên mở lại sau mùa lũ</h3></a></article>
    <div><h3 class="tit">Xem: <a href="bai-2?x=1">Lúa vụ ba được mùa lớn</a></h3></div>
    <h3><a href="/tags/lua">Những bài viết về cây lúa</a></h3>
    <h3><a href="https://khac.example/bai">Một trang khác hẳn ở xa</a></h3>
    <p><a href="/gioi-thieu">Giới thiệu về người viết trang này</a></p>
    </main></body></html>"""
    feed = parse_listing(page.encode(), "https://lang.example/")
    assert [card.url for card in feed.items] == [
        "https://lang.example/bai-1",
        "https://lang.example/chuyen/cho-phien.html",
        "https://lang.example/bai-2?x=1",
    ]
