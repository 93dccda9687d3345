"""What a page says about itself to machines: JSON-LD, OpenGraph, microdata and plain meta tags, read into one record.

Papers escape entities twice, break their JSON, name themselves as the author and leave out the zone; all of that is
undone here.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property

from tuireader.dates import parse_date
from tuireader.parsing.address import host_of
from tuireader.parsing.document import Document, attribute, node_text
from tuireader.text import clean_line, fold

LD_MAX = 400_000
"""Characters of JSON-LD that are read from one page."""

Json = dict[str, object]
_ARTICLE_TYPES = (
    "newsarticle",
    "reportagenewsarticle",
    "article",
    "blogposting",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "videoobject",
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_TRAILING_COMMA = re.compile(r",\s*([\]}])")
_HOUSE_AUTHOR = re.compile(
    r"\A(?:https?:|www\.|@)|\.(?:vn|com|net)\b|\A(?:bao|bao dien tu|toa soan|admin|editor|editorial)\b", re.IGNORECASE
)


class Metadata:
    """The fields as a page declares them in its head, its JSON-LD and its microdata; empty where it declares none.

    Each is read when it is asked for. `title`, `authors` and `published` look into the tree, of which nothing may have
    been cut then.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._metas = _metas(document)
        self._scripts = [(node.text() or "")[:LD_MAX] for node in document.declared["script"]]

    @cached_property
    def _objects(self) -> list[Json]:
        return list(_json_ld(self._scripts))

    @cached_property
    def _article(self) -> Json:
        return _article_of(self._objects)

    @property
    def _site(self) -> str:
        return _plain(self._metas.get("og:site_name", ""))

    @cached_property
    def title(self) -> str:
        """The first heading of the page; without one its `<title>`, less the name of the paper."""
        return _title(self._document, self._site)

    @cached_property
    def headline(self) -> str:
        """The title of JSON-LD or OpenGraph, which carries no name of the paper."""
        article = self._article
        return (
            _text_of(article.get("headline"))
            or _text_of(article.get("name"))
            or _plain(self._metas.get("og:title", ""))
        )

    @cached_property
    def lead(self) -> str:
        """The description."""
        declared = self._metas.get("og:description", "") or self._metas.get("description", "")
        return _text_of(self._article.get("description")) or _plain(declared)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The names of people."""
        return _authors(self._article, self._metas, (self._site, host_of(self._document.url)))

    @cached_property
    def published(self) -> datetime | None:
        """The first of the times that can be read."""
        times = _times(self._document, self._article, self._metas)
        return next((when for text in times if text and (when := parse_date(text))), None)

    @cached_property
    def section(self) -> str:
        """The section, or the first step of the breadcrumb."""
        return (
            _plain(self._metas.get("article:section", ""))
            or _breadcrumb(self._objects)
            or _text_of(_first(self._article.get("articleSection")))
        )

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """At most 30, each once."""
        return _tags(self._metas, self._article)

    @cached_property
    def image(self) -> str:
        """The address of a picture."""
        return _image(self._document, self._metas, lambda: self._article)

    @property
    def body(self) -> str:
        """JSON-LD's `articleBody`, raw."""
        return str(self._article.get("articleBody") or "")

    @property
    def is_video(self) -> bool:
        """Whether the page is about a video."""
        declared = str(self._article.get("@type") or "").lower()
        return declared == "videoobject" or self._metas.get("og:type", "").startswith("video")

    @cached_property
    def canonical(self) -> str:
        """The address that the page calls its own."""
        declared = self._document.canonical[0] if self._document.canonical else ""
        return declared or self._document.resolve(self._metas.get("og:url", ""))


def _metas(document: Document) -> dict[str, str]:
    """The first value of each meta name; `article:tag` and authors joined."""
    found: dict[str, str] = {}
    for node in document.declared["meta"]:
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = (attributes.get("content") or "").strip()
        if not name or not content:
            continue
        if name in ("article:tag", "article:author") and name in found:
            found[name] += ";" + content
        else:
            found.setdefault(name, content)
    return found


def _json_ld(scripts: list[str]) -> Iterator[Json]:
    """Every object of every JSON-LD script, lists and graphs opened."""
    for script in scripts:
        value = _parse_json(script)
        pending = [value]
        while pending:
            current = pending.pop(0)
            if isinstance(current, list):
                pending[:0] = current
            elif isinstance(current, dict):
                yield current
                pending[:0] = [
                    current[key] for key in ("@graph", "mainEntity") if isinstance(current.get(key), dict | list)
                ]


