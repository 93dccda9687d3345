"""What is wrong with a file that the reader wrote, in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Callable

from tuireader.errors import Fault, FaultKind
from tuireader.text import clean_line

VALUE_MAX = 100
"""Characters of what is written in the file that are shown."""
_TYPES = {
    "bool": "true hay false",
    "int": "số nguyên",
    "float": "số",
    "str": "chữ trong dấu nháy",
    "array": "danh sách [ ]",
    "object": "một bảng",
    "null": "",
}
_WORDS: dict[FaultKind, str] = {
    "unreadable": "không có tệp ấy, hay không được phép đọc",
    "not_text": "có chữ không phải UTF-8",
    "nested": "các dấu ngoặc lồng nhau quá sâu",
    "toml": "TOML viết sai",
    "backslash": "TOML viết sai: trong nháy kép, dấu \\ có nghĩa riêng; hãy dùng nháy đơn",
    "twice": "khoá này đã có ở phía trên",
    "missing_key": "{table}thiếu khoá «{value}»",
    "too_small": "«{key}» phải từ {value} trở lên",
    "too_great": "«{key}» nhiều nhất là {value}",
    "id": "{key}: «{value}» chỉ được gồm a-z, 0-9 và dấu -",
    "same_id": "{key}: đã có chuyên mục «{value}» ở phía trên",
    "no_sections": "cần ít nhất một khối [[section]]",
    "no_address": "{key}: thiếu cả feed lẫn list",
    "address": "{key}: «{value}» phải bắt đầu bằng https:// hay http:// và có tên miền",
    "host": "{key}: «{value}» không phải là tên miền, như «zingnews.vn»",
    "pattern": "{key}: biểu thức chính quy «{value}» viết sai",
    "no_group": "{key}: «{value}» thiếu cặp ngoặc ( ) quanh con số của bài",
    "selector": "{key}: bộ chọn «{value}» viết sai",
    "other": "{value}",
}


def fault_words(fault: Fault) -> str:
    """One sentence without its stop, the line and the column in front where they are known."""
    place = f"dòng {fault.line}" if fault.line else ""
    place += f", cột {fault.column}" if fault.column else ""
    own = _OWN.get(fault.kind)
    words = own(fault) if own else _filled(_WORDS[fault.kind], fault)
    return f"{place}: {words}" if place else words


def _filled(words: str, fault: Fault) -> str:
    return words.format(key=_key(fault.key), value=_value(fault.value), table=_table(fault.key))


def _key(key: str) -> str:
    """A key, with places counted from one: «[[section]] thứ 2, feed», «browser, phần tử 3»."""
    key = key.replace("[...]", "")
    key = re.sub(r"\Asection\[(\d+)\]\.?", lambda place: f"[[section]] thứ {int(place[1]) + 1}, ", key)
    key = re.sub(r"\[(\d+)\]", lambda place: f", phần tử {int(place[1]) + 1}", key)
    return clean_line(key.removesuffix(", "), VALUE_MAX)


def _table(key: str) -> str:
    if not key:
        return ""
    return f"{_key(key)} " if key.startswith("section[") else f"[{_key(key)}] "


def _value(value: str) -> str:
    return clean_line(value, VALUE_MAX)


def _unknown_key(fault: Fault) -> str:
    near = f"; có phải «{fault.choices[0]}»?" if fault.choices else ""
    return f"{_table(fault.key)}không có khoá «{_value(fault.value)}»{near}"


def _wrong_type(fault: Fault) -> str:
    known = [_TYPES.get(name.strip(), _value(name)) for name in fault.value.split("|")]
    return f"«{_key(fault.key)}» phải là {' hay '.join(name for name in known if name)}"


def _no_family(fault: Fault) -> str:
    return f"không có hệ «{_value(fault.value)}»; có {', '.join(fault.choices)}"


def _too_large(fault: Fault) -> str:
    return f"tệp lớn hơn {int(fault.value) // 1000} kB"


_OWN: dict[FaultKind, Callable[[Fault], str]] = {
    "unknown_key": _unknown_key,
    "type": _wrong_type,
    "no_family": _no_family,
    "too_large": _too_large,
}
