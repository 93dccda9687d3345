"""The question what to take along, how the pack fills, and what is in it at the end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from typing import ClassVar, Literal

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker

from tuireader.errors import NewsError
from tuireader.language import number
from tuireader.model import Shelf
from tuireader.newsstand import Newsstand
from tuireader.newsstand.bag import Filling, Pack, Wish
from tuireader.ui import pack_words, phrases
from tuireader.ui.cells import pad, width
from tuireader.ui.lines import SIGNS
from tuireader.ui.widgets.shelves import name_of

MEGABYTES = (2, 5, 10, 20)
"""The budgets that are offered; any other can be typed."""
FIRST = MEGABYTES.index(5)
_DIGITS = 4
"""Of a typed budget."""
_BAR = 40
"""Cells of the line that shows how full it is."""


class Question(Widget, can_focus=True):
    """What the pack is to hold: a line of choices for the data, the sections and the pictures."""

    DEFAULT_CSS = "Question { height: 3; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("left,h", "change(-1)", show=False),
        Binding("right,l,space", "change(1)", show=False),
        Binding("enter", "answer", show=False),
    ]
    cursor: reactive[int] = reactive(0)
    """The line on which the reader is."""

    class Answered(Message):
        """The pack may be filled."""

    def __init__(self, sections: Sequence[tuple[str, tuple[str, ...]]], *, has_pictures: bool) -> None:
        """`sections` are the choices of them: what they are called, and their names as a `Wish` has them."""
        super().__init__()
        self._sections = [names for _, names in sections]
        self._labels = [
            [_megabytes(count) for count in MEGABYTES],
            [label for label, _ in sections],
            [pack_words.NO, pack_words.YES] if has_pictures else [pack_words.NO_PICTURES],
        ]
        self._chosen = [FIRST, 0, 0]
        self._typed = ""

    @property
    def wish(self) -> Wish:
        """What is chosen now."""
        megabytes, sections, pictures = self._chosen
        budget = int(self._typed) if self._typed else MEGABYTES[megabytes]
        return Wish(budget * 1_000_000, self._sections[sections], pictures=bool(pictures))

    def action_move(self, step: int) -> None:
        self.cursor = (self.cursor + step) % len(self._labels)

    def action_change(self, step: int) -> None:
        if self.cursor == 0:
            self._typed = ""
        self._chosen[self.cursor] = (self._chosen[self.cursor] + step) % len(self._labels[self.cursor])
        self.refresh()

    def action_answer(self) -> None:
        self.post_message(self.Answered())

    def on_key(self, event: events.Key) -> None:
        """Digits make a budget of their own, in megabytes."""
        if event.key == "backspace":
            self._typed = self._typed[:-1]
        elif (event.character or "").isdecimal() and len(self._typed) < _DIGITS:
            self._typed = (self._typed + (event.character or "")).lstrip("0")
            self.cursor = 0
        else:
            return
        event.stop()
        self.refresh()

    def render(self) -> Content:
        names = (pack_words.BUDGET, pack_words.SECTIONS, pack_words.PICTURES)
        room = max(map(width, names)) + 2
        return Content("\n").join(self._line(index, pad(name, room)) for index, name in enumerate(names))

    def _line(self, index: int, name: str) -> Content:
        here = index == self.cursor
        labels, chosen = self._labels[index], self._chosen[index]
        if index == 0 and self._typed:
            labels, chosen = [*labels, _megabytes(int(self._typed))], len(labels)
        parts = [
            (f"[{label}] ", "bold $strong") if place == chosen else (f" {label}  ", "$quiet")
            for place, label in enumerate(labels)
        ]
        mark = (SIGNS.bar if here else " ", "$accent")
        return Content.assemble(mark, (f" {name}", "$strong" if here else "$ink"), *parts)


def _megabytes(count: int) -> str:
    return f"{number(count)} MB"


Left = Literal["untouched", "filled", "show"]
"""How the dialog is left: nothing was packed, something was, or something that the reader wants to see."""


class PackScreen(ModalScreen[Left]):
    """Asks, fills, tells."""

    CSS = """
    PackScreen { align: center middle; background: $paper 60%; }
    #pack {
        width: 76; max-width: 100%; height: auto; max-height: 90%; padding: 1 3;
        background: $cursor; color: $ink; border-left: outer $accent;
    }
    #pack-what { height: auto; margin: 0 0 1 0; }
    #pack-told { height: auto; min-height: 3; display: none; }
    #pack-keys { height: auto; margin: 1 0 0 0; }
    PackScreen.filling { #pack-told { display: block; } Question { display: none; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("enter", "show_pack", show=False),
    ]
    AUTO_FOCUS = "Question"

    def __init__(self, newsstand: Newsstand, shelf: Shelf) -> None:
        """Of a `shelf` that is a paper or a section that one alone can be packed as well."""
        super().__init__()
        self._newsstand = newsstand
        every = pack_words.every_section(len(newsstand.sections()))
        here = "/".join(part for part in (shelf.source, shelf.section) if part)
        one = [(name_of(shelf, newsstand.papers), (here,))] if shelf.kind in ("source", "section") else []
        self._question = Question([(every, ()), *one], has_pictures=newsstand.pictures.is_able)
        self._worker: Worker[None] | None = None
        self._last = Filling("feeds", Pack())

    def compose(self) -> ComposeResult:
        with Vertical(id="pack"):
            yield Static(Content.styled(pack_words.NAME, "bold $accent"))
            yield Static(Content.styled(pack_words.WHAT, "$quiet"), id="pack-what")
            yield self._question
            yield Static(id="pack-told")
            yield Static(Content.styled(pack_words.WISH_KEYS, "$quiet"), id="pack-keys")

    @property
    def is_filling(self) -> bool:
        """Whether the pack is being filled just now."""
        return self._worker is not None and self._worker.is_running

    @on(Question.Answered)
    def _begin(self) -> None:
        if self._worker is None:
            self.add_class("filling")
            self.set_focus(None)
            wish = self._question.wish
            self._tell(self._progress(self._last, wish), pack_words.FILL_KEYS)
            self._worker = self._fill(wish)

    def action_leave(self) -> None:
        """Stop the filling, or leave when there is nothing to stop."""
        if self.is_filling and self._worker is not None:
            self._worker.cancel()
            self._tell_end(pack_words.STOPPED)
        else:
            self.dismiss("untouched" if self._worker is None else "filled")

    def action_show_pack(self) -> None:
        if self._worker is not None and not self.is_filling:
            self.dismiss("show")

    @work(exclusive=True, group="pack")
    async def _fill(self, wish: Wish) -> None:
        try:
            async with aclosing(self._newsstand.pack.fill(wish)) as fillings:
                async for filling in fillings:
                    self._last = filling
                    self._tell(self._progress(filling, wish), pack_words.FILL_KEYS)
        except NewsError as error:
            self._tell_end(phrases.sentence(error))
        else:
            self._tell_end(pack_words.why(self._last))

    def _tell_end(self, why: str) -> None:
        contents = pack_words.contents(self._last.pack)
        self._tell(Content.assemble((contents, "bold $strong"), "\n", (why, "$ink")), pack_words.END_KEYS)

    def _tell(self, told: Content, keys: str) -> None:
        self.query_one("#pack-told", Static).update(Content.assemble(told))
        self.query_one("#pack-keys", Static).update(Content.styled(keys, "$quiet"))

    def _progress(self, filling: Filling, wish: Wish) -> Content:
        """What is being done, how much of the data is spent, and what is in the pack."""
        spent = min(_BAR, round(_BAR * filling.pack.received / wish.budget))
        return Content.assemble(
            (pack_words.coming(filling), "$ink"),
            "\n",
            (SIGNS.done * spent, "$accent"),
            (SIGNS.rule * (_BAR - spent), "$rule"),
            (f"  {phrases.size(wish.budget)}", "$quiet"),
            "\n",
            (pack_words.contents(filling.pack), "$strong"),
        )
