"""What a list of subscriptions adds to the stand, and that the stand as a list adds up to the same stand again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.errors import NoSubscriptions
from tuireader.model import Choice, Rules, Section, Source
from tuireader.parsing.opml import Outline, write_opml
from tuireader.sources import load_sources
from tuireader.sources.choice import chosen, is_on, is_section_on
from tuireader.sources.subscriptions import (
    LATEST,
    PAPERS_MAX,
    SECTIONS_MAX,
    Plan,
    Skipped,
    choice_after,
    outlines_of,
    plan_import,
    read_list,
)
from tuireader.text import clean_line

SHIPPED = load_sources()[0]
VTV = next(paper for paper in SHIPPED if paper.id == "vtv")
RIVER = Source(
    "song",
    "Báo Dòng Sông",
    "https://song.example",
    (
        Section("moi", "Mới", "https://song.example/rss/moi.rss"),
        Section("xa-hoi", "Xã hội", "https://song.example/rss/xa-hoi.rss", follow=False),
        Section("dac-san", "Đặc sản", list="https://song.example/dac-san"),
    ),
    on=False,
)


def feed(site: str, text: str = "", path: str = "rss", **more: object) -> Outline:
    return Outline(text, feed=f"https://{site}.example/{path}", **more)  # type: ignore[arg-type]


def folder(text: str, *inside: Outline, home: str = "") -> Outline:
    return Outline(text, home=home, outlines=inside)


def taken(outlines: Sequence[Outline], papers: Sequence[Source] = SHIPPED) -> Plan:
    return plan_import(outlines, papers, "tin.opml")


def test_a_feed_is_a_paper() -> None:
    plan = taken([feed("lang", "Báo Làng", home="https://lang.example/trang-chu")])
    sections = (Section("tin-moi", LATEST, "https://lang.example/rss"),)
    assert plan.new == (Source("lang", "Báo Làng", "https://lang.example/trang-chu", sections),)
    assert (plan.known, plan.skipped, plan.order) == ((), (), ("lang",))


def test_a_feed_without_a_name_is_called_after_its_host() -> None:
    (paper,) = taken([feed("lang", path="a/b")]).new
    assert (paper.name, paper.home) == ("lang.example", "https://lang.example/")


def test_a_folder_of_one_site_is_a_paper() -> None:
    plan = taken([folder("Báo Làng", feed("lang", "Mới", "moi"), feed("www.lang", "Xã hội", "xa-hoi", hidden=True))])
    (paper,) = plan.new
    assert (paper.id, paper.name, paper.home, paper.folder, paper.on) == (
        "lang",
        "Báo Làng",
        "https://lang.example/",
        "",
        True,
    )
    assert [(one.id, one.name, one.feed, one.follow) for one in paper.sections] == [
        ("moi", "Mới", "https://lang.example/moi", True),
        ("xa-hoi", "Xã hội", "https://www.lang.example/xa-hoi", False),
    ]


def test_a_folder_of_several_sites_is_a_folder() -> None:
    outlines = [
        folder(
            "Quê", feed("lang", "Báo Làng"), folder("Sông / nước", feed("song", "Báo Sông")), feed("nui", hidden=True)
        )
    ]
    papers = taken(outlines).new
    assert [(one.id, one.folder, one.on) for one in papers] == [
        ("lang", "Quê", True),
        ("song", "Quê / Sông/nước", True),
        ("nui", "Quê", False),
    ]


def test_one_feed_in_a_folder_is_no_paper_of_that_name() -> None:
    (paper,) = taken([folder("Quê", feed("lang", "Báo Làng"))]).new
    assert (paper.name, paper.folder) == ("Báo Làng", "Quê")


def test_a_category_is_a_folder_where_there_is_none() -> None:
    (paper,) = taken([feed("lang", categories=("/Quê/Làng", "khác"))]).new
    assert paper.folder == "Quê / Làng"


def test_feeds_of_shipped_papers_are_switched_on() -> None:
    address = VTV.sections[2].feed.replace("https:", "http:") + "/"
    plan = taken([Outline("Truyền hình", feed=address), feed("lang")])
    assert [paper.id for paper in plan.new] == ["lang"]
    assert plan.known == ((VTV, VTV.sections[2]),)
    off = Choice(papers={"vtv": False})
    choice = choice_after(plan, SHIPPED, off)
    assert is_on(VTV, choice)
    assert [section.id for section in VTV.sections if is_section_on(VTV, section, choice)] == [VTV.sections[2].id]


def test_a_further_feed_of_a_shipped_paper_is_read_as_the_paper_is() -> None:
    outlines = [folder("VTV", feed_of_vtv := Outline("Bóng đá", feed="https://vtv.vn/rss/the-thao/bong-da.rss"))]
    (paper,) = taken(outlines).new
    assert paper.sections[0].feed == feed_of_vtv.feed
    assert (paper.id, paper.rules, paper.article_id) == ("vtv-bong-da", VTV.rules, VTV.article_id)


def test_what_is_not_taken_over_is_told() -> None:
    plan = taken(
        [
            feed("lang", "Làng"),
            feed("lang", "Làng, lần nữa"),
            Outline("Độc", refused="javascript:alert(1)"),
            Outline("", refused="query:x:y"),
            Outline("", refused="exec:x"),
            Outline("", refused="filter:x:https://lang.example"),
            Outline("Dài", feed="https://lang.example/" + "x" * 2_000),
            Outline("Chỉ là chữ", home="https://lang.example"),
            Outline(""),
        ]
    )
    assert plan.skipped == (
        Skipped("Làng, lần nữa", "twice"),
        Skipped("Độc", "address"),
        Skipped("query:x:y", "query"),
        Skipped("exec:x", "script"),
        Skipped("filter:x:https://lang.example", "script"),
        Skipped("Dài", "address"),
        Skipped("Chỉ là chữ", "address"),
    )
    assert [paper.id for paper in plan.new] == ["lang"]


@pytest.mark.parametrize("outlines", [[], [Outline("x")], [folder("x", Outline("y", refused="exec:z"))]])
def test_a_list_without_feeds(outlines: list[Outline]) -> None:
    with pytest.raises(NoSubscriptions) as refusal:
        taken(outlines)
    assert (refusal.value.path, refusal.value.reason) == ("tin.opml", "no_feed")


def test_endless_lists_end() -> None:
    plan = taken([feed(f"lang{number}") for number in range(PAPERS_MAX + 3)])
    assert len(plan.new) == PAPERS_MAX
    assert [one.reason for one in plan.skipped] == ["too_many"] * 3
    many = folder("Làng", *(feed("lang", path=str(number)) for number in range(SECTIONS_MAX + 1)))
    assert {(len(paper.sections), paper.folder) for paper in taken([many]).new} == {(1, "Làng")}


def test_ids_of_shipped_papers_stay_theirs() -> None:
    (paper,) = taken([Outline("Giả", feed="https://vtv.example/rss")], ()).new
    assert paper.id == "vtv-example-gia" or paper.id not in {one.id for one in SHIPPED}


def test_newsboats_file_is_known_by_what_is_in_it() -> None:
    (outline,) = read_list("# của tôi\nhttps://lang.example/rss ~Làng\n".encode())
    assert (outline.text, outline.feed) == ("Làng", "https://lang.example/rss")
    assert read_list(write_opml([outline], "x")) == (outline,)
    for content, reason in ((b"", "empty"), ("Một bức thư".encode(), "no_list")):
        with pytest.raises(NoSubscriptions) as refusal:
            read_list(content)
        assert refusal.value.reason == reason


def test_the_stand_as_a_list() -> None:
    lang = Source(
        "lang", "Báo Làng", "https://lang.example", (Section("a", "A", "https://lang.example/a"),), folder="Quê"
    )
    outlines = outlines_of((RIVER, lang))
    assert outlines == (
        folder(
            "Báo Dòng Sông",
            feed("song", "Mới", "rss/moi.rss", home="https://song.example/"),
            Outline("Đặc sản", home="https://song.example/dac-san"),
            home="https://song.example/",
        ),
        folder("Quê", feed("lang", "Báo Làng", "a", home="https://lang.example/")),
    )


def test_a_paper_comes_back_with_its_lists() -> None:
    (paper,) = taken(outlines_of((RIVER,))).new
    assert (paper.id, paper.name, paper.home) == ("song", RIVER.name, "https://song.example/")
    assert [(one.name, one.feed, one.list) for one in paper.sections] == [
        ("Mới", "https://song.example/rss/moi.rss", ""),
        ("Đặc sản", "", "https://song.example/dac-san"),
    ]


def test_a_list_of_what_is_there_changes_nothing() -> None:
    plan = taken(outlines_of(chosen(SHIPPED, Choice())))
    assert (plan.new, plan.skipped) == ((), ())
    choice = choice_after(plan, SHIPPED, Choice())
    assert chosen(SHIPPED, choice) == chosen(SHIPPED, Choice())


def test_new_papers_stand_last_in_the_order_of_the_list() -> None:
    plan = taken([feed("b"), Outline("VTV", feed=VTV.sections[0].feed), feed("a")])
    papers = (*SHIPPED, *sorted(plan.new, key=lambda paper: paper.id))
    shipped, new = [paper.id for paper in SHIPPED], [paper.id for paper in plan.new]
    assert choice_after(plan, papers, Choice()).order == (*shipped, *new)
    own = choice_after(plan, papers, Choice(order=("tuoitre",)))
    assert own.order[0] == "tuoitre"
    known = taken([Outline("VTV", feed=VTV.sections[0].feed)])
    assert choice_after(known, SHIPPED, Choice()) == Choice()


def test_the_order_of_a_list_counts_where_it_names_all_and_the_reader_has_none() -> None:
    outlines = [feed("b"), *reversed(outlines_of(chosen(SHIPPED, Choice()))), feed("a")]
    plan = taken(outlines)
    assert choice_after(plan, (*SHIPPED, *plan.new), Choice()).order[: len(plan.order)] == plan.order
    assert [plan.order[0], plan.order[-1]] == [paper.id for paper in plan.new]


names = st.text(min_size=1, max_size=20).map(clean_line).filter(bool)
sites = st.integers(0, 40).map("lang{}".format)
sections = st.builds(
    lambda name, number, listed, follow: (name, number, listed, follow),
    names, st.integers(0, 10**6), st.booleans(), st.booleans(),
)  # fmt: skip


@st.composite
def stands(draw: st.DrawFn) -> tuple[Source, ...]:
    """Papers of a reader's own, each on a site of its own."""
    papers = []
    for site in draw(st.lists(sites, unique=True, min_size=1, max_size=6)):
        written = draw(st.lists(sections, min_size=1, max_size=4, unique_by=lambda one: one[1]))
        papers.append(
            Source(
                site,
                draw(names),
                draw(st.sampled_from([f"https://{site}.example", f"http://{site}.example/blog?x=1"])),
                tuple(
                    Section(
                        f"s{number}",
                        name,
                        "" if listed else f"https://{site}.example/{number}.rss",
                        f"https://{site}.example/{number}" if listed else "",
                        follow=follow or place == 0,
                    )
                    for place, (name, number, listed, follow) in enumerate(written)
                ),
                Rules(),
                folder=draw(st.sampled_from(["", "Quê", "Quê / Làng", "a", "A/B"])),
            )
        )
    return tuple(papers)


