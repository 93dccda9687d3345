"""Feeds read: what each field becomes, in each dialect, and that nothing printed in one can hurt."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.errors import NotAFeed
from tuireader.model import FeedItem
from tuireader.parsing.feed import parse_feed

URL = "https://bao.example/rss/tin.rss"
SHARED = Path(__file__).parents[1].parent / "shared"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'
CHANNEL = "<title>Báo Mẫu</title><link>https://bao.example/</link>"
ITEM = "<item><title>Chợ hoa mở sớm</title><link>https://bao.example/cho-hoa-1.htm</link></item>"


def rss(items: str, prolog: str = PROLOG, channel: str = CHANNEL) -> bytes:
    return f'{prolog}<rss version="2.0"><channel>{channel}{items}</channel></rss>'.encode()


def one(body: str, prolog: str = PROLOG) -> FeedItem:
    """The only entry of a feed whose entry has this body besides a title and a link, where it brings none itself."""
    title = "" if "<title" in body else "<title>Tin</title>"
    link = "" if "<link" in body or "<guid" in body else "<link>https://bao.example/1.htm</link>"
    (item,) = parse_feed(rss(f"<item>{title}{link}{body}</item>", prolog), URL).items
    return item


def titles(data: bytes) -> list[str]:
    return [item.title for item in parse_feed(data, URL).items]


def test_a_plain_feed_is_read_in_full() -> None:
    feed = parse_feed(
        rss(
            """
            <item>
              <title><![CDATA[ Chợ hoa   mở sớm ]]></title>
              <description><![CDATA[<a href="https://bao.example/cho-hoa-1.htm"><img src="https://anh.example/1.jpg?w=1&h=0"
                ></a></br>Sáng nay, chợ hoa&nbsp;mở cửa.]]></description>
              <pubDate>Mon, 23 Nov 2026 19:46:22 +07</pubDate>
              <link>
                https://bao.example/cho-hoa-1.htm?utm_source=rss#top
              </link>
              <guid>cho-hoa-1</guid>
            </item>
            """
        ),
        URL,
    )
    assert feed.title == "Báo Mẫu"
    assert feed.items == (
        FeedItem(
            title="Chợ hoa mở sớm",
            url="https://bao.example/cho-hoa-1.htm",
            published=datetime(2026, 11, 23, 12, 46, 22, tzinfo=UTC),
            summary="Sáng nay, chợ hoa mở cửa.",
            image="https://anh.example/1.jpg?w=1&h=0",
            guid="cho-hoa-1",
        ),
    )


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:thoi-gian="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://bao.example/"><title>Báo Mẫu</title>
<link>https://bao.example/</link></channel><image><title>Logo</title><link>https://bao.example/logo</link></image>
<item rdf:about="https://bao.example/1"><title>Tin</title><link>https://bao.example/1</link>
<thoi-gian:date>2026-11-24T08:00:00+07:00</thoi-gian:date></item></rdf:RDF>"""
ATOM_1 = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo Mẫu</title><link rel="self" href="https://bao.example/atom"/>
<entry><title>Tin</title><id>urn:1</id><source><title>Báo Khác</title><id>urn:khac</id></source>
<author><name>An</name></author>
<link rel="replies" href="https://bao.example/1/binh-luan"/><link rel="alternate" type="application/json"
href="https://bao.example/1.json"/><link href="https://bao.example/1"/><updated>2026-11-24T02:00:00Z</updated>
<published>2026-11-24T01:00:00Z</published></entry></feed>"""
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Báo Mẫu</title><entry><title>Tin</title>
<link rel="alternate" type="text/html" href="https://bao.example/1"/><issued>2026-11-24T08:00:00+07:00</issued></entry>
</feed>"""
ATOM_PREFIXED = """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Báo Mẫu</a:title><a:entry>
<a:title>Tin</a:title><a:link href="https://bao.example/1"/><a:published>2026-11-24T01:00:00Z</a:published></a:entry></a:feed>"""
RSS_091 = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://dtd.example/rss-0.91.dtd">
<rss version="0.91"><channel><title>B&aacute;o Mẫu</title><item><title>Tin</title><link>https://bao.example/1</link>
<pubDate>Tue, 24 Nov 26 08:00:00 ICT</pubDate></item></channel></rss>"""
CDF = """<?xml version="1.0"?><CHANNEL BASE="https://bao.example/" HREF="https://bao.example/"><TITLE>Báo Mẫu</TITLE>
<ITEM HREF="1"><TITLE>Tin</TITLE><PUBDATE>2026-11-24T01:00:00Z</PUBDATE></ITEM></CHANNEL>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Báo Mẫu",
        "items": [{"title": "Tin", "url": "https://bao.example/1", "date_published": 1795482000}],
    }
)


