"""Hands an address to a browser or to a player: argv without a shell, detached or with the terminal lent to it.

A browser gets only http and https; a player is the reader's own and takes what the reader wrote for it. Browsers that
draw on the terminal would draw over the newspaper, so that one is put aside for as long as they run.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import PurePath
from urllib.parse import urlsplit

from tuireader import privacy

TEXT_BROWSERS = ("www-browser", "w3m", "lynx", "elinks", "links2", "links")
"""Those that draw on the terminal, in the order in which they are looked for."""
_PLACE = "%s"
"""Where an address belongs in a command; behind its end where the command does not say."""
PATIENCE, STEP = 2.0, 0.02
"""Seconds in which a program that cannot open the address is expected to give up, and between two looks at it."""


def browser_argv(configured: Sequence[str], environment: Mapping[str, str], platform: str) -> list[str] | None:
    """The command that opens an address on this machine, or None where there is none.

    The reader's own comes first, then what `BROWSER` names, the desktop's, and a browser of the terminal.
    """
    if configured:
        return list(configured)
    if named := next(_named(environment.get("BROWSER", "")), None):
        return named
    if platform == "darwin":
        return ["open"]
    candidates = ["wslview"] if "WSL_DISTRO_NAME" in environment else []
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        candidates.append("xdg-open")
    return next(([name] for name in (*candidates, *TEXT_BROWSERS) if shutil.which(name)), None)


def _named(browsers: str) -> Iterator[list[str]]:
    """The commands in `BROWSER` that are there; they are divided like a path, and may end in `&`."""
    for command in browsers.split(os.pathsep):
        try:
            argv = shlex.split(command.strip().removesuffix("&"))
        except ValueError:
            continue
        if argv and shutil.which(argv[0]):
            yield argv


def takes_the_terminal(argv: Sequence[str]) -> bool:
    """Whether the program draws on the terminal."""
    return PurePath(argv[0]).name in TEXT_BROWSERS


def is_safe(url: str) -> bool:
    """Whether an address may leave the program: absolute http(s), printable ASCII or letters, no spaces, no user.

    What stands before an `@` looks like the name of a site and is none.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    return is_web and url.isprintable() and " " not in url


def shown_host(url: str) -> str:
    """Which site an address really leads to: its host in the letters of DNS, in which no name looks like another."""
    try:
        host = urlsplit(url).hostname or ""
        return host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ascii(url)[1:-1]


async def open_in_browser(
    url: str,
    configured: Sequence[str] = (),
    suspended: Callable[[], AbstractContextManager[None]] | None = None,
) -> bool:
    """Open an address; False when there is no browser here, or it fails within `PATIENCE`, or the address is unsafe.

    `suspended` lends the terminal away; without it no browser is started that draws there.
    """
    argv = browser_argv(configured, os.environ, sys.platform)
    if argv is None or not is_safe(url):
        return False
    if not takes_the_terminal(argv):
        return await _hand_over(argv, url)
    if suspended is None:
        return False
    with suspended():
        return _run_here(_command(argv, url))


async def open_in_player(address: str, player: Sequence[str]) -> bool:
    """Hand a channel's address, which may be of any scheme, to the reader's player; False as in `open_in_browser`."""
    is_address = "://" in address[1:] and address[0].isalpha() and address.isprintable() and " " not in address
    return bool(player) and is_address and await _hand_over(player, address)


async def _hand_over(argv: Sequence[str], address: str) -> bool:
    if (program := _start(_command(argv, address))) is None:
        return False
    # The program that runs on is the reader's and outlives ours; the thread is there to leave no zombie behind.
    waiter = threading.Thread(target=program.wait, name="launched", daemon=True)
    waiter.start()
    for _ in range(round(PATIENCE / STEP)):
        if not waiter.is_alive():
            break
        await asyncio.sleep(STEP)
    return not program.returncode


def _command(argv: Sequence[str], address: str) -> list[str]:
    """The command with the address in it, as one argument or inside one."""
    if any(_PLACE in word for word in argv[1:]):
        return [argv[0], *(word.replace(_PLACE, address) for word in argv[1:])]
    return [*argv, address]


def _run_here(argv: Sequence[str]) -> bool:
    """Run a program on our terminal to its end."""
    try:
        return subprocess.run(argv, umask=privacy.given, check=False).returncode == 0  # noqa: S603 - as in `_start`
    except (OSError, ValueError):
        return False


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
