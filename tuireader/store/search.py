"""Owns the search index: what of an article is in it, and how typed words become a query that cannot fail.

Two kinds of columns: exact ones with diacritics, folded ones without, because FTS5's own `remove_diacritics` leaves đ
as it is. The tokenizer `unicode61` cuts where we cut (https://sqlite.org/fts5.html#unicode61_tokenizer); a syllable is
a token, so a phrase does the work of word segmentation.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

import msgspec

from tuireader.model import Article, Block, Box, Bullets, Figure, Heading, Paragraph, Quote, Table, Video
from tuireader.patterns import later
from tuireader.text import exact, fold

NEWEST = 2000
"""So many of the newest hits of each kind are ranked; the others are too old to be looked for with these words."""
WORDS_MAX = 500
TOKENS_MAX = 24
TOKEN_MAX = 64

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PART = later(r'"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+)')
_TOKEN = later(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
# Kỹ and kĩ, lý and lí, quý and quí are the same words in two spellings.
_FINAL_Y = later(r"\b([hklmst]|qu)y\b")

# Keys grow with arrival, so the greatest keys are the newest hits, and FTS5 finds those without seeing all the others.
_TIER = "SELECT * FROM (SELECT rowid AS key, {} AS tier FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT {})"
_TIERS = " UNION ALL ".join(_TIER.format(tier, NEWEST) for tier in range(4))
HITS = f"""
SELECT hits.key AS key, min(hits.tier) AS rank, headlines.time AS time
FROM ({_TIERS}) AS hits CROSS JOIN headlines ON headlines.key = hits.key GROUP BY hits.key
"""  # noqa: S608 - our own constants
"""The hits of `Query.parameters()`: exact in the title, exact elsewhere, folded in the title, folded elsewhere."""

_NEW = """
INSERT INTO search (rowid, title_exact, summary_exact, body_exact, title_fold, summary_fold, body_fold)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), '',
    json_extract(value, '$[3]'), json_extract(value, '$[4]'), ''
FROM json_each(?)
"""


class Term(NamedTuple):
    """A word or a phrase that must occur."""

    tokens: tuple[str, ...]
    """In lower case, with their diacritics."""
    prefix: bool
    """The last token may go on: it is still being typed."""

    def exact(self) -> str:
        """The term for columns with diacritics."""
        return _phrase(self.tokens, prefix=self.prefix)

    def folded(self) -> str:
        """The term for columns without."""
        tokens = [fold(token) for token in self.tokens]
        alike = [loosen(token) for token in tokens]
        if self.prefix and alike[-1] != tokens[-1]:
            begun = [*alike[:-1], tokens[-1]]
            return f"({_phrase(alike, prefix=False)} OR {_phrase(begun, prefix=True)})"
        return _phrase(alike, prefix=self.prefix)


class Query(NamedTuple):
    """What the reader looks for."""

    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, words: str) -> Query | None:
        """The query in the words, of which all must occur, or None where nothing can be looked for.

        Words in double quotes are a phrase. A last word of two characters and more is taken as begun, unless a space
        or a quote ends it.
        """
        begun = not words[-1:].isspace()
        typed = exact(words[:WORDS_MAX]).translate(_QUOTES)
        terms: list[Term] = []
        left = TOKENS_MAX
        for part in _PART.finditer(typed):
            tokens = tuple(token[:TOKEN_MAX] for token in _TOKEN.findall(part["word"] or part["phrase"] or ""))[:left]
            if tokens:
                ended = part.end() < len(typed) or bool(part["closed"])
                terms.append(Term(tokens, prefix=begun and not ended and len(tokens[-1]) > 1))
                left -= len(tokens)
        return cls(tuple(terms)) if terms else None

    def parameters(self) -> tuple[str, str, str, str]:
        """The four MATCH expressions of `HITS`, made of our own tokens only."""
        typed = " AND ".join(term.exact() for term in self.terms)
        folded = " AND ".join(term.folded() for term in self.terms)
        return (
            f"title_exact : ({typed})",
            f"{{title_exact summary_exact body_exact}} : ({typed})",
            f"title_fold : ({folded})",
            f"{{title_fold summary_fold body_fold}} : ({folded})",
        )


def narrowing(words: str) -> list[tuple[str, str]]:
    """For each word that a list is narrowed by: the word folded, and the MATCH expression of headlines that have it."""
    tokens = _TOKEN.findall(exact(words[:WORDS_MAX]))[:TOKENS_MAX]
    terms = [Term((token[:TOKEN_MAX],), prefix=True) for token in tokens]
    return [(fold(term.tokens[0]), f"{{title_fold summary_fold}} : ({term.folded()})") for term in terms]


def tokens(text: str) -> list[str]:
    """The words of a text as the index knows them."""
    return _TOKEN.findall(text)


def loosen(folded: str) -> str:
    """Folded text in which a final y that could as well be an i is one."""
    return _FINAL_Y.sub(r"\1i", folded) if "y" in folded else folded


def insert(connection: sqlite3.Connection, headlines: Iterable[tuple[int, str, str]]) -> None:
    """Put new headlines into the index: the key, the title and the summary of each."""
    texts = [
        (key, exact(title), exact(summary), loosen(fold(title)), loosen(fold(summary)))
        for key, title, summary in headlines
    ]
    connection.execute(_NEW, (msgspec.json.encode(texts).decode(),))


def update(connection: sqlite3.Connection, key: int, title: str, summary: str) -> None:
    """Replace an edited headline; its article's text stays."""
    connection.execute(
        "UPDATE search SET title_exact = ?, summary_exact = ?, title_fold = ?, summary_fold = ? WHERE rowid = ?",
        (exact(title), exact(summary), loosen(fold(title)), loosen(fold(summary)), key),
    )


def update_body(connection: sqlite3.Connection, key: int, article: Article) -> None:
    """Put an article's text into the index, or replace it there."""
    text = "\n".join((article.title, article.lead, body_text(article.blocks), *article.authors, *article.tags))
    connection.execute(
        "UPDATE search SET body_exact = ?, body_fold = ? WHERE rowid = ?", (exact(text), loosen(fold(text)), key)
    )


def body_text(blocks: Iterable[Block]) -> str:
    """The words of the blocks, captions and tables included, a line each."""
    return "\n".join(line for block in blocks for line in _lines(block) if line)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text) | Heading(text=text):
            yield text
        case Quote(text=text, by=by):
            yield from (text, by)
        case Figure(caption=caption) | Video(caption=caption):
            yield caption
        case Bullets(items=entries):
            yield from (entry.text for entry in entries)
        case Table(rows=lines, caption=caption):
            yield caption
            yield from (" ".join(line) for line in lines)
        case Box(blocks=blocks, title=title):
            yield from (title, body_text(blocks))
        case _:
            assert_never(block)


def _phrase(tokens: Iterable[str], *, prefix: bool) -> str:
    return f'"{" ".join(tokens)}"' + ("*" if prefix else "")
