"""Lists of subscriptions as OPML 1.0 and 2.0 (opml.org/spec2.opml), read and written without any XML library.

All that a list says stands in the attributes of `outline` elements, so one pattern for tags reads well-formed files and
those with bare `&` alike, in linear time; nothing outside the file can be named. A file that declares entities of its
own is refused: no list needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from tuireader.errors import NoSubscriptions
from tuireader.parsing.address import canonical_url, named_address
from tuireader.parsing.decode import decode
from tuireader.parsing.feed_markup import unescape
from tuireader.text import clean_line

DEPTH_MAX = 16
"""Folders in folders; what is nested deeper stands in the folder of this depth."""
TAGS_MAX = 200_000
"""Tags that are read of one list."""
NAME_MAX = 200
"""Code points of a title."""
_CATEGORIES_MAX = 20
_ATTRIBUTES_MAX = 40
_LEADING = 20_000
"""Characters in front of the root in which it is looked for."""

_ROOT = re.compile(r"<(?:\w{1,20}:)?opml[\s/>]", re.IGNORECASE)
_ENTITIES = re.compile(r"<!(?:ENTITY|ATTLIST)\b", re.IGNORECASE)
_TAG = re.compile(
    r"<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)"
    r"""|<(?P<end>/?)outline\b(?P<rest>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w:.-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")


class Outline(Struct, frozen=True, omit_defaults=True):
    """One line of a list: a feed, or a folder of others."""

    text: str
    feed: str = ""
    """The feed's absolute http(s) address, with the credentials it may carry; empty for a folder."""
    home: str = ""
    """The page that belongs to it."""
    categories: tuple[str, ...] = ()
    hidden: bool = False
    """Commented out (`isComment`)."""
    outlines: tuple[Outline, ...] = ()
    refused: str = ""
    """A feed's address as written where it is no http(s) address."""


class _Open(Struct):
    """An outline whose end has not come yet."""

    outline: Outline
    children: list[Outline]


def is_opml(text: str) -> bool:
    """Whether the text is markup with the root element of OPML."""
    if text[:20].lower().startswith(("<!doctype html", "<html")):
        return False
    return text.startswith("<") and _ROOT.search(text, 0, _LEADING) is not None


def read_opml(data: bytes, name: str = "") -> tuple[Outline, ...]:
    """The outlines of the list in their order. `name` is the file's, for the errors.

    A list without `body` and one that is cut off give what stands in them. Raises NoSubscriptions and nothing else.
    """
    text = decode(data).lstrip("\ufeff \t\r\n\0")
    if not text:
        raise NoSubscriptions(name, "empty")
    if not is_opml(text):
        raise NoSubscriptions(name, "no_list")
    if _ENTITIES.search(text):
        raise NoSubscriptions(name, "entities")
    outlines = _read(text)
    if not outlines:
        raise NoSubscriptions(name, "no_feed")
    return outlines


def write_opml(outlines: Iterable[Outline], title: str) -> bytes:
    """The list as OPML 2.0 in UTF-8."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(title)}</title></head>",
        "  <body>",
        *_lines(outlines, "    "),
        "  </body>",
        "</opml>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _read(text: str) -> tuple[Outline, ...]:
    top: list[Outline] = []
    stack: list[_Open] = []
    for match in islice(_TAG.finditer(text), TAGS_MAX):
        if match["end"] == "":
            stack.append(_Open(_outline(match["rest"]), []))
        if match["end"] or (match["rest"] or "").endswith("/"):
            _close(stack, top)
    while stack:
        _close(stack, top)
    return tuple(top)


def _close(stack: list[_Open], top: list[Outline]) -> None:
    """Put the innermost open outline into the one around it, or those in it beside it where they are too deep."""
    if not stack:
        return
    closed = stack.pop()
    around = stack[-1].children if stack else top
    if len(stack) < DEPTH_MAX:
        around.append(_with_children(closed))
        return
    if closed.outline.feed or not closed.children:
        around.append(closed.outline)
    around.extend(closed.children)


def _with_children(closed: _Open) -> Outline:
    return replace(closed.outline, outlines=tuple(closed.children)) if closed.children else closed.outline


def _outline(rest: str) -> Outline:
    said = _attributes(rest)
    written = said.get("xmlurl", "").strip()
    feed = named_address(written)
    categories = [clean_line(one, NAME_MAX) for one in said.get("category", "").split(",")[:_CATEGORIES_MAX]]
    return Outline(
        text=clean_line(said.get("text", "") or said.get("title", ""), NAME_MAX),
        feed=feed,
        home=canonical_url(said.get("htmlurl", "")),
        categories=tuple(one for one in categories if one),
        hidden=said.get("iscomment", "").strip().lower() == "true",
        refused="" if feed else clean_line(written, NAME_MAX),
    )


def _attributes(rest: str) -> dict[str, str]:
    """The attributes of a tag by their names in lower case: lists in the wild write `xmlURL` and `xmlurl`, too."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
        if len(found) >= _ATTRIBUTES_MAX:
            break
    return found


def _lines(outlines: Iterable[Outline], indent: str) -> Iterator[str]:
    for outline in outlines:
        tag = f"{indent}<outline {_written(outline)}"
        if outline.outlines:
            yield tag + ">"
            yield from _lines(outline.outlines, indent + "  ")
            yield f"{indent}</outline>"
        else:
            yield tag + "/>"


def _written(outline: Outline) -> str:
    """The attributes; `text` is required, and `title` is what some readers show instead."""
    attributes = {"text": outline.text}
    if outline.feed:
        attributes |= {"title": outline.text, "type": "rss", "xmlUrl": outline.feed}
    attributes |= {"htmlUrl": outline.home} if outline.home else {}
    attributes |= {"category": ",".join(outline.categories)} if outline.categories else {}
    attributes |= {"isComment": "true"} if outline.hidden else {}
    return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
