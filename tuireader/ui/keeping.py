"""A screen that tells of new versions, shows what changed, and prunes the library while all is quiet."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from textual import on, work
from textual.widgets import Input

from tuireader.errors import StoreError
from tuireader.newsstand.outcomes import Revised
from tuireader.ui import edition_words
from tuireader.ui.on_air import OnAirScreen
from tuireader.ui.widgets.delivery import Delivery
from tuireader.ui.widgets.desk import Desk

CALM = 5.0
"""Seconds after a refresh before the library is pruned."""


class KeepingScreen(OnAirScreen):
    """Has a desk and a delivery."""

    @work(exclusive=True, group="changes")
    async def action_changes(self) -> None:
        """Show what changed in the article that is open or under the cursor."""
        if self.row is None:
            return
        editions = await self.attempt(self._newsstand.keeping.editions(self.row.headline.id))
        if editions is None:
            return
        if len(editions) < 2:
            self.say(edition_words.NOT_CHANGED)
            return
        from tuireader.ui.changes import ChangesScreen

        columns = self.query_one(Desk).article.measure
        self.app.push_screen(ChangesScreen(editions, self._newsstand.clock(), columns, self._commands))

    @on(Delivery.Progressed)
    def _mark_revised(self, event: Delivery.Progressed) -> None:
        outcome = event.progress.outcome
        if not isinstance(outcome, Revised) or outcome.error is not None:
            return
        desk, ids = self.query_one(Desk), [outcome.headline.id]
        row = desk.article.row
        is_open = row is not None and row.headline.id in ids
        if is_open and outcome.changed:
            self.say(edition_words.OPEN_CHANGED)
        elif is_open and outcome.withdrawn and row is not None and not row.withdrawn:
            self.say(edition_words.OPEN_WITHDRAWN)
        for part in (desk.pane.headlines, desk.article):
            part.change(ids, withdrawn=outcome.withdrawn)
            if outcome.changed:
                part.change(ids, changed=outcome.changed)

    @on(Delivery.Ended)
    def _prune_soon(self, event: Delivery.Ended) -> None:
        if event.error is None and not self._newsstand.offline and self._newsstand.writable:
            self.set_timer(CALM, self._prune)

    @work(exclusive=True, group="pruning")
    async def _prune(self) -> None:
        """At most once a day, and not on while the reader types or news comes: then again after the next refresh."""
        delivery = self.query_one(Delivery)

        def is_quiet() -> bool:
            return not delivery.running and not isinstance(self.app.focused, Input)

        if not is_quiet():
            return
        with suppress(StoreError):  # what stays costs room and nothing else
            pruned = await self._newsstand.keeping.prune_daily(self._open_ids, may_go_on=is_quiet)
            if pruned is not None and pruned.articles:
                self.query_one(Desk).refill()

    def _open_ids(self) -> Sequence[str]:
        """What the reader has before him: the article and the row under the cursor."""
        desk = self.query_one(Desk)
        return [row.headline.id for row in (desk.article.row, desk.pane.row, self.row) if row is not None]
