"""The sentences a reader sees: one for each error, and those that hold a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from tuireader import dates, errors
from tuireader.model import Health, Order, Source
from tuireader.newsstand import Progress, Refreshed
from tuireader.newsstand.outcomes import Found, How
from tuireader.text import clean_line
from tuireader.ui.file_faults import fault_words

NO_ROWS = {
    "latest": "Chưa có tin nào. Bấm R để lấy tin.",
    "unread": "Đã đọc hết. Bấm R để lấy tin mới.",
    "bookmarks": "Chưa đánh dấu bài nào. Bấm b ở một bài để giữ lại.",
    "source": "Chưa có tin của báo này. Bấm r để lấy.",
    "section": "Chưa có tin của mục này. Bấm r để lấy.",
    "search": "Không tìm thấy bài nào có những chữ này.",
}
NOTHING_ON = "Chưa chọn báo nào. Bấm c để chọn báo."
DOOR = "Chọn báo…"
CHOOSE_PAPERS = "Chọn báo"
WELCOME = "Chào bạn. Đây là sạp báo của bạn: chọn những tờ bạn muốn đọc."
WELCOME_KEYS = "↑ ↓ đi lại, Space bật hay tắt, ↵ bắt đầu đọc. Sau này bấm c để chọn lại."
BEGIN = "Bắt đầu đọc"
PAPERS_HINT = "Bấm / để tìm báo hay chuyên mục, gõ không dấu cũng được"
NO_PAPER = "Không có báo hay chuyên mục nào có những chữ này. Bấm F7 để thêm báo theo địa chỉ."
LOOK_IN = "↵ Xem thử, không cần bật"
SEE_SECTIONS = "→ Xem các chuyên mục"
ADD_PAPER = "Thêm báo theo địa chỉ"
ADDRESS_HINT = "vidu.vn hay https://vidu.vn/rss/tin-moi.rss"
ADDRESS_KINDS = "Địa chỉ của tờ báo, chuyên mục, blog hay nguồn tin (RSS)."
LOOKING = "Đang tìm nguồn tin ở địa chỉ này…"
LOOK_KEYS = "↵ Tìm   Esc Thôi"
WAIT_KEYS = "Esc Thôi"
ADD_KEYS = "↵ Thêm   Esc Thôi"
NOT_REMEMBERED = "Không ghi được lựa chọn vào đĩa: lần sau mở lại sẽ như cũ."
SEARCH_HINT = "Gõ chữ, không cần dấu"
NARROW_HINT = "Gõ để lọc danh sách này, không cần dấu"
NOTHING_LEFT = "Không có tin nào trong danh sách này có những chữ ấy. Bấm Esc để bỏ lọc."
PALETTE_HINT = "Gõ tên lệnh, không dấu cũng được"
NO_COMMAND = "Không có lệnh nào như vậy."
HOW_TO_LEAVE = "Bấm q để trở lại, ở ngoài cùng thì thoát; Ctrl+Q thoát ngay."
NOTHING_OPEN = "Chọn một bài rồi bấm ↵ để đọc."
LOADING = "Đang lấy bài…"
READ_ONLY = "Một tuireader khác đang mở: ở đây chỉ đọc, không ghi."
NO_TICKER = "Chưa có tin. Bấm R để lấy tin mới."
PRESS_TO_READ = "Bấm ↵ để đọc toàn văn."
NOTHING_TO_UNDO = "Không còn gì để hoàn tác."
NO_BROWSER = "Không có trình duyệt ở đây. Đã chép địa chỉ."
COPIED = "Đã chép địa chỉ."
COPIED_TITLE = "Đã chép tít và địa chỉ."
NO_EMAIL = "Bài này không ghi thư điện tử của toà soạn."
NO_LINKS = "Không có liên kết nào trên màn hình này."
NO_EARLIER = "Không còn bài nào mở trước đó."
NO_LATER = "Không còn bài nào mở sau đó."
NOT_READABLE_HERE = "Bài này chỉ đọc được trong trình duyệt."
FIND_HINT = "Tìm trong bài, không cần dấu"
FIND_KEYS = "n kế   N trước   Esc thôi"
FIND_ENTER = "↵ xem   Esc thôi"
LETTER_KEYS = "Bấm chữ để mở liên kết   Tab chọn   Esc thôi"
NO_MORE_UNREAD = "Hết bài chưa đọc trong danh sách này."
OFFLINE = "Không có mạng. Tin và bài đã mang về vẫn đọc được."
STOPPED = "Đã dừng. Tin đã về vẫn giữ."
_NO_SUBSCRIPTIONS: dict[errors.NoSubscriptionsReason, str] = {
    "empty": "tệp trống",
    "no_list": "đây không phải là tệp OPML hay tệp urls của newsboat",
    "entities": "tệp tự khai báo thực thể XML, một cách tấn công quen thuộc, nên không đọc",
    "no_feed": "trong danh sách không có địa chỉ nào đọc được",
}
HOW_FOUND: dict[How, str] = {
    "known": "báo đã có sẵn",
    "feed": "địa chỉ này là một nguồn tin",
    "links": "trang này chỉ tới nguồn tin của nó",
    "paths": "nguồn tin nằm ở chỗ thường gặp",
    "list": "không có nguồn tin, nên đọc danh sách bài trên trang",
}
_HEALTH: dict[Literal["untried", "empty", "blocked", "gone", "unreachable", "unreadable"], str] = {
    "untried": "chưa lấy lần nào",
    "empty": "trống",
    "blocked": "chặn máy đọc",
    "gone": "không còn ở địa chỉ này",
    "unreachable": "không trả lời",
    "unreadable": "không phải RSS",
}


def sentence(error: Exception) -> str:  # noqa: C901 - one case a kind of error is the clearest table
    """What went wrong, in one sentence for the reader."""
    match error:
        case errors.NotCarried():
            return "Bài này chưa được mang về máy. Khi có mạng, tuireader sẽ lấy bài này trước tiên."
        case errors.Offline():
            return "Không có mạng, hoặc báo không trả lời."
        case errors.TimedOut():
            return "Báo trả lời quá chậm nên đã thôi chờ."
        case errors.Refused(status=404 | 410):
            return "Báo nói không còn trang này."
        case errors.Refused(status=status):
            return f"Báo từ chối trả lời (mã {status})."
        case errors.Blocked():
            return "Trang chặn máy đọc: báo chỉ mở cho trình duyệt."
        case errors.Postponed(wait_until=until):
            return f"Lần trước không lấy được; đến {dates.clock(until)} mới hỏi lại báo này."
        case errors.TooLarge():
            return "Trang quá lớn nên không lấy."
        case errors.BadReply():
            return "Báo trả lời không đúng cách nên không đọc được."
        case errors.BadAddress():
            return "Địa chỉ này không mở được."
        case errors.ParseError():
            return _unreadable(error)
        case _:
            return _own_fault(error)


def _unreadable(error: errors.ParseError) -> str:
    match error:
        case errors.NotAFeed():
            return "Trang nhận được không phải là nguồn tin (RSS)."
        case errors.NotAGuide():
            return "Trang nhận được không phải là lịch phát sóng."
        case errors.NothingToFollow():
            return "Không tìm thấy nguồn tin (RSS) hay danh sách bài nào ở địa chỉ này."
        case errors.NoArticle():
            return "Không tìm thấy nội dung bài trong trang. Có thể báo vừa đổi giao diện."
        case errors.OtherArticle():
            return "Trang nhận được là trang báo lỗi hay bài khác, không phải bài này."
        case errors.GivenUp():
            return "Đọc trang này quá lâu hoặc bị vấp, nên đã thôi đọc."
        case _:
            return "Báo trả lời không đúng cách nên không đọc được."


def _own_fault(error: Exception) -> str:
    match error:
        case errors.LibraryLocked():
            return READ_ONLY
        case errors.LibraryTooNew(path=path):
            return f"Thư viện {path} do một tuireader mới hơn ghi. Hãy nâng cấp; tệp vẫn nguyên vẹn."
        case errors.LibraryBroken(path=path):
            return f"Thư viện {path} bị hỏng nên không mở được. Tệp vẫn để nguyên tại chỗ."
        case errors.LibraryFull(path=path):
            return f"Không ghi được vào {path}: đĩa đầy hoặc không có quyền ghi."
        case errors.SourceError(path=path, fault=fault) | errors.ConfigError(path=path, fault=fault):
            return clean_line(f"Tệp {path} có lỗi: {fault_words(fault)}")
        case errors.UnreadableFile(path=path):
            return f"Không đọc được tệp {path}: không có tệp ấy, hay không được phép đọc."
        case errors.UnwritableFile(path=path):
            return f"Không ghi được vào {path}: đĩa đầy, không có quyền ghi, hay đó không phải là tệp."
        case _:
            return _list_fault(error)


def _list_fault(error: Exception) -> str:
    """What is wrong with subscriptions and their files."""
    match error:
        case errors.FileTaken(path=path):
            return f"Đã có tệp {path}, nên không ghi đè."
        case errors.NoSubscriptions(path=path, reason=reason):
            return f"Không lấy được nguồn tin nào từ tệp {path}: {_NO_SUBSCRIPTIONS[reason]}."
        case errors.UnknownPaper(paper=paper):
            return f"Không có báo nào tên là «{clean_line(paper, 60)}»."
        case _:
            return "Có lỗi ngoài dự liệu; chi tiết nằm trong tệp nhật ký."


def not_opened(error: Exception) -> str:
    """Why an article is not on the screen, and where else it can be read if there is a network."""
    match error:
        case errors.NotCarried() | errors.Offline() | errors.TimedOut():
            return sentence(error)
        case _:
            return f"{sentence(error)} Bấm o để mở trong trình duyệt."


def copied(text: str) -> str:
    """After an e-mail address or a few words were copied; a long text is named by its length."""
    return f"Đã chép {text}." if len(text) <= 60 and "\n" not in text else f"Đã chép {number(len(text))} chữ cái."


def which(now: int, count: int) -> str:
    """Which of the places that were found one looks at."""
    return f"{number(now)}/{number(count)}" if count else "không thấy"


def left_to_read(minutes: int, part: float) -> str:
    """How long an article takes, and how much of that is left; the end of it says so."""
    left = max(1, round(minutes * (1 - part)))
    rest = "hết bài" if part >= 1 else f"còn {left} phút"
    return f"đọc {minutes} phút · {rest}"


def kept(*, keep: bool) -> str:
    """After a bookmark was set or taken away."""
    return "Đã đánh dấu. Bài được giữ mãi; bấm B để xem." if keep else "Đã bỏ đánh dấu. Bấm U để lấy lại."


def all_read(count: int) -> str:
    """After a list was marked as read."""
    return f"{number(count)} bài đã thành đã đọc. Bấm U để hoàn tác."


def laid_out(sources: Sequence[Source]) -> str:
    """What lies on the stand."""
    sections = sum(len(source.sections) for source in sources)
    return f"{number(len(sources))} báo, {number(sections)} chuyên mục" if sources else "không có báo nào"


def of_all(sources: Sequence[Source], papers: int) -> str:
    """How much of all that there is lies on the stand."""
    return (
        f"{number(len(sources))}/{number(papers)} báo · {number(sum(len(one.sections) for one in sources))} chuyên mục"
    )


def sections(on: int, every: int) -> str:
    """How many sections of a paper are on, of one that is off how many it has."""
    return f"{on}/{every} mục" if on else f"{every} mục"


def found_paper(found: Found) -> str:
    """What was found at an address, and what of it will be read."""
    section = next((one.name for one in found.source.sections if one.id == found.section), "")
    what = f"mục «{section}»" if section else ", ".join(one.name for one in found.source.sections if one.follow)
    return f"{capital(HOW_FOUND[found.how])}: {what}." if what else f"{capital(HOW_FOUND[found.how])}."


def added(name: str) -> str:
    """After a paper was taken onto the stand."""
    return f"Đã thêm «{name}». Bấm U để tắt."


def chosen(sources: Sequence[Source]) -> str:
    """After papers were chosen."""
    return f"Trên sạp: {laid_out(sources)}. Bấm U để trở lại như trước."


def laid_out_again(sources: Sequence[Source]) -> str:
    """After a choice of papers was taken back."""
    return f"Đã lấy lại lựa chọn cũ. Trên sạp: {laid_out(sources)}."


def unread(count: int) -> str:
    """Beside a list's name."""
    return f"{number(count)} chưa đọc" if count else ""


