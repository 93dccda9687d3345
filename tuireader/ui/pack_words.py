"""What a reader is told of a pack: what it holds, how far it has come, and why no more is put in."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from tuireader.language import counted, number, tr
from tuireader.newsstand.bag import End, Filling, Pack
from tuireader.ui import phrases
from tuireader.ui.guide_words import length

NAME = tr("Gói mang đi")
WHAT = tr("Tin mới nhất của mỗi mục về trước, toàn văn rồi mới tới ảnh, vừa trong số dữ liệu bạn cho.")
BUDGET, SECTIONS, PICTURES = tr("Dữ liệu"), tr("Chuyên mục"), tr("Ảnh")
YES, NO = tr("có"), tr("không")
WISH_KEYS = tr("↑↓ chọn   ←→ đổi   0–9 gõ số MB   ↵ gói   Esc thôi")
FILL_KEYS = tr("Esc dừng; những gì đã về vẫn ở trong gói")
END_KEYS = tr("↵ xem gói   Esc trở lại")
STOPPED = tr("Đã dừng. Gói lại như vậy thì mang tiếp.")
NO_PICTURES = tr("chưa cài phần xem ảnh")
NOT_ABLE = tr("Gói không có ảnh: chưa cài phần xem ảnh (pip install 'tuireader[images]').")


def every_section(count: int) -> str:
    """The choice of all that lies out."""
    return counted("mọi mục đang theo dõi ({count})", count)


def contents(pack: Pack) -> str:
    """What is in a pack: «42 bài · đọc được 2 giờ 10 phút · 3,8 MB», with its pictures where it has some."""
    if not pack.articles:
        return f"{tr('chưa có bài nào')} · {phrases.size(pack.received)}"
    told = [counted("{count} bài", pack.articles), *([counted("{count} ảnh", pack.pictures)] if pack.pictures else [])]
    time = tr("đọc được {length}").format(length=length(timedelta(minutes=pack.minutes)))
    return " · ".join([*told, time, phrases.size(pack.received)])


def coming(filling: Filling) -> str:
    """What is being done."""
    match filling.stage:
        case "feeds":
            return counted("Đang hỏi tin: {done}/{count} chuyên mục", filling.total, done=number(filling.done))
        case "texts":
            return tr("Đang mang toàn văn về")
        case "pictures":
            return counted("Đang mang ảnh về: {done}/{count}", filling.total, done=number(filling.done))
        case "end":
            return tr("Đã gói xong")
        case _:
            assert_never(filling.stage)


def ended(end: End) -> str:
    """Why no more is put in."""
    match end:
        case "full":
            return tr("Gói đã đầy.")
        case "enough":
            return tr("Đã đủ số phút đọc.")
        case "all":
            return tr("Không còn bài mới nào để mang thêm.")
        case "capped":
            return tr("Đã tới mức dữ liệu bạn đặt trong cấu hình. Gói lại như vậy thì mang tiếp.")
        case "offline":
            return tr("Không có mạng, hoặc mạng vừa mất. Gói lại như vậy thì mang tiếp.")
        case _:
            assert_never(end)


def result(filling: Filling) -> str:
    """All that is to be said at the end, one sentence after the other."""
    return f"{phrases.capital(contents(filling.pack))}. {why(filling)}"


def why(filling: Filling) -> str:
    """Why no more is put in, and what could not be had."""
    told = [ended(filling.end)] if filling.end else []
    if filling.failed and filling.end != "offline":
        told.append(counted("{count} bài hay mục không lấy được.", filling.failed))
    return " ".join(told)
