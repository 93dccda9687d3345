"""Owns what the last tries of a paper say of it: pure, from the facts that the library keeps and the clock.

A section is as well as its last try and its newest entry. A paper is as well as its healthiest section, for one that
answers shows that the paper is there; unless its article pages can no longer be read, which none of its feeds tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from tuireader.errors import Blocked, GivenUp, NewsError, NotAFeed, Refused
from tuireader.model import Feed, FeedState, Health, HealthKind, Reading, Source
from tuireader.parsing.address import same_page_key

QUIET_DAYS = timedelta(days=3)
"""No section is called quiet earlier."""
QUIET_GAPS = 5
"""So many times the usual pause between two entries may pass."""
PAGES_MIN = 4
"""Fewer article pages say nothing about a paper's layout."""
AHEAD_MAX = timedelta(days=1)
"""An entry dated later than this from now is misdated, and says nothing about when the paper last printed."""

_FROM_BEST: tuple[HealthKind, ...] = (
    "fresh",
    "moved",
    "quiet",
    "empty",
    "unreadable",
    "gone",
    "blocked",
    "unreachable",
    "untried",
)
_REFUSALS = frozenset({401, 402, 403, 407, 429, 451})
_GONE = frozenset({404, 410})
_UNREADABLE = frozenset({NotAFeed.__name__, GivenUp.__name__})
_ALIVE = frozenset({"fresh", "moved", "quiet", "empty"})


def after_fault(state: FeedState, error: NewsError, now: datetime) -> FeedState:
    """The facts after a try that ended in an error."""
    return replace(
        state,
        checked=now,
        fault=type(error).__name__,
        status=error.status if isinstance(error, Refused) else 0,
        detail=str(getattr(error, "detail", "")),
    )


def after_feed(state: FeedState, feed: Feed, new: int, now: datetime) -> FeedState:
    """The facts after a readable feed of which `new` entries had not been seen before.

    Where no entry is dated, the newest is as old as the last arrival.
    """
    times = sorted({entry.published for entry in feed.items if entry.published and entry.published <= now + AHEAD_MAX})
    newest = times[-1] if times else (now if new else state.newest)
    gap = (times[-1] - times[0]) / (len(times) - 1) if len(times) > 1 else timedelta(0)
    return replace(state, entries=len(feed.items), newest=newest, gap=int(gap.total_seconds()))


def section_health(state: FeedState | None, now: datetime) -> Health:
    """What is known of one section; nothing as long as only our own network failed."""
    if state is None or not (state.succeeded or state.fault):
        return Health("untried")
    return Health(
        _kind(state, now),
        checked=state.checked,
        newest=state.newest,
        entries=state.entries or 0,
        moved_to=state.moved_to,
        detail=state.detail,
    )


def paper_health(sections: Sequence[Health], reading: Reading, *, has_rules: bool) -> Health:
    """What is known of a paper from its sections and the article pages read lately."""
    best = _best(sections)
    tried = [section for section in sections if section.kind != "untried"]
    if tried:
        best = replace(
            best,
            checked=max(section.checked for section in tried if section.checked),
            newest=max((section.newest for section in tried if section.newest), default=None),
            entries=sum(section.entries for section in tried),
        )
    pages = reading.by_rules + reading.generic + reading.none
    bodies = reading.by_rules if has_rules else reading.by_rules + reading.generic
    is_changed = best.kind in _ALIVE and pages >= PAGES_MIN and 2 * bodies < pages
    return replace(best, kind="changed" if is_changed else best.kind, pages=pages, bodies=bodies)


def health_of(
    sources: Sequence[Source], states: Mapping[str, FeedState], readings: Mapping[str, Reading], now: datetime
) -> dict[tuple[str, str], Health]:
    """By (source id, section id) what is known of each section, and under ("", as section) of each whole paper.

    `states` are by the address of a feed or a section page, `readings` by source id.
    """
    known: dict[tuple[str, str], Health] = {}
    for source in sources:
        sections = {
            section.id: _best([section_health(states.get(url), now) for url in (section.feed, section.list) if url])
            for section in source.sections
        }
        reading = readings.get(source.id, Reading())
        known[source.id, ""] = paper_health(list(sections.values()), reading, has_rules=bool(source.rules.body))
        known.update({(source.id, section): health for section, health in sections.items()})
    return known


def _best(tries: Sequence[Health]) -> Health:
    """The healthiest of several ways to the same news."""
    return min(tries, key=lambda health: _FROM_BEST.index(health.kind), default=Health("untried"))


def _kind(state: FeedState, now: datetime) -> HealthKind:
    if state.fault:
        return _fault_kind(state)
    if state.entries == 0:
        return "empty"
    if state.newest and now - state.newest > max(QUIET_DAYS, QUIET_GAPS * timedelta(seconds=state.gap)):
        return "quiet"
    if state.moved_to and same_page_key(state.moved_to) != same_page_key(state.url):
        return "moved"
    return "fresh"


def _fault_kind(state: FeedState) -> HealthKind:
    if state.fault == Blocked.__name__ or state.status in _REFUSALS:
        return "blocked"
    if state.status in _GONE:
        return "gone"
    return "unreadable" if state.fault in _UNREADABLE else "unreachable"
