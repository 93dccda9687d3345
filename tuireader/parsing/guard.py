"""The guard before the parser: which markup would take too long, told in linear time.

Lexbor takes quadratic time for very deep or very attribute-rich markup and cannot be stopped, and every element costs
our readers some ten microseconds; so what is too much is refused or cut before anything is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MAX_MARKUP = 2 * 1024 * 1024
"""Bytes of markup that we give to the parser, scripts and styles not counted."""
MAX_ANGLES = 20_000
"""Opening angles that are read; the largest article page we know has 3,400 of them outside of its scripts."""
MAX_ANGLES_ANYWHERE = 2 * MAX_ANGLES
"""The same with those in comments, scripts and pictures: what looks like a comment to us may be none to the parser."""
MAX_ATTRIBUTES = 200
MAX_PAIRS = 200_000_000
"""Pairs of attributes of one tag that the parser compares in two fifths of a second, wherever they stand."""
SHORTEST = 3
"""Characters of an attribute in a crowd: the names of one tag's attributes differ."""
SMALL = 45_000
"""Bytes of a page on which no crowd of attributes takes longer than a quarter of a second."""
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
_MUTE_OPENING = re.compile(rb"<(script|style|svg|template|noscript)(?=[\s/>])|<!--", re.IGNORECASE)
_QUOTED = re.compile(rb"""=\s*+"[^"]*+"|=\s*+'[^']*+'""")
_TAG = re.compile(
    rb"""<[a-zA-Z][^>"'=]*+(?:="[^"]*+"[^>"'=]*+)*+(?:(?:=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])[^>"'=]*+)*+"""
)
"""An opening tag up to its `>`; the first group is the usual form of attributes, only to be quick about it."""
_CLOSINGS = {name.encode(): re.compile(f"</{name}".encode(), re.IGNORECASE) for name in MUTE}
_CLOSINGS |= {b"": re.compile(b"-->")}
_ANGLE = re.compile(b"<")
_NAMES = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_DEEP = frozenset(
    [
        b"area",
        b"base",
        b"br",
        b"col",
        b"embed",
        b"hr",
        b"img",
        b"input",
        b"link",
        b"meta",
        b"param",
        b"source",
        b"track",
        b"wbr",
        b"p",
        b"li",
        b"option",
        b"tr",
        b"td",
        b"th",
        b"dt",
        b"dd",
        b"thead",
        b"tbody",
        b"tfoot",
        b"colgroup",
        b"optgroup",
        b"html",
        b"head",
        b"body",
    ]
)


def is_hostile(markup: bytes) -> bool:
    """Whether the parser could take long: too large, too deep, too many attributes, or endless lists."""
    return readable(markup) is None


def readable(markup: bytes) -> bytes | None:
    """The markup up to where there is too much of it to read; None where it is hostile."""
    angles = markup.count(b"<")
    if _takes_long(markup, angles):
        return None
    if angles <= MAX_ANGLES or (angles <= MAX_ANGLES_ANYWHERE and without_mute(markup).count(b"<") <= MAX_ANGLES):
        return markup
    return markup[: next(islice(_ANGLE.finditer(markup), MAX_ANGLES, None)).start()]


def _takes_long(markup: bytes, angles: int) -> bool:
    if len(markup) > MAX_MARKUP and len(without_mute(markup)) > MAX_MARKUP:
        return True
    crowds = [crowd for stretch in _dangerous(markup) for crowd in _crowds(stretch)] if len(markup) > SMALL else []
    if crowds and (sum(n * n for n in crowds) > MAX_PAIRS or _crowds(without_mute(markup))):
        return True
    if angles <= FEW_TAGS:
        return False
    return _is_deep_or_endless(without_mute(markup), MAX_DEPTH) or _is_deep_or_endless(markup, MAX_DEPTH_ANYWHERE)


