"""The question for an address, and what was found there, before a paper is taken onto the stand."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tuireader.errors import NewsError
from tuireader.newsstand import Newsstand
from tuireader.newsstand.outcomes import Found
from tuireader.text import clean_line
from tuireader.ui import phrases


class AddScreen(ModalScreen[tuple[Found, str] | None]):
    """Ends with what the reader wants to have and the address that led to it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    AUTO_FOCUS = "#address"

    def __init__(self, newsstand: Newsstand, address: str = "") -> None:
        super().__init__()
        self._newsstand = newsstand
        self._address = address
        self._found: Found | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="add"):
            yield Static(Content.styled(phrases.ADD_PAPER, "bold $accent"))
            yield Input(self._address, placeholder=phrases.ADDRESS_HINT, id="address", compact=True)
            yield Static(Content.styled(phrases.ADDRESS_KINDS, "$quiet"), id="found")
            yield Static(id="add-keys")

    def on_mount(self) -> None:
        self._show_keys(phrases.LOOK_KEYS)

    @on(Input.Changed, "#address")
    def _forget(self, event: Input.Changed) -> None:
        """Another address is typed: what was found for the one before holds no longer."""
        if clean_line(event.value) != self._address:
            self._found = None

    @on(Input.Submitted, "#address")
    def _answer(self, event: Input.Submitted) -> None:
        if self._found is not None:
            self.dismiss((self._found, self._address))
        elif address := clean_line(event.value):
            self._address = address
            self._show(Content.styled(phrases.LOOKING, "$quiet"), phrases.WAIT_KEYS)
            self._find(address)

    def action_leave(self) -> None:
        self.dismiss(None)

    @work(exclusive=True, group="find")
    async def _find(self, address: str) -> None:
        try:
            found = await self._newsstand.find(address)
        except NewsError as error:
            self._show(Content.styled(phrases.sentence(error), "$ink"), phrases.LOOK_KEYS)
            return
        self._found = found
        self._show(_told(found), phrases.ADD_KEYS)

    def _show(self, told: Content, keys: str) -> None:
        self.query_one("#found", Static).update(Content.assemble(told))
        self._show_keys(keys)

    def _show_keys(self, keys: str) -> None:
        self.query_one("#add-keys", Static).update(Content.styled(keys, "$quiet"))


def _told(found: Found) -> Content:
    """The paper that was found: its name and address, its sections, and the first headlines to recognise it by."""
    paper = found.source
    lines = [
        Content.assemble((paper.name, "bold $strong"), ("   " + paper.home, "$quiet")),
        Content.styled(phrases.found_paper(found), "$ink"),
        *(Content.assemble(("  · ", "$quiet"), (entry.title, "$ink")) for entry in found.latest),
    ]
    return Content("\n").join(lines)
