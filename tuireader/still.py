"""The last screen, kept as text with its colours, and shown at the next start before anything else is loaded.

The file holds no control sequences: they are made here, out of text that can be printed and of numbers. It is shown
only on a terminal of the same size, with the same settings, and by the same version; anything odd about it, and
nothing is shown. It loads nothing that Python has not loaded at its start.
"""

from __future__ import annotations

import os
import sys

from tuireader import __version__, terminal

NAME = "still"
FIRST_LINE = f"tuireader still 1 {__version__}"
LAST_LINE = "end"
MOST_BYTES = 2**19
MOST_ROWS, MOST_COLUMNS = 500, 1000
SETTINGS = (
    *("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM_PROGRAM", "SSH_CONNECTION", "SSH_TTY"),
    *("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS"),
)
"""Variables of the environment on which it may depend what the screen looks like."""

Run = tuple[str, str]
"""Text in one style, which is written as the parameters of SGR (ECMA-48, 8.3.117): ("1;38;2;255;0;0", "Tin")."""


def show(on: terminal.Terminal) -> None:
    """Show the last screen where there is one for this terminal; it is taken then."""
    if os.environ.get("TERM", "dumb") == "dumb":
        return
    try:
        picture = _read(place(), *os.get_terminal_size(1))
    except (OSError, ValueError):
        return
    if picture is not None:
        on.take(picture)


def place() -> str:
    """Where the still lies: beside the program's own state, on systems that follow freedesktop.org's conventions."""
    folder = os.environ.get("XDG_STATE_HOME", "").strip() or "~/.local/state"
    return os.path.join(os.path.expanduser(folder), "tuireader", NAME)  # noqa: PTH111, PTH118 - pathlib is slow to load


def keep(path: str, size: tuple[int, int], screen: list[list[Run]], files: list[str]) -> bool:
    """Keep a screen of `size` columns and rows, for as long as none of the files changes; False if it cannot be kept.

    The folder has to be there.
    """
    lines = [FIRST_LINE, _settings(), f"{size[0]} {size[1]} {len(files)}", *map(_stamp, files)]
    lines += ["\t".join(part for run in row for part in run) for row in screen]
    content = "\n".join([*lines, LAST_LINE, ""]).encode("utf-8", "replace")
    if _picture(content, *size) is None:
        return False
    fresh = f"{path}.{os.getpid()}"
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(descriptor, content)
        finally:
            os.close(descriptor)
        os.replace(fresh, path)  # noqa: PTH105 - the same
    except OSError:
        return False
    return True


def _read(path: str, columns: int, rows: int) -> bytes | None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        content = os.read(descriptor, MOST_BYTES + 1)
    finally:
        os.close(descriptor)
    return _picture(content, columns, rows)


def _picture(content: bytes, columns: int, rows: int) -> bytes | None:
    """What to write to a terminal of that size; None where the content is not sound, or of another screen."""
    if len(content) > MOST_BYTES or rows > MOST_ROWS or columns > MOST_COLUMNS:
        return None
    try:
        first, settings, size, *lines = content.decode().split("\n")
        wide, high, files = map(int, size.split(" "))
    except ValueError:
        return None
    is_ours = (first, settings, wide, high) == (FIRST_LINE, _settings(), columns, rows)
    if not is_ours or len(lines) != files + rows + 2 or lines[-2:] != [LAST_LINE, ""]:
        return None
    if any(_stamp(line.partition(" ")[2]) != line for line in lines[:files]):
        return None
    drawn = [_row(number, line) for number, line in enumerate(lines[files:-2], 1)]
    return None if None in drawn else "".join(map(str, drawn)).encode()


def _row(number: int, line: str) -> str | None:
    """One row as a terminal is told it; None where it holds anything but numbers and text that can be printed."""
    parts = line.split("\t") if line else []
    styles, texts = parts[::2], parts[1::2]
    if len(styles) != len(texts) or any(style.strip("0123456789;") for style in styles):
        return None
    if not "".join(texts).replace("\u200d", "").isprintable():  # which joins the parts of one emoji
        return None
    runs = [f"\x1b[0;{style}m{text}" if style else f"\x1b[m{text}" for style, text in zip(styles, texts, strict=True)]
    return f"\x1b[{number};1H{''.join(runs)}\x1b[m"


def _settings() -> str:
    return ascii([sys.platform, *(os.environ.get(name) for name in SETTINGS)])


def _stamp(path: str) -> str:
    """When a file was last changed, before its path."""
    try:
        found = os.stat(path)  # noqa: PTH116 - the same
    except (OSError, ValueError):
        return f"- {path}"
    return f"{found.st_mtime_ns}:{found.st_size} {path}"
