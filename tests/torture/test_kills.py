"""A few of the kills of `kills.py`: each deed is ended once in its middle, and nothing that it had done is lost."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from program import newsagent

if os.name == "posix":
    from torture.endless import EndlessPress
    from torture.kills import Ground, Lost, Upgrades

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL and pseudo-terminals")


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with newsagent(EndlessPress()) as agent:
        yield Ground.prepared(tmp_path, agent)


def test_killed_while_it_fetches_marks_packs_and_prunes(ground: Ground) -> None:
    chance = random.Random()
    assert ground.kill("mark", chance.uniform(0, 0.2), reports=12)
    assert len(ground.kept | ground.read) >= 6
    ground.check()
    for deed in ("sync", "pack", "prune"):
        assert ground.kill(deed, chance.uniform(0.2, 0.6))
        ground.check()


def test_killed_before_the_library_had_a_table(ground: Ground) -> None:
    library = ground.program.paths.library
    library.parent.mkdir(parents=True)
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert ground.check() == 0
    ground.kept.add("vtv:1")
    with pytest.raises(Lost):
        ground.check()


def test_killed_while_it_upgrades(ground: Ground) -> None:
    upgrades = Upgrades(ground, added=500)
    for share in (0.2, 0.5):
        upgrades.kill(upgrades.span * share)
