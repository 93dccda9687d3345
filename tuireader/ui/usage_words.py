"""What a reader is told about data: what came over the network, what may still come, and that it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from tuireader.language import tr
from tuireader.newsstand.usage import Usage
from tuireader.ui.phrases import size


def with_cost(status: str, briefly: Sequence[str], received: int, *, saving: bool) -> tuple[str, ...]:
    """The status with what this run has cost so far («↓ 1,2 MB»), the fullest form first; none for nothing.

    `briefly` are shorter forms of the status. That data is saved is said even where there is room for nothing else.
    """
    saved = tr("Tiết kiệm") if saving else ""
    cost = f"↓ {size(received)}" if received >= 1000 else ""
    told = " ".join(part for part in (saved, cost) if part)
    forms = [f"{words} · {told}" for words in (status, *briefly)] if told else []
    return (*forms, *(one for one in (told, saved) if saving and briefly))


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
