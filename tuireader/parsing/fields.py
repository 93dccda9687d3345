"""Everything of an article but its body: title, lead, byline, time, section, tags, links to others.

A paper's rules go first; what they leave open is filled from common usage and from what the page tells machines.
"""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct
from selectolax.lexbor import LexborNode

from tuireader.dates import parse_date
from tuireader.model import Rules
from tuireader.parsing.boilerplate import strip_lead_prefix, words_of
from tuireader.parsing.byline import Byline, read_byline, split_names
from tuireader.parsing.document import Document, cut, holds_elements, node_text
from tuireader.parsing.metadata import Metadata
from tuireader.text import clean_line, fold

LEAD_MAX = 2_000
_TIME_NUMBER = re.compile(
    r"-(?:1\d\d(?=2)|2[1-9]\d(?=2))?(20\d\d|2\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)[0-5]\d\d{1,3}"
    r"\.(?:html?|chn)\Z"
)
"""Year, month, day, hour and minute in «-20250505153756209.htm» and, behind the number of a site, in
«-100260717183037249.htm»."""
TIME_ATTRIBUTES = ("datetime", "content", "data-time", "data-publishtime", "data-date")

COMMON = Rules(
    lead=(
        "[data-role=sapo]",
        ".detail-sapo",
        "h2.sapo",
        ".cms-desc",
        "[data-slot=sapo]",
        ".singular-sapo",
        ".content-detail-sapo",
        ".the-article-summary",
        "p.txt-head",
        ".sapo",
        ".sapo_detail",
        ".chappeau",
        ".article__sapo",
        ".knc-sapo",
        ".news-sapo",
        "p[itemprop=description]",
        "h2[itemprop=description]",
        "div[itemprop=description]",
        ".box-des-detail",
        ".sc-longform-header-sapo",
        ".article-summary h2",
    ),
    byline=(
        "[data-role=author]",
        ".detail-author-bot",
        ".the-article-credit .author",
        "p.author_mail",
        ".article__meta .author",
        ".article-detail-author__info .name",
        "p.author",
        ".author-name",
        ".detail-author .name",
        "a[href*='/tac-gia/']",
        ".article__author .name",
        ".article__author-source .name",
        ".cms-author",
        ".article-author",
        ".c-detail-head__author",
        ".sc-longform-header-author",
        "[itemprop=author] [itemprop=name]",
        "[itemprop=author]",
        "a[rel=author]",
    ),
    date=(
        "[data-role=publishdate]",
        "span.date",
        ".publish-date",
        "time[datetime]",
        "time",
        ".the-article-publish",
        ".post-time",
        "p.days",
        ".pdate",
        "[itemprop=datePublished]",
        ".tool-bar .date",
        ".author .time",
        "span.time",
        ".box-date",
        ".c-detail-head__time",
        ".sc-longform-header-date",
    ),
    section=(
        "[data-role=cate-name]",
        ".detail-cate a",
        "ul.breadcrumb a",
        ".breadcrumb a",
        ".bread-crumb-detail a",
        "[class*=breadcrumb] a",
    ),
    related_inside=(
        "[type^=Related]",
        "[type=insertnews]",
        ".tinlienquan",
        ".article-relate",
        ".detail__content .related-news",
        ".knc-relate-wrapper",
        "table.inner-article",
        ".box-tinlienquanv2",
        ".inline-related",
        ".link-content-footer",
    ),
    related_below=(
        ".box-new-lq a.box-category-link-title",
        ".detail__related a.box-category-link-title",
        ".cungchuyenmuc a",
        ".related-news a",
        ".right-side > ul.list-1 a",
    ),
    cover=(".article__avatar", ".box-detail-thumb", ".sc-longform-header-media", ".article__meta ~ table.picture"),
    drop=(
        ".icon-comments",
        ".NLPlaceholderShow",
        ".readmore-body-box",
        ".rennab",
        "[id^=sdaWeb_]",
        "[id^=adsWeb_]",
    ),
    tags=(
        ".box-tag .list-tag a",
        ".detail-tab a.item",
        ".block-key a",
        ".news_keyword a",
        ".tag-cotnent a",
        ".tags a",
        ".article__tag a",
        ".onecms__tags a",
        ".lst-tags a",
        "[rel=tag]",
    ),
)
"""Selectors many papers share, for pages without rules."""


class Fields(Struct, frozen=True):
    """An article without its blocks."""

    title: str
    lead: str
    """The lead as printed, or the description of the page where none is printed."""
    byline: Byline
    published: datetime | None
    section: str
    tags: tuple[str, ...]
    printed_lead: bool = False
    spent: frozenset[int] = frozenset()
    """Identities of nodes that have been read and are no part of the body."""


def read_fields(document: Document, meta: Metadata, rules: Rules) -> Fields:
    """Read all fields; must come before anything is cut out of the page, for bylines stand in what is cut."""
    spent: list[LexborNode] = []
    title = _title(document, meta, rules)
    lead = strip_lead_prefix(_lead(document, meta, rules, spent), rules.lead_prefixes)
    printed_lead = bool(spent)
    byline = _byline(document, meta, rules, spent)
    return Fields(
        title=title,
        lead=lead,
        byline=byline,
        published=_published(document, meta, rules),
        section=_section(document, meta, rules),
        tags=_tags(document, rules) or meta.tags,
        printed_lead=printed_lead,
        spent=frozenset(node.mem_id for node in spent),
    )


