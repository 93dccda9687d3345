"""The sentences a reader sees: one for each error, and those that hold a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, assert_never

from tuireader import dates, errors
from tuireader.language import counted, decimal, number, tr
from tuireader.model import Health, Order, Source
from tuireader.newsstand import Progress, Refreshed
from tuireader.newsstand.outcomes import Found, How, Illustrated, Revised
from tuireader.text import clean_line
from tuireader.ui.file_faults import fault_words

NO_ROWS = {
    "latest": tr("Chưa có tin nào. Bấm R để lấy tin."),
    "unread": tr("Đã đọc hết. Bấm R để lấy tin mới."),
    "bookmarks": tr("Chưa đánh dấu bài nào. Bấm b ở một bài để giữ lại."),
    "packed": tr("Chưa có gói nào. Bấm P để gói bài mang đi, đọc được khi không có mạng."),
    "source": tr("Chưa có tin của báo này. Bấm r để lấy."),
    "section": tr("Chưa có tin của mục này. Bấm r để lấy."),
    "search": tr("Không tìm thấy bài nào có những chữ này."),
}
NOTHING_ON = tr("Chưa chọn báo nào. Bấm c để chọn báo.")
DOOR = tr("Chọn báo…")
CHOOSE_PAPERS = tr("Chọn báo")
WELCOME = tr("Chào bạn. Đây là sạp báo của bạn: chọn những tờ bạn muốn đọc.")
WELCOME_KEYS = tr("↑ ↓ đi lại, Space bật hay tắt, ↵ bắt đầu đọc. Sau này bấm c để chọn lại.")
BEGIN = tr("Bắt đầu đọc")
PAPERS_HINT = tr("Bấm / để tìm báo hay chuyên mục, gõ không dấu cũng được")
NO_PAPER = tr("Không có báo hay chuyên mục nào có những chữ này. Bấm F7 để thêm báo theo địa chỉ.")
LOOK_IN = tr("↵ Xem thử, không cần bật")
SEE_SECTIONS = tr("→ Xem các chuyên mục")
ADD_PAPER = tr("Thêm báo theo địa chỉ")
ADDRESS_HINT = tr("vidu.vn hay https://vidu.vn/rss/tin-moi.rss")
ADDRESS_KINDS = tr("Địa chỉ của tờ báo, chuyên mục, blog hay nguồn tin (RSS).")
LOOKING = tr("Đang tìm nguồn tin ở địa chỉ này…")
LOOK_KEYS = tr("↵ Tìm   Esc Thôi")
WAIT_KEYS = tr("Esc Thôi")
ADD_KEYS = tr("↵ Thêm   Esc Thôi")
NOT_REMEMBERED = tr("Không ghi được lựa chọn vào đĩa: lần sau mở lại sẽ như cũ.")
SEARCH_HINT = tr("Gõ chữ, không cần dấu")
NARROW_HINT = tr("Gõ để lọc danh sách này, không cần dấu")
NOTHING_LEFT = tr("Không có tin nào trong danh sách này có những chữ ấy. Bấm Esc để bỏ lọc.")
PALETTE_HINT = tr("Gõ tên lệnh, không dấu cũng được")
NO_COMMAND = tr("Không có lệnh nào như vậy.")
HOW_TO_LEAVE = tr("Bấm q để trở lại, ở ngoài cùng thì thoát; Ctrl+Q thoát ngay.")
NOTHING_OPEN = tr("Chọn một bài rồi bấm ↵ để đọc.")
LOADING = tr("Đang lấy bài…")
DAMAGED = tr("Thư viện bị hỏng nên không ghi gì nữa. Thoát rồi mở lại tuireader để lấy lại bản sao mới nhất, nếu có.")
READ_ONLY = tr("Một tuireader khác đang giữ thư viện: ở đây chỉ đọc cho tới khi nó xong.")
NO_TICKER = tr("Chưa có tin. Bấm R để lấy tin mới.")
PRESS_TO_READ = tr("Bấm ↵ để đọc toàn văn.")
NOTHING_TO_UNDO = tr("Không còn gì để hoàn tác.")
UNDONE = tr("Đã hoàn tác.")
NO_BROWSER = tr("Không có trình duyệt ở đây. Đã chép địa chỉ.")
NOT_FOR_BROWSERS = tr("Trình duyệt không mở được địa chỉ này. Đã chép địa chỉ.")
COPIED = tr("Đã chép địa chỉ.")
COPIED_TITLE = tr("Đã chép tít và địa chỉ.")
NO_EMAIL = tr("Bài này không ghi thư điện tử của toà soạn.")
NO_LINKS = tr("Không có liên kết nào trên màn hình này.")
NO_EARLIER = tr("Không còn bài nào mở trước đó.")
NO_LATER = tr("Không còn bài nào mở sau đó.")
NOT_READABLE_HERE = tr("Bài này chỉ đọc được trong trình duyệt.")
FIND_HINT = tr("Tìm trong bài, không cần dấu")
FIND_KEYS = tr("n kế   N trước   Esc thôi")
FIND_ENTER = tr("↵ xem   Esc thôi")
LETTER_KEYS = tr("Bấm chữ để mở liên kết   Tab chọn   Esc thôi")
NO_MORE_UNREAD = tr("Hết bài chưa đọc trong danh sách này.")
OFFLINE = tr("Không có mạng. Tin và bài đã mang về vẫn đọc được.")
STOPPED = tr("Đã dừng. Tin đã về vẫn giữ.")
_NO_SUBSCRIPTIONS: dict[errors.NoSubscriptionsReason, str] = {
    "empty": tr("tệp trống"),
    "no_list": tr("đây không phải là tệp OPML hay tệp urls của newsboat"),
    "entities": tr("tệp tự khai báo thực thể XML, một cách tấn công quen thuộc, nên không đọc"),
    "no_feed": tr("trong danh sách không có địa chỉ nào đọc được"),
}
HOW_FOUND: dict[How, str] = {
    "known": tr("báo đã có sẵn"),
    "feed": tr("địa chỉ này là một nguồn tin"),
    "links": tr("trang này chỉ tới nguồn tin của nó"),
    "paths": tr("nguồn tin nằm ở chỗ thường gặp"),
    "list": tr("không có nguồn tin, nên đọc danh sách bài trên trang"),
}
_HEALTH: dict[Literal["untried", "empty", "blocked", "gone", "unreachable", "unreadable"], str] = {
    "untried": tr("chưa lấy lần nào"),
    "empty": tr("trống"),
    "blocked": tr("chặn máy đọc"),
    "gone": tr("không còn ở địa chỉ này"),
    "unreachable": tr("không trả lời"),
    "unreadable": tr("không phải RSS"),
}


def sentence(error: Exception) -> str:
    """What went wrong, in one sentence for the reader."""
    match error:
        case errors.NotCarried():
            return tr("Bài này chưa được mang về máy. Khi có mạng, tuireader sẽ lấy bài này trước tiên.")
        case errors.Refused() | errors.Blocked() | errors.Postponed():
            return _refused(error)
        case errors.FetchError():
            return _not_fetched(error)
        case errors.ParseError():
            return _unreadable(error)
        case _:
            return _own_fault(error)


def _refused(error: errors.Refused | errors.Blocked | errors.Postponed) -> str:
    match error:
        case errors.Refused(status=404 | 410):
            return tr("Báo nói không còn trang này.")
        case errors.Refused(status=status):
            return tr("Báo từ chối trả lời (mã {status}).").format(status=status)
        case errors.Blocked():
            return tr("Trang chặn máy đọc: báo chỉ mở cho trình duyệt.")
        case errors.Postponed(wait_until=until):
            return tr("Lần trước không lấy được; đến {clock} mới hỏi lại báo này.").format(clock=dates.clock(until))
        case _:
            assert_never(error)


def _not_fetched(error: errors.FetchError) -> str:
    match error:
        case errors.Offline():
            return tr("Không có mạng, hoặc báo không trả lời.")
        case errors.TimedOut():
            return tr("Báo trả lời quá chậm nên đã thôi chờ.")
        case errors.TooLarge():
            return tr("Trang quá lớn nên không lấy.")
        case errors.AllowanceUsed():
            return _no_more_data(error)
        case errors.Untrusted():
            return tr(
                "Máy chủ không chứng minh được đó là báo này (chứng chỉ hết hạn hoặc của nơi khác) nên không lấy."
            )
        case errors.BadAddress():
            return tr("Địa chỉ này không mở được.")
        case _:
            return tr("Báo trả lời không đúng cách nên không đọc được.")


def _unreadable(error: errors.ParseError) -> str:
    match error:
        case errors.NotAFeed():
            return tr("Trang nhận được không phải là nguồn tin (RSS).")
        case errors.NotAGuide():
            return tr("Trang nhận được không phải là lịch phát sóng.")
        case errors.NothingToFollow():
            return tr("Không tìm thấy nguồn tin (RSS) hay danh sách bài nào ở địa chỉ này.")
        case errors.NoArticle():
            return tr("Không tìm thấy nội dung bài trong trang. Có thể báo vừa đổi giao diện.")
        case errors.OtherArticle():
            return tr("Trang nhận được là trang báo lỗi hay bài khác, không phải bài này.")
        case errors.GivenUp():
            return tr("Đọc trang này quá lâu hoặc bị vấp, nên đã thôi đọc.")
        case _:
            return tr("Báo trả lời không đúng cách nên không đọc được.")


def _no_more_data(error: errors.AllowanceUsed) -> str:
    match error.kind:
        case "run":
            why = tr("Đã dùng hết {size} dữ liệu của lần chạy này, nên thôi lấy thêm.")
        case "day":
            why = tr("Đã dùng hết {size} dữ liệu của hôm nay, nên thôi lấy thêm.")
        case "budget":
            why = tr("Đã dùng hết {size} dữ liệu dành cho việc này, nên thôi lấy thêm.")
        case kind:
            assert_never(kind)
    return why.format(size=size(error.total))


def _own_fault(error: Exception) -> str:
    match error:
        case errors.LibraryLocked() | errors.LibraryDamaged():
            return READ_ONLY if isinstance(error, errors.LibraryLocked) else DAMAGED
        case errors.LibraryTooNew(path=path):
            return tr("Thư viện {path} do một tuireader mới hơn ghi. Hãy nâng cấp; tệp vẫn nguyên vẹn.").format(
                path=path
            )
        case errors.LibraryBroken(path=path):
            return tr("Thư viện {path} bị hỏng nên không mở được. Tệp vẫn để nguyên tại chỗ.").format(path=path)
        case errors.LibraryFull(path=path):
            return tr("Không ghi được vào {path}: đĩa đầy hoặc không có quyền ghi.").format(path=path)
        case errors.SourceError(path=path, fault=fault) | errors.ConfigError(path=path, fault=fault):
            return clean_line(tr("Tệp {path} có lỗi: {fault}").format(path=path, fault=fault_words(fault)))
        case errors.UnreadableFile(path=path):
            return clean_line(
                tr("Không đọc được tệp {path}: không có tệp ấy, hay không được phép đọc.").format(path=path)
            )
        case errors.UnwritableFile(path=path):
            return tr("Không ghi được vào {path}: đĩa đầy, không có quyền ghi, hay đó không phải là tệp.").format(
                path=path
            )
        case _:
            return _list_fault(error)


def _list_fault(error: Exception) -> str:
    """What is wrong with subscriptions and with files that are named."""
    match error:
        case errors.NotALibrary(path=path):
            return clean_line(
                tr("{path} không phải là thư viện của tuireader, hay đã hỏng. Không có gì bị thay đổi.").format(
                    path=path
                )
            )
        case errors.FileTaken(path=path):
            return tr("Đã có tệp {path}, nên không ghi đè.").format(path=path)
        case errors.NoSubscriptions(path=path, reason=reason):
            return tr("Không lấy được nguồn tin nào từ tệp {path}: {why}.").format(
                path=path, why=_NO_SUBSCRIPTIONS[reason]
            )
        case errors.UnknownPaper(paper=paper):
            return tr("Không có báo nào tên là «{name}».").format(name=clean_line(paper, 60))
        case errors.UnknownSection(section=section):
            told = tr("Không có chuyên mục nào tên là «{name}». Xem: tuireader sources")
            return told.format(name=clean_line(section, 60))
        case _:
            return tr("Có lỗi ngoài dự liệu; chi tiết nằm trong tệp nhật ký.")


def not_opened(error: Exception) -> str:
    """Why an article is not on the screen, and where else it can be read if there is a network."""
    match error:
        case errors.NotCarried() | errors.Offline() | errors.TimedOut():
            return sentence(error)
        case _:
            return tr("{why} Bấm o để mở trong trình duyệt.").format(why=sentence(error))


def copied(text: str) -> str:
    """After an e-mail address or a few words were copied; a long text is named by its length."""
    is_short = len(text) <= 60 and "\n" not in text
    return tr("Đã chép {text}.").format(text=text) if is_short else counted("Đã chép {count} chữ cái.", len(text))


def opened_at(host: str) -> str:
    """After an address was handed to the browser: which site it really leads to."""
    return tr("Đã mở {host} trong trình duyệt.").format(host=host)


def which(now: int, count: int) -> str:
    """Which of the places that were found one looks at."""
    return f"{number(now)}/{number(count)}" if count else tr("không thấy")


def left_to_read(minutes: int, part: float) -> str:
    """How long an article takes, and how much of that is left; the end of it says so."""
    left = max(1, round(minutes * (1 - part)))
    rest = tr("hết bài") if part >= 1 else counted("còn {count} phút", left)
    return f"{counted('đọc {count} phút', minutes)} · {rest}"


def kept(*, keep: bool) -> str:
    """After a bookmark was set or taken away."""
    return tr("Đã đánh dấu. Bài được giữ mãi; bấm B để xem.") if keep else tr("Đã bỏ đánh dấu. Bấm U để lấy lại.")


def all_read(count: int) -> str:
    """After a list was marked as read."""
    return counted("{count} bài đã thành đã đọc. Bấm U để hoàn tác.", count)


def laid_out(sources: Sequence[Source]) -> str:
    """What lies on the stand."""
    sections = sum(len(source.sections) for source in sources)
    if not sources:
        return tr("không có báo nào")
    return f"{counted('{count} báo', len(sources))}, {counted('{count} chuyên mục', sections)}"


def of_all(sources: Sequence[Source], papers: int) -> str:
    """How much of all that there is lies on the stand."""
    sections = sum(len(source.sections) for source in sources)
    some = counted("{on}/{count} báo", papers, on=number(len(sources)))
    return f"{some} · {counted('{count} chuyên mục', sections)}"


def sections(on: int, every: int) -> str:
    """How many sections of a paper are on, of one that is off how many it has."""
    return counted("{on}/{count} mục", every, on=on) if on else tr("{count} mục", "off").format(count=every)


def found_paper(found: Found) -> str:
    """What was found at an address, and what of it will be read."""
    section = next((one.name for one in found.source.sections if one.id == found.section), "")
    what = (
        tr("mục «{name}»").format(name=section)
        if section
        else ", ".join(one.name for one in found.source.sections if one.follow)
    )
    return f"{capital(HOW_FOUND[found.how])}: {what}." if what else f"{capital(HOW_FOUND[found.how])}."


def added(name: str) -> str:
    """After a paper was taken onto the stand."""
    return tr("Đã thêm «{name}». Bấm U để tắt.").format(name=name)


def chosen(sources: Sequence[Source]) -> str:
    """After papers were chosen."""
    return tr("Trên sạp: {papers}. Bấm U để trở lại như trước.").format(papers=laid_out(sources))


def laid_out_again(sources: Sequence[Source]) -> str:
    """After a choice of papers was taken back."""
    return tr("Đã lấy lại lựa chọn cũ. Trên sạp: {papers}.").format(papers=laid_out(sources))


def unread(count: int) -> str:
    """Beside a list's name."""
    return counted("{count} chưa đọc", count) if count else ""


