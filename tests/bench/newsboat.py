"""How long newsboat takes to its list with as many articles, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from stopwatch import Timed

FEED = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Sạp báo</title>{}</channel></rss>'
ENTRY = (
    "<item><title>Tin số {0}</title><link>https://bao.example/{0}</link><guid>{0}</guid>"
    "<description>Một câu tóm tắt dài bằng một câu tóm tắt thường có.</description></item>"
)
PATIENCE = 600


def newsboat(articles: int) -> float | None:
    """Milliseconds until the list of feeds with so many articles is on the screen; None where newsboat is missing."""
    program = shutil.which("newsboat")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="tuireader-newsboat-") as name:
        folder = Path(name)
        (folder / "feed.xml").write_text(FEED.format("".join(map(ENTRY.format, range(articles)))), "utf-8")
        (folder / "urls").write_text(f"{(folder / 'feed.xml').as_uri()}\n", "utf-8")
        (folder / "config").write_text("auto-reload no\n", "utf-8")
        command = [program, "-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
        environment = {"HOME": name, "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        subprocess.run(
            [*command, "-x", "reload"], env=environment, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL
        )
        timed = Timed(tuple(command), environment)
        taken = timed.until("Sạp báo".encode())
        timed.kill()
        return taken
