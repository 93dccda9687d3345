"""The words of the command line: what may be typed, its help, and what is said of a mistake, in the reader's language.

It loads hardly more than argparse, so that a wrong command is told at once.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

from tuireader import __version__
from tuireader.language import tr

DESCRIPTION = tr("Tờ báo trong terminal: đọc báo tiếng Việt bằng bàn phím, cả khi không có mạng.")
EPILOG = tr("Không có lệnh con thì mở màn hình đọc báo. Trong đó, bấm ? để xem mọi phím.")
PACK_BYTES = 5_000_000
"""What a pack may cost unless it is told."""
FOR_PAPERS = ("sources", "add", "rm", "import", "export")
"""The commands of `cli/subscriptions.py`."""
_MISTAKES = (
    (
        rf"argument {tr('LỆNH')}: invalid choice: '?(.*?)'? \(choose from (.*)\)",
        tr("không có lệnh «{0}». Các lệnh: {1}"),
    ),
    (r"argument (.+): invalid choice: '?(.*?)'? \(choose from (.*)\)", tr("{0}: không có «{1}»; có {2}")),
    (r"argument (.+): invalid int value: (.*)", tr("{0}: «{1}» không phải là số nguyên")),
    (r"argument (.+): ([«“].*)", "{0}: {1}"),
    (r"argument (.+): not allowed with argument (.+)", tr("{0} không đi cùng {1}")),
    (r"argument (.+): expected .*", tr("{0}: còn thiếu giá trị")),
    (r"argument (.+): ignored explicit argument .*", tr("{0} không nhận giá trị")),
    (r"the following arguments are required: (.*)", tr("còn thiếu {0}")),
    (r"unrecognized arguments: (.*)", tr("không hiểu {0}")),
)
"""argparse's own messages (argparse.py of CPython 3.11 to 3.14) and ours; another one is shown as it is."""


def parser() -> argparse.ArgumentParser:
    """All that may be said on the command line."""
    top = _Parser(prog="tuireader", description=DESCRIPTION, epilog=EPILOG)
    top.add_argument("--demo", action="store_true", help=tr("mở tờ báo mẫu, không cần mạng, không đụng tới thư viện"))
    top.add_argument("--version", action="version", version=f"tuireader {__version__}", help=tr("in phiên bản"))
    commands = top.add_subparsers(dest="command", metavar=tr("LỆNH"), parser_class=_Parser)
    sync = commands.add_parser("sync", help=tr("lấy tin và mang toàn văn về máy"))
    sync.add_argument("--feeds-only", action="store_true", help=tr("chỉ lấy đầu tin, không mang toàn văn"))
    sync.add_argument(
        "--max",
        type=_size,
        default=0,
        metavar=tr("CỠ"),
        help=tr("nhiều nhất bấy nhiêu dữ liệu, như 5MB, thay cho max_run"),
    )
    sync.add_argument("--quiet", action="store_true", help=tr("không kể tiến độ"))
    _json(sync)
    read = commands.add_parser("read", help=tr("in một bài: địa chỉ, hay tệp HTML đã lưu"))
    read.add_argument("target", metavar=tr("ĐỊA_CHỈ|TỆP"), help=tr("địa chỉ của bài, hay tệp HTML đã lưu"))
    read.add_argument("--url", default="", help=tr("địa chỉ của tệp đã lưu"))
    _json(read)
    _library(commands)
    _pack(commands)
    _subscriptions(commands)
    _upkeep(commands)
    _workshop(commands)
    commands.add_parser("paths", help=tr("in nơi cất thư viện, cấu hình và bộ nhớ đệm"))
    return top


def _library(commands: argparse._SubParsersAction[_Parser]) -> None:
    """The commands for what is on this machine, and for what it cost."""
    rows = commands.add_parser("list", help=tr("in các đầu tin trên máy"))
    which = rows.add_mutually_exclusive_group()
    which.add_argument("--unread", action="store_true", help=tr("chỉ bài chưa đọc"))
    which.add_argument("--bookmarks", action="store_true", help=tr("chỉ bài đã đánh dấu"))
    which.add_argument("--packed", action="store_true", help=tr("chỉ bài trong gói mang đi"))
    _limit(rows, 100)
    _json(rows)
    search = commands.add_parser("search", help=tr("tìm trong mọi bài, không dấu cũng được"))
    search.add_argument("words", nargs="+", metavar=tr("CHỮ"), help=tr("những chữ có trong bài"))
    _limit(search, 50)
    _json(search)
    prune = commands.add_parser(
        "prune", help=tr("bỏ bớt bài đã đọc từ lâu khỏi thư viện, theo [keep] trong config.toml")
    )
    prune.add_argument("--dry-run", action="store_true", help=tr("chỉ nói sẽ bỏ bao nhiêu"))
    _json(prune)
    usage = commands.add_parser("usage", help=tr("in dữ liệu đã dùng: hôm nay, tháng này, từng ngày, và còn bao nhiêu"))
    _json(usage)


