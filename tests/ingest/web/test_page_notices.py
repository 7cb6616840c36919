"""Pages that are no article, and parts of pages that are not of the article."""

from __future__ import annotations

import pytest

from analysis import read_page
from analysis.ingest import NoArticle, Paywalled
from analysis.ingest.web.lengths import word_count
from analysis.ingest.web.notices import is_gate
from tests.support.files.article_page import BODY, LD, PARAGRAPHS, TEXT, beginning, page

GATES = [
    "Keep reading for $1. Cancel anytime.",
    "Continue reading with a Wexmere Post subscription",
    "This is a premium article. Log in to read it.",
    "Read the full article by subscribing",
    "Subscribers can read the full story here.",
    "This article is exclusive to subscribers.",
    "Subscribe to continue reading",
    "Already a subscriber? Sign in",
    "This content is available to premium subscribers",
    "This content is available to our subscribers only.",
    "This article is for subscribers only",
    "Sign in to keep reading",
    "Log in to continue reading this article",
    "To continue reading, please subscribe.",
    "To read the full story, sign in or subscribe",
    "Subscriber-only content",
    "The rest of this article is available to members.",
    "You have reached your limit of free articles.",
    "You’ve read all your free articles this month",
    "Create a free account to continue reading",
    "Register for free to read the full article",
    "Start your free trial to read the full article",
    "Become a member to unlock this story",
    "Want to read more? Subscribe now",
    "Continue reading with a Post subscription",
    "Subscribe for 1 euro",
    "Subscribe now for $1 a week",
    "A subscription is required to read this article",
    "This story is reserved for subscribers",
    "This is a premium article. This article is behind a paywall.",
    "Cet article est réservé aux abonnés",
    "Dieser Artikel ist nur für Abonnenten",
    "Contenido exclusivo para suscriptores",
    "Already have an account? Log in",
    "Exclusive to subscribers",
    "Get unlimited access to read this article",
]


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize(
    "form", ["<div class=gate><p>{}</p></div>", "<p><a href=/s>{}</a></p>", "<div><h2>{}</h2></div>"]
)
def test_a_short_text_with_a_call_to_subscribe_is_refused(gate: str, form: str) -> None:
    with pytest.raises(Paywalled):
        read_page(page(beginning() + form.format(gate)))


def test_a_call_to_subscribe_in_a_form_or_after_a_longer_text_is_found() -> None:
    with pytest.raises(Paywalled):
        read_page(page(beginning() + "<form action=/s><p>Subscribe to continue reading</p><input name=mail></form>"))
    with pytest.raises(Paywalled):
        read_page(page(BODY * 2 + "<div>This article is exclusive to subscribers.</div>"))


@pytest.mark.parametrize(
    "around",
    [
        '<script>var t={"a":"Sign in to continue reading","b":"x"};</script>',
        "<style>.x:after{content:'Subscribe to continue reading'}</style>",
        "<noscript>Subscribe to continue reading</noscript>",
        "<template><p>Subscribe to continue reading</p></template>",
        '<div style="display: none"><p>Subscribe to continue reading</p></div>',
        "<div hidden><p>This article is exclusive to subscribers.</p></div>",
        "<!-- Subscribe to continue reading -->",
        "<header><a href=/s>Already a subscriber? Sign in</a></header>",
        "<footer><p>Subscribe for 1 euro to read the full story</p></footer>",
        "<aside><p>Already a subscriber? Sign in</p></aside>",
        "<p>Sign up for our newsletter to keep up to date.</p>",
    ],
)
def test_a_short_free_article_is_kept_whatever_the_reader_does_not_see(around: str) -> None:
    assert read_page(page(beginning(4), after=around)).text == "\n\n".join(PARAGRAPHS[:4])


@pytest.mark.parametrize(
    "sentence",
    [
        "The club is open only to members, said its chair on Friday.",
        "Subscribers to the service pay nine crowns a month for it.",
        "“Subscribe to continue reading,” the notice on the door said.",
        "He vowed to fight and to keep the pier open for the members of the union.",
        "The streaming service requires a subscription of nine crowns a month.",
    ],
)
def test_a_sentence_about_subscribers_is_no_gate(sentence: str) -> None:
    assert read_page(page(beginning(3) + f"<p>{sentence}</p>")).text.endswith(sentence)


def test_an_offer_far_from_the_text_says_nothing_about_it() -> None:
    links = "".join(f"<li>The council of Wexmere, meeting {k} of this year in the hall</li>" for k in range(60))
    page_below = f"<div><ul>{links}</ul><span>Already a member? Log in here.</span></div>"
    assert read_page(page(BODY, after=page_below)).text.startswith(TEXT)