@pytest.mark.parametrize("text", [RDF, ATOM_1, ATOM_03, ATOM_PREFIXED, RSS_091, CDF, JSON_FEED])
def test_every_dialect_says_the_same(text: str) -> None:
    feed = parse_feed(text.encode(), URL)
    (item,) = feed.items
    assert feed.title == "Báo Mẫu"
    assert (item.title, item.url) == ("Tin", "https://bao.example/1")
    assert item.published == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Giá xăng &amp; giá dầu", "Giá xăng & giá dầu"),
        ("<![CDATA[N&#259;m n&agrave;y]]>", "Năm này"),
        ("N&amp;#259;m n&amp;agrave;y", "Năm này"),
        ("&lt;b&gt;Chợ&lt;/b&gt; hoa<![CDATA[<br>sớm]]>", "Chợ hoa sớm"),
        ("1 &lt; 2 &amp;lt;b&amp;gt; AT&amp;T", "1 < 2 <b> AT&T"),
        ("&lt;Infographic&gt; Bốn mùa", "<Infographic> Bốn mùa"),
        ("[VIDEO] Chợ [/b]", "[VIDEO] Chợ [/b]"),
        ("Vi&#x200B;ệt\u00a0Nam &#155;31m &amp;#27;[2J", "Việt Nam 31m [2J"),
        ("x &lt;script&gt;alert(1)&lt;/script&gt; y", "x y"),
    ],
)
def test_titles_are_plain_text(written: str, read: str) -> None:
    assert one(f"<title>{written}</title>").title == read


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("<title>Thẻ &lt;b&gt; là gì</title>", "Thẻ <b> là gì"),
        ('<title type="html">Thẻ &lt;b&gt;đậm&lt;/b&gt; &amp;amp; nhạt</title>', "Thẻ đậm & nhạt"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Thẻ <b>đậm</b> &lt;b&gt;</div></title>',
            "Thẻ đậm <b>",
        ),
        ('<title type="application/octet-stream">VGluIG3hu5tp</title>', "Tin mới"),
        ('<title mode="base64" type="text/html">PGI+VGluPC9iPg==</title>', "Tin"),
        ('<title mode="base64">Tin</title>', "Tin"),
        ('<title type="image/svg+xml">Tin</title>', "Tin"),
    ],
)
def test_atom_says_what_its_text_is(title: str, read: str) -> None:
    entry = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{title}<link href="https://bao.example/1"/></entry></feed>'
    )
    assert titles(entry.encode()) == [read]


RELATED = "<div style='clear:both;'><ul><li><a href='/2'>Bài hai</a></li><li><a href='/3'>Bài ba</a></li></ul></div>"


@pytest.mark.parametrize(
    ("markup", "summary"),
    [
        (f"<a href='/1'><img src='/1.jpg'/></a><p>Lời dẫn.&nbsp;</p>{RELATED}", "Lời dẫn."),
        (RELATED, "Bài hai\nBài ba"),
        ("<p>Hai việc:</p><ul><li>Một</li><li><a href='/2'>Hai</a></li></ul>", "Hai việc:\nMột\nHai"),
        ("Một<br>hai<p>ba</p>", "Một\nhai\nba"),
        ("T<span>rước</span> khi <i>đi</i>", "Trước khi đi"),
        ("<style>p{}</style><!-- x -->Chữ<script>if (a<b) {}</script>", "Chữ"),
        ("<figure><img src='/1.jpg'><figcaption>Ảnh: An</figcaption></figure>Lời dẫn", "Lời dẫn"),
        ('<img alt="a > b" src="/1.jpg">Lời dẫn', "Lời dẫn"),
        ('<img alt="a<br>b" title=\'1 < 2\' src="/1.jpg">Lời dẫn', "Lời dẫn"),
        ("Lời dẫn <a href='/1'>đọc ti", "Lời dẫn đọc ti"),
        ("Lời dẫn <a href=", "Lời dẫn"),
        ("Nhiệt độ < 30, > 20", "Nhiệt độ < 30, > 20"),
        ("<script>" * 1_000, ""),
    ],
)
def test_summaries_are_plain_text(markup: str, summary: str) -> None:
    assert one(f"<description><![CDATA[{markup}]]></description>").summary == summary


