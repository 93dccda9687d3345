"""A disk of 2 MiB, which fills up when a test wants it to: a tmpfs, where one may be mounted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 2 * 2**20
_FILLER = ".filler"


class SmallDisk:
    """The disk at `folder`. Make one with `small_disk`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, leave: int = 0) -> None:
        """Take all room but so many bytes."""
        with (self.folder / _FILLER).open("wb", buffering=0) as file:
            for size in (65536, 4096, 1):
                self._write(file.fileno(), size)
            file.truncate(max(file.tell() - leave, 0))

    def free(self) -> None:
        """Give back what `fill` has taken."""
        (self.folder / _FILLER).unlink()

    @staticmethod
    def _write(descriptor: int, size: int) -> None:
        try:
            while True:
                os.write(descriptor, b"x" * size)
        except OSError:
            return


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk | None]:
    """Mount one at a new folder until the block ends; None where that is not possible."""
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        yield None
        return
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
