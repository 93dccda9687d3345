"""From a body of markup to blocks: paragraphs, headings, figures, lists, tables, quotes, boxes and videos.

The body has been cut to the story before; nothing is judged here but the form. Marks of inline tags become spans,
whatever is loose between blocks becomes paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar

from selectolax.lexbor import LexborNode

from tuireader.model import Block, Box, Bullets, Figure, Heading, Paragraph, Quote, Rules, Table, Video
from tuireader.parsing.address import canonical_url, link_address
from tuireader.parsing.document import SEPARATING, Document, attribute, is_hidden
from tuireader.parsing.flat import MARKS, SILENT, flat_text, list_entries
from tuireader.parsing.forms import Form, caption_selectors, forms_of, is_heading
from tuireader.parsing.inline import Mark, Rich, Run, covers, on_one_line, split_lines, words_on_one_line
from tuireader.parsing.pictures import is_icon, place_caption, place_figure, player_address, read_caption, read_figure
from tuireader.parsing.tables import read_table
from tuireader.text import clean_block

MAX_DEPTH = 200
"""Elements within each other that we follow; deeper text is dropped."""

CAPTION_MAX = 1_500
"""Characters of a caption that stands by itself; longer text under such a name is a story."""
UNDER_MAX = 300
"""Characters of a line under a picture that may be its caption without saying so."""

_PLAYER = re.compile(
    r"youtu\.?be|vimeo|dailymotion|facebook\.com/plugins/video|tiktok|player|video|vcplayer", re.IGNORECASE
)
_CREDITED = re.compile(r"[.(,;\s](?:Ảnh|Nguồn ảnh|Photo)(?: minh họa)?\s*:\s*[^.:]{2,50}\.?\)?\.?\Z", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_CENTRED_CLASSES = frozenset(["rtecenter", "text-center", "has-text-align-center"])
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
Attributes = Mapping[str, str | None]
_QUOTED_BY = "cite, footer, .StarNameCaption, .quote-author"


class Story:
    """What all readers of one body know of the whole of it."""

    def __init__(self, body: LexborNode) -> None:
        self._body = body

    @cached_property
    def is_centred(self) -> bool:
        """Whether most paragraphs stand in the middle, so that standing there tells nothing of one under a picture."""
        paragraphs = self._body.css("p")
        return sum(_is_centred(paragraph.attributes) for paragraph in paragraphs) > 0.5 * len(paragraphs)


class Reader:
    """Reads nodes one after the other into `blocks`.

    `signatures` holds the places of paragraphs set to the right, where authors sign.
    """

    def __init__(self, forms: dict[int, Form], captions: str, base: str, story: Story) -> None:
        self.blocks: list[Block] = []
        self.signatures: set[int] = set()
        self._forms = forms
        self._captions = captions
        self._base = base
        self._story = story
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
        if tag in SILENT:
            return
        attributes = node.attributes
        if attributes and is_hidden(attributes):
            return
        form = self._forms.get(node.mem_id)
        if form is not None and self._by_form(node, form, depth):
            return
        if tag in self._BLOCKS:
            self._flush()
            self._BLOCKS[tag](self, node, depth)
        elif tag in self._INLINE:
            self._INLINE[tag](self, node, depth)
        elif tag in SEPARATING:
            self._separate(node, attributes, depth)
        else:
            self._inside(node, depth)

    def _separate(self, node: LexborNode, attributes: Attributes, depth: int) -> None:
        """Read what is no part of the paragraph before it; most hold nothing but text."""
        self._flush()
        only = node.child
        if only is None or only.next is not None or not only.is_text_node or self._run.marks:
            self._inside(node, depth)
            self._flush(attributes)
        elif text := clean_block(words_on_one_line(only.text_content or "")):
            self._paragraph(Rich(text), attributes)

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

    def _flush(self, attributes: Attributes = MappingProxyType({})) -> None:
        """End the paragraph that is being collected, if there is one, in an element with these attributes."""
        if self._run.pieces:
            for line in split_lines(self._run.take()):
                if line.text:
                    self._paragraph(line, attributes)
        if self._later:
            self.blocks.extend(self._later)
            self._later.clear()

    def _paragraph(self, rich: Rich, attributes: Attributes) -> None:
        right = "style" in attributes and bool(_RIGHT.search(attributes["style"] or ""))
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Figure) and not right and _may_be_under_picture(rich, last):
            centred = _is_centred(attributes) and not self._story.is_centred
            if centred or covers(rich, "em") or _CREDITED.search(rich.text):
                place_caption(self.blocks, on_one_line(rich).text)
                return
        if right:
            self.signatures.add(len(self.blocks))
        self.blocks.append(Heading(rich.text, 3) if is_heading(rich) else Paragraph(rich.text, rich.spans))

    def _heading(self, node: LexborNode, depth: int) -> None:
        self._inside(node, depth)
        text = self._run.take().text.replace("\n", " ")
        if text:
            self.blocks.append(Heading(text, max(int((node.tag or "h2")[1]), 2)))
        self._flush()

    def _marked(self, node: LexborNode, depth: int) -> None:
        before = self._run.open(MARKS[node.tag or "b"])
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
        if (figure := read_figure(node, "", self._base)) is None:
            return
        if self._run.blank:
            self._flush()
            place_figure(self.blocks, figure)
        else:
            self._later.append(figure)

    def _picture(self, node: LexborNode, depth: int) -> None:
        if (image := node.css_first("img")) is not None:
            self._image(image, depth)

    def _figure(self, node: LexborNode, *, cover: bool = False) -> bool:
        figure = read_figure(node, self._captions, self._base, cover=cover)
        has_picture = figure is not None and figure.src
        if not has_picture and _is_embedded_text(node):
            return False
        self._flush()
        if figure is not None and has_picture:
            place_figure(self.blocks, figure)
        elif not self._video(node) and figure is not None:
            place_caption(self.blocks, figure.caption)
        return True

    def _figure_tag(self, node: LexborNode, depth: int) -> None:
        if not self._figure(node):
            self._inside(node, depth)
            self._flush()

    def _caption(self, node: LexborNode) -> bool:
        """A caption that stands outside of its picture belongs to the figure before it."""
        rich = flat_text(node, self._base)
        if len(rich.text) > CAPTION_MAX or len(node.css("p")) > 3:
            return False
        self._flush()
        if rich.text:
            place_caption(self.blocks, on_one_line(rich).text)
        return True

    def _video(self, node: LexborNode) -> bool:
        source = player_address(node, self._base)
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
        reader = Reader(self._forms, self._captions, self._base, self._story)
        reader.read(node, depth)
        return reader.blocks

    def _quote(self, node: LexborNode, depth: int) -> None:
        inner = self._nested(node, depth)
        words = [block for block in inner if isinstance(block, Paragraph | Heading)]
        if len(words) < len(inner) or len(words) > 12:
            self.blocks.extend(inner)
            return
        speaker = next((text for by in node.css(_QUOTED_BY) if (text := flat_text(by, self._base).text)), "")
        if said := [block.text for block in words if block.text != speaker]:
            self.blocks.append(Quote("\n".join(said), speaker.lstrip("-–— ")))

    def _box(self, node: LexborNode, depth: int) -> None:
        if inner := self._nested(node, depth):
            self.blocks.append(_boxed(inner))

    def _list(self, node: LexborNode, depth: int) -> None:
        if node.css_first("img, figure, table, h1, h2, h3, h4, blockquote") is not None:
            self._inside(node, depth)
            self._flush()
            return
        if entries := tuple(list_entries(node, self._base)):
            self.blocks.append(Bullets(entries, node.tag == "ol"))

    def _table(self, node: LexborNode, depth: int) -> None:
        table = read_table(node, lambda cell: on_one_line(flat_text(cell, self._base)).text)
        if isinstance(table, Table):
            self.blocks.append(table)
        elif table == "box":
            self._box(node, depth)
        else:
            self._inside(node, depth)
            self._flush()

    _BLOCKS: ClassVar[dict[str, Callable[[Reader, LexborNode, int], None]]] = {
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
        "ul": _list,
        "ol": _list,
        "table": _table,
        "blockquote": _quote,
        "figure": _figure_tag,
        "pre": _preformatted,
        "hr": _rule,
    }
    _INLINE: ClassVar[dict[str, Callable[[Reader, LexborNode, int], None]]] = {
        **dict.fromkeys(MARKS, _marked),
        "a": _link,
        "br": _line_break,
        "img": _image,
        "picture": _picture,
        "iframe": _frame,
    }


def read_blocks(body: LexborNode, rules: Rules, document: Document) -> Reader:
    """Read a document's body, whose figures, captions, boxes, quotes and videos are told by the rules and by common
    usage."""
    captions = caption_selectors(rules, document)
    reader = Reader(forms_of(body, rules, document), captions, document.base, Story(body))
    reader.read(body)
    return reader


def _boxed(inner: list[Block]) -> Box:
    """A box around blocks, under the heading with which they begin."""
    first, *others = inner
    return Box(tuple(others), first.text) if others and isinstance(first, Heading) else Box(tuple(inner))


def _may_be_under_picture(rich: Rich, last: Figure) -> bool:
    """Whether a paragraph behind a picture could be its caption, were it set so."""
    if last.caption or last.cover or len(rich.text) > UNDER_MAX:
        return False
    if is_heading(rich) or any(span.kind == "link" for span in rich.spans):
        return False
    return any(map(str.isalpha, rich.text))


def _is_centred(attributes: Attributes) -> bool:
    return (
        (attributes.get("align") or "").lower() == "center"
        or bool(_CENTRED.search(attributes.get("style") or ""))
        or not _CENTRED_CLASSES.isdisjoint((attributes.get("class") or "").split())
    )


def _is_embedded_text(node: LexborNode) -> bool:
    """Whether a figure frames no picture but a table, a quote or program text."""
    return (
        node.tag == "figure"
        and node.css_first("img, video, iframe") is None
        and node.css_first("table, blockquote, pre") is not None
    )
