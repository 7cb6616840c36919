"""How right numbers are, in a sentence beside each picture and table of them. Pure.

The shares are the benchmark's, of places in real articles with labels (``tests/gold/real/README.md``) and of sentences
with labels (``tests/gold/marks/README.md``). Intervals are Wilson's (1927) and treat labels as independent.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.statistics import CONFIDENCE
from analysis.statistics.shares import wilson
from dashboard.markup.accuracy import results
from dashboard.views.base import View
from dashboard.views.formatting import number_of

#: the third of the labelled articles at which nobody looked while rules were changed; shares of the rest are higher
DATASET = "real articles, sealed"
#: the same of single sentences, labelled without seeing a mark
MARKS = "marks on real sentences, sealed"
CHECKED = "checked on labelled real articles that were not used to write the rules"


@dataclass(frozen=True, slots=True)
class Subject:
    """What figures are about, and its figures: for each its measure, and the words that follow its share.

    ``scorer`` is the name of the scorer whose numbers these are, under which Methods explains them.
    """

    name: str
    figures: tuple[tuple[str, str], ...]
    dataset: str = DATASET
    scorer: str = "sourcing"


UNNAMED = Subject("Sources without a name", (
    ("without_a_name_precision_both_draws", "of those counted do have no name"),
    ("without_a_name_recall_both_draws", "of those without a name are found"),
))  # fmt: skip
WHO = Subject("Who a source is", (
    ("pronouns_right", "correct where the source is “he” or “she”"),
    ("descriptions_right", "correct where it is a description such as “the senator”"),
))  # fmt: skip
STATEMENTS = Subject("Statements", (
    ("statements_precision", "of the verbs of saying counted introduce a statement"),
    ("statements_recall", "of the verbs of saying that introduce a statement are counted"),
))  # fmt: skip
TYPES = Subject("Kinds of source", (("types_right", "correct"),))
VOICES = Subject("Whose voice it is", (("voices_right_both_draws", "correct for hedges and loaded words"),))
HEDGES = Subject("Hedges", (
    ("hedges_precision", "of those marked are hedges"),
    ("hedges_recall", "of the hedges found by two readers are marked"),
), MARKS, "hedging")  # fmt: skip
BOOSTERS = Subject("Boosters", (
    ("boosters_precision", "of those marked are boosters"),
    ("boosters_recall", "of the boosters found by two readers are marked"),
), MARKS, "hedging")  # fmt: skip
LOADED = Subject("Loaded words", (
    ("loaded_precision", "of those marked are loaded"),
    ("loaded_recall", "of the loaded words found by two readers are marked"),
), MARKS, "loaded")  # fmt: skip
TONE = Subject("Tone", (
    ("tone_right", "of single sentences are correctly classed as favourable, unfavourable or neutral"),
), MARKS, "tone")  # fmt: skip
#: key of a measure, or name of a picture or table -> what its numbers depend on most
SUBJECTS = {
    "sourcing.unnamed": UNNAMED,
    "sourcing.unnamed_words": UNNAMED,
    "anonymity-by-outlet": UNNAMED,
    "sourcing.sources": WHO,
    "sourcing.concentration": WHO,
    "speakers-by-outlet": WHO,
    "speaker-over-time": WHO,
    "quoted-most": WHO,
    "story-quoted": WHO,
    "sourcing.attributions": STATEMENTS,
    "sourcing.doubting": STATEMENTS,
    "sourcing.endorsing": STATEMENTS,
    "sourcing.first_source": STATEMENTS,
    "sourcing.documents": TYPES,
    "kinds-of-source": TYPES,
    "sourcing.quoted_words": VOICES,
    "sourcing.attributed_words": VOICES,
    "sourcing.outlet_words": VOICES,
    **dict.fromkeys(
        ("hedging", "hedging.outlet", "hedging.quoted", "hedging.attributed", "hedging.sentences",
         "hedging.outlet_sentences", "hedging.headline"), HEDGES),
    **dict.fromkeys(
        ("hedging.boosters", "hedging.boosters_outlet", "hedging.boosters_quoted", "hedging.boosters_attributed"),
        BOOSTERS),
    **dict.fromkeys(("loaded.outlet", "loaded.sources", "loaded.sentences"), LOADED),
    **dict.fromkeys(("tone", "tone.outlet", "tone.quoted", "tone.attributed"), TONE),
}  # fmt: skip


def numbers_of(view: View) -> tuple[str, ...]:
    """The keys of the measures that a picture draws, and its name."""
    return (*(measure.key for measure in view.measures), view.name)


def sentences(
    numbers: Iterable[str], apart_from: Iterable[str] = (), rows: Sequence[Mapping[str, Any]] | None = None
) -> tuple[str, ...]:
    """How right these numbers are, in plain text: a sentence for each subject, sources without a name first.

    ``numbers`` are keys of measures and names of pictures and tables; those that are not known here, and those of a
    subject that ``apart_from`` has too, get none. ``rows`` are those of ``results.json``. A subject of which a figure
    is not recorded gets no sentence.
    """
    return tuple(sentence for _, sentence in _said(numbers, apart_from, results() if rows is None else rows))


def _said(
    numbers: Iterable[str], apart_from: Iterable[str], rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Subject, str]]:
    """Each subject of the numbers with its sentence; see ``sentences``."""
    recorded = {(row["dataset"], row["measure"]): row for row in rows}
    wanted, said = ([SUBJECTS[key] for key in keys if key in SUBJECTS] for keys in (numbers, apart_from))
    return [
        (subject, _sentence(subject, recorded))
        for subject in dict.fromkeys(SUBJECTS.values())
        if subject in wanted and subject not in said
        if all((subject.dataset, figure) in recorded for figure, _ in subject.figures)
    ]


def _sentence(subject: Subject, recorded: Mapping[tuple[str, str], Mapping[str, Any]]) -> str:
    shares = [_share(recorded[subject.dataset, figure], words) for figure, words in subject.figures]
    return f"{subject.name}, {CHECKED}: {'; '.join(shares)}."


def _share(row: Mapping[str, Any], words: str) -> str:
    """The share of a figure in per cent, the words that follow it, its interval, and how much it is a share of."""
    low, high = wilson(round(row["value"] * row["n"]), row["n"])
    where = f" in {number_of(row['articles'], 'article')}" if row.get("articles") else ""
    interval = f"{100 * CONFIDENCE:.0f} % interval {100 * low:.0f} to {100 * high:.0f}"
    return f"{100 * row['value']:.0f} % {words} ({interval}; {row['n']:,} {row['of']}{where})"


def how_right_html(numbers: Iterable[str], apart_from: Iterable[str] = (), link: str = "") -> str:
    """The sentences as HTML, those after the first folded; empty if there are none. ``link`` leads to Methods.

    It is followed there to the scorer of the first sentence.
    """
    said = _said(numbers, apart_from, results())
    if not said:
        return ""
    first, *others = [html.escape(sentence) for _, sentence in said]
    place = html.escape(f"{link}#{said[0][0].scorer}")
    more = f' <a href="{place}" target="_blank">How this was measured</a>' if link else ""
    folded = "".join(f"<p>{sentence}</p>" for sentence in others)
    if folded:
        folded = f"<details><summary>Accuracy of the other numbers</summary>{folded}</details>"
    return f"<div class='right'><p>{first}{more}</p>{folded}</div>"
