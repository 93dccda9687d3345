"""The tiny markup of the demo's stories, and its HTML in the shape of the «data-role» family of Vietnamese papers.

Blocks are separated by blank lines: plain text (`**bold**`, `*italic*`, `[text](https://…)`), `## heading`, `> quote`
whose last line may be `— name`, `- list`, `1. list`, `| table | row |` with the names of the columns first,
`![caption]` for a picture, `!! Title` and lines below it for a box.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

Resolve = Callable[[str], str]
"""The printed address of a link."""

_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")
_NUMBERED = re.compile(r"[0-9]+\. ")


def to_html(body: str, resolve: Resolve, picture: Callable[[int], str]) -> str:
    """The body as HTML; `picture` gives the address of the nth picture, from 1."""
    pictures = 0
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines and lines[0].startswith("!["):
            pictures += 1
            blocks.append(_figure(" ".join(lines)[2:].rstrip("]"), picture(pictures)))
        elif lines:
            blocks.append(_block(lines, resolve))
    return "\n".join(blocks)


def inline(text: str, resolve: Resolve) -> str:
    """Running text as HTML."""

    def link(found: re.Match[str]) -> str:
        return f'<a href="{escape(resolve(unescape(found[2])))}" target="_blank">{found[1]}</a>'

    return _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", _LINK.sub(link, escape(text))))


def _block(lines: list[str], resolve: Resolve) -> str:
    first = lines[0]
    if first.startswith("## "):
        return f"<h2>{inline(first[3:], resolve)}</h2>"
    if first.startswith(">"):
        return _quote([line.lstrip("> ") for line in lines], resolve)
    if first.startswith("!! "):
        return _box(first[3:], lines[1:], resolve)
    if first.startswith("|"):
        return _table(lines, resolve)
    if first.startswith("- "):
        return _list("ul", [line.removeprefix("- ") for line in lines], resolve)
    if _NUMBERED.match(first):
        return _list("ol", [_NUMBERED.sub("", line, count=1) for line in lines], resolve)
    return f"<p>{inline(' '.join(lines), resolve)}</p>"


def _figure(caption: str, src: str) -> str:
    text = escape(caption)
    return (
        f'<figure class="VCSortableInPreviewMode" type="Photo"><div><img src="{escape(src)}" alt="{text}"></div>'
        '<figcaption class="PhotoCMS_Caption"><p data-placeholder="Nhập chú thích ảnh">'
        f"{text}</p></figcaption></figure>"
    )


def _quote(lines: list[str], resolve: Resolve) -> str:
    by = lines.pop().lstrip("—– ") if len(lines) > 1 and lines[-1].startswith(("—", "–")) else ""
    caption = f'<p class="StarNameCaption">{inline(by, resolve)}</p>' if by else ""
    text = inline(" ".join(lines), resolve)
    return (
        '<div class="VCSortableInPreviewMode" type="SimpleQuote"><div class="name-n-quote">'
        f'<p class="quote">{text}</p>{caption}</div></div>'
    )


def _box(title: str, lines: list[str], resolve: Resolve) -> str:
    text = "".join(f"<p>{inline(line, resolve)}</p>" for line in lines)
    return (
        '<div class="VCSortableInPreviewMode alignCenter" type="content"><div placeholder="Nhập nội dung...">'
        f"<h3>{inline(title, resolve)}</h3>{text}</div></div>"
    )


def _table(lines: list[str], resolve: Resolve) -> str:
    rows = [[inline(cell.strip(), resolve) for cell in line.strip("|").split("|")] for line in lines]
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _list(tag: str, lines: list[str], resolve: Resolve) -> str:
    return f"<{tag}>" + "".join(f"<li>{inline(line, resolve)}</li>" for line in lines) + f"</{tag}>"
