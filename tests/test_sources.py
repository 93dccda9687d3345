"""The newspapers' files: the shipped ones, a reader's own, what is refused and how the fault is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.errors import SourceError
from tuireader.parsing.address import canonical_url, link_address, same_page_key
from tuireader.sources import SHIPPED, article_id, load_sources, read_source, source_of

SOURCES = {source.id: source for source in load_sources()[0]}
PAPER = """
id = "vidu"
name = "Báo Ví Dụ"
home = "https://vidu.example"
{more}
[[section]]
id = "thoi-su"
name = "Thời sự"
feed = "https://vidu.example/rss/thoi-su.rss"
{section}
{tables}
"""


def paper(folder: Path, more: str = "", section: str = "", tables: str = "", name: str = "vidu.toml") -> Path:
    path = folder / name
    path.write_text(PAPER.format(more=more, section=section, tables=tables), "utf-8")
    return path


def test_the_shipped_papers_stand_in_their_order() -> None:
    sources, faults = load_sources()
    assert tuple(source.id for source in sources)[: len(SHIPPED)] == SHIPPED
    assert faults == ()
    assert sources[0].sections[0].name == "Trang chủ"
    assert all(section.follow for section in sources[0].sections)
    assert all(1 <= sum(section.follow for section in source.sections) <= 8 for source in sources[1:])


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_shipped_selectors_are_understood(source: object, tmp_path: Path) -> None:
    import tuireader.sources as papers

    papers._check_selectors(source, tmp_path)  # type: ignore[arg-type]


def test_a_paper_inherits_from_its_family_and_adds_to_what_is_dropped(tmp_path: Path) -> None:
    tables = '[article]\nbody = "#than-bai"\ndrop = ".quang-cao"\n[cards]\ncard = ".o"'
    source = read_source(paper(tmp_path, 'family = "vccorp"', tables=tables))
    assert source.rules.body == ("#than-bai",)
    assert source.rules.lead[0] == "[data-role=sapo]"
    assert ".quang-cao" in source.rules.drop
    assert ".tindnd" in source.rules.drop
    assert source.cards.card == (".o",)
    assert source.cards.image[-1] == "img"
    assert article_id(source, "https://vidu.example/a-100260717183037249.htm") == "vidu:100260717183037249"


def test_an_own_file_replaces_the_shipped_one_and_a_broken_one_is_told(tmp_path: Path) -> None:
    paper(tmp_path)
    (tmp_path / "vtv.toml").write_text(PAPER.format(more="", section="", tables="").replace('"vidu"', '"vtv"'), "utf-8")
    (tmp_path / "hong.toml").write_text("id = \nname = 'x'", "utf-8")
    sources, faults = load_sources(tmp_path)
    assert [source.id for source in sources] == [*SOURCES, "vidu"]
    assert sources[0].name == "Báo Ví Dụ"
    assert [str(fault.path).endswith("hong.toml") for fault in faults] == [True]
    assert (faults[0].fault.kind, faults[0].fault.line) == ("toml", 1)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"more": 'mau = "x"'}, "mau"),
        ({"tables": '[article]\nbodi = "#x"'}, "bodi"),
        ({"tables": "[article]\nbody = [1]"}, "article.body"),
        ({"tables": '[cards]\ncart = ".x"'}, "cart"),
        ({"section": 'carry = "x"'}, "carry"),
        ({"section": 'list = "thoi-su.htm"'}, "section[0].list"),
        ({"section": '[[section]]\nid = "thoi-su"\nname = "x"\nfeed = "https://a.example/"'}, "section[1].id"),
        ({"section": '[[section]]\nid = "khac"\nname = "x"'}, "section[1]"),
        ({"more": 'family = "khong-co"'}, "khong-co"),
        ({"more": 'family = "../x"'}, "family"),
        ({"more": "article_id = '-(\\d+'"}, "article_id"),
        ({"more": "article_id = 'x'"}, "article_id"),
        ({"more": 'hosts = ["https://cu.example/"]'}, "hosts"),
        ({"more": 'hosts = ["www.cu.example"]'}, "hosts"),
        ({"tables": '[article]\nbody = "div["'}, "article.body"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, changes: dict[str, str], named: str) -> None:
    with pytest.raises(SourceError, match=named.replace("[", r"\[")):
        read_source(paper(tmp_path, **changes))


@pytest.mark.parametrize(
    ("written", "instead"),
    [('"https://vidu.example"\n', '"ftp://vidu.example"\n'), ('id = "vidu"', 'id = "Ví Dụ"'), ('id = "vidu"', "")],
)
def test_a_paper_needs_an_id_and_a_home(tmp_path: Path, written: str, instead: str) -> None:
    path = paper(tmp_path)
    path.write_text(path.read_text("utf-8").replace(written, instead, 1), "utf-8")
    with pytest.raises(SourceError):
        read_source(path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[[[", b"a" * 300_000, b"section = []"])
def test_files_that_are_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        read_source(path)
    with pytest.raises(SourceError):
        read_source(tmp_path / "khong-co.toml")


@pytest.mark.parametrize(
    ("paper_id", "url", "identity"),
    [
        ("vtv", "https://vtv.vn/a-b-100260717183037249.htm", "vtv:100260717183037249"),
        ("vtv", "http://vtv.vn/trong-nuoc/a-b-20150129175812345.htm?utm_source=x#y", "vtv:20150129175812345"),
        ("vnexpress", "https://vnexpress.net/a-b-5047363.html", "vnexpress:5047363"),
        ("vnexpress", "https://vnexpress.net/doi-ten-5047363.html", "vnexpress:5047363"),
        ("tuoitre", "https://tuoitre.vn/a-20260307075519174.htm", "tuoitre:20260307075519174"),
        ("tuoitre", "http://tuoitre.vn/tin/chinh-tri/20150323/chat-cay/724115.html", "tuoitre:724115"),
        ("thanhnien", "https://thanhnien.vn/a-b-185260305074512345.htm", "thanhnien:185260305074512345"),
        ("thanhnien", "https://thanhnien.vn/a-b-post1523456.html", "thanhnien:1523456"),
        ("thanhnien", "https://thanhnien.vn/van-hoa/doi-ten-1523456.html", "thanhnien:1523456"),
        ("nld", "https://nld.com.vn/a-b-196260305091233456.htm", "nld:196260305091233456"),
        ("nld", "http://nld.com.vn/thoi-su/a-b-20190305081530111.htm", "nld:20190305081530111"),
        ("cafef", "https://cafef.vn/a-b-18826030508114233.chn", "cafef:18826030508114233"),
        ("cafef", "https://m.cafef.vn/doi-ten-18826030508114233.chn#x", "cafef:18826030508114233"),
        ("baochinhphu", "https://baochinhphu.vn/a-10226030509513847.htm", "baochinhphu:10226030509513847"),
        ("baochinhphu", "https://baochinhphu.vn/print/a-10226030509513847.htm", "baochinhphu:10226030509513847"),
        ("kenh14", "https://kenh14.vn/a-215260305102038159.chn", "kenh14:215260305102038159"),
        ("kenh14", "http://kenh14.vn/a-215260305102038159rf20180817104138349.chn", "kenh14:215260305102038159"),
        ("genk", "https://genk.vn/a-20260305143012345.chn", "genk:20260305143012345"),
        ("tienphong", "https://tienphong.vn/a-b-post1874068.tpo#x", "tienphong:1874068"),
        ("nhandan", "https://nhandan.vn/a-b-post988500.html", "nhandan:988500"),
        ("vietnamplus", "https://www.vietnamplus.vn/a-b-post1136134.vnp", "vietnamplus:1136134"),
        ("vietnamplus", "https://www.vietnamplus.vn/a-b/700001.vnp", "vietnamplus:700001"),
        ("sggp", "https://www.sggp.org.vn/a-b-post866701.html", "sggp:866701"),
        ("cand", "https://cand.vn/a-b-post691084.html", "cand:post691084"),
        ("cand", "https://cand.com.vn/doi-song/a-b-i691084/", "cand:i691084"),
        ("vov", "https://vov.vn/xa-hoi/a-b-post1332614.vov", "vov:1332614"),
        ("vov", "https://vov.vn/tin-24h/a-b-870073.vov", "vov:870073"),
        ("laodong", "https://laodong.vn/cong-doan/a-b-1709840.ldo", "laodong:1709840"),
        ("hanoimoi", "https://hanoimoi.vn/a-b-703441.html", "hanoimoi:703441"),
        ("vnexpress", "https://e.vnexpress.net/news/life/a-b-4812345.html", "vnexpress:4812345"),
        ("dantri", "https://dantri.com.vn/xa-hoi/a-b-20260305081500123.htm", "dantri:20260305081500123"),
        ("dantri", "http://m.dantri.com.vn/kinh-doanh/a-20260305081500123.htm#x", "dantri:20260305081500123"),
        ("dantri", "https://dantri.com.vn/video/a-b-131036.htm", "dantri:131036"),
        ("vietnamnet", "https://vietnamnet.vn/a-b-2491234.html", "vietnamnet:2491234"),
        ("vietnamnet", "https://vietnamnet.vn/vn/doi-song/a-b-710885.html", "vietnamnet:710885"),
        ("znews", "https://znews.vn/a-post1600123.html", "znews:1600123"),
        ("znews", "https://zingnews.vn/ten-cu-post1600123.html", "znews:1600123"),
        ("baodautu", "https://baodautu.vn/a-d601234.html", "baodautu:d601234"),
        ("baodautu", "https://amp.baodautu.vn/a-d601234.html", "baodautu:d601234"),
        ("baodautu", "https://baodautu.vn/anh-m601234.html", "baodautu:m601234"),
        ("vneconomy", "https://vneconomy.vn/ten-bai-2026.htm?utm_source=x", "vneconomy:vneconomy.vn/ten-bai-2026.htm"),
        ("vneconomy", "http://vneconomy.vn/a-20191014161212539.htm", "vneconomy:20191014161212539"),
        ("vietstock", "http://vietstock.vn/2026/03/a-b-738-1400123.htm", "vietstock:1400123"),
        ("vtcnews", "https://vtcnews.vn/a-ar930123.html", "vtcnews:930123"),
        ("vtcnews", "https://vtc.vn/b-ar930123.html", "vtcnews:930123"),
        ("bbc", "https://www.bbc.com/vietnamese/articles/c0abc1de2fgo?at_medium=RSS", "bbc:c0abc1de2fgo"),
        ("bbc", "https://www.bbc.com/vietnamese/articles/c0abc1de2fgo.amp", "bbc:c0abc1de2fgo"),
        ("bbc", "https://www.bbc.com/vietnamese/vietnam-48205835", "bbc:vietnam-48205835"),
        ("vtv", "https://vtv.vn/mot-trang/?utm_source=x", "vtv:vtv.vn/mot-trang"),
        ("vtv", "http://www.vtv.vn/mot-trang/amp", "vtv:vtv.vn/mot-trang"),
    ],
)
def test_the_identity_of_an_article(paper_id: str, url: str, identity: str) -> None:
    assert article_id(SOURCES[paper_id], url) == identity


def test_the_guid_serves_where_the_address_has_no_number() -> None:
    assert (
        article_id(SOURCES["vtv"], "https://vtv.vn/x.htm", "https://vtv.vn/y-100260717183037249.htm")
        == "vtv:100260717183037249"
    )
    assert article_id(SOURCES["vtv"], "", "tag:42") == "vtv:tag:42"


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://vtv.vn/a.htm", "vtv"),
        ("http://suckhoe.vtv.vn/a.htm", "vtv"),
        ("https://www.tuoitre.vn/", "tuoitre"),
        ("https://e.vnexpress.net/news/a-4812345.html", "vnexpress"),
        ("https://amp.baodautu.vn/a-d601234.html", "baodautu"),
        ("http://news.zing.vn/a-post600123.html", "znews"),
        ("https://zing.vn/", None),
        ("https://khongphaivtv.vn/", None),
        ("https://vtv.vn.evil.example/", None),
        ("https://vtv.vn@evil.example/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_whose_an_address_is(url: str, owner: str | None) -> None:
    found = source_of(url, tuple(SOURCES.values()))
    assert (found.id if found else None) == owner


def test_an_address_at_a_former_host_is_the_paper_s(tmp_path: Path) -> None:
    moved = read_source(paper(tmp_path, 'hosts = ["cu.example", "cu-hon.example"]'))
    sources = (moved, SOURCES["vtv"])
    for url in ("https://vidu.example/a.htm", "http://cu.example/a.htm", "https://anh.cu-hon.example/a.htm"):
        assert source_of(url, sources) == moved
    assert source_of("https://khongcu.example/a.htm", sources) is None


@pytest.mark.parametrize(
    ("url", "base", "canonical"),
    [
        ("https://a.vn/b?utm_source=x&id=1&fbclid=y#z", "", "https://a.vn/b?id=1"),
        (" /b ", "https://a.vn/c/d", "https://a.vn/b"),
        ("//c.vn/x", "https://a.vn/", "https://c.vn/x"),
        ("?p=2", "https://a.vn/b", "https://a.vn/b?p=2"),
        ("http://A.VN:80/b", "", "http://a.vn/b"),
        ("https://a.vn:443/b", "", "https://a.vn/b"),
        ("http://a.vn:0080/b", "", "http://a.vn/b"),
        ("http://a.vn:8080/b.htm", "", "http://a.vn:8080/b.htm"),
        ("http://127.0.0.1:18080/b/1.htm", "", "http://127.0.0.1:18080/b/1.htm"),
        ("http://127.0.0.1:65536/b", "", ""),
        ("https://user:pw@a.vn/", "", "https://a.vn/"),
        ("https://a.vn/đường dài", "", "https://a.vn/%C4%91%C6%B0%E1%BB%9Dng%20d%C3%A0i"),
        ("https://vnеxpress.net/", "", "https://xn--vnxpress-d8g.net/"),
        ("javascript:alert(1)", "https://a.vn/", ""),
        ("data:text/html,x", "", ""),
        ("mailto:a@b.vn", "", ""),
        ("--help", "", ""),
        ("https://[::1/", "", ""),
        ("https://", "", ""),
        ("https://a.vn:99999/", "", ""),
        ("https://a.vn/" + "x" * 9_000, "", ""),
        ("https://a.vn/\x1b]0;x\x07\n", "", "https://a.vn/%1B%5D0;x"),
    ],
)
def test_canonical_addresses(url: str, base: str, canonical: str) -> None:
    assert canonical_url(url, base) == canonical


@given(st.text(max_size=60), st.sampled_from(["", "https://a.vn/b/c", "x"]))
def test_an_address_is_safe_and_stays_as_it_is(url: str, base: str) -> None:
    once = canonical_url(url, base)
    assert once == "" or (once.isascii() and once.isprintable() and " " not in once)
    assert canonical_url(once) == once
    assert same_page_key(once) == same_page_key(once.replace("https://", "http://", 1))


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://a.vn", "a.vn"),
        ("http://www.a.vn/b/c.htm", "a.vn/b/c.htm"),
        ("https://a.vn/b//", "a.vn/b"),
        ("https://m.a.vn/b.htm?amp", "a.vn/b.htm"),
        ("https://www.m.vn/b", "m.vn/b"),
        ("https://nam.a.vn/b.amp", "nam.a.vn/b"),
        ("https://nam.a.vn/b", "nam.a.vn/b"),
        ("https://a.vn:8080/b?c=1", "a.vn:8080/b?c=1"),
        ("https://www.a.vn:8080/b/", "a.vn:8080/b"),
    ],
)
def test_what_addresses_of_one_page_have_in_common(url: str, key: str) -> None:
    assert same_page_key(url) == key


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("mailto:a@b.vn?subject=x", "mailto:a@b.vn"),
        ("MAILTO:a@b.vn", "MAILTO:a@b.vn"),
        ("mailto:%0aBcc:x", ""),
        ("#cuoi", ""),
        ("tel:123", ""),
        ("/b", "https://a.vn/b"),
    ],
)
def test_links_in_text(href: str, leads_to: str) -> None:
    assert link_address(href, "https://a.vn/") == leads_to