def test_a_page_that_says_it_is_not_free_needs_a_whole_body() -> None:
    for closed in (
        LD | {"isAccessibleForFree": False},
        LD | {"isAccessibleForFree": "False"},
        LD | {"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid"}},
    ):
        with pytest.raises(Paywalled):
            read_page(page(beginning(), ld=closed))
        assert read_page(page(BODY * 3, ld=closed)).text
    with pytest.raises(Paywalled):
        read_page(page(beginning(), head='<meta property="article:content_tier" content="locked">'))


def test_the_line_of_a_gate_is_no_part_of_a_whole_article() -> None:
    body = "".join(f"<p>{p} {k}</p>" for k in range(5) for p in PARAGRAPHS)
    text = read_page(page(body + "<p>This article is exclusive to subscribers.</p>")).text
    assert text.endswith(f"{PARAGRAPHS[-1]} 4")
    assert is_gate("This article is exclusive to subscribers.")


NOTICE = (
    "We and our {} partners store and access information on a device, such as cookies, and process personal data, such "
    "as unique identifiers, for personalised advertising and content, measurement, audience research and services."
)
CONSENT = "".join(f"<p>{NOTICE.format(k)}</p><p>You may change your choices at any time.</p>" for k in range(6))


@pytest.mark.parametrize(
    "dialog",
    [
        f'<div id="onetrust-consent-sdk"><div class="otFlat">{CONSENT}</div></div>',
        f'<div class="modal-dialog cookie-consent">{CONSENT}<button>Accept all</button></div>',
        f'<section id="gdpr-banner">{CONSENT}</section>',
        f'<div role="dialog">{CONSENT}</div>',
        f"<dialog open>{CONSENT}</dialog>",
        f"<div class=overlay><div>{CONSENT}</div></div>",
        '<div class="cc-window"><p>This website uses cookies to ensure you get the best experience.</p></div>',
        "<div><p>We use cookies to improve your experience. By continuing to use this site you accept our cookies.</p>"
        "<a href=/c>Learn more</a></div>",
        '<div id="usercentrics-root"><p>We value your privacy. Manage your cookie settings here.</p></div>',
    ],
)
def test_a_cookie_notice_is_no_part_of_the_article(dialog: str) -> None:
    assert read_page(page(BODY, after=dialog)).text == TEXT
    before = page(BODY).replace("<main>", f"{dialog}<main>")
    assert read_page(before).text == TEXT
    inside = page(beginning(2) + dialog + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[2:]))
    assert read_page(inside).text == TEXT


def test_a_cookie_notice_alone_is_no_article() -> None:
    with pytest.raises(NoArticle):
        read_page(f"<html><head><title>Wexmere Post</title></head><body><div class=wall>{CONSENT}</div></body></html>")
    with pytest.raises(NoArticle):
        read_page(
            f"<html><head><title>Wexmere Post</title></head><body><h1>Before you continue</h1>{CONSENT}</body></html>"
        )


def test_an_article_about_cookies_is_an_article() -> None:
    body = (
        BODY + "<p>The council’s site uses cookies, and the board may now have to ask for consent, its chair said.</p>"
    )
    assert "cookies" in read_page(page(body)).text
    recipe = f'<div class="cookie-recipe">{BODY}<p>Bake the cookies for ten minutes and let them cool.</p></div>'
    assert read_page(page(recipe)).text.endswith("let them cool.")


