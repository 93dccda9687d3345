"""A screen that has «ĐANG PHÁT» in its header, and leads to the screens beside it, which are loaded when opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from tuireader.config import Config
from tuireader.model import Shelf
from tuireader.newsstand import Newsstand
from tuireader.schedule import Guide
from tuireader.ui import phrases
from tuireader.ui.commands import Command
from tuireader.ui.outside import OutwardScreen
from tuireader.ui.widgets.article_pane import ArticlePane
from tuireader.ui.widgets.custody import Custody
from tuireader.ui.widgets.desk import Desk
from tuireader.ui.widgets.guide_strip import OnAir
from tuireader.ui.widgets.shelves import PACK

if TYPE_CHECKING:
    from tuireader.ui.packing import Left


class OnAirScreen(OutwardScreen):
    """Holds the strip, which asks for nothing by itself."""

    def __init__(self, newsstand: Newsstand, config: Config, commands: Sequence[Command], known: Guide) -> None:
        """`known` is what was on air when the program was left."""
        super().__init__(config.browser)
        self._newsstand = newsstand
        self._config = config
        self._commands = commands
        self._on_air = OnAir(newsstand, known, moving=config.motion)
        self.when_raised(self._on_air.read)

    @on(OnAir.Pressed)
    def action_guide(self) -> None:
        """Open the guide; what it has learned is in the strip afterwards."""
        from tuireader.ui.guide import GuideScreen

        guide = GuideScreen(self._newsstand, self._config, self._commands)
        self.app.push_screen(guide, lambda _: self._on_air.read())

    def open_papers(self, leave: Callable[[Shelf | None], None]) -> None:
        """Open the choice of papers; `leave` hears what section is to be visited."""
        from tuireader.ui.papers import PapersScreen

        self.app.push_screen(PapersScreen(self._newsstand, self._commands), leave)

    def action_pack(self) -> None:
        """Ask what to take along, and fill the pack."""
        from tuireader.ui.packing import PackScreen

        if not self._newsstand.writable:
            self.say(phrases.sentence(self._newsstand.refusal), severity="warning")
            return
        self.app.push_screen(PackScreen(self._newsstand, self.query_one(Desk).pane.shelf), self._leave_pack)

    def _leave_pack(self, left: Left | None) -> None:
        if left in ("filled", "show"):
            self.post_message(Custody.Changed())
        if left == "show":
            self.query_one(Desk).visit(*PACK)

    def action_help(self) -> None:
        from tuireader.ui.help import HelpScreen

        in_article = self.query_one(ArticlePane).has_focus_within
        self.app.push_screen(HelpScreen(self._commands, "Trong bài" if in_article else None))

    @on(ArticlePane.PictureChosen)
    def _open_picture(self, event: ArticlePane.PictureChosen) -> None:
        from tuireader.ui.picture import PictureScreen

        graphics = self.query_one(ArticlePane).graphics
        self.app.push_screen(PictureScreen(self._newsstand, event, graphics, self._config.browser, self._commands))
