"""Somebody who sits before the screen of the real application: presses keys, waits, and tells what can be seen."""

from __future__ import annotations

import asyncio

from textual import events
from textual.keys import _character_to_key
from textual.message import Message
from textual.notifications import Notify
from textual.pilot import Pilot

from tuireader.model import Row
from tuireader.newsstand import Newsstand
from tuireader.ui.app import TuiReader
from tuireader.ui.widgets.desk import Desk


class Reader:
    """Presses keys, waits until the screen has come to rest, and tells what can be seen."""

    pilot: Pilot[None]

    def __init__(self, app: TuiReader, stand: Newsstand) -> None:
        """`hear` is to be given every message inside the application."""
        self.app = app
        self.stand = stand
        self.heard = asyncio.Event()
        """Set with every message inside the application."""
        self.told: list[str] = []
        """The sentences of all toasts, whether they are still shown or not, the last one last."""

    def hear(self, message: Message) -> None:
        """Take note of a message inside the application."""
        self.heard.set()
        if isinstance(message, Notify):
            self.told.append(message.notification.message)

    @property
    def desk(self) -> Desk:
        return self.app.query_one(Desk)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the one before has done its work."""
        for key in keys:
            self.strike(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text without waiting between its letters."""
        self.strike(*text)
        await self.settle()

    async def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        await self.pilot.resize_terminal(columns, lines)
        await self.settle()

    async def settle(self, *, but: str = "") -> None:
        """Wait until nothing is under way; workers of the group `but` may still be."""
        quiet = 0
        while quiet < 2:
            await self.pilot._wait_for_screen()
            under_way = [worker for worker in self.app.workers if worker.group != but and not worker.is_finished]
            await asyncio.gather(*(worker.wait() for worker in under_way), return_exceptions=True)
            pumps = [self.app, *self.app.screen.walk_children(with_self=True)]
            is_quiet = not (under_way or self.app._line_is_coming)
            quiet = quiet + 1 if is_quiet and all(pump._message_queue.empty() for pump in pumps) else 0
            if quiet:
                self.app.screen._on_timer_update()

    async def until(self, sign: str) -> None:
        """Wait until that is on the screen, while a refresh goes on."""
        async with asyncio.timeout(10):
            await self.settle(but="refresh")
            while sign not in self.seen():
                self.heard.clear()
                await self.heard.wait()
                await self.settle(but="refresh")

    def strike(self, *keys: str) -> None:
        """What a terminal's driver does when keys arrive; `Pilot.press` sleeps besides."""
        assert self.app._driver is not None
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app._driver.send_message(events.Key(name, key if len(key) == 1 else None))

    @property
    def row(self) -> Row:
        """The row that a command would be about."""
        row = self.desk.row
        assert row is not None
        return row

    @property
    def where(self) -> str:
        """The id of the widget that has the focus."""
        return (self.app.focused.id or type(self.app.focused).__name__) if self.app.focused else ""

    def seen(self) -> str:
        """All that stands on the screen."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    def said(self) -> list[str]:
        """What has been told up to now."""
        return self.told.copy()

    def titles(self) -> list[str]:
        """The titles of the list as far as they have come, in their order."""
        return [row.headline.title for row in self.desk.pane.headlines.known.values()]
