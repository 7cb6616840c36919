"""Adding articles on the page: reading pasted, uploaded and fetched articles, correcting them, and storing them.

Every function that reads or stores something new first checks on the server whether that is allowed, whatever the page
shows; it raises ``AccessDenied`` if not.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import trafilatura

from analysis.fetch.links import Fetched
from analysis.fetch.watch import Summary, Watcher
from analysis.ingest.outlets import name_key, names
from analysis.ingest.page import read_page
from analysis.ingest.table import Columns, Preview
from analysis.ingest.tables.understood import Tally
from analysis.ingest.text import NoArticle, read_text
from analysis.ingest.upload import links_of_upload, preview_upload, read_upload
from analysis.ingest.vendors import recognised
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.store.links import LinkState
from analysis.store.versions import Added
from analysis.types import Article, Problem
from dashboard.access import Access, AccessDenied
from dashboard.cache import corpora
from dashboard.cache.crawling import crawl_policy

#: characters of a pasted text
LONGEST_PASTE = 2_000_000
#: links fetched at a time
MOST_LINKS = 20
#: articles that are scored at once on the page; more are scored on the command line
MOST_MEASURED = 500
#: why the demonstration is not offered
WHY_NOT_THE_DEMONSTRATION = (
    "Articles cannot be added to the demonstration: its outlets are fictional, and its pages show the same to everyone."
)
#: the beginning of a pasted text that is HTML
MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<article|<div|<p[ >])", re.IGNORECASE)
#: XPath of the visible text of a page
VISIBLE_TEXT = "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]"


def watcher(path: Path) -> Watcher:
    """What fetches into the corpus with this file."""
    return Watcher(Store(path), policy=crawl_policy())


def new_corpus(access: Access, name: str) -> Path:
    """The file for a new corpus with this name. Raises ``AccessDenied``, or ``CorpusProblem`` for a wrong name."""
    access.check()
    return corpora.new_corpus(name)


def _check(access: Access, store: Store) -> None:
    """Raises ``AccessDenied`` if this reader may not add anything, or nobody may add to this store."""
    access.check()
    if corpora.is_demonstration(store):
        raise AccessDenied(WHY_NOT_THE_DEMONSTRATION)


@dataclass(frozen=True, slots=True)
class Pasted:
    """The article read from a pasted text, and the lines of the text that are not part of it."""

    article: Article
    cut: tuple[str, ...]


def read_pasted(access: Access, raw: str) -> Pasted:
    """Read a pasted text or HTML page. Raises ``NoArticle`` if it has no article, or ``AccessDenied``."""
    access.check()
    if len(raw) > LONGEST_PASTE:
        raise NoArticle(f"the text is longer than {LONGEST_PASTE:,} characters; save it as a file and upload the file")
    if export := recognised(raw.encode("utf-8", "replace")):
        raise NoArticle(
            f"this is an export of {export.name} with several articles; save it as a file and upload the file"
        )
    if MARKUP.match(raw):
        article = read_page(raw)
        tree = trafilatura.load_html(raw)
        lines = [] if tree is None else [str(text) for text in tree.xpath(VISIBLE_TEXT)]
    else:
        article = read_text(raw)
        lines = raw.splitlines()
    kept = {_letters(line) for line in (*article.text.splitlines(), article.title or "")}
    return Pasted(article, tuple(line.strip() for line in lines if _letters(line) and _letters(line) not in kept))


def _letters(line: str) -> str:
    return re.sub(r"\W+", "", line).casefold()


def preview_file(access: Access, name: str, data: bytes) -> Preview | None:
    """A preview of an uploaded table, or ``None`` if the file is not a readable table. Raises ``AccessDenied``."""
    access.check()
    return preview_upload(name, data)


def links_of_file(access: Access, name: str, data: bytes) -> list[str]:
    """The links of an uploaded table without texts. Raises ``AccessDenied``."""
    access.check()
    return links_of_upload(name, data)


def read_file(
    access: Access, name: str, data: bytes, columns: Columns | None = None, tally: Tally | None = None
) -> list[Article | Problem]:
    """Read an uploaded file; ``columns`` are the columns that the user chose. Raises ``AccessDenied``.

    ``tally`` is given the counts of what was understood of each column of a table.
    """
    access.check()
    return list(read_upload(name, data, columns, tally))


def suggested_outlet(files: Sequence[str], known: Iterable[str] = ()) -> str:
    """The outlet that the names of all these files begin or end with; empty if there is none.

    It is one of the tables or of the ``known`` ones; other words of a file's name are no outlet.
    """
    by_key = names() | {name_key(outlet): outlet for outlet in known if outlet}
    found = {_outlet_in(PurePosixPath(file).name, by_key) for file in files}
    return found.pop() if len(found) == 1 else ""


def _outlet_in(file: str, by_key: Mapping[str, str]) -> str:
    words = re.findall(r"[^\W_]+", PurePosixPath(file).stem)
    for length in range(len(words), 0, -1):
        for part in (words[:length], words[-length:]):
            if outlet := by_key.get(name_key(" ".join(part))):
                return outlet
    return ""


def with_outlet(articles: Sequence[Article], outlet: str) -> tuple[list[Article], int]:
    """The articles, those without an outlet with this one, and how many have none and are left out."""
    named = [
        article if article.outlet else correct(article, article.title or "", outlet, article.published)
        for article in articles
    ]
    kept = [article for article in named if article.outlet]
    return kept, len(named) - len(kept)


def fetch_links(access: Access, watcher: Watcher, links: Sequence[str]) -> list[Fetched]:
    """Fetch links without storing their articles; failures are stored with their reason. Raises ``AccessDenied``."""
    _check(access, watcher.store)
    return watcher.preview(links[:MOST_LINKS])


def failed_links(watcher: Watcher) -> list[LinkState]:
    """The links that failed, the newest first."""
    return watcher.store.links.in_state("failed")[::-1]


def retry_links(access: Access, watcher: Watcher, links: Sequence[str]) -> Summary:
    """Fetch failed links again and store their articles. Raises ``AccessDenied``."""
    _check(access, watcher.store)
    return watcher.links(links[:MOST_LINKS])


def correct(article: Article, title: str, outlet: str, published: dt.date | None, text: str | None = None) -> Article:
    """The article with the user's corrections, and the ID that results from them."""
    title_, outlet_ = " ".join(title.split()) or None, " ".join(outlet.split()) or None
    body = article.text if text is None else text.strip()
    return dataclasses.replace(
        article, id=article_id(outlet_, title_, body), title=title_, outlet=outlet_, published=published, text=body
    )


def store_articles(access: Access, watcher: Watcher, articles: Sequence[Article], newest: bool = False) -> Added:
    """Store articles and score them, unless there are too many; return what was added.

    Raises ``AccessDenied``, or ``ValueError`` if an article has no outlet.
    If the store has another version of an article's page, that version is kept, or with ``newest`` replaced.
    """
    _check(access, watcher.store)
    if not all(article.outlet for article in articles):
        raise ValueError("an article without an outlet cannot be compared; state its outlet first")
    store = watcher.store
    added = store.versions.put([article for article in articles if article.text], newest=newest)
    if (added.new or added.replaced) and len(articles) <= MOST_MEASURED:
        score(store, workers=1)
        relate(store, sparing=True)
    return added
