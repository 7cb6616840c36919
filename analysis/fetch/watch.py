"""Watching feeds: poll each feed when it is due, fetch new articles, and store them or the reason of a failure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from analysis.faults import Catching
from analysis.fetch.address import NotFetched
from analysis.fetch.feeds import Entry, NotAFeed, read_feed
from analysis.fetch.fetcher import FEED, Fetcher, Response
from analysis.fetch.links import WORKERS, Failed, Fetched, fetch_each, normalised
from analysis.fetch.outlets import Outlet
from analysis.fetch.robots import CrawlPolicy
from analysis.ingest.outlets import HOST
from analysis.ingest.table import Link
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.store.links import FeedState, LinkState
from analysis.types import Article

#: time between two polls of a feed
EVERY = dt.timedelta(minutes=15)
#: the longest time before a failed link or feed is tried again
LONGEST_WAIT = dt.timedelta(days=1)
#: a next try further in the future than this was set by a wrong clock, and is due
WRONG_CLOCK = LONGEST_WAIT * 1.5
#: attempts to fetch a link before it is no longer retried automatically
TRIES = 5
#: links stored in one transaction; a run that is killed fetches at most these again
BATCH = 4
#: a stated day may be this much later than today in UTC, because of time zones
AHEAD = dt.timedelta(days=1)

Clock = Callable[[], dt.datetime]
#: called with the number of finished links and the number of all links
Progress = Callable[[int, int], None]


def utc_now() -> dt.datetime:
    """The current time in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(slots=True)
class Count:
    """The results of one outlet.

    ``links`` counts links not seen before, ``stored`` new articles, ``known`` articles that the store already had,
    ``replaced`` articles that replaced an earlier version of their page, and ``failed`` links. ``feed`` is the result
    of polling its feed, in a few words.
    """

    links: int = 0
    stored: int = 0
    replaced: int = 0
    known: int = 0
    failed: int = 0
    feed: str = ""


@dataclass(slots=True)
class Summary:
    """The results of one round by outlet, and the failures of feeds and links.

    ``lost`` counts users' judgements of marks that were deleted since a newer version lacks the passage.
    """

    outlets: dict[str, Count] = field(default_factory=dict)
    failures: list[Failed] = field(default_factory=list)
    lost: int = 0

    def of(self, outlet: str | None) -> Count:
        """The results of one outlet."""
        return self.outlets.setdefault(outlet or "", Count())

    @property
    def stored(self) -> int:
        """The number of articles stored."""
        return sum(count.stored for count in self.outlets.values())


