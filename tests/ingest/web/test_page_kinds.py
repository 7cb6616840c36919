"""Error pages, checks for robots and front pages are no articles."""

from __future__ import annotations

import pytest

from analysis import read_page
from analysis.ingest import NoArticle
from tests.support.files.article_page import BODY, LD, PARAGRAPHS, page

SORRY = (
    "Sorry, the page that you are looking for may have been moved or deleted. Try one of the most read stories below."
)
ERRORS = [
    ("Page not found", SORRY),
    ("404", SORRY),
    ("404 Not Found", SORRY),
    ("Error 404", SORRY),
    ("404 - Page not found", SORRY),
    ("Oops! That page can’t be found.", SORRY),
    ("Page Not Found | Wexmere Post", SORRY),
    (
        "403 Forbidden",
        "You don't have permission to access this resource on this server. Please contact the owner of it.",
    ),
    (
        "Access Denied",
        "You don't have permission to access the story on this server. Reference #18.4f0 and more of this kind.",
    ),
    (
        "500 Internal Server Error",
        "The server encountered an internal error and was unable to complete your request today.",
    ),
    (
        "502 Bad Gateway",
        "The web server reported a bad gateway error. Please try again in a few minutes or contact us now.",
    ),
    (
        "503 Service Temporarily Unavailable",
        "The server is unable to service your request at this time, please try later on.",
    ),
    (
        "Just a moment...",
        "Checking your browser before accessing the site. This process is automatic and will redirect soon.",
    ),
    (
        "Attention Required! | Cloudflare",
        "Please complete the security check to access the site. Why do I have to complete it?",
    ),
    (
        "Are you a robot?",
        "We have detected unusual activity from your network. To continue, please click the box below to us.",
    ),
    (
        "Bloomberg - Are you a robot?",
        "To continue, please click the box below to let us know you're not a robot, and go on.",
    ),
    (
        "Verify you are human",
        "Please verify that you are a human by completing the action below, and then you may go on here.",
    ),
    (
        "Wexmere Post",
        "Please enable JavaScript and cookies to continue. If you have an ad blocker you may need to disable it.",
    ),
    (
        "Pardon Our Interruption",
        "As you were browsing something about your browser made us think that you were a bot, so wait.",
    ),
    (
        "Sign in",
        "Sign in with your account to manage newsletters, save stories and comment on what you have read with us here.",
    ),
    (
        "Seite nicht gefunden",
        "Die Seite, die Sie suchen, gibt es nicht mehr. Vielleicht hilft die Suche oder unsere Startseite weiter.",
    ),
    ("This page isn’t available", SORRY),
    ("Sorry, we couldn’t find that page", SORRY),
    ("Something went wrong", SORRY),
]


@pytest.mark.parametrize(("title", "text"), ERRORS)
def test_an_error_page_and_a_check_for_robots_are_no_article(title: str, text: str) -> None:
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p><p>{text} It is so.</p></body>"
    with pytest.raises(NoArticle):
        read_page(html)
    with pytest.raises(NoArticle):
        read_page(html.replace("<h1>", "<h2>").replace("</h1>", "</h2>"))


@pytest.mark.parametrize(
    "title", ["Access denied: how the pier was closed", "The page that was not found", "Error of judgement"]
)
def test_an_article_with_such_words_in_its_headline_is_an_article(title: str) -> None:
    assert read_page(page(BODY, title=title, ld=LD | {"headline": title})).title == title


def test_an_article_that_mentions_a_captcha_is_an_article() -> None:
    assert read_page(
        page(BODY + "<p>The site asked her to verify that you are human, she said, and she gave up.</p>")
    ).text


def front(form: str, count: int = 12) -> str:
    teasers = "".join(
        form.format(headline=f"Harbour story number {k}", link=f"/{k}", text=PARAGRAPHS[k % 5]) for k in range(count)
    )
    return (
        f"<html><head><title>Wexmere Post</title></head><body><h1>Wexmere Post</h1><main>{teasers}</main></body></html>"
    )


@pytest.mark.parametrize(
    "form",
    [
        "<article><h2><a href={link}>{headline}</a></h2><p>{text}</p></article>",
        "<div class=teaser><a href={link}><h3>{headline}</h3></a><p>{text}</p></div>",
        "<h2><a href={link}>{headline}</a></h2><p>{text}</p>",
        "<li><a href={link}><div><h3>{headline}</h3></div></a><div><p>{text}</p></div></li>",
        "<section><h2><a href={link}>{headline}</a></h2><div>{text}</div></section>",
    ],
)
def test_a_front_page_is_no_article(form: str) -> None:
    for url in (None, "https://www.wexmere-post.example/", "https://www.wexmere-post.example/news/"):
        with pytest.raises(NoArticle):
            read_page(front(form), url)


def test_an_article_with_links_to_others_is_an_article() -> None:
    others = "".join(
        f"<div><h3><a href=/{k}>Harbour story number {k}</a></h3><p>{PARAGRAPHS[0]}</p></div>" for k in range(12)
    )
    assert read_page(page(BODY, ld=None, after=f"<aside>{others}</aside>")).text.startswith(PARAGRAPHS[0])


@pytest.mark.parametrize(
    "title",
    [
        "Sorry, we are closed: shops face a hard winter in Wexmere",
        "Oops: councillor sends plan to the wrong paper",
        "Blocked",
        "Error",
    ],
)
def test_an_article_with_the_title_of_an_error_is_an_article(title: str) -> None:
    for ld in (LD, None):
        assert read_page(page(BODY, title=title, ld=ld)).text == "\n\n".join(PARAGRAPHS)


def test_the_heading_of_a_hidden_form_makes_no_error_page() -> None:
    whole = "".join(f"<p>{paragraph} {k}</p>" for k in range(3) for paragraph in PARAGRAPHS)
    html = page(whole, ld=None, after="<div class=login><h1>Log In</h1></div>")
    assert len(read_page(html).text.split()) > 200


@pytest.mark.parametrize("tag", ["p", "div", "span"])
def test_an_article_that_does_not_say_so_is_one_also_among_many_headlines(tag: str) -> None:
    body = "".join(f"<{tag}>{paragraph}</{tag}>" for paragraph in PARAGRAPHS)
    links = "".join(f"<h3><a href=/{k}>Council votes on budget {k}</a></h3>" for k in range(12))
    html = f"<html><body><h1>North pier to close in June</h1><div>{body}</div><div>{links}</div></body></html>"
    text = read_page(html, "https://wexmere-post.example/news/pier").text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_a_page_of_links_without_headings_is_no_article() -> None:
    links = "".join(
        f"<div><a href=/{k}>Council votes on the budget {k} after a long debate</a><span>3 May</span></div>"
        for k in range(25)
    )
    with pytest.raises(NoArticle, match="front page"):
        read_page(f"<html><body><h1>Topic: harbour</h1>{links}</body></html>", "https://wexmere-post.example/topic/a")
