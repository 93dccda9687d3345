"""Takes the terminal over from the last screen that is shown on it, and gives it back at once when the reader leaves.

Textual's own way out ends each widget and waits for the thread that reads keys: a quarter of a second.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from textual.app import App
from textual.driver import Driver

from tuireader.still import Run
from tuireader.terminal import Terminal
from tuireader.ui.curtain import CurtainScreen
from tuireader.ui.widgets.desk import Desk
from tuireader.ui.widgets.guide_strip import OnAir
from tuireader.ui.widgets.progress import Progress
from tuireader.ui.widgets.ticker import Ticker

PATIENCE = 0.2
"""Seconds that the last screen may take to be laid out."""


class Stagehand(NamedTuple):
    """What whoever started the screen does for it."""

    terminal: Terminal
    keep: Callable[[tuple[int, int], list[list[Run]]], object]
    """Keeps the last screen, of so many columns and rows."""
    depart: Callable[[int], None]
    """Sees to it that the program ends with that exit code, without Textual."""


if sys.platform == "win32":

    def driver_for(_: Terminal) -> type[Driver] | None:
        """Textual's own."""
        return None

else:
    from textual.drivers.linux_driver import LinuxDriver

    class StageDriver(LinuxDriver):
        """Textual's driver on a terminal that may be taken already."""

        terminal: Terminal
        _is_gone = False

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self.terminal.taken = True
            self.attrs_before = list(self.terminal.found)

        def stop_application_mode(self) -> None:
            super().stop_application_mode()
            self.terminal.taken = False

        def write(self, data: str) -> None:
            """Write, but do not enter the other screen twice, which some terminals show as a blank one."""
            if not (self._is_gone or (data == "\x1b[?1049h" and self.terminal.taken)):
                super().write(data)

        def _sigcont_application(self, *signalled: object) -> None:
            if self.terminal.taken:  # stopped without being asked, and the shell has used the terminal meanwhile
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application(*signalled)

        def leave(self) -> None:
            """Give the terminal back at once, and draw nothing any more."""
            self._is_gone = True
            self.close()
            self.terminal.give_back()

    def driver_for(terminal: Terminal) -> type[Driver] | None:
        """Textual's driver for that terminal."""
        return type("StageDriver", (StageDriver,), {"terminal": terminal})


def give_back(app: App[None]) -> None:
    """Give the terminal back at once; nothing is drawn on it any more."""
    if sys.platform != "win32" and isinstance(driver := app._driver, StageDriver):  # noqa: SLF001 - no other way to it
        driver.leave()


async def last_screen(screen: CurtainScreen) -> list[list[Run]]:
    """What the next start will show: the lists as they are, with nothing over them; empty where that is not to be had.

    The screen is changed for it, so it must not be seen any more.
    """
    if screen.is_down or screen.app.screen is not screen:
        return []
    desk = screen.query_one(Desk)
    if desk.pane.is_searching or desk.has_class("over"):
        return []
    desk.article.preview(desk.pane.row)
    screen.query_one(Progress).minutes = 0
    screen.query_one(Ticker).rewind()
    strip = screen.query_one(OnAir)
    if desk.where != "headlines" or screen.query("Toast") or strip.airing:
        strip.airing = None  # what is on air will be something else
        screen.query("ToastRack").set(display=False)
        desk.go("headlines")
    await _reached(screen.call_after_refresh)
    await _reached(desk.pane.headlines.call_later)  # which has heard of its new size by then
    return screen.portrait()


async def _reached(call: Callable[[Callable[[], object]], object]) -> None:
    """Wait until the screen or a part of it does what it is told now, behind all that it was told before."""
    reached = asyncio.Event()
    call(reached.set)
    with suppress(TimeoutError):
        await asyncio.wait_for(reached.wait(), PATIENCE)