@given(stands())
def test_a_list_of_a_stand_makes_the_same_list(papers: tuple[Source, ...]) -> None:
    """Export, import where nothing is, export."""
    written = write_opml(outlines_of(papers), "Túi")
    plan = plan_import(read_list(written), ())
    assert plan.skipped == ()
    stand = chosen(sorted(plan.new, key=lambda paper: paper.id), choice_after(plan, plan.new, Choice()))
    assert write_opml(outlines_of(stand), "Túi") == written


@given(st.recursive(
    st.builds(feed, sites, names | st.just(""), st.sampled_from(["a", "b"]), hidden=st.booleans())
    | st.builds(Outline, names, refused=st.sampled_from(["exec:x", "", "file:///x"])),
    lambda inside: st.builds(lambda text, some: folder(text, *some), names, st.lists(inside, min_size=1, max_size=4)),
    max_leaves=15,
))  # fmt: skip
def test_every_feed_of_a_list_is_somewhere(outline: Outline) -> None:
    wanted = _addresses(outline)
    if not wanted:
        return
    plan = taken([outline])
    got = [section.feed for paper in plan.new for section in paper.sections]
    assert sorted(got) == sorted(set(wanted))
    assert len({paper.id for paper in plan.new}) == len(plan.new)


def _addresses(outline: Outline) -> list[str]:
    return [outline.feed] * bool(outline.feed) + [address for one in outline.outlines for address in _addresses(one)]
