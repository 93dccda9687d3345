"""A screen that speaks to the reader and knows the ways out of the program: the browser and the clipboard."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Sequence
from typing import Literal, TypeVar

from textual import events, on, work

from tuireader.errors import NewsError
from tuireader.model import Row
from tuireader.ui import phrases
from tuireader.ui.curtain import CurtainScreen
from tuireader.ui.outgoing import open_address
from tuireader.ui.widgets.article_pane import ArticlePane

T = TypeVar("T")


class OutwardScreen(CurtainScreen):
    """What its `row` points to can be opened elsewhere."""

    def __init__(self, browser: Sequence[str]) -> None:
        """`browser` is the reader's own command for links, empty for the system's."""
        super().__init__()
        self._browser = tuple(browser)

    @property
    @abstractmethod
    def row(self) -> Row | None:
        """What a command is about."""

    def say(self, sentence: str, *, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Show a toast; the sentence is literal."""
        self.notify(sentence, severity=severity, markup=False)

    def say_instead(self, sentence: str) -> None:
        """Say what makes untrue what was said before, which goes."""
        self.app.clear_notifications()
        self.say(sentence)

    async def attempt(self, work: Awaitable[T]) -> T | None:
        """What the work gives, or None after the reader has been told why there is nothing."""
        try:
            return await work
        except NewsError as error:
            self.say(phrases.sentence(error), severity="error")
            return None

    def action_browser(self) -> None:
        if self.row is not None:
            self.open_outside(self.row.headline.url)

    def action_copy_address(self) -> None:
        if self.row is not None:
            self.app.copy_to_clipboard(self.row.headline.url)
            self.say(phrases.COPIED)

    def action_copy_title(self) -> None:
        if self.row is not None:
            self.app.copy_to_clipboard(f"{self.row.headline.title}\n{self.row.headline.url}")
            self.say(phrases.COPIED_TITLE)

    @on(events.TextSelected)
    def _copy_selected(self) -> None:
        """What the mouse has selected is copied at once, as a terminal does it."""
        if text := (self.get_selected_text() or "").strip():
            self.app.copy_to_clipboard(text)
            self.say(phrases.copied(text))

    @on(ArticlePane.Told)
    def _tell(self, event: ArticlePane.Told) -> None:
        if event.copy:
            self.app.copy_to_clipboard(event.copy)
        self.say(event.sentence)

    @on(ArticlePane.LedOutside)
    def _follow_outside(self, event: ArticlePane.LedOutside) -> None:
        if event.why:
            self.say(event.why)
        self.open_outside(event.url)

    @work(group="browser")
    async def open_outside(self, url: str) -> None:
        """Hand an address to the browser, or copy it where there is none."""
        self.say((await open_address(self.app, url, self._browser)).sentence)
