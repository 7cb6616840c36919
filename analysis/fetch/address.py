"""Checks of links and IP addresses before a connection is opened.

A server that fetches links for its users could be abused to reach its internal network (server-side request forgery).
So links are parsed strictly, a host name is resolved once, every address found is checked, and the connection goes to
a checked address, never to the name.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

#: scheme -> default port
SCHEMES = {"http": 80, "https": 443}
#: ports that may be connected to
PORTS = frozenset({80, 443, 8080, 8443})
#: characters
LONGEST_LINK = 2000
#: IPv6 addresses of single machines on the internet (RFC 4291); everything else is local, reserved or multicast
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
#: prefix of NAT64 addresses, whose last 32 bits are an IPv4 address (RFC 6052): the only one that leads to the internet
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: other prefixes of addresses whose last 32 bits are an IPv4 address: compatible (RFC 4291), mapped (RFC 4291),
#: translated (RFC 7915), NAT64 inside a network (RFC 8215)
EMBEDDING = tuple(map(ipaddress.IPv6Network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b:1::/48")))
#: the 32 bits before the IPv4 address in an address of a tunnel inside a network (ISATAP, RFC 5214)
ISATAP = (0x00005EFE, 0x02005EFE)
#: blocks that are not for single machines on the internet, and that Python’s tables may lack (IANA’s registries of
#: special-purpose addresses): protocol assignments, documentation, 6to4 relays, Teredo and its neighbours
SPECIAL: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = (
    *map(ipaddress.IPv4Network, ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
                                 "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3")),
    *map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20", "3ffe::/16", "5f00::/16")),
)  # fmt: skip
#: public addresses on which cloud providers offer internal services (Azure)
CLOUD_SERVICES = frozenset({ipaddress.IPv4Address("168.63.129.16")})
NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]


class NotFetched(Exception):
    """A link that could not be fetched; the message says why in one sentence.

    ``retry``: whether a later attempt may succeed. ``retry_after``: the seconds that the server asked us to wait.
    """

    def __init__(self, reason: str, retry: bool = False, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry = retry
        self.retry_after = retry_after


class Refused(NotFetched):
    """A link that must not be fetched, for security."""


@dataclass(frozen=True, slots=True)
class Target:
    """The parts of a link. ``host`` is a name or an IP address in lower case; ``path`` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Host and port, without a default port: the value of the ``Host`` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def link(self) -> str:
        """The link, normalised."""
        return f"{self.scheme}://{self.netloc}{self.path}"


def target_of(link: str) -> Target:
    """Parse a link. Raises ``Refused`` unless it is a plain web link."""
    if len(link) > LONGEST_LINK:
        raise Refused(f"the link is longer than {LONGEST_LINK:,} characters")
    link = link.strip()
    if UNSAFE.search(link):
        raise Refused("the link contains a space, a backslash or a control character")
    try:
        parts = urlsplit(link)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise Refused(f"the link is malformed ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise Refused(f"only http and https links are fetched, not “{scheme or 'no scheme'}”")
    if "@" in parts.netloc:
        raise Refused("the link contains a user name or password")
    path = _ascii(parts.path or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
    return Target(scheme, _host(host, bracketed="[" in parts.netloc), port or SCHEMES[scheme], path)


def _ascii(part: str) -> str:
    """The part of a link with characters outside ASCII percent-encoded."""
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in part)


def _host(host: str, bracketed: bool) -> str:
    """The host of a link, normalised. Raises ``Refused`` if it is no valid name or address."""
    if bracketed:
        if "%" in host:
            raise Refused("the link contains an IPv6 zone, which names a network interface")
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise Refused("the link contains an invalid IPv6 address") from error
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise Refused("the link’s host name cannot be converted to ASCII") from error
    host = host.lower()
    if len(host) > 253 or not NAME.fullmatch(host):
        raise Refused("the link has no valid host name")
    if NUMBER.fullmatch(host.rsplit(".", 1)[-1]):  # it is an IPv4 address (WHATWG URL, 3.5)
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError as error:
            raise Refused("the link writes an IPv4 address in a form other than four decimal numbers") from error
    return host


def look_up(host: str, port: int) -> Sequence[str]:
    """Resolve a host name with the system's resolver. Raises ``NotFetched``."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the host {host} was not found", retry=True) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def addresses_of(target: Target, resolve: Resolve, allowed: frozenset[tuple[str, int]]) -> list[str]:
    """The addresses of a target. Raises ``Refused`` if any of them is not public, or the port is not for web pages.

    ``allowed`` exempts pairs of address and port, for tests on loopback.
    """
    try:
        found: Sequence[str] = [str(ipaddress.ip_address(target.host))]
    except ValueError:
        found = resolve(target.host, target.port)
    if not found:
        raise NotFetched(f"the host {target.host} has no address", retry=True)
    if not all((address, target.port) in allowed for address in found):
        if target.port not in PORTS:
            raise Refused(f"port {target.port} is not a port for web pages")
        for address in found:
            kind = not_public(address)
            if kind:
                resolved = "" if address == target.host else f" resolves to {address}, which"
                raise Refused(f"{target.host}{resolved} is {kind}; only public addresses are fetched")
    return list(found)


def not_public(address: str) -> str | None:
    """The kind of an address that is not public, as a noun phrase; ``None`` for a public address."""
    try:
        ip: IP = ipaddress.ip_address(address)
    except ValueError:
        return "not an IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return "an address of one network interface"
        embedded = _embedded_ipv4(ip)
        if embedded is not None and (kind := not_public(str(embedded))):
            return f"the IPv4 address {embedded}, {kind}"
    if ip in CLOUD_SERVICES:
        return "an internal service of the cloud provider"
    kinds = (
        (ip.is_loopback, "this machine"),
        (ip.is_link_local, "a link-local address"),
        (ip.is_multicast, "a multicast address"),
        (ip.is_unspecified, "the unspecified address"),
        (not _is_global(ip), "a private or reserved address"),
    )
    return next((kind for applies, kind in kinds if applies), None)


def _is_global(ip: IP) -> bool:
    """Whether an address is that of one machine on the internet."""
    if isinstance(ip, ipaddress.IPv6Address) and ip in NAT64:
        return True  # its IPv4 address has been checked
    unicast = isinstance(ip, ipaddress.IPv4Address) or ip in GLOBAL_UNICAST
    return unicast and ip.is_global and not ip.is_reserved and not any(ip in network for network in SPECIAL)


def _embedded_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside an IPv6 address (NAT64, mapped, translated, 6to4, Teredo …), or ``None``."""
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    in_tunnel = (int(ip) >> 32) & 0xFFFFFFFF in ISATAP
    if (in_tunnel or any(ip in network for network in (NAT64, *EMBEDDING))) and int(ip) > 0xFFFF:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