def test_markup_that_nobody_escaped_is_read_as_markup() -> None:
    assert one("<description><p>Lời <b>dẫn</b></p><p>&lt;2&gt;</p></description>").summary == "Lời dẫn\n<2>"


def test_a_summary_of_pictures_gives_way_to_the_next_text() -> None:
    body = (
        "<description>&lt;img src='/1.jpg'&gt;</description><content:encoded>&lt;p&gt;Chữ&lt;/p&gt;</content:encoded>"
    )
    assert one(body).summary == "Chữ"


def test_a_title_of_the_picture_is_better_than_none() -> None:
    media = (
        '<media:content xmlns:media="http://search.yahoo.com/mrss/"><media:title>Chợ hoa</media:title></media:content>'
    )
    assert one(f"<title/><description>Lời dẫn</description>{media}").title == "Chợ hoa"


def test_the_page_of_an_rdf_item_is_its_id() -> None:
    (item,) = parse_feed(RDF.encode(), URL).items
    assert item.guid == "https://bao.example/1"


def test_a_summary_has_a_limit() -> None:
    assert len(one(f"<description>{'chữ ' * 5_000}</description>").summary) <= 1_000


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
MEDIA_AS_M = MEDIA.replace("media", "m")


@pytest.mark.parametrize(
    "body",
    [
        '<enclosure url="https://anh.example/1.jpg" type="image/jpeg"/>',
        '<enclosure url="https://anh.example/1.jpg"/>',
        f'<media:content {MEDIA} url="https://anh.example/1.jpg" medium="image"/>',
        f"<m:group {MEDIA_AS_M}><m:title>Sai</m:title><m:thumbnail url='https://anh.example/1.jpg'/></m:group>",
        "<image>https://anh.example/1.jpg</image>",
        "<image><url>https://anh.example/1.jpg</url><title>Sai</title><link>https://sai.example/</link></image>",
        "<thumb>https://anh.example/1.jpg</thumb>",
        "<description>&lt;img width='1' src='/x.gif'&gt;&lt;img src='//anh.example/1.jpg'&gt;</description>",
        "<description>&lt;img src='data:image/gif;base64,R0' data-src='https://anh.example/1.jpg'&gt;</description>",
    ],
)
def test_pictures_are_found(body: str) -> None:
    title = "<title>Tin</title><link>https://bao.example/1.htm</link>"
    (item,) = parse_feed(rss(f"<item>{body}{title}</item>"), URL).items
    assert (item.title, item.url, item.image) == ("Tin", "https://bao.example/1.htm", "https://anh.example/1.jpg")


@pytest.mark.parametrize(
    "body",
    [
        '<enclosure url="https://anh.example/1.mp3" type="audio/mpeg"/>',
        "<description>&lt;img src='javascript:alert(1)'&gt;</description>",
        "",
    ],
)
def test_what_is_no_picture_is_none(body: str) -> None:
    assert one(body).image == ""


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("<link><![CDATA[https://bao.example/1?id=3&utm_medium=rss]]></link>", "https://bao.example/1?id=3"),
        ("<link>https://bao.example/1?a=1&b=2</link>", "https://bao.example/1?a=1&b=2"),
        ("<link>/1.htm</link>", "https://bao.example/1.htm"),
        ('<link xml:base="https://khac.example/a/">1.htm</link>', "https://khac.example/a/1.htm"),
        ("<guid>https://bao.example/1.htm</guid>", "https://bao.example/1.htm"),
        ('<guid isPermaLink="false">https://bao.example/1.htm</guid>', ""),
        ("<guid>1</guid>", ""),
        ("<link>javascript:alert(1)</link><guid>https://bao.example/1</guid>", "https://bao.example/1"),
        ("<link>file:///etc/passwd</link>", ""),
        ("<link></link><source url='/x'>Nguồn</source>", ""),
    ],
)
def test_links_are_absolute_and_clean(body: str, url: str) -> None:
    assert one(body).url == url


