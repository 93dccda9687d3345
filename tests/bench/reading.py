"""How long an article of 3,000 words takes to open and to scroll, beside Textual's `Markdown` with the same text.

Run it by hand: `python tests/bench/reading.py`. Both run on a real pseudo-terminal and take turns. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from shelves import SYLLABLES
from start import CTRL_Q, library, spread, started
from stopwatch import Answer, Timed

from tuireader.model import Article, Block, Heading, Paragraph
from tuireader.store import Store

WORDS, PARAGRAPH = 3_000, 75
"""Words of the article, and of each of its paragraphs."""
NEWEST = f"vtv:{0:018d}"
"""The id of the article on top of the list."""
MARKDOWN = """
import sys
from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Markdown

class Other(App[None]):
    BINDINGS = [("o", "show"), ("c", "drop")]
    def compose(self):
        yield VerticalScroll()
    async def action_show(self):
        await self.query_one(VerticalScroll).mount(Markdown(open(sys.argv[1]).read()))
    async def action_drop(self):
        await self.query(Markdown).remove()

Other().run()
"""


def main() -> None:
    """Open the article in both programs in turn, then scroll it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=20, help="times the article is opened")
    turns = parser.parse_args().turns
    with library(1_000) as program:
        store = Store.open(program.paths.library)
        store.put_article(NEWEST, story(), datetime.now(UTC))
        store.close()
        text = program.folder / "text.md"
        text.write_text("\n\n".join(map(marked, story().blocks)), "utf-8")
        ours = started(program)
        other = Timed((sys.executable, "-c", MARKDOWN, str(text)), program.environment)
        other.until(b"\x1b[?1000h")
        other.settle()
        opened: dict[str, list[Answer]] = {"ours": [], "Markdown": []}
        for turn in range(turns + 1):
            for name, (show, drop) in {"ours": (press(ours, b"\r"), press(ours, b"q")),
                                       "Markdown": (press(other, b"o"), press(other, b"c"))}.items():  # fmt: skip
                answer = show()
                drop()
                if turn and answer:
                    opened[name].append(answer)
        for name, answers in opened.items():
            tell(f"{name}: opening {WORDS:,} words", answers)
        last = {name: statistics.median(answer.last for answer in answers) for name, answers in opened.items()}
        print(f"ours × {last['ours'] / last['Markdown']:.2f} of Markdown")
        ours.strike(b"\r")
        tell("ours: a line down", [answer for _ in range(100) if (answer := ours.strike(b"j"))])
        ours.leave(CTRL_Q)
        other.leave(CTRL_Q)


def story() -> Article:
    """An article of syllables, with a heading before every fifth paragraph."""
    chance = random.Random(2)
    blocks: list[Block] = []
    for number in range(WORDS // PARAGRAPH):
        if number % 5 == 0:
            blocks.append(Heading(" ".join(chance.choices(SYLLABLES, k=6)).capitalize()))
        blocks.append(Paragraph(" ".join(chance.choices(SYLLABLES, k=PARAGRAPH)).capitalize() + "."))
    return Article(url="https://vtv.example/bai.htm", title="Bài dài", lead="Câu mở đầu.", blocks=tuple(blocks))


def marked(block: Block) -> str:
    """The block in Markdown."""
    match block:
        case Heading(text=text):
            return f"## {text}"
        case Paragraph(text=text):
            return text
        case _:
            raise TypeError(block)


def press(timed: Timed, key: bytes) -> Callable[[], Answer | None]:
    """What strikes that key and waits for all that comes."""
    return lambda: timed.strike(key)


def tell(what: str, answers: list[Answer]) -> None:
    """A line of what was measured."""
    first, last = ([getattr(answer, name) for answer in answers] for name in ("first", "last"))
    size = statistics.median(answer.size for answer in answers)
    print(f"{what:<34} first byte {spread(first)}, last {spread(last)} ms (p50/p95); {size:.0f} bytes")


if __name__ == "__main__":
    main()