@dataclass(frozen=True, slots=True)
class Watcher:
    """Fetches new articles of outlets, or given links, into a store.

    ``every`` is the time between two polls of a feed. Without a ``policy`` each call uses a new one.
    """

    store: Store
    fetcher: Fetcher = field(default_factory=Fetcher)
    policy: CrawlPolicy | None = None
    clock: Clock = utc_now
    every: dt.timedelta = EVERY

    def once(self, outlets: Sequence[Outlet], progress: Progress = lambda done, total: None) -> Summary:
        """Do one round: poll the feeds that are due, then fetch the links that are new or due again."""
        summary = Summary()
        policy = self.policy or CrawlPolicy(self.fetcher)
        self._poll_all(outlets, summary, policy)
        now = self.clock()
        to_fetch = self.store.links.due(now, now + WRONG_CLOCK)
        self._fetch({state.link: state for state in to_fetch}, summary, policy, progress)
        return summary

    def forever(self, outlets: Sequence[Outlet], stop: threading.Event) -> Iterator[Summary]:
        """Do rounds until ``stop`` is set, and yield the summary of each."""
        while not stop.is_set():
            yield self.once(outlets)
            stop.wait(min(60.0, self.every.total_seconds()))

    def links(
        self, links: Sequence[str | Link], progress: Progress = lambda done, total: None, newest: bool = False
    ) -> Summary:
        """Fetch the given links, due or not, except stored ones; failures are stored with their reason.

        Outlet, title and day of a ``Link`` are used like those in a feed. With ``newest``, stored links are fetched
        too, and a new version of the text replaces the stored one.
        """
        summary = Summary()
        given = self._link_states(links, summary)
        before = {state.link for state in self.store.links.in_state()}
        self.store.links.add([*given.values()])
        to_fetch: dict[str, LinkState] = {}
        for state in self.store.links.in_state():
            if state.link not in given:
                continue
            count = summary.of(state.outlet)
            if state.state == "stored" and not newest:
                count.known += 1
            else:
                count.links += state.link not in before
                to_fetch[state.link] = state
        self._fetch(to_fetch, summary, self.policy or CrawlPolicy(self.fetcher), progress, newest)
        return summary

    def preview(self, links: Sequence[str]) -> list[Fetched]:
        """Fetch links without storing their articles; only failures are stored, with their reason."""
        results = list(fetch_each(links, self.fetcher, self.policy or CrawlPolicy(self.fetcher)))
        now = self.clock()
        failed = {one.link: LinkState(one.link, now) for one in results if isinstance(one.outcome, Failed)}
        known = {state.link: state for state in self.store.links.in_state()}
        self._save([one for one in results if one.link in failed], failed | known, Summary())
        return [
            dataclasses.replace(one, outcome=_with_stated(one.outcome, known[one.link], now.date()))
            if isinstance(one.outcome, Article) and one.link in known
            else one
            for one in results
        ]

    def _link_states(self, links: Sequence[str | Link], summary: Summary) -> dict[str, LinkState]:
        """The states of given links by normalised link; invalid links are added to the failures of ``summary``."""
        now = self.clock()
        states: dict[str, LinkState] = {}
        for link in links:
            given = link if isinstance(link, Link) else Link(link)
            # a list that states only the outlet's host is less precise than the page itself
            outlet = None if given.outlet and HOST.fullmatch(given.outlet) else given.outlet
            try:
                state = LinkState(normalised(given.url), now, None, outlet, given.title, given.published)
                states.setdefault(state.link, state)
            except NotFetched as error:
                summary.failures.append(Failed(given.url, None, str(error)))
        return states

    def _poll_all(self, outlets: Sequence[Outlet], summary: Summary, policy: CrawlPolicy) -> None:
        """Poll the feeds that are due, several at the same time, and store their state and new links."""
        states = self.store.links.feeds()
        due = [outlet for outlet in outlets if self._due(states.get(outlet.feed))]
        with ThreadPoolExecutor(WORKERS) as pool:
            polled = pool.map(lambda outlet: self._poll(outlet, states.get(outlet.feed), policy), due)
            for outlet, found in zip(due, polled, strict=True):
                now = self.clock()
                by_link, refused = _by_link(found.entries)
                links = [
                    LinkState(link, now, outlet.feed, outlet.name, entry.title, entry.published)
                    for link, entry in by_link
                ]
                count = summary.of(outlet.name)
                count.links += self.store.links.add(links, found.state)
                count.feed = found.failed.reason if found.failed else "read" if found.entries else "nothing new"
                summary.failures += [found.failed] if found.failed else []
                summary.failures += found.problems + _left_out(outlet.feed, "refused", refused)

    def _due(self, state: FeedState | None) -> bool:
        if state is None or state.next_try is None:
            return True
        return not self.clock() < state.next_try <= self.clock() + WRONG_CLOCK

    def _poll(self, outlet: Outlet, state: FeedState | None, policy: CrawlPolicy) -> _Polled:
        """Poll one feed. An unexpected error is a failure too, so that one feed cannot end the round of all."""
        old = state or FeedState(outlet.feed, outlet.name)
        with Catching() as caught:
            try:
                return self._read_feed(outlet, old, policy)
            except (NotFetched, NotAFeed) as error:
                retry_after = error.retry_after if isinstance(error, NotFetched) else None
                return self._not_read(old, str(error), retry_after)
        assert caught.fault is not None
        return self._not_read(old, caught.fault.reason("the feed could not be read", "other feeds were read"))

    def _not_read(self, old: FeedState, reason: str, retry_after: float | None = None) -> _Polled:
        failures = old.failures + 1
        now = self.clock()
        next_try = now + _back_off(self.every, failures, retry_after)
        new = dataclasses.replace(old, asked=now, next_try=next_try, failures=failures, reason=reason)
        return _Polled(new, failed=Failed(old.feed, None, reason, True, retry_after))

    def _read_feed(self, outlet: Outlet, old: FeedState, policy: CrawlPolicy) -> _Polled:
        response = self.fetcher.get(outlet.feed, FEED, old.etag, old.modified, policy.check)
        problems: list[Failed] = []
        entries = () if response.unchanged else self._entries(response, policy, problems)
        now = self.clock()
        etag, modified = (old.etag, old.modified) if response.unchanged else (response.etag, response.modified)
        new = FeedState(outlet.feed, outlet.name, etag, modified, now, now + self.every)
        return _Polled(new, entries, problems=problems)

    def _entries(self, response: Response, policy: CrawlPolicy, problems: list[Failed]) -> tuple[Entry, ...]:
        """The entries of a feed, and of the sitemaps of a sitemap index; those that cannot be read are ``problems``."""
        feed = read_feed(response.body, response.link)
        entries = list(feed.entries)
        problems += _left_out(response.link, "malformed", feed.malformed)
        for link in feed.sitemaps:
            with Catching() as caught:
                try:
                    sitemap = self.fetcher.get(link, FEED, before=policy.check)
                    found = read_feed(sitemap.body, sitemap.link)
                    entries += found.entries
                    problems += _left_out(sitemap.link, "malformed", found.malformed)
                except (NotFetched, NotAFeed) as error:
                    problems.append(Failed(link, None, str(error), retry=True))
            if caught.fault is not None:
                reason = caught.fault.reason("the sitemap could not be read", "other sitemaps were read")
                problems.append(Failed(link, None, reason, retry=True))
        return tuple(entries)

    def _fetch(
        self, due: dict[str, LinkState], summary: Summary, policy: CrawlPolicy, progress: Progress, newest: bool = False
    ) -> None:
        """Fetch links and store the results in batches, also when the run is interrupted."""
        done: list[Fetched] = []
        finished = 0
        try:
            for fetched in fetch_each(due, self.fetcher, policy):
                done.append(fetched)
                finished += 1
                if len(done) >= BATCH:
                    self._save(done, due, summary, newest)
                    done = []
                progress(finished, len(due))
        finally:
            self._save(done, due, summary, newest)

    def _save(self, done: Sequence[Fetched], due: dict[str, LinkState], summary: Summary, newest: bool = False) -> None:
        """Store the results of links in one transaction and count them; ``due`` are the links' states before."""
        if not done:
            return
        now = self.clock()
        states, articles = [], {}
        for fetched in done:
            old, outcome = due[fetched.link], fetched.outcome
            if isinstance(outcome, Article):
                articles[old.link] = _with_stated(outcome, old, now.date())
                states.append(dataclasses.replace(old, state="stored", reason=None, next_try=None, fetched=now))
                continue
            summary.of(old.outlet).failed += 1
            summary.failures.append(outcome)
            if old.state != "stored":  # a stored article is kept although its page can no longer be fetched
                states.append(self._after_failure(old, outcome, now))
        if newest:
            self._replace(articles, due, summary)
        new = self.store.links.save_fetched(states, articles)
        for state in states:
            count = summary.of(state.outlet)
            count.stored += state.link in new
            count.known += state.state == "stored" and state.link not in new

    def _after_failure(self, old: LinkState, failed: Failed, now: dt.datetime) -> LinkState:
        tries = old.tries + 1
        retry = failed.retry and tries < TRIES
        next_try = now + _back_off(self.every, tries, failed.retry_after) if retry else None
        return dataclasses.replace(
            old, state="failed", reason=failed.reason, tries=tries, next_try=next_try, fetched=now
        )

    def _replace(self, articles: dict[str, Article], due: dict[str, LinkState], summary: Summary) -> None:
        """Store each article in place of an earlier version of its page."""
        for link, article in articles.items():
            added = self.store.versions.put([article], newest=True)
            count = summary.of(due[link].outlet)
            count.stored += added.new
            count.replaced += added.replaced
            count.known -= added.new + added.replaced  # ``_save`` will count them as known
            summary.lost += added.lost


