"""Scripts and styles taken out before parsing: the tree keeps its shape, and whatever is in doubt stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tuireader.parsing.lean import LONG_BODY, without_code

CODE = "x" * (LONG_BODY + 1)


@pytest.mark.parametrize(
    ("page", "lean"),
    [
        (f"<script>{CODE}</script>", "<script></script>"),
        (f"<script src='a.js' async\n>{CODE}</script\n>", "<script src='a.js' async\n></script\n>"),
        (f"<style>{CODE}</style><p>a</p><script>{CODE}</script>b", "<style></style><p>a</p><script></script>b"),
        (f"<!--<script>{CODE}</script>-->", "<!--<script></script>-->"),
        (f"<script>if (a < b) {CODE}</script>", "<script></script>"),
    ],
)
def test_long_code_goes_and_its_element_stays(page: str, lean: str) -> None:
    assert without_code(page.encode()) == lean.encode()


@pytest.mark.parametrize(
    "page",
    [
        f'<script type="application/ld+json">{{"a": "{CODE}"}}</script>',
        f'<script type="application/LD+JSON">{{"a": "{CODE}"}}</script>',
        f'<script type="application/ld+js&#111;n">{{"a": "{CODE}"}}</script>',
        f"<script>{CODE}",
        f"<style>{CODE}",
        "<script>a</script>",
        f"<div title='<script>'><p>{CODE}</p><script>a</script>",
        f"<div title='<script>'><p>{CODE}</p><SCRIPT>a</script>",
        f"<div title='<style>'><p>{CODE}</p><style>a</style>",
        f"<div title='<script>'><p>{CODE}</p><!-- <script>a</script> -->",
        f"<script><!-- {CODE} --></script>",
        f"<script>{CODE} //--></script>",
        f"<script title='a>b'>{CODE}</script>",
        f"<script title='a>{CODE}</script>",
        f"<scripts>{CODE}</scripts>",
        f"<script>{CODE}</scripts>",
    ],
)
def test_what_is_read_or_in_doubt_stays(page: str) -> None:
    assert without_code(page.encode()) == page.encode()


PIECES = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<script src=a>",
            "<SCRIPT>",
            "</SCRIPT>",
            "<style>",
            "</style>",
        ),
        *("<!--", "-->", "<p>", "</p>", "<template>", "chữ", CODE),
    ]
)


@given(st.lists(PIECES, max_size=14))
def test_no_element_comes_or_goes(pieces: list[str]) -> None:
    page = "".join(pieces).encode()
    assert shape(without_code(page)) == shape(page)


def shape(page: bytes) -> tuple[list[str | None], str]:
    """The elements of a page, and its text but for the code."""
    tree = LexborHTMLParser(page or b" ", scripting=True)
    names = [node.tag for node in tree.css("*")]
    tree.strip_tags(["script", "style"])
    return names, (tree.root.text() if tree.root is not None else "").replace("x", "")
