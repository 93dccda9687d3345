"""The remembered state: it survives a restart, and damage to it costs only itself."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tuireader.model import Choice, Shelf
from tuireader.state import State, load_state, save_state

LEFT = State(
    theme="giấy",
    shelf=Shelf("search", words="bão số 5"),
    article="vtv:100",
    folded=("vtv", "nhandan"),
    choice=Choice(("nhandan",), {"vtv": False}, {"nhandan/thoi-su": True}),
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "new" / "state.json"
    assert save_state(file, LEFT)
    assert load_state(file) == LEFT
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_saving_replaces_and_leaves_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    assert save_state(file, LEFT)
    assert save_state(file, State())
    assert load_state(file) == State()
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"theme": 5}', b'{"shelf": {"kind": "cellar"}}', b"\xff\xfe", b"[" * 100_000],
)
def test_an_unreadable_state_is_the_first_one(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "state.json"
    file.write_bytes(content)
    assert load_state(file) == State()


def test_no_file_and_a_folder_in_its_place_are_the_first_state(tmp_path: Path) -> None:
    assert load_state(tmp_path / "missing.json") == State(first=True)
    assert load_state(tmp_path) == State()


def test_what_a_later_version_remembers_is_ignored(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text('{"theme": "đêm", "weather": "mưa"}', encoding="utf-8")
    assert load_state(file) == State(theme="đêm")


def test_what_an_earlier_version_remembered_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text('{"shelf": {"kind": "unread"}, "article": "vtv:100"}', encoding="utf-8")
    assert load_state(file) == State(shelf=Shelf("unread"), article="vtv:100", folded=None, choice=Choice())


@pytest.mark.parametrize("damaged", ['"theme": 5', '"shelf": {"kind": "cellar"}', '"folded": "vtv"', '"article": null'])
def test_damage_costs_only_itself(tmp_path: Path, damaged: str) -> None:
    file = tmp_path / "state.json"
    file.write_text(f'{{{damaged}, "choice": {{"papers": {{"vtv": false}}}}}}', encoding="utf-8")
    assert load_state(file) == State(choice=Choice(papers={"vtv": False}))


def test_a_save_that_fails_says_so_and_keeps_the_old_state(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    assert save_state(file, LEFT)
    assert not save_state(file, State(theme="\ud800"))
    assert load_state(file) == LEFT
    assert not save_state(file / "below" / "state.json", LEFT)
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]
