"""From a typed address to a paper: feeds, pages that name them, usual paths, lists; and where nobody is led."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest
from press import Asked, Press, Printed, Story, feed, loopback

from tuireader.errors import BadAddress, NothingToFollow, Offline, Refused
from tuireader.fetch import Fetcher
from tuireader.model import Section, Source
from tuireader.newsstand.outcomes import Found
from tuireader.newsstand.subscribing import (
    FOLLOWED,
    PLAIN_AGENT,
    SECTIONS_MAX,
    find,
    typed_addresses,
)
from tuireader.parsing.discovery import likely_feeds
from tuireader.sources import load_sources

SHIPPED = load_sources()[0]
LANG = "https://lang.example"
RSS_091 = """<?xml version="1.0"?><rss version="0.91"><channel><title>Báo Làng</title><link>https://lang.example/</link>
<item><title>Cầu mới</title><link>https://lang.example/cau-moi</link></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://lang.example/"><title>Báo Làng</title><link>https://lang.example/</link></channel>
<item rdf:about="https://lang.example/cau-moi"><title>Cầu mới</title><link>https://lang.example/cau-moi</link></item>
</rdf:RDF>"""
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Báo Làng</title>
<entry><title>Cầu mới</title><link rel="alternate" href="https://lang.example/cau-moi"/></entry></feed>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo Làng</title>
<entry><title>Cầu mới</title><link href="https://lang.example/cau-moi"/></entry></feed>"""
JSON_ITEM = {"id": "1", "url": "https://lang.example/cau-moi", "title": "Cầu mới"}
JSON_1, JSON_11 = (
    json.dumps({"version": f"https://jsonfeed.org/version/{v}", "title": "Báo Làng", "items": [JSON_ITEM]})
    for v in ("1", "1.1")
)


def stories(*titles: str, site: str = LANG) -> list[Story]:
    return [Story(title, f"{site}/bai-{number}-{title.replace(' ', '-')}.html") for number, title in enumerate(titles)]


def page(body: str = "", *, links: Mapping[str, str] | None = None, title: str = "Báo Làng", site: str = "") -> str:
    """A page; `links` are the feeds it declares, their titles by address."""
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    declared = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="{href}">'
        for href, name in (links or {}).items()
    )
    return f"<!DOCTYPE html><html><head><title>{title}</title>{named}{declared}</head><body>{body}</body></html>"


async def found(press: Press, url: str, papers: Sequence[Source] = SHIPPED) -> Found:
    return await find(Fetcher(transport=press), url, papers)


@pytest.mark.parametrize(
    "body", [RSS_091, RDF, ATOM_03, ATOM, JSON_1, JSON_11, feed(*stories("Cầu mới"), title="Báo Làng")], ids=range(7)
)
async def test_every_kind_of_feed(body: str) -> None:
    press = Press()
    press.prints(f"{LANG}/tin", body)
    answer = await found(press, "lang.example/tin")
    assert (answer.how, answer.source) == (
        "feed",
        Source("lang", "Báo Làng", f"{LANG}/", (Section("tin-moi", "Tin mới", f"{LANG}/tin"),)),
    )
    assert [entry.title for entry in answer.latest] == ["Cầu mới"]
    assert press.times_asked(f"{LANG}/tin") == 1


async def test_http_where_nobody_answers_over_https() -> None:
    press = Press()
    press.down(f"{LANG}/tin")
    press.prints("http://lang.example/tin", ATOM)
    assert (await found(press, "lang.example/tin")).source.sections[0].feed == "http://lang.example/tin"
    press.down("http://lang.example/tin")
    with pytest.raises(Offline):
        await found(press, "lang.example/tin")
    with pytest.raises(Offline):
        await found(press, f"{LANG}/tin")


async def test_a_typed_scheme_is_kept() -> None:
    press = Press()
    press.down("http://lang.example/tin")
    press.prints(f"{LANG}/tin", ATOM)
    with pytest.raises(Offline):
        await found(press, "http://lang.example/tin")


