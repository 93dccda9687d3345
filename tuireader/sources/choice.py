"""What lies out on the stand: which papers and sections the reader wants, in which order, and how that is changed.

A `Choice` holds only what differs from the papers' own files, so that a paper's next edition may change its mind where
the reader has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from tuireader.model import Choice, Section, Source, Stock
from tuireader.text import fold


def in_order(sources: Sequence[Source], choice: Choice) -> tuple[Source, ...]:
    """All papers as the reader put them, the others behind in their own order."""
    places = {paper: place for place, paper in enumerate(choice.order)}
    return tuple(sorted(sources, key=lambda source: places.get(source.id, len(places))))


def is_on(source: Source, choice: Choice) -> bool:
    """Whether a paper lies out."""
    return choice.papers.get(source.id, source.on)


def is_section_on(source: Source, section: Section, choice: Choice) -> bool:
    """Whether a section is read, provided that its paper is."""
    return choice.sections.get(_name(source, section), _is_first_choice(source, section))


def chosen(sources: Sequence[Source], choice: Choice) -> tuple[Source, ...]:
    """The papers that are on, in their order, each with the sections that are on.

    A section that the reader switched on is followed, whatever its file says.
    """
    return tuple(_with_sections(source, choice) for source in in_order(sources, choice) if is_on(source, choice))


def stock(sources: Sequence[Source], choice: Choice) -> Stock:
    """What of the library lies out."""
    papers = [source for source in sources if is_on(source, choice)]
    withheld = [(p.id, s.id) for p in papers for s in p.sections if not is_section_on(p, s, choice)]
    names = tuple((source.id, fold(source.name)) for source in sources)
    return Stock(tuple(paper.id for paper in papers), tuple(withheld), names)


def switch(source: Source, choice: Choice, *, on: bool) -> Choice:
    """The choice with a paper on or off; one that had no section left gets those of its file back."""
    sections = dict(choice.sections)
    if on and not any(is_section_on(source, section, choice) for section in source.sections):
        sections = {name: value for name, value in sections.items() if not name.startswith(f"{source.id}/")}
    return replace(choice, papers=_with(choice.papers, source.id, on=on, first=source.on), sections=sections)


def switch_section(source: Source, section: Section, choice: Choice, *, on: bool) -> Choice:
    """The choice with a section on or off. With the first section its paper comes, with the last one it goes."""
    first = _is_first_choice(source, section)
    sections = _with(choice.sections, _name(source, section), on=on, first=first)
    if on and not is_on(source, choice):
        # Of a paper that was off only the section that was asked for is wanted.
        for other in source.sections:
            if other.id != section.id:
                sections = _with(sections, _name(source, other), on=False, first=_is_first_choice(source, other))
    choice = replace(choice, sections=sections)
    wanted = any(is_section_on(source, one, choice) for one in source.sections)
    return replace(choice, papers=_with(choice.papers, source.id, on=wanted, first=source.on))


def move(sources: Sequence[Source], choice: Choice, paper: str, *, past: str) -> Choice:
    """The choice with a paper on the other side of another one: below it if it stood above, else above it."""
    order = [source.id for source in in_order(sources, choice)]
    target = order.index(past)
    order.remove(paper)
    order.insert(target, paper)
    return replace(choice, order=_shortest(sources, order))


def _shortest(sources: Sequence[Source], order: Sequence[str]) -> tuple[str, ...]:
    """The beginning of an order that is enough to say it, the rest being in its own."""
    rank = {source.id: place for place, source in enumerate(sources)}
    own = len(order)
    while own > 0 and (own == len(order) or rank[order[own - 1]] < rank[order[own]]):
        own -= 1
    return tuple(order[:own])


def _with_sections(source: Source, choice: Choice) -> Source:
    return replace(
        source,
        sections=tuple(
            replace(section, follow=True) if choice.sections.get(_name(source, section)) else section
            for section in source.sections
            if is_section_on(source, section, choice)
        ),
    )


def _is_first_choice(source: Source, section: Section) -> bool:
    """Whether a section is on by itself. A paper that follows none, like the handbook, lies out as a whole."""
    return section.follow or not any(one.follow for one in source.sections)


def _with(switches: Mapping[str, bool], name: str, *, on: bool, first: bool) -> dict[str, bool]:
    """The switches with one set, or left out where it is as the file says."""
    others = {key: value for key, value in switches.items() if key != name}
    return others if on == first else {**others, name: on}


def _name(source: Source, section: Section) -> str:
    return f"{source.id}/{section.id}"