def without_mute(markup: bytes) -> bytes:
    """The markup without comments, scripts, styles and pictures drawn in markup, in linear time."""
    kept: list[bytes] = []
    position = 0
    unclosed: set[bytes] = set()
    while opening := _MUTE_OPENING.search(markup, position):
        name = (opening.group(1) or b"").lower()
        closing = None if name in unclosed else _CLOSINGS[name].search(markup, opening.end())
        kept.append(markup[position : opening.start()])
        if closing is None:
            unclosed.add(name)
        position = closing.end() if closing else opening.end()
    kept.append(markup[position:])
    return b"".join(kept)


def _dangerous(markup: bytes) -> list[bytes]:
    """The long stretches, unless even those full of the shortest attributes would not be too much."""
    stretches = list(_long_stretches(markup))
    return stretches if sum((len(stretch) // SHORTEST) ** 2 for stretch in stretches) > MAX_PAIRS else []


def _long_stretches(markup: bytes) -> Iterator[bytes]:
    """The parts that a tag may fill which has too many attributes for a page of this length.

    All others lie between two ends of tags that are near each other, and all crowds in such parts have no more than
    `MAX_PAIRS` together.
    """
    step = max(4 * MAX_PAIRS // len(markup), MAX_ATTRIBUTES)
    sure = position = counted = 0
    apostrophe, is_value = -1, False
    while position < len(markup):
        end = _end_of_tag(markup, position, step // 16 if is_value and apostrophe >= 0 else step)
        apostrophe = markup.rfind(b"'", position, end)
        if apostrophe >= 0:
            is_value = _opens_value(markup, apostrophe)
        if apostrophe >= 0 or not is_value:
            counted += end - position
        elif end - position > 2 * step:  # either all of it is one value, or tags end on both sides of it
            yield markup[position:end]
        position = end
        if end == len(markup) or not is_value:
            if counted > 2 * step:
                yield markup[sure:end]
            sure, counted = end, 0


def _end_of_tag(markup: bytes, position: int, step: int) -> int:
    """The first `">` from a step on that ends any tag and the value before it, unless a value in apostrophes holds it;
    the end where there is none."""
    end = markup.find(b'">', position + step)
    while end >= 0 and _opens_value(markup, end):
        end = markup.find(b'">', end + step)
    return end if end >= 0 else len(markup)


def _opens_value(markup: bytes, quote: int) -> bool:
    """Whether a quote may begin the value of an attribute."""
    sign = markup[quote - 1 : quote]
    if sign and not sign.isspace():
        return sign == b"="
    before = markup[max(quote - FAR, 0) : quote].rstrip()
    return not before or before.endswith(b"=")


def _crowds(markup: bytes) -> list[int]:
    """How many attributes each tag has that has too many; scripts may look as if they had one."""
    tags = [tag for tag in _TAG.findall(markup) if len(tag) >= 2 * MAX_ATTRIBUTES and _separators(tag) > MAX_ATTRIBUTES]
    return [number for tag in tags if (number := _attributes(tag)) > MAX_ATTRIBUTES]


def _separators(tag: bytes) -> int:
    """At least as many as the attributes of a tag: what can stand between two of them."""
    return len(tag.split()) + tag.count(b"/") + tag.count(b'"') + tag.count(b"'")


def _attributes(tag: bytes) -> int:
    """How many attributes a tag has at most: a slash parts them as a space does."""
    return len(_QUOTED.sub(b"= ", tag).replace(b"/", b" ").split())


def _is_deep_or_endless(markup: bytes, limit: int) -> bool:
    depth = deepest = run = longest = 0
    for slash, name in _NAMES.findall(markup):
        lowered = name.lower()
        if lowered in (b"li", b"option"):
            run = 0 if slash else run + 1
            longest = max(longest, run)
        elif lowered not in _NEVER_DEEP:
            depth = max(depth - 1, 0) if slash else depth + 1
            deepest = max(deepest, depth)
    return deepest > limit or longest > MAX_RUN
