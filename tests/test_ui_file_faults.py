"""The words for what is wrong with a paper's file: each fault in Vietnamese, with its place."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from tuireader.errors import Fault, FaultKind, SourceError
from tuireader.sources import read_source
from tuireader.ui.file_faults import fault_words
from tuireader.ui.phrases import sentence

PAPER = """id = "vidu"
name = "Báo Ví Dụ"
home = "https://vidu.example"
{more}
[[section]]
id = "thoi-su"
name = "Thời sự"
feed = "https://vidu.example/rss/thoi-su.rss"
{tables}
"""


def words(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as caught:
        read_source(path)
    said = sentence(caught.value)
    assert said.startswith(f"Tệp {path} có lỗi: ")
    return said.removeprefix(f"Tệp {path} có lỗi: ")


@pytest.mark.parametrize(
    ("more", "tables", "said"),
    [
        ("", '[article]\nquotes = ".x"', "[article] không có khoá «quotes»; có phải «quote»?"),
        ("", '[cards]\nmau = ".x"', "[cards] không có khoá «mau»"),
        ("", "[article]\nbody = [1]", "«article.body, phần tử 1» phải là chữ trong dấu nháy"),
        ("", "[article]\nbody = true", "«article.body» phải là danh sách [ ]"),
        ("naem = 1", "", "không có khoá «naem»; có phải «name»?"),
        ('on = "có"', "", "«on» phải là true hay false"),
        ('family = "vcorp"', "", "không có hệ «vcorp»; có epi, onecms, vccorp, vnexpress"),
        ('family = "../x"', "", "không có hệ «../x»; có epi, onecms, vccorp, vnexpress"),
        (
            'hosts = ["https://cu.example/"]',
            "",
            "hosts: «https://cu.example/» không phải là tên miền, như «zingnews.vn»",
        ),
        ("article_id = '-(\\d+'", "", "article_id: biểu thức chính quy «-(\\d+» viết sai"),
        ("article_id = 'x'", "", "article_id: «x» thiếu cặp ngoặc ( ) quanh con số của bài"),
        (
            'article_id = "-(\\d+)"',
            "",
            "dòng 4, cột 19: TOML viết sai: trong nháy kép, dấu \\ có nghĩa riêng; hãy dùng nháy đơn",
        ),
        ('name = "Hai lần"', "", "dòng 4, cột 17: khoá này đã có ở phía trên"),
        ("x = = 1", "", "dòng 4, cột 5: TOML viết sai"),
        ("", "x = [", "dòng 10: TOML viết sai"),
        ("", 'lisst = "https://vidu.example/a"', "[[section]] thứ 1 không có khoá «lisst»; có phải «list»?"),
        (
            "",
            'list = "thoi-su.htm"',
            "[[section]] thứ 1, list: «thoi-su.htm» phải bắt đầu bằng https:// hay http:// và có tên miền",
        ),
        ("", 'carry = "x"', "«[[section]] thứ 1, carry» phải là số nguyên"),
        ("", '[[section]]\nid = "khac"', "[[section]] thứ 2 thiếu khoá «name»"),
        ("", '[[section]]\nid = "khac"\nname = "x"', "[[section]] thứ 2: thiếu cả feed lẫn list"),
        (
            "",
            '[[section]]\nid = "thoi-su"\nname = "x"\nlist = "https://vidu.example/a"',
            "[[section]] thứ 2, id: đã có chuyên mục «thoi-su» ở phía trên",
        ),
        ("", '[article]\ntitle = "h1["', "article.title: bộ chọn «h1[» viết sai"),
    ],
)
def test_a_fault_of_a_paper(tmp_path: Path, more: str, tables: str, said: str) -> None:
    assert words(tmp_path / "vidu.toml", PAPER.format(more=more, tables=tables)) == said


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('name = "Báo Ví Dụ"\n', "", "thiếu khoá «name»"),
        ('"vidu"', '"Ví Dụ"', "id: «Ví Dụ» chỉ được gồm a-z, 0-9 và dấu -"),
        (
            '"https://vidu.example"',
            '"vidu.example"',
            "home: «vidu.example» phải bắt đầu bằng https:// hay http:// và có tên miền",
        ),
    ],
)
def test_a_fault_of_its_head(tmp_path: Path, written: str, instead: str, said: str) -> None:
    text = PAPER.format(more="", tables="").replace(written, instead, 1)
    assert words(tmp_path / "vidu.toml", text) == said


def test_files_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    assert words(path, "x" * 200_001) == "tệp lớn hơn 200 kB"
    assert words(path, "x = " + "[" * 9_000) == "các dấu ngoặc lồng nhau quá sâu"
    assert words(path, "section = []\nid = 'a'\nname = 'a'\nhome = 'https://a.example'") == (
        "cần ít nhất một khối [[section]]"
    )
    path.unlink()
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert "không có tệp ấy, hay không được phép đọc" in sentence(caught.value)


@pytest.mark.parametrize("kind", get_args(FaultKind))
def test_every_kind_of_fault_has_words_without_control_characters(kind: FaultKind) -> None:
    said = fault_words(Fault(kind, "a\x1b[31m", "7" if kind == "too_large" else "b\x1b]0;", ("c",), 3, 4))
    assert said.startswith("dòng 3, cột 4: ")
    assert "\x1b" not in said
    assert "{" not in said
