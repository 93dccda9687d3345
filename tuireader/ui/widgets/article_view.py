"""The reading pane: one article, what is known of it, or a sentence in its stead.

Owns paging, the choice among the related articles at the end, and what a click on the text means.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message

from tuireader.model import Article, Headline, Place, Related
from tuireader.ui.lines import Layout, Line, assemble
from tuireader.ui.render import RelatedLine, in_reading_order, lay_out, lay_out_lead, lay_out_message
from tuireader.ui.widgets.text_pane import MEASURE, TextPane

_KEPT = 2
"""Lines of the page before that a new page still shows."""


class ArticleView(TextPane):
    """Shows one article and hears what the reader wants of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "related_open", show=False)]

    class RelatedChosen(Message):
        """The reader wants that related article."""

        def __init__(self, related: Related) -> None:
            super().__init__()
            self.related = related

    class LinkChosen(Message):
        """The reader wants what a link leads to; the address is as the page gave it, the text may be empty."""

        def __init__(self, url: str, text: str = "") -> None:
            super().__init__()
            self.url = url
            self.text = text

    class EndReached(Message):
        """The last line of the article is on the screen, for the first time since it was shown."""

    def __init__(
        self,
        *,
        measure: int = MEASURE,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(measure=measure, name=name, id=id, classes=classes)
        self._related: tuple[RelatedLine, ...] = ()
        self._chosen = -1
        self._end_is_news = False

    def show(
        self,
        article: Article,
        *,
        place: Place | None = None,
        related: Sequence[RelatedLine] | None = None,
        paper: str = "",
        now: datetime | None = None,
        badge: str = "",
    ) -> None:
        """Show the article from that place on, or from its top.

        `related` says where each related article is to be had; without it those of the page are listed as they are.
        `badge` is what became of the article since it was printed.
        """
        if related is None:
            related = [RelatedLine(entry) for entry in in_reading_order(article.related)]
        entries = self._forget(related)

        def typeset(columns: int) -> Layout:
            pictures = self.picture_lines
            return lay_out(article, columns, related=entries, paper=paper, now=now, badge=badge, pictures=pictures)

        self._end_is_news = True
        self.set_text(typeset, place or Place(0))

    def picture_lines(self, address: str, columns: int) -> list[Line]:
        """What stands for the picture of that address; here its caption has to do."""
        return []

    def show_lead(self, headline: Headline, sentence: str, *, paper: str = "") -> None:
        """Show what is known of an article whose text is not here, and a sentence that says why."""
        self._forget()
        self.set_text(lambda columns: lay_out_lead(headline, sentence, columns, paper=paper), Place(0))

    def show_message(self, text: str) -> None:
        """Show one quiet sentence instead of an article."""
        self._forget()
        self.set_text(lambda columns: lay_out_message(text, columns), Place(0))

    def clear(self) -> None:
        """Show nothing."""
        self._forget()
        self.set_text(lambda _: assemble([]), Place(0))

    @property
    def chosen(self) -> Related | None:
        """The related article that is highlighted."""
        return self._related[self._chosen].related if self._chosen >= 0 else None

    def page_down(self) -> bool:
        """Show the next page; False when the end was on the screen already."""
        if self.at_end:
            return False
        self._scroll_by(self._page())
        return True

    def focus_related(self) -> bool:
        """Highlight the first related article; False when there is none."""
        if self._related:
            self._choose(0)
        return bool(self._related)

    def action_scroll_down(self) -> None:
        """One line down; at the end, the next related article."""
        if self.at_end or self._chosen >= 0:
            self.action_related_next()
        else:
            self._scroll_by(1)

    def action_scroll_up(self) -> None:
        """One line up, or the related article above."""
        if self._chosen >= 0:
            self.action_related_previous()
        else:
            self._scroll_by(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.page_down()

    def action_page_up(self) -> None:
        """One page up."""
        self._choose(-1)
        self._scroll_by(-self._page())

    def action_scroll_home(self) -> None:
        """To the top of the article."""
        self._choose(-1)
        self.scroll_to_line(0)

    def action_scroll_end(self) -> None:
        """To the end of the article."""
        self.scroll_to_line(self.max_scroll_y)

    def action_related_next(self) -> None:
        """Highlight the next related article."""
        if self._related:
            self._choose(min(self._chosen + 1, len(self._related) - 1))

    def action_related_previous(self) -> None:
        """Highlight the related article above; above the first there is none."""
        self._choose(max(self._chosen - 1, -1))

    def action_related_open(self) -> None:
        """Ask for the highlighted related article."""
        if (related := self.chosen) is None:
            raise SkipAction
        self.post_message(self.RelatedChosen(related))

    def text_moved(self) -> None:
        """Post `EndReached` once for each article."""
        if self._end_is_news and self.at_end:
            self._end_is_news = False
            self.post_message(self.EndReached())

    def reflow(self) -> None:
        """Set the text anew and keep the highlighted article."""
        super().reflow()
        if self._chosen >= 0:
            self.highlight(self._text.related_lines(self._chosen))

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked on, unless the click ended a selection."""
        line = event.y + self.scroll_offset.y
        if self.text_selection is not None or event.chain > 1 or line >= len(self._text.lines):
            return
        if (related := self._text.lines[line].related) >= 0:
            self.post_message(self.RelatedChosen(self._related[related].related))
        elif href := self.link_at(line, event.x):
            self.post_message(self.LinkChosen(href))

    def _forget(self, related: Sequence[RelatedLine] = ()) -> tuple[RelatedLine, ...]:
        """Drop what belonged to the text before; the related articles of the next one."""
        self._related, self._chosen, self._end_is_news = tuple(related), -1, False
        return self._related

    def _page(self) -> int:
        return max(1, self.size.height - _KEPT)

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to_line(round(self.scroll_y) + lines)

    def _choose(self, related: int) -> None:
        """Highlight that related article; -1 highlights none."""
        if related != self._chosen:
            self._chosen = related
            self.highlight(self._text.related_lines(related) if related >= 0 else range(0))
