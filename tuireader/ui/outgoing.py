"""What happens to an address that leaves the program: it is opened, or copied, or refused, and the reader is told."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from textual.app import App, SuspendNotSupported

from tuireader.ui import phrases
from tuireader.ui.launch import is_safe, open_in_browser, shown_host


class Sent(NamedTuple):
    """What came of it."""

    opened: bool
    sentence: str


async def open_address(app: App[object], url: str, configured: Sequence[str]) -> Sent:
    """Open an address in the browser, the reader's own command for it where `configured` holds one.

    Tells the host that it really leads to. What no browser opens is copied.
    """
    if not is_safe(url):
        app.copy_to_clipboard(url)
        return Sent(opened=False, sentence=phrases.NOT_FOR_BROWSERS)

    def suspended() -> AbstractContextManager[None]:
        return app.suspend()

    try:
        opened = await open_in_browser(url, configured, suspended)
    except SuspendNotSupported:
        opened = False
    if opened:
        return Sent(opened=True, sentence=phrases.opened_at(shown_host(url)))
    app.copy_to_clipboard(url)
    return Sent(opened=False, sentence=phrases.NO_BROWSER)