def _parse_json(text: str) -> object:
    """The value of a JSON text with the faults papers put in; None where nothing helps."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    value = _loaded(text)
    return _loaded(_TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))) if value is None else value


def _loaded(text: str) -> object:
    try:
        value: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def _article_of(objects: list[Json]) -> Json:
    """The object that describes the article, the most particular type first."""
    best: Json = {}
    best_rank = len(_ARTICLE_TYPES)
    for candidate in objects:
        types = candidate.get("@type")
        for name in types if isinstance(types, list) else [types]:
            lowered = str(name).lower()
            if lowered in _ARTICLE_TYPES and _ARTICLE_TYPES.index(lowered) < best_rank:
                best, best_rank = candidate, _ARTICLE_TYPES.index(lowered)
    return best


def _plain(text: str) -> str:
    """One clean line of a text that may be escaped once more than it should be."""
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    return clean_line(re.sub(r"<[^<>]{0,200}>", " ", text) if "<" in text else text, 4_000)


def _text_of(value: object) -> str:
    return _plain(value) if isinstance(value, str) else ""


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _title(document: Document, site: str) -> str:
    """The first heading of the page; without one the `<title>`, less the name of the paper."""
    for node in document.tree.css('[itemprop="headline"], h1'):
        if text := node_text(node):
            return text
    declared = document.tree.css_first("title")
    text = _plain(declared.text() if declared is not None else "")
    head, separator, tail = text.rpartition(" | ") if " | " in text else text.rpartition(" - ")
    return head if separator and (len(tail) < 30 or fold(tail) == fold(site)) else text


def _authors(article: Json, metas: dict[str, str], house: tuple[str, str]) -> tuple[str, ...]:
    declared = article.get("author")
    names: list[str] = []
    for author in declared if isinstance(declared, list) else [declared]:
        if isinstance(author, dict):
            if str(author.get("@type")).lower() != "organization":
                listed = author.get("name")
                names.extend(map(_text_of, listed if isinstance(listed, list) else [listed]))
        else:
            names.append(_text_of(author))
    names = [name for name in names if _is_person(name, house)]
    for key in ("dable:author", "article:author", "author"):
        if not names:
            names = [name for part in metas.get(key, "").split(";") if _is_person(name := _plain(part), house)]
    return tuple(dict.fromkeys(names))


def _is_person(name: str, house: tuple[str, str]) -> bool:
    """Whether a name is a person's, as far as a name can tell: not the paper (its name, its host), not an address."""
    folded = fold(name)
    site, host = fold(house[0]), house[1]
    if not name or len(name) > 80 or _HOUSE_AUTHOR.search(folded):
        return False
    bare = folded.replace(" ", "")
    return folded != site and not site.endswith(" " + folded) and bare not in host.split(".")


def _times(document: Document, article: Json, metas: dict[str, str]) -> Iterator[str]:
    """Where a page tells its time, the tree last: it is looked through only where nothing else tells."""
    yield _text_of(article.get("datePublished")) or _text_of(article.get("uploadDate"))
    for name in ("article:published_time", "pubdate", "datepublished", "og:published_time", "date"):
        yield metas.get(name, "")
    for selector in ("[itemprop=datePublished]", "time[datetime]"):
        yield attribute(document.tree.css_first(selector), "datetime")


def _breadcrumb(objects: list[Json]) -> str:
    """The section in a breadcrumb: its first step that is not the home page."""
    for candidate in objects:
        if candidate.get("@type") != "BreadcrumbList" or not isinstance(candidate.get("itemListElement"), list):
            continue
        steps: list[str] = []
        for step in candidate["itemListElement"]:  # type: ignore[attr-defined]
            inner = step.get("item") if isinstance(step, dict) else None
            name = _text_of(step.get("name")) if isinstance(step, dict) else ""
            steps.append(name or (_text_of(inner.get("name")) if isinstance(inner, dict) else ""))
        for name in steps:
            if name and fold(name) not in ("trang chu", "home", "homepage") and len(name) < 40:
                return name
    return ""


def _tags(metas: dict[str, str], article: Json) -> tuple[str, ...]:
    listed = article.get("keywords")
    text = metas.get("article:tag") or metas.get("news_keywords") or metas.get("keywords") or ""
    if isinstance(listed, list):
        text = text or ";".join(map(str, listed))
    elif isinstance(listed, str):
        text = text or listed
    tags = (_plain(part) for part in re.split(r"[;,]", text))
    return tuple({fold(tag): tag for tag in tags if tag}.values())[:30]


def _image(document: Document, metas: dict[str, str], article: Callable[[], Json]) -> str:
    return next((found for address in _pictures(metas, article) if (found := document.resolve(address))), "")


def _pictures(metas: dict[str, str], article: Callable[[], Json]) -> Iterator[str]:
    """What a page names as its picture; JSON-LD is looked into only where OpenGraph names none."""
    yield html.unescape(metas.get("og:image", ""))
    declared = _first(article().get("image"))
    address = declared.get("url") if isinstance(declared, dict) else declared
    yield html.unescape(address) if isinstance(address, str) else ""
    yield html.unescape(metas.get("twitter:image", ""))
