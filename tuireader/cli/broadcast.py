"""What `inspect guide` prints: a saved programme guide, XMLTV or vtv.vn's page of a day, as it is read."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date

import msgspec

from tuireader import dates
from tuireader.cli.plain import tame
from tuireader.newsstand import utc_now
from tuireader.schedule import Guide

_ADDRESS = re.compile(r"lich-phat-song-ngay-(\d{1,2})-thang-(\d{1,2})-nam-(\d{4})")
_LEADING = 4_000
"""Bytes in which a file shows that it is XMLTV."""


def show(data: bytes, url: str, arguments: argparse.Namespace) -> None:
    """Print the guide in a file; raises NotAGuide. The day of a page is told, else in its address, else today."""
    from tuireader.parsing.guide import parse_vtv_day, parse_xmltv

    day = arguments.day or _named_day(url) or dates.local(utc_now()).date()
    guide = parse_xmltv(data, url) if _is_xmltv(data) else parse_vtv_day(data, day, url)
    if arguments.json:
        told = {"channels": guide.channels, "programmes": guide.programmes}
        sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    else:
        sys.stdout.buffer.writelines(f"{tame(line)}\n".encode("utf-8", "replace") for line in _lines(guide))


def _is_xmltv(data: bytes) -> bool:
    opening = data[:_LEADING].replace(b"\0", b"").lower()
    return data.startswith(b"\x1f\x8b") or b"<tv" in opening or b"<?xml" in opening


def _named_day(url: str) -> date | None:
    if (named := _ADDRESS.search(url)) is None:
        return None
    try:
        return date(int(named[3]), int(named[2]), int(named[1]))
    except ValueError:
        return None


def _lines(guide: Guide) -> list[str]:
    names = {channel.id: channel.name for channel in guide.channels}
    return [
        f"{dates.long_date(one.start)}–{dates.clock(one.stop)}  {names[one.channel]}  {one.title}"
        + "".join(f"\n    {line}" for line in one.detail.split("\n") if line)
        for one in guide.programmes
    ]
