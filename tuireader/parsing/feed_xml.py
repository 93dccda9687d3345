"""Two readers of a feed's markup for one collector: expat where the markup is well-formed, a tolerant one where not."""

from __future__ import annotations

import re
from xml.parsers import expat

from tuireader.parsing.feed_elements import ENTRIES, FIELD_MAX, FIELDS, Collector, Enough
from tuireader.parsing.feed_markup import unescape

_ENTITIES_MAX = 64
_ENTITY_MAX = 200
"""Characters that an entity declared in the document may stand for: enough for `&nbsp;`, too few for a bomb."""
_ATTRIBUTES_MAX = 40
_TEXT_MAX = 10 * FIELD_MAX
"""Characters of one text that are decoded, entities and all, before the collector cuts it."""
_OPENING = re.compile(r"<(?:\?xml|!DOCTYPE\s+(?:rss|rdf)|(?:\w{1,20}:)?(?:rss|rdf|feed|channel))[\s>:]", re.IGNORECASE)
_JUNK_MAX = 20_000
"""Characters in front of a feed in which it is looked for: warnings of PHP, comments, empty lines."""

_TOKEN = re.compile(
    r"""<!--(?:.*?-->|.*)"""
    r"""|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|(?=</(?:title|description|link|guid|pubDate|item|entry)\s*>)|\Z)"""
    r"""|<[?!][^<>]*+>"""
    r"""|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*+)(?P<rest>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w:.-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")


def opening(text: str) -> str:
    """The text from where the feed begins; empty where there is none."""
    if text[:20].lower().startswith(("<!doctype html", "<html")):
        return ""
    match = _OPENING.search(text, 0, _JUNK_MAX)
    return text[match.start() :] if match else ""


class _Refused(Exception):
    """A document type that declares more than a feed needs."""


def read_strictly(text: str, collector: Collector) -> bool:
    """Feed well-formed XML to the collector; False where it is not, after what stood before the fault.

    Nothing outside the document is ever loaded: expat does not by itself, and no handler is set that could.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    declared = 0

    def declare(name: str, is_parameter: int, value: str | None, *_: object) -> None:  # noqa: ARG001
        nonlocal declared
        declared += 1
        if declared > _ENTITIES_MAX or (value is not None and (len(value) > _ENTITY_MAX or "&" in value)):
            raise _Refused

    def skip(name: str, is_parameter: int) -> None:
        if not is_parameter:
            collector.text(unescape(f"&{name};"))

    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    parser.EntityDeclHandler = declare
    parser.SkippedEntityHandler = skip
    try:
        parser.Parse(text, True)  # noqa: FBT003 - takes no keywords
    except (expat.ExpatError, _Refused):
        return False
    except Enough:
        pass
    return True


def read_tolerantly(text: str, collector: Collector) -> None:
    """Feed tags to the collector as they come: bare `&`, undeclared entities, missing ends, control characters.

    An entry that the document's end cuts off is left out. Linear in the length of the text.
    """
    position = 0
    try:
        for match in _TOKEN.finditer(text):
            if collector.open_field and position < match.start():
                collector.text(unescape(text[position : min(match.start(), position + _TEXT_MAX)]))
            position = match.end()
            if match["cdata"] is not None:
                collector.text(match["cdata"])
            elif match["name"]:
                _tag(match["name"], match["end"], match["rest"], collector)
    except Enough:
        pass


def _tag(written: str, slash: str, rest: str, collector: Collector) -> None:
    name = collector.name(written)
    if slash:
        collector.end(written)
        return
    if (unclosed := collector.open_field) and (name in ENTRIES or name in FIELDS):
        collector.end(unclosed)
    collector.start(written, _attributes(rest) if "=" in rest else {})
    if rest.endswith("/"):
        collector.end(written)


def _attributes(rest: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        found.setdefault(match[1], unescape(match[2] or match[3] or match[4] or ""))
        if len(found) >= _ATTRIBUTES_MAX:
            break
    return found
