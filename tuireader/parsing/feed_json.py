"""JSON Feed 1.0 and 1.1 (jsonfeed.org), where nothing is of the type that it should be until it has been looked at."""

from __future__ import annotations

import json

from tuireader.parsing.feed_elements import Entry, Link, Text


def read_json(text: str, limit: int) -> tuple[Entry, list[Entry]] | None:
    """The channel and its entries, or None where the text is no JSON Feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict):
        return None
    entries = feed.get("items")
    if not isinstance(entries, list):
        if "jsonfeed" not in _string(feed.get("version")):
            return None
        entries = []
    channel = Entry(texts=_texts(("title", _scalar(feed.get("title")), "plain")))
    if home := _string(feed.get("home_page_url")):
        channel.links.append(Link(home, "alternate", "", ""))
    return channel, [_entry(entry) for entry in entries[:limit] if isinstance(entry, dict)]


def _entry(written: dict[str, object]) -> Entry:
    entry = Entry(
        texts=_texts(
            ("title", _scalar(written.get("title")), "plain"),
            ("summary", _string(written.get("summary")) or _string(written.get("content_text")), "plain"),
            ("content:encoded", _string(written.get("content_html")), "html"),
            ("guid", _scalar(written.get("id")), "plain"),
            ("published", _scalar(written.get("date_published")), "plain"),
            ("updated", _scalar(written.get("date_modified")), "plain"),
        )
    )
    entry.links.extend(
        Link(href, "alternate", "", "") for key in ("url", "external_url") if (href := _string(written.get(key)))
    )
    for key in ("image", "banner_image"):
        if address := _string(written.get(key)):
            entry.pictures.append(("media:thumbnail", {"url": address}))
    return entry


def _texts(*fields: tuple[str, str, str]) -> dict[str, Text]:
    return {name: Text(value, "html" if kind == "html" else "plain") for name, value, kind in fields if value.strip()}


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _scalar(value: object) -> str:
    """A string, or a number as one: ids and times come as either."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:40]
    return _string(value)
