"""An article out of its page: by the paper's rules where they find a body, else by the generic reader."""

from __future__ import annotations

from msgspec import msgpack, structs
from selectolax.lexbor import LexborNode, SelectolaxError

from tuireader.errors import NoArticle
from tuireader.model import Article, Block, Figure, Heading, Paragraph, Quote, Related, Rules, Source, Video
from tuireader.parsing.address import same_page_key
from tuireader.parsing.blocks import Reader, read_blocks
from tuireader.parsing.boilerplate import words_of
from tuireader.parsing.byline import Byline, read_byline
from tuireader.parsing.document import Document, HostileMarkupError, cut, is_utf8, strip_mute
from tuireader.parsing.editing import Edited, Known, edit, without_title
from tuireader.parsing.fields import COMMON, Fields, read_fields
from tuireader.parsing.forms import ANY_CAPTION, caption_selectors
from tuireader.parsing.generic import find_body, plain_article
from tuireader.parsing.metadata import Metadata
from tuireader.parsing.paging import next_pages
from tuireader.parsing.pictures import read_figure
from tuireader.parsing.quirks import QUIRKS
from tuireader.parsing.related import read_related

_REPLACED = "\ufffd".encode()
DECLARED_MIN = 100
"""Characters of an `articleBody` that may be a story."""
TEASER = 0.3
"""The share of a declared story below which what the page shows is only its beginning."""


def parse_article(page: bytes, url: str, source: Source | None = None, content_type: str = "") -> Article:
    """The article of a page.

    Raises NoArticle where the page has no body: no text, no picture with a caption, no video or drawing with a lead.
    """
    rules = source.rules if source is not None else Rules()
    try:
        article = _read(page, url, content_type, rules, taken_for_utf8=True)
    except NoArticle:
        if is_utf8(page):
            raise
    else:
        # Looking at what has been read is quicker than looking at the whole page.
        if _REPLACED not in msgpack.encode(article) or is_utf8(page):
            return article
    return _read(page, url, content_type, rules)


def _read(page: bytes, url: str, content_type: str, rules: Rules, *, taken_for_utf8: bool = False) -> Article:
    try:
        document = Document(page, url, content_type, taken_for_utf8=taken_for_utf8)
    except HostileMarkupError as refusal:
        return plain_article(refusal.html, url)
    try:
        return _parse(document, rules)
    except (RecursionError, SelectolaxError) as error:
        raise NoArticle(url, str(error)) from error


def _parse(document: Document, rules: Rules) -> Article:
    meta = Metadata(document)
    fields = read_fields(document, meta, rules)
    pages = next_pages(document)
    if not rules.body:
        strip_mute(document.tree)
    cut(document.css(rules.drop + COMMON.drop))
    for name in rules.quirks:
        if quirk := QUIRKS.get(name):
            quirk(document.tree)
    boxes = document.css(rules.related_inside or COMMON.related_inside)
    related = read_related(document, rules, boxes)
    edited, by_rules = _story_by_rules(document, rules, fields, boxes if rules.related_inside else []), True
    if not _is_story(edited.blocks, fields, meta, by_rules=True):
        shown = _generic_story(document, rules, fields)
        edited, by_rules = _fuller(shown, _declared_story(document, meta, fields)), False
        if not _is_story(edited.blocks, fields, meta, by_rules=False):
            raise NoArticle(document.url, "no body")
    article = _assemble(document, fields, meta, edited, related, by_rules=by_rules)
    return structs.replace(article, next_pages=pages) if pages else article


def _story_by_rules(document: Document, rules: Rules, fields: Fields, boxes: list[LexborNode]) -> Edited:
    """The story in the first body that holds one, without the boxes; empty where the rules find none."""
    if not rules.body:
        return Edited(())
    cover = _cover(document, rules.cover, rules, fields.title)
    cut(boxes)
    for body in document.each(rules.body):
        _cut_after_end(body, rules)
        if fields.spent:
            cut(node for node in body.css("*") if node.mem_id in fields.spent)
        edited = _edited(read_blocks(body, rules, document), document, rules, fields)
        if edited.blocks:
            return _with_cover(edited, cover)
    return Edited(())


def _generic_story(document: Document, rules: Rules, fields: Fields) -> Edited:
    strip_mute(document.tree)
    cover = _cover(document, rules.cover + COMMON.cover, rules, fields.title)
    cut(document.css(COMMON.related_inside + rules.related_inside))
    body = find_body(document, fields)
    if body is None:
        return Edited(())
    loose = structs.replace(rules, caption=rules.caption + ANY_CAPTION)
    edited = _edited(read_blocks(body, loose, document), document, rules, fields)
    return _with_cover(edited, cover) if edited.blocks else edited


