"""Adding articles from the page: what was understood, the reader's corrections, and the door that may be shut.

Every function that lets something in asks the door first, on the server, whatever the page shows.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura

from analysis.fetch.links import Fetched
from analysis.fetch.watch import Summary, Watcher
from analysis.ingest.page import read_page
from analysis.ingest.table import Columns, Preview
from analysis.ingest.text import NoArticle, read_text
from analysis.ingest.upload import links_of_upload, preview_upload, read_upload
from analysis.paths import default_path
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.store.links import LinkState
from analysis.store.versions import Added
from analysis.types import Article, Problem
from dashboard.access import Access
from dashboard.cache.crawling import crawl_policy

LONGEST_PASTE = 2_000_000
MOST_LINKS = 20
#: articles that are measured at once; for more there is the command line
MOST_MEASURED = 500
MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<article|<div|<p[ >])", re.IGNORECASE)


#: the text of a page that a reader of it sees
SEEN = "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]"


def watcher() -> Watcher:
    """What fetches into the reader's own store: the one that is named, or the usual one; never the demonstration."""
    return Watcher(Store(default_path()), policy=crawl_policy())


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of one text: the article, and the lines that were left out of its body."""

    article: Article
    cut: tuple[str, ...]


def understand(access: Access, raw: str) -> Understood:
    """Read a pasted text or page. Raises ``NoArticle`` where it holds none, ``Shut`` where nothing may be added."""
    access.check()
    if len(raw) > LONGEST_PASTE:
        raise NoArticle(f"the text is longer than {LONGEST_PASTE:,} characters; save it as a file")
    if MARKUP.match(raw):
        article = read_page(raw)
        tree = trafilatura.load_html(raw)
        lines = [] if tree is None else [str(text) for text in tree.xpath(SEEN)]
    else:
        article = read_text(raw)
        lines = raw.splitlines()
    kept = {_bare(line) for line in (*article.text.splitlines(), article.title or "")}
    return Understood(article, tuple(line.strip() for line in lines if _bare(line) and _bare(line) not in kept))


def _bare(line: str) -> str:
    return re.sub(r"\W+", "", line).casefold()


def previewed(access: Access, name: str, data: bytes) -> Preview | None:
    """A table as it is, and what was taken for what; ``None`` where it is none that can be read.

    Raises ``Shut`` where nothing may be added.
    """
    access.check()
    return preview_upload(name, data)


def listed(access: Access, name: str, data: bytes) -> list[str]:
    """The links of a table that holds no texts. Raises ``Shut`` where nothing may be added."""
    access.check()
    return links_of_upload(name, data)


def uploaded(access: Access, name: str, data: bytes, columns: Columns | None = None) -> list[Article | Problem]:
    """Read a file by name and content. Raises ``Shut`` where nothing may be added."""
    access.check()
    return list(read_upload(name, data, columns))


def fetched(access: Access, watcher: Watcher, links: Sequence[str]) -> list[Fetched]:
    """Fetch links to look at before anything is stored; what fails is remembered with its reason.

    Raises ``Shut`` where nothing may be added.
    """
    access.check()
    return watcher.preview(links[:MOST_LINKS])


def failed(watcher: Watcher) -> list[LinkState]:
    """The links that failed, the latest first."""
    return watcher.store.links.in_state("failed")[::-1]


def tried_again(access: Access, watcher: Watcher, links: Sequence[str]) -> Summary:
    """Try failed links again; those that give an article are stored. Raises ``Shut`` where nothing may be added."""
    access.check()
    return watcher.links(links[:MOST_LINKS])


def corrected(article: Article, title: str, outlet: str, published: dt.date | None, text: str | None = None) -> Article:
    """The article as the reader corrected it, with the id that belongs to it."""
    title_, outlet_ = " ".join(title.split()) or None, " ".join(outlet.split()) or None
    body = article.text if text is None else text.strip()
    return dataclasses.replace(
        article, id=article_id(outlet_, title_, body), title=title_, outlet=outlet_, published=published, text=body
    )


def stored(access: Access, watcher: Watcher, articles: Sequence[Article], newest: bool = False) -> Added:
    """Store articles and measure them; return what became of them. Raises ``Shut`` where nothing may be added.

    Of several versions of one page's text the stored one stays, or with ``newest`` these take its place.
    """
    access.check()
    store = watcher.store
    added = store.versions.put([article for article in articles if article.text], newest=newest)
    if (added.new or added.replaced) and len(articles) <= MOST_MEASURED:
        score(store, workers=1)
        relate(store)
    return added