def found(count: int) -> str:
    """Beside a search."""
    return counted("{count} bài", count) if count else ""


def news_above(count: int) -> str:
    """At the top edge of a list: how many rows have come above it."""
    return f"↑ {counted('{count} tin mới', count)}"


def sorted_by(order: Order) -> str:
    """After lists were sorted otherwise."""
    return tr("Các danh sách nhiều báo xếp theo từng báo.") if order == "paper" else tr("Xếp theo giờ, mới nhất trước.")


def refreshing(progress: Progress) -> str:
    """How far a refresh has come."""
    if isinstance(progress.outcome, Refreshed):
        return counted("Đang lấy tin: {done}/{count} chuyên mục", progress.total, done=number(progress.done))
    if isinstance(progress.outcome, Illustrated):
        return counted("Đang lấy ảnh của {done}/{count} bài", progress.total, done=number(progress.done))
    if isinstance(progress.outcome, Revised):
        return counted("Đang xem lại {done}/{count} bài", progress.total, done=number(progress.done))
    return counted("Đang lấy tin: {done}/{count} bài mang về", progress.total, done=number(progress.done))


def arrived(new: int) -> str:
    """After a refresh without a fault."""
    return counted("Có {count} tin mới.", new) if new else tr("Chưa có tin gì mới.")


