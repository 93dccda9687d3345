"""The first minute: what the program is, and which papers are to lie on the stand, before any news is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tuireader.newsstand import Newsstand
from tuireader.ui import phrases
from tuireader.ui.commands import Command
from tuireader.ui.papers import PapersScreen


class WelcomeScreen(PapersScreen):
    """Choosing papers for the first time: Enter begins to read."""

    def __init__(self, newsstand: Newsstand, commands: Sequence[Command]) -> None:
        begins = [
            replace(one, label=phrases.BEGIN, help=phrases.BEGIN, footer=1) if one.action == "look" else one
            for one in commands
            if one.action != "close"
        ]
        super().__init__(newsstand, begins)

    def opening(self) -> Iterable[Widget]:
        words = ((phrases.WELCOME, "bold $strong"), "\n", (phrases.WELCOME_KEYS, "$ink"))
        yield Static(Content.assemble(*words), id="welcome")

    def action_look(self) -> None:
        self.dismiss(None)
