"""Has the program open and news fetched by another process at the same time, on one library, for minutes.

Run it by hand: `python -m tests.torture.two_processes --minutes 10`. `tuireader sync` runs in a loop, and so does
`tuireader list`; meanwhile the program is opened on a terminal, keys are struck in it, and it is left, over and over.
Whoever comes first writes and the other reads. Nothing may fail but with exit code 75 (another one writes), every
article has to be whole, and a program that stays open may not grow.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from program import COMMAND, Program, newsagent  # noqa: E402 - found only from here
from terminal import Terminal, terminal  # noqa: E402

from torture.endless import EndlessPress  # noqa: E402
from torture.gauge import WARM, Sample, leaks, sample  # noqa: E402
from torture.kills import TEXTUAL, Ground, Lost  # noqa: E402
from tuireader.ui.phrases import READ_ONLY  # noqa: E402

LOCKED = 75
BOOKMARKED = "Đã đánh dấu"
KEYS = ("j", "j", "k", "J", "\r", "2", "n", "R", "m", "G", "g", "b")
STEP = 50
"""Keys between two looks at what the program holds."""


class Loop:
    """A command that is run again and again in the background, and how often it ended with which code."""

    def __init__(self, program: Program, *command: str) -> None:
        self.codes: Counter[int] = Counter()
        self.told: list[str] = []
        """What it said on stderr, the sentence of exit code 75 left out."""
        self._program, self._command = program, command
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._over.is_set():
            done: subprocess.CompletedProcess[bytes] = self._program.run(*self._command)
            self.codes[done.returncode] += 1
            if done.stderr and done.returncode != LOCKED:
                self.told.append(done.stderr.decode())
            self._over.wait(0.3)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it until the block ends."""
        self._thread.start()
        try:
            yield
        finally:
            self._over.set()
            self._thread.join()


class Sitting:
    """The program opened on a terminal for a while: what it said and what it held."""

    def __init__(self, chance: random.Random) -> None:
        self.keys = 0
        self.bookmarks = 0
        """How often it said that something was bookmarked."""
        self.only_read = False
        self.samples: list[Sample] = []
        self._chance = chance

    def last(self, program: Program, seconds: float) -> None:
        """Strike keys for so long, and leave. Raises Lost where it ends otherwise than in order."""
        with terminal(COMMAND, program.environment) as screen:
            screen.wait_past(TEXTUAL)
            screen.wait_for("Chọn báo…")
            screen.press("2")
            end = time.monotonic() + seconds
            while time.monotonic() < end and screen.process.poll() is None:
                self._strike(screen)
            screen.press("\x11")
            code = screen.end()
            if code or not screen.is_restored or b"Traceback" in screen.sent:
                raise Lost(f"the program ended with {code}: {screen.words}")

    def _strike(self, screen: Terminal) -> None:
        screen.press(self._chance.choice(KEYS))
        screen.listen(self._chance.uniform(0.02, 0.3))
        self.keys += 1
        self.bookmarks += BOOKMARKED in screen.words
        self.only_read = self.only_read or READ_ONLY[:20] in screen.words
        if self.keys % STEP == 0:
            self.samples.append(sample(screen.process.pid))
            screen.forget()


def meet(folder: Path, minutes: float, seed: int) -> list[str]:
    """Have them work side by side for so long; prints each sitting, and gives what went wrong. Raises Lost."""
    chance, end = random.Random(seed), time.monotonic() + minutes * 60
    with newsagent(EndlessPress()) as agent:
        ground = Ground.prepared(folder, agent)
        sync, listing = Loop(ground.program, "sync", "--quiet"), Loop(ground.program, "list", "--json", "--limit", "5")
        longest: list[Sample] = []
        with sync.running(), listing.running():
            while (left := end - time.monotonic()) > 0:
                sitting = Sitting(chance)
                sitting.last(ground.program, min(left, chance.choice((2.0, 10.0, 120.0))))
                longest = max(longest, sitting.samples, key=len)
                print(f"{sitting.keys:4} keys, {sitting.bookmarks} bookmarks told", end="")
                print(", another one wrote" if sitting.only_read else "", flush=True)
        print(f"{ground.check()} articles, all whole; sync {dict(sync.codes)}, list {dict(listing.codes)}")
        for one in longest:
            print(f"  {one.memory:.1f} MiB, {one.files} files")
    found = leaks(longest) if len(longest) > WARM else []
    found += [f"{loop.codes} {loop.told}" for loop in (sync, listing) if loop.told or set(loop.codes) - {0, LOCKED}]
    return [*found, f"{ground.program.paths.log} was written"] if ground.program.paths.log.exists() else found


def main() -> int:
    """Have them meet, and print the verdict; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory(prefix="tuireader-two-") as folder:
        try:
            found = meet(Path(folder), arguments.minutes, arguments.seed)
        except Lost as lost:
            found = [f"LOST: {lost}"]
    print("\n".join(found) or f"{arguments.minutes:g} minutes, nothing lost")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
