"""The demo edition: it prints what its files say, in the shape of a real paper, and its own source can read it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tuireader import demo
from tuireader.config import GuideConfig
from tuireader.demo.catalogue import HOME, HOME_SECTION, Catalogue, load
from tuireader.demo.markup import inline, to_html
from tuireader.demo.transport import DemoPress
from tuireader.errors import Refused, SourceError
from tuireader.fetch import Fetcher
from tuireader.newsstand.pictures import pictures_of
from tuireader.newsstand.programmes import vtv_address
from tuireader.parsing.article import parse_article
from tuireader.parsing.guide import parse_vtv_day
from tuireader.schedule import day_bounds, of_channel

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

SAMPLE = """
id = "thoi-su"
name = "Thời sự & đời"

[[article]]
slug = "bai-mot"
title = "Giá <vàng> & \\"bạc\\" ]]> tăng"
lead = "Lời dẫn <b>có dấu</b> & ký hiệu."
authors = ["Nguyễn An", "Trần Bình"]
desk = "Ban Thời sự"
email = "thoisu@tuibao.example"
minutes_ago = 5
tags = ["vàng & bạc"]
credit = "Theo TTXT"
full = true
body = '''
Đoạn **đậm**, *nghiêng* và [liên kết](https://demo.tuireader.example/thoi-su/bai-hai)
nối sang dòng sau.

## Tiêu đề

> Lời nói.
> — Người nói

- một
- hai

1. trước
2. sau

| Cột | Số |
| A | 1 |

![Chú thích ảnh]

!! Hộp
Dòng trong hộp.
'''

[[article]]
slug = "bai-hai"
title = "Bài hai"
lead = "Chỉ có lời dẫn."
minutes_ago = 90
full = false
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "thoi-su.toml").write_text(SAMPLE, encoding="utf-8")
    other = 'id="kinh-te"\nname="Kinh tế"\n[[article]]\nslug="ba"\ntitle="Bài ba"\nlead="x"\nminutes_ago=30\nbody="y"\n'
    (tmp_path / "kinh-te.toml").write_text(other, encoding="utf-8")
    (tmp_path / "source.toml").write_text("not a section", encoding="utf-8")
    return tmp_path


@pytest.fixture
def catalogue(paper: Path) -> Catalogue:
    return load(paper, NOW)


@pytest.fixture
def fetcher(catalogue: Catalogue) -> Fetcher:
    return Fetcher(transport=DemoPress(catalogue))


def printed() -> Catalogue:
    return load(files("tuireader.demo") / "paper", NOW)


def test_importing_the_demo_loads_no_http_library() -> None:
    check = "import sys, tuireader.demo; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


# The feeds


async def test_a_feed_carries_its_section_with_the_newest_first(fetcher: Fetcher) -> None:
    reply = await fetcher.get(f"{HOME}/rss/thoi-su.rss")
    entries = ET.fromstring(reply.body).findall("channel/item")
    assert [entry.findtext("title") for entry in entries] == ['Giá <vàng> & "bạc" ]]> tăng', "Bài hai"]
    assert [entry.findtext("pubDate") for entry in entries] == [
        "Tue, 24 Nov 2026 07:55:00 +07",
        "Tue, 24 Nov 2026 06:30:00 +07",
    ]
    described = LexborHTMLParser(entries[0].findtext("description") or "")
    assert described.css_first("a > img") is not None
    assert described.text() == "Lời dẫn <b>có dấu</b> & ký hiệu."
    assert "img" not in (entries[1].findtext("description") or "")


async def test_the_home_feed_merges_all_sections(fetcher: Fetcher) -> None:
    reply = await fetcher.get(f"{HOME}/rss/home.rss")
    titles = [entry.findtext("title") for entry in ET.fromstring(reply.body).findall("channel/item")]
    assert titles[1:] == ["Bài ba", "Bài hai"]


async def test_an_unchanged_feed_is_not_printed_again(fetcher: Fetcher) -> None:
    first = await fetcher.get(f"{HOME}/rss/kinh-te.rss")
    assert (await fetcher.get(f"{HOME}/rss/kinh-te.rss", etag=first.etag)).status == 304


