"""Whether a page is the article that was promised: not an error page, not the home page, not another article.

A server that answers 200 with «Không tìm thấy trang» or with its front page would otherwise put that into the library
under the headline of an article. Papers edit titles and slugs after printing, so a difference alone proves nothing.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tuireader.model import Article
from tuireader.parsing.address import same_page_key
from tuireader.parsing.boilerplate import words_of

ALIKE = 0.6
"""The share of words from which on two titles are the same title, edited."""
DIGITS_MIN = 5
"""Digits of an article's number; fewer are a year, a day or a part of a slug."""

_NUMBER = re.compile(rf"\d{{{DIGITS_MIN},}}")
_MISSING = re.compile(
    r"\b404\b|khong tim thay|khong ton tai|khong con ton tai|da bi xoa|da bi go|duong dan (?:khong|bi) \w+"
    r"|trang ban (?:tim|yeu cau|truy cap)|page not found|not found|page (?:does not|doesn t) exist|no longer available"
    r"|co loi xay ra|an error (?:has )?occurred|access denied|just a moment"
)
_FRONT = re.compile(r"/?(?:index|default|home|trang-chu)?(?:\.\w{2,5})?/?\Z", re.IGNORECASE)


def same_article(article: Article, headline_title: str, url: str) -> bool:
    """Whether the article read from a page is the one that a headline with this title promised at `url`.

    Alike titles prove it, and so does the article's number in the page's address. An error's title, the paper's front
    page and another article's number disprove it. Where nothing speaks, the page is believed if it answered at `url`.
    """
    promised, printed = set(words_of(headline_title).split()), set(words_of(article.title).split())
    common = len(promised & printed)
    if promised and common >= ALIKE * len(promised | printed):
        return True
    if _MISSING.search(words_of(article.title)):
        return False
    arrived = article.canonical or article.url
    if _is_front(arrived) and not _is_front(url):
        return False
    if common > 1 and common >= ALIKE * min(len(promised), len(printed)):
        return True
    number, other = _number(url), _number(arrived)
    if number and other:
        return number == other
    if same_page_key(arrived) == same_page_key(url):
        return True
    return _slug_alike(url, printed) or _slug_alike(arrived, promised)


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_FRONT.match(parts.path)) and not parts.query


def _number(address: str) -> str:
    """The article's number in an address: the last long run of digits of its path."""
    found = _NUMBER.findall(urlsplit(address).path)
    return found[-1] if found else ""


def _slug_alike(address: str, title: set[str]) -> bool:
    """Whether the words in an address are those of a title."""
    slug = set(words_of(urlsplit(address).path.rpartition("/")[2].replace("-", " ")).split())
    return bool(title) and len(slug & title) >= ALIKE * min(len(slug), len(title)) and len(slug & title) > 1
