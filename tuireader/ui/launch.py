"""Hands an address to a browser of the desktop or to a player: argv without a shell, detached.

A browser gets only http and https; a player is the reader's own and takes what the reader wrote for it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from tuireader import privacy

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
    return argv is not None and is_safe(url) and await _hand_over(argv, url)


async def open_in_player(address: str, player: Sequence[str]) -> bool:
    """Hand a channel's address, which may be of any scheme, to the reader's player; False as in `open_in_browser`."""
    is_address = "://" in address[1:] and address[0].isalpha() and address.isprintable() and " " not in address
    return bool(player) and is_address and await _hand_over(player, address)


async def _hand_over(argv: Sequence[str], address: str) -> bool:
    if (program := _start([*argv, address])) is None:
        return False
    # The program that runs on is the reader's and outlives ours; the thread is there to leave no zombie behind.
    waiter = threading.Thread(target=program.wait, name="launched", daemon=True)
    waiter.start()
    for _ in range(round(PATIENCE / STEP)):
        if not waiter.is_alive():
            break
        await asyncio.sleep(STEP)
    return not program.returncode


def _start(argv: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """A program in a session of its own, without our terminal; None where it cannot be started."""
    try:
        return subprocess.Popen(  # noqa: S603 - argv from the reader's own configuration, no shell
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            umask=privacy.given,
        )
    except (OSError, ValueError):
        return None
