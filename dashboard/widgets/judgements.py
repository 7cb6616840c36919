"""Judging a mark on the page Article: what it is part of, and whether it is right. Stored on the server's side."""

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

#: why a mark is wrong; what fits none of these can be typed
REASONS = (
    "It is none here", "The voice is wrong", "The words are too many or too few", "The source or speaker is wrong",
)  # fmt: skip
LONGEST_REASON = 300
REFUSED = "This server is read-only: corrections cannot be stored here."


def corrections_of(store: Store, article_id: str) -> dict[tuple[str, int, int], Correction]:
    """What was said of the article's marks, by kind and place."""
    found = store.corrections.of_article(article_id)
    return {(one.kind, one.first, one.past): one for one in found}


def judgement_text(finding: Evidence, corrections: Mapping[tuple[str, int, int], Correction]) -> str:
    """What a reader said of a mark, in words; empty where nobody did."""
    one = corrections.get((finding.kind, finding.span.start, finding.span.end))
    if one is None:
        return ""
    return "judged right" if one.correct else f"judged wrong: {one.reason}"


def choose(findings: Sequence[Evidence], corrections: Mapping[tuple[str, int, int], Correction]) -> Evidence | None:
    """The mark that the reader asks about."""
    labels, titles = {"": "Choose a mark of the text …"}, kind_titles()
    for finding in findings:
        said = judgement_text(finding, corrections)
        about = f"{titles[finding.kind].lower()}, {VOICE_NAMES[finding.voice]}" + (f" – {said}" if said else "")
        labels[finding.id] = f"\u2068“{' '.join(finding.cue.split())}”\u2069 – {about}"
    chosen = choose_mark(list(labels), labels.__getitem__)
    return next((finding for finding in findings if finding.id == chosen), None)


def show(store: Store, scored: ScoredArticle, finding: Evidence, findings: Sequence[Evidence]) -> None:
    """Why the mark counts, what the score would be without it, and the buttons that judge it."""
    st.html(f"<p class='gap'><b>Why.</b> {html.escape(finding.why)}; {VOICE_NAMES[finding.voice]}.</p>")
    if isinstance(finding.evidence, Attribution):
        st.caption("An attribution is not a word of a score: its measures count statements and words.")
    else:
        st.html(without_html(scored.measurements, without(scored, finding.evidence)))
    if read_only():
        st.caption(REFUSED)
        return
    reason = st.selectbox(
        "If it is wrong, why", REASONS, key="reason", accept_new_options=True, help="Choose, or type another reason."
    )
    same = [f for f in findings if f.kind == finding.kind]
    with st.container(horizontal=True, gap="small"):
        judged = (store.path, scored.article.id)
        st.button("This mark is right", key="right", on_click=_judge, args=(*judged, [finding], True, ""))
        st.button("This mark is wrong", key="wrong", on_click=_judge, args=(*judged, [finding], False, reason or ""))
        st.button(
            "Every other one of this kind is right", key="rest", on_click=_judge_rest, args=(*judged, same),
            help="Once you have read all marks of this kind here: those not judged yet are stored as right. Only marks "
            "of articles read through count towards this corpus’s precision.",
        )  # fmt: skip
    said = st.session_state.pop("judged", None)
    if said:
        st.caption(said)


def without_html(before: Mapping[str, Measurement], after: Mapping[str, Measurement]) -> str:
    """A small table: each measure with the mark, and without it."""
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


def _judge_rest(path: Path, article_id: str, findings: Sequence[Evidence]) -> None:
    """Store as right what nobody judged; runs on the server, whatever the page shows."""
    done = {(c.kind, c.first, c.past) for c in Store(path).corrections.of_article(article_id)}
    rest = [f for f in findings if (f.kind, f.span.start, f.span.end) not in done]
    _judge(path, article_id, rest, True, "")


def _judge(path: Path, article_id: str, findings: Sequence[Evidence], correct: bool, reason: str) -> None:
    state: Any = st.session_state
    if read_only():
        state["judged"] = REFUSED
        return
    today = dt.datetime.now(dt.UTC).date()
    reason = " ".join(reason.split())[:LONGEST_REASON]
    try:
        Store(path).corrections.save([
            Correction(article_id, f.kind, f.span.start, f.span.end, f.cue, f.voice, correct, reason, today)
            for f in findings
        ])  # fmt: skip
    except StoreProblem as problem:
        state["judged"] = str(problem)
        return
    state["judged"] = "Stored. The page Methods counts it." if findings else "All of this kind were judged already."
