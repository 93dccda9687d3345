"""How dense the text of a page is, element by element: prose against links, and what is noise by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from selectolax.lexbor import LexborNode

from tuireader.parsing.document import SEPARATING, attribute, is_hidden

MIN_TEXT = 25
"""Characters of a stretch of text that counts as prose."""
MAX_DEPTH = 200
NAME_MAX = 300
"""Characters of class and id that are looked at."""

HEAVY = 1_000
STORY, STORY_STRETCHES = 2_500, 6
"""Characters and stretches of prose, hardly any of it linked, that no mere label of a page holds."""
CARDS_MIN = 3
"""Neighbours that make a list of other articles."""
CARD_MAX = 700
"""Characters of a card that offers another article."""
TITLE_MIN = 15
"""Characters of the shortest title."""

_FRAMES = frozenset(["body", "html", "main", "article"])
_MENUS = frozenset(["nav", "footer", "menu", "select", "button", "dialog"])
_CARD_TAGS = frozenset(["div", "article", "section", "li"])
_OFFER = "h2 a[href], h3 a[href], h4 a[href], h5 a[href], a[href]:has(h2, h3, h4, h5, img)"
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-\w+|binh-?luan|sidebar|side-?bar|foot(?:er)?|nav|navigation|menu|breadcrumbs?|share|sharing|social"
    r"|related|relate|lienquan|tinlienquan|recommend\w*|promo|sponsor\w*|advert\w*|ads?|adsbygoogle|banner|popup|modal|newsletter"
    r"|subscri\w+|signup|login|cookie\w*|tags?|tag-list|keywords?|breaking-?(?:news|block)|outbrain|taboola|disqus|trending|popular|most-?read|docnhieu"
    r"|cungchuyenmuc|tinmoi|toolbar|tools?|byline|author-?(?:box|info|bio)|print|hotline|rating|vote|survey|player-?list|readmore"
    r"|skip|masthead|header|copyright|pagination|pager|next-?prev|more-?(?:news|stories|on)|read-?next|teaser\w*|cards?|carousel"
    r"|slideshow-nav|correction|disclaimer|legal|meta|entry-meta|post-meta|timestamp|dateline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|\s)widget(?:$|\s)|(?:^|[\s_-])(?:comments?(?:-?(?:list|section|area|wrap\w*|form|thread))?|commentlist|disqus\w*|binh-?luan|respond)(?:$|[\s])",
    re.IGNORECASE,
)
_SOUND = re.compile(r"article|content|body|story|main|post|entry|text|detail|noidung|column|page", re.IGNORECASE)
_NEVER_STORY = re.compile(
    r"nav|menu|foot|side-?bar|cookie|modal|popup|newsletter|subscri|sign-?up|login|legal|disclaimer|copyright|sponsor"
    r"|advert|related?|lien-?quan|recommend|trending|popular|most-?read",
    re.IGNORECASE,
)
"""What stays noise however long its text is."""
_NOISE_TAGS = frozenset(
    ["nav", "footer", "form", "aside", "button", "input", "select", "textarea", "iframe", "menu", "dialog"]
)


@dataclass(slots=True)
class Weight:
    """How many characters an element holds: of prose, of links, of all text, and of text outside of inner blocks."""

    node: LexborNode
    tag: str
    prose: int = 0
    linked: int = 0
    total: int = 0
    own: int = 0
    own_linked: int = 0
    stretches: int = 0
    """How many stretches of prose the prose is made of."""
    suspect: bool = False
    """By its tag or its name perhaps no place for a story."""
    noise: bool = False
    """By its tag, its name or its neighbours no place for a story."""
    inner: list[Weight] = field(default_factory=list)
    """The elements in it."""


def weigh(root: LexborNode, host: str, headed: frozenset[int] = frozenset()) -> dict[int, Weight]:
    """The weight of every element under `root`; noise weighs nothing for what is around it.

    `host` is the paper's, by which links to its other articles are told; `headed` are the identities of elements that
    a heading tells to be noise.
    """
    weights: dict[int, Weight] = {}
    _weigh(root, root.tag or "", weights, 0, linked=False)
    for weight in weights.values():
        if len(weight.inner) >= CARDS_MIN:
            _discount_cards(weight, host)
    for mem_id in headed & weights.keys():
        weights[mem_id].noise = True
    for weight in reversed(weights.values()):
        _add_prose(weight)
    return weights


def _weigh(node: LexborNode, tag: str, weights: dict[int, Weight], depth: int, *, linked: bool) -> Weight:
    weight = weights[node.mem_id] = Weight(node, tag, suspect=_is_suspect(node, tag))
    weight.noise = weight.suspect and (tag in _MENUS or len(node.text()) <= HEAVY) and _is_expendable(node)
    child = node.child if not weight.noise else None  # most of a page is in such noise, and nobody need look there
    while child is not None:
        name = child.tag or "-"
        if name == "-text":
            length = len((child.text_content or "").strip())
            weight.own += length
            weight.total += length
            if linked:
                weight.own_linked += length
                weight.linked += length
        elif name[0] not in "-!" and depth < MAX_DEPTH:
            inner = _weigh(child, name, weights, depth + 1, linked=linked or name == "a")
            weight.inner.append(inner)
            weight.total += inner.total
            weight.linked += inner.linked
            if name not in SEPARATING:
                weight.own += inner.own
                weight.own_linked += inner.own_linked
        child = child.next
    return weight


def _add_prose(weight: Weight) -> None:
    """Add up the prose of an element whose inner elements have theirs, and judge it."""
    plain = weight.own - 2 * weight.own_linked
    if plain >= MIN_TEXT and (weight.tag in SEPARATING or weight.tag == "body"):
        weight.prose, weight.stretches = plain, 1
    for inner in weight.inner:
        if inner.prose and not (inner.noise and _is_expendable(inner.node)):
            weight.prose += inner.prose
            weight.stretches += inner.stretches
    weight.noise = weight.noise or (weight.suspect and _is_noise(weight))


def _discount_cards(weight: Weight, host: str) -> None:
    """Make noise of neighbours that each offer another article of the paper: a linked heading or picture, few words."""
    light = [inner for inner in weight.inner if inner.tag in _CARD_TAGS and inner.total]
    cards = [inner for inner in light if inner.linked >= TITLE_MIN and inner.total <= CARD_MAX]
    if len(cards) < max(CARDS_MIN, 0.6 * len(light)):
        return
    cards = [card for card in cards if _offers(card.node, host)]
    if len(cards) >= max(CARDS_MIN, 0.6 * len(light)):
        for card in cards:
            card.noise = True


def _offers(node: LexborNode, host: str) -> bool:
    link = node.css_first(_OFFER)
    address = attribute(link, "href") if link is not None else ""
    return (address.startswith("/") and not address.startswith("//")) or host in address


def _is_suspect(node: LexborNode, tag: str) -> bool:
    """Whether an element is by its tag or name no place for a story, unless much text speaks against the name."""
    if tag in _NOISE_TAGS:
        return True
    attributes = node.attributes
    if not attributes or tag in _FRAMES:
        return False
    return is_hidden(attributes) or _is_noisy_name(_name(attributes), "light")


def _is_noise(weight: Weight) -> bool:
    """Whether a suspect is noise for all its text."""
    attributes = weight.node.attributes
    return weight.tag in _NOISE_TAGS or is_hidden(attributes) or _is_noisy_name(_name(attributes), _bulk(weight))


def _name(attributes: Mapping[str, str | None]) -> str:
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:NAME_MAX]


def _bulk(weight: Weight) -> Literal["light", "heavy", "story"]:
    """How much the text of an element speaks against a noisy name."""
    if weight.prose > STORY and weight.stretches >= STORY_STRETCHES and weight.linked < 0.1 * weight.total:
        return "story"
    return "heavy" if weight.prose > HEAVY else "light"


@lru_cache(maxsize=2_000)
def _is_noisy_name(name: str, bulk: Literal["light", "heavy", "story"]) -> bool:
    """Whether class and id name no place for a story; much prose under a sound name outweighs a noisy one."""
    if _COMMENTS.search(name):
        return True
    if not _NOISE.search(name) or (bulk != "light" and _SOUND.search(name)):
        return False
    return bulk != "story" or bool(_NEVER_STORY.search(name))


def _is_expendable(node: LexborNode) -> bool:
    """Whether a noisy element holds nothing that only a story has."""
    return node.css_first("h1, [itemprop=articleBody], article") is None
