"""The real program in a process of its own: an environment that is nobody's, and papers printed at a loopback press.

The papers take the ids of the shipped ones and so stand in their place: no test asks a real newspaper.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from press import Press, Story, feed, loopback, page

from tuireader.config import Paths
from tuireader.sources import SHIPPED
from tuireader.state import load_state, save_state

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "tuireader")
PATIENCE = 60.0
"""Seconds after which a process is taken to hang."""
NAMES = {"vtv": "VTV", "vnexpress": "VnExpress", "tuoitre": "Tuổi Trẻ"}
PAPER = """
id = "{id}"
name = "{name}"
home = "{base}/{id}/"
family = "vccorp"

[[section]]
id = "tin-moi"
name = "Tin mới"
feed = "{base}/{id}/tin-moi.rss"
"""


class Program:
    """The program and the folders of one user, all inside `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {"DATA": "data", "CONFIG": "config", "CACHE": "cache", "STATE": "state"}
        self.environment = {
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            **{f"XDG_{name}_HOME": str(folder / place) for name, place in kept.items()},
        }
        self.paths = Paths(
            library=folder / "data" / "tuireader" / "library.db",
            cache=folder / "cache" / "tuireader" / "responses",
            config=folder / "config" / "tuireader" / "config.toml",
            sources=folder / "config" / "tuireader" / "sources",
            state=folder / "state" / "tuireader" / "state.json",
            log=folder / "state" / "tuireader" / "log" / "tuireader.log",
        )

    def run(self, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        """Run to the end, with nothing on stdin."""
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )

    def write_config(self, text: str) -> None:
        self.paths.config.parent.mkdir(parents=True, exist_ok=True)
        self.paths.config.write_text(text, "utf-8")

    def take_papers(self, base: str, template: str = PAPER, papers: Iterable[str] = NAMES) -> None:
        """Replace the shipped papers with ones at `base`, and switch off all others."""
        others = dict.fromkeys(set(SHIPPED) - set(NAMES), False)
        state = load_state(self.paths.state)
        save_state(self.paths.state, replace(state, choice=replace(state.choice, papers=others), first=False))
        self.paths.sources.mkdir(parents=True, exist_ok=True)
        for paper in papers:
            text = template.format(id=paper, name=NAMES[paper], base=base)
            (self.paths.sources / f"{paper}.toml").write_text(text, "utf-8")


class Newsagent:
    """Three papers at a press on 127.0.0.1, each with one section."""

    def __init__(self, base: str, press: Press) -> None:
        self.base = base
        self.press = press
        for paper in NAMES:
            self.prints(paper)

    def feed(self, paper: str) -> str:
        return f"{self.base}/{paper}/tin-moi.rss"

    def article(self, paper: str, number: int) -> str:
        return f"{self.base}/{paper}/bai-{number:018d}.htm"

    def prints(self, paper: str, *titles: str, text: str = "Thân bài của «{}».") -> None:
        """Print a section with these titles, the newest first, and their articles, all of this morning or last night.

        Older ones would stand below the handbook, which is always of today, and on no screen.
        """
        printed = datetime.now(UTC) - timedelta(hours=2)
        stories = [Story(title, self.article(paper, number), printed) for number, title in enumerate(titles, 1)]
        self.press.prints(f"/{paper}/tin-moi.rss", feed(*stories))
        for number, title in enumerate(titles, 1):
            self.press.prints(f"/{paper}/bai-{number:018d}.htm", page(title, text.format(title), published=printed))


@contextmanager
def newsagent(press: Press | None = None) -> Iterator[Newsagent]:
    """Open while the block runs, and gone afterwards."""
    press = press or Press()
    with loopback(press) as base:
        yield Newsagent(base, press)