async def test_a_page_that_names_one_feed() -> None:
    press = Press()
    press.prints(f"{LANG}/", page(links={"/feed/": "Báo Làng » Dòng thông tin", "/comments/feed/": "Phản hồi"}))
    press.prints(f"{LANG}/feed/", feed(*stories("Cầu mới"), title="Báo Làng"))
    press.prints(f"{LANG}/comments/feed/", feed(*stories("Hay quá"), title="Phản hồi"))
    answer = await found(press, "lang.example")
    assert answer.how == "links"
    assert answer.source.sections == (Section("tin-moi", "Tin mới", f"{LANG}/feed/"),)
    assert (answer.source.name, answer.source.home) == ("Báo Làng", f"{LANG}/")


async def test_one_feed_in_two_formats_is_one() -> None:
    press = Press()
    press.prints(f"{LANG}/", page(links={"/rss": "RSS", "/atom": "Atom", "/trong": "Trống"}))
    press.prints(f"{LANG}/rss", feed(Story("Cầu mới", f"{LANG}/cau-moi"), title="Báo Làng"))
    press.prints(f"{LANG}/atom", ATOM)
    press.prints(f"{LANG}/trong", feed(title="Trống"))
    answer = await found(press, LANG)
    assert [section.feed for section in answer.source.sections] == [f"{LANG}/rss"]


async def test_a_page_that_lists_feeds() -> None:
    names = {"thoi-su": "Thời sự", "kinh-te": "Kinh tế", "hong": "Hỏng", "mat": "Mất"}
    press = Press()
    links = "".join(f'<li><a href="/rss/{slug}.rss">{name}</a>' for slug, name in names.items())
    press.prints(f"{LANG}/", page('<footer><a href="/rss">RSS</a></footer>', site="Làng"))
    press.prints(f"{LANG}/rss", page(links))
    for slug in ("thoi-su", "kinh-te"):
        press.prints(f"{LANG}/rss/{slug}.rss", feed(*stories(slug), title=f"{names[slug]} - Làng RSS"))
    press.prints(f"{LANG}/rss/hong.rss", page("Không còn"))
    for typed in ("lang.example", "lang.example/rss"):
        answer = await found(press, typed)
        assert (answer.how, answer.source.home) == ("links", f"{LANG}/")
        assert [(one.id, one.name, one.follow) for one in answer.source.sections] == [
            ("thoi-su", "Thời sự", True),
            ("kinh-te", "Kinh tế", True),
        ]
    assert {press.times_asked(f"{LANG}/rss/{slug}.rss") for slug in names} == {2}


async def test_sections_are_named_by_their_feeds_where_links_are_called_rss() -> None:
    press = Press()
    press.prints(f"{LANG}/", page('<a href="/a.rss">RSS</a> <a href="/b.rss"><img src="x"></a>', site="Báo Làng"))
    press.prints(f"{LANG}/a.rss", feed(*stories("a"), title="Xã hội | Báo Làng"))
    press.prints(f"{LANG}/b.rss", feed(*stories("b"), title="Báo Làng"))
    answer = await found(press, LANG)
    assert [section.name for section in answer.source.sections] == ["Xã hội", "Tin mới"]


async def test_many_feeds() -> None:
    press = Press()
    links = "".join(f'<a href="/rss/muc-{n}.rss">Mục {n}</a>' for n in range(SECTIONS_MAX + 9))
    press.prints(f"{LANG}/", page(links))
    for n in range(SECTIONS_MAX + 9):
        press.prints(f"{LANG}/rss/muc-{n}.rss", feed(*stories(f"tin {n}")))
    sections = (await found(press, LANG)).source.sections
    assert len(sections) == SECTIONS_MAX
    assert [section.follow for section in sections] == [True] * FOLLOWED + [False] * (SECTIONS_MAX - FOLLOWED)
    assert len(press.asked) == SECTIONS_MAX + 1


