"""The only door for untrusted text: what comes from a feed, a page, a header or a file name is cleaned here, once.

Also owns folding, the form in which words are compared when diacritics and case do not count. The rules follow what
terminals do with control characters: anything that could move the cursor, change a title or hide text is gone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tuireader.patterns import later

LINE_MAX = 500
"""Code points that a one-line text may have."""
BLOCK_MAX = 200_000
"""Code points that one block of running text may have."""
MAX_MARKS = 3
"""Combining marks kept on one base; Vietnamese needs two."""

_ZWJ, _VS16, _KEYCAP, _BLACK_FLAG = "\u200d", "\ufe0f", "\u20e3", "\U0001f3f4"
# Printable ASCII, Latin letters with Vietnamese ones, and the punctuation papers use: nothing here needs a closer look.
_PLAIN_CHARACTERS = r" -~\u00a1-\u00ac\u00ae-\u02ff\u1ea0-\u1ef9\u2010-\u2027\u2030-\u205e\u20ab\u20ac"
_PLAIN = later(rf"[\n{_PLAIN_CHARACTERS}]*\Z")
_PLAIN_LINE = later(rf"[{_PLAIN_CHARACTERS}]*\Z")
_FLAG = later(r"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\x85")
_BLANK_LINES = later(r" ?\n[ \n]*")
_UNTIDY_ENDS = (" \n", "\n ", "\n\n")
_MARKS = later("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_LATIN = later(
    "[\0-\x7f\u00c0-\u00c5\u00c7-\u00cf\u00d1-\u00d6\u00d9-\u00dd\u00e0-\u00e5\u00e7-\u00ef\u00f1-\u00f6\u00f9-\u00fd"
    "\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]*\\Z"
)
"""ASCII, Vietnamese letters and others that are an ASCII letter with marks: all of it folds to ASCII."""
_PUNCTUATION = later("[\xa0\u2010-\u201f\u2026\xab\xbb]+")
"""What papers print between words beside ASCII."""
_NOT_WORDS = later(r"[^\w]+")
_TO_WORDS = bytes(ord(chr(code).lower()) if re.match(r"\w", chr(code), re.ASCII) else ord(" ") for code in range(256))
"""For `bytes.translate`: small letters and digits stay, all else separates."""
_DROPPED = frozenset("\u115f\u1160\u3164\uffa0\u180e\u034f")
_EMOJI_MODIFIERS = range(0x1F3FB, 0x1F400)
_REGIONAL = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Regional indicators, of which two make a flag."""
_NO_MARK = r"\w\s!-/:-@\[-`{-~\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff"
_MAYBE_MARKS = later(rf"[^{_NO_MARK}]{{{MAX_MARKS + 1}}}")
_MAYBE_MANY_MARKS = later(rf"[^{_NO_MARK}]{{30}}")
"""What a run of combining marks long enough to matter looks like; `re` knows no categories."""
_ROOM_FOR_DROPPED = 4
"""How much longer than its limit a text may be before anything is dropped from it."""


def clean_line(text: str, limit: int = LINE_MAX) -> str:
    """One line of safe text: NFC, no control, bidi, zero-width or private characters, single spaces.

    At most `limit` code points, the last of which is an ellipsis where something was cut. Idempotent. The result holds
    no character of category Cc, Cs, Co, Cn, Zl or Zp, and of Cf only what joins emoji and what makes a region's flag.
    """
    text = text.strip()
    if len(text) <= limit and "  " not in text and _PLAIN_LINE.match(text):
        return text
    return _cut(_safe(" ".join(text.split()), limit), limit)


def clean_block(text: str, limit: int = BLOCK_MAX) -> str:
    """Like `clean_line` for text that keeps its line ends: single newlines, no blank lines, no outer white space."""
    text = text.strip()
    if len(text) <= limit and "  " not in text and not ("\n" in text and _has_untidy_ends(text)) and _PLAIN.match(text):
        return text
    for end in _LINE_ENDS:
        if end in text:
            text = text.replace(end, "\n")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return _cut(_safe("\n".join(filter(None, lines)), limit), limit)


def fold(text: str) -> str:
    """The text without diacritics and case (`Đà Nẵng` → `da nang`), for searching and comparing, never for showing."""
    if text.isascii():
        return text.casefold()
    if _LATIN.match(text):
        return _latin_bytes(text).decode().lower()
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d").replace("Đ", "d").casefold()


