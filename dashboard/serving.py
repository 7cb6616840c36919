"""How the dashboard is served: compressed, with headers that keep a page to itself, and warm before the first reader.

``streamlit run streamlit_app.py`` finds the application there and serves it with what is here.
"""

from __future__ import annotations

import base64
import ctypes
import gzip
import hashlib
import re
import sys
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access import read_only

#: of 1 to 9; higher ones save little and make a reader on the same machine wait
COMPRESSION = 3
#: options of mallopt(3), by number: from this size on memory is taken by itself, and given back when it is freed; so
#: much free memory is kept at most; and there are so many heaps at most, for pages that run in threads
MALLOC = {
    "M_MMAP_THRESHOLD": (-3, 8 * 2**20),
    "M_TRIM_THRESHOLD": (-1, 32 * 2**20),
    "M_ARENA_MAX": (-8, 2),
}
#: where Streamlit takes in files
UPLOAD = "/_stcore/upload_file/"


def policy() -> str:
    """The content-security policy: everything comes from this server, and nothing of it evaluates text.

    Streamlit writes its own styles into the page and keeps a line of script in it, which is named by its hash; it makes
    the parts of components and the pictures for downloads in memory (blob:, data:).
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
    """Adds to every answer what browsers are to allow a page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": policy(),
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
    """Takes in no file on a read-only server. Pages show no way to send one then, but any session could."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and UPLOAD in scope["path"] and scope["method"] in ("POST", "PUT") and read_only():
            await PlainTextResponse("This server is read-only.", status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class PreloadPlotly:
    """Names Plotly's script in the page, so that a browser fetches it while Streamlit starts and numbers are made."""

    TAG = b'<script async src="./plotly.js"></script></head>'

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
                    page = page.replace(b"</head>", self.TAG, 1)
                    MutableHeaders(scope=start)["Content-Length"] = str(len(page))
                    await send(start)
                    await send({"type": "http.response.body", "body": page})

        if scope["type"] != "http" or "." in scope["path"]:  # a file
            await self.app(scope, receive, send)
            return
        # Compressed outside of this, not within, where it could not be read.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, with_script)


def _is_page(start: Message) -> bool:
    return start["status"] == 200 and MutableHeaders(scope=start).get("Content-Type", "").startswith("text/html")


@cache
def _compressed() -> bytes:
    """Plotly's script as it is sent, made once."""
    from plotly.offline import get_plotlyjs  # late, for the server answers meanwhile

    return gzip.compress(get_plotlyjs().encode(), compresslevel=6, mtime=0)


def plotly_script(request: Request) -> Response:
    """Plotly for the pictures, which browsers keep for an hour."""
    kept = {"Cache-Control": "public, max-age=3600", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return Response(gzip.decompress(_compressed()), media_type="text/javascript", headers=kept)
    return Response(_compressed(), media_type="text/javascript", headers=kept | {"Content-Encoding": "gzip"})


def routes() -> list[Route]:
    """Ours, below the path that the server is set to serve at."""
    below = str(st.get_option("server.baseUrlPath")).strip("/")
    return [Route(f"/{below}/plotly.js" if below else "/plotly.js", plotly_script)]


MIDDLEWARE = (
    Middleware(SecurityHeaders),
    Middleware(RefuseUploads),
    Middleware(GZipMiddleware, minimum_size=1000, compresslevel=COMPRESSION),
    Middleware(PreloadPlotly),
)


def warm() -> None:
    """Import what pages need, and make what the first page shows before anybody asks for it.

    Imports are here, for the server answers meanwhile. A store that cannot be used is left to the page, which says so.
    """
    from analysis.scorers import measures
    from analysis.store.file import StoreProblem
    from analysis.store.filter import EVERYTHING
    from dashboard.cache import demonstration, queries
    from dashboard.figures import overview  # noqa: F401
    from dashboard.views.profile import profile
    from dashboard.widgets import page  # noqa: F401

    _compressed()
    with suppress(StoreProblem):
        store = demonstration.open_store()
        if queries.corpus(store).articles:
            queries.columns(store).selected(EVERYTHING)
            first_page = tuple(key for key, measure in measures().items() if measure.in_profile)
            queries.view(store, EVERYTHING, profile, first_page)


def release_freed_memory() -> None:
    """Have the C library, where it is glibc, give freed memory of tables back to the system (mallopt(3)).

    Left alone it keeps what it once needed: 120 MB of 940 for a store of a million articles, once every page was open.
    """
    if sys.platform == "linux" and (adjust := getattr(ctypes.CDLL(None), "mallopt", None)):
        for option, value in MALLOC.values():
            adjust(option, value)


@asynccontextmanager
async def warmed(app: st.App) -> AsyncGenerator[None]:
    """Serve at once, and warm up beside it: what is being made when a reader comes is waited for, not made twice."""
    release_freed_memory()
    threading.Thread(target=warm, daemon=True, name="warm-up").start()
    yield
