"""How the dashboard is served: compressed, with security headers, and with warm caches before the first visit.

``streamlit run streamlit_app.py`` serves the application that ``streamlit_app`` builds from the parts in this module.
"""

from __future__ import annotations

import base64
import ctypes
import gzip
import hashlib
import re
import sys
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access import read_only

if TYPE_CHECKING:
    from analysis.store import Store

#: gzip level from 1 to 9; higher levels save little and make readers on the same machine wait
COMPRESSION = 3
#: option of mallopt(3) -> its number and value: blocks of at least this many bytes are allocated separately and
#: returned to the system when they are freed; at most this many free bytes are kept; threads, in which pages run,
#: share at most this many heaps
MALLOC = {
    "M_MMAP_THRESHOLD": (-3, 8 * 2**20),
    "M_TRIM_THRESHOLD": (-1, 32 * 2**20),
    "M_ARENA_MAX": (-8, 2),
}
#: Streamlit's elements that most pages have, by the names of their files
ELEMENTS = (
    "Html", "Multiselect", "DateInput", "ButtonGroup", "Slider", "Radio", "Selectbox", "PageLink", "BidiComponent",
)  # fmt: skip
#: a static import in one of Streamlit's files
IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
#: modules that take long to import and that the first page does without
LATER = ("analysis.statistics.segments", "scipy.stats")
#: seconds until these are imported, so that they do not delay the first page
PAUSE = 10
#: the path at which Streamlit receives uploaded files
UPLOAD = "/_stcore/upload_file/"


def content_security_policy() -> str:
    """The content security policy: everything comes from this server, and no text is evaluated as a script.

    Streamlit writes styles into its page, which also contains an inline script; that is allowed by its hash. Parts of
    components and pictures for downloads are created in memory (blob:, data:).
    """
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = [hashlib.sha256(found.encode()).digest() for found in re.findall(r"<script>(.*?)</script>", page, re.S)]
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in scripts)
    return "; ".join([
        "default-src 'self'", f"script-src 'self' blob: {hashes}", "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self' data: blob:",
        "worker-src 'self' blob:", "object-src 'none'", "base-uri 'self'", "form-action 'self'",
        "frame-ancestors 'self'",
    ])  # fmt: skip


