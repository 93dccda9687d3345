"""What a paper's file finds on a saved page, field by field: the loop of whoever writes one."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from msgspec import structs

from tuireader.errors import ParseError
from tuireader.model import Article, Block, Figure, Source
from tuireader.sources import article_id, read_source

Finding = tuple[str, str]
"""The name of a field and what was found for it."""

SHOWN = 160
"""Characters of a found text that are shown."""
_NO_SELECTORS = ("lead_prefixes", "drop_text", "quirks")


def check_source(path: Path, page: bytes | None = None, url: str = "") -> list[Finding]:
    """The paper as read, and, where a saved page is given, all that is found on it and which selectors match nothing.

    Raises SourceError where the file itself is wrong.
    """
    source = read_source(path)
    findings = _paper(source)
    if page is None:
        return findings
    url = url or source.home
    if urlsplit(url).path in ("", "/"):
        return [*findings, *_listing(source, page, url)]
    return [*findings, *_article(source, page, url), *_idle(source, page, url)]


def _paper(source: Source) -> list[Finding]:
    followed = sum(section.follow for section in source.sections)
    return [
        ("id", source.id),
        ("name", source.name),
        ("home", source.home),
        ("sections", f"{len(source.sections)}, theo dõi {followed}"),
        *((f"section {section.id}", f"{section.name}: {section.feed or section.list}") for section in source.sections),
    ]


def _article(source: Source, page: bytes, url: str) -> list[Finding]:
    from tuireader.parsing.article import parse_article

    try:
        article = parse_article(page, url, source)
    except ParseError:
        return [("article", "không tìm thấy nội dung bài")]
    return [
        ("article id", article_id(source, url)),
        ("body by", "quy tắc của báo" if article.by_rules else "bộ đọc chung: không quy tắc nào cho thân bài khớp"),
        ("title", article.title),
        ("lead", article.lead[:SHOWN]),
        ("authors", "; ".join(article.authors)),
        ("desk", article.desk),
        ("email", article.email),
        ("credit", article.source_credit),
        ("published", article.published.isoformat() if article.published else ""),
        ("section", article.section),
        ("tags", "; ".join(article.tags)),
        ("image", article.image),
        *((f"related {link.place}", link.title) for link in article.related),
        *_blocks(article),
    ]


def _blocks(article: Article) -> list[Finding]:
    return [(f"block {place}: {form_of(block)}", _words(block)[:SHOWN]) for place, block in enumerate(article.blocks)]


def form_of(block: Block) -> str:
    """The name of a block's form."""
    return str(block.__struct_config__.tag)


def _words(block: Block) -> str:
    if isinstance(block, Figure):
        return f"{block.caption} {block.src}".strip()
    return " ".join(str(value) for value in structs.asdict(block).values() if isinstance(value, str) and value) or repr(
        block
    )


def _listing(source: Source, page: bytes, url: str) -> list[Finding]:
    from tuireader.parsing.listing import parse_listing

    try:
        feed = parse_listing(page, url, source)
    except ParseError:
        return [("cards", "không tìm thấy bài nào trong trang")]
    return [("cards", str(len(feed.items))), *((entry.title, entry.url) for entry in feed.items)]


def _idle(source: Source, page: bytes, url: str) -> list[Finding]:
    """The selectors for articles that match nothing on the page."""
    from tuireader.parsing.document import Document, HostileMarkupError

    try:
        document = Document(page, url)
    except HostileMarkupError:
        return []
    return [
        (f"không khớp gì: article.{key}", selector)
        for key, selectors in structs.asdict(source.rules).items()
        if key not in _NO_SELECTORS
        for selector in selectors
        if not document.tree.css_first(selector)
    ]