def found(count: int) -> str:
    """Beside a search."""
    return f"{number(count)} bài" if count else ""


def news_above(count: int) -> str:
    """At the top edge of a list: how many rows have come above it."""
    return f"↑ {number(count)} tin mới"


def sorted_by(order: Order) -> str:
    """After lists were sorted otherwise."""
    return "Các danh sách nhiều báo xếp theo từng báo." if order == "paper" else "Xếp theo giờ, mới nhất trước."


def refreshing(progress: Progress) -> str:
    """How far a refresh has come."""
    what = "chuyên mục" if isinstance(progress.outcome, Refreshed) else "bài mang về"
    return f"Đang lấy tin: {progress.done}/{progress.total} {what}"


def arrived(new: int) -> str:
    """After a refresh without a fault."""
    return f"Có {number(new)} tin mới." if new else "Chưa có tin gì mới."


def failures(names: Sequence[str], first: Exception) -> str:
    """After a refresh in which some sections failed: how many, which, and why the first did."""
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return f"Không lấy được {len(names)} mục: {shown}. {sentence(first)}"


def status(updated: datetime | None, now: datetime, *, offline: bool) -> str:
    """The state of the news on this machine."""
    age = f"cập nhật {dates.relative(updated, now)}" if updated else "chưa lấy tin lần nào"
    return f"Ngoại tuyến · {age}" if offline else capital(age)


def capital(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def health(health: Health, now: datetime) -> str:
    """What is known of a section or a paper, in a few words: «mới 12 phút trước», «im từ 3/10», «chặn máy đọc»."""
    match health.kind:
        case "fresh" if health.newest:
            return f"mới {dates.relative(health.newest, now)}"
        case "fresh":
            return f"{number(health.entries)} tin" if health.entries else "có trả lời"
        case "quiet":
            return f"im từ {dates.relative(health.newest, now)}" if health.newest else "im lâu nay"
        case "moved":
            return f"đã dời sang {clean_line(health.moved_to.partition('://')[2], 60)}"
        case "changed":
            return f"đổi khuôn trang: {health.bodies}/{health.pages} bài đọc được"
        case kind:
            return _HEALTH[kind]


def number(count: int) -> str:
    """A whole number as Vietnamese papers write it: 12.345."""
    return f"{count:,}".replace(",", ".")


def size(count: int) -> str:
    """Bytes in the largest unit that fits, with a decimal comma: «412 kB», «3,8 MB»."""
    if count < 1_000_000:
        return f"{max(count, 0) // 1000} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")
