"""The words of the house that are no part of any story: prefixes, promises, invitations, headings of other boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tuireader.text import folded_words

LEAD_PREFIXES = (
    "VTV.vn",
    "VTV",
    "(Dân trí)",
    "Dân trí",
    "TPO",
    "TP",
    "(NLĐO)",
    "NLĐO",
    "(NLĐ)",
    "(Chinhphu.vn)",
    "Chinhphu.vn",
    "TTO",
    "TT",
    "(PLO)",
    "PLO",
    "VOV.VN",
    "VOV",
    "NDO",
    "(VTC News)",
    "(HNMO)",
    "(HNM)",
    "(SGGPO)",
    "(SGGP)",
    "SGGPO",
    "SGGP",
    "TNO",
    "(TNO)",
    "VietNamNet",
    "(ĐSPL)",
    "(Kiến Thức)",
    "(VnEconomy)",
    "(CAND)",
    "CAND",
    "(Tổ Quốc)",
    "(TBTCO)",
    "(KTSG Online)",
    "PNO",
    "(NB&CL)",
    "(ĐCSVN)",
    "(Vietnam+)",
    "(TTXVN/Vietnam+)",
)
"""House prefixes of leads as printed, without the dash that follows them."""

LABEL_MAX = 80
"""Characters of a line that may be no more than a heading of another box."""
START = 3
"""Characters of a text by which most texts are seen not to begin as another does."""
BEGINNING = 6
"""Folded characters by which nearly all paragraphs are seen to be none of the house."""

HOUSE_TEXT = (
    "Mời quý độc giả theo dõi các chương trình đã phát sóng của Đài Truyền hình Việt Nam",
    "Mời quý vị theo dõi các chương trình",
    "Mời quý độc giả đón xem",
    "Mời bạn đọc theo dõi",
    "Mời độc giả theo dõi",
    "Theo dõi báo trên Google News",
    "Bạn đang đọc bài viết",
    "Đăng ký nhận bản tin",
    "Đăng ký ngay để nhận gói tin tức mới",
    "Bài đọc hay? Thả tim cho bài đọc",
    "Bấm vào đây để xem thêm",
    "Nhấn Like để theo dõi",
)
"""Sentences that begin a house paragraph."""

_HOUSE_STARTS = tuple(map(folded_words, HOUSE_TEXT))
_FOLLOW_STARTS = ("theo doi", "follow")
_FOLLOW = re.compile(
    r"\A(?:theo doi|follow)\b.{0,60}\b(?:tren|on)\b.{0,20}\b(?:google news|facebook|youtube|tiktok|zalo|twitter)\b"
)

_REMARKS = re.compile(
    r"(?:\d+ )?(?:(?:top )?(?:rated )?comments?|binh luan|y kien(?: ban doc| binh luan)?|phan hoi|responses?|replies"
    r"|leave a (?:reply|comment)|viet binh luan|gui binh luan)(?: view all| \d+)?\Z"
)
_CONSENT = re.compile(
    r"(?=.*\bcookies?\b)(?=.*\b(?:chung toi|trang web nay|website nay|trang nay|we|our|this (?:web)?site)\b)"
    r".*\b(?:dong y|chap nhan|cho phep|chinh sach|rieng tu|accept|agree|consent|policy|preferences)\b"
)

SECTION_HEADS = frozenset(
    (
        "cung chuyen muc",
        "tin lien quan",
        "bai lien quan",
        "tin moi",
        "tin moi nhat",
        "tin doc nhieu",
        "doc nhieu",
        "xem nhieu",
        "doc them",
        "xem them",
        "tin cung chuyen muc",
        "tin khac",
        "bai viet lien quan",
        "tin tuc lien quan",
        "co the ban quan tam",
        "tham khao them",
        "moi doc them",
        "tu khoa",
        "binh luan",
        "chia se",
        "tha tim",
        "gui binh luan",
        "dang nhap",
        "dang phat",
        "copy link",
        "link bai goc",
        "lay link",
        "quang cao",
        "tin noi bat",
        "chu de",
        "tags",
        "tag",
        "su kien",
        "y kien ban doc",
        "bai doc nhieu",
        "tin tai tro",
        "tro lai",
        "ve trang chu de",
        "doc tiep",
        "nghe doc bai",
        "luu bai viet",
        "bao ve ban quyen",
        "related",
        "related articles",
        "related stories",
        "related news",
        "read more",
        "read next",
        "see also",
        "more on this story",
        "recommended",
        "you may also like",
        "most read",
        "most popular",
        "share this",
        "share",
        "advertisement",
        "comments",
        "more from",
        "trending",
        "popular",
        "newsletter",
        "sign up",
        "subscribe",
        "topics",
        "related topics",
        "more stories",
        "story continues below advertisement",
        "continue reading below",
        "leave a comment",
        "share this article",
        "print",
        "email",
        "facebook",
        "twitter",
        "whatsapp",
        "advert",
        "don t miss",
        "load error",
        "close",
        "view all",
        "caption",
        "linkedin",
        "article continues below",
        "skip advertisement",
        "sponsored",
    )
)
"""Folded lines that head or label what is not the story."""

_ARROWS = ">»=→►▶"
_POINTER = re.compile(
    r"\A\s*(?:>{1,3}|»+|=+>+|→|►|▶|\*?\s*(?:xem thêm|đọc thêm|mời đọc thêm|mời độc giả đọc thêm|mời bạn đọc thêm"
    r"|tin liên quan|bài liên quan|xem tiếp|bạn có thể quan tâm|có thể bạn quan tâm|tham khảo thêm"
    r"|read more|see more|related|see also|read also|also read|more)\s*:)\s*",
    re.IGNORECASE,
)


def words_of(text: str) -> str:
    """The folded words of a text with single spaces: the form in which sentences of the house are compared."""
    return folded_words(text)


@lru_cache(maxsize=64)
def words_of_known(text: str) -> str:
    """The same for the few texts with which every paragraph of an article is compared."""
    return words_of(text)


def says(text: str, words: str) -> bool:
    """Whether the folded words of a text are the given ones; most texts are seen by their beginning to say others."""
    return words.startswith(_beginning(text[:START])) and words_of(text) == words


@lru_cache(maxsize=4_000)
def _beginning(text: str) -> str:
    """How the folded words of any text begin that begins with these few characters."""
    return words_of(text)[:START]


def is_house_text(text: str, own: Iterable[str] = ()) -> bool:
    """Whether a paragraph begins with a sentence of the house, those of the paper's own rules included."""
    if len(text) > 600:
        return False
    house = _house(tuple(own))
    is_label = len(text) <= LABEL_MAX
    begun = _beginning(text[:START])[: house.shortest]
    if begun not in (house.beginnings if is_label else house.sentence_beginnings):
        return False
    if not is_label and not words_of(text[: 4 * BEGINNING]).startswith(house.long_beginnings):
        return False
    words = words_of(text[: house.reach])
    return words in SECTION_HEADS or bool(_FOLLOW.match(words)) or words.startswith(house.starts)


