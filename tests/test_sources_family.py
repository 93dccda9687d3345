"""What a family's file alone makes of a paper that says no more than its name and its family."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuireader.model import Figure, Heading, Paragraph
from tuireader.parsing.article import parse_article
from tuireader.sources import article_id, read_source

PAPER = """
id = "{id}"
name = "Báo chị em"
home = "https://{id}.example"
family = "vccorp"
[[section]]
id = "trang-chu"
name = "Trang chủ"
feed = "https://{id}.example/home.rss"
"""
BODY = """<div class="VCSortableInPreviewMode active" type="Photo"><div><img src="https://anh.example/a.jpg"></div>
<div class="PhotoCMS_Caption"><p>Bến sông buổi sớm</p></div></div><p>Đoạn thứ nhất kể chuyện bến sông.</p>
<h3>Chợ nổi</h3>
<div class="VCSortableInPreviewMode alignLeft"><div class="kbwscwl-relatedbox type-2"><ul><li>
<h4 class="kbwscwlrl-title"><a class="title" href="/bai-cu-100260201080000111.htm">Bài cũ về bến sông</a></h4>
</li></ul></div></div>
<p>Đoạn thứ hai kể chuyện chợ nổi.</p>"""
SISTERS = {
    "hien-nay": f"""<div class="detail-cate"><a data-role="cate-name" href="/doi-song.htm">Đời sống</a></div>
<h1 class="detail-title"><span data-role="title">Bến sông</span></h1><div data-role="publishdate">05/03/2026 08:00</div>
<p class="name" data-role="author">Tin - ảnh: Lê An</p><h2 data-role="sapo">Bến sông có chợ nổi họp từ sáng sớm.</h2>
<div class="detail-content afcbc-body" data-role="content">{BODY}</div>""",
    "soha": f"""<main><article><header><h1 class="news-title">Bến sông</h1><b data-role="author">Lê An</b></header>
<div class="detail-body"><h2 class="news-sapo">Bến sông có chợ nổi họp từ sáng sớm.</h2><div class="news-content">{BODY}
</div></div></article></main><span class="kbwcm-time">08:00 05/03/2026</span>
<ul><li class="kbwsli active"><a href="/doi-song.htm">Đời sống</a></li></ul>""",
    "cafebiz": f"""<div id="mainDetail"><h1 class="title">Bến sông</h1><p class="p-author">
<strong class="detail-author">Lê An</strong></p><h2 class="sapo">Bến sông có chợ nổi họp từ sáng sớm.</h2>
<div class="detail-content">{BODY}</div></div><div class="detail-time">05/03/2026 08:00</div>
<div class="detail-cate"><a href="/doi-song.htm">Đời sống</a></div>""",
}


@pytest.mark.parametrize("paper", SISTERS)
def test_a_sister_paper_is_read_by_the_familys_rules(tmp_path: Path, paper: str) -> None:
    (tmp_path / f"{paper}.toml").write_text(PAPER.format(id=paper), "utf-8")
    source = read_source(tmp_path / f"{paper}.toml")
    url = f"https://{paper}.example/ben-song-100260305080000222.htm"
    article = parse_article(f"<html><body>{SISTERS[paper]}</body></html>".encode(), url, source)
    assert article_id(source, url) == f"{paper}:100260305080000222"
    assert (article.title, article.lead) == ("Bến sông", "Bến sông có chợ nổi họp từ sáng sớm.")
    assert (article.authors, article.section) == (("Lê An",), "Đời sống")
    assert article.published is not None
    assert article.published.isoformat() == "2026-03-05T01:00:00+00:00"
    assert article.blocks == (
        Figure("Bến sông buổi sớm", "https://anh.example/a.jpg"),
        Paragraph("Đoạn thứ nhất kể chuyện bến sông."),
        Heading("Chợ nổi", 3),
        Paragraph("Đoạn thứ hai kể chuyện chợ nổi."),
    )
    assert [(link.title, link.place) for link in article.related] == [("Bài cũ về bến sông", "inside")]
    assert article.by_rules
