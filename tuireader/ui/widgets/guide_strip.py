"""The strip «ĐANG PHÁT» in the header: what is on air, one channel after the other. Owns its turns and its guide.

It is not there as long as nothing is known to be on, and keeps what it has while something newer is fetched.
"""

from __future__ import annotations

from msgspec import Struct
from textual import work
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tuireader.errors import NewsError
from tuireader.newsstand import Newsstand
from tuireader.schedule import Guide, chosen
from tuireader.ui import cells, guide_words
from tuireader.ui.measures import THREE_PANES
from tuireader.ui.timetable import on_air, today

Piece = tuple[str, str]
TURN = 8.0
"""Seconds for which one channel stands."""
TITLE_ROOM = 20
"""Columns that a title gets before times are told."""
NARROWEST, WIDEST = 60, 84
"""Columns of a screen from which there is a strip, and those that it takes at most."""
BESIDE = 58
"""Columns of a wide header that are not the strip's."""


def strip_columns(columns: int) -> int:
    """How wide the strip is in a header of so many columns, whatever is on, so that nothing jumps; 0 for no strip."""
    if columns < NARROWEST:
        return 0
    return min(columns - BESIDE, WIDEST) if columns >= THREE_PANES else columns // 2 + 4


class Airing(Struct, frozen=True):
    """What the strip tells of one channel."""

    channel: str
    title: str
    times: tuple[str, ...]
    """How long it has been on and how long it will be, from the whole truth down to nothing."""


def strip_pieces(airing: Airing, columns: int) -> list[Piece]:
    """The strip in at most so many columns: first the times get shorter and go, then the title is cut."""
    label, channel = f"{guide_words.ON_AIR} ", f"{cells.cut(airing.channel, columns // 4)} "
    room = columns - cells.width(label) - cells.width(channel)
    wanted = min(cells.width(airing.title), TITLE_ROOM)
    times = next((one for one in airing.times if cells.width(one) + wanted <= room), "")
    title = cells.cut(airing.title, max(room - cells.width(times), 0))
    return [(label, "bold $accent"), (channel, "bold $strong"), (title, "$ink"), (times, "$quiet")]


class OnAir(Widget):
    """Turns through the chosen channels where motion is wanted; else the first of them stands."""

    DEFAULT_CSS = """
    OnAir { dock: right; height: 1; display: none; }
    OnAir.shown { display: block; }
    """

    airing: reactive[Airing | None] = reactive(None)

    class Pressed(Message):
        """The reader clicked on the strip."""

    class Appeared(Message):
        """The strip is there now, or is gone."""

    def __init__(self, newsstand: Newsstand, known: Guide, *, moving: bool) -> None:
        """What is `known` is shown until `read` has been called."""
        super().__init__(id="on-air")
        self.moving = moving
        self._newsstand = newsstand
        self._guide = known
        self._day = today(newsstand.clock())
        self._channel = ""
        """The id of the channel that stands."""

    def on_mount(self) -> None:
        self.set_interval(TURN, self.tick)
        self.tell()

    @property
    def standing(self) -> Guide:
        """The part of the guide that the strip tells now."""
        on = [one for one in self._guide.programmes if one.channel == self._channel] if self.airing else []
        now = self._newsstand.clock()
        programmes = tuple(one for one in on if one.start <= now < one.stop)
        return Guide(tuple(one for one in self._guide.channels if one.id == self._channel), programmes)

    def read(self) -> None:
        """Show what is kept of today."""
        self._bring(fetch=False)

    def fetch(self) -> None:
        """Ask for today where it is not known yet, when the screen has been drawn."""
        self.call_after_refresh(self._bring, fetch=True)

    @work(exclusive=True, group="on-air")
    async def _bring(self, *, fetch: bool) -> None:
        desk, self._day = self._newsstand.guide, today(self._newsstand.clock())
        self._take(await desk.day(self._day))
        if fetch:
            try:
                self._take(await desk.refresh(self._day))
            except NewsError:
                return  # what is kept stands; the guide's screen asks again and tells why there is nothing

    def _take(self, guide: Guide) -> None:
        self._guide = guide
        self.tell()

    def tick(self) -> None:
        """The next channel, where motion is wanted; times move on in any case, and so does the day."""
        if today(self._newsstand.clock()) != self._day:
            self.read()
        self.tell(turn=self.moving)

    def tell(self, *, turn: bool = False) -> None:
        """Show what the channel that stands has on now, or the next one that has anything on."""
        now, names = self._newsstand.clock(), self._newsstand.guide.channels
        order = [channel.id for channel in chosen(self._guide, names)]
        first = order.index(self._channel) + turn if self._channel in order else 0
        shown = {channel.id: (channel, programme) for channel, programme in on_air(self._guide, names, now)}
        stands = next((shown[one] for one in [*order[first:], *order[:first]] if one in shown), None)
        if stands is None:
            self.airing = None
            return
        channel, programme = stands
        self._channel = channel.id
        since, left = guide_words.since(programme, now), guide_words.left(programme, now)
        times = (f" · {since} · {left}", f" · {left}", f" · {guide_words.left_short(programme, now)}")
        self.airing = Airing(channel.name, programme.title, times)

    def watch_airing(self, before: Airing | None, after: Airing | None) -> None:
        if (before is None) != (after is None):
            self.set_class(after is not None, "shown")
            self.post_message(self.Appeared())

    def render(self) -> Content:
        return Content.assemble(*strip_pieces(self.airing, self.size.width)) if self.airing else Content()

    def on_click(self) -> None:
        self.post_message(self.Pressed())
