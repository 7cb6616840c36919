"""Attacks and faults that fetching is tested with, and their outcomes.

``python -m tests.support.fetch_cases`` prints them as the table in docs/reference/attacks.md.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from analysis.fetch.fetcher import Limits
from tests.support.local_site import (
    LIMITS,
    LITTLE_SILENCE,
    LITTLE_TIME,
    Handler,
    Site,
    answer,
    endless,
    hang,
    raw,
    redirect,
    status,
)

NUMBERS = "the link writes an IPv4 address in a form other than four decimal numbers"


def private(host: str, kind: str, address: str = "") -> str:
    """The reason for refusing a host that is, or resolves to, an address that is not public."""
    resolved = f" resolves to {address}, which" if address else ""
    return f"{host}{resolved} is {kind}; only public addresses are fetched"


@dataclass(frozen=True)
class Link:
    """A link that must not be fetched, and the reason given."""

    what: str
    link: str
    outcome: str


HERE, RESERVED = "this machine", "a private or reserved address"
LINKS = (
    Link("loopback", "http://127.0.0.1/", private("127.0.0.1", HERE)),
    Link("loopback by name", "http://localhost/", private("localhost", HERE, "127.0.0.1")),
    Link("trailing dot", "http://localhost./", private("localhost", HERE, "127.0.0.1")),
    Link("whole loopback network", "http://127.8.9.10/", private("127.8.9.10", HERE)),
    Link("unspecified address", "http://0.0.0.0/", private("0.0.0.0", "the unspecified address")),
    Link("private network", "http://10.1.2.3/", private("10.1.2.3", RESERVED)),
    Link("private network", "http://192.168.0.1/admin", private("192.168.0.1", RESERVED)),
    Link("carrier’s network", "http://100.100.100.200/", private("100.100.100.200", RESERVED)),
    Link("cloud metadata", "http://169.254.169.254/latest/meta-data/",
         private("169.254.169.254", "a link-local address")),
    Link("cloud host’s services", "http://168.63.129.16/",
         private("168.63.129.16", "an internal service of the cloud provider")),
    Link("multicast", "http://224.0.0.1/", private("224.0.0.1", "a multicast address")),
    Link("reserved", "http://240.0.0.1/", private("240.0.0.1", RESERVED)),
    Link("broadcast", "http://255.255.255.255/", private("255.255.255.255", RESERVED)),
    Link("as a decimal number", "http://2130706433/", NUMBERS),
    Link("octal numbers", "http://0177.0.0.1/", NUMBERS),
    Link("hexadecimal numbers", "http://0x7f.0.0.1/", NUMBERS),
    Link("as a hexadecimal number", "http://0x7f000001/", NUMBERS),
    Link("two numbers only", "http://127.1/", NUMBERS),
    Link("full-width digits", "http://１２７.0.0.1/", private("127.0.0.1", HERE)),
    Link("circled letters", "http://ⓛocalhost/", private("localhost", HERE, "127.0.0.1")),
    Link("IPv6 loopback", "http://[::1]/", private("::1", HERE)),
    Link("IPv6 unique local (metadata)", "http://[fd00:ec2::254]/",
         private("fd00:ec2::254", RESERVED)),
    Link("IPv6 link-local", "http://[fe80::1]/", private("fe80::1", "a link-local address")),
    Link("IPv6 zone", "http://[fe80::1%25eth0]/", "the link contains an IPv6 zone, which names a network interface"),
    Link("IPv6 multicast", "http://[ff02::1]/", private("ff02::1", "a multicast address")),
    Link("IPv4-mapped", "http://[::ffff:127.0.0.1]/",
         private("::ffff:7f00:1", f"the IPv4 address 127.0.0.1, {HERE}")),
    Link("IPv4-compatible", "http://[::10.0.0.1]/",
         private("::a00:1", f"the IPv4 address 10.0.0.1, {RESERVED}")),
    Link("IPv4-translated", "http://[::ffff:0:7f00:1]/",
         private("::ffff:0:7f00:1", f"the IPv4 address 127.0.0.1, {HERE}")),
    Link("IPv4-mapped, public", "http://[::ffff:8.8.8.8]/", private("::ffff:808:808", RESERVED)),
    Link("IPv6 site-local", "http://[fec0::1]/", private("fec0::1", RESERVED)),
    Link("IPv6 outside global unicast", "http://[4000::1]/", private("4000::1", RESERVED)),
    Link("IPv6 documentation", "http://[3fff::1]/", private("3fff::1", RESERVED)),
    Link("Teredo", "http://[2001:0:808:808::f5ff:fffe]/",
         private("2001:0:808:808::f5ff:fffe", f"the IPv4 address 10.0.0.1, {RESERVED}")),
    Link("NAT64 inside a network", "http://[64:ff9b:1::8.8.8.8]/", private("64:ff9b:1::808:808", RESERVED)),
    Link("protocol assignments", "http://192.0.0.9/", private("192.0.0.9", RESERVED)),
    Link("6to4", "http://[2002:7f00:1::]/",
         private("2002:7f00:1::", f"the IPv4 address 127.0.0.1, {HERE}")),
    Link("NAT64", "http://[64:ff9b::a9fe:a9fe]/",
         private("64:ff9b::a9fe:a9fe", "the IPv4 address 169.254.169.254, a link-local address")),
    Link("user name", "http://news.example@127.0.0.1/", "the link contains a user name or password"),
    Link("backslash", "http://news.example\\@127.0.0.1/",
         "the link contains a space, a backslash or a control character"),
    Link("line break (header injection)", "http://news.example/\r\nHost: x",
         "the link contains a space, a backslash or a control character"),
    Link("file", "file:///etc/passwd", "only http and https links are fetched, not “file”"),
    Link("gopher", "gopher://127.0.0.1:6379/_INFO", "only http and https links are fetched, not “gopher”"),
    Link("data", "data:text/html,hello", "only http and https links are fetched, not “data”"),
    Link("another service’s port", "http://8.8.8.8:25/", "port 25 is not a port for web pages"),
    Link("brackets that are never closed", "http://[", "the link is malformed (Invalid IPv6 URL)"),
    Link("a port that does not exist", "http://news.example:99999/",
         "the link is malformed (Port out of range 0-65535)"),
    Link("a very long link", "http://news.example/" + "a" * 2000, "the link is longer than 2,000 characters"),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A hostile or faulty server, the reason given, and whether the link is retried."""

    what: str
    route: Callable[[Site], Callable[[Handler], None]]
    outcome: str
    retry: bool = False
    retry_after: float | None = None
    limits: Limits = LIMITS


def _always(give: Callable[[Handler], None]) -> Callable[[Site], Callable[[Handler], None]]:
    return lambda site: give


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
GZIP = {"Content_Encoding": "gzip"}
BOMB = gzip.compress(bytes(50_000_000))
FAULTS = (
    Fault("hangs before it answers", _always(hang), "the server sent nothing for 0.3 s", True, limits=LITTLE_SILENCE),
    Fault("hangs in the middle", _always(raw(HEAD + b"Content-Length: 900\r\n\r\n<p>Some", then_hang=True)),
          "the server sent nothing for 0.3 s", True, limits=LITTLE_SILENCE),
    Fault("drips its headers", _always(endless(b"X", 0.05, b"HTTP/1.1 200 OK\r\nX-Slow: ")),
          "the response took longer than 1 s", True, limits=LITTLE_TIME),
    Fault("drips its body", _always(endless(b"<p>word</p>", 0.05)),
          "the response took longer than 1 s", True, limits=LITTLE_TIME),
    Fault("drops the connection half-way", _always(raw(HEAD + b"Content-Length: 900\r\n\r\n<p>Some")),
          "the connection closed before the end of the response", True),
    Fault("drops the connection half-way, chunked",
          _always(raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n400\r\n<p>Some")),
          "the connection closed before the end of the response", True),
    Fault("drops the connection half-way, compressed", _always(answer(gzip.compress(b"<p>word</p>" * 99)[:40], **GZIP)),
          "the connection closed before the end of the response", True),
    Fault("sends an endless body", _always(endless(b"<p>word</p>" * 900)), "the response is larger than 200,000 bytes"),
    Fault("sends a gzip bomb (50 MB in 49 KB)", _always(answer(BOMB, **GZIP)),
          "the response decompresses to more than 200,000 bytes"),
    Fault("sends a deflate bomb", _always(answer(zlib.compress(bytes(50_000_000)), Content_Encoding="deflate")),
          "the response decompresses to more than 200,000 bytes"),
    Fault("compresses twice", _always(answer(gzip.compress(BOMB), Content_Encoding="gzip, gzip")),
          "the response is compressed as “gzip, gzip”, which was not requested"),
    Fault("compresses with Brotli unasked", _always(answer(b"\x0b\x02\x80", Content_Encoding="br")),
          "the response is compressed as “br”, which was not requested"),
    Fault("says that it compresses and does not", _always(answer(b"<p>plain</p>", **GZIP)),
          "the response cannot be decompressed", True),
    Fault("sends 429 with Retry-After", _always(status(429, Retry_After="120")),
          "the server received too many requests (HTTP 429)", True, 120.0),
    Fault("sends 429 with a Retry-After of a year", _always(status(429, Retry_After="31536000")),
          "the server received too many requests (HTTP 429)", True, 86_400.0),
    Fault("sends 429 with a malformed Retry-After", _always(status(429, Retry_After="²")),
          "the server received too many requests (HTTP 429)", True),
    Fault("sends 503 with a date long past (a wrong clock)",
          _always(status(503, Retry_After="Thu, 01 Jan 1970 00:00:00 GMT")),
          "the server failed (HTTP 503)", True, 0.0),
    Fault("sends 500", _always(status(500)), "the server failed (HTTP 500)", True),
    Fault("sends 502", _always(status(502)), "the server failed (HTTP 502)", True),
    Fault("sends 404", _always(status(404)), "the server did not return the page (HTTP 404)"),
    Fault("sends 401", _always(status(401, WWW_Authenticate="Basic")), "the server did not return the page (HTTP 401)"),
    Fault("does not speak HTTP", _always(raw(b"220 mail.example ESMTP\r\n")),
          "the server does not speak HTTP", True),
    Fault("sends a PDF", _always(answer(b"%PDF-1.7", "application/pdf")),
          "the response has the content type “application/pdf”; expected was text/html"),
    Fault("states no content type", _always(answer(b"<p>x</p>", "")),
          "the response has no content type; expected was text/html"),
    Fault("redirects in a loop", lambda site: redirect(site.link("/case")),
          "the link redirects more than 3 times"),
    Fault("redirects to loopback", _always(redirect("http://127.0.0.1/secret")),
          private("127.0.0.1", HERE)),
    Fault("redirects to IPv6 loopback", _always(redirect("http://[::1]/secret")), private("::1", HERE)),
    Fault("redirects to a private network", _always(redirect("http://10.0.0.1/")),
          private("10.0.0.1", RESERVED)),
    Fault("redirects to metadata", _always(redirect("//169.254.169.254/latest/")),
          private("169.254.169.254", "a link-local address")),
    Fault("redirects to an address in hexadecimal", _always(redirect("http://0x7f.1/")), NUMBERS),
    Fault("redirects to brackets that are never closed", _always(redirect("http://[")),
          "the link redirects to a malformed link (Invalid IPv6 URL)"),
    Fault("redirects to IPv6 site-local", _always(redirect("http://[fec0::1]/")), private("fec0::1", RESERVED)),
    Fault("redirects to a file", _always(redirect("file:///etc/passwd")),
          "only http and https links are fetched, not “file”"),
    Fault("redirects with a password", lambda site: redirect(f"http://me:secret@127.0.0.1:{site.port}/"),
          "the link contains a user name or password"),
)  # fmt: skip


def table() -> str:
    """The table of docs/reference/attacks.md."""
    rows = ["| attack or fault | outcome |", "|---|---|"]
    rows += [f"| {case.what}: `{_shown(case.link)}` | refused: {case.outcome} |" for case in LINKS]
    for fault in FAULTS:
        later = "" if not fault.retry else "; retried later"
        later += f", after {fault.retry_after:,.0f} s at the earliest" if fault.retry_after else ""
        rows.append(f"| server {fault.what} | {fault.outcome}{later} |")
    return "\n".join(rows)


def _shown(link: str) -> str:
    plain = link.replace("\r", "\\r").replace("\n", "\\n")
    return plain if len(plain) < 60 else plain[:40] + "…"


if __name__ == "__main__":
    print(table())
