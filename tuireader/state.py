"""What the program remembers for itself between two starts (`state.json`); losing it loses no more than comfort."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tuireader.errors import UnwritableFile
from tuireader.files import make_folder, write_file
from tuireader.model import Choice, Order, Shelf
from tuireader.schedule import Guide

_MOST_BYTES = 2**20


class State(Struct, frozen=True, omit_defaults=True):
    """How the reader left the screen."""

    theme: str = ""
    shelf: Shelf | None = None
    """What the list showed; None means the beginning."""
    article: str = ""
    """The id of the open article, empty for none."""
    line: int = 0
    """The line of the list on which the headline under the cursor stood."""
    folded: tuple[str, ...] | None = None
    """Ids of the papers that are folded in the list of sections; None where the reader has not folded any yet."""
    choice: Choice = Choice()
    """Which papers the reader wants."""
    order: Order = "time"
    """What lists of several papers are sorted by."""
    saving: bool | None = None
    """Whether data is to be saved, where the reader wants it otherwise than the configuration says."""
    first: bool = False
    """Nothing has been remembered yet: the program has just come into the house."""
    on_air: Guide = Guide()
    """The channel that stood in the header, and what was on there."""
    widened: int = 0
    """Columns by which the text is wider than the configuration has it, or narrower."""


def load_state(path: Path) -> State:
    """The remembered state, the defaults for a file that is missing, damaged or not ours."""
    try:
        with path.open("rb") as file:
            written = msgspec.json.decode(file.read(_MOST_BYTES), type=dict[str, object])
    except FileNotFoundError:
        return State(first=True)
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return State()
    state = State()
    for name in State.__struct_fields__:
        with contextlib.suppress(msgspec.ValidationError):  # what is damaged in it costs only itself
            read = msgspec.convert({key: value for key, value in written.items() if key == name}, State)
            state = replace(state, **{name: getattr(read, name)})
    return state


def save_state(path: Path, state: State) -> bool:
    """Write the state so that a reader of the file sees the old or the new one, never half; False when it failed.

    The folder is made for its owner only where it does not exist.
    """
    try:
        content = msgspec.json.encode(state)
        make_folder(path.parent)
        write_file(path, content, over=True)
    except (UnwritableFile, UnicodeError):
        return False
    return True
