"""From a body of markup to blocks: paragraphs, headings, figures, lists, tables, quotes, boxes and videos.

The body has been cut to the story before; nothing is judged here but the form. Marks of inline tags become spans,
whatever is loose between blocks becomes paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from selectolax.lexbor import LexborNode

from tuireader.model import Block, Box, Bullets, Figure, Heading, Paragraph, Quote, Rules, Table, Video
from tuireader.parsing.address import canonical_url, link_address
from tuireader.parsing.document import SEPARATING, attribute, is_hidden
from tuireader.parsing.inline import Mark, Rich, Run, covers, on_one_line, split_lines
from tuireader.parsing.pictures import is_icon, read_caption, read_figure
from tuireader.parsing.tables import read_table

MAX_DEPTH = 200
"""Elements within each other that we follow; deeper text is dropped."""
HEADING_MAX = 160
"""Characters of a bold line that may be a heading."""
QUESTION_MAX = 60
"""The same for a line that ends in a question or exclamation mark."""

CAPTION_MAX = 1_500
"""Characters of a caption that stands by itself; longer text under such a name is a story."""

FORMS: dict[str, tuple[str, ...]] = {
    "figure": ("figure", "div[type=Photo]", "div[type=photo]", "table.picture", "table.desc_image", "table.tplCaption", ".wp-caption"),
    "caption": (
        "figcaption", ".PhotoCMS_Caption", ".VideoCMS_Caption", "td.caption", "td.pCaption", ".ck_legend", ".image_desc",
        ".wp-caption-text", "p.Image", "p.caption",
    ),
    "box": ("div.VCSortableInPreviewMode[type=content]", ".notebox", ".box-info-content"),
    "quote": ("[type=SimpleQuote]", "[type=block-quote-info]", "[type=quote]"),
    "video": ("video", "[type=VideoStream]", "[type=insertembedcode]", "figure.video", ".video-content", "div[data-vid]"),
}  # fmt: skip
"""What papers and their publishing systems commonly use; a paper's own rules stand in front of these."""

ANY_CAPTION = ("[class*=caption]", "[class*=Caption]", "[class*=credit]")
"""What captions are called on pages without rules."""

Form = Literal["figure", "cover", "caption", "box", "quote", "video"]
_SILENT = frozenset(
    "script style noscript template svg head title nav form button input select textarea object embed canvas dialog meta link "
    "audio map param progress datalist".split()
)
_MARKS: dict[str, Mark] = {
    "b": Mark("strong"),
    "strong": Mark("strong"),
    "i": Mark("em"),
    "em": Mark("em"),
    "cite": Mark("em"),
}
_PLAYER = re.compile(
    r"youtu\.?be|vimeo|dailymotion|facebook\.com/plugins/video|tiktok|player|video|vcplayer", re.IGNORECASE
)
_ENDS_SENTENCE = re.compile(r"[.:;,…][\"”’')\]]*\Z")
_ASKS = re.compile(r"[?!][\"”’')\]]*\Z")
_ITEM_LIKE = re.compile(r"[-–—•*+(\[>]")
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
_QUOTED_BY = "cite, footer, .StarNameCaption, .quote-author"