def folded_words(text: str) -> str:
    """The words of the folded text with single spaces between them, and nothing else."""
    if not _LATIN.match(text):
        text = _PUNCTUATION.sub(" ", text)
        if not _LATIN.match(text):
            return _NOT_WORDS.sub(" ", fold(text)).strip()
    return b" ".join(_latin_bytes(text).translate(_TO_WORDS).split()).decode()


def _latin_bytes(text: str) -> bytes:
    """Latin text without its marks, in ASCII."""
    return unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore")


def exact(text: str) -> str:
    """The text in NFC and without case, diacritics kept: what an exact search compares."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def count_words(text: str) -> int:
    """How many words (in Vietnamese: syllables) are in the text."""
    return len(text.split())


def _has_untidy_ends(text: str) -> bool:
    return any(gap in text for gap in _UNTIDY_ENDS)


def _safe(text: str, limit: int) -> str:
    text = text[: limit * _ROOM_FOR_DROPPED]
    if not _PLAIN.match(text):
        if _MAYBE_MANY_MARKS.search(text):
            text = _limit_marks(text, 3 * MAX_MARKS)  # NFC sorts a run of marks in quadratic time
        text = unicodedata.normalize("NFC", text)
    if not _PLAIN.match(text):
        text = unicodedata.normalize("NFC", _filter(text))
        if _MAYBE_MARKS.search(text):
            text = _limit_marks(text, MAX_MARKS)
        text = re.sub(" {2,}", " ", text)
        text = _BLANK_LINES.sub("\n", text)
    return text.strip(" \n")


def _filter(text: str) -> str:
    """Drop or replace every character that may not reach a terminal."""
    kept: list[str] = []
    position, end = 0, len(text)
    while position < end:
        char = text[position]
        if char == _BLACK_FLAG and (flag := _FLAG.match(text, position)):
            kept.append(flag.group())
            position = flag.end()
            continue
        position += 1
        if char in (_ZWJ, _VS16):
            admitted = char if kept and _joins(char, kept[-1], text[position : position + 1]) else ""
        else:
            admitted = _admit(char)
        if admitted:
            kept.append(admitted)
    return "".join(kept)


@lru_cache(maxsize=4_000)
def _admit(char: str) -> str:
    """The character as it may be shown, whatever stands beside it: itself, a replacement, or nothing."""
    if char in _DROPPED:
        return ""
    match unicodedata.category(char):
        case "Cc":
            return char if char == "\n" else ""
        case "Cf" | "Co":
            return ""
        case "Cs" | "Cn":
            return "\ufffd"
        case "Zl" | "Zp" | "Zs":
            return " "
        case _:
            return char


def _joins(char: str, before: str, after: str) -> bool:
    """Whether a joiner or an emoji selector stands where an emoji needs it."""
    if char == _VS16:
        return _is_emoji(before[-1]) or (after == _KEYCAP and before[-1] in "0123456789#*")
    return bool(after) and (_is_emoji(before[-1]) or before[-1] == _VS16) and _is_emoji(after)


@lru_cache(maxsize=4_000)
def _is_emoji(char: str) -> bool:
    return (unicodedata.category(char) == "So" and char != "\ufffd") or ord(char) in _EMOJI_MODIFIERS


def _limit_marks(text: str, most: int) -> str:
    """Keep at most so many combining marks on one base."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me", "Mc") and char != _VS16 else 0
        if marks <= most:
            kept.append(char)
    return "".join(kept)


def _cut(text: str, limit: int) -> str:
    """The text, cut to `limit` code points in front of a whole grapheme, with an ellipsis in the last place."""
    if len(text) <= limit:
        return text
    end = max(limit - 1, 0)
    while end > 0 and _continues(text, end):
        end -= 1
    return text[:end].rstrip(" \n") + "…"


def _continues(text: str, at: int) -> bool:
    """Whether the character there belongs to the grapheme of the one before it."""
    char = text[at]
    if char in _REGIONAL and text[at - 1] in _REGIONAL:
        return bool((at - len(text[:at].rstrip(_REGIONAL))) % 2)
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf") or text[at - 1] == _ZWJ or ord(char) in _EMOJI_MODIFIERS
    )
