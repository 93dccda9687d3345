"""What papers print, entered into the library together as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial

import pytest

from tuireader.errors import LibraryFull
from tuireader.model import FeedState, Headline, Shelf
from tuireader.newsstand.ledger import Ledger
from tuireader.newsstand.librarian import Librarian
from tuireader.store import Store
from tuireader.store.intake import Print

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
async def librarian() -> AsyncIterator[Librarian]:
    librarian = Librarian(None, None)
    await librarian.open()
    yield librarian
    await librarian.close()


def printed(paper: str, *titles: str, summary: str = "") -> Print:
    url = f"https://{paper}.example"
    headlines = [Headline(f"{paper}:{title}", paper, "tin", title, f"{url}/{title}", NOW, summary) for title in titles]
    return Print(headlines, NOW, partial(FeedState, f"{url}/rss", NOW, NOW))


def told(state: FeedState | None) -> int | None:
    return None if state is None else state.failures


async def test_what_comes_together_is_entered_in_one_transaction(librarian: Librarian) -> None:
    statements: list[str] = []
    await librarian.ask(lambda store: store._connection.set_trace_callback(statements.append))
    ledger = Ledger(librarian)
    prints = [printed("mot", "a", "b"), printed("hai", "a"), printed("ba")]
    assert await asyncio.gather(*map(ledger.enter, prints)) == [["mot:a", "mot:b"], ["hai:a"], []]
    assert statements.count("COMMIT") == 1
    assert await ledger.enter(printed("mot", "c", "b", "a")) == ["mot:c"]
    assert await librarian.ask(Store.count, Shelf("latest")) == 4
    # Its state was asked for with the number of its new headlines, which stands here for its failures.
    states = [await librarian.ask(Store.feed_state, f"https://{paper}.example/rss") for paper in ("mot", "hai", "ba")]
    assert [told(state) for state in states] == [1, 1, 0]


async def test_what_does_not_fit_takes_nothing_else_with_it(librarian: Librarian) -> None:
    def narrow(store: Store) -> None:
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count = {pages + 20}")

    await librarian.ask(narrow)
    ledger = Ledger(librarian)
    large = printed("lon", *map(str, range(400)), summary="x" * 1000)
    outcomes = await asyncio.gather(
        ledger.enter(printed("mot", "a")),
        ledger.enter(large),
        ledger.enter(printed("hai", "b")),
        return_exceptions=True,
    )
    assert list(outcomes[::2]) == [["mot:a"], ["hai:b"]]
    assert isinstance(outcomes[1], LibraryFull)
    assert await librarian.ask(Store.count, Shelf("latest")) == 2


async def test_whoever_goes_away_leaves_the_others_theirs(librarian: Librarian) -> None:
    ledger = Ledger(librarian)
    first, second = (asyncio.create_task(ledger.enter(printed(paper, "a"))) for paper in ("mot", "hai"))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == ["hai:a"]
    with pytest.raises(asyncio.CancelledError):
        await first
