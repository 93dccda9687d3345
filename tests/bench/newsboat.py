"""How long newsboat takes to its list with as many articles, as long as papers print them, where it is installed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

from shelves import SYLLABLES
from stopwatch import Timed

FEED = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Sạp báo</title>{}</channel></rss>'
ENTRY = (
    "<item><title>{title}</title><link>https://bao.example/{id}</link><guid>https://bao.example/{id}</guid>"
    "<pubDate>Mon, 23 Nov 2026 08:00:00 +0700</pubDate><description>{text}</description></item>"
)
FEEDS = 100
WORDS = 300
"""Words of an article, which newsboat keeps with its title."""
PATIENCE = 600


def newsboat(articles: int) -> float | None:
    """Milliseconds until the list of feeds is on the screen, all articles known; None where newsboat is missing."""
    program = shutil.which("newsboat")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="tuireader-newsboat-") as name:
        folder = Path(name)
        files = [folder / f"{number}.xml" for number in range(FEEDS)]
        for number, file in enumerate(files):
            file.write_text(_feed(number, articles // FEEDS), "utf-8")
        (folder / "urls").write_text("".join(f"{file.as_uri()}\n" for file in files), "utf-8")
        (folder / "config").write_text("auto-reload no\n", "utf-8")
        command = (program, "-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config"))
        environment = {"HOME": name, "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        subprocess.run(
            [*command, "-x", "reload"], env=environment, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL
        )
        timed = Timed(command, environment)
        taken = timed.until("Sạp báo".encode())
        timed.kill()
        return taken


def _feed(number: int, articles: int) -> str:
    chance = random.Random(number)
    entries = (
        ENTRY.format(
            id=number * articles + place,
            title=" ".join(chance.choices(SYLLABLES, k=12)),
            text=" ".join(chance.choices(SYLLABLES, k=WORDS)),
        )
        for place in range(articles)
    )
    return FEED.format("".join(entries))
