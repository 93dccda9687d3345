"""Times in and out: the date forms of Vietnamese papers and feeds are read here, and times are worded here.

Everything inside is an aware datetime in UTC; everything shown is Asia/Ho_Chi_Minh, which has kept UTC+7 without summer
time since 1975 (tzdata, `Asia/Ho_Chi_Minh`), so a fixed offset serves and no zone database is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

from tuireader.language import counted, tr
from tuireader.patterns import later
from tuireader.text import fold

VIETNAM = timezone(timedelta(hours=7), "ICT")

_INPUT_MAX = 200
"""Code points looked at: the longest known form has 40, and a date element may hold a few words more."""
_YEARS = range(1990, 2100)
"""No paper was on the web before; 1970, 1601 and 9999 are the zeros and the infinities of other programs."""
_HOURS_COUNT_FOR = timedelta(hours=6)
"""How long «N giờ trước» says more than «hôm qua» when midnight lies between."""

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = "(" + "|".join(_MONTHS) + ")[a-z]*"
_YEAR = r"(\d{4}|\d{2}(?![\d:]))"
_RFC_822 = later(
    rf"(?:[A-Z][a-z]{{2}}, )?(\d{{1,2}}) ({'|'.join(_MONTHS).title()}) (\d{{4}}) (\d\d):(\d\d):(\d\d)"
    r" (?:GMT|Z|([+-]\d\d)(?::?(\d\d))?)\Z",
    re.ASCII,
)
"""What nearly all feeds print; anything unusual about it is left to the patterns that follow."""
_SECONDS = later(r"\d{9,10}(?:\.\d+)?\Z")
_MILLISECONDS = later(r"\d{12,13}\Z")
_ISO = later(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = later(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d))?(?!\d)")
_NUMERIC = later(rf"(?<!\d)(\d{{1,2}})([/.-])(\d{{1,2}})\2{_YEAR}(?=\D|\d\d:|\Z)")
_DAY_MONTH_NAME = later(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s.-]*{_MONTH}\.?[\s,.-]*{_YEAR}(?!\d)")
_MONTH_NAME_DAY = later(rf"\b{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)")
_DAY_THANG = later(r"(?<!\d)(\d{1,2})\s*(?:thang|thg)\s*(\d{1,2})\s*,?\s*(?:nam\s*)?(\d{4})(?!\d)")
_ASCTIME = later(rf"\b{_MONTH}\s+(\d{{1,2}})\s+(\d{{1,2}}:\d\d(?::\d\d)?(?:\s+[a-z]{{1,5}})?)\s+(\d{{4}})(?!\d)")
_YEARLESS = later(r"(?<![\d/.:-])(\d{1,2})(?:[/-]|\s*thang\s*)(\d{1,2})(?![\d/.:-])")
_CLOCK = later(
    r"(?<!\d)(\d{1,2})(?::|h|g|\s*gio\s*)(\d\d)(?!\d)(?::(\d\d)(?:[.,]\d+)?)?\s*((?:am|pm|sa|ch|sang|chieu|toi)\b)?"
)
_OFFSET = later(r"[\s(]*(?:gmt|utc|ut)?\s*([+-])(\d{1,2})(?::?(\d\d))?(?!\d)")
_ZONE = later(r"[\s(]*([a-z]{1,4})\b")
_AGO = later(
    r"(?<![\d.,])(\d{1,3}|mot)\s*(giay|phut|gio|ngay|tuan|thang|nam|seconds?|minutes?|mins?|hours?|days?|weeks?|')"
    r"(?:\s+(\d{1,2})\s*phut)?\s*(?:truoc|ago)\b"
)
_JUST_NOW = later(r"\b(?:vua xong|vua moi|moi day|just now)\b")
_NEAR_DAY = later(r"\b(?:hom (nay|qua|kia)|(?:sang|trua|chieu|toi|dem) (nay|qua)|(today|yesterday))\b")

_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "ict": 7, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "msk": 3,
    "sgt": 8, "hkt": 8, "jst": 9, "kst": 9, "aest": 10, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_UNITS = {
    "giay": timedelta(seconds=1), "second": timedelta(seconds=1),
    "phut": timedelta(minutes=1), "minute": timedelta(minutes=1), "min": timedelta(minutes=1),
    "'": timedelta(minutes=1),
    "gio": timedelta(hours=1), "hour": timedelta(hours=1),
    "ngay": timedelta(days=1), "day": timedelta(days=1),
    "tuan": timedelta(weeks=1), "week": timedelta(weeks=1),
    "thang": timedelta(days=30), "nam": timedelta(days=365),
}  # fmt: skip
_DAYS_BACK = {"nay": 0, "today": 0, "qua": 1, "yesterday": 1, "kia": 2}
_WORDS_AROUND_DATE = frozenset(
    ("thu", "hai", "ba", "tu", "nam", "sau", "bay", "chu", "nhat", "cn", "t", "ngay", "luc", "thang", "gmt", "ict",
     "utc", "sang", "trua", "chieu", "toi", "h", "am", "pm", "sa", "ch")
)  # fmt: skip
_WORDS_OF_TIME = _WORDS_AROUND_DATE | _UNITS.keys() | frozenset(
    ("truoc", "ago", "mot", "qua", "nay", "hom", "cap", "dang", "vua", "xong", "moi", "seconds", "minutes", "mins",
     "hours", "days", "weeks")
)  # fmt: skip
_WEEKDAYS = (tr("Thứ Hai"), tr("Thứ Ba"), tr("Thứ Tư"), tr("Thứ Năm"), tr("Thứ Sáu"), tr("Thứ Bảy"), tr("Chủ Nhật"))


def parse_date(text: str, *, now: datetime | None = None, month_first: bool = False) -> datetime | None:
    """The moment that the text names, in UTC, or None where it names none; never raises.

    A time without a zone is Asia/Ho_Chi_Minh, a date without a time is its midnight. Relative forms («3 phút trước»)
    and dates without a year need `now`. `02/11/2026` is read day first, or month first when told so; where only one
    order is possible, that one is taken.
    """
    if moment := _rfc_822(text):
        return moment
    folded = _plain(text)
    if moment := _unix(folded):
        return moment
    folded = _ASCTIME.sub(r"\2 \1 \4 \3", folded)
    if found := _full_date(folded, month_first=month_first):
        return _at(*found)
    return _from_now(folded, now) if now is not None else None


def says_only_when(text: str) -> bool:
    """Whether a line tells a time and nothing else: «07/03/2026 08:52», «Thứ bảy, 7/3/2026», «2 giờ trước»."""
    folded = _plain(text)
    words = re.findall("[a-z]+", folded)
    if not words and sum(map(str.isdigit, folded)) < 3:  # the number of comments, of pictures, of a page
        return False
    if _WORDS_AROUND_DATE.issuperset(words):
        return any(map(str.isdigit, folded))
    told = any(pattern.search(folded) for pattern in (_AGO, _NEAR_DAY, _JUST_NOW))
    return told and _WORDS_OF_TIME.issuperset(words)


def reads_month_first(texts: Iterable[str]) -> bool:
    """Whether dates that come from one hand are written month first.

    One date that is possible only in one order proves it for all. Failing that, the general form of .NET in en-US
    (`9/5/2026 6:44:00 PM`) tells, which baochinhphu.vn prints in its feeds.
    """
    hinted = False
    for text in texts:
        if _RFC_822.match(text):
            continue
        folded = _plain(text)
        if not (match := _NUMERIC.search(folded)):
            continue
        first, second = int(match[1]), int(match[3])
        if (first > 12) != (second > 12):
            return second > 12
        hinted = hinted or bool(re.search(r"^\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [ap]m$", folded))
    return hinted


def local(when: datetime) -> datetime:
    """The same moment on Vietnam's clock."""
    return when.astimezone(VIETNAM)


