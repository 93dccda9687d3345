"""Writing a whole file at once: whoever reads it sees the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from tuireader.errors import FileTaken, UnwritableFile

_PREFIX_MAX = 40
"""Characters of a name that its temporary file carries; the two together have to stay a name that a disk takes."""


def make_folder(folder: Path) -> None:
    """Make the folder and whatever is missing above it, for its owner only. Raises UnwritableFile."""
    try:
        for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        os.scandir(folder).close()
    except (OSError, ValueError) as error:
        raise UnwritableFile(folder, _reason(error)) from error


def write_file(path: Path, content: bytes, *, over: bool = False) -> None:
    """Write the file for its owner only and on disk when this returns; its folder has to be there.

    `over` puts it in the place of an ordinary file that exists. Raises FileTaken where one exists and `over` is not
    said, and UnwritableFile, also for a folder or a device in its place.
    """
    try:
        place = path.resolve()  # a link keeps being one
        if over and place.exists() and not place.is_file():
            raise UnwritableFile(path, "not an ordinary file")
        _put(place, content, over=over)
    except FileExistsError as error:
        raise FileTaken(path) from error
    except (OSError, ValueError, RuntimeError) as error:  # a null byte, a link to itself
        raise UnwritableFile(path, _reason(error)) from error


def _put(place: Path, content: bytes, *, over: bool) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{place.name[:_PREFIX_MAX]}.", dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not over:
            os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
