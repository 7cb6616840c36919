"""Judging whether a piece of evidence on the page Article is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.store import Store, StoreProblem
from analysis.store.corrections import Correction
from dashboard.access import read_only
from dashboard.markup.highlight import Evidence

#: suggested reasons why a mark is wrong; others can be typed
REASONS = (
    "It should not be marked", "The voice is wrong", "Too many or too few words are marked",
    "The source or speaker is wrong",
)  # fmt: skip
#: characters of a reason
LONGEST_REASON = 300
REFUSED = "This server is read-only: corrections cannot be stored here."

#: judgements by kind of evidence, and start and end of its span
Corrections = dict[tuple[str, int, int], Correction]


def corrections_of(store: Store, article_id: str) -> Corrections:
    """The stored judgements of an article: kind, start and end -> judgement."""
    found = store.corrections.of_article(article_id)
    return {(one.kind, one.first, one.past): one for one in found}


def judgement_text(evidence: Evidence, corrections: Corrections) -> str:
    """The judgement of a piece of evidence in words; empty if nobody has judged it."""
    one = corrections.get(_key(evidence))
    if one is None:
        return ""
    return "judged right" if one.correct else f"judged wrong: {one.reason}"


def ask_for_judgement(store: Store, article_id: str, evidence: Evidence, every: Sequence[Evidence]) -> None:
    """Show the buttons that judge a piece of evidence; ``every`` is all evidence of the article."""
    if read_only():
        st.caption(REFUSED)
        return
    reason = st.selectbox(
        "If it is wrong: the reason",
        REASONS,
        key="reason",
        accept_new_options=True,
        help="Choose, or type another reason.",
    )
    same_kind = [other for other in every if other.kind == evidence.kind]
    with st.container(horizontal=True, gap="small"):
        judged = (store.path, article_id)
        st.button("This mark is right", key="right", on_click=_judge, args=(*judged, [evidence], True, ""))
        st.button("This mark is wrong", key="wrong", on_click=_judge, args=(*judged, [evidence], False, reason or ""))
        st.button(
            "All other marks of this kind are right", key="rest", on_click=_judge_rest, args=(*judged, same_kind),
            help="Use this once you have read all marks of this kind in the article: those not judged yet are stored "
            "as right. Precision counts only articles in which all marks of a kind were judged.",
        )  # fmt: skip
    result = st.session_state.pop("judged", None)
    if result:
        st.caption(result)


def _key(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.kind, evidence.span.start, evidence.span.end


def _judge_rest(path: Path, article_id: str, evidence: Sequence[Evidence]) -> None:
    """Store the evidence that nobody has judged as right."""
    judged = corrections_of(Store(path), article_id)
    _judge(path, article_id, [one for one in evidence if _key(one) not in judged], True, "")


def _judge(path: Path, article_id: str, evidence: Sequence[Evidence], correct: bool, reason: str) -> None:
    """Store judgements, unless the server is read-only, and their result for the next time the page is drawn."""
    state: Any = st.session_state
    if read_only():
        state["judged"] = REFUSED
        return
    today = dt.datetime.now(dt.UTC).date()
    reason = " ".join(reason.split())[:LONGEST_REASON]
    try:
        Store(path).corrections.save([
            Correction(article_id, *_key(one), one.cue, one.voice, correct, reason, today) for one in evidence
        ])  # fmt: skip
    except StoreProblem as problem:
        state["judged"] = str(problem)
        return
    state["judged"] = (
        "Stored. The page Methods shows the result." if evidence else "All marks of this kind had already been judged."
    )