def failures(names: Sequence[str], first: Exception) -> str:
    """After a refresh in which some sections failed: how many, which, and why the first did."""
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return counted("Không lấy được {count} mục: {names}. {why}", len(names), names=shown, why=sentence(first))


def status(updated: datetime | None, now: datetime, *, offline: bool) -> str:
    """The state of the news on this machine."""
    age = tr("cập nhật {when}").format(when=dates.relative(updated, now)) if updated else tr("chưa lấy tin lần nào")
    return f"{tr('Ngoại tuyến')} · {age}" if offline else capital(age)


def brief_status(updated: datetime | None, now: datetime, *, offline: bool) -> tuple[str, ...]:
    """The state of the news where there is little room, and where there is less."""
    if offline:
        return (tr("Ngoại tuyến"),)
    if updated is None:
        return (tr("Chưa có tin"),)
    return capital(dates.relative(updated, now)), capital(dates.relative_short(updated, now))


def capital(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def health(health: Health, now: datetime) -> str:
    """What is known of a section or a paper, in a few words: «mới 12 phút trước», «im từ 3/10», «chặn máy đọc»."""
    match health.kind:
        case "fresh" if health.newest:
            return tr("mới {when}").format(when=dates.relative(health.newest, now))
        case "fresh":
            return counted("{count} tin", health.entries) if health.entries else tr("có trả lời")
        case "quiet":
            when = dates.relative(health.newest, now) if health.newest else ""
            return tr("im từ {when}").format(when=when) if when else tr("im lâu nay")
        case "moved":
            return tr("đã dời sang {address}").format(address=clean_line(health.moved_to.partition("://")[2], 60))
        case "changed":
            return counted("đổi khuôn trang: {bodies}/{count} bài đọc được", health.pages, bodies=health.bodies)
        case kind:
            return _HEALTH[kind]


def size(count: int) -> str:
    """Bytes in the largest unit that fits: «412 kB», «3,8 MB», in English «3.8 MB»."""
    if count < 1_000_000:
        return f"{max(count, 0) // 1000} kB"
    return f"{decimal(count / 1_000_000)} MB"
