"""Which links may be asked for, and which addresses may be connected to.

A server that fetches links for others is a door into the network it stands in. So a link is read strictly, its name
is looked up once, every address found is checked, and the connection goes to a checked address, not to the name.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

SCHEMES = {"http": 80, "https": 443}
PORTS = frozenset({80, 443, 8080, 8443})
LONGEST_LINK = 2000
#: RFC 6052 and RFC 8215: IPv4 addresses behind a translator stand in the last 32 bits
NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
COMPATIBLE = ipaddress.IPv6Network("::/96")
#: a host's own services of Azure, on an address that is public by its number
OF_THE_HOST = frozenset({ipaddress.IPv4Address("168.63.129.16")})
NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]


class NotFetched(Exception):
    """A link that gave nothing; the message is a sentence for the reader.

    ``again``: it may go better later. ``wait``: the seconds that the server asked us to stay away.
    """

    def __init__(self, reason: str, again: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.again = again
        self.wait = wait


class Refused(NotFetched):
    """A link that is not asked for at all, for safety."""


@dataclass(frozen=True, slots=True)
class Target:
    """A link in its parts: what is asked for, of whom. ``host`` is a name or an address, lower-case."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """The value of the header ``Host``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def link(self) -> str:
        """The link, in one spelling."""
        return f"{self.scheme}://{self.named}{self.path}"


def target_of(link: str) -> Target:
    """The parts of a link. Raises ``Refused`` for anything but a plain web link."""
    if len(link) > LONGEST_LINK:
        raise Refused(f"the link is longer than {LONGEST_LINK:,} characters")
    link = link.strip()
    if UNSAFE.search(link):
        raise Refused("the link holds a space, a backslash or a control character")
    try:
        parts = urlsplit(link)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise Refused(f"the link cannot be read ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise Refused(f"only links with http or https are fetched, not “{scheme or 'no scheme'}”")
    if "@" in parts.netloc:
        raise Refused("the link holds a user name or password")
    path = _ascii(parts.path or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
    return Target(scheme, _host(host, bracketed="[" in parts.netloc), port or SCHEMES[scheme], path)


def _ascii(part: str) -> str:
    """A path with what is not ASCII spelt in percents, and nothing else changed."""
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in part)


def _host(host: str, bracketed: bool) -> str:
    if bracketed:
        if "%" in host:
            raise Refused("the link names a network interface (a zone)")
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise Refused("the link holds an address that is none") from error
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise Refused("the link’s host name cannot be written in ASCII") from error
    host = host.lower()
    if len(host) > 253 or not NAME.fullmatch(host):
        raise Refused("the link names no host")
    if NUMBER.fullmatch(host.rsplit(".", 1)[-1]):  # a number at the end makes it an address (WHATWG URL, 3.5)
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError as error:
            raise Refused("the link spells an address in numbers other than four decimal ones") from error
    return host


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a host name, as the system finds them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the name {host} was not found", again=True) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def addresses_of(target: Target, resolve: Resolve, allowed: frozenset[tuple[str, int]]) -> list[str]:
    """The addresses to connect to, each of them checked. Raises ``Refused`` where any of them is not public.

    ``allowed`` lifts this for pairs of address and port, and nothing else; it is for tests on loopback.
    """
    try:
        found: Sequence[str] = [str(ipaddress.ip_address(target.host))]
    except ValueError:
        found = resolve(target.host, target.port)
    if not found:
        raise NotFetched(f"the name {target.host} has no address", again=True)
    free = [(address, target.port) in allowed for address in found]
    if not all(free):
        if target.port not in PORTS:
            raise Refused(f"port {target.port} is not one that web pages are served on")
        for address in found:
            why = why_not(address)
            if why:
                raise Refused(f"{target.host} leads to {address}, {why}; only public addresses are fetched")
    return list(found)


def why_not(address: str) -> str | None:
    """What an address is where it is no public one, ``None`` for a public one."""
    try:
        ip: IP = ipaddress.ip_address(address)
    except ValueError:
        return "which is no address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return "an address of one network interface"
        inner = _inner(ip)
        if inner is not None:
            why = why_not(str(inner))
            return why and f"which stands for {inner}, {why}"
    if ip in OF_THE_HOST:
        return "an address of the machine’s own host"
    kinds = (
        (ip.is_loopback, "this machine itself"),
        (ip.is_link_local, "a link-local address"),
        (ip.is_multicast, "a multicast address"),
        (ip.is_unspecified, "no address of anybody"),
        (not ip.is_global, "a private or reserved address"),
    )
    return next((kind for applies, kind in kinds if applies), None)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64, compatible."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if any(ip in network for network in NAT64) or (ip in COMPATIBLE and int(ip) > 0xFFFF):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
