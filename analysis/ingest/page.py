"""Reader of web pages: HTML -> a cleaned article.

trafilatura extracts the body; captions are removed before that, boilerplate after it. Title, date, authors and link are
what the page states about itself (``analysis.ingest.metadata``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from analysis.furniture import spans_of
from analysis.ingest.language import language_of
from analysis.ingest.metadata import PageMetadata, read_metadata
from analysis.ingest.outlets import outlet_of_page
from analysis.ingest.repair import repaired, unwrapped
from analysis.ingest.text import NoArticle, clean_body, wire_of
from analysis.ingest.web import furniture, notices
from analysis.ingest.web.bylines import letters
from analysis.ingest.web.lengths import word_count
from analysis.ingest.web.markup import parsed
from analysis.ingest.web.parts import join_parts, most_prose
from analysis.ingest.web.phrases import phrases
from analysis.parallel import TooLong, time_limit
from analysis.scorers.score import article_id
from analysis.types import Article
from analysis.urls import page_key

#: seconds for reading one page of a file
TIME_LIMIT = 30.0
#: words; a shorter text is a notice or a menu, not an article
SHORTEST = 20
#: blocks of text above which only trafilatura's own rules are used: those that it falls back on compare all with all
MOST_COMPARED = 1_500
BLOCKS = ("p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote", "pre",
          "center", "section", "form", "table", "ul", "ol", "dl", "fieldset", "caption", "legend", "option",
          "textarea", "address", "hr", "br")  # fmt: skip
#: headings after the end of an article: links to other articles, notes on the authors, comments
ENDS = phrases("end")
#: share of the text that must precede such a heading for the article to end there
SHARE_BEFORE_END = 0.6
#: lines about the page itself, or that link to other pages
BOILERPLATE = phrases("line")
#: the number of a page after a headline
PAGE_SUFFIX = re.compile(
    r"\s*[-–—|:,(\[]*\s*\b(?:page|part|p\.|seite|p[áa]gina)\s*\d{1,2}(?:\s*(?:of|/|von|de)\s*\d{1,2})?\s*[)\]]?\s*$",
    re.IGNORECASE,
)
#: characters of a quotation that is repeated as a display line, and lines of a text in which these are looked for
SHORTEST_PULL_QUOTE, LONGEST_PULL_QUOTE, MOST_LINES = 30, 300, 1000
#: share of the longest run of paragraphs that the extracted text must have; with less, that run is the body
LEAST_SHARE = 0.5
#: share of the lines of a wrapped page that begin with a small letter
SHARE_WITHIN_SENTENCE = 0.3
#: characters; a longer line is a paragraph
LONGEST_BOILERPLATE = 600


class Paywalled(NoArticle):
    """A page with only the beginning of an article for subscribers."""


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """The article of a page, and the link to the article's next page if it has one."""

    article: Article
    next_page: str | None = None


def read_page(html: str | bytes, url: str | None = None) -> Article:
    """Read the article of a web page.

    ``html`` is the page as text or as bytes. ``url`` is where the page was found; the page's canonical link takes
    precedence. The article's ``published`` is the day that the page states, in the page's time zone, or ``None``; its
    ``outlet`` is the standard name (``analysis.ingest.outlets``). Raises ``NoArticle`` if the page has no article, and
    the subclass ``Paywalled`` if it has only the beginning of one.
    """
    return extract_page(html, url).article


def article_in_time(html: str | bytes, url: str | None, source: str) -> Article:
    """Read a page of a file like ``read_page``.

    Raises ``NoArticle`` also if that takes longer than ``TIME_LIMIT`` in the main thread of a process.
    """
    try:
        with time_limit(TIME_LIMIT):
            return extract_page(html, url, source).article
    except TooLong:
        raise NoArticle(f"reading took longer than {TIME_LIMIT:g} seconds; save the article as text") from None


def extract_page(
    html: str | bytes, url: str | None = None, source: str | None = None, first_page: str | None = None
) -> ExtractedPage:
    """Read a page like ``read_page`` and also return the link to the article's next page.

    ``first_page`` is the URL of the article's first page, if this is another one.
    """
    tree = parsed(html)
    metadata = read_metadata(tree, url, first_page)
    titles = [*_texts(tree.iter("title"), 1), metadata.title or ""]
    headings = _texts(tree.iter("h1"), 10)
    notices.remove_consent(tree)
    is_front_page = notices.is_front_page(tree, _path(metadata.url), metadata.is_article)
    links = set() if metadata.is_article else notices.link_texts(tree)
    captions = furniture.remove_captions(tree)
    removed = furniture.remove(tree)
    join_parts(tree)
    text, more_captions = clean_body(_body(tree, metadata))
    words = word_count(text)
    if notices.is_error(titles, headings, text, words, metadata.is_article or metadata.published is not None):
        raise NoArticle(
            "the page is an error page or a check for robots, not an article; open its link and save it again"
        )
    if words < SHORTEST:
        raise NoArticle("no article text was found on the page; give a page with one article, or save it as text")
    if notices.is_consent_text(text):
        raise NoArticle("the page shows a cookie notice and no article; accept or reject cookies and save it again")
    if is_front_page or notices.is_list_of_links(text, links):
        raise NoArticle("the page is a front page with links to articles; give a page with one article")
    if notices.is_stub(tree, text, words, removed, metadata.free, metadata.words):
        raise Paywalled("the page has only the beginning of an article for subscribers; give the whole article")
    article = _article(metadata, text, (*captions, *more_captions), url, source)
    return ExtractedPage(article, metadata.next_page)


