"""Opens two thousand articles in the real program on a terminal, and looks whether it grows.

Run it by hand: `python -m tests.torture.soak`. The articles come over real sockets, or from the library where they
are already there; in between news is fetched, bookmarks are set, words are searched, help and the guide are opened.
The memory and the open files of the process are printed every hundred articles; after the first two hundred it may
not grow by more than a tenth. Exits with 1 if it does, or if anything went wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from program import COMMAND, Newsagent, Program, newsagent  # noqa: E402 - found only from here
from terminal import Terminal, terminal  # noqa: E402

from torture.endless import EndlessPress  # noqa: E402
from torture.gauge import Sample, leaks, sample  # noqa: E402

CONFIG = "motion = false\nrefresh_on_start = false\nrefresh_minutes = 0\ncarry = 2\n[guide]\nchannels = []\n"
STEP = 100
"""Articles between two looks."""
BODY = re.compile(r"Đoạn 1 của bài \d+\.|CẨM NANG")


def stocked(folder: Path, agent: Newsagent, articles: int) -> Program:
    """A program whose library has at least so many headlines."""
    program = Program(folder)
    program.write_config(CONFIG)
    program.take_papers(agent.base)
    program.run("sync", "--quiet")
    listed = 0
    while listed < articles:
        program.run("sync", "--quiet", "--feeds-only")
        listed = program.run("list", "--limit", str(articles)).stdout.count(b"\n") // 2
    return program


def read(screen: Terminal, number: int) -> None:
    """Open the next article, and now and then do something else."""
    screen.press("J" if number > 1 else "enter")
    screen.wait_for(BODY)
    if number % 10 == 0:
        screen.press("G", "b")
        screen.wait_for(re.compile("ánh dấu"))
    if number % 50 == 0:
        _stroll(screen)


def _stroll(screen: Terminal) -> None:
    """Look at help and the guide, and fetch news, with the article that was open open again at the end."""
    for key, words in (("?", "Phím của tuireader"), ("v", "ghi tên kênh")):
        screen.press(key)
        screen.wait_for(words)
        screen.press("q")
        screen.wait_for("TIN MỚI")
    screen.press("R")
    screen.wait_for(re.compile(r"tin mới\."))


def soak(folder: Path, articles: int, step: int = STEP) -> list[Sample]:
    """Open so many articles; prints and gives what the process held every `step`."""
    samples: list[Sample] = []
    with newsagent(EndlessPress(stories=50, new=50)) as agent:
        program = stocked(folder, agent, articles + step)
        with terminal(COMMAND, program.environment) as screen:
            screen.wait_for("Chọn báo…")
            for number in range(1, articles + 1):
                read(screen, number)
                screen.forget()
                if number % step == 0:
                    samples.append(sample(screen.process.pid))
                    print(f"{number:5} articles: {samples[-1].memory:6.1f} MiB, {samples[-1].files} files", flush=True)
            screen.press("\x11")
            code = screen.end()
        if code or program.paths.log.exists():
            raise RuntimeError(f"ended with {code}: {screen.words}")
    return samples


def main() -> int:
    """Open them, and print the verdict; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tuireader-soak-") as folder:
        found = leaks(soak(Path(folder), arguments.articles))
    print("\n".join(found) or f"{arguments.articles} articles, nothing grew")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
