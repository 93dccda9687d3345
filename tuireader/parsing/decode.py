"""From bytes to text: which encoding a feed or a page is in, whatever it says about itself.

The names are those of the WHATWG Encoding Standard and of the code pages of DOS and the Macintosh. They never reach
Python's codec registry, where `hex`, `rot13`, `zip` or `idna` wait for them.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOCALE_FALLBACK = "cp1258"
"""What a Vietnamese browser takes for a page that is not UTF-8 and names no encoding (WHATWG HTML 13.2.3.2)."""
_WESTERN = (
    "windows-1252",
    "cp1252",
    "x-cp1252",
    "iso-8859-1",
    "iso8859-1",
    "latin1",
    "l1",
    "us-ascii",
    "ascii",
)
_LEGACY = {
    **dict.fromkeys(_WESTERN, "cp1252"),
    **{f"windows-{page}": f"cp{page}" for page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"cp{page}": f"cp{page}" for page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254", "latin2": "iso8859-2", "latin9": "iso8859-15", "tis-620": "cp874", "windows-874": "cp874",
    "koi8-r": "koi8-r", "cskoi8r": "koi8-r", "koi8-u": "koi8-u", "koi8-t": "koi8-t", "gb2312": "gb18030",
    "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "sjis": "cp932",
    "euc-jp": "euc-jp", "euc-kr": "cp949",
}  # fmt: skip
_DOS = (437, 737, 775, 850, 852, 855, 856, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 1125)
_DOS_NAMES = {
    "cspc8codepage437": 437, "cspc775baltic": 775, "cspc850multilingual": 850, "cspcp852": 852,
    "cspc862latinhebrew": 862, "cp-is": 861,
}  # fmt: skip
_MACINTOSH = {
    "roman": "roman", "cyrillic": "cyrillic", "greek": "greek", "iceland": "iceland", "turkish": "turkish",
    "latin2": "latin2", "centraleurope": "latin2",
}  # fmt: skip
_LEGACY |= {f"{prefix}{page}": f"cp{page}" for page in _DOS for prefix in ("cp", "ibm", "csibm", "")}
_LEGACY |= {name: f"cp{page}" for name, page in _DOS_NAMES.items()}
_LEGACY |= {
    f"{prefix}{name}": f"mac-{codec}" for name, codec in _MACINTOSH.items() for prefix in ("mac", "mac-", "x-mac-")
}
_LEGACY |= dict.fromkeys(("macintosh", "mac", "csmacintosh"), "mac-roman")
_SNIFFED = 2048
"""Bytes in which a page or a feed has to name its encoding."""
_ASCII = bytes(range(128))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_DECLARED = re.compile(
    rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})|<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)


def decode(data: bytes, content_type: str = "") -> str:
    """The text of a body; never raises, unreadable bytes become U+FFFD.

    A byte order mark decides. Then UTF-16 shows itself by its zero bytes, and UTF-8 by being valid but for a stray
    byte: both are better witnesses than a label, and most labels that lie are put on UTF-8. Only what is neither is
    read by the label of `content_type`, else by the one in the first 2 KiB, else as windows-1258.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if encoding := _wide(data):
        return data.decode(encoding, "replace")
    text = data.decode("utf-8", "replace")
    if _is_mostly_valid(data, text):
        return text
    return data.decode(_labelled(data, content_type) or _LOCALE_FALLBACK, "replace")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: markup begins with ASCII, which leaves a zero in every second byte."""
    sample = data[:400]
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if 0 not in sample[:2] or max(high, low) * 6 < len(sample):
        return ""
    if high * 8 < low:
        return "utf-16-le"
    return "utf-16-be" if low * 8 < high else ""


def _is_mostly_valid(data: bytes, text: str) -> bool:
    """Whether text is read as UTF-8 with few faults. In other encodings nearly every byte above ASCII is a fault."""
    faults = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")  # some are written out, by a program before us
    return not faults or faults * 3 < len(data.translate(None, _ASCII))


def _labelled(data: bytes, content_type: str) -> str:
    """The codec of the first known label that names anything but Unicode."""
    labels = [match[1] for match in _CHARSET.finditer(content_type[:500])]
    labels += [(match[1] or match[2]).decode("ascii") for match in _DECLARED.finditer(data[:_SNIFFED])]
    return next((codec for label in labels if (codec := _LEGACY.get(label.lower().replace("_", "-")))), "")
