"""Embedded posts: they are found, and attributed to their accounts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution import attribute
from analysis.attribution.posts import LONGEST_POST, find_letters, find_posts
from analysis.attribution.quotes import paragraphs
from analysis.scorers.score import score_text
from analysis.types import Span

BEFORE = "The mayor answered on Monday. Ann Lee, a critic of the bridge, was there."
POST = "This may be the biggest disgrace in the history of “ferries”! — Ann Lee (@annlee) June 30, 2025"
TEXT = f"{BEFORE}\n\n{POST}\n\nThe council may meet again."


def test_a_post_is_a_quotation_of_its_account() -> None:
    scored = score_text(TEXT)
    [found] = scored.attributions
    assert found.content.of(TEXT) == "This may be the biggest disgrace in the history of “ferries”!"
    assert found.source is not None
    assert (found.source.of(TEXT), found.cue.of(TEXT)) == ("Ann Lee", "@annlee")
    assert (found.kind, found.act, found.speaker, found.source_type) == ("direct", "speech", "Ann Lee", "named_person")
    assert [(hedge.cue, hedge.voice) for hedge in scored.hedges] == [("may", "quoted"), ("may", "outlet")]


def test_a_short_post_is_in_the_quoted_voice() -> None:
    text = f"{BEFORE}\n\nOutrageous! — Bo Fenn (@bo_fenn) July 1, 2025"
    assert {word.voice for word in score_text(text).loaded if word.span.of(text) == "Outrageous"} == {"quoted"}


def test_accounts_are_people_media_or_organisations() -> None:
    names = {"Ann Lee": "named_person", "Harbor News": "media", "The Leadership Club": "named_organisation"}
    names |= {"benny": "named_person", "NARAL": "named_organisation", "Bo 🎉": "named_person"}
    for name, kind in names.items():
        [found] = attribute(f"We sail at noon, rain or shine. — {name} (@x1) July 1, 2025").attributions
        assert (found.source_type, found.speaker) == (kind, name), name


def test_two_posts_on_one_line_are_found_and_quotations_around_them_are_kept() -> None:
    text = (
        "“We are not going to sail in this weather,” Ann Lee said.\n\n"
        "One. — Bo Fenn (@bo) July 1, 2025 Two “of them”. — Cy Orr (@cy) July 2, 2025 Reply\n\n"
        "“Nobody is going to sail in this weather,” Bo Fenn said."
    )
    found = attribute(text)
    assert [a.speaker for a in found.attributions] == ["Ann Lee", "Bo Fenn", "Cy Orr", "Bo Fenn"]
    assert [q.inner.of(text) for q in found.quotes] == [
        "We are not going to sail in this weather,", "One.", "Two “of them”.",
        "Nobody is going to sail in this weather,",
    ]  # fmt: skip


def test_text_that_only_looks_like_a_post_is_not_one() -> None:
    for text in (
        "The mayor (@mayor) June 30, 2025",
        "— Ann Lee (@annlee) June 30, 2025",
        "No dash Ann Lee (@annlee) June 30, 2025",
        "A line — \n\nAnn Lee (@annlee) June 30, 2025",
        "We sail. — Ann Lee (@annlee) in June",
        f"{'We sail at noon. ' * 40}— Ann Lee (@annlee) June 30, 2025",
        f"We sail. — {'Lee ' * 40}(@annlee) June 30, 2025",
    ):
        assert find_posts(text) == [], text
    assert len(f"{'We sail at noon. ' * 40}") > LONGEST_POST


PIECES = st.sampled_from(["We sail", "“", "”", " — ", "Ann Lee ", "(@annlee)", " June 30, 2025", "\n", ". ", "💡"])


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join))
def test_posts_are_inside_the_text_in_order_and_do_not_overlap(text: str) -> None:
    posts = find_posts(text)
    places = [at for post in posts for at in (*_ends(post.content), *_ends(post.name), *_ends(post.account))]
    assert places == sorted(places)
    assert all(0 <= at <= len(text) for at in places)
    assert all("\n" not in post.content.of(text) and post.content.of(text).strip() for post in posts)
    quotes = attribute(text).quotes
    assert all(a.span.end <= b.span.start for a, b in pairwise(quotes))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ("We sail at noon! https://t.co/abc pic.twitter.com/abc", "We sail at noon!"),
        ("We sail at noon! https://t.co/abc", "We sail at noon!"),
        ("We sail https://t.co/abc at noon!", "We sail https://t.co/abc at noon!"),
        ("https://t.co/abc", "https://t.co/abc"),
    ],
)
def test_links_at_the_end_of_a_post_are_cut_off(written: str, content: str) -> None:
    text = f"{written} — Ann Lee (@annlee) June 30, 2025"
    assert [post.content.of(text) for post in find_posts(text)] == [content]


def letters(text: str) -> list[tuple[str, str]]:
    """Name and letter of each letter of a page."""
    return [(post.name.of(text), post.content.of(text)) for post in find_letters(text, paragraphs(text))]


@pytest.mark.parametrize("dash", ["— ", "—", "– ", "-- "])
@pytest.mark.parametrize("place", ["", ", Tarrow"])
def test_a_letter_is_said_by_whoever_signs_it(dash: str, place: str) -> None:
    text = f"The pier must stay.\n\n{dash}Ann Lee{place}\n\nThe pier must go.\n\n{dash}Bo Fenn{place}"
    assert letters(text) == [("Ann Lee", "The pier must stay."), ("Bo Fenn", "The pier must go.")]
    found = attribute(text).attributions
    assert [(a.speaker, a.kind, a.source_type) for a in found] == [
        ("Ann Lee", "direct", "named_person"),
        ("Bo Fenn", "direct", "named_person"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The pier must stay.\n\n— Ann Lee",
        "The pier must stay.\n\nAnn Lee\n\nThe pier must go.\n\nBo Fenn",
        "The pier must stay.\n\n— ann lee\n\nThe pier must go.\n\n— bo fenn",
        "The pier must stay.\n\n— Ann\n\nThe pier must go.\n\n— Bo",
        "The pier must stay.\n\n— Ann Lee wrote\n\nThe pier must go.\n\n— Bo Fenn wrote",
    ],
)
def test_lines_with_a_dash_are_not_always_signatures(text: str) -> None:
    assert letters(text) == []
    assert attribute(text).attributions == ()


def test_a_name_right_under_a_name_signs_nothing() -> None:
    assert letters("The pier must stay.\n\n— Ann Lee\n\n— Bo Fenn") == [("Ann Lee", "The pier must stay.")]