def test_an_atom_link_serves_where_rss_has_none() -> None:
    item = '<item><title>Tin</title><atom:link href="https://bao.example/1" rel="self"/></item>'
    (found,) = parse_feed(rss(item), URL).items
    assert found.url == "https://bao.example/1"


def test_relative_links_count_from_the_channel_or_the_feed() -> None:
    item = "<item><title>Tin</title><link>1.htm</link></item>"
    assert (
        parse_feed(rss(item, channel="<link>https://khac.example/a/</link>"), URL)
        .items[0]
        .url.startswith("https://khac.example/a/1")
    )
    assert parse_feed(rss(item, channel="<link>mailto:x@y.example</link>"), URL).items[0].url == (
        "https://bao.example/rss/1.htm"
    )
    based = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/"><entry xml:base="b/">{ATOM_ENTRY}</entry></feed>'
    assert parse_feed(based.encode(), URL).items[0].url == "https://bao.example/a/b/1"


ATOM_ENTRY = '<title>Tin</title><link href="1"/>'


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["9/5/2026 6:44:00 PM", "9/14/2026 8:01:00 AM"], [(9, 5), (9, 14)]),
        (["05/09/2026 18:44", "14/09/2026 08:01"], [(9, 5), (9, 14)]),
        (["05/09/2026 18:44", "06/09/2026 08:01"], [(9, 5), (9, 6)]),
    ],
)
def test_a_feed_decides_once_between_day_and_month(dates: list[str], days: list[tuple[int, int]]) -> None:
    items = "".join(f"<item><title>Tin</title><pubDate>{date}</pubDate></item>" for date in dates)
    published = [item.published for item in parse_feed(rss(items), URL).items]
    assert [(moment.month, moment.day) for moment in published if moment] == days


def test_a_date_that_is_none_is_no_date() -> None:
    assert one("<pubDate>hôm nào đó</pubDate>").published is None
    assert one("<pubDate>x</pubDate><dc:date>2026-11-24T01:00:00Z</dc:date>").published == datetime(
        2026, 11, 24, 1, 0, tzinfo=UTC
    )


def test_entries_without_title_and_address_are_left_out() -> None:
    items = "<item><title/><description>Không có gì</description></item>" + ITEM
    assert titles(rss(items)) == ["Chợ hoa mở sớm"]


def test_a_summary_stands_in_for_a_title() -> None:
    item = one(f"<title> </title><description>{'Lời dẫn dài. ' * 40}</description>")
    assert item.title.startswith("Lời dẫn dài.")
    assert len(item.title) <= 120


def test_no_more_entries_than_asked_for() -> None:
    assert len(parse_feed(rss(ITEM * 50), URL, limit=7).items) == 7
    assert len(parse_feed(rss("&x;" + ITEM * 50), URL, limit=7).items) == 7
    assert len(parse_feed(rss(ITEM * 501), URL).items) == 500


