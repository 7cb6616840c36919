"""Any bytes and any markup give an article or a reason, at a cost that grows no faster than the page."""

from __future__ import annotations

import contextlib
import signal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import read_page
from analysis.ingest import NoArticle, read_paths
from analysis.ingest.page import MOST_COMPARED, extract_page
from analysis.ingest.web import markup
from analysis.ingest.web.markup import MOST_ATTRIBUTES, MOST_ELEMENTS, MOST_INLINE, decoded, parsed, short_text
from analysis.types import Problem
from tests.support.files.article_page import BODY, PARAGRAPHS, TEXT, page
from tests.support.work import calls

TAGS = st.sampled_from(
    "p div span a h1 h2 ul li form blockquote time figcaption table td b br section article script".split()
)
NAMES = st.sampled_from(["class", "id", "rel", "itemprop", "href", "datetime", "style", "hidden", "role", "content"])
VALUES = st.sampled_from(
    [
        "",
        "comments",
        "cookie-consent",
        "published",
        "author",
        "next",
        "2017-03-09",
        "http://[",
        "caption",
        "display:none",
        "\ud800",
    ]
) | st.text(max_size=8)
ATTRIBUTES = st.dictionaries(NAMES, VALUES, max_size=3)
LEAVES = st.text(max_size=20) | st.sampled_from(
    [*PARAGRAPHS, "Subscribe to continue reading", "We use cookies", "<!--", "-->", "&#0;"]
)


@st.composite
def elements(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    tag, attributes = draw(TAGS), draw(ATTRIBUTES)
    stated = "".join(f' {name}="{value}"' for name, value in attributes.items())
    closing = f"</{tag}>" if draw(st.booleans()) else ""
    return f"<{tag}{stated}>{''.join(draw(st.lists(inner, max_size=5)))}{closing}"


@settings(max_examples=60)
@given(st.recursive(LEAVES, elements, max_leaves=25), st.sampled_from([None, "https://a.example/b", "http://["]))
def test_any_nested_markup_is_read_or_refused(markup_text: str, url: str | None) -> None:
    for html in (markup_text, page(BODY + markup_text)):
        try:
            assert extract_page(html, url).article.text
        except NoArticle as error:
            reason = str(error)
            if "\n" in reason:
                raise AssertionError(reason) from error


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<html><p>", b"<meta charset=undefined>", b"\xff\xfe", b"\xef\xbb\xbf<a"]),
)
def test_any_bytes_are_read_or_refused(raw: bytes, beginning: bytes) -> None:
    for html in (beginning + raw, beginning + raw + BODY.encode()):
        try:
            read_page(html)
        except NoArticle as error:
            reason = str(error)
            if "\n" in reason:
                raise AssertionError(reason) from error


@pytest.mark.parametrize(
    "charset",
    [
        "undefined",
        "idna",
        "punycode",
        "utf-7",
        "unicode_escape",
        "raw_unicode_escape",
        "hex",
        "base64",
        "rot13",
        "zlib",
        "bz2",
        "uu",
        "mbcs",
        "oem",
        "none",
        "null",
        "x-user-defined",
        "utf-16",
        "utf-32",
        "quopri",
        "unicode-escape",
        "UNDEFINED",
    ],
)
def test_a_charset_that_is_none_does_not_keep_a_page_from_being_read(charset: str) -> None:
    html = page(BODY, head=f'<meta charset="{charset}">').replace('<meta charset="utf-8">', "")
    assert read_page(html.encode()).text == TEXT
    assert "harbour board of Wexmere" in read_page(html.encode("cp1252")).text
    assert decoded(html.encode("cp1252") + b"\xff" * 400)


MANY = MOST_ATTRIBUTES + 500


