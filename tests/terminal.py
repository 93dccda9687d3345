"""A terminal for tests: a pseudo-terminal that starts a program, strikes keys, and waits for what appears on it.

It draws nothing. What the program sends is kept as bytes, and words are looked for after all escape sequences are
taken out, so a test asks for words that stand on one line in one style.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

DEADLINE = 30.0
"""Seconds to wait for words or for an end, on a machine that has other things to do."""
KEYS = {
    "up": b"\x1b[A", "down": b"\x1b[B", "enter": b"\r", "escape": b"\x1b", "home": b"\x1b[H", "ctrl+x": b"\x18"
}  # fmt: skip
_SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b[ -/]*[0-~]", re.DOTALL
)
# The program's own terminal has to be the one it draws on, or closing it would not be heard.
_ADOPT = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """One program on one terminal. Make one with `terminal`."""

    def __init__(self, process: subprocess.Popen[bytes], master: int, fresh: list[Any]) -> None:
        self.process = process
        self.sent = b""
        """All that the program sent so far."""
        self._master = master
        self._fresh = fresh
        self._since = 0

    @property
    def words(self) -> str:
        """What has appeared since the last key, without escape sequences."""
        return _SEQUENCE.sub(b"", self.sent[self._since :]).decode("utf-8", "replace")

    def press(self, *keys: str) -> None:
        """Strike keys, by their name or as text; `wait_for` then looks at what appears from now on."""
        self._since = len(self.sent)
        os.write(self._master, b"".join(KEYS.get(key) or key.encode() for key in keys))

    def wait_for(self, *words: str | re.Pattern[str]) -> None:
        """Wait until all these have appeared; fails with what did appear instead."""
        deadline = time.monotonic() + DEADLINE
        while not all(word in self.words if isinstance(word, str) else word.search(self.words) for word in words):
            open_still = self._listen(deadline)
            assert open_still, f"{words} did not appear: {self.words!r}"

    def wait_past(self, sequence: bytes) -> None:
        """Wait until the program has sent this; `wait_for` then looks at what appears behind it."""
        deadline = time.monotonic() + DEADLINE
        while sequence not in self.sent:
            open_still = self._listen(deadline)
            assert open_still, f"{sequence!r} was not sent: {self.sent!r}"
        self._since = self.sent.index(sequence)

    def listen(self, seconds: float) -> None:
        """Take in what the program sends within so many seconds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._listen(deadline):
            pass

    def forget(self) -> None:
        """Let go of all that was sent so far, in a run that goes on for long."""
        self.sent, self._since = b"", 0

    def end(self) -> int:
        """Wait until the program has ended; gives its exit code."""
        deadline = time.monotonic() + DEADLINE
        while self._listen(deadline):
            pass
        return self.process.wait(max(deadline - time.monotonic(), 1))

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._master)
        self._master = -1

    @property
    def is_restored(self) -> bool:
        """Whether it was left as it was found: the first screen, a cursor, no mouse, the line discipline."""
        last = {mode: self.sent.rfind(mode) for mode in (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?25h")}
        undone = all(place > self.sent.rfind(mode[:-1] + _opposite(mode)) for mode, place in last.items())
        return undone and termios.tcgetattr(self._master) == self._fresh

    def close(self) -> None:
        """Kill the program if it still runs, and let go of the terminal."""
        self.process.kill()
        self.process.wait()
        if self._master >= 0:
            os.close(self._master)

    def _listen(self, deadline: float) -> bool:
        """Take in what the program sends next; False when it has closed the terminal, or nothing came in time."""
        ready, _, _ = select.select([self._master], [], [], max(deadline - time.monotonic(), 0))
        sent = b""
        if ready:
            with contextlib.suppress(OSError):  # EIO: nobody has the other end any more
                sent = os.read(self._master, 65536)
        self.sent += sent
        return bool(sent)


@contextmanager
def terminal(
    command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (120, 36)
) -> Iterator[Terminal]:
    """Start a program on a terminal of `size` columns and rows; it is killed at the end if it still runs."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (size[1], size[0]))
    fresh = termios.tcgetattr(slave)
    process = subprocess.Popen(
        [sys.executable, "-c", _ADOPT, *command],
        env=dict(environment),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    started = Terminal(process, master, fresh)
    try:
        yield started
    finally:
        started.close()


def _opposite(mode: bytes) -> bytes:
    return b"h" if mode.endswith(b"l") else b"l"
