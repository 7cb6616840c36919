"""The accuracy of the measures as a table, from the benchmark's ``benchmarks/accuracy/results.json``. Pure."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.views.formatting import number_of

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "accuracy" / "results.json"
#: metric -> its name for readers; metrics without one are for developers and appear only in docs/reference/accuracy.md
NAMES = {
    "f1_at_0.3": "Attributions found (F1, 30 % of the words)",
    "recall": "Attributions found (recall)",
    "precision": "Attributions that are one (precision)",
    "f1_at_0.8": "Attributions found (F1, 80 % of the words)",
    "content_characters_f1": "Characters of what is said (F1)",
    "source_match": "Source of an attribution found",
    "speaker": "Full name of the speaker",
    "name": "Name of the source, where the statement is found",
    "title": "Title or role of the source, where the statement is found",
    "source_type": "Kind of source, where the statement is found",
    "source_type_macro_f1": "Kind of source (macro-F1)",
    "anonymity": "Reason given for anonymity",
    "statements_precision": "Verbs of saying counted that introduce a statement (precision)",
    "statements_recall": "Verbs of saying that introduce a statement found (recall)",
    "types_right": "Kind of source, where the statement is found",
    "without_a_name_precision": "Sources counted as without a name that have none (precision), first draw",
    "without_a_name_recall": "Sources without a name found (recall), first draw",
    "without_a_name_precision_both_draws": "Sources counted as without a name that have none (precision), both draws",
    "without_a_name_recall_both_draws": "Sources without a name found (recall), both draws",
    "pronouns_right": "Whom “he” and “she” mean, where they are found as a source",
    "descriptions_right": "Whom “the senator” and the like mean, where they are found as a source",
    "voices_right_both_draws": "Voice of a hedge or loaded word, both draws",
    "attributed_voice_precision_both_draws": "Words counted as reported that are (precision), both draws",
    "attributed_voice_recall_both_draws": "Words of a reported statement found (recall), both draws",
    "cues_right": "Whether a word introduces a statement, an attitude or neither, drawn from hard cases",
    "hedged_f1": "Sentences with a hedge (F1)",
    "hedged_semantic_f1": "Sentences with a hedge, narrower labels (F1)",
    "hedges_cue_f1": "Hedges found (F1)",
    "hedges_voice": "Voice of a hedge found",
    "boosters_cue_f1": "Boosters found (F1)",
    "loaded_macro_f1": "Sentences with a loaded word (macro-F1)",
    "loaded_own_voice_macro_f1": "Sentences with one of the outlet’s own (macro-F1)",
    "words_cue_f1": "Loaded words found (F1)",
    "words_voice": "Voice of a loaded word found",
    "pearson": "Agreement with people’s ratings (Pearson’s r)",
    "hedges_precision": "Hedges marked that are hedges (precision)",
    "hedges_recall": "Hedges of two readers that are marked (recall)",
    "boosters_precision": "Boosters marked that are boosters (precision)",
    "boosters_recall": "Boosters of two readers that are marked (recall)",
    "loaded_precision": "Loaded words marked that are loaded (precision)",
    "loaded_recall": "Loaded words of two readers that are marked (recall)",
    "tone_right": "Sentences rightly called favourable, unfavourable or neutral",
    "macro_f1": "Unfavourable, neutral or favourable (macro-F1)",
}
BLIND = (
    "sentences of many outlets, labelled by two readers, both of them language models, that saw no mark of this program"
)
REAL = (
    "places in articles of many outlets, labelled by two readers, both of them language models, that did not see what "
    "this program finds"
)
SEALED = "rules were written while looking at the errors on these two thirds; a third is sealed"
#: labelled set -> what a reader must know about it before trusting a number measured on it
SETS = {
    "own attributions": "original passages labelled for this project; the rules were tuned on them",
    "PolNeAR dev": "US political news labelled by others; rules were tuned on it",
    "real articles": f"{REAL}; {SEALED}. The second draw looks for sources without a name and is no sample of all",
    "real articles, news": f"those that are news, of the first draw; {SEALED}",
    "real articles, opinion": f"those that are opinion, of the first draw; {SEALED}",
    "real articles, sealed": f"{REAL}; of the third that is sealed, at which nobody looked while rules were made",
    "marks on real sentences": f"{BLIND}; {SEALED}",
    "marks on real sentences, sealed": f"{BLIND}; of the third that is sealed, at which nobody looked",
    "SCU statements": "statements in US articles of 2024 to 2026, labelled at Santa Clara University",
    "own hedges": "original sentences built around known traps; labelled without looking at the program",
    "WikiWeasel": "Wikipedia sentences labelled by others; rules were tuned on a part of it",
    "own loaded words": "original sentences built around known traps; labelled without looking at the program",
    "BABE": "US news sentences labelled by others; errors were read on two fifths of it",
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
        on = f"{row['dataset']}: {SETS[row['dataset']]}; {of}, measured {row['measured']}"
        others = f"<small>Others: {html.escape(systems)}</small>" if systems else ""
        body.append(
            f"<tr><th scope='row'>{html.escape(NAMES[row['measure']])}<small>{html.escape(on)}</small>{others}</th>"
            f"<td>{row['value']:.2f}</td></tr>"
        )
    return f"<table class='numbers'><tbody>{''.join(body)}</tbody></table>"
