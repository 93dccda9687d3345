"""Pages that mean harm or are badly broken: each costs under 2 s and 256 MiB, and none ends in another exception.

Time and memory are those of a process of its own, CPU time and peak, so that other tests change neither. The last
tests take 300 examples each, and 10,000 with HYPOTHESIS_PROFILE=thorough.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuireader.errors import NoArticle
from tuireader.model import Article, Paragraph
from tuireader.parsing.article import parse_article
from tuireader.parsing.generic import parse_generic
from tuireader.parsing.identity import same_article
from tuireader.sources import load_sources

URL = "https://bao.example/tin/mot-bai-viet-12345678.html"
SOURCES = {source.id: source for source in load_sources()[0]}
LINE = "Một dòng chữ đủ dài để được coi là một đoạn văn của bài viết này, không ngắn hơn."
SECONDS, MEBIBYTES = 2.0, 256
EXAMPLES = max(300, settings().max_examples)
FOLDERS = (Path(__file__).parent / "pages", Path(__file__).parents[2] / "shared" / "corpus")
PAGES = [(path.parent.name, path.read_bytes()) for folder in FOLDERS for path in sorted(folder.glob("*/*.html"))]

CHILD = textwrap.dedent("""
    import json, resource, sys, time
    from pathlib import Path
    from tuireader.errors import NoArticle
    from tuireader.parsing.article import parse_article
    from tuireader.sources import load_sources
    source = next(source for source in load_sources()[0] if source.id == "vtv")
    page, texts = Path(sys.argv[1]).read_bytes(), None
    started = time.process_time()
    try:
        texts = [getattr(block, "text", "")[:100] for block in parse_article(page, sys.argv[2], source).blocks[:3]]
    except NoArticle:
        pass
    seconds = time.process_time() - started
    status = Path("/proc/self/status")
    if status.exists():  # where ru_maxrss counts the parent's memory too, from before the program began
        peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps([texts, seconds, peak]))
""")
"""The paper's rules find nothing on these pages, so both readers are timed."""

