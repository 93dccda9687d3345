"""Each link on the screen has its letter, and keystrokes narrow the choice to one."""

from __future__ import annotations

import pytest

from tuireader.model import Article, Figure, Paragraph, Related, Span
from tuireader.ui.lines import Layout, assemble, flow
from tuireader.ui.links import LETTERS, Letters, Link, letters
from tuireader.ui.render import RelatedLine, lay_out


def linked(text: str, *links: str) -> Paragraph:
    """A paragraph in which those words are links to addresses that end in their number."""
    spans = [
        Span(text.index(words), text.index(words) + len(words), "link", f"https://vidu.example/{number}")
        for number, words in enumerate(links)
    ]
    return Paragraph(text, tuple(spans))


def of(layout: Layout) -> Letters:
    return letters(layout.lines, range(len(layout.lines)))


def test_links_pictures_and_related_articles_have_letters_in_reading_order() -> None:
    blocks = (
        linked("Xem dự án và bản đồ.", "dự án", "bản đồ"),
        Figure(caption="Cây", src="https://vidu.example/a.jpg"),
        Figure(caption="Không có địa chỉ"),
    )
    article = Article(url="u", title="t", blocks=blocks)
    layout = lay_out(article, 40, related=[RelatedLine(Related("Nạo vét", "https://vidu.example/9"), carried=True)])
    found = of(layout)
    assert [(link.text, link.related) for link in found.links] == [
        ("dự án", -1),
        ("bản đồ", -1),
        ("▣ ", -1),
        ("", 0),
    ]
    assert found.names == tuple("asdf")
    labels = [mark.label for marks in found.overlays(layout.lines).values() for mark in marks]
    assert labels == ["A", "S", "D", "F"]


def test_a_link_over_two_lines_is_one_and_two_with_one_address_are_two() -> None:
    layout = assemble([flow("một hai ba bốn năm", 8, spans=(Span(4, 14, "link", "https://vidu.example/"),))])
    (link,) = of(layout).links
    assert (link.line, link.start, link.end) == (0, 4, 7)
    (rest,) = letters(layout.lines, range(1, 3)).links
    assert (rest.line, rest.start) == (1, 0)
    two = (Span(0, 3, "link", "https://vidu.example/"), Span(8, 10, "link", "https://vidu.example/"))
    assert len(of(assemble([flow("một hai ba bốn", 40, spans=two)])).links) == 2


def test_what_is_not_shown_has_no_letter() -> None:
    layout = assemble(
        [[*flow("một", 9, href="https://vidu.example/1"), *flow("hai", 9, href="https://vidu.example/2")]]
    )
    assert [link.href[-1] for link in letters(layout.lines, range(1, 2)).links] == ["2"]
    assert letters(layout.lines, range(0)).links == ()


def test_a_letter_stands_in_the_blank_before_its_link_if_there_is_one() -> None:
    block = linked("(đây) đây kia", "đây)", "kia")
    layout = lay_out(Article(url="u", title="t", blocks=(block,)), 40)
    (marks,) = of(layout).overlays(layout.lines).values()
    assert [(mark.start, mark.end, mark.label) for mark in marks] == [(1, 2, "A"), (9, 10, "S")]


def many(count: int) -> Letters:
    return of(assemble([[line for n in range(count) for line in flow(f"{n}", 9, href=f"https://vidu.example/{n}")]]))


@pytest.mark.parametrize("count", [1, len(LETTERS), len(LETTERS) + 1, 200])
def test_every_name_leads_to_its_link(count: int) -> None:
    found = many(count)
    assert len(set(found.names)) == count
    for link, name in zip(found.links, found.names, strict=True):
        state: Letters | Link | None = found
        for letter in name:
            assert isinstance(state, Letters)
            state = state.type(letter)
        assert state == link
    assert found.type("w") is None


def test_a_first_letter_leaves_those_that_begin_with_it() -> None:
    found = many(60)
    left = found.type("a")
    assert isinstance(left, Letters)
    layout = [line for n in range(60) for line in flow(f"{n}", 9)]
    shown = [mark.label for marks in left.overlays(layout).values() for mark in marks]
    assert shown == [letter.upper() for letter in LETTERS if letter != "a"]
    assert not any(name[0] == name[1] for name in found.names), "a letter struck twice is another one in Telex"


def test_arrows_go_round() -> None:
    found = many(3)
    assert [found.step(1).now, found.step(-1).now] == [0, 2]
    assert found.step(1).step(-1).now == 2
    assert found.step(-1).step(1).now == 0
