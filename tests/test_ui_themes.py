"""Text can be read on its paper in every theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import Newsroom
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tuireader.ui.themes import MUC, QUIET_CONTRAST, TEXT_CONTRAST, THEMES, TUONG_PHAN, contrast, variable_defaults

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


@pytest.mark.parametrize("theme", THEMES[:3], ids=lambda theme: theme.name)
def test_rules_are_seen_and_stay_behind_the_text(theme: Theme) -> None:
    assert 1.3 <= contrast(colour(theme, "rule"), colour(theme, "paper")) <= 2


def test_electronic_ink_has_two_tones_and_high_contrast_is_high_for_all_text() -> None:
    assert {colour(MUC, name).hex for name in (*NAMES, "accent")} == {"#000000", "#FFFFFF"}
    for name in ("ink", "strong", "quiet", "accent"):
        assert contrast(colour(TUONG_PHAN, name), colour(TUONG_PHAN, "paper")) >= TEXT_CONTRAST
        assert contrast(colour(TUONG_PHAN, name), colour(TUONG_PHAN, "cursor")) >= TEXT_CONTRAST


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


async def test_the_palette_shows_the_colours_one_walks_over_and_escape_brings_the_old_ones_back(
    tmp_path: Path,
) -> None:
    newsroom = Newsroom(tmp_path)
    async with newsroom.reading() as reader:
        before = reader.app.theme
        await reader.press("ctrl+p")
        await reader.type("giao dien sepia")
        await reader.press("down")
        assert reader.app.theme == "sepia"
        await reader.press("escape")
        assert reader.app.theme == before
        await reader.press("ctrl+p")
        await reader.type("giao dien sepia")
        await reader.press("down", "ctrl+q")
    assert newsroom.remembered[-1].theme == before, "what was only tried on is not remembered"
    async with newsroom.reading() as reader:
        await reader.press("ctrl+p")
        await reader.type("giao dien tuong phan")
        await reader.press("enter")
        assert reader.app.theme == "tuong-phan"
        await reader.press("ctrl+q")
    assert newsroom.remembered[-1].theme == "tuong-phan"
