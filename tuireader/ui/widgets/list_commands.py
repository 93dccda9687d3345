"""What a reader does with the list of headlines from anywhere on the desk: searching, narrowing, sorting."""

from __future__ import annotations

from abc import abstractmethod
from typing import Literal

from textual.containers import Horizontal

from tuireader.ui import phrases
from tuireader.ui.widgets.headline_pane import HeadlinePane


class ListCommands(Horizontal):
    """The ground of a desk that has the list, with its commands."""

    pane: HeadlinePane

    @abstractmethod
    def go(self, pane: Literal["headlines"]) -> None:
        """Put the reader into the list."""

    def action_search(self) -> None:
        self.go("headlines")
        self.pane.open_search()

    def action_narrow(self) -> None:
        self.go("headlines")
        self.pane.open_search(narrow=True)

    def action_sort(self) -> None:
        self.notify(phrases.sorted_by(self.pane.sort()), markup=False)
