"""The right pane: the article, and below it one line for its progress, for what is sought in it, or for letters."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from tuireader.newsstand import Newsstand
from tuireader.newsstand.reading_time import reading_minutes
from tuireader.text import clean_line
from tuireader.ui import phrases
from tuireader.ui.widgets.article_pane import ArticlePane
from tuireader.ui.widgets.progress import Progress
from tuireader.ui.widgets.steady import SteadyPane

_LOW = 12
"""Lines of a pane below which the article needs them all."""


class ReadingPane(SteadyPane):
    """The classes finding, lettered and low say what the line below the article shows."""

    DEFAULT_CSS = """
    ReadingPane {
        & #article { width: 1fr; height: 1fr; }
        & #article-foot { height: auto; }
        & #find { display: none; width: 1fr; height: 1; margin: 0 1; border: none; padding: 0 1; }
        & #foot-words { display: none; width: auto; height: 1; padding: 0 1; color: $quiet; }
        &.finding #find, &.finding #foot-words, &.lettered #foot-words { display: block; }
        &.low Progress, &.finding Progress, &.lettered Progress { display: none; }
    }
    """

    def __init__(self, newsstand: Newsstand, *, measure: int, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article = ArticlePane(newsstand, measure=measure, id="article")
        self._progress = Progress()

    def compose(self) -> ComposeResult:
        yield self.article
        with Horizontal(id="article-foot"):
            yield Input(placeholder=phrases.FIND_HINT, id="find", compact=True)
            yield Static(id="foot-words")
            yield self._progress

    def on_mount(self) -> None:
        self.watch(self.article, "read_part", self._show_read)

    def _show_read(self, part: float) -> None:
        self._progress.read_part = part

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < _LOW, "low")

    @on(ArticlePane.Opened)
    def _measure_article(self, event: ArticlePane.Opened) -> None:
        self._progress.minutes = reading_minutes(event.article)

    @on(ArticlePane.FindWanted)
    def _begin_finding(self) -> None:
        """Put the line for what is sought on the screen, with what was sought last to be typed over."""
        self.article.begin_finding()
        self._tell_marks()
        line = self.query_one(Input)
        line.select_all()
        line.focus()
        self.article.find(clean_line(line.value))

    @on(Input.Changed, "#find")
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        if self.article.is_finding:
            self.article.find(clean_line(event.value))

    @on(Input.Submitted, "#find")
    def _walk_in_finds(self, event: Input.Submitted) -> None:
        """From here on the keys are the article's; where nothing is found there is nothing to walk in."""
        event.stop()
        if not self.article.found[1]:
            self.article.end_finding(give_up=True)
        self.article.focus()
        self._tell_marks()

    def on_key(self, event: events.Key) -> None:
        """The arrows go from place to place while one types."""
        if event.key in ("down", "up") and self.query_one(Input).has_focus:
            event.stop()
            self.article.find_step(1 if event.key == "down" else -1)

    def end_finding(self) -> bool:
        """Seek nothing any more, giving up where one still types; False when nothing was sought."""
        typing = self.query_one(Input).has_focus
        if not self.article.end_finding(give_up=typing):
            return False
        if typing:
            self.article.focus()
        return True

    @on(ArticlePane.Marked)
    def _tell_marks(self) -> None:
        self.set_class(self.article.is_finding, "finding")
        self.set_class(self.article.is_lettered, "lettered")
        if self.article.article is None:
            self._progress.minutes = 0
        if not (self.article.is_finding or self.article.is_lettered):
            return
        words = phrases.LETTER_KEYS
        if self.article.is_finding:
            keys = phrases.FIND_ENTER if self.query_one(Input).has_focus else phrases.FIND_KEYS
            words = "   ".join((phrases.which(*self.article.found), *([keys] if self.size.width >= 60 else [])))
        self.query_one("#foot-words", Static).update(Content(words))
