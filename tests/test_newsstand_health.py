"""What the kept facts say of a section and of a paper, and how it is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tuireader.errors import Blocked, GivenUp, NewsError, NotAFeed, Offline, Refused, TimedOut
from tuireader.model import Feed, FeedItem, FeedState, Health, HealthKind, Reading, Rules, Section, Source
from tuireader.newsstand.health import after_fault, after_feed, health_of, paper_health, section_health
from tuireader.ui import phrases

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://bao.example/tin.rss"
GOOD = FeedState(URL, NOW, NOW, digest="d", entries=50, newest=NOW - HOUR, gap=1800)


def entry(ago: timedelta | None) -> FeedItem:
    return FeedItem("Tin", "https://bao.example/tin.htm", None if ago is None else NOW - ago)


class TestSection:
    @pytest.mark.parametrize(
        ("state", "kind"),
        [
            (None, "untried"),
            (FeedState(URL), "untried"),
            (FeedState(URL, NOW), "untried"),
            (GOOD, "fresh"),
            (replace(GOOD, newest=NOW - 3 * DAY), "fresh"),
            (replace(GOOD, newest=NOW - 3 * DAY - HOUR), "quiet"),
            (replace(GOOD, newest=NOW - 30 * DAY, gap=7 * 86400), "fresh"),
            (replace(GOOD, newest=NOW - 36 * DAY, gap=7 * 86400), "quiet"),
            (replace(GOOD, newest=None), "fresh"),
            (replace(GOOD, entries=0), "empty"),
            (replace(GOOD, entries=None, newest=None), "fresh"),
            (replace(GOOD, moved_to="https://moi.example/tin.rss"), "moved"),
            (replace(GOOD, moved_to=URL + "/"), "fresh"),
            (replace(GOOD, moved_to="http://www.bao.example/tin.rss"), "fresh"),
            (replace(GOOD, moved_to="https://moi.example/tin.rss", newest=NOW - 9 * DAY), "quiet"),
        ],
    )
    def test_good_tries(self, state: FeedState | None, kind: HealthKind) -> None:
        assert section_health(state, NOW).kind == kind

    @pytest.mark.parametrize(
        ("error", "kind", "detail"),
        [
            (Blocked(URL, "D1N"), "blocked", "D1N"),
            (Refused(URL, 403), "blocked", "status 403"),
            (Refused(URL, 429), "blocked", "status 429"),
            (Refused(URL, 404), "gone", "status 404"),
            (Refused(URL, 410), "gone", "status 410"),
            (Refused(URL, 503), "unreachable", "status 503"),
            (TimedOut(URL, "20 s"), "unreachable", "20 s"),
            (Offline(URL), "unreachable", ""),
            (NotAFeed(URL, "begins with '<html>'"), "unreadable", "begins with '<html>'"),
            (GivenUp(URL, "5 s"), "unreadable", "5 s"),
        ],
    )
    def test_tries_that_failed(self, error: NewsError, kind: HealthKind, detail: str) -> None:
        health = section_health(after_fault(GOOD, error, NOW + HOUR), NOW + HOUR)
        assert health == Health(kind, NOW + HOUR, GOOD.newest, 50, detail=detail)

    def test_a_feed_says_how_often_it_prints(self) -> None:
        printed = Feed("", tuple(entry(hours * HOUR) for hours in (5, 1, 3, 1)))
        state = after_feed(FeedState(URL), printed, 4, NOW)
        assert (state.entries, state.newest, state.gap) == (4, NOW - HOUR, 2 * 3600)

    def test_a_date_in_the_future_hides_no_silence(self) -> None:
        state = after_feed(FeedState(URL), Feed("", (entry(-400 * DAY), entry(10 * DAY))), 0, NOW)
        assert state.newest == NOW - 10 * DAY

    def test_without_dates_the_last_arrival_counts(self) -> None:
        first = after_feed(FeedState(URL), Feed("", (entry(None),)), 1, NOW)
        second = after_feed(first, Feed("", (entry(None),)), 0, NOW + DAY)
        assert (second.newest, second.gap) == (NOW, 0)

    def test_an_empty_feed_remembers_when_it_last_printed(self) -> None:
        state = after_feed(GOOD, Feed("", ()), 0, NOW)
        assert (state.entries, state.newest) == (0, GOOD.newest)


class TestPaper:
    FRESH, QUIET, GONE, UNTRIED = (
        Health("fresh", NOW - HOUR, NOW - 2 * HOUR, 30),
        Health("quiet", NOW, NOW - 9 * DAY, 20),
        Health("gone", NOW, None, 0, detail="status 404"),
        Health("untried"),
    )

    def test_is_as_well_as_its_healthiest_section(self) -> None:
        health = paper_health([self.GONE, self.UNTRIED, self.QUIET, self.FRESH], Reading(), has_rules=True)
        assert health == Health("fresh", NOW, NOW - 2 * HOUR, 50)
        assert paper_health([self.GONE, self.UNTRIED], Reading(), has_rules=True).kind == "gone"
        assert paper_health([self.UNTRIED], Reading(), has_rules=True) == Health("untried")
        assert paper_health([], Reading(), has_rules=True) == Health("untried")

    @pytest.mark.parametrize(
        ("reading", "has_rules", "kind", "bodies"),
        [
            (Reading(2, 8, 0), True, "changed", 2),
            (Reading(5, 3, 2), True, "fresh", 5),
            (Reading(0, 3, 0), True, "fresh", 0),
            (Reading(0, 8, 2), False, "fresh", 8),
            (Reading(0, 1, 3), False, "changed", 1),
        ],
    )
    def test_pages_tell_of_a_new_layout(self, reading: Reading, has_rules: bool, kind: HealthKind, bodies: int) -> None:
        health = paper_health([self.FRESH], reading, has_rules=has_rules)
        assert (health.kind, health.bodies) == (kind, bodies)

    def test_a_paper_that_does_not_answer_has_not_changed(self) -> None:
        assert paper_health([self.GONE], Reading(0, 0, 9), has_rules=True).kind == "gone"

    def test_every_section_and_every_paper_has_a_state(self) -> None:
        sections = (Section("tin", "Tin", URL), Section("xe", "Xe", list="https://bao.example/xe"))
        paper = Source("bao", "Báo", "https://bao.example", sections, Rules(body=("article",)))
        other = replace(paper, id="khac", rules=Rules())
        states = {URL: GOOD}
        health = health_of([paper, other], states, {"bao": Reading(1, 9, 0), "khac": Reading(1, 9, 0)}, NOW)
        assert {place: state.kind for place, state in health.items()} == {
            ("bao", ""): "changed",
            ("bao", "tin"): "fresh",
            ("bao", "xe"): "untried",
            ("khac", ""): "fresh",
            ("khac", "tin"): "fresh",
            ("khac", "xe"): "untried",
        }


@pytest.mark.parametrize(
    ("health", "told"),
    [
        (Health("untried"), "chưa lấy lần nào"),
        (Health("fresh", NOW, NOW - 12 * timedelta(minutes=1), 50), "mới 12 phút trước"),
        (Health("fresh", NOW, None, 1250), "1.250 tin"),
        (Health("fresh", NOW), "có trả lời"),
        (Health("quiet", NOW, datetime(2026, 10, 3, 1, 0, tzinfo=UTC), 50), "im từ 03/10"),
        (Health("empty", NOW), "trống"),
        (Health("moved", NOW, moved_to="https://moi.example/tin\x1b.rss"), "đã dời sang moi.example/tin.rss"),
        (Health("blocked", NOW), "chặn máy đọc"),
        (Health("gone", NOW), "không còn ở địa chỉ này"),
        (Health("unreachable", NOW), "không trả lời"),
        (Health("unreadable", NOW), "không phải RSS"),
        (Health("changed", NOW, pages=10, bodies=2), "đổi khuôn trang: 2/10 bài đọc được"),
    ],
)
def test_each_state_has_its_words(health: Health, told: str) -> None:
    assert phrases.health(health, NOW) == told