@pytest.mark.parametrize("ill", ["", "<b>", "&khong-co;", "\x00", "<a b=c>", "</br>", "a & b", "<?x"])
def test_ill_formed_feeds_are_read_like_well_formed_ones(ill: str) -> None:
    item = (
        f'<item><title>Chợ &amp; hoa</title>{ill}<link>https://bao.example/1?a=1&amp;b=2</link><enclosure url="/1.jpg" '
    )
    item += (
        'type="image/jpeg"/><description><![CDATA[<p>Lời</p>dẫn]]></description><pubDate>24/11/2026</pubDate></item>'
    )
    (found,) = parse_feed(rss(item), URL).items
    assert found == FeedItem(
        title="Chợ & hoa",
        url="https://bao.example/1?a=1&b=2",
        published=datetime(2026, 11, 23, 17, 0, tzinfo=UTC),
        summary="Lời\ndẫn",
        image="https://bao.example/1.jpg",
    )


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("B&agrave;i&nbsp;m&#7897;t", "Bài một"),
        ("một &#xD800;hai&#99999999999;&#0;", "một \ufffdhai\ufffd\ufffd"),
        ("một\x00 h\x1b]2;ai\x07", "một h]2;ai"),
        ("<![CDATA[một]]]>", "một]"),
        ("<![CDATA[một", "một"),
        ("một & hai &thuong;", "một & hai &thuong;"),
    ],
)
def test_titles_survive_what_xml_forbids(title: str, read: str) -> None:
    assert titles(rss(f"<item><title>{title}</title></item>{ITEM}")) == [read, "Chợ hoa mở sớm"]


def test_a_feed_that_is_cut_off_keeps_what_came_before() -> None:
    whole = rss(ITEM * 3)
    assert len(parse_feed(whole[: whole.rindex(b"</item>")], URL).items) == 2
    assert len(parse_feed(whole[: whole.rindex(b"<link>") + 20], URL).items) == 2


def test_missing_ends_are_made_up_for() -> None:
    items = "<item><title>Một<link>https://bao.example/1<item><title>Hai</title><link>https://bao.example/2</link>"
    assert [(item.title, item.url) for item in parse_feed(rss(items), URL).items] == [
        ("Một", "https://bao.example/1"),
        ("Hai", "https://bao.example/2"),
    ]


