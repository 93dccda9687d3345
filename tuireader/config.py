"""The reader's own configuration (`config.toml`, which the program never writes) and where everything lies on disk."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tuireader.errors import ConfigError, Fault
from tuireader.patterns import later
from tuireader.toml import convert, line_of, read_table

APP = "tuireader"
_SIZE = later(r"([0-9]{1,12}(?:[.,][0-9]{1,3})?)\s*(?:([kmgt])b?|b)")
MOST_BYTES = 2**20
"""A configuration longer than this is no configuration."""


class Paths(Struct, frozen=True):
    """Where the program keeps its things; nothing is created by naming it."""

    library: Path
    """The SQLite file with headlines, articles and what the reader did."""
    cache: Path
    """The folder of raw responses; it may be deleted at any time."""
    config: Path
    """`config.toml`."""
    sources: Path
    """The folder of the reader's own newspapers."""
    state: Path
    """What the program remembers for itself, as JSON."""
    log: Path


class GuideConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """What is on air: the table `[guide]`."""

    channels: tuple[str, ...] = ("VTV1", "VTV2", "VTV3", "VTV4", "VTV5", "VTV7", "VTV8", "VTV9", "VTV Cần Thơ")
    """In the order in which they are shown; none means that no guide is ever fetched."""
    sources: tuple[str, ...] = ()
    """Addresses of XMLTV files, plain or gzip, besides vtv.vn's own page."""
    addresses: dict[str, str] = {}
    """Where a channel can be watched, by its name, where that is not its live page."""
    player: tuple[str, ...] = ()
    """The command that shows a channel, as arguments; its address is appended. Empty: the browser."""


class TickerConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands out among the latest news: the table `[ticker]`."""

    words: tuple[str, ...] = ()
    """Words in a headline, with or without diacritics."""
    bell: bool = False
    """Ring the terminal's bell when such a headline arrives."""


class DataConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """What may come over the network: the table `[data]`. Sizes are written as «5MB»; empty means no limit."""

    saving: bool = False
    """No pictures, fewer articles carried, and nothing asked for again that is here already."""
    max_run: str = ""
    """For one run of the program."""
    max_day: str = ""
    """For one day in Vietnam."""


class KeepConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """How long what has been read is kept: the table `[keep]`. What is unread or bookmarked always is."""

    read_days: Annotated[int, Meta(ge=0, le=36_500)] = 90
    """After an article was read; 0 means for ever."""
    max_library: str = "1GB"
    """What the library may take before what was read longest ago goes; empty means no limit."""


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """What a reader may set; each default is what a reader without a file gets."""

    carry: Annotated[int, Meta(ge=0, le=500)] = 10
    """New articles of a section that a refresh brings home in full."""
    motion: bool = True
    theme: str = ""
    """Empty: the program's choice, or the one picked last."""
    language: Literal["vi", "en", ""] = ""
    """Of the interface; empty: the one that the environment asks for."""
    refresh_on_start: bool = True
    refresh_minutes: Annotated[int, Meta(ge=0, le=10_080)] = 15
    """Between two refreshes while the program is open; 0 means never."""
    width: Annotated[int, Meta(ge=20, le=200)] = 66
    """Columns of a line of running text."""
    images: Literal["auto", "on", "off"] = "auto"
    """Whether pictures are shown, and carried home; `auto` is on unless one reads over ssh."""
    signs: Literal["auto", "full", "ascii"] = "auto"
    """`ascii` for fonts that have hardly more than letters; `auto` knows the console of Linux."""
    browser: list[str] = []
    """The command that opens a link, as arguments; the address is appended. Empty: the system's browser."""
    data: DataConfig = DataConfig()
    guide: GuideConfig = GuideConfig()
    keep: KeepConfig = KeepConfig()
    ticker: TickerConfig = TickerConfig()
    keys: dict[str, list[str] | str] = {}
    """Keys by the id of their command."""


def paths(root: Path | None = None) -> Paths:
    """The places of this user, by the conventions of the system; all inside `root` where one is given."""
    if root is not None:
        folders = (root / "data", root / "cache", root / "config", root / "state", root / "state")
    else:
        import platformdirs

        place = platformdirs.PlatformDirs(APP, appauthor=False)
        folders = (
            place.user_data_path,
            place.user_cache_path,
            place.user_config_path,
            place.user_state_path,
            place.user_log_path,
        )
    kept, cache, config, state, log = folders
    return Paths(
        library=kept / "library.db",
        # On macOS and Windows several of these are one folder, so that each thing needs a name of its own.
        cache=cache / "responses",
        config=config / "config.toml",
        sources=config / "sources",
        state=state / "state.json",
        log=log / f"{APP}.log",
    )


def load_config(path: Path) -> Config:
    """The configuration in a file, the defaults where there is none.

    Raises ConfigError with the line or the key for whatever else is wrong; the caller goes on with `Config()`.
    """
    content, blame = _read(path), partial(ConfigError, path)
    text = content.decode("utf-8-sig", "replace")
    config = convert(read_table(content, blame), Config, blame, text=text)
    sizes = (("data", "max_run"), ("data", "max_day"), ("keep", "max_library"))
    for table, key in sizes:
        written = getattr(getattr(config, table), key)
        try:
            size_of(written)
        except ValueError as error:
            raise blame(Fault("size", f"{table}.{key}", written, line=line_of(text, key))) from error
    return config


def size_of(written: str) -> int:
    """The bytes of a size as people write it, «5MB», «1,5 GB», «800 kB», in powers of ten; 0 for an empty one.

    Raises ValueError for anything else, also for a number without a unit.
    """
    if not written.strip():
        return 0
    size = _SIZE.fullmatch(written.strip().lower())
    if size is None:
        raise ValueError(written)
    number, unit = size.groups()
    factor: int = 1000 ** " kmgt".index(unit or " ")
    return round(float(number.replace(",", ".")) * factor)


class Manner(Struct, frozen=True):
    """How the program is to speak, which has to be known before anything of it is loaded that says something."""

    language: str = ""
    signs: str = "auto"


def load_manner(path: Path) -> Manner:
    """What `Config` will say of language and signs, also where something else in the file is wrong.

    A file that names neither is not parsed: most do not, and every start waits for this.
    """
    try:
        content = _read(path)
        is_told = any(name.encode() in content for name in Manner.__struct_fields__)
        table = read_table(content, partial(ConfigError, path)) if is_told else {}
    except ConfigError:
        return Manner()
    return Manner(*(str(table.get(name, default)) for name, default in (("language", ""), ("signs", "auto"))))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ConfigError(path, Fault("unreadable", value=error.strerror or str(error))) from error
    if len(content) > MOST_BYTES:
        raise ConfigError(path, Fault("too_large", value=str(MOST_BYTES)))
    return content