@pytest.mark.parametrize(
    "url",
    [
        f"{HOME}/",
        f"{HOME}/rss/x.rss",
        f"{HOME}/bai-mot-1.htm",
        "https://vtv.vn/rss/home.rss",
        f"{HOME}.vn/rss/home.rss",
    ],
)
async def test_what_the_paper_does_not_have_is_not_found(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(Refused, match="404"):
        await fetcher.get(url)


# The pages


async def test_a_page_has_the_parts_of_its_family(fetcher: Fetcher, catalogue: Catalogue) -> None:
    reply = await fetcher.get(catalogue.stories[0].url)
    tree = LexborHTMLParser(reply.body.decode())

    def text(selector: str) -> str:
        node = tree.css_first(selector)
        assert node is not None, selector
        return " ".join(node.text().split())

    assert text("h1[data-role=title]") == 'Giá <vàng> & "bạc" ]]> tăng'
    assert text("[data-role=sapo]") == "Lời dẫn <b>có dấu</b> & ký hiệu."
    assert text("[data-role=author]") == "Nguyễn An, Trần Bình (Ban Thời sự - thoisu@tuibao.example)"
    assert text("[data-role=publishdate]") == "24/11/2026 07:55 GMT+7"
    assert text("[data-role=cate-name]") == "Thời sự & đời"
    assert text(".box-tag .list-tag a") == "vàng & bạc"
    assert text("figure.VCSortableInPreviewMode[type=Photo] figcaption.PhotoCMS_Caption p") == "Chú thích ảnh"
    assert text("div.VCSortableInPreviewMode[type=content] h3") == "Hộp"
    assert text("[type=SimpleQuote] .quote") == "Lời nói."
    assert text("[type=SimpleQuote] .StarNameCaption") == "Người nói"
    assert text("[data-role=content] > p:last-child") == "Theo TTXT"
    related = tree.css_first(".box-new-lq a.box-category-link-title")
    assert related is not None
    assert related.attributes["href"] == catalogue.stories[2].path
    assert "ld+json" in (tree.css_first("script") or tree.root).attributes.get("type", "")  # type: ignore[operator,union-attr]


async def test_a_page_without_text_has_only_headline_and_lead(fetcher: Fetcher, catalogue: Catalogue) -> None:
    tree = LexborHTMLParser((await fetcher.get(catalogue.stories[2].url)).body.decode())
    content = tree.css_first("[data-role=content]")
    assert content is not None
    assert not content.text().strip()


def test_the_markup() -> None:
    body = tomllib.loads(SAMPLE)["article"][0]["body"]
    html = to_html(body, lambda link: link.upper(), lambda number: f"/{number}.jpg")
    blocks = html.split("\n")
    assert blocks[0] == (
        '<p>Đoạn <b>đậm</b>, <i>nghiêng</i> và <a href="HTTPS://DEMO.TUIREADER.EXAMPLE/THOI-SU/BAI-HAI" '
        'target="_blank">liên kết</a> nối sang dòng sau.</p>'
    )
    assert blocks[1] == "<h2>Tiêu đề</h2>"
    assert blocks[3:6] == [
        "<ul><li>một</li><li>hai</li></ul>",
        "<ol><li>trước</li><li>sau</li></ol>",
        "<table><thead><tr><th>Cột</th><th>Số</th></tr></thead><tbody><tr><td>A</td><td>1</td></tr></tbody></table>",
    ]
    assert 'src="/1.jpg"' in blocks[6]


def test_text_is_escaped_before_it_is_marked_up() -> None:
    assert inline('<i>"x"</i> & **y**', str) == "&lt;i&gt;&quot;x&quot;&lt;/i&gt; &amp; <b>y</b>"
    assert 'href="https://a.example/?x=1&amp;y=&quot;"' in inline('[a](https://a.example/?x=1&y=")', str)


def test_a_file_with_a_fault_is_named(paper: Path) -> None:
    for content in ("x = [", 'id = "a"\nname = "b"\ncolour = 1\n', 'id = "a"\n'):
        (paper / "thoi-su.toml").write_text(content, encoding="utf-8")
        with pytest.raises(SourceError, match=r"thoi-su\.toml"):
            load(paper, NOW)


# The paper as it ships


def test_addresses_are_unique_and_the_same_in_every_edition() -> None:
    paths = [story.path for story in printed().stories]
    later = load(files("tuireader.demo") / "paper", datetime(2027, 1, 1, tzinfo=UTC))
    assert len({story.number for story in printed().stories}) == len(paths)
    assert sorted(paths) == sorted(story.path for story in later.stories)
    assert all(re.fullmatch(r"/[a-z0-9-]+-1002601[0-9]{11}\.htm", path) for path in paths)


def test_links_between_stories_lead_somewhere() -> None:
    catalogue = printed()
    for story in catalogue.stories:
        for link in re.findall(rf"\(({re.escape(HOME)}[^)\s]*)\)", story.written.body):
            assert catalogue.at(catalogue.address(link).removeprefix(HOME)), f"{story.written.slug}: {link}"


def test_every_full_story_has_a_text() -> None:
    assert [story.written.slug for story in printed().stories if story.written.full != bool(story.written.body)] == []


def test_the_handbook_is_the_one_section_of_the_same_paper() -> None:
    (paper,) = demo.sources()
    handbook = demo.handbook()
    assert [section.id for section in handbook.sections] == [demo.HANDBOOK]
    assert (handbook.id, handbook.home, handbook.rules) == (paper.id, HOME, paper.rules)


async def test_the_source_lists_every_section_once() -> None:
    (source,) = demo.sources()
    catalogue = printed()
    assert {section.id: section.name for section in source.sections if section.id != HOME_SECTION} == catalogue.names
    fetcher = Fetcher(transport=demo.press(NOW))
    for section in source.sections:
        stories = catalogue.section(section.id)
        assert stories
        reply = await fetcher.get(section.feed)
        assert reply.body.count(b"<item>") == len(stories)


async def test_every_story_is_read_as_it_was_written() -> None:
    (source,) = demo.sources()
    fetcher = Fetcher(transport=demo.press(NOW))
    for story in printed().stories:
        written = story.written
        if not written.full:
            continue
        reply = await fetcher.get(story.url)
        article = parse_article(reply.body, reply.url, source, reply.content_type)
        assert article.by_rules
        assert (article.title, article.lead, article.tags) == (written.title, written.lead, written.tags)
        assert (article.authors, article.desk, article.email) == (written.authors, written.desk, written.email)
        assert (article.published, article.section) == (story.published, story.section_name)
        assert article.source_credit == written.credit
        assert all(related.url.startswith(f"{HOME}/") for related in article.related)


def test_the_paper_is_known_by_its_id() -> None:
    assert demo.handbook().id == demo.PAPER


class TestOnAir:
    async def test_the_broadcaster_has_a_page_for_any_day(self) -> None:
        fetcher = Fetcher()
        fetcher.serve(demo.BROADCASTER, lambda: demo.press(NOW))
        for day in (date(2026, 11, 24), date(2027, 2, 1)):
            url = vtv_address(day)
            guide = parse_vtv_day((await fetcher.get(url)).body, day, url)
            assert {channel.name for channel in guide.channels} == set(GuideConfig().channels)
            begin, end = day_bounds(day)
            for channel in guide.channels:
                row = of_channel(guide, channel.id)
                assert (row[0].start, row[-1].stop) == (begin, end)
                assert all(one.stop == after.start for one, after in pairwise(row))
        await fetcher.close()

    async def test_nothing_else_of_the_broadcaster_is_answered(self) -> None:
        fetcher = Fetcher()
        fetcher.serve(demo.BROADCASTER, lambda: demo.press(NOW))
        with pytest.raises(Refused):
            await fetcher.get("https://vtv.vn/rss/home.rss")
        await fetcher.close()


async def test_the_pictures_of_the_demo_can_be_looked_at() -> None:
    pytest.importorskip("PIL", reason="the extra `images` is not installed")
    from tuireader.parsing.raster import check

    fetcher = Fetcher(transport=demo.press(NOW))
    (source,) = demo.sources()
    seen: set[bytes] = set()
    for story in (one for one in printed().stories if one.written.full):
        article = parse_article((await fetcher.get(story.url)).body, story.url, source)
        for url in pictures_of(article):
            reply = await fetcher.get(url)
            assert (reply.content_type, check(reply.body, url)) == ("image/png", (480, 320))
            seen.add(reply.body)
    assert len(seen) > 5
