"""Hands an address to a browser of the desktop: argv without a shell, detached, http and https only."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

PATIENCE, STEP = 2.0, 0.02
"""Seconds in which a program that cannot open the address is expected to give up, and between two looks at it."""


def browser_argv(configured: Sequence[str], environment: Mapping[str, str], platform: str) -> list[str] | None:
    """The program that opens an address on this machine, or None where there is no graphical one."""
    if configured:
        return list(configured)
    if platform == "darwin":
        return ["open"]
    if "WSL_DISTRO_NAME" in environment and shutil.which("wslview"):
        return ["wslview"]
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return ["xdg-open"] if shutil.which("xdg-open") else None
    return None


def is_safe(url: str) -> bool:
    """Whether an address may leave the program: absolute http(s), printable ASCII or letters, no spaces."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url


async def open_in_browser(url: str, configured: Sequence[str] = ()) -> bool:
    """Open an address; False when there is no browser here, or it fails within `PATIENCE`, or the address is unsafe."""
    argv = browser_argv(configured, os.environ, sys.platform)
    if argv is None or not is_safe(url) or (browser := _start([*argv, url])) is None:
        return False
    # A browser that runs on is the reader's and outlives the program; the thread is there to leave no zombie behind.
    waiter = threading.Thread(target=browser.wait, name="browser", daemon=True)
    waiter.start()
    for _ in range(round(PATIENCE / STEP)):
        if not waiter.is_alive():
            break
        await asyncio.sleep(STEP)
    return not browser.returncode


def _start(argv: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """A program in a session of its own, without our terminal; None where it cannot be started."""
    try:
        return subprocess.Popen(  # noqa: S603 - argv from the reader's own configuration, no shell
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        return None
