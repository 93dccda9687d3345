"""A reader's own papers as files: what is written is read back the same, has a name of its own, and is never lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuireader.errors import FileTaken, UnknownPaper, UnwritableFile
from tuireader.model import CardRules, Rules, Section, Source
from tuireader.sources import FILE_MAX, load_sources, read_source
from tuireader.sources.naming import ID_MAX, host_name, paper_id, section_id, slug
from tuireader.sources.own import own_files, own_paper, put_away, write_paper
from tuireader.sources.writing import HEAD, source_text
from tuireader.text import clean_line

SHIPPED = load_sources()[0]
LANG = Source("bao-lang", "Báo Làng", "https://lang.example/", (Section("moi", "Mới", "https://lang.example/rss"),))

names = st.text(max_size=40).map(clean_line).filter(bool)
ids = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
pages = st.builds("https://{}.example/{}".format, st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers(0, 99))
lines = st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple)
selectors = st.lists(st.sampled_from(["h1", "p.a > b", 'a[href="x"]', "[class*='a\\\\b']"]), max_size=8).map(tuple)
sections = st.builds(
    Section, id=ids, name=names, feed=pages, list=pages | st.just(""), carry=st.none() | st.integers(0, 500),
    follow=st.booleans(),
)  # fmt: skip
papers = st.builds(
    Source,
    id=ids,
    name=names,
    home=pages,
    sections=st.lists(sections, min_size=1, max_size=4, unique_by=lambda one: one.id).map(tuple),
    rules=st.builds(Rules, title=selectors, body=selectors, lead_prefixes=lines, drop_text=lines),
    cards=st.builds(CardRules, card=selectors),
    article_id=st.sampled_from(["", r"-(\d{6,})\.htm\b", '"(x)"']),
    user_agent=st.text(max_size=20),
    on=st.booleans(),
    folder=st.text(max_size=20).map(clean_line),
)


def test_a_paper_is_a_file_that_its_reader_can_edit() -> None:
    paper = Source(
        "bao-lang",
        'Báo "Làng"',
        "https://lang.example/",
        (
            Section("tin-moi", "Tin mới", "https://lang.example/rss"),
            Section("xa-hoi", "Xã hội", list="https://lang.example/xa-hoi", follow=False),
        ),
        Rules(title=("h1.tit",)),
        folder="Quê / Làng",
        on=False,
    )
    assert (
        source_text(paper, "Thêm từ https://lang.example")
        == f"""\
{HEAD}
# Thêm từ https://lang.example
id = "bao-lang"
name = "Báo \\"Làng\\""
home = "https://lang.example/"
on = false
folder = "Quê / Làng"

[[section]]
id = "tin-moi"
name = "Tin mới"
feed = "https://lang.example/rss"

[[section]]
id = "xa-hoi"
name = "Xã hội"
list = "https://lang.example/xa-hoi"
follow = false

[article]
title = ["h1.tit"]
"""
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(papers, st.text(max_size=60))
def test_what_is_written_is_read_back(tmp_path: Path, paper: Source, remark: str) -> None:
    path = tmp_path / "paper.toml"
    path.write_bytes(source_text(paper, remark).encode())
    assert read_source(path) == paper


@pytest.mark.parametrize("paper", SHIPPED, ids=lambda paper: paper.id)
def test_every_shipped_paper_can_be_written(paper: Source, tmp_path: Path) -> None:
    path = write_paper(tmp_path, paper)
    assert read_source(path) == paper
    assert path.stat().st_size < FILE_MAX


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đời sống & Sức khoẻ", "doi-song-suc-khoe"),
        ("../../x", "x"),
        ("  --Thể thao--  ", "the-thao"),
        ("新聞", ""),
        ("", ""),
        ("a" * 100, "a" * ID_MAX),
        ("x\0y\x1b[31m", "x-y-31m"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.baolang.vn/x", "baolang"),
        ("https://baolang.com.vn", "baolang"),
        ("https://tin.baolang.edu.vn", "tin-baolang"),
        ("https://blog.example.org", "blog-example"),
        ("http://127.0.0.1:8000/feed", "127-0-0-1"),
        ("http://localhost:8000", "localhost"),
        ("http://[::1]:8000", "1"),
        ("https://com.vn", "com"),
    ],
)
def test_the_name_of_a_host(url: str, expected: str) -> None:
    assert host_name(url) == expected


def test_ids_are_nobody_elses() -> None:
    taken: set[str] = set()
    for expected in ("lang", "lang-bao-lang", "lang-bao-lang-2", "lang-bao-lang-3"):
        made = paper_id("https://lang.example", "Báo Làng", taken)
        assert made == expected
        taken.add(made)
    assert paper_id("https://con.example", "x", ()) == "con-bao"
    assert section_id("新聞", ()) == "muc"
    assert section_id("新聞", {"muc"}) == "muc-2"


@given(st.text(max_size=50), st.text(max_size=50))
def test_ids_are_ids(home: str, name: str) -> None:
    for made in (paper_id(home, name, ()), paper_id(f"https://{home}", name, {"bao"}), section_id(name, ())):
        assert re.fullmatch(r"[a-z0-9-]+", made)


def test_a_paper_on_a_known_site_is_read_as_that_one_is() -> None:
    vtv = next(paper for paper in SHIPPED if paper.id == "vtv")
    sections = (Section("bong-da", "Bóng đá", "https://vtv.vn/rss/the-thao/bong-da.rss"),)
    paper = own_paper("VTV Bóng đá", "https://vtv.vn/", sections, vtv, {"vtv"})
    assert (paper.id, paper.rules, paper.article_id) == ("vtv-vtv-bong-da", vtv.rules, vtv.article_id)
    other = own_paper("Làng", "https://lang.example", sections, None, ())
    assert other.rules == Rules()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "sources"
    path = write_paper(folder, LANG)
    assert read_source(path) == LANG
    path.write_text("của bạn", "utf-8")
    with pytest.raises(FileTaken):
        write_paper(folder, LANG)
    assert path.read_text("utf-8") == "của bạn"


def test_what_is_put_away_is_not_lost(tmp_path: Path) -> None:
    for expected in ("bao-lang.toml", "bao-lang-2.toml", "bao-lang-3.toml"):
        write_paper(tmp_path, LANG)
        target = put_away(tmp_path, LANG.id)
        assert target.name == expected
        assert read_source(target) == LANG
    assert load_sources(tmp_path)[0] == SHIPPED
    with pytest.raises(UnknownPaper):
        put_away(tmp_path, LANG.id)
    with pytest.raises(UnknownPaper):
        put_away(tmp_path / "missing", LANG.id)


def test_files_are_known_by_what_they_say_and_broken_ones_by_their_name(tmp_path: Path) -> None:
    write_paper(tmp_path, LANG).rename(tmp_path / "khac.toml")
    (tmp_path / "hong.toml").write_text("id = ", "utf-8")
    (tmp_path / "so.toml").write_text("id = 3", "utf-8")
    (tmp_path / "byte.toml").write_bytes(b"\xff")
    files = {paper: path.name for paper, path in own_files(tmp_path).items()}
    assert files == {"bao-lang": "khac.toml", "hong": "hong.toml", "so": "so.toml", "byte": "byte.toml"}
    assert put_away(tmp_path, "hong").read_text("utf-8") == "id = "


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UnwritableFile):
        write_paper(tmp_path / "file", LANG)
