"""Articles over several pages are joined, and other articles behind ``rel="next"`` are not."""

from __future__ import annotations

import pytest

from analysis.fetch.links import fetch_one
from analysis.types import Article
from tests.support.files.article_page import HEADLINE, LD, PARAGRAPHS, page
from tests.support.local_site import Site

HOST = "post.example"


def serve(web: Site, path: str, paragraphs: list[str], following: str | None = None, title: str = HEADLINE) -> None:
    head = f'<link rel="next" href="{following}">' if following else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    web.serve(HOST + path, page(body, head=head, ld=LD | {"headline": title}, title=title))


def fetched(web: Site, path: str) -> Article:
    outcome = fetch_one(web.link(path, HOST), web.fetcher(), web.policy())
    assert isinstance(outcome, Article), outcome
    return outcome


@pytest.mark.parametrize("form", ["/news/pier/{}", "/news/pier/page/{}", "/news/pier?page={}"])
def test_the_pages_of_an_article_are_joined(form: str, web: Site) -> None:
    serve(web, "/news/pier", PARAGRAPHS[:2], form.format(2))
    serve(web, form.format(2), PARAGRAPHS[2:4], form.format(3), title=f"{HEADLINE} – page 2")
    serve(web, form.format(3), PARAGRAPHS[4:], title=HEADLINE)
    article = fetched(web, "/news/pier")
    assert (article.title, article.text) == (HEADLINE, "\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize(
    ("path", "following"),
    [("/story/10234", "/story/10235"), ("/news/pier", "/news/pier-reopens"), ("/news/pier", "/news/pier/2")],
)
def test_another_article_is_not_joined(path: str, following: str, web: Site) -> None:
    serve(web, path, PARAGRAPHS[:3], following)
    serve(web, following, PARAGRAPHS[3:], title="Baker wins county show")
    assert fetched(web, path).text == "\n\n".join(PARAGRAPHS[:3])
    assert fetched(web, following).title == "Baker wins county show"
