"""httpx without its command line, which brings click and much of rich along and takes longer than all the rest of it.

httpx does without where that cannot be imported, as where click is not installed.
"""

from __future__ import annotations

import sys

if "httpx" not in sys.modules:
    sys.modules["httpx._main"] = None  # type: ignore[assignment]

import httpx as httpx  # noqa: PLC0414 - for those who import it from here
