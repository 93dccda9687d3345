"""The reading pane under real keys and clicks: paging, the end, related articles, links, hostile text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from stage import Stage

from tuireader.model import Article, Headline, Paragraph, Place, Related, Span
from tuireader.ui.render import RelatedLine
from tuireader.ui.widgets.article_view import ArticleView

HOSTILE = "[VIDEO] Giá vàng [/b] [@click=app.quit]x[/]"
SENTENCE = "Sáng nay hơn hai trăm người dân đã cùng nhau trồng những hàng cây đầu tiên dọc con kênh."
RELATED = (Related("Nạo vét kênh", "https://vidu.example/2"), Related("Bản đồ cây xanh", "https://vidu.example/3"))
LONG = Article(
    url="https://vidu.example/1",
    title="Trồng cây dọc con kênh",
    blocks=tuple(Paragraph(f"{number} {SENTENCE}") for number in range(1, 21)),
    related=RELATED,
)
SHORT = Article(
    url="https://vidu.example/5",
    title=HOSTILE,
    lead=HOSTILE,
    blocks=(Paragraph(f"{HOSTILE} trang", (Span(44, 49, "link", "https://vidu.example/du-an"),)),),
    related=(Related(HOSTILE, "https://vidu.example/6"),),
)


def stage() -> Stage[ArticleView]:
    return Stage(ArticleView())


def chosen(app: Stage[ArticleView]) -> Related | None:
    return app.performer.chosen


def row_of(app: Stage[ArticleView], text: str) -> int:
    return next(row for row, line in enumerate(app.screen_lines()) if text in line)


async def test_hostile_text_is_shown_as_it_is_and_runs_nothing() -> None:
    app = stage()
    async with app.run_test(size=(80, 20), message_hook=app.heard.append) as pilot:
        app.performer.show(SHORT)
        await pilot.pause()
        lines = [line.strip() for line in app.screen_lines()]
        assert lines.count(HOSTILE) == 3
        assert f"{HOSTILE} trang" in lines
        for row in range(20):
            await pilot.click(app.performer, offset=(2 + HOSTILE.index("x["), row))
        assert app.is_running
        chosen = app.said(ArticleView.RelatedChosen)
        assert [message.related for message in chosen if isinstance(message, ArticleView.RelatedChosen)] == [
            SHORT.related[0]
        ]


async def test_a_click_on_a_link_says_its_address() -> None:
    app = stage()
    async with app.run_test(size=(80, 20), message_hook=app.heard.append) as pilot:
        app.performer.show(SHORT)
        await pilot.pause()
        row = row_of(app, "trang")
        column = app.screen_lines()[row].index("trang")
        await pilot.click(app.performer, offset=(column, row))
        await pilot.click(app.performer, offset=(column - 5, row))
        (link,) = app.said(ArticleView.LinkChosen)
        assert isinstance(link, ArticleView.LinkChosen)
        assert link.url == "https://vidu.example/du-an"


async def test_pages_follow_one_another_until_the_end() -> None:
    app = stage()
    async with app.run_test(size=(80, 12), message_hook=app.heard.append) as pilot:
        app.performer.show(LONG)
        await pilot.pause()
        last_rows = app.screen_lines()[-2:]
        assert app.performer.page_down()
        assert app.screen_lines()[:2] == last_rows
        pages = 1
        while app.performer.page_down():
            pages += 1
        assert 3 < pages < 12
        assert app.performer.at_end
        await pilot.pause()
        assert len(app.said(ArticleView.EndReached)) == 1


async def test_the_end_of_a_short_article_is_reached_at_once_and_said_once() -> None:
    app = stage()
    async with app.run_test(size=(80, 40), message_hook=app.heard.append) as pilot:
        app.performer.show(SHORT)
        await pilot.pause()
        await pilot.press("end", "home", "end")
        assert not app.performer.page_down()
        assert len(app.said(ArticleView.EndReached)) == 1


async def test_what_is_no_article_has_no_end() -> None:
    app = stage()
    async with app.run_test(size=(80, 40), message_hook=app.heard.append) as pilot:
        app.performer.show_message("Chọn một bài để đọc")
        await pilot.pause()
        assert app.said(ArticleView.EndReached) == []
        assert "Chọn một bài để đọc" in app.screen_lines()[1]
        app.performer.clear()
        await pilot.pause()
        assert set(app.screen_lines()) == {""}


async def test_keys_scroll_at_once() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.show(LONG)
        app.performer.focus()
        await pilot.pause()
        second = app.screen_lines()[1]
        await pilot.press("down")
        assert app.screen_lines()[0] == second
        await pilot.press("end")
        assert app.performer.at_end
        await pilot.press("pageup", "home")
        assert app.performer.place == Place(0)


async def test_down_at_the_end_goes_on_to_the_related_articles() -> None:
    app = stage()
    async with app.run_test(size=(80, 12), message_hook=app.heard.append) as pilot:
        app.performer.show(LONG)
        app.performer.focus()
        await pilot.press("end", "enter")
        assert chosen(app) is None
        await pilot.press("down")
        assert chosen(app) == RELATED[0]
        assert "▌" in app.screen_lines()[row_of(app, "Nạo vét kênh")]
        await pilot.press("down", "down", "enter")
        assert chosen(app) == RELATED[1]
        (message,) = app.said(ArticleView.RelatedChosen)
        assert isinstance(message, ArticleView.RelatedChosen)
        assert message.related == RELATED[1]
        await pilot.press("up", "up")
        assert chosen(app) is None
        top = app.performer.scroll_offset.y
        await pilot.press("up")
        assert app.performer.scroll_offset.y == top - 1


async def test_related_articles_can_be_gone_to_from_anywhere() -> None:
    app = stage()
    async with app.run_test(size=(80, 12)) as pilot:
        app.performer.show(LONG, related=[RelatedLine(RELATED[1], carried=True)])
        await pilot.pause()
        assert app.performer.focus_related()
        assert app.performer.chosen == RELATED[1]
        assert "✓ Bản đồ cây xanh" in app.screen_lines()[row_of(app, "Bản đồ")]
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert app.performer.chosen == RELATED[1]
        assert "▌" in app.screen_lines()[row_of(app, "Bản đồ")]
        app.performer.show(SHORT, related=[])
        assert not app.performer.focus_related()
        assert app.performer.chosen is None


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (140, 50)])
async def test_an_article_opens_where_it_was_left(size: tuple[int, int]) -> None:
    app = stage()
    async with app.run_test(size=size) as pilot:
        app.performer.show(LONG, place=Place(4))
        await pilot.pause()
        assert app.screen_lines()[0].strip().startswith("4 Sáng nay")
        assert app.performer.place == Place(4)
        app.performer.show(SHORT)
        assert app.performer.place == Place(0)


async def test_the_place_survives_a_resize() -> None:
    app = stage()
    async with app.run_test(size=(120, 12)) as pilot:
        app.performer.show(LONG, place=Place(9))
        for width in (50, 33, 120):
            await pilot.resize_terminal(width, 12)
            await pilot.pause()
            assert app.screen_lines()[0].strip().startswith("9 Sáng nay")
            assert app.performer.place == Place(9)


async def test_a_lead_shows_what_is_known_and_why_there_is_no_more() -> None:
    app = stage()
    headline = Headline(
        "1", "vidu", "doi-song", HOSTILE, "u", published=datetime(2026, 11, 24, 10, 58, tzinfo=UTC), summary=HOSTILE
    )
    async with app.run_test(size=(80, 20)) as pilot:
        app.performer.show_lead(headline, f"Không tải được: {HOSTILE}", paper="Báo Ví Dụ")
        await pilot.pause()
        shown = [line.strip() for line in app.screen_lines() if line]
        assert shown == ["BÁO VÍ DỤ", HOSTILE, "Thứ Ba 24/11/2026, 17:58", HOSTILE, f"Không tải được: {HOSTILE}"]
