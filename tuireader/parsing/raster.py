"""Pictures out of bytes, bounded in kinds, in pixels and to the first frame. Owns Pillow.

The extra `images` brings it. It is loaded by `load`, or with the first picture, never by importing this module.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct

from tuireader.errors import HugePicture, NotAPicture
from tuireader.text import clean_line

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
"""What papers print; Pillow would read some forty kinds more, whose readers are the ones with the holes."""
PIXELS_MAX = 25_000_000
_ORIENTATION = 0x0112
"""The tag of Exif that says how a camera was held (Exif 2.32, 4.6.4)."""
_DAMAGED = (
    OSError, SyntaxError, ValueError, EOFError, MemoryError, ArithmeticError, LookupError, TypeError, AttributeError,
    struct.error, zlib.error,
)  # fmt: skip
"""What Pillow's readers raise over damaged pictures."""


class Pixels(Struct, frozen=True):
    """A decoded picture, its pixels in rows from the top."""

    width: int
    height: int
    rgb: bytes
    """Three bytes a pixel."""
    indices: bytes = b""
    """One byte a pixel: its colour in the palette, where one was asked for."""
    palette: bytes = b""
    """Three bytes a colour."""


def is_installed() -> bool:
    """Whether there is a Pillow to load."""
    from importlib.util import find_spec

    return find_spec("PIL") is not None


def load() -> None:
    """Load Pillow and its readers of these kinds, some 50 ms."""
    from PIL import GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

    # Pillow writes a warning onto the screen for what it thinks too large; `_open` is stricter, and raises.
    Image.MAX_IMAGE_PIXELS = None


def check(data: bytes, url: str) -> tuple[int, int]:
    """The size of the picture in pixels, by its header; raises NotAPicture and HugePicture."""
    with _translated(url), _open(data, url) as image:
        return image.size


def decode(data: bytes, url: str, width: int, height: int, colours: int = 0) -> Pixels:
    """The first frame, as large as fits into so many pixels, never larger than it is; transparent parts are white.

    With `colours` (2 to 256) each pixel also has its place in a palette of at most so many. Raises NotAPicture and
    HugePicture.
    """
    from PIL import Image

    with _translated(url), _open(data, url) as image:
        # A JPEG is decoded at a half, a quarter or an eighth, which saves the memory for the rest.
        image.draft("RGB", (width * 2, height * 2))
        picture: Image.Image = _upright(image)
        if picture.mode not in ("RGB", "RGBA"):
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((max(width, 1), max(height, 1)), reducing_gap=2.0)
        if picture.mode == "RGBA":
            picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
        indices = palette = b""
        if colours:
            few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT)
            indices, palette = few.tobytes(), bytes(few.getpalette("RGB") or ())
        return Pixels(picture.width, picture.height, picture.tobytes(), indices, palette)


def _open(data: bytes, url: str) -> Image.Image:
    load()
    from PIL import Image

    image = Image.open(BytesIO(data), formats=FORMATS)
    if image.width * image.height > PIXELS_MAX:
        raise HugePicture(url, f"{image.width}×{image.height}")
    return image


def _upright(image: Image.Image) -> Image.Image:
    """The picture as the camera was held; only cameras' own files say so."""
    if image.format != "JPEG" or image.getexif().get(_ORIENTATION, 1) == 1:
        return image
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


@contextmanager
def _translated(url: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise NotAPicture(url, clean_line(f"{type(error).__name__}: {error}", 200)) from error
