"""The page reader: a news page's HTML -> a cleaned article, by trafilatura."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

import trafilatura
from trafilatura.metadata import extract_metadata

from analysis.ingest.dates import read_date
from analysis.ingest.text import NoArticle
from analysis.score import article_id
from analysis.types import Article


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was understood: its article, and where the article goes on."""

    article: Article
    next_page: str | None = None


def understand(html: str | bytes, url: str | None = None) -> Page:
    """``read_page``, with where the article goes on: ``next_page`` is the address of its next page, if it has one."""
    article = read_page(html, url)
    tree = trafilatura.load_html(html)
    further = [] if tree is None else tree.xpath("//link[@rel='next']/@href")
    return Page(article, urljoin(url or "", str(further[0])) if further else None)


def read_page(html: str | bytes, url: str | None = None) -> Article:
    """Read a web page. Raises ``NoArticle`` where no body text is found."""
    text = trafilatura.extract(html, url=url, include_comments=False, include_tables=False)
    if not text:
        raise NoArticle("no article was found on the page")
    found = extract_metadata(html, default_url=url)
    title, outlet = found.title or None, found.sitename or None
    text = "\n\n".join(line for line in text.splitlines() if line.strip() and line != title)
    return Article(
        id=article_id(outlet, title, text),
        outlet=outlet,
        title=title,
        text=text,
        published=read_date(found.date) if found.date else None,
        url=found.url or url,
        authors=tuple(a.strip() for a in (found.author or "").split(";") if a.strip()),
    )
