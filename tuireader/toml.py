"""TOML files that people write: read into values, with whatever is wrong told as a `Fault` and its place.

It owns what the messages of tomllib and of msgspec mean; they are English and for programmers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec
from msgspec import Struct

from tuireader.errors import Fault, NewsError

Table = dict[str, object]
Blame = Callable[[Fault], NewsError]
"""Makes the error of a file out of what is wrong with it."""
T = TypeVar("T")

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_INSIDE = re.compile(r"(?P<fault>.*?)(?: - at `(?:key in )?\$\.?(?P<key>.*)`)?", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_RANGE = re.compile(r"Expected `(\w+)` ([<>]=) (\d+)")
_TYPE = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")


def read_table(content: bytes, blame: Blame) -> Table:
    """The tables of a file, with or without a byte order mark. Raises what `blame` makes of a fault."""
    import tomllib

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise blame(Fault("not_text", line=content.count(b"\n", 0, error.start) + 1)) from error
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise blame(Fault("nested")) from error
    except ValueError as error:  # also a number that is too long for Python, which tomllib lets through
        raise blame(_syntax(str(error), text)) from error


def convert(written: Table, kind: type[T], blame: Blame, table: str = "", text: str = "") -> T:
    """A table as a value. `table` is its key in the file; `text` is the file, where the line of a key is wanted."""
    try:
        return msgspec.convert(written, kind)
    except msgspec.ValidationError as error:
        raise blame(_wrong(str(error), kind, table, text)) from error


def _syntax(message: str, text: str) -> Fault:
    place = _PLACE.search(message)
    if place is None:
        return Fault("toml")
    line, column = int(place[1] or text.count("\n") + 1), int(place[2] or 0)
    if "Unescaped '\\'" in message:
        return Fault("backslash", line=line, column=column)
    if "Cannot overwrite" in message or "Cannot declare" in message:
        return Fault("twice", line=line, column=column)
    return Fault("toml", line=line, column=column)


def _wrong(message: str, kind: type, table: str, text: str) -> Fault:
    """What msgspec says of a value that does not fit."""
    from difflib import get_close_matches

    inside = _INSIDE.fullmatch(message)
    said, place = (inside["fault"], inside["key"] or "") if inside else (message, "")
    key = ".".join(part for part in (table, place) if part)
    if unknown := _UNKNOWN.fullmatch(said):
        near = get_close_matches(unknown[1], _fields(kind, place), n=1)
        return Fault("unknown_key", key, unknown[1], tuple(near), line_of(text, unknown[1]))
    line = line_of(text, re.split(r"[.\[]", place)[0])
    if missing := _MISSING.fullmatch(said):
        return Fault("missing_key", key, missing[1], line=line)
    if limit := _RANGE.fullmatch(said):
        return Fault("too_great" if limit[2] == "<=" else "too_small", key, limit[3], line=line)
    if wrong := _TYPE.fullmatch(said):
        return Fault("type", key, wrong[1], line=line)
    return Fault("other", key, said, line=line)


def _fields(kind: type, place: str) -> list[str]:
    """The keys that the table at this place may have."""
    table: Any = kind
    for name in re.sub(r"\[[^\]]*\]", "", place).split(".") if place else ():
        hint = get_type_hints(table).get(name)
        table = (get_args(hint) or (hint,))[0]
    return list(table.__struct_fields__) if isinstance(table, type) and issubclass(table, Struct) else []


def line_of(text: str, key: str) -> int:
    """The line on which a key of the file is stated; 0 where that is not known."""
    if not key:
        return 0
    stated = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[\].=]", text, re.MULTILINE)
    return text.count("\n", 0, stated.start()) + 1 if stated else 0
