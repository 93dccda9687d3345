"""The configuration file: what it may say, and that every fault names its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuireader.config import MOST_BYTES, Config, load_config, paths
from tuireader.errors import ConfigError


def write(folder: Path, content: str | bytes) -> Path:
    file = folder / "config.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def fault(folder: Path, content: str | bytes) -> str:
    file = write(folder, content)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert caught.value.path == file
    return caught.value.reason


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "missing" / "config.toml") == Config()


def test_all_keys_are_read(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        'carry = 0\nmotion = false\ntheme = "đêm"\nlanguage = "en"\nrefresh_on_start = false\nrefresh_minutes = 0\n'
        'width = 80\nbrowser = ["firefox", "--new-tab"]\n[keys]\nrefresh = "g"\nbookmark = ["b", "f10"]\n',
    )
    assert load_config(file) == Config(
        carry=0,
        motion=False,
        theme="đêm",
        language="en",
        refresh_on_start=False,
        refresh_minutes=0,
        width=80,
        browser=["firefox", "--new-tab"],
        keys={"refresh": "g", "bookmark": ["b", "f10"]},
    )


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, b"\xef\xbb\xbfcarry = 5\r\nwidth = 70\r\n")) == Config(carry=5, width=70)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("motion = true\n\ncarri = 3\n", "line 3: carri: unknown key"),
        ('carry = "nhiều"\n', "line 1: carry: Expected `int`, got `str`"),
        ("motion = true\ncarry = 501\n", "line 2: carry: Expected `int` <= 500"),
        ("carry = -1\n", "line 1: carry: Expected `int` >= 0"),
        ("motion = 1\n", "line 1: motion: Expected `bool`, got `int`"),
        ('browser = ["a", 1]\n', "line 1: browser: Expected `str`, got `int`"),
        ("[colour]\nred = 1\n", "line 1: colour: unknown key"),
    ],
)
def test_a_wrong_value_names_its_line_and_key(tmp_path: Path, content: str, reason: str) -> None:
    assert fault(tmp_path, content) == reason


def test_a_wrong_key_binding_names_its_table(tmp_path: Path) -> None:
    assert fault(tmp_path, "\n[keys]\nrefresh = 5\n").startswith("line 2: keys: Expected")


def test_invalid_toml_names_its_line(tmp_path: Path) -> None:
    assert "line 2" in fault(tmp_path, "carry = 5\nwidth = \n")


def test_bytes_that_are_not_utf8_name_their_line(tmp_path: Path) -> None:
    assert fault(tmp_path, b"carry = 5\ntheme = '\xff'\n") == "line 2: not UTF-8"


def test_an_endless_file_and_endless_nesting_are_faults(tmp_path: Path) -> None:
    assert "larger than" in fault(tmp_path, b"#" * (MOST_BYTES + 1))
    assert fault(tmp_path, "carry = " + "[" * 100_000)
    assert fault(tmp_path, "carry = " + "9" * 10_000)


def test_control_characters_do_not_reach_the_reason(tmp_path: Path) -> None:
    assert "\x1b" not in fault(tmp_path, '"\\u001b]2;x" = 1\n')


def test_a_folder_in_place_of_the_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load_config(tmp_path)


def test_a_root_holds_everything(tmp_path: Path) -> None:
    places = paths(tmp_path)
    every = (places.library, places.cache, places.config, places.sources, places.state, places.log)
    assert all(tmp_path in place.parents for place in every)
    assert len(set(every)) == len(every)
    assert places.sources == places.config.parent / "sources"
    assert not list(tmp_path.iterdir())


def test_the_xdg_folders_are_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    places = paths()
    assert places.library == tmp_path / "DATA" / "tuireader" / "library.db"
    assert places.config == tmp_path / "CONFIG" / "tuireader" / "config.toml"
    assert (tmp_path / "CACHE") in places.cache.parents
    assert (tmp_path / "STATE") in places.state.parents
