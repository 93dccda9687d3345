"""The papers and their sections, with unread counts; above them the shelves that cross all papers, below them a door.

The door leads to where papers are chosen. A section that does not lie out is a guest while the reader looks into it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from textual.message import Message
from textual.reactive import reactive

from tuireader.language import number, tr
from tuireader.model import Counts, Shelf, Source
from tuireader.ui import phrases
from tuireader.ui.widgets.line_list import LineList, Words, between

COMMON = (
    (Shelf("latest"), tr("Mới nhất")),
    (Shelf("unread"), tr("Chưa đọc")),
    (Shelf("bookmarks"), tr("Đánh dấu", "shelf")),
)
"""The shelves that cross all papers, with their names."""
PACK = (Shelf("packed"), tr("Gói mang đi"))
"""One more, where something is packed."""

NOTHING = Counts(0, 0, {}, {})
FEW = 3
"""Papers up to this number show their sections by themselves; of more only the first one does."""


class Entry(Struct, frozen=True):
    """One line of the pane; a line without a shelf is the door if it has a name, else air."""

    shelf: Shelf | None
    name: str = ""
    depth: int = 0
    quiet: bool = False


def entries_of(
    sources: Sequence[Source], folded: frozenset[str], guest: Entry | None = None, *, has_pack: bool = False
) -> list[Entry]:
    """All lines of the pane: the common shelves, each paper with its sections unless it is folded, and the door."""
    lines = [Entry(shelf, name) for shelf, name in ((*COMMON, PACK) if has_pack else COMMON)]
    lines += [Entry(None), guest] if guest else []
    open_before = True
    for source in sources:
        lines += [Entry(None)] if open_before else []
        lines.append(Entry(Shelf("source", source.id), source.name))
        open_before = source.id not in folded
        if open_before:
            lines += [
                Entry(Shelf("section", source.id, section.id), section.name, depth=1, quiet=not section.follow)
                for section in source.sections
            ]
    return [*lines, Entry(None), Entry(None, phrases.DOOR, quiet=True)]


def first_folded(sources: Sequence[Source]) -> frozenset[str]:
    """The papers that are folded before the reader has folded any."""
    return frozenset(source.id for source in sources[1:]) if len(sources) > FEW else frozenset()


def name_of(shelf: Shelf, sources: Sequence[Source]) -> str:
    """A shelf's name with its paper before it: «VTV › Thời sự»."""
    if shelf.kind == "search":
        return tr("Tìm «{words}»").format(words=shelf.words) if shelf.words else tr("Tìm")
    if shelf.words:
        return tr("{shelf} · lọc «{words}»").format(shelf=name_of(replace(shelf, words=""), sources), words=shelf.words)
    names = dict((*COMMON, PACK))
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

    class DoorChosen(Message):
        """The reader wants to choose papers."""

    def __init__(self, sources: Sequence[Source], folded: Sequence[str] | None, *, id: str | None = None) -> None:
        """`folded` are the ids of the papers to fold; None leaves it to the house."""
        super().__init__(id=id)
        self._sources = tuple(sources)
        self._guest: Entry | None = None
        self._has_pack = False
        self.folded = first_folded(sources) if folded is None else frozenset(folded)
        """The papers of which only the name is shown."""
        self._entries = entries_of(self._sources, self.folded)

    @property
    def row_count(self) -> int:
        return len(self._entries)

    @property
    def shelf(self) -> Shelf | None:
        """The shelf under the cursor."""
        return self._entries[self.cursor].shelf

    @property
    def at_door(self) -> bool:
        """Whether the cursor is on the line that leads to the choice of papers."""
        return self.shelf is None

    def selectable(self, index: int) -> bool:
        return super().selectable(index) and bool(self._entries[index].name)

    def cursor_moved(self) -> None:
        if self.shelf is not None:
            self.post_message(self.Moved(self.shelf))

    def chosen(self) -> None:
        if self.shelf is not None and self.shelf.kind == "source":
            self.fold(self.shelf.source)
        self.post_message(self.DoorChosen() if self.at_door else self.Chosen())

    def watch_counts(self) -> None:
        self._show_pack(is_there=self.counts.packed is not None)
        self.refresh()

    def _show_pack(self, *, is_there: bool) -> None:
        """The shelf of the pack comes with the pack; while the cursor is on it it stays."""
        if self._has_pack != is_there and self.shelf != PACK[0]:
            self._has_pack = is_there
            self._lay(self.shelf)

    def has(self, shelf: Shelf | None) -> bool:
        """Whether a shelf is in the pane, be it folded away, or can be."""
        return any(entry.shelf == shelf for entry in entries_of(self._sources, frozenset(), has_pack=True))

    def lay_out(self, sources: Sequence[Source], shelf: Shelf) -> None:
        """Show other papers, with the cursor on that shelf if it still lies out. New papers are folded among many."""
        known = {source.id for source in self._sources}
        self._sources = tuple(sources)
        if len(sources) > FEW:
            self.folded |= {source.id for source in sources if source.id not in known}
        if self._guest and any(entry.shelf == self._guest.shelf for entry in entries_of(sources, frozenset())):
            self._guest = None
        self._lay(shelf)
        if self.shelf != shelf:
            self.cursor_moved()

    def visit(self, shelf: Shelf, name: str) -> None:
        """Rest the cursor on a section, which is a guest in the pane where it does not lie out."""
        if not self.has(shelf):
            self._guest = Entry(shelf, name)
            self._lay(shelf)
        self.select(shelf)

    def select(self, shelf: Shelf) -> None:
        """Rest the cursor on a shelf, unfolding its paper; nothing where it is not in the pane."""
        if shelf.kind == "section" and shelf.source in self.folded:
            self.fold(shelf.source)
        if shelf == PACK[0]:
            self._show_pack(is_there=True)
        for index, entry in enumerate(self._entries):
            if entry.shelf == shelf:
                self.cursor = index
                self.show_cursor()

    def fold(self, source: str) -> None:
        """Fold a paper's sections away, or show them again."""
        self.folded ^= {source}
        self._lay(self.shelf, source)
        self.cursor_moved()

    def fold_here(self) -> None:
        """Fold the paper under the cursor, or show its sections."""
        if self.shelf is not None and self.shelf.source:
            self.fold(self.shelf.source)

    def draw_row(self, index: int, width: int) -> list[Words]:
        entry = self._entries[index]
        if entry.shelf is None:
            return [self._draw_door(index, entry.name, width)] if entry.name else [[]]
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
        right = [((number(count) if count else "") + " ", self.style("quiet", index))]
        return [between(left, right, width)]

    def _draw_door(self, index: int, name: str, width: int) -> Words:
        here = index == self.cursor
        mark = ("▌" if here else " ", self.style("accent" if self.has_focus else "quiet", index))
        return between([mark, (name, self.style("plain" if here else "quiet", index))], [], width)

    def unread(self, shelf: Shelf) -> int:
        """The number beside a shelf: what is unread in it, or for the bookmarks all of them."""
        match shelf.kind:
            case "latest" | "unread":
                return self.counts.unread
            case "bookmarks":
                return self.counts.bookmarks
            case "packed":
                return self.counts.packed or 0
            case "source":
                return self.counts.sources.get(shelf.source, 0)
            case "section":
                return self.counts.sections.get((shelf.source, shelf.section), 0)
            case _:
                return 0

    def _lay(self, kept: Shelf | None, source: str = "") -> None:
        """Make the lines anew; the cursor stays on its shelf or the paper it was folded into, or the door."""
        below = len(self._entries) - self.cursor
        self._entries = entries_of(self._sources, self.folded, self._guest, has_pack=self._has_pack)
        if kept is None:
            self.set_reactive(Shelves.cursor, len(self._entries) - below)
        self.rows_changed()
        if kept is not None:
            places = {entry.shelf: index for index, entry in enumerate(self._entries) if entry.shelf}
            paper = Shelf("source", source or kept.source)
            self.set_reactive(Shelves.cursor, places.get(kept, places.get(paper, 0)))
        self.show_cursor()
