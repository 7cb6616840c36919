"""Web sites for tests and benchmarks: real servers on loopback that serve pages or misbehave in a given way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from analysis.fetch.address import look_up
from analysis.fetch.fetcher import Fetcher, Limits
from analysis.fetch.outlets import Outlet
from analysis.fetch.robots import CrawlPolicy

#: long times, so that a busy machine does not change the result; the other two are for servers that hang or are slow
LIMITS = Limits(seconds=60.0, silence=30.0, size=200_000, redirects=3)
LITTLE_SILENCE = replace(LIMITS, silence=0.3)
LITTLE_TIME = replace(LIMITS, seconds=1.0)
PARAGRAPH = (
    "The council of {place} voted {number} to 4 on Tuesday to keep the harbour road open through the winter. "
    "Residents may see delays at the bridge, said Ada Marlow, who chairs the roads committee. “We will probably need "
    "another season,” she said, adding that the cost was likely to stay below {number} million crowns."
)


@dataclass
class Site:
    """A server on loopback: its routes by path, or by host and path, and the requests it received."""

    routes: dict[str, Callable[[Handler], None]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    #: set when the server closes, so that hanging handlers return
    closing: threading.Event = field(default_factory=threading.Event)

    def link(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]

    def serve(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.routes[path] = answer(body, kind, **headers)

    def fetcher(self, limits: Limits = LIMITS, resolve: Callable[[str, int], Sequence[str]] | None = None) -> Fetcher:
        """A fetcher that may connect to this server, under any host name that ends in ``.example``."""
        return Fetcher(limits, frozenset({("127.0.0.1", self.port)}), resolve or example_names)

    def policy(self, rate: float = 0.0) -> CrawlPolicy:
        return CrawlPolicy(self.fetcher(), rate)


def example_names(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"] if host.endswith(".example") else look_up(host, port)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append((self.headers["Host"] or "", self.path, dict(self.headers)))
        host = (self.headers["Host"] or "").rsplit(":", 1)[0]
        route = self.site.routes.get(host + self.path) or self.site.routes.get(self.path) or status(404)
        self.close_connection = True
        try:
            route(self)
        except OSError:  # the client closed the connection, as it should with a server that misbehaves
            return

    def log_message(self, format: str, *args: object) -> None:
        pass


def answer(body: str | bytes, kind: str = "text/html; charset=utf-8", code: int = 200, **headers: str) -> Callable:
    data = body.encode() if isinstance(body, str) else body

    def give(handler: Handler) -> None:
        etag = headers.get("ETag")
        if etag and handler.headers["If-None-Match"] == etag:
            handler.send_response(304)
            handler.send_header("ETag", etag)
            handler.end_headers()
            return
        handler.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return give


def status(code: int, **headers: str) -> Callable[[Handler], None]:
    return answer("", code=code, **headers)


def redirect(to: str) -> Callable[[Handler], None]:
    return status(302, Location=to)


def hang(handler: Handler) -> None:
    handler.site.closing.wait(60)


def raw(data: bytes, then_hang: bool = False) -> Callable[[Handler], None]:
    def give(handler: Handler) -> None:
        handler.wfile.write(data)
        handler.wfile.flush()
        if then_hang:
            hang(handler)

    return give


def endless(piece: bytes, pause: float = 0.0, head: bytes = b"") -> Callable[[Handler], None]:
    """An endless body, with a pause after each piece."""

    def give(handler: Handler) -> None:
        handler.wfile.write(head or b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not handler.site.closing.is_set():
            handler.wfile.write(piece)
            handler.wfile.flush()
            if pause:
                time.sleep(pause)

    return give


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # with the default of five, a burst of connections waits for seconds


@contextmanager
def site() -> Iterator[Site]:
    """Start a server on a free port of loopback."""
    made = Site()
    handler = type("OfThisSite", (Handler,), {"site": made})
    server = Server(("127.0.0.1", 0), handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def page(title: str, number: int, outlet: str = "The Quayside Post", canonical: str | None = None) -> str:
    """The page of an invented article, with typical boilerplate."""
    body = "".join(
        f"<p>{PARAGRAPH.format(place=place, number=number + k)}</p>"
        for k, place in enumerate(("Aldenport", "Quillhaven", "Tamsel", "Marrow Bay"), start=5)
    )
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title} | {outlet}</title>{link}'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="2025-03-{1 + number % 28:02}T08:00:00+00:00"></head>'
        f"<body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article><h1>{title}</h1>{body}</article>"
        "<footer>Contact us. All rights reserved.</footer></body></html>"
    )


def rss(links: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>Mon, 03 Mar 2025 08:00:00 GMT</pubDate></item>"
        for title, link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def outlet(name: str, feed: str) -> Outlet:
    return Outlet(name, "", "", "", feed, "", "")
