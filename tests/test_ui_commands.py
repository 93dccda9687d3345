"""One table of commands: keys, footer, palette and help follow from it, and a reader's own keys go through it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import QUIET, Newsroom
from reader import Reader
from textual.command import CommandPalette

from tuireader.model import Shelf
from tuireader.state import State
from tuireader.ui import phrases
from tuireader.ui.commands import (
    COMMANDS,
    Command,
    Scope,
    bindings,
    condition,
    key_name,
    latin_twin,
    remapped,
    shown_keys,
    typing_text,
)
from tuireader.ui.help import key_table


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    """Two papers whose news has come."""
    room = Newsroom(tmp_path)
    await room.deliver()
    return room


def command(action: str, commands: Sequence[Command] = COMMANDS) -> Command:
    return next(one for one in commands if one.action == action)


# Twins


@pytest.mark.parametrize(
    ("struck", "meant"),
    [
        ("đ", "d"), ("Đ", "D"), ("ư", "w"), ("Ư", "W"), ("ơ", "o"), ("Ơ", "O"), ("â", "a"), ("ă", "a"), ("ê", "e"),
        ("ô", "o"), ("Ô", "O"), ("á", "a"), ("ạ", "a"), ("ậ", "a"), ("ệ", "e"), ("ý", "y"), ("ỷ", "y"), ("ừ", "w"),
        ("b", "b"), ("B", "B"), ("escape", "escape"), ("f2", "f2"), ("ctrl+z", "ctrl+z"), ("1", "1"), ("日", "日"),
        ("ß", "ß"), ("и", "и"), ("", ""),
    ],
)  # fmt: skip
def test_a_letter_of_an_input_method_counts_as_the_key_that_was_struck(struck: str, meant: str) -> None:
    assert latin_twin(struck) == meant


@given(st.characters())
def test_a_twin_is_a_plain_letter_of_the_same_case_or_the_key_itself(char: str) -> None:
    twin = latin_twin(char)
    assert twin == char or (twin.isascii() and twin.isalpha() and twin.isupper() == char.isupper())
    assert latin_twin(twin) == twin


@given(
    st.sampled_from("aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ"),
    st.sampled_from(["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]),
)
def test_every_vietnamese_letter_has_its_twin(letter: str, tone: str) -> None:
    written = unicodedata.normalize("NFC", letter + tone)
    assert len(written) > 1 or latin_twin(written).isascii()


# The table


def test_bindings_and_help_hold_every_command_once() -> None:
    bound = {binding.action for scope in get_args(Scope) for binding in bindings(scope)}
    assert bound == {one.action for one in COMMANDS}
    assert all(binding.id == binding.action for binding in bindings("desk"))
    told = [row for _, rows in key_table() for row in rows]
    assert sorted(told) == sorted(("  ".join(shown_keys(one)), one.help) for one in COMMANDS)
    assert [group for group, _ in key_table()] == list(dict.fromkeys(one.group for one in COMMANDS))


def test_a_condition_is_that_of_the_very_command() -> None:
    assert condition("pane", ("article",)) == "has_article"
    assert condition("pane", ("shelves",)) == ""
    assert condition("bookmark") == "has_row"
    assert condition("no_such_thing") == ""


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ctrl+z", "Ctrl+Z"),
        ("shift+tab", "Shift+Tab"),
        ("f12", "F12"),
        ("slash", "/"),
        ("b", "b"),
        ("ctrl+down", "Ctrl+↓"),
    ],
)
def test_keys_are_named_as_they_are_printed_on_keyboards(key: str, name: str) -> None:
    assert key_name(key) == name


def test_keys_that_terminals_send_for_others_are_not_shown() -> None:
    assert shown_keys(command("bookmarks")) == ["B", "Shift+F2"]


def test_while_one_types_letters_are_no_keys() -> None:
    left = {one.action: one.keys for one in typing_text(COMMANDS)}
    assert left["bookmark"] == ("f2",)
    assert left["search"] == ("ctrl+f",)
    assert left["help"] == ("f1",)
    assert left["read_on"] == left["read_all"] == ()
    assert left["back"] == ("escape", "left")


# A reader's own keys


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"bookmark": ["x"]}, {"bookmark": ("x",)}),
        ({"bookmark": "x"}, {"bookmark": ("x",)}),
        ({"search": ["/", "?"]}, {"search": ("slash", "question_mark"), "help": ("f1",)}),
        ({"bookmark": ["n"]}, {"bookmark": ("n",), "next_unread": ("ctrl+down",)}),
        ({"bookmark": ["m"], "toggle_read": ["b"]}, {"bookmark": ("m",), "toggle_read": ("b",)}),
        ({"bookmark": []}, {"bookmark": ("b", "f2")}),
        ({"bookmark": [""]}, {"bookmark": ("b", "f2")}),
        ({"no_such_thing": ["x"]}, {"bookmark": ("b", "f2")}),
    ],
)
def test_a_readers_keys_are_theirs_alone(
    keys: Mapping[str, list[str] | str], expected: Mapping[str, tuple[str, ...]]
) -> None:
    given_keys = {one.action: one.keys for one in remapped(keys)}
    assert {action: given_keys[action] for action in expected} == expected
    assert len(remapped(keys)) == len(COMMANDS)


def test_without_a_configuration_the_table_is_as_it_was() -> None:
    assert remapped({}) == COMMANDS


@pytest.mark.parametrize(
    ("keys", "pressed", "said"),
    [
        ({"bookmark": ["r"]}, "r", [phrases.kept(keep=True)]),
        ({"bookmark": ["n"]}, "n", [phrases.kept(keep=True)]),
        ({"bookmark": ["m"], "toggle_read": ["b"]}, "m", [phrases.kept(keep=True)]),
        ({"bookmark": ["m"], "toggle_read": ["b"]}, "b", []),
        ({"bookmark": ["/"]}, "slash", [phrases.kept(keep=True)]),
        ({"bookmark": ["đ"], "no_such_thing": "x"}, "x", []),
    ],
)
async def test_a_key_does_what_the_reader_gave_it(
    newsroom: Newsroom, keys: dict[str, list[str] | str], pressed: str, said: list[str]
) -> None:
    async with newsroom.reading((80, 24), config=replace(QUIET, keys=keys)) as reader:
        await reader.press(pressed)
        assert (reader.said(), reader.where) == (said, "headlines")
        assert reader.row.read is (keys.get("toggle_read") == [pressed])


# The palette


async def choose(reader: Reader, words: str) -> None:
    """Open the palette, type, and take the first hit."""
    await reader.press("ctrl+p")
    await reader.type(words)
    await reader.press("enter")


async def test_the_palette_finds_commands_typed_without_marks_and_runs_them(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("ctrl+p")
        assert phrases.PALETTE_HINT in reader.seen()
        await reader.type("danh dau")
        assert "Giữ bài để đọc lại, hay thôi giữ" in reader.seen()
        assert "b, F2" in reader.seen()
        await reader.press("enter")
        assert not isinstance(reader.app.screen, CommandPalette)
        assert reader.said() == [phrases.kept(keep=True)]
        await choose(reader, "XEM ĐÁNH")
        assert reader.desk.pane.shelf == Shelf("bookmarks")
        await choose(reader, "doc mot minh")
        assert reader.desk.has_class("alone") is False, "nothing is open that could stand alone"
        assert reader.app.is_running


async def test_the_palette_says_in_the_readers_language_that_nothing_is_found(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("ctrl+p")
        await reader.type("xyz [/b]")
        assert phrases.NO_COMMAND in reader.seen()
        await reader.press("enter")
        assert reader.where == "headlines"
        assert reader.app.is_running


async def test_every_command_of_the_palette_can_be_run_from_it(newsroom: Newsroom) -> None:
    for one in COMMANDS:
        assert one.palette or one.scopes in (
            ("list", "article"),
            ("browse",),
            ("papers",),
            ("guide",),
            ("picture",),
            ("changes",),
        )
    async with newsroom.reading() as reader:
        for one in COMMANDS:
            if one.palette and one.action not in ("back_or_quit", "help", "stop"):
                await reader.app.run_command(one.action)
                await reader.settle()
        assert reader.app.is_running


async def test_a_theme_is_chosen_shown_and_remembered(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        assert reader.app.theme == "dem"
        await choose(reader, "giao dien giay")
        assert reader.app.theme == "giay"
        await reader.press("ctrl+q")
    assert newsroom.remembered[-1].theme == "giay"
    async with newsroom.reading(state=newsroom.remembered[-1]) as reader:
        assert reader.app.theme == "giay"


@pytest.mark.parametrize(
    ("wanted", "kept", "shown"),
    [("", "", "dem"), ("giay", "dem", "giay"), ("", "giay", "giay"), ("xyz", "giay", "dem")],
)
async def test_the_configured_theme_wins_and_an_unknown_one_is_no_fault(
    newsroom: Newsroom, wanted: str, kept: str, shown: str
) -> None:
    async with newsroom.reading((40, 10), config=replace(QUIET, theme=wanted), state=State(theme=kept)) as reader:
        assert reader.app.theme == shown


async def test_the_palette_can_be_opened_over_help_and_from_the_search_line(newsroom: Newsroom) -> None:
    async with newsroom.reading() as reader:
        await reader.press("question_mark", "ctrl+p", "ctrl+p", "escape", "escape", "slash", "ctrl+p")
        assert isinstance(reader.app.screen, CommandPalette)
        await reader.press("escape")
        assert reader.where == "search"
