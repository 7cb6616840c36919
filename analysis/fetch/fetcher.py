"""A safe HTTP GET: only to checked addresses, with limits on time, size, redirects and decompression.

TLS certificates are verified against the host name, although the connection goes to an address. No cookies,
credentials, referrers or proxies are used.
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
from urllib3.exceptions import TimeoutError as NoResponse
from urllib3.util.ssl_match_hostname import CertificateError

from analysis.fetch.address import NotFetched, Refused, Resolve, Target, addresses_of, look_up, target_of

#: the user agent, which robots.txt files may name
AGENT = "Sourcelight"
#: content types accepted for pages and for feeds
PAGE = ("text/html", "application/xhtml+xml")
FEED = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "application/feed+json", "application/json", "text/plain", "text/html",
)  # fmt: skip
#: accept any content type
ANYTHING = ()
#: bytes read at a time
CHUNK = 65_536
#: the longest ``Retry-After`` that is obeyed, in seconds
LONGEST_WAIT = 86_400.0
#: a header value that can be sent back to the server
PLAIN = re.compile(r"[\x20-\x7e]{1,500}")
#: character encodings that a response may state; Python has further codecs that are not for text
CHARSET = re.compile(
    r"(?:utf-?16(?:le|be)?|us-ascii|iso-?8859-?\d{1,2}|windows-?125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|"
    r"euc-(?:jp|kr))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one GET.

    ``seconds`` in total, seconds of ``silence`` while waiting for data, bytes (``size``) before and after
    decompression, and the number of ``redirects``.
    """

    seconds: float = 30.0
    silence: float = 10.0
    size: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Response:
    """A response. ``link`` is its address after redirects; ``unchanged`` is true for HTTP 304 (not modified)."""

    link: str
    body: bytes
    content_type: str
    charset: str | None
    etag: str | None
    modified: str | None
    unchanged: bool = False

    def text(self) -> str | bytes:
        """The body as text, or as bytes if its encoding is unknown.

        Valid UTF-8 is read as UTF-8 whatever the server states, since servers often state a wrong encoding.
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
    """Fetches links.

    For tests that serve pages on loopback: ``allowed`` are pairs of address and port that are exempt from the check for
    public addresses, ``resolve`` replaces the resolver, and ``trust`` the trusted certificates.
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
    ) -> Response:
        """Fetch a link. Raises ``NotFetched`` with the reason, and its subclass ``Refused`` if it would not be safe.

        ``kinds`` are the accepted content types. ``before`` is called before every request, including those after
        redirects. ``etag`` and ``modified`` are those of the previous response; if nothing has changed since then, the
        response is ``unchanged`` and empty.
        """
        deadline = time.monotonic() + self.limits.seconds
        headers = {
            "User-Agent": AGENT,
            "Accept": ", ".join(kinds) or "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        headers |= {"If-None-Match": etag} if etag and PLAIN.fullmatch(etag) else {}
        headers |= {"If-Modified-Since": modified} if modified and PLAIN.fullmatch(modified) else {}
        target = target_of(link)
        for _ in range(self.limits.redirects + 1):
            if before is not None:  # waiting for the crawl delay does not count
                started = time.monotonic()
                before(target)
                deadline += time.monotonic() - started
            result = self._request(target, headers, kinds, deadline)
            if isinstance(result, Response):
                return result
            target = _redirected(target, result)
        raise NotFetched(f"the link redirects more than {self.limits.redirects} times")

    def _request(
        self, target: Target, headers: dict[str, str], kinds: tuple[str, ...], deadline: float
    ) -> Response | str:
        """The response to one request, or the address that it redirects to."""
        connection = self._connected(target, deadline)
        # the socket's timeout limits each wait for data; the timer limits all of them together
        timer = threading.Timer(max(0.01, deadline - time.monotonic()), _shut_down, [connection.sock])
        timer.daemon = True
        timer.start()
        try:
            connection.request(
                "GET", target.path, headers=headers | {"Host": target.netloc}, preload_content=False,
                decode_content=False, enforce_content_length=True,
            )  # fmt: skip
            result = self._read(target, connection.getresponse(), kinds)
            if time.monotonic() >= deadline:  # the timer may have cut off the response
                raise self._too_slow()
            return result
        except NoResponse as error:
            raise self._silent() from error
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if time.monotonic() >= deadline:
                raise self._too_slow() from error
            if isinstance(error, TimeoutError):
                raise self._silent() from error
            if isinstance(error, BadStatusLine):
                raise NotFetched("the server does not speak HTTP", retry=True) from error
            raise _incomplete() from error
        except NotFetched as error:
            if time.monotonic() >= deadline:
                raise self._too_slow() from error
            raise
        finally:
            timer.cancel()
            connection.close()

    def _too_slow(self) -> NotFetched:
        return NotFetched(f"the response took longer than {self.limits.seconds:g} s", retry=True)

    def _silent(self) -> NotFetched:
        return NotFetched(f"the server sent nothing for {self.limits.silence:g} s", retry=True)

    def _connected(self, target: Target, deadline: float) -> HTTPConnection:
        """Connect to one of the target's addresses, after checking all of them."""
        failure: Exception | None = None
        for address in addresses_of(target, self.resolve, self.allowed):
            left = deadline - time.monotonic()
            if left <= 0:
                raise self._too_slow()
            timeout = min(self.limits.silence, left)
            connection: HTTPConnection
            if target.scheme == "https":
                connection = HTTPSConnection(
                    address, target.port, timeout=timeout, ssl_context=self.trust or _default_trust(),
                    server_hostname=target.host, assert_hostname=target.host,
                )  # fmt: skip
            else:
                connection = HTTPConnection(address, target.port, timeout=timeout)
            try:
                connection.connect()
                return connection
            except (HTTPError, OSError, CertificateError) as error:
                connection.close()
                failure = error
        if "CERTIFICATE_VERIFY_FAILED" in str(failure) or "doesn't match" in str(failure):
            raise Refused(f"the certificate of {target.host} is not valid") from failure
        raise NotFetched(f"could not connect to {target.netloc} ({_reason(failure)})", retry=True) from failure

    def _read(self, target: Target, raw: BaseHTTPResponse, kinds: tuple[str, ...]) -> Response | str:
        status, headers = raw.status, raw.headers
        content_type, _, rest = (headers.get("Content-Type") or "").partition(";")
        content_type = content_type.strip().lower()
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.IGNORECASE)
        response = Response(
            target.link, b"", content_type, charset[1] if charset else None, headers.get("ETag"),
            headers.get("Last-Modified"), unchanged=status == 304,
        )  # fmt: skip
        if status == 304:
            return response
        if status in (301, 302, 303, 307, 308) and headers.get("Location"):
            return str(headers["Location"])
        if status == 429 or status >= 500:
            problem = "received too many requests" if status == 429 else "failed"
            retry_after = _seconds(headers.get("Retry-After"))
            raise NotFetched(f"the server {problem} (HTTP {status})", retry=True, retry_after=retry_after)
        if status != 200:
            raise NotFetched(f"the server did not return the page (HTTP {status})")
        if kinds and content_type not in kinds:
            stated = f"the content type “{content_type}”" if content_type else "no content type"
            raise NotFetched(f"the response has {stated}; expected was {kinds[0]}")
        encoding = (headers.get("Content-Encoding") or "identity").strip().lower()
        body = b"".join(self._decompressed(self._chunks(raw), encoding))
        return replace(response, body=body)

    def _chunks(self, raw: BaseHTTPResponse) -> Iterator[bytes]:
        size = 0
        while chunk := raw.read1(CHUNK, decode_content=False):
            size += len(chunk)
            if size > self.limits.size:
                raise NotFetched(f"the response is larger than {self.limits.size:,} bytes")
            yield chunk

    def _decompressed(self, chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
        """Decompress the body chunk by chunk, so that a decompression bomb is detected before it fills the memory."""
        if encoding == "identity":
            yield from chunks
            return
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise NotFetched(f"the response is compressed as “{encoding[:40]}”, which was not requested")
        decompressor = zlib.decompressobj(zlib.MAX_WBITS | 32)  # detects gzip and zlib by the first bytes
        size = 0
        try:
            for chunk in chunks:
                while chunk:
                    out = decompressor.decompress(chunk, CHUNK)
                    size += len(out)
                    if size > self.limits.size:
                        raise NotFetched(f"the response decompresses to more than {self.limits.size:,} bytes")
                    yield out
                    chunk = decompressor.unconsumed_tail
                    if decompressor.eof:
                        return
        except zlib.error as error:
            raise NotFetched("the response cannot be decompressed", retry=True) from error
        raise _incomplete()


def _redirected(target: Target, location: str) -> Target:
    """The target to which a target redirects. Raises ``Refused``."""
    try:
        return target_of(urljoin(target.link, location))
    except ValueError as error:
        raise Refused(f"the link redirects to a malformed link ({error})") from error


def _incomplete() -> NotFetched:
    return NotFetched("the connection closed before the end of the response", retry=True)


@cache
def _default_trust() -> ssl.SSLContext:
    """The system's trusted certificates and certifi's, since some systems have none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _shut_down(sock: socket.socket) -> None:
    with suppress(OSError):  # already closed
        sock.shutdown(socket.SHUT_RDWR)


def _seconds(retry_after: str | None) -> float | None:
    """The seconds from now that a ``Retry-After`` header states as a number or a date, at most ``LONGEST_WAIT``."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return min(float(retry_after.strip()[:9]), LONGEST_WAIT)
    try:
        then = email.utils.parsedate_to_datetime(retry_after).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0.0, then - time.time()), LONGEST_WAIT)


def _reason(error: Exception | None) -> str:
    """Why a connection failed, as the system states it."""
    system = error if isinstance(error, OSError) else getattr(error, "__cause__", None)
    stated = getattr(system, "strerror", None)
    return str(stated or ("timed out" if isinstance(error, NoResponse | TimeoutError) else type(error).__name__))[:120]
