"""What the demo paper has to print: its sections and stories as written in `paper/*.toml`, dated back from now."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from functools import partial
from importlib.resources.abc import Traversable

from msgspec import Struct

from tuireader.demo import HOST
from tuireader.errors import Fault, SourceError
from tuireader.toml import convert, read_table

HOME = f"https://{HOST}"
HOME_SECTION = "trang-chu"


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """One story as its file has it; `body` is in the markup of `markup`."""

    slug: str
    title: str
    lead: str
    minutes_ago: int
    authors: tuple[str, ...] = ()
    desk: str = ""
    email: str = ""
    tags: tuple[str, ...] = ()
    credit: str = ""
    full: bool = True
    """False: the paper prints the headline and the lead, and a page without text (as for a video)."""
    body: str = ""


class Chapter(Struct, frozen=True, forbid_unknown_fields=True):
    """One file: a section and its stories."""

    id: str
    name: str
    article: tuple[Written, ...] = ()


class Story(Struct, frozen=True):
    """One story of this edition."""

    section: str
    section_name: str
    written: Written
    published: datetime

    @property
    def number(self) -> str:
        """The story's number in its address, in the length of the family's, and the same in every edition."""
        return f"1002601{zlib.crc32(f'{self.section}/{self.written.slug}'.encode()):011d}"

    @property
    def path(self) -> str:
        return f"/{self.written.slug}-{self.number}.htm"

    @property
    def url(self) -> str:
        return HOME + self.path


class Catalogue:
    """All stories of one edition, the newest first."""

    def __init__(self, chapters: tuple[Chapter, ...], now: datetime) -> None:
        stories = [
            Story(chapter.id, chapter.name, written, now - timedelta(minutes=written.minutes_ago))
            for chapter in chapters
            for written in chapter.article
        ]
        self.names = {chapter.id: chapter.name for chapter in chapters}
        """Names of the sections by id, without the home page."""
        self.stories = tuple(sorted(stories, key=lambda story: story.published, reverse=True))
        self._by_path = {story.path: story for story in stories}
        self._by_place = {f"{HOME}/{story.section}/{story.written.slug}": story.url for story in stories}

    def section(self, id: str) -> tuple[Story, ...] | None:
        """The stories of a section (all for the home page), None for one that the paper does not have."""
        if id == HOME_SECTION:
            return self.stories
        if id not in self.names:
            return None
        return tuple(story for story in self.stories if story.section == id)

    def at(self, path: str) -> Story | None:
        """The story whose page is at this path."""
        return self._by_path.get(path)

    def address(self, link: str) -> str:
        """The printed address of a link; stories name each other as `HOME/section/slug`."""
        return self._by_place.get(link, link)


def load(paper: Traversable, now: datetime) -> Catalogue:
    """Read every section of the folder; raises SourceError for a file that is not as described."""
    named = [file for file in paper.iterdir() if file.name.endswith(".toml") and file.name != "source.toml"]
    return Catalogue(tuple(_chapter(file) for file in sorted(named, key=lambda file: file.name)), now)


def _chapter(file: Traversable) -> Chapter:
    blame = partial(SourceError, file.name)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise blame(Fault("unreadable", value=str(error))) from error
    return convert(read_table(content, blame), Chapter, blame)
