"""One walks back and forth among opened articles, each at the place where it was left."""

from __future__ import annotations

from datetime import UTC, datetime

from tuireader.model import Headline, Place, Row
from tuireader.ui.trail import LONGEST, Step, Trail


def row(name: str) -> Row:
    return Row(Headline(name, "vidu", "", name, "u"), datetime(2026, 11, 24, tzinfo=UTC))


def name(step: Step | None) -> str:
    return step.row.headline.id if step else ""


def test_back_and_forth() -> None:
    trail = Trail()
    assert (trail.walk(-1), trail.walk(1)) == (None, None)
    trail.leave(Place(3))
    for one in "abc":
        trail.open(row(one))
        trail.leave(Place(ord(one)))
    assert [name(trail.walk(step)) for step in (1, -1, -1, -1, 1)] == ["", "b", "a", "", "b"]
    assert trail.walk(1) == Step(row("c"), Place(ord("c")))


def test_opening_forgets_what_came_after_and_the_same_again_is_no_step() -> None:
    trail = Trail()
    for one in "abb":
        trail.open(row(one))
    assert name(trail.walk(-1)) == "a"
    trail.open(row("c"))
    assert [name(trail.walk(step)) for step in (1, -1, -1)] == ["", "a", ""]


def test_turning_back_leaves_no_trace() -> None:
    trail = Trail()
    trail.open(row("a"))
    assert trail.turn_back() is None
    trail.open(row("b"))
    assert name(trail.turn_back()) == "a"
    assert trail.walk(1) is None


def test_a_trail_does_not_grow_for_ever() -> None:
    trail = Trail()
    for number in range(LONGEST + 5):
        trail.open(row(str(number)))
    names = [name(trail.walk(-1)) for _ in range(LONGEST)]
    assert names[-2:] == ["5", ""]
