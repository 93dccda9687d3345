"""Whether the program as it is started shows pictures: by the configuration, and not over ssh."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace

from tuireader.cli.stand import opened, set_up_demo


@pytest.mark.parametrize(
    ("images", "over_ssh", "shown"),
    [("auto", False, True), ("auto", True, False), ("on", True, True), ("off", False, False)],
)
async def test_pictures_are_off_over_ssh_unless_the_reader_says_otherwise(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    images: Literal["auto", "on", "off"],
    over_ssh: bool,
    shown: bool,
) -> None:
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    if over_ssh:
        monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    setup = set_up_demo(tmp_path)
    async with opened(replace(setup, config=replace(setup.config, images=images))) as (stand, fault):
        assert fault is None
        assert stand.pictures.on is shown