def _declared_story(document: Document, meta: Metadata, fields: Fields) -> Edited:
    """The story that JSON-LD carries: markup, or lines."""
    lines = (
        "".join(f"<p>{line}</p>" for line in meta.body.split("\n"))
        if meta.body and "</" not in meta.body
        else meta.body
    )
    if len(lines) < DECLARED_MIN:
        return Edited(())
    declared = Document(lines.encode("utf-8", "replace"), document.base)
    if declared.tree.body is None:
        return Edited(())
    return _edited(read_blocks(declared.tree.body, Rules(), declared), document, Rules(), fields)


def _fuller(found: Edited, declared: Edited) -> Edited:
    """What the page shows, unless it shows no more than the beginning of what it declares."""
    if sum(map(_length, found.blocks)) < TEASER * sum(map(_length, declared.blocks)):
        return declared
    return found


def _length(block: Block) -> int:
    return len(block.text) if isinstance(block, Paragraph | Heading | Quote) else 0


def _edited(reader: Reader, document: Document, rules: Rules, fields: Fields) -> Edited:
    known = Known(
        fields.title, fields.lead if fields.printed_lead else "", fields.byline.authors, rules.drop_text, document.url
    )
    return edit(reader.blocks, reader.signatures, known)


def _cut_after_end(body: LexborNode, rules: Rules) -> None:
    """Cut the end mark and everything behind it."""
    end = body.css_first(", ".join(rules.end)) if rules.end else None
    while end is not None and end.mem_id != body.mem_id:
        parent = end.parent
        while (after := end.next) is not None:
            after.decompose()
        end = parent
    if rules.end:
        cut(body.css(", ".join(rules.end)))


def _cover(document: Document, selectors: tuple[str, ...], rules: Rules, title: str) -> Figure | None:
    """The main picture that stands before the body."""
    captions = caption_selectors(rules, document)
    for node in document.css(selectors):
        if figure := read_figure(node, captions, document.base, cover=True):
            return without_title(figure, title)
    return None


def _with_cover(edited: Edited, cover: Figure | None) -> Edited:
    if cover is None or not cover.src:
        return edited
    for block in edited.blocks:
        if isinstance(block, Figure) and cover.src in (block.src, *block.srcs):
            return edited
    return structs.replace(edited, blocks=(cover, *edited.blocks))


def _is_story(blocks: tuple[Block, ...], fields: Fields, meta: Metadata, *, by_rules: bool) -> bool:
    """Whether blocks are enough of an article: any text, a picture with words, or a video or, where the paper's rules
    found it, a picture (an infographic) under a title and a lead."""
    for block in blocks:
        match block:
            case Figure():
                if block.caption or (by_rules and not block.cover and fields.title and fields.printed_lead):
                    return True
            case Video():
                if fields.title and (fields.lead or block.caption):
                    return True
            case _:
                return True
    return bool(meta.is_video and fields.title and fields.lead and blocks)


def _assemble(
    document: Document, fields: Fields, meta: Metadata, edited: Edited, related: tuple[Related, ...], *, by_rules: bool
) -> Article:
    byline = _signed(fields.byline, edited.signatures)
    links: dict[str, Related] = {}
    for link in sorted((*related, *edited.related), key=lambda link: link.place != "inside"):
        if link.title:
            links.setdefault(link.url, link)
    first = next((block.src for block in edited.blocks if isinstance(block, Figure) and block.src), "")
    return Article(
        url=document.url,
        title=fields.title,
        lead=_lead(fields, edited.blocks),
        authors=byline.authors,
        desk=byline.desk,
        email=byline.email,
        source_credit=byline.credit,
        published=fields.published,
        section=fields.section,
        blocks=edited.blocks,
        tags=fields.tags,
        related=tuple(links.values()),
        image=meta.image or first,
        by_rules=by_rules,
        canonical="" if _same_page(meta.canonical, document.url) else meta.canonical,
    )


def _same_page(one: str, other: str) -> bool:
    return one == other or same_page_key(one) == same_page_key(other)


def _lead(fields: Fields, blocks: tuple[Block, ...]) -> str:
    """The lead; a description that only repeats how the story begins is none."""
    if fields.printed_lead or not fields.lead:
        return fields.lead
    first = next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    return "" if words_of(first).startswith(words_of(fields.lead)[: len(fields.lead) - 8]) else fields.lead


def _signed(byline: Byline, signatures: tuple[str, ...]) -> Byline:
    """The byline completed by the lines at the end of the story."""
    if not signatures:
        return byline
    signed = read_byline("\n".join(signatures))
    return Byline(
        byline.authors or signed.authors,
        byline.desk or (signed.desk if not byline.authors else ""),
        byline.email or signed.email,
        byline.credit or signed.credit,
    )
