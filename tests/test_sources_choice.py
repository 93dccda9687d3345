"""The reader's choice: what lies out, in which order, and that it names nothing that is as the papers' files say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.model import Choice, Section, Source
from tuireader.sources.choice import (
    chosen,
    in_order,
    is_on,
    is_section_on,
    move,
    stock,
    switch,
    switch_section,
)

NONE = Choice()


def paper(name: str, *sections: str, on: bool = True) -> Source:
    """A paper with these sections; those that begin with «+» are not of the first choice."""
    made = tuple(Section(s.strip("+"), s.strip("+"), f"https://{name}/{s}", follow=s[0] != "+") for s in sections)
    return Source(name, name.capitalize(), f"https://{name}.example", made, on=on)


RIVER = paper("song", "tin", "the-thao", "+xe")
HILLS = paper("doi", "tin", "+nha", on=False)
SEA = paper("bien", "tin")
BOOK = paper("sach", "+cam-nang")
ALL = (RIVER, HILLS, SEA, BOOK)
SPORT, CARS = RIVER.sections[1:]


def lying(choice: Choice) -> dict[str, list[str]]:
    return {source.id: [section.id for section in source.sections] for source in chosen(ALL, choice)}


def test_the_first_choice_is_that_of_the_files() -> None:
    assert lying(NONE) == {"song": ["tin", "the-thao"], "bien": ["tin"], "sach": ["cam-nang"]}
    assert stock(ALL, NONE).papers == ("song", "bien", "sach")
    assert stock(ALL, NONE).withheld == (("song", "xe"),)


def test_a_paper_that_follows_nothing_lies_out_whole_and_is_not_followed() -> None:
    (book,) = chosen([BOOK], NONE)
    assert [section.follow for section in book.sections] == [False]


def test_a_section_that_was_switched_on_is_followed() -> None:
    choice = switch_section(RIVER, CARS, NONE, on=True)
    assert choice == Choice(sections={"song/xe": True})
    assert [section.follow for section in chosen(ALL, choice)[0].sections] == [True, True, True]


def test_switching_there_and_back_leaves_nothing_behind() -> None:
    for source in ALL:
        there = switch(source, NONE, on=not is_on(source, NONE))
        assert there.papers == {source.id: not source.on}
        assert switch(source, there, on=source.on) == NONE
    off = switch_section(RIVER, SPORT, NONE, on=False)
    assert switch_section(RIVER, SPORT, off, on=True) == NONE


def test_a_paper_goes_with_its_last_section_and_comes_with_its_first() -> None:
    choice = NONE
    for section in RIVER.sections[:2]:
        choice = switch_section(RIVER, section, choice, on=False)
    assert not is_on(RIVER, choice)
    assert lying(switch(RIVER, choice, on=True))["song"] == ["tin", "the-thao"], "a paper of no section is no paper"
    assert lying(switch_section(RIVER, CARS, choice, on=True))["song"] == ["xe"]
    assert lying(switch_section(HILLS, HILLS.sections[1], NONE, on=True))["doi"] == ["nha"]


def test_a_paper_that_comes_back_has_the_sections_it_had() -> None:
    choice = switch_section(RIVER, CARS, switch_section(RIVER, SPORT, NONE, on=False), on=True)
    back = switch(RIVER, switch(RIVER, choice, on=False), on=True)
    assert back == choice
    assert lying(back)["song"] == ["tin", "xe"]


@pytest.mark.parametrize(
    ("moves", "order", "named"),
    [
        ([("doi", "song")], "doi song bien sach", ("doi",)),
        ([("song", "doi")], "doi song bien sach", ("doi",)),
        ([("song", "sach")], "doi bien sach song", ("doi", "bien", "sach")),
        ([("sach", "song")], "sach song doi bien", ("sach",)),
        ([("sach", "song"), ("sach", "bien")], "song doi bien sach", ()),
    ],
)
def test_moving(moves: list[tuple[str, str]], order: str, named: tuple[str, ...]) -> None:
    choice = NONE
    for one, past in moves:
        choice = move(ALL, choice, one, past=past)
    assert [source.id for source in in_order(ALL, choice)] == order.split()
    assert choice.order == named


def test_papers_that_are_gone_or_new_do_not_disturb_the_order() -> None:
    choice = Choice(order=("mat", "bien", "doi"), papers={"mat": True}, sections={"mat/tin": True, "song/cu": False})
    assert [source.id for source in in_order(ALL, choice)] == ["bien", "doi", "song", "sach"]
    assert [source.id for source in in_order([*ALL, paper("moi", "tin")], choice)][-1] == "moi"
    assert move(ALL, choice, "doi", past="bien").order == ("doi", "bien")


@given(st.lists(st.tuples(st.sampled_from(ALL), st.sampled_from(ALL))))
def test_an_order_is_kept_by_what_is_named_of_it(moves: list[tuple[Source, Source]]) -> None:
    choice, order = NONE, [source.id for source in ALL]
    for one, past in moves:
        place = order.index(past.id)
        order.remove(one.id)
        order.insert(place, one.id)
        choice = move(ALL, choice, one.id, past=past.id)
        assert [source.id for source in in_order(ALL, choice)] == order
        assert list(choice.order) == order[: len(choice.order)]


@given(st.lists(st.tuples(st.sampled_from(ALL), st.integers(-1, 2), st.booleans())))
def test_what_was_asked_for_last_is_so(steps: list[tuple[Source, int, bool]]) -> None:
    choice = NONE
    for source, place, on in steps:
        if place < 0 or place >= len(source.sections):
            choice = switch(source, choice, on=on)
            assert is_on(source, choice) is on
        else:
            choice = switch_section(source, source.sections[place], choice, on=on)
            assert is_section_on(source, source.sections[place], choice) is on
        assert all(one.sections for one in chosen(ALL, choice)), "no paper lies out empty"
