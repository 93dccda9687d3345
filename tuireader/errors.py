"""All that can go wrong, as facts; the sentences the reader sees are in `ui/phrases.py`.

NewsError
├── FetchError(url)
│   ├── Offline              no network, no such host, nobody answers
│   ├── TimedOut             the deadline of one request has passed
│   ├── Refused              the server answered with an error status
│   ├── Blocked              the server lets only browsers in
│   ├── Postponed            not asked, because the server or our backoff said to wait
│   ├── TooLarge             more bytes than we take
│   ├── AllowanceUsed        more bytes than the reader allows
│   ├── BadReply             not HTTP, or an encoding we did not ask for
│   └── BadAddress           not http(s), or a redirect we do not follow
├── ParseError(url)
│   ├── NotAFeed             no feed that anybody could read
│   ├── NotAGuide            no programme guide that anybody could read
│   ├── NoArticle            a page that yields no body
│   ├── OtherArticle         a page that is another one than was promised
│   ├── GivenUp              reading it took too long, or broke the reader
│   ├── NotAPicture          no picture of a kind that we show, or a damaged one
│   ├── HugePicture          more pixels than we take
│   └── NothingToFollow      an address that leads to no feed and to no list of articles
├── NotCarried(url)          without network, and the full text is not on this machine
├── SourceError              a newspaper's file is wrong
├── ConfigError              config.toml is wrong
├── UnreadableFile(path)     a file that the reader named cannot be read
├── UnwritableFile(path)     a file cannot be written
├── FileTaken(path)          a file is there and is not to be replaced
├── NoSubscriptions(path)    a file that lists no feeds
├── UnknownPaper(paper)      no newspaper of this id
├── UnknownSection(section)  no section of this name lies out
└── StoreError(path)
    ├── LibraryLocked        another tuireader is writing
    ├── LibraryTooNew        written by a later version
    ├── LibraryBroken        not a library, or damaged
    │   └── LibraryDamaged   found to be damaged while it was open
    ├── NotALibrary          a file that is to become the library is none, or damaged
    └── LibraryFull          the disk is full or may not be written
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct


class NewsError(Exception):
    """The root: whatever the program expects to go wrong."""


class FetchError(NewsError):
    """A request that brought nothing; `detail` is the technical reason in English, for logs."""

    def __init__(self, url: str, detail: str = "") -> None:
        super().__init__(f"{type(self).__name__}: {url}" + (f" ({detail})" if detail else ""))
        self.url = url
        self.detail = detail


class Offline(FetchError):
    """No network, no such host, or nobody answers."""


class TimedOut(FetchError):
    """The request took longer than its deadline."""


class Refused(FetchError):
    """The server answered with an error status."""

    def __init__(self, url: str, status: int, wait_until: datetime | None = None) -> None:
        super().__init__(url, f"status {status}")
        self.status = status
        self.wait_until = wait_until
        """From `Retry-After`, clamped to between one minute and one day."""


class Blocked(FetchError):
    """The server lets only browsers in: it answers with a challenge, and again after we did what it asks."""


class Postponed(FetchError):
    """Not asked: the server or our own backoff said to wait until then."""

    def __init__(self, url: str, wait_until: datetime) -> None:
        super().__init__(url, f"until {wait_until.isoformat()}")
        self.wait_until = wait_until


class Untrusted(FetchError):
    """The server cannot prove that it is the paper's: its certificate has run out, is another's, or is nobody's."""


class TooLarge(FetchError):
    """More bytes than we take, before or after decompression."""


AllowanceKind = Literal["run", "day", "budget"]
"""What bytes are allowed for: a run of the program, a day in Vietnam, or one undertaking of the reader's."""


class AllowanceUsed(FetchError):
    """What would come does not fit into the bytes that the reader allows; says nothing about the paper."""

    def __init__(self, url: str, kind: AllowanceKind, total: int) -> None:
        super().__init__(url, f"{kind} allowance of {total} bytes")
        self.kind: AllowanceKind = kind
        self.total = total


class BadReply(FetchError):
    """Not HTTP as we speak it, or an encoding that we did not ask for."""


class BadAddress(FetchError):
    """An address that is not http or https, or a redirect that we do not follow."""


