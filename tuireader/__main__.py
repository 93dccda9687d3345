"""The program: reads the arguments, and hands them to the screen or to a subcommand.

Exit codes: 0 done, 1 error, 2 wrong usage, 3 some sections failed, 4 all failed or no network, 75 another tuireader is
writing, 130 interrupted, 143 ended by a signal. Data goes to stdout, messages to stderr, both in UTF-8 whatever the
locale.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from tuireader.cli.arguments import FOR_PAPERS, parser

OK, INTERRUPTED = 0, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code and never a traceback."""
    _speak_utf8()
    try:
        code = _run(argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return OK
    except Exception as error:  # noqa: BLE001 - the last net: a log and a sentence, never a traceback
        from tuireader.cli.faults import report

        code = report(error)
        _leave_no_output()
    return code


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as said:  # help, the version, or what was wrong with the arguments
        return int(said.code or OK)
    if arguments.command is None:
        from tuireader.cli import screen

        return screen.run(demo=arguments.demo)
    if arguments.command in FOR_PAPERS:
        from tuireader.cli import subscriptions

        return subscriptions.run(arguments)
    from tuireader.cli import commands

    return commands.run(arguments)


def _speak_utf8() -> None:
    """What is said is Vietnamese, which the encoding of a bare `C` locale cannot say."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave_no_output() -> None:
    """Print what is waiting to be printed, or let go of it, so that Python has nothing to fail with at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        _close_quietly()


def _close_quietly() -> None:
    """Whoever read our output is gone: leave without a second complaint when Python flushes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
