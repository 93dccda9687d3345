"""The table of README.md is complete: every id of the list has a test that exists, or a reason why not."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("README.md")
LIST = TESTS.parents[1] / "shared" / "reference" / "TORTURE.md"
LAST = {"T": 21, "M": 10, "U": 12, "N": 22, "S": 8, "C": 15, "P": 16, "E": 14, "I": 12}
"""The ids of the list: T01 to T21 and so on."""
MOST_LEFT_OUT = 5
_ROW = re.compile(r"^\| ([A-Z]\d\d) \|([^|\n]*)\|([^|\n]*)\|$", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)::([\w:]+)`")


def expected() -> list[str]:
    return [f"{letter}{number:02}" for letter, last in LAST.items() for number in range(1, last + 1)]


def rows() -> list[tuple[str, str, str]]:
    """Id, tests and note of each row, in the order of the table."""
    return _ROW.findall(TABLE.read_text("utf-8"))


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names of the tests of a file, those of a class as `Class::test`."""
    return frozenset(_tests(ast.parse(path.read_text("utf-8")), ""))


def _tests(scope: ast.AST, before: str) -> list[str]:
    found: list[str] = []
    for node in ast.iter_child_nodes(scope):
        match node:
            case ast.ClassDef(name=name) if name.startswith("Test"):
                found += _tests(node, f"{name}::")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name.startswith("test_"):
                found.append(before + name)
    return found


def test_every_id_stands_once_and_in_order() -> None:
    assert [row[0] for row in rows()] == expected()


def test_every_id_has_a_test_that_exists_or_a_reason() -> None:
    wrong = []
    for number, tests, note in rows():
        named = _TEST.findall(tests)
        there = all((TESTS / file).is_file() and name in names_in(TESTS / file) for file, name in named)
        if not there or not (named or note.strip()):
            wrong.append(f"{number}: {tests}")
    assert not wrong, "\n".join(wrong)


def test_few_are_left_out() -> None:
    left_out = [number for number, tests, _ in rows() if not _TEST.search(tests)]
    assert len(left_out) <= MOST_LEFT_OUT, left_out


@pytest.mark.skipif(not LIST.is_file(), reason="the list is not at hand")
def test_the_list_has_no_more_ids() -> None:
    text = LIST.read_text("utf-8").partition("## 3.")[2].partition("\n## 4.")[0]
    # Rows of tables, and in the paragraphs of a section only the ids of its own letter.
    named = set(re.findall(r"^\| ([A-Z]\d\d) \|", text, re.MULTILINE))
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        named |= set(re.findall(rf"\b{section[0]}\d\d\b", section))
    assert {number for number in named if number[0] in LAST} == set(expected())
