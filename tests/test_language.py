"""The interface in two languages: which one is chosen, and that the English catalogue says all that is ever said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from tuireader import language
from tuireader.config import Manner, load_manner
from tuireader.english import SENTENCES, command_line, commands, faults, guide, keeping, packing, screen, times
from tuireader.language import FORMS, choose, counted, decimal, key_words, number, of_environment, tr
from tuireader.ui.commands import COMMANDS, Group, key_name

ROOT = Path(__file__).parents[1] / "tuireader"
ELSEWHERE = ("parsing", "demo", "english", "sources/families")
"""What reads Vietnamese pages, what is a Vietnamese paper, and the catalogue."""
TABLES = {"ui/commands.py"}
"""Modules whose sentences are translated as a table, by their values."""
NO_SENTENCES = {"ui/tables.py", "text.py", "config.py"}
"""Modules with Vietnamese in patterns and in the names of channels."""
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
MODULES = sorted(
    module for module in ROOT.rglob("*.py") if not str(module.relative_to(ROOT)).startswith(ELSEWHERE)
)  # fmt: skip
GROUPS = get_args(Group)


@pytest.fixture(autouse=True)
def _vietnamese_again() -> Iterator[None]:
    yield
    choose("vi")


@lru_cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def names(module: Path) -> str:
    return str(module.relative_to(ROOT))


def calls(module: Path) -> Iterator[ast.Call]:
    """Where a sentence is looked up."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "counted"):
            yield node


def said() -> set[str]:
    """The keys of all sentences that the program looks up."""
    found = {text for command in COMMANDS for text in (command.label, command.help)}
    found |= {f"{group} [group]" for group in GROUPS}
    for module in MODULES:
        for call in calls(module):
            words = [str(argument.value) for argument in call.args if isinstance(argument, ast.Constant)]
            if isinstance(call.args[0], ast.Constant):
                is_told_apart = ast.unparse(call.func) == "tr" and len(words) > 1
                found.add(f"{words[0]} [{words[1]}]" if is_told_apart else words[0])
    return found


def fields(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


class TestTheCatalogue:
    @pytest.mark.parametrize("module", MODULES, ids=names)
    def test_nothing_is_said_past_it(self, module: Path) -> None:
        looked_up = {id(argument) for call in calls(module) for argument in call.args}
        notes = {
            id(child.value)
            for node in ast.walk(tree(module))
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        }
        past = [
            f"{node.lineno}: {node.value}"
            for node in ast.walk(tree(module))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VIETNAMESE.search(node.value)
            if id(node) not in looked_up | notes and node.value not in GROUPS
        ]
        assert past == [] or names(module) in TABLES | NO_SENTENCES

    @pytest.mark.parametrize("module", MODULES, ids=names)
    def test_a_sentence_is_looked_up_before_it_is_filled_in(self, module: Path) -> None:
        """An f-string would be looked up with its values in it, and never be found."""
        assert [ast.unparse(call) for call in calls(module) if isinstance(call.args[0], ast.JoinedStr)] == []

    def test_every_sentence_is_there_and_nothing_else(self) -> None:
        assert sorted(said() - SENTENCES.keys()) == []
        assert sorted(SENTENCES.keys() - said()) == []

    def test_no_sentence_is_there_twice(self) -> None:
        parts = (times, commands, screen, guide, keeping, faults, packing, command_line)
        assert sum(len(part.SENTENCES) for part in parts) == len(SENTENCES)

    def test_fields_are_the_same(self) -> None:
        for vietnamese, english in SENTENCES.items():
            for form in english.split(FORMS) if "{count}" in vietnamese else [english]:
                assert fields(form) == fields(vietnamese), vietnamese

    def test_all_of_it_is_english(self) -> None:
        assert [english for english in SENTENCES.values() if not english.strip() or VIETNAMESE.search(english)] == []
        assert [vietnamese for vietnamese, english in SENTENCES.items() if vietnamese == english] == []

    def test_labels_fit_where_keys_are_shown(self) -> None:
        choose("en")
        too_long = [one.label for one in COMMANDS if one.footer and len(tr(one.label)) > 14]
        assert too_long == []


class TestSpeaking:
    def test_vietnamese_is_what_the_code_says(self) -> None:
        assert tr("Chưa đọc") == "Chưa đọc"
        assert counted("Có {count} tin mới.", 12_345) == "Có 12.345 tin mới."
        assert decimal(3.84) == "3,8"

    def test_english(self) -> None:
        choose("en")
        assert tr("Chưa đọc") == "Unread"
        assert tr("Đánh dấu") == "Bookmark"
        assert tr("Đánh dấu", "shelf") == "Bookmarks"
        assert number(12_345) == "12,345"
        assert decimal(3.84) == "3.8"
        assert tr("một câu không ai dịch") == "một câu không ai dịch"

    @pytest.mark.parametrize(
        ("count", "told"),
        [(0, "0 new articles."), (1, "1 new article."), (2, "2 new articles."), (1_200, "1,200 new articles.")],
    )
    def test_one_and_more(self, count: int, told: str) -> None:
        choose("en")
        assert counted("Có {count} tin mới.", count) == told

    def test_keys_are_called_by_words_where_there_are_no_arrows(self) -> None:
        assert key_words("↵ Đọc") == "↵ Đọc"
        choose("vi", names_keys=True)
        assert key_name("enter") == "Enter"
        assert key_name("shift+down") == "Shift+Down"
        assert tr("↵ Tìm   Esc Thôi") == "Enter Tìm   Esc Thôi"
        choose("en", names_keys=True)
        assert tr("Vào dải TIN MỚI, ←→ chọn, Enter mở") == "Into the strip LATEST; Left/Right choose, Enter opens"


class TestTheChoice:
    @pytest.mark.parametrize(
        ("environment", "chosen"),
        [
            ({}, "vi"),
            ({"LANG": "C"}, "vi"),
            ({"LANG": "POSIX"}, "vi"),
            ({"LANG": "vi_VN.UTF-8"}, "vi"),
            ({"LANG": "fr_FR.UTF-8"}, "vi"),
            ({"LANG": "eno_XX"}, "vi"),
            ({"LANG": "en_US.UTF-8"}, "en"),
            ({"LANG": "en"}, "en"),
            ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
            ({"LANG": "vi_VN", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
            ({"LANG": "vi_VN", "LANGUAGE": "en_GB:vi"}, "en"),
            ({"LANG": "en_US.UTF-8", "LANGUAGE": "", "LC_ALL": ""}, "en"),
        ],
    )
    def test_by_the_environment(self, environment: dict[str, str], chosen: str) -> None:
        assert of_environment(environment) == chosen
        assert chosen in language.LANGUAGES

    @pytest.mark.parametrize(
        ("text", "manner"),
        [
            ("", Manner()),
            ('language = "en"', Manner("en")),
            ('signs = "ascii"', Manner(signs="ascii")),
            ('language = "en"\nsings = 1', Manner("en")),
            ('language = "', Manner()),
        ],
    )
    def test_by_the_configuration(self, tmp_path: Path, text: str, manner: Manner) -> None:
        """Also where something else in it is wrong, for that has to be told in the right language."""
        (tmp_path / "config.toml").write_text(text, "utf-8")
        assert load_manner(tmp_path / "config.toml") == manner

    def test_without_a_configuration(self, tmp_path: Path) -> None:
        assert load_manner(tmp_path / "config.toml") == Manner()
