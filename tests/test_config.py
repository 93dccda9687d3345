"""The configuration file: what it may say, and that every fault names its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuireader.config import MOST_BYTES, Config, GuideConfig, load_config, paths, size_of
from tuireader.errors import ConfigError, Fault
from tuireader.ui.file_faults import fault_words


def write(folder: Path, content: str | bytes) -> Path:
    file = folder / "config.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def fault(folder: Path, content: str | bytes) -> str:
    file = write(folder, content)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert caught.value.path == file
    return fault_words(caught.value.fault)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "missing" / "config.toml") == Config()


def test_all_keys_are_read(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        'carry = 0\nmotion = false\ntheme = "đêm"\nlanguage = "en"\nrefresh_on_start = false\nrefresh_minutes = 0\n'
        'width = 80\nbrowser = ["firefox", "--new-tab"]\n[keys]\nrefresh = "g"\nbookmark = ["b", "f10"]\n'
        '[guide]\nchannels = ["VTV3", "HTV7"]\nsources = ["https://lich.example/epg.xml.gz"]\nplayer = ["mpv"]\n'
        '[guide.addresses]\nHTV7 = "https://htv.example/7.m3u8"\n',
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
        guide=GuideConfig(
            channels=("VTV3", "HTV7"),
            sources=("https://lich.example/epg.xml.gz",),
            addresses={"HTV7": "https://htv.example/7.m3u8"},
            player=("mpv",),
        ),
    )


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, b"\xef\xbb\xbfcarry = 5\r\nwidth = 70\r\n")) == Config(carry=5, width=70)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("motion = true\n\ncarri = 3\n", "dòng 3: không có khoá «carri»; có phải «carry»?"),
        ('carry = "nhiều"\n', "dòng 1: «carry» phải là số nguyên"),
        ("motion = true\ncarry = 501\n", "dòng 2: «carry» nhiều nhất là 500"),
        ('[guide]\nchanels = ["VTV1"]\n', "dòng 2: [guide] không có khoá «chanels»; có phải «channels»?"),
        ('[guide]\nchannels = "VTV1"\n', "dòng 1: «guide.channels» phải là danh sách [ ]"),
        ("carry = -1\n", "dòng 1: «carry» phải từ 0 trở lên"),
        ("motion = 1\n", "dòng 1: «motion» phải là true hay false"),
        ('browser = ["a", 1]\n', "dòng 1: «browser, phần tử 2» phải là chữ trong dấu nháy"),
        ("[colour]\nred = 1\n", "dòng 1: không có khoá «colour»"),
    ],
)
def test_a_wrong_value_names_its_line_and_key(tmp_path: Path, content: str, reason: str) -> None:
    assert fault(tmp_path, content) == reason


def test_a_wrong_key_binding_names_its_table(tmp_path: Path) -> None:
    assert fault(tmp_path, "\n[keys]\nrefresh = 5\n") == "dòng 2: «keys» phải là chữ trong dấu nháy hay danh sách [ ]"


def test_how_long_is_kept(tmp_path: Path) -> None:
    keep = load_config(write(tmp_path, '[keep]\nread_days = 0\nmax_library = "1,5 GB"\n')).keep
    assert (keep.read_days, size_of(keep.max_library)) == (0, 1_500_000_000)
    assert size_of(Config().keep.max_library) == 10**9
    assert fault(tmp_path, '[keep]\nmax_library = "to"\n').startswith("dòng 2: keep.max_library: «to»")
    assert "read_days" in fault(tmp_path, "[keep]\nread_days = -1\n")


def test_invalid_toml_names_its_line(tmp_path: Path) -> None:
    assert "dòng 2, cột 9: TOML viết sai" in fault(tmp_path, "carry = 5\nwidth = \n")


def test_bytes_that_are_not_utf8_name_their_line(tmp_path: Path) -> None:
    assert fault(tmp_path, b"carry = 5\ntheme = '\xff'\n") == "dòng 2: có chữ không phải UTF-8"


def test_an_endless_file_and_endless_nesting_are_faults(tmp_path: Path) -> None:
    assert "lớn hơn 1048 kB" in fault(tmp_path, b"#" * (MOST_BYTES + 1))
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


@pytest.mark.parametrize(
    ("written", "size"),
    [("", 0), ("5MB", 5_000_000), (" 1,5 gb ", 1_500_000_000), ("800 kB", 800_000), ("2.25M", 2_250_000), ("17B", 17)],
)
def test_sizes(written: str, size: int) -> None:
    assert size_of(written) == size


@pytest.mark.parametrize("written", ["5", "MB", "-5MB", "5 MiB", "1.2.3MB", "5MB/ngày", "9" * 400 + "MB", "٣MB"])
def test_what_is_no_size(written: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'motion = false\n[data]\nmax_day = "{written}"\n', "utf-8")
    with pytest.raises(ConfigError) as wrong:
        load_config(path)
    assert wrong.value.fault == Fault("size", "data.max_day", written, line=3)
