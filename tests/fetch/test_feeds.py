"""Feeds of every kind are read; anything else, including attacks, is refused with a reason."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.fetch.address import Refused
from analysis.fetch.feeds import MOST_ENTRIES, Entry, Feed, NotAFeed, read_feed
from analysis.fetch.links import normalised
from analysis.fetch.outlets import COLUMNS, BadOutlets, read_outlets
from tests.support.local_site import rss

BASE = "https://news.example/feed"
DAY = dt.date(2025, 3, 3)
STORY = Entry("https://news.example/a", "One story", DAY)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>N</title><item><title>One
 story</title><link>/a</link><pubDate>Mon, 03 Mar 2025 23:30:00 -0500</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One story</title>
<link href="https://news.example/a"/><published>2025-03-03T23:30:00-05:00</published></entry></feed>"""
JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"url": "/a", "title": "One story", "date_published": "2025-03-03T23:30:00-05:00"}, 7, {"title": "x"}],
})  # fmt: skip
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/
sitemap-news/0.9"><url><loc>https://news.example/a</loc><news:news><news:publication_date>2025-03-03T23:30-05:00
</news:publication_date><news:title>One story</news:title></news:news></url>
<url><loc>https://news.example/about</loc></url></urlset>"""


@pytest.mark.parametrize("body", [RSS, ATOM, JSON, SITEMAP, "\ufeff" + RSS], ids=["rss", "atom", "json", "map", "bom"])
def test_a_feed_gives_link_title_and_the_day_as_written(body: str) -> None:
    assert read_feed(body.encode(), BASE) == Feed((STORY,))


def test_the_first_sitemaps_of_an_index_are_read() -> None:
    inner = "".join(f"<sitemap><loc>/map{k}.xml</loc></sitemap>" for k in range(9))
    found = read_feed(f"<sitemapindex>{inner}</sitemapindex>".encode(), BASE)
    assert found == Feed((), tuple(f"https://news.example/map{k}.xml" for k in range(3)))


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + k)} "{f"&{chr(97 + k)};" * 10}">' for k in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (LAUGHS + "<rss><channel><title>&j;</title></channel></rss>", "XML entities"),
        (LAUGHS + "<urlset><url><loc>&j;</loc></url></urlset>", "XML entities"),
        (OUTSIDE + "<urlset><url><loc>&f;</loc></url></urlset>", "XML entities"),
        ("<!DOCTYPE urlset SYSTEM 'http://10.0.0.1/x.dtd'><urlset/>", "XML entities"),
        ("<urlset><url>", "not valid XML"),
        ('{"version": ', "not valid JSON"),
        ("{" + '"a":[' * 100_000, "not valid JSON"),
        ('{"version": "2", "items": []}', "not a JSON Feed"),
        ("<html><body>Not found</body></html>", "not to an RSS, Atom or JSON feed"),
        ("", "not to an RSS, Atom or JSON feed"),
        ("/etc/passwd", "not to an RSS, Atom or JSON feed"),
        ("http://127.0.0.1/feed", "not to an RSS, Atom or JSON feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(body: str, reason: str) -> None:
    with pytest.raises(NotAFeed, match=reason):
        read_feed(body.encode(), BASE)


def test_entities_are_refused_in_any_encoding() -> None:
    with pytest.raises(NotAFeed, match="XML entities"):
        read_feed((LAUGHS + "<rss><channel><title>&j;</title></channel></rss>").encode("utf-16"), BASE)


def test_a_feed_of_any_length_gives_a_bounded_number_of_entries() -> None:
    many = rss([(str(k), f"https://news.example/{k}") for k in range(MOST_ENTRIES + 50)])
    assert len(read_feed(many.encode(), BASE).entries) == MOST_ENTRIES


@settings(max_examples=50)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: ("<rss><item>" + t).encode())))
def test_any_bytes_are_a_feed_or_refused(body: bytes) -> None:
    try:
        assert isinstance(read_feed(body, BASE), Feed)
    except NotAFeed:
        return


@pytest.mark.parametrize(
    ("link", "plain"),
    [
        ("HTTPS://News.Example:443/A?utm_source=x&id=7&fbclid=9#top", "https://news.example/A?id=7"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example./a?b=%20c", "http://news.example/a?b=%20c"),
        ("https://news.example/straße", "https://news.example/stra%C3%9Fe"),
    ],
)
def test_a_link_is_normalised(link: str, plain: str) -> None:
    assert normalised(link) == plain
    assert normalised(plain) == plain


@given(st.text(max_size=200))
def test_any_text_as_a_link_is_refused_or_settles(text: str) -> None:
    for link in (text, "http://" + text, "https://news.example/" + text):
        try:
            plain = normalised(link)
        except Refused:
            continue
        assert normalised(plain) == plain


def test_each_of_the_outlets_has_a_feed_and_its_source() -> None:
    outlets = read_outlets()
    assert len(outlets) >= 60
    assert len({o.name for o in outlets}) == len({o.feed for o in outlets}) == len(outlets)
    assert len({o.country for o in outlets}) >= 8
    assert {o.type for o in outlets} == {"news agency", "newspaper", "broadcaster", "magazine", "online"}
    for o in outlets:
        assert all(getattr(o, name) for name in COLUMNS), o
        assert urlsplit(o.feed).scheme in ("http", "https")
        assert normalised(o.feed)


@pytest.mark.parametrize(
    ("content", "reason"),
    [("name,feed\n,x\n", "row 1"), ("name,feed\n", "no outlets"), ("a,b\n1,2\n", "row 1"), (b"\xff\xfe", "UTF-8")],
)
def test_an_invalid_table_of_outlets_is_refused(tmp_path: Path, content: str | bytes, reason: str) -> None:
    path = tmp_path / "outlets.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadOutlets, match=reason):
        read_outlets(path)
