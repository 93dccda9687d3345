"""`tuireader doctor` as a shell sees it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from press import Story, feed, page
from program import Newsagent, Program, newsagent

from tuireader.store import lock

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs XDG folders")

PAPERS = ("vtv", "vnexpress", "tuoitre")


@pytest.fixture
def agent(program: Program) -> Iterator[Newsagent]:
    with newsagent() as agent:
        program.take_papers(agent.base)
        for paper in PAPERS:
            prints(agent, paper)
        yield agent


def prints(agent: Newsagent, paper: str) -> None:
    """Five articles of today, for health is told by the clock on the wall."""
    titles = [f"Tin số {number} của {paper}" for number in range(1, 6)]
    agent.prints(paper, *titles)
    today = [
        Story(title, agent.article(paper, number), datetime.now(UTC) - number * timedelta(minutes=1))
        for number, title in enumerate(titles, 1)
    ]
    agent.press.prints(f"/{paper}/tin-moi.rss", feed(*today))


def examined(program: Program, *arguments: str) -> tuple[int, dict[str, Any]]:
    ended = program.run("doctor", "--json", *arguments)
    return ended.returncode, {paper["source"]: paper for paper in json.loads(ended.stdout)}


def test_papers_that_are_well(program: Program, agent: Newsagent) -> None:
    ended = program.run("doctor", *PAPERS)
    told = ended.stdout.decode("utf-8")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert told.count("\n") == 9
    assert "✓ Tuổi Trẻ (tuoitre): mới" in told
    assert told.count(" · 5 tin, mới nhất ") == 3
    assert told.count("Đọc thử 3 bài: 3 bài có nội dung, 3 bài đúng khuôn của báo") == 3
    asked = [one.url for one in agent.press.asked]
    assert len(asked) == len(set(asked)) == 3 * (1 + 3)


def test_papers_that_are_not(program: Program, agent: Newsagent) -> None:
    agent.press.prints("/vnexpress/tin-moi.rss", status=403)
    for number in range(1, 6):
        agent.press.prints(f"/tuoitre/bai-{number:018d}.htm", page("Không tìm thấy trang", "Trang không tồn tại."))
    code, papers = examined(program, *PAPERS)
    assert code == 3
    assert {paper: report["health"]["kind"] for paper, report in papers.items()} == {
        "vtv": "fresh",
        "vnexpress": "blocked",
        "tuoitre": "fresh",
    }
    assert papers["vnexpress"]["told"] == "chặn máy đọc"
    assert papers["vnexpress"]["sections"][0]["health"]["detail"] == "status 403"
    assert [one["body"] for one in papers["vtv"]["pages"]] == ["rules"] * 3
    assert [one["body"] for one in papers["tuoitre"]["pages"]] == ["none"] * 3
    assert "không phải bài này" in papers["tuoitre"]["pages"][0]["error"]
    _, again = examined(program, "tuoitre")
    assert again["tuoitre"]["health"]["pages"] == 3


def test_a_new_layout_is_told_and_kept(program: Program, agent: Newsagent) -> None:
    for number in range(1, 6):
        agent.press.prints(f"/vtv/bai-{number:018d}.htm", "<html><body><p>Trống.</p></body></html>")
    assert program.run("sync", "--quiet").returncode in (0, 3)
    code, papers = examined(program, "vtv")
    assert code == 3
    assert papers["vtv"]["told"] == "đổi khuôn trang: 0/5 bài đọc được"


def test_nothing_is_marked_and_nothing_carried(program: Program, agent: Newsagent) -> None:
    assert program.run("doctor", "vtv").returncode == 0
    with closing(sqlite3.connect(program.paths.library)) as library:
        tables = ("marks", "articles", "pages", "headlines")
        numbers = [library.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    assert numbers == [0, 0, 3, 5]


def test_without_network_it_says_so(program: Program) -> None:
    with newsagent() as agent:
        program.take_papers(agent.base)
        prints(agent, "vtv")
        assert program.run("doctor", "vtv").returncode == 0
    ended = program.run("doctor", "vtv", "tuoitre")
    assert ended.returncode == 4
    assert "Không có mạng" in ended.stderr.decode("utf-8")
    told = ended.stdout.decode("utf-8")
    assert "✓ VTV (vtv): mới" in told
    assert "· Tuổi Trẻ (tuoitre): chưa lấy lần nào" in told


def test_beside_another_tuireader_it_works_in_memory(program: Program, agent: Newsagent) -> None:
    assert program.run("list").returncode == 0
    held = lock.take(program.paths.library)
    assert held is not None
    try:
        ended = program.run("doctor", "vtv")
    finally:
        os.close(held)
    assert ended.returncode == 0
    assert "Một tuireader khác" in ended.stderr.decode("utf-8")
    assert "Đọc thử 3 bài" in ended.stdout.decode("utf-8")


def test_a_paper_that_there_is_not(program: Program) -> None:
    ended = program.run("doctor", "khong-co")
    assert ended.returncode == 1
    assert "Không có báo nào tên là «khong-co»" in ended.stderr.decode("utf-8")
