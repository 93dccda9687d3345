"""The little HTML that feeds carry in titles and summaries, as plain text; whole pages are read elsewhere.

Every pattern is linear: a tag ends before the next `<`, or before the fourth in quotes, so hostile text costs no more
than a small multiple of its length.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from tuireader.text import clean_block, clean_line

SUMMARY_MAX = 1_000
"""Code points of a summary; more than that is the article."""
_HTML_MAX = 10_000
"""Characters of markup looked at for one summary."""

_ENTITY = re.compile(r"&(?:#\d{1,20}|#[xX][0-9a-fA-F]{1,20}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_ATTRIBUTES = r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+"""
_ANGLED = rf"""(?:(?:"[^"]{{0,300}}+"|'[^']{{0,300}}+'){_ATTRIBUTES}){{0,3}}+"""
"""Values that hold a `<` themselves; few and short, or hostile text would cost its length squared."""
_TAG = re.compile(
    r"""<(?:!--.*?(?:-->|\Z)|!\[CDATA\[|[!?][^<>]*+>"""
    rf"""|(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)(?:{_ATTRIBUTES}{_ANGLED}|[^<>]*+)(?:>|\Z))""",
    re.DOTALL,
)
_IMAGE = re.compile(rf"<[iI][mM][gG]\s({_ATTRIBUTES}{_ANGLED})")
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_SOURCES = ("data-src", "data-original", "src")
_PIXEL = frozenset(("0", "1", "0px", "1px"))
_LIST_AT_END = re.compile(r"(?:\s|&nbsp;|</?(?:div|p|span|ul|br)\b[^<>]*>)*\Z", re.IGNORECASE)

_BREAKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
     "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul")
)  # fmt: skip
_HIDDEN = frozenset(
    ("audio", "figure", "head", "iframe", "noscript", "script", "select", "style", "svg", "template", "video")
)
_TITLE_TAGS = _BREAKS | _HIDDEN | frozenset(
    ("a", "abbr", "acronym", "applet", "b", "big", "blink", "body", "center", "cite", "code", "del", "em", "embed",
     "font", "frame", "frameset", "html", "i", "img", "input", "ins", "kbd", "link", "mark", "meta", "object", "param",
     "q", "s", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr")
)  # fmt: skip


def unescape(text: str) -> str:
    """Entities decoded once. Only those that end in a semicolon: `?a=1&copy=2` stays what it is."""
    return _ENTITY.sub(lambda match: _character(match[0]), text) if "&" in text and ";" in text else text


def plain_line(markup: str) -> str:
    """The text of a title written in HTML. Words in angle brackets that are no tag stay (`<Infographic> …`)."""
    markup = _beginning(markup)
    return clean_line(unescape(_without_tags(markup, _TITLE_TAGS) if "<" in markup else markup))


def plain_block(markup: str) -> str:
    """The text of a summary written in HTML, without the list of related links that some papers put after it."""
    markup = _without_related(_beginning(markup).replace("\r", " ").replace("\n", " "))
    return clean_block(unescape(_without_tags(markup) if "<" in markup else markup), SUMMARY_MAX)


def first_image(markup: str) -> str:
    """The address of the first picture that is more than a counting pixel, as written; empty without one."""
    for image in _IMAGE.finditer(markup, 0, _HTML_MAX):
        found = {name.lower(): a or b or c for name, a, b, c in reversed(_ATTRIBUTE.findall(image[1]))}
        if found.get("width") in _PIXEL or found.get("height") in _PIXEL:
            continue
        for name in _SOURCES:
            if (source := unescape(found.get(name, "")).strip()) and not source.startswith("data:"):
                return source
    return ""


def _beginning(markup: str) -> str:
    """As much markup as is looked at, cut in front of a tag."""
    if len(markup) <= _HTML_MAX:
        return markup
    tag = markup.rfind("<", 0, _HTML_MAX)
    return markup[: tag if tag > markup.rfind(">", 0, _HTML_MAX) else _HTML_MAX]


@lru_cache(maxsize=500)
def _character(entity: str) -> str:
    return html.unescape(entity)


def _without_tags(markup: str, known: frozenset[str] | None = None) -> str:
    """The text between the tags; blocks end a line. Tags that are not `known` are text themselves."""
    markup = markup.replace("]]>", "")
    pieces: list[str] = []
    position, hidden_by = 0, ""
    for match in _TAG.finditer(markup):
        end, name = match.groups("")
        name = name.lower()
        if known is not None and name and name not in known:
            continue
        if not hidden_by:
            pieces.append(markup[position : match.start()])
            hidden_by = name if name in _HIDDEN and not end and not match[0].endswith("/>") else ""
            pieces.append("\n" if name in _BREAKS else " " if name in ("td", "th") else "")
        elif end and name == hidden_by:
            hidden_by = ""
        position = match.end()
    return "".join(pieces) + ("" if hidden_by else markup[position:])


def _without_related(markup: str) -> str:
    """Cut a list at the very end that holds nothing but links, when there is text before it (ePi's feeds)."""
    start = max(markup.rfind("<ul"), markup.rfind("<UL"))
    if start < 0:
        return markup
    tail = markup[start:].lower()
    entries = tail.count("<li")
    closed = tail.rfind("</ul>")
    ends = closed > 0 and _LIST_AT_END.match(tail, closed)
    is_links = 0 < entries <= len(re.findall(r"<li[^<>]*>\s*<a\s", tail))
    return markup[:start] if ends and is_links and _without_tags(markup[:start]).strip() else markup
