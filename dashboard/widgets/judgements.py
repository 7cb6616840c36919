"""Judging a piece of evidence on the page Article: why it counts, and whether it is right."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.scorers import measures
from analysis.scorers.leave_one_out import without
from analysis.store import Store, StoreProblem
from analysis.store.corrections import Correction
from analysis.types import Attribution, Measurement, ScoredArticle
from dashboard.access import read_only
from dashboard.markup.highlight import VOICE_NAMES, Evidence, kind_titles
from dashboard.widgets.controls import choose_mark

#: suggested reasons why a mark is wrong; others can be typed
REASONS = (
    "It is none here", "The voice is wrong", "The words are too many or too few", "The source or speaker is wrong",
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


def choose_evidence(shown: Sequence[Evidence], corrections: Corrections) -> Evidence | None:
    """Choose the piece of evidence to ask about."""
    labels, titles = {"": "Choose a mark of the text …"}, kind_titles()
    for evidence in shown:
        judgement = judgement_text(evidence, corrections)
        about = f"{titles[evidence.kind].lower()}, {VOICE_NAMES[evidence.voice]}"
        about += f" – {judgement}" if judgement else ""
        labels[evidence.id] = f"\u2068“{' '.join(evidence.cue.split())}”\u2069 – {about}"
    chosen = choose_mark(list(labels), labels.__getitem__)
    return next((evidence for evidence in shown if evidence.id == chosen), None)


def show_evidence(store: Store, scored: ScoredArticle, evidence: Evidence, every: Sequence[Evidence]) -> None:
    """Show why a piece of evidence counts, the scores without it, and the buttons that judge it.

    ``every`` is all evidence of the article.
    """
    st.html(f"<p class='gap'><b>Why.</b> {html.escape(evidence.why)}; {VOICE_NAMES[evidence.voice]}.</p>")
    if isinstance(evidence.item, Attribution):
        st.caption("An attribution is not a word of a score: its measures count statements and words.")
    else:
        st.html(without_html(scored.measurements, without(scored, evidence.item)))
    if read_only():
        st.caption(REFUSED)
        return
    reason = st.selectbox(
        "If it is wrong, why", REASONS, key="reason", accept_new_options=True, help="Choose, or type another reason."
    )
    same_kind = [other for other in every if other.kind == evidence.kind]
    with st.container(horizontal=True, gap="small"):
        judged = (store.path, scored.article.id)
        st.button("This mark is right", key="right", on_click=_judge, args=(*judged, [evidence], True, ""))
        st.button("This mark is wrong", key="wrong", on_click=_judge, args=(*judged, [evidence], False, reason or ""))
        st.button(
            "Every other one of this kind is right", key="rest", on_click=_judge_rest, args=(*judged, same_kind),
            help="Once you have read all marks of this kind here: those not judged yet are stored as right. Only marks "
            "of articles read through count towards this corpus’s precision.",
        )  # fmt: skip
    result = st.session_state.pop("judged", None)
    if result:
        st.caption(result)


def without_html(before: Mapping[str, Measurement], after: Mapping[str, Measurement]) -> str:
    """A table as HTML: each measure with the mark and without it."""
    if not after:
        return "<p class='gap'>This score is a mean over words, so one word has no fixed part in it.</p>"
    known = measures()
    lines = []
    for key, measurement in after.items():
        measure = known[key]
        cells = "".join(f"<td>{_number(m.value, measure.decimals)}</td>" for m in (before[key], measurement))
        head = f"{html.escape(measure.title)}<small>{html.escape(measure.unit)}</small>"
        lines.append(f"<tr><th scope='row'>{head}</th>{cells}</tr>")
    return (
        "<table class='numbers without'><thead><tr><th scope='col'>What the score would be</th><th scope='col'>as it is"
        f"</th><th scope='col'>without this mark</th></tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )


def _number(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:,.{decimals}f}".replace("-", "−")


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
    state["judged"] = "Stored. The page Methods counts it." if evidence else "All of this kind were judged already."
