"""How long each fault of `hostile.py` keeps the fetcher busy, and how much memory it costs; run by hand.

    python tests/torture/bombs.py [--deadline 20] [NAME ...]

Each fault is met by a process of its own, which tells the peak of its memory (`ru_maxrss`) before and after.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from tuireader.errors import FetchError
from tuireader.fetch import Fetcher

sys.path.insert(0, str(Path(__file__).parents[1]))
from torture.hostile import FAULTS, running

MEBIBYTE = 2**20
ALLOWED = 64
"""MiB above the start that a fault may cost."""
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class Met(msgspec.Struct):
    """What came of one fault: how it was refused, after how many seconds, and MiB of memory above the start."""

    refused: str
    seconds: float
    growth: float


def peak() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT


async def meet(url: str, deadline: float) -> Met:
    """Ask for `url` in this process, after everything that a request needs has been loaded."""
    fetcher = Fetcher(deadline=deadline)
    await fetcher.get(url.rpartition("/")[0] + "/", typed=True)
    before, began = peak(), time.monotonic()
    refused = ""
    try:
        await fetcher.get(url, typed=True)
    except FetchError as error:
        refused = type(error).__name__
    await fetcher.close()
    return Met(refused, time.monotonic() - began, (peak() - before) / MEBIBYTE)


def meet_apart(url: str, deadline: float) -> Met:
    """Ask for `url` in a process of its own."""
    command = [sys.executable, __file__, "--meet", url, "--deadline", str(deadline)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=Met)


def main() -> int:
    """Print a line for each fault; 1 when one was taken in, took too long or too much."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", default=list(FAULTS), metavar="NAME")
    parser.add_argument("--deadline", type=float, default=20.0)
    parser.add_argument("--meet", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.meet:
        sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(meet(arguments.meet, arguments.deadline))))
        return 0
    bad = 0
    print(f"{'fault':30} {'refused as':12} {'seconds':>8} {'MiB above start':>16}")
    with running() as base:
        for name in arguments.names:
            met = meet_apart(f"{base}/{name}", arguments.deadline)
            print(f"{name:30} {met.refused or 'TAKEN IN':12} {met.seconds:8.2f} {met.growth:16.1f}", flush=True)
            bad += not met.refused or met.seconds > arguments.deadline + 1 or met.growth >= ALLOWED
    print(f"{len(arguments.names) - bad} of {len(arguments.names)} within {arguments.deadline:g} s and {ALLOWED} MiB")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
