"""Links -> articles: each page fetched safely and politely, read, and known by its canonical link."""

from __future__ import annotations

import dataclasses
import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from analysis.fetch.address import NotFetched, target_of
from analysis.fetch.fetcher import PAGE, Fetcher
from analysis.fetch.robots import CrawlPolicy
from analysis.ingest.page import understand
from analysis.ingest.text import NoArticle
from analysis.scorers.score import article_id
from analysis.types import Article, Problem
from analysis.urls import without_tracking

WORKERS = 8
#: pages of one article
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Failed(Problem):
    """A link that gave no article. ``again``: trying later may help; ``wait``: seconds the server asked for."""

    again: bool = False
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A link and what it gave."""

    link: str
    outcome: Article | Failed


def canonical(link: str) -> str:
    """One spelling for a link: no fragment, no tracking parameters, no default port. Raises ``Refused``."""
    parts = urlsplit(target_of(link).link)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, without_tracking(parts.query), ""))


def fetch_each(
    links: Iterable[str], fetcher: Fetcher | None = None, policy: CrawlPolicy | None = None, workers: int = WORKERS
) -> Iterator[Fetched]:
    """Fetch links, each host's one after the other and several hosts at once; ``Fetched.link`` is in one spelling."""
    fetcher = fetcher or Fetcher()
    policy = policy or CrawlPolicy(fetcher)
    by_host: dict[str, list[str]] = {}
    for link in links:
        try:
            plain = canonical(link)
        except NotFetched as error:
            yield Fetched(link, Failed(link, None, str(error)))
            continue
        of_host = by_host.setdefault(urlsplit(plain).netloc, [])
        if plain not in of_host:
            of_host.append(plain)
    hosts: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for of_host in by_host.values():
        hosts.put(of_host)
    done: queue.Queue[Fetched | BaseException | None] = queue.Queue(maxsize=workers)
    stopped = threading.Event()

    def work() -> None:
        try:
            while not stopped.is_set():
                try:
                    of_host = hosts.get_nowait()
                except queue.Empty:
                    break
                for link in of_host:
                    if stopped.is_set():
                        break
                    _put(done, Fetched(link, fetch_one(link, fetcher, policy)), stopped)
            _put(done, None, stopped)
        except BaseException as error:  # noqa: BLE001  # handed to the one who waits, not lost in a thread
            _put(done, error, stopped)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(workers, len(by_host)))]
    for thread in threads:
        thread.start()
    running = len(threads)
    try:
        while running:
            found = done.get()
            if found is None:
                running -= 1
            elif isinstance(found, BaseException):
                raise found
            else:
                yield found
    finally:
        stopped.set()


def _put(
    done: queue.Queue[Fetched | BaseException | None], item: Fetched | BaseException | None, stopped: threading.Event
) -> None:
    while not stopped.is_set():
        try:
            done.put(item, timeout=0.2)
            return
        except queue.Full:
            continue


def fetch_one(link: str, fetcher: Fetcher, policy: CrawlPolicy) -> Article | Failed:
    """Fetch and read one page, and the further pages that its article goes on to: all of them, or it has failed."""
    try:
        answer = fetcher.get(link, PAGE, before=policy.check)
        page = understand(answer.text(), answer.link)
        texts, asked = [page.article.text], {canonical(answer.link)}
        further = _further(page.next_page, answer.link)
        while further and further not in asked and len(asked) < MOST_PAGES:
            asked.add(further)
            more = fetcher.get(further, PAGE, before=policy.check)
            onward = understand(more.text(), more.link)
            texts.append(onward.article.text)
            further = _further(onward.next_page, more.link)
    except NotFetched as error:
        return Failed(link, None, str(error), error.again, error.wait)
    except NoArticle as error:
        return Failed(link, None, str(error))
    article, text = page.article, "\n\n".join(dict.fromkeys(texts))
    return dataclasses.replace(
        article, id=article_id(article.outlet, article.title, text), text=text, url=_own(article.url, answer.link),
        source=link,
    )  # fmt: skip


def _further(stated: str | None, found: str) -> str | None:
    """The next page of an article where it is of the same site."""
    try:
        plain = canonical(stated) if stated else None
    except NotFetched:
        return None
    return plain if plain and _site(urlsplit(plain).hostname) == _site(urlsplit(found).hostname) else None


def _own(stated: str | None, found: str) -> str:
    """The canonical link that a page states where it is of the same site, else where the page was found.

    A page that names another site's link as its own would otherwise pass for that site's article.
    """
    try:
        plain = canonical(stated) if stated else canonical(found)
    except NotFetched:
        plain = canonical(found)
    same = _site(urlsplit(plain).hostname) == _site(urlsplit(found).hostname)
    return plain if same else canonical(found)


def _site(host: str | None) -> str:
    """The last labels of a host: ``amp.news.example`` and ``www.news.example`` are one site."""
    labels = (host or "").split(".")
    short = len(labels) >= 3 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if short else -2 :])
