"""From what a section prints to headlines: what an entry's article is called, whatever it is called elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tuireader import sources
from tuireader.model import FeedItem, Headline, Section, Source


def headlines_of(source: Source, section: Section, entries: Sequence[FeedItem]) -> list[Headline]:
    """The headlines of the entries that lead somewhere. A guid that several articles share names none of them."""
    owners = Counter(guid for guid, _ in _guids(entries))
    return [
        _headline(source, section, entry, entry.guid if owners[entry.guid] == 1 else "")
        for entry in entries
        if entry.url
    ]


def _guids(entries: Iterable[FeedItem]) -> set[tuple[str, str]]:
    return {(entry.guid, entry.url) for entry in entries}


def _headline(source: Source, section: Section, entry: FeedItem, guid: str) -> Headline:
    identity, former = sources.article_id(source, entry.url, guid), sources.former_id(source, entry.url)
    return Headline(
        id=identity,
        source=source.id,
        section=section.id,
        title=entry.title,
        url=entry.url,
        published=entry.published,
        summary=entry.summary,
        image=entry.image,
        former=former if former != identity else "",
        guid=sources.guid_id(source, entry.url, guid),
    )
