"""The papers of the house, «giấy» and «đêm» first, and the ink that the style sheets ask for under any other theme.

Style sheets name `$paper`, `$ink`, `$strong`, `$quiet`, `$rule`, `$cursor` and `$accent`, and nothing else.
"""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

TEXT_CONTRAST = 7.0
"""Against the paper, for text that is read: WCAG 2.1, success criterion 1.4.6 (AAA)."""
QUIET_CONTRAST = 4.5
"""The same for what is only glanced at: success criterion 1.4.3 (AA)."""


def _theme(name: str, inks: dict[str, str], red: str, *, dark: bool) -> Theme:
    """A theme of three inks on one paper with one accent; `inks` has the variables of the style sheets."""
    paper, ink = inks["paper"], inks["ink"]
    return Theme(
        name=name,
        dark=dark,
        primary=red,
        secondary=inks["quiet"],
        accent=red,
        warning=red,
        error=red,
        success=ink,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=inks["cursor"],
        variables={**inks, **_for_textual(**inks)},
    )


def _for_textual(*, paper: str, ink: str, strong: str, quiet: str, rule: str, cursor: str) -> dict[str, str]:
    """The variables by which Textual's own widgets are dressed, in the same colours."""
    return {
        "border": rule,
        "border-blurred": rule,
        "scrollbar": rule,
        "scrollbar-hover": quiet,
        "scrollbar-active": quiet,
        "scrollbar-background": paper,
        "scrollbar-background-hover": paper,
        "scrollbar-background-active": paper,
        "scrollbar-corner-color": paper,
        "block-cursor-foreground": strong,
        "block-cursor-background": cursor,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": strong,
        "block-cursor-blurred-background": cursor,
        "footer-background": paper,
        "footer-foreground": quiet,
        "footer-key-foreground": strong,
        "footer-description-foreground": quiet,
        "input-cursor-background": ink,
        "input-cursor-foreground": paper,
        "input-selection-background": rule,
        "screen-selection-background": rule,
        "screen-selection-foreground": strong,
    }


GIAY = _theme(
    "giay",
    {
        "paper": "#fbf7ef",
        "ink": "#1f1c16",
        "strong": "#0d0b07",
        "quiet": "#6e675b",
        "rule": "#ddd5c5",
        "cursor": "#f0e9db",
    },
    red="#b3261e",
    dark=False,
)
"""Ink on paper, for the day."""

DEM = _theme(
    "dem",
    {
        "paper": "#14161a",
        "ink": "#d9d6cf",
        "strong": "#f6f3ec",
        "quiet": "#8a8780",
        "rule": "#343841",
        "cursor": "#1c2026",
    },
    red="#ff6b5e",
    dark=True,
)
"""The same page at night."""

SEPIA = _theme(
    "sepia",
    {
        "paper": "#f1e7d0",
        "ink": "#3a2f20",
        "strong": "#20170b",
        "quiet": "#695a43",
        "rule": "#d3c39f",
        "cursor": "#e7dab9",
    },
    red="#962a17",
    dark=False,
)
"""Old paper, for long reading."""

MUC = _theme(
    "muc",
    {
        "paper": "#ffffff",
        "ink": "#000000",
        "strong": "#000000",
        "quiet": "#000000",
        "rule": "#000000",
        "cursor": "#ffffff",
    },
    red="#000000",
    dark=False,
)
"""Two tones, for screens of electronic ink: weight, signs and position say what colours say elsewhere."""

TUONG_PHAN = _theme(
    "tuong-phan",
    {
        "paper": "#000000",
        "ink": "#ffffff",
        "strong": "#ffffff",
        "quiet": "#d0d0d0",
        "rule": "#8a8a8a",
        "cursor": "#30304a",
    },
    red="#ffd500",
    dark=True,
)
"""As far apart as a screen can show, for weak eyes and bad light: even what is only glanced at has seven to one."""

THEMES = (GIAY, DEM, SEPIA, MUC, TUONG_PHAN)


def variable_defaults(theme: Theme) -> dict[str, str]:
    """The house's variables made of another theme's colours, for `App.get_theme_variable_defaults`."""
    colours = theme.to_color_system().generate()
    paper, ink = colours["background"], colours["foreground"]
    if theme.ansi or "ansi" in paper or "ansi" in ink:
        return {
            "paper": paper,
            "ink": ink,
            "strong": ink,
            "quiet": "ansi_bright_black",
            "rule": "ansi_bright_black",
            "cursor": "ansi_bright_black",
        }
    return {
        "paper": paper,
        "ink": ink,
        "strong": ink,
        "quiet": quietest(Color.parse(ink), Color.parse(paper)).hex,
        "rule": Color.parse(ink).blend(Color.parse(paper), 0.8).hex,
        "cursor": Color.parse(ink).blend(Color.parse(paper), 0.9).hex,
    }


def quietest(ink: Color, paper: Color) -> Color:
    """The ink thinned towards the paper as far as it stays readable, at most by half."""
    for tenths in range(5, 0, -1):
        thinned = ink.blend(paper, tenths / 10)
        if contrast(thinned, paper) >= QUIET_CONTRAST:
            return thinned
    return ink


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.1, «contrast ratio»)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    """The relative luminance, 0 to 1 (WCAG 2.1, «relative luminance»)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
