"""How long to leave a server alone: what it says itself, and our own patience after failures. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
SHORTEST_ASKED = timedelta(seconds=60)
LONGEST_ASKED = timedelta(hours=24)
"""Bounds of what a server may ask for: no busy loop on `Retry-After: 0`, no paper lost for a century."""


def backoff(failures: int, now: datetime) -> datetime:
    """When to try again after so many failures in a row: a minute later, doubling to at most six hours."""
    if failures <= 0:
        return now
    doublings = min(failures - 1, 16)
    return now + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def retry_after(value: str, now: datetime) -> datetime | None:
    """When a `Retry-After` header lets us come back (seconds or a date, RFC 9110 section 10.2.3), None if unreadable.

    Clamped to between one minute and one day from `now`, which is aware.
    """
    delay = _seconds(value.strip()) if _is_number(value.strip()) else _until(value, now)
    return None if delay is None else now + min(max(delay, SHORTEST_ASKED), LONGEST_ASKED)


def _is_number(value: str) -> bool:
    digits = value.removeprefix("-")
    return digits.isascii() and digits.isdigit()


def _seconds(value: str) -> timedelta:
    # A number too long for int() is longer than any bound anyhow.
    if value.startswith("-"):
        return timedelta(0)
    return LONGEST_ASKED if len(value) > 9 else timedelta(seconds=int(value))


def _until(value: str, now: datetime) -> timedelta | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value[:100])
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
