"""The accuracy of the measures as a table, from the benchmark's ``benchmarks/accuracy/results.json``. Pure."""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.views.formatting import day, number_of

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "accuracy" / "results.json"
#: metric -> its name for readers; metrics without one are for developers and appear only in docs/reference/accuracy.md
NAMES = {
    "f1_at_0.3": "Attributions found (F1, 30 % of the words)",
    "recall": "Attributions found (recall)",
    "precision": "Attributions found that are attributions (precision)",
    "f1_at_0.8": "Attributions found (F1, 80 % of the words)",
    "content_characters_f1": "Characters of the statement (F1)",
    "source_match": "Source of an attribution",
    "speaker": "Full name of the speaker",
    "name": "Name of the source, where the statement is found",
    "title": "Role of the source, where the statement is found",
    "source_type": "Kind of source, where the statement is found",
    "source_type_macro_f1": "Kind of source (macro-F1)",
    "anonymity": "Reason given for anonymity",
    "statements_precision": "Counted verbs of saying that introduce a statement (precision)",
    "statements_recall": "Verbs of saying that introduce a statement and are counted (recall)",
    "types_right": "Kind of source, where the statement is found",
    "without_a_name_precision": "Sources counted as without a name that have none (precision), first sample",
    "without_a_name_recall": "Sources without a name found (recall), first sample",
    "without_a_name_precision_both_draws": "Sources counted as without a name that have none (precision), both samples",
    "without_a_name_recall_both_draws": "Sources without a name found (recall), both samples",
    "pronouns_right": "Who “he” or “she” is, where found as a source",
    "descriptions_right": "Who “the senator” and the like are, where found as a source",
    "voices_right_both_draws": "Voice of a hedge or loaded word, both samples",
    "attributed_voice_precision_both_draws": "Words counted as reported that are reported (precision), both samples",
    "attributed_voice_recall_both_draws": "Words of reported statements found (recall), both samples",
    "cues_right": "Whether a word introduces a statement, an attitude or neither, in hard cases",
    "hedged_f1": "Sentences with a hedge (F1)",
    "hedged_semantic_f1": "Sentences with a hedge, narrower labels (F1)",
    "hedges_cue_f1": "Hedges found (F1)",
    "hedges_voice": "Voice of a hedge",
    "boosters_cue_f1": "Boosters found (F1)",
    "loaded_macro_f1": "Sentences with a loaded word (macro-F1)",
    "loaded_own_voice_macro_f1": "Sentences with a loaded word of the outlet’s own (macro-F1)",
    "words_cue_f1": "Loaded words found (F1)",
    "words_voice": "Voice of a loaded word",
    "pearson": "Agreement with people’s ratings (Pearson’s r)",
    "hedges_precision": "Hedges marked that are hedges (precision)",
    "hedges_recall": "Hedges found by two readers that are marked (recall)",
    "boosters_precision": "Boosters marked that are boosters (precision)",
    "boosters_recall": "Boosters found by two readers that are marked (recall)",
    "loaded_precision": "Loaded words marked that are loaded (precision)",
    "loaded_recall": "Loaded words found by two readers that are marked (recall)",
    "tone_right": "Sentences correctly classed as favourable, unfavourable or neutral",
    "macro_f1": "Unfavourable, neutral or favourable (macro-F1)",
}
BLIND = (
    "sentences from many outlets, labelled by two readers, both language models, that did not see this program’s marks"
)
REAL = (
    "places in articles from many outlets, labelled by two readers, both language models, that did not see what this "
    "program finds"
)
SEALED = "rules were written with the errors on these two thirds in view; the other third is sealed"
#: labelled set -> what a reader must know about it before trusting a number measured on it
SETS = {
    "own attributions": "original passages labelled for this project; the rules were tuned on them",
    "PolNeAR dev": "US political news labelled by others; rules were tuned on it",
    "real articles": f"{REAL}; {SEALED}. The second sample was chosen for sources without a name, so it is not random",
    "real articles, news": f"the news articles in the first sample; {SEALED}",
    "real articles, opinion": f"the opinion articles in the first sample; {SEALED}",
    "real articles, sealed": f"{REAL}; from the sealed third, which nobody looked at while rules were written",
    "marks on real sentences": f"{BLIND}; {SEALED}",
    "marks on real sentences, sealed": f"{BLIND}; from the sealed third, which nobody looked at",
    "SCU statements": "statements in US articles of 2024 to 2026, labelled at Santa Clara University",
    "own hedges": "original sentences built around known traps; labelled without looking at the program",
    "WikiWeasel": "Wikipedia sentences labelled by others; rules were tuned on part of it",
    "own loaded words": "original sentences built around known traps; labelled without looking at the program",
    "BABE": "US news sentences labelled by others; errors were studied on two fifths of it",
    "NYT editorials, cross-validated": "sentences rated by twenty people; weights fitted without their documents",
    "NewsMTSC, cross-validated": "news sentences labelled by others, target ignored; weights fitted without them",
}


@cache
def results() -> list[dict[str, Any]]:
    """The recorded figures, in the order of the benchmark; none if the file is not there."""
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []


def accuracy_of(scorer: str) -> list[dict[str, Any]]:
    """The recorded results of a scorer that readers see, in the order of the benchmark."""
    return [r for r in results() if r["scorer"] == scorer and r["measure"] in NAMES and r["dataset"] in SETS]


def accuracy_html(rows: Sequence[dict[str, Any]]) -> str:
    """Results as a table: the metric, the labelled set, the value, and the values of other systems."""
    body = []
    for row in rows:
        systems = "; ".join(f"{o['system']} {o['value']:.2f} ({o['source']})" for o in row["others"])
        of = f"{row['n']:,} {row['of']}" + (
            f" in {number_of(row['articles'], 'article')}" if row.get("articles") else ""
        )
        on = f"{row['dataset']}: {SETS[row['dataset']]}; {of}, measured {day(dt.date.fromisoformat(row['measured']))}"
        others = f"<small>Other systems: {html.escape(systems)}</small>" if systems else ""
        body.append(
            f"<tr><th scope='row'>{html.escape(NAMES[row['measure']])}<small>{html.escape(on)}</small>{others}</th>"
            f"<td>{row['value']:.2f}</td></tr>"
        )
    return f"<table class='numbers'><tbody>{''.join(body)}</tbody></table>"