def relative(when: datetime, now: datetime) -> str:
    """How long ago: «vừa xong», «3 phút trước», «2 giờ trước», «hôm qua 19:05», «Thứ Hai 21/11», «21/11», «21/11/2025».

    A time in the future comes from a clock that runs wrong and reads «vừa xong».
    """
    ago = now - when
    if ago < timedelta(minutes=1):
        return tr("vừa xong")
    if ago < timedelta(hours=1):
        return counted("{count} phút trước", ago // timedelta(minutes=1))
    days = _days_between(when, now)
    if days == 0 or ago < _HOURS_COUNT_FOR:
        return counted("{count} giờ trước", ago // timedelta(hours=1))
    if days == 1:
        return tr("hôm qua {clock}").format(clock=clock(when))
    if days < 7:
        return short_day(when)
    return f"{local(when):%d/%m}" if local(when).year == local(now).year else f"{local(when):%d/%m/%Y}"


def relative_short(when: datetime, now: datetime) -> str:
    """`relative` in at most seven cells: «mới», «3 ph», «1 giờ», «hôm qua», «21/11», «11/2025»."""
    ago = now - when
    if ago < timedelta(minutes=1):
        return tr("mới")
    if ago < timedelta(hours=1):
        return tr("{count} ph").format(count=ago // timedelta(minutes=1))
    days = _days_between(when, now)
    if days == 0 or ago < _HOURS_COUNT_FOR:
        return counted("{count} giờ", ago // timedelta(hours=1))
    if days == 1:
        return tr("hôm qua")
    return f"{local(when):%d/%m}" if local(when).year == local(now).year or days < 7 else f"{local(when):%m/%Y}"


def long_date(when: datetime) -> str:
    """The whole date with its weekday: «Thứ Năm 29/01/2015, 17:58»."""
    return f"{_WEEKDAYS[local(when).weekday()]} {local(when):%d/%m/%Y, %H:%M}"


def day_name(when: datetime, now: datetime) -> str:
    """The day as a heading: «Hôm nay», «Hôm qua», «Thứ Bảy 21/11», in another year «Thứ Bảy 22/11/2025»."""
    days = _days_between(when, now)
    if days <= 0:
        return tr("Hôm nay")
    if days == 1:
        return tr("Hôm qua")
    return short_day(when) if local(when).year == local(now).year else long_date(when).partition(",")[0]


def clock(when: datetime) -> str:
    """The time of day: «17:58»."""
    return f"{local(when):%H:%M}"


def short_day(when: datetime) -> str:
    """The weekday with day and month: «Thứ Ba 24/11»."""
    return f"{_WEEKDAYS[local(when).weekday()]} {local(when):%d/%m}"


def _days_between(when: datetime, now: datetime) -> int:
    return (local(now).date() - local(when).date()).days


def _plain(text: str) -> str:
    """Folded, on one line, digits and dashes in ASCII."""
    text = text[: _INPUT_MAX * 4].strip()[:_INPUT_MAX]
    text = text.lower() if text.isascii() else fold(text).replace("\u2212", "-").replace("\u2013", "-")
    return " ".join(text.split())


def _rfc_822(text: str) -> datetime | None:
    """The common form of feeds, where nothing about it is unusual."""
    match = _RFC_822.match(text)
    if match is None:
        return None
    day, month, year, hour, minute, second, east, past = match.groups()
    hours, minutes = int(east or 0), int(past or 0)
    if int(year) not in _YEARS or abs(hours) > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=-minutes if east and east[0] == "-" else minutes)
    try:
        written = datetime(int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return None
    return written - offset


def _unix(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970, as lists and JSON carry them."""
    if _SECONDS.match(text):
        return _in_range(datetime.fromtimestamp(int(text.partition(".")[0]), UTC))
    if _MILLISECONDS.match(text):
        return _in_range(datetime.fromtimestamp(int(text) // 1000, UTC))
    return None


def _full_date(text: str, *, month_first: bool) -> tuple[date | None, str, str] | None:
    """The date with a year, and the text before and after it; the date is None when no calendar has it."""
    if match := _DAY_MONTH_NAME.search(text):
        day = _calendar(match[3], _MONTHS[match[2]], match[1])
    elif match := _ISO.search(text):
        day = _calendar(match[1], match[3], match[4])
    elif match := _NUMERIC.search(text):
        first, second = int(match[1]), int(match[3])
        swapped = first <= 12 and (month_first or second > 12)
        day = _calendar(match[4], first, second) if swapped else _calendar(match[4], second, first)
    elif match := _DAY_THANG.search(text):
        day = _calendar(match[3], match[2], match[1])
    elif match := _MONTH_NAME_DAY.search(text):
        day = _calendar(match[3], _MONTHS[match[1]], match[2])
    else:
        return _compact_date(text)
    return day, text[: match.start()], text[match.end() :]


def _compact_date(text: str) -> tuple[date | None, str, str] | None:
    """ISO 8601's basic form, `20260307` and `20260307T080112`."""
    match = _COMPACT.search(text)
    if match is None:
        return None
    time = f" {match[4]}:{match[5]}:{match[6]}" if match[4] else ""
    return _calendar(*match.group(1, 2, 3)), text[: match.start()], time + text[match.end() :]


def _calendar(year: str | int, month: str | int, day: str | int) -> date | None:
    number = int(year)
    if len(str(year)) == 2:
        number += 2000 if number < 70 else 1900
    if number not in _YEARS:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _at(day: date | None, before: str, after: str) -> datetime | None:
    """The day at the time and in the zone that the text around it names."""
    if day is None:
        return None
    match = _CLOCK.search(after)
    zone_places = [after[match.end() :]] if match else [after]
    if match is None and (match := _CLOCK.search(before)):
        zone_places = [before[match.end() :], after]
    seconds = _seconds(match)
    offset = _offset(*zone_places)
    if seconds is None or offset is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds - offset)


def _seconds(match: re.Match[str] | None) -> int | None:
    """Seconds since midnight, None for a time that no clock shows. «18:44 PM» and «00:01 AM» are 24-hour times."""
    if match is None:
        return 0
    hour, minute, second, half = int(match[1]), int(match[2]), min(int(match[3] or 0), 59), match[4] or ""
    if half in ("pm", "ch", "chieu", "toi") and hour < 12:
        hour += 12
    elif half in ("am", "sa", "sang") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return hour * 3600 + minute * 60 + second


def _offset(*places: str) -> int | None:
    """Seconds east of Greenwich by the first zone that a place begins with; None for an impossible one."""
    for place in places:
        if match := _OFFSET.match(place):
            hours, minutes = int(match[2]), int(match[3] or 0)
            if hours > 14 or minutes > 59:
                return None
            offset = hours * 3600 + minutes * 60
            return offset if match[1] == "+" else -offset
        if (match := _ZONE.match(place)) and match[1] in _ZONES:
            return _ZONES[match[1]] * 3600
    return 7 * 3600


def _in_range(moment: datetime) -> datetime | None:
    return moment if moment.year in _YEARS else None


def _from_now(text: str, now: datetime) -> datetime | None:
    """A time told from now: «3 phút trước», «hôm qua 19:05», or a date whose year goes without saying."""
    now = now.astimezone(UTC)
    if _JUST_NOW.search(text):
        return now
    if match := _AGO.search(text):
        count = 1 if match[1] == "mot" else int(match[1])
        return _in_range(now - _UNITS[match[2].rstrip("s")] * count - timedelta(minutes=int(match[3] or 0)))
    if match := _NEAR_DAY.search(text):
        back = _DAYS_BACK[match[1] or match[2] or match[3]]
        return _at(local(now).date() - timedelta(days=back), text[: match.start()], text[match.end() :])
    return _nearest_year(text, now)


def _nearest_year(text: str, now: datetime) -> datetime | None:
    match = _YEARLESS.search(text)
    if match is None:
        return None
    before, after = text[: match.start()], text[match.end() :]
    if not _WORDS_AROUND_DATE.issuperset(re.findall("[a-z]+", f"{before} {after}")):
        return None
    around = local(now).year
    moments = [_at(_calendar(year, match[2], match[1]), before, after) for year in (around - 1, around, around + 1)]
    return min((moment for moment in moments if moment), key=lambda moment: abs(moment - now), default=None)
