"""What a refresh tells while it runs: one outcome for each section asked and for each article carried home."""

from __future__ import annotations

from msgspec import Struct

from tuireader.errors import NewsError
from tuireader.model import Headline


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


Outcome = Refreshed | Carried


class Progress(Struct, frozen=True):
    """An outcome, and how far the refresh has come: `done` of `total` sections or articles."""

    outcome: Outcome
    done: int
    total: int
