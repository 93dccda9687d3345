"""The demo edition: a fictional newspaper, «Túi Báo», and the press that prints it without any network.

The stories lie in `paper/*.toml`, one file a section, in the markup that `markup` describes. `paper/source.toml` tells
how the paper is read, as a file of any real newspaper does: the demo passes through the same fetching and parsing.
"""

from __future__ import annotations

from datetime import datetime
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from tuireader.model import Source

if TYPE_CHECKING:
    import httpx


def press(now: datetime) -> httpx.AsyncBaseTransport:
    """A transport on which the paper's addresses answer; its stories are dated back from `now`, which is aware."""
    from tuireader.demo.catalogue import load
    from tuireader.demo.transport import DemoPress

    return DemoPress(load(files(__name__) / "paper", now))


def sources() -> tuple[Source, ...]:
    """The newspapers of the demo; raises SourceError."""
    from tuireader.sources import read_source

    with as_file(files(__name__) / "paper" / "source.toml") as path:
        return (read_source(path),)
