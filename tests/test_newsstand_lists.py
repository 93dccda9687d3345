"""Listings of a library of 5,000 headlines: their groups, any page of them, places of rows, and what narrows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

import pytest
from msgspec.structs import replace

from tuireader import dates
from tuireader.model import Group, Headline, Order, Row, Shelf, Stock
from tuireader.newsstand.librarian import Librarian
from tuireader.newsstand.lists import Lists
from tuireader.store import Store
from tuireader.text import fold

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
MANY = 5000
PAPERS = {"song": "Báo Dòng Sông", "nui": "Báo Núi Rừng", "bien": "Biển Đông"}
STOCK = Stock(tuple(PAPERS), (("bien", "kin"),), tuple((one, fold(name)) for one, name in PAPERS.items()))
LATEST, UNREAD = Shelf("latest"), Shelf("unread")
EVERYTHING = 2 * MANY


def headline(number: int) -> Headline:
    paper = tuple(PAPERS)[number % 3]
    section = "kin" if number % 15 == 2 else "mo"
    printed = NOW - timedelta(minutes=number // 2 * 7)
    title, summary = f"Giá gạo kỳ {number}", "Đường sắt" if number % 4 == 0 else "Chợ nổi"
    return Headline(f"{paper}:{number}", paper, section, title, f"https://{paper}.example/{number}", printed, summary)


@pytest.fixture
async def librarian() -> AsyncIterator[Librarian]:
    librarian = Librarian(None, None)
    await librarian.open()
    await librarian.ask(Store.add, [headline(number) for number in range(MANY)], NOW)
    await librarian.ask(Store.read, [headline(number).id for number in range(0, MANY, 5)], NOW)
    yield librarian
    await librarian.close()


@pytest.fixture
def lists(librarian: Librarian) -> Lists:
    return Lists(librarian, lambda: STOCK)


async def plain(librarian: Librarian, shelf: Shelf) -> list[Row]:
    """All rows of a shelf, by time, read at once."""
    return await librarian.ask(Store.rows, shelf, limit=EVERYTHING, stock=STOCK)


def day(row: Row) -> date:
    return dates.local(row.time).date()


@pytest.mark.parametrize("shelf", [LATEST, UNREAD, Shelf("source", "bien"), Shelf("section", "bien", "kin")])
async def test_groups_are_the_days_with_what_is_printed_on_each(
    lists: Lists, librarian: Librarian, shelf: Shelf
) -> None:
    rows = await plain(librarian, shelf)
    listing = await lists.listing(shelf)
    assert [(group.day, group.count) for group in listing.groups] == [
        (one, len(list(printed))) for one, printed in groupby(rows, day)
    ]
    assert listing.total == len(rows) == await librarian.ask(Store.count, shelf, STOCK)


async def test_a_day_begins_at_midnight_in_vietnam(lists: Lists, librarian: Librarian) -> None:
    midnight = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    late = [
        Headline(f"x{n}", "song", "mo", "Tin", f"https://x.example/{n}", midnight + timedelta(seconds=n - 1))
        for n in (0, 1)
    ]
    await librarian.ask(Store.add, late, midnight + timedelta(days=1))
    assert (await lists.listing(LATEST)).groups[:2] == (Group(1, date(2026, 12, 2)), Group(1, date(2026, 12, 1)))


@pytest.mark.parametrize("shelf", [LATEST, UNREAD, Shelf("source", "bien"), Shelf("latest", words="duong nui")])
@pytest.mark.parametrize("by", ["time", "paper"])
async def test_any_page_is_what_stands_there(lists: Lists, librarian: Librarian, shelf: Shelf, by: Order) -> None:
    rows = await plain(librarian, shelf)
    if by == "paper" and shelf.kind != "source":
        rows.sort(key=lambda row: list(PAPERS).index(row.headline.source))
    listing = await lists.listing(shelf, by)
    for place in (0, 100, 900, len(rows) // 2, len(rows) - 30, len(rows)):
        assert await lists.page(listing, place, 100) == rows[place : place + 100]
        if place < len(rows):
            assert await lists.place(listing, rows[place].headline.id) == place


async def test_by_paper_each_paper_is_a_group_in_the_order_of_the_stand(lists: Lists, librarian: Librarian) -> None:
    counts = Counter(row.headline.source for row in await plain(librarian, LATEST))
    listing = await lists.listing(LATEST, "paper")
    assert listing.groups == tuple(Group(counts[paper], paper=paper) for paper in PAPERS)
    assert (await lists.listing(Shelf("source", "nui"), "paper")).by == "time"


async def test_what_left_a_group_meanwhile_moves_no_page_of_another(lists: Lists, librarian: Librarian) -> None:
    listing = await lists.listing(UNREAD)
    rows = await lists.page(listing, 0, EVERYTHING)
    place = listing.starts[3] + 20
    await librarian.ask(Store.read, [row.headline.id for row in rows[: listing.starts[2]]], NOW)
    assert await lists.page(listing, place, 100) == rows[place : place + 100]
    start = listing.start_of(place)
    above = [row.headline.id for row in rows[start:place]]
    await librarian.ask(Store.read, above[:4], NOW)
    assert await lists.page(listing, place, 100, above=above) == rows[place : place + 100]


async def test_rows_besides_are_counted_in_their_groups(lists: Lists) -> None:
    listing = await lists.listing(UNREAD)
    rows = await lists.page(listing, 0, EVERYTHING)
    first = listing.groups[0]
    without = replace(listing, groups=listing.groups[1:])
    assert without.including(rows[: first.count]) == listing
    assert sorted(rows, key=listing.sort_key) == rows


@pytest.mark.parametrize("shelf", [Shelf("bookmarks"), Shelf("search", words="gao")])
async def test_what_is_not_in_the_order_of_time_is_one_group(lists: Lists, librarian: Librarian, shelf: Shelf) -> None:
    for number in (3, 1, 2):
        await librarian.ask(Store.bookmark, headline(number).id, NOW + timedelta(seconds=number))
    listing = await lists.listing(shelf, "paper")
    rows = await plain(librarian, shelf)
    assert listing.groups == (Group(len(rows)),)
    assert await lists.page(listing, 1, 2) == rows[1:3]
    assert await lists.place(listing, rows[0].headline.id) is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("duong", lambda one: one.summary == "Đường sắt"),
        ("ĐƯỜNG sat gao", lambda one: one.summary == "Đường sắt"),
        ("nui", lambda one: one.source == "nui"),
        ("ki 4", lambda one: one.title.partition("kỳ ")[2].startswith("4")),
        ("cho bien", lambda one: one.source == "bien" and one.summary == "Chợ nổi"),
        ("uong", lambda _: False),
        ('" * : OR', lambda _: False),
        ("…", lambda _: True),
    ],
)
@pytest.mark.parametrize("kind", ["latest", "bookmarks"])
async def test_a_list_is_narrowed_by_beginnings_of_words(
    librarian: Librarian, kind: str, words: str, wanted: Callable[[Headline], bool]
) -> None:
    for number in range(0, MANY, 500):
        await librarian.ask(Store.bookmark, headline(number).id, NOW)
    shelf = Shelf("latest" if kind == "latest" else "bookmarks")
    rows = await plain(librarian, shelf)
    narrowed = Shelf(shelf.kind, words=words)
    assert await plain(librarian, narrowed) == [row for row in rows if wanted(row.headline)]
    assert await librarian.ask(Store.count, narrowed, STOCK) == sum(wanted(row.headline) for row in rows)


async def test_a_narrowed_list_is_read_as_it_is_shown(lists: Lists, librarian: Librarian) -> None:
    narrowed = Shelf("latest", words="duong")
    unread = [row for row in await plain(librarian, narrowed) if not row.read]
    marked = await librarian.ask(Store.read_all, narrowed, NOW, STOCK)
    assert sorted(marked) == sorted(row.headline.id for row in unread)
    assert (await lists.listing(Shelf("unread", words="duong"))).total == 0
