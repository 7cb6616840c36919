"""Watching feeds: ask each when it is due, fetch what is new in it, store what was read and why others failed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from analysis.fetch.address import NotFetched
from analysis.fetch.feeds import Entry, NotAFeed, read_feed
from analysis.fetch.fetcher import FEED, Answer, Fetcher
from analysis.fetch.links import WORKERS, Failed, Fetched, canonical, fetch_each
from analysis.fetch.outlets import Outlet
from analysis.fetch.robots import CrawlPolicy
from analysis.ingest.outlets import HOST
from analysis.ingest.table import Link
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.store.links import FeedState, LinkState
from analysis.types import Article

EVERY = dt.timedelta(minutes=15)
LONGEST_WAIT = dt.timedelta(days=1)
#: tries of a link before it is left to the reader
TRIES = 5
#: links stored in one transaction: what a killed run asks for again at most
BATCH = 4
#: a day that a feed states for an article may be ahead of ours by its time zone, not more
AHEAD = dt.timedelta(days=1)

Clock = Callable[[], dt.datetime]
#: links done, links in all
Progress = Callable[[int, int], None]


def utc_now() -> dt.datetime:
    """The time in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(slots=True)
class Count:
    """What one outlet gave: links new in its feeds, articles stored, articles already there, links failed.

    ``replaced`` articles took the place of an earlier version of their page.
    """

    links: int = 0
    stored: int = 0
    replaced: int = 0
    known: int = 0
    failed: int = 0
    feed: str = ""


@dataclass(slots=True)
class Summary:
    """What a round gave, by outlet, and each failure of a feed or a link.

    ``lost`` counts readers' judgements of marks whose passage a newer version does not have.
    """

    outlets: dict[str, Count] = field(default_factory=dict)
    failures: list[Failed] = field(default_factory=list)
    lost: int = 0

    def of(self, outlet: str | None) -> Count:
        """The count of an outlet."""
        return self.outlets.setdefault(outlet or "", Count())

    @property
    def stored(self) -> int:
        """Articles stored in all."""
        return sum(count.stored for count in self.outlets.values())


