"""How long it takes from a page's bytes to its article: by rules, by the generic reader, and by trafilatura.

Run it by hand: `python tests/bench/extraction.py`. All readers take turns at each page within one process, so that a
busy machine slows all alike; the first turn warms up and is not counted. Every reader gets the bytes as they came and
gives text and metadata.
The pages are those of the captured corpus where that lies beside the project, else the small ones of the tests.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import trafilatura

from tuireader.errors import NoArticle
from tuireader.model import Source
from tuireader.parsing.article import parse_article
from tuireader.parsing.generic import parse_generic
from tuireader.sources import load_sources

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
CANONICAL = re.compile(rb"""<link[^<>]*rel=["']canonical["'][^<>]*href=["']([^"'<>]+)""")

Reader = Callable[[], object]


class Page(NamedTuple):
    """A page with its address and its paper."""

    name: str
    markup: bytes
    url: str
    source: Source | None


def main() -> None:
    """Time all readers and print a line for each page and the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=7, help="counted turns of each reader at each page")
    turns = parser.parse_args().turns
    columns = ("rules", "generic", "extract", "bare", "×rules", "×generic")
    print(f"{'milliseconds':<40} {'KiB':>5} " + " ".join(f"{column:>8}" for column in columns))
    ratios = [measure(page, turns) for page in pages()]
    if not ratios:
        sys.exit("no pages")
    by_rules, by_generic = zip(*ratios, strict=True)
    print(
        f"trafilatura {trafilatura.__version__}: median over {len(ratios)} pages: "
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


def measure(page: Page, turns: int) -> tuple[float, float]:
    """Print the milliseconds that each reader needs for a page; how many times faster ours are than trafilatura."""
    readers: dict[str, Reader] = {
        "rules": lambda: _ours(lambda: parse_article(page.markup, page.url, page.source)),
        "generic": lambda: _ours(lambda: parse_generic(page.markup, page.url)),
        "extract": lambda: trafilatura.extract(page.markup, url=page.url, with_metadata=True),
        "bare": lambda: trafilatura.bare_extraction(page.markup, url=page.url, with_metadata=True),
    }
    spent: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(turns + 1):
        for name, reader in readers.items():
            started = perf_counter()
            reader()
            if turn:
                spent[name].append(1000 * (perf_counter() - started))
    median = {name: statistics.median(times) for name, times in spent.items()}
    theirs = min(median["extract"], median["bare"])
    ratios = theirs / median["rules"], theirs / median["generic"]
    print(
        f"{page.name[:40]:<40} {len(page.markup) / 1024:5.0f} "
        + " ".join(f"{median[name]:8.2f}" for name in readers)
        + f" {ratios[0]:8.1f} {ratios[1]:8.1f}"
    )
    return ratios


def _ours(reader: Reader) -> object:
    try:
        return reader()
    except NoArticle as nothing:
        return nothing


if __name__ == "__main__":
    main()
