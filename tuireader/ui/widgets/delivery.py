"""Runs one refresh at a time in the background and tells how it goes. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing

from textual import work
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker

from tuireader.errors import NewsError
from tuireader.newsstand import Newsstand, Progress, Refreshed, SectionOf
from tuireader.ui.widgets.custody import Custody


class Delivery(Widget):
    """The refresh that is under way, if any."""

    DEFAULT_CSS = "Delivery { display: none; }"

    class Progressed(Message):
        """One more section or article has been asked for."""

        def __init__(self, progress: Progress) -> None:
            super().__init__()
            self.progress = progress

    class Ended(Message):
        """A refresh has come to its end, or could not begin (`error`)."""

        def __init__(
            self, new: int, failed: Sequence[Refreshed], *, by_reader: bool, error: NewsError | None = None
        ) -> None:
            super().__init__()
            self.new = new
            self.failed = tuple(failed)
            self.by_reader = by_reader
            self.error = error

    def __init__(self, newsstand: Newsstand) -> None:
        super().__init__()
        self._newsstand = newsstand
        self._worker: Worker[None] | None = None
        self._waiting: list[SectionOf] = []
        self._asked: set[tuple[str, str]] = set()
        self._custody = Custody(newsstand)

    def compose(self) -> ComposeResult:
        yield self._custody

    @property
    def running(self) -> bool:
        """Whether a refresh is under way."""
        return self._worker is not None and self._worker.is_running

    def start(self, sections: Sequence[SectionOf], *, by_reader: bool) -> None:
        """Refresh these sections; a refresh that is under way gives way."""
        self._note(sections)
        self._worker = self._deliver(sections, by_reader=by_reader)

    def add(self, sections: Sequence[SectionOf], *, by_reader: bool) -> None:
        """Refresh these sections, after what is under way."""
        if self.running:
            self._note(sections)
            self._waiting += sections
        else:
            self.start(sections, by_reader=by_reader)

    def catch_up(self) -> None:
        """Refresh what lies on the stand and has not been asked for in this run."""
        new = [one for one in self._newsstand.sections() if (one[0].id, one[1].id) not in self._asked]
        if new:
            self.add(new, by_reader=False)

    def _note(self, sections: Sequence[SectionOf]) -> None:
        self._asked |= {(paper.id, section.id) for paper, section in sections}

    def stop(self) -> bool:
        """End the refresh that is under way; what has arrived is kept. False when there is none."""
        self._waiting.clear()
        if not self.running or self._worker is None:
            return False
        self._worker.cancel()
        self._worker = None
        return True

    @work(exclusive=True, group="refresh")
    async def _deliver(self, sections: Sequence[SectionOf], *, by_reader: bool) -> None:
        await self._refresh(sections, by_reader=by_reader)
        while self._waiting:
            sections, self._waiting = self._waiting, []
            await self._refresh(sections, by_reader=False)
        self._custody.copy()

    async def _refresh(self, sections: Sequence[SectionOf], *, by_reader: bool) -> None:
        new, failed = 0, []
        try:
            async with aclosing(self._newsstand.refresh(sections, by_reader=by_reader)) as news:
                async for progress in news:
                    if isinstance(progress.outcome, Refreshed):
                        new += progress.outcome.new
                        failed += [progress.outcome] if progress.outcome.error else []
                    self.post_message(self.Progressed(progress))
        except NewsError as error:
            self.post_message(self.Ended(new, failed, by_reader=by_reader, error=error))
        else:
            self.post_message(self.Ended(new, failed, by_reader=by_reader))