@dataclass(frozen=True, slots=True)
class Watcher:
    """Watches outlets into a store."""

    store: Store
    fetcher: Fetcher = field(default_factory=Fetcher)
    policy: CrawlPolicy | None = None
    clock: Clock = utc_now
    every: dt.timedelta = EVERY

    def once(self, outlets: Sequence[Outlet], progress: Progress = lambda done, total: None) -> Summary:
        """One round: every feed that is due, then every link that is new or due again."""
        summary = Summary()
        policy = self.policy or CrawlPolicy(self.fetcher)
        states = self.store.links.feeds()
        due = [outlet for outlet in outlets if self._due(states.get(outlet.feed))]
        with ThreadPoolExecutor(WORKERS) as pool:
            for outlet, (state, entries, failed) in zip(
                due, pool.map(lambda outlet: self._ask(outlet, states.get(outlet.feed), policy), due), strict=True
            ):
                now = self.clock()
                links = [
                    LinkState(link, now, outlet.feed, outlet.name, entry.title, entry.published)
                    for link, entry in _plain(entries)
                ]
                count = summary.of(outlet.name)
                count.links += self.store.links.add(links, state)
                count.feed = failed.reason if failed else "read" if entries else "nothing new"
                summary.failures += [failed] if failed else []
        now = self.clock()
        to_fetch = self.store.links.due(now, now + LONGEST_WAIT * 1.5)
        self._fetch({state.link: state for state in to_fetch}, summary, policy, progress)
        return summary

    def forever(self, outlets: Sequence[Outlet], stop: threading.Event) -> Iterator[Summary]:
        """Round after round until ``stop`` is set; each round asks the feeds that are due."""
        while not stop.is_set():
            yield self.once(outlets)
            stop.wait(min(60.0, self.every.total_seconds()))

    def links(
        self, links: Sequence[str | Link], progress: Progress = lambda done, total: None, newest: bool = False
    ) -> Summary:
        """Fetch these links, due or not, but those that are stored; what fails is stored with its reason.

        Of a ``Link`` of an export, what the list states is used as what a feed states. With ``newest`` those that are
        stored are fetched as well, and where the page has another text now, it takes the place of the stored one.
        """
        summary = Summary()
        now = self.clock()
        plain: dict[str, LinkState] = {}
        for link in links:
            given = link if isinstance(link, Link) else Link(link)
            # a list that calls an outlet by its host knows less of its name than the page does
            outlet = None if given.outlet and HOST.fullmatch(given.outlet) else given.outlet
            try:
                state = LinkState(canonical(given.url), now, None, outlet, given.title, given.published)
                plain.setdefault(state.link, state)
            except NotFetched as error:
                summary.failures.append(Failed(given.url, None, str(error)))
        before = {state.link for state in self.store.links.in_state()}
        self.store.links.add([*plain.values()])
        todo: dict[str, LinkState] = {}
        for state in self.store.links.in_state():
            if state.link not in plain:
                continue
            count = summary.of(state.outlet)
            if state.state == "stored" and not newest:
                count.known += 1
            else:
                count.links += state.link not in before
                todo[state.link] = state
        self._fetch(todo, summary, self.policy or CrawlPolicy(self.fetcher), progress, newest)
        return summary

    def preview(self, links: Sequence[str]) -> list[Fetched]:
        """Fetch links without storing what they give; only what fails is remembered, with its reason."""
        found = list(fetch_each(links, self.fetcher, self.policy or CrawlPolicy(self.fetcher)))
        now = self.clock()
        wrong = {one.link: LinkState(one.link, now) for one in found if isinstance(one.outcome, Failed)}
        known = {state.link: state for state in self.store.links.in_state()}
        self._save([one for one in found if one.link in wrong], wrong | known, Summary())
        return [
            dataclasses.replace(one, outcome=_with_feed(one.outcome, known[one.link], now.date()))
            if isinstance(one.outcome, Article) and one.link in known
            else one
            for one in found
        ]

    def _due(self, state: FeedState | None) -> bool:
        """Whether a feed is to be asked. A next try further off than any wait was set by a clock that was wrong."""
        if state is None or state.next_try is None:
            return True
        return not self.clock() < state.next_try <= self.clock() + LONGEST_WAIT * 1.5

    def _ask(
        self, outlet: Outlet, state: FeedState | None, policy: CrawlPolicy
    ) -> tuple[FeedState, tuple[Entry, ...], Failed | None]:
        """Ask one feed: what to remember of it, its entries, and why it failed if it did."""
        old = state or FeedState(outlet.feed, outlet.name)
        try:
            answer = self.fetcher.get(outlet.feed, FEED, old.etag, old.modified, policy.check)
            entries = () if answer.unchanged else self._entries(answer, policy)
        except (NotFetched, NotAFeed) as error:
            asked_for = error.wait if isinstance(error, NotFetched) else None
            failures = old.failures + 1
            next_try = self.clock() + _back_off(self.every, failures, asked_for)
            failed = Failed(outlet.feed, None, str(error), True, asked_for)
            remember = dataclasses.replace(
                old, asked=self.clock(), next_try=next_try, failures=failures, reason=str(error)
            )
            return remember, (), failed
        now = self.clock()
        etag, modified = (old.etag, old.modified) if answer.unchanged else (answer.etag, answer.modified)
        return FeedState(outlet.feed, outlet.name, etag, modified, now, now + self.every), entries, None

    def _entries(self, answer: Answer, policy: CrawlPolicy) -> tuple[Entry, ...]:
        feed = read_feed(answer.body, answer.link)
        entries = list(feed.entries)
        for link in feed.more:  # an index of sitemaps; one that cannot be had leaves the others
            try:
                found = self.fetcher.get(link, FEED, before=policy.check)
                entries += read_feed(found.body, found.link).entries
            except (NotFetched, NotAFeed):
                continue
        return tuple(entries)

    def _fetch(
        self, due: dict[str, LinkState], summary: Summary, policy: CrawlPolicy, progress: Progress, newest: bool = False
    ) -> None:
        """Fetch these links, each stored with what it gave."""
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
        if not done:
            return
        now = self.clock()
        states, articles = [], {}
        for fetched in done:
            old, outcome = due[fetched.link], fetched.outcome
            if isinstance(outcome, Article):
                articles[old.link] = _with_feed(outcome, old, now.date())
                states.append(dataclasses.replace(old, state="stored", reason=None, next_try=None, fetched=now))
            elif old.state == "stored":  # what is stored stays so, though its page cannot be had now
                summary.of(old.outlet).failed += 1
                summary.failures.append(outcome)
            else:
                tries = old.tries + 1
                again = outcome.again and tries < TRIES
                next_try = now + _back_off(self.every, tries, outcome.wait) if again else None
                states.append(
                    dataclasses.replace(
                        old, state="failed", reason=outcome.reason, tries=tries, next_try=next_try, fetched=now
                    )
                )
                summary.of(old.outlet).failed += 1
                summary.failures.append(outcome)
        versions = self.store
        for link, article in articles.items() if newest else ():
            added = versions.versions.put([article], newest=True)
            count = summary.of(due[link].outlet)
            count.stored += added.new
            count.replaced += added.replaced
            count.known -= added.new + added.replaced
            summary.lost += added.lost
        new = self.store.links.save_fetched(states, articles)
        for state in states:
            count = summary.of(state.outlet)
            count.stored += state.link in new
            count.known += state.state == "stored" and state.link not in new