def _pack(commands: argparse._SubParsersAction[_Parser]) -> None:
    """The command that fills what is taken along."""
    pack = commands.add_parser("pack", help=tr("gói bài mới mang đi, đọc được khi không có mạng"))
    pack.add_argument(
        "--sections",
        type=_names,
        default=(),
        metavar=tr("MỤC,…"),
        help=tr("những mục này, như thoi-su,vtv/the-gioi; bỏ trống là mọi mục đang theo dõi"),
    )
    pack.add_argument(
        "--max",
        type=_size,
        default=PACK_BYTES,
        metavar=tr("CỠ"),
        help=tr("nhiều nhất bấy nhiêu dữ liệu, như 5MB (mặc định) hay 800kB"),
    )
    pack.add_argument(
        "--minutes", type=_minutes, default=0, metavar=tr("PHÚT"), help=tr("đủ bấy nhiêu phút đọc thì thôi")
    )
    pack.add_argument("--images", action="store_true", help=tr("mang cả ảnh, sau toàn văn"))
    pack.add_argument("--quiet", action="store_true", help=tr("không kể tiến độ"))
    _json(pack)


def _subscriptions(commands: argparse._SubParsersAction[_Parser]) -> None:
    """The commands for papers."""
    papers = commands.add_parser("sources", help=tr("in mọi tờ báo, đang bật hay tắt, với các chuyên mục và địa chỉ"))
    _json(papers)
    add = commands.add_parser(
        "add", help=tr("thêm một báo bằng địa chỉ trang hay nguồn tin; hay bật lại một báo có sẵn")
    )
    add.add_argument(
        "url",
        metavar=tr("ĐỊA_CHỈ|BÁO"),
        help=tr("địa chỉ của tờ báo, chuyên mục hay nguồn tin (RSS); hay tên ngắn của một báo có sẵn, như vtv"),
    )
    add.add_argument("--name", default="", metavar=tr("TÊN"), help=tr("tên của báo, thay cho tên tìm thấy"))
    add.add_argument("--dry-run", action="store_true", help=tr("in ra tệp TOML của báo mà không ghi gì vào máy"))
    rm = commands.add_parser("rm", help=tr("bỏ một báo: tệp của bạn được cất đi, báo có sẵn thì tắt"))
    rm.add_argument("id", metavar=tr("BÁO"), help=tr("tên ngắn của báo, như vtv; xem tuireader sources"))
    take = commands.add_parser("import", help=tr("lấy các nguồn tin từ tệp OPML hay tệp urls của newsboat"))
    take.add_argument("file", metavar=tr("TỆP"), help=tr("- là đọc từ đầu vào chuẩn"))
    take.add_argument("--dry-run", action="store_true", help=tr("chỉ nói sẽ lấy gì"))
    give = commands.add_parser("export", help=tr("ghi các báo đang bật thành OPML"))
    give.add_argument("file", metavar=tr("TỆP"), nargs="?", help=tr("bỏ trống thì in ra màn hình"))
    give.add_argument("--force", action="store_true", help=tr("ghi đè tệp đã có"))


def _upkeep(commands: argparse._SubParsersAction[_Parser]) -> None:
    """The commands for the library's file, and for what happens while nobody reads."""
    backup = commands.add_parser("backup", help=tr("chép thư viện (tin, bài, dấu) vào một tệp"))
    backup.add_argument("file", metavar=tr("TỆP"), help=tr("tệp sẽ được ghi, như thu-vien.db"))
    backup.add_argument("--force", action="store_true", help=tr("ghi đè tệp đã có"))
    restore = commands.add_parser(
        "restore", help=tr("lấy lại thư viện từ một bản sao; thư viện đang có được giữ bên cạnh")
    )
    restore.add_argument("file", metavar=tr("TỆP"), help=tr("bản sao: của tuireader backup, hay trong thư mục backups"))
    timer = commands.add_parser("install-timer", help=tr("để máy tự lấy tin: systemd, hay cron"))
    timer.add_argument(
        "--every", type=_pause, default=30, metavar=tr("KHOẢNG"), help=tr("như 30m (mặc định) hay 2h; từ 5m đến 24h")
    )
    timer.add_argument("--cron", action="store_true", help=tr("in dòng cho crontab, không ghi gì"))
    timer.add_argument("--remove", action="store_true", help=tr("gỡ những gì đã cài"))
    timer.add_argument("--dry-run", action="store_true", help=tr("chỉ cho xem, không làm"))
    timer.add_argument("--yes", action="store_true", help=tr("làm luôn, không hỏi"))


