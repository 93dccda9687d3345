"""Reads the arguments and hands them to the screen or to a subcommand; whatever went wrong leaves as a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from tuireader.terminal import Terminal

OK, INTERRUPTED = 0, 130


def run(argv: Sequence[str] | None, reader: Terminal | None = None) -> int:
    """Do what the arguments say, those of the process for None; gives the exit code and never a traceback.

    The terminal of the `reader`, on which the last screen may be shown, is given back before anything is said.
    """
    _speak_utf8()
    try:
        code = _do(argv, reader)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return OK
    except Exception as error:  # noqa: BLE001 - the last net: a log and a sentence, never a traceback
        from tuireader.cli.faults import report

        if reader is not None:
            reader.give_back()
        code = report(error)
        _leave_no_output()
    return code


def _do(argv: Sequence[str] | None, reader: Terminal | None) -> int:
    _choose_language()
    _begin_log()
    if not (sys.argv[1:] if argv is None else argv):
        return _screen(reader)
    from tuireader.cli.arguments import parser

    try:
        arguments = parser().parse_args(argv)
    except SystemExit as said:  # help, the version, or what was wrong with the arguments
        return int(said.code or OK)
    if arguments.command is None:
        return _screen(reader, demo=arguments.demo)
    from tuireader.cli import dispatch

    return dispatch.run(arguments)


def _screen(reader: Terminal | None, *, demo: bool = False) -> int:
    from tuireader.cli import screen

    return screen.run(demo=demo, reader=reader)


def _choose_language() -> None:
    """By the reader's configuration, else by the environment; before anything that says something is loaded."""
    from tuireader import language
    from tuireader.config import load_manner, paths
    from tuireader.terminal import has_plain_font

    manner = load_manner(paths().config)
    wanted = manner.language if manner.language in language.LANGUAGES else language.of_environment(os.environ)
    is_plain = manner.signs == "ascii" or (manner.signs == "auto" and has_plain_font(os.environ))
    language.choose(wanted, names_keys=is_plain)


def _begin_log() -> None:
    from tuireader.cli import log

    log.begin()


def _speak_utf8() -> None:
    """What is said may be Vietnamese, which the encoding of a bare `C` locale cannot say."""
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
