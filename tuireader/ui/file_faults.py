"""What is wrong with a file that the reader wrote, in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Callable

from tuireader.errors import Fault, FaultKind
from tuireader.language import tr
from tuireader.text import clean_line

VALUE_MAX = 100
"""Characters of what is written in the file that are shown."""
_TYPES = {
    "bool": tr("true hay false"),
    "int": tr("số nguyên"),
    "float": tr("số"),
    "str": tr("chữ trong dấu nháy"),
    "array": tr("danh sách [ ]"),
    "object": tr("một bảng"),
    "null": "",
}
_WORDS: dict[FaultKind, str] = {
    "unreadable": tr("không có tệp ấy, hay không được phép đọc"),
    "not_text": tr("có chữ không phải UTF-8"),
    "nested": tr("các dấu ngoặc lồng nhau quá sâu"),
    "toml": tr("TOML viết sai"),
    "backslash": tr("TOML viết sai: trong nháy kép, dấu \\ có nghĩa riêng; hãy dùng nháy đơn"),
    "twice": tr("khoá này đã có ở phía trên"),
    "missing_key": tr("{table}thiếu khoá «{value}»"),
    "too_small": tr("«{key}» phải từ {value} trở lên"),
    "too_great": tr("«{key}» nhiều nhất là {value}"),
    "id": tr("{key}: «{value}» chỉ được gồm a-z, 0-9 và dấu -"),
    "same_id": tr("{key}: đã có chuyên mục «{value}» ở phía trên"),
    "no_sections": tr("cần ít nhất một khối [[section]]"),
    "no_address": tr("{key}: thiếu cả feed lẫn list"),
    "address": tr("{key}: «{value}» phải bắt đầu bằng https:// hay http:// và có tên miền"),
    "host": tr("{key}: «{value}» không phải là tên miền, như «zingnews.vn»"),
    "pattern": tr("{key}: biểu thức chính quy «{value}» viết sai"),
    "no_group": tr("{key}: «{value}» thiếu cặp ngoặc ( ) quanh con số của bài"),
    "selector": tr("{key}: bộ chọn «{value}» viết sai"),
    "size": tr("{key}: «{value}» không phải là một cỡ, như «5MB» hay «800 kB»"),
    "other": "{value}",
}


def fault_words(fault: Fault) -> str:
    """One sentence without its stop, the line and the column in front where they are known."""
    place = tr("dòng {line}").format(line=fault.line) if fault.line else ""
    place += tr(", cột {column}").format(column=fault.column) if fault.column else ""
    own = _OWN.get(fault.kind)
    words = own(fault) if own else _filled(_WORDS[fault.kind], fault)
    return f"{place}: {words}" if place else words


def _filled(words: str, fault: Fault) -> str:
    return words.format(key=_key(fault.key), value=_value(fault.value), table=_table(fault.key))


def _key(key: str) -> str:
    """A key, with places counted from one: «[[section]] thứ 2, feed», «browser, phần tử 3»."""
    key = key.replace("[...]", "")
    key = re.sub(r"\Asection\[(\d+)\]\.?", lambda place: tr("[[section]] thứ {n}, ").format(n=int(place[1]) + 1), key)
    key = re.sub(r"\[(\d+)\]", lambda place: tr(", phần tử {n}").format(n=int(place[1]) + 1), key)
    return clean_line(key.removesuffix(", "), VALUE_MAX)


def _table(key: str) -> str:
    if not key:
        return ""
    return f"{_key(key)} " if key.startswith("section[") else f"[{_key(key)}] "


def _value(value: str) -> str:
    return clean_line(value, VALUE_MAX)


def _unknown_key(fault: Fault) -> str:
    near = tr("; có phải «{key}»?").format(key=fault.choices[0]) if fault.choices else ""
    return tr("{table}không có khoá «{key}»{near}").format(table=_table(fault.key), key=_value(fault.value), near=near)


def _wrong_type(fault: Fault) -> str:
    known = [_TYPES.get(name.strip(), _value(name)) for name in fault.value.split("|")]
    either = tr(" hay ").join(name for name in known if name)
    return tr("«{key}» phải là {type}").format(key=_key(fault.key), type=either)


def _no_family(fault: Fault) -> str:
    return tr("không có hệ «{name}»; có {names}").format(name=_value(fault.value), names=", ".join(fault.choices))


def _too_large(fault: Fault) -> str:
    return tr("tệp lớn hơn {size} kB").format(size=int(fault.value) // 1000)


_OWN: dict[FaultKind, Callable[[Fault], str]] = {
    "unknown_key": _unknown_key,
    "type": _wrong_type,
    "no_family": _no_family,
    "too_large": _too_large,
}
