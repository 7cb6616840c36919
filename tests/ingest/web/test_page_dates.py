"""The date of publication in all places in which pages state it."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis import read_page
from analysis.ingest.web.page_dates import stated_day
from tests.support.files.article_page import BODY, page

SITE = "https://www.wexmere-post.example"
DAY = dt.date(2017, 3, 9)


def published(head: str = "", body: str = "", ld: object = None, url: str | None = None) -> dt.date | None:
    return read_page(page(body + BODY, head=head, ld=ld), url).published


META_NAMES = [
    "article:published_time",
    "article:published",
    "article_date_original",
    "date",
    "Date",
    "dc.date",
    "DC.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "DC.Date.Created",
    "pubdate",
    "pub_date",
    "publish-date",
    "publish_date",
    "PublishDate",
    "publication_date",
    "publicationDate",
    "published_at",
    "published-date",
    "date_published",
    "datePublished",
    "parsely-pub-date",
    "sailthru.date",
    "bt:pubDate",
    "cXenseParse:recs:publishtime",
    "citation_publication_date",
    "og:pubdate",
    "displaydate",
    "article.published",
    "article.created",
    "OriginalPublicationDate",
    "mediator_published_time",
    "release_date",
    "created",
    "rnews:datePublished",
    "cse-pubdate",
    "timestamp",
    "dateCreated",
]


@pytest.mark.parametrize("name", META_NAMES)
def test_the_date_of_a_meta_element_is_read(name: str) -> None:
    for attribute in ("name", "property", "itemprop"):
        assert published(f'<meta {attribute}="{name}" content="2017-03-09T10:00:00Z">') == DAY


@pytest.mark.parametrize(
    "written",
    [
        "2017-03-09",
        "2017-03-09T23:59:00-05:00",
        "March 9, 2017",
        "March 9 2017 4:21 PM",
        "9 March 2017",
        "Thursday, March 9, 2017, 12:06 PM",
        "Thu Mar 09 12:45:00 EST 2017",
        "Thu Mar 9 12:45:00 2017",
        "Thu Mar 09 2017 12:45:00 GMT+0100 (CET)",
        "Thu, 09 Mar 2017 12:45:00 GMT",
        "1489060800",
        "1489060800000",
        "1489060800.0",
        "20170309",
        "20170309T101500",
        "2017/03/09",
        "Published: 2017-03-09 10:00",
    ],
)
def test_a_date_is_read_as_pages_write_it(written: str) -> None:
    assert stated_day(written) == DAY
    assert published(f'<meta property="article:published_time" content="{written}">') == DAY


@pytest.mark.parametrize(
    "sentinel",
    [
        "0001-01-01T00:00:00Z",
        "1970-01-01",
        "1970-01-01T00:00:00+00:00",
        "1969-12-31T19:00:00-05:00",
        "9999-12-31",
        "2999-01-01",
        "0",
        "0000000000",
        "1900-01-01",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0000-00-00",
        "99991231",
        "253402300799",
    ],
)
def test_a_date_that_is_none_is_skipped_and_the_next_statement_counts(sentinel: str) -> None:
    stated = f'<meta property="article:published_time" content="{sentinel}"><meta name="date" content="2017-03-09">'
    assert stated_day(sentinel) is None
    assert published(stated) == DAY
    assert (
        published(
            '<meta name="date" content="2017-03-09">',
            ld={"@type": "NewsArticle", "headline": "North pier to close in June", "datePublished": sentinel},
        )
        == DAY
    )
    assert published(f'<meta property="article:published_time" content="{sentinel}">') is None
    assert published(f'<meta name="date" content="{sentinel}">', url=f"{SITE}/2017/03/09/pier") == DAY


@pytest.mark.parametrize(
    "element",
    [
        '<time datetime="2017-03-09T10:00">9 March</time>',
        "<time>March 9, 2017</time>",
        "<time pubdate>March 9, 2017</time>",
        '<abbr class="published" title="2017-03-09T00:23:00-04:00">12:23 AM</abbr>',
        '<div class="pub-date">March 9 2017 4:21 PM</div>',
        '<span class="date">March 9, 2017</span>',
        '<p class="article-date">Published March 9, 2017</p>',
        '<span class="timestamp">9 March 2017</span>',
        '<span itemprop="datePublished" content="2017-03-09">today</span>',
        '<meta itemprop="datePublished" content="2017-03-09">',
        '<div class="entry-date">9 March 2017</div>',
        '<span class="posted-on">Posted on 9 March 2017</span>',
        '<div id="story-date">March 9, 2017</div>',
        '<span class="publish_date">2017-03-09</span>',
        '<div class="byline-date"><b>March 9, 2017</b></div>',
        '<li class="published-date">9 March 2017</li>',
        '<span class="dateline">Thursday 9 March 2017</span>',
        '<time class="entry-date published" datetime="2017-03-09">a</time>',
        '<em class="post-date">9 March 2017</em>',
    ],
)
def test_the_date_of_an_element_is_read_and_one_of_a_comment_is_not(element: str) -> None:
    assert published(body=element) == DAY
    later = element.replace("2017", "2018").replace("Thursday ", "")
    for around in (
        '<div class="comments">{}</div>',
        '<section id="comments"><div class="comment">{}</div></section>',
        '<div id="disqus_thread">{}</div>',
        '<ol class="comment-list"><li class="comment">{}</li></ol>',
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">{}</div>',
        '<aside class="related">{}</aside>',
        '<div class="related-stories">{}</div>',
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<!-- {} -->",
        '<div class="sidebar">{}</div>',
    ):
        html = page(BODY, ld=None, after=around.format(later))
        assert read_page(html).published is None, around
        assert read_page(page(element + BODY, ld=None, after=around.format(later))).published == DAY, around


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2017/03/09/pier", DAY),
        ("/2017/3/9/pier.html", DAY),
        ("/news/2017-03-09/pier", DAY),
        ("/2017/mar/09/pier", DAY),
        ("/news/20170309/pier", DAY),
        ("/2017/03/pier", None),
        ("/9999/03/09/pier", None),
        ("/2017/13/09/pier", None),
        ("/story/20171345", None),
    ],
)
def test_the_date_in_a_url_is_the_last_resort(path: str, expected: dt.date | None) -> None:
    assert published(url=SITE + path) == expected
    assert published(body="<time datetime='2016-01-02'>a</time>", url=SITE + path) == dt.date(2016, 1, 2)


def test_a_date_of_change_is_no_date_of_publication() -> None:
    head = '<meta name="article_date_updated" content="2017-03-10"><meta name="last-modified" content="2017-03-11">'
    assert published(head) is None
    assert published(body='<span class="updated-date">Updated March 10, 2017</span>') is None
    assert published(body="<time class=updated datetime=2017-03-10>x</time>") is None


@pytest.mark.parametrize(
    "body",
    [
        "<p>Published 9 March 2017, 09:12 BST</p>",
        "<div>First published on 9 March 2017</div>",
        '<div class="article-meta">By Orla Fenwick | March 9, 2017 | Harbour</div>',
        '<time class="entry-date published updated" datetime="2017-03-09T08:00:00+00:00">March 9, 2017</time>',
    ],
)
def test_the_date_in_a_line_with_other_words_is_read(body: str) -> None:
    assert published(body=body) == DAY


@pytest.mark.parametrize(
    "body",
    [
        '<p class="updated">Updated <time datetime="2017-06-01">1 June</time></p>',
        '<p>Last updated: <time datetime="2017-06-01">1 June</time></p>',
        '<div class="modified"><span class="date">1 June 2017</span></div>',
    ],
)
def test_the_date_around_which_a_change_is_named_is_that_of_the_change(body: str) -> None:
    assert published(body=body) is None
    assert published(body=f'{body}<span class="post-date">9 March 2017</span>') == DAY


def test_only_the_first_dates_of_a_page_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.ingest.web.page_dates.MOST_DATES", 5)
    many = '<span class="date">soon</span>' * 5
    assert published(body=f'{many}<span class="date">9 March 2017</span>') is None
