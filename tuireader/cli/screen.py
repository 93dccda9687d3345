"""Opens the screen on the newsstand of this machine, or on the demo paper."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Coroutine
from functools import partial
from importlib import import_module
from pathlib import Path

from msgspec.structs import replace

from tuireader import still
from tuireader.cli.stand import Setup, lay_out_handbook, opened, set_up, set_up_demo
from tuireader.errors import LibraryBroken, LibraryDamaged
from tuireader.language import tr
from tuireader.model import Choice
from tuireader.state import State, load_state, save_state
from tuireader.terminal import Terminal, find
from tuireader.ui.rehearsal import rehearse

Keep = Callable[[tuple[int, int], list[list[still.Run]]], object]
NO_TERMINAL = tr("tuireader cần một terminal để mở màn hình. Trong ống dẫn, hãy dùng các lệnh con: tuireader --help")


def run(*, demo: bool, reader: Terminal | None = None) -> int:
    """Show the screen until the reader leaves; gives the exit code.

    The terminal of the `reader`, on which the last screen may be shown, is theirs again when this returns.
    """
    # Textual draws on stderr, so all three have to be the terminal.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM", "dumb") == "dumb":
        print(NO_TERMINAL, file=sys.stderr)
        return 2
    place = reader or find()
    gc.disable()  # nothing of what is made for the first frame can go
    try:
        if demo:
            return _show_demo(place)
        return _show_stand(place)
    finally:
        if place is not None:
            place.give_back()


def _show_stand(place: Terminal | None) -> int:
    """The newsstand of this machine, with a copy of the library where it is damaged and the reader wants that.

    Without a copy a damaged one is shown as far as it can be read.
    """
    setup = set_up(keep=True)
    memory = Memory(setup.paths.state, setup.choice)
    show = partial(_show, setup, remember=memory, place=place, keep=_keeper(setup))
    try:
        return asyncio.run(show(load_state(setup.paths.state)))
    except LibraryBroken as broken:
        from tuireader.cli.library import offer

        if place is not None:
            place.give_back()
        if not offer(broken) and not isinstance(broken, LibraryDamaged):
            raise
    return asyncio.run(show(load_state(setup.paths.state), even_damaged=True))


def _show_demo(place: Terminal | None) -> int:
    folder = Path(tempfile.mkdtemp(prefix="tuireader-demo-"))
    tidy = partial(shutil.rmtree, folder, ignore_errors=True)
    try:
        return asyncio.run(_show(set_up_demo(folder), State(), lambda _: True, place, tidy=tidy))
    finally:
        tidy()


def _keeper(setup: Setup) -> Keep:
    """Keeps the last screen for as long as the reader's own files and the state stay as they are."""
    files = [str(setup.paths.config), str(setup.paths.state), str(setup.paths.sources)]
    return lambda size, screen: still.keep(str(setup.paths.state.with_name(still.NAME)), size, screen, files)


class Memory:
    """Keeps the state in its file, where another tuireader or a command may have changed the choice meanwhile."""

    def __init__(self, path: Path, choice: Choice) -> None:
        self._path = path
        self._choice = choice

    def __call__(self, state: State) -> bool:
        """Write the state, with the file's choice where this screen changed none; False if it failed."""
        if state.choice == self._choice:
            return save_state(self._path, replace(state, choice=load_state(self._path).choice))
        self._choice = state.choice
        return save_state(self._path, state)


async def _show(
    setup: Setup,
    state: State,
    remember: Callable[[State], bool],
    place: Terminal | None,
    *,
    keep: Keep = lambda *_: None,
    tidy: Callable[[], object] = lambda: None,
    even_damaged: bool = False,
) -> int:
    # Meanwhile the library is opened and asked, which takes another processor.
    loading = asyncio.create_task(asyncio.to_thread(import_module, "tuireader.ui.app"))
    left: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    async with opened(setup) as (newsstand, fault):
        if isinstance(newsstand.refusal, LibraryDamaged) and not even_damaged:
            raise newsstand.refusal
        await lay_out_handbook(newsstand)
        await rehearse(newsstand, state)
        await loading
        from tuireader.ui.app import TuiReader
        from tuireader.ui.stagehand import Stagehand

        faults = (*setup.faults, *((fault,) if fault else ()))
        keep_own = lambda *drawn: keep(*drawn) if newsstand.writable else None  # noqa: E731 - whose it is may change
        stagehand = Stagehand(place, keep_own, left.set_result) if place else None
        app = TuiReader(newsstand, setup.config, state, remember, faults=faults, stagehand=stagehand)
        await _until_left(app.run_async(), left)
        if app.crash is not None:
            raise app.crash
        if not left.done():
            return app.return_code or 0
    tidy()
    # All is on the disk and the terminal is given back: what is left to do is to end widgets, threads and Python.
    os._exit(left.result())


async def _until_left(running: Coroutine[None, None, None], left: asyncio.Future[int]) -> None:
    """Run the screen until it ends, or until the reader has left it."""
    screen = asyncio.create_task(running)
    try:
        await asyncio.wait((screen, left), return_when=asyncio.FIRST_COMPLETED)
    finally:
        if not left.done():
            screen.cancel()
            await asyncio.wait((screen,))
