"""What is known about one mark of a text, as HTML: its words, why it counts, and the scores without it. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

from analysis.attribution.cues import states_something
from analysis.scorers import mark_kinds, measures
from analysis.types import Attribution, Measurement, ScoredArticle
from dashboard.markup.highlight import VOICE_NAMES, Evidence
from dashboard.views.formatting import number

#: kind of mark whose measures are means over words, in which no word has a fixed part
MEANS = "sentiment"


def noun_of(scored: ScoredArticle, evidence: Evidence) -> str:
    """What a piece of evidence is: "hedge", "statement of a source", "attitude of a source"."""
    one = evidence.item
    if not isinstance(one, Attribution):
        return mark_kinds()[evidence.kind].noun
    return "statement of a source" if _states(scored, one) else "attitude of a source"


def _states(scored: ScoredArticle, one: Attribution) -> bool:
    text = scored.article.text
    return states_something(one.act, one.cue.of(text), one.content.of(text))


def about_html(scored: ScoredArticle, evidence: Evidence, judgement: str) -> str:
    """The words of a mark as a heading, what it is, whose voice it is in, why it counts, and how it was judged."""
    one = evidence.item
    voice = VOICE_NAMES[evidence.voice]
    if isinstance(one, Attribution) and evidence.voice == "attributed":
        voice = "without quotation marks"
    why = "; ".join([evidence.why, *(_sourced(scored, one) if isinstance(one, Attribution) else ())])
    words = html.escape(" ".join(evidence.cue.split()))
    judged = f"<p class='lead'>{html.escape(_capital(judgement))}.</p>" if judgement else ""
    return (
        f"<h3 tabindex='-1' data-at='{html.escape(evidence.id)}'>“<bdi>{words}</bdi>”</h3>"
        f"<p class='lead'>{html.escape(_capital(noun_of(scored, evidence)))}, {voice}</p>"
        f"<p class='gap'><bdi>{html.escape(_capital(why))}</bdi>.</p>{judged}"
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sourced(scored: ScoredArticle, one: Attribution) -> Iterable[str]:
    """The kind of source, the class of the cue, and the reason given for not naming the source, of an attribution."""
    yield f"kind of source: {(one.source_type or 'unknown').replace('_', ' ')}"
    yield f"cue: {one.cue_class}"
    if one.anonymity is not None:
        yield f"reason given for anonymity: “{one.anonymity.of(scored.article.text)}”"


def without_html(scored: ScoredArticle, evidence: Evidence, after: Mapping[str, Measurement]) -> str:
    """Tables as HTML: each measure as it is and without the mark; ``after`` is without it.

    The measures in whose count the mark is come first; of others, only the denominator differs.
    """
    if not after:
        return f"<p class='gap'>{_not_counted(scored, evidence)}</p>"
    known = measures()
    counting = [key for key in after if after[key].count != scored.measurements[key].count]
    summary = [key for key in counting if known[key].in_profile]
    first = summary if isinstance(evidence.item, Attribution) and summary else counting
    others = [key for key in after if key not in first]
    rest = (
        f"<details><summary>Other measures that change</summary>{_table(scored, others, after)}</details>"
        if others
        else ""
    )
    return f"{_table(scored, first, after)}{rest}"


def _not_counted(scored: ScoredArticle, evidence: Evidence) -> str:
    """Why no score without this evidence can be given."""
    one = evidence.item
    if evidence.kind == MEANS:
        return "This score is a mean over words, so a single word has no fixed share in it."
    if not isinstance(one, Attribution):
        return "No measure counts it."
    if not _states(scored, one):
        return "It is an attitude, not a statement, so no measure counts it."
    return "To see the score without it, score the article again with this version."


def _table(scored: ScoredArticle, keys: Iterable[str], after: Mapping[str, Measurement]) -> str:
    rows = []
    for key in keys:
        measure = measures()[key]
        cells = "".join(f"<td>{_shown(m.value, measure.decimals)}</td>" for m in (scored.measurements[key], after[key]))
        head = f"{html.escape(measure.title)}<small>{html.escape(measure.unit)}</small>"
        rows.append(f"<tr><th scope='row'>{head}</th>{cells}</tr>")
    return (
        "<table class='numbers without'><thead><tr><th scope='col'>Measure</th><th scope='col'>Score</th>"
        f"<th scope='col'>Without this mark</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _shown(value: float | None, decimals: int) -> str:
    return "–" if value is None else number(value, decimals)
