"""The library as a file: `backup`, `restore`, and the way back for a reader whose library cannot be opened."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from tuireader import dates
from tuireader.config import paths
from tuireader.errors import FileTaken, LibraryBroken, LibraryLocked
from tuireader.language import counted, tr
from tuireader.newsstand import utc_now
from tuireader.store.copying import Contents, Copy, copy, newest
from tuireader.store.restoring import Restored
from tuireader.store.restoring import restore as put_back
from tuireader.text import clean_line, fold
from tuireader.ui import phrases

_YES, _NO = ("", "c", "co", "y", "yes"), ("k", "khong", "n", "no")


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments say; gives the exit code."""
    return backup(arguments) if arguments.command == "backup" else restore(arguments)


def backup(arguments: argparse.Namespace) -> int:
    """Copy the library to a file, also while the screen is open."""
    target = Path(arguments.file)
    try:
        contents = copy(paths().library, target, over=arguments.force)
    except FileTaken as taken:
        print(f"tuireader: {phrases.sentence(taken)} {tr('Muốn ghi đè: --force')}", file=sys.stderr)
        return 1
    told = tr("Đã chép thư viện vào {path}: {contents}.")
    _say(told.format(path=clean_line(str(target)), contents=_words(contents)))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put a copy in the place of the library, which is kept."""
    try:
        _tell(put_back(Path(arguments.file), paths().library, utc_now()))
    except LibraryLocked:
        print(f"tuireader: {tr('Một tuireader khác đang giữ thư viện. Đóng nó, rồi thử lại.')}", file=sys.stderr)
        return 75
    return 0


def way_back(broken: LibraryBroken) -> str:
    """How the reader of a library that cannot be opened can go on, as a sentence."""
    if (found := newest(Path(broken.path))) is None:
        told = tr("Chưa có bản sao nào; dời {path}* đi nơi khác thì tuireader bắt đầu một thư viện mới.")
        return told.format(path=shlex.quote(clean_line(str(broken.path))))
    told = tr("Có bản sao {when}; lấy lại: {command}")
    return told.format(when=dates.long_date(found.made), command=f"tuireader restore {shlex.quote(str(found.path))}")


def offer(broken: LibraryBroken) -> bool:
    """Ask on the terminal whether the newest copy is to take the place of a library that cannot be opened.

    False where there is none, or where the reader does not want it. Nothing is deleted. Raises StoreError.
    """
    if (found := newest(Path(broken.path))) is None:
        return False
    print(f"tuireader: {phrases.sentence(broken)}", file=sys.stderr)
    print(_described(found), file=sys.stderr)
    if not _agreed():
        return False
    _tell(put_back(found.path, Path(broken.path), utc_now()))
    return True


def _described(found: Copy) -> str:
    told = tr("Bản sao mới nhất: {when}, {contents}.")
    return told.format(when=dates.long_date(found.made), contents=_words(found.contents))


def _agreed() -> bool:
    question = tr("Lấy lại bản sao ấy? Tệp hỏng được cất bên cạnh. ↵ hay c: có, k: không")
    while True:
        print(question, end=" ", file=sys.stderr, flush=True)
        typed = sys.stdin.readline()
        answer = fold(typed.strip())
        if not typed or answer in _NO:  # the end of what is typed is no answer
            return False
        if answer in _YES:
            return True


def _tell(restored: Restored) -> None:
    _say(tr("Đã lấy lại thư viện: {contents}.").format(contents=_words(restored.contents)))
    if restored.former is not None:
        _say(tr("Thư viện trước đó được giữ ở {path}").format(path=restored.former))


def _words(contents: Contents) -> str:
    return f"{counted('{count} tin', contents.headlines)}, {counted('{count} bài đánh dấu', contents.bookmarks)}"


def _say(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()
