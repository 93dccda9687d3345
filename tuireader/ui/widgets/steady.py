"""A scrolling view that draws nothing anew which looks as it did: not itself for the focus, not its scrollbar.

Textual draws both with each change of a style; over a slow line that is seconds.
"""

from __future__ import annotations

from typing import Self

from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.widget import Widget


class SteadyScrollBar(ScrollBar):
    """A scrollbar that knows what it looks like."""

    _look: tuple[object, ...] = ()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw it anew where it would look otherwise."""
        if repaint and not (layout or recompose) and isinstance(self.parent, Widget):
            look = self._appearance(self.parent)
            if look == self._look:
                return self
            self._look = look
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _appearance(self, parent: Widget) -> tuple[object, ...]:
        styles = parent.styles
        colors = (
            (styles.scrollbar_color_active, styles.scrollbar_background_active),
            (styles.scrollbar_color_hover, styles.scrollbar_background_hover),
            (styles.scrollbar_color, styles.scrollbar_background, parent.background_colors),
        )
        place = (self.position, self.window_size, self.window_virtual_size, self.size)
        return (*place, self.mouse_over, self.grabbed is not None, colors)


class SteadyView(ScrollView):
    """Scrolls, and draws for the focus only what `focus_moved` says."""

    _is_focus_moving = False

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made with its first use."""
        if self._vertical_scrollbar is None:
            bar = SteadyScrollBar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001 - as Textual's own does
        return self._vertical_scrollbar

    def on_focus(self) -> None:
        """Textual asks next to have all of it drawn."""
        self._is_focus_moving = True

    def on_blur(self) -> None:
        """The same."""
        self._is_focus_moving = True

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw everything anew, or only what stands in these regions."""
        if self._is_focus_moving and not (regions or layout or recompose):
            self._is_focus_moving = False
            self.focus_moved()
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def focus_moved(self) -> None:
        """Draw what looks otherwise with the focus here, or without it."""
