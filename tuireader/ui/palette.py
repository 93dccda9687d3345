"""The command palette: every command and every theme, found by words typed with or without diacritics."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import Command, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from tuireader.language import tr
from tuireader.text import fold
from tuireader.ui import phrases
from tuireader.ui.commands import shown_keys

if TYPE_CHECKING:
    from tuireader.ui.app import TuiReader

THEME_NAMES = {
    "giay": tr("Giấy (sáng)"),
    "dem": tr("Đêm (tối)"),
    "sepia": tr("Sepia (giấy cũ)"),
    "muc": tr("Mực (hai màu)"),
    "tuong-phan": tr("Tương phản cao"),
    "ansi-dark": tr("16 màu của terminal (tối)"),
    "ansi-light": tr("16 màu của terminal (sáng)"),
}
"""The house's own themes by the name a reader sees; others go by their own."""


class Palette(Provider):
    """Matches every typed word anywhere in a command's label, sentence or keys, all folded."""

    async def search(self, query: str) -> Hits:
        words = fold(query).split()
        found = [entry for entry in self._everything() if all(word in fold(f"{entry[0]} {entry[1]}") for word in words)]
        for label, about, run in found:
            score = 1.0 if fold(label).startswith(" ".join(words)) else 0.5
            yield Hit(score, Content(label), run, text=label, help=about)
        if not found:  # the palette's own sentence for this is English
            yield Hit(0.5, Content(phrases.NO_COMMAND), _stay, text=phrases.NO_COMMAND)

    async def discover(self) -> Hits:
        for label, about, run in self._everything():
            yield DiscoveryHit(Content(label), run, text=label, help=about)

    def _everything(self) -> list[tuple[str, str, Callable[[], object]]]:
        app = cast("TuiReader", self.app)
        commands = [
            (
                command.label,
                " · ".join(filter(None, (command.help, ", ".join(shown_keys(command))))),
                partial(app.run_command, command.action),
            )
            for command in app.commands
            if command.palette
        ]
        themes = [
            (
                tr("Giao diện: {name}").format(name=THEME_NAMES.get(name, name)),
                tr("Đổi màu"),
                partial(app.choose_theme, name),
            )
            for name in (*THEME_NAMES, *sorted(set(app.available_themes) - set(THEME_NAMES)))
            if name in app.available_themes
        ]
        return [*commands, *themes]


def theme_of(option: Option) -> str:
    """The theme that an entry of the palette puts on, empty for any other command."""
    command = option.hit.command if isinstance(option, Command) else None
    is_theme = isinstance(command, partial) and getattr(command.func, "__name__", "") == "choose_theme"
    return str(command.args[0]) if is_theme and isinstance(command, partial) else ""


def _stay() -> None:
    """What choosing the sentence that nothing was found does."""
