"""The nouns of the newsroom: the frozen values that cross every layer, and nothing that acts.

All text in them has passed `text.clean_line` or `text.clean_block`. All times are aware and in UTC.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

SpanKind = Literal["strong", "em", "link"]


class Span(Struct, frozen=True, omit_defaults=True):
    """A stretch of a block's text that is not plain: `text[start:end]`, in code points."""

    start: int
    end: int
    kind: SpanKind
    href: str = ""
    """The absolute http(s) or mailto address of a link, empty for the other kinds."""


class Paragraph(Struct, frozen=True, omit_defaults=True, tag="paragraph"):
    """One paragraph of running text; also one entry of a list."""

    text: str
    spans: tuple[Span, ...] = ()


class Heading(Struct, frozen=True, omit_defaults=True, tag="heading"):
    """A heading inside the body."""

    text: str
    level: int = 2


class Quote(Struct, frozen=True, omit_defaults=True, tag="quote"):
    """Words set apart as somebody's; paragraphs inside are separated by a newline."""

    text: str
    by: str = ""


class Figure(Struct, frozen=True, omit_defaults=True, tag="figure"):
    """One picture, or a group under one caption."""

    caption: str = ""
    src: str = ""
    """The largest known address of the (first) picture."""
    srcs: tuple[str, ...] = ()
    """All addresses of a group of two and more; empty for a single picture."""
    alt: str = ""
    cover: bool = False
    """Stands before the body, as the article's main picture."""


class Bullets(Struct, frozen=True, omit_defaults=True, tag="list"):
    """A list, numbered when `ordered`."""

    items: tuple[Paragraph, ...]
    ordered: bool = False


class Table(Struct, frozen=True, omit_defaults=True, tag="table"):
    """A table of data; rows may differ in length."""

    rows: tuple[tuple[str, ...], ...]
    header: bool = False
    """The first row names the columns."""
    caption: str = ""


class Video(Struct, frozen=True, omit_defaults=True, tag="video"):
    """A moving picture, of which a terminal shows the caption and an address."""

    caption: str = ""
    src: str = ""


class Box(Struct, frozen=True, omit_defaults=True, tag="box"):
    """Text set in a frame beside the story, which belongs to it."""

    blocks: tuple[Block, ...]
    title: str = ""


Block = Paragraph | Heading | Quote | Figure | Bullets | Table | Box | Video


class Related(Struct, frozen=True, omit_defaults=True):
    """A link to another article that the page offers."""

    title: str
    url: str
    place: Literal["inside", "below"] = "below"
    """`inside` the body («Tin liên quan») or `below` it («Cùng chuyên mục»)."""


