"""What is on air: the nouns of a programme guide, and the pure questions that are asked of one.

All text in them has passed `text.clean_line` or `text.clean_block`. All times are aware and in UTC. A `Guide` made by
`arranged` and by what is built on it is sorted by start, and no two programmes of one channel overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from tuireader.dates import VIETNAM
from tuireader.patterns import later
from tuireader.text import fold

DAY = timedelta(days=1)
"""Nothing on air is as long as this."""
_QUALITY = later(r"\b(?:u?hd|sd|4k)\b")
_NO_KEY = later(r"[^a-z0-9+]")


class Channel(Struct, frozen=True, omit_defaults=True):
    """One television or radio channel."""

    id: str
    """As its guide calls it; in a guide made by `united`, its `channel_key`."""
    name: str


class Programme(Struct, frozen=True, omit_defaults=True):
    """What one channel shows from `start` to just before `stop`."""

    channel: str
    """The id of its channel."""
    title: str
    start: datetime
    stop: datetime
    detail: str = ""
    """The episode or what it is about; may have several lines."""


class Guide(Struct, frozen=True, omit_defaults=True):
    """What several channels show; a channel may be known without its programmes."""

    channels: tuple[Channel, ...] = ()
    programmes: tuple[Programme, ...] = ()


def channel_key(name: str) -> str:
    """What is equal for a channel however its name is written: «VTV1 HD», «VTV 1», «vtv1» → `vtv1`."""
    return _NO_KEY.sub("", _QUALITY.sub(" ", fold(name))) or fold(name)


def arranged(channels: Iterable[Channel], programmes: Iterable[Programme]) -> Guide:
    """A guide in order: programmes sorted, those without length gone, each ended by the next one of its channel.

    Of two that start together on one channel the one that says more is kept. Channels keep their order; one id stands
    once, and programmes of channels that are not named are left out.
    """
    named: dict[str, Channel] = {}
    for channel in channels:
        named.setdefault(channel.id, channel)
    order = {identity: place for place, identity in enumerate(named)}
    best: dict[tuple[str, datetime], Programme] = {}
    for programme in programmes:
        at = (programme.channel, programme.start)
        if programme.channel not in order or programme.stop <= programme.start:
            continue
        if at not in best or _worth(programme) > _worth(best[at]):
            best[at] = programme
    kept: list[Programme] = []
    following: dict[str, datetime] = {}
    for programme in sorted(best.values(), key=lambda one: one.start, reverse=True):
        end = following.get(programme.channel, programme.stop)
        kept.append(programme if programme.stop <= end else replace(programme, stop=end))
        following[programme.channel] = programme.start
    kept.sort(key=lambda one: (one.start, order[one.channel]))
    return Guide(tuple(named.values()), tuple(kept))


def _worth(programme: Programme) -> tuple[bool, int, timedelta]:
    return bool(programme.detail), len(programme.title), programme.start - programme.stop


def on_day(guide: Guide, day: date) -> Guide:
    """The guide with those programmes that are on air at some time of that day of Vietnam, whole; all channels."""
    begin, end = day_bounds(day)
    inside = (one for one in guide.programmes if one.start < end and one.stop > begin)
    return Guide(guide.channels, tuple(inside))


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Vietnam's midnight at which the day begins, and the one at which it ends, in UTC."""
    begin = datetime.combine(day, time(), VIETNAM).astimezone(UTC)
    return begin, begin + DAY


def of_channel(guide: Guide, channel: str) -> tuple[Programme, ...]:
    """The programmes of the channel of that id, in their order."""
    return tuple(one for one in guide.programmes if one.channel == channel)


def now_on(guide: Guide, channel: str, now: datetime) -> Programme | None:
    """What the channel of that id shows at that moment; None where the guide has a gap."""
    for at in range(bisect_right(guide.programmes, now, key=_start) - 1, -1, -1):
        one = guide.programmes[at]
        if one.channel == channel:
            return one if one.stop > now else None
        if now - one.start >= DAY:
            break
    return None


def next_on(guide: Guide, channel: str, now: datetime) -> Programme | None:
    """The first programme of the channel of that id that begins after that moment."""
    begun = bisect_right(guide.programmes, now, key=_start)
    return next((one for one in islice(guide.programmes, begun, None) if one.channel == channel), None)


def _start(programme: Programme) -> datetime:
    return programme.start


def chosen(guide: Guide, names: Iterable[str]) -> tuple[Channel, ...]:
    """The channels of these names, in this order, however they are written; those the guide does not know are left out.

    Of several channels of one name the one with programmes is meant.
    """
    shown = {programme.channel for programme in guide.programmes}
    known: dict[str, Channel] = {}
    for channel in guide.channels:
        key = channel_key(channel.name)
        if key not in known or (known[key].id not in shown and channel.id in shown):
            known[key] = channel
    wanted = dict.fromkeys(channel_key(name) for name in names)
    return tuple(known[key] for key in wanted if key in known)


def united(guides: Sequence[Guide]) -> Guide:
    """One guide of several: of each channel what the first one has that has anything. Ids become `channel_key`s."""
    return _joined(guides, lambda offers: next(filter(None, offers), []))


def fullest(guides: Sequence[Guide]) -> Guide:
    """One guide of several that say the same with gaps: of each channel what the one has that has most."""
    return _joined(guides, lambda offers: max(offers, key=len))


def added(first: Guide, second: Guide) -> Guide:
    """One guide of two that tell of different days; where both tell of one time, the later start ends the other."""
    return arranged((*first.channels, *second.channels), (*first.programmes, *second.programmes))


def _joined(guides: Sequence[Guide], choose: Callable[[list[list[Programme]]], list[Programme]]) -> Guide:
    channels: dict[str, Channel] = {}
    offers: dict[str, list[list[Programme]]] = {}
    for guide in guides:
        shown: dict[str, list[Programme]] = {channel.id: [] for channel in guide.channels}
        for programme in guide.programmes:
            shown[programme.channel].append(programme)
        for channel in guide.channels:
            key = channel_key(channel.name)
            channels.setdefault(key, Channel(key, channel.name))
            offers.setdefault(key, []).append(shown[channel.id])
    programmes = [
        one if one.channel == key else replace(one, channel=key) for key in offers for one in choose(offers[key])
    ]
    return arranged(channels.values(), programmes)
