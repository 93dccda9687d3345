"""An article with its pictures in it. Owns which of them have come, the room that is held for them, and their numbers.

A picture has its room before it comes and keeps it when it has come, or cannot: nothing that is being read moves.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from tuireader.errors import NewsError
from tuireader.model import Article, Figure, Place, Source
from tuireader.newsstand.pictures import OF_AN_ARTICLE, PictureDesk, addresses, figures_of
from tuireader.ui import picture_words
from tuireader.ui.graphics import Graphics, of_app, write
from tuireader.ui.lines import BLANK, SIGNS, Cell, Line, Run, flow
from tuireader.ui.painting import fitted, half_blocks, pictured, room
from tuireader.ui.render import RelatedLine
from tuireader.ui.widgets.marked_article import MarkedArticle

if TYPE_CHECKING:
    from tuireader.newsstand.pictures import Pixels

_NUMBERS = 200
"""Pictures that a terminal knows at the same time."""


class PicturedArticle(MarkedArticle):
    """A `MarkedArticle` that asks the desk for pictures while they are on."""

    class Told(Message):
        """The reader is to be told something, and to have `copy` in the clipboard."""

        def __init__(self, sentence: str, copy: str = "") -> None:
            super().__init__()
            self.sentence = sentence
            self.copy = copy

    class PictureChosen(Message):
        """The reader wants to see one of these pictures alone: (address, caption) each, and which."""

        def __init__(self, pictures: Sequence[tuple[str, str]], index: int, source: Source | None) -> None:
            super().__init__()
            self.pictures = tuple(pictures)
            self.index = index
            self.source = source

    def __init__(self, desk: PictureDesk, *, measure: int, id: str | None = None) -> None:
        super().__init__(measure=measure, id=id)
        self.graphics = Graphics()
        """What the terminal draws."""
        self._desk = desk
        self._figures: tuple[Figure, ...] = ()
        self._coming: tuple[Figure, ...] = ()
        """Those of the article that is shown next."""
        self._inside: tuple[str, ...] = ()
        """The addresses of the pictures that stand in the text."""
        self._source: Source | None = None
        self._room = (0, 0)
        self._come: dict[str, list[list[Cell]]] = {}
        self._faults: dict[str, str] = {}
        self._held: dict[str, int] = {}
        """The rows that are held by address, for as long as this article stands in this room."""
        self._sent = 0
        self._numbers: list[int] = []
        """Under which the terminal knows the pictures of this article."""

    def on_mount(self) -> None:
        self.graphics = of_app(self.app)
        if self.graphics.form == "none":
            self._desk.on = False

    @property
    def shows_pictures(self) -> bool:
        """Whether pictures are on, and can be drawn."""
        return self._desk.on and self.graphics.form != "none" and self._desk.is_able

    def show(
        self,
        article: Article,
        *,
        place: Place | None = None,
        related: Sequence[RelatedLine] | None = None,
        paper: str = "",
        now: datetime | None = None,
        badge: str = "",
        source: Source | None = None,
    ) -> None:
        """Show the article, and its pictures as they come; `source` is the paper that is asked for them."""
        self._coming, self._source = tuple(figures_of(article.blocks)), source
        super().show(article, place=place, related=related, paper=paper, now=now, badge=badge)
        self._bring()

    def action_pictures(self) -> None:
        """Show the pictures or hide them; the line that is being read stays."""
        if not self._desk.is_able:
            self.post_message(self.Told(picture_words.NOT_INSTALLED))
        elif self.graphics.form == "none":
            self.post_message(self.Told(picture_words.NO_COLOURS))
        else:
            self._desk.on = not self._desk.on
            self.relay_pictures()
            self.post_message(self.Told(picture_words.SHOWN if self._desk.on else picture_words.HIDDEN))

    def relay_pictures(self) -> None:
        """Show the pictures, or show them no longer, after they were switched on or off."""
        if self.graphics.form == "none":
            self._desk.on = False
        self._drop_pictures()
        self.relay()
        self._bring()

    def picture_at(self, address: str) -> PictureChosen | None:
        """The wish for the picture of that address, None where the article has none such or none can be drawn."""
        pictures = [(url, one.caption or one.alt) for one in self._figures for url in addresses(one)]
        index = next((place for place, (url, _) in enumerate(pictures) if url == address), -1)
        if index < 0 or self.graphics.form == "none" or not self._desk.is_able:
            return None
        return self.PictureChosen(pictures, index, self._source)

    def picture_lines(self, address: str, columns: int) -> list[Line]:
        """The picture, or what is known of it, in the rows that are held for it."""
        if address not in self._inside or not self.shows_pictures:
            return []
        if rows := self._come.get(address):
            lines = pictured([row[:columns] for row in rows], address)
        elif fault := self._faults.get(address):
            lines = self._sentence(fault, columns, address) if address in self._held else []
        else:
            self._held.setdefault(address, self._room[1])
            lines = self._sentence(picture_words.COMING, columns, address)
        missing = self._held.get(address, 0) - len(lines)
        return [*lines, *(BLANK._replace(continues=True) for _ in range(missing))]

    def _sentence(self, sentence: str, columns: int, address: str) -> list[Line]:
        lines = flow(sentence, columns, "quiet", first=Run(f"{SIGNS.picture} ", "quiet", href=address), href=address)
        return [line._replace(continues=number > 0) for number, line in enumerate(lines)]

    def reflow(self) -> None:
        """Set the text anew; in another room the pictures are made anew as well."""
        is_other = (now := room(self.columns, self.size.height)) != self._room
        if is_other:
            self._room = now
            self._drop_cells()
        super().reflow()
        if is_other:
            self._bring()

    def resized(self) -> None:
        """Keep the line that is being read where another height gives pictures another room."""
        is_as_wide = self._set_for == self.columns
        super().resized()
        if is_as_wide and self.shows_pictures and room(self.columns, self.size.height) != self._room:
            self.relay()

    def relay(self) -> None:
        """Set the text anew with the same line of it on the same row of the screen, whatever pictures stand above."""
        if not (self._set_for and self.size):
            self._set_for = 0
            self.forget_size()
            return
        number, place = self._reading_line()
        row = number - round(self.scroll_y)
        self.reflow()
        if (now := self._line_of(place)) >= 0:
            self.scroll_to_line(now - row)

    def _reading_line(self) -> tuple[int, tuple[int, int]]:
        """The first line of text from the top of the screen on: its number, its part, and its place in that.

        The place is counted from the end of the part, since a picture stands above its caption.
        """
        lines, top = self._text.lines, self.lines_shown.start
        number = next((index for index in range(top, len(lines)) if _is_text(lines[index])), top)
        block = lines[number].block if number < len(lines) else 0
        return number, (block, sum(_is_text(line) for line in lines[number + 1 :] if line.block == block))

    def _line_of(self, place: tuple[int, int]) -> int:
        """The number of a line of text that `_reading_line` named, -1 where it is no longer there."""
        block, left = place
        lines = [index for index, line in enumerate(self._text.lines) if line.block == block and _is_text(line)]
        return lines[-left - 1] if left < len(lines) else -1

    def _drop_pictures(self) -> None:
        if self.is_attached:
            self.workers.cancel_group(self, "pictures")
        self._faults = {}
        self._drop_cells()

    def _drop_cells(self) -> None:
        self._come, self._held = {}, {}
        if self._numbers:
            from tuireader.ui import kitty

            write(self.app, "".join(map(kitty.forgetting, self._numbers)))
            self._numbers = []

    def _forget(self, related: Sequence[RelatedLine] = ()) -> tuple[RelatedLine, ...]:
        self._figures, self._coming = self._coming, ()
        self._inside = tuple(dict.fromkeys(one.src for one in self._figures if one.src))[:OF_AN_ARTICLE]
        self._drop_pictures()
        return super()._forget(related)

    def _bring(self) -> None:
        if self._inside and self._set_for and self.shows_pictures:
            self._fetch()

    @work(exclusive=True, group="pictures")
    async def _fetch(self) -> None:
        """Bring the pictures that are missing, one after the other, in the order in which they are read."""
        for address in self._inside:
            if address in self._come or address in self._faults:
                continue
            try:
                self._come[address] = await self._cells(address)
            except NewsError as error:
                self._faults[address] = picture_words.why_not(error)
            self._put_in()

    async def _cells(self, address: str) -> list[list[Cell]]:
        columns, rows = self._room
        from tuireader.ui import kitty

        wide, high = kitty.CELL if self.graphics.form == "kitty" else (1, 2)
        pixels = await self._desk.show(address, columns * wide, rows * high, source=self._source)
        return self._send(pixels) if self.graphics.form == "kitty" else half_blocks(pixels)

    def _send(self, pixels: Pixels) -> list[list[Cell]]:
        """Hand the picture to the terminal under a number of its own; the cells that show it."""
        from tuireader.ui import kitty

        self._sent = self._sent % _NUMBERS + 1
        self._numbers.append(number := (os.getpid() & 0xFFFF) << 8 | self._sent)
        columns, rows = fitted(pixels.width, pixels.height, *self._room)
        write(self.app, kitty.sending(number, pixels, columns, rows))
        return kitty.cells(number, columns, rows)

    def text_moved(self) -> None:
        """Give back what was held for pictures in vain, as soon as nobody sees it."""
        super().text_moved()
        if self._set_for and any(len(rows) < self._held.get(one, 0) for one, rows in self._come.items()):
            self.call_next(self._give_back)

    def _give_back(self) -> None:
        shown = {run.href for number in self.lines_shown for run in self._text.lines[number].runs}
        loose = [one for one, rows in self._come.items() if len(rows) < self._held.get(one, 0) and one not in shown]
        for address in loose:
            del self._held[address]
        if loose:
            self.relay()

    def _put_in(self) -> None:
        """Show what has come. In the room that was held for it nothing else changes."""
        fresh = self._typeset(self.columns)
        if fresh.starts == self._text.starts and len(fresh.lines) == len(self._text.lines):
            self._text = fresh
            self._strips.clear()
            self.refresh()
            self._give_back()
        else:
            self.relay()


def _is_text(line: Line) -> bool:
    return not line.picture and bool(line.text.strip())
