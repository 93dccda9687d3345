"""The reader's terminal: taken over before anything is drawn on it, and given back as it was found.

It loads nothing that Python has not loaded at its start, so that the last screen can be shown at once.
"""

from __future__ import annotations

import os
import sys

if sys.platform != "win32":
    import termios

TYPE_CHECKING = False  # typing's own is slow to load
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

TAKE = b"\x1b[?1049h\x1b[?25l\x1b[?7l"
"""The other screen, no cursor, and nothing that runs over the end of a line (xterm's control sequences, DECSET)."""
GIVE_BACK = (
    b"\x1b[?2004l\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[<u"
    b"\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Undoes `TAKE` and what Textual asks of a terminal: pasting, sizes, the mouse, Kitty's keys, and focus."""


ENDING = ("HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "ALRM", "VTALRM", "PROF", "XCPU", "IO", "PWR")
"""The signals that end a program, of those after which it can still put things in order."""


class Terminal:
    """The terminal on which the program was started. Make one with `find`."""

    def __init__(self, found: list[Any]) -> None:
        self.found = found
        """The line discipline as the program found it (`termios.tcgetattr`)."""
        self.taken = False
        """Whether the terminal shows our screen."""

    def take(self, picture: bytes) -> None:
        """Show a picture. What is typed from now on is not echoed, and waits for whoever reads it."""
        import signal

        if sys.platform != "win32":
            self.taken = True
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # stopped now, the program would leave its screen behind
            termios.tcsetattr(0, termios.TCSANOW, _quiet(self.found))
            _write(TAKE + picture)

    def give_back(self) -> None:
        """Leave the terminal as it was found; what was typed and not read is dropped. May be called again."""
        if sys.platform != "win32" and self.taken:
            try:
                _write(GIVE_BACK)
                termios.tcflush(0, termios.TCIFLUSH)
                termios.tcsetattr(0, termios.TCSANOW, self.found)
            finally:
                self.taken = False

    def end_by_signals(self) -> None:
        """Have a signal give the terminal back and end the program at once, until the screen has ways of its own.

        An exception in its place would be raised anywhere, even where a thread is being started, and be lost there.
        """
        import signal

        def end(number: int, _: object) -> None:
            try:
                self.give_back()
            finally:
                os._exit(128 + number)

        if sys.platform != "win32":
            for number in ending_signals():
                signal.signal(number, end)


def find() -> Terminal | None:
    """The terminal of the three standard streams, None where one of them is something else."""
    if sys.platform == "win32" or not all(map(os.isatty, (0, 1, 2))):
        return None
    try:
        return Terminal(termios.tcgetattr(0))
    except termios.error:
        return None


def ending_signals() -> list[int]:
    """The numbers of the signals that end a program, as far as this system has them."""
    import signal

    return [int(getattr(signal, f"SIG{name}")) for name in ENDING if hasattr(signal, f"SIG{name}")]


def _quiet(found: list[Any]) -> list[Any]:
    """A line discipline in which keys arrive one by one, as they were struck, and Ctrl+C still ends the program."""
    if sys.platform == "win32":
        return found
    flags, output, control, local, *speeds, characters = found
    flags &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    local &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    characters = list(characters)
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    characters[termios.VSUSP] = b"\0"  # stopped by Ctrl+Z now, the program would leave its screen behind
    return [flags, output, control, local, *speeds, characters]


def _write(data: bytes) -> None:
    """Write to where Textual draws."""
    while data:
        data = data[os.write(2, data) :]


def has_plain_font(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is the console of Linux or older, whose fonts have letters and hardly any sign."""
    return environment.get("TERM", "").partition("-")[0] in ("linux", "vt100", "vt102", "vt220", "dumb")