def _title(document: Document, meta: Metadata, rules: Rules) -> str:
    if found := document.first_text(rules.title):
        return found
    known = words_of(meta.headline)
    heads = [text for node in document.tree.css("h1") if (text := node_text(node))]
    for text in heads:
        if known and words_of(text) and words_of(text) in known:
            return text
    if known and words_of(meta.headline) in words_of(meta.title):
        return meta.headline
    return meta.headline or (heads[0] if heads else meta.title)


def _lead(document: Document, meta: Metadata, rules: Rules, spent: list[LexborNode]) -> str:
    """The printed lead; where none is marked, what the page calls its description."""
    dropped = document.union(rules.drop)
    for node in document.each(rules.lead or COMMON.lead):
        if dropped and node.child is not None:
            inside = node.css(dropped)
            is_dropped = any(inner.mem_id == node.mem_id for inner in inside)
            cut(inside)
            if is_dropped:
                continue
        if text := node_text(node, LEAD_MAX):
            spent.append(node)
            return text
    return clean_line(meta.lead, LEAD_MAX)


def _byline(document: Document, meta: Metadata, rules: Rules, spent: list[LexborNode]) -> Byline:
    """The first byline that names anybody or a source; the paper's further selectors add what it left open."""
    printed = _printed_byline(document, rules.byline, rules, spent)
    if not printed.authors and not printed.credit and not rules.author:
        common = _printed_byline(document, COMMON.byline, rules, spent)
        printed = common if common != Byline() else printed
    names = _names(document, rules, spent)
    return Byline(names or printed.authors or meta.authors, printed.desk, printed.email, printed.credit)


def _printed_byline(document: Document, selectors: tuple[str, ...], rules: Rules, spent: list[LexborNode]) -> Byline:
    """What the selectors find in turn, until there are names and a source; of common ones the first is enough."""
    printed = Byline()
    dropped = document.union(rules.drop)
    if selectors is COMMON.byline and document.tree.css_first(document.union(selectors)) is None:
        return printed
    for selector in document.plausible(selectors):
        if nodes := _bylines(document, selector, dropped):
            spent.extend(nodes)
            further = read_byline("\n".join(dict.fromkeys(node_text(node) for node in nodes[:4])))
            printed = further if not printed.authors and not printed.credit else _completed(printed, further)
        if (printed.authors or printed.credit) and (selectors is COMMON.byline or (printed.authors and printed.credit)):
            break
    return printed


def _bylines(document: Document, selector: str, dropped: str) -> list[LexborNode]:
    """What a selector finds that has text, less what the paper drops, and a name kept apart from the link behind it."""
    found = document.tree.css(selector)
    inside = [inner for node in found if node.child is not None for inner in node.css(dropped)] if dropped else []
    if inside:
        gone = {within.mem_id for inner in inside for within in inner.css("*")}
        found = [node for node in found if node.mem_id not in gone]
        cut(inside)
    nodes = [node for node in found if node_text(node)]
    for link in (link for node in nodes if holds_elements(node) for link in node.css("a")):
        link.insert_after(" ")
    return nodes


def _completed(byline: Byline, further: Byline) -> Byline:
    return Byline(
        byline.authors or further.authors, byline.desk, byline.email or further.email, byline.credit or further.credit
    )


def _names(document: Document, rules: Rules, spent: list[LexborNode]) -> tuple[str, ...]:
    """The names at the first author selector that has any; all of its nodes count."""
    for selector in document.plausible(rules.author):
        nodes = document.tree.css(selector)
        names = [name for node in nodes for name in split_names(node_text(node).replace(";", ","))]
        if names:
            spent.extend(node for node in nodes if node.tag != "meta")
            return tuple(dict.fromkeys(names))
    return ()


def _published(document: Document, meta: Metadata, rules: Rules) -> datetime | None:
    found = _printed_time(document, rules.date)
    return found or meta.published or _printed_time(document, COMMON.date) or _time_in_address(document.url)


def _time_in_address(url: str) -> datetime | None:
    """When the article was numbered, where its number is made of that time, as the system of VCCorp does."""
    numbered = _TIME_NUMBER.search(url)
    if numbered is None:
        return None
    year, month, day, hour, minute = numbered.groups()
    return parse_date(f"{year if len(year) == 4 else '20' + year}-{month}-{day}T{hour}:{minute}:00")


def _printed_time(document: Document, selectors: tuple[str, ...]) -> datetime | None:
    return next((when for node in document.each(selectors) if (when := node_time(node))), None)


def node_time(node: LexborNode) -> datetime | None:
    """The time that a node carries, in an attribute or as its text."""
    attributes = node.attributes
    for name in TIME_ATTRIBUTES:
        if (value := attributes.get(name)) and (when := parse_date(value)):
            return when
    text = node_text(node, 200)
    return parse_date(text) if text else None


def _section(document: Document, meta: Metadata, rules: Rules) -> str:
    if found := document.first_text(rules.section):
        return found
    if meta.section:
        return meta.section.partition(",")[0]
    for node in document.each(COMMON.section):
        text = node_text(node)
        if text and fold(text) not in ("trang chu", "home") and len(text) < 40:
            return text
    return ""


def _tags(document: Document, rules: Rules) -> tuple[str, ...]:
    """The tags that the page prints; where it prints none, those of a `<meta>` that the selectors name."""
    nodes = document.css(rules.tags or COMMON.tags)
    declared = [tag for node in nodes if node.tag == "meta" for tag in node_text(node).split(",")]
    printed = [text for node in nodes if node.tag != "meta" and (text := node_text(node).strip("#,; "))]
    found: dict[str, str] = {}
    for text in printed or map(str.strip, declared):
        if text and len(text) < 80:
            found.setdefault(fold(text), text)
    return tuple(found.values())[:30]
