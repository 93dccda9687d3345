"""Lists of subscriptions: what other readers write, what an attacker writes, and that ours come back whole."""

from __future__ import annotations

import codecs
import contextlib
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.errors import NoSubscriptions
from tuireader.parsing.address import named_address
from tuireader.parsing.opml import DEPTH_MAX, Outline, read_opml, write_opml
from tuireader.text import clean_line

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>Tin</title></head>'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + ']><opml version="2.0"><body><outline text="&a9;" xmlUrl="https://lang.example/rss"/></body></opml>'
)
XXE = (
    '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<opml version="2.0"><body><outline text="&x;" xmlUrl="https://lang.example/rss"/></body></opml>'
)


def listed(body: str) -> bytes:
    return f"{HEAD}<body>{body}</body></opml>".encode()


def feeds(outlines: tuple[Outline, ...]) -> list[str]:
    """All addresses of feeds in the order of the list, however deep."""
    return [
        address for one in outlines for address in ([one.feed] if one.feed else []) + feeds(one.outlines) if address
    ]


def depth(outlines: tuple[Outline, ...]) -> int:
    return 1 + max(depth(one.outlines) for one in outlines) if outlines else 0


def test_a_list_as_other_readers_write_it() -> None:
    outlines = read_opml(
        listed("""
        <!-- <outline text="no" xmlUrl="https://no.example/rss"/> -->
        <outline text="Tin &amp; ảnh" title="x">
          <outline type="rss" text="Báo &lt;Làng&gt; &quot;A&quot; 🌾" xmlUrl="https://lang.example/rss?a=1&amp;b=2"
                   htmlUrl="https://lang.example" category="/Tin/Làng,Quê"></outline>
          <outline type='rss' title='Chỉ có title' xmlURL='http://mot.example/feed'/>
        </outline>
        <OUTLINE TEXT="Chú thích" XMLURL="https://hai.example/atom.xml" isComment="true"/>
        """)
    )
    assert outlines == (
        Outline(
            "Tin & ảnh",
            outlines=(
                Outline(
                    'Báo <Làng> "A" 🌾',
                    feed="https://lang.example/rss?a=1&b=2",
                    home="https://lang.example/",
                    categories=("/Tin/Làng", "Quê"),
                ),
                Outline("Chỉ có title", feed="http://mot.example/feed"),
            ),
        ),
        Outline("Chú thích", feed="https://hai.example/atom.xml", hidden=True),
    )


@pytest.mark.parametrize(
    "body",
    [
        '<outline text="a" xmlUrl="https://lang.example/rss?a=1&copy=2&b"/>',
        '<outline text="a" xmlUrl=https://lang.example/rss?a=1&copy=2&b />',
        '<outline text="a > b" xmlUrl="https://lang.example/rss?a=1&copy=2&b">',
    ],
)
def test_what_is_not_well_formed(body: str) -> None:
    assert feeds(read_opml(listed(body))) == ["https://lang.example/rss?a=1&copy=2&b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    text = listed('<outline text="Đồng quê" xmlUrl="https://lang.example/rss"/>').decode()
    assert read_opml(text.encode(encoding))[0].text == "Đồng quê"


def test_an_old_encoding_by_its_name() -> None:
    text = '<?xml version="1.0" encoding="windows-1258"?><opml><body><outline text="Quê h\u01b0\u01a1ng" '
    outlines = read_opml((text + 'xmlUrl="https://lang.example/rss"/></body></opml>').encode("cp1258"))
    assert outlines[0].text == "Quê hương"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\0", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no_list"),
        (b"<!DOCTYPE html><html><body><p>&lt;opml&gt; <opml version='2.0'></p></body></html>", "no_list"),
        (b"<rss version='2.0'><channel/></rss>", "no_list"),
        (b"<opml version='2.0'/>", "no_feed"),
        (b"<opml version='2.0'><head><title>x</title></head></opml>", "no_feed"),
        (b"<opml version='2.0'><body></body></opml>", "no_feed"),
        (BOMB.encode(), "entities"),
        (XXE.encode(), "entities"),
        (XXE.encode("utf-16"), "entities"),
        (b"<!DOCTYPE opml SYSTEM 'http://x.example/opml.dtd'><opml version='1.0'></opml>", "no_feed"),
    ],
)
def test_no_list(content: bytes, reason: str) -> None:
    with pytest.raises(NoSubscriptions) as refusal:
        read_opml(content, "tin.opml")
    assert (refusal.value.reason, refusal.value.path) == (reason, "tin.opml")


