"""The screen of what is on air: a day of the chosen channels, and the way to where one can watch them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import ClassVar, Literal

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tuireader.config import Config
from tuireader.errors import NewsError
from tuireader.newsstand import Newsstand
from tuireader.schedule import day_bounds
from tuireader.ui import guide_words
from tuireader.ui.commands import Command, bindings
from tuireader.ui.help import HelpScreen
from tuireader.ui.launch import open_in_player
from tuireader.ui.outgoing import open_address
from tuireader.ui.timetable import Timetable, make_timetable, today
from tuireader.ui.widgets.bars import Heading, KeyBar
from tuireader.ui.widgets.guide_card import GuideCard, Told
from tuireader.ui.widgets.guide_grid import GuideGrid, HourRuler, names_columns
from tuireader.ui.widgets.guide_list import ChannelBar, GuideList
from tuireader.ui.widgets.guide_pane import GuidePane, Spot

TICK = 10.0
"""Seconds after which the line of now moves on."""
GRID_COLUMNS, GRID_ROWS = 100, 20
"""The smallest screen that shows channels by hours."""
LOW = 16
"""Lines of a screen below which only one tells of the programme under the cursor."""
DAYS = range(-1, 7)
"""The days that can be looked at, from today."""


class GuideScreen(Screen[None]):
    """Shows what is kept of a day at once, and asks for what is missing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("guide")]
    AUTO_FOCUS = None

    def __init__(self, newsstand: Newsstand, config: Config, commands: Sequence[Command]) -> None:
        super().__init__()
        self._newsstand = newsstand
        self._config = config
        self._commands = commands
        now = newsstand.clock()
        self.table = Timetable(today(now))
        self.spot = Spot(0, now)
        self._why_none = guide_words.LOADING
        self._heading, self._keys, self._card = Heading(), KeyBar(), GuideCard()
        self._ruler, self._bar = HourRuler(), ChannelBar()
        self._grid = GuideGrid(self.table, self.spot, now, id="guide-grid")
        self._list = GuideList(self.table, self.spot, now, id="guide-list")

    def compose(self) -> ComposeResult:
        yield self._heading
        with Vertical(id="guide-body"):
            yield self._bar
            yield self._ruler
            yield Static(Content(""), id="no-guide")
            yield self._grid
            yield self._list
        yield self._card
        yield self._keys

    def on_mount(self) -> None:
        self._keys.offer(command for command in self._commands if "guide" in command.scopes)
        self._heading.where = guide_words.TITLE
        self.set_interval(TICK, self.tell)
        self._look_at(self.table.day, self.spot.moment)

    @property
    def pane(self) -> GuidePane:
        """The form of the guide that is on the screen."""
        return self._grid if self.has_class("grid") else self._list

    def on_resize(self, event: events.Resize) -> None:
        is_grid = event.size.width >= GRID_COLUMNS and event.size.height >= GRID_ROWS
        self.set_class(is_grid, "grid")
        self.set_class(not is_grid, "list")
        self.set_class(event.size.height < LOW, "low")
        self._lay(self.table, self.spot)

    # One day

    def _look_at(self, day: date, moment: datetime) -> None:
        if (day - today(self._newsstand.clock())).days in DAYS:
            self._bring(day, moment)
        else:
            self._say(guide_words.NO_FARTHER)

    @work(exclusive=True, group="guide")
    async def _bring(self, day: date, moment: datetime, *, by_reader: bool = False) -> None:
        """Show what is kept of a day, then what can be had."""
        desk, names, fault = self._newsstand.guide, self._newsstand.guide.channels, None
        self._keys.status = guide_words.FETCHING if names else ""
        self._lay(make_timetable(await desk.day(day), names, day), Spot(self.spot.channel, moment))
        self._tell_none(guide_words.LOADING if names else guide_words.NO_CHANNELS)
        if not names:
            return
        try:
            table = make_timetable(await desk.refresh(day, by_reader=by_reader), names, day)
        except NewsError as error:
            fault = error
        else:
            if table != self.table:
                self._lay(table, self.spot)
        offline = self._newsstand.offline
        self._keys.status = guide_words.KEPT_OFFLINE if offline and not self.table.is_empty else ""
        self._tell_none(guide_words.no_guide(fault, offline=offline))

    def _tell_none(self, sentence: str) -> None:
        self._why_none = sentence
        self._tell_spot()

    def _lay(self, table: Timetable, spot: Spot) -> None:
        """Have both forms show this day at that place."""
        self.table, now = table, self._newsstand.clock()
        self.spot = Spot(min(spot.channel, max(len(table.channels) - 1, 0)), spot.moment)
        self._grid.lay(table, self.spot, now)
        self._list.lay(table, self.spot, now)
        self._bar.names = tuple(one.name for one in table.channels)
        self._tell_spot()

    def tell(self) -> None:
        """Time moves on."""
        now = self._newsstand.clock()
        self._grid.tell(now)
        self._list.tell(now)
        self._tell_spot()

    def _tell_spot(self) -> None:
        """Say around the programmes what is told of the place."""
        now, (channel, moment) = self._newsstand.clock(), (self.spot.channel, self.spot.moment)
        self._heading.beside = guide_words.day_title(self.table.day, now)
        self._bar.at = channel
        self._ruler.window, self._ruler.now = self._grid.window, now
        self._ruler.inset = names_columns(self.table)
        self._show_none()
        if self.table.channels:
            show, following = self.table.show(channel, moment), self.table.beside(channel, moment, 1)
            self._card.told = Told(self.table.channels[channel].name, show, following, now)

    def _show_none(self) -> None:
        """A sentence stands where there are no programmes to be in."""
        is_empty = self.table.is_empty or (self.pane is self._list and not self.table.shows[self.spot.channel])
        if is_empty:
            sentence = self._why_none if self.table.is_empty else guide_words.NO_PROGRAMMES
            self.query_one("#no-guide", Static).update(Content(sentence))
        self.set_class(is_empty, "empty")
        self.set_focus(None if is_empty else self.pane)

    @on(GuidePane.Moved)
    def _follow(self, event: GuidePane.Moved) -> None:
        if event.pane is self.pane:
            self.spot = event.spot
            self._tell_spot()

    # Keys

    def action_later(self) -> None:
        self._sideways(1)

    def action_earlier(self) -> None:
        self._sideways(-1)

    def _sideways(self, step: Literal[1, -1]) -> None:
        if self.table.is_empty and self.pane is self._grid:
            self._turn_day(step)
        else:
            self.pane.sideways(step)

    def action_next_day(self) -> None:
        self._look_at(self.table.day + timedelta(days=1), self.spot.moment + timedelta(days=1))

    def action_previous_day(self) -> None:
        self._look_at(self.table.day - timedelta(days=1), self.spot.moment - timedelta(days=1))

    @on(GuidePane.Beyond)
    def _go_on(self, event: GuidePane.Beyond) -> None:
        self._turn_day(event.step)

    def _turn_day(self, step: int) -> None:
        """Go on at the beginning of the next day, or at the end of the day before."""
        day = self.table.day + timedelta(days=step)
        begin, end = day_bounds(day)
        self._look_at(day, begin if step > 0 else end - timedelta(minutes=1))

    def action_to_now(self) -> None:
        now = self._newsstand.clock()
        if today(now) == self.table.day:
            self._lay(self.table, Spot(self.spot.channel, now))
        else:
            self._look_at(today(now), now)

    def action_reload(self) -> None:
        self._bring(self.table.day, self.spot.moment, by_reader=True)

    @on(GuidePane.Outermost)
    def action_leave_guide(self) -> None:
        self.dismiss(None)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self._commands, "Trong lịch phát sóng"))

    @on(KeyBar.Pressed)
    async def _run_clicked(self, event: KeyBar.Pressed) -> None:
        await self.app.run_action(event.action, default_namespace=self)

    # Where one can watch

    @on(GuidePane.Chosen)
    def action_watch(self) -> None:
        self._open(self._config.guide.player)

    def action_watch_outside(self) -> None:
        self._open(())

    @work(group="browser")
    async def _open(self, player: Sequence[str]) -> None:
        if not self.table.channels:
            return
        channel = self.table.channels[self.spot.channel]
        address, program = self._newsstand.guide.watch(channel), PurePath(player[0]).name if player else ""
        if not address:
            self._say(guide_words.no_address(channel.name), severity="warning")
            return
        self._say(guide_words.opening(channel.name, program))
        if not player:
            sent = await open_address(self.app, address, self._config.browser)
            if not sent.opened:
                self._say(sent.sentence, severity="warning")
        elif not await open_in_player(address, player):
            self.app.copy_to_clipboard(address)
            self._say(guide_words.not_opened(program), severity="warning")

    def _say(self, sentence: str, *, severity: Literal["information", "warning"] = "information") -> None:
        self.notify(sentence, severity=severity, markup=False)
