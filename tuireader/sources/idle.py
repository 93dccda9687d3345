"""Which selectors, sentences and quirks of a paper do nothing on a page, each by its key in the file."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct, structs

from tuireader.model import Source

IdleKind = Literal["idle", "spare", "unused_text", "unknown_quirk", "inherited"]
"""`idle`: a selector that matches nothing, and no other of its key does; `spare`: another of its key does match;
`unused_text`: a prefix or sentence that is not on the page; `unknown_quirk`: a name that the parser does not know;
`inherited`: what of a family matches nothing, all together."""


class Idle(Struct, frozen=True):
    """One entry of a key that does nothing."""

    kind: IdleKind
    key: str
    selector: str


def idle_rules(source: Source, page: bytes, url: str, *, cards: bool) -> Iterator[Idle]:
    """What does nothing on the page, of `[cards]` or of `[article]`; nothing is said of markup that is refused."""
    from tuireader.parsing.document import Document, HostileMarkupError

    try:
        document = Document(page, url)
    except HostileMarkupError:
        return
    if cards:
        frames = document.tree.css(", ".join(source.cards.card)) if source.cards.card else []
        for key, selectors in structs.asdict(source.cards).items():
            if key in ("card", "drop"):
                yield from _idle(key, selectors, lambda one: document.tree.css_first(one) is not None)
            elif frames:
                yield from _idle(key, selectors, lambda one: any(frame.css_first(one) is not None for frame in frames))
        return
    for key, selectors in structs.asdict(source.rules).items():
        if key not in ("lead_prefixes", "drop_text", "quirks"):
            yield from _idle(key, selectors, lambda one: document.tree.css_first(one) is not None)
    yield from _unused(source, page)


def _idle(key: str, selectors: tuple[str, ...], matches: Callable[[str], bool]) -> Iterator[Idle]:
    without = [selector for selector in selectors if not matches(selector)]
    kind: IdleKind = "idle" if len(without) == len(selectors) else "spare"
    for selector in without:
        yield Idle(kind, key, selector)


def _unused(source: Source, page: bytes) -> Iterator[Idle]:
    """Sentences that are nowhere in the page's source, compared as the reader of articles compares them."""
    from tuireader.parsing.boilerplate import words_of
    from tuireader.parsing.decode import decode
    from tuireader.parsing.quirks import QUIRKS

    written = words_of(html.unescape(decode(page, "")))
    for key, texts in (("lead_prefixes", source.rules.lead_prefixes), ("drop_text", source.rules.drop_text)):
        for text in texts:
            if words_of(text) not in written:
                yield Idle("unused_text", key, text)
    for name in source.rules.quirks:
        if name not in QUIRKS:
            yield Idle("unknown_quirk", "quirks", name)
