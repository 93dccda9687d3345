"""The screen in signs that every terminal has: whatever stands beside the letters is drawn by its ASCII twin.

Text of papers keeps its letters; twins are one cell wide as what they stand for is, so that nothing moves. Keys are
called by words there, which is `language.key_words`.
"""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_TWINS = {
    "●": "o", "★": "*", "✓": "v", "↗": "^", "▌": "|", "▐": "|", "│": "|", "┃": "|", "─": "-", "━": "=", "•": "*",
    "▣": "#", "▶": ">", "▼": "v", "▸": ">", "▾": "v", "█": "#", "▀": "-", "▄": "-", "▔": "-", "▁": "_", "▂": "_",
    "▃": "_", "▅": "#", "▆": "#", "▇": "#", "▊": "|", "▎": "|", "▏": "|", "▕": "|", "┬": "+", "┴": "+", "┼": "+",
    "├": "+", "┤": "+", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+", "╸": "-",
    "╺": "-", "…": "~", "·": "-", "›": ">", "‹": "<", "«": '"', "»": '"', "“": '"', "”": '"', "‘": "'", "’": "'",
    "–": "-", "—": "-", "×": "x", "±": "%", "↑": "^", "🔎": "? ",
}  # fmt: skip
_TABLE = str.maketrans(_TWINS)


class AsciiSigns(LineFilter):
    """Draws every sign by its twin."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.text.isascii() or segment.control else Segment(in_ascii(segment.text), segment.style)
            for segment in segments
        ]


@lru_cache(maxsize=2_000)
def in_ascii(text: str) -> str:
    """The text with ASCII twins for its signs, as many cells wide."""
    return text.translate(_TABLE)