@dataclass(frozen=True, slots=True)
class _Polled:
    """The result of polling one feed: its new state, its entries, why it failed, and what in it could not be read."""

    state: FeedState
    entries: tuple[Entry, ...] = ()
    failed: Failed | None = None
    problems: list[Failed] = field(default_factory=list)


def _left_out(feed: str, why: str, addresses: Sequence[str]) -> list[Failed]:
    """The problem with addresses in a feed that are left out, if there are any."""
    if not addresses:
        return []
    number = f"{len(addresses):,} addresses in it are" if len(addresses) > 1 else "an address in it is"
    return [Failed(feed, None, f"{number} {why} and left out: {addresses[0][:100]!a}")]


def _by_link(entries: Sequence[Entry]) -> tuple[list[tuple[str, Entry]], list[str]]:
    """The entries with their normalised links, and the links that must not be fetched."""
    by_link, refused = [], []
    for entry in entries:
        try:
            by_link.append((normalised(entry.link), entry))
        except NotFetched:
            refused.append(entry.link)
    return by_link, refused


def _with_stated(article: Article, link: LinkState, today: dt.date) -> Article:
    """The article with the outlet of its feed or list, and with title and day from there if the page states none."""
    title = article.title or link.title
    published = article.published
    if published is None and link.published is not None and link.published <= today + AHEAD:
        published = link.published
    outlet = link.outlet or article.outlet
    new_id = article_id(outlet, title, article.text)
    return dataclasses.replace(article, id=new_id, outlet=outlet, title=title, published=published)


