"""The first frame of a screen and its last: none is drawn before the news is there, and the last one is kept.

In between only that is drawn which stands where something has changed.

Textual draws while it lays out, an empty list first. Here the last screen of the run before may be on the terminal
already, so that what is drawn over it has to be whole.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from itertools import groupby

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from rich.style import Style
from textual import events
from textual._compositor import Compositor
from textual.geometry import Region
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tuireader.still import Run

LATEST = 1.0
"""Seconds after which the screen is shown in any case."""


class SparingCompositor(Compositor):
    """Textual's own has every widget of the screen draw all of its lines for each row that changes."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            if crop is not None:
                rows = Region(shown.x, crop.y, shown.width, crop.height)
                shown = shown.intersection(rows) if crop.overlaps(shown) else Region()
            if shown:
                yield shown, clip, widget.render_lines(shown.translate(-region.offset))


class CurtainScreen(Screen[None]):
    """Shows nothing until `raise_curtain`, and can tell what it shows."""

    class Raised(Message):
        """The screen is shown from now on."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What changes with the focus draws itself anew; Textual would draw the whole screen."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()
        self._is_down = True
        self._waiting: list[Callable[[], object]] = []

    @property
    def is_down(self) -> bool:
        """Whether the screen is not yet shown."""
        return self._is_down

    async def on_mount(self) -> None:
        self.set_timer(LATEST, self.raise_curtain)

    def raise_curtain(self) -> None:
        """Show the screen as it is now, and from now on. May be called again."""
        if self._is_down:
            self._is_down = False
            self.refresh(repaint=False, layout=True)
            self.draw()
            if not gc.isenabled():  # as the program is started
                gc.freeze()
                gc.enable()
            self.post_message(self.Raised())
            for work in self._waiting:
                self.call_later(work)

    def draw(self) -> None:
        """Draw what has changed at once, instead of with the next sixtieth of a second."""
        self._on_timer_update()

    def when_raised(self, work: Callable[[], object]) -> None:
        """Do something once the screen is shown, which is not to be kept waiting for it."""
        self._waiting.append(work)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """What has just been made has its styles, and need not be given them again."""
        event.refresh_styles = not self._is_down

    def on_screen_suspend(self, event: events.ScreenSuspend) -> None:
        """Another screen lies over this one, so there is nothing to wait for."""
        self.raise_curtain()

    def _compositor_refresh(self) -> None:
        if not self._is_down:
            super()._compositor_refresh()

    def portrait(self) -> list[list[Run]]:
        """What is on the screen, by the row, as it is written to the terminal. Nothing is drawn from now on."""
        self._is_down = True
        self._refresh_layout()  # which may show or hide scrollbars
        self._refresh_layout()
        system = COLOR_SYSTEMS[self.app.console.color_system or "truecolor"]
        return [_runs(strip, system) for strip in self._compositor.render_strips()]


def _runs(strip: Strip, system: ColorSystem) -> list[Run]:
    written = [(_sgr(segment.style, system), segment.text) for segment in strip if segment.text]
    return [(sgr, "".join(text for _, text in runs)) for sgr, runs in groupby(written, key=lambda run: run[0])]


def _sgr(style: Style | None, system: ColorSystem) -> str:
    return Strip.render_ansi(style, system) if style else ""