HEAVY: dict[str, Callable[[], str]] = {
    "H01 nested divs": lambda: "<div>" * 100_000,
    "H01 no comment": lambda: "<!-->" + "<div>" * 100_000 + "-->",
    "H01 template": lambda: "<template>" + "<div>" * 100_000 + "</template>",
    "H02 attributes": lambda: "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
    "H02 quoted attributes": lambda: "<p " + "".join(f'a{n}="<>"' for n in range(60_000)) + ">",
    "H02 in apostrophes": lambda: "<p" + "".join(f""" a{n}='">'""" for n in range(60_000)) + ">",
    "H02 behind an apostrophe": lambda: "='<p" + "".join(f' a{n}=">"' for n in range(60_000)) + ">",
    "H02 quotes in names": lambda: "='<p" + "".join(f""" a{n}" b{n}=">" """ for n in range(30_000)) + ">",
    "H02 far apart": lambda: "<p" + "".join(f""" a{n}={" " * 120}'">'""" for n in range(20_000)) + ">",
    "H02 slashes": lambda: "<p/" + "/".join(f"a{n}" for n in range(100_000)) + ">",
    "H02 no comment": lambda: "<!--><p " + " ".join(f"a{n}" for n in range(100_000)) + ">-->",
    "H02 a script's": lambda: "<script " + " ".join(f"a{n}" for n in range(100_000)) + "></script>",
    "H03 options": lambda: "<select>" + "<option>x" * 40_000,
    "H04 lists in lists": lambda: "<ul><li>" * 40_000,
    "H05 blocks in links": lambda: "<a><div>" * 20_000,
    "H05 fonts": lambda: "<font size=1>" * 20_000,
    "H06 angles": lambda: "<" * 5_000_000,
    "H06 entities": lambda: "&amp;" * 2_000_000,
    "H06 one attribute": lambda: f'<p title="{"a" * 20_000_000}">',
    "H07 twenty megabytes": lambda: f"<p>{LINE}</p>" * 180_000,
    "H07 a line without spaces": lambda: f"<p>{'a' * 1_000_000}</p>",
    "H08 no comment": lambda: "<!-->" + "<p>một đoạn" * 200_000 + "-->",
    "H08 paragraphs": lambda: "<p>" * 200_000,
    "H08 paragraphs of text": lambda: "<p>một đoạn" * 200_000,
    "just under: depth": lambda: ("<div>" * 511 + "x" + "</div>" * 511) * 150,
    "just under: attributes": lambda: ("<p " + " ".join(f"a{n}=1" for n in range(199)) + ">") * 1_500,
    "just under: list entries": lambda: ("<ul>" + "<li>" * 4_990 + "</ul>") * 60,
    "pictures": lambda: "<img src=a.jpg>" * 100_000,
    "headings": lambda: "<h1>abc def</h1>" * 80_000,
    "linked headings": lambda: "<h2><a href=/x>abc</a></h2>" * 50_000,
    "cells": lambda: "<table>" + "<tr><td>x<td>y" * 60_000,
    "nested lists": lambda: ("<ul><li>x" * 200 + "</li></ul>" * 200) * 200,
    "terms": lambda: "<dl>" + "<dt>a<dd>b" * 80_000,
    "breaks": lambda: "abc<br><br>" * 100_000,
    "pagers": lambda: "<a href='?page=2'>2</a>" * 60_000,
    "times": lambda: "<span class=date>abc xyz</span>" * 50_000,
    "misnested": lambda: "<b><i></b></i>" * 80_000,
    "foster parents": lambda: "<table>" + "x<tr>" * 100_000,
    "quotes": lambda: ("<blockquote>" * 400 + "x" + "</blockquote>" * 400) * 100,
    "comments": lambda: "<!--" * 100_000,
    "comments with one end": lambda: "<!--" * 100_000 + "-->",
    "scripts": lambda: "<script>" * 100_000,
    "scripts with one end": lambda: "<script>" * 100_000 + "</script>",
    "long styles": lambda: f"<style>{'x' * 600}" * 20_000 + "</style>",
    "tags of scripts": lambda: ("<script" + " a" * 400 + "\n") * 5_000,
    "marks": lambda: "a" + "\u0301" * 500_000,
    "families": lambda: "👨\u200d👩\u200d👧" * 100_000,
    "deep data": lambda: '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    "long data": lambda: f'<script type="application/ld+json">{{"author":[{"1," * 200_000}1]}}</script>',
}


@pytest.mark.parametrize("kind", HEAVY)
def test_what_is_heavy_costs_little(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "trang.html"
    path.write_text(f"<html><title>Bài</title><h1>Bài</h1><p>{LINE}</p>{HEAVY[kind]()}", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), URL], capture_output=True, timeout=60, check=True, text=True
    )
    texts, seconds, mebibytes = json.loads(done.stdout)
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES
    assert texts is None or any(LINE in text for text in texts)


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><title>Mùa nước nổi</title>{head}</head><body>{body}</body></html>".encode()


def shown(markup: bytes) -> str:
    return repr(parse_generic(markup, URL).blocks)


STORY = f"<article><h1>Mùa nước nổi</h1><p>{LINE}</p><p>{LINE} Thêm một câu nữa cho đủ hai đoạn.</p></article>"


@pytest.mark.parametrize(
    ("markup", "encoding"),
    [
        (f"<!--{'x' * 1_100}--><meta charset='utf-8'>{STORY}", "utf-8"),
        (f"<meta charset='iso-8859-1'>{STORY}", "utf-8"),
        (STORY, "utf-8"),
        (f"<html>{STORY}", "utf-16"),
        (f"<html>{STORY}", "utf-16-le"),
    ],
    ids=["H09 late", "H09 wrong", "H09 missing", "H09 UTF-16", "H09 UTF-16 without a mark"],
)
def test_whatever_it_says_of_its_encoding(markup: str, encoding: str) -> None:
    assert LINE in shown(markup.encode(encoding))


