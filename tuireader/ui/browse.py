"""The one screen on which news is read: it routes what the desk, the ticker and the refresh say to each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tuireader import dates
from tuireader.config import Config
from tuireader.model import Choice, Row, Shelf, Source
from tuireader.newsstand import Carried, Newsstand, Refreshed, choices
from tuireader.state import State
from tuireader.ui import phrases
from tuireader.ui.commands import COMMANDS, FRONT_PAGE, Command, bindings, condition, typing_text
from tuireader.ui.keeping import KeepingScreen
from tuireader.ui.marks import Change, Marks
from tuireader.ui.thrift import ThriftyScreen
from tuireader.ui.widgets.article_pane import ArticlePane
from tuireader.ui.widgets.bars import KeyBar, Masthead
from tuireader.ui.widgets.custody import Custody
from tuireader.ui.widgets.delivery import Delivery
from tuireader.ui.widgets.desk import Desk
from tuireader.ui.widgets.headline_pane import HeadlinePane
from tuireader.ui.widgets.shelves import Shelves, name_of
from tuireader.ui.widgets.ticker import Ticker

TICK = 30.0
"""Seconds after which ages on the screen are told anew."""


class BrowseScreen(KeepingScreen, ThriftyScreen):
    """Masthead, desk, ticker and keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("browse")]
    AUTO_FOCUS = "#headlines"

    def __init__(self, newsstand: Newsstand, config: Config, state: State, commands: Sequence[Command]) -> None:
        super().__init__(newsstand, config, commands, state.on_air)
        self._state = state
        self._marks = Marks(newsstand)
        self.desk = Desk(newsstand, folded=state.folded, measure=config.width + state.widened, by=state.order)
        self._masthead, self._keys, self._delivery = Masthead(self._on_air), KeyBar(), Delivery(newsstand)
        self._ticker = Ticker(config.ticker, moving=config.motion, empty=phrases.NO_TICKER)

    def compose(self) -> ComposeResult:
        yield self._masthead
        yield self.desk
        yield self._ticker
        yield self._keys
        yield self._delivery

    async def on_mount(self) -> None:
        self.call_after_refresh(self.desk.begin, self._state.shelf, self._state.article, self._state.line)
        self.set_interval(TICK, self._tell_ages)
        await self._tell_ages()
        if not self._newsstand.writable:
            self.say(phrases.sentence(self._newsstand.refusal), severity="warning")
        elif self._config.refresh_on_start and not self._state.first:
            self.when_raised(self._refresh_quietly)
        if self._config.refresh_minutes:
            self.set_interval(self._config.refresh_minutes * 60, self._refresh_quietly)

    @property
    def row(self) -> Row | None:
        """What a command is about."""
        return self._ticker.current if self._ticker.has_focus else self.desk.row

    def remember(self) -> State:
        """What to keep for the next start."""
        return State(
            theme=self.app.theme,
            shelf=self.desk.pane.lasting_shelf or self._state.shelf,
            article=self.row.headline.id if self.row else "",
            line=self.desk.pane.headlines.cursor_line,
            folded=tuple(sorted(self.desk.shelves.folded)),
            choice=self._newsstand.choice,
            order=self.desk.pane.by,
            on_air=self._on_air.standing,
            widened=self.desk.article.measure - self._config.width,
            saving=self.chosen_saving,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match condition(action):
            case "has_row":
                return self.row is not None
            case "is_refreshing":
                return self._delivery.running
            case _:
                return True

    # What the reader sees of the whole

    @on(Desk.Moved)
    def _show_keys(self) -> None:
        commands = typing_text(self._commands) if isinstance(self.focused, Input) else self._commands
        self._keys.offer(one for one in commands if not FRONT_PAGE.isdisjoint(one.scopes) and self._works(one.action))
        self.set_class(self.desk.has_class("alone"), "alone")

    def _works(self, action: str) -> bool:
        return bool(self.check_action(action, ()) and self.desk.check_action(action, ()))

    @on(HeadlinePane.Filled)
    def _name_shelf(self, event: HeadlinePane.Filled) -> None:
        self._masthead.where = name_of(event.shelf, self._newsstand.papers)
        self._show_keys()
        self._count()

    async def _tell_ages(self) -> None:
        """Ages move on, and the day may have changed."""
        self._masthead.day = dates.short_day(self._newsstand.clock())
        self.desk.pane.headlines.tell_ages()
        await self._tell_status()

    async def _tell_status(self) -> None:
        if not self._delivery.running:
            updated = await self._newsstand.updated()
            told = (updated, self._newsstand.clock())
            offline = self._newsstand.offline
            briefly = phrases.brief_status(*told, offline=offline)
            self.tell_state(phrases.status(*told, offline=offline), briefly)

    @work(exclusive=True, group="counts")
    async def _count(self) -> None:
        self.desk.shelves.counts = await self._newsstand.counts()
        unread = self.desk.shelves.unread(self.desk.pane.shelf)
        self.desk.pane.show_name(unread)
        self._masthead.beside = self.desk.pane.beside(unread)
        self._ticker.set_entries(await self._newsstand.newest())
        self.raise_curtain()

    # Marks

    async def action_bookmark(self) -> None:
        if self.row is not None and (change := await self.attempt(self._marks.bookmark(self.row))):
            self._apply(change)
            self.say(phrases.kept(keep=bool(change.bookmarked)))

    async def action_toggle_read(self) -> None:
        if self.row is not None and (change := await self.attempt(self._marks.read(self.row, read=not self.row.read))):
            self._apply(change)

    async def action_read_all(self) -> None:
        if change := await self.attempt(self._marks.read_all(self.desk.pane.shelf)):
            self._apply(change)
            self.say(phrases.all_read(len(change.ids)) if change.ids else phrases.NO_MORE_UNREAD)

    async def action_undo(self) -> None:
        if (change := await self.attempt(self._marks.undo())) is None:
            return
        if isinstance(change, Choice):
            self._newsstand.choose(change)
            self.lay_out()
            self.say(phrases.laid_out_again(self._newsstand.sources))
            return
        self.say_instead(phrases.UNDONE if change.ids else phrases.NOTHING_TO_UNDO)
        self._apply(change)
        if not self.desk.pane.headlines.shows(change.ids):
            self.desk.pane.refill(hold=True)

    @on(ArticlePane.Opened)
    async def _opened(self, event: ArticlePane.Opened) -> None:
        self.draw()
        self.desk.pane.headlines.change([event.row.headline.id], offline=True)
        if self._newsstand.writable and (change := await self.attempt(self._marks.opened(event.row))):
            self._apply(change)
        self._show_keys()
        self.tell_cost()

    def _apply(self, change: Change) -> None:
        """Show marks that are on disk by now."""
        marks = {"read": change.read, "bookmarked": change.bookmarked}
        shown = {name: value for name, value in marks.items() if value is not None}
        self.desk.pane.headlines.change(change.ids, **shown)
        self.desk.article.change(change.ids, **shown)
        self._count()

    # News from outside

    def action_refresh(self) -> None:
        self._delivery.start(self._newsstand.sections(self.desk.pane.shelf), by_reader=True)

    def action_refresh_all(self) -> None:
        self._on_air.fetch()
        if sections := self._newsstand.sections():
            self._delivery.start(sections, by_reader=True)
        else:
            self.say(phrases.NOTHING_ON)

    @on(Custody.Asked)
    def _refresh_quietly(self) -> None:
        """By the clock or by another program: nothing is said unless something is new."""
        if self._newsstand.writable:
            self._on_air.fetch()
        if self._newsstand.writable and not self._delivery.running:
            self._delivery.start(self._newsstand.sections(), by_reader=False)

    @on(Desk.Outermost)
    async def action_stop(self) -> None:
        if self._delivery.stop():
            self.say(phrases.STOPPED)
            await self._news_came()

    @on(Delivery.Progressed)
    def _tell_progress(self, event: Delivery.Progressed) -> None:
        if self._delivery.running:
            self.tell_state(phrases.refreshing(event.progress))
        match event.progress.outcome:
            case Refreshed(new=new) if new:
                self.desk.refill()
            case Carried(headline=headline, error=None):
                self.desk.pane.headlines.change([headline.id], offline=True)

    @on(Delivery.Ended)
    async def _tell_end(self, event: Delivery.Ended) -> None:
        await self._news_came()
        if fault := self.end_of_data(by_reader=event.by_reader) or _fault(event, self._newsstand):
            self.say(fault, severity="warning")
        elif event.by_reader or event.new:
            self.say(phrases.arrived(event.new))

    @on(Custody.Changed)
    async def _news_came(self) -> None:
        self.desk.refill()
        self._count()
        await self._tell_status()

    # What lies out

    @on(Shelves.DoorChosen)
    def action_papers(self) -> None:
        leave = partial(self._leave_papers, self._newsstand.choice, self._newsstand.papers)
        self.open_papers(leave)

    def _leave_papers(self, before: Choice, papers: Sequence[Source], visited: Shelf | None) -> None:
        for added in self._newsstand.papers[len(papers) :]:
            before = choices.switch(added, before, on=False)
        if self._newsstand.choice != before:
            self._marks.chosen(before)
            self.lay_out()
            self.say(phrases.chosen(self._newsstand.sources))
        if visited is not None:
            self.desk.visit(visited, name_of(visited, self._newsstand.papers))
            self._delivery.add(self._newsstand.sections(visited), by_reader=True)

    def lay_out(self) -> None:
        """Show the stand as it is now, and fetch what is new on it."""
        self.desk.lay_out(self._newsstand.sources)
        self._count()
        self.post_message(self.Chosen())
        if self._newsstand.writable and self._config.refresh_on_start:
            self._delivery.catch_up()

    @on(Desk.NoMoreUnread)
    def _tell_no_more(self) -> None:
        self.say(phrases.NO_MORE_UNREAD)

    def action_ticker(self) -> None:
        self._ticker.focus()

    @on(Ticker.Left)
    def _leave_ticker(self) -> None:
        self.desk.go("article" if self.desk.is_reading else "headlines")

    @on(Ticker.Chosen)
    def _read_from_ticker(self, event: Ticker.Chosen) -> None:
        self.desk.read(event.row)

    @on(KeyBar.Pressed)
    async def _run_clicked(self, event: KeyBar.Pressed) -> None:
        await self.run(event.action)

    async def run(self, action: str) -> None:
        """Run a command by its action, from the palette or a click."""
        await self.app.run_action(action, default_namespace=_hearer(self, action))

    def action_palette(self) -> None:
        self.app.action_command_palette()


def _hearer(screen: BrowseScreen, action: str) -> Widget:
    """Whatever has that action."""
    scopes = next((command.scopes for command in COMMANDS if command.action == action), ())
    return screen.desk if "desk" in scopes else screen.desk.article if "article" in scopes else screen


def _fault(ended: Delivery.Ended, newsstand: Newsstand) -> str:
    """What went wrong in a refresh, empty when nothing did."""
    if ended.error is not None:
        return phrases.sentence(ended.error)
    if newsstand.offline:
        return phrases.OFFLINE
    if newsstand.usage.used_up is not None:
        return ""
    names = [name_of(Shelf("section", one.source, one.section), newsstand.papers) for one in ended.failed]
    first = next((one.error for one in ended.failed if one.error), None)
    return phrases.failures(names, first) if first else ""