def _workshop(commands: argparse._SubParsersAction[_Parser]) -> None:
    """The commands for whoever looks after papers."""
    doctor = commands.add_parser("doctor", help=tr("hỏi mỗi báo một lần, đọc thử vài bài, nói báo nào còn đọc được"))
    doctor.add_argument(
        "paper", nargs="*", metavar=tr("BÁO"), help=tr("tên ngắn của báo, như vtv; bỏ trống là các báo đang bật")
    )
    doctor.add_argument("--all", action="store_true", dest="sections", help=tr("hỏi mọi chuyên mục, không chỉ mục đầu"))
    doctor.add_argument("--every-paper", action="store_true", dest="every", help=tr("hỏi cả những báo đang tắt"))
    _json(doctor)
    inspect = commands.add_parser("inspect", help=tr("xem bộ đọc thấy gì trong một tệp đã lưu"))
    inspect.add_argument(
        "kind",
        choices=("article", "feed", "section", "guide"),
        metavar=tr("LOẠI"),
        help=tr("article: bài; feed: nguồn tin (RSS); section: trang chuyên mục; guide: lịch (XMLTV, trang của VTV)"),
    )
    inspect.add_argument("file", type=Path, metavar=tr("TỆP"), help=tr("trang hay nguồn tin đã lưu"))
    inspect.add_argument("--url", default="", help=tr("địa chỉ của tệp"))
    inspect.add_argument(
        "--day", type=_day, default=None, metavar=tr("NGÀY"), help=tr("ngày của trang lịch, như 2026-11-23")
    )
    inspect.add_argument("--generic", action="store_true", help=tr("bỏ qua quy tắc riêng của báo"))
    _json(inspect)
    check = commands.add_parser("check", help=tr("kiểm tra tệp mô tả một tờ báo, với một trang đã lưu nếu có"))
    check.add_argument("source", type=Path, metavar=tr("BÁO.toml"), help=tr("tệp mô tả tờ báo"))
    check.add_argument(
        "page",
        type=Path,
        nargs="?",
        metavar=tr("TRANG.html"),
        help=tr("trang đã lưu; bỏ trống thì chỉ xem tệp của báo"),
    )
    check.add_argument(
        "--url", default="", metavar=tr("ĐỊA_CHỈ"), help=tr("địa chỉ của trang, khi trang không tự nói ra")
    )
    check.add_argument("--section", action="store_true", help=tr("đọc như trang chuyên mục chứ không phải trang bài"))


class _Help(argparse.HelpFormatter):
    """Help that begins in the reader's language."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, tr("Cách dùng: ") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse with its own few words in the reader's language."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **options)  # type: ignore[arg-type]
        self._positionals.title = tr("lệnh và tham số")
        self._optionals.title = tr("tuỳ chọn")
        self.add_argument("-h", "--help", action="help", help=tr("in phần trợ giúp này"))

    def error(self, message: str) -> NoReturn:
        told = tr("{prog}: {mistake}. Xem {prog} --help").format(prog=self.prog, mistake=mistake(message))
        self.exit(2, f"{told}\n")


def mistake(message: str) -> str:
    """What argparse has to say of a wrong command line, in the reader's language."""
    for pattern, sentence in _MISTAKES:
        if said := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*(words.replace("'", "") for words in said.groups()))
    return message


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            tr("«{written}» không phải là ngày như 2026-11-23").format(written=written)
        ) from error


def _pause(written: str) -> int:
    """Minutes."""
    said = re.fullmatch(r"(\d{1,4})(m|h)", written, re.ASCII)
    minutes = int(said[1]) * (60 if said[2] == "h" else 1) if said else 0
    if not 5 <= minutes <= 1440:
        raise argparse.ArgumentTypeError(
            tr("«{written}» không phải là khoảng như 30m hay 2h, từ 5m đến 24h").format(written=written)
        )
    return minutes


def _names(written: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in written.split(",") if name.strip())


def _size(written: str) -> int:
    from tuireader.config import size_of

    try:
        size = size_of(written)
    except ValueError:
        size = 0
    if not size:
        raise argparse.ArgumentTypeError(tr("«{written}» không phải là cỡ như 5MB").format(written=written))
    return size


def _minutes(written: str) -> int:
    if not (written.isascii() and written.isdigit() and 0 < len(written) < 7 and int(written)):
        raise argparse.ArgumentTypeError(tr("«{written}» không phải là số phút").format(written=written))
    return int(written)


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help=tr("in JSON"))


def _limit(command: argparse.ArgumentParser, default: int) -> None:
    told = tr("nhiều nhất bấy nhiêu bài (mặc định {default})").format(default=default)
    command.add_argument("--limit", type=int, default=default, metavar=tr("SỐ"), help=told)
