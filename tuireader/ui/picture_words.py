"""What a reader is told about pictures: one sentence for each thing that may be wrong with one."""

from __future__ import annotations

from tuireader import dates, errors
from tuireader.language import tr
from tuireader.ui import phrases

COMING = tr("đang lấy ảnh…")
NOT_INSTALLED = tr("Chưa cài phần xem ảnh. Cài bằng lệnh: pip install 'tuireader[images]'")
NO_COLOURS = tr('Terminal này không vẽ được ảnh: cần 256 màu trở lên, và không đặt NO_COLOR hay signs = "ascii".')
SHOWN = tr("Hiện ảnh trong bài. Bấm i để giấu.")
HIDDEN = tr("Đã giấu ảnh; từ nay không lấy ảnh về nữa. Bấm i để hiện.")
ONLY_ONE = tr("Bài này chỉ có một ảnh.")


def why_not(error: errors.NewsError) -> str:
    """Why a picture is not here."""
    match error:
        case errors.Offline():
            return tr("Không có mạng, và ảnh này chưa được mang về máy.")
        case errors.TimedOut():
            return tr("Ảnh về quá chậm nên đã thôi chờ.")
        case errors.Refused(status=404 | 410):
            return tr("Báo nói không còn ảnh này.")
        case errors.Postponed(wait_until=until):
            return tr("Lần trước không lấy được ảnh này; đến {clock} mới hỏi lại.").format(clock=dates.clock(until))
        case errors.TooLarge() | errors.HugePicture():
            return tr("Ảnh quá lớn nên không mở.")
        case errors.NotAPicture():
            return tr("Tệp nhận được không phải là ảnh JPEG, PNG, GIF, WebP, hay đã hỏng.")
        case errors.GivenUp():
            return tr("Giải mã ảnh này quá lâu nên đã thôi.")
        case _:
            return phrases.sentence(error)


def which(now: int, count: int) -> str:
    """Which picture of how many."""
    return tr("Ảnh {now}/{count}").format(now=now, count=count) if count > 1 else tr("Ảnh")
