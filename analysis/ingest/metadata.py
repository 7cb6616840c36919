"""Metadata of a web page: from JSON-LD first, then OpenGraph and other ``meta`` elements, then visible elements."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from analysis.ingest.outlets import outlet_of_page
from analysis.ingest.web.bylines import is_organisation, letters, names_in, visible_byline
from analysis.ingest.web.markup import clean_line, seen_text
from analysis.ingest.web.next_page import is_next_page
from analysis.ingest.web.page_dates import published_on
from analysis.ingest.web.surroundings import MOST_HEADINGS, Surroundings

ARTICLE_TYPE = re.compile(r"(?:article|posting|report|review|story|column)$", re.IGNORECASE)
ORGANISATION_TYPE = re.compile(r"(?:organi[sz]ation|corporation|newsmediaorganization)$", re.IGNORECASE)
#: the deepest nesting of JSON-LD that is followed, and the most objects that are read
DEEPEST, MOST_OBJECTS = 6, 2000
#: names of ``meta`` elements for each field, the most reliable first
AUTHORS = ("author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
           "citation_author")  # fmt: skip
SECTIONS = ("article:section", "og:article:section", "parsely-section", "section", "sectionname")
OUTLETS = ("og:site_name", "article:publisher_name", "publisher", "dc.publisher", "citation_journal_title",
           "application-name", "cre", "source", "copyright")  # fmt: skip
TITLES = ("og:title", "headline", "parsely-title", "sailthru.title", "dc.title", "twitter:title")
#: levels of nested lists in a value of JSON-LD
DEEPEST_LIST = 5
#: characters; longer headlines are cut
LONGEST_TITLE = 1000
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
    #: the headlines that the page states, in JSON-LD, ``meta`` elements and its headings
    headlines: tuple[str, ...] = ()
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
    #: whether the page says that it is an article
    is_article: bool = False


def read_metadata(tree: HtmlElement, url: str | None = None, first_page: str | None = None) -> PageMetadata:
    """Read the metadata of a parsed page. ``url`` is where it was found; its canonical link takes precedence.

    ``first_page`` is the URL of the article's first page, if this is another one.
    """
    surroundings = Surroundings(tree)
    metas = _metas(tree, surroundings)
    canonical = _canonical(tree, metas, url)
    node = _article_node(tree, canonical or url)
    site = _site(metas, node)
    title, headlines, suffix = _title(tree, metas, node, site)
    outlets = [
        name
        for name in (site, suffix, outlet_of_page(site, canonical or url), *_strings(node.get("publisher")))
        if name
    ]
    return PageMetadata(
        title=title,
        headlines=headlines,
        site=site,
        published=published_on(
            tree,
            metas,
            surroundings,
            canonical or url,
            _strings(node.get("datePublished")),
            [*_strings(node.get("dateCreated")), *_strings(node.get("uploadDate"))],
        ),
        authors=_authors(tree, metas, node, outlets, surroundings),
        section=_first(_strings(node.get("articleSection"))) or _first(_contents(metas, SECTIONS)),
        url=canonical or url,
        next_page=_next_page(tree, url or canonical, first_page),
        language=(tree.get("lang") or _first(_contents(metas, ("og:locale",))) or "")[:2].lower() or None,
        free=_free(node, metas),
        words=_word_count(node.get("wordCount")),
        is_article=bool(node) or any(kind.lower() == "article" for kind in _contents(metas, ("og:type",))),
    )


# -- JSON-LD ----------------------------------------------------------------------------------


def _article_node(tree: HtmlElement, url: str | None) -> dict[str, Any]:
    """The JSON-LD object of the page's article, or an empty one."""
    nodes = [node for node in _nodes(tree) if any(ARTICLE_TYPE.search(kind) for kind in _types(node))]
    titled = [node for node in nodes if _first(_strings(node.get("headline")) or _strings(node.get("name")))]
    if url and len(titled) > 1:
        path = _path(url)
        same = [node for node in titled if path and any(_path(stated) == path for stated in _urls(node))]
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