@pytest.mark.parametrize(
    "html",
    [
        "<p " + " ".join(f"a{k}=x" for k in range(MANY)) + ">" + BODY,
        "<p " + " ".join(f"a{k}" for k in range(MANY)),
        "<p" + "/a" * MANY + ">",
        "<p a='>' " + " ".join(f"a{k}" for k in range(MANY)) + ">",
        "<p " + " ".join(f'a{k}=">"' for k in range(MANY)) + ">",
        '<script>a<b="</script><p ' + " ".join(f"a{k}" for k in range(MANY)) + '">',
        "<!-- <a b=' --><p " + " ".join(f"a{k}" for k in range(MANY)) + "'>",
        "<p>" * (MOST_ELEMENTS + 1),
        "<h2>ab</h2>" * (MOST_ELEMENTS + 1),
        "<p>" + "<b>x</b> " * (MOST_INLINE + 1) + "</p>",
        "<p>" + "<a href=x>x</a> " * (MOST_INLINE + 1) + "</p>",
        "<div>" * 300 + BODY,
    ],
)
def test_markup_that_would_take_long_is_refused_before_it_is_read(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", None)
    with pytest.raises(NoArticle, match=r"the page (?:has|nests)"):
        read_page(html)


def test_elements_with_many_attributes_are_counted_once() -> None:
    text = "<p " + " ".join(f"a{k}=x" for k in range(MOST_ATTRIBUTES - 10)) + ">x</p>"
    once, eight = (calls(lambda n=n: markup._check_markup(text * n)) for n in (1, 8))  # type: ignore[misc]
    assert eight < 10 * once
    parsed(text * 8)


def work(html: str) -> int:
    def run() -> None:
        with contextlib.suppress(NoArticle):
            read_page(html)

    return calls(run)


@pytest.mark.parametrize(
    "many",
    [
        "<p>ab</p>",
        "<h2>ab</h2>",
        "<li>ab</li>",
        "<p><a href=x>abcd</a></p>",
        "<time>5 March 2019</time>",
        "<div class=cookie-consent>We use cookies</div>",
        "<form>ab</form>",
        '<script type="application/ld+json">{"@type": "Article"}</script>',
        "<a rel=author>Orla Fenwick</a>",
        "<section><h2>ab</h2></section>",
        "<table><tr><td>ab</td></tr></table>",
        "<a href=/x><h3>ab cd</h3><p>ef</p></a>",
        "<div><h3><a href=/x>ab cd</a></h3></div>",
        "<div class=image><img src=x>ab</div>",
        "<div class=infobox>ab</div>",
        "<header><h1>ab</h1><p>cd</p></header>",
        "<p><em>Orla is a professor</em></p>",
        "<span class=date>ab</span>",
        "<figure><figcaption>ab</figcaption></figure>",
        "<meta name=author content=ab>",
        "<link rel=next href=/b/2>",
        "<p>ab<b>cd",
        "<!-- ab -->&amp;&lt;",
        "ab cd ef<br>",
    ],
)
def test_reading_grows_no_faster_than_the_page(many: str) -> None:
    small, large = (work(f"<article>{BODY}</article>{many * n}") for n in (1600, 3200))
    assert large < 3 * small


def test_short_text_stops_at_its_limit() -> None:
    tree = parsed("<div>" + "<p>ab cd</p>" * 3000 + "</div>")
    assert short_text(tree, 100) is None
    assert short_text(tree, 20_000) is not None


@pytest.mark.parametrize(
    "nested",
    ["<div class=caption>", "<ul><li><a href=x>ab</a>", "<a href=/x><div>", "<span class=date>", "<div class=infobox>",
     "<header>", "<div class=cookie-consent>", "<form>", "<p><i><a href=x>"],
)  # fmt: skip
def test_nested_elements_cost_no_more_than_their_depth_explains(nested: str) -> None:
    pages = (f"<article>{BODY}</article>{(nested * 40 + 'ab') * n}" for n in (1, 4))
    once, four = map(work, pages)
    assert four < 16 * once


def test_an_element_with_many_others_is_too_long_for_a_label() -> None:
    tree = parsed("<p>" + "<b></b>" * 500 + "ab</p>")
    assert short_text(tree, 100) is None


def test_few_blocks_are_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    fast: list[bool] = []
    monkeypatch.setattr("trafilatura.bare_extraction", lambda tree, **options: fast.append(options["fast"]))
    for count in (10, MOST_COMPARED + 1):
        read_page(f"<article>{BODY}{'<h2>ab</h2>' * count}</article>")
    assert fast == [False, True]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no alarm signal")
@pytest.mark.parametrize("name", ["page.html", "pages.warc"])
@pytest.mark.parametrize(
    "place",
    [
        "trafilatura.bare_extraction",
        "trafilatura.external.ReadabilityDocument.summary",  # trafilatura catches every Exception of it and goes on
    ],
)
def test_a_page_that_takes_too_long_is_one_problem(
    name: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(tree: object, **options: object) -> None:
        while True:
            pass

    monkeypatch.setattr(place, endless)
    monkeypatch.setattr("analysis.ingest.page.TIME_LIMIT", 0.2)
    html = page(BODY).encode()
    header = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(html)}\r\n\r\n".encode()
    warc = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/b\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        + f"Content-Length: {len(header + html)}\r\n\r\n".encode() + header + html + b"\r\n\r\n"
    )  # fmt: skip
    (tmp_path / name).write_bytes(warc if name.endswith(".warc") else html)
    [problem] = read_paths([tmp_path / name])
    assert isinstance(problem, Problem)
    assert "reading took longer than 0.2 seconds" in problem.reason
