"""How long it takes from a page's bytes to its article: by rules, by the generic reader, and by trafilatura.

Run it by hand: `python tests/bench/extraction.py`. All readers take turns at all pages within one process, so that a
busy machine slows all alike; the first turn warms up and is not counted. Every reader gets the bytes as they came and
gives metadata and text with its links, marks and pictures.
The pages are those of the captured corpus where that lies beside the project, else the small ones of the tests.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import trafilatura

from tuireader.errors import NoArticle
from tuireader.model import Source
from tuireader.parsing.article import parse_article
from tuireader.parsing.generic import parse_generic
from tuireader.sources import load_sources

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
CANONICAL = re.compile(rb"""<link[^<>]*rel=["']canonical["'][^<>]*href=["']([^"'<>]+)""")

LIKE_OURS: dict[str, Any] = dict.fromkeys(
    ("with_metadata", "include_formatting", "include_links", "include_images"), True
)
"""What an `Article` holds as well."""


class Page(NamedTuple):
    """A page with its address and its paper."""

    name: str
    markup: bytes
    url: str
    source: Source | None


def main() -> None:
    """Time all readers and print a line for each page and the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=15, help="counted turns of each reader at all pages")
    turns = parser.parse_args().turns
    read = list(pages())
    if not read:
        sys.exit("no pages")
    columns = (*READERS, "×rules", "×generic")
    print(f"{'milliseconds':<40} {'KiB':>5} " + " ".join(f"{column:>8}" for column in columns))
    by_rules, by_generic = zip(*map(told, read, measured(read, turns)), strict=True)
    print(
        f"trafilatura {trafilatura.__version__}: median over {len(read)} pages: "
        f"rules {statistics.median(by_rules):.1f} × faster, generic {statistics.median(by_generic):.1f} × faster"
    )


def pages() -> Iterator[Page]:
    """The article pages, each with its paper where we know it."""
    papers = {source.id: source for source in load_sources()[0]}
    found = sorted(CORPUS.glob("*/*article*.html")) or sorted((ROOT / "tests" / "pages").glob("*/*.html"))
    for path in found:
        markup = path.read_bytes()
        address = CANONICAL.search(markup)
        url = address[1].decode() if address else f"https://{path.parent.name}.example/bai-1234567.html"
        yield Page(f"{path.parent.name}/{path.stem}", markup, url, papers.get(path.parent.name))


def measured(pages: Sequence[Page], turns: int) -> list[dict[str, float]]:
    """For each page the median milliseconds of each reader, which reads all pages before it is another's turn.

    Garbage is collected in between, as `timeit` has it. Each turn begins with another page, for the first one pays for
    the memory and the code of the reader before.
    """
    spent: list[dict[str, list[float]]] = [{name: [] for name in READERS} for _ in pages]
    for turn in range(turns + 1):
        for name, reader in READERS.items():
            gc.collect()
            gc.disable()
            for place in rotated(range(len(pages)), turn):
                started = perf_counter()
                reader(pages[place])
                if turn:
                    spent[place][name].append(1000 * (perf_counter() - started))
            gc.enable()
    return [{name: statistics.median(times[name]) for name in READERS} for times in spent]


def rotated(places: Sequence[int], start: int) -> list[int]:
    """The places in their order from one of them on, and then those before it."""
    start %= len(places)
    return [*places[start:], *places[:start]]


def told(page: Page, median: dict[str, float]) -> tuple[float, float]:
    """Print the milliseconds that each reader needs for a page; how many times faster ours are than trafilatura."""
    theirs = min(median["extract"], median["bare"])
    ratios = theirs / median["rules"], theirs / median["generic"]
    print(
        f"{page.name[:40]:<40} {len(page.markup) / 1024:5.0f} "
        + " ".join(f"{median[name]:8.2f}" for name in READERS)
        + f" {ratios[0]:8.1f} {ratios[1]:8.1f}"
    )
    return ratios


def by_rules(page: Page) -> object:
    """Our article by the rules of its paper; a page without one counts as read."""
    try:
        return parse_article(page.markup, page.url, page.source)
    except NoArticle as nothing:
        return nothing


def by_density(page: Page) -> object:
    """Our article without rules."""
    try:
        return parse_generic(page.markup, page.url)
    except NoArticle as nothing:
        return nothing


READERS: dict[str, Callable[[Page], object]] = {
    "rules": by_rules,
    "generic": by_density,
    "extract": lambda page: trafilatura.extract(page.markup, url=page.url, **LIKE_OURS),
    "bare": lambda page: trafilatura.bare_extraction(page.markup, url=page.url, **LIKE_OURS),
}


if __name__ == "__main__":
    main()
