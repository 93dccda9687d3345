"""One request and its answer over a transport, and the translation of all that httpx raises.

This module imports httpx and is loaded with the first request.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

from msgspec import Struct

from tuireader.errors import BadAddress, BadReply, Blocked, FetchError, Offline, TimedOut, TooLarge, Untrusted
from tuireader.fetch.addresses import DEFAULT_PORTS, Forbidden, check_host
from tuireader.fetch.allowance import Account
from tuireader.fetch.body import Body, Malformed, Overflowed
from tuireader.fetch.lightly import httpx
from tuireader.text import clean_line

USER_AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
"""Vietnamese papers refuse unknown agents; see the registry of sources for those that want another."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WAIT_FOR_BYTES = 15.0
_CLEAN_HEADER = re.compile(r"[\x20-\x7e]{1,512}\Z")
# laodong.vn and some .gov.vn sites answer a stranger with a script that sets this cookie and loads the page again.
_CHALLENGE = re.compile(rb"document\.cookie\s*=\s*[\"']D1N=([0-9a-f]{1,128})")
_CHALLENGE_SIZE = 16_384


class Challenged(Exception):
    """The server answers with a challenge although we sent what it asks for."""


_Failures = tuple[tuple[type[BaseException], ...], type[FetchError]]
_BECOMES: tuple[_Failures, ...] = (
    ((Forbidden, httpx.UnsupportedProtocol, httpx.InvalidURL), BadAddress),
    ((Overflowed,), TooLarge),
    ((Challenged,), Blocked),
    ((httpx.TimeoutException, TimeoutError), TimedOut),
    ((ssl.SSLCertVerificationError,), Untrusted),
    ((ssl.SSLError, Malformed), BadReply),
    ((httpx.NetworkError, httpx.ProxyError, OSError), Offline),
    ((httpx.HTTPError, httpx.StreamError, AssertionError, TypeError, UnicodeError), BadReply),
)
_KNOWN = tuple(kind for kinds, _ in _BECOMES for kind in kinds)


class Answer(Struct, frozen=True):
    """What one request brought; the body only where the status is 200, `location` only where it is a redirect."""

    status: int
    headers: httpx.Headers
    body: bytes = b""
    location: str = ""
    received: int = 0
    """Bytes of the body as it was sent, and of those that came before it for the same question."""


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Let nothing but FetchError out: httpx raises far more than its own errors (AssertionError, TypeError, …)."""
    try:
        yield
    except _KNOWN as error:
        raise _translation(shown(url), error) from error


def shown(url: str) -> str:
    """An address as it may be shown and logged: clean, and without the credentials it may carry."""
    return clean_line(re.sub(r"(?<=//)[^/?#]*@", "", url, count=1), 2000)


def address(url: str) -> httpx.URL:
    """The address of a request; raises Forbidden and httpx.InvalidURL."""
    try:
        parsed = httpx.URL(url)
    except UnicodeError:
        raise Forbidden("characters that no address can hold") from None
    if parsed.scheme not in DEFAULT_PORTS:
        raise Forbidden(f"the scheme {parsed.scheme!r} is not http or https")
    check_host(parsed.raw_host.decode("ascii"))
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise Forbidden(f"there is no port {parsed.port}")
    return parsed


def next_address(current: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads; raises Forbidden (no encryption any more, no web address) and httpx.InvalidURL."""
    if not location:
        raise Malformed("a redirect without an address")
    following = address(str(current.join(location)))
    if current.scheme == "https" and following.scheme == "http":
        raise Forbidden("a redirect from https to http")
    return following


def place(url: httpx.URL) -> tuple[str, int]:
    """The host and port that a request goes to."""
    return url.raw_host.decode("ascii"), url.port or DEFAULT_PORTS[url.scheme]


def clean_header(value: str) -> str:
    """The value where it may be sent as a header, empty otherwise."""
    return value if _CLEAN_HEADER.match(value) else ""


def headers(*, user_agent: str, etag: str, last_modified: str) -> dict[str, str]:
    """The headers of a request; validators that a server made unprintable are not sent back to it."""
    sent = {
        "User-Agent": clean_header(user_agent) or USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "vi-VN,vi;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip",
    }
    validators = {"If-None-Match": clean_header(etag), "If-Modified-Since": clean_header(last_modified)}
    return sent | {name: value for name, value in validators.items() if value}


async def exchange(
    transport: httpx.AsyncBaseTransport,
    url: httpx.URL,
    sent: dict[str, str],
    max_bytes: int,
    account: Account,
    *,
    passes: MutableMapping[str, str],
) -> Answer:
    """Ask once, and once more with its cookie where the answer is a D1N challenge.

    `passes` holds by host the cookies that servers set so, and is shown at once next time. `account` is told
    what comes. Raises httpx's errors, Overflowed, Malformed, Challenged and AllowanceUsed.
    """
    answer = await _ask(transport, url, sent | _cookie(passes.get(url.host, "")), max_bytes, account)
    if cookie := _challenge(answer):
        answer = await _ask(transport, url, sent | _cookie(cookie), max_bytes, account)
        if _challenge(answer):
            raise Challenged("a challenge (D1N) after its cookie was sent")
        passes[url.host] = cookie
    return answer


def _cookie(value: str) -> dict[str, str]:
    return {"Cookie": f"D1N={value}"} if value else {}


async def _ask(
    transport: httpx.AsyncBaseTransport,
    url: httpx.URL,
    sent: dict[str, str],
    max_bytes: int,
    account: Account,
) -> Answer:
    # Waiting for a free connection is not the server's slowness, so the pool has no time limit of its own.
    timeout = httpx.Timeout(_WAIT_FOR_BYTES, pool=None).as_dict()
    request = httpx.Request("GET", url, headers=sent, extensions={"timeout": timeout})
    response = await transport.handle_async_request(request)
    try:
        location = response.headers.get("location", "") if response.status_code in REDIRECTS else ""
        body = b""
        if response.status_code == 200:
            body = await _read(response, max_bytes, account)
        elif response.status_code == 304:  # has no body by definition; at its end its connection can be used again
            async for _ in response.aiter_raw():
                break
        return Answer(response.status_code, response.headers, body, location, account.received)
    finally:
        await response.aclose()


async def _read(response: httpx.Response, max_bytes: int, account: Account) -> bytes:
    body = Body(response.headers.get("content-encoding", ""), max_bytes)
    account.expect(_length(response))
    async for chunk in response.aiter_raw():
        account.take(len(chunk))
        body.feed(chunk)
    return body.finish()


def _length(response: httpx.Response) -> int:
    """The length that a body says it has, 0 where it does not say."""
    told = response.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0


def _challenge(answer: Answer) -> str:
    if answer.status != 200 or len(answer.body) > _CHALLENGE_SIZE:
        return ""
    found = _CHALLENGE.search(answer.body)
    return found[1].decode("ascii") if found else ""


def _translation(url: str, error: BaseException) -> FetchError:
    # A certificate that does not fit arrives as a failed connection, and is no lack of network. httpcore raises again
    # `from None`, which leaves only the context to tell.
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__context__
    for kinds, becomes in _BECOMES:
        if isinstance(cause or error, kinds):
            return becomes(url, clean_line(str(error) or type(error).__name__))
    return BadReply(url, type(error).__name__)
