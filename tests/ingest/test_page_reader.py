"""Reading web pages: their metadata, and their article without anything else on the page."""

from __future__ import annotations

import datetime as dt
import json

import ftfy.bad_codecs  # noqa: F401  # teaches Python the codec that makes mojibake
import pytest

from analysis import read_page
from analysis.ingest import NoArticle, Paywalled
from analysis.ingest.page import extract_page

PARAGRAPHS = [
    "The harbour council voted on Tuesday to close the old ferry pier, which officials said had become unsafe.",
    "“We cannot ask anyone to stand on those planks another winter,” said Mara Ellind, who chairs the committee.",
    "Repairs would probably cost four million crowns and take until spring, according to a report seen by the paper.",
    "Traders on the quay said that nobody had asked them, and that they would take the matter to the city court.",
    "The committee meets again in October, when it may decide whether a temporary landing is built at the fish market.",
]
URL = "https://www.aldenport-ledger.example/harbour/pier-closes"
DATED = '<meta property="article:published_time" content="2019-03-05T23:30:00-05:00">'


def page(body: str | None = None, head: str = "", headline: str = "Old pier closes", ld: object = None) -> str:
    text = "".join(f"<p>{p}</p>" for p in PARAGRAPHS) if body is None else body
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld is not None else ""
    return (
        f"<!doctype html><html lang=en><head><title>{headline} | The Aldenport Ledger</title>"
        f'<meta property="og:site_name" content="The Aldenport Ledger">{head}{script}</head><body>'
        f"<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><article><h1>{headline}</h1>{text}</article>"
        "<footer><p>© 2019 The Aldenport Ledger. All rights reserved.</p></footer></body></html>"
    )


def test_the_body_is_the_articles_paragraphs_and_nothing_else() -> None:
    article = read_page(page(), URL)
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.outlet, article.language) == ("Old pier closes", "The Aldenport Ledger", "en")
    assert article.url == URL
    assert article.published is None, "the year of a copyright line is no date"


def test_the_same_page_has_the_same_id_as_text_and_as_bytes() -> None:
    assert read_page(page(), URL) == read_page(page().encode(), URL)


def test_json_ld_takes_precedence_over_other_metadata() -> None:
    node = {
        "@graph": [
            {"@type": "WebSite", "name": "Ledger"},
            {
                "@type": ["NewsArticle"],
                "headline": "Old pier closes",
                "datePublished": "2019-03-05T09:00:00+01:00",
                "author": [{"@type": "Person", "name": "Ilse Rand"}, {"name": "Tom Okoro and Jin Ha"}],
                "articleSection": "Harbour",
            },
        ]
    }
    article = read_page(page(ld=node, head='<meta name="author" content="Somebody Else">'), URL)
    assert article.published == dt.date(2019, 3, 5)
    assert article.authors == ("Ilse Rand", "Tom Okoro", "Jin Ha")
    assert article.section == "Harbour"


@pytest.mark.parametrize(
    "broken", ["{", "[" * 5000, '{"@type": "NewsArticle", "headline": "Old\npier", }', "null", '"x"']
)
def test_invalid_json_ld_does_not_affect_other_metadata(broken: str) -> None:
    html = page(head=f'<script type="application/ld+json">{broken}</script>{DATED}')
    assert read_page(html, URL).published == dt.date(2019, 3, 5)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (DATED, "", dt.date(2019, 3, 5)),
        ('<meta itemprop="datePublished" content="5 March 2019">', "", dt.date(2019, 3, 5)),
        ("", '<time datetime="2019-03-05T10:00">5 March</time>', dt.date(2019, 3, 5)),
        ("", '<time datetime="2019-03-05">a</time><time datetime="2019-03-04">b</time>', None),
        ('<meta property="article:modified_time" content="2019-03-09">', "", None),
        ('<meta name="date" content="03/04/2019">', "", None),
        ("", "<p>It happened on 4 March 2019, the council says.</p>", None),
    ],
)
def test_only_a_stated_date_is_used_and_in_its_own_time_zone(head: str, body: str, expected: dt.date | None) -> None:
    html = page(head=head, body=body + "".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    assert read_page(html, URL).published == expected


def test_a_url_with_a_whole_date_states_the_date() -> None:
    assert read_page(page(), "https://ledger.example/2019/03/05/pier").published == dt.date(2019, 3, 5)
    assert read_page(page(), "https://ledger.example/2019/03/pier").published is None


def test_captions_are_separated_and_boilerplate_is_removed() -> None:
    body = (
        "<figure><img src=a.jpg><figcaption>The pier in March. Photo: Ilse Rand</figcaption></figure>"
        + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[:3])
        + '<p><a href="/other">Council budget grows for the third year in a row</a></p>'
        + '<blockquote class="twitter-tweet"><p>A post by somebody who is not the paper.</p></blockquote>'
        + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[3:])
        + "<h3>More from The Ledger</h3><p>Another article that readers are sent on to.</p>"
    )
    article = read_page(page(body), URL)
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.captions == ("The pier in March. Photo: Ilse Rand",)


