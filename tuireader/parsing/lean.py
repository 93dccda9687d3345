"""A page's bytes without the scripts and styles in it, which are most of them and which nobody here reads.

Decoding, the guard and the parser all take their time for every byte. What goes is only the text inside an element; the
element stays, so that the tree keeps its shape.
"""

from __future__ import annotations

import re

LONG_BODY = 1_500
"""Bytes of a script or a style from which on it pays to take it out."""

_OPENING = re.compile(rb"<(?:script|style)(?=[\s>])")
_ATTRIBUTES = re.compile(
    rb"""(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+))?)*+\s*>""",
)
"""The rest of an opening tag that is well-formed; others stay as they are."""
_STOP = re.compile(rb"</?(?:script|style)(?=[\s/>])|<!--", re.IGNORECASE)


def without_code(page: bytes) -> bytes:
    """The page with long scripts and styles emptied, JSON-LD excepted; for encodings that are ASCII in ASCII's place.

    In linear time, and only where markup leaves no doubt: a body in which another script begins, or that has to do with
    a comment, may be one in an attribute, a string or a comment, or none at all (WHATWG HTML 13.2.5.15 ff.), and stays.
    """
    kept: list[bytes] = []
    position = 0
    opening = _OPENING.search(page)
    while opening is not None and (stop := _STOP.search(page, opening.end())) is not None:
        if body := _body(page, opening, stop):
            kept.append(page[position : body.start])
            position = body.stop
        opening = _OPENING.search(page, stop.start())
    if not kept:
        return page
    kept.append(page[position:])
    return b"".join(kept)


def _body(page: bytes, opening: re.Match[bytes], stop: re.Match[bytes]) -> slice | None:
    """Where the text of a script or a style is that nobody reads; None where that is not certain or not worth it."""
    if stop.start() - opening.end() < LONG_BODY or stop[0].lower() != b"</" + opening[0][1:]:
        return None
    tag = _ATTRIBUTES.match(page, opening.end(), stop.start())
    if tag is None or (opening[0] == b"<script" and not _is_code(page, tag, stop.start())):
        return None
    return slice(tag.end(), stop.start())


def _is_code(page: bytes, tag: re.Match[bytes], end: int) -> bool:
    """Whether a script is no JSON-LD, whose type may be written with character references, and ends no comment."""
    return b"json" not in tag[0].lower() and b"&" not in tag[0] and page.find(b"-->", tag.end(), end) < 0
