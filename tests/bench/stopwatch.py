"""A pseudo-terminal with a stop-watch: starts a program, strikes keys, and notes when what it writes arrives.

It answers the questions that Textual asks of a terminal as a modern one does.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

COLUMNS, ROWS = 120, 40
DEADLINE = 60.0
"""Seconds after which what was waited for is taken never to come."""
QUIET = 0.05
"""Seconds without a byte after which an answer to a key is over."""
HELD = 30
"""Keys a second of a key that is held down."""


class Answer(NamedTuple):
    """What a key brought about: milliseconds until its first and its last byte, and how many bytes."""

    first: float
    last: float
    size: int


class Timed:
    """One program on a terminal of its own. Times are in milliseconds."""

    def __init__(self, command: tuple[str, ...], environment: Mapping[str, str]) -> None:
        self.written = bytearray()
        self._begun = self._arrived = time.perf_counter()
        self._is_open = True
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def until(self, *marks: bytes) -> float:
        """Wait until these have been written, one behind the other; gives the time since the program was started."""
        place = 0
        for mark in marks:
            while (found := self.written.find(mark, place)) < 0:
                if not self._is_open or not self._take(DEADLINE):
                    raise SystemExit(f"{mark!r} was never written: {bytes(self.written[-300:])!r}")
            place = found + len(mark)
        return (self._arrived - self._begun) * 1e3

    def settle(self, quiet: float = 0.3, most: float = 3.0) -> float:
        """Wait until nothing has been written for so many seconds; gives when the last byte came, as a clock tells."""
        end = time.perf_counter() + most
        while self._is_open and time.perf_counter() < end and self._take(quiet):
            pass
        return self._arrived

    def strike(self, key: bytes) -> Answer | None:
        """Strike a key, and take in all that it brings about; None for nothing."""
        struck, before = time.perf_counter(), len(self.written)
        os.write(self._master, key)
        if not self._take(1.0):
            return None
        first = self._arrived
        while self._take(QUIET):
            pass
        return Answer((first - struck) * 1e3, (self._arrived - struck) * 1e3, len(self.written) - before)

    def hold(self, key: bytes, seconds: float) -> float:
        """Hold a key down; gives for how long something was still written after the last of it."""
        for _ in range(round(seconds * HELD)):
            os.write(self._master, key)
            deadline = time.perf_counter() + 1 / HELD
            while (left := deadline - time.perf_counter()) > 0:
                self._take(left)
        struck = time.perf_counter()
        return max(self.settle(0.25) - struck, 0.0) * 1e3

    def rest(self, seconds: float) -> tuple[float, float]:
        """Strike nothing; gives the share of one processor in percent, and the bytes written a second."""
        used, before, end = self._processor(), len(self.written), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._take(left)
        return (self._processor() - used) / seconds * 100, (len(self.written) - before) / seconds

    def leave(self, key: bytes) -> float:
        """Strike the key that ends the program; gives the time until its process was gone."""
        struck = time.perf_counter()
        os.write(self._master, key)
        while self._is_open:
            self._take(DEADLINE)
        os.waitpid(self.pid, 0)
        gone = time.perf_counter()
        os.close(self._master)
        return (gone - struck) * 1e3

    def kill(self) -> None:
        """End the program at once."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)

    @property
    def memory(self) -> float:
        """The most that was resident so far, in MiB; 0 where the system does not tell."""
        try:
            told = Path(f"/proc/{self.pid}/status").read_text("ascii")
        except OSError:
            return 0.0
        found = re.search(r"VmHWM:\s+(\d+)", told)
        return int(found[1]) / 1024 if found else 0.0

    def _processor(self) -> float:
        """Seconds of a processor used so far; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _take(self, seconds: float) -> bool:
        """Take in what comes within so many seconds; False for nothing."""
        if not select.select([self._master], [], [], max(seconds, 0))[0]:
            return False
        self._arrived = time.perf_counter()
        try:
            taken = os.read(self._master, 1 << 20)
        except OSError:  # the other end is closed
            taken = b""
        self._is_open = bool(taken)
        self.written += taken
        if b"\x1b[?2026$p" in taken:
            os.write(self._master, b"\x1b[?2026;2$y")
        return bool(taken)
