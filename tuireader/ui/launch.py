"""Hands an address to a browser of the desktop: argv without a shell, detached, http and https only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit


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
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url


def open_in_browser(url: str, configured: Sequence[str] = ()) -> bool:
    """Open an address; False when there is no browser here, or it cannot be started, or the address is unsafe."""
    argv = browser_argv(configured, os.environ, sys.platform)
    if argv is None or not is_safe(url):
        return False
    try:
        subprocess.Popen(  # noqa: S603 - argv from the reader's own configuration, no shell
            [*argv, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
