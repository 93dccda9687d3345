"""Pictures out of bytes: the kinds that papers print, small in time, and nothing out of hostile ones."""

from __future__ import annotations

import subprocess
import sys

import pytest
from darkroom import BLUE, RED, Kind, bomb, flag, moving, printed
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tuireader.errors import HugePicture, NotAPicture, ParseError
from tuireader.parsing import raster

URL = "https://song.example/anh.jpg"
KINDS: tuple[Kind, ...] = ("JPEG", "PNG", "GIF", "WEBP")


def near(pixel: bytes, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_the_kinds_that_papers_print_are_told_by_their_content(kind: Kind) -> None:
    data = flag(kind, (60, 40))
    assert raster.check(data, URL) == (60, 40)
    pixels = raster.decode(data, URL, 30, 30)
    assert (pixels.width, pixels.height, len(pixels.rgb)) == (30, 20, 30 * 20 * 3)
    assert near(pixels.rgb[:3], RED)
    assert near(pixels.rgb[-3:], BLUE)


def test_a_small_picture_is_not_made_larger() -> None:
    pixels = raster.decode(flag(size=(6, 4)), URL, 300, 300)
    assert (pixels.width, pixels.height) == (6, 4)


def test_a_large_jpeg_is_made_small() -> None:
    pixels = raster.decode(flag("JPEG", (3000, 2000)), URL, 60, 60)
    assert (pixels.width, pixels.height) == (60, 40)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_what_moves_the_first_frame_is_shown(kind: Kind) -> None:
    pixels = raster.decode(moving(RED, BLUE, kind="GIF" if kind == "GIF" else "WEBP"), URL, 8, 8)
    assert near(pixels.rgb[:3], RED)


def test_what_one_sees_through_is_white() -> None:
    pixels = raster.decode(printed(Image.new("RGBA", (4, 4), (0, 0, 0, 0))), URL, 4, 4)
    assert pixels.rgb == b"\xff" * 48


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK", "YCbCr"])
def test_every_mode_becomes_red_green_and_blue(mode: str) -> None:
    kind: Kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    pixels = raster.decode(printed(Image.new(mode, (4, 2)), kind), URL, 4, 4)
    assert len(pixels.rgb) == 4 * 2 * 3


def test_a_camera_that_was_held_upright() -> None:
    picture, exif = Image.new("RGB", (40, 20), RED), Image.Exif()
    exif[0x0112] = 6
    from io import BytesIO

    paper = BytesIO()
    picture.save(paper, "JPEG", exif=exif)
    pixels = raster.decode(paper.getvalue(), URL, 40, 40)
    assert (pixels.width, pixels.height) == (20, 40)


def test_few_colours() -> None:
    pixels = raster.decode(flag(), URL, 30, 20, colours=2)
    assert len(pixels.indices) == 30 * 20
    first, last = pixels.indices[0], pixels.indices[-1]
    assert near(pixels.palette[first * 3 :][:3], RED)
    assert near(pixels.palette[last * 3 :][:3], BLUE)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>404</body></html>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0" + bytes(40),
        b"GIF89a" + bytes(20),
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        flag("BMP"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        bomb(100, 100),
        *(flag(kind, (200, 200))[:-60] for kind in KINDS),
    ],
)
def test_what_is_no_picture_or_a_damaged_one(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        raster.decode(data, URL, 20, 20)


@pytest.mark.parametrize("size", [(5001, 5000), (100_000, 100_000), (2**31 - 1, 1)])
def test_more_pixels_than_we_take_are_refused_by_the_header(size: tuple[int, int]) -> None:
    for read in (lambda: raster.check(bomb(*size), URL), lambda: raster.decode(bomb(*size), URL, 20, 20)):
        with pytest.raises(HugePicture):
            read()


@given(st.sampled_from(KINDS), st.data())
def test_damage_is_a_parse_error_or_a_picture(kind: Kind, data: st.DataObject) -> None:
    damaged = bytearray(flag(kind, (16, 16)))
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        pixels = raster.decode(bytes(damaged), URL, 8, 8)
    except ParseError:
        return
    assert len(pixels.rgb) == pixels.width * pixels.height * 3


def test_nothing_is_loaded_by_looking_whether_it_is_there() -> None:
    code = "import sys; from tuireader.parsing import raster; raster.is_installed(); print('PIL' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