def test_without_a_body_and_without_an_end() -> None:
    whole = f'{HEAD}<outline text="a" xmlUrl="https://mot.example/rss"/><outline text="f"><outline text="b" '
    assert feeds(read_opml(f'{whole} xmlUrl="https://hai.example/rss"/><outline text="c" xml'.encode())) == [
        "https://mot.example/rss",
        "https://hai.example/rss",
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//", "x", "\x1b]"]
)
def test_addresses_that_nobody_may_open(address: str) -> None:
    (outline,) = read_opml(listed(f'<outline text="a" xmlUrl="{address}" htmlUrl="{address}"/>'))
    assert (outline.feed, outline.home) == ("", "")
    assert outline.refused == clean_line(address)


def test_titles_are_cleaned() -> None:
    (outline,) = read_opml(
        listed('<outline text="A&#27;]2;x&#7;&#x202e;B\n C" xmlUrl="https://lang.example/r\x1bss"/>')
    )
    assert outline.text == "A]2;xB C"
    assert outline.feed == "https://lang.example/r%1Bss"


def test_credentials_stay() -> None:
    (outline,) = read_opml(listed('<outline text="a" xmlUrl="https://an:m%40t@lang.example/rss"/>'))
    assert outline.feed == "https://an:m%40t@lang.example/rss"
    assert named_address(" https://an:m@t@lang.example/rss") == "https://an:m%40t@lang.example/rss"


def test_nested_ten_thousand_deep() -> None:
    body = (
        '<outline text="f">' * 10_000 + '<outline text="a" xmlUrl="https://lang.example/rss"/>' + "</outline>" * 9_000
    )
    outlines = read_opml(listed(body))
    assert feeds(outlines) == ["https://lang.example/rss"]
    assert depth(outlines) <= DEPTH_MAX + 1
    assert feeds(read_opml(write_opml(outlines, "x"))) == ["https://lang.example/rss"]


def test_fifty_thousand() -> None:
    body = "".join(f'<outline text="a{n}" xmlUrl="https://lang.example/rss/{n}"/>' for n in range(50_000))
    assert len(read_opml(listed(body))) == 50_000


@pytest.mark.parametrize(
    "content",
    [
        "<opml>" + "<" * 400_000,
        "<opml>" + '<outline text="' * 40_000,
        "<opml><outline" + " " * 400_000,
        "<opml><outline" + " a" * 200_000 + ">",
        "<opml><outline " + "a=" * 200_000 + ">",
        "<opml>" + "<!--" * 100_000,
        "<opml>" + "<![CDATA[" * 50_000,
        "<opml>" + "</outline>" * 50_000,
        "<opml><outline text='" + "&#x61" * 100_000 + "'>",
        "<opml>" + "<outline>" * 250_000,
    ],
    ids=range(10),
)
def test_what_would_keep_a_careless_reader_busy(content: str) -> None:
    """In a process with a limit on the time of its processor, so that quadratic work ends it."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (10, 10))\n"
        "from tuireader.errors import NoSubscriptions\nfrom tuireader.parsing.opml import read_opml\n"
        "try: print(len(read_opml(sys.stdin.buffer.read())))\nexcept NoSubscriptions as error: print(error.reason)"
    )
    pytest.importorskip("resource")
    done = subprocess.run([sys.executable, "-c", code], input=content.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


names = st.text(max_size=30).map(clean_line)
addresses = st.builds("https://{}.example/{}".format, st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers(0, 999))
leaves = st.builds(
    Outline,
    text=names,
    feed=addresses,
    home=addresses | st.just(""),
    categories=st.lists(names.map(lambda name: name.replace(",", "").strip()).filter(bool), max_size=3).map(tuple),
    hidden=st.booleans(),
)
trees = st.recursive(
    leaves,
    lambda inside: st.builds(
        Outline, text=names, home=addresses | st.just(""), outlines=st.lists(inside, min_size=1, max_size=4).map(tuple)
    ),
    max_leaves=20,
)


@given(st.lists(trees, min_size=1, max_size=5).map(tuple), names)
def test_what_is_written_comes_back(outlines: tuple[Outline, ...], title: str) -> None:
    written = write_opml(outlines, title)
    assert read_opml(written) == outlines
    assert ET.fromstring(written).findtext("head/title") == title  # another reader finds it well-formed


@given(st.binary(max_size=400) | st.text(alphabet="<>/=\"'&;!-[] outlinexmlUrbody\n", max_size=400).map(str.encode))
def test_noise_is_a_list_or_no_list(noise: bytes) -> None:
    for content in (noise, b"<opml>" + noise):
        with contextlib.suppress(NoSubscriptions):
            assert read_opml(content)
