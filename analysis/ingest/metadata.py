"""Metadata of a web page: from JSON-LD first, then OpenGraph and other ``meta`` elements, then visible elements."""

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
#: the deepest nesting of JSON-LD that is followed, and the most objects that are read
DEEPEST, MOST_OBJECTS = 6, 2000
#: names of ``meta`` elements for each field, the most reliable first
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
#: a whole date in the path of a URL, as in /2019/03/05/
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")
#: the words before the names in a byline
BYLINE = re.compile(r"^(?:(?:story|words|written|reported|posted|analysis|opinion)\s+)?by:?\s+", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r"\s*(?:,\s*and\b|,|;|\||\band\b|&)\s+", re.IGNORECASE)
#: comments and separators that pages put around JSON-LD
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
#: the separator between a headline and the site's name
SITE_SUFFIX = re.compile(r"\s+(?:[|\-–—·»•:]|::)\s+")
#: the end of a shortened headline
ELLIPSIS = re.compile(r"\s*(?:…|\.{3})$")
#: URLs of print and AMP versions
PRINT_PAGE = re.compile(r"(?:/(?:amp|print)/?$)|(?:[?&](?:amp|outputtype|print)=)|(?:\.amp(?:\.html)?$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The metadata of a page. Fields that the page does not state are ``None`` or empty."""

    title: str | None = None
    site: str | None = None
    published: dt.date | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    url: str | None = None
    next_page: str | None = None
    language: str | None = None
    #: False if the page says that its article is for subscribers only
    free: bool | None = None
    #: the number of words that the page states for its article
    words: int | None = None
    #: the text of the article in the page's JSON-LD
    body: str | None = None


def read_metadata(tree: HtmlElement, url: str | None = None) -> PageMetadata:
    """Read the metadata of a parsed page. ``url`` is where it was found; its canonical link takes precedence."""
    metas = _metas(tree)
    canonical = _canonical(tree, metas, url)
    node = _article_node(tree, canonical or url)
    site = _site(metas, node)
    return PageMetadata(
        title=_title(tree, metas, node, site),
        site=site,
        published=_published(tree, metas, node, canonical or url),
        authors=_authors(tree, metas, node),
        section=_first(_strings(node.get("articleSection"))) or _first(_contents(metas, SECTIONS)),
        url=canonical or url,
        next_page=_next_page(tree, canonical or url),
        language=(tree.get("lang") or _first(_contents(metas, ("og:locale",))) or "")[:2].lower() or None,
        free=_free(node),
        words=_word_count(node.get("wordCount")),
        body=_first(_strings(node.get("articleBody"))),
    )


# -- JSON-LD ----------------------------------------------------------------------------------


def _article_node(tree: HtmlElement, url: str | None) -> dict[str, Any]:
    """The JSON-LD object of the page's article, or an empty one."""
    nodes = [node for node in _nodes(tree) if any(ARTICLE_TYPE.search(kind) for kind in _types(node))]
    titled = [node for node in nodes if _first(_strings(node.get("headline")) or _strings(node.get("name")))]
    if url and len(titled) > 1:
        path = urlsplit(url).path.rstrip("/")
        same = [node for node in titled if path and any(urlsplit(u).path.rstrip("/") == path for u in _urls(node))]
        titled = same or titled
    dated = [node for node in titled if node.get("datePublished")]
    return next(iter([*dated, *titled, *nodes]), {})


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of the page, up to ``MOST_OBJECTS``."""
    left = MOST_OBJECTS
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        for node in _objects(_parsed_json(script.text), DEEPEST):
            left -= 1
            if left < 0:
                return
            yield node


def _parsed_json(raw: str) -> object:
    """JSON as pages write it: inside comments, with stray semicolons, commas or line breaks. ``None`` if invalid."""
    text = WRAPPING.sub("", raw.strip())
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


def _urls(node: dict[str, Any]) -> list[str]:
    main = node.get("mainEntityOfPage")
    return [*_strings(node.get("url")), *_strings(node.get("@id")), *_strings(main),
            *(_strings(main.get("@id")) if isinstance(main, dict) else [])]  # fmt: skip


def _strings(value: object) -> list[str]:
    """The strings in a JSON-LD value, which may be a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value[:50] for text in _strings(item)]
    if isinstance(value, dict):
        return _strings(value.get("name"))
    return []


def _word_count(value: object) -> int | None:
    return int(value) if isinstance(value, (int, str)) and re.fullmatch(r"\d{1,6}", str(value)) else None


def _free(node: dict[str, Any]) -> bool | None:
    value = node.get("isAccessibleForFree")
    if value is None:
        return None
    return str(value).strip().lower().rpartition("/")[2] not in ("false", "0", "no")


