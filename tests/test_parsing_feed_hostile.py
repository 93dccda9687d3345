"""Feeds that mean harm, each read in a process of its own that is watched; and feeds damaged at random.

What is watched: the time and the memory that one reading takes, the files that it opens and the connections it makes.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, convert

from tuireader.errors import NotAFeed
from tuireader.model import Feed
from tuireader.parsing.feed import parse_feed

URL = "https://bao.example/rss/tin.rss"
SHARED = Path(__file__).parents[1].parent / "shared"
SECONDS = 2.0
"""Processor time of one reading."""
MEMORY = 256 * 1024 * 1024
"""Bytes at most in use by the whole process."""
ITEM = "<item><title>Chợ hoa mở sớm</title><link>https://bao.example/cho-hoa-1.htm</link></item>"
GOOD = "Chợ hoa mở sớm"
FIRST, SECOND = "https://bao.example/1", "https://bao.example/2"

_WATCHED = """
import json, sys, time
from tuireader.errors import NotAFeed
from tuireader.parsing.feed import parse_feed

def peak():
    try:
        status = open("/proc/self/status").read()
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024

def note(event, arguments):
    if event.startswith("socket.") or (event == "open" and not str(arguments[0]).endswith((".py", ".pyc", ".so"))):
        touched.append(f"{event} {arguments[0]}")

body = sys.stdin.buffer.read()
parse_feed(b"<rss><channel><item><title>x</title></item></channel></rss>", "https://bao.example/")
touched = []
sys.addaudithook(note)
began = time.process_time()
try:
    feed = parse_feed(body, "https://bao.example/rss/tin.rss")
except NotAFeed:
    feed = None
