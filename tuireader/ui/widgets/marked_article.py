"""An article in which words are found and links are lettered. Owns both, and the keys while a letter is awaited."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.reactive import reactive

from tuireader.model import Place
from tuireader.ui.finding import Finding, find
from tuireader.ui.links import Letters, Link, letters
from tuireader.ui.widgets.article_view import ArticleView
from tuireader.ui.widgets.text_pane import Typeset


class MarkedArticle(ArticleView):
    """An `ArticleView` with marks over its text."""

    read_part: reactive[float] = reactive(0.0, repaint=False)
    """How much of the body lies above the screen, of what can: 1 at its end."""

    class Marked(Message):
        """Something else is found or lettered, or nothing any more."""

    _finding: Finding | None = None
    _letters: Letters | None = None
    _now = -1
    """The occurrence that the reader looks at."""
    _origin = Place(0)
    """Where finding began."""

    @property
    def is_finding(self) -> bool:
        """Whether the reader looks for words, found or not."""
        return self._finding is not None

    @property
    def is_lettered(self) -> bool:
        """Whether a letter is awaited."""
        return self._letters is not None

    @property
    def found(self) -> tuple[int, int]:
        """Which occurrence the reader looks at, from 1, and how many there are."""
        return self._now + 1, len(self._finding.places) if self._finding else 0

    def begin_finding(self) -> None:
        """Look for words from here on."""
        if self._finding is None:
            self._origin = self.place
            self.find("")

    def find(self, words: str) -> None:
        """Mark all places with these words, and go to the first from where finding began."""
        self._letters = None
        self._finding = find(words, self._text.lines)
        self._now = self._finding.first_from(self._text.line_of(self._origin))
        self._show_found()

    def find_step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) occurrence, round the end."""
        if self._finding is not None and self._finding.places:
            self._now = (self._now + step) % len(self._finding.places)
            self._show_found()

    def end_finding(self, *, give_up: bool = False) -> bool:
        """Take the marks away, and go back to where finding began if one gives up; False when nothing is sought."""
        if self._finding is None:
            return False
        self._finding, self._now = None, -1
        self._lay_marks()
        if give_up:
            self.scroll_to_line(self._text.line_of(self._origin))
        return True

    def letter_links(self) -> bool:
        """Put letters on the links that are on the screen; False when there are none."""
        shown = letters(self._text.lines, self.lines_shown)
        self._letters = shown if shown.links else None
        self._lay_marks()
        return self.is_lettered

    def end_letters(self) -> None:
        """Await no letter any more."""
        if self._letters is not None:
            self._letters = None
            self._lay_marks()

    def open_link(self, link: Link) -> None:
        """Ask for what a link leads to."""
        if link.related >= 0:
            self.post_message(self.RelatedChosen(self._related[link.related].related))
        else:
            self.post_message(self.LinkChosen(link.href, link.text))

    def on_key(self, event: events.Key) -> None:
        """While a letter is awaited, every key is about it; one that names nothing ends it."""
        if self._letters is None:
            return
        event.stop()
        event.prevent_default()
        match event.key:
            case "tab" | "down":
                self._letters = self._letters.step(1)
            case "shift+tab" | "up":
                self._letters = self._letters.step(-1)
            case "enter" if self._letters.now >= 0:
                self._choose_link(self._letters.links[self._letters.now])
            case key:
                self._choose_link(self._letters.type(key.lower()))
        self._lay_marks()

    def _choose_link(self, left: Letters | Link | None) -> None:
        """Open the link that was named, or go on with the letters that are left."""
        self._letters = left if isinstance(left, Letters) else None
        if isinstance(left, Link):
            self.open_link(left)

    def set_text(self, typeset: Typeset, place: Place) -> None:
        """Take another text, in which nothing is marked."""
        self._finding = self._letters = None
        super().set_text(typeset, place)
        self.post_message(self.Marked())

    def reflow(self) -> None:
        """Set the text anew and keep on it what was found."""
        super().reflow()
        if self._finding is not None:
            self._finding = find(self._finding.words, self._text.lines)
            self._now = min(self._now, len(self._finding.places) - 1)
            self._lay_marks()

    def text_moved(self) -> None:
        """Tell how far one has read; letters stay only on what is on the screen."""
        super().text_moved()
        self.end_letters()
        body = self._text.starts[-1] - self.size.height if self._text.starts else 0
        self.read_part = min(self.scroll_y / body, 1.0) if body > 0 else 1.0

    def _show_found(self) -> None:
        """Mark what is found, and have the present occurrence on the screen with some lines around it."""
        self._lay_marks()
        if self._finding is None or self._now < 0:
            return
        lines, height = self._finding.lines(self._now), self.size.height
        shown, air = self.lines_shown, min(2, height // 4)
        if lines.start < shown.start + air or lines.stop > shown.start + height - air:
            self.scroll_to_line(lines.start - height // 3)

    def _lay_marks(self) -> None:
        if self._letters is not None:
            self.lay_over(self._letters.overlays(self._text.lines))
        else:
            self.lay_over(self._finding.overlays(self._now) if self._finding is not None else {})
        self.post_message(self.Marked())
