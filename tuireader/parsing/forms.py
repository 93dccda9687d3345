"""What shows the form of a part of a body: the selectors that papers and their systems commonly use."""

from __future__ import annotations

import re
from typing import Literal

from selectolax.lexbor import LexborNode

from tuireader.model import Rules
from tuireader.parsing.document import Document
from tuireader.parsing.inline import Rich, covers

HEADING_MAX = 160
"""Characters of a bold line that may be a heading."""
QUESTION_MAX = 60
"""The same for a line that ends in a question or exclamation mark."""
_ENDS_SENTENCE = re.compile(r"[.:;,…][\"”’')\]]*\Z")
_ASKS = re.compile(r"[?!][\"”’')\]]*\Z")
_ITEM_LIKE = re.compile(r"[-–—•*+(\[>]")

FORMS: dict[str, tuple[str, ...]] = {
    "figure": (
        "figure",
        "div[type=Photo]",
        "div[type=photo]",
        "table.picture",
        "table.desc_image",
        "table.tplCaption",
        ".wp-caption",
        "[class*=layout-image]",
    ),
    "caption": (
        "figcaption",
        ".PhotoCMS_Caption",
        ".VideoCMS_Caption",
        "td.caption",
        "td.pCaption",
        ".ck_legend",
        ".image_desc",
        ".wp-caption-text",
        "p.Image",
        "p.caption",
    ),
    "box": ("div.VCSortableInPreviewMode[type=content]", ".notebox", ".cms-note", ".box-info-content"),
    "quote": ("[type=SimpleQuote]", "[type=block-quote-info]", "[type=quote]"),
    "video": (
        "video",
        "[type=VideoStream]",
        "[type=insertembedcode]",
        "figure.video",
        ".video-content",
        "div[data-vid]",
        ".cms-video",
        "table.video",
        ".videojs-player",
    ),
}
"""What papers and their publishing systems commonly use; a paper's own rules stand in front of these."""

ANY_CAPTION = ("[class*=caption]", "[class*=Caption]", "[class*=credit]")
"""What captions are called on pages without rules."""

Form = Literal["figure", "cover", "caption", "box", "quote", "video"]


def forms_of(body: LexborNode, rules: Rules, document: Document) -> dict[int, Form]:
    """The forms of the nodes in a document's body by their identity: by the paper's rules and by common usage."""
    forms: dict[int, Form] = {}
    order: tuple[tuple[Form, tuple[str, ...]], ...] = (
        ("caption", rules.caption + FORMS["caption"]),
        ("video", rules.video + FORMS["video"]),
        ("figure", rules.figure + FORMS["figure"]),
        ("cover", rules.cover),
        ("box", rules.box + FORMS["box"]),
        ("quote", rules.quote + FORMS["quote"]),
    )
    for form, selectors in order:
        if plausible := document.union(selectors):
            forms.update((node.mem_id, form) for node in body.css(plausible))
    forms.pop(body.mem_id, None)
    return forms


def caption_selectors(rules: Rules, document: Document) -> str:
    """Where captions are in a document, as one selector."""
    return document.union(rules.caption + FORMS["caption"])


def is_heading(rich: Rich) -> bool:
    """Whether a paragraph is a heading: all of it bold, short, and no sentence."""
    text = rich.text
    if not rich.spans or len(text) > HEADING_MAX or "\n" in text or not covers(rich, "strong") or covers(rich, "link"):
        return False
    if _ENDS_SENTENCE.search(text) or _ITEM_LIKE.match(text):
        return False
    return len(text) <= QUESTION_MAX or not _ASKS.search(text)