seconds, seen = time.process_time() - began, list(touched)
titles = [item.title for item in feed.items] if feed else None
print(json.dumps({"titles": titles, "name": feed and feed.title, "seconds": seconds, "peak": peak(), "touched": seen}))
"""


class Watched(Struct, frozen=True):
    """What one reading gave and took."""

    titles: list[str] | None
    name: str | None
    seconds: float
    peak: int
    touched: list[str]


def watch(body: bytes) -> Watched:
    """Read the feed in a process of its own."""
    done = subprocess.run([sys.executable, "-c", _WATCHED], input=body, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    return convert(json.loads(done.stdout), Watched)


OWN_ENTITIES = '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY ten "làng">]>'


def rss(items: str = ITEM, doctype: str = "", channel: str = "<title>Báo Mẫu</title>") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<rss version="2.0"><channel>{channel}{items}</channel></rss>'
    )


def titled(title: str) -> str:
    return f"<item><title>{title}</title><link>https://bao.example/1.htm</link></item>"


def laughs() -> str:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return rss(titled("&a9;") + ITEM, f'<!DOCTYPE rss [<!ENTITY a0 "ha">{levels}]>')


def blow_up(size: int, times: int) -> str:
    return rss(titled("&a;" * times) + ITEM, f'<!DOCTYPE rss [<!ENTITY a "{"x" * size}">]>')


def lying(label: str, encoding: str, mark: bytes = b"") -> bytes:
    return mark + rss().replace("UTF-8", label).encode(encoding)


HOSTILE: dict[str, tuple[str | Callable[[], str | bytes], int]] = {
    "X01 billion laughs": (laughs, 2),
    "X02 quadratic blow-up, large": (lambda: blow_up(100_000, 20_000), 2),
    "X02 quadratic blow-up, small": (lambda: blow_up(2_000, 3_000), 2),
    "X04 entities of its own": (
        lambda: rss(titled("Chợ&nbsp;hoa của &ten;") + ITEM, OWN_ENTITIES),
        2,
    ),
    "X05 undeclared entities": (lambda: rss(titled("Chợ&nbsp;hoa t&ecirc;n l&agrave;ng") + ITEM), 2),
    "X06 characters that are none": (lambda: rss(titled("a&#xD800;b&#99999999999;c&#-1;d&#0;e") + ITEM), 2),
    "X07 nesting": (lambda: rss(titled("<b>" * 200_000 + "Tin") + ITEM), 2),
    "X07 nesting in a description": (
        lambda: rss(f"<item><title>Tin</title><description>{'<b>' * 200_000}x</description></item>{ITEM}"), 2
    ),
    "X07 nested entries": (lambda: rss("<item>" * 200_000 + ITEM), 0),
    "X08 attributes": (lambda: rss("<item " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>" + ITEM), 1),
    "X08 name spaces": (lambda: rss("<item " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(50_000)) + "/>" + ITEM), 1),
    "X09 entries": (lambda: rss(ITEM * 90_000), 500),
    "X09 a title": (lambda: rss(titled("Tin " * 8_000_000) + ITEM), 0),
    "X09 a title of 7 MB": (lambda: rss(titled("Tin " * 1_800_000) + ITEM), 2),
    "X10 a comment": (lambda: rss("<!--" + "-" * 5_000_000 + ITEM), 0),
    "X10 a comment with an end": (lambda: rss("<!--" + " -" * 2_500_000 + "-->" + ITEM), 1),
    "X10 brackets": (lambda: rss(titled("<![CDATA[" + "]]]" * 500_000 + "]]>") + ITEM), 2),
    "X10 an unclosed section": (lambda: rss(titled("<![CDATA[Tin") + ITEM), 2),
    "X10 many unclosed sections": (lambda: rss("<![CDATA[" * 500_000 + ITEM), 0),
    "X11 UTF-16 by its label": (lambda: lying("UTF-16", "utf-8"), 1),
    "X11 windows-1258 by its label": (lambda: lying("windows-1258", "utf-8"), 1),
    "X11 UTF-8 with a mark and another label": (lambda: lying("windows-1252", "utf-8", b"\xef\xbb\xbf"), 1),
    "X11 UTF-16 with a mark": (lambda: lying("UTF-8", "utf-16-le", b"\xff\xfe"), 1),
    "X11 no declaration": (rss().partition("?>")[2], 1),
    "X12 control characters": (lambda: rss(titled("T\x00i\x1b\x08n \x0b") + ITEM), 2),
    "X13 a cut": (lambda: rss(ITEM * 3).encode()[:-40], 2),
    "X13 a cut in a character": (lambda: rss(ITEM * 2).encode().partition("ợ".encode())[0] + "ợ".encode()[:1], 0),
    "tags that never end": (lambda: rss("<a " * 1_500_000 + ITEM), 1),
    "quotes that never end": (lambda: rss(titled('&lt;a b="' * 300_000) + ITEM), 2),
    "pictures that never end": (
        lambda: rss(f"<item><title>Tin</title><description>{'&lt;img a=&quot;' * 300_000}</description></item>" + ITEM),
        2,
    ),
}  # fmt: skip
"""A feed, and how many entries are found in it."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_cost_little(name: str) -> None:
    build, entries = HOSTILE[name]
    text = build if isinstance(build, str) else build()
    seen = watch(text.encode() if isinstance(text, str) else text)
    assert seen.seconds < SECONDS
    assert seen.peak < MEMORY
    assert seen.touched == []
    assert len(seen.titles or []) == entries
    assert all(len(title) <= 500 for title in seen.titles or [])
    assert not entries or (seen.titles or [])[-1] in (GOOD, "Tin")


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Chợ&nbsp;hoa của &ten;", "Chợ hoa của làng"),
        ("a&#xD800;b&#99999999999;c&#-1;d&#0;e", "a\ufffdb\ufffdc&#-1;d\ufffde"),
        ("T\x00i\x1bn", "Tin"),
        ("Chợ&nbsp;t&ecirc;n", "Chợ tên"),
    ],
)
def test_what_is_left_of_a_title(title: str, read: str) -> None:
    assert parse_feed(rss(titled(title), OWN_ENTITIES if "&ten;" in title else "").encode(), URL).items[0].title == read


