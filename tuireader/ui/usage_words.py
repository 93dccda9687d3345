"""What a reader is told about data: what came over the network, what may still come, and that it is saved."""

from __future__ import annotations

from tuireader.language import tr
from tuireader.newsstand.usage import Usage
from tuireader.ui.phrases import size


def cost(received: int, *, saving: bool) -> str:
    """What this run has cost so far, in a few cells: «↓ 1,2 MB»; empty for nothing."""
    told = f"↓ {size(received)}" if received >= 1000 else ""
    return " ".join(part for part in (tr("Tiết kiệm") if saving else "", told) if part)


def used(usage: Usage) -> str:
    """What came in this run, today and this month, and what may still come."""
    told = tr("Dữ liệu: lần này {run}, hôm nay {today}, tháng này {month}.").format(
        run=size(usage.run), today=size(usage.today), month=size(usage.month)
    )
    lefts = [left for left in (usage.left_run, usage.left_day) if left is not None]
    return f"{told} {tr('Còn {size}.').format(size=size(min(lefts)))}" if lefts else told


def saving(*, on: bool) -> str:
    """After saving was switched on or off."""
    if on:
        return tr("Tiết kiệm dữ liệu: không lấy ảnh, mang về ít bài, chỉ hỏi cái gì đã đổi. Bấm T để thôi.")
    return tr("Thôi tiết kiệm dữ liệu. Bấm T để bật lại.")
