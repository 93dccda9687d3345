"""A bare stage for one widget: an application that holds it, dresses it and writes down what it says."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from tuireader.ui.themes import GIAY, THEMES, variable_defaults

Performer = TypeVar("Performer", bound=Widget)


class Stage(App[None], Generic[Performer]):
    """Shows one widget. Give `heard.append` to `run_test(message_hook=…)` and ask `said` for its messages."""

    AUTO_FOCUS = None
    CSS = "Screen { background: $paper; }"

    def __init__(self, performer: Performer) -> None:
        super().__init__()
        self.performer = performer
        self.heard: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield self.performer

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = GIAY.name

    def said(self, kind: type[Message]) -> list[Message]:
        """The messages of that kind, each once, in their order."""
        return list(dict.fromkeys(message for message in self.heard if isinstance(message, kind)))

    def screen_lines(self) -> list[str]:
        """What a reader sees of the performer, line by line, without the blanks at the ends."""
        return [self.performer.render_line(y).text.rstrip() for y in range(self.performer.size.height)]
