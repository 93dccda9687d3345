"""The table of keys, made of the commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.language import tr
from tuireader.ui import cells
from tuireader.ui.commands import COMMANDS, Command, Group, shown_keys
from tuireader.ui.measures import TWO_PANES

KEY_COLUMNS = 20
_GAP = 2
Piece = tuple[str, str]
NOTES = (
    ("●", tr("chưa đọc")),
    ("★", tr("đã đánh dấu")),
    ("✓", tr("toàn văn đã có trên máy, đọc được khi không có mạng")),
    ("±", tr("báo đã sửa bài sau khi bài về máy; D xem chỗ sửa")),
    ("×", tr("báo đã gỡ bài; bản trên máy vẫn còn")),
    ("↗", tr("mở ở trình duyệt")),
)
COSTS = tr(
    "qua ssh hay tmux, dải tin gửi chừng 80 tới 300 byte mỗi giây, mỗi lần bấm phím trong danh sách chừng 800 byte;"
    " motion = false trong config.toml thì dải thay tin chứ không trượt"
)
"""Measured by `tests/bench/start.py` and behind a line of 9,600 baud."""


def key_table(
    commands: Iterable[Command] = COMMANDS, first: Group | None = None
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The groups in their order, one of them before all others, each with its commands as (keys, sentence)."""
    groups: dict[str, list[tuple[str, str]]] = {first: []} if first is not None else {}
    for command in commands:
        groups.setdefault(command.group, []).append(("  ".join(shown_keys(command)), command.help))
    return list(groups.items())


class HelpText(Static):
    """The table, set for the width there is: sentences hang beside their keys."""

    def __init__(self, commands: Sequence[Command], first: Group | None) -> None:
        super().__init__()
        self._commands = commands
        self._first: Group | None = first

    def on_resize(self, event: events.Resize) -> None:
        self.update(Content.assemble(*self._pieces(event.size.width)))

    def _pieces(self, columns: int) -> Iterator[Piece]:
        key_columns = min(KEY_COLUMNS, columns // 3)
        yield tr("Phím của tuireader") + "\n", "bold $accent"
        for group, rows in key_table(self._commands, self._first):
            yield f"\n{tr(group, 'group')}\n", "bold $strong"
            for keys, sentence in rows:
                yield from hanging(keys, "bold $strong", sentence, key_columns, columns)
        yield "\n" + tr("Dấu trong danh sách") + "\n", "bold $strong"
        for sign, meaning in NOTES:
            yield from hanging(sign, "$accent", meaning, key_columns, columns)
        yield "\n" + tr("Đường truyền") + "\n", "bold $strong"
        yield from hanging(tr(" TIN MỚI  ").strip(), "$accent", COSTS, key_columns, columns)
        yield "\n" + tr("Esc để đóng. Ctrl+P mở bảng lệnh."), "$quiet"


def hanging(term: str, look: str, sentence: str, term_columns: int, columns: int) -> Iterator[Piece]:
    """A term and beside it a sentence in as many lines as it takes; a term too long has a line of its own."""
    if cells.width(term) > term_columns:
        yield f"{term}\n", look
        term = ""
    for start, end in cells.wrap(sentence, columns - term_columns - _GAP):
        yield cells.pad(term, term_columns), look
        yield " " * _GAP + sentence[start:end] + "\n", "$ink"
        term = ""


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
        self._text = HelpText(commands, first)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield self._text

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < TWO_PANES, "small")

    def action_scroll(self, lines: int) -> None:
        pane = self.query_one("#help")
        pane.scroll_to(y=pane.scroll_offset.y + lines, animate=False)
