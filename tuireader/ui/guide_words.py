"""The sentences of what is on air: how long ago, how long yet, which day, and what there is not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tuireader import dates, errors
from tuireader.language import counted, tr
from tuireader.schedule import Programme
from tuireader.ui import phrases

ON_AIR = tr("ĐANG PHÁT")
TITLE = tr("Lịch phát sóng")
NOTHING_LISTED = tr("chưa có lịch")
NEXT = tr("Tiếp theo")
LOADING = tr("Đang lấy lịch phát sóng… Esc để trở lại.")
FETCHING = tr("Đang lấy lịch…")
NO_CHANNELS = tr("Chưa chọn kênh nào: ghi tên kênh vào «channels» trong phần [guide] của config.toml. Esc để trở lại.")
NO_GUIDE = tr("Ngày này chưa có lịch phát sóng. Bấm r để hỏi lại, < và > để xem ngày khác, Esc để trở lại.")
NO_PROGRAMMES = tr("Kênh này chưa có lịch. → và ← để xem kênh khác, r để hỏi lại, Esc để trở lại.")
KEPT_OFFLINE = tr("Ngoại tuyến · lịch đã giữ")
NO_FARTHER = tr("Lịch chỉ xem được từ hôm qua tới sáu ngày nữa.")
_DAYS = {-1: tr("Hôm qua"), 0: tr("Hôm nay"), 1: tr("Ngày mai")}
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def since(programme: Programme, now: datetime) -> str:
    """How long a programme has been on: «3 phút trước», as vtv.vn says it."""
    return tr("vừa bắt đầu") if now - programme.start < _MINUTE else dates.relative(programme.start, now)


def left(programme: Programme, now: datetime) -> str:
    """How long it will be on: «còn 12 phút», a minute that has begun counted as one."""
    return tr("còn {length}").format(length=length(programme.stop - now))


def left_short(programme: Programme, now: datetime) -> str:
    """`left` where there is little room: «còn 12 ph», «còn 1g05»."""
    minutes = _minutes(programme.stop - now)
    if minutes < 60:
        return tr("còn {minutes} ph").format(minutes=minutes)
    return tr("còn {hours}g{minutes:02}").format(hours=minutes // 60, minutes=minutes % 60)


def length(span: timedelta) -> str:
    """So many minutes or hours: «45 phút», «1 giờ», «1 giờ 30 phút»."""
    hours, minutes = divmod(_minutes(span), 60)
    told = [counted("{count} giờ", hours)] if hours else []
    return " ".join([*told, *([counted("{count} phút", minutes)] if minutes or not hours else [])])


def _minutes(span: timedelta) -> int:
    return max(1, -(-span // _MINUTE))


def hours(programme: Programme) -> str:
    """From when to when: «05:15–05:45»."""
    return f"{dates.clock(programme.start)}–{dates.clock(programme.stop)}"


def until(programme: Programme, now: datetime) -> str:
    """Where a programme is in time, seen from now: on air, over, or to come."""
    if programme.stop <= now:
        if now - programme.stop < _MINUTE:
            return tr("vừa phát xong")
        return tr("đã phát {when}").format(when=dates.relative(programme.stop, now))
    if programme.start <= now:
        return " · ".join((tr("đang phát"), since(programme, now), left(programme, now)))
    wait = programme.start - now
    return tr("{length} nữa").format(length=length(wait)) if wait < 12 * _HOUR else ""


def day_title(day: date, now: datetime) -> str:
    """A day of the guide: «Hôm nay, Thứ Ba 24/11»."""
    shown = dates.short_day(datetime.combine(day, time(12), dates.VIETNAM))
    near = _DAYS.get((day - dates.local(now).date()).days)
    return f"{near}, {shown}" if near else shown


def no_guide(error: errors.NewsError | None, *, offline: bool) -> str:
    """Why a day is empty, and the way out."""
    if error is None and not offline:
        return NO_GUIDE
    return tr("{why} Bấm r để thử lại, < và > để xem ngày khác, Esc để trở lại.").format(why=_why(error))


def _why(error: errors.NewsError | None) -> str:
    match error:
        case None | errors.Offline():
            return tr("Không có mạng, và ngày này chưa có lịch trên máy.")
        case errors.TimedOut():
            return tr("Trang lịch trả lời quá chậm nên đã thôi chờ.")
        case errors.Refused(status=404 | 410):
            return tr("Trang lịch chưa có ngày này.")
        case errors.Refused(status=status):
            return tr("Trang lịch từ chối trả lời (mã {status}).").format(status=status)
        case errors.Postponed(wait_until=until):
            return tr("Lần trước không lấy được; đến {clock} mới hỏi lại trang lịch.").format(clock=dates.clock(until))
        case errors.FetchError():
            return tr("Không lấy được trang lịch.")
        case _:
            return phrases.sentence(error)


def opening(channel: str, player: str) -> str:
    """A channel was handed to the player, or to the browser where that is empty."""
    if not player:
        return tr("Đang mở {channel} trong trình duyệt.").format(channel=channel)
    return tr("Đang mở {channel} bằng {player}.").format(channel=channel, player=player)


def not_opened(player: str) -> str:
    """The player could not be started."""
    return tr("Không chạy được {player}. Đã chép địa chỉ của kênh.").format(player=player)


def no_address(channel: str) -> str:
    """Nobody has said where a channel can be watched."""
    said = tr("Chưa biết chỗ xem {channel}: ghi địa chỉ vào «addresses» trong phần [guide] của config.toml.")
    return said.format(channel=channel)
