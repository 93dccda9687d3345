"""What a reader waits for: the first headlines, the live list, each key in it, the way out; and what idling costs.

Run it by hand: `python tests/bench/start.py`; `--quick` takes a smaller library and fewer turns. All is measured on a
real pseudo-terminal, and what is compared takes turns, so that a busy machine slows all alike. Nothing is asserted.
The library is made of syllables in a temporary folder, and no network is asked.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsboat import newsboat
from program import COMMAND, Program
from shelves import NEWEST, stock
from stopwatch import Timed

from tuireader.state import State, save_state

SMALLEST = """
from textual.app import App
from textual.widgets import Static

class Smallest(App[None]):
    def compose(self):
        yield Static("Một dòng chữ")

Smallest().run()
"""
LINE = "Một dòng chữ".encode()
TITLE = NEWEST.encode()
TEXTUAL = b"\x1b[?1000h"
"""What Textual writes before its first frame."""
CTRL_Q = b"\x11"
CONFIG = "motion = {motion}\nrefresh_on_start = false\nrefresh_minutes = 0\n[guide]\nchannels = []\n"
PASS = (sys.executable, "-c", "pass")
STATIC = (sys.executable, "-c", SMALLEST)


def main() -> None:
    """Make the libraries, and print what was measured, a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="for a look in passing: within half a minute")
    parser.add_argument("--articles", type=int, default=0, help="headlines in the large library")
    arguments = parser.parse_args()
    quick: bool = arguments.quick
    articles = arguments.articles or (10_000 if quick else 100_000)
    with library(articles) as large, library(1_000) as small:
        tell_start(large, articles, turns=2 if quick else 11, with_newsboat=not quick)
        for program, count in ((small, 1_000), (large, articles)):
            tell_keys(program, count, keys=20 if quick else 100, seconds=1.0 if quick else 3.0)
        tell_idle(large, seconds=2.0 if quick else 20.0)


@contextmanager
def library(articles: int) -> Iterator[Program]:
    """A user with so many headlines, whose first launch is behind them."""
    folder = Path(tempfile.mkdtemp(prefix="tuireader-bench-"))
    try:
        program = Program(folder)
        program.environment["COLORTERM"] = "truecolor"
        configure(program, motion=False)
        program.paths.state.parent.mkdir(parents=True)
        save_state(program.paths.state, State(shelf=None, theme="dem", first=False))
        stock(program.paths.library, articles)
        started(program).leave(CTRL_Q)
        yield program
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def configure(program: Program, *, motion: bool) -> None:
    """Nothing comes by itself, and only the strip of news moves, if anything."""
    program.write_config(CONFIG.format(motion=str(motion).lower()))


def started(program: Program) -> Timed:
    """The program with its live list on the screen."""
    timed = Timed(COMMAND, program.environment)
    timed.until(TEXTUAL, TITLE)
    timed.settle()
    return timed


def tell_start(program: Program, articles: int, *, turns: int, with_newsboat: bool) -> None:
    """The start and the way out, beside those of Python, of Textual's smallest application, and of newsboat."""
    times: dict[str, list[float]] = {name: [] for name in ("pass", "static", "painted", "live", "stock out", "out")}
    for turn in range(turns + 1):
        seen = dict(one_start(program))
        for name, taken in seen.items() if turn else ():
            times[name].append(taken)
    python, static, painted, live, stock_out, out = (statistics.median(each) for each in times.values())
    print(f"{'python -c pass':<44} {python:7.0f} ms")
    print(f"{'Textual, one Static':<44} {static:7.0f} ms")
    print(f"{'first painted headlines':<44} {painted:7.0f} ms   × {painted / python:.2f} of python -c pass")
    print(f"{f'live list of {articles:,}':<44} {live:7.0f} ms   × {live / static:.2f} of one Static")
    print(f"{'out of one Static':<44} {stock_out:7.0f} ms")
    print(f"{'out of tuireader':<44} {out:7.0f} ms   × {out / stock_out:.2f} of one Static")
    if with_newsboat and (other := newsboat(articles)) is not None:
        print(f"{f'newsboat, list of {articles:,}':<44} {other:7.0f} ms   × {other / live:.1f} of tuireader's")


def one_start(program: Program) -> Iterator[tuple[str, float]]:
    """Each thing that is compared, once."""
    timed = Timed(PASS, program.environment)
    yield "pass", timed.leave(b"")
    timed = Timed(STATIC, program.environment)
    yield "static", timed.until(LINE)
    timed.settle()
    yield "stock out", timed.leave(CTRL_Q)
    timed = Timed(COMMAND, program.environment)
    yield "painted", timed.until(TITLE)
    yield "live", timed.until(TEXTUAL, TITLE)
    timed.settle()
    yield "out", timed.leave(b"q")


def tell_keys(program: Program, articles: int, *, keys: int, seconds: float) -> None:
    """What a step down in the list costs."""
    timed = started(program)
    answers = [answer for _ in range(keys) if (answer := timed.strike(b"j"))]
    lag = timed.hold(b"j", seconds)
    memory = timed.memory
    timed.leave(CTRL_Q)
    first, last = ([getattr(answer, name) for answer in answers] for name in ("first", "last"))
    size = statistics.median(answer.size for answer in answers)
    print(
        f"{f'j in {articles:,} rows':<44} first byte {spread(first)}, last {spread(last)} ms (p50/p95);"
        f" {size:.0f} bytes; held, last byte {lag:.0f} ms after it (preview rests 150); {memory:.0f} MiB"
    )


def tell_idle(program: Program, *, seconds: float) -> None:
    """What it costs to look at the screen."""
    for motion in (True, False):
        configure(program, motion=motion)
        timed = started(program)
        share, written = timed.rest(seconds)
        timed.leave(CTRL_Q)
        print(f"{'idle, news sliding' if motion else 'idle, still':<44} {share:.1f} % of a core, {written:.0f} bytes/s")


def spread(values: Sequence[float]) -> str:
    """The middle and what only one in twenty exceeds."""
    ordered = sorted(values)
    return f"{statistics.median(ordered):.1f}/{ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]:.1f}"


if __name__ == "__main__":
    main()