class ParseError(NewsError):
    """Bytes that arrived and cannot be read."""

    def __init__(self, url: str, detail: str = "") -> None:
        super().__init__(f"{type(self).__name__}: {url}" + (f" ({detail})" if detail else ""))
        self.url = url
        self.detail = detail


class NotAFeed(ParseError):
    """No feed that anybody could read."""


class NotAGuide(ParseError):
    """No programme guide that anybody could read."""


class NoArticle(ParseError):
    """A page that yields no body: that is how a paper's new layout shows itself."""


class OtherArticle(ParseError):
    """A page that is not the article that was promised: an error page, the front page, another article."""


class GivenUp(ParseError):
    """Bytes over which reading was given up, because it took too long or broke the reader."""


class NotAPicture(ParseError):
    """No picture of a kind that we show, or one that is damaged."""


class HugePicture(ParseError):
    """More pixels than we take, as its header says."""


class NothingToFollow(ParseError):
    """An address that leads to no feed and to no list of articles."""


class NotCarried(NewsError):
    """Without network, and the full text is not on this machine."""

    def __init__(self, url: str) -> None:
        super().__init__(f"NotCarried: {url}")
        self.url = url


FaultKind = Literal[
    "unreadable", "too_large", "not_text", "nested", "toml", "backslash", "twice",
    "unknown_key", "missing_key", "type", "too_small", "too_great",
    "id", "same_id", "no_family", "no_sections", "no_address", "address", "host", "pattern", "no_group", "selector",
    "size", "other",
]  # fmt: skip


class Fault(Struct, frozen=True):
    """What is wrong with a file that a person wrote, and where.

    `value` is what is written there; for a missing or unknown key its name, for `type` the types that would do, for
    `too_small` and `too_great` the limit, for `too_large` the bytes that a file may have. `other` has no words yet.
    """

    kind: FaultKind
    key: str = ""
    """Where in the file: «article.title», «section[0].feed»; empty for the file itself."""
    value: str = ""
    choices: tuple[str, ...] = ()
    """What may stand there instead, as far as that is known."""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.kind} {self.key} {self.value}".rstrip()


class SourceError(NewsError):
    """A newspaper's file that cannot be used."""

    def __init__(self, path: Path | str, fault: Fault) -> None:
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


class ConfigError(NewsError):
    """A configuration that cannot be used."""

    def __init__(self, path: Path | str, fault: Fault) -> None:
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


class UnreadableFile(NewsError):
    """A file that the reader named cannot be read; `reason` is the system's."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class UnwritableFile(NewsError):
    """A file cannot be written; `reason` is the system's."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class FileTaken(NewsError):
    """A file is there and is not to be replaced."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"FileTaken: {path}")
        self.path = path


NoSubscriptionsReason = Literal["empty", "no_list", "entities", "no_feed"]


class NoSubscriptions(NewsError):
    """A file that lists no feeds.

    `empty`: nothing is in it; `no_list`: neither OPML nor addresses; `entities`: OPML that declares entities, which no
    list needs and only attacks use; `no_feed`: a list with nothing in it that could be followed.
    """

    def __init__(self, path: Path | str, reason: NoSubscriptionsReason) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class UnknownPaper(NewsError):
    """No newspaper has this id."""

    def __init__(self, paper: str) -> None:
        super().__init__(f"UnknownPaper: {paper}")
        self.paper = paper


class UnknownSection(NewsError):
    """No section of this name lies out."""

    def __init__(self, section: str) -> None:
        super().__init__(f"UnknownSection: {section}")
        self.section = section


class StoreError(NewsError):
    """The library cannot do what was asked."""

    def __init__(self, path: Path | str, detail: str = "") -> None:
        super().__init__(f"{type(self).__name__}: {path}" + (f" ({detail})" if detail else ""))
        self.path = path
        self.detail = detail


class LibraryLocked(StoreError):
    """Another tuireader holds the library for writing."""


class LibraryTooNew(StoreError):
    """The library was written by a later version; it is left untouched."""


class LibraryBroken(StoreError):
    """The file is not a library, or it is damaged; it is left untouched."""


class LibraryDamaged(LibraryBroken):
    """The library was found to be damaged while it was open; nothing is written to it any more."""


class NotALibrary(StoreError):
    """A file that is to take the place of the library is none, or a damaged one."""


class LibraryFull(StoreError):
    """The disk is full, or the place may not be written."""
