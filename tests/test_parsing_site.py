"""What sites and their sections are called, in the shapes in which papers say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.parsing.site import feed_names, page_name, section_name, site_name
from tuireader.text import clean_line

URL = "https://www.baolang.example/xa-hoi"


def page(title: str = "", **metas: str) -> bytes:
    named = "".join(f"<meta property='og:{name}' content='{value}'>" for name, value in metas.items())
    return f"<html><head><title>{title}</title>{named}</head><body><p>Thân</p></body></html>".encode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (page("Xã hội - Báo Làng", site_name="Báo  Làng\n"), "Báo Làng"),
        (page("Tin nóng | BaoLang", site_name="baolang.example"), "BaoLang"),
        (page("Tin nóng", site_name="baolang.example"), "baolang.example"),
        (page("Xã hội, đời sống — Bao Lang"), "Bao Lang"),
        (page("Làng tôi – Nhật ký"), "Làng tôi"),
        (page(), ""),
        (b"", ""),
        (b"<a>" * 60_000, ""),
    ],
)
def test_the_name_of_a_site(content: bytes, name: str) -> None:
    assert site_name(content, URL) == name


@pytest.mark.parametrize(
    ("title", "site", "name"),
    [
        ("Thời sự - Báo Làng RSS", "Báo Làng", "Thời sự"),
        ("Báo Làng RSS Kinh te", "Báo Làng", "Kinh te"),
        ("KINH TẾ - BÁO LÀNG", "Báo Làng", "KINH TẾ"),
        ("Kinh tế - RSS Feed", "Báo Làng", "Kinh tế"),
        ("Báo Làng » Dòng thông tin", "Báo Làng", ""),
        ("Báo Làng", "Báo Làng", ""),
        ("RSS 2.0", "Báo Làng", ""),
        ("Tin kinh doanh: thị trường, tài chính, kinh tế, doanh nghiệp", "Báo Làng", "Tin kinh doanh"),
        ("Đất và người", "", "Đất và người"),
        ("Trang chủ", "Báo Làng", ""),
        ("Xã hội - baolang.example", "Báo Làng", "Xã hội"),
        ("", "", ""),
    ],
)
def test_the_name_of_a_section(title: str, site: str, name: str) -> None:
    assert section_name(title, site, URL) == name


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Tin mới nhất - BaoLang RSS", ("BaoLang", "Tin mới nhất")),
        ("BaoLang RSS Kinh doanh", ("BaoLang", "Kinh doanh")),
        ("Báo Bảo Lang - Kinh tế", ("Báo Bảo Lang", "Kinh tế")),
        ("Nhật ký của làng", ("", "")),
        ("BaoLang", ("BaoLang", "")),
    ],
)
def test_the_names_in_a_feeds_title(title: str, names: tuple[str, str]) -> None:
    assert feed_names(title, URL) == names


def test_the_name_of_a_page() -> None:
    assert page_name(page("Xã hội | Báo Làng"), URL, "Báo Làng") == "Xã hội"
    assert page_name(page("Báo Làng"), URL, "Báo Làng") == ""


@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=30))
def test_names_are_lines(title: str, site: str, url: str) -> None:
    for name in (
        section_name(title, site, url),
        *feed_names(title, f"https://{url}"),
        site_name(title.encode("utf-8", "replace"), url),
    ):
        assert name == clean_line(name)
        assert len(name) <= 80
