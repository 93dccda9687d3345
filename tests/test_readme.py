"""The README says what is true: its table of keys is that of the commands, and its pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tuireader.ui.commands import COMMANDS, shown_keys

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TABLE = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- /keys -->)", re.DOTALL)


def key_table() -> str:
    """The table of keys in Markdown, by what they are for."""
    lines = ["| Phím | Việc |", "|---|---|"]
    for group in dict.fromkeys(command.group for command in COMMANDS):
        lines.append(f"| **{group}** | |")
        for command in COMMANDS:
            if command.group == group:
                keys = " ".join(f"`{key}`" for key in shown_keys(command))
                lines.append(f"| {keys} | {command.help} |")
    return "\n".join(lines) + "\n"


def test_the_table_of_keys(request: pytest.FixtureRequest) -> None:
    text = README.read_text("utf-8")
    if request.config.getoption("--update"):
        README.write_text(TABLE.sub(lambda _: key_table(), text), "utf-8")
    found = TABLE.search(README.read_text("utf-8"))
    assert found is not None
    assert found.group() == key_table()


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text("utf-8"))
        assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("marker", ["run", "test"])
def test_one_command_each(marker: str) -> None:
    block = README.read_text("utf-8").split(f"<!-- {marker} -->")[1].split(f"<!-- /{marker} -->")[0]
    assert len([line for line in block.splitlines() if line and not line.startswith("```")]) == 1