FOREIGN = {
    "a file": '<!DOCTYPE rss [<!ENTITY x SYSTEM "{file}">]>',
    "a request": '<!DOCTYPE rss [<!ENTITY x SYSTEM "{http}">]>',
    "a definition of the document": '<!DOCTYPE rss SYSTEM "{http}">',
    "a public definition": '<!DOCTYPE rss PUBLIC "-//x//y" "{http}">',
    "a parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{http}"> %p; <!ENTITY x "%p;">]>',
    "a parameter of a file": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{file}"> %p;]>',
}


@pytest.mark.parametrize("name", FOREIGN)
def test_nothing_outside_the_feed_is_read(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("KHONG-DUOC-DOC", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        http = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        doctype = FOREIGN[name].replace("{file}", secret.as_uri()).replace("{http}", http)
        seen = watch(rss(titled("Tin &x;") + ITEM, doctype).encode())
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert seen.touched == []
    assert "KHONG" not in str(seen.titles)
    assert (seen.titles or [])[-1] == GOOD


@pytest.mark.parametrize("body", ["", "   ", "null", "[]", '"x"', "5", "<html><body>Đăng nhập</body></html>", "Tin"])
def test_what_is_no_feed_says_so(body: str) -> None:
    with pytest.raises(NotAFeed):
        parse_feed(body.encode(), URL)


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
@pytest.mark.parametrize(
    ("fields", "titles"),
    [
        ({"items": {}}, []),
        ({"items": None}, []),
        ({"items": "x"}, []),
        ({"items": [None, 5, "x", [], {}]}, []),
        ({"title": 5, "items": [{"title": 5, "url": "https://bao.example/1"}]}, ["5"]),
        ({"title": ["x"], "items": [{"title": {"a": 1}, "url": FIRST}]}, [FIRST]),
        ({"items": [{"title": "Tin", "url": 5, "id": None, "image": [], "date_published": {}}]}, ["Tin"]),
        ({"items": [{"title": "Tin", "content_html": 1, "summary": [1]}]}, ["Tin"]),
        ({"items": [{"title": True, "url": [FIRST], "external_url": SECOND}]}, [SECOND]),
        ({"home_page_url": 1, "items": [{"title": "\ud800", "id": 1e308, "tags": 7}]}, ["\ufffd"]),
        ({"items": [{"title": "1", "date_published": 1e308}, {"title": "2", "date_published": -1}]}, ["1", "2"]),
    ],
)  # fmt: skip
def test_json_feeds_with_wrong_types(version: str, fields: dict[str, object], titles: list[str]) -> None:
    feed = parse_feed(json.dumps({"version": version, **fields}).encode(), URL)
    assert [item.title for item in feed.items] == titles


@pytest.mark.parametrize(
    "body",
    ['{"version": "https://jsonfeed.org/version/1.1", "items": [', "{" * 100_000, '{"a":' * 100_000, "{}", '{"x": 1}'],
)
def test_json_that_is_no_feed(body: str) -> None:
    with pytest.raises(NotAFeed):
        parse_feed(body.encode(), URL)


def test_numbers_of_seconds_and_milliseconds_are_times() -> None:
    entries = [{"title": "Tin", "date_published": when} for when in (1795482000, 1795482000000, "1795482000")]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": entries})
    moments = {item.published for item in parse_feed(body.encode(), URL).items}
    assert moments == {datetime(2026, 11, 24, 1, 0, tzinfo=UTC)}


def test_entries_without_a_number_of_their_own() -> None:
    same = "<guid isPermaLink='false'>1</guid>"
    items = f"<item><title>Một</title>{same}</item><item><title>Hai</title>{same}</item><item><title>Ba</title></item>"
    items += f"<item><title>Bốn</title><guid>{'x' * 1_000_000}</guid></item>"
    found = parse_feed(rss(items).encode(), URL).items
    assert [(item.title, item.guid[:1]) for item in found] == [("Một", "1"), ("Hai", "1"), ("Ba", ""), ("Bốn", "x")]
    assert max(len(item.guid) for item in found) <= 500


@pytest.mark.parametrize(
    "link",
    [
        "https://bao.example/1.htm?utm_source=rss&amp;utm_medium=x",
        "https://bao.example/1.htm#binh-luan",
        " https://bao.example/1.htm ",
        "https://ai-do@bao.example/1.htm",
        "https://bao.example:443/1.htm",
    ],
)
def test_one_article_has_one_address(link: str) -> None:
    items = f"<item><title>Tin</title><link>{link}</link></item>"
    assert parse_feed(rss(items).encode(), URL).items[0].url == "https://bao.example/1.htm"


def test_entries_stay_in_the_order_of_the_feed() -> None:
    items = "".join(f"<item><title>Tin {n}</title><pubDate>{n:02}/11/2026</pubDate></item>" for n in (3, 1, 2))
    assert [item.title for item in parse_feed(rss(items).encode(), URL).items] == ["Tin 3", "Tin 1", "Tin 2"]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("&lt;b&gt;Chợ&lt;/b&gt; hoa", "Chợ hoa"),
        ("Chợ &amp;amp; hoa", "Chợ & hoa"),
        ("<![CDATA[<i>Chợ</i> &amp; hoa]]>", "Chợ & hoa"),
    ],
)
def test_markup_in_a_title_is_read_once(title: str, read: str) -> None:
    assert parse_feed(rss(titled(title)).encode(), URL).items[0].title == read


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse_feed(rss("").encode(), URL) == Feed("Báo Mẫu", ())


