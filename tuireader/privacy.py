"""The process's umask: files for their owner only, whatever the program was started with.

What it starts itself, such as a browser, gets the umask that was found.
"""

from __future__ import annotations

import os

OWN = 0o077
given = -1
"""The umask that the program was started with, -1 as long as `begin` has not changed it."""


def begin() -> None:
    """Let nobody else read what is written from now on, and let its owner read it."""
    global given  # noqa: PLW0603 - a process has one umask, and only setting it tells the one before
    given = os.umask(OWN)
