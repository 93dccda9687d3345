"""The right pane: opens articles through the newsstand and remembers where each was left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message

from tuireader.errors import NewsError, StoreError
from tuireader.model import Article, Place, Related, Row
from tuireader.newsstand import Newsstand, Offer
from tuireader.ui import phrases
from tuireader.ui.commands import bindings
from tuireader.ui.render import RelatedLine
from tuireader.ui.widgets.article_view import ArticleView


class ArticlePane(ArticleView, inherit_bindings=False):
    """An `ArticleView` that knows where articles come from."""

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

    def __init__(self, newsstand: Newsstand, *, measure: int, id: str | None = None) -> None:
        super().__init__(measure=measure, id=id)
        self._newsstand = newsstand
        self._offers: list[Offer] = []
        self.row: Row | None = None
        """Whose full text is shown, or is being fetched."""
        self.article: Article | None = None
        """The full text that is shown."""

    async def leave(self) -> None:
        """Remember the place in the article that is shown; one that cannot be kept is no reason to stop anybody."""
        if self.row is not None and self.article is not None:
            await self._keep_place(self.row.headline.id, self.place)

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
        left = (self.row.headline.id, self.place) if self.row is not None and self.article is not None else None
        self.row, self.article = row, None
        self._open(row, left)

    def change(self, ids: Sequence[str], **changes: bool) -> None:
        """Know other marks of the article that is shown, if it is one of these."""
        if self.row is not None and self.row.headline.id in ids:
            self.row = replace(self.row, **changes)

    def offered(self, related: Related) -> Row | None:
        """The row behind a related link, None when it leads out of the papers on the stand."""
        return next((offer.row for offer in self._offers if offer.related == related), None)

    @work(exclusive=True, group="article")
    async def _open(self, row: Row, left: tuple[str, Place] | None) -> None:
        if left is not None:
            await self._keep_place(*left)
        headline = row.headline
        if not row.offline:
            self.show_lead(headline, phrases.LOADING, paper=self._paper(row))
        try:
            article = await self._newsstand.open(row)
        except NewsError as error:
            self.show_lead(headline, phrases.not_opened(error), paper=self._paper(row))
            self.post_message(self.Failed(row, error))
            return
        place = await self._newsstand.place(headline.id)
        await self._set_article(replace(self.row or row, offline=True), article, place)

    async def _set_article(self, row: Row, article: Article, place: Place | None) -> None:
        self._offers = await self._newsstand.offers(article)
        lines = [
            RelatedLine(offer.related, carried=bool(offer.row and offer.row.offline), outside=offer.row is None)
            for offer in sorted(self._offers, key=lambda offer: offer.related.place == "below")
        ]
        self.row, self.article = row, article
        self.show(article, place=place, related=lines, paper=self._paper(row), now=self._newsstand.clock())
        self.post_message(self.Opened(row, article))

    def action_line_down(self) -> None:
        self.action_scroll_down()

    def action_line_up(self) -> None:
        self.action_scroll_up()

    def action_first(self) -> None:
        self.action_scroll_home()

    def action_last(self) -> None:
        self.action_scroll_end()

    def _paper(self, row: Row) -> str:
        source = self._newsstand.source(row.headline.source)
        return source.name if source else ""
