"""The reader's own papers: made of what was found, written into their folder, put away and never deleted."""

from __future__ import annotations

import tomllib
from collections.abc import Container
from importlib import resources
from pathlib import Path

from msgspec.structs import replace

from tuireader.errors import UnknownPaper, UnwritableFile
from tuireader.files import make_folder, write_file
from tuireader.model import Section, Source
from tuireader.sources.naming import paper_id
from tuireader.sources.writing import source_text

PUT_AWAY = "da-bo"
"""The folder, inside that of the papers, of those that were removed."""


def own_paper(
    name: str,
    home: str,
    sections: tuple[Section, ...],
    alike: Source | None,
    taken: Container[str],
    *,
    folder: str = "",
    on: bool = True,
) -> Source:
    """A new paper, read by the rules of `alike`, the known paper on whose site it is; `taken` are ids in use."""
    paper = Source(paper_id(home, name, taken), name, home, sections, folder=folder, on=on)
    if alike is None:
        return paper
    return replace(
        paper, rules=alike.rules, cards=alike.cards, article_id=alike.article_id, user_agent=alike.user_agent
    )


def write_paper(folder: Path, paper: Source, remark: str = "") -> Path:
    """Write the file of a new paper and give its path. Raises FileTaken and UnwritableFile."""
    make_folder(folder)
    path = folder / f"{paper.id}.toml"
    write_file(path, source_text(paper, remark).encode())
    return path


def file_text(folder: Path, paper: Source) -> str:
    """The file of a known paper as it is written: the reader's own, else the shipped one, else one made of it."""
    shipped = resources.files("tuireader.sources") / f"{paper.id}.toml"
    try:
        return (own_files(folder).get(paper.id) or shipped).read_text("utf-8")
    except (OSError, ValueError):
        return source_text(paper)


def own_files(folder: Path) -> dict[str, Path]:
    """The files of the reader's papers by the papers' ids; of a broken one the file's name stands for it."""
    return {_id(path): path for path in sorted(folder.glob("*.toml"))} if folder.is_dir() else {}


def put_away(folder: Path, paper: str) -> Path:
    """Move the file of a paper into the folder of those put away, and give its new path.

    Raises UnknownPaper and UnwritableFile.
    """
    path = own_files(folder).get(paper)
    if path is None:
        raise UnknownPaper(paper)
    shelf = folder / PUT_AWAY
    make_folder(shelf)
    target, number = shelf / path.name, 2
    while target.exists():
        target, number = shelf / f"{path.stem}-{number}.toml", number + 1
    try:
        return path.rename(target)
    except OSError as error:
        raise UnwritableFile(path, error.strerror or str(error)) from error


def _id(path: Path) -> str:
    try:
        written = tomllib.loads(path.read_text("utf-8")).get("id")
    except (OSError, ValueError, RecursionError):
        return path.stem
    return written if isinstance(written, str) else path.stem
