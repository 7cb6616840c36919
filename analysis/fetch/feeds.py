"""Reader of feeds: RSS and Atom (feedparser), JSON Feed, and news sitemaps (defusedxml)."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

import defusedxml
import feedparser
from defusedxml import ElementTree

from analysis.ingest.dates import read_date

#: entries read from one feed; no newsroom publishes more between two polls
MOST_ENTRIES = 500
#: sitemaps read from one sitemap index
MOST_SITEMAPS = 3
#: bytes in which the root element is looked for
HEAD = 4_096
#: the root element of a sitemap or a sitemap index
SITEMAP_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b")
#: the base of relative links in an Atom feed
XML_BASE = re.compile(rb"""\sxml:base\s*=\s*("[^"]*"|'[^']*')""")


class NotAFeed(ValueError):
    """Content that is not a readable feed; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article listed in a feed. ``published`` is the stated day, in the time zone of the feed."""

    link: str
    title: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed, in its order, and the links of a sitemap index to further sitemaps.

    ``malformed`` are the addresses in it that no link can have; their entries are left out.
    """

    entries: tuple[Entry, ...]
    sitemaps: tuple[str, ...] = ()
    malformed: tuple[str, ...] = ()


def read_feed(body: bytes, link: str) -> Feed:
    """Read a feed of any kind; ``link`` is its address, the base of relative links. Raises ``NotAFeed``."""
    start = body[:HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{"):
        return _json_feed(body, link)
    if b"<!ENTITY" in body.replace(b"\x00", b""):
        raise NotAFeed("the feed defines XML entities, which feeds do not need and attacks use")
    if SITEMAP_ROOT.search(start):
        return _sitemap(body, link)
    return _syndicated(body, link)


def _entry(link: object, title: object, published: object, base: str) -> Entry | str | None:
    """The entry; a malformed address as it is; ``None`` without an address."""
    if not isinstance(link, str) or not link.strip():
        return None
    day = read_date(published) if isinstance(published, str) else None
    headline = " ".join(title.split())[:500] if isinstance(title, str) else None
    address = _joined(base, link)
    return link.strip() if address is None else Entry(address, headline or None, day)


def _joined(base: str, link: str) -> str | None:
    """The address of a link on a page, or ``None`` if it is malformed."""
    try:
        address = urljoin(base, link.strip())
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:  # brackets that hold no IPv6 address, or a port that is none
        return None
    return address if host or parts.scheme not in ("http", "https") else None


def _feed(found: Iterable[Entry | str | None], most: int = MOST_ENTRIES) -> Feed:
    entries = [entry for entry in found if entry is not None]
    read = [entry for entry in entries if isinstance(entry, Entry)][:most]
    return Feed(tuple(read), malformed=tuple(entry for entry in entries if isinstance(entry, str)))


def _syndicated(body: bytes, link: str) -> Feed:
    # wrapped, since feedparser would open a string that looks like a file name or a URL
    found = feedparser.parse(io.BytesIO(XML_BASE.sub(_unless_malformed, body)))
    if not found.get("version") and not found.entries:
        raise NotAFeed("the link is not to an RSS, Atom or JSON feed or a news sitemap")
    # the date as written: the one parsed by feedparser is in UTC, which may be another day
    return _feed(
        _entry(item.get("link"), item.get("title"), item.get("published") or item.get("updated"), link)
        for item in found.entries[:MOST_ENTRIES]
    )


def _unless_malformed(base: re.Match[bytes]) -> bytes:
    """The base of the links in a feed, or nothing if it is malformed: feedparser would then lose all links."""
    return base[0] if _joined("https://feed.example/", base[1][1:-1].decode("utf-8", "replace")) else b""


def _json_feed(body: bytes, link: str) -> Feed:
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("the feed begins like JSON but is not valid JSON") from error
    items = found.get("items")
    if not str(found.get("version", "")).startswith("https://jsonfeed.org/version/") or not isinstance(items, list):
        raise NotAFeed("the link is to JSON that is not a JSON Feed")
    return _feed(
        _entry(item.get("url") or item.get("external_url"), item.get("title"), item.get("date_published"), link)
        for item in items[:MOST_ENTRIES]
        if isinstance(item, dict)
    )


def _sitemap(body: bytes, link: str) -> Feed:
    try:
        root: Element = ElementTree.fromstring(body, forbid_dtd=True)
    except defusedxml.DefusedXmlException as error:
        raise NotAFeed("the sitemap defines XML entities, which sitemaps do not need and attacks use") from error
    except (ParseError, ValueError, LookupError) as error:
        raise NotAFeed("the sitemap is not valid XML") from error
    if _local_name(root) == "sitemapindex":
        locations = [location for child in root if (location := _text_of(child, "loc"))]
        joined = {location: _joined(link, location) for location in locations[:MOST_ENTRIES]}
        return Feed(
            (),
            tuple(address for address in joined.values() if address)[:MOST_SITEMAPS],
            tuple(location for location, address in joined.items() if address is None),
        )
    # other entries are not news: a plain sitemap lists every page of a site
    return _feed(
        _entry(_text_of(url, "loc"), _text_of(url, "title"), published, link)
        for url in list(root)[: 20 * MOST_ENTRIES]
        if (published := _text_of(url, "publication_date")) is not None
    )


def _local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def _text_of(element: Element, name: str) -> str | None:
    """The text of the first descendant with a local name."""
    for child in element.iter():
        if _local_name(child) == name and child.text:
            return str(child.text).strip()
    return None
