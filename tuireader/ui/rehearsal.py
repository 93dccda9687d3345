"""Asks the library what the screen is about to ask it, while Textual is still being loaded. Imports no Textual."""

from __future__ import annotations

from tuireader.model import Shelf
from tuireader.newsstand import Newsstand
from tuireader.state import State
from tuireader.ui.widgets.row_window import PAGE


async def rehearse(newsstand: Newsstand, state: State) -> None:
    """Have the answers for the first frame ready; what the screen then asks otherwise is asked anew."""
    with newsstand.lists.rehearse():
        shelf = state.shelf or Shelf("latest")
        listing = await newsstand.lists.listing(shelf, state.order)
        place = await newsstand.lists.place(listing, state.article) if state.article else 0
        await newsstand.lists.around(listing, place or 0, PAGE)
        await newsstand.updated()
        await newsstand.counts()
        await newsstand.newest()
