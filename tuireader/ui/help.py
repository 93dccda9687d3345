"""The table of keys, made of the commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.language import tr
from tuireader.ui import cells
from tuireader.ui.commands import COMMANDS, Command, Group, shown_keys

KEY_COLUMNS = 20
NOTES = (
    ("●", tr("chưa đọc")),
    ("★", tr("đã đánh dấu")),
    ("✓", tr("toàn văn đã có trên máy, đọc được khi không có mạng")),
    ("↗", tr("mở ở trình duyệt")),
)


def key_table(
    commands: Iterable[Command] = COMMANDS, first: Group | None = None
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The groups in their order, one of them before all others, each with its commands as (keys, sentence)."""
    groups: dict[str, list[tuple[str, str]]] = {first: []} if first is not None else {}
    for command in commands:
        groups.setdefault(command.group, []).append(("  ".join(shown_keys(command)), command.help))
    return list(groups.items())


class HelpScreen(ModalScreen[None]):
    """All keys, by what they are for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,left,enter", "dismiss", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(12)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
    ]

    def __init__(self, commands: Sequence[Command], first: Group | None = None) -> None:
        """`first` is what the reader sees without scrolling: the keys of the place where help was asked for."""
        super().__init__()
        self._commands = commands
        self._first: Group | None = first

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(Content.styled(tr("Phím của tuireader"), "bold $accent"), classes="help-title")
            for group, rows in key_table(self._commands, self._first):
                yield Static(Content.styled(tr(group, "group"), "bold $strong"), classes="help-group")
                for keys, sentence in rows:
                    line = [(cells.pad(keys, KEY_COLUMNS), "bold $strong"), ("  " + sentence, "$ink")]
                    yield Static(Content.assemble(*line))
            yield Static(Content.styled(tr("Dấu trong danh sách"), "bold $strong"), classes="help-group")
            for sign, meaning in NOTES:
                yield Static(Content.assemble((cells.pad(sign, KEY_COLUMNS), "$accent"), ("  " + meaning, "$ink")))
            yield Static(Content.styled(tr("Esc để đóng. Ctrl+P mở bảng lệnh."), "$quiet"), classes="help-group")

    def action_scroll(self, lines: int) -> None:
        pane = self.query_one("#help")
        pane.scroll_to(y=pane.scroll_offset.y + lines, animate=False)
