"""Sentences of several articles that make the same claim."""

from __future__ import annotations

from analysis import score_text
from analysis.corpus.claims import SharedClaim, shared_claims
from analysis.types import ScoredArticle

FLAT = "The new lighthouse lamp will blind gulls along the northern harbour wall."
HEDGED = "The new lighthouse lamp may blind gulls along the northern harbour wall."
OTHER = "Ferry tickets between both islands cost twelve crowns since the morning timetable changed."
FAR = "The lighthouse lamp will blind gulls at the harbour wall, and the council paid for it."


def scored(outlet: str, text: str) -> ScoredArticle:
    return score_text(text, title="Lamp", outlet=outlet)


def outlets(claim: SharedClaim) -> list[str]:
    return [sentence.outlet for sentence in claim.sentences]


def test_a_claim_of_three_articles_is_one_claim_and_says_who_hedges_it() -> None:
    articles = [
        scored("Ledger", f"{OTHER}\n\n{FLAT}"),
        scored("Courier", HEDGED),
        scored("Gazette", f"{FLAT}\n\n{OTHER}"),
    ]
    first, second = shared_claims(articles)
    assert (outlets(first), first.hedged, first.flat) == (["Ledger", "Gazette"], (), ())
    assert outlets(second) == ["Ledger", "Courier", "Gazette"]
    assert [sentence.outlet for sentence in second.hedged] == ["Courier"]
    assert [sentence.outlet for sentence in second.flat] == ["Ledger", "Gazette"]
    for claim in (first, second):
        for sentence in claim.sentences:
            [article] = [one.article for one in articles if one.article.id == sentence.article]
            assert sentence.span.of(article.text) == sentence.text


def test_a_claim_has_one_sentence_of_an_article_the_most_similar() -> None:
    [claim] = shared_claims([scored("Ledger", f"{FAR} {FLAT}"), scored("Courier", HEDGED)])
    assert [sentence.text for sentence in claim.sentences] == [FLAT, HEDGED]


def test_both_hedged_both_flat_and_nothing_in_common() -> None:
    for text in (HEDGED, FLAT):
        [claim] = shared_claims([scored("Ledger", text), scored("Courier", f"{text}\n\n{OTHER}")])
        assert not claim.hedged
        assert not claim.flat
    assert not shared_claims([scored("Ledger", FLAT), scored("Courier", OTHER)])
    assert not shared_claims([scored("Ledger", f"{FLAT}\n\n{HEDGED}")])
    assert not shared_claims([])
