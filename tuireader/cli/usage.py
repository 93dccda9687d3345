"""`tuireader usage`: what came over the network, day by day, and what may still come."""

from __future__ import annotations

import msgspec

from tuireader.language import tr
from tuireader.newsstand.usage import Usage
from tuireader.ui.phrases import size


def usage_lines(usage: Usage) -> list[str]:
    """All of it, as it is printed."""
    return [
        _line(tr("Lần chạy này"), usage.run, usage.max_run, usage.left_run),
        _line(tr("Hôm nay"), usage.today, usage.max_day, usage.left_day),
        _line(tr("Tháng này"), usage.month),
        tr("Tiết kiệm dữ liệu: đang bật") if usage.saving else tr("Tiết kiệm dữ liệu: đang tắt"),
        *([""] if usage.days else []),
        *(f"{one.day:%d/%m/%Y}    {size(one.received):>8}" for one in usage.days),
    ]


def usage_facts(usage: Usage) -> object:
    """All of it for JSON; days as `2026-11-24`, everything else in bytes."""
    return msgspec.to_builtins(usage)


def _line(name: str, received: int, most: int = 0, left: int | None = None) -> str:
    line = f"{name:<14}{size(received):>8}"
    if left is None:
        return line
    return tr("{line}   nhiều nhất {most}, còn {left}").format(line=line, most=size(most), left=size(left))