FURNITURE = [
    'ALSO READ | <a href="/d">Why the piles rot</a>',
    "Also read: Why the piles rot",
    "READ MORE: Why the piles rot",
    "Reporting by Orla Fenwick; Editing by Jan Tiller",
    "Reporting by Orla Fenwick in Wexmere; editing by Jan Tiller.",
    "(Reporting by Orla Fenwick; Editing by Jan Tiller)",
    "Additional reporting by Milo Radek",
    "Editing by Jan Tiller",
    "Reporting by Orla Fenwick and Milo Radek, Editing by Jan Tiller",
    'Our Standards: <a href="/t">The Wexmere Trust Principles.</a>',
    "Advertisement · Scroll to continue",
    "Advertisement",
    "ADVERTISEMENT - SCROLL TO CONTINUE",
    "Story continues below advertisement",
    "Scroll to continue",
    "Article continues below",
    "Copyright 2019 The Wexmere Wire. All rights reserved.",
    "Copyright 2019 The Wexmere Wire. All rights reserved. This material may not be published, broadcast or rewritten.",
    "© 2019 Wexmere Post",
    "(c) 2019 Wexmere Post",
    "Reprinted with permission from the Wexmere Wire.",
    "Purchase Licensing Rights",
    "Order reprints",
    "Reprints and permissions",
    "Republish this article",
    "Don’t miss: Why the piles rot",
    "DON'T MISS | Why the piles rot",
    "Related: Why the piles rot",
    "Image: Jan Tiller",
    "Sign up for our newsletter",
    "See also: Why the piles rot",
    "Watch: Why the piles rot",
    "To order presentation-ready copies for distribution to your colleagues, visit our site.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_of_the_page_is_no_part_of_the_text(line: str) -> None:
    body = beginning(3) + f"<p>{line}</p>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[3:])
    assert read_page(page(body)).text == TEXT
    assert read_page(page(BODY + f"<p>{line}</p>")).text == TEXT


@pytest.mark.parametrize(
    "heading", ["Don’t miss", "DON'T MISS:", "Related stories", "More stories", "Read more", "See also"]
)
def test_a_list_of_links_inside_the_article_is_no_part_of_the_text(heading: str) -> None:
    items = "".join(f"<li><a href=/{k}>The piles of the pier rot, part {k}</a></li>" for k in range(3))
    for label in (f"<h3>{heading}</h3>", f"<p><strong>{heading}</strong></p>"):
        body = beginning(3) + f"{label}<ul>{items}</ul>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[3:])
        assert read_page(page(body)).text == TEXT


def test_a_form_is_no_part_of_the_text_unless_it_is_the_page() -> None:
    form = "<form><p>Get the harbour letter every morning, with all that you need to know of piers.</p><input></form>"
    assert read_page(page(beginning(3) + form + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[3:]))).text == TEXT
    whole = page(BODY).replace("<main>", "<form id=aspnetForm><main>").replace("</main>", "</main></form>")
    assert read_page(whole).text == TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        "Reporting by the council’s auditors showed that “nobody had asked”, the chair said.",
        "Copyright law was no obstacle, she said.",
        "Watch the pier: it may fall, he said. “It is old.”",
        "Don’t miss the ferry, said the master of the harbour, or you wait for an hour.",
        "Related costs of nine million crowns were not named in the report.",
        "Advertisements for the ferry cost nine million crowns.",
    ],
)
def test_a_sentence_that_resembles_furniture_is_kept(sentence: str) -> None:
    body = beginning(3) + f"<p>{sentence}</p>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[3:])
    assert sentence in read_page(page(body)).text


def test_a_repeated_quotation_is_read_once() -> None:
    body = (
        beginning(3)
        + "<blockquote><p>It might take a year,” said Orla Fenwick</p></blockquote>"
        + f"<p>{PARAGRAPHS[3]}</p>"
    )
    assert read_page(page(body)).text == "\n\n".join(PARAGRAPHS[:4])


def test_a_text_without_spaces_between_words_is_measured_in_characters() -> None:
    chinese = (
        "港口委员会周五表示，北码头可能在六月关闭，因为冬季风暴损坏了三分之一以上的橡木桩。"
        "渡轮公司说，关闭每年可能造成两百万的损失。"
    )
    text = f"<p>{chinese}</p><p>{chinese[::-1]}</p>"
    html = (
        f"<html lang=zh><head><title>北码头</title></head><body><article><h1>北码头将关闭</h1>{text}</article></body>"
    )
    assert chinese in read_page(html).text
    assert word_count("one two three") == 3
    assert word_count("港口委员会周五表示") == 1 + 4


def test_the_text_behind_a_comment_is_read() -> None:
    second = f"<p>{PARAGRAPHS[1][:40]}<!-- ad -->{PARAGRAPHS[1][40:]}</p>"
    body = f"<p>{PARAGRAPHS[0]}</p>{second}<!-- x --><?php y ?>{BODY[len(beginning(2)) :]}"
    assert read_page(page(body)).text == TEXT


def test_a_body_in_parts_four_levels_down_is_whole() -> None:
    parts = ["".join(f"<p>{p} {k}</p>" for p in PARAGRAPHS * 2) for k in range(2)]
    wrapped = "".join(
        f"<div class=wrapper><div class=item><div class=body><div class=inner>{part}</div></div></div></div>"
        for part in parts
    )
    text = read_page(page(f"<div class=chunks>{wrapped}</div>")).text
    assert f"{PARAGRAPHS[0]} 0" in text
    assert f"{PARAGRAPHS[4]} 1" in text
