"""What the newsstand tells of its ways out: the outcomes of a refresh as it runs, and what an address leads to."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from tuireader.errors import NewsError
from tuireader.model import FeedItem, Headline, Source


class Refreshed(Struct, frozen=True):
    """A section was asked for its newest headlines."""

    source: str
    section: str
    new: int = 0
    unchanged: bool = False
    """The paper answered that nothing has changed since the last time."""
    error: NewsError | None = None


class Carried(Struct, frozen=True):
    """The full text of one article was asked for."""

    headline: Headline
    error: NewsError | None = None


class Illustrated(Struct, frozen=True):
    """The pictures of one article were asked for; those that could not be had are asked for again when it is read."""

    headline: Headline
    error: NewsError | None = None
    """Why the first of these is not here."""


class Revised(Struct, frozen=True):
    """The page of an article that is here was asked for again."""

    headline: Headline
    changed: datetime | None = None
    """When, if its words are others now."""
    withdrawn: bool = False
    """The paper says that there is no such page any more; what is here is kept."""
    error: NewsError | None = None
    """Why nothing can be said; what is here is kept."""


Outcome = Refreshed | Carried | Revised | Illustrated


class Progress(Struct, frozen=True):
    """An outcome, and how far the refresh has come: `done` of `total` sections, articles, or pages asked for again."""

    outcome: Outcome
    done: int
    total: int


How = Literal["known", "feed", "links", "paths", "list"]
"""`known`: a paper on the stand; `feed`: the address is a feed; `links`: the page names its feeds; `paths`: a feed lies
where sites usually have theirs; `list`: there is no feed, so the page itself is read."""


class Found(Struct, frozen=True):
    """What an address leads to."""

    source: Source
    """A new paper that nothing has been written of yet, or for `known` the one on the stand."""
    how: How
    section: str = ""
    """For `known`: the section that the address is the feed of; empty for the paper as a whole."""
    latest: tuple[FeedItem, ...] = ()
    """The entries of the first section, so that its reader can tell whether it is what was meant."""
