"""One safe HTTP GET: to a checked address, within limits of time, size, redirects and unpacking.

TLS is verified against the host's name although the connection goes to its address. No cookie, credential, referrer
or proxy is used.
"""

from __future__ import annotations

import email.utils
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from http.client import BadStatusLine, HTTPException
from urllib.parse import urljoin

import certifi
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as NoAnswer
from urllib3.util.ssl_match_hostname import CertificateError

from analysis.fetch.address import NotFetched, Refused, Resolve, Target, addresses_of, look_up, target_of

AGENT = "Sourcelight"
PAGE = ("text/html", "application/xhtml+xml")
FEED = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "application/feed+json", "application/json", "text/plain", "text/html",
)  # fmt: skip
ANYTHING = ()
CHUNK = 65_536
LONGEST_WAIT = 86_400.0
#: names of encodings that a page may state; Python knows others that are none of text's
CHARSET = re.compile(
    r"(?:utf-?16(?:le|be)?|us-ascii|iso-?8859-?\d{1,2}|windows-?125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|"
    r"euc-(?:jp|kr))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one GET may cost: seconds in all and of silence, bytes before and after unpacking, redirects."""

    seconds: float = 30.0
    silence: float = 10.0
    size: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a link gave. ``link`` is where it was found after redirects; ``unchanged``: nothing new since last time."""

    link: str
    body: bytes
    content_type: str
    charset: str | None
    etag: str | None
    modified: str | None
    unchanged: bool = False

    def text(self) -> str | bytes:
        """The body as text where its encoding is beyond doubt, else as it came.

        Servers often state a wrong one: what reads as UTF-8 is UTF-8, whatever they say.
        """
        try:
            return self.body.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        if self.charset and CHARSET.fullmatch(self.charset):
            name = "windows-1252" if self.charset.lower() in ("iso-8859-1", "us-ascii") else self.charset
            try:
                return self.body.decode(name)
            except (UnicodeDecodeError, LookupError):
                pass
        return self.body


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How links are fetched. ``allowed`` and ``resolve`` are for tests that serve pages on loopback.

    ``allowed``: pairs of address and port that may be connected to although they are not public.
    """

    limits: Limits = Limits()
    allowed: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolve = look_up
    trust: ssl.SSLContext | None = None

    def get(
        self,
        link: str,
        kinds: tuple[str, ...] = PAGE,
        etag: str | None = None,
        modified: str | None = None,
        before: Callable[[Target], None] | None = None,
    ) -> Answer:
        """Fetch a link. Raises ``NotFetched`` with the reason, ``Refused`` where it would not be safe.

        ``before`` is called with every target that is about to be asked, so with each redirect's too. ``etag`` and
        ``modified`` are those of the last answer: where nothing changed, the answer is ``unchanged`` and empty.
        """
        deadline = time.monotonic() + self.limits.seconds
        headers = {
            "User-Agent": AGENT,
            "Accept": ", ".join(kinds) or "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        headers |= {"If-None-Match": etag} if etag and etag.isascii() else {}
        headers |= {"If-Modified-Since": modified} if modified and modified.isascii() else {}
        target = target_of(link)
        for _ in range(self.limits.redirects + 1):
            if before is not None:  # may wait its turn, which is not the server's time
                asked = time.monotonic()
                before(target)
                deadline += time.monotonic() - asked
            found = self._ask(target, headers, kinds, deadline)
            if isinstance(found, Answer):
                return found
            target = target_of(urljoin(target.link, found))
        raise NotFetched(f"the link was redirected more than {self.limits.redirects} times")

    def _ask(self, target: Target, headers: dict[str, str], kinds: tuple[str, ...], deadline: float) -> Answer | str:
        """The answer of one target, or where it redirects to."""
        connection = self._connected(target, deadline)
        # Each wait is bounded by the socket's own time-out; a server that drips byte by byte is bounded by this.
        guard = threading.Timer(max(0.01, deadline - time.monotonic()), _cut, [connection.sock])
        guard.daemon = True
        guard.start()
        try:
            connection.request(
                "GET", target.path, headers=headers | {"Host": target.named}, preload_content=False,
                decode_content=False, enforce_content_length=True,
            )  # fmt: skip
            found = self._read(target, connection.getresponse(), kinds)
            if time.monotonic() >= deadline:  # cut off, which may look like an end
                raise self._late()
            return found
        except NoAnswer as error:
            raise NotFetched(f"the server was silent for {self.limits.silence:g} s", again=True) from error
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if time.monotonic() >= deadline:
                raise self._late() from error
            if isinstance(error, TimeoutError):
                raise NotFetched(f"the server was silent for {self.limits.silence:g} s", again=True) from error
            if isinstance(error, BadStatusLine):
                raise NotFetched("the server does not answer in HTTP", again=True) from error
            raise NotFetched("the connection broke off before the end", again=True) from error
        except NotFetched as error:
            if time.monotonic() >= deadline:
                raise self._late() from error
            raise
        finally:
            guard.cancel()
            connection.close()

    def _late(self) -> NotFetched:
        return NotFetched(f"the answer took longer than {self.limits.seconds:g} s", again=True)

    def _connected(self, target: Target, deadline: float) -> HTTPConnection:
        """A connection to one of the target's checked addresses."""
        broken: Exception | None = None
        for address in addresses_of(target, self.resolve, self.allowed):
            left = deadline - time.monotonic()
            if left <= 0:
                raise self._late()
            timeout = min(self.limits.silence, left)
            connection: HTTPConnection
            if target.scheme == "https":
                connection = HTTPSConnection(
                    address, target.port, timeout=timeout, ssl_context=self.trust or _trust(),
                    server_hostname=target.host, assert_hostname=target.host,
                )  # fmt: skip
            else:
                connection = HTTPConnection(address, target.port, timeout=timeout)
            try:
                connection.connect()
                return connection
            except (HTTPError, OSError, CertificateError) as error:
                connection.close()
                broken = error
        if "CERTIFICATE_VERIFY_FAILED" in str(broken) or "doesn't match" in str(broken):
            raise Refused(f"the certificate of {target.host} is not valid for that name") from broken
        raise NotFetched(f"no connection to {target.named} ({_short(broken)})", again=True) from broken

    def _read(self, target: Target, response: BaseHTTPResponse, kinds: tuple[str, ...]) -> Answer | str:
        status, headers = response.status, response.headers
        content_type, _, rest = (headers.get("Content-Type") or "").partition(";")
        content_type = content_type.strip().lower()
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.IGNORECASE)
        answer = Answer(
            target.link, b"", content_type, charset[1] if charset else None, headers.get("ETag"),
            headers.get("Last-Modified"), unchanged=status == 304,
        )  # fmt: skip
        if status == 304:
            return answer
        if status in (301, 302, 303, 307, 308) and headers.get("Location"):
            return str(headers["Location"])
        if status == 429 or status >= 500:
            said = "was asked too often" if status == 429 else "has a fault of its own"
            raise NotFetched(f"the server {said} (HTTP {status})", again=True, wait=_wait(headers.get("Retry-After")))
        if status != 200:
            raise NotFetched(f"the server has no such page for us (HTTP {status})")
        if kinds and content_type not in kinds:
            raise NotFetched(f"the link gives “{content_type or 'nothing stated'}”, not {kinds[0]}")
        encoding = (headers.get("Content-Encoding") or "identity").strip().lower()
        body = b"".join(self._unpacked(self._packed(response), encoding))
        return replace(answer, body=body)

    def _packed(self, response: BaseHTTPResponse) -> Iterator[bytes]:
        size = 0
        while piece := response.read1(CHUNK, decode_content=False):
            size += len(piece)
            if size > self.limits.size:
                raise NotFetched(f"the answer is larger than {self.limits.size:,} bytes")
            yield piece

    def _unpacked(self, pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
        """The body unpacked, piece by piece, so that a bomb is met before it goes off."""
        if encoding == "identity":
            yield from pieces
            return
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise NotFetched(f"the answer is packed as “{encoding[:40]}”, which was not asked for")
        unpack = zlib.decompressobj(47)  # gzip or zlib, told by the first bytes
        size = 0
        try:
            for piece in pieces:
                while piece:
                    out = unpack.decompress(piece, CHUNK)
                    size += len(out)
                    if size > self.limits.size:
                        raise NotFetched(f"the answer unpacks to more than {self.limits.size:,} bytes")
                    yield out
                    piece = unpack.unconsumed_tail
                    if unpack.eof:
                        return
        except zlib.error as error:
            raise NotFetched("the answer cannot be unpacked", again=True) from error
        raise NotFetched("the connection broke off before the end", again=True)


@cache
def _trust() -> ssl.SSLContext:
    """The system's certificates and those of certifi: some systems have none of their own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):  # closed already
        sock.shutdown(socket.SHUT_RDWR)


def _wait(said: str | None) -> float | None:
    """The seconds of ``Retry-After``: a number or a date; within a day, whatever the server's clock says."""
    if not said:
        return None
    if said.strip().isdigit():
        return min(float(said.strip()[:9]), LONGEST_WAIT)
    try:
        then = email.utils.parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0.0, then - time.time()), LONGEST_WAIT)


def _short(error: Exception | None) -> str:
    """Why no connection came about, in the system's words."""
    system = error if isinstance(error, OSError) else getattr(error, "__cause__", None)
    said = getattr(system, "strerror", None)
    return str(said or ("timed out" if isinstance(error, NoAnswer | TimeoutError) else type(error).__name__))[:120]