def _article(
    metadata: PageMetadata, text: str, captions: tuple[str, ...], url: str | None, source: str | None
) -> Article:
    outlet = outlet_of_page(metadata.site, metadata.url or url)
    return Article(
        id=article_id(outlet, metadata.title, text),
        outlet=outlet,
        title=metadata.title,
        text=text,
        published=metadata.published,
        url=metadata.url,
        authors=metadata.authors,
        section=metadata.section,
        captions=captions,
        wire=wire_of(text, outlet),
        language=language_of(text) or metadata.language,
        source=source or url,
        furniture=spans_of(text),
    )


def is_same_article(first: Article, other: Article, found: str) -> bool:
    """Whether the article of a next page, found at the URL ``found``, continues that of the first page.

    Both pages must have the same headline, or the next page must name the first as its canonical link. The authors, if
    both pages state any, must agree.
    """
    if first.authors and other.authors and not {*map(letters, first.authors)} & {*map(letters, other.authors)}:
        return False
    own_key, first_key, other_key = page_key(found), page_key(first.url), page_key(other.url)
    if other_key is not None and other_key == first_key:
        return True
    if other_key is not None and other_key != own_key and other_key != first_key:
        return False
    headlines = [letters(PAGE_SUFFIX.sub("", title or "")) for title in (first.title, other.title)]
    return bool(headlines[0]) and headlines[0] == headlines[1]


def _texts(elements: Iterable[HtmlElement], most: int) -> list[str]:
    """The texts of the first elements."""
    return ["".join(element.itertext()) for element in islice(elements, most)]


def _path(url: str | None) -> str | None:
    try:
        parts = urlsplit(url) if url else None
    except ValueError:
        return None
    return parts.path if parts and not parts.query else None


def _body(tree: HtmlElement, metadata: PageMetadata) -> str:
    from trafilatura import bare_extraction  # takes a second to import, and most runs read no web page
    from trafilatura.settings import Document

    headings = {letters(text) for text in (*_texts(tree.iter("h1"), 30), metadata.title or "", "")}
    is_large = sum(1 for _ in tree.iter(*BLOCKS)) > MOST_COMPARED
    prose = most_prose(tree)
    document = bare_extraction(tree, url=metadata.url, include_comments=False, fast=is_large)
    text = repaired(document.text or "") if isinstance(document, Document) else ""
    if len(text) < LEAST_SHARE * sum(map(len, prose)):
        text = repaired("\n".join(prose))
    lines = [line for line in text.splitlines() if line.strip()]
    # many lines of a wrapped page begin inside a sentence, those of a list do not
    if sum(line[:1].islower() for line in lines) > SHARE_WITHIN_SENTENCE * len(lines):
        lines = unwrapped("\n".join(lines)).splitlines()
    lines = [line for k, line in enumerate(lines) if k > 4 or letters(line) not in headings]
    return "\n".join(_without_pull_quotes([line for line in _before_end(lines) if not _is_boilerplate(line)]))


def _without_pull_quotes(lines: list[str]) -> list[str]:
    """The lines without those that repeat a sentence of another line."""
    whole = "\n".join(keys := [letters(line) for line in lines])
    if len(lines) > MOST_LINES:
        return lines
    return [
        line
        for line, key in zip(lines, keys, strict=True)
        if not (SHORTEST_PULL_QUOTE <= len(key) <= LONGEST_PULL_QUOTE and whole.count(key) > 1 and keys.count(key) == 1)
    ]


def _is_boilerplate(line: str) -> bool:
    bare = line.strip(" -–|*»›·()[]")
    return len(bare) <= LONGEST_BOILERPLATE and (bool(BOILERPLATE.fullmatch(bare)) or notices.is_gate(bare))


def _before_end(lines: list[str]) -> list[str]:
    """The lines before the first heading that ends the article, if most of the text precedes it."""
    whole, before = sum(len(line) for line in lines), 0
    for k, line in enumerate(lines):
        if len(line) < 80 and before > SHARE_BEFORE_END * whole and ENDS.fullmatch(line.strip(" -:|")):
            return lines[:k]
        before += len(line)
    return lines
