"""The Textual application: its themes, its one screen, and leaving without a trace on the terminal."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.command import CommandPalette, Provider
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input

from tuireader.config import Config
from tuireader.errors import NewsError
from tuireader.newsstand import Newsstand
from tuireader.state import State
from tuireader.terminal import ending_signals, has_plain_font
from tuireader.ui import phrases
from tuireader.ui.browse import BrowseScreen
from tuireader.ui.commands import COMMANDS, latin_twin, remapped
from tuireader.ui.curtain import CurtainScreen
from tuireader.ui.palette import Palette, theme_of
from tuireader.ui.signs import AsciiSigns
from tuireader.ui.stagehand import Stagehand, driver_for, give_back, last_screen
from tuireader.ui.themes import THEMES, variable_defaults
from tuireader.ui.upkeep import let_go_of_drawings

_SIGNALS_READ = 0.1
"""Seconds after which the event loop has read the signals that came while the terminal was lent."""
_LINES = ("search", "narrow", "find", "add", "palette")
"""Commands with which a line to type in comes up."""
_LINE_COMES = 0.25
"""Seconds in which it does, if it does."""
NO_KEY = "none"
"""What no keyboard sends: a command without keys would keep those that it had."""


class TuiReader(App[None]):
    """Reads news from an open newsstand, and hands what is to be remembered to `remember`."""

    TITLE = "tuireader"
    CSS_PATH = ["app.tcss", "browse.tcss", "help.tcss", "papers.tcss", "guide.tcss"]  # noqa: RUF012 - Textual's own type is not ClassVar
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Palette}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        newsstand: Newsstand,
        config: Config,
        state: State,
        remember: Callable[[State], bool | None],
        *,
        faults: Sequence[NewsError] = (),
        stagehand: Stagehand | None = None,
    ) -> None:
        """`faults` is what was wrong before the screen could open; the reader is told of it there.

        Without a `stagehand` the terminal is Textual's from beginning to end.
        """
        super().__init__(driver_class=driver_for(stagehand.terminal) if stagehand else None)
        let_go_of_drawings()
        self._stagehand = stagehand
        self.crash: Exception | None = None
        """What ended the program without the reader's wish."""
        self._remember = remember
        self._faults = tuple(faults)
        for theme in THEMES:
            self.register_theme(theme)
        wanted = config.theme or state.theme
        self.theme = wanted if wanted in self.available_themes else "dem"
        self.commands = remapped(config.keys)
        """What the reader can do, with the keys that the reader gave it."""
        changed = [one for one, house in zip(self.commands, COMMANDS, strict=True) if one.keys != house.keys]
        self.set_keymap({command.action: ",".join(command.keys) or NO_KEY for command in changed})
        self._early: list[events.Key] = []
        """Keys that wait for the screen, or for a line to type in."""
        self._line_is_coming = False
        self._is_leaving = False
        self._theme_before = ""
        """The colours to go back to while others are tried."""
        self._signs = AsciiSigns(
            enabled=config.signs == "ascii" or (config.signs == "auto" and has_plain_font(os.environ))
        )
        self._browse = BrowseScreen(newsstand, config, state, self.commands)
        self._newcomer = newsstand if state.first and newsstand.writable else None

    def get_default_screen(self) -> Screen[None]:
        return self._browse

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *([self._signs] if self._signs.enabled else [])]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: the palette has ours, in the reader's language."""
        return ()

    def on_load(self) -> None:
        self._end_by_signals()  # before the driver takes the terminal and starts threads that write to it

    def on_mount(self) -> None:
        if self._newcomer is not None:
            from tuireader.ui.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(self._newcomer, self.commands), lambda _: self._browse.lay_out())
        for fault in self._faults:
            self._browse.say(phrases.sentence(fault), severity="warning")

    def _end_by_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in ending_signals():
            loop.add_signal_handler(number, self.call_later, self._leave, 128 + number)

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Lend the terminal away; what is struck there to interrupt a program is not meant for us."""
        loop = asyncio.get_running_loop()
        with super().suspend():
            for number in (signal.SIGINT, signal.SIGQUIT):
                loop.remove_signal_handler(number)
                signal.signal(number, lambda *_: None)
            try:
                yield
            finally:
                loop.call_later(_SIGNALS_READ, self._end_by_signals)

    @property
    def _is_behind_curtain(self) -> bool:
        """Whether what the reader would press a key for is not shown yet."""
        return self._browse.is_down and len(self.screen_stack) < 2

    async def on_event(self, event: events.Event) -> None:
        """Outside of text fields a letter of a Vietnamese keyboard counts as the key that was struck."""
        must_wait = self._is_behind_curtain or self._early or self._line_is_coming
        if isinstance(event, events.Key) and not event.is_forwarded and must_wait:
            self._early.append(event)
            return
        if isinstance(event, events.Key) and not event.is_forwarded and not isinstance(self.focused, Input):
            twin = latin_twin(event.key)
            if twin != event.key:
                event = events.Key(twin, twin)
            if any(event.key in command.keys for command in self.commands if command.action in _LINES):
                self._line_is_coming = True
                self.set_timer(_LINE_COMES, self._press_early)
        await super().on_event(event)

    @on(events.DescendantFocus)
    async def _type_early(self) -> None:
        """What was struck in one breath with the key of a line to type in is text, and no keys for the list."""
        if self._line_is_coming and isinstance(self.focused, Input):
            await self._press_early()

    @on(CurtainScreen.Raised)
    async def _press_early(self) -> None:
        """What was struck before the list was there is meant for what the reader saw in its place."""
        if self._is_behind_curtain:
            return
        self._line_is_coming = False
        early, self._early = self._early, []
        for event in early:
            await self.on_event(event)

    async def run_command(self, action: str) -> None:
        """Run a command of the browse screen, which comes to the front for it."""
        from tuireader.ui.guide import GuideScreen
        from tuireader.ui.papers import PapersScreen

        if isinstance(self.screen, PapersScreen | GuideScreen):
            if action == ("papers" if isinstance(self.screen, PapersScreen) else "guide"):
                return
            await self.screen.dismiss(None)
        elif self.screen.has_class("picture") or self.screen.has_class("changes"):
            await self.screen.dismiss(None)
        await self._browse.run(action)

    @on(BrowseScreen.Chosen)
    def _remember_choice(self) -> None:
        if self._remember(self._browse.remember()) is False:
            self._browse.say(phrases.NOT_REMEMBERED, severity="error")

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's own signature
        """Before there is a screen, it is enough to know the colours with which its styles will be read."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def choose_theme(self, name: str) -> None:
        """Change the colours, for now and for the next start."""
        self.theme = name

    @on(CommandPalette.OptionHighlighted)
    def _try_theme(self, event: CommandPalette.OptionHighlighted) -> None:
        """Show the colours that the palette names while one walks over them."""
        wanted = theme_of(event.highlighted_event.option)
        if wanted and not self._theme_before:
            self._theme_before = self.theme
        if wanted or self._theme_before:
            self.theme = wanted or self._theme_before

    @on(CommandPalette.Closed)
    def _leave_palette(self, event: CommandPalette.Closed) -> None:
        if self._theme_before and not event.option_selected:
            self.theme = self._theme_before
        self._theme_before = ""

    async def action_quit(self) -> None:
        """Keep the place and the state, then leave at once; whatever is under way is dropped."""
        # Not in here: a widget whose key this is could not take part in what is done then.
        self.call_later(self._leave, 0)

    def action_help_quit(self) -> None:
        """Ctrl+C, which Textual answers in English."""
        self._browse.say(phrases.HOW_TO_LEAVE)

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=phrases.PALETTE_HINT, id="--command-palette"))

    def _handle_exception(self, error: Exception) -> None:
        """Leave the terminal clean; whoever started the program tells the reader. Tests want to see it as it is."""
        self.crash = error
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self.exit(return_code=1)

    async def _leave(self, return_code: int) -> None:
        if self._is_leaving:
            return
        self._is_leaving = True
        if self._stagehand is not None:
            give_back(self)
        if self._theme_before:  # only tried on, in the palette
            self.theme = self._theme_before
        if not self._browse.is_down:  # else the place in the list is not found again yet, and would be forgotten
            await self._browse.desk.article.leave()
            self._remember(self._browse.remember())
        if self._stagehand is None:
            self.exit(return_code=return_code)
        else:
            self._stagehand.keep(self.size, await last_screen(self._browse))
            self._stagehand.depart(return_code)
