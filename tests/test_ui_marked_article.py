"""Words are found and links are lettered under real keys, and both follow the text wherever it goes."""

from __future__ import annotations

from stage import Stage

from tuireader.model import Article, Paragraph, Place, Related, Span
from tuireader.ui.widgets.marked_article import MarkedArticle

SENTENCE = "Sáng nay hơn hai trăm người dân đã cùng nhau trồng những hàng cây đầu tiên dọc con kênh."
LONG = Article(
    url="https://vidu.example/1",
    title="Trồng cây",
    blocks=tuple(
        Paragraph(
            f"{number} {SENTENCE}",
            (Span(len(f"{number}") + 10, len(f"{number}") + 17, "link", f"https://vidu.example/{number}"),),
        )
        for number in range(1, 21)
    ),
    related=(Related("Nạo vét kênh", "https://vidu.example/40"),),
)


def stage() -> Stage[MarkedArticle]:
    return Stage(MarkedArticle())


def top(app: Stage[MarkedArticle]) -> str:
    return app.screen_lines()[0].strip()


def marked(app: Stage[MarkedArticle], look: str) -> list[str]:
    """The text under the marks of one look, line by line."""
    lines, overlays = app.performer._text.lines, app.performer._overlays
    return [
        lines[line].text[mark.start : mark.end]
        for line in sorted(overlays)
        for mark in overlays[line]
        if mark.look == look
    ]


async def test_all_are_marked_and_one_is_gone_to() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.show(LONG, place=Place(9))
        await pilot.pause()
        app.performer.begin_finding()
        app.performer.find("sang NAY")
        assert app.performer.found == (9, 20)
        assert (marked(app, "found-now"), len(marked(app, "found"))) == (["Sáng nay"], 19)
        app.performer.find_step(1)
        app.performer.find_step(1)
        assert app.performer.found == (11, 20)
        assert any(line.strip().startswith("11 Sáng nay") for line in app.screen_lines())
        for _ in range(11):
            app.performer.find_step(-1)
        assert app.performer.found == (20, 20)
        assert "20 Sáng nay" in " ".join(app.screen_lines())


async def test_marks_are_drawn() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.show(LONG)
        await pilot.pause()
        app.performer.begin_finding()
        app.performer.find("trong cay")
        (segment,) = [s for y in range(12) for s in app.performer.render_line(y) if s.text == "Trồng cây"]
        assert segment.style is not None
        assert segment.style.bgcolor == app.performer.get_component_rich_style("text--found-now").bgcolor


async def test_giving_up_leads_back_and_ending_stays() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.show(LONG, place=Place(3))
        await pilot.pause()
        for give_up, block in ((True, 3), (False, 16)):
            app.performer.begin_finding()
            app.performer.find("18 sang")
            assert top(app)[:2] != "3 "
            assert app.performer.end_finding(give_up=give_up)
            assert (app.performer.place.block, app.performer._overlays) == (block, {})
        assert not app.performer.end_finding()


async def test_what_is_found_stays_marked_at_another_width_and_not_in_another_text() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.show(LONG)
        await pilot.pause()
        app.performer.begin_finding()
        app.performer.find("hai trăm người dân")
        app.performer.find_step(1)
        await pilot.resize_terminal(24, 12)
        await pilot.pause()
        assert app.performer.found == (2, 20)
        assert "".join(marked(app, "found-now")).replace(" ", "") == "haitrămngườidân"
        app.performer.show(LONG)
        assert (app.performer.is_finding, app.performer._overlays) == (False, {})


async def test_a_letter_opens_its_link() -> None:
    app = stage()
    async with app.run_test(size=(80, 14), message_hook=app.heard.append) as pilot:
        app.performer.show(LONG, place=Place(2))
        app.performer.focus()
        await pilot.pause()
        assert app.performer.letter_links()
        assert "2 Sáng nayAhơn hai trăm" in app.screen_lines()[0], "in the blank before it, and nothing moves"
        await pilot.press("s")
        (link,) = app.said(MarkedArticle.LinkChosen)
        assert isinstance(link, MarkedArticle.LinkChosen)
        assert (link.url, link.text) == ("https://vidu.example/3", "hơn hai")
        assert not app.performer.is_lettered
        await pilot.press("end")
        app.performer.letter_links()
        await pilot.press("up", "enter")
        (related,) = app.said(MarkedArticle.RelatedChosen)
        assert isinstance(related, MarkedArticle.RelatedChosen)
        assert related.related == LONG.related[0]


async def test_any_other_key_ends_the_letters_and_does_nothing_else() -> None:
    app = stage()
    async with app.run_test(size=(80, 14), message_hook=app.heard.append) as pilot:
        app.performer.show(LONG)
        app.performer.focus()
        await pilot.pause()
        for key in ("escape", "f4", "pagedown", "enter", "w"):
            assert app.performer.letter_links()
            await pilot.press(key)
            assert (app.performer.is_lettered, app.performer.scroll_offset.y) == (False, 0)
        app.performer.letter_links()
        app.performer.scroll_to_line(3)
        assert not app.performer.is_lettered
        assert app.said(MarkedArticle.LinkChosen) == []


async def test_where_no_link_is_there_is_no_letter() -> None:
    app = stage()
    async with app.run_test(size=(80, 14)) as pilot:
        app.performer.show(Article(url="u", title="t", blocks=(Paragraph("một"),)))
        await pilot.pause()
        assert not app.performer.letter_links()


async def test_how_much_is_read() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.show(LONG)
        await pilot.pause()
        parts = [app.performer.read_part]
        while app.performer.page_down():
            parts.append(app.performer.read_part)
        assert (parts[0], parts[-1]) == (0, 1)
        assert parts == sorted(parts)
        app.performer.show(Article(url="u", title="t", blocks=(Paragraph("một"),)))
        assert app.performer.read_part == 1
