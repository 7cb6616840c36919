"""What a web page states about its article: JSON-LD first, then OpenGraph and other ``meta``, then its elements."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from analysis.ingest.dates import read_date
from analysis.ingest.repair import repaired

ARTICLE_TYPE = re.compile(r"(?:article|posting|report|review|story|column)$", re.IGNORECASE)
#: how deep JSON-LD is followed, and how many of its objects are looked at
DEEPEST, MOST = 6, 2000
PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "publishdate", "publish-date", "publish_date", "publication_date", "published", "pubdate", "article.published",
    "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
    "citation_publication_date", "citation_date", "originalpublicationdate", "rnews:datepublished", "date",
)  # fmt: skip
AUTHORS = ("author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
           "citation_author")  # fmt: skip
SECTIONS = ("article:section", "og:article:section", "parsely-section", "section", "sectionname")
OUTLETS = ("og:site_name", "article:publisher_name", "publisher", "dc.publisher", "citation_journal_title",
           "application-name", "cre", "source", "copyright")  # fmt: skip
TITLES = ("og:title", "headline", "parsely-title", "sailthru.title", "dc.title", "twitter:title")
ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")
BYLINE = re.compile(r"^(?:(?:story|words|written|reported|posted|analysis|opinion)\s+)?by:?\s+", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r"\s*(?:,\s*and\b|,|;|\||\band\b|&)\s+", re.IGNORECASE)
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
SITE_SUFFIX = re.compile(r"\s+(?:[|\-–—·»•:]|::)\s+")
CUT_OFF = re.compile(r"\s*(?:…|\.{3})$")
PRINT_PAGE = re.compile(r"(?:/(?:amp|print)/?$)|(?:[?&](?:amp|outputtype|print)=)|(?:\.amp(?:\.html)?$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states; ``None`` or empty where it states nothing."""

    title: str | None = None
    site: str | None = None
    published: dt.date | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    url: str | None = None
    next_page: str | None = None
    language: str | None = None
    #: False where the page says that its article is for subscribers
    free: bool | None = None
    #: the words that the page says its article has
    words: int | None = None
    #: the text of the article as its JSON-LD carries it
    body: str | None = None


def stated(tree: HtmlElement, url: str | None = None) -> Stated:
    """Read a parsed page; ``url`` is where it was fetched, its canonical link goes before."""
    metas = _metas(tree)
    canonical = _canonical(tree, metas, url)
    node = _article(tree, canonical or url)
    site = _site(metas, node)
    return Stated(
        title=_title(tree, metas, node, site),
        site=site,
        published=_published(tree, metas, node, canonical or url),
        authors=_authors(tree, metas, node),
        section=_first(_strings(node.get("articleSection"))) or _first(_of(metas, SECTIONS)),
        url=canonical or url,
        next_page=_next_page(tree, canonical or url),
        language=(tree.get("lang") or _first(_of(metas, ("og:locale",))) or "")[:2].lower() or None,
        free=_free(node),
        words=_words(node.get("wordCount")),
        body=_first(_strings(node.get("articleBody"))),
    )


# -- JSON-LD ----------------------------------------------------------------------------------


def _article(tree: HtmlElement, url: str | None) -> dict[str, Any]:
    """The JSON-LD object of the page's article, empty where there is none."""
    nodes = [node for node in _nodes(tree) if any(ARTICLE_TYPE.search(kind) for kind in _types(node))]
    titled = [node for node in nodes if _first(_strings(node.get("headline")) or _strings(node.get("name")))]
    if url and len(titled) > 1:
        path = urlsplit(url).path.rstrip("/")
        here = [node for node in titled if path and any(urlsplit(a).path.rstrip("/") == path for a in _addresses(node))]
        titled = here or titled
    dated = [node for node in titled if node.get("datePublished")]
    return next(iter([*dated, *titled, *nodes]), {})


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    left = MOST
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        for node in _objects(_json(script.text), DEEPEST):
            left -= 1
            if left < 0:
                return
            yield node


