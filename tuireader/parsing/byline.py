"""Who wrote it: names, desk, e-mail and the credit out of the one line in which papers print them all."""

from __future__ import annotations

import re

from msgspec import Struct

from tuireader.text import clean_line, fold

NAME_MAX = 60
"""Characters of a name; longer text is a sentence."""
CREDIT_MAX = 80

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_DATE_TAIL = re.compile(
    r"\s*[-–—|,]?\s*(?:(?:Thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|Chủ nhật)\b.*"
    r"|(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*|\d{1,2}:\d{2}\b.*)\Z",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_CREDIT = re.compile(
    r"\A(?:tổng hợp|t/h|th|(?:lược |biên )?dịch.*|(?:biên )?soạn|ghi|thực hiện|theo\s.+|nguồn\s*:?\s.+"
    r"|TTXVN\s*/\s*Vietnam\+|Vietnam\+)\Z",
    re.IGNORECASE,
)
_NEWSROOM = re.compile(
    r"\s*/\s*((?:[A-Z]{3,6}(?:\.VN)?(?:\s*[-–]\s*[^/,;|]{2,40})?|[\w-]{2,40}\.(?:vn|com|net)|Báo\s[^/,;|]{2,40}))\Z"
)
"""What stands behind a name and a slash as its newsroom: «Lê An/VOV-Tây Bắc», «Lê An/TTXVN»."""
_FROM = re.compile(r"(?:\A|[-–—,;|]\s*|\s)(?:Theo\s+(?=Theo\s))?((?:Theo|Nguồn:?)\s+\S.*)\Z")
_ROLE = re.compile(
    r"\A(?:tác giả|bài viết|bài|thực hiện|biên tập|ghi|người viết|by|text|tin)"
    r"(?:\s*(?:,|và|&|[-–—/+])\s*(?:ảnh|video|clip|đồ họa))*\s*:\s*|\Aby\s+",
    re.IGNORECASE,
)
_PHOTO_ROLE = re.compile(r"\A(?:ảnh|đồ họa|video|clip|minh họa|photo|thiết kế|graphic)\s*:", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s+[-–—]\s+|\s*[,;|&\n]\s*|\s+và\s+|\s+and\s+|\s*/\s*(?=[A-ZĐÀ-Ỹ])")
_MORE = re.compile(r"\A(?:(?:và )?\d+ tác giả khác|nhóm (?:pv|phóng viên)|cộng tác viên)\Z", re.IGNORECASE)


class Byline(Struct, frozen=True):
    """The parts of a byline; empty where it has none."""

    authors: tuple[str, ...] = ()
    desk: str = ""
    email: str = ""
    credit: str = ""
    """«Theo TTXVN», «(tổng hợp)»: as printed."""


def read_byline(text: str) -> Byline:
    """The parts of a printed byline.

    «Phương Mai (Thời sự - thoisu@vtv.vn)-Thứ năm, ngày 29/01/2015» has an author, a desk and an address;
    «Hà Thu (tổng hợp)» an author and a credit; «NHẬT XUÂN - NGHI VŨ» two authors.
    """
    text = _DATE_TAIL.sub("", clean_line(text.replace("\n", " | "), 400))
    mail = _MAIL.search(text) if "@" in text else None
    email = mail.group() if mail else ""
    credit = desk = ""
    rest = text
    if "(" in text:
        for inside in _PARENTHESES.findall(text):
            words = _trim(inside.replace(email, "") if email else inside)
            if _CREDIT.match(words):
                credit = credit or (words if fold(words).startswith(("theo", "nguon")) else f"({words})")
            elif words and not desk and len(words) <= NAME_MAX:
                desk = words
        rest = _PARENTHESES.sub(" ", text)
    if email:
        rest = rest.replace(email, " ")
    if taken := _FROM.search(rest):
        credit = credit or _trim(taken.group(1))
        rest = rest[: taken.start()]
    if "/" in rest and (room := _NEWSROOM.search(rest.rstrip())):
        desk = desk or room[1]
        rest = rest[: room.start()]
    return Byline(split_names(rest), desk, email, credit)


def split_names(text: str) -> tuple[str, ...]:
    """The names in a line of names, without roles and without what is no name."""
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(_ROLE.sub("", text.strip())):
        name = _trim(_ROLE.sub("", part.strip()))
        if is_name(name) and name not in names:
            names.append(name)
    return tuple(names)


def is_name(text: str) -> bool:
    """Whether it could be a person's or a newsroom's name: short, with letters, no sentence."""
    if not text or len(text) > NAME_MAX or len(text.split()) > 7 or _MORE.match(text) or _PHOTO_ROLE.match(text):
        return False
    return any(map(str.isalpha, text)) and text[-1] not in ":?!" and not re.search(r"\d{3}|https?:|\.\s", text)


def looks_like_signature(text: str) -> bool:
    """Whether a last line reads as names and credits: «Hà Thu (tổng hợp)», «NHẬT XUÂN - NGHI VŨ», «Theo TTXVN»."""
    if len(text) > CREDIT_MAX or text.endswith((".", "?", "!", ":", "…", '"', "”")):
        return False
    bare = _PARENTHESES.sub("", text).strip()
    if is_credit(text):
        return True
    words = [word for word in re.split(r"[\s,&/-]+", bare) if word and fold(word) not in ("va", "and")]
    return 0 < len(words) <= 8 and all(word[0].isupper() for word in words) and not any(map(str.isdigit, bare))


def is_credit(text: str) -> bool:
    """Whether a line only tells where the text was taken from."""
    if len(text) > CREDIT_MAX:
        return False
    inner = text.strip().removeprefix("(").removesuffix(")").strip()
    return bool(_CREDIT.match(inner)) and not inner.endswith((".", ",", ":")) and len(inner.split()) <= 8


def _trim(text: str) -> str:
    return text.strip(" \t\n-–—|,;:·•*")
