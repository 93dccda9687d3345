"""A newspaper as the text of its file, in the shape of the shipped ones, so that its reader can go on editing it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, structs

from tuireader.language import tr
from tuireader.model import Source

HEAD = tr("# Báo của riêng bạn. Sửa tuỳ ý, rồi chạy `tuireader check <tệp>` để xem có đúng không.")
_TABLES = {"rules": "article", "cards": "cards"}
"""The fields that are tables of selectors, and what the file calls them."""
_LINE_MAX = 100
"""Characters of a list on one line."""


def source_text(source: Source, remark: str = "") -> str:
    """The file of a paper. `sources.read_source` gives the same paper back, with its family's selectors written out.

    `remark` is one line on where the paper comes from.
    """
    lines = [HEAD, *([f"# {quoted(remark)[1:-1]}"] if remark else [])]
    lines += _keys(source, without=("sections", *_TABLES))
    for section in source.sections:
        lines += ["", "[[section]]", *_keys(section)]
    for field, table in _TABLES.items():
        if keys := list(_keys(getattr(source, field))):
            lines += ["", f"[{table}]", *keys]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A basic string of TOML (toml.io, v1.0.0, «String»)."""
    return '"' + "".join(map(_character, text)) + '"'


def _character(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char < " " or char == "\x7f":
        return f"\\u{ord(char):04X}"
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char


def _keys(struct: Struct, without: tuple[str, ...] = ()) -> Iterator[str]:
    """The fields that are not as they would be without saying."""
    for field in structs.fields(struct):
        value = getattr(struct, field.name)
        if field.name not in without and value != field.default:
            yield f"{field.name} = {_value(value)}"


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return quoted(value)
        case tuple():
            return _list([_value(one) for one in value])
        case _:
            raise TypeError(type(value))


def _list(values: list[str]) -> str:
    line = ", ".join(values)
    if len(line) <= _LINE_MAX:
        return f"[{line}]"
    return "[\n" + "".join(f"    {value},\n" for value in values) + "]"
