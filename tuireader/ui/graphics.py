"""What the reader's terminal can draw, by what is known of it; nothing is asked of it and nothing is guessed.

Sources: the documentation of kitty and Ghostty (graphics with Unicode placeholders), of foot, mlterm, contour, WezTerm,
iTerm2 (3.3) and Konsole (22.04) for Sixel. A multiplexer in between draws for another terminal, so there it is cells.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct
from textual.app import App
from textual.filter import Monochrome

from tuireader.ui.signs import AsciiSigns

if sys.platform != "win32":
    import fcntl
    import struct
    import termios

Form = Literal["none", "blocks", "kitty"]
_SIXEL_TERMS = ("foot", "mlterm", "contour")
_SIXEL_PROGRAMS = ("WezTerm", "iTerm.app")
_KONSOLE = 220400
"""The version from which Konsole draws Sixel, as its environment has it."""


class Graphics(Struct, frozen=True):
    """What can be drawn."""

    form: Form = "none"
    """How pictures stand in the text: not at all, as half blocks, or as Kitty's graphics."""
    sixel: bool = False
    """Whether a picture alone on the screen can be drawn in Sixel."""


def known(environment: Mapping[str, str], color_system: str | None) -> Graphics:
    """What a terminal draws that has this environment and so many colours (Rich's names)."""
    if color_system not in ("truecolor", "256"):
        return Graphics()
    if environment.get("TMUX") or environment.get("STY") or environment.get("ZELLIJ"):
        return Graphics("blocks")
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if color_system == "truecolor" and term in ("xterm-kitty", "xterm-ghostty"):
        return Graphics("kitty")
    konsole = environment.get("KONSOLE_VERSION", "")
    is_konsole = konsole.isdecimal() and int(konsole) >= _KONSOLE
    sixel = term.partition("-")[0] in _SIXEL_TERMS or program in _SIXEL_PROGRAMS or is_konsole
    return Graphics("blocks", sixel=sixel)


def of_app(app: App[Any]) -> Graphics:
    """What an application can draw where it runs; nothing while its signs or colours are reduced."""
    filters = app.get_line_filters()
    if any(isinstance(one, Monochrome) or (isinstance(one, AsciiSigns) and one.enabled) for one in filters):
        return Graphics()
    return Graphics("blocks") if app.is_headless else known(os.environ, app.console.color_system)


def cell_size() -> tuple[int, int] | None:
    """The pixels of a cell, (width, height); None where the terminal does not say (tty_ioctl(4), TIOCGWINSZ)."""
    if sys.platform == "win32":
        return None
    try:
        packed = fcntl.ioctl(sys.__stdout__ or 1, termios.TIOCGWINSZ, bytes(8))
    except (OSError, ValueError):
        return None
    rows, columns, width, height = struct.unpack("HHHH", packed)
    return (width // columns, height // rows) if columns and rows and width >= columns and height >= rows else None


def write(app: App[Any], sequence: str) -> None:
    """Write to the terminal after what was drawn before."""
    if (driver := app._driver) is not None:  # noqa: SLF001 - Textual has no other way to a terminal's own sequences
        driver.write(sequence)
