"""Progress on stderr: one line that changes on a terminal, one line for each fault elsewhere."""

from __future__ import annotations

import sys

from tuireader.errors import AllowanceUsed
from tuireader.newsstand import Progress, Refreshed
from tuireader.ui import phrases


def tell(progress: Progress, *, quiet: bool = False) -> None:
    """How far a refresh has come, and what went wrong with a section."""
    if quiet:
        return
    outcome = progress.outcome
    if isinstance(outcome, Refreshed) and outcome.error is not None and not isinstance(outcome.error, AllowanceUsed):
        end()
        print(f"{outcome.source}/{outcome.section}: {phrases.sentence(outcome.error)}", file=sys.stderr)
    show(phrases.refreshing(progress))


def show(line: str) -> None:
    """One line in the place of the one before, and only on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def end(*, quiet: bool = False) -> None:
    """Take the line away."""
    if not quiet:
        show("")
