"""The test files of feedparser, read by us and by feedparser: 2,242 feeds of every dialect, sound and broken.

The files come with feedparser's source distribution (BSD-2-Clause) and are fetched by pip once into pytest's cache; the
tests are skipped where that fails, and the comparison where feedparser itself is not installed.

Both sides are brought to one form first, because our contract is narrower: titles as cleaned text without markup, links
only http(s) and without tracking parameters, no entries that have neither; a title that feedparser does not find is not
compared, since ours falls back to the summary.
"""

from __future__ import annotations

import hashlib
import html
import re
import subprocess
import sys
import tarfile
import time
from html.parser import HTMLParser
from typing import Any

import pytest

from tuireader.errors import NotAFeed
from tuireader.parsing.address import canonical_url
from tuireader.parsing.feed import parse_feed
from tuireader.text import clean_line

RELEASE = "feedparser==6.0.14"
DIGEST = "088679b0c4b543ee211a820dd544698c76a402122eae7473c04a43425f283d06"
FILES = 2_242
SECONDS = 1.0
URL = "http://127.0.0.1:8097/feed/test.xml"
"""Where feedparser's own tests serve the files from; nothing listens there."""

_HEADER = re.compile(rb"^Header:\s*Content-(type|location):\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_BREAKS = frozenset(("p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "td", "tr", "table", "hr", "pre"))

EBCDIC = "EBCDIC, which the Encoding Standard leaves out and no feed is in: no feed to us"
ID_AS_LINK = (
    "feedparser makes a link of every id, relative ones and plain words too; only an id that is http(s) is a page"
)
ABOUT = "rdf:about names the page of an RSS 1.0 item (5.5 of its specification); feedparser takes it for an id only"
DIFFERENCES = {
    "encoding/bozo_invalid-bytes-with-bom.xml": "one bad byte in UTF-8 spoils one character, not the whole encoding",
    "encoding/x80_csmacintosh.xml": "a label of the Encoding Standard that Python's registry does not know",
    "encoding/x80_mac.xml": "a label of the Encoding Standard that Python's registry does not know",
    **{
        f"encoding/x80_{label}.xml": EBCDIC
        for label in (
            "cp037", "cp500", "cp875", "csibm037", "csibm500", "ebcdic-cp-be", "ebcdic-cp-ca", "ebcdic-cp-ch",
            "ebcdic-cp-nl", "ebcdic-cp-us", "ebcdic-cp-wt", "ebcdic_cp_be", "ebcdic_cp_ca", "ebcdic_cp_ch",
            "ebcdic_cp_nl", "ebcdic_cp_us", "ebcdic_cp_wt", "ibm037", "ibm039", "ibm1140", "ibm500",
        )
    },
    "entities/lang.xml": "U+27E8 since HTML 5; feedparser has the table of HTML 4",
    "entities/rang.xml": "U+27E9 since HTML 5; feedparser has the table of HTML 4",
    "illformed/rdf_channel_empty_textinput.xml": ABOUT,
    "wellformed/atom10/entry_id_no_normalization_4.xml": "feedparser writes the scheme small",
    "wellformed/atom10/entry_id_with_attributes.xml": ID_AS_LINK,
    "wellformed/base/http_entry_id_base_content_location.xml": ID_AS_LINK,
    "wellformed/base/http_entry_id_base_docuri.xml": ID_AS_LINK,
    "wellformed/lang/http_content_language_entry_title_inherit_2.xml": ID_AS_LINK,
    "wellformed/node_precedence/atom10_id.xml": ID_AS_LINK,
    "wellformed/node_precedence/atom10_title.xml": "feedparser takes the title of a picture where it comes first",
    "wellformed/rdf/rdf_item_description.xml": ABOUT,
    "wellformed/rdf/rdf_item_rdf_about.xml": ABOUT,
    "wellformed/rdf/rdf_item_title.xml": ABOUT,
    "wellformed/rss/item_category_image.xml": "feedparser takes the title of a picture inside a category",
    "wellformed/sanitize/entry_title_crazy.xml": "scripts and the title of a page inside a title are no text",
    "wellformed/sanitize/feed_title_crazy.xml": "scripts and the title of a page inside a title are no text",
    "wellformed/sanitize/xml_malicious_comment.xml": "a comment without its end hides the rest, as in a browser",
}  # fmt: skip
"""Where we read something else on purpose, and why."""
GUESSED = "illformed/chardet/"
"""Feeds without any label: feedparser asks chardet where that is installed, we take them for Vietnamese."""