async def test_usual_paths_one_after_the_other() -> None:
    press = Press()
    press.prints(f"{LANG}/tin-tuc", page("Không có gì ở đây"))
    press.prints(f"{LANG}/feed", page("Không có gì ở đây"))
    press.prints(f"{LANG}/rss.xml", feed(*stories("Cầu mới"), title="Báo Làng"))
    press.prints(f"{LANG}/atom.xml", ATOM)
    answer = await found(press, f"{LANG}/tin-tuc")
    assert (answer.how, answer.source.sections[0].feed) == ("paths", f"{LANG}/rss.xml")
    expected = likely_feeds(f"{LANG}/tin-tuc")
    assert [asked.url for asked in press.asked[1:]] == list(expected[: expected.index(f"{LANG}/rss.xml") + 1])


async def test_whoever_says_to_wait_is_not_asked_on() -> None:
    press = Press()
    press.prints(f"{LANG}/", page())
    for path in likely_feeds(LANG):
        press.prints(path, status=429)
    with pytest.raises(NothingToFollow):
        await found(press, LANG)
    assert len(press.asked) == 2


CARDS = "".join(
    f'<article><h3><a href="/tin/cau-moi-qua-song-{n}12345.html">Cầu mới qua sông số {n}</a></h3></article>'
    for n in range(5)
)


async def test_a_page_without_any_feed_is_a_list() -> None:
    press = Press()
    press.prints(f"{LANG}/xa-hoi", page(f"<main>{CARDS}</main>", title="Xã hội - Báo Làng", site="Báo Làng"))
    answer = await found(press, "lang.example/xa-hoi")
    assert answer.how == "list"
    assert answer.source.name == "Báo Làng"
    assert answer.source.sections == (Section("xa-hoi", "Xã hội", list=f"{LANG}/xa-hoi"),)
    assert answer.latest[0].title == "Cầu mới qua sông số 0"
    press.prints(f"{LANG}/", page(f"<main>{CARDS}</main>"))
    assert (await found(press, LANG)).source.sections[0].name == "Trang chủ"


@pytest.mark.parametrize(
    "body", [page(), page(CARDS[: CARDS.index("</article>") * 2]), b"\x89PNG\0\0", b"\0" * 99, "{}"]
)
async def test_nothing_to_follow(body: str | bytes) -> None:
    press = Press()
    press.prints(f"{LANG}/", body)
    with pytest.raises(NothingToFollow):
        await found(press, LANG)


async def test_a_page_that_is_not_there() -> None:
    with pytest.raises(Refused):
        await found(Press(), LANG)


async def test_a_paper_that_refuses_browsers() -> None:
    class Strict(Press):
        def answer(self, asked: Asked) -> Printed:
            printed = super().answer(asked)
            return printed if asked.headers["user-agent"] == PLAIN_AGENT else Printed(403, {}, b"")

    press = Strict()
    press.prints(f"{LANG}/tin", ATOM)
    assert (await found(press, f"{LANG}/tin")).source.user_agent == PLAIN_AGENT


VTV = next(paper for paper in SHIPPED if paper.id == "vtv")


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ("vtv", ""),
        ("vtv.vn", ""),
        ("http://www.vtv.vn/", ""),
        (VTV.sections[1].feed, VTV.sections[1].id),
        (VTV.sections[1].feed.removeprefix("https://"), VTV.sections[1].id),
    ],
)
async def test_a_paper_that_is_there_is_told_and_nobody_asked(typed: str, section: str) -> None:
    press = Press()
    assert await found(press, typed) == Found(VTV, "known", section)
    assert press.asked == []


async def test_a_page_of_a_paper_that_is_there() -> None:
    press = Press()
    links = "".join(f'<a href="{section.feed}">{section.name}</a>' for section in VTV.sections)
    press.prints("https://vtv.vn/rss.htm", page(links + '<a href="/rss/la.rss">Lạ</a>'))
    assert await found(press, "https://vtv.vn/rss.htm") == Found(VTV, "known")
    press.prints("https://lang.example/di", status=301, headers={"location": "https://vtv.vn/"})
    press.prints("https://vtv.vn/", page())
    assert await found(press, "https://lang.example/di") == Found(VTV, "known")


