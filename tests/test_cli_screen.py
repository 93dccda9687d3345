"""What the screen keeps, while a command or another screen may keep something too."""

from __future__ import annotations

from pathlib import Path

from tuireader.cli.screen import Memory
from tuireader.model import Choice
from tuireader.state import State, load_state, save_state

BEFORE, ELSEWHERE, HERE = Choice(papers={"vtv": False}), Choice(papers={"bbc": True}), Choice(order=("bbc",))


def test_a_choice_made_elsewhere_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    save_state(file, State(choice=BEFORE))
    memory = Memory(file, BEFORE)
    save_state(file, State(choice=ELSEWHERE))
    assert memory(State(theme="giay", choice=BEFORE))
    assert load_state(file) == State(theme="giay", choice=ELSEWHERE)


def test_a_choice_made_here_is_kept_and_so_is_what_follows(tmp_path: Path) -> None:
    file = tmp_path / "new" / "state.json"
    memory = Memory(file, BEFORE)
    assert memory(State(choice=HERE))
    assert load_state(file).choice == HERE
    assert memory(State(choice=BEFORE)), "the reader took it back"
    assert load_state(file).choice == BEFORE


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    assert not Memory(tmp_path / "state" / "state.json", BEFORE)(State(choice=HERE))