def test_bytes_of_an_old_code_page() -> None:
    """H09: windows-1258 has tone marks as characters of their own."""
    story = f"<meta charset='windows-1258'><article><p>{'Nước về trên đồng, người dân mừng. ' * 4}</p></article>"
    decomposed = story.replace("ướ", "ươ\u0301").replace("ề", "ê\u0300").replace("ồ", "ô\u0300").replace("ừ", "ư\u0300")
    assert "Nước về trên đồng, người dân mừng." in shown(
        decomposed.replace("ườ", "ươ\u0300").encode("cp1258", "replace")
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = 'BÍ MẬT';</script>",
        "<style>.x::after { content: 'BÍ MẬT' }</style>",
        "<template><p>BÍ MẬT</p></template>",
        "<noscript><p>BÍ MẬT</p></noscript>",
        "<p hidden>BÍ MẬT</p>",
        "<div style='display: none'><p>BÍ MẬT</p></div>",
        "<p style='Visibility:HIDDEN'>BÍ MẬT</p>",
        "<p aria-hidden='true'>BÍ MẬT</p>",
        "<p>Chữ <span class='d-none'>BÍ MẬT</span> thường.</p>",
        "<svg><text>BÍ MẬT</text></svg>",
        "<textarea>BÍ MẬT</textarea>",
        "<!-- BÍ MẬT -->",
    ],
)
def test_what_no_browser_shows_is_not_shown(hidden: str) -> None:
    """H10."""
    text = shown(page(STORY.replace("</h1>", f"</h1>{hidden}")))
    assert LINE in text
    assert "BÍ MẬT" not in text


def test_what_acts_in_a_browser_is_inert() -> None:
    """H11: nothing leads to a script, and no picture is a megabyte in the page."""
    body = (
        f"<svg onload=alert(1)></svg><img src=x onerror=alert(1)><img src='data:image/png;base64,{'A' * 10_000_000}'>"
        "<a href='javascript:alert(1)'>bấm</a><iframe src='javascript:alert(1)'></iframe>"
    )
    head = "<base href='javascript:alert(1)'><meta http-equiv=refresh content='0;url=javascript:alert(1)'>"
    article = parse_generic(page(STORY.replace("</h1>", f"</h1>{body}"), head), URL)
    assert "alert" not in repr(article)
    assert "base64" not in repr(article)
    assert LINE in repr(article.blocks)


@pytest.mark.parametrize(
    "markup",
    [
        page(""),
        page("<h1>Mùa nước nổi</h1><div id='root'></div><script>app()</script>"),
        page("<h1>Mùa nước nổi</h1><div class='paywall'><button>Đăng nhập</button></div>"),
        page("<div id=app></div><noscript>Bạn cần bật JavaScript để chạy ứng dụng này trên trình duyệt.</noscript>"),
    ],
    ids=["H12 empty", "H12 scripts only", "H12 paywall", "H12 noscript"],
)
def test_a_page_without_text_is_no_article(markup: bytes) -> None:
    with pytest.raises(NoArticle):
        parse_generic(markup, URL)


@pytest.mark.parametrize("title", ["Không tìm thấy trang", "404 Not Found", "Trang chủ - Báo Ví Dụ"])
def test_another_page_is_not_the_article(title: str) -> None:
    """H13."""
    canonical = "<link rel='canonical' href='https://bao.example/'>"
    markup = f"<html><head><title>{title}</title>{canonical}</head><body><h1>{title}</h1><p>{LINE}</p></body></html>"
    found = parse_generic(markup.encode(), URL)
    assert not same_article(found, "Mùa nước nổi về sớm hơn mọi năm", URL)


COOKIES = (
    "<div class='{name}' id='{name}'><p>Chúng tôi dùng cookie để trang web hoạt động và để hiểu bạn đọc hơn. Khi bấm "
    "đồng ý, bạn cho phép lưu cookie trên máy của mình.</p><button>Đồng ý</button></div>"
)


