"""The rules of the house, checked by machine so that a review can be about meaning."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tuireader.sources import load_sources
from tuireader.ui.app import TuiReader
from tuireader.ui.browse import BrowseScreen
from tuireader.ui.changes import ChangesScreen
from tuireader.ui.commands import COMMANDS
from tuireader.ui.guide import GuideScreen
from tuireader.ui.papers import PapersScreen
from tuireader.ui.picture import PictureScreen
from tuireader.ui.widgets.article_pane import ArticlePane
from tuireader.ui.widgets.desk import Desk
from tuireader.ui.widgets.line_list import LineList

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "tuireader").rglob("*.py"))
MODULE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 250, 40

TEXT_DOORS = {"Static", "Label", "Button", "Option", "Checkbox", "ListItem"}
"""Widgets of Textual that read markup out of a plain string."""
TEXT_METHODS = {"update", "notify", "add_row", "add_leaf", "add_option"}
TEXT_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}


def names(module: Path) -> str:
    return str(module.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=names)
def test_sizes_and_docstrings(module: Path) -> None:
    text = module.read_text("utf-8")
    tree = ast.parse(text)
    too_long = [f"module {text.count(chr(10))}"] if text.count("\n") > MODULE_LINES else []
    for node in ast.walk(tree):
        limit = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            too_long += [f"{node.name} {lines}"] if lines > limit else []
    assert too_long == []
    assert ast.get_docstring(tree), "a module says what it owns"


@pytest.mark.parametrize("module", [m for m in MODULES if "ui" in m.parts], ids=names)
def test_no_widget_reads_markup_out_of_a_title(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    assert [ast.unparse(node) for node in ast.walk(tree) if _lets_markup_in(node)] == []


def _lets_markup_in(node: ast.AST) -> bool:
    """Whether a string that is no literal goes to where Textual would read markup."""
    if isinstance(node, ast.Assign):
        doors = [t for t in node.targets if isinstance(t, ast.Attribute) and t.attr in TEXT_ATTRIBUTES]
        return bool(doors) and not _is_safe(node.value)
    if not isinstance(node, ast.Call) or not node.args:
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name == "notify":
        return not any(
            k.arg == "markup" and isinstance(k.value, ast.Constant) and not k.value.value for k in node.keywords
        )
    is_door = (isinstance(node.func, ast.Name) and name in TEXT_DOORS) or (
        isinstance(node.func, ast.Attribute) and name in TEXT_METHODS and not _is_container(node)
    )
    return is_door and not all(_is_safe(argument) for argument in node.args)


def _is_container(node: ast.Call) -> bool:
    """`dict.update` and `set.update` take containers, never text."""
    return all(
        isinstance(a, ast.Dict | ast.Set | ast.DictComp | ast.SetComp | ast.GeneratorExp) for a in node.args
    ) or (
        isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute | ast.Name)
        and all(
            isinstance(a, ast.Call) and isinstance(a.func, ast.Name) and a.func.id == "enumerate" for a in node.args
        )
    )


def _is_safe(value: ast.expr) -> bool:
    """A literal without brackets, or a call that makes `Content` or `Text`."""
    if isinstance(value, ast.Constant):
        return not isinstance(value.value, str) or "[" not in value.value
    if isinstance(value, ast.Call):
        maker = value.func.value if isinstance(value.func, ast.Attribute) else value.func
        return isinstance(maker, ast.Name) and maker.id in ("Content", "Text")
    return False


@pytest.mark.parametrize(
    ("line", "lets_in"),
    [
        ("Static(title)", True),
        ("Static(Content(title))", False),
        ("Static('[b]x')", True),
        ("self.notify(title)", True),
        ("self.notify(title, markup=False)", False),
        ("widget.update(f'{title}')", True),
        ("widget.update(Content.styled(title, 'bold'))", False),
        ("widget.border_title = title", True),
        ("names.update({1: 2})", False),
    ],
)
def test_the_markup_rule_bites(line: str, lets_in: bool) -> None:
    assert any(_lets_markup_in(node) for node in ast.walk(ast.parse(line))) is lets_in


def test_every_command_has_its_action() -> None:
    owners = {
        "list": LineList,
        "article": ArticlePane,
        "desk": Desk,
        "browse": BrowseScreen,
        "papers": PapersScreen,
        "guide": GuideScreen,
        "picture": PictureScreen,
        "changes": ChangesScreen,
    }
    missing = [
        f"{scope}: {command.action}"
        for command in COMMANDS
        for scope in command.scopes
        if not hasattr(owners[scope], f"action_{command.action.partition('(')[0]}")
    ]
    assert missing == []


def test_no_key_means_two_things() -> None:
    """But in an article, «/» looks in that article, and n and N walk in what was found as long as one looks."""
    in_article = {"find", "find_next", "find_previous"}
    for scopes in (
        ("list", "desk", "browse"),
        ("article", "desk", "browse"),
        ("list", "papers"),
        ("list", "guide"),
        ("picture",),
    ):
        others = [c for c in COMMANDS if c.action not in in_article]
        keys = [key for c in others if set(c.scopes) & set(scopes) for key in c.keys]
        assert sorted(keys) == sorted(set(keys))
    own = [
        key
        for c in COMMANDS
        if c.action in in_article or c.scopes in (("article",), ("list", "article"))
        for key in c.keys
    ]
    assert sorted(own) == sorted(set(own))
    assert TuiReader.COMMAND_PALETTE_BINDING == "ctrl+p"


def test_every_essential_command_has_a_key_that_is_no_letter() -> None:
    essential = {"line_down", "line_up", "open", "back", "bookmark", "bookmarks", "search", "refresh", "refresh_all"}
    essential |= {
        "help",
        "palette",
        "undo",
        "next_unread",
        "previous_unread",
        "read_on",
        "next_pane",
        "ticker",
        "alone",
        "papers",
        "switch",
        "close",
        "guide",
        "watch",
        "later",
        "earlier",
        "next_day",
        "previous_day",
        "to_now",
        "leave_guide",
    }
    typed_only = [c.action for c in COMMANDS if c.action in essential and all(len(key) == 1 for key in c.keys)]
    assert typed_only == []


def test_every_newspaper_has_its_page() -> None:
    papers, faults = load_sources()
    assert faults == ()
    missing = [paper.id for paper in papers if not list((ROOT / "tests" / "pages" / paper.id).glob("*.html"))]
    assert missing == []


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("tuireader.newsstand", ("textual", "rich", "httpx", "selectolax", "diskcache")),
        ("tuireader.__main__", ("textual", "rich", "httpx", "msgspec", "asyncio")),
        ("tuireader.cli.commands", ("textual", "rich", "httpx", "selectolax", "diskcache")),
        ("tuireader.cli.subscriptions", ("textual", "rich", "httpx", "selectolax", "diskcache")),
        ("tuireader.ui.app", ("httpx", "selectolax", "diskcache", "rich.markdown", "pygments")),
        ("tuireader.fetch.dial", ("textual", "rich", "click", "pygments")),
    ],
)
def test_what_an_import_leaves_alone(module: str, absent: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*sorted(set({absent!r}) & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_the_project_speaks_of_itself_alone() -> None:
    foreign = re.compile(r"/(home|root|tmp)/\w|pypi\.org|pythonhosted|TODO|FIXME|XXX")
    files = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *ROOT.glob("*.md"), ROOT / "constraints.txt"]
    spoken = [
        f"{names(file)}:{number}"
        for file in files
        if file != Path(__file__)
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if foreign.search(line)
    ]
    assert spoken == []
