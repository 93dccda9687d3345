"""What the demo paper sends: RSS 2.0 and article pages as the «data-role» family of Vietnamese papers makes them.

The oddities are wanted, since real papers have them: the zone as a bare `+07`, a picture and markup inside a feed's
descriptions, and around each article the header, navigation and footer that a reader has to do without.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape

from tuireader.demo.catalogue import HOME, Catalogue, Story
from tuireader.demo.markup import to_html

PAPER = "Túi Báo"
PICTURES = "/anh/"
"""Where the pictures are."""
_VIETNAM = timezone(timedelta(hours=7))
_MOST_RELATED = 4


def feed(title: str, stories: tuple[Story, ...]) -> str:
    """The RSS feed of a section."""
    entries = "".join(_entry(story) for story in stories)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        '<rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">\n<channel>\n'
        f"<title>{escape(title)} - {PAPER}</title>\n<link>{HOME}/</link>\n{entries}</channel>\n</rss>\n"
    )


def page(story: Story, catalogue: Catalogue) -> str:
    """The page of a story."""
    return f"""<!DOCTYPE html>
<html lang="vi">
{_head(story)}
<body>
{_masthead(catalogue)}
<main class="main"><div class="detail__section"><div class="detail-main">
<article itemscope itemtype="https://schema.org/NewsArticle">
{_opening(story)}
<div class="detail-cmain"><div class="detail-content afcbc-body" data-role="content" itemprop="articleBody">
{_body(story, catalogue)}
</div></div>
</article>
{_tags(story.written.tags)}
{_related(story, catalogue)}
</div></div></main>
<footer class="footer"><p>{PAPER} - tờ báo không có thật, in ra để bạn dùng thử.</p></footer>
</body>
</html>
"""


def _head(story: Story) -> str:
    title, lead = escape(story.written.title), escape(story.written.lead)
    return f"""<head>
<meta charset="utf-8">
<title>{title} | {PAPER}</title>
<meta name="description" content="{lead}">
<meta property="og:title" content="{title}">
<meta property="og:url" content="{story.url}">
<meta property="og:image" content="{_picture(story, 1)}">
<link rel="canonical" href="{story.url}">
<script type="application/ld+json">{_linked_data(story)}</script>
</head>"""


def _masthead(catalogue: Catalogue) -> str:
    links = "\n".join(
        f'<a href="/{section}.htm" class="item-menu">{escape(name)}</a>' for section, name in catalogue.names.items()
    )
    return (
        f'<header class="header"><a href="/" class="logo">{PAPER}</a>\n'
        f'<nav aria-label="Danh mục chính" class="header-menu-row">\n{links}\n</nav></header>'
    )


def _opening(story: Story) -> str:
    printed = _local(story.published)
    return f"""<header>
<div class="list-cate">
<a href="/{story.section}.htm" class="item-cate" data-role="cate-name">{escape(story.section_name)}</a>
</div>
<h1 class="title" data-role="title" itemprop="headline">{escape(story.written.title)}</h1>
<div class="flex-author">
<span class="name" data-role="author" itemprop="author">{escape(_byline(story))}</span>
<p class="days" data-role="publishdate" itemprop="datePublished" datetime="{printed.isoformat()}">
{printed:%d/%m/%Y %H:%M} GMT+7</p>
</div>
<div class="detail-row-mxh"><a href="javascript:;" class="sendsocial" rel="facebook">Chia sẻ</a></div>
<p class="sapo" data-role="sapo" itemprop="description">{escape(story.written.lead)}</p>
</header>"""


def _entry(story: Story) -> str:
    url, written = escape(story.url), story.written
    image = f'<a href="{url}"><img src="{escape(_picture(story, 1))}"></a>' if "![" in written.body else ""
    date = format_datetime(_local(story.published)).removesuffix("00")
    return (
        f"<item>\n<title>{_cdata(written.title)}</title>\n<link>{url}</link>\n<guid>{url}</guid>\n"
        f"<pubDate>{date}</pubDate>\n<description>{_cdata(image + escape(written.lead))}</description>\n</item>\n"
    )


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _picture(story: Story, number: int) -> str:
    return f"{HOME}{PICTURES}{story.written.slug}-{number}.png"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(_VIETNAM).replace(microsecond=0)


def _byline(story: Story) -> str:
    """As VTV has it: `Name, Name (Desk - address)`."""
    written = story.written
    desk = " - ".join(part for part in (written.desk, written.email) if part)
    return " ".join(part for part in (", ".join(written.authors), f"({desk})" if desk else "") if part)


def _body(story: Story, catalogue: Catalogue) -> str:
    written = story.written
    if not written.full:
        return '<div class="VCSortableInPreviewMode" type="VideoStream" data-vid=""></div>'
    text = to_html(written.body, catalogue.address, lambda number: _picture(story, number))
    credit = f'\n<p style="text-align: right;">{escape(written.credit)}</p>' if written.credit else ""
    return text + credit


def _tags(tags: tuple[str, ...]) -> str:
    links = "".join(
        f'<a href="/tag/{number}.html" class="item">{escape(tag)}</a>' for number, tag in enumerate(tags, 1)
    )
    return (
        f'<div class="box-tag"><span class="text">Từ khóa:</span><div class="list-tag">{links}</div></div>'
        if links
        else ""
    )


def _related(story: Story, catalogue: Catalogue) -> str:
    others = [other for other in catalogue.section(story.section) or () if other is not story][:_MOST_RELATED]
    cards = "\n".join(
        f'<article class="box-category-item" data-id="{other.number}"><h3 class="box-category-title-text">'
        f'<a data-linktype="newsdetail" class="box-category-link-title" href="{other.path}">'
        f"{escape(other.written.title)}</a></h3></article>"
        for other in others
    )
    return (
        '<div class="box-new-lq" data-marked-zoneid="vtv_detail_lienquan"><div class="box-category-top"><h2>'
        f'<span class="box-category-title">Tin liên quan</span></h2></div>\n{cards}\n</div>'
    )


def _linked_data(story: Story) -> str:
    facts = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": story.written.title,
        "description": story.written.lead,
        "datePublished": _local(story.published).isoformat(),
        "author": {"@type": "Person", "name": ", ".join(story.written.authors)},
        "publisher": {"@type": "Organization", "name": PAPER},
    }
    # `</script>` inside a string would end the element.
    return json.dumps(facts, ensure_ascii=False).replace("</", "<\\/")
