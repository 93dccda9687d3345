"""What is tamed in the words and times of programme guides: capitals, scraps of scripts, whole days, «HD».

Guides are typed in a hurry or scraped off pages by others. The rules answer what three public Vietnamese guides of
October 2025 (iptv-epg.org, lichphatsong.site and a collection of scraped pages) have in them.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from tuireader.schedule import DAY
from tuireader.text import clean_block, clean_line, fold

TITLE_MAX = 300
DETAIL_MAX = 2_000
NAME_MAX = 80
"""Code points of a title, of a detail and of a channel's name."""
LONGEST_REAL = timedelta(hours=6)
"""What is longer by a whole day than at most this had its day counted once too often."""

_SCRAP = re.compile(
    r"""["']\s*/?>|\b[\w-]{1,30}=["']|GMT[+-]\d{4}|</?[a-z!]|\.js\b["'>]|\bmin\.js\b|\bfunction\s*\(|[{}]|&[a-z]{2,8};""",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)")
_CLOCKS_OF_A_LIST = 3
_NO_NEWS = re.compile(r"Chương trình này có thời lượng là [^.\n]{0,40}(?:\.|$)\s*", re.IGNORECASE | re.MULTILINE)

_PARTS = re.compile(r"(\s*:\s+|\s+[-–—|]\s+|[.?!…]\s+|\s*[“\"«(])")
_WORD = re.compile(r"[^\W_]+")
_WORDS_WITH_DOTS = re.compile(r"\bTP\.\s?HCM\b|\bTP\.(?=\s|\w)", re.IGNORECASE)
_LOUD_SHARE = 0.8
"""Of a title's letters that are capitals where somebody held down the shift key."""
_ACRONYMS = frozenset([
    "AFC", "AFF", "APEC", "ASEAN", "ASIAD", "ATP", "AVC", "BBC", "CEO", "COVID", "EU", "EURO", "EVN", "FA", "FAO",
    "FIFA", "FIBA", "FIVB", "HIV", "IELTS", "IMF", "IOC", "IQ", "MMA", "NASA", "NATO", "NBA", "OCOP", "ODA", "OPEC",
    "PGA", "SEA", "TOEIC", "UAE", "UBND", "UEFA", "UNESCO", "UNICEF", "USA", "VAR", "VOV", "VOH", "WTA", "WTO",
])  # fmt: skip
"""Those with vowels; words without are taken for acronyms anyway."""
_NO_ACRONYMS = frozenset({"VS", "MR", "MRS", "DR"})
_COUNTED = frozenset(
    {"phần", "kỳ", "thế kỷ", "thứ", "khoá", "khóa", "lần", "tập", "mùa", "hồi", "đại hội", "quý", "loại"}
)
_NAMES = (
    "Việt Nam", "Vietnam", "Hà Nội", "Hồ Chí Minh", "Sài Gòn", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế",
    "Thừa Thiên Huế",
    "An Giang", "Bà Rịa", "Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương",
    "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Điện Biên Phủ", "Đồng Nai",
    "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Tĩnh", "Hải Dương", "Hậu Giang", "Hưng Yên", "Khánh Hòa",
    "Khánh Hoà", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An", "Nam Định",
    "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh",
    "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Bình Dương", "Thái Nguyên", "Thanh Hóa",
    "Thanh Hoá", "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
    "Đà Lạt", "Hạ Long", "Hội An", "Nha Trang", "Phú Quốc", "Côn Đảo", "Sa Pa", "Hoàng Sa", "Trường Sa", "Trường Sơn",
    "Bắc Bộ", "Nam Bộ", "Tây Nam Bộ", "Đông Nam Bộ", "Trung Bộ", "Tây Nguyên", "Tây Bắc", "Cửu Long", "Mê Kông",
    "Mekong", "Biển Đông", "Bác Hồ", "Quốc hội", "Tết Nguyên đán",
    "Trung Quốc", "Nhật Bản", "Hàn Quốc", "Triều Tiên", "Hoa Kỳ", "Ấn Độ", "Thái Lan", "Campuchia", "Singapore",
    "Indonesia", "Malaysia", "Philippines", "Myanmar", "Ukraine", "Israel", "Australia", "Tây Ban Nha", "Bồ Đào Nha",
    "Châu Âu", "Châu Á", "Châu Phi", "Châu Mỹ", "Đông Nam Á", "Khmer", "Ê Đê", "Ba Na", "Hà Nhì", "Sán Dìu",
    "Ngoại hạng Anh", "World Cup", "Asian Cup", "Champions League", "Premier League", "La Liga", "Serie A",
    "Bundesliga",
    "SEA Games", "V-League", "V.League",
)  # fmt: skip
"""What is written with capitals in the middle of a sentence too; modest, and only what means nothing else."""
_LOWER_NAMES = {"châu âu": "châu Âu", "châu á": "châu Á", "châu phi": "châu Phi", "châu mỹ": "châu Mỹ"}
_LOWER_NAMES |= {f"miền {side}": f"miền {side.capitalize()}" for side in ("bắc", "trung", "nam", "tây")}
_LOWER_NAMES |= {"theo bác": "theo Bác", "cờ đảng": "cờ Đảng", "ý đảng": "ý Đảng", "phương nam": "phương Nam"}
_PEOPLES = re.compile(
    r"\b(tiếng|người|dân tộc|nước) (việt|tày|nùng|dao|mông|mường|thái|chăm|bahnar|jrai|hoa|lào|nga|mỹ|pháp|đức|nhật)\b"
    r"|\b(tiếng|nước) (anh|hàn)\b"
)
_HD = re.compile(r"(?:\s*\b(?:U?HD|SD)\b\s*-?|(?<=\d)(?:HD|SD)\b)", re.IGNORECASE)
_DASHED = re.compile(r"^(VTV\d+)\s+-\s+", re.IGNORECASE)
_SHORT = {"TN": "Tây Nguyên", "TNB": "Tây Nam Bộ"}