class Reader:
    """Reads nodes one after the other into `blocks`.

    `signatures` holds the places of paragraphs set to the right, where authors sign.
    """

    def __init__(self, forms: dict[int, Form], captions: str, base: str) -> None:
        self.blocks: list[Block] = []
        self.signatures: set[int] = set()
        self._forms = forms
        self._captions = captions
        self._base = base
        self._run = Run()
        self._later: list[Figure] = []

    def read(self, node: LexborNode, depth: int = 0) -> None:
        """All that the node holds, as blocks."""
        self._inside(node, depth)
        self._flush()

    def _inside(self, node: LexborNode, depth: int) -> None:
        child = node.child
        while child is not None:
            if child.is_text_node:
                self._run.add(child.text_content or "")
            elif child.is_element_node and depth < MAX_DEPTH:
                self._element(child, child.tag or "", depth + 1)
            child = child.next

    def _element(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag in _SILENT:
            return
        attributes = node.attributes
        if attributes and is_hidden(attributes):
            return
        form = self._forms.get(node.mem_id)
        if form is not None and self._by_form(node, form, depth):
            return
        if tag in _BLOCKS:
            self._flush()
            _BLOCKS[tag](self, node, depth)
        elif tag in _INLINE_SPECIAL:
            _INLINE_SPECIAL[tag](self, node, depth)
        elif tag in SEPARATING:
            self._flush()
            self._inside(node, depth)
            self._flush(right=bool(_RIGHT.search(attributes.get("style") or "")))
        else:
            self._inside(node, depth)

    def _by_form(self, node: LexborNode, form: Form, depth: int) -> bool:
        """Read a node whose form a selector told; false where it turns out not to have it."""
        match form:
            case "figure" | "cover":
                return self._figure(node, cover=form == "cover")
            case "caption":
                return self._caption(node)
            case "video":
                return self._video(node)
            case "quote":
                self._flush()
                self._quote(node, depth)
            case "box":
                self._flush()
                self._box(node, depth)
        return True

    # -- text

    def _flush(self, *, right: bool = False) -> None:
        """End the paragraph that is being collected, if there is one."""
        if not self._run.blank:
            for rich in split_lines(self._run.take()):
                if rich.text:
                    if right:
                        self.signatures.add(len(self.blocks))
                    self.blocks.append(Heading(rich.text, 3) if is_heading(rich) else Paragraph(rich.text, rich.spans))
        else:
            self._run.take()
        self.blocks.extend(self._later)
        self._later.clear()

    def _heading(self, node: LexborNode, depth: int) -> None:
        self._inside(node, depth)
        text = self._run.take().text.replace("\n", " ")
        if text:
            self.blocks.append(Heading(text, max(int((node.tag or "h2")[1]), 2)))
        self._flush()

    def _marked(self, node: LexborNode, depth: int) -> None:
        before = self._run.open(_MARKS[node.tag or "b"])
        self._inside(node, depth)
        self._run.restore(before)

    def _link(self, node: LexborNode, depth: int) -> None:
        href = link_address(attribute(node, "href"), self._base)
        before = self._run.open(Mark("link", href)) if href else None
        self._inside(node, depth)
        if before is not None:
            self._run.restore(before)

    def _line_break(self, _node: LexborNode, _depth: int) -> None:
        if self._run.at_break:
            self._flush()
        else:
            self._run.line_break()

    def _preformatted(self, node: LexborNode, _depth: int) -> None:
        self._run.add_lines(node.text())
        self._flush()

    def _rule(self, _node: LexborNode, _depth: int) -> None:
        self._flush()

    # -- pictures

    def _image(self, node: LexborNode, _depth: int) -> None:
        if is_icon(node):
            return
        figure = read_figure(node, "", self._base)
        if figure is None:
            return
        if self._run.blank:
            self._flush()
            self._add_figure(figure)
        else:
            self._later.append(figure)

    def _picture(self, node: LexborNode, depth: int) -> None:
        image = node.css_first("img")
        if image is not None:
            self._image(image, depth)

    def _figure(self, node: LexborNode, *, cover: bool = False) -> bool:
        if _is_embedded_text(node):
            return False
        self._flush()
        figure = read_figure(node, self._captions, self._base, cover=cover)
        if figure is not None and figure.src:
            self._add_figure(figure)
        elif not self._video(node) and figure is not None:
            self._add_caption(figure.caption)
        return True

    def _figure_tag(self, node: LexborNode, depth: int) -> None:
        if not self._figure(node):
            self._inside(node, depth)
            self._flush()

    def _caption(self, node: LexborNode) -> bool:
        """A caption that stands outside of its picture belongs to the figure before it."""
        rich = self._flat(node)
        if len(rich.text) > CAPTION_MAX or len(node.css("p")) > 3:
            return False
        self._flush()
        if rich.text:
            self._add_caption(on_one_line(rich).text)
        return True

    def _add_caption(self, caption: str) -> None:
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Figure) and not last.caption:
            self.blocks[-1] = Figure(caption, last.src, last.srcs, "", last.cover)
        elif caption:
            self.blocks.append(Figure(caption))

    def _add_figure(self, figure: Figure) -> None:
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Figure) and last.src == figure.src and not figure.caption:
            return
        self.blocks.append(figure)

    def _video(self, node: LexborNode) -> bool:
        source = _player_address(node, self._base)
        caption = read_caption(node, self._captions)
        if not source and not caption and node.tag != "video":
            return False
        self._flush()
        self.blocks.append(Video(caption, source))
        return True

    def _frame(self, node: LexborNode, _depth: int) -> None:
        address = canonical_url(attribute(node, "src") or attribute(node, "data-src"), self._base)
        if address and _PLAYER.search(address):
            self._flush()
            self.blocks.append(Video("", address))

    # -- blocks within blocks

    def _nested(self, node: LexborNode, depth: int) -> list[Block]:
        reader = Reader(self._forms, self._captions, self._base)
        reader.read(node, depth)
        return reader.blocks

    def _quote(self, node: LexborNode, depth: int) -> None:
        inner = self._nested(node, depth)
        words = [block for block in inner if isinstance(block, Paragraph | Heading)]
        if len(words) < len(inner) or len(words) > 12:
            self.blocks.extend(inner)
            return
        speaker = next((text for by in node.css(_QUOTED_BY) if (text := self._flat(by).text)), "")
        said = [block.text for block in words if block.text != speaker]
        if said:
            self.blocks.append(Quote("\n".join(said), speaker.lstrip("-–— ")))

    def _box(self, node: LexborNode, depth: int) -> None:
        inner = self._nested(node, depth)
        title = ""
        if inner and isinstance(inner[0], Heading) and len(inner) > 1:
            title = inner[0].text
            inner = inner[1:]
        if inner:
            self.blocks.append(Box(tuple(inner), title))

    def _list(self, node: LexborNode, depth: int) -> None:
        if node.css_first("img, figure, table, h1, h2, h3, h4, blockquote") is not None:
            self._inside(node, depth)
            self._flush()
            return
        entries = tuple(self._entries(node, depth))
        if entries:
            self.blocks.append(Bullets(entries, node.tag == "ol"))

    def _entries(self, node: LexborNode, depth: int) -> Iterable[Paragraph]:
        """The entries of a list; those of lists within it follow the entry that holds them."""
        child = node.child
        while child is not None:
            if child.is_element_node and not is_hidden(child.attributes):
                rich = on_one_line(self._flat(child))
                if child.tag in ("ul", "ol"):
                    yield from self._entries(child, depth + 1)
                else:
                    if rich.text:
                        yield Paragraph(rich.text, rich.spans)
                    if depth < MAX_DEPTH:
                        for inner in _outermost_lists(child):
                            yield from self._entries(inner, depth + 1)
            child = child.next

    def _table(self, node: LexborNode, depth: int) -> None:
        table = read_table(node, lambda cell: on_one_line(self._flat(cell)).text)
        if isinstance(table, Table):
            self.blocks.append(table)
        elif table == "box":
            self._box(node, depth)
        else:
            self._inside(node, depth)
            self._flush()

    def _flat(self, node: LexborNode) -> Rich:
        """All text of a node as one text, blocks in it separated by line ends; lists inside lists left out."""
        reader = _FlatReader(self._forms, self._captions, self._base)
        return reader.flat(node)