def _strings(value: object, levels: int = DEEPEST_LIST) -> list[str]:
    """The strings in a JSON-LD value, which may be a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list) and levels:
        return [text for item in value[:50] for text in _strings(item, levels - 1)]
    if isinstance(value, dict) and levels:
        return _strings(value.get("name"), levels - 1)
    return []


def _path(url: str) -> str:
    """The path of a URL without a trailing slash; empty if the URL is invalid."""
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _word_count(value: object) -> int | None:
    return int(value) if isinstance(value, (int, str)) and re.fullmatch(r"\d{1,6}", str(value)) else None


def _free(node: dict[str, Any], metas: dict[str, list[str]]) -> bool | None:
    parts = node.get("hasPart")
    values = [node.get("isAccessibleForFree")]
    values += [part.get("isAccessibleForFree") for part in (parts if isinstance(parts, list) else [parts])[:50]
               if isinstance(part, dict)]  # fmt: skip
    stated = [value for value in values if value is not None]
    if stated:
        return str(stated[0]).strip().lower().rpartition("/")[2] not in ("false", "0", "no")
    tiers = {tier.strip().lower() for tier in _contents(metas, ("article:content_tier", "og:article:content_tier"))}
    return False if "locked" in tiers else None


# -- elements ---------------------------------------------------------------------------------


def _metas(tree: HtmlElement, surroundings: Surroundings) -> dict[str, list[str]]:
    """The contents of the page's ``meta`` elements by lower-case name, without those of readers' comments."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or meta.get("value") or "").strip()
        names = {name for name in map(meta.get, ("property", "name", "itemprop")) if name}
        if content and names and not surroundings.are_foreign(meta):
            for name in names:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _contents(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [content for name in names for content in metas.get(name, ())]


def _first(texts: Iterable[str]) -> str | None:
    """The first text that is not empty, cleaned."""
    return next((clean for text in texts if (clean := clean_line(text))), None)


def _text(element: HtmlElement) -> str:
    return clean_line("".join(seen_text(element))[: 2 * LONGEST_TITLE])[:LONGEST_TITLE]


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


def _next_page(tree: HtmlElement, url: str | None, first: str | None) -> str | None:
    """The link to the article's next page: ``rel="next"`` to the same URL with the next page number."""
    for link in [*tree.xpath("//link[@rel]"), *tree.xpath("//a[@rel]")]:
        if "next" in (link.get("rel") or "").lower().split():
            following = _absolute(link.get("href") or "", url)
            if url and following and is_next_page(following, url, first or url):
                return following
    return None


def _title(
    tree: HtmlElement, metas: dict[str, list[str]], node: dict[str, Any], site: str | None
) -> tuple[str | None, tuple[str, ...], str | None]:
    """The headline, all headlines that the page states, and what follows the headline in the ``title`` element.

    The headline is the one that two of JSON-LD, OpenGraph and the ``h1`` element agree on, else the first of these.
    The outlet's name at the end ("… | The Ledger") is removed. A headline shortened with an ellipsis is used only if
    none of the others completes it.
    """
    first = [heading for heading, _ in zip(tree.iter("h1"), range(MOST_HEADINGS), strict=False)]
    headings = [text for heading in first if (text := _text(heading)) and not _same_letters(text, site or "")]
    title_element = next((text for element in tree.iter("title") if (text := _text(element))), None)
    only_heading = headings[0] if len(headings) == 1 else None
    stated = (_first(_strings(node.get("headline"))), _first(_contents(metas, TITLES)), only_heading)
    candidates = [_without_site(title[:LONGEST_TITLE], site, headings)[0] for title in stated if title]
    headlines = tuple(dict.fromkeys(candidates))
    shortened_title, suffix = _without_site(title_element, site, headings) if title_element else (None, None)
    candidates = [title for title in candidates if not _is_shortened(title, candidates)] or candidates
    for title in candidates:
        if sum(_same_letters(title, other) for other in candidates) > 1:
            return title, headlines, suffix
    found = candidates[0] if candidates else shortened_title or next(iter(headings), None)
    return found, headlines or ((found,) if found else ()), suffix


def _without_site(title: str, site: str | None, headings: list[str]) -> tuple[str, str | None]:
    """The title without the part after a separator, if that is the site's name or the part before it is a heading."""
    for separator in SITE_SUFFIX.finditer(title):
        headline, suffix = title[: separator.start()], title[separator.end() :]
        if (site and _same_letters(suffix, site)) or any(_same_letters(headline, other) for other in headings):
            return headline, suffix
    return title, None


def _is_shortened(title: str, others: list[str]) -> bool:
    beginning = ELLIPSIS.sub("", title)
    return beginning != title and any(len(other) > len(title) and other.startswith(beginning) for other in others)


def _same_letters(left: str, right: str) -> bool:
    """Whether two texts differ only in case, punctuation and spaces."""
    return letters(left) == letters(right)


def _site(metas: dict[str, list[str]], node: dict[str, Any]) -> str | None:
    named = [*metas.get("og:site_name", ()), *_strings(node.get("publisher")), *_contents(metas, OUTLETS[1:])]
    clean = (clean_line(name) for name in named)
    return next((name for name in clean if name and len(name) <= 60 and "://" not in name), None)


def _authors(
    tree: HtmlElement,
    metas: dict[str, list[str]],
    node: dict[str, Any],
    outlets: Iterable[str],
    surroundings: Surroundings,
) -> tuple[str, ...]:
    """The authors: people in JSON-LD, else in ``meta`` elements, else in the byline, else an organisation."""
    stated = node.get("author") or node.get("creator")
    people: list[str] = []
    organisations: list[str] = []
    for author in (stated if isinstance(stated, list) else [stated])[:50]:
        is_group = isinstance(author, dict) and any(ORGANISATION_TYPE.search(kind) for kind in _types(author))
        (organisations if is_group else people).extend(_strings(author))
    outlets = [*outlets]
    groups: tuple[str, ...] = ()
    sources: tuple[Callable[[], list[str]], ...] = (
        lambda: people,
        lambda: _contents(metas, AUTHORS),
        lambda: visible_byline(tree, surroundings),
    )
    for source in sources:
        names = names_in([clean_line(text) for text in source()], outlets)
        if any(not is_organisation(name) for name in names):
            return names
        groups = groups or names
    return groups or names_in([clean_line(text) for text in organisations], outlets)