async def test_links_to_feeds_of_other_papers_are_theirs() -> None:
    press = Press()
    press.prints(f"{LANG}/", page(f'<a href="{VTV.sections[0].feed}">VTV</a><a href="/tin.rss">Tin</a>'))
    press.prints(f"{LANG}/tin.rss", feed(*stories("Cầu mới")))
    answer = await found(press, LANG)
    assert [section.feed for section in answer.source.sections] == [f"{LANG}/tin.rss"]


async def test_a_further_feed_of_a_shipped_paper() -> None:
    press = Press()
    address = "https://vtv.vn/rss/the-thao/bong-da.rss"
    press.prints(address, feed(*stories("Chung kết", site="https://vtv.vn"), title="Bóng đá"))
    answer = await found(press, address)
    assert (answer.how, answer.source.id) == ("feed", "vtv-bong-da")
    assert (answer.source.rules, answer.source.article_id) == (VTV.rules, VTV.article_id)


@pytest.mark.parametrize("inside", ["http://127.0.0.1:631/", "http://localhost/", "http://10.0.0.1/", "http://[::1]/"])
async def test_what_a_feed_names_is_not_trusted(inside: str) -> None:
    press = Press()
    press.prints(f"{LANG}/rss", feed(Story("Một", f"{inside}a"), Story("Hai", f"{inside}b")))
    assert (await found(press, f"{LANG}/rss")).source.home == f"{LANG}/"
    press.prints(f"{LANG}/", page(links={f"{inside}rss": "Trong nhà", "/rss": "Tin"}))
    press.prints(f"{inside}rss", feed(*stories("bí mật")))
    answer = await found(press, LANG)
    assert [section.feed for section in answer.source.sections] == [f"{LANG}/rss"]
    press.prints(f"{LANG}/di", status=302, headers={"location": f"{inside}rss"})
    with pytest.raises(BadAddress):
        await found(press, f"{LANG}/di")
    assert not any(asked.url.startswith(inside) for asked in press.asked)


async def test_the_typed_address_may_be_at_home() -> None:
    press = Press()
    with loopback(press) as base:
        press.prints("/", page(links={"/tin.xml": "Tin"}))
        press.prints("/tin.xml", feed(*stories("Cầu mới", "Chợ cũ", site=base)))
        fetcher = Fetcher()
        try:
            answer = await find(fetcher, base.removeprefix("http://"), SHIPPED)
        finally:
            await fetcher.close()
    assert answer.source.sections[0].feed == f"{base}/tin.xml"
    assert answer.source.home == f"{base}/"


async def test_names_are_cleaned() -> None:
    press = Press()
    press.prints(f"{LANG}/rss", feed(*stories("Một"), title="Báo \x1b]2;PWNED\x07 \u202eLàng" + "x" * 500))
    name = (await found(press, f"{LANG}/rss")).source.name
    assert len(name) <= 80
    assert name.startswith("Báo ]2;PWNED Làng")


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "[::", "-", "file:///etc/passwd", "ftp://lang.example", "javascript:alert(1)", "a b", "https://",
     "http:///x", "x\x1b]2;y\x07", "https://lang.example:99999/", "a" * 9_000, "https:/lang.example", "?", "/rss", "."],
)  # fmt: skip
def test_no_address(typed: str) -> None:
    with pytest.raises(BadAddress):
        typed_addresses(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" lang.example ", ("https://lang.example/", "http://lang.example/")),
        ("//lang.example/a#b", ("https://lang.example/a", "http://lang.example/a")),
        ("feed:https://lang.example/a", ("https://lang.example/a",)),
        ("feed://lang.example/a", ("https://lang.example/a", "http://lang.example/a")),
        ("localhost:8000/a", ("https://localhost:8000/a", "http://localhost:8000/a")),
        ("[::1]:8000", ("https://[::1]:8000/", "http://[::1]:8000/")),
        ("an:mật@lang.example/a", ("https://an:m%E1%BA%ADt@lang.example/a",)),
        ("https://báo.example", ("https://xn--bo-mia.example/",)),
    ],
)
def test_what_a_typed_address_means(typed: str, meant: tuple[str, ...]) -> None:
    assert typed_addresses(typed) == meant
