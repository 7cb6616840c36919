"""What pages state about their article: authors, next pages, links."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from analysis import read_page
from analysis.ingest.page import extract_page, is_same_article
from analysis.ingest.web.bylines import names_in
from analysis.ingest.web.next_page import is_next_page
from analysis.types import Article
from tests.support.files.article_page import BODY, page

SITE = "https://www.wexmere-post.example"
DAY = dt.date(2017, 3, 9)
ORLA = ("Orla Fenwick",)
BYLINES = [
    ("Orla Fenwick,", ORLA),
    ("By Orla Fenwick", ORLA),
    ("by: Orla Fenwick", ORLA),
    ("BY Orla Fenwick |", ORLA),
    ("Fenwick, Orla", ORLA),
    ("Orla Fenwick | November 13, 2014", ORLA),
    ("Orla Fenwick, November 13", ORLA),
    ("Orla Fenwick; 13 November 2014", ORLA),
    ("Orla Fenwick, Nov. 13, 2014 5:00 pm", ORLA),
    ("Orla Fenwick, Wexmere Post", ORLA),
    ("Orla Fenwick | The Wexmere Post", ORLA),
    ("Orla Fenwick and Wexmere Post", ORLA),
    ("Orla Fenwick, Tarn Media", ORLA),
    ("Tarn Media; Orla Fenwick", ORLA),
    ("Orla Fenwick, AP", ORLA),
    ("Orla Fenwick, political correspondent", ORLA),
    ("Orla Fenwick, Harbour Editor", ORLA),
    ("Orla Fenwick for Wexmere Post", ORLA),
    ("Orla Fenwick (Wexmere Post)", ORLA),
    ("Orla Fenwick, Photos by Milo Radek", ORLA),
    ("Orla Fenwick. Edited by Milo Radek", ORLA),
    ("Orla Fenwick, orla@wexmere-post.example", ORLA),
    ("https://www.wexmere-post.example/orla, Orla Fenwick", ORLA),
    ("Orla Fenwick, PhD", ORLA),
    ("Orla Fenwick, Orla Fenwick", ORLA),
    ("ORLA FENWICK; Orla Fenwick", ("ORLA FENWICK",)),
    ("Orla Fenwick, Jr.", ("Orla Fenwick Jr.",)),
    ("Orla Fenwick, Milo Radek and Jan Tiller", ("Orla Fenwick", "Milo Radek", "Jan Tiller")),
    ("Orla Fenwick & Milo Radek", ("Orla Fenwick", "Milo Radek")),
    ("Fenwick, Orla; Radek, Milo", ("Orla Fenwick", "Milo Radek")),
    ("van Dyk, Jan", ("Jan van Dyk",)),
    ("Fenwick, Orla M.", ("Orla M. Fenwick",)),
    ("Orla Fenwick with Milo Radek", ("Orla Fenwick", "Milo Radek")),
    ("admin", ()),
    ("Wexmere Post", ()),
    ("2014", ()),
    ("", ()),
    (",", ()),
    ("By", ()),
    ("Tarn Media", ("Tarn Media",)),
    ("Orla Fenwick, Staff Writer", ORLA),
    ("Orla O’Fenwick-Hale", ("Orla O’Fenwick-Hale",)),
    ("Anderson May", ("Anderson May",)),
]


@pytest.mark.parametrize(("field", "expected"), BYLINES)
def test_the_names_in_a_field_for_authors(field: str, expected: tuple[str, ...]) -> None:
    assert names_in([field], ["Wexmere Post"]) == expected
    head = f'<meta name="author" content="{field}"><meta property="og:site_name" content="Wexmere Post">'
    assert read_page(page(BODY, head=head, ld=None)).authors == expected


def authors(ld_author: object = None, body: str = "", head: str = "") -> tuple[str, ...]:
    ld = {"@type": "NewsArticle", "headline": "North pier to close in June", "author": ld_author} if ld_author else None
    return read_page(page(body + BODY, ld=ld, head=head)).authors


def test_people_are_authors_and_organisations_only_without_people() -> None:
    tarn, orla = {"@type": "Organization", "name": "Tarn Media"}, {"@type": "Person", "name": "Orla Fenwick"}
    assert authors([tarn, orla]) == authors([orla, tarn]) == authors(["Tarn Media", "Orla Fenwick"]) == ORLA
    assert authors(tarn, head='<meta name="author" content="Orla Fenwick">') == ORLA
    assert authors(tarn, body='<a rel="author" href="/o">Orla Fenwick</a>') == ORLA
    assert authors(tarn) == ("Tarn Media",)
    assert (
        authors({"@type": "Organization", "name": "Wexmere Post"}, body='<a rel=author href="/o">Orla Fenwick</a>')
        == ORLA
    )
    assert authors([{"@type": "NewsMediaOrganization", "name": "Quay Seven"}, orla]) == ORLA
    assert authors(orla | {"name": ["Orla Fenwick"]}) == ORLA


def test_authors_of_comments_and_of_other_articles_are_not_read() -> None:
    orla, milo = '<a rel="author" href="/o">Orla Fenwick</a>', '<a rel="author" href="/m">Milo Radek</a>'
    assert authors(body=f"<div class=byline>{orla}</div>") == ORLA
    assert authors(body=f"<div class=byline>{orla}, {milo}</div>") == ("Orla Fenwick", "Milo Radek")
    for around in (
        "<div class=comments>{}</div>",
        "<div class=related>{}</div>",
        "<aside class=sidebar>{}</aside>",
        "<div><p>{}</p></div>",
    ):
        html = page(f"<div class=byline>{orla}</div>{BODY}", ld=None, after=around.format(milo))
        assert read_page(html).authors == ORLA


def next_page(url: str, link: str) -> str | None:
    return extract_page(page(BODY, head=f'<link rel="next" href="{link}">', ld=None), url).next_page


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/news/pier", "?page=2"),
        ("/news/pier", "/news/pier/2"),
        ("/news/pier", "/news/pier/page/2"),
        ("/news/pier/", "/news/pier/2/"),
        ("/news/pier.html", "/news/pier-2.html"),
        ("/news/pier.html", "/news/pier_2.html"),
        ("/news/pier.html", "/news/pier-page2.html"),
        ("/news/pier?page=2", "/news/pier?page=3"),
        ("/news/pier/page/2", "/news/pier/page/3"),
        ("/news/pier", "/news/pier,2"),
        ("/story/10234", "/story/10234/2"),
        ("/story?id=7", "/story?id=7&page=2"),
        ("/story/10234", "/story/10234?page=2"),
        ("/news/pier?page=1", "/news/pier?page=2"),
    ],
)
def test_a_next_page_of_the_same_article_is_found(path: str, link: str) -> None:
    assert next_page(SITE + path, link) is not None


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/story/10234", "/story/10235"),
        ("/story/9", "/story/10"),
        ("/story/1", "/story/2"),
        ("/news/north-pier", "/news/north-pier-reopens"),
        ("/article-2230.html", "/article-2231.html"),
        ("/article-1.html", "/article-2.html"),
        ("/news/pier", "/news/pier-2"),
        ("/2019/05/03", "/2019/05/04"),
        ("/story?id=7", "/story?id=8"),
        ("/?p=12", "/?p=13"),
        ("/index.php?p=12", "/index.php?p=13"),
        ("/news/pier", "/news/pier/3"),
        ("/news/pier", "/news/pier"),
        ("/news/pier?page=2", "/news/pier?page=1"),
        ("/", "/page/2"),
        ("/news/pier", "https://elsewhere.example/news/pier/2"),
        ("/news/a", "/news/b/2"),
        ("/story/12-pier", "/story/13-quay"),
        ("/n/p12", "/n/p13"),
        ("/news/pier", "javascript:next()"),
        ("/news/pier", "http://["),
        ("/story?id=7", "/story?id=8&page=2"),
    ],
)
def test_another_article_is_no_next_page(path: str, link: str) -> None:
    assert next_page(SITE + path, link) is None


def test_the_third_page_follows_the_second_of_the_same_article() -> None:
    first = f"{SITE}/news/pier"
    assert is_next_page(f"{first}/3", f"{first}/2", first)
    assert not is_next_page(f"{first}/4", f"{first}/2", first)
    assert not is_next_page(f"{SITE}/news/quay/3", f"{first}/2", first)
    assert not is_next_page("http://[", f"{first}/2", first)


def test_a_next_page_continues_the_article_if_title_canonical_link_and_authors_agree() -> None:
    link = f"{SITE}/news/pier"
    first = Article(id="a", outlet=None, text="x", title="North pier to close", url=link, published=DAY, authors=ORLA)

    def other(title: str | None = "North pier to close", url: str | None = f"{link}/2", **fields: object) -> Article:
        return Article(id="b", outlet=None, text="y", title=title, url=url, **fields)  # type: ignore[arg-type]

    found = f"{link}/2"
    assert is_same_article(first, other(), found)
    assert is_same_article(first, other("North pier to close – page 2"), found)
    assert is_same_article(
        first, other("North Pier to Close (Page 2 of 3)", published=DAY, authors=("ORLA FENWICK",)), found
    )
    assert is_same_article(first, other("Page two", url=link), found), "its canonical link is the first page"
    assert not is_same_article(first, other("Baker wins county show"), found)
    assert not is_same_article(first, other(authors=("Ines Holt",)), found)
    assert not is_same_article(first, other(url=f"{SITE}/news/quay"), found)
    assert not is_same_article(first, other(None), found)


@pytest.mark.parametrize(
    "url", ["http://[", "http://[::1", "//[x", "http://a:b:c/", "\x00", "http://exa mple/", "mailto:a@b.example"]
)
def test_an_invalid_url_does_not_keep_a_page_from_being_read(url: str) -> None:
    ld = {
        "@type": "NewsArticle",
        "headline": "North pier to close in June",
        "url": url,
        "mainEntityOfPage": {"@id": url},
    }
    links = f'<link rel="canonical" href="{url}"><link rel="next" href="{url}"><meta property="og:url" content="{url}">'
    html = page(BODY, head=links, ld={"@graph": [ld, ld | {"headline": "Another"}]})
    assert read_page(html, url).text
    assert read_page(html, f"{SITE}/a").text


def test_deep_lists_in_json_ld_are_not_followed() -> None:
    deep = "[" * 400 + '"x"' + "]" * 400
    script = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": {deep}, "author": {deep}}}</script>'
    )
    assert read_page(page(BODY, head=script, ld=None)).title == "North pier to close in June"
    assert json.loads(deep)
