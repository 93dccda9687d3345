"""Encodings told apart by the bytes first and by their labels only then."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuireader.parsing.decode import decode

VIETNAMESE = "<?xml version='1.0'?><p>Đường phố Huế sáng nay nắng nhẹ, chợ hoa mở cửa sớm</p>"


def windows_1258(text: str) -> bytes:
    """Vietnamese as windows-1258 writes it: vowels composed, tones after them."""
    written = bytearray()
    for character in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", character)
        tones = [mark for mark in marks[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        written += (base + "".join(tones)).encode("cp1258")
    return bytes(written)


def reads(data: bytes, content_type: str = "") -> str:
    return unicodedata.normalize("NFC", decode(data, content_type))


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_decides_against_any_label(mark: bytes, encoding: str) -> None:
    assert reads(mark + VIETNAMESE.encode(encoding), "text/xml; charset=windows-1252") == VIETNAMESE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("label", ["", "utf-8", "UTF-16", "utf-16le", "iso-8859-1", "windows-1258", "nonexistent"])
def test_unicode_shows_itself_whatever_the_label(encoding: str, label: str) -> None:
    declared = VIETNAMESE.replace("1.0'", f"1.0' encoding='{label}'")
    assert reads(declared.encode(encoding), f"text/xml; charset={label}") == declared


def test_one_bad_byte_spoils_one_character() -> None:
    data = VIETNAMESE.encode().replace(b"Hu", b"Hu\xff")
    assert reads(data, "text/html; charset=windows-1252") == VIETNAMESE.replace("Hu", "Hu\ufffd")


@pytest.mark.parametrize(
    ("data", "content_type", "text"),
    [
        (b"caf\xe9 \xf0", "text/html; charset=windows-1252", "café ð"),
        (b"caf\xe9 \xf0", 'text/html; charset="ISO-8859-1"; x=y', "café ð"),
        (b"<meta charset=latin1>caf\xe9 \xf0", "text/html", "<meta charset=latin1>café ð"),
        (b"<meta content='text/html; charset=us-ascii'>\xf0", "", "<meta content='text/html; charset=us-ascii'>ð"),
        (b"\xcf\xf0\xe8\xe2\xe5\xf2", "text/plain; charset=windows-1251", "Привет"),
        (b"\xcf\xf0\xe8\xe2\xe5\xf2", "text/plain; charset=cp1251", "Привет"),
        (b"<?xml version='1.0' encoding='koi8-r'?>\xf0", "", "<?xml version='1.0' encoding='koi8-r'?>П"),
        (b"\xd6\xd0\xce\xc4", "text/plain; charset=GB2312", "中文"),
        (b"caf\xe9 \xf0", "text/html; charset=windows-1252; charset=koi8-r", "café ð"),
        (b"caf\xe9 \xf0", "text/html; charset=Windows_1252", "café ð"),
        (b"caf\x82", "text/xml; charset=IBM437", "café"),
        (b"caf\x8e", "text/xml; charset=x-mac-roman", "café"),
    ],
)
def test_other_encodings_are_read_by_their_label(data: bytes, content_type: str, text: str) -> None:
    assert decode(data, content_type) == text


@pytest.mark.parametrize("content_type", ["", "text/html; charset=windows-1258", "text/html; charset=utf-8"])
def test_old_vietnamese_text_needs_no_label(content_type: str) -> None:
    assert reads(windows_1258(VIETNAMESE), content_type) == VIETNAMESE


@pytest.mark.parametrize(
    "label",
    ["hex", "base64", "zip", "bz2", "rot13", "idna", "punycode", "undefined", "utf-7", "unicode_escape", "mbcs"],
)
def test_labels_never_reach_the_codec_registry(label: str) -> None:
    assert decode(b"caf\xe9 68656c6c6f", f"text/html; charset={label}") == "café 68656c6c6f"


def test_a_label_far_down_is_not_looked_for() -> None:
    data = b" " * 3_000 + b"<meta charset=koi8-r>caf\xe9"
    assert decode(data).endswith("café")


@given(st.binary(max_size=300), st.text(max_size=40) | st.just("text/html; charset=utf-16"))
def test_no_bytes_raise(data: bytes, content_type: str) -> None:
    assert isinstance(decode(data, content_type), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
@example("\ufffd")
@example("caf\ufffd")
def test_utf_8_is_read_as_written(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")
