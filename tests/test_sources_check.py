"""Checking a paper's file: every field of a page is told, and whatever does nothing is named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuireader.cli.checking import LABELS, check_lines
from tuireader.errors import SourceError
from tuireader.model import Article, Block, FeedItem
from tuireader.sources import load_sources
from tuireader.sources.check import Checked, Finding, check_source
from tuireader.sources.idle import idle_rules

SHIPPED = Path(__file__).parents[1] / "tuireader" / "sources"
PAGES = Path(__file__).parent / "pages"
SOURCES = {source.id: source for source in load_sources()[0]}
VTV = (PAGES / "vtv" / "moi.html").read_bytes()
PAPER = """
id = "vidu"
name = "Báo Ví Dụ"
home = "https://vidu.example"
{more}
[[section]]
id = "thoi-su"
name = "Thời sự"
feed = "https://vidu.example/rss/thoi-su.rss"
list = "https://vidu.example/thoi-su"
{tables}
"""
CARDS = "".join(
    f'<div class="o"><h3><a href="/bai-{n}-100260305081500{n:03}.htm">Bài viết số {n} hôm nay</a></h3></div>'
    for n in range(9)
)


def pages(paper: str, kind: str) -> list[Path]:
    """The test pages of a paper, that of its present template first."""
    found = [
        page for page in sorted((PAGES / paper).glob("*.html")) if page.stem.startswith("muc") == (kind == "cards")
    ]
    return sorted(found, key=lambda page: page.stem not in ("bai", "moi", "muc"))


def paper(folder: Path, more: str = "", tables: str = "", name: str = "vidu.toml") -> Path:
    path = folder / name
    path.write_text(PAPER.format(more=more, tables=tables), "utf-8")
    return path


def remarks(checked: Checked, *kinds: str) -> list[tuple[str, str]]:
    return [(one.key, one.value) for one in checked.remarks if one.kind in kinds]


def field(checked: Checked, name: str) -> Finding:
    return next(one for one in checked.page if one.field == name)


@pytest.mark.parametrize("id", SOURCES)
def test_each_shipped_file_tells_every_field_of_its_own_page(id: str) -> None:
    checked = check_source(SHIPPED / f"{id}.toml", pages(id, "article")[0].read_bytes())
    assert checked.kind == "article"
    told = {one.field for one in checked.page}
    assert told >= set(Article.__struct_fields__) - {"url", "blocks", "related", "by_rules"}
    assert field(checked, "body").origin == field(checked, "title").origin == "rules"
    assert remarks(checked, "no_article", "foreign", "no_number", "taken", "file_name", "unknown_quirk") == []
    head = {one.field for one in checked.paper}
    assert head >= {"id", "name", "home", "family", "on", "article_id", "hosts", "user_agent"}
    assert head >= {"feed", "list", "follow", "carry"}
    for line in check_lines(checked):
        assert not any(mark in line for mark in ("Paragraph(", "Bullets(", "Box(", "datetime(", "None"))


@pytest.mark.parametrize("id", [one for one in SOURCES if pages(one, "cards")])
def test_each_shipped_file_tells_every_card_of_its_own_section_page(id: str) -> None:
    checked = check_source(SHIPPED / f"{id}.toml", pages(id, "cards")[0].read_bytes(), is_section=True)
    cards = [one for one in checked.page if one.field == "card"]
    assert len(cards) == field(checked, "cards").value != 0
    for name in set(FeedItem.__struct_fields__) - {"title", "guid"}:
        assert sum(one.field == name for one in checked.page) == len(cards)
    assert remarks(checked, "no_cards", "taken", "file_name") == []


@pytest.mark.parametrize("id", SOURCES)
def test_a_shipped_selector_without_use_has_its_reason_beside_it(id: str) -> None:
    """What matches on no test page stands in the file with a comment, or under one that speaks of the whole table."""
    source = SOURCES[id]
    useless: set[tuple[str, str]] | None = None
    for page in pages(id, "article"):
        idle = {
            (one.key, one.selector)
            for one in idle_rules(source, page.read_bytes(), source.home, cards=False)
            if one.kind in ("idle", "spare")
        }
        useless = idle if useless is None else useless & idle
    text = (SHIPPED / f"{id}.toml").read_text("utf-8")
    own = text.partition("\n[article]")[2].partition("\n[cards]")[0]
    remarked = text.partition("\n[article]")[0].rpartition("\n\n")[2].startswith("#")
    without = [
        selector
        for _, selector in sorted(useless or ())
        for line in own.split("\n")
        if f'"{selector}"' in line and "#" not in line.rpartition('"')[2]
    ]
    assert remarked or without == []


def test_a_broken_selector_names_itself(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        check_source(paper(tmp_path, tables='[article]\nbody = "div["'), VTV)
    assert "article.body" in str(caught.value)
    assert "div[" in str(caught.value)


def test_what_does_nothing_is_named_and_what_is_inherited_counted(tmp_path: Path) -> None:
    tables = (
        '[article]\nlead = ".khong-co"\ntitle = ["[data-role=title]", ".cu"]\ndrop_text = ["Không ai nói câu này"]\n'
        'lead_prefixes = ["VTV.vn -", "VD -"]\nquirks = "la"\n[cards]\ncard = ".khong"'
    )
    url = "https://vidu.example/lang-nghe-100260305081500123.htm"
    checked = check_source(paper(tmp_path, 'family = "vccorp"', tables), VTV, url)
    assert remarks(checked, "idle") == [("article.lead", ".khong-co")]
    assert remarks(checked, "spare") == [("article.title", ".cu")]
    texts = [("article.lead_prefixes", "VD -"), ("article.drop_text", "Không ai nói câu này")]
    assert remarks(checked, "unused_text") == texts
    assert remarks(checked, "unknown_quirk") == [("article.quirks", "la")]
    (inherited,) = [one for one in checked.remarks if one.kind == "inherited"]
    assert (inherited.key, inherited.value, inherited.count > 10) == ("article", "vccorp", True)
    assert (field(checked, "title").origin, field(checked, "lead").origin) == ("rules", "generic")
    said = "\n".join(check_lines(checked))
    assert "! không khớp gì: article.lead: .khong-co" in said
    assert said.count("thừa kế từ hệ «vccorp»") == 1


def test_selectors_of_cards_are_looked_for_inside_cards(tmp_path: Path) -> None:
    tables = '[cards]\ncard = ".o"\nlink = "h3 a"\ntime = ".gio"\ndrop = ".x"'
    path = paper(tmp_path, tables=tables)
    page = (CARDS + '<p class="gio">08:00 05/03/2026</p>').encode()
    checked = check_source(path, page, "https://vidu.example/thoi-su")
    assert checked.kind == "section"
    assert remarks(checked, "idle") == [("cards.time", ".gio"), ("cards.drop", ".x")]
    path = paper(tmp_path, tables=tables.replace('".o"', '".khong"'))
    assert remarks(check_source(path, page, "https://vidu.example/thoi-su"), "idle")[0] == ("cards.card", ".khong")


@pytest.mark.parametrize(
    ("page", "url", "is_section", "kind"),
    [
        (CARDS, "https://vidu.example/thoi-su", False, "section"),
        (CARDS, "http://www.vidu.example/thoi-su/", False, "section"),
        (CARDS, "https://vidu.example/", False, "section"),
        (f'<link rel="canonical" href="https://vidu.example/thoi-su">{CARDS}', "", False, "section"),
        (CARDS, "https://vidu.example/muc-khac", True, "section"),
        (CARDS, "https://vidu.example/muc-khac", False, "article"),
        (CARDS, "", False, "article"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "", False, "feed"),
    ],
)
def test_as_what_a_page_is_read(tmp_path: Path, page: str, url: str, is_section: bool, kind: str) -> None:
    checked = check_source(paper(tmp_path), page.encode(), url, is_section=is_section)
    assert checked.kind == kind
    says = {"article": "đọc như bài", "section": "đọc như trang chuyên mục", "feed": "đây là nguồn tin (RSS)"}
    assert says[kind].casefold() in "\n".join(check_lines(checked)).casefold()


def test_an_address_that_is_not_the_paper_s_and_an_id_that_is_taken(tmp_path: Path) -> None:
    path = paper(tmp_path, "article_id = '-(\\d{7})\\.html'", name="khac.toml")
    checked = check_source(path, VTV, "https://vtv.vn/a-100260305081500123.htm")
    assert remarks(checked, "foreign") == [("", "https://vtv.vn/a-100260305081500123.htm")]
    assert remarks(checked, "no_number") == [("", "-(\\d{7})\\.html")]
    assert remarks(checked, "file_name") == [("", "vidu.toml")]
    path.write_text(path.read_text("utf-8").replace('"vidu"', '"vtv"'), "utf-8")
    assert remarks(check_source(path), "taken") == [("", "vtv")]


def test_a_page_of_nothing_says_so(tmp_path: Path) -> None:
    path = paper(tmp_path)
    assert "! không tìm thấy nội dung bài trong trang" in check_lines(check_source(path, b"", "https://vidu.example/a"))
    assert "! không tìm thấy bài nào trong trang" in check_lines(check_source(path, b"", is_section=True))


def test_the_columns_are_straight_and_long_text_ends_behind_a_word() -> None:
    long = "chữ " * 80
    findings = (
        Finding("title", long, "rules"),
        Finding("published", datetime(2026, 11, 20, 0, 45, tzinfo=UTC)),
        Finding("email", ""),
        Finding("src", "https://vidu.example/" + "a" * 300, inner=True),
    )
    lines = list(check_lines(Checked((), (), "article", "https://vidu.example/a", findings)))[2:]
    width = len(lines[2]) - len("(không thấy)")
    assert [line[width - 2 : width] for line in lines] == ["  "] * 4
    assert lines[0].endswith("chữ …")
    assert lines[1].endswith("20/11/2026 07:45 (giờ Việt Nam)")
    assert lines[3].endswith("a" * 300)


def test_every_form_of_block_has_a_name() -> None:
    forms = {str(form.__struct_config__.tag) for form in Block.__args__}
    assert forms <= set(LABELS)
