"""The widths and heights at which the screen changes its form, in cells."""

from __future__ import annotations

TWO_PANES, THREE_PANES = 80, 120
"""Columns from which so many panes fit."""
ONE_LINE_WIDTH, ONE_LINE_HEIGHT = 60, 27
"""A list this wide shows one line a row on a screen at most this high."""
