"""Opens the screen on the newsstand of this machine, or on the demo paper."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from tuireader.cli.stand import Setup, lay_out_handbook, opened, set_up, set_up_demo
from tuireader.model import Choice
from tuireader.state import State, load_state, save_state

NO_TERMINAL = "tuireader cần một terminal để mở màn hình. Trong ống dẫn, hãy dùng các lệnh con: tuireader --help"


def run(*, demo: bool) -> int:
    """Show the screen until the reader leaves; gives the exit code."""
    # Textual draws on stderr, so all three have to be the terminal.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM", "dumb") == "dumb":
        print(NO_TERMINAL, file=sys.stderr)
        return 2
    if not demo:
        setup = set_up()
        return asyncio.run(_show(setup, load_state(setup.paths.state), Memory(setup.paths.state, setup.choice)))
    folder = Path(tempfile.mkdtemp(prefix="tuireader-demo-"))
    try:
        return asyncio.run(_show(set_up_demo(folder), State(), lambda _: True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


async def _show(setup: Setup, state: State, remember: Callable[[State], bool]) -> int:
    from tuireader.ui.app import TuiReader

    async with opened(setup) as (newsstand, fault):
        await lay_out_handbook(newsstand)
        faults = (*setup.faults, *((fault,) if fault else ()))
        app = TuiReader(newsstand, setup.config, state, remember, faults=faults)
        await app.run_async()
        if app.crash is not None:
            raise app.crash
        return app.return_code or 0
