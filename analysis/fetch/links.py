"""Links -> articles: pages are fetched safely and within the crawl policy, and read."""

from __future__ import annotations

import dataclasses
import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from analysis.faults import Catching
from analysis.fetch.address import NotFetched, target_of
from analysis.fetch.fetcher import PAGE, Fetcher
from analysis.fetch.robots import CrawlPolicy
from analysis.ingest.page import extract_page, is_same_article
from analysis.ingest.text import NoArticle
from analysis.scorers.score import article_id
from analysis.types import Article, Problem
from analysis.urls import without_tracking

#: hosts that are fetched from at the same time
WORKERS = 8
#: pages fetched for one article
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Failed(Problem):
    """A link or feed that could not be fetched or read.

    ``retry``: whether a later attempt may succeed. ``retry_after``: the seconds that the server asked us to wait.
    """

    retry: bool = False
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A link, normalised, and the article on its page or why there is none."""

    link: str
    outcome: Article | Failed


def normalised(link: str) -> str:
    """The link without fragment, tracking parameters and default port. Raises ``Refused``."""
    parts = urlsplit(target_of(link).link)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, without_tracking(parts.query), ""))


def fetch_each(
    links: Iterable[str], fetcher: Fetcher | None = None, policy: CrawlPolicy | None = None, workers: int = WORKERS
) -> Iterator[Fetched]:
    """Fetch links: those of one host one after another, those of up to ``workers`` hosts at the same time."""
    fetcher = fetcher or Fetcher()
    by_host: dict[str, dict[str, None]] = {}
    for link in links:
        try:
            plain = normalised(link)
        except NotFetched as error:
            yield Fetched(link, Failed(link, None, str(error)))
            continue
        by_host.setdefault(urlsplit(plain).netloc, {}).setdefault(plain)
    yield from _HostThreads(by_host.values(), fetcher, policy or CrawlPolicy(fetcher), workers).results()


class _HostThreads:
    """Threads that each take the links of one host at a time and put the results into a queue."""

    def __init__(self, hosts: Iterable[Iterable[str]], fetcher: Fetcher, policy: CrawlPolicy, workers: int) -> None:
        self._fetcher = fetcher
        self._policy = policy
        self._workers = workers
        self._hosts: queue.SimpleQueue[Iterable[str]] = queue.SimpleQueue()
        for links in hosts:
            self._hosts.put(links)
        #: results, exceptions raised in a thread, and ``None`` for each thread that has finished
        self._results: queue.Queue[Fetched | BaseException | None] = queue.Queue(maxsize=workers)
        self._stopped = threading.Event()

    def results(self) -> Iterator[Fetched]:
        """Start the threads and yield their results as they arrive; the threads stop when the caller does."""
        running = min(self._workers, self._hosts.qsize())
        for _ in range(running):
            threading.Thread(target=self._work, daemon=True).start()
        try:
            while running:
                result = self._results.get()
                if result is None:
                    running -= 1
                elif isinstance(result, BaseException):
                    raise result
                else:
                    yield result
        finally:
            self._stopped.set()

    def _work(self) -> None:
        try:
            while not self._stopped.is_set():
                try:
                    links = self._hosts.get_nowait()
                except queue.Empty:
                    break
                for link in links:
                    if self._stopped.is_set():
                        break
                    self._put(Fetched(link, fetch_one(link, self._fetcher, self._policy)))
            self._put(None)
        except BaseException as error:  # noqa: BLE001  # raised in the caller's thread
            self._put(error)

    def _put(self, result: Fetched | BaseException | None) -> None:
        """Put a result into the queue when it has room, unless the caller has stopped."""
        while not self._stopped.is_set():
            try:
                self._results.put(result, timeout=0.2)
                return
            except queue.Full:
                continue


def fetch_one(link: str, fetcher: Fetcher, policy: CrawlPolicy) -> Article | Failed:
    """Fetch and read the article at a link, with its further pages; if one of these fails, the article has failed.

    An unexpected error is a failure too, so that it ends no run.
    """
    with Catching() as caught:
        try:
            return _article_at(link, fetcher, policy)
        except NotFetched as error:
            return Failed(link, None, str(error), error.retry, error.retry_after)
        except NoArticle as error:
            return Failed(link, None, str(error))
    assert caught.fault is not None
    return Failed(link, None, caught.fault.reason("the page could not be read", "other pages were read"))


def _article_at(link: str, fetcher: Fetcher, policy: CrawlPolicy) -> Article:
    """The article at a link. Raises ``NotFetched`` and ``NoArticle``."""
    response = fetcher.get(link, PAGE, before=policy.check)
    page = extract_page(response.text(), response.link)
    texts, seen = [page.article.text], {normalised(response.link)}
    following = _same_site_link(page.next_page, response.link)
    while following and following not in seen and len(seen) < MOST_PAGES:
        seen.add(following)
        next_response = fetcher.get(following, PAGE, before=policy.check)
        next_page = extract_page(next_response.text(), next_response.link, first_page=response.link)
        if not is_same_article(page.article, next_page.article, next_response.link):
            break
        texts.append(next_page.article.text)
        following = _same_site_link(next_page.next_page, next_response.link)
    article, text = page.article, "\n\n".join(dict.fromkeys(texts))
    # a page that states another site's link as its own must not be stored as that site's article
    url = _same_site_link(article.url, response.link) or normalised(response.link)
    new_id = article_id(article.outlet, article.title, text)
    return dataclasses.replace(article, id=new_id, text=text, url=url, source=link)


def _same_site_link(stated: str | None, found: str) -> str | None:
    """The stated link, normalised, or ``None`` if it is not on the site of ``found``."""
    try:
        plain = normalised(stated) if stated else None
    except NotFetched:
        return None
    return plain if plain and _site(urlsplit(plain).hostname) == _site(urlsplit(found).hostname) else None


def _site(host: str | None) -> str:
    """The domain of a host: ``amp.news.example`` and ``www.news.example`` are on one site."""
    labels = (host or "").split(".")
    second_level = len(labels) >= 3 and len(labels[-1]) == 2 and len(labels[-2]) <= 3  # as in co.uk
    return ".".join(labels[-3 if second_level else -2 :])