def _back_off(every: dt.timedelta, failures: int, retry_after: float | None) -> dt.timedelta:
    """Time until the next try: doubled after each failure, at least ``retry_after`` seconds, at most a day."""
    wait = every.total_seconds() * 2 ** min(failures - 1, 10) * (1 + random.random() / 10)  # noqa: S311
    return min(dt.timedelta(seconds=max(wait, retry_after or 0.0)), LONGEST_WAIT)


def try_feeds(outlets: Sequence[Outlet], fetcher: Fetcher | None = None) -> Iterator[tuple[Outlet, bool, str]]:
    """Fetch each feed once; yield the outlet, whether the feed has entries, and the result in a few words."""
    fetcher = fetcher or Fetcher()
    policy = CrawlPolicy(fetcher)

    def fetch(outlet: Outlet) -> tuple[Outlet, bool, str]:
        with Catching() as caught:
            try:
                response = fetcher.get(outlet.feed, FEED, before=policy.check)
                feed = read_feed(response.body, response.link)
            except (NotFetched, NotAFeed) as error:
                return outlet, False, str(error)
            entries = len(feed.entries) + len(feed.sitemaps)
            moved = "" if response.link == normalised(outlet.feed) else f", now at {response.link}"
            return outlet, entries > 0, f"{entries} entries{moved}"
        assert caught.fault is not None
        return outlet, False, caught.fault.reason("the feed could not be read", "other feeds were read")

    with ThreadPoolExecutor(WORKERS) as pool:
        yield from pool.map(fetch, outlets)
