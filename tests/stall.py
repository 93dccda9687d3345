"""A stall for tests of the newsstand: two small papers, their press, a library and a cache on disk, and a clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from press import PRINTED, Press, Story, feed, page

from tuireader import demo
from tuireader.fetch import Fetcher
from tuireader.model import Section, Shelf, Source
from tuireader.newsstand import Carried, Newsstand, Progress, Refreshed, SectionOf
from tuireader.sources import load_sources

FAMILY = load_sources()[0][0]
"""A shipped paper, whose rules are those that `press.page` is printed for."""
MINUTE = timedelta(minutes=1)
LATEST = Shelf("latest")
NEWS, SPORT = "https://song.example/tin.rss", "https://song.example/the-thao.rss"
HILL = "https://doi.example/tin.rss"
BLANK = "<html><body><nav><a href='/'>Trang chủ</a></nav></body></html>"


def paper(name: str, *sections: Section) -> Source:
    return Source(
        name, name.capitalize(), f"https://{name}.example", sections, FAMILY.rules, article_id=FAMILY.article_id
    )


RIVER = paper("song", Section("tin", "Tin mới", NEWS), Section("the-thao", "Thể thao", SPORT))
HILLS = paper("doi", Section("tin", "Tin mới", HILL))


def address(number: int, paper_id: str = "song") -> str:
    return f"https://{paper_id}.example/bai-{number:018d}.htm"


def identity(number: int, paper_id: str = "song") -> str:
    return f"{paper_id}:{number:018d}"


def story(number: int, paper_id: str = "song", title: str = "") -> Story:
    """The greater its number, the older it is."""
    return Story(title or f"Tin số {number}", address(number, paper_id), PRINTED - number * MINUTE)


@dataclass
class Stall:
    """Where a newsstand stands: its folder, the press it asks and the hands of its clock."""

    folder: Path
    press: Press = field(default_factory=Press)
    now: datetime = PRINTED + timedelta(hours=1)
    sources: Sequence[Source] = (RIVER, HILLS)

    @asynccontextmanager
    async def open(
        self, carry: int = 30, sources: Sequence[Source] | None = None, fetcher: Fetcher | None = None
    ) -> AsyncIterator[Newsstand]:
        fetcher = fetcher or Fetcher(transport=self.press)
        fetcher.serve(demo.HOST, lambda: demo.press(self.now))
        async with Newsstand(
            sources or self.sources,
            fetcher,
            library=self.folder / "data" / "library.db",
            cache=self.folder / "cache",
            carry=carry,
            clock=lambda: self.now,
        ) as stand:
            yield stand

    def prints(self, url: str, *stories: Story, related: dict[str, str] | None = None) -> None:
        self.press.prints(url, feed(*stories))
        for one in stories:
            self.press.prints(one.url, page(one.title, f"Thân bài của {one.title}.", related=related))

    def asked(self) -> list[str]:
        """The addresses of articles that were asked for, in their order."""
        return [one.url for one in self.press.asked if "/bai-" in one.url]


async def refresh(
    stand: Newsstand, sections: Sequence[SectionOf] | None = None, *, carry: bool = True, by_reader: bool = False
) -> list[Progress]:
    news = stand.refresh(stand.sections() if sections is None else sections, carry=carry, by_reader=by_reader)
    async with aclosing(news):
        return [progress async for progress in news]


def refreshed(told: Sequence[Progress]) -> dict[tuple[str, str], Refreshed]:
    outcomes = (progress.outcome for progress in told)
    return {(one.source, one.section): one for one in outcomes if isinstance(one, Refreshed)}


def carried(told: Sequence[Progress]) -> dict[str, Carried]:
    outcomes = (progress.outcome for progress in told)
    return {one.headline.id: one for one in outcomes if isinstance(one, Carried)}


def only(source: Source, section: int = 0) -> list[SectionOf]:
    return [(source, source.sections[section])]
