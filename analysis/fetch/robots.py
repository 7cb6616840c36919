"""Crawl policy: which pages a site's robots.txt allows (RFC 9309, read by Protego), and how often a host is asked."""

from __future__ import annotations

import codecs
import re
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from protego import Protego

from analysis.faults import Catching
from analysis.fetch.address import NotFetched, Refused, Target
from analysis.fetch.fetcher import AGENT, ANYTHING, Fetcher

#: seconds between two requests to one host
RATE = 2.0
#: the longest crawl delay that is obeyed, in seconds
LONGEST_DELAY = 30.0
#: seconds for which a site's rules are cached, and for which a site is avoided whose rules could not be read
KEPT, KEPT_FAILURE = 3600.0, 300.0
#: characters read of a robots.txt; RFC 9309 asks for at least 500 KiB
LONGEST_FILE = 500 * 1024
#: a line that names a crawler, in every spelling that Protego accepts
AGENT_LINE = re.compile(r"\s*user[-\s]*agent(?:\s*:|\s)(?P<name>.*)", re.IGNORECASE)
T = TypeVar("T")


class Forbidden(NotFetched):
    """A link that the site's robots.txt disallows."""


class CrawlPolicy:
    """Obeys robots.txt and keeps at least ``rate`` seconds, or the site's crawl delay, between requests to one host.

    Call ``check`` before each request. Thread-safe. Tests replace ``sleep`` and ``clock``, in seconds.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        rate: float = RATE,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.fetcher = fetcher
        self.rate = rate
        self._sleep = sleep
        self._clock = clock
        #: by site: when the cached rules expire, and the rules, or why there are none
        self._rules: dict[str, tuple[float, Protego | NotFetched]] = {}
        #: by site: the earliest time of the next request
        self._next: dict[str, float] = {}
        self._site_locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, target: Target) -> None:
        """Wait until the target's host may be asked again.

        Raises ``Forbidden`` if robots.txt disallows the target, ``NotFetched`` if robots.txt could not be read.
        """
        site = f"{target.scheme}://{target.netloc}"
        with self._lock:
            site_lock = self._site_locks.setdefault(site, threading.Lock())
        with site_lock:
            rules = self._cached_rules(site)
            allowed, delay = _parsed(lambda: (rules.can_fetch(target.link, AGENT), rules.crawl_delay(AGENT)))
            if not allowed:
                raise Forbidden(f"the robots.txt of {target.host} disallows this page")
            self._wait(site, delay)

    def _wait(self, site: str, stated_delay: float | None) -> None:
        delay = max(self.rate, min(stated_delay or 0.0, LONGEST_DELAY))
        wait = self._next.get(site, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next[site] = self._clock() + delay

    def _cached_rules(self, site: str) -> Protego:
        expires, rules = self._rules.get(site, (0.0, None))
        if rules is None or self._clock() > expires:
            try:
                rules = self._read(site)
            except NotFetched as error:
                rules = error
            kept = KEPT_FAILURE if isinstance(rules, NotFetched) else KEPT
            self._rules[site] = (self._clock() + kept, rules)
        if isinstance(rules, NotFetched):
            raise rules
        return rules

    def _read(self, site: str) -> Protego:
        """The rules of a site; a site without a robots.txt allows everything. Raises ``NotFetched``."""
        try:
            response = self.fetcher.get(f"{site}/robots.txt", ANYTHING)
        except Refused:
            raise
        except NotFetched as error:
            if error.retry:
                raise _unreadable(str(error), error.retry_after) from error
            return Protego.parse("")
        text = response.text()
        if isinstance(text, bytes):
            text = text.removeprefix(codecs.BOM_UTF8).decode("latin-1")
        return _parsed(lambda: Protego.parse(_without_other_crawlers(text)))


def _unreadable(reason: str, retry_after: float | None = None) -> NotFetched:
    return NotFetched(f"its robots.txt could not be read: {reason}", retry=True, retry_after=retry_after)


def _parsed(work: Callable[[], T]) -> T:
    """What the parser does with a file. Any exception of it is ``NotFetched``: a malformed file must not end a run."""
    with Catching() as caught:
        return work()
    raise _unreadable(f"the file is malformed ({type(caught.error).__name__})") from caught.error


def _without_other_crawlers(text: str) -> str:
    """The file with one and the same name for all crawlers but ours, and no longer than ``LONGEST_FILE``.

    Protego copies the rules of a group to every crawler that the group names, so that a small file with thousands of
    names and rules would take minutes to parse and fill the memory.
    """
    lines = text[:LONGEST_FILE].splitlines()
    if len(text) > LONGEST_FILE:
        del lines[-1:]  # cut in the middle, it could disallow or allow more than it says
    return "\n".join(map(_without_other_crawler, lines))


def _without_other_crawler(line: str) -> str:
    match = AGENT_LINE.match(line)
    name = match["name"].partition("#")[0].strip().lower() if match else ""
    if not name:
        return line
    bare = name.replace("*", "")
    # Protego also applies a group to us whose name is only the beginning of ours
    return f"User-agent: {bare or '*'}" if AGENT.lower().startswith(bare) else "User-agent: another"
