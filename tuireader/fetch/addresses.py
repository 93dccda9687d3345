"""Which addresses a feed or a redirect may send us to: the public ones. Owns the rule; knows no HTTP library.

A page that names `http://127.0.0.1:631/` would otherwise make the reader's machine ask its own network. Ranges are
those of the IANA special-purpose registries (RFC 6890), as `ipaddress` knows them, with the forms that hide an IPv4
address inside an IPv6 one unwrapped (RFC 4291, 6052, 3056, 4380).
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from tuireader.patterns import later

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Origin = tuple[str, int]
"""A host in lower case and a port."""

DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_HOST_NAME = later(r"(?=.{1,254}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?\Z")
# Services on high ports that speak no HTTP and that a forged request could still command: X11, Redis, IRC, Memcached.
_FOREIGN_PORTS = frozenset({*range(6000, 6064), 6379, *range(6665, 6670), 6697, 11211})


class Forbidden(Exception):
    """An address that is not to be asked; the message says why."""


def origin(url: str) -> Origin | None:
    """The host and port of an http(s) address, None when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
        host = (
            (parts.hostname or "").encode("idna" if not (parts.hostname or "").isascii() else "ascii").decode("ascii")
        )
    except ValueError:
        return None
    return (host.lower(), port) if host and port else None


def literal(host: str) -> Address | None:
    """The IP address that a host part means, in every spelling the C library takes (`127.1`, `0x7f000001`)."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.rstrip(".")))
    except (OSError, ValueError):
        return None


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet, IPv4 addresses inside IPv6 ones unwrapped."""
    if isinstance(address, ipaddress.IPv6Address) and (inner := _embedded(address)) is not None:
        address = inner
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (special or site_local or address.is_private or address.is_link_local)


def is_local_name(host: str) -> bool:
    """Whether a name means this machine by definition (RFC 6761, section 6.3)."""
    name = host.rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


def is_loopback(host: str) -> bool:
    """Whether a host part means this machine, by name or by address."""
    address = literal(host)
    return is_local_name(host) or (address is not None and address.is_loopback)


def check_host(host: str) -> None:
    """Raise Forbidden for a host part that is neither a name nor an address that could be looked up."""
    if ":" in host:
        if literal(host) is None or "%" in host:
            raise Forbidden("no such address")
    elif not _HOST_NAME.match(host):
        raise Forbidden("not a host name")


def check_public(host: str, port: int) -> None:
    """Raise Forbidden for what the spelling alone shows not to be a public web server."""
    address = literal(host)
    if is_local_name(host) or (address is not None and not is_public(address)):
        raise Forbidden("not a public address")
    if (port < 1024 and port not in (80, 443)) or port in _FOREIGN_PORTS:
        raise Forbidden(f"port {port} is not a web server's")


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour
