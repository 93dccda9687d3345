"""Is it the promised article: edited titles are, errors and front pages and others are not."""

from __future__ import annotations

import pytest

from tuireader.model import Article, Paragraph
from tuireader.parsing.article import parse_article
from tuireader.parsing.identity import same_article

URL = "https://bao.example/doi-song/mua-nuoc-noi-ve-som-4567890.html"
TITLE = "Mùa nước nổi về sớm, người dân đầu nguồn mừng"
HOME = "https://bao.example/"


def is_it(title: str, url: str = URL, canonical: str = "", *, promised: str = TITLE, at: str = URL) -> bool:
    return same_article(Article(url, title, blocks=(Paragraph("Một."),), canonical=canonical), promised, at)


@pytest.mark.parametrize(
    ("title", "url", "canonical"),
    [
        (TITLE, URL, ""),
        (TITLE.upper(), "https://bao.example/khac.html", ""),
        ("Nước nổi về sớm, dân đầu nguồn vui mừng", "https://bao.example/lu-ve.html", ""),
        ("Tựa đã được sửa hết", "https://bao.example/thoi-su/tua-moi-4567890.html", ""),
        ("Tựa đã được sửa hết", "https://m.bao.example/a", "https://bao.example/tua-moi-4567890.html"),
        ("", URL, ""),
        ("Tựa đã được sửa hết", URL, ""),
        ("Lũ sớm", "https://bao.example/mua-nuoc-noi-ve-som.html", ""),
    ],
)
def test_the_promised_article(title: str, url: str, canonical: str) -> None:
    assert is_it(title, url, canonical)


@pytest.mark.parametrize(
    ("title", "url", "canonical"),
    [
        ("Không tìm thấy trang", URL, ""),
        ("404 - Báo Ví Dụ", URL, ""),
        ("Trang bạn tìm không tồn tại", "https://bao.example/loi.html", ""),
        ("Page not found", URL, HOME),
        ("Báo Ví Dụ: tin tức hôm nay", HOME, ""),
        ("Báo Ví Dụ: tin tức hôm nay", "https://bao.example/index.html", ""),
        ("Báo Ví Dụ: tin tức hôm nay", URL, HOME),
        ("Giá cá tra lại tăng trong tháng", URL, "https://bao.example/gia-ca-tra-lai-tang-4560000.html"),
        ("Giá cá tra lại tăng trong tháng", "https://bao.example/gia-ca-tra-lai-tang-4560000.html", ""),
        ("Thời sự", "https://bao.example/thoi-su", ""),
    ],
)
def test_another_page(title: str, url: str, canonical: str) -> None:
    assert not is_it(title, url, canonical)


def test_an_article_about_errors_is_no_error() -> None:
    assert is_it("Lỗi 404 là gì và vì sao trang web hay gặp", promised="Lỗi 404 là gì, vì sao trang web hay gặp")


def test_a_front_page_that_was_asked_for_is_itself() -> None:
    assert is_it("Báo Ví Dụ", HOME, promised="", at=HOME)


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        (f'<link rel="canonical" href="{URL}/">', ""),
        ('<link rel="canonical" href="/">', HOME),
        (f'<meta property="og:url" content="{HOME}">', HOME),
        ("", ""),
    ],
)
def test_what_a_page_calls_itself(head: str, canonical: str) -> None:
    markup = f"<html><head>{head}</head><body><h1>Mùa nước</h1><p>{'Nước về trên đồng. ' * 9}</p></body></html>"
    assert parse_article(markup.encode(), URL).canonical == canonical
