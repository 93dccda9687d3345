"""The log: the traceback of whatever nobody foresaw, and nothing in it that is the reader's own business.

Tracebacks quote what was asked for, and the address of a feed may be the only secret that protects it. So every
address is left out, whole, as is whatever is called a password or a token. The file is its owner's alone, and begins
anew when it is long; the one before is kept beside it.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from tuireader.config import paths

LOG_MAX = 256 * 1024
"""Bytes after which the log begins anew."""
RECORD_MAX = 32 * 1024
"""Characters of one record; of a longer one its beginning and its end are kept."""
_READ_MAX = 2**18
_ADDRESS = re.compile(r"(?<![\w+.-])([a-z][a-z0-9+.-]{0,20})(?::(?:\\?/){2}|%3A%2F%2F)[^\s\"'<>`]*", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<![^\s/\"'<>@])[^\s/\"'<>@:]++:[^\s/\"'<>@]*+@[\w.-]+")
_SECRET = re.compile(
    r"((?:proxy-)?authorization|(?:set-)?cookie|password|passwd|pwd|secret|token|api_?key|sig|auth)"
    r"(\\?[\"']?\s*[=:]\s*(?:b?\\?[\"'])?|\\?[\"']\s*,\s*b?\\?[\"'])(?:(?:basic|bearer|digest)\s+)?[^\s,;&\"'<>\\)\]}]+",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


class LogFile(logging.Handler):
    """Takes records that are warnings or worse into a file, and never fails."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self.path = path
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Append the record with its traceback."""
        append(self.path, self.format(record))


def begin() -> None:
    """Send what libraries, threads and Python itself complain of into the log instead of over the screen."""
    log = LogFile(paths().log)
    logging.basicConfig(handlers=[log], force=True)
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_broke
    sys.unraisablehook = _nobody_to_tell


def write(error: BaseException) -> Path | None:
    """Note an error with its traceback; the log, or None when it could not be written."""
    log = LogFile(paths().log)
    record = logging.LogRecord("tuireader", logging.ERROR, "", 0, type(error).__name__, None, _facts(error))
    return log.path if append(log.path, log.format(record)) else None


def append(path: Path, text: str) -> bool:
    """Add a record to the log, tamed; False when that is not possible."""
    content = f"{datetime.now(UTC).isoformat(timespec='seconds')} {tamed(text)}\n".encode("utf-8", "replace")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size + len(content) > LOG_MAX:
            path.replace(path.with_suffix(".1"))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - opened for its owner only
            Path(path).chmod(0o600)
            file.write(content)
    except (OSError, ValueError):
        return False
    return True


def tamed(text: str) -> str:
    """A record without addresses, secrets and control characters, and of bounded length."""
    text = _ADDRESS.sub(r"\1://…", text[:_READ_MAX])  # first, since the rest of an address shows not what it is
    text = _CONTROL.sub("", _SECRET.sub(r"\1\2…", _CREDENTIALS.sub("…", text)))
    return text if len(text) <= RECORD_MAX else f"{text[: RECORD_MAX // 2]}\n…\n{text[-RECORD_MAX // 2 :]}"


def _facts(error: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    return type(error), error, error.__traceback__


def _thread_broke(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        write(told.exc_value)


def _nobody_to_tell(told: sys.UnraisableHookArgs) -> None:
    if told.exc_value is not None:
        write(told.exc_value)
