"""How the dashboard is served: compressed, with headers that keep a page to itself, and warm before the first reader.

``streamlit run streamlit_app.py`` finds the application there and serves it with what is here.
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server import read_only

#: of 1 to 9; higher ones save little and make a reader on the same machine wait
COMPRESSION = 3
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


class Headers:
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


class Uploads:
    """Takes in no file on a read-only server. Pages show no way to send one then, but any session could."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and UPLOAD in scope["path"] and scope["method"] in ("POST", "PUT") and read_only():
            await PlainTextResponse("This server is read-only.", status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


MIDDLEWARE = (
    Middleware(Headers),
    Middleware(Uploads),
    Middleware(GZipMiddleware, minimum_size=1000, compresslevel=COMPRESSION),
)


def warm() -> None:
    """Import what pages need, and make what the first page shows before anybody asks for it.

    Imports are here, for the server answers meanwhile. A store that cannot be used is left to the page, which says so.
    """
    from analysis.scorers import measures
    from analysis.store_file import StoreProblem
    from analysis.which import EVERYTHING
    from dashboard import data, figures, page, views  # noqa: F401

    with suppress(StoreProblem):
        store = data.open_store()
        if data.corpus(store).articles:
            data.articles(store, EVERYTHING)
            first_page = tuple(key for key, measure in measures().items() if measure.in_profile)
            data.view(store, EVERYTHING, views.profile, first_page)


@asynccontextmanager
async def warmed(app: st.App) -> AsyncGenerator[None]:
    """Serve at once, and warm up beside it: what is being made when a reader comes is waited for, not made twice."""
    threading.Thread(target=warm, daemon=True, name="warm-up").start()
    yield
