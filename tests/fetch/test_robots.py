"""robots.txt: its rules are obeyed (RFC 9309), and a malformed file raises nothing but a problem with its reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.fetch.address import NotFetched, target_of
from analysis.fetch.fetcher import Fetcher
from analysis.fetch.robots import LONGEST_FILE, RATE, CrawlPolicy, Forbidden
from tests.support.local_site import Site, site
from tests.support.work import calls


@pytest.fixture(scope="module")
def web() -> Iterator[Site]:
    with site() as made:
        yield made


def may_fetch(web: Site, robots: str | bytes, path: str) -> bool:
    web.serve("/robots.txt", robots, "text/plain")
    try:
        web.policy().check(target_of(web.link(path)))
    except Forbidden:
        return False
    return True


def delay(web: Site, robots: str | bytes) -> float:
    """The seconds that a second request to the same host waits."""
    web.serve("/robots.txt", robots, "text/plain")
    waits: list[float] = []
    policy = CrawlPolicy(web.fetcher(), RATE, waits.append, clock=lambda: 0.0)
    for _ in range(2):
        policy.check(target_of(web.link("/news")))
    [wait] = waits
    return wait


RULES = {
    "a wildcard": ("Disallow: /*/print/", {"/news/print/1": False, "/print/1": True, "/news/1": True}),
    "an end anchor": ("Disallow: /*.pdf$", {"/a.pdf": False, "/a.pdf?x=1": True, "/a.pdfs": True}),
    "an end anchor without a wildcard": ("Disallow: /news$", {"/news": False, "/news/1": True}),
    "a longer Allow": ("Disallow: /news\nAllow: /news/open", {"/news/1": False, "/news/open/1": True}),
    "a longer Disallow": ("Allow: /\nDisallow: /private", {"/private/1": False, "/news": True}),
    "an Allow of the same length": ("Disallow: /page\nAllow: /page", {"/page": True}),
    "a rule for a query": ("Disallow: /*?print=", {"/news?print=1": False, "/news?page=1": True}),
    "an empty Disallow": ("Disallow:", {"/news": True}),
    "escaped and literal characters": ("Disallow: /stra%C3%9Fe", {"/straße": False, "/strasse": True}),
}


@pytest.mark.parametrize(("rules", "expected"), RULES.values(), ids=RULES.keys())
def test_the_longest_matching_rule_decides(web: Site, rules: str, expected: dict[str, bool]) -> None:
    robots = f"User-agent: *\n{rules}\n"
    assert {path: may_fetch(web, robots, path) for path in expected} == expected


GROUPS = {
    "our group replaces the one for everybody": (
        "User-agent: *\nDisallow: /\n\nUser-agent: sourcelight\nDisallow: /private\n",
        {"/news": True, "/private": False},
    ),
    "a group for several crawlers": (
        "User-agent: OtherBot\nUser-agent: ABot/2.0\nDisallow: /\n\nUser-agent: Sourcelight\nDisallow: /private\n",
        {"/news": True, "/private": False},
    ),
    "a group shared with another crawler": (
        "User-agent: OtherBot\nUser-agent: Sourcelight # news\nDisallow: /a\n", {"/news": True, "/a": False},
    ),
    "two groups for us": (
        "User-agent: Sourcelight\nDisallow: /a\n\nUser-agent: Sourcelight\nDisallow: /b\n", {"/a": False, "/b": False},
    ),
    "groups for others only": ("User-agent: OtherBot\nDisallow: /\n\nuser agent: lightbot\nDisallow: /\n", {"/": True}),
    "no colon after the name": ("user-agent sourcelight\nDisallow: /a\n", {"/a": False, "/b": True}),
    "a wildcard after our name": ("User-agent: Sourcelight*\nDisallow: /a\n", {"/a": False, "/b": True}),
    "a name left empty": ("User-agent: *\nDisallow: /a\n\nUser-agent:\nDisallow: /b\n", {"/a": False, "/b": True}),
}  # fmt: skip


@pytest.mark.parametrize(("robots", "expected"), GROUPS.values(), ids=GROUPS.keys())
def test_the_group_for_our_user_agent_is_obeyed(web: Site, robots: str, expected: dict[str, bool]) -> None:
    assert {path: may_fetch(web, robots, path) for path in expected} == expected


@pytest.mark.parametrize(
    ("stated", "waits"),
    [("10", 10), ("2.5", 2.5), ("0.5", RATE), ("120", 30), ("²", RATE), ("-5", RATE), ("nan", RATE), ("soon", RATE)],
)
def test_a_crawl_delay_is_kept_within_bounds_and_a_malformed_one_is_ignored(
    web: Site, stated: str, waits: float
) -> None:
    assert delay(web, f"User-agent: *\nCrawl-delay: {stated}\n".encode()) == waits


@pytest.mark.parametrize(
    "odd", [b"Disallow: //[", b"Disallow: http://[", b"Disallow: %zz%", b"\xff\xfe\x00:\x80", b"Sitemap: //[\xe9", b":"]
)
def test_odd_lines_and_bytes_leave_the_other_rules_in_force(web: Site, odd: bytes) -> None:
    robots = b"\xef\xbb\xbfUser-agent: *\n" + odd + b"\nDisallow: /private\n" + odd
    assert may_fetch(web, robots, "/news")
    assert not may_fetch(web, robots, "/private/1")


def test_a_parser_that_fails_is_a_site_whose_robots_file_could_not_be_read(
    web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> bool:
        raise IndexError("list index out of range")

    monkeypatch.setattr("analysis.fetch.robots.Protego.can_fetch", fail)
    with pytest.raises(NotFetched, match=r"^its robots.txt could not be read: the file is malformed \(IndexError\)$"):
        may_fetch(web, "User-agent: *\nDisallow: /private\n", "/news")
    monkeypatch.setattr("analysis.fetch.robots.Protego.parse", fail)
    policy = web.policy()
    web.asked.clear()
    for _ in range(2):
        with pytest.raises(NotFetched, match="the file is malformed") as failed:
            policy.check(target_of(web.link("/news")))
        assert failed.value.retry
    assert web.paths() == ["/robots.txt"], "a failure is cached"


def test_a_huge_file_is_read_up_to_the_limit_of_the_standard(web: Site) -> None:
    fetcher = Fetcher(allowed=web.fetcher().allowed)
    head, rule = "User-agent: *\nDisallow: /first\n", "Disallow: /private\n"
    robots = head + rule * (2 * LONGEST_FILE // len(rule)) + "Disallow: /last\n"
    web.serve("/robots.txt", robots, "text/plain")
    policy = CrawlPolicy(fetcher, 0.0)
    policy.check(target_of(web.link("/last")))
    for path in ("/first", "/private"):
        with pytest.raises(Forbidden):
            policy.check(target_of(web.link(path)))
    web.serve("/robots.txt", head + "Disallow: /news/" + "x" * LONGEST_FILE, "text/plain")
    CrawlPolicy(fetcher, 0.0).check(target_of(web.link("/news/" + "x" * 500)))


def test_many_crawlers_and_many_rules_cost_no_more_than_their_sum(web: Site) -> None:
    """Protego copies the rules of a group to every crawler that it names: here 100 copies for 10 times the lines."""

    def work(number: int) -> int:
        names = "".join(f"User-agent: Bot{k}\nUser-agent: source{'*' * k}\n" for k in range(number))
        rules = "".join(f"Disallow: /{k}\n" for k in range(number))
        return calls(lambda: may_fetch(web, names + rules, "/1"))

    assert work(200) < 15 * work(20)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.tuples(st.sampled_from(["User-agent", "Disallow", "Allow", "Crawl-delay"]), st.text(max_size=20))
            .map(": ".join)
        ).map("\n".join).map(lambda text: text.encode("utf-8", "replace")),
    )
)  # fmt: skip
def test_any_file_allows_or_forbids(web: Site, robots: bytes) -> None:
    assert may_fetch(web, robots, "/news") in (True, False)
