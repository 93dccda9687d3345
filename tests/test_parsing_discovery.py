"""Feeds found: in what a page declares, in what it links to, by what they are usually called, and by their look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.parsing.discovery import LINKS_MAX, FeedLink, feed_links, likely_feeds, looks_like_feed

HOME = "https://bao.example/"


def found(page: str, url: str = HOME) -> list[tuple[str, str]]:
    return [(link.url, link.kind) for link in feed_links(page.encode(), url)]


def test_declared_feeds_are_named_as_the_page_names_them() -> None:
    page = """<html><head>
    <link rel="stylesheet" type="text/css" href="/rss.css">
    <link rel="alternate" hreflang="en" href="https://en.bao.example/">
    <link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
    <link rel="Alternate" type="application/rss+xml; charset=utf-8" title=" Báo  Mẫu » Dòng tin " href="/feed/">
    <link rel="alternate" type="application/atom+xml" href="//bao.example/atom">
    <link rel="alternate" type="application/feed+json" title="JSON" href="feed.json">
    </head><body></body></html>"""
    assert feed_links(page.encode(), HOME) == (
        FeedLink("https://bao.example/feed/", "Báo Mẫu » Dòng tin", "rss"),
        FeedLink("https://bao.example/atom", "", "atom"),
        FeedLink("https://bao.example/feed.json", "JSON", "json"),
    )


def test_best_first_and_comments_last() -> None:
    page = """<head>
    <link rel="alternate" type="application/rss+xml" title="Báo Mẫu » Dòng bình luận" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="Trang chủ" href="/rss/home.rss"></head>
    <a href="/rss">RSS</a> <a href="https://khac.example/tin.rss">Báo khác</a>
    <a href="/rss/the-thao.rss">Thể thao</a> <a href="/rss/kinh-te-3.rss"><img alt="Kinh tế" src="/i.png"></a>"""
    assert found(page, "https://bao.example/kinh-te.htm") == [
        ("https://bao.example/rss/kinh-te-3.rss", "rss"),
        ("https://bao.example/rss/home.rss", "rss"),
        ("https://bao.example/rss/the-thao.rss", "rss"),
        ("https://khac.example/tin.rss", "rss"),
        ("https://bao.example/rss", "page"),
        ("https://bao.example/comments/feed/", "rss"),
    ]


def test_each_feed_once_with_the_name_that_it_has_somewhere() -> None:
    page = """<link rel=alternate type="application/rss+xml" href="/rss/tin.rss">
    <a href="http://www.bao.example/rss/tin.rss?utm_source=x">Tin mới</a>"""
    assert feed_links(page.encode(), HOME) == (FeedLink("https://bao.example/rss/tin.rss", "Tin mới", "rss"),)


@pytest.mark.parametrize(
    ("href", "kind"),
    [
        ("/rss/home.rss", "rss"),
        ("/kinh-te.rss", "rss"),
        ("/tin/rss.xml", "rss"),
        ("/rss/feed.xml", "rss"),
        ("/index.xml", "rss"),
        ("/rss/kinh-te", "rss"),
        ("/tin-tuc/feed/", "rss"),
        ("/?feed=rss2", "rss"),
        ("/tin?format=feed", "rss"),
        ("/atom.xml", "atom"),
        ("/feed.json", "json"),
        ("/rss.htm", "page"),
        ("/rss.html", "page"),
        ("/rss", "page"),
        ("/rss/", "page"),
        ("https://the-thao.bao.example/feed/", "rss"),
    ],
)
def test_links_that_look_like_feeds(href: str, kind: str) -> None:
    assert [link[1] for link in found(f'<a href="{href}">Tin</a>')] == [kind]


@pytest.mark.parametrize(
    "href",
    [
        "/feedback",
        "/ho-so-ung-dung-rss-la-gi-123456.htm",
        "/atomic-123.htm",
        "/sitemap.xml",
        "javascript:rss()",
        "https://reader.example/feed/",
        "https://reader.example/rss",
        "mailto:rss@bao.example",
        "#rss",
    ],
)
def test_links_that_do_not(href: str) -> None:
    assert found(f'<a href="{href}">Tin</a>') == []


def test_the_list_of_feeds_is_no_feed_of_its_own() -> None:
    page = '<a href="/rss.htm">RSS</a><a href="/rss/a.rss">A</a><a href="/rss/b.rss">B</a>'
    assert [url for url, _ in found(page, "https://bao.example/rss.htm")] == [
        "https://bao.example/rss/a.rss",
        "https://bao.example/rss/b.rss",
    ]


def test_no_more_than_a_list_can_use() -> None:
    page = "".join(f'<a href="/rss/{number}.rss">x</a>' for number in range(LINKS_MAX + 50))
    assert len(found(page)) == LINKS_MAX


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_page_gives_links_or_none(noise: bytes, url: str) -> None:
    links = feed_links(noise + b"<link rel=alternate type=text/xml href='" + noise + b"'><a href=/x.rss>", url)
    assert all(link.url.startswith("http") for link in links)


def test_a_page_that_would_take_too_long_has_no_links() -> None:
    assert feed_links(b"<div>" * 50_000 + b"<a href=/x.rss>", HOME) == ()


def test_likely_feeds_begin_with_the_section() -> None:
    paths = likely_feeds("http://bao.example/kinh-te.htm?x=1")
    assert paths[:2] == ("http://bao.example/kinh-te.rss", "http://bao.example/rss/kinh-te.rss")
    assert {"http://bao.example/feed", "http://bao.example/rss/home.rss"} < set(paths)
    assert len(set(paths)) == len(paths)


def test_likely_feeds_of_a_front_page_and_of_nothing() -> None:
    assert likely_feeds("https://bao.example")[:2] == ("https://bao.example/rss", "https://bao.example/feed")
    assert likely_feeds("javascript:1") == ()


@pytest.mark.parametrize(
    ("body", "content_type", "is_feed"),
    [
        ('<?xml version="1.0"?><rss version="2.0"><channel>', "text/html", True),
        ('\ufeff\n<?xml version="1.0"?><!-- x --><rdf:RDF xmlns="x">', "", True),
        ('<?xml-stylesheet href="x"?><feed xmlns="http://www.w3.org/2005/Atom">', "text/plain", True),
        ('<br />\n<b>Warning</b>: x on line 1<rss version="2.0">', "", True),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/json", True),
        ('{"title": "x", "items": []}', "application/feed+json", True),
        ('{"items": []}', "application/json", False),
        ('<?xml version="1.0"?><!DOCTYPE html><html><body><rss>', "application/rss+xml", False),
        ("<opml><body><outline>", "text/xml", False),
        ("<urlset><url>", "text/xml", False),
        ('<?xml version="1.0"?><tv><channel id="1">', "text/xml", False),
        ("<!doctype html><title>404</title>", "application/rss+xml", False),
        ("", "application/rss+xml", False),
    ],
)
def test_a_feed_shows_itself_by_how_it_begins(body: str, content_type: str, is_feed: bool) -> None:
    assert looks_like_feed(body.encode(), content_type) is is_feed


def test_a_feed_in_utf_16_shows_itself_too() -> None:
    assert looks_like_feed('<?xml version="1.0"?><rss><channel>'.encode("utf-16"))
