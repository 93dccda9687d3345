"""Pictures for tests, made on the spot, and hostile ones; whoever imports this skips where Pillow is missing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Literal

import pytest

pytest.importorskip("PIL", reason="the extra `images` is not installed")

from PIL import Image

Kind = Literal["JPEG", "PNG", "GIF", "WEBP", "BMP"]
RED, BLUE = (200, 20, 30), (20, 40, 200)


def flag(kind: Kind = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    """A picture whose upper half is red and whose lower half is blue."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (0, size[1] // 2, size[0], size[1]))
    return printed(picture, kind)


def printed(picture: Image.Image, kind: Kind = "PNG") -> bytes:
    """The bytes of a picture."""
    paper = BytesIO()
    picture.save(paper, kind)
    return paper.getvalue()


def moving(*colours: tuple[int, int, int], kind: Literal["GIF", "WEBP"] = "GIF") -> bytes:
    """An animation, one frame a colour."""
    frames = [Image.new("RGB", (8, 8), colour) for colour in colours]
    paper = BytesIO()
    frames[0].save(paper, kind, save_all=True, append_images=frames[1:], lossless=True)
    return paper.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header promises so many pixels, in a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(99))) + _chunk(b"IEND")


def _chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def story_page(title: str, pictures: Sequence[tuple[str, str]], *, paragraphs: int = 30) -> str:
    """An article of the «data-role» family: a paragraph, the pictures as (address, caption), and more paragraphs."""
    figures = "".join(
        f'<figure class="VCSortableInPreviewMode" type="Photo"><div><img src="{src}"></div>'
        f'<figcaption class="PhotoCMS_Caption"><p>{caption}</p></figcaption></figure>\n<p>Đoạn sau ảnh {number}.</p>\n'
        for number, (src, caption) in enumerate(pictures, 1)
    )
    text = "".join(f"<p>Đoạn số {number}, dài chừng này.</p>\n" for number in range(1, paragraphs + 1))
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>
<h1 class="title" data-role="title">{title}</h1>
<p class="days" data-role="publishdate" datetime="2026-11-23T08:00:00+07:00">23/11/2026 08:00 GMT+7</p>
<p class="sapo" data-role="sapo">Câu mở đầu của bài.</p>
<div class="detail-content afcbc-body" data-role="content"><p>Đoạn mở đầu.</p>
{figures}{text}</div></body></html>
"""
