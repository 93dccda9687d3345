"""True oddities of papers, which no selector can express: small functions on the tree, named by a paper's file."""

from __future__ import annotations

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

QUIRKS: dict[str, Callable[[LexborHTMLParser], None]] = {}
"""By the name that `quirks` in a paper's `[article]` uses."""