Reading = tuple[str, list[tuple[str, str, str]]]
"""The feed's title, and title, link and id of each entry."""


@pytest.fixture(scope="module")
def corpus(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The files by their paths below `tests/`."""
    cache = request.config.cache
    if cache is None:
        pytest.skip("pytest runs without its cache")
    folder = cache.mkdir("feedparser")
    if not (archives := sorted(folder.glob("feedparser-*.tar.gz"))):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        command += ["--retries", "0", "--timeout", "10", "--dest", str(folder), RELEASE]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError) as failure:
            pytest.skip(f"pip brings no {RELEASE}: {failure}")
        archives = sorted(folder.glob("feedparser-*.tar.gz"))
    assert hashlib.sha256(archives[0].read_bytes()).hexdigest() == DIGEST
    files: dict[str, bytes] = {}
    with tarfile.open(archives[0]) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".xml") else None
            if content is not None:
                files[member.name.partition("/tests/")[2]] = content.read()
    return files


def headers(body: bytes) -> tuple[str, str]:
    """The type and the address with which a file says that it was sent."""
    said = {name.lower(): value.decode("latin-1") for name, value in _HEADER.findall(body)}
    return said.get(b"type", ""), canonical_url(said.get(b"location", ""), URL) or URL


def our_reading(body: bytes) -> Reading:
    content_type, url = headers(body)
    try:
        feed = parse_feed(body, url, content_type)
    except NotAFeed:
        return "", []
    return feed.title, [(item.title, item.url, item.guid) for item in feed.items]


def their_reading(feedparser: Any, body: bytes) -> Reading:
    content_type, url = headers(body)
    sent = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    result = feedparser.parse(body, response_headers=sent)
    entries = [
        (plain(entry.get("title_detail")), canonical_url(entry.get("link") or ""), clean_line(entry.get("id") or ""))
        for entry in result.entries
    ]
    return plain(result.feed.get("title_detail")), [entry for entry in entries if entry[0] or entry[1]]


class _Words(HTMLParser):
    """The text of markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(" " if tag in _BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(" " if tag in _BREAKS else "")


def plain(detail: Any) -> str:
    """A title of feedparser's as cleaned text."""
    if not detail:
        return ""
    if "html" not in detail.type:
        return clean_line(html.unescape(detail.value))
    words = _Words()
    words.feed(detail.value)
    words.close()
    return clean_line("".join(words.pieces))


def agree(ours: Reading, theirs: Reading) -> bool:
    if ours[0] != theirs[0] or len(ours[1]) != len(theirs[1]):
        return False
    pairs = zip(ours[1], theirs[1], strict=True)
    return all(own[1:] == other[1:] and other[0] in ("", own[0]) for own, other in pairs)


def test_every_file_is_read_in_time(corpus: dict[str, bytes]) -> None:
    slow: dict[str, float] = {}
    for path, body in corpus.items():
        began = time.process_time()
        our_reading(body)
        if (took := time.process_time() - began) >= SECONDS:
            slow[path] = took
    assert len(corpus) == FILES
    assert slow == {}


@pytest.mark.filterwarnings("ignore")
def test_titles_links_and_ids_are_those_that_feedparser_finds(corpus: dict[str, bytes]) -> None:
    feedparser = pytest.importorskip("feedparser")
    compared = [path for path in corpus if not path.startswith(GUESSED)]
    different = {
        path for path in compared if not agree(our_reading(corpus[path]), their_reading(feedparser, corpus[path]))
    }
    assert different - set(DIFFERENCES) == set(), "a difference without a reason"
    assert set(DIFFERENCES) - different == set(), "a difference that is none any more"
    sound = [path for path in compared if path.startswith("wellformed/")]
    assert len(different & set(sound)) <= len(sound) / 100
