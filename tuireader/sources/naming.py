"""The names of papers and sections in files and on the command line: a-z, 0-9 and -, made from what they are called."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import count

from tuireader.parsing.address import host_of
from tuireader.text import fold

ID_MAX = 40
"""Characters of an id, before the number that keeps two apart."""
_GENERIC = frozenset(("ac", "co", "com", "edu", "gov", "info", "name", "net", "org"))
"""What stands before a country's domain and names nobody."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
"""Names that Windows takes for devices, whatever their extension."""


def slug(text: str) -> str:
    """The text in a-z, 0-9 and single hyphens; empty where nothing of it can be said so."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text[: 4 * ID_MAX])).strip("-")[:ID_MAX].rstrip("-")


def host_name(url: str) -> str:
    """What of an address's host names the site: `tin.baolang.com.vn` gives `tin-baolang`."""
    host = host_of(url)
    labels = host.split(".")
    if len(labels) > 1 and not labels[-1].isdigit():
        country = len(labels[-1]) == 2
        labels = labels[:-1]
        if country and len(labels) > 1 and labels[-1] in _GENERIC:
            labels = labels[:-1]
    return slug("-".join(labels))


def paper_id(home: str, name: str, taken: Container[str]) -> str:
    """An id for a paper that no other has: the site's, else the site's and the paper's name, else with a number."""
    site = host_name(home) or slug(name) or "bao"
    if _DEVICES.match(site):
        site += "-bao"
    return _free((site, slug(f"{site}-{name}")), taken)


def section_id(name: str, taken: Container[str]) -> str:
    """An id for a section that no other of its paper has."""
    return _free((slug(name) or "muc",), taken)


def _free(wanted: tuple[str, ...], taken: Container[str]) -> str:
    for one in wanted:
        if one not in taken:
            return one
    return next(one for number in count(2) if (one := f"{wanted[-1]}-{number}") not in taken)
