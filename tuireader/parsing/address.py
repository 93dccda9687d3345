"""Addresses as they leave a page or a feed: absolute, http(s), without tracking, safe to print and to open."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

URL_MAX = 8_000
"""Code points; a longer address is nobody's article."""

_OUTER = "".join(map(chr, range(33)))
_TRACKING = re.compile(
    r"(?:utm_\w*|vn_(?:source|campaign|medium|term|thumb|zone)|(?:fb|gcl|gbra|wbra|dcl|ycl|zarsrc|igsh)\w*id|msclkid"
    r"|zarsrc|mc_[ce]id|at_(?:medium|campaign|link_\w+|ptr_name|bbc_team|format)|_ga|_gl|fbclid|gclid|cmpid|ncid|spref|__twitter_impression)\Z",
    re.IGNORECASE,
)
# The forms in which papers print one page again: for telephones, and as AMP by a host, a folder, an ending or a query.
_TWIN_HOST = re.compile(r"\A(?:m|mobile|wap|amp)\.(?=[^.:]+\.)")
_TWIN_QUERY = re.compile(r"amp(?:=(?:1|true)?)?\Z|(?:outputtype|view)=amp\Z", re.IGNORECASE)
_PLAIN_PAGE = re.compile(r"https?://(?:www\.)?+((?!(?:m|mobile|wap)\.)[a-z0-9.-]+(?::\d+)?+(?:/[^/?]+)*+)/?\Z")
"""An address without a query and of no twin."""
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]|"
_USER_SAFE = "%:!$&'()*+,;=~-._"
_CREDENTIALS = re.compile(r"https?://([^/?#]+)@", re.IGNORECASE)
_PLAIN_HOST = r"(?:(?:[a-z0-9-]+\.)+[a-z]{2,20}|(?:\d{1,3}\.){3}\d{1,3})(?::(?:[1-9]\d{3}|[1-5]\d{4}))?"
"""No port of three digits or fewer, for it may be the usual one, which is left out."""
_ALREADY_CANONICAL = re.compile(
    rf"https?://{_PLAIN_HOST}/(?:[\w~-]+[/.])*+[\w~-]*+"
    r"(?:\?[a-z]{1,3}=[\w.~-]*+(?:&[a-z]{1,3}=[\w.~-]*+)*+)?\Z",  # no tracking parameter is that short
    re.ASCII,
)
"""The common case, so that a feed of 500 entries need not be taken apart."""
_PLAIN_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,20}(?=[/?#]|\Z)", re.ASCII)
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=1_000)  # a page names most of its addresses several times
def canonical_url(url: str, base: str = "") -> str:
    """The address made absolute against `base`, without fragment, tracking parameters and user name.

    Empty for anything that is not http(s). Never raises. Idempotent.
    """
    url = url.strip(_OUTER)
    if not url or len(url) > URL_MAX:
        return ""
    if url[0] == "/" and url[1:2] != "/" and base:
        url = _origin(base) + url
    if _ALREADY_CANONICAL.match(url):
        return url
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        host = _host(parts.hostname or "")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    place = host if port is None or port == {"http": 80, "https": 443}[parts.scheme] else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path, _PATH_SAFE) or "/", _query(parts.query), ""))


def named_address(url: str) -> str:
    """The address of a feed or site that the reader named: as `canonical_url`, but with the credentials in it."""
    address = canonical_url(url)
    credentials = _CREDENTIALS.match(url.strip(_OUTER))
    if not address or not credentials:
        return address
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{quote(credentials[1], _USER_SAFE)}@{rest}"


def link_address(href: str, base: str = "") -> str:
    """Where a link in running text leads: http(s) with its fragment dropped, or a plain mailto; else empty."""
    href = href.strip(_OUTER)
    if href[:7].lower() == "mailto:":
        address = href.partition("?")[0]
        return address if _MAIL.match(address) else ""
    if href.startswith("#"):
        return ""
    return canonical_url(href, base)


@lru_cache(maxsize=1_000)
def same_page_key(url: str) -> str:
    """What two addresses of one page have in common.

    http and https, `www.`, a closing slash, AMP and the host for telephones make no difference.
    """
    address = canonical_url(url)
    if not address:
        return ""
    if "amp" not in address and (plain := _PLAIN_PAGE.match(address)):
        return plain[1]
    parts = urlsplit(address)
    path = parts.path.rstrip("/").removesuffix("/amp").removesuffix(".amp").rstrip("/")
    path = path.removeprefix("/amp") if path.startswith("/amp/") else path
    host = _TWIN_HOST.sub("", parts.netloc.removeprefix("www."), count=1)
    query = "&".join(pair for pair in parts.query.split("&") if not _TWIN_QUERY.match(pair)) if parts.query else ""
    return host + path + (f"?{query}" if query else "")


def better_address(known: str, printed: str) -> str:
    """Which of two addresses of one article to open: the full page over a twin, https over http, else `printed`."""
    full, secure = _rank(known)
    printed_full, printed_secure = _rank(printed)
    if full != printed_full:
        return known if full else printed
    is_less = same_page_key(known) == same_page_key(printed) and secure > printed_secure
    return known if is_less else printed


def _rank(address: str) -> tuple[bool, bool]:
    scheme, _, rest = address.partition("://")
    is_full = rest.removeprefix("www.").replace("/?", "?", 1).rstrip("/") == same_page_key(address)
    return is_full, scheme == "https"


@lru_cache(maxsize=256)
def host_of(url: str) -> str:
    """The host of an http(s) address in lower case, without `www.`; empty where there is none."""
    address = canonical_url(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Scheme and host of an address; nothing where they are not plain, and the standard library must judge."""
    plain = _PLAIN_ORIGIN.match(base)
    return plain.group() if plain else ""


def _host(host: str) -> str:
    """The host in ASCII; a name that is no name gives nothing."""
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    if ":" in host:
        return f"[{host}]"
    return host if re.fullmatch(r"[a-z0-9._-]+", host) else ""


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _TRACKING.match(pair.partition("=")[0])]
    return quote("&".join(kept), _QUERY_SAFE)
