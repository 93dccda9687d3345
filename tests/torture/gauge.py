"""What a process holds, as the kernel tells it (proc(5)): memory that is resident, and files that are open."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

WARM = 2
"""Samples after which a program has all that it needs."""
GROWTH_MOST = 1.10
SPARE_FILES = 4
"""Connections that are kept open come and go."""


class Sample(NamedTuple):
    """At one moment."""

    memory: float
    """MiB."""
    files: int


def sample(pid: int) -> Sample:
    """What a process holds now."""
    process = Path("/proc") / str(pid)
    resident = re.search(r"VmRSS:\s+(\d+)", (process / "status").read_text("ascii"))
    return Sample(int(resident[1]) / 1024 if resident else 0.0, len(list((process / "fd").iterdir())))


def leaks(samples: list[Sample], warm: int = WARM) -> list[str]:
    """What grew after the first `warm` samples more than it may: empty where nothing did."""
    base, later = samples[warm - 1], samples[warm:]
    found = []
    if (memory := max(one.memory for one in later)) > base.memory * GROWTH_MOST:
        found.append(f"memory grew from {base.memory:.1f} to {memory:.1f} MiB")
    most = max(one.files for one in samples[:warm]) + SPARE_FILES
    if later[-1].files > most:
        found.append(f"open files grew from {base.files} to {later[-1].files}")
    return found
