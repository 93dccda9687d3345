"""Opens articles through the newsstand, remembers where each was left, and knows where their links lead."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from tuireader.errors import FetchError, NewsError, Offline, ParseError, Postponed, StoreError, TimedOut
from tuireader.model import Article, Place, Related, Row
from tuireader.newsstand import Newsstand, Offer
from tuireader.ui import edition_words, phrases
from tuireader.ui.commands import bindings, condition
from tuireader.ui.render import RelatedLine
from tuireader.ui.trail import Trail
from tuireader.ui.widgets.pictured_article import PicturedArticle

_STEP, _NARROWEST = 4, 24
"""Columns by which the measure changes, and the fewest that it has."""


class ArticlePane(PicturedArticle, inherit_bindings=False):
    """A `PicturedArticle` that knows where articles come from."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("article"), Binding("enter", "related_open", show=False)]

    class Opened(Message):
        """The full text of a row is on the screen."""

        def __init__(self, row: Row, article: Article) -> None:
            super().__init__()
            self.row = row
            self.article = article

    class Failed(Message):
        """The full text of a row could not be had; what is known of it is on the screen."""

        def __init__(self, row: Row, error: NewsError) -> None:
            super().__init__()
            self.row = row
            self.error = error

    class Led(Message):
        """A link was followed to an article that opens here."""

    class LedOutside(Message):
        """A link was followed that only a browser opens; `why` is told to the reader where it is not plain."""

        def __init__(self, url: str, why: str = "") -> None:
            super().__init__()
            self.url = url
            self.why = why

    class FindWanted(Message):
        """The reader wants to type what to look for."""

    def __init__(self, newsstand: Newsstand, *, measure: int, id: str | None = None) -> None:
        super().__init__(newsstand.pictures, measure=measure, id=id)
        self._newsstand = newsstand
        self._offers: list[Offer] = []
        self._trail = Trail()
        self.row: Row | None = None
        """Whose full text is shown, or is being fetched."""
        self.article: Article | None = None
        """The full text that is shown."""

    async def leave(self) -> None:
        """Remember the place in the article that is shown; one that cannot be kept is no reason to stop anybody."""
        if self.row is not None and self.article is not None:
            await self._keep_place(self.row.headline.id, self.place)

    @work(group="places")
    async def _keep_left(self, headline_id: str, place: Place) -> None:
        await self._keep_place(headline_id, place)

    async def _keep_place(self, headline_id: str, place: Place) -> None:
        with suppress(StoreError):
            await self._newsstand.set_place(headline_id, place)

    def preview(self, row: Row | None) -> None:
        """Show what is known of a row without opening it."""
        if row is None:
            self.show_message(phrases.NOTHING_OPEN)
        else:
            self.show_lead(row.headline, phrases.PRESS_TO_READ, paper=self._paper(row))

    def open(self, row: Row) -> None:
        """Open an article; a later call wins over one that is still waiting."""
        self._go_to(row)

    def walk(self, step: int) -> bool:
        """Open the article that was opened before (-1) or after (1) this one, where it was left; False for none."""
        self._note_place()
        if (found := self._trail.walk(step)) is None:
            self.post_message(self.Told(phrases.NO_EARLIER if step < 0 else phrases.NO_LATER))
            return False
        self._go_to(found.row, place=found.place)
        return True

    def follow(self, related: Related) -> None:
        """Open what a related link leads to, here or outside."""
        row = next((offer.row for offer in self._offers if offer.related == related), None)
        if row is None:
            self.post_message(self.LedOutside(related.url))
        else:
            self._go_to(row, followed=True)
            self.post_message(self.Led())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match condition(action, parameters):
            case "has_text":
                return self.article is not None
            case "is_finding":
                return self.is_finding
            case _:
                return True

    def change(self, ids: Sequence[str], **changes: bool | datetime) -> None:
        """Know other marks of the article that is shown, if it is one of these."""
        if self.row is not None and self.row.headline.id in ids:
            self.row = replace(self.row, **changes)

    def _note_place(self) -> None:
        if self.article is not None:
            self._trail.leave(self.place)

    def _go_to(self, row: Row, *, place: Place | None = None, followed: bool = False) -> None:
        """Open an article at a place, or where it was left; one that was `followed` gives way to a browser."""
        if self.row is not None and self.article is not None:
            left = (self.row.headline.id, self.place)
            if left[0] == row.headline.id:
                place = place or left[1]
            # Not before the text is asked for, which would wait until the place is on the disk.
            self.call_later(self._keep_left, *left)
        self._note_place()
        self._trail.open(row)
        self.row, self.article = row, None
        self._open(row, place, followed=followed)

    @work(exclusive=True, group="article")
    async def _open(self, row: Row, place: Place | None, *, followed: bool) -> None:
        if row.offline:
            with self.app.batch_update():  # the text is at hand: what stood here before is not drawn again
                await self._read(row, place, followed=followed)
        else:
            self.show_lead(row.headline, phrases.LOADING, paper=self._paper(row))
            await self._read(row, place, followed=followed)

    async def _read(self, row: Row, place: Place | None, *, followed: bool) -> None:
        headline = row.headline
        try:
            article = await self._newsstand.open(row)
        except NewsError as error:
            if followed and _is_for_a_browser(error):
                self._turn_back(headline.url)
                return
            self.show_lead(headline, phrases.not_opened(error), paper=self._paper(row))
            self.post_message(self.Failed(row, error))
            return
        fresh = await self._newsstand.row(headline.id) or self.row or row
        await self._set_article(
            replace(fresh, offline=True), article, place or await self._newsstand.place(headline.id)
        )

    def _turn_back(self, url: str) -> None:
        """Show the article from before again, and leave what cannot be read here to the browser."""
        self.post_message(self.LedOutside(url, phrases.NOT_READABLE_HERE))
        if (before := self._trail.turn_back()) is not None:
            self._go_to(before.row, place=before.place)

    @on(PicturedArticle.RelatedChosen)
    def _follow_related(self, event: PicturedArticle.RelatedChosen) -> None:
        event.stop()
        self.follow(event.related)

    @on(PicturedArticle.LinkChosen)
    async def _follow_link(self, event: PicturedArticle.LinkChosen) -> None:
        event.stop()
        scheme, _, address = event.url.partition(":")
        if picture := self.picture_at(event.url):
            self.post_message(picture)
        elif scheme == "mailto":
            self.post_message(self.Told(phrases.copied(address), address))
        elif row := await self._newsstand.offered(Related(event.text or event.url, event.url), numbered=True):
            self._go_to(row, followed=True)
            self.post_message(self.Led())
        else:
            self.post_message(self.LedOutside(event.url))

    async def _set_article(self, row: Row, article: Article, place: Place | None) -> None:
        self._offers = await self._newsstand.offers(article)
        lines = [
            RelatedLine(offer.related, carried=bool(offer.row and offer.row.offline), outside=offer.row is None)
            for offer in sorted(self._offers, key=lambda offer: offer.related.place == "below")
        ]
        self.row, self.article = row, article
        paper, now = self._newsstand.source(row.headline.source), self._newsstand.clock()
        badge = edition_words.banner(row, now)
        self.show(article, place=place, related=lines, paper=self._paper(row), now=now, badge=badge, source=paper)
        self.post_message(self.Opened(row, article))

    def action_line_down(self) -> None:
        self.action_scroll_down()

    def action_line_up(self) -> None:
        self.action_scroll_up()

    def action_first(self) -> None:
        self.action_scroll_home()

    def action_last(self) -> None:
        self.action_scroll_end()

    def action_find(self) -> None:
        self.post_message(self.FindWanted())

    def action_find_next(self) -> None:
        self.find_step(1)

    def action_find_previous(self) -> None:
        self.find_step(-1)

    def action_links(self) -> None:
        self.focus()
        if not self.letter_links():
            self.post_message(self.Told(phrases.NO_LINKS))

    def action_copy_email(self) -> None:
        email = self.article.email if self.article is not None else ""
        self.post_message(self.Told(phrases.copied(email) if email else phrases.NO_EMAIL, email))

    def action_narrow_text(self) -> None:
        self.set_measure(max(self.columns - _STEP, _NARROWEST))

    def action_widen_text(self) -> None:
        self.set_measure(min(self.columns + _STEP, max(self.most_columns, _NARROWEST)))

    def _paper(self, row: Row) -> str:
        source = self._newsstand.source(row.headline.source)
        return source.name if source else ""


def _is_for_a_browser(error: NewsError) -> bool:
    """Whether there is a page, but none that can be read here."""
    return isinstance(error, ParseError) or (
        isinstance(error, FetchError) and not isinstance(error, Offline | TimedOut | Postponed)
    )
