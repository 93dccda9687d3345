"""A scrolling view that draws nothing anew which looks as it did: not itself for the focus, not its scrollbar.

Textual draws both with each change of a style; over a slow line that is seconds. With another size it draws a view as
it was, and then as it is to be: here it is told of its size before.
"""

from __future__ import annotations

from typing import Self

from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

NOWHERE = Size()


class _LaidOutOnce(Widget):
    """With another size of it, the screen is laid out once and not once more, as would help only what scrolls."""

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = False,  # noqa: FBT001, FBT002  (Textual's own signature, except that it has True here)
    ) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout)


class SteadyPane(_LaidOutOnce, Vertical):
    """Parts under each other that do not scroll."""


class SteadyScrollBar(_LaidOutOnce, ScrollBar):
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
    _fitted = NOWHERE
    """The size that it was told of last."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made with its first use."""
        if self._vertical_scrollbar is None:
            bar = SteadyScrollBar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001 - as Textual's own does
        return self._vertical_scrollbar

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001  (Textual's own signature)
        """No rule of ours asks for the focus; Textual would look through all of them for each style of each part."""

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

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines without Textual's cache of them beside the view's own, where there is no border around them.

        `render_line` gives lines over the whole width, the scrollbar's column included.
        """
        if self.styles.gutter:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002  (Textual's own signature)
    ) -> bool:
        sends = super()._size_updated(size, virtual_size, container_size, layout)
        if size and size != self._fitted:
            self._fitted = size
            self.resized()
            self._repaint_required = False  # it is about to be drawn
            self._exchange_repaint_regions()
        return sends

    def resized(self) -> None:
        """Called before it is drawn with another size; Textual's own event comes behind the frame."""

    def forget_size(self) -> None:
        """Be told of the size with the next frame even if it is the same, as something has changed without one."""
        self._fitted = NOWHERE

    def focus_moved(self) -> None:
        """Draw what looks otherwise with the focus here, or without it."""