class SecurityHeaders:
    """Middleware that adds security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, with_headers)


class RefuseUploads:
    """Middleware that refuses uploads to a read-only server, because any client could send one without a page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and UPLOAD in scope["path"] and scope["method"] in ("POST", "PUT") and read_only():
            await PlainTextResponse("This server is read-only.", status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


@cache
def _modules() -> tuple[str, ...]:
    """The files of ``ELEMENTS`` and the modules that they import; those of another version of Streamlit are left out.

    Streamlit's page names neither: its browser requests an element when the first of its kind arrives.
    """
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    waiting = [path.name for element in ELEMENTS for path in sorted(folder.glob(f"{element}.*.js"))]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name not in found and (folder / name).is_file():
            found[name] = None
            waiting += IMPORT.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(found)


def preloaded(page: bytes) -> bytes:
    """A page with Plotly's script and links to the modules of the elements that it does not name itself."""
    links = [
        f'<link rel="modulepreload" fetchpriority="low" crossorigin href="./static/js/{name}">'
        for name in _modules()
        if name.encode() not in page
    ]
    tags = '<script async src="./plotly.js"></script>' + "".join(links)
    return page.replace(b"</head>", tags.encode() + b"</head>", 1)


class Preload:
    """Middleware that adds scripts to the page, so that browsers load them while Streamlit is still starting."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        page = b""

        async def with_script(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif not start or message["type"] != "http.response.body":
                await send(message)
            else:
                page += message.get("body", b"")
                if not message.get("more_body", False):
                    page = preloaded(page)
                    MutableHeaders(scope=start)["Content-Length"] = str(len(page))
                    await send(start)
                    await send({"type": "http.response.body", "body": page})

        if scope["type"] != "http" or "." in scope["path"]:  # a file, not a page
            await self.app(scope, receive, send)
            return
        # The page must arrive here uncompressed; the outer middleware compresses it.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, with_script)


def _is_page(start: Message) -> bool:
    return start["status"] == 200 and MutableHeaders(scope=start).get("Content-Type", "").startswith("text/html")


@cache
def _compressed() -> bytes:
    """Plotly's script, compressed once."""
    from plotly.offline import get_plotlyjs  # imported here so that the server can start before it is loaded

    return gzip.compress(get_plotlyjs().encode(), compresslevel=6, mtime=0)


def plotly_script(request: Request) -> Response:
    """The response with Plotly's script, which browsers cache for an hour."""
    headers = {"Cache-Control": "public, max-age=3600", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return Response(gzip.decompress(_compressed()), media_type="text/javascript", headers=headers)
    return Response(_compressed(), media_type="text/javascript", headers=headers | {"Content-Encoding": "gzip"})


def routes() -> list[Route]:
    """The dashboard's own routes, below the server's base path."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return [Route(f"/{base}/plotly.js" if base else "/plotly.js", plotly_script)]


MIDDLEWARE = (
    Middleware(SecurityHeaders),
    Middleware(RefuseUploads),
    Middleware(GZipMiddleware, minimum_size=1000, compresslevel=COMPRESSION),
    Middleware(Preload),
)


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads that import and compute give way to the one that answers requests ten times as soon as usual.

    A browser's first requests are for 120 files, and each waits several times for its turn.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 10)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


@short_turns()
def warm_caches() -> None:
    """Import what the first page needs, and fill its caches.

    The imports are here so that the server can answer in the meantime. Problems with the store are ignored, because the
    page reports them.
    """
    from analysis.store.file import StoreProblem
    from dashboard.cache import corpora
    from dashboard.figures import overview  # noqa: F401
    from dashboard.widgets import page  # noqa: F401

    _compressed()
    import_module("streamlit.emojis")  # one long expression, which the first page would compile otherwise
    with suppress(StoreProblem):
        found = corpora.corpora()
        _warm(corpora.open_corpus(found[corpora.default_corpus(found)]))


def _warm(store: Store) -> None:
    """Compute what the first page shows of a store before the reader chooses anything."""
    from analysis.store.filter import EVERYTHING
    from dashboard.cache import comparisons, queries
    from dashboard.views.selection import with_kind
    from dashboard.views.start import FIVE, findings, five_measures
    from dashboard.views.stories import FEWEST_OUTLETS

    if not queries.corpus(store).articles:
        return
    filters = with_kind(EVERYTHING, queries.default_kinds(store, EVERYTHING)[0])
    columns = queries.columns(store)
    columns.selected(filters)
    view = queries.view(store, filters, five_measures, tuple(FIVE))
    if not view.empty:
        columns.stories(filters, FEWEST_OUTLETS)
        for finding in findings(view):
            comparisons.in_shared_stories(store, filters, finding)


def warm_up() -> None:
    """Warm the caches, and when the first page has been drawn, import what only other pages need."""
    warm_caches()
    time.sleep(PAUSE)
    for name in LATER:
        import_module(name)


def release_freed_memory() -> None:
    """Make glibc return the memory of freed tables to the system (mallopt(3)); other C libraries are left alone.

    By default glibc keeps some of it: 120 of 940 MB for a store of a million articles, after every page was opened.
    """
    if sys.platform == "linux" and (adjust := getattr(ctypes.CDLL(None), "mallopt", None)):
        for option, value in MALLOC.values():
            adjust(option, value)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncGenerator[None]:
    """Serve at once and warm the caches in a thread; a page waits for a result that is already being computed."""
    release_freed_memory()
    threading.Thread(target=warm_up, daemon=True, name="warm-up").start()
    yield
