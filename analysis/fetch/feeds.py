"""Feeds -> entries: RSS and Atom (feedparser), JSON Feed, news sitemaps (defusedxml)."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

import defusedxml
import feedparser
from defusedxml import ElementTree

from analysis.ingest.dates import read_date

#: entries read of one feed; no newsroom publishes more between two looks
MOST_ENTRIES = 500
#: sitemaps that an index leads to
MOST_SITEMAPS = 3
HEAD = 4_096
ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b")


class NotAFeed(ValueError):
    """What was given is no feed; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed announces. ``published`` is the day stated, ``None`` where none is."""

    link: str
    title: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries, newest first as the feed has them; ``more``: the sitemaps that an index leads to."""

    entries: tuple[Entry, ...]
    more: tuple[str, ...] = ()


def read_feed(body: bytes, link: str) -> Feed:
    """Read a feed of any kind; relative links are taken from ``link``. Raises ``NotAFeed``."""
    start = body[:HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{"):
        return _json_feed(body, link)
    if b"<!ENTITY" in body.replace(b"\x00", b""):
        raise NotAFeed("the feed defines entities of its own, which no feed needs and attacks use")
    if ROOT.search(start):
        return _sitemap(body, link)
    return _syndicated(body, link)


def _entry(link: object, title: object, published: object, base: str) -> Entry | None:
    if not isinstance(link, str) or not link.strip():
        return None
    day = read_date(published) if isinstance(published, str) else None
    named = " ".join(title.split())[:500] if isinstance(title, str) else None
    try:
        return Entry(urljoin(base, link.strip()), named or None, day)
    except ValueError:  # an address in brackets that is none
        return None


def _syndicated(body: bytes, link: str) -> Feed:
    # Wrapped, since feedparser would open a text that looks like a file name or an address.
    found = feedparser.parse(io.BytesIO(body))
    if not found.get("version") and not found.entries:
        raise NotAFeed("it is neither RSS, Atom, JSON Feed nor a sitemap")
    entries = []
    for item in found.entries[:MOST_ENTRIES]:
        # As written: feedparser's own reading of it is in UTC, which may be another day.
        entry = _entry(item.get("link"), item.get("title"), item.get("published") or item.get("updated"), link)
        if entry is not None:
            entries.append(entry)
    return Feed(tuple(entries))


def _json_feed(body: bytes, link: str) -> Feed:
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("it begins like a JSON Feed and is not JSON") from error
    items = found.get("items")
    if not str(found.get("version", "")).startswith("https://jsonfeed.org/version/") or not isinstance(items, list):
        raise NotAFeed("it is JSON but no JSON Feed")
    entries = (
        _entry(item.get("url") or item.get("external_url"), item.get("title"), item.get("date_published"), link)
        for item in items[:MOST_ENTRIES]
        if isinstance(item, dict)
    )
    return Feed(tuple(entry for entry in entries if entry is not None))


def _sitemap(body: bytes, link: str) -> Feed:
    try:
        root: Element = ElementTree.fromstring(body, forbid_dtd=True)
    except defusedxml.DefusedXmlException as error:
        raise NotAFeed("the sitemap defines entities of its own, which no sitemap needs and attacks use") from error
    except (ParseError, ValueError, LookupError) as error:
        raise NotAFeed("the sitemap is not sound XML") from error
    if _local(root) == "sitemapindex":
        inner = [_below(child, "loc") for child in root]
        return Feed((), tuple(urljoin(link, loc) for loc in inner if loc)[:MOST_SITEMAPS])
    entries = []
    for url in list(root)[: 20 * MOST_ENTRIES]:
        published = _below(url, "publication_date")
        if published is not None:  # a plain sitemap lists every page of a site: only news entries count
            entry = _entry(_below(url, "loc"), _below(url, "title"), published, link)
            if entry is not None:
                entries.append(entry)
    return Feed(tuple(entries[:MOST_ENTRIES]))


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _below(element: Element, name: str) -> str | None:
    for child in element.iter():
        if _local(child) == name and child.text:
            return str(child.text).strip()
    return None
