"""The command line: reads the arguments, builds the newsstand, and hands it to the screen or to a subcommand.

Exit codes: 0 done, 1 error, 2 wrong usage, 3 some sections failed, 4 all failed or no network, 75 another tuireader is
writing, 130 interrupted, 143 ended by a signal. Data goes to stdout, messages to stderr.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tuireader import __version__

OK, ERROR, USAGE, SOME_FAILED, ALL_FAILED, LOCKED, INTERRUPTED = 0, 1, 2, 3, 4, 75, 130

DESCRIPTION = "Tờ báo trong terminal: đọc báo tiếng Việt bằng bàn phím, cả khi không có mạng."
EPILOG = "Không có lệnh con thì mở màn hình đọc báo. Trong đó, bấm ? để xem mọi phím."


def parser() -> argparse.ArgumentParser:
    """All that may be said on the command line."""
    top = _Parser(prog="tuireader", description=DESCRIPTION, epilog=EPILOG)
    top.add_argument("--demo", action="store_true", help="mở tờ báo mẫu, không cần mạng, không đụng tới thư viện")
    top.add_argument("--version", action="version", version=f"tuireader {__version__}")
    commands = top.add_subparsers(dest="command", metavar="LỆNH", parser_class=_Parser)
    sync = commands.add_parser("sync", help="lấy tin và mang toàn văn về máy")
    sync.add_argument("--feeds-only", action="store_true", help="chỉ lấy đầu tin, không mang toàn văn")
    sync.add_argument("--quiet", action="store_true", help="không kể tiến độ")
    _json(sync)
    read = commands.add_parser("read", help="in một bài: địa chỉ, hay tệp HTML đã lưu")
    read.add_argument("target", metavar="ĐỊA_CHỈ|TỆP")
    read.add_argument("--url", default="", help="địa chỉ của tệp đã lưu")
    _json(read)
    rows = commands.add_parser("list", help="in các đầu tin trên máy")
    which = rows.add_mutually_exclusive_group()
    which.add_argument("--unread", action="store_true", help="chỉ bài chưa đọc")
    which.add_argument("--bookmarks", action="store_true", help="chỉ bài đã đánh dấu")
    rows.add_argument("--limit", type=int, default=100, metavar="SỐ", help="nhiều nhất bấy nhiêu bài (mặc định 100)")
    _json(rows)
    search = commands.add_parser("search", help="tìm trong mọi bài, không dấu cũng được")
    search.add_argument("words", nargs="+", metavar="CHỮ")
    search.add_argument("--limit", type=int, default=50, metavar="SỐ", help="nhiều nhất bấy nhiêu bài (mặc định 50)")
    _json(search)
    inspect = commands.add_parser("inspect", help="xem bộ đọc thấy gì trong một tệp đã lưu")
    inspect.add_argument("kind", choices=("article", "feed", "section"))
    inspect.add_argument("file", type=Path, metavar="TỆP")
    inspect.add_argument("--url", default="", help="địa chỉ của tệp")
    inspect.add_argument("--generic", action="store_true", help="bỏ qua quy tắc riêng của báo")
    _json(inspect)
    check = commands.add_parser("check", help="kiểm tra tệp mô tả một tờ báo, với một trang đã lưu nếu có")
    check.add_argument("source", type=Path, metavar="BÁO.toml")
    check.add_argument("page", type=Path, nargs="?", metavar="TRANG.html")
    check.add_argument("--url", default="", help="địa chỉ của trang")
    commands.add_parser("paths", help="in nơi cất thư viện, cấu hình và bộ nhớ đệm")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code and never a traceback."""
    arguments = parser().parse_args(argv)
    try:
        if arguments.command is None:
            from tuireader.cli import screen

            return screen.run(demo=arguments.demo)
        from tuireader.cli import commands

        return commands.run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return OK
    except Exception as error:  # noqa: BLE001 - the last net: a log and a sentence, never a traceback
        from tuireader.cli.faults import report

        return report(error)


class _Parser(argparse.ArgumentParser):
    """argparse with its own few words in Vietnamese."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "lệnh và tham số"
        self._optionals.title = "tuỳ chọn"
        self.add_argument("-h", "--help", action="help", help="in phần trợ giúp này")


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="in JSON")


def _close_quietly() -> None:
    """Whoever read our output is gone: leave without a second complaint when Python flushes."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
