"""Dates, ages and lengths of time."""

from __future__ import annotations

SENTENCES = {
    "Thứ Hai": "Monday",
    "Thứ Ba": "Tuesday",
    "Thứ Tư": "Wednesday",
    "Thứ Năm": "Thursday",
    "Thứ Sáu": "Friday",
    "Thứ Bảy": "Saturday",
    "Chủ Nhật": "Sunday",
    "Hôm nay": "Today",
    "Hôm qua": "Yesterday",
    "Ngày mai": "Tomorrow",
    "vừa xong": "just now",
    "{count} phút trước": "{count} minute ago|{count} minutes ago",
    "{count} giờ trước": "{count} hour ago|{count} hours ago",
    "hôm qua {clock}": "yesterday {clock}",
    "mới": "new",
    "hôm qua": "1 day",
    "{count} ph": "{count} min",
    "{count} giờ": "{count} hr",
    "{count} phút": "{count} min",
}
