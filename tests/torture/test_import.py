"""I: JSON of hostile titles, names that would be paths, words that would be patterns, and disks for what is written."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from program import COMMAND, Program, newsagent

from tuireader.model import Headline, Shelf
from tuireader.store import Store
from tuireader.ui.breaking import stands_out

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TITLES = [
    "Tin \x1b]2;PWNED\x1b\\ một",
    "Tin \x1b]52;c;UE9D\x07 hai \x9b31m",
    'Tin "ba" \\ {"a": [1,]} \u2028 và \u0085',
    "Tin bốn \ufffe\U000e0041 \u202e năm",
    "Tin năm </script><!-- 😀\u200d \ufeff",
    "Tin sáu " + "e" + "\u0301" * 300,
    "Tin bảy [@click=app.quit]x[/] [/nope]",
    "Tin tám \x00\x08\x7f",
]
PATTERN = "(a+)+$"
PATHS = ["../../thoat", "/etc/thoat", "..", "a/../../thoat", "thoat\x00.toml", "~/thoat", "CON", "x" * 5000]
OPML = (
    '<opml version="2.0"><head><title>{0}</title></head><body><outline text="{0}" title="{0}" type="rss"'
    ' xmlUrl="https://lang{1}.example/tin.xml"/></body></opml>'
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")


def test_json_is_json_whatever_a_paper_prints(program: Program) -> None:
    with newsagent() as agent:
        program.take_papers(agent.base)
        agent.prints("vtv", *TITLES, text="Thân bài của {}")
        answers = [program.run("sync", "--json"), program.run("list", "--json"), program.run("search", "--json", "tin")]
        answers.append(program.run("read", "--json", agent.article("vtv", 1)))
    for done in (*answers, program.run("sources", "--json")):
        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout)
        assert done.stdout.count(b"\n") == 1
        assert done.stdout.decode().rstrip("\n").isprintable()
    assert len(json.loads(answers[1].stdout)) == len(TITLES)


@pytest.mark.parametrize("name", PATHS)
def test_a_title_leads_into_no_other_folder(program: Program, name: str) -> None:
    program.folder.mkdir()
    given = OPML.format(name.replace("\x00", "&#x1;"), PATHS.index(name))
    done = subprocess.run(
        [*COMMAND, "import", "-"], input=given.encode(), env=program.environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    written = [path for path in program.folder.parent.rglob("*") if path.is_file()]
    assert [path.suffix for path in written if path.parent == program.paths.sources] == [".toml"]
    assert {path.parent for path in written} <= {program.paths.sources, program.paths.state.parent}


def test_words_are_never_patterns() -> None:
    """Neither what a list is narrowed by, nor what is searched, nor what is to stand out."""
    title = "a" * 5000 + "!"
    with closing(Store.open(None)) as store:
        store.add([Headline("bao:1", "bao", "muc", title, "https://bao.example/1", NOW)], NOW)
        for kind in ("search", "latest", "unread"):
            store.rows(Shelf(kind, words=PATTERN))
            assert store.rows(Shelf(kind, words=title))
    assert not stands_out(title, [PATTERN])
    assert stands_out(f"{PATTERN} lạ", [PATTERN])