class Article(Struct, frozen=True, omit_defaults=True):
    """The full text of one article as its page carries it."""

    url: str
    title: str
    lead: str = ""
    """The sapo, without the paper's own prefix («VTV.vn - »)."""
    authors: tuple[str, ...] = ()
    desk: str = ""
    email: str = ""
    source_credit: str = ""
    """Where the text was taken from («Theo TTXVN», «(tổng hợp)»)."""
    published: datetime | None = None
    section: str = ""
    blocks: tuple[Block, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    image: str = ""
    next_pages: tuple[str, ...] = ()
    """Addresses of the pages on which the article goes on, in their order, as far as this page names them."""
    by_rules: bool = False
    """The paper's own rules found the body; false when the generic reader had to."""
    canonical: str = ""
    """What the page calls its own address, where that is another page than `url`."""


class FeedItem(Struct, frozen=True, omit_defaults=True):
    """One entry of a feed or one card of a section page, before it belongs to a source."""

    title: str
    url: str
    """Absolute http(s), trimmed, without tracking parameters and fragment."""
    published: datetime | None = None
    summary: str = ""
    """Plain text, without the related links that some papers append."""
    image: str = ""
    guid: str = ""


class Feed(Struct, frozen=True, omit_defaults=True):
    """A feed or a section page as read: its own title and its entries in their order."""

    title: str
    items: tuple[FeedItem, ...]


class Headline(Struct, frozen=True, omit_defaults=True):
    """One article as a list shows it, before its page has been read."""

    id: str
    """The article's identity, equal in all sections and under a changed slug: see `sources.article_id`."""
    source: str
    section: str
    """The section in which it was first seen."""
    title: str
    url: str
    published: datetime | None = None
    summary: str = ""
    image: str = ""
    former: str = ""
    """What its identity was before its paper's file knew numbers; empty where that makes no difference."""
    guid: str = ""
    """Its identity by the feed's guid, where that may outlast the address."""


class Row(Struct, frozen=True, omit_defaults=True):
    """A headline together with what the reader did and what this machine holds."""

    headline: Headline
    time: datetime
    """When it counts as news: the printed time, but never later than when it was first seen."""
    read: bool = False
    bookmarked: bool = False
    offline: bool = False
    """The full text is on this machine."""
    changed: datetime | None = None
    """When the full text was found to have other words than before."""
    withdrawn: bool = False
    """The paper has taken the article away; what is on this machine is kept."""


class Place(Struct, frozen=True):
    """Where in an article the reader stopped, independent of the width: a block and the part of it above the screen."""

    block: int
    fraction: float = 0.0


ShelfKind = Literal["latest", "unread", "bookmarks", "packed", "source", "section", "search"]


class Shelf(Struct, frozen=True, omit_defaults=True):
    """What a list shows. `source` and `section` are ids.

    `words` is what a search looks for; on another shelf only those rows are that have all of them, each the beginning
    of a word of the title, the summary or the paper's name.
    """

    kind: ShelfKind
    source: str = ""
    section: str = ""
    words: str = ""


Order = Literal["time", "paper"]
"""What a list is sorted by: the newest first, or paper by paper and the newest first in each."""


class Group(Struct, frozen=True, omit_defaults=True):
    """Rows that stand together in a list: those of one day in Vietnam, those of one paper, or all of them."""

    count: int
    day: date | None = None
    paper: str = ""
    """The id of a paper."""


class Counts(Struct, frozen=True):
    """How many headlines are unread, and how many are kept."""

    unread: int
    bookmarks: int
    sections: dict[tuple[str, str], int]
    """Unread by (source id, section id)."""
    sources: dict[str, int]
    """Unread by source id, each article once however many sections carry it."""
    packed: int | None = None
    """Unread in the pack that is taken along; None where there is none."""


class Rules(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """CSS selectors of a paper's article page. Each is tried in turn; the first that yields text wins.

    `drop`, `related_inside`, `related_below`, `tags`, `figure`, `box`, `quote` and `video` are unions instead.
    Of `byline`, those behind the first that yields names or a source may add what it left open: papers print the source
    elsewhere.
    """

    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    lead_prefixes: tuple[str, ...] = ()
    """House prefixes of the lead, as printed («VTV.vn -»); spaces and the dash are matched loosely."""
    byline: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    box: tuple[str, ...] = ()
    quote: tuple[str, ...] = ()
    video: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    related_inside: tuple[str, ...] = ()
    related_below: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    drop_text: tuple[str, ...] = ()
    """Sentences of the house that are no part of the story, compared folded and without punctuation."""
    end: tuple[str, ...] = ()
    """Everything from such a node on is not text."""
    quirks: tuple[str, ...] = ()
    """Names of functions in `parsing.quirks` for true oddities."""


class CardRules(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """CSS selectors of a paper's section page; those after `card` are looked up inside each card."""

    card: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    image: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


class Section(Struct, frozen=True, omit_defaults=True):
    """A section of a paper, read from `feed`, and from the page `list` where the feed is missing, dead or stale."""

    id: str
    name: str
    feed: str = ""
    list: str = ""
    carry: int | None = None
    """How many new articles a refresh carries home in full; None leaves it to the reader's configuration."""
    follow: bool = True
    """Part of the first choice, and on the stand part of «Làm mới tất cả»; the others are fetched when opened."""


class Source(Struct, frozen=True, omit_defaults=True):
    """A newspaper: who prints it, what it prints and how its pages are read."""

    id: str
    name: str
    home: str
    sections: tuple[Section, ...]
    rules: Rules = Rules()
    cards: CardRules = CardRules()
    article_id: str = ""
    """A regular expression whose first group is the article's number in its address; empty where there is none."""
    user_agent: str = ""
    """Sent instead of the usual one; empty means the usual one."""
    on: bool = True
    """Part of the first choice; the reader's own choice overrules it."""
    hosts: tuple[str, ...] = ()
    """Further hosts that are the paper's, as those at which it stood before: «zingnews.vn»."""
    folder: str = ""
    """Where a reader's own paper stood in the list that it was taken from; nested names joined by « / »."""


class Choice(Struct, frozen=True, omit_defaults=True):
    """Which papers and sections the reader wants, and in which order; what is not named stands as its file says."""

    order: tuple[str, ...] = ()
    """Ids of papers as the reader put them; the others follow in their own order."""
    papers: dict[str, bool] = {}
    """Papers that the reader switched on or off, by id."""
    sections: dict[str, bool] = {}
    """Sections that the reader switched on or off, by «paper/section»."""


class Stock(Struct, frozen=True):
    """What of all that the library holds lies out on the stand."""

    papers: tuple[str, ...]
    """Ids of the papers that are on."""
    withheld: tuple[tuple[str, str], ...] = ()
    """Sections of these papers that are off, as (paper, section); what stands in no other section is not shown."""
    names: tuple[tuple[str, str], ...] = ()
    """Papers with their names folded, as (paper, name), by which a list can be narrowed."""


HealthKind = Literal[
    "untried", "fresh", "quiet", "empty", "moved", "blocked", "gone", "unreachable", "unreadable", "changed"
]


class Health(Struct, frozen=True, omit_defaults=True):
    """What the last tries say of a section, or of a paper as its sections and pages together do.

    `untried`: never asked, or never with a network; `quiet`: nothing new for longer than such a section is silent;
    `empty`: a feed without entries; `moved`: it answers from another address for good; `blocked`: the paper refuses
    readers like us; `gone`: the paper says that there is nothing at the address any more; `unreadable`: what came is no
    feed; `changed`: pages of the paper no longer yield a body, or only the generic reader finds one.
    """

    kind: HealthKind
    checked: datetime | None = None
    """The last try."""
    newest: datetime | None = None
    """The time of the newest entry."""
    entries: int = 0
    """Entries of the last readable feed."""
    moved_to: str = ""
    pages: int = 0
    """Article pages read lately."""
    bodies: int = 0
    """Those of them that yielded a body by the paper's rules (for a paper without rules: any body)."""
    detail: str = ""
    """The technical reason in English."""


class FeedState(Struct, frozen=True, omit_defaults=True):
    """What is known of a section's feed from the last tries."""

    url: str
    checked: datetime | None = None
    """The last try, of whatever outcome."""
    succeeded: datetime | None = None
    """The last try that ended in a readable feed or in «nothing new»."""
    failures: int = 0
    """Tries that failed since."""
    wait_until: datetime | None = None
    """Not to be asked before (`Retry-After`, or the backoff after failures)."""
    digest: str = ""
    """Of the body that was last stored, so that the same body need not be read again."""
    entries: int | None = None
    """Of the last readable feed; None where none has been read."""
    newest: datetime | None = None
    """The time of its newest entry, for entries without times that of the last arrival."""
    gap: int = 0
    """Seconds that usually pass between two entries; 0 where that is not known."""
    moved_to: str = ""
    """The address at which it answers for good and was readable."""
    fault: str = ""
    """The kind of error (the name of its class) with which the last try ended; empty after a good one."""
    status: int = 0
    """Of the answer, where the fault is that it was no good one."""
    detail: str = ""
    """The technical reason of the fault in English."""


class Reading(Struct, frozen=True):
    """How many of the article pages of a paper that were read lately had what kind of body."""

    by_rules: int = 0
    generic: int = 0
    """Only the generic reader found one."""
    none: int = 0
