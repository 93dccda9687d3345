"""A day of television that never was, on a page in the markup of vtv.vn: from midnight to midnight, any day."""

from __future__ import annotations

import re

from tuireader.demo import BROADCASTER

_ADDRESS = re.compile(rf"https://{re.escape(BROADCASTER)}/lich-phat-song-ngay-\d+-thang-\d+-nam-\d+\.htm")
_NIGHT = (("Phim truyện", "Gió qua cánh đồng - Tập {n}", 50), ("Ca nhạc", "Khúc hát ru", 25), ("Phim tài liệu", "", 45))
_DAYS = {
    "VTV1": (
        ("Bản tin thời tiết chào buổi sáng", "", 15), ("Thời sự", "", 30), ("Nhà nông vui vẻ", "Lúa trên đất phèn", 25),
        ("Phóng sự", "Những bến đò cuối cùng", 20), ("Phim tài liệu", "Đường ra đảo", 45), ("Thể thao", "", 15),
    ),
    "VTV2": (
        ("Công nghệ cho mọi nhà", "", 20), ("Khám phá thế giới", "Rừng dưới biển", 45),
        ("Sống khỏe", "Ngủ đủ giấc", 30),
        ("Học nghề", "Thợ sửa đồng hồ", 40), ("Văn học nghệ thuật", "", 25),
    ),
    "VTV3": (
        ("Cà phê sáng", "", 60), ("Phim truyện", "Nhà bên sông - Tập {n}", 45), ("Trò chơi gia đình", "Số {n}", 50),
        ("Ca nhạc", "Những bài hát còn xanh", 30), ("Bóng đá trong nước", "Trước giờ bóng lăn", 105),
    ),
    "VTV4": (
        ("Việt Nam mến yêu", "", 30), ("Tiếng Việt không khó", "Bài {n}", 20), ("Ký sự", "Chợ phiên vùng cao", 40),
    ),
    "VTV5": (("Sắc màu các dân tộc", "Tiếng khèn", 30), ("Bản tin tiếng Mường", "", 15), ("Dân ca", "", 45)),
    "VTV7": (("Toán vui", "Bài {n}", 30), ("Đọc sách cùng em", "", 20), ("Thí nghiệm trong bếp", "Số {n}", 25)),
    "VTV8": (("Miền Trung hôm nay", "", 30), ("Ký sự", "Người giữ đèn biển", 25), ("Phim ngắn", "Sóng - Tập {n}", 50)),
    "VTV9": (("Chuyện phương Nam", "", 20), ("Cải lương", "Bến xưa", 90), ("Sáng phương Nam", "", 45)),
    "VTV Cần Thơ": (("Đờn ca tài tử", "", 40), ("Chợ nổi", "Ký sự - Tập {n}", 30), ("Sổ tay nhà nông", "", 25)),
}  # fmt: skip
_MINUTES = 24 * 60


def page(address: str) -> str:
    """The page at an address of the broadcaster, empty where it has none."""
    if not _ADDRESS.fullmatch(address):
        return ""
    names = "".join(f'<li><a title="Xem truyền hình trực tiếp kênh {name}"></a></li>' for name in _DAYS)
    lists = "".join(f'<ul class="programs">{_rows(shows, at * 7)}</ul>' for at, shows in enumerate(_DAYS.values()))
    return f'<html><div class="window"><ul class="list-channel">{names}</ul>{lists}</div></html>'


def _rows(shows: tuple[tuple[str, str, int], ...], first: int) -> str:
    """Nights and days in turn until midnight; `first` sets the numbers of episodes."""
    rows: list[str] = []
    minute = 0
    while minute < _MINUTES:
        turn = _NIGHT if minute < 5 * 60 else shows
        title, detail, length = turn[len(rows) % len(turn)]
        length = min(length, _MINUTES - minute)
        number = first + len(rows) // len(turn) + 1
        rows.append(
            f'<li class="program" duration="{length}"><span class="time">{minute // 60:02}:{minute % 60:02}</span>'
            f'<span class="title">{title}</span><a class="genre">{detail.format(n=number)}</a></li>'
        )
        minute += length
    return "".join(rows)
