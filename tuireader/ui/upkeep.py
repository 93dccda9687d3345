"""Owns the mending of what Textual keeps for too long, so that a program that is open for days does not grow."""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style

MOST_PAIRS = 256
"""Pairs of colours that are remembered; a theme has some dozens."""


@lru_cache(MOST_PAIRS)
def _inner_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


def _of_any(_: StylesCache, base_background: Color, background: Color) -> tuple[Style, Style]:
    return _inner_outer(base_background, background)


def let_go_of_drawings() -> None:
    """Have Textual remember colours and not who asked for them.

    Its own cache (`StylesCache.get_inner_outer`, Textual 8.2) has the asking object in its key, and with it all that
    was drawn of each toast and each widget of a screen that is long closed: some 30 MB until its 1,024 places are full.
    """
    if hasattr(StylesCache, "get_inner_outer"):
        StylesCache.get_inner_outer = _of_any  # type: ignore[method-assign,assignment]
