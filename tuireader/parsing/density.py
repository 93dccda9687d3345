"""How dense the text of a page is, element by element: prose against links, and what is noise by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from tuireader.parsing.document import SEPARATING, is_hidden

MIN_TEXT = 25
"""Characters of a stretch of text that counts as prose."""
MAX_DEPTH = 200
NAME_MAX = 300
"""Characters of class and id that are looked at."""

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
    noise: bool = False
    """By its tag or name no place for a story."""


def weigh(root: LexborNode) -> dict[int, Weight]:
    """The weight of every element under `root`; noise weighs nothing for what is around it."""
    weights: dict[int, Weight] = {}
    _weigh(root, root.tag or "", weights, 0, linked=False)
    return weights


def _weigh(node: LexborNode, tag: str, weights: dict[int, Weight], depth: int, *, linked: bool) -> Weight:
    weight = weights[node.mem_id] = Weight(node, tag)
    child = node.child
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
            _add(weight, _weigh(child, name, weights, depth + 1, linked=linked or name == "a"))
        child = child.next
    plain = weight.own - 2 * weight.own_linked
    if plain >= MIN_TEXT and (tag in SEPARATING or tag == "body"):
        weight.prose += plain
    weight.noise = _is_noise(weight)
    return weight


def _add(weight: Weight, inner: Weight) -> None:
    """Add what an inner element holds."""
    if inner.tag not in SEPARATING:
        weight.own += inner.own
        weight.own_linked += inner.own_linked
    weight.total += inner.total
    weight.linked += inner.linked
    if inner.prose and not (inner.noise and _is_expendable(inner.node)):
        weight.prose += inner.prose


def _is_noise(weight: Weight) -> bool:
    """Whether an element is by its tag or name no place for a story."""
    if weight.tag in _NOISE_TAGS:
        return True
    attributes = weight.node.attributes
    if not attributes or weight.tag in ("body", "html", "main", "article"):
        return False
    if is_hidden(attributes):
        return True
    named = attributes.get("class") or "", attributes.get("id") or ""
    return any(named) and _is_noisy_name(" ".join(named)[:NAME_MAX], heavy=weight.prose > 1000)


@lru_cache(maxsize=2_000)
def _is_noisy_name(name: str, *, heavy: bool) -> bool:
    """Whether class and id name no place for a story; much prose under a sound name outweighs a noisy one."""
    if _COMMENTS.search(name):
        return True
    return bool(_NOISE.search(name)) and not (heavy and _SOUND.search(name))


def _is_expendable(node: LexborNode) -> bool:
    """Whether a noisy element holds nothing that only a story has."""
    return node.css_first("h1, [itemprop=articleBody]") is None
