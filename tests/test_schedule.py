"""What is on: order without overlaps for whatever comes in, the questions of the strip, and several guides as one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.schedule import (
    Channel,
    Guide,
    Programme,
    added,
    arranged,
    channel_key,
    chosen,
    day_bounds,
    fullest,
    next_on,
    now_on,
    of_channel,
    on_day,
    united,
)

EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Eight in the morning in Vietnam."""
ONE, THREE = Channel("vtv1", "VTV1"), Channel("vtv3", "VTV3")


def shown(channel: Channel, title: str, minute: int, length: int = 30, detail: str = "") -> Programme:
    start = EIGHT + timedelta(minutes=minute)
    return Programme(channel.id, title, start, start + timedelta(minutes=length), detail)


MORNING = arranged(
    (ONE, THREE),
    (shown(ONE, "Thời sự", 60), shown(THREE, "Phim", 0, 90), shown(ONE, "Thời tiết", 0, 10), shown(ONE, "Ca nhạc", 30)),
)

programmes = st.builds(
    shown, st.sampled_from((ONE, THREE)), st.text("abc", min_size=1), st.integers(0, 3000), st.integers(-20, 2000)
)


@given(st.lists(programmes))
def test_whatever_comes_in_is_sorted_and_does_not_overlap(come: list[Programme]) -> None:
    guide = arranged((ONE, THREE), come)
    assert list(guide.programmes) == sorted(guide.programmes, key=lambda one: one.start)
    for channel in guide.channels:
        row = of_channel(guide, channel.id)
        assert all(one.start < one.stop for one in row)
        assert all(one.stop <= after.start for one, after in pairwise(row))
        assert {one.start for one in row} == {p.start for p in come if p.channel == channel.id and p.start < p.stop}
    assert arranged(guide.channels, reversed(guide.programmes)) == guide


@given(st.lists(programmes), st.integers(-100, 6000))
def test_now_and_next_are_what_a_look_at_every_programme_finds(come: list[Programme], minute: int) -> None:
    short = [one for one in come if one.stop - one.start < timedelta(days=1)]
    guide, now = arranged((ONE, THREE), short), EIGHT + timedelta(minutes=minute)
    row = of_channel(guide, ONE.id)
    assert now_on(guide, ONE.id, now) == next((one for one in row if one.start <= now < one.stop), None)
    assert next_on(guide, ONE.id, now) == next((one for one in row if one.start > now), None)


def test_what_is_on() -> None:
    now = EIGHT + timedelta(minutes=20)
    assert now_on(MORNING, "vtv1", now) is None, "between the weather and the music there is a gap"
    assert now_on(MORNING, "vtv3", now) == shown(THREE, "Phim", 0, 90)
    assert next_on(MORNING, "vtv1", now) == shown(ONE, "Ca nhạc", 30)
    assert next_on(MORNING, "vtv3", now) is None
    assert now_on(MORNING, "vtv9", now) is None


def test_of_two_that_start_together_the_one_that_says_more_is_kept() -> None:
    more = shown(ONE, "Phim: Đêm", 0)
    assert arranged((ONE,), (shown(ONE, "Phim", 0), more)).programmes == (more,)
    most = shown(ONE, "Phim", 0, detail="Tập 3")
    assert arranged((ONE,), (more, most)).programmes == (most,)


def test_a_channel_stands_once_and_strangers_are_left_out() -> None:
    guide = arranged((ONE, THREE, Channel("vtv1", "VTV1 HD")), (shown(Channel("x", "X"), "Phim", 0),))
    assert guide == Guide((ONE, THREE))


def test_a_day_is_vietnams() -> None:
    begin, end = day_bounds(date(2026, 11, 23))
    assert (begin, end) == (datetime(2026, 11, 22, 17, tzinfo=UTC), datetime(2026, 11, 23, 17, tzinfo=UTC))
    late, early = shown(ONE, "Phim khuya", -9 * 60, 90), shown(ONE, "Phim sớm", 16 * 60)
    guide = arranged((ONE,), (late, early))
    assert on_day(guide, date(2026, 11, 23)).programmes == (late,), "it lasts until half past midnight"
    assert on_day(guide, date(2026, 11, 22)).programmes == (late,)
    assert on_day(guide, date(2026, 11, 24)).programmes == (early,)
    assert on_day(guide, date(2026, 11, 30)) == Guide((ONE,))


@pytest.mark.parametrize(
    ("written", "key"),
    [("VTV1", "vtv1"), ("VTV1 HD", "vtv1"), ("vtv 1", "vtv1"), ("VTV Cần Thơ", "vtvcantho"), ("K+ Sport", "k+sport")],
)
def test_a_name_is_the_same_however_it_is_written(written: str, key: str) -> None:
    assert channel_key(written) == key


def test_the_chosen_channels_stand_in_the_order_chosen() -> None:
    guide = Guide((ONE, THREE, Channel("vtv3hd", "VTV3 HD")), (shown(Channel("vtv3hd", ""), "Phim", 0),))
    assert chosen(guide, ["vtv3", "VTV9", "VTV1"]) == (Channel("vtv3hd", "VTV3 HD"), ONE)


def test_of_several_guides_the_first_that_knows_a_channel_tells_it() -> None:
    other = arranged(
        (Channel("v1", "VTV1 HD"), Channel("h", "HTV7")),
        (shown(Channel("v1", ""), "Khác", 0), shown(Channel("h", ""), "Kịch", 0)),
    )
    both = united([Guide((ONE, THREE)), MORNING, other])
    assert [channel.id for channel in both.channels] == ["vtv1", "vtv3", "htv7"]
    assert of_channel(both, "vtv1") == of_channel(MORNING, "vtv1")
    assert of_channel(both, "htv7") == (shown(Channel("htv7", ""), "Kịch", 0),)
    assert united([]) == Guide()


def test_of_answers_with_gaps_each_gives_what_it_has() -> None:
    whole, half = MORNING, arranged((ONE, THREE), (shown(ONE, "Thời tiết", 0, 10),))
    assert fullest([half, Guide((ONE, THREE)), whole, half]) == whole


def test_guides_of_two_days_are_one() -> None:
    yesterday = arranged((ONE,), (shown(ONE, "Phim khuya", -600, 605),))
    assert of_channel(added(yesterday, MORNING), "vtv1")[0].stop == EIGHT, "the weather ends the film"