@pytest.mark.parametrize("name", ["cookie-banner", "cookie-consent", "gdpr-notice", "lop-phu"])
def test_a_cookie_banner_is_no_body(name: str) -> None:
    """H14."""
    banner = COOKIES.format(name=name)
    with pytest.raises(NoArticle):
        parse_generic(page(f"<h1>Mùa nước nổi</h1>{banner}"), URL)
    assert "cookie" not in shown(page(f"{banner}{STORY}"))
    assert "cookie" not in shown(page(f"{STORY}{banner}"))


BROKEN = (
    "<p><table><tr><td><p>a</table>b",
    "<a><p></a><b></p></b>",
    "<select><b><option><select><option></b></select>x",
    "<body><frameset><frame></frameset>",
    "<svg><foreignObject><p>a</svg>b<math><mi><p>c",
    "<template><tr><td>a</template><col>",
    "<!DOCTYPE html SYSTEM 'x' [<!ENTITY a 'b'>]>&a;",
    "<p>&#x0;&#xd800;&#x110000;&#99999999999;&#x80;",
    "</p></br></body></html><p>sau",
    "<plaintext><p>a",
    "<b><b><b><b><p></b></b></b></b>a",
    "<ruby>a<rt>b<rp>c</ruby><p>\x0c\x00\x1b[2J",
    "<html a=1><html b=2><head><body><head><title>a",
    "<![CDATA[a]]><?php b ?></ c><//d>",
)


@pytest.mark.parametrize("markup", BROKEN)
@pytest.mark.parametrize("around", ["{}", f"{STORY}{{}}", f"{{}}{STORY}"])
def test_trees_of_any_shape(markup: str, around: str) -> None:
    """H16."""
    with suppress(NoArticle):
        assert parse_generic(around.replace("{}", markup).encode("utf-8", "replace"), URL).blocks


def read(markup: bytes, paper: str) -> None:
    """Both readers, of which nothing but NoArticle may come, in little time."""
    readers: list[Callable[[], Article]] = [
        lambda: parse_article(markup, URL, SOURCES.get(paper)),
        lambda: parse_generic(markup, URL),
    ]
    for reader in readers:
        started = time.process_time()
        with suppress(NoArticle):
            assert reader().blocks
        assert time.process_time() - started < SECONDS


SHARDS = (b"", b"<div>", b"</div>", b"</p>", b'"', b"'>", b"<!--", b"<table>", b"<script>", b"\x00\xff", b"&#x1b;")


@given(st.sampled_from(PAGES), st.randoms(use_true_random=False), st.integers(1, 60))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_pages(paper_page: tuple[str, bytes], chance: random.Random, changes: int) -> None:
    paper, original = paper_page
    markup = bytearray(original)
    for _ in range(changes):
        start = chance.randrange(len(markup) + 1)
        end = start + chance.randrange(200)
        other = chance.randrange(len(markup) + 1)
        moved, doubled = markup[other : other + chance.randrange(3_000)], markup[start:end] * 3
        markup[start:end] = chance.choice([*SHARDS, moved, doubled])
    read(bytes(markup), paper)


TAGS = "p div table tr td ul li br figure figcaption h1 h2 b blockquote script svg select option template article title"
PIECES = st.sampled_from(
    [
        *(f"<{name}>" for name in TAGS.split()),
        *(f"</{name}>" for name in TAGS.split()),
        *("<a href=/b-12345678.html>", "</a>", "<img src=a.jpg>", "<iframe src=//x.example>", "<base href=/x>"),
        *("<span class=related>", "<div class=comment>", "<!--", "-->", "&", "&#0;", '"', "'", "=", ">", "<"),
        *("Mùa nước nổi về sớm hơn mọi năm, người dân đã sửa soạn ghe lưới.", "Tin liên quan", "\x00", "\u202e", "🇻🇳"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=60), st.sampled_from([*SOURCES, ""]))
@settings(max_examples=EXAMPLES, deadline=None)
def test_random_markup(pieces: list[str], paper: str) -> None:
    read("".join(pieces).encode("utf-8", "replace"), paper)


def test_the_line_is_a_paragraph() -> None:
    """What the heavy pages are searched for is found in a light one."""
    assert parse_generic(page(STORY), URL).blocks[0] == Paragraph(LINE)