def _json(written: str) -> object:
    """JSON as pages write it: in comments, with a stray semicolon, comma or line break. ``None`` where it is none."""
    text = WRAPPING.sub("", written.strip())
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _objects(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(value.get(key), (dict, list)):
                yield from _objects(value[key], depth - 1)


def _types(node: dict[str, Any]) -> list[str]:
    return _strings(node.get("@type"))


def _addresses(node: dict[str, Any]) -> list[str]:
    main = node.get("mainEntityOfPage")
    return [*_strings(node.get("url")), *_strings(node.get("@id")), *_strings(main),
            *(_strings(main.get("@id")) if isinstance(main, dict) else [])]  # fmt: skip


def _strings(value: object) -> list[str]:
    """The strings of a JSON-LD value: one, several, or named objects."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value[:50] for text in _strings(item)]
    if isinstance(value, dict):
        return _strings(value.get("name"))
    return []


def _words(value: object) -> int | None:
    return int(value) if isinstance(value, (int, str)) and re.fullmatch(r"\d{1,6}", str(value)) else None


def _free(node: dict[str, Any]) -> bool | None:
    value = node.get("isAccessibleForFree")
    if value is None:
        return None
    return str(value).strip().lower().rpartition("/")[2] not in ("false", "0", "no")


# -- elements ---------------------------------------------------------------------------------


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for name in {meta.get("property"), meta.get("name"), meta.get("itemprop")}:
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _of(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [content for name in names for content in metas.get(name, ())]


def _first(texts: Iterable[str]) -> str | None:
    return next((clean for text in texts if (clean := _line(text))), None)


def _line(text: str) -> str:
    """Text of an element or attribute on one line, its entities read once more where a page escaped them twice."""
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    return " ".join(repaired(text).split())


def seen_text(element: HtmlElement) -> str:
    """The text of an element that a reader sees, without the scripts and styles in it."""
    return "".join(element.xpath("descendant::text()[not(parent::script or parent::style)]"))


def _text(element: HtmlElement) -> str:
    return _line(seen_text(element))


def _canonical(tree: HtmlElement, metas: dict[str, list[str]], url: str | None) -> str | None:
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for found in [*links, *_of(metas, ("og:url",))]:
        address = _absolute(found, url)
        parts = urlsplit(address or "")
        # a canonical link to the front page says nothing about this article
        if address and (parts.path.strip("/") or parts.query) and not PRINT_PAGE.search(address):
            return address
    return None


def _absolute(found: str, base: str | None) -> str | None:
    try:
        address = urljoin(base or "", found.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def _next_page(tree: HtmlElement, url: str | None) -> str | None:
    """The next page of an article on several: the same host and the same path, but for its number."""
    for link in [*tree.iter("link"), *tree.iter("a")]:
        if "next" not in (link.get("rel") or "").lower().split():
            continue
        address = _absolute(link.get("href") or "", url)
        if address and url and address != url:
            here, there = urlsplit(url), urlsplit(address)
            stem = re.sub(r"(?:[/_\-](?:page)?[/\-]?\d+)?(?:\.\w+)?/?$", "", here.path)
            if there.hostname == here.hostname and stem.strip("/") and there.path.startswith(stem):
                return address
    return None


def _title(tree: HtmlElement, metas: dict[str, list[str]], node: dict[str, Any], site: str | None) -> str | None:
    """The headline that two of JSON-LD, OpenGraph and the page's own heading agree on, else the first of them.

    An outlet's name at the end ("… | The Ledger") is no part of it; one cut off with an ellipsis gives way to the whole
    one.
    """
    heads = [text for head in tree.iter("h1") if (text := _text(head)) and not _same(text, site or "")]
    named = next((text for element in tree.iter("title") if (text := _text(element))), None)
    one_head = heads[0] if len(heads) == 1 else None
    stated_titles = (_first(_strings(node.get("headline"))), _first(_of(metas, TITLES)), one_head)
    found = [_without_site(title, site, heads) for title in stated_titles if title]
    found = [title for title in found if not _is_cut_off(title, found)] or found
    for title in found:
        if sum(_same(title, other) for other in found) > 1:
            return title
    if found:
        return found[0]
    if named:
        return _without_site(named, site, heads)
    return heads[0] if heads else None


def _without_site(title: str, site: str | None, heads: list[str]) -> str:
    parts = list(SITE_SUFFIX.finditer(title))
    for cut in parts:
        head, tail = title[: cut.start()], title[cut.end() :]
        if (site and _same(tail, site)) or any(_same(head, other) for other in heads):
            return head
    return title


def _is_cut_off(title: str, others: list[str]) -> bool:
    begun = CUT_OFF.sub("", title)
    return begun != title and any(len(other) > len(title) and other.startswith(begun) for other in others)


def _same(left: str, right: str) -> bool:
    return re.sub(r"[\W_]+", "", left).casefold() == re.sub(r"[\W_]+", "", right).casefold()


def _site(metas: dict[str, list[str]], node: dict[str, Any]) -> str | None:
    named = [*metas.get("og:site_name", ()), *_strings(node.get("publisher")), *_of(metas, OUTLETS[1:])]
    return next((clean for name in named if (clean := _line(name)) and len(clean) <= 60 and "://" not in clean), None)


def _published(tree: HtmlElement, metas: dict[str, list[str]], node: dict[str, Any], url: str | None) -> dt.date | None:
    """The day as it is written, in the time zone it is written in; of elements only one that cannot be another's."""
    written = [*_strings(node.get("datePublished")), *_of(metas, PUBLISHED), *_strings(node.get("dateCreated"))]
    times = [
        element.get("datetime") or element.get("content") or _text(element)
        for element in tree.iter("time", "span", "p", "div", "abbr")
        if (element.get("itemprop") or "").lower() == "datepublished" or "pubdate" in element.attrib
    ]
    only = {found for element in tree.iter("time") if (found := read_date(element.get("datetime") or _text(element)))}
    for text in [*written, *times]:
        if found := read_date(text):
            return found
    address = ADDRESS_DATE.search(urlsplit(url).path) if url else None
    if address and (found := read_date("-".join(address.groups()))):
        return found
    return only.pop() if len(only) == 1 else None


def _authors(tree: HtmlElement, metas: dict[str, list[str]], node: dict[str, Any]) -> tuple[str, ...]:
    written = _strings(node.get("author")) or _of(metas, AUTHORS)
    if not written:
        written = [
            _text(element)
            for element in tree.iter("a", "span")
            if (element.get("rel") or "").lower() == "author" or (element.get("itemprop") or "").lower() == "author"
        ]
    names: dict[str, None] = {}
    for text in written:
        for name in BETWEEN_NAMES.split(BYLINE.sub("", _line(text))):
            if name and "://" not in name and len(name) <= 80 and any(c.isalpha() for c in name):
                names.setdefault(name)
    return tuple(names)
