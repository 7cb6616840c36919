"""What a site's robots.txt lets us fetch, and how often one host is asked.

``urllib.robotparser`` reads the file (RFC 9309 but for wildcards within a path); the safe getter fetches it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from urllib.robotparser import RobotFileParser

from analysis.fetch.address import NotFetched, Refused, Target
from analysis.fetch.fetcher import AGENT, ANYTHING, Fetcher

#: seconds between two requests to one host
RATE = 2.0
LONGEST_DELAY = 30.0
#: seconds for which a site's rules are kept, and for which a site that failed to give them is left alone
KEPT, KEPT_FAILURE = 3600.0, 300.0


class Forbidden(NotFetched):
    """A link that the site's robots.txt asks us to leave alone."""


class CrawlPolicy:
    """The manners towards hosts: robots.txt is obeyed and no host is asked more often than ``rate`` seconds.

    Call ``check`` before each request. Usable from several threads.
    """

    def __init__(self, fetcher: Fetcher, rate: float = RATE, sleep: Callable[[float], None] = time.sleep) -> None:
        self.fetcher = fetcher
        self.rate = rate
        self._sleep = sleep
        self._rules: dict[str, tuple[float, RobotFileParser | NotFetched]] = {}
        self._next: dict[str, float] = {}
        self._one = threading.Lock()
        self._of_host: dict[str, threading.Lock] = {}

    def check(self, target: Target) -> None:
        """Wait for the host's turn. Raises ``Forbidden``, or ``NotFetched`` where robots.txt cannot be had."""
        site = f"{target.scheme}://{target.named}"
        with self._one:
            lock = self._of_host.setdefault(site, threading.Lock())
        with lock:
            until, rules = self._rules.get(site, (0.0, None))
            if rules is None or time.monotonic() > until:
                rules = self._read(site)
                kept = KEPT_FAILURE if isinstance(rules, NotFetched) else KEPT
                self._rules[site] = (time.monotonic() + kept, rules)
            if isinstance(rules, NotFetched):
                raise rules
            if not rules.can_fetch(AGENT, target.link):
                raise Forbidden(f"the robots.txt of {target.host} asks to leave this page alone")
            self._turn(site, rules)

    def _turn(self, site: str, rules: RobotFileParser) -> None:
        stated = rules.crawl_delay(AGENT)
        delay = max(self.rate, min(float(stated), LONGEST_DELAY)) if stated else self.rate
        wait = self._next.get(site, 0.0) - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._next[site] = time.monotonic() + delay

    def _read(self, site: str) -> RobotFileParser | NotFetched:
        """The rules of a site. A site without the file forbids nothing; one that fails to give it is left alone."""
        parser = RobotFileParser()
        try:
            answer = self.fetcher.get(f"{site}/robots.txt", ANYTHING)
        except Refused as error:
            return error
        except NotFetched as error:
            if error.again:
                return NotFetched(f"its robots.txt could not be read: {error}", again=True, wait=error.wait)
            parser.parse([])
            return parser
        text = answer.text()
        parser.parse((text if isinstance(text, str) else text.decode("latin-1")).splitlines())
        return parser
