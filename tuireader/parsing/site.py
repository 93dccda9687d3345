"""What a site and its sections are called, by what its page and its feeds say of themselves."""

from __future__ import annotations

import re

from tuireader.parsing.address import host_of
from tuireader.parsing.document import Document, HostileMarkupError, attribute, node_text
from tuireader.text import clean_line, fold

NAME_MAX = 80
"""Code points of a name; longer ones are slogans."""

_BETWEEN = re.compile(r"\s+[-–—|•·:/]+\s+|:\s+|\s*[»›]\s*|\s*\|\s*")
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
    for selector in _NAMES:
        if name := clean_line(attribute(document.tree.css_first(selector), "content"), NAME_MAX):
            return name
    parts = _parts(_title(document))
    named = [part for part in parts if _is_of_host(part, url)]
    return (named or parts or [""])[0]


def page_name(page: bytes, url: str, site: str, content_type: str = "") -> str:
    """What the page itself is called, without the name of the site; empty for a front page. Never raises."""
    document = _document(page, url, content_type)
    return section_name(_title(document), site, url) if document is not None else ""


def section_name(title: str, site: str, url: str = "") -> str:
    """A feed's or a page's title without the name of its site and without words like «RSS»; may become empty."""
    kept = [
        part for part in _parts(title) if _bare(part) and not _same(part, site) and not (url and _is_of_host(part, url))
    ]
    return clean_line(" - ".join(kept), NAME_MAX)


def _document(page: bytes, url: str, content_type: str) -> Document | None:
    try:
        return Document(page, url, content_type)
    except HostileMarkupError:
        return None


def _title(document: Document) -> str:
    node = document.tree.css_first("title")
    return node_text(node, 300) if node is not None else ""


def _parts(title: str) -> list[str]:
    return [part for one in _BETWEEN.split(title) if (part := clean_line(one, NAME_MAX))]


def _bare(text: str) -> str:
    """The words of a name that are more than «RSS» or «Trang chủ», folded."""
    words = re.sub(r"\b(?:rss|feed)\b", " ", fold(text)).strip(" -.")
    return "" if _NO_NAME.match(fold(text).strip()) else " ".join(words.split())


def _same(part: str, site: str) -> bool:
    return bool(site) and _bare(part) == (_bare(site) or fold(site))


def _is_of_host(part: str, url: str) -> bool:
    """Whether a name is the site's address, or what stands in it before the domain."""
    host = host_of(url)
    compact = re.sub(r"[^a-z0-9.]+", "", _bare(part))
    return bool(compact) and compact in (host, host.partition(".")[0], host.replace(".", ""))