SEEDS = [
    rss(ITEM * 2),
    rss(
        titled("<![CDATA[<b>Chợ</b> &amp; hoa]]>")
        + "<item><description>&lt;img src='/1.jpg'&gt;Tin</description></item>"
    ),
    """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/"><title type="xhtml"><div>Báo</div></title><entry>
    <title type="html">&lt;b&gt;Tin</title><link href="1"/><updated>2026-11-24T01:00:00Z</updated></entry></feed>""",
    """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://bao.example/1"><title>Tin</title></item></rdf:RDF>""",
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Báo", "items": [{"id": "1", "title": "Tin"}]}',
]
PRINTED = [path.read_bytes() for path in sorted((SHARED / "corpus").glob("*/*.rss"))]
"""Real feeds, where the corpus lies beside the project."""
_PIECES = r"""
<item> </item> <entry> </entry> <title> </title> <link> </link> <description> <![CDATA[ ]]> <!-- --> <!DOCTYPE rss [ ]>
<!ENTITY a "&a;"> &a; &nbsp; &#xD800; &#0; & < > " ' </ /> <?xml ?> <rss> </rss> <feed> <b> xmlns:a=' xml:base='//[
<guid isPermaLink='no'> <pubDate> 99/99/9999 <enclosure url=' <link href='http://[::1'/> {"items":[ ]} \ud800 \u001b
"""
PIECES = st.sampled_from([piece.encode() for piece in _PIECES.split()] + [b"\x00", b"\xff", b"\xfe\xff", b"\x80", b" "])
NOISE = st.binary(max_size=40) | PIECES | st.lists(PIECES, max_size=30).map(b"".join)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 200), NOISE), max_size=6)
"""Where, how many bytes go, and what comes in their place."""


def read_in_time(body: bytes) -> None:
    began = time.process_time()
    try:
        feed = parse_feed(body, URL)
    except NotAFeed:
        return
    finally:
        assert time.process_time() - began < SECONDS
    assert all(item.title for item in feed.items)
    assert all(item.url.startswith(("http://", "https://")) for item in feed.items if item.url)


@given(st.sampled_from([seed.encode() for seed in SEEDS] + PRINTED), EDITS)
def test_damaged_feeds_raise_nothing_else(body: bytes, edits: list[tuple[float, int, bytes]]) -> None:
    for place, length, noise in edits:
        at = int(place * len(body))
        body = body[:at] + noise + body[at + length :]
    read_in_time(body)


@given(st.lists(NOISE, max_size=60).map(b"".join))
def test_noise_raises_nothing_else(noise: bytes) -> None:
    read_in_time(noise)
    read_in_time(b"<rss><channel><item><title>" + noise)
