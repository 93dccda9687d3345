"""Cards of section pages in the shapes that papers without rules of their own print them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tuireader.errors import NotAFeed
from tuireader.model import FeedItem
from tuireader.parsing.listing import parse_listing

URL = "https://bao.example/kinh-te"
NOW = datetime(2026, 3, 7, 3, 52, tzinfo=UTC)
TOLD = datetime(2026, 3, 7, 1, 52, tzinfo=UTC)
"""08:52 on 7 March in Vietnam."""
TITLES = [f"Làng nghề thứ {number} có thêm xưởng mới" for number in range(1, 10)]
SUMMARY = "Xưởng mới nhận hơn hai mươi người trong làng, phần lớn là thợ trẻ."

FRAME = """<!doctype html><html><head><title>Kinh tế</title></head><body>
<header><div class="top-bar"><a href="/gioi-thieu-toa-soan-cua-bao-100001.html">Giới thiệu về toà soạn của báo</a></div>
<nav><ul><li><a href="/kinh-te">Kinh tế</a></li><li><a href="/kinh-te-vung-dong-bang-c100002.html">Kinh tế vùng đồng
        bằng</a>
</li></ul></nav></header>
<ul class="breadcrumb"><li><a href="/kinh-te-va-doi-song-100003.html">Kinh tế và đời sống hôm nay</a></li></ul>
<div class="container"><div class="main">{cards}</div>
<div class="pager"><a href="/kinh-te?page=2">2</a> <a href="/kinh-te/trang-3">Trang tiếp theo của mục</a></div>
<div class="tags"><a href="/tag/lang-nghe-thu-cong-truyen-thong-100004.html">làng nghề thủ công truyền thống</a>
        </div></div>
