"""What is known of the programme under the cursor of the guide, in three lines."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tuireader import dates
from tuireader.schedule import Programme
from tuireader.ui import cells, guide_words


class Told(Struct, frozen=True):
    """A programme, its channel, and what follows on it."""

    channel: str
    show: Programme | None
    following: Programme | None
    now: datetime


class GuideCard(Widget):
    """When, what and what about; where it is in time, and what is next."""

    DEFAULT_CSS = "GuideCard { height: 3; width: 1fr; }"

    told: reactive[Told | None] = reactive(None)

    def render(self) -> Content:
        if self.told is None:
            return Content()
        if self.told.show is None:
            return Content.assemble(
                (f" {self.told.channel}  ", "bold $accent"), (guide_words.NOTHING_LISTED, "$quiet"), "\n\n"
            )
        show, room = self.told.show, max(self.size.width - 2, 0)
        head = f"{self.told.channel}  "
        hours = f"{guide_words.hours(show)}  "
        title = cells.cut(show.title, max(room - cells.width(head) - cells.width(hours), 0))
        detail = cells.cut(" · ".join(show.detail.split("\n")), room)
        state, following = guide_words.until(show, self.told.now), self._following()
        state = cells.cut(state, room)
        following = cells.cut(following, max(room - cells.width(state) - 3, 0))
        is_on = show.start <= self.told.now < show.stop
        return Content.assemble(
            (f" {head}", "bold $accent"),
            (hours, "$quiet"),
            (title, "bold $strong"),
            "\n",
            (f" {detail}", "$ink"),
            "\n",
            (f" {state}", "$accent" if is_on else "$quiet"),
            ("   " if state and following else "", ""),
            (following, "$quiet"),
        )

    def _following(self) -> str:
        if self.told is None or (following := self.told.following) is None:
            return ""
        return f"{guide_words.NEXT} {dates.clock(following.start)} {following.title}"
