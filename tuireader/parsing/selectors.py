"""Whether a selector is one that the parser understands."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, SelectolaxError


def broken_selector(selector: str) -> str:
    """What is wrong with a CSS selector; empty where nothing is."""
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError as error:
        return str(error)
    return ""
