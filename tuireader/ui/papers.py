"""The screen on which papers and sections are chosen and put in order; each change lies on the stand at once.

Closing it needs no «save»: the newsstand holds the choice, and whoever opened the screen sees to the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from tuireader.errors import NewsError
from tuireader.model import Choice, Shelf
from tuireader.newsstand import Newsstand, choices
from tuireader.newsstand.outcomes import Found
from tuireader.text import clean_line, fold
from tuireader.ui import phrases
from tuireader.ui.adding import AddScreen
from tuireader.ui.commands import Command, bindings, typing_text
from tuireader.ui.help import HelpScreen
from tuireader.ui.measures import THREE_PANES
from tuireader.ui.widgets.bars import Heading, KeyBar
from tuireader.ui.widgets.paper_card import PaperCard
from tuireader.ui.widgets.paper_list import PaperList


class PapersScreen(Screen[Shelf | None]):
    """Ends with the section that the reader wants to look into, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("papers")]
    AUTO_FOCUS = "#paper-list"

    def __init__(self, newsstand: Newsstand, commands: Sequence[Command]) -> None:
        super().__init__()
        self._newsstand = newsstand
        self._commands = commands
        self._done: list[Choice] = []
        self._heading, self._keys, self._card = Heading(), KeyBar(), PaperCard(id="paper-card")
        self.list = PaperList(newsstand.papers, newsstand.choice, newsstand.clock(), id="paper-list")

    def compose(self) -> ComposeResult:
        yield self._heading
        with Vertical(id="papers-body"):
            yield from self.opening()
            yield Input(placeholder=phrases.PAPERS_HINT, id="paper-filter", compact=True)
            yield Static(Content(phrases.NO_PAPER), id="no-papers")
            with Horizontal(id="papers-columns"):
                yield self.list
                yield self._card
        yield self._keys

    def opening(self) -> Iterable[Widget]:
        """What stands above the list."""
        return ()

    def on_mount(self) -> None:
        self._heading.where = phrases.CHOOSE_PAPERS
        self._tell_choice()
        self._tell_health()

    @work(exclusive=True, group="health")
    async def _tell_health(self) -> None:
        self.list.show_health(await self._newsstand.health())

    @property
    def filter(self) -> Input:
        """The line to type in."""
        return self.query_one("#paper-filter", Input)

    # What lies out

    def action_switch(self) -> None:
        if (line := self.list.line) is None:
            return
        choice = self._newsstand.choice
        on = choices.is_on(line.source, choice)
        if line.section is None:
            self._choose(choices.switch(line.source, choice, on=not on))
        else:
            on = on and choices.is_section_on(line.source, line.section, choice)
            self._choose(choices.switch_section(line.source, line.section, choice, on=not on))

    def action_move_down(self) -> None:
        self._move(1)

    def action_move_up(self) -> None:
        self._move(-1)

    def _move(self, step: int) -> None:
        """Put the paper past the next one that is shown."""
        if (line := self.list.line) is None:
            return
        shown = self.list.papers
        place = shown.index(line.source.id) + step
        if 0 <= place < len(shown):
            self._choose(
                choices.move(self._newsstand.papers, self._newsstand.choice, line.source.id, past=shown[place])
            )

    def action_undo(self) -> None:
        if self._done:
            self._lay_out(self._done.pop())
        else:
            self.notify(phrases.NOTHING_TO_UNDO, markup=False)

    def _choose(self, choice: Choice) -> None:
        self._done.append(self._newsstand.choice)
        self._lay_out(choice)

    def _lay_out(self, choice: Choice) -> None:
        self._newsstand.choose(choice)
        self.list.show_choice(self._newsstand.papers, choice)
        self._tell_choice()

    def _tell_choice(self) -> None:
        self._heading.beside = phrases.of_all(self._newsstand.sources, len(self._newsstand.papers))

    def action_add(self) -> None:
        typed = self.filter.value.strip()
        self.app.push_screen(AddScreen(self._newsstand, typed if "." in typed else ""), self._take)

    def _take(self, answer: tuple[Found, str] | None) -> None:
        """Lay out what was found."""
        if answer is None:
            return
        found, address = answer
        before = self._newsstand.choice
        try:
            self._newsstand.subscribe(found, address)
        except NewsError as error:
            self.notify(phrases.sentence(error), severity="error", markup=False)
            return
        # A new paper is on by itself, so that undoing has to say that it is off.
        self._done.append(before if found.how == "known" else choices.switch(found.source, before, on=False))
        self._lay_out(self._newsstand.choice)
        self.filter.value = ""
        self.list.narrow([])
        self.list.find(found.source.id)
        self.list.focus()
        self.notify(phrases.added(found.source.name), markup=False)

    # Where one is in the list

    def action_unfold(self) -> None:
        self.list.unfold(unfold=True)

    def action_fold(self) -> None:
        self.list.unfold(unfold=False)

    def action_look(self) -> None:
        if (line := self.list.line) is None:
            return
        if line.section is not None:
            self.dismiss(Shelf("section", line.source.id, line.section.id))
        else:
            self.list.unfold(unfold=line.source.id not in self.list.unfolded)

    @on(PaperList.Moved)
    def _tell_line(self, event: PaperList.Moved) -> None:
        self._card.told = event.told

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= THREE_PANES, "wide")

    @on(PaperList.Switched)
    def _switch_clicked(self) -> None:
        self.action_switch()

    @on(PaperList.Opened)
    def _open_clicked(self) -> None:
        self.action_look()

    def action_search(self) -> None:
        self.filter.focus()

    @on(Input.Changed, "#paper-filter")
    def _narrow(self, event: Input.Changed) -> None:
        self.list.narrow(fold(clean_line(event.value)).split())
        self.query_one("#papers-body").set_class(self.list.line is None, "empty")

    @on(Input.Submitted, "#paper-filter")
    def _enter_list(self) -> None:
        if self.list.line is None and "." in self.filter.value:
            self.action_add()
        else:
            self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """The arrow down leads from the line into the list."""
        if event.key == "down" and self.filter.has_focus:
            event.stop()
            self.list.focus()

    def action_close(self) -> None:
        if self.filter.value or self.filter.has_focus:
            self.filter.value = ""
            self.list.focus()
        else:
            self.dismiss(None)

    # Keys

    def on_descendant_focus(self) -> None:
        """The footer names the keys that work where the reader is."""
        is_typing = self.filter.has_focus
        commands = typing_text(self._commands) if is_typing else self._commands
        mine = [command for command in commands if "papers" in command.scopes]
        self._keys.offer(command for command in mine if not (is_typing and command.action == "unfold"))

    @on(KeyBar.Pressed)
    async def _run_clicked(self, event: KeyBar.Pressed) -> None:
        await self.app.run_action(event.action, default_namespace=self)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self._commands, "Trong màn hình chọn báo"))
