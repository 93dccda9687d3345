"""A check of a paper's file as lines for whoever writes it: one a field, in columns, and what deserves a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tuireader.dates import local
from tuireader.language import tr
from tuireader.sources.check import Checked, Finding, Origin, PageKind, Remark, RemarkKind
from tuireader.text import clean_line

SHOWN = 160
"""Characters of a found text that are shown."""
NOT_FOUND, NOT_SAID = tr("(không thấy)"), tr("(không ghi)")
FILE_LABELS = {"sections": tr("số chuyên mục"), "part": tr("chuyên mục")}
"""What of a file is no key of its own."""
LABELS = {
    "identity": tr("mã bài"),
    "title": tr("tít (title)"),
    "lead": tr("sapo (lead)"),
    "authors": tr("tác giả (byline)"),
    "desk": tr("ban, toà soạn"),
    "email": tr("thư điện tử"),
    "source_credit": tr("nguồn tin"),
    "published": tr("giờ đăng (date)"),
    "section": tr("mục (section)"),
    "body": tr("thân bài (body)"),
    "paragraph": tr("đoạn văn"),
    "heading": tr("tít phụ"),
    "quote": tr("trích dẫn"),
    "figure": tr("ảnh"),
    "cover": tr("ảnh đầu bài"),
    "list": tr("danh sách"),
    "table": tr("bảng"),
    "box": tr("hộp"),
    "video": "video",
    "src": tr("địa chỉ ảnh, phim"),
    "alt": tr("chữ thay ảnh"),
    "tags": tr("từ khoá (tags)"),
    "image": tr("ảnh đại diện"),
    "link": tr("bài liên quan"),
    "next_pages": tr("trang sau"),
    "canonical": tr("địa chỉ khác"),
    "page_title": tr("tên trang"),
    "cards": tr("số bài"),
    "card": tr("bài"),
    "url": tr("địa chỉ"),
    "summary": tr("sapo (summary)"),
}
"""What fields are called, with the key that finds them."""
ORIGINS: dict[Origin, str] = {"": "", "rules": tr("[theo quy tắc] "), "generic": tr("[bộ đọc chung] ")}
KINDS: dict[PageKind, str] = {
    "article": tr("Trang {url}: đọc như bài."),
    "section": tr("Trang {url}: đọc như trang chuyên mục."),
    "feed": tr("Đây là nguồn tin (RSS), không phải trang bài."),
}
REMARKS: dict[RemarkKind, str] = {
    "no_article": tr("không tìm thấy nội dung bài trong trang"),
    "no_cards": tr("không tìm thấy bài nào trong trang"),
    "foreign": tr("địa chỉ này không thuộc báo: {value}"),
    "no_number": tr("article_id không tìm thấy con số nào trong địa chỉ của trang: {value}"),
    "taken": tr("id «{value}» đã là của một báo có sẵn, tệp này sẽ thay báo ấy"),
    "file_name": tr("tệp nên mang tên theo id: {value}"),
    "idle": tr("không khớp gì: {key}: {value}"),
    "spare": tr("không khớp, khoá này đã có bộ chọn khác khớp: {key}: {value}"),
    "unused_text": tr("chữ này không có trên trang: {key}: {value}"),
    "unknown_quirk": tr("không có cách đọc riêng nào tên này: {key}: {value}"),
    "inherited": tr(
        "thừa kế từ hệ «{value}»: {count} bộ chọn của [{key}] không khớp gì (thường là của khuôn trang khác)"
    ),
}
HINTS: frozenset[RemarkKind] = frozenset(("spare", "unused_text", "inherited"))
"""What is as it should be where a paper has several templates."""


def check_lines(checked: Checked) -> Iterator[str]:
    """All lines of a check: the paper, how the page was read, what was found, what deserves a look."""
    yield from _table(checked.paper, NOT_SAID, FILE_LABELS)
    if checked.kind is not None:
        yield ""
        yield KINDS[checked.kind].format(url=clean_line(checked.url))
        yield from _table(checked.page, NOT_FOUND, LABELS)
    if checked.remarks:
        yield ""
        yield from map(_remark, checked.remarks)


def _table(findings: Sequence[Finding], nothing: str, labels: dict[str, str]) -> Iterator[str]:
    named = [(("  " if one.inner else "") + labels.get(one.field, one.field), one) for one in findings]
    width = max((len(name) for name, _ in named), default=0)
    for name, one in named:
        yield f"{name:<{width}}  {ORIGINS[one.origin]}{_shown(one.value) or nothing}"


def _shown(value: str | float | datetime | tuple[str, ...] | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return tr("{time} (giờ Việt Nam)").format(time=f"{local(value):%d/%m/%Y %H:%M}")
        case tuple():
            return " · ".join(_cut(part) for part in value if part)
        case str():
            return _cut(value)
        case _:
            return str(value)


def _cut(text: str) -> str:
    """The text, cut behind a word; an address stays whole."""
    text = clean_line(text)
    if len(text) <= SHOWN or " " not in text[:SHOWN]:
        return text
    return text[:SHOWN].rpartition(" ")[0] + " …"


def _remark(remark: Remark) -> str:
    words = REMARKS[remark.kind].format(value=clean_line(remark.value), key=remark.key, count=remark.count)
    return f"{'·' if remark.kind in HINTS else '!'} {words}"
