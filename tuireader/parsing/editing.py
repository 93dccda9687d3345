"""What an editor strikes out of blocks that have been read: sentences of the house, pointers elsewhere, signatures.

Nothing is lost by it: pointers become related links, signatures become authors and credits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, structs

from tuireader.model import Block, Box, Bullets, Figure, Heading, Paragraph, Related
from tuireader.parsing.address import host_of
from tuireader.parsing.boilerplate import (
    asks_consent,
    is_house_text,
    points_elsewhere,
    says,
    without_pointer,
    words_of,
    words_of_known,
)
from tuireader.parsing.byline import is_credit, looks_like_signature
from tuireader.parsing.inline import Rich, covers

SIGNATURES_MAX = 4
"""Lines at the end that may be signatures and credits."""
_DATELINE = re.compile(
    r"(?:(?:thứ \w+|chủ nhật|CN)[,\s|]*)?(?:ngày\s+)?(?:\d{1,2}[:h]\d{2}[,\s|-]*)?"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:[,\s|-]*\d{1,2}[:h]\d{2}(?::\d{2})?)?(?:\s*\(?GMT\s?\+7\)?)?",
    re.IGNORECASE,
)
"""An article's time where it stands over the text."""


REPEATED_MIN = 60
"""Characters of a paragraph that no story says twice; a page does for its galleries and boxes."""


class Edited(Struct, frozen=True):
    """The story without what does not belong to it, and what was found in what was struck out."""

    blocks: tuple[Block, ...]
    related: tuple[Related, ...] = ()
    signatures: tuple[str, ...] = ()
    """Lines of names and credits from the end, in their order."""


class Known(Struct, frozen=True):
    """What has been read elsewhere on the page and must not be read again in the body."""

    title: str = ""
    lead: str = ""
    names: tuple[str, ...] = ()
    house: tuple[str, ...] = ()
    url: str = ""


def edit(blocks: Iterable[Block], right: Iterable[int], known: Known) -> Edited:
    """Strike out; `right` holds the places of paragraphs that are set to the right."""
    listed = list(blocks)
    aligned = {id(listed[place]) for place in right if place < len(listed)}
    related: list[Related] = []
    kept = _strike(_once(listed), known, related)
    signatures = _take_signatures(kept, aligned, known)
    return Edited(tuple(kept), tuple(related), tuple(signatures))


def _once(blocks: list[Block]) -> list[Block]:
    """The blocks without long paragraphs that are printed again."""
    said: set[str] = set()
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.text) >= REPEATED_MIN:
            if block.text in said:
                continue
            said.add(block.text)
        kept.append(block)
    return kept


def _strike(blocks: list[Block], known: Known, related: list[Related]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        match block:
            case Paragraph() | Heading() if _is_foreign(block, known, related, first=len(kept) <= 1):
                continue
            case Bullets() if links := _all_links(block, known.url):
                related.extend(links)
                continue
            case Box():
                inner = _strike(list(block.blocks), known, related)
                if inner:
                    kept.append(structs.replace(block, blocks=tuple(inner)))
            case Figure():
                kept.append(without_title(block, known.title))
            case _:
                kept.append(block)
    return kept


def without_title(figure: Figure, title: str) -> Figure:
    """The figure without an `alt` that only repeats the article's title."""
    return structs.replace(figure, alt="") if figure.alt and _repeats(figure.alt, title) else figure


def _is_foreign(block: Paragraph | Heading, known: Known, related: list[Related], *, first: bool) -> bool:
    """Whether a paragraph or heading is no part of the story; links found in it are kept."""
    text = block.text
    if not text[:1].isalnum() and not any(map(str.isalnum, text)):
        return len(text) <= 3
    if is_house_text(text, known.house) or (asks_consent(text) and "ookie" not in known.title + known.lead):
        return True
    if _repeats(text, known.title) or (first and (_repeats(text, known.lead) or _DATELINE.fullmatch(text))):
        return True
    if isinstance(block, Paragraph) and block.spans and (links := _pointer_links(block, known.url)):
        related.extend(links)
        return True
    return len(text) < 200 and points_elsewhere(text)


def _repeats(text: str, known: str) -> bool:
    """Whether a text says word for word what is known already."""
    return bool(known) and len(text) < 2 * len(known) and says(text, words_of_known(known))


def _pointer_links(block: Paragraph, url: str) -> list[Related]:
    """The links of a paragraph that holds nothing else, or that says it points elsewhere."""
    text = block.text
    linked = [span for span in block.spans if span.kind == "link" and span.href.startswith("http")]
    if not linked:
        return []
    points, covered = points_elsewhere(text), covers(Rich(text, block.spans), "link")
    if not (points or covered or "|" in text):
        return []
    links = [
        Related(without_pointer(text[span.start : span.end].replace("\n", " ")).strip(), span.href, "inside")
        for span in linked
    ]
    if points:
        return links
    near = all(host_of(link.url) == host_of(url) for link in links)
    if len(links) > 1 and near and sum(len(link.title) for link in links) > 0.6 * len(text) and "|" in text:
        return links
    whole = covered and len(text) > 20 and not text.endswith((".", "!", ":", "…", "”", '"'))
    return links if whole and (near or text.isupper()) else []


def _all_links(block: Bullets, url: str) -> list[Related]:
    """The links of a list that is only links to articles of the same paper."""
    found: list[Related] = []
    for entry in block.items:
        links = _pointer_links(entry, url)
        if not links:
            return []
        found.extend(links)
    return found


def _take_signatures(blocks: list[Block], aligned: set[int], known: Known) -> list[str]:
    """Take lines of names and credits off the end of the story."""
    names = {words_of(name) for name in known.names}
    taken: list[str] = []
    place = len(blocks) - 1
    while place > 0 and len(taken) < SIGNATURES_MAX:
        block = blocks[place]
        if isinstance(block, Figure):
            place -= 1
            continue
        if not isinstance(block, Paragraph | Heading) or not _signs(block, names, right=id(block) in aligned):
            break
        taken.insert(0, block.text)
        del blocks[place]
        place -= 1
    return taken


def _signs(block: Paragraph | Heading, names: set[str], *, right: bool) -> bool:
    text = block.text
    if is_credit(text) or (right and len(text) < 100) or any(says(text, name) for name in names):
        return True
    if len(text) < 80 and names:
        words = words_of(text)
        if any(name and name in words for name in names):
            return looks_like_signature(text) or not text.endswith(".")
    return looks_like_signature(text)