def _plain(entries: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    """The entries with their links in one spelling; one whose link is none is left out."""
    for entry in entries:
        try:
            yield canonical(entry.link), entry
        except NotFetched:
            continue


def _with_feed(article: Article, link: LinkState, today: dt.date) -> Article:
    """The article with what its feed or list states: the outlet's name, and title and day where the page has none."""
    title = article.title or link.title
    published = article.published
    if published is None and link.published is not None and link.published <= today + AHEAD:
        published = link.published
    outlet = link.outlet or article.outlet
    new_id = article_id(outlet, title, article.text)
    return dataclasses.replace(article, id=new_id, outlet=outlet, title=title, published=published)


def _back_off(every: dt.timedelta, failures: int, asked_for: float | None) -> dt.timedelta:
    """How long to stay away: twice as long after each failure, as long as the server asks, a day at most."""
    wait = every.total_seconds() * 2 ** min(failures - 1, 10) * (1 + random.random() / 10)  # noqa: S311
    return min(dt.timedelta(seconds=max(wait, asked_for or 0.0)), LONGEST_WAIT)


def try_feeds(outlets: Sequence[Outlet], fetcher: Fetcher | None = None) -> Iterator[tuple[Outlet, bool, str]]:
    """Try each feed once, now: whether it gives entries, and what it answers, in a phrase."""
    fetcher = fetcher or Fetcher()
    policy = CrawlPolicy(fetcher)

    def ask(outlet: Outlet) -> tuple[Outlet, bool, str]:
        try:
            answer = fetcher.get(outlet.feed, FEED, before=policy.check)
            feed = read_feed(answer.body, answer.link)
        except (NotFetched, NotAFeed) as error:
            return outlet, False, str(error)
        found = len(feed.entries) + len(feed.more)
        moved = "" if answer.link == canonical(outlet.feed) else f", now at {answer.link}"
        return outlet, found > 0, f"{found} entries{moved}"

    with ThreadPoolExecutor(WORKERS) as pool:
        yield from pool.map(ask, outlets)
