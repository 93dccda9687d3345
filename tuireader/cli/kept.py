"""What the files of papers and of the reader's configuration said when they were last read, so that a start need not.

The file lies in the cache and may be deleted at any time. It is used only while every file it came from is as it was.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

import tuireader
from tuireader.config import Config, Paths
from tuireader.errors import UnwritableFile
from tuireader.files import make_folder, write_file
from tuireader.model import Source

NAME = "setup"
MOST_BYTES = 2**22
_HOME = Path(tuireader.__file__).parent


class Kept(Struct, frozen=True):
    """What the files say."""

    stamp: str
    config: Config
    papers: tuple[Source, ...]


def read(paths: Paths) -> Kept | None:
    """What was kept, None where there is nothing, or where a file has changed since."""
    try:
        with _place(paths).open("rb") as file:
            kept = msgspec.msgpack.decode(file.read(MOST_BYTES), type=Kept)
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return kept if kept.stamp == stamp(paths) else None


def keep(paths: Paths, read_at: str, config: Config, papers: tuple[Source, ...]) -> None:
    """Keep what the files said, which bore the stamp `read_at` before they were read; quietly not where one cannot."""
    with suppress(UnwritableFile):
        place = _place(paths)
        make_folder(place.parent)
        write_file(place, msgspec.msgpack.encode(Kept(read_at, config, papers)), over=True)


def stamp(paths: Paths) -> str:
    """Which files there are, of what size, and when each was changed."""
    shipped = (_HOME / "sources", _HOME / "sources" / "families", _HOME / "demo" / "paper")
    files = [line for folder in (*shipped, paths.sources) for line in _lines(folder)]
    with suppress(OSError):
        files.append(_line(paths.config.name, paths.config.stat()))
    languages = ascii([os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")])
    return "\n".join([tuireader.__version__, languages, str(paths.config), str(paths.sources), *files])


def _lines(folder: Path) -> Sequence[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(_line(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".toml"))
    except OSError:
        return []


def _line(name: str, found: os.stat_result) -> str:
    return f"{name} {found.st_mtime_ns} {found.st_size}"


def _place(paths: Paths) -> Path:
    return paths.cache.with_name(NAME)
