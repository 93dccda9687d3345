"""The screen of one picture alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tuireader.newsstand import Newsstand
from tuireader.ui import picture_words
from tuireader.ui.commands import Command, bindings
from tuireader.ui.graphics import Graphics
from tuireader.ui.help import HelpScreen
from tuireader.ui.outgoing import open_address
from tuireader.ui.widgets.article_pane import ArticlePane
from tuireader.ui.widgets.bars import Heading, KeyBar
from tuireader.ui.widgets.picture_view import PictureView


class PictureScreen(Screen[None]):
    """Shows the pictures of an article one by one, each with its caption."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("picture")]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    PictureScreen {
        background: $paper;
        color: $ink;
        & #caption { height: auto; max-height: 4; margin: 0 1; color: $ink; }
        & KeyBar { border-top: solid $rule; height: 2; }
    }
    """

    def __init__(
        self,
        newsstand: Newsstand,
        wish: ArticlePane.PictureChosen,
        graphics: Graphics,
        browser: Sequence[str],
        commands: Sequence[Command],
    ) -> None:
        super().__init__(classes="picture")
        self._commands = commands
        self._wish = wish
        self._browser = tuple(browser)
        self.index = wish.index
        self._heading, self._keys = Heading(), KeyBar()
        self._view = PictureView(newsstand.pictures, graphics)

    def compose(self) -> ComposeResult:
        yield self._heading
        yield self._view
        yield Static(id="caption")
        yield self._keys

    @property
    def address(self) -> str:
        """Where the picture is that is shown."""
        return self._wish.pictures[self.index][0]

    def on_mount(self) -> None:
        self._keys.offer(command for command in self._commands if "picture" in command.scopes)
        self._tell()

    def _tell(self) -> None:
        self._heading.where = picture_words.which(self.index + 1, len(self._wish.pictures))
        caption = self.query_one("#caption", Static)
        caption.update(Content(self._wish.pictures[self.index][1]))
        caption.display = bool(self._wish.pictures[self.index][1])

    @on(PictureView.Resized)
    @work(exclusive=True, group="picture")
    async def _bring(self) -> None:
        await self._view.bring(self.address, self._wish.source)

    def action_next_picture(self) -> None:
        self._step(1)

    def action_previous_picture(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        """Another picture, round the end."""
        count = len(self._wish.pictures)
        if count == 1:
            self.notify(picture_words.ONLY_ONE, markup=False)
            return
        self.index = (self.index + step) % count
        self._tell()
        self.call_after_refresh(self._bring)

    @work(group="browser")
    async def action_picture_outside(self) -> None:
        self.notify((await open_address(self.app, self.address, self._browser)).sentence, markup=False)

    def action_leave_picture(self) -> None:
        self.dismiss(None)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self._commands, "Khi xem ảnh"))

    @on(KeyBar.Pressed)
    async def _run_clicked(self, event: KeyBar.Pressed) -> None:
        await self.app.run_action(event.action, default_namespace=self)
