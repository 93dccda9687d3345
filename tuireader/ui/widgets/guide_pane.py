"""What the two forms of the guide have in common: a day of channels, a place in it, and the clock."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime

from msgspec import Struct
from textual.message import Message

from tuireader.schedule import Programme
from tuireader.ui.timetable import Timetable
from tuireader.ui.widgets.line_list import LineList


class Spot(Struct, frozen=True):
    """A place in a timetable: a channel by its place there, and a moment."""

    channel: int
    moment: datetime


class GuidePane(LineList):
    """Shows a timetable with a cursor at a spot, whichever rows that makes."""

    class Moved(Message):
        """The reader is somewhere else in the day."""

        def __init__(self, pane: GuidePane) -> None:
            super().__init__()
            self.pane = pane
            self.spot = pane.spot

    class Beyond(Message):
        """The reader wants to go on past the end of the day, or (-1) past its beginning."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Chosen(Message):
        """The reader clicked on the programme under the cursor."""

    class Outermost(Message):
        """There is nothing further to the left."""

    def __init__(self, table: Timetable, spot: Spot, now: datetime, *, id: str) -> None:
        super().__init__(id=id)
        self.table = table
        self.spot = spot
        self.now = now

    @property
    def show(self) -> Programme | None:
        """What the reader is on."""
        return self.table.show(self.spot.channel, self.spot.moment) if self.table.channels else None

    def lay(self, table: Timetable, spot: Spot, now: datetime) -> None:
        """Show this day, with the cursor there, at that time."""
        self.table, self.spot, self.now = table, spot, now
        self.place_cursor()

    def tell(self, now: datetime) -> None:
        """Time has moved on."""
        self.now = now
        self.refresh()

    @abstractmethod
    def place_cursor(self) -> None:
        """Have the spot under the cursor and on the screen, and draw everything anew."""

    @abstractmethod
    def sideways(self, step: int) -> None:
        """Go to the right, or (-1) to the left."""

    def go(self, spot: Spot) -> None:
        """Put the reader there, and say so."""
        self.spot = spot
        self.post_message(self.Moved(self))
