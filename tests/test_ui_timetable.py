"""A day of channels: which show is near a moment, which are beside it, and channels of which nobody knows anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tuireader.schedule import Channel, Guide, Programme, arranged
from tuireader.ui.timetable import HALF_HOUR, half_hour, make_timetable, on_air

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def guide(*hours: int) -> Guide:
    """One channel with a show of half an hour at each of these hours after noon, and one without any."""
    shows = [Programme("vtv1", f"Số {hour}", NOON + hour * HOUR, NOON + hour * HOUR + HALF_HOUR) for hour in hours]
    return arranged([Channel("vtv1", "VTV1"), Channel("vtv2", "VTV2")], shows)


def test_channels_stand_in_the_readers_order_known_or_not() -> None:
    table = make_timetable(guide(0, 1), ["HTV7", "VTV 2", "VTV1"], DAY)
    assert [one.name for one in table.channels] == ["HTV7", "VTV2", "VTV1"]
    assert [len(shows) for shows in table.shows] == [0, 0, 2]
    assert not table.is_empty
    assert make_timetable(Guide(), ["HTV7"], DAY).is_empty


def test_a_gap_belongs_to_what_was_on_before_it() -> None:
    table = make_timetable(guide(0, 1, 2), ["VTV1"], DAY)
    for minutes, title in ((-60, "Số 0"), (0, "Số 0"), (45, "Số 0"), (60, "Số 1"), (999, "Số 2")):
        show = table.show(0, NOON + timedelta(minutes=minutes))
        assert show is not None
        assert show.title == title


def test_beside_ends_with_the_day() -> None:
    table = make_timetable(guide(0, 1), ["VTV1", "VTV2"], DAY)
    after = table.beside(0, NOON, 1)
    assert after is not None
    assert after.title == "Số 1"
    assert table.beside(0, NOON, -1) is None
    assert table.beside(0, NOON + HOUR, 1) is None
    assert table.beside(1, NOON, 1) is None
    assert table.show(1, NOON) is None


def test_on_air_leaves_out_channels_with_a_gap() -> None:
    assert [channel.name for channel, _ in on_air(guide(0), ["VTV2", "VTV1"], NOON)] == ["VTV1"]
    assert on_air(guide(0), ["VTV1"], NOON + HALF_HOUR) == []


@given(st.timedeltas(timedelta(days=-9_000), timedelta(days=9_000)))
def test_a_half_hour_holds_its_moment(span: timedelta) -> None:
    moment = NOON + span
    begun = half_hour(moment)
    assert begun <= moment < begun + HALF_HOUR
    assert half_hour(begun) == begun