<footer><a href="/dieu-khoan-su-dung-cua-trang-100005.html">Điều khoản sử dụng của trang</a>
<a href="/lien-he-quang-cao-va-toa-soan-100006.html">Liên hệ quảng cáo và toà soạn</a></footer></body></html>"""

SHAPES = {
    "a heading, a lazy picture and a time of its own": """<article class="story"><figure class="story__thumb">
        <a href="{path}-post10{n}234.html" title="{title}"><img class="lazy" src="data:image/gif;base64,R0lGOD"
        data-src="/anh/{n}.jpg"></a></figure><h2 class="story__heading">
        <a href="{path}-post10{n}234.html">{title}</a></h2>
        <time class="story__time" datetime="2026-03-07T08:52:00+0700">2 giờ trước</time>
        <div class="story__summary">{summary}</div></article>""",
    "time and date in elements of their own": """<article class="article-item"><p class="article-thumbnail">
        <a href="{path}-post10{n}234.html"><img data-src="/anh/{n}.jpg"></a></p><header><p class="article-title">
        <a href="{path}-post10{n}234.html">{title}</a></p><p class="article-meta"><span class="article-publish">
        <span class="friendly-time"></span><span class="time">08:52</span> <span class="date">7/3/2026</span></span></p>
        <p class="article-summary">{summary}</p></header></article>""",
    "a list, the author and the time in one line": """<ul><li><article><a class="thumb" href="{path}-d10{n}234.html">
        <img src="/anh/{n}.jpg"></a><a class="fs22" href="{path}-d10{n}234.html">{title}</a><div class="author">
        <a href="/tac-gia/an-100.html">Văn An</a> <span class="post-time">- 07/03/2026 08:52</span></div>
        <div class="sapo_news">{summary}</div></article></li></ul>""",
    "nothing has a class": """<div><a href="{path}-10{n}234.html"><img src="/anh/{n}.jpg"></a><h3>
        <a href="{path}-10{n}234.html">{title}</a></h3><span>07/03/2026 08:52</span><div>{summary}</div></div>""",
    "one link around the whole card": """<a class="card" href="{path}-10{n}234.htm"><img srcset="/anh/{n}-s.jpg 300w,
        /anh/{n}.jpg 900w"><h4 class="card-title">{title}</h4><span class="card-date">Thứ Bảy, 07/03/2026 | 08:52</span>
        <p class="card-text">{summary}</p></a>""",
    "a picture behind an element": """<div class="item"><a class="photo" href="{path}-10{n}234.html"
        style="width: 100%; background-image: url('/anh/{n}.jpg')"></a><p class="title">
        <a href="{path}-10{n}234.html">{title}</a></p><small>08:52 - 07/03/2026</small><p class="desc">{summary}</p>
        </div>""",
    "an icon over the picture": """<div class="item"><a href="{path}-10{n}234.html">
    <img class="icon-video" src="/video.png">
        <img data-original="/anh/{n}.jpg" src="/loading.gif"></a><h3><a href="{path}-10{n}234.html">{title}</a></h3>
        <i class="date">07-03-2026 08:52</i><p>{summary}</p></div>""",
    "dated paths": """<div class="post"><div class="thumb"><a href="/2026/03/07{path}-{n}/"><img src="/anh/{n}.jpg">
    </a></div>
        <h2 class="entry-title"><a href="/2026/03/07{path}-{n}/" rel="bookmark">{title}</a></h2>
        <time class="entry-date published" datetime="2026-03-07T08:52:11+07:00">7 Tháng Ba, 2026</time>
        <div class="entry-excerpt"><p>{summary}</p></div></div>""",
    "months in the path": """<div class="row"><a href="/kinh-te/202603{path}-8d01f1{n}/"><img src="/anh/{n}.jpg"></a>
        <a href="/kinh-te/202603{path}-8d01f1{n}/">{title}</a><p class="time">08:52, 07/03/2026</p><p>{summary}</p>
        </div>""",
    "a number in the query": """<table><tr><td><a href="/tin.aspx?macb=3&amp;id=10{n}234"><img src="/anh/{n}.jpg">
    </a></td>
        <td><a href="/tin.aspx?macb=3&amp;id=10{n}234"><b>{title}</b></a><br>
        <font color=gray>(07/03/2026 08:52)</font><br>
        {summary}</td></tr></table>""",
    "the time in the month first, told also": """<div class="box"><a href="{path}-10{n}234.chn">
    <img src="/anh/{n}.jpg"></a>
        <h3><a href="{path}-10{n}234.chn" title="{title}">{title}</a></h3>
        <span class="time-ago" title="3/7/2026 8:52:00 AM">
        2 giờ trước</span><p class="sapo">{summary}</p></div>""",
    "titles cut short": """<div class="box"><a href="{path}-10{n}234.chn"><img src="/anh/{n}.jpg"></a>
        <h3><a href="{path}-10{n}234.chn" title="{title}">Làng nghề thứ {n} có thêm...</a></h3>
        <span class="time-ago">07/03/2026 8:52 SA</span><p class="sapo">{summary}</p></div>""",
    "the heading outside of the link": """<div class="box"><a href="{path}-10{n}234.chn"><img src="/anh/{n}.jpg"></a>
        <h3>{title}</h3><span class="time">07/03/2026 8:52</span><p class="sapo">{summary}</p>
        <a href="{path}-10{n}234.chn">Xem tiếp</a></div>""",
    "badges and the time inside the link": """<div class="box">
        <a href="{path}-10{n}234.htm"><img src="/anh/{n}.jpg"></a><p>
        <a href="{path}-10{n}234.htm"><span class="icon-video">Video</span>{title}
        <time>07/03/2026 8:52</time>
        <b class="label">Mới</b> <span>17</span></a></p>
        <p class="sapo">{summary}</p></div>""",
    "related links inside": """<div class="box"><a href="{path}-10{n}234.htm"><img src="/anh/{n}.jpg"></a>
        <h3><a href="{path}-10{n}234.htm">{title}</a></h3><span class="time">07/03/2026 8:52</span>
        <div class="sapo">{summary}<br>
        <a href="/bai-khac-cua-hom-qua-20{n}234.htm">&gt;&gt; Bài khác của ngày hôm qua</a></div></div>""",
}  # fmt: skip


def section(shape: str, count: int = 9) -> bytes:
    cards = "".join(
        shape.format(path="/lang-nghe-co-them-xuong-moi", n=n, title=TITLES[n - 1], summary=SUMMARY)
        for n in range(1, count + 1)
    )
    return FRAME.format(cards=cards).encode()


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_says_the_same(name: str) -> None:
    feed = parse_listing(section(SHAPES[name]), URL, now=NOW)
    assert [item.title for item in feed.items] == TITLES
    assert {item.summary for item in feed.items} == {SUMMARY}
    assert {item.published.replace(second=0) for item in feed.items if item.published} == {TOLD}
    assert [item.image for item in feed.items] == [f"https://bao.example/anh/{n}.jpg" for n in range(1, 10)]
    assert len({item.url for item in feed.items}) == 9


@pytest.mark.parametrize("told", ["2 giờ trước", "120 phút trước", "Hôm nay, 08:52", "(2 giờ trước)"])
@pytest.mark.parametrize("mark", ["<span class='time'>{}</span>", "<span>{}</span>", "<time>{}</time>", "<p>{}</p>"])
def test_times_told_from_now(told: str, mark: str) -> None:
    shape = f'<div><a href="{{path}}-10{{n}}234.html">{{title}}</a>{mark.format(told)}</div>'
    assert {item.published for item in parse_listing(section(shape), URL, now=NOW).items} == {TOLD}
    assert {item.published for item in parse_listing(section(shape), URL).items} == {None}


def test_a_title_with_a_date_is_no_time() -> None:
    shape = '<div><a href="{path}-10{n}234.html">{title}, ngày 7/3/2026</a></div>'
    assert {item.published for item in parse_listing(section(shape), URL, now=NOW).items} == {None}


def test_an_article_in_two_boxes_is_one() -> None:
    twice = (
        '<div class="box"><h3><a href="{path}-10{n}234.html">{title}</a></h3></div>'
        '<aside><a href="http://bao.example{path}-10{n}234.html?utm_source=x#y">{title}</a><p>{summary}</p></aside>'
    )
    feed = parse_listing(section(twice), URL)
    assert feed.items[0] == FeedItem(
        TITLES[0], "https://bao.example/lang-nghe-co-them-xuong-moi-101234.html", summary=SUMMARY
    )
    assert len(feed.items) == 9


@pytest.mark.parametrize(
    "link", ['<a href="/kinh-te">Kinh tế và đời sống</a>', '<a href="#">Mục lục của trang</a>', "Tin"]
)
def test_a_page_without_articles_is_no_list(link: str) -> None:
    with pytest.raises(NotAFeed):
        parse_listing(FRAME.format(cards=link).encode(), URL)
