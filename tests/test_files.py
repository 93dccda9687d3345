"""Files are written whole or not at all, and nothing of the reader's is lost under them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tuireader.errors import FileTaken, UnwritableFile
from tuireader.files import make_folder, write_file

posix = pytest.mark.skipif(os.name != "posix", reason="needs modes and links")


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "nhật ký.txt", b"ch\xe1\xbb\xaf")
    assert [path.name for path in tmp_path.iterdir()] == ["nhật ký.txt"]
    assert (tmp_path / "nhật ký.txt").read_bytes() == b"ch\xe1\xbb\xaf"


def test_what_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("của bạn", "utf-8")
    with pytest.raises(FileTaken):
        write_file(path, b"new")
    assert path.read_text("utf-8") == "của bạn"
    assert list(tmp_path.iterdir()) == [path]
    write_file(path, b"new", over=True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("over", [False, True])
def test_a_folder_is_no_file(tmp_path: Path, over: bool) -> None:
    with pytest.raises((UnwritableFile, FileTaken)):
        write_file(tmp_path, b"", over=over)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/x", "x\0y", "n" * 300])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnwritableFile):
        write_file(tmp_path / name, b"", over=True)
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_device_is_left_alone() -> None:
    with pytest.raises(UnwritableFile):
        write_file(Path(os.devnull), b"x", over=True)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@posix
def test_a_link_keeps_being_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new", over=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises((UnwritableFile, FileTaken)):
        write_file(loop, b"new")


@posix
def test_folders_are_made_for_their_owner(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a", "a/b")] == [0o700, 0o700]
    tmp_path.chmod(0o755)
    make_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UnwritableFile):
            make_folder(path)
