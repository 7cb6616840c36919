"""What stands beside an article’s text is no part of it: links to other articles, boxes, notes, pictures."""

from __future__ import annotations

import pytest

from analysis import read_page
from analysis.ingest.web.lengths import length
from tests.support.files.article_page import BODY, HEADLINE, PARAGRAPHS, TEXT, page

FIRST, REST = ("".join(f"<p>{paragraph}</p>" for paragraph in part) for part in (PARAGRAPHS[:3], PARAGRAPHS[3:]))
OTHER = "Wexmere council votes on the budget after a long debate"
SENTENCE = "The council voted on the budget on Friday, after a debate that went on for nine hours and more."
FENWICK = "Orla Fenwick is a reporter who has covered the harbour for the paper since 2004 and lives by the sea."


@pytest.mark.parametrize(
    "beside",
    [
        f'<a href="/budget"><h3>{OTHER}</h3><p>{SENTENCE}</p></a>',
        f'<a href="/budget"><div><p>{OTHER}</p></div></a>',
        "".join(f'<article><h2><a href="/{k}">{OTHER} {k}</a></h2><p>{SENTENCE}</p></article>' for k in range(3)),
        f"<ul>{f'<li><a href=/budget>{OTHER}</a></li>' * 3}</ul>",
        f"<ul>{f'<li><h3><a href=/budget>{OTHER}</a></h3><span>{SENTENCE}</span></li>' * 3}</ul>",
        f"<h3>More great Post stories</h3><ul><li><a href=/a>{OTHER}</a></li><li><a href=/b>{OTHER}</a></li></ul>",
        f'<div class="author-box"><h3>Orla Fenwick</h3><p>{FENWICK}</p></div>',
        f'<div class="author__biography"><p>{FENWICK}</p></div>',
        f'<div class="metro-factbox"><p>{SENTENCE}</p><p>{SENTENCE}</p></div>',
        f'<div class="Infobox"><ul><li>{SENTENCE}</li><li>{OTHER}</li></ul></div>',
        '<div class="app-access-wall"><h2>Enjoying our latest content?</h2><p>Read the most recent stories.</p></div>',
        f'<div class="image_widget"><img src=a.jpg><span><p>{SENTENCE}</p><p>Image: Jan Tiller</p></span></div>',
        "<p>You are using an outdated browser. Please upgrade your browser to see all stories of the paper.</p>",
    ],
)
@pytest.mark.parametrize("place", ["inside", "after"])
def test_what_stands_beside_the_text_is_left_out(beside: str, place: str) -> None:
    body = FIRST + beside + REST if place == "inside" else BODY + f"<div>{beside}</div>"
    assert read_page(page(body)).text == TEXT


def test_what_is_written_below_a_picture_is_a_caption() -> None:
    picture = f'<div class="photo"><picture><img src=a.jpg></picture><p>{SENTENCE}</p></div>'
    article = read_page(page(FIRST + picture + REST))
    assert (article.text, article.captions) == (TEXT, (SENTENCE,))


def test_a_paragraph_with_a_picture_stays() -> None:
    picture = f'<div class="with-image"><img src=a.jpg><p>{SENTENCE}</p></div>'
    assert SENTENCE in read_page(page(FIRST + picture + REST)).text


def test_the_summary_in_the_header_is_no_part_of_the_text() -> None:
    html = page(BODY).replace("<h1>", "<header><h1>").replace("</h1>", f"</h1><p>{SENTENCE}</p></header>")
    assert read_page(html).text == TEXT


def test_a_header_that_is_not_closed_is_the_article() -> None:
    assert read_page(page(BODY).replace("<article>", "<article><header>")).text == TEXT


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("<em>Orla Fenwick is a professor of law at the University of Tarnholm.</em>", False),
        ("<i>The views expressed are the author’s own and not those of the paper.</i>", False),
        ("Orla Fenwick is a professor of law at the University of Tarnholm.", True),
        ("<em>The pier will not be missed, and neither will the storms of January.</em>", True),
    ],
)
def test_an_italic_note_on_the_author_ends_the_article(note: str, stays: bool) -> None:
    assert (read_page(page(f"{BODY}<p>{note}</p>")).text != TEXT) == stays


@pytest.mark.parametrize(
    "line",
    [
        "Associated Press writer Jan Tiller in Tarnholm contributed to this report.",
        "Fenwick reported from Wexmere and Tiller from Tarnholm.",
        "This article was originally published by Tarn Media. Read the original article.",
        "First published in The Conversation.",
        "Follow The Wexmere Post Opinion section on Facebook, Twitter (@post) and Instagram.",
        "Email Orla Fenwick at orla@wexmere.example or follow her @orla.",
        "If you buy something through this post, we may get a share of the sale.",
        "Would you like to comment on this article?",
        "Sign up (it’s quick and free) or sign in now.",
        "Please read our Comment Policy before commenting.",
        "Have something to say? Leave a comment below.",
        "If you value our work, please consider donating to the paper.",
        "Do you have a tip? Email news@wexmere.example.",
        "For permission to reprint, contact the syndication desk.",
        "Get the latest news in your inbox.",
        "Opens in new window",
        "4 min read",
        "Most read in News",
        "___",
    ],
)
def test_lines_about_the_page_are_left_out(line: str) -> None:
    assert read_page(page(f"{FIRST}<p>{line}</p>{REST}")).text == TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        "Mara Ellind contributed nine thousand to the fund, and the report that she wrote was read by all of them.",
        "“Email me at any hour,” the chair of the board told the fishermen of Wexmere on Friday, to their surprise.",
        "The game is promised to be streamed to your browser. You’re promised a smooth ride by Tarn Lines as well.",
        "The story first published by the paper on Friday made the council meet at night, said two of its members.",
        "Next story by story the tower was taken down, and the stones were sold to a farmer for the wall of a field.",
    ],
)
def test_sentences_of_an_article_with_the_same_words_stay(sentence: str) -> None:
    assert sentence in read_page(page(f"{FIRST}<p>{sentence}</p>{REST}")).text


def test_a_list_of_links_is_left_out_and_a_list_of_facts_stays() -> None:
    things = ("pier", "quay", "dock")
    facts = "".join(
        f"<li>The <a href=/x>{thing}</a> costs two million a year, said the board.</li>" for thing in things
    )
    text = read_page(page(f"{FIRST}<ul>{facts}</ul>{REST}")).text
    assert all(f"The {thing} costs" in text for thing in things)


def test_a_body_that_the_extractor_misses_is_read_from_its_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda tree, **options: None)
    comments = "".join(f"<p>{SENTENCE} {k}</p>" for k in range(20))
    assert read_page(page(BODY, after=f'<div class="comments">{comments}</div>')).text == TEXT


def test_an_article_is_read_whole_among_many_teasers_and_without_metadata() -> None:
    teasers = "".join(f'<article><h2><a href="/{k}">{OTHER} {k}</a></h2><p>{SENTENCE}</p></article>' for k in range(14))
    bodies = (BODY, "".join(f"<div>{p}</div>" for p in PARAGRAPHS), "<br><br>".join(PARAGRAPHS))
    for body in bodies:
        html = f"<html><body><h1>{HEADLINE}</h1><div>{body}</div><div>{teasers}</div></body></html>"
        text = read_page(html, "https://wexmere-post.example/news/pier").text
        assert all(paragraph in text for paragraph in PARAGRAPHS)
        assert "budget" not in text


def test_a_character_of_a_language_without_spaces_is_longer() -> None:
    assert length("pier") == 4
    assert length("港口 A") == 8
