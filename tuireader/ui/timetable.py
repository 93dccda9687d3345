"""One day of the reader's channels, and the questions that the guide's screen asks of it. Pure; draws nothing.

A place in it is a channel and a moment, which every size of the screen shows in its own way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from tuireader.dates import VIETNAM, local
from tuireader.schedule import Channel, Guide, Programme, channel_key, chosen, now_on

HALF_HOUR = timedelta(minutes=30)


class Timetable(Struct, frozen=True):
    """What the channels show on one day of Vietnam; a channel of which nothing is known has no shows."""

    day: date
    channels: tuple[Channel, ...] = ()
    shows: tuple[tuple[Programme, ...], ...] = ()
    """By channel, each sorted and without overlaps."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of any channel."""
        return not any(self.shows)

    def near(self, channel: int, moment: datetime) -> int | None:
        """The place of the show that is on at that moment, else of the last one before, else of the first."""
        if not self.shows[channel]:
            return None
        return max(0, bisect_right(self.shows[channel], moment, key=lambda show: show.start) - 1)

    def show(self, channel: int, moment: datetime) -> Programme | None:
        """The show of `near`."""
        place = self.near(channel, moment)
        return None if place is None else self.shows[channel][place]

    def beside(self, channel: int, moment: datetime, step: int) -> Programme | None:
        """The show so many places from that of `near`; None where the day has no more."""
        place = self.near(channel, moment)
        if place is None or not 0 <= place + step < len(self.shows[channel]):
            return None
        return self.shows[channel][place + step]


def make_timetable(guide: Guide, names: Iterable[str], day: date) -> Timetable:
    """The day of the channels of these names, in this order."""
    names = tuple(names)
    known = {channel_key(one.name): one for one in chosen(guide, names)}
    wanted = {channel_key(name): Channel(channel_key(name), name) for name in names}
    channels = tuple(known.get(key, channel) for key, channel in wanted.items())
    shows: dict[str, list[Programme]] = {one.id: [] for one in channels}
    for programme in guide.programmes:
        if programme.channel in shows:
            shows[programme.channel].append(programme)
    return Timetable(day, channels, tuple(tuple(shows[one.id]) for one in channels))


def on_air(guide: Guide, names: Iterable[str], now: datetime) -> list[tuple[Channel, Programme]]:
    """Which of the channels of these names show something now, and what."""
    shown = [(channel, now_on(guide, channel.id, now)) for channel in chosen(guide, names)]
    return [(channel, programme) for channel, programme in shown if programme is not None]


def today(now: datetime) -> date:
    """The day of Vietnam."""
    return local(now).date()


def half_hour(moment: datetime) -> datetime:
    """The half hour that the moment lies in."""
    begun = local(moment).replace(second=0, microsecond=0)
    return (begun - timedelta(minutes=begun.minute % 30)).astimezone(moment.tzinfo or VIETNAM)
