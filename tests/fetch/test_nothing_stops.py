"""Ten bad sites among ten good ones, and a malformed value anywhere: the rest is fetched and stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import escape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.fetch import links, watch
from analysis.fetch.address import NotFetched
from analysis.fetch.feeds import NotAFeed, read_feed
from analysis.fetch.fetcher import ANYTHING, _seconds
from analysis.fetch.outlets import Outlet
from analysis.fetch.watch import try_feeds
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.store import Store
from tests.support.local_site import Handler, Site, answer, outlet, page, raw, redirect, rss, site, status
from tests.support.watch import newsroom, watcher

#: addresses that no link can have, or that lead nowhere
BAD_ADDRESSES = (
    "http://[", "//[", "http://[::1", "http://[::1%25eth0]/", "http://[v1.x]/", "http://a:99999/", "http://a:x/",
    "http://a:-1/", "http://℀.example/", "http://%00/", "http://\x00/", "http:///", "http://", "http://..", "//",
    "\\\\a",
    "http://a b/", "javascript:alert(1)", "mailto:a@b.example", "http://" + "a" * 300 + ".example/", "http://xn--/",
    "http://ä" + "ö" * 70 + ".example/", "http://user:word@a.example/", "http://2130706433/", "data:,x",
)  # fmt: skip


@pytest.fixture(scope="module")
def module_web() -> Iterator[Site]:
    with site() as made:
        yield made


def ten_bad(web: Site) -> list[Outlet]:
    """Outlets of which the feed, the robots.txt or the only page is malformed."""
    index = "<sitemapindex><sitemap><loc>http://[</loc></sitemap></sitemapindex>"
    feeds: list[Callable[[Handler], None]] = [
        redirect("http://["),
        answer(index, "text/xml"),
        answer(rss([("Bad", "http://[")]), "text/xml"),
        answer("{", "application/feed+json"),
        answer(rss([]), "text/xml; charset=undefined", Content_Encoding="gzip"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1, 2\r\n\r\n<rss/>"),
        status(429, Retry_After="²"),
    ]
    outlets = []
    for k, feed in enumerate(feeds):
        web.routes[f"bad{k}.example/feed"] = feed
        outlets.append(outlet(f"Bad{k}", web.link("/feed", f"bad{k}.example")))
    outlets.append(newsroom(web, "Bad7"))
    web.serve(
        "bad7.example/robots.txt", b"User-agent: *\nDisallow: //[\nCrawl-delay: \xc2\xb2\nDisallow: /\n", "text/plain"
    )
    outlets.append(newsroom(web, "Bad8"))
    web.routes["bad8.example/news/0"] = redirect("//[")
    outlets.append(outlet("Bad9", "http://["))
    return outlets


def test_ten_good_and_ten_bad_sites(web: Site, store: Store) -> None:
    good = [newsroom(web, f"Good{k}") for k in range(10)]
    mixed = [one for pair in zip(ten_bad(web), good, strict=True) for one in pair]
    summary = watcher(web, store).once(mixed)
    assert (summary.stored, len(store.ids())) == (10, 10)
    assert {name for name, count in summary.outlets.items() if count.stored} == {one.name for one in good}
    named = "\n".join(map(str, summary.failures))
    for number in range(9):
        assert f"http://bad{number}.example" in named, number
    assert "http://[: the link is malformed (Invalid IPv6 URL)" in named
    assert len(summary.failures) == 10
    assert all("\n" not in str(failure) for failure in summary.failures)
    assert score(store, workers=1).scored == 10
    assert relate(store)
    results = {one.name: works for one, works, _ in try_feeds(mixed, web.fetcher())}
    assert results == {one.name: one in good or one.name in ("Bad8",) for one in mixed}


@pytest.mark.parametrize("error", [ZeroDivisionError, MemoryError, RecursionError, UnicodeError])
@pytest.mark.parametrize(("module", "name"), [(watch, "read_feed"), (links, "extract_page"), (links, "article_id")])
def test_an_unexpected_error_at_one_site_costs_that_site(
    module: object, name: str, error: type[Exception], web: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = getattr(module, name)

    def fails(*arguments: object) -> object:
        if "Courier" in repr(arguments) or "courier" in repr(arguments):
            raise error("unexpected")
        return plain(*arguments)

    monkeypatch.setattr(module, name, fails)
    summary = watcher(web, store).once([newsroom(web, "Ledger"), newsroom(web, "Courier"), newsroom(web, "Post")])
    assert summary.stored == 2
    [failed] = summary.failures
    assert f"because of an error in Sourcelight ({error.__name__} in fetch/" in failed.reason
    assert failed.reason.endswith("please report it")
    if module is watch:
        assert store.links.feeds()[failed.file].failures == 1


def test_a_sitemap_that_fails_is_named_and_the_other_sitemaps_are_read(web: Site, store: Store) -> None:
    host = "ledger.example"
    web.serve(f"{host}/news/1", page("Ledger reports", 1))
    entry = "<url><loc>{}</loc><n:news><n:publication_date>2025-03-01</n:publication_date></n:news></url>"
    space = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    good = entry.format(web.link("/news/1", host)) + entry.format("http://[")
    web.serve(f"{host}/good.xml", f"<urlset {space}>{good}</urlset>", "text/xml")
    locations = "".join(f"<sitemap><loc>{loc}</loc></sitemap>" for loc in ("http://[", "/gone.xml", "/good.xml"))
    web.serve(f"{host}/feed", f"<sitemapindex>{locations}</sitemapindex>", "text/xml")
    summary = watcher(web, store).once([outlet("Ledger", web.link("/feed", host))])
    assert summary.stored == 1
    assert [failure.reason for failure in summary.failures] == [
        "an address in it is malformed and left out: 'http://['",
        "the server did not return the page (HTTP 404)",
        "an address in it is malformed and left out: 'http://['",
    ]


def feed_of(kind: str, address: str) -> str:
    """A feed with this address and a good one."""
    text = escape(address)
    if kind == "rss":
        return rss([("Bad", text), ("Good", "https://good.example/1")])
    if kind == "atom":
        entries = "".join(f'<entry><link href="{link}"/></entry>' for link in (text, "https://good.example/1"))
        return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{text}">{entries}</feed>'
    if kind == "json":
        items = [{"url": address}, {"url": "https://good.example/1"}]
        return json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    day = "<n:news><n:publication_date>²</n:publication_date></n:news>"
    urls = "".join(f"<url><loc>{link}</loc>{day}</url>" for link in (text, "https://good.example/1"))
    return f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'


@pytest.mark.parametrize("kind", ["rss", "atom", "json", "sitemap"])
@pytest.mark.parametrize("address", [address for address in BAD_ADDRESSES if "\x00" not in address])
def test_a_bad_address_in_a_feed_costs_only_its_entry(kind: str, address: str) -> None:
    found = read_feed(feed_of(kind, address).encode(), "https://news.example/feed")
    assert "https://good.example/1" in [entry.link for entry in found.entries]


@pytest.mark.parametrize("date", ["²", "0001-01-01", "99999-01-01", "Mon, 99 Mar 2025 25:61:61 +9999", "\u202e", "-1"])
def test_a_bad_date_in_a_feed_is_no_date(date: str) -> None:
    body = rss([("Good", "https://good.example/1")]).replace("Mon, 03 Mar 2025 08:00:00 GMT", date)
    [entry] = read_feed(body.encode(), "https://news.example/feed").entries
    assert entry.published is None


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_a_bad_address_fails_with_a_reason_wherever_it_is(address: str, web: Site, store: Store) -> None:
    good = newsroom(web, "Ledger")
    head = f"<link rel='canonical' href='{escape(address)}'><link rel='next' href='{escape(address)}'></head>"
    web.serve("ledger.example/news/0", page("Ledger", 1).replace("</head>", head).replace("href='/news'", head[:0]))
    summary = watcher(web, store).once([good, outlet("Bad", address)])
    assert (summary.stored, len(summary.failures)) == (1, 1)
    assert "error in Sourcelight" not in summary.failures[0].reason
    given = watcher(web, store).links([address])
    assert len(given.failures) == 1


HEADERS = ("Location", "Content-Type", "Content-Length", "Content-Encoding", "Retry-After", "Transfer-Encoding", "ETag",
           "Last-Modified", "Link", "X-Any")  # fmt: skip
VALUES = st.one_of(
    st.sampled_from([address.encode("latin-1", "ignore") for address in BAD_ADDRESSES]),
    st.sampled_from([b"text/html; charset=undefined", b"text/html; charset=\xb2", b"-1", b"\xb2", b"9" * 40, b"1e9",
                     b"1, 2", b"chunked, chunked", b"gzip;q=x", b"Thu, 99 Xxx 99999 99:99:99",
                     b"Mon, 01 Jan 0001 00:00:00 +9999", b"<http://[>; rel=next", b"a\r\n b", b"\x80\xff"]),
    st.binary(max_size=30).map(lambda value: value.replace(b"\n", b"").replace(b"\r", b"")),
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    code=st.sampled_from([200, 200, 301, 302, 304, 404, 429, 503]),
    headers=st.dictionaries(st.sampled_from(HEADERS), VALUES, max_size=4),
)
@example(code=302, headers={"Location": b"http://["})
@example(code=503, headers={"Retry-After": b"Mon, 01 Jan 0001 00:00:00 +9999"})
def test_any_headers_are_a_page_or_a_reason(module_web: Site, code: int, headers: dict[str, bytes]) -> None:
    lines = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers.items())
    module_web.routes["/any"] = raw(b"HTTP/1.1 %d X\r\n%s\r\n<p>word</p>" % (code, lines))
    with suppress(NotFetched):
        module_web.fetcher().get(module_web.link("/any"), ANYTHING).text()


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=40), st.from_regex(r"\w{3}, \d{1,3} \w{3} \d{1,5} \d\d?:\d\d?:\d\d? ?[+-]?\w{0,5}")))
@example("Mon, 01 Jan 0001 00:00:00 +9999")
@example("0")
@example("٣")
def test_any_retry_after_is_seconds_or_nothing(stated: str) -> None:
    seconds = _seconds(stated)
    assert seconds is None or 0 <= seconds <= 86_400


XML = st.recursive(
    st.one_of(st.text(max_size=12).map(escape), st.sampled_from([escape(address) for address in BAD_ADDRESSES])),
    lambda inner: st.tuples(
        st.sampled_from(
            "item entry link guid pubDate url loc sitemap title n:news channel n:publication_date updated source "
            "enclosure content".split()
        ),
        st.lists(inner, max_size=4),
    ).map(lambda parts: f"<{parts[0]}>{''.join(parts[1])}</{parts[0]}>"),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=200)
@given(st.sampled_from(["rss", "feed", "urlset", "sitemapindex", "rdf:RDF"]), XML, st.binary(max_size=10))
def test_any_feed_is_read_or_refused(root: str, inner: str, junk: bytes) -> None:
    name = ' version="2.0" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    body = f"<{root}{name}>{inner}</{root}>".encode("utf-8", "replace")
    for data in (body, body[: len(body) // 2] + junk + body[len(body) // 2 :]):
        with suppress(NotAFeed):
            read_feed(data, "https://news.example/feed")