def test_a_body_divided_by_advertisements_is_joined() -> None:
    parts = ["".join(f"<p>{p}</p>" for p in PARAGRAPHS[k : k + 2] * 2) for k in (0, 2)]
    chunks = '<div class="ad">Advertisement</div>'.join(
        f'<div class="grid"><div class="body">{part}</div><div class="rail"></div></div>' for part in parts
    )
    text = read_page(page(f"<div>{chunks}</div>"), URL).text
    assert all(paragraph in text for paragraph in PARAGRAPHS[:4])
    assert "Advertisement" not in text


@pytest.mark.parametrize(
    ("title", "shared", "heading", "expected"),
    [
        ("Pier is shut", "Old pier closes | The Aldenport Ledger", "Old pier closes", "Old pier closes"),
        ("Pier is shut", "Pier is shut", "Old pier closes", "Pier is shut"),
        (None, "Old pier closes - The Aldenport Ledger", "Pier", "Old pier closes"),
        (None, None, "Old pier closes", "Old pier closes"),
        ("Old pier closes as …", "Old pier closes as planks give way", "Pier", "Old pier closes as planks give way"),
        ("Old pier closes as...", "The quay is shut", "Pier", "Old pier closes as..."),
    ],
)
def test_the_title_is_the_headline_on_which_most_sources_agree(
    title: str | None, shared: str | None, heading: str, expected: str
) -> None:
    head = f'<meta property="og:title" content="{shared}">' if shared else ""
    ld = {"@type": "NewsArticle", "headline": title} if title else None
    assert read_page(page(head=head, headline=heading, ld=ld), URL).title == expected


def test_the_beginning_of_an_article_for_subscribers_is_refused_and_a_whole_article_is_not() -> None:
    closed = {"@type": "NewsArticle", "headline": "Old pier closes", "isAccessibleForFree": False}
    with pytest.raises(Paywalled, match="only the beginning"):
        read_page(page(body=f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>", ld=closed), URL)
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>Subscribe now to continue reading this story.</p>"
    with pytest.raises(Paywalled):
        read_page(page(body=body), URL)
    with pytest.raises(Paywalled):
        read_page(page(body="".join(f"<p>{p}</p>" for p in PARAGRAPHS * 3), ld=closed | {"wordCount": "1200"}), URL)
    whole = "".join(f"<p>{p} {k}</p>" for k in range(3) for p in PARAGRAPHS)
    assert len(read_page(page(body=whole, ld=closed), URL).text.split()) > 200
    assert read_page(page(), URL).text, "a short article on an open page is an article"


def test_print_and_amp_pages_have_the_canonical_link() -> None:
    head = '<link rel="canonical" href="https://www.aldenport-ledger.example/harbour/pier-closes">'
    for url in (f"{URL}/amp", f"{URL}?outputType=amp", "https://amp.aldenport-ledger.example/p/1"):
        assert read_page(page(head=head), url).url == URL
    front = '<link rel="canonical" href="https://www.aldenport-ledger.example/">'
    assert read_page(page(head=front), URL).url == URL, "a canonical link to the front page is ignored"


def test_the_link_to_the_next_page_is_found_and_one_to_the_next_article_is_not() -> None:
    assert extract_page(page(head='<link rel="next" href="?page=2">'), URL).next_page == f"{URL}?page=2"
    assert extract_page(page(head=f'<link rel="next" href="{URL}/2">'), URL).next_page == f"{URL}/2"
    for other in ("/harbour/another-story", "https://elsewhere.example/harbour/pier-closes/2", "javascript:next()"):
        assert extract_page(page(head=f'<link rel="next" href="{other}">'), URL).next_page is None


def test_mojibake_is_undone() -> None:
    garbled = "".join(f"<p>{p}</p>" for p in PARAGRAPHS).encode("utf-8").decode("sloppy-windows-1252")
    assert "â€œ" in garbled
    assert read_page(page(garbled), URL).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16", "koi8-r"])
def test_the_declared_charset_is_used_if_the_bytes_are_not_utf_8(charset: str) -> None:
    word = "пристань" if charset == "koi8-r" else "café"
    body = "".join(f"<p>{p} {word}.</p>" for p in PARAGRAPHS).replace("“", '"').replace("”", '"')
    html = page(body, head=f'<meta charset="{charset}">')
    html = html.replace("©", "(c)")
    assert f" {word}." in read_page(html.encode(charset), URL).text


def test_escaped_markup_in_a_headline_is_removed() -> None:
    assert read_page(page(headline="Old &lt;b&gt;pier&lt;/b&gt; closes"), URL).title == "Old pier closes"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "is not HTML"),
        ("just words", "is not HTML"),
        ("<html></html>", "no article text"),
        ("<html><body><nav><a href=/>Home</a></nav></body></html>", "no article text"),
        ("<html><body>" + "<div>" * 5000 + "deep", "nests its elements"),
        (b"\x00\x01\x02" * 100, "is not HTML"),
        ("<p>" + "x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_a_page_without_an_article_is_refused_with_one_sentence(html: str | bytes, reason: str) -> None:
    with pytest.raises(NoArticle, match=reason) as caught:
        read_page(html)
    assert "\n" not in str(caught.value)
