"""Dates of Vietnamese papers and feeds read, and times worded."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuireader import dates
from tuireader.dates import parse_date, reads_month_first, relative, relative_short

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=dates.VIETNAM)


def vietnam(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dates.VIETNAM)


MINUTES = st.integers(11_000_000, 68_000_000).map(lambda minute: datetime.fromtimestamp(60 * minute, dates.VIETNAM))
"""From the end of 1990 to 2099."""

PRINTED = [
    ("Thứ năm, ngày 29/01/2015 17:58 GMT+7", "2015-01-29T17:58"),
    ("17/07/2026 18:49 GMT+7", "2026-07-17T18:49"),
    ("2026-07-17T18:49:00", "2026-07-17T18:49"),
    ("2026-07-17T18:49:00+07:00", "2026-07-17T18:49"),
    ("Mon, 14 Sep 2026 19:46:22 +07", "2026-09-14T19:46:22"),
    ("Mon, 14 Sep 2026 18:48:23 +07:00", "2026-09-14T18:48:23"),
    ("Mon, 14 Sep 26 09:13:00 +0700", "2026-09-14T09:13"),
    ("9/14/2026 6:44:00 PM", "2026-09-14T18:44"),
    ("Tue, 15 Sep 2026 09:02:15 GMT+7", "2026-09-15T09:02:15"),
    ("Mon, 14 Sep 2026 03:55:37 GMT", "2026-09-14T10:55:37"),
    ("Mon, 14 Sep 2026 09:43:55 +0700", "2026-09-14T09:43:55"),
    ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07T00:05"),
    ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22T19:25"),
    ("2026-03-07T00:05:00+07:00", "2026-03-07T00:05"),
    ("1772789449", "2026-03-06T16:30:49"),
    ("07/03/2026 08:01 GMT+7", "2026-03-07T08:01"),
    ("2015-03-23 08:06 +07:00", "2015-03-23T08:06"),
    ("23/03/2015 08:06 GMT+7", "2015-03-23T08:06"),
    ("Thứ bảy, 07/03/2026 - 08:07", "2026-03-07T08:07"),
    ("2026-03-07 08:07", "2026-03-07T08:07"),
    ("Chủ nhật 20/12/2020 - 13:35", "2020-12-20T13:35"),
    ("07/03/2026   08:52 (GMT+07:00)", "2026-03-07T08:52"),
    ("2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52:11"),
    ("07-03-2026 - 00:01 AM", "2026-03-07T00:01"),
    ("2026-03-07T00:01:00", "2026-03-07T00:01"),
    ("07/03/2026 - 00:01", "2026-03-07T00:01"),
    ("01/03/202609:51", "2026-03-01T09:51"),
    ("07/03/2026 08:06 GMT+7", "2026-03-07T08:06"),
    ("06/09/2026 15:33", "2026-09-06T15:33"),
    ("2026-07-17T00:00:29.000+07:00", "2026-07-17T00:00:29"),
    ("Thứ bảy, 23/4, 23:30", "2027-04-23T23:30"),
    ("Thứ 7, 07/03/2026", "2026-03-07T00:00"),
    ("3 phút trước", "2026-11-24T07:57"),
    ("14 giờ trước", "2026-11-23T18:00"),
]
"""What papers and feeds really print."""

OTHERS = [
    ("Tue, 15 Sep 2026 09:02:15 GMT+0700", "2026-09-15T09:02:15"),
    ("Tue, 15 Sep 2026 09:02:15 GMT+07:00", "2026-09-15T09:02:15"),
    ("Tue, 15 Sep 2026 09:02:15 ICT", "2026-09-15T09:02:15"),
    ("2026-09-15T02:02:15Z", "2026-09-15T09:02:15"),
    ("2026-09-15T02:02:15.123456789Z", "2026-09-15T09:02:15"),
    ("15 Sep 2026 09:02 EST", "2026-09-15T21:02"),
    ("Tue, 15 Sep 2026 09:02:15", "2026-09-15T09:02:15"),
    ("Tue, 15 Sep 2026 09:02:60 +0700", "2026-09-15T09:02:59"),
    ("Tue, 15 Sep 2026 02:02:15 -0030", "2026-09-15T09:32:15"),
    ("Tue, 15 Sep 2026 07:32:15 +05:30", "2026-09-15T09:02:15"),
    ("Tue, 15 September 2026", "2026-09-15T00:00"),
    ("Sep 15, 2026 9:02 PM", "2026-09-15T21:02"),
    ("Tue Sep 15 09:02:15 2026", "2026-09-15T09:02:15"),
    ("Tue Sep 15 02:02:15 GMT 2026", "2026-09-15T09:02:15"),
    ("20260307T080112Z", "2026-03-07T15:01:12"),
    ("20260307", "2026-03-07T00:00"),
    ("1772789449000", "2026-03-06T16:30:49"),
    ("14/09/2026 18:44", "2026-09-14T18:44"),
    ("02/11/2026", "2026-11-02T00:00"),
    ("Thứ Hai, 02/11/2026, 08:00 (GMT+7)", "2026-11-02T08:00"),
    ("Thứ Hai, 02 tháng 11 2026", "2026-11-02T00:00"),
    ("ngày 29 tháng 1 năm 2015", "2015-01-29T00:00"),
    ("8:00 SA, 02/11/2026", "2026-11-02T08:00"),
    ("02/11/2026 8:00 CH", "2026-11-02T20:00"),
    ("02/11/2026 12:30 SA", "2026-11-02T00:30"),
    ("02/11/2026 18:30 PM", "2026-11-02T18:30"),
    ("14h30 ngày 2-11-2026", "2026-11-02T14:30"),
    ("Cập nhật: 18:44 14/09/2026 (GMT+7) | Kinh tế", "2026-09-14T18:44"),
    ("31/12/2026 24:00", "2027-01-01T00:00"),
    ("7' trước", "2026-11-24T07:53"),
    ("1 giờ 20 phút trước", "2026-11-24T06:40"),
    ("một phút trước", "2026-11-24T07:59"),
    ("2 ngày trước", "2026-11-22T08:00"),
    ("5 minutes ago", "2026-11-24T07:55"),
    ("vừa xong", "2026-11-24T08:00"),
    ("hôm qua 19:05", "2026-11-23T19:05"),
    ("Hôm nay, 06:30", "2026-11-24T06:30"),
    ("hôm kia", "2026-11-22T00:00"),
    ("23/11", "2026-11-23T00:00"),
    ("14h30, ngày 20-12", "2026-12-20T14:30"),
    ("Thứ Năm, 31 tháng 12", "2026-12-31T00:00"),
]

UNREADABLE = [
    "",
    "   ",
    "hôm nào đó",
    "Trang 2/10",
    "31/02/2026",
    "10/10/2026 25:61",
    "13/13/2026",
    "0000-01-01",
    "1601-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "99999-01-01",
    "01/01/1970",
    "0",
    "2026-01-01T00:00:00+99:99",
    "Thu, 31 Feb 2026 08:00:00 +0700",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Thu, 01 Jan 2026 00:00:00 +9999",
    "Thu, 01 Jan 2026 25:00:00 +0700",
    "9999 năm trước",
    "1" * 5_000,
    "1/" * 5_000,
    "29/2 " * 1_000,
]


@pytest.mark.parametrize(("text", "expected"), PRINTED + OTHERS)
def test_dates_are_read(text: str, expected: str) -> None:
    moment = parse_date(text, now=NOW)
    assert moment == vietnam(expected)
    assert moment is not None
    assert moment.tzinfo is UTC


@pytest.mark.parametrize("text", UNREADABLE)
def test_nonsense_is_no_date(text: str) -> None:
    assert parse_date(text, now=NOW) is None


@pytest.mark.parametrize("text", ["3 phút trước", "hôm qua 19:05", "vừa xong", "Thứ bảy, 23/4, 23:30"])
def test_relative_dates_need_a_now(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=60) | st.text("0123456789/-:. +TZtháng namgiờ trước", max_size=60))
@example("29/2")
@example("999 năm trước")
def test_no_text_raises(text: str) -> None:
    moment = parse_date(text, now=NOW)
    assert moment is None or 1989 <= moment.year <= 2100


@given(MINUTES)
def test_every_minute_is_read_back_in_every_form(minute: datetime) -> None:
    for form in ("%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S%z", "%a, %d %b %Y %H:%M:%S %z", "%d/%m/%Y%H:%M"):
        assert parse_date(minute.strftime(form)) == minute
    assert parse_date(minute.strftime("%m/%d/%Y %I:%M:%S %p"), month_first=True) == minute
    assert parse_date(dates.long_date(minute)) == minute


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be changed here")
def test_the_clock_of_the_machine_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in ("America/New_York", ":bogus", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert parse_date("24/11/2026 07:00") == vietnam("2026-11-24T07:00")
        assert relative(vietnam("2026-11-24T07:00"), NOW) == "1 giờ trước"
        assert dates.clock(vietnam("2026-11-24T07:00")) == "07:00"
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("07/03/2026 08:52", True),
        ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", True),
        ("8:00 SA, 02/11/2026", True),
        ("Ngày 29 tháng 1 năm 2015", True),
        ("2 giờ trước", True),
        ("Cập nhật 1 giờ 20 phút trước", True),
        ("Hôm nay, 08:52", True),
        ("Vừa xong", True),
        ("Giá vàng ngày 7/3/2026", False),
        ("Thứ Sáu", False),
        ("Năm sau", False),
        ("12", False),
        ("Bảy ngày ở Huế", False),
        ("", False),
    ],
)
def test_lines_that_tell_a_time_and_nothing_else(line: str, only: bool) -> None:
    assert dates.says_only_when(line) is only


def test_order_of_day_and_month() -> None:
    assert parse_date("02/11/2026") == vietnam("2026-11-02")
    assert parse_date("02/11/2026", month_first=True) == vietnam("2026-02-11")
    assert parse_date("14/09/2026", month_first=True) == vietnam("2026-09-14")


@pytest.mark.parametrize(
    ("texts", "month_first"),
    [
        (["9/5/2026 6:44:00 PM", "9/14/2026 6:44:00 PM"], True),
        (["5/9/2026 6:44:00 PM", "14/9/2026 6:44:00 PM"], False),
        (["9/5/2026 6:44:00 PM"], True),
        (["05/09/2026 18:44"], False),
        (["07-03-2026 - 00:01 AM"], False),
        (["Mon, 14 Sep 2026 19:46:22 +0700", "2026-12-31T00:00:00Z"], False),
        ([], False),
    ],
)
def test_a_feed_proves_its_order(texts: list[str], month_first: bool) -> None:
    assert reads_month_first(texts) is month_first


AGO = [
    ("2026-11-24T08:00", "vừa xong", "mới"),
    ("2026-11-24T07:59:01", "vừa xong", "mới"),
    ("2026-11-24T09:30", "vừa xong", "mới"),
    ("2026-11-24T07:57", "3 phút trước", "3 ph"),
    ("2026-11-24T07:00:01", "59 phút trước", "59 ph"),
    ("2026-11-24T07:00", "1 giờ trước", "1 giờ"),
    ("2026-11-24T00:00", "8 giờ trước", "8 giờ"),
    ("2026-11-23T19:05", "hôm qua 19:05", "hôm qua"),
    ("2026-11-22T23:59", "Chủ Nhật 22/11", "22/11"),
    ("2026-11-18T09:00", "Thứ Tư 18/11", "18/11"),
    ("2026-11-02T09:00", "02/11", "02/11"),
    ("2025-11-21T09:00", "21/11/2025", "11/2025"),
]


@pytest.mark.parametrize(("when", "words", "short"), AGO)
def test_how_long_ago(when: str, words: str, short: str) -> None:
    assert relative(vietnam(when), NOW) == words
    assert relative_short(vietnam(when), NOW) == short


def test_hours_count_over_midnight() -> None:
    now = vietnam("2026-11-24T01:00")
    assert relative(vietnam("2026-11-23T22:00"), now) == "3 giờ trước"
    assert relative(vietnam("2026-11-23T18:00"), now) == "hôm qua 18:00"


@given(st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001 - Hypothesis adds the zone
def test_a_narrow_column_is_wide_enough(when: datetime) -> None:
    assert 1 <= len(relative_short(when, NOW)) <= 7


def test_the_last_days_of_a_year_need_no_year() -> None:
    now = vietnam("2027-01-02T08:00")
    assert relative(vietnam("2026-12-29T08:00"), now) == "Thứ Ba 29/12"
    assert relative_short(vietnam("2026-12-29T08:00"), now) == "29/12"


def test_dates_in_words() -> None:
    when = datetime(2015, 1, 29, 10, 58, tzinfo=UTC)
    assert dates.long_date(when) == "Thứ Năm 29/01/2015, 17:58"
    assert dates.clock(when) == "17:58"
    assert dates.short_day(NOW) == "Thứ Ba 24/11"


@pytest.mark.parametrize(
    ("when", "name"),
    [
        ("2026-11-24T00:00", "Hôm nay"),
        ("2026-11-25T00:10", "Hôm nay"),
        ("2026-11-23T23:59", "Hôm qua"),
        ("2026-11-21T12:00", "Thứ Bảy 21/11"),
        ("2025-11-22T12:00", "Thứ Bảy 22/11/2025"),
    ],
)
def test_days_as_headings(when: str, name: str) -> None:
    assert dates.day_name(vietnam(when), NOW) == name


def test_the_day_is_vietnams_wherever_the_times_come_from() -> None:
    late_in_london = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
    assert dates.day_name(late_in_london, NOW.astimezone(UTC)) == "Hôm nay"
    assert relative(late_in_london, NOW.astimezone(UTC) + timedelta(hours=1)) == "8 giờ trước"