@lru_cache(maxsize=4_000)
def tame_title(text: str) -> str:
    """A title as one cleaned line, what was typed in capitals in sentence case; empty for a scrap or a list."""
    text = text[: 4 * TITLE_MAX]
    if _SCRAP.search(text) or len(_CLOCK.findall(text)) >= _CLOCKS_OF_A_LIST:
        return ""
    title = clean_line(text, TITLE_MAX).replace(" :", ":").strip(" -–|:;,")
    return _quiet(title) if _WORD.search(title) else ""


def tame_detail(text: str) -> str:
    """What a guide tells of a programme, without the sentence that only counts its minutes."""
    detail = clean_block(_NO_NEWS.sub("", text), DETAIL_MAX)
    return "" if _SCRAP.search(detail) else "\n".join(_quiet(line) for line in detail.split("\n"))


def true_stop(start: datetime, stop: datetime) -> datetime | None:
    """When a programme ends; None where it has no length, or lasts a day and longer, which none does.

    `23:45` to `23:50` of the next day had its day counted twice and lasts five minutes.
    """
    length = stop - start
    if timedelta() < length < DAY:
        return stop
    return stop - DAY if DAY < length <= DAY + LONGEST_REAL else None


@lru_cache(maxsize=1_000)
def channel_name(text: str) -> str:
    """A channel's name without «HD», and not shouted: «VTV CẦN THƠ HD» is «VTV Cần Thơ»."""
    name = clean_line(_HD.sub(" ", clean_line(text, NAME_MAX)))
    name = _DASHED.sub(r"\1 ", name)
    if (parts := name.rpartition(" "))[0] and parts[0].upper().startswith("VTV"):
        name = f"{parts[0]} {_SHORT.get(parts[2], parts[2])}"
    if name == name.upper() and not name.isascii():
        name = _WORD.sub(lambda word: word[0] if _is_acronym(word[0]) else word[0].capitalize(), name)
    return name


def _quiet(title: str) -> str:
    """The title in sentence case, as far as it was typed in capitals."""
    if title.islower() or not (capitals := sum(map(str.isupper, title))):
        return title
    loud = capitals >= _LOUD_SHARE * (capitals + sum(map(str.islower, title)))
    pieces = _PARTS.split(title)
    for at in range(0, len(pieces), 2):
        if pieces[at].isupper() and (loud or _is_shouted(pieces[at])):
            pieces[at] = _sentence(pieces[at])
    return "".join(pieces)


def _is_shouted(piece: str) -> bool:
    """Whether a part in capitals is no acronym or name of its own."""
    return " " in piece and not piece.isascii()


def _sentence(piece: str) -> str:
    lowered = _NAMED.sub(lambda name: _CANONICAL[name[0]], _in_lower_case(piece))
    lowered = _PEOPLES.sub(lambda names: f"{names[1] or names[3]} {(names[2] or names[4]).capitalize()}", lowered)
    lowered = _WORDS_WITH_DOTS.sub(lambda name: name[0].upper(), lowered)
    first = _WORD.search(lowered)
    return lowered if first is None else lowered[: first.start()] + _begun(lowered[first.start() :])


def _in_lower_case(piece: str) -> str:
    """A part in capitals in small letters, but for what stays in capitals."""
    before = ""

    def lowered(word: re.Match[str]) -> str:
        nonlocal before
        counted, before = before in _COUNTED, word[0].lower()
        return _lowered(word[0], counted=counted)

    return _WORD.sub(lowered, piece)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=8_000)
def _lowered(word: str, *, counted: bool) -> str:
    return word if _is_acronym(word) or (counted and _is_number(word)) else word.lower()


def _is_acronym(word: str) -> bool:
    """Whether a word in capitals stays so: digits in it, no vowel in it, or known."""
    if word in _ACRONYMS or any(map(str.isdigit, word)):
        return True
    return word not in _NO_ACRONYMS and word.isupper() and not set(fold(word)) & set("aeiouy")


def _is_number(word: str) -> bool:
    """Whether it may be a Roman number, and a word as well."""
    return not set(word) - set("IVX")


_CANONICAL = {_in_lower_case(name.upper()): name for name in _NAMES} | _LOWER_NAMES
"""Names as they are written, by the form in which they are found."""
_NAMED = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(_CANONICAL, key=len, reverse=True))) + r")\b")
