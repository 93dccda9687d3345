"""Pictures and their captions: the real address among placeholders, and one figure out of what a page makes of it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from tuireader.model import Block, Figure
from tuireader.parsing.address import canonical_url
from tuireader.parsing.document import attribute, node_text
from tuireader.text import BLOCK_MAX, clean_line

_ADDRESS_ATTRIBUTES = (
    "data-original",
    "data-large-src",
    "data-src-large",
    "data-full-src",
    "data-src",
    "data-lazy-src",
    "data-lazy",
    "data-img-src",
    "src",
)
"""Where papers keep a picture's address, the largest first; `src` is often a placeholder."""
_SET_ATTRIBUTES = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"(?:(?:transparent|blank|spacer|placeholder|loading|lazy|1x1|no-?image)(?:[._-]\w{0,10})?|pixel)\.(?:gif|png|svg|jpe?g)(?:\?|\Z)",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"\s*(\S+?)(?:,?\s+([\d.]+)([wx])\s*(?:,|\Z)|\s*(?:,\s|\Z))")
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|avif|bmp)\b|(?:img|image|dsc|photo)[\s_-]?\d+\Z|[\w-]{20,}\Z|[a-z0-9_-]+\Z",
    re.IGNORECASE,
)
_GENERATED = re.compile(r"(?:\s[-–—]|[-–—]\s*(?:[Ảả]nh|Hình|Photo)|\s(?:[Ảả]nh|anh))\s*\d+\.?\Z")
_ICON_CLASSES = re.compile(r"(?:\A|[\s_-])(?:emoji|icon|avatar|logo|smiley|wp-smiley|avt)(?:\Z|[\s_-])", re.IGNORECASE)
_HOST_FIRST = re.compile(r"[\w-]+(?:\.[\w-]+)+/\S")
"""An address without its scheme, as VCCorp writes those of videos."""
SMALL = 60
"""Pixels; a picture declared smaller in width or height is an icon."""


def picture_address(image: LexborNode, base: str) -> str:
    """The largest real address of an `<img>`, with its `<source>` siblings considered; empty for placeholders."""
    attributes = image.attributes
    for name in _ADDRESS_ATTRIBUTES[:-1]:
        if (kept := attributes.get(name)) and (address := _real(kept, base)):
            return address
    parent = image.parent
    sources = parent.css("source") if parent is not None and parent.tag == "picture" else []
    for listed in (attributes, *(source.attributes for source in sources)):
        for name in _SET_ATTRIBUTES:
            if (candidates := listed.get(name)) and (address := _largest(candidates, base)):
                return address
    return _real(attributes.get("src") or "", base)


def _real(address: str, base: str) -> str:
    address = address.strip()
    if not address or address[:5].lower() == "data:" or _PLACEHOLDER.match(address.rpartition("/")[2]):
        return ""
    return canonical_url(address, base)


def _largest(srcset: str, base: str) -> str:
    """The address of the widest or densest candidate of a `srcset`; the first of those without a size."""
    best, best_size = "", -1.0
    for match in _CANDIDATE.finditer(srcset[:20_000]):
        try:
            size = float(match[2] or 0)
        except ValueError:
            size = 0.0
        if size > best_size and (address := _real(match[1], base)):
            best, best_size = address, size
    return best


def is_icon(image: LexborNode) -> bool:
    """Whether a picture is decoration: declared tiny, or an emoji, an avatar, a logo."""
    for name in ("width", "height"):
        value = attribute(image, name).removesuffix("px")
        if value.isdecimal() and int(value) < SMALL:
            return True
    return bool(_ICON_CLASSES.search(attribute(image, "class")))


def alternative(image: LexborNode, caption: str) -> str:
    """The `alt` text where a person wrote it and it says more than the caption."""
    alt = clean_line(attribute(image, "alt"))
    if (
        not alt
        or alt in caption
        or _FILE_NAME.match(alt)
        or (alt.rstrip(".")[-1:].isdigit() and _GENERATED.search(alt))
    ):
        return ""
    return alt


def read_figure(node: LexborNode, caption_selectors: str, base: str, *, cover: bool = False) -> Figure | None:
    """One figure out of a node that holds a picture or several, and a caption; nothing where it holds neither."""
    images = [node] if node.tag == "img" else [image for image in node.css("img") if not is_icon(image)]
    addresses = list(dict.fromkeys(address for image in images if (address := picture_address(image, base))))
    if (
        not addresses
        and (only := canonical_url(attribute(node, "data-src") or attribute(node, "href"), base))
        and images
    ):
        addresses = [only]
    caption = read_caption(node, caption_selectors)
    if not addresses and not caption:
        return None
    return Figure(
        caption=caption,
        src=addresses[0] if addresses else "",
        srcs=tuple(addresses) if len(addresses) > 1 else (),
        alt=alternative(images[0], caption) if images else "",
        cover=cover,
    )


def read_caption(node: LexborNode, selectors: str) -> str:
    """The words under a picture: the outermost captions in the node, joined."""
    if not selectors or node.tag == "img":
        return ""
    texts: list[str] = []
    for caption in node.css(selectors):
        text = node_text(caption, BLOCK_MAX)
        if text and caption.mem_id != node.mem_id and not any(text in known for known in texts):
            texts.append(text)
    return " ".join(texts)


def player_address(node: LexborNode, base: str) -> str:
    """Where the video of a node can be had: its own address, that of its source or its frame, else its page."""
    for name in ("src", "data-src", "data-video-src", "data-url", "data-vid"):
        written = attribute(node, name)
        if name == "data-vid" and _HOST_FIRST.match(written):
            written = f"https://{written}"
        if address := canonical_url(written, base if name != "data-vid" else ""):
            return address
    for inner in node.css("source[src], video[src], iframe[src], iframe[data-src], [data-video-src]"):
        written = attribute(inner, "src") or attribute(inner, "data-src") or attribute(inner, "data-video-src")
        if address := canonical_url(written, base):
            return address
    return ""


def place_caption(blocks: list[Block], caption: str) -> None:
    """A caption outside of its picture: it belongs to the figure before it, or stands for one."""
    last = blocks[-1] if blocks else None
    if isinstance(last, Figure) and not last.caption:
        blocks[-1] = Figure(caption, last.src, last.srcs, "", last.cover)
    elif caption:
        blocks.append(Figure(caption))


def place_figure(blocks: list[Block], figure: Figure) -> None:
    """A figure behind the others, unless it is the one before it again."""
    last = blocks[-1] if blocks else None
    if not (isinstance(last, Figure) and last.src == figure.src and not figure.caption):
        blocks.append(figure)
