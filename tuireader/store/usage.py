"""Owns how many bytes came over the network, by the day in Vietnam."""

from __future__ import annotations

import sqlite3
from datetime import date

from msgspec import Struct

_ADD = """
INSERT INTO usage (day, received, overhead) VALUES (?, ?, ?)
ON CONFLICT (day) DO UPDATE SET received = received + excluded.received, overhead = overhead + excluded.overhead
"""


class DayUse(Struct, frozen=True):
    """What came over the network on a day in Vietnam, in bytes."""

    day: date
    received: int = 0
    """Bodies of answers, as they were sent."""
    overhead: int = 0
    """Requests, heads of answers, and whatever else went through our connections."""


def add(connection: sqlite3.Connection, use: DayUse) -> None:
    """Add to what came on that day."""
    connection.execute(_ADD, (use.day.isoformat(), use.received, use.overhead))


def days(connection: sqlite3.Connection, since: date) -> list[DayUse]:
    """What came on each day from that one on, the latest first."""
    found = connection.execute("SELECT * FROM usage WHERE day >= ? ORDER BY day DESC", (since.isoformat(),))
    return [DayUse(date.fromisoformat(day), received, overhead) for day, received, overhead in found]
