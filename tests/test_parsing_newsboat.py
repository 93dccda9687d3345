"""newsboat's `urls`: tags, titles, comments and what only newsboat can do; compared with newsboat where it is there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.parsing.newsboat import is_urls_file, read_urls
from tuireader.parsing.opml import Outline, read_opml

URLS = """\
# bình luận

https://mot.example/rss tin "chuyện làng" "~Báo Một & <b>"
https://hai.example/feed "!giấu" # chú thích
  # một dòng bình luận thụt vào
\thttps://ba.example/feed
"https://bon.example/feed?a=1&b=2" "tên \\"trong\\" ngoặc"
https://nam.example/rss tin
"query:Chưa đọc:unread = \\"yes\\""
exec:~/bin/lay-tin tin
"filter:~/bin/loc tham-so:https://sau.example/rss"
file:///var/log/tin.xml
http://an:m%40t@bay.example/rss ~Bảy
"""


def test_every_kind_of_line() -> None:
    assert read_urls(URLS) == (
        Outline("", feed="https://hai.example/feed", hidden=True),
        Outline("", feed="https://ba.example/feed"),
        Outline("", refused='query:Chưa đọc:unread = "yes"'),
        Outline("", refused="filter:~/bin/loc tham-so:https://sau.example/rss"),
        Outline("", refused="file:///var/log/tin.xml"),
        Outline("Bảy", feed="http://an:m%40t@bay.example/rss"),
        Outline(
            "tin",
            outlines=(
                Outline("Báo Một & <b>", feed="https://mot.example/rss"),
                Outline("", feed="https://nam.example/rss"),
                Outline("", refused="exec:~/bin/lay-tin"),
            ),
        ),
        Outline('tên "trong" ngoặc', outlines=(Outline("", feed="https://bon.example/feed?a=1&b=2"),)),
    )


def test_line_ends_of_windows() -> None:
    text = "https://mot.example/rss tin\r\nhttps://hai.example/rss\r\n"
    assert read_urls(text) == (
        Outline("", feed="https://hai.example/rss"),
        Outline("tin", outlines=(Outline("", feed="https://mot.example/rss"),)),
    )


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (URLS, True),
        ("# chỉ có một dòng\nquery:x:y", True),
        ("\n\n  https://mot.example/rss", True),
        ("", False),
        ("# https://mot.example", False),
        ("Một bức thư.\nXem https://mot.example", False),
        ("<opml/>", False),
    ],
)
def test_what_is_one(text: str, is_one: bool) -> None:
    assert is_urls_file(text) is is_one


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="needs newsboat")
def test_newsboat_sees_the_same_feeds(tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text(URLS, "utf-8")
    command = ["newsboat", "-u", str(urls), "-c", str(tmp_path / "cache.db"), "-C", "/dev/null", "-e"]
    done = subprocess.run(command, capture_output=True, check=True, env={"HOME": str(tmp_path), "LANG": "C.UTF-8"})
    theirs = {(one.feed, one.text) for one in read_opml(done.stdout) if one.feed}
    ours = {(one.feed, one.text) for top in read_urls(URLS) for one in (top, *top.outlines) if one.feed}
    assert theirs == ours


@given(st.text(max_size=300) | st.text(alphabet='"\\#~! \t\nhttp://a.b', max_size=300))
def test_noise(noise: str) -> None:
    assert all(one.feed or one.refused or one.outlines for one in read_urls(noise))
