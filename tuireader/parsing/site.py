"""What a site and its sections are called, by what its page and its feeds say of themselves."""

from __future__ import annotations

import re

from tuireader.parsing.address import host_of
from tuireader.parsing.document import Document, HostileMarkupError, attribute, node_text
from tuireader.text import clean_line, fold

NAME_MAX = 80
"""Code points of a name; longer ones are slogans."""
_SECTION_MAX = 40
"""Code points of a section's name; a longer one is cut to its first part."""

_BETWEEN = re.compile(r"\s+[-–—|•·:/.]+\s+|:\s+|\s*[»›|]\s*|\s+RSS\s+(?!Feed)")
_SUFFIX = re.compile(r"(?<=\S)\s+(?:RSS|Feeds?|RSS Feeds?)\s*\Z", re.IGNORECASE)
_KIND = re.compile(r"(?:bao dien tu|bao|trang tin|trang|tap chi|kenh) ")
"""What a site is, in front of its name."""
_NO_NAME = re.compile(
    r"(?:rss(?: ?[\d.]+)?|xml|atom|(?:rss |news ?)?feeds?|dong thong tin|nguon tin|kenh rss|trang chu|home|dang ky)\Z"
)
_NAMES = (
    "meta[property='og:site_name']",
    "meta[name='application-name']",
    "meta[name='apple-mobile-web-app-title']",
)


def site_name(page: bytes, url: str, content_type: str = "") -> str:
    """The name of the site whose page this is; empty where it gives none. Never raises."""
    document = _document(page, url, content_type)
    if document is None:
        return ""
    named = [clean_line(attribute(document.tree.css_first(selector), "content"), NAME_MAX) for selector in _NAMES]
    said = [name for name in named if name]
    parts = _parts(_title(document))
    of_host = [part for part in parts if is_of_host(part, url)]
    proper = [name for name in said if " " in name or "." not in name]
    return next(iter([*proper, *of_host, *said, *parts]), "")


def feed_names(title: str, url: str) -> tuple[str, str]:
    """The name of the site and that of the section in the title of a feed at `url`; either may be empty."""
    site = next((part for part in _parts(title) if is_of_host(part, url)), "")
    return site, section_name(title, site, url) if site else ""


def page_name(page: bytes, url: str, site: str, content_type: str = "") -> str:
    """What the page itself is called, without the name of the site; empty for a front page. Never raises."""
    document = _document(page, url, content_type)
    return section_name(_title(document), site, url) if document is not None else ""


def section_name(title: str, site: str, url: str = "") -> str:
    """A feed's or a page's title without the name of its site and without words like «RSS»; may become empty."""
    kept = [
        part for part in _parts(title) if _bare(part) and not _same(part, site) and not (url and is_of_host(part, url))
    ]
    joined = " - ".join(kept)
    return clean_line(joined if len(joined) <= _SECTION_MAX else kept[0], NAME_MAX)


def _document(page: bytes, url: str, content_type: str) -> Document | None:
    try:
        return Document(page, url, content_type)
    except HostileMarkupError:
        return None


def _title(document: Document) -> str:
    node = document.tree.css_first("title")
    return node_text(node, 300) if node is not None else ""


def _parts(title: str) -> list[str]:
    named = (_SUFFIX.sub("", one) for one in _BETWEEN.split(clean_line(title)))
    return [part for one in named if (part := clean_line(one, NAME_MAX))]


def _bare(text: str) -> str:
    """The words of a name that are more than «RSS» or «Trang chủ», folded."""
    words = re.sub(r"\b(?:rss|feed)\b", " ", fold(text)).strip(" -.")
    return "" if _NO_NAME.match(fold(text).strip()) else " ".join(words.split())


def _same(part: str, site: str) -> bool:
    return bool(site) and _bare(part) == (_bare(site) or fold(site))


def is_of_host(part: str, url: str) -> bool:
    """Whether a name is the site's address, or what stands in it before the domain, be it after «Báo»."""
    host = host_of(url)
    words = _bare(part)
    compact = {re.sub(r"[^a-z0-9.]+", "", name) for name in (words, _KIND.sub("", words, count=1))} - {""}
    return not compact.isdisjoint((host, host.partition(".")[0], host.replace(".", "")))
