"""What a reader is told of versions: badges in the list and above an article, and the head of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tuireader import dates
from tuireader.language import counted, tr
from tuireader.model import Row
from tuireader.ui import phrases

if TYPE_CHECKING:
    from tuireader.newsstand.comparison import Passage
    from tuireader.newsstand.keeping import Pruned

CHANGED_SIGN, WITHDRAWN_SIGN, CARRIED_SIGN = "±", "×", "✓"
WITHDRAWN = tr("báo đã gỡ")
NOT_CHANGED = tr("Chưa thấy báo sửa gì trong bài này.")
OPEN_CHANGED = tr("Báo vừa sửa bài đang mở. Bấm D để xem chỗ sửa; mở lại bài thì thấy bản mới.")
OPEN_WITHDRAWN = tr("Báo vừa gỡ bài đang mở. Bản trên máy vẫn còn.")
ONLY_PICTURES = tr("Hai bản chỉ khác nhau ở dấu câu, ảnh hay liên kết.")
PART_NAMES = {"title": tr("TÍT"), "lead": tr("SAPO"), "text": ""}
CHANGES = tr("Chỗ sửa")
NO_OLDER = tr("Không có bản nào cũ hơn.")
NO_NEWER = tr("Đây là bản mới nhất.")


def sign(row: Row) -> str:
    """The sign of what is on this machine of an article: withdrawn, changed, carried or nothing."""
    if row.withdrawn:
        return WITHDRAWN_SIGN
    return CHANGED_SIGN if row.changed else CARRIED_SIGN if row.offline else " "


def badge(row: Row, now: datetime) -> str:
    """«báo đã gỡ», «đã sửa 14:20», or nothing."""
    if row.withdrawn:
        return WITHDRAWN
    return tr("đã sửa {when}").format(when=moment(row.changed, now)) if row.changed else ""


def banner(row: Row, now: datetime) -> str:
    """The same above the article, with the key that shows more."""
    told = []
    if row.withdrawn:
        told.append(f"{WITHDRAWN_SIGN} {tr('báo đã gỡ bài này; đây là bản trên máy')}")
    if row.changed:
        when = moment(row.changed, now)
        told.append(f"{CHANGED_SIGN} {tr('đã sửa {when} · D xem chỗ sửa').format(when=when)}")
    return " · ".join(told)


def moment(when: datetime, now: datetime) -> str:
    """A time of today by the clock, any other as a list tells it."""
    is_today = dates.local(when).date() == dates.local(now).date()
    return dates.clock(when) if is_today else dates.relative(when, now)


def compared(passages: Sequence[Passage], older: datetime, newer: datetime, now: datetime) -> str:
    """What is compared, and in how many places it differs."""
    places = counted("{count} chỗ sửa", sum(passage.changes for passage in passages))
    which = tr("bản lấy {newer} so với bản lấy {older}").format(newer=moment(newer, now), older=moment(older, now))
    return f"{places} · {which}"


def unchanged(count: int) -> str:
    """Stands for paragraphs that are as they were."""
    return counted("{count} đoạn như cũ", count)


def pruned(told: Pruned, *, is_trial: bool) -> str:
    """What `tuireader prune` did, or would do."""
    if not told.articles:
        return tr("Không có bài nào cần dọn. Thư viện chiếm {size}.").format(size=phrases.size(told.left))
    sizes = {"size": phrases.size(told.bytes), "left": phrases.size(told.left)}
    if is_trial:
        return counted("Sẽ dọn {count} bài đã đọc, chừng {size}; thư viện còn chừng {left}.", told.articles, **sizes)
    return counted("Đã dọn {count} bài đã đọc, {size}; thư viện còn {left}.", told.articles, **sizes)