@pytest.mark.parametrize("junk", ["\ufeff", "\n\n  ", "<br />\n<b>Warning</b>: dòng 3\n", "<!-- chào -->"])
def test_junk_before_the_feed_is_skipped(junk: str) -> None:
    assert titles(junk.encode() + rss(ITEM)) == ["Chợ hoa mở sớm"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("declared", ["UTF-8", "UTF-16", "hex", "windows-1252"])
def test_declared_encodings_may_lie(encoding: str, declared: str) -> None:
    text = rss(ITEM, f'<?xml version="1.0" encoding="{declared}"?>').decode()
    assert titles(text.encode(encoding)) == ["Chợ hoa mở sớm"]


@pytest.mark.parametrize(
    ("doctype", "title", "read"),
    [
        ('<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY muoi "Mười">]>', "&muoi;&nbsp;giờ", "Mười giờ"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "a&x;b", "ab"),
        ('<!DOCTYPE rss [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]>', "&b;", "&b;"),
        (f'<!DOCTYPE rss [<!ENTITY a "{"x" * 10_000}">]>', "&a;", "&a;"),
    ],
)
def test_entities_of_the_document(doctype: str, title: str, read: str) -> None:
    assert titles(rss(f"<item><title>{title}</title></item>", PROLOG + doctype)) == [read]


LAUGHS = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
HOSTILE = {
    "X01 laughs": rss("<item><title>&a9;</title></item>", f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]>'),
    "X02 blow-up": rss(
        f"<item><title>{'&a;' * 20_000}</title></item>", f'<!DOCTYPE rss [<!ENTITY a "{"x" * 9_999}">]>'
    ),
    "X07 nested": rss(f"<item><title>Tin</title><description>{'<b>' * 200_000}</description></item>"),
    "X08 attributes": rss("<item><title>Tin</title><x " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/></item>"),
    "X08 in the tolerant reader": rss(f"&x;<item><title>Tin</title><link {'a=1 ' * 100_000}/></item>"),
    "X09 a long title": rss(f"<item><title>{'x' * 5_000_000}</title></item>"),
    "X10 a long comment": rss(f"<!--{'-' * 5_000_000}-->{ITEM}"),
    "X10 open comments": rss(ITEM + "&x;" + "<!--" * 200_000),
    "X10 open CDATA": rss(ITEM + "&x;" + "<![CDATA[" * 200_000),
    "angle brackets": rss(ITEM + "<" * 1_000_000),
    "open quotes": rss(ITEM + '<a "' * 300_000),
    "ampersands": rss(f"<item><title>{'&' * 1_000_000}</title></item>"),
    "open lists": rss(f"<item><title>Tin</title><description>{'&lt;ul>&lt;li>&lt;a ' * 50_000}</description></item>"),
    "many names": rss("".join(f"<n{n}/>" for n in range(50_000)) + ITEM),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_feeds_cost_no_more_than_their_length(data: bytes) -> None:
    (item,) = parse_feed(data, URL).items
    assert item.title
    assert len(item.title) <= 500


NO_FEEDS = {
    "empty": b"",
    "spaces": b" \n" * 1_000,
    "null": b"null",
    "list": b"[]",
    "object": b"{}",
    "deep object": b'{"a":' * 50_000,
    "page": b"<!DOCTYPE html><html><head><title>404</title></head><body><rss></rss></body></html>",
    "xhtml": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head></html>',
    "outline": b'<?xml version="1.0"?><opml><body><outline/></body></opml>',
    "challenge": b'<script>document.cookie="D1N=abc";location.reload()</script>',
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00",
}


@pytest.mark.parametrize("data", NO_FEEDS.values(), ids=NO_FEEDS.keys())
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotAFeed) as raised:
        parse_feed(data, URL)
    assert raised.value.url == URL


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse_feed(rss(""), URL).title == "Báo Mẫu"
    assert parse_feed(b'{"version": "https://jsonfeed.org/version/1", "items": {}, "title": 5}', URL).items == ()


def test_json_of_wrong_types_loses_only_what_is_wrong() -> None:
    entries = [
        1,
        None,
        {"title": ["x"], "url": {}, "content_text": 3},
        {"title": 5, "id": 9, "image": 3, "date_published": True},
        {
            "title": "\ud800x",
            "url": "/1",
            "content_html": "<p>Lời <b>dẫn</b></p><img src='/1.jpg'>",
            "date_published": [],
        },
        {"id": "https://bao.example/2", "content_text": "Một\nhai", "banner_image": "https://anh.example/2.png"},
    ]
    feed = parse_feed(json.dumps({"version": "https://jsonfeed.org/version/1", "items": entries}).encode(), URL)
    assert feed.items == (
        FeedItem(title="5", url="", guid="9"),
        FeedItem(title="\ufffdx", url="https://bao.example/1", summary="Lời dẫn", image="https://bao.example/1.jpg"),
        FeedItem(
            title="Một hai",
            url="https://bao.example/2",
            summary="Một\nhai",
            image="https://anh.example/2.png",
            guid="https://bao.example/2",
        ),
    )


MARKUP = st.sampled_from(
    ("<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<description>", "<feed>",
     "<entry>", "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&", "&#", "<", ">", '"', "<a href='", "/>", "<?xml ", "{",
     "<!DOCTYPE ", "[", "<!ENTITY a '&a;'>", "https://bao.example/1", "chữ ", "\x00", "xml:base='//['", "xmlns:x='",
     "<x:item>")
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(MARKUP | st.text(max_size=3), max_size=40))
def test_no_markup_raises_anything_else(pieces: list[str]) -> None:
    data = ("<rss>" + "".join(pieces)).encode("utf-8", "surrogatepass")
    for item in parse_feed(data, URL).items:
        assert item.title or item.url


@given(st.binary(max_size=200))
def test_bytes_at_random_are_no_feed(data: bytes) -> None:
    with pytest.raises(NotAFeed):
        parse_feed(data, URL)


@pytest.mark.skipif(not (SHARED / "gold" / "feeds").is_dir(), reason="the papers' own feeds are not beside the project")
def test_the_papers_own_feeds_are_read_right() -> None:
    for path in sorted((SHARED / "gold" / "feeds").glob("*.json")):
        gold = json.loads(path.read_bytes())
        feed = parse_feed((SHARED / "corpus" / gold["file"]).read_bytes(), gold["url"])
        assert feed.title == gold["title"]
        for item, right in zip(feed.items, gold["items"], strict=True):
            assert item.title == right["title"]
            assert item.published == datetime.fromisoformat(right["published"])
            assert item.summary.replace("\n", " ") == right["summary"]