# -- elements ---------------------------------------------------------------------------------


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of the page's ``meta`` elements by lower-case name."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for name in {meta.get("property"), meta.get("name"), meta.get("itemprop")}:
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _contents(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [content for name in names for content in metas.get(name, ())]


def _first(texts: Iterable[str]) -> str | None:
    """The first text that is not empty, cleaned."""
    return next((clean for text in texts if (clean := _clean_line(text))), None)


def _clean_line(text: str) -> str:
    """The text on one line, without tags, and with entities decoded that the page has escaped twice."""
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    return " ".join(repaired(text).split())


def visible_text(element: HtmlElement) -> str:
    """The text of an element without scripts and styles."""
    return "".join(element.xpath("descendant::text()[not(parent::script or parent::style)]"))


def _text(element: HtmlElement) -> str:
    return _clean_line(visible_text(element))


def _canonical(tree: HtmlElement, metas: dict[str, list[str]], url: str | None) -> str | None:
    """The canonical link that the page states, or ``None`` if it is to the front page or to a print or AMP version."""
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for found in [*links, *_contents(metas, ("og:url",))]:
        link = _absolute(found, url)
        parts = urlsplit(link or "")
        if link and (parts.path.strip("/") or parts.query) and not PRINT_PAGE.search(link):
            return link
    return None


def _absolute(link: str, base: str | None) -> str | None:
    """The link as an absolute web URL, or ``None``."""
    try:
        absolute = urljoin(base or "", link.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    return absolute if parts.scheme in ("http", "https") and parts.hostname else None


def _next_page(tree: HtmlElement, url: str | None) -> str | None:
    """The link to the article's next page: ``rel="next"``, on the same host, with the same path except for a number."""
    for link in [*tree.iter("link"), *tree.iter("a")]:
        if "next" not in (link.get("rel") or "").lower().split():
            continue
        following = _absolute(link.get("href") or "", url)
        if following and url and following != url:
            this, other = urlsplit(url), urlsplit(following)
            stem = re.sub(r"(?:[/_\-](?:page)?[/\-]?\d+)?(?:\.\w+)?/?$", "", this.path)
            if other.hostname == this.hostname and stem.strip("/") and other.path.startswith(stem):
                return following
    return None


def _title(tree: HtmlElement, metas: dict[str, list[str]], node: dict[str, Any], site: str | None) -> str | None:
    """The headline that two of JSON-LD, OpenGraph and the ``h1`` element agree on, else the first of these.

    The outlet's name at the end ("… | The Ledger") is removed. A headline shortened with an ellipsis is used only if
    none of the others completes it.
    """
    headings = [text for heading in tree.iter("h1") if (text := _text(heading)) and not _same_letters(text, site or "")]
    title_element = next((text for element in tree.iter("title") if (text := _text(element))), None)
    only_heading = headings[0] if len(headings) == 1 else None
    stated = (_first(_strings(node.get("headline"))), _first(_contents(metas, TITLES)), only_heading)
    candidates = [_without_site(title, site, headings) for title in stated if title]
    candidates = [title for title in candidates if not _is_shortened(title, candidates)] or candidates
    for title in candidates:
        if sum(_same_letters(title, other) for other in candidates) > 1:
            return title
    if candidates:
        return candidates[0]
    if title_element:
        return _without_site(title_element, site, headings)
    return headings[0] if headings else None


def _without_site(title: str, site: str | None, headings: list[str]) -> str:
    """The title without the part after a separator, if that is the site's name or the part before it is a heading."""
    for separator in SITE_SUFFIX.finditer(title):
        headline, suffix = title[: separator.start()], title[separator.end() :]
        if (site and _same_letters(suffix, site)) or any(_same_letters(headline, other) for other in headings):
            return headline
    return title


def _is_shortened(title: str, others: list[str]) -> bool:
    beginning = ELLIPSIS.sub("", title)
    return beginning != title and any(len(other) > len(title) and other.startswith(beginning) for other in others)


def _same_letters(left: str, right: str) -> bool:
    """Whether two texts differ only in case, punctuation and spaces."""
    return re.sub(r"[\W_]+", "", left).casefold() == re.sub(r"[\W_]+", "", right).casefold()


def _site(metas: dict[str, list[str]], node: dict[str, Any]) -> str | None:
    named = [*metas.get("og:site_name", ()), *_strings(node.get("publisher")), *_contents(metas, OUTLETS[1:])]
    clean = (_clean_line(name) for name in named)
    return next((name for name in clean if name and len(name) <= 60 and "://" not in name), None)


def _published(tree: HtmlElement, metas: dict[str, list[str]], node: dict[str, Any], url: str | None) -> dt.date | None:
    """The day of publication as written, in the time zone of the page.

    A ``time`` element without further information counts only if the page has no other: it may be that of another
    article.
    """
    written = [*_strings(node.get("datePublished")), *_contents(metas, PUBLISHED), *_strings(node.get("dateCreated"))]
    times = [
        element.get("datetime") or element.get("content") or _text(element)
        for element in tree.iter("time", "span", "p", "div", "abbr")
        if (element.get("itemprop") or "").lower() == "datepublished" or "pubdate" in element.attrib
    ]
    unmarked = {read_date(element.get("datetime") or _text(element)) for element in tree.iter("time")} - {None}
    for text in [*written, *times]:
        if found := read_date(text):
            return found
    in_url = URL_DATE.search(urlsplit(url).path) if url else None
    if in_url and (found := read_date("-".join(in_url.groups()))):
        return found
    return unmarked.pop() if len(unmarked) == 1 else None


def _authors(tree: HtmlElement, metas: dict[str, list[str]], node: dict[str, Any]) -> tuple[str, ...]:
    written = _strings(node.get("author")) or _contents(metas, AUTHORS)
    if not written:
        written = [
            _text(element)
            for element in tree.iter("a", "span")
            if (element.get("rel") or "").lower() == "author" or (element.get("itemprop") or "").lower() == "author"
        ]
    names: dict[str, None] = {}
    for text in written:
        for name in BETWEEN_NAMES.split(BYLINE.sub("", _clean_line(text))):
            if name and "://" not in name and len(name) <= 80 and any(c.isalpha() for c in name):
                names.setdefault(name)
    return tuple(names)
