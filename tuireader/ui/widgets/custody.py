"""Sees to the library's file while the screen is open, and tells when another process has changed it. Draws nothing."""

from __future__ import annotations

from contextlib import suppress

from textual import work
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from tuireader.errors import LibraryDamaged, LibraryLocked, NewsError, StoreError
from tuireader.newsstand import Newsstand
from tuireader.ui import phrases

PERIOD = 3.0
"""Seconds between two looks at a library that another process writes. One that we write needs none."""
WISHES = 20.0
"""Seconds between two looks whether another process wants news."""
LONG = 120.0
"""Seconds for which a damaged library is told, once."""


class Custody(Widget):
    """Takes the library over when its writer lets go of it, and has it copied by the week."""

    DEFAULT_CSS = "Custody { display: none; }"

    class Changed(Message):
        """Other rows may stand in the library now than those on the screen."""

    class Asked(Message):
        """Another process, which may not write, wants news to be fetched."""

    def __init__(self, newsstand: Newsstand) -> None:
        super().__init__()
        self._newsstand = newsstand
        self._timer: Timer | None = None
        self._has_told = False

    def on_mount(self) -> None:
        self._newsstand.custodian.when_damaged(self._tell_damage)
        self.set_interval(WISHES, self._hear_wishes)
        if not self._newsstand.writable:
            self._timer = self.set_interval(PERIOD, self._look)

    async def _hear_wishes(self) -> None:
        with suppress(StoreError):
            if await self._newsstand.custodian.is_asked():
                self.post_message(self.Asked())

    async def _look(self) -> None:
        try:
            seen = await self._newsstand.custodian.look()
        except LibraryLocked:  # for a moment, by a program that asks for no turn
            return
        except NewsError as error:
            self._give_up(error)
            return
        if seen == "ours":
            self._stop()
        if seen != "same":
            self.post_message(self.Changed())

    def _tell_damage(self, damage: LibraryDamaged) -> None:
        if not self._has_told:
            self._has_told = True
            self.notify(phrases.sentence(damage), severity="error", timeout=LONG, markup=False)

    def _give_up(self, error: NewsError) -> None:
        self._stop()
        self.notify(phrases.sentence(error), severity="warning", markup=False)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()

    @work(group="copy")
    async def copy(self) -> None:
        """Have the library copied if that is due; nobody waits for it."""
        try:
            await self._newsstand.custodian.copy()
        except NewsError as error:
            self.notify(phrases.sentence(error), severity="warning", markup=False)
