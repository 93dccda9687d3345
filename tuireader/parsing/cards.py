"""What one card of a section page says: the title behind its link, its summary, its time and its picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from selectolax.lexbor import LexborNode

from tuireader.dates import local, parse_date, reads_month_first, says_only_when
from tuireader.model import CardRules
from tuireader.parsing.address import canonical_url
from tuireader.parsing.boilerplate import is_house_text, strip_lead_prefix, without_pointer
from tuireader.parsing.document import SEPARATING, Document, ancestors, attribute, node_text, raw_text, walk
from tuireader.parsing.feed_markup import plain_line
from tuireader.parsing.fields import TIME_ATTRIBUTES
from tuireader.parsing.pictures import is_icon, picture_address
from tuireader.text import clean_block, clean_line

SUMMARY_MAX = 600
LOOSE_SUMMARY = 60
"""Characters of an unmarked line that may be a summary."""
TITLE_MIN = 12
"""Characters of a title; shorter link texts are names of sections."""
_SUMMARY_MIN = 30
_TIME_MAX = 100
"""Characters of the text in which a printed time is looked for."""

COMMON = CardRules(
    summary=(
        ".sapo",
        "[class*=sapo]",
        "[class*=excerpt]",
        "[class*=summary]",
        "[class*=desc]",
        ".txt-head",
        ".lead",
        "p",
    ),
    time=(
        ".time-ago[datetime]",
        "[data-publishtime]",
        "time",
        "[class*=time]",
        "[class*=date]",
        "[class*=publish]",
        "[data-time]",
        "[class*=meta]",
    ),
    image=("img", "[data-bg]", "[data-background]", "[data-background-image]", "[style*=background]"),
    drop=(".icon-comments", ".count_cmt", ".txt_num_comment", "[class*=comment]", ".location-stamp"),
)
_SPARE_TIMES = ("title", "data-timestamp", "data-utime")
"""Attributes that may hold a time, and may hold anything else."""
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_HEADED = f"{_HEADINGS}, [class*=title], [class*=heading]"
_BADGES = "[class*=icon], [class*=badge], [class*=label], [class*=duration], time, [class*=time], [class*=date]"
_BADGE_MAX = 12
"""Characters of a word set on a card."""
_COUNT = re.compile(r"\(?\d{1,3}\)?\Z")
_CUT_SHORT = re.compile(r"\s*(?:\.{2,}|…)\Z")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*[\"']?([^\"')]{1,2000})", re.IGNORECASE)


class Card(Struct):
    """A card being put together."""

    title: str
    url: str
    summary: str = ""
    image: str = ""
    published: datetime | None = None
    spare: str = ""
    """A title to fall back on, where no link says one: that of a picture."""


class Reading(Struct, frozen=True):
    """What all cards of a page are read by."""

    document: Document
    rules: CardRules
    prefixes: tuple[str, ...]
    """House prefixes of summaries."""
    now: datetime | None
    """When the page was fetched, for times told from then."""


def read_card(node: LexborNode, link: LexborNode, reading: Reading) -> Card:
    """The card in `node`, whose title and address are those of `link`."""
    rules, document = reading.rules, reading.document
    title = link_title(link) or plain_line(attribute(link, "title"))
    return Card(
        title=title if not is_house_text(title) else "",
        url=document.resolve(attribute(link, "href")),
        summary=_summary(node, title, rules.summary or COMMON.summary, reading.prefixes),
        image=_image(node, document, rules.image or COMMON.image),
        published=_time(node, rules.time or COMMON.time, reading.now)
        or (_loose_time(node, reading.now) if not rules.time else None),
        spare=_spare_title(node, link),
    )


def link_title(link: LexborNode) -> str:
    """The printed words of a link, in full where they are cut short; of one around a whole card its heading."""
    headings = [text for node in link.css(_HEADED) if len(text := _words(node)) >= TITLE_MIN]
    printed = without_pointer(headings[0] if headings else _words(link))
    named = plain_line(attribute(link, "title"))
    beginning = _CUT_SHORT.sub("", printed)
    is_cut_short = beginning != printed and len(named) > len(beginning) and named.startswith(beginning)
    return named if is_cut_short else printed


def _words(node: LexborNode) -> str:
    """The text of an element without the badges on it («Video», «Trực tiếp») and the times in it."""
    text = node_text(node, 500)
    badges = {badge.mem_id for badge in node.css(_BADGES) if _is_badge(badge)}
    badges |= {number.mem_id for number in node.css("span, em, i, small, sup") if _is_count(number, text)}
    if not badges:
        return text
    parts: list[str] = []
    for inner, leaving in walk(node):
        if inner.is_text_node and not leaving and not any(above.mem_id in badges for above in ancestors(inner)):
            parts.append(inner.text_content or "")
        elif inner.tag in SEPARATING:
            parts.append("\n")
    return clean_line("".join(parts), 500) or text


def _is_badge(node: LexborNode) -> bool:
    text = node_text(node, _TIME_MAX)
    return 0 < len(text) <= _BADGE_MAX or says_only_when(text)


def _is_count(node: LexborNode, title: str) -> bool:
    """Whether an element behind a title says how many comments there are."""
    text = node_text(node, _BADGE_MAX)
    return bool(_COUNT.match(text)) and title.endswith(text) and len(title) > TITLE_MIN


def loose_summary(card: LexborNode, title: str, prefixes: tuple[str, ...]) -> str:
    """The longest line of a card that is not its title, where it is long enough to say something."""
    lines = clean_block(raw_text(card)).split("\n")
    longest = max((line for line in lines if not line.startswith(title)), key=len, default="")
    return strip_lead_prefix(clean_line(longest, SUMMARY_MAX), prefixes) if len(longest) >= LOOSE_SUMMARY else ""


def _loose_time(card: LexborNode, now: datetime | None) -> datetime | None:
    """The time that stands alone in an element which nothing marks as one."""
    for node, leaving in walk(card):
        if leaving or not node.is_text_node or node.parent is None:
            continue
        text = clean_line(node.text_content or "")
        if len(text) <= _TIME_MAX and says_only_when(text) and (when := parse_date(text, now=now)):
            return _to_the_minute(when, node.parent, card)
    return None


def _spare_title(card: LexborNode, link: LexborNode) -> str:
    """A heading of the card outside of its links, or what its picture is called."""
    candidates = [node_text(node, 500) for node in card.css(_HEADINGS)]
    candidates.append(plain_line(attribute(link, "title")))
    candidates += [plain_line(attribute(image, "alt")) for image in link.css("img[alt]")]
    return next((text for text in candidates if len(text) >= TITLE_MIN and " " in text and not is_house_text(text)), "")


def _summary(card: LexborNode, title: str, selectors: tuple[str, ...], prefixes: tuple[str, ...]) -> str:
    for selector in selectors:
        for node in card.css(selector):
            text = node_text(node, SUMMARY_MAX)
            is_title = text.startswith(title) and len(text) < len(title) + 20
            if len(text) > _SUMMARY_MIN and not is_title and not says_only_when(text):
                return strip_lead_prefix(text, prefixes)
    return ""


def _time(card: LexborNode, selectors: tuple[str, ...], now: datetime | None) -> datetime | None:
    """The time printed in the card, or carried by the card itself; one with a date before one told from now."""
    for clock in (None, now) if now is not None else (None,):
        for selector in selectors:
            for node in card.css(selector):
                if when := _node_time(node, clock):
                    return _to_the_minute(when, node, card)
    return None


def _node_time(node: LexborNode, now: datetime | None) -> datetime | None:
    """The time that a node carries, in an attribute or as its text."""
    written = [attribute(node, name) for name in TIME_ATTRIBUTES]
    written += [node_text(node, _TIME_MAX), *(attribute(node, name) for name in _SPARE_TIMES)]
    moments = (parse_date(text, now=now, month_first=reads_month_first([text])) for text in written if text)
    return next((moment for moment in moments if moment), None)


def _to_the_minute(day: datetime, node: LexborNode, card: LexborNode) -> datetime:
    """The time of the day where it is printed beside the date, in an element of its own (`.time` and `.date`)."""
    around = node.parent
    if (local(day).hour, local(day).minute) != (0, 0) or around is None or node.mem_id == card.mem_id:
        return day
    text = node_text(around, 2 * _TIME_MAX)
    when = parse_date(text) if len(text) <= _TIME_MAX else None
    return when if when is not None and local(when).date() == local(day).date() else day


def _image(card: LexborNode, document: Document, selectors: tuple[str, ...]) -> str:
    return next(_images(card, document, selectors), "")


def _images(card: LexborNode, document: Document, selectors: tuple[str, ...]) -> Iterator[str]:
    """The addresses of pictures in the card, those of icons last."""
    icons: list[str] = []
    for selector in selectors:
        for node in card.css(selector):
            address = picture_address(node, document.base) or _background(node, document)
            if address and is_icon(node):
                icons.append(address)
            elif address:
                yield address
    yield from icons


def _background(node: LexborNode, document: Document) -> str:
    """The picture behind an element."""
    for name in ("data-bg", "data-background", "data-background-image"):
        written = attribute(node, name)
        inside = _BACKGROUND.search(f"background:{written}")
        if address := canonical_url(inside[1] if inside else written, document.base) if written else "":
            return address
    match = _BACKGROUND.search(attribute(node, "style"))
    return document.resolve(match[1].strip()) if match and match[1][:5].lower() != "data:" else ""
