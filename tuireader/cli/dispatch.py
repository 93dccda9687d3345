"""Hands a subcommand to the module that does it, and has it end in order when a signal says so."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tuireader.cli.arguments import FOR_PAPERS

INTERRUPTED = 130


class Ended:
    """Which signal ended a subcommand."""

    def __init__(self) -> None:
        self.code = INTERRUPTED
        """The exit code for it."""

    def by(self, number: int, _: object) -> None:
        """Go the way that leads out after Ctrl+C, which `asyncio.run` knows as well."""
        self.code = 128 + number
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what runs in its background
            raise KeyboardInterrupt
        signal.raise_signal(signal.SIGINT)


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments say, with the library closed in the end also after a signal; gives the exit code."""
    with _caught() as ended:
        try:
            return _do(arguments)
        except KeyboardInterrupt:
            return ended.code


def _do(arguments: argparse.Namespace) -> int:
    match arguments.command:
        case name if name in FOR_PAPERS:
            from tuireader.cli import subscriptions

            return subscriptions.run(arguments)
        case "backup" | "restore":
            from tuireader.cli import library

            return library.run(arguments)
        case "install-timer":
            from tuireader.cli import timer

            return timer.run(arguments)
        case _:
            from tuireader.cli import commands

            return commands.run(arguments)


@contextmanager
def _caught() -> Iterator[Ended]:
    """Inside, SIGTERM and SIGHUP raise KeyboardInterrupt and are noted; one that is ignored still is."""
    ended = Ended()
    numbers = [signal.SIGTERM, *([] if sys.platform == "win32" else [signal.SIGHUP])]
    caught = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in caught:
        signal.signal(number, ended.by)
    try:
        yield ended
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)
