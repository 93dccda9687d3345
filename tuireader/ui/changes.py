"""The screen of what changed in an article, word by word."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tuireader.model import Place
from tuireader.newsstand.comparison import Kind, Passage, compare
from tuireader.newsstand.keeping import Edition
from tuireader.ui import edition_words
from tuireader.ui.cells import wrap
from tuireader.ui.commands import Command, bindings
from tuireader.ui.help import HelpScreen
from tuireader.ui.lines import BLANK, Layout, Line, Run, Tone, assemble, flow
from tuireader.ui.signs import AsciiSigns
from tuireader.ui.widgets.bars import Heading, KeyBar
from tuireader.ui.widgets.text_pane import TextPane

_TONES: dict[Kind, Tone] = {"same": "ink", "added": "added", "removed": "removed"}
_BRACKETS: dict[Kind, tuple[str, str]] = {"same": ("", ""), "added": ("{+", "+}"), "removed": ("[-", "-]")}
"""As wdiff writes them (GNU wdiff manual, «Overview»), where a line through words cannot be seen."""


class ComparedText(TextPane, can_focus=False):
    """Passages set in type."""

    changed_parts: tuple[int, ...] = ()
    """Numbers of the parts of the layout in which something has changed."""

    def step(self, step: int) -> None:
        """Have the next (1) or the previous (-1) change first on the screen."""
        now = round(self.scroll_y)
        starts = [self._text.starts[part] for part in self.changed_parts]
        found = [line for line in starts if (line > now if step > 0 else line < now)]
        if found:
            self.scroll_to_line(min(found) if step > 0 else max(found))

    def scroll_lines(self, lines: int) -> None:
        """Scroll by some lines, or by pages of a thousand."""
        pages, rest = (lines // 1000, 0) if abs(lines) >= 1000 else (0, lines)
        self.scroll_to_line(round(self.scroll_y) + rest + pages * max(self.size.height - 2, 1))


class ChangesScreen(Screen[None]):
    """Compares two versions that follow each other, at first the newest with the one before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("changes"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "scroll(1000)", show=False),
        Binding("pageup,ctrl+u", "scroll(-1000)", show=False),
        Binding("home,g", "scroll(-1000000)", show=False),
        Binding("end,G", "scroll(1000000)", show=False),
    ]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    ChangesScreen {
        background: $paper;
        color: $ink;
        & ComparedText { height: 1fr; }
        & KeyBar { border-top: solid $rule; height: 2; }
    }
    """

    def __init__(self, editions: Sequence[Edition], now: datetime, measure: int, commands: Sequence[Command]) -> None:
        """`editions` are at least two, the newest last; `measure` in columns."""
        super().__init__(classes="changes")
        self._pairs = list(pairwise(editions))
        self._now = now
        self._commands = commands
        self.at = len(self._pairs) - 1
        """Which pair is compared."""
        self._heading, self._keys = Heading(), KeyBar()
        self._text = ComparedText(measure=measure, id="compared")

    def compose(self) -> ComposeResult:
        yield self._heading
        yield self._text
        yield self._keys

    def on_mount(self) -> None:
        self._heading.where = edition_words.CHANGES
        self._keys.offer(command for command in self._commands if "changes" in command.scopes)
        self._compare()

    @work(exclusive=True, group="changes")
    async def _compare(self) -> None:
        older, newer = self._pairs[self.at]
        passages = await asyncio.to_thread(compare, older.article, newer.article)
        self._heading.beside = f"{self.at + 1}/{len(self._pairs)}" if len(self._pairs) > 1 else ""
        about = edition_words.compared(passages, older.fetched, newer.fetched, self._now)
        is_plain = self.app.no_color or any(isinstance(one, AsciiSigns) for one in self.app.get_line_filters())
        self._text.changed_parts = tuple(n for n, passage in enumerate(passages, 1) if passage.pieces)
        typeset = partial(lay_out_changes, newer.article.title, about, passages, is_plain=is_plain)
        self._text.set_text(typeset, Place(0))

    def action_scroll(self, lines: int) -> None:
        self._text.scroll_lines(lines)

    def action_next_change(self) -> None:
        self._text.step(1)

    def action_previous_change(self) -> None:
        self._text.step(-1)

    def action_older_edition(self) -> None:
        self._turn(-1, edition_words.NO_OLDER)

    def action_newer_edition(self) -> None:
        self._turn(1, edition_words.NO_NEWER)

    def _turn(self, step: int, at_the_end: str) -> None:
        if 0 <= self.at + step < len(self._pairs):
            self.at += step
            self._compare()
        else:
            self.notify(at_the_end, markup=False)

    def action_leave_changes(self) -> None:
        self.dismiss(None)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self._commands, "Khi xem chỗ sửa"))

    @on(KeyBar.Pressed)
    async def _run_clicked(self, event: KeyBar.Pressed) -> None:
        await self.app.run_action(event.action, default_namespace=self)


def lay_out_changes(
    title: str, about: str, passages: Sequence[Passage], columns: int, *, is_plain: bool = False
) -> Layout:
    """The passages in lines, each a part of its own behind the head; `is_plain` puts brackets around changes."""
    parts = [[BLANK, *flow(title, columns, "title"), BLANK, *flow(about, columns, "quiet"), BLANK]]
    if not any(passage.pieces for passage in passages):
        return assemble([*parts, flow(edition_words.ONLY_PICTURES, columns, "quiet")])
    for passage in passages:
        if passage.unchanged:
            parts.append([*flow(f"· · ·  {edition_words.unchanged(passage.unchanged)}", columns, "quiet"), BLANK])
            continue
        name = edition_words.PART_NAMES[passage.part]
        parts.append(
            [*(flow(name, columns, "kicker") if name else []), *_passage(passage, columns, is_plain=is_plain), BLANK]
        )
    return assemble(parts)


def _passage(passage: Passage, columns: int, *, is_plain: bool) -> list[Line]:
    """The paragraph in lines, each word in the look of its piece."""
    text, tones = "", list[tuple[int, Tone]]()
    for piece in passage.pieces:
        before, after = _BRACKETS[piece.kind] if is_plain else ("", "")
        text += (" " if text else "") + before + piece.text + after
        tones.append((len(text), _TONES[piece.kind]))
    lines = list[Line]()
    for start, end in wrap(text, columns):
        runs, at = list[Run](), start
        for stop, tone in tones:
            if at < min(stop, end):
                runs.append(Run(text[at : min(stop, end)], tone))
                at = min(stop, end)
        lines.append(Line(tuple(_without_lead(runs)), continues=bool(lines)))
    return lines


def _without_lead(runs: Sequence[Run]) -> list[Run]:
    """The runs with the space between two pieces in the look of neither."""
    apart: list[Run] = []
    for run in runs:
        if run.text.startswith(" "):
            apart.append(Run(" "))
        if words := run.text.removeprefix(" "):
            apart.append(run._replace(text=words))
    return apart
