"""A screen that tells what came over the network, and on which the reader begins to save data."""

from __future__ import annotations

from textual.message import Message

from tuireader.ui import phrases, usage_words
from tuireader.ui.on_air import OnAirScreen
from tuireader.ui.widgets.article_pane import ArticlePane
from tuireader.ui.widgets.bars import KeyBar


class ThriftyScreen(OnAirScreen):
    """Holds the bar of keys, where the cost stands."""

    _keys: KeyBar
    _briefly: tuple[str, ...] = ()
    _has_told_end = False

    class Chosen(Message):
        """The reader chose something that is to be remembered at once."""

    @property
    def chosen_saving(self) -> bool | None:
        """Whether data is to be saved, where that is not as the configuration says."""
        saving = self._newsstand.usage.saving
        return None if saving == self._config.data.saving else saving

    def tell_state(self, status: str, briefly: tuple[str, ...] = ()) -> None:
        """Show what the newsstand is doing, in shorter forms where that makes room for the cost."""
        self._keys.status, self._briefly = status, briefly
        self.tell_cost()

    def tell_cost(self) -> None:
        """Show what has come up to now."""
        usage = self._newsstand.usage
        self._keys.fuller = usage_words.with_cost(self._keys.status, self._briefly, usage.received, saving=usage.saving)

    def end_of_data(self, *, by_reader: bool) -> str:
        """Why a refresh ended before its time, empty where it did not, or where the clock did it and it was told."""
        used_up = self._newsstand.usage.used_up
        is_told, self._has_told_end = self._has_told_end, used_up is not None
        return phrases.sentence(used_up) if used_up is not None and (by_reader or not is_told) else ""

    def action_save_data(self) -> None:
        usage = self._newsstand.usage
        usage.save(saving=not usage.saving)
        self.query_one(ArticlePane).relay_pictures()
        self.tell_cost()
        self.say(usage_words.saving(on=usage.saving))
        self.post_message(self.Chosen())

    async def action_usage(self) -> None:
        if usage := await self.attempt(self._newsstand.usage.told()):
            self.say(usage_words.used(usage))