class _FlatReader(Reader):
    """Reads everything into one text."""

    def flat(self, node: LexborNode) -> Rich:
        self._inside(node, 0)
        return self._run.take()

    def _element(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag in _SILENT or tag in ("ul", "ol", "img", "picture", "iframe") or is_hidden(node.attributes):
            return
        if tag in _MARKS:
            self._marked(node, depth)
        elif tag == "a":
            self._link(node, depth)
        elif tag in SEPARATING:
            self._run.line_break()
            self._inside(node, depth)
            self._run.line_break()
        else:
            self._inside(node, depth)


_BLOCKS: dict[str, Callable[[Reader, LexborNode, int], None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Reader._heading),
    "ul": Reader._list,
    "ol": Reader._list,
    "table": Reader._table,
    "blockquote": Reader._quote,
    "figure": Reader._figure_tag,
    "pre": Reader._preformatted,
    "hr": Reader._rule,
}
_INLINE_SPECIAL: dict[str, Callable[[Reader, LexborNode, int], None]] = {
    **dict.fromkeys(_MARKS, Reader._marked),
    "a": Reader._link,
    "br": Reader._line_break,
    "img": Reader._image,
    "picture": Reader._picture,
    "iframe": Reader._frame,
}


def read_blocks(body: LexborNode, rules: Rules, base: str) -> Reader:
    """Read a body whose figures, captions, boxes, quotes and videos are told by the rules and by common usage."""
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
        if selectors:
            forms.update((node.mem_id, form) for node in body.css(", ".join(selectors)))
    forms.pop(body.mem_id, None)
    reader = Reader(forms, ", ".join(rules.caption + FORMS["caption"]), base)
    reader.read(body)
    return reader


def is_heading(rich: Rich) -> bool:
    """Whether a paragraph is a heading: all of it bold, short, and no sentence."""
    text = rich.text
    if not rich.spans or len(text) > HEADING_MAX or "\n" in text or not covers(rich, "strong") or covers(rich, "link"):
        return False
    if _ENDS_SENTENCE.search(text) or _ITEM_LIKE.match(text):
        return False
    return len(text) <= QUESTION_MAX or not _ASKS.search(text)


def _is_embedded_text(node: LexborNode) -> bool:
    """Whether a figure frames no picture but a table, a quote or program text."""
    return (
        node.tag == "figure"
        and node.css_first("img, video, iframe") is None
        and node.css_first("table, blockquote, pre") is not None
    )


def _player_address(node: LexborNode, base: str) -> str:
    """Where the video of a node can be had: its own address, that of its source or its frame, else its page."""
    for name in ("src", "data-src", "data-video-src", "data-vid"):
        if address := canonical_url(attribute(node, name), base if name != "data-vid" else ""):
            return address
    for inner in node.css("source[src], video[src], iframe[src], iframe[data-src]"):
        if address := canonical_url(attribute(inner, "src") or attribute(inner, "data-src"), base):
            return address
    return ""


def _outermost_lists(node: LexborNode) -> list[LexborNode]:
    """The lists in a node that are in no other list of it."""
    seen: set[int] = set()
    found: list[LexborNode] = []
    for inner in node.css("ul, ol"):
        if inner.mem_id not in seen and inner.mem_id != node.mem_id:
            found.append(inner)
            seen.update(deeper.mem_id for deeper in inner.css("ul, ol"))
    return found
