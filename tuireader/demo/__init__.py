"""The demo edition: a fictional newspaper, «Túi Báo», and the press that prints it without any network.

The stories lie in `paper/*.toml`, one file a section, in the markup that `markup` describes. `paper/source.toml` tells
how the paper is read, as a file of any real newspaper does: the demo passes through the same fetching and parsing.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuireader.model import Source

if TYPE_CHECKING:
    import httpx

HOST = "demo.tuireader.example"
"""Where the paper is printed; no such host exists (RFC 2606), so nothing real is hidden by it."""
PAPER = "tuibao"
"""The paper's id, as its file says."""
BROADCASTER = "vtv.vn"
"""Where the programme of the day is asked for; the demo answers in its place, with a day of its own invention."""
HANDBOOK = "cam-nang"
"""The section that explains the program."""


def press(now: datetime) -> httpx.AsyncBaseTransport:
    """A transport on which the paper's addresses answer; its stories are dated back from `now`, which is aware."""
    from importlib.resources import files

    from tuireader.demo.catalogue import load
    from tuireader.demo.transport import DemoPress

    return DemoPress(load(files(__name__) / "paper", now))


def sources() -> tuple[Source, ...]:
    """The newspapers of the demo; raises SourceError."""
    from importlib.resources import as_file, files

    from tuireader.sources import read_source

    with as_file(files(__name__) / "paper" / "source.toml") as path:
        return (read_source(path),)


def handbook() -> Source:
    """The paper with the one section that explains the program, to stand beside real papers; raises SourceError.

    Nobody refreshes it with the others: it is laid out once, where it is missing.
    """
    (paper,) = sources()
    chapter = next(section for section in paper.sections if section.id == HANDBOOK)
    return replace(paper, name="tuireader", sections=(replace(chapter, follow=False),))
