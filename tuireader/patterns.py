"""Regular expressions that are compiled when they are first used, for a start that needs few of them."""

from __future__ import annotations

import re
from typing import cast


class _Later:
    """Becomes its pattern, method by method."""

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def later(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern whose methods and attributes work like those of one that is compiled."""
    return cast("re.Pattern[str]", _Later(source, flags))
