"""Furniture that is recognised by its form, and what only looks like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis import read_page, read_text, score_text
from analysis.furniture import lines_of, pieces_of, spans_of
from analysis.types import Article, Span, blanked
from tests.support.work import operations

GOLD = Path(__file__).resolve().parents[1] / "gold" / "real" / "furniture.jsonl"
FURNITURE = {
    "Contributing: The Associated Press": "credit of authors",
    "Contributing: Orla Fenwick, Aldenport Courier; Tam Sorrel": "credit of authors",
    "Courier writers Orla Fenwick in Aldenport and Tam Sorrel contributed to this report.": "credit of authors",
    "Orla Fenwick contributed.": "credit of authors",
    "Reporting by Orla Fenwick; Editing by Tam Sorrel": "credit of authors",
    "(Photo by Tam Sorrel/Getty Images)": "credit of a picture",
    "(Tam Sorrel/Reuters)": "credit of a picture",
    "Crews mend the pier in Quayton on Monday. | Tam Sorrel/AP Photo": "credit of a picture",
    "Crews mend the pier in Quayton. Photographer: Tam Sorrel/Bloomberg": "credit of a picture",
    "Minister 'will not resign' over pier, aides insist Read more": "link to another article",
    "More: Harbour tolls double for the third time": "link to another article",
    "SEE ALSO: Harbour tolls double": "link to another article",
    "Don't see the graphic above? Click here.": "link to another article",
    "Read more from The Courier:": "link to another article",
    "ADVERTISEMENT": "advertisement",
    "Advertisement · Scroll to continue": "advertisement",
    "Story continues": "advertisement",
    "Sign up for the Harbour Letter newsletter.": "call to sign up",
    "Want the best of the Courier straight to your inbox? Sign up here.": "call to sign up",
    "Thanks for signing up!": "call to sign up",
    "Follow Orla Fenwick on Twitter: @ofenwick": "call to sign up",
    "• Orla Fenwick can be reached at orla@courier.example.": "call to sign up",
    "Read or Share this story: https://courier.example/a1": "call to sign up",
    "Like us on Facebook.": "call to sign up",
    "© 2019 The Aldenport Courier": "copyright",
    "Copyright 2018 The Courier. All rights reserved. This material may not be published.": "copyright",
    "This story has been updated.": "note on the text",
    "Updated at 6 p.m. ET": "note on the text",
    "CLOSE The council met at noon on Monday to vote on the pier. AP": "credit of a picture",
    "Photos: The pier Crews at work. Hide Caption 1 of 2 Night falls. Hide Caption 2 of 2": "credit of a picture",
}
PROSE = (
    "The outlet took the advertisement off the air, and more: it said sorry.",
    "“Read more of the report,” she said.",
    "He asked residents to sign up for shelters before Friday.",
    "Falling oil prices contributed to the decline, the minister said.",
    "Lower tolls contributed to this year’s growth.",
    "Fenwick follows the council on Twitter and Facebook, he said.",
    "The copyright office issued its ruling on Monday.",
    "More than 200 photos by Sorrel were shown, she said: a record.",
    "The bill (H.R. 12/S. 40) passed on Tuesday.",
    "Close the harbour, she said, and the town dies.",
    "Updated figures show 40 piers.",
    "They told readers to click here and nowhere else, and it worked for them.",
    "The council/mayor dispute went on. Nobody could say why. It was long. It was bitter. It ended.",
)


@pytest.mark.parametrize(("line", "why"), FURNITURE.items())
def test_a_line_of_furniture_is_recognised_by_its_form(line: str, why: str) -> None:
    text = f"The pier closed on Monday.\n\n  {line}\n\nNobody was hurt."
    [piece] = pieces_of(text)
    assert (text[piece.first : piece.past], piece.why) == (line, why)


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_none(line: str) -> None:
    assert pieces_of(line) == []


def test_parts_of_lines() -> None:
    text = (
        "Brave wins. https://t.co/Ab12 pic.twitter.com/Xy9 — Ann Lee (@annlee) March 17, 2019\n"
        "The talks ended at noon. ADVERTISEMENT\n"
        "The minister resigned on Monday. Courier writer Tam Sorrel contributed to this report."
    )
    assert [span.of(text) for span in spans_of(text)] == [
        "https://t.co/Ab12",
        "pic.twitter.com/Xy9",
        "ADVERTISEMENT",
        "Courier writer Tam Sorrel contributed to this report.",
    ]


def test_the_text_stays_and_its_own_text_has_spaces() -> None:
    text = "It may rain.\nSign up for our newsletter today.\nIt did."
    article = Article("1", "A", "T", text, furniture=spans_of(text))
    assert article.text == text
    assert article.own_text == "It may rain.\n" + " " * 33 + "\nIt did."
    assert blanked("a\nb", [Span(0, 3)]) == " \n "


def test_pages_and_texts_say_what_is_kept_apart() -> None:
    said = "The council met at noon on Tuesday and heard the harbour office for an hour. "
    page = f"<article><h1>Pier</h1><p>{said * 4}</p><p>Harbour lights return Read more</p><p>{said * 3}</p></article>"
    for article in (read_text(f"Pier closed\n{said}\nContributing: Tam Sorrel\n"), read_page(f"<html>{page}</html>")):
        assert [span.of(article.text) for span in article.furniture] == [
            line for line in article.text.split("\n\n") if not line.startswith("The council")
        ]


def test_what_is_kept_apart_is_not_measured() -> None:
    text = "The pier closed.\nRead more about how it might possibly fail"
    from analysis.scorers.score import score_article

    assert score_text(text).hedges
    scored = score_article(Article("1", None, None, text, furniture=spans_of(text)))
    assert not scored.hedges
    assert scored.measurements["hedging.outlet"].denominator == 3


def test_lines_have_a_key_a_place_and_are_counted_once() -> None:
    body = [f"Line number {k} of the body says something else." for k in range(12)]
    lines = lines_of(
        "\n\n".join(["By the Courier", *body, "KARL", "KARL", "With Post wires", "“Yes.”", "Right.", "***"])
    )
    by_words = {line.words: line for line in lines}
    assert (by_words[1].again, by_words[3].again) == (True, False)
    assert [line.place for line in lines][:4] == [0, 0, 0, 0]
    assert len(lines) == 1 + 12 + 2  # neither a quotation, nor a short sentence, nor signs
    assert lines_of("  Go  deeper \n")[0].key == lines_of("go deeper:")[0].key


@pytest.mark.parametrize("draw", [1, 2])
def test_of_a_hundred_pieces_that_were_read_at_least_ninety_five_are_no_part_of_the_article(draw: int) -> None:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    read = [row for row in map(json.loads, lines) if row["draw"] == draw]
    assert len({(row["id"], row["first"]) for row in read}) == 100
    assert all({*row} <= {"id", "first", "past", "why", "verdict", "note", "draw"} for row in read)
    assert sum(row["verdict"] == "right" for row in read) >= 95


def test_the_work_on_hostile_lines_is_linear() -> None:
    parts = [
        "contributed ",
        "sign up for ",
        "read more ",
        "| A/AP Photo. ",
        "Photo: A b. ",
        "click here ",
        "(A/B photo ",
    ]
    short, long = ("\n".join((part * 80)[:890] + "x" for part in parts for _ in range(n)) for n in (20, 200))
    assert operations(lambda: pieces_of(long)) < 15 * operations(lambda: pieces_of(short))
    assert pieces_of("Aa. " * 200_000) == []
