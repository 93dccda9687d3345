"""The papers and their sections, with unread counts; above them the shelves that cross all papers."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.message import Message
from textual.reactive import reactive

from tuireader.model import Counts, Shelf, Source
from tuireader.ui import phrases
from tuireader.ui.widgets.line_list import LineList, Words, between

COMMON = (
    (Shelf("latest"), "Mới nhất"),
    (Shelf("unread"), "Chưa đọc"),
    (Shelf("bookmarks"), "Đánh dấu"),
)
"""The shelves that cross all papers, with their names."""

NOTHING = Counts(0, 0, {}, {})


class Entry(Struct, frozen=True):
    """One line of the pane; a line without a shelf is air."""

    shelf: Shelf | None
    name: str = ""
    depth: int = 0
    quiet: bool = False


def entries_of(sources: Sequence[Source], folded: frozenset[str]) -> list[Entry]:
    """All lines of the pane: the common shelves, then each paper with its sections unless it is folded."""
    lines = [Entry(shelf, name) for shelf, name in COMMON]
    for source in sources:
        lines += [Entry(None), Entry(Shelf("source", source.id), source.name)]
        if source.id not in folded:
            lines += [
                Entry(Shelf("section", source.id, section.id), section.name, depth=1, quiet=not section.follow)
                for section in source.sections
            ]
    return lines


def name_of(shelf: Shelf, sources: Sequence[Source]) -> str:
    """A shelf's name with its paper before it: «VTV › Thời sự»."""
    if shelf.kind == "search":
        return f"Tìm «{shelf.words}»" if shelf.words else "Tìm"
    names = dict(COMMON)
    if shelf in names:
        return names[shelf]
    source = next((one for one in sources if one.id == shelf.source), None)
    if source is None:
        return ""
    section = next((one for one in source.sections if one.id == shelf.section), None)
    return f"{source.name} › {section.name}" if section else source.name


class Shelves(LineList):
    """The pane at the left. The shelf under the cursor is the one that is shown."""

    counts: reactive[Counts] = reactive(NOTHING)

    class Moved(Message):
        """The cursor rests on another shelf."""

        def __init__(self, shelf: Shelf) -> None:
            super().__init__()
            self.shelf = shelf

    class Chosen(Message):
        """The reader clicked on a shelf."""

    def __init__(self, sources: Sequence[Source], folded: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sources = tuple(sources)
        self.folded = frozenset(folded)
        """The papers of which only the name is shown."""
        self._entries = entries_of(self._sources, self.folded)

    @property
    def row_count(self) -> int:
        return len(self._entries)

    @property
    def shelf(self) -> Shelf | None:
        """The shelf under the cursor."""
        return self._entries[self.cursor].shelf

    def selectable(self, index: int) -> bool:
        return super().selectable(index) and self._entries[index].shelf is not None

    def cursor_moved(self) -> None:
        if self.shelf is not None:
            self.post_message(self.Moved(self.shelf))

    def chosen(self) -> None:
        if self.shelf is not None and self.shelf.kind == "source":
            self.fold(self.shelf.source)
        self.post_message(self.Chosen())

    def watch_counts(self) -> None:
        self.refresh()

    def has(self, shelf: Shelf | None) -> bool:
        """Whether a shelf is in the pane, be it folded away."""
        return any(entry.shelf == shelf for entry in entries_of(self._sources, frozenset()))

    def select(self, shelf: Shelf) -> None:
        """Rest the cursor on a shelf, unfolding its paper; nothing where it is not in the pane."""
        if shelf.kind == "section" and shelf.source in self.folded:
            self.fold(shelf.source)
        for index, entry in enumerate(self._entries):
            if entry.shelf == shelf:
                self.cursor = index
                self.show_cursor()

    def fold(self, source: str) -> None:
        """Fold a paper's sections away, or show them again."""
        kept = self.shelf
        self.folded ^= {source}
        self._entries = entries_of(self._sources, self.folded)
        self.rows_changed()
        if kept is not None:
            self.set_reactive(Shelves.cursor, self._index_of(kept, source))
            self.cursor_moved()
        self.show_cursor()

    def fold_here(self) -> None:
        """Fold the paper under the cursor, or show its sections."""
        if self.shelf is not None and self.shelf.source:
            self.fold(self.shelf.source)

    def draw_row(self, index: int, width: int) -> list[Words]:
        entry = self._entries[index]
        if entry.shelf is None:
            return [[]]
        count = self.unread(entry.shelf)
        here = index == self.cursor
        name = "plain" if entry.depth or entry.shelf.kind != "source" else "strong"
        if entry.quiet and not count and not here:
            name = "quiet"
        mark = ("▌" if here else " ", self.style("accent" if self.has_focus else "quiet", index))
        fold = ""
        if entry.shelf.kind == "source":
            fold = " ▸" if entry.shelf.source in self.folded else " ▾"
        left = [mark, ("  " * entry.depth + entry.name, self.style(name, index)), (fold, self.style("quiet", index))]
        right = [((phrases.number(count) if count else "") + " ", self.style("quiet", index))]
        return [between(left, right, width)]

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def unread(self, shelf: Shelf) -> int:
        """The number beside a shelf: what is unread in it, or for the bookmarks all of them."""
        match shelf.kind:
            case "latest" | "unread":
                return self.counts.unread
            case "bookmarks":
                return self.counts.bookmarks
            case "source":
                return self.counts.sources.get(shelf.source, 0)
            case "section":
                return self.counts.sections.get((shelf.source, shelf.section), 0)
            case _:
                return 0

    def _index_of(self, shelf: Shelf, source: str) -> int:
        """Where a shelf is now; a section that was folded away is where its paper is."""
        places = {entry.shelf: index for index, entry in enumerate(self._entries)}
        return places.get(shelf, places.get(Shelf("source", source), 0))
