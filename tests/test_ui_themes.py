"""Text can be read on its paper in every theme."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tuireader.ui.themes import QUIET_CONTRAST, TEXT_CONTRAST, THEMES, contrast, variable_defaults

NAMES = {"paper", "ink", "strong", "quiet", "rule", "cursor"}


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.accent or "" if name == "accent" else theme.variables[name])


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["paper", "cursor"])
def test_ink_is_seen_on_the_paper_and_on_the_row_of_the_cursor(theme: Theme, ground: str) -> None:
    paper = colour(theme, ground)
    assert contrast(colour(theme, "ink"), paper) >= TEXT_CONTRAST
    assert contrast(colour(theme, "strong"), paper) >= contrast(colour(theme, "ink"), paper)
    assert contrast(colour(theme, "quiet"), paper) >= QUIET_CONTRAST
    assert contrast(colour(theme, "accent"), paper) >= QUIET_CONTRAST


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_rules_are_seen_and_stay_behind_the_text(theme: Theme) -> None:
    assert 1.3 <= contrast(colour(theme, "rule"), colour(theme, "paper")) <= 2


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_every_other_theme_lends_its_colours(theme: Theme) -> None:
    variables = variable_defaults(theme)
    assert set(variables) == NAMES
    if not theme.ansi:
        ink, quiet, paper = (Color.parse(variables[name]) for name in ("ink", "quiet", "paper"))
        assert contrast(quiet, paper) >= min(QUIET_CONTRAST, contrast(ink, paper))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)