class _House(NamedTuple):
    """The sentences that begin a paper's house text, and what shows of most texts that they begin with none."""

    starts: tuple[str, ...]
    reach: int
    """Characters of a text that are compared with them."""
    shortest: int
    beginnings: frozenset[str]
    """The first characters of all sentences and labels, and those alone with which a shorter text begins."""
    sentence_beginnings: frozenset[str]
    """The same of sentences alone."""
    long_beginnings: tuple[str, ...]


@lru_cache(maxsize=64)
def _house(own: tuple[str, ...]) -> _House:
    starts = tuple(filter(None, (*_HOUSE_STARTS, *map(words_of, own))))
    sentences = (*starts, *_FOLLOW_STARTS)
    shortest = min(START, *map(len, sentences))
    return _House(
        starts,
        2 * max(map(len, starts)),
        shortest,
        frozenset(phrase[:end] for phrase in (*sentences, *SECTION_HEADS) for end in range(shortest + 1)),
        frozenset(phrase[:end] for phrase in sentences for end in range(shortest + 1)),
        tuple({sentence[:BEGINNING] for sentence in sentences}),
    )


def heads_noise(text: str) -> bool:
    """Whether a heading stands over readers' remarks or over links to other articles."""
    words = words_of(text)
    return words in SECTION_HEADS or bool(_REMARKS.match(words))


def asks_consent(text: str) -> bool:
    """Whether a paragraph is a site's own request to store cookies."""
    return "ookie" in text and bool(_CONSENT.match(words_of(text)))


def points_elsewhere(text: str) -> bool:
    """Whether a line begins as a pointer to another article does («>>> …», «Xem thêm: …»)."""
    return _pointer(text) is not None


def without_pointer(text: str) -> str:
    """The line without the pointers at its start: «>> Xem thêm: …»."""
    for _ in range(2):
        if pointer := _pointer(text):
            text = text[pointer.end() :]
    return text


def _pointer(text: str) -> re.Match[str] | None:
    """The pointer at the start of a line: arrows, or words with a colon."""
    if ":" not in text and text.lstrip()[:1] not in _ARROWS:
        return None
    return _POINTER.match(text)


def strip_lead_prefix(lead: str, own: Iterable[str] = ()) -> str:
    """The lead without the paper's prefix and the dash behind it; one of a house name alone is cut too."""
    for bare in _prefixes(lead[:1].casefold(), tuple(own)):
        if lead[: len(bare)].casefold() == bare.casefold():
            rest = lead[len(bare) :]
            dash = re.match(r"[\s.]*[-–—]+\s*", rest) or (bare.endswith(")") and re.match(r"[\s.]+", rest))
            if dash and (stripped := rest[dash.end() :]):
                return stripped
    return lead


@lru_cache(maxsize=256)
def _prefixes(first: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """The prefixes, without their dashes, that begin with a character whatever its case."""
    bare = (prefix.rstrip(" -–—.") for prefix in (*own, *LEAD_PREFIXES))
    return tuple(prefix for prefix in bare if prefix and prefix.casefold().startswith(first))
