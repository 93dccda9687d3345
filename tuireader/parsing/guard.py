"""The guard before the parser: which markup would take too long, told in linear time.

Lexbor takes quadratic time for very deep or very attribute-rich markup and cannot be stopped, and every element costs
our readers some ten microseconds; so what is too much is refused or cut before anything is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MAX_MARKUP = 2 * 1024 * 1024
"""Characters of markup that we give to the parser, scripts and styles not counted."""
MAX_ANGLES = 20_000
"""Opening angles that are read; the largest article page we know has 3,400 of them outside of its scripts."""
MAX_ANGLES_ANYWHERE = 2 * MAX_ANGLES
"""The same with those in comments, scripts and pictures: what looks like a comment to us may be none to the parser."""
MAX_ATTRIBUTES = 200
MAX_PAIRS = 100_000_000
"""Pairs of attributes of one tag that the parser compares in a fifth of a second, wherever on the page they stand."""
SMALL = 30_000
"""Characters of a page on which no crowd of attributes takes longer than a tenth of a second."""
FAR = 100
"""White space before a quote in which a sign before it is looked for."""
MAX_DEPTH = 512
MAX_DEPTH_ANYWHERE = 2_000
"""The same with what seems to be in comments, scripts, pictures and templates."""
MAX_RUN = 5_000
"""Openings of `<li>` or `<option>` in a row."""
FEW_TAGS = 5_000
"""A page with no more tags than this cannot be deep or wide enough to hurt."""

MUTE = ("script", "style", "svg", "template", "noscript")
_MUTE_OPENING = re.compile(r"<(script|style|svg|template|noscript)(?=[\s/>])|<!--", re.IGNORECASE)
_QUOTED = re.compile(r"""=\s*+"[^"]*+"|=\s*+'[^']*+'""")
_TAG = re.compile(r"""<[a-zA-Z][^>"'=]*+(?:="[^"]*+"[^>"'=]*+)*+(?:(?:=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])[^>"'=]*+)*+""")
"""An opening tag up to its `>`; the first group is the usual form of attributes, only to be quick about it."""
_CLOSINGS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in MUTE} | {"": re.compile("-->")}
_ANGLE = re.compile("<")
_NAMES = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_DEEP = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "option",
        "tr",
        "td",
        "th",
        "dt",
        "dd",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "optgroup",
        "html",
        "head",
        "body",
    ]
)


def is_hostile(html: str) -> bool:
    """Whether the parser could take long: too large, too deep, too many attributes, or endless lists."""
    return readable(html) is None


def readable(html: str) -> str | None:
    """The markup up to where there is too much of it to read; None where it is hostile."""
    angles = html.count("<")
    if _takes_long(html, angles):
        return None
    if angles <= MAX_ANGLES or (angles <= MAX_ANGLES_ANYWHERE and without_mute(html).count("<") <= MAX_ANGLES):
        return html
    return html[: next(islice(_ANGLE.finditer(html), MAX_ANGLES, None)).start()]


def _takes_long(html: str, angles: int) -> bool:
    if len(html) > MAX_MARKUP and len(without_mute(html)) > MAX_MARKUP:
        return True
    crowds = [crowd for stretch in _long_stretches(html) for crowd in _crowds(stretch)] if len(html) > SMALL else []
    if crowds and (sum(n * n for n in crowds) > MAX_PAIRS or _crowds(without_mute(html))):
        return True
    if angles <= FEW_TAGS:
        return False
    return _is_deep_or_endless(without_mute(html), MAX_DEPTH) or _is_deep_or_endless(html, MAX_DEPTH_ANYWHERE)


def without_mute(html: str) -> str:
    """The markup without comments, scripts, styles and pictures drawn in markup, in linear time."""
    kept: list[str] = []
    position = 0
    unclosed: set[str] = set()
    while opening := _MUTE_OPENING.search(html, position):
        name = (opening.group(1) or "").lower()
        closing = None if name in unclosed else _CLOSINGS[name].search(html, opening.end())
        kept.append(html[position : opening.start()])
        if closing is None:
            unclosed.add(name)
        position = closing.end() if closing else opening.end()
    kept.append(html[position:])
    return "".join(kept)


def _long_stretches(html: str) -> Iterator[str]:
    """The parts that a tag may fill which has too many attributes for a page of this length.

    All others lie between two ends of tags that are near each other: the names of a crowd differ, so that each of its
    attributes takes three characters, and all crowds in such parts have no more than `MAX_PAIRS` together.
    """
    step = max(4 * MAX_PAIRS // len(html), MAX_ATTRIBUTES)
    sure = position = counted = 0
    apostrophe, is_value = -1, False
    while position < len(html):
        end = _end_of_tag(html, position, step // 16 if is_value and apostrophe >= 0 else step)
        apostrophe = html.rfind("'", position, end)
        if apostrophe >= 0:
            is_value = _opens_value(html, apostrophe)
        if apostrophe >= 0 or not is_value:
            counted += end - position
        elif end - position > 2 * step:  # either all of it is one value, or tags end on both sides of it
            yield html[position:end]
        position = end
        if end == len(html) or not is_value:
            if counted > 2 * step:
                yield html[sure:end]
            sure, counted = end, 0


def _end_of_tag(html: str, position: int, step: int) -> int:
    """The first `">` from a step on that ends any tag and the value before it, unless a value in apostrophes holds it;
    the end where there is none."""
    end = html.find('">', position + step)
    while end >= 0 and _opens_value(html, end):
        end = html.find('">', end + step)
    return end if end >= 0 else len(html)


def _opens_value(html: str, quote: int) -> bool:
    """Whether a quote may begin the value of an attribute."""
    if quote and not html[quote - 1].isspace():
        return html[quote - 1] == "="
    before = html[max(quote - FAR, 0) : quote].rstrip()
    return not before or before[-1] == "="


def _crowds(html: str) -> list[int]:
    """How many attributes each tag has that has too many; scripts may look as if they had one."""
    tags = [tag for tag in _TAG.findall(html) if len(tag) >= 2 * MAX_ATTRIBUTES and _separators(tag) > MAX_ATTRIBUTES]
    return [number for tag in tags if (number := _attributes(tag)) > MAX_ATTRIBUTES]


def _separators(tag: str) -> int:
    """At least as many as the attributes of a tag: what can stand between two of them."""
    return len(tag.split()) + tag.count("/") + tag.count('"') + tag.count("'")


def _attributes(tag: str) -> int:
    """How many attributes a tag has at most: a slash parts them as a space does."""
    return len(_QUOTED.sub("= ", tag).replace("/", " ").split())


def _is_deep_or_endless(html: str, limit: int) -> bool:
    depth = deepest = run = longest = 0
    for slash, name in _NAMES.findall(html):
        lowered = name.lower()
        if lowered in ("li", "option"):
            run = 0 if slash else run + 1
            longest = max(longest, run)
        elif lowered not in _NEVER_DEEP:
            depth = max(depth - 1, 0) if slash else depth + 1
            deepest = max(deepest, depth)
    return deepest > limit or longest > MAX_RUN
