"""Sentences with their source, as HTML and as a table. Pure."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from analysis.attribution.anonymity import gives_reason
from analysis.corpus.sourced import SourcedSentence
from analysis.types import UNNAMED_TYPES
from dashboard.markup.highlight import ATTRIBUTION, Highlight, evidence_id, marked_html
from dashboard.markup.passages import Selection, article_head, page_link
from dashboard.views.formatting import outlet_name
from dashboard.views.sources import CUE_CLASSES, SOURCE_TYPE_NAMES, UNKNOWN_TYPE


def sourced_html(sentences: Sequence[SourcedSentence], selection: Selection) -> str:
    """For each article its outlet, day and headline, then its sentences, each with a link to its place."""
    return "".join(
        f'<div class="passage">{article_head(one[0].passage, selection)}'
        f"{''.join(_sentence_html(sentence, selection) for sentence in one)}</div>"
        for one in (list(some) for _, some in groupby(sentences, key=lambda s: s.passage.article))
    )


def _sentence_html(sentence: SourcedSentence, selection: Selection) -> str:
    passage = sentence.passage
    marks = [Highlight(mark, part, part) for mark, part in zip(passage.marks, sentence.parts, strict=True)]
    place = evidence_id(ATTRIBUTION, sentence.content)
    address = html.escape(page_link("article", selection, article=passage.article, at=place))
    facts = html.escape(" · ".join(_facts(sentence)))
    link = f'<a href="{address}" target="_self">in the article</a>'
    return f"{marked_html(passage.text, marks)}<small><bdi>{facts}</bdi> · {link}</small>"


def _facts(sentence: SourcedSentence) -> list[str]:
    """The kind of source, how the statement is introduced, and for a source without a name why."""
    neutral = sentence.cue_class == "neutral"
    facts = [_kind(sentence), "neutral cue" if neutral else f"introduced {CUE_CLASSES[sentence.cue_class]}"]
    if sentence.anonymity is not None:
        given = gives_reason(sentence.anonymity)
        facts.append(f"{'reason given' if given else 'anonymity mentioned, no reason'}: “{sentence.anonymity}”")
    elif sentence.source_type in UNNAMED_TYPES:
        facts.append("no reason in this sentence")
    return facts


def _kind(sentence: SourcedSentence) -> str:
    return UNKNOWN_TYPE if sentence.source_type is None else SOURCE_TYPE_NAMES[sentence.source_type]


def sourced_table(sentences: Sequence[SourcedSentence]) -> pd.DataFrame:
    """A table with one row per attribution.

    Columns: ``outlet, published, headline, sentence, source, cue, kind_of_source, introduced, anonymity, reason_given,
    article, place``. ``anonymity`` are the words about anonymity; ``reason_given`` is "yes" or "no" where there are
    any.
    """
    columns = [
        "outlet", "published", "headline", "sentence", "source", "cue", "kind_of_source", "introduced", "anonymity",
        "reason_given", "article", "place",
    ]  # fmt: skip
    return pd.DataFrame(
        [
            (
                outlet_name(s.passage.outlet), s.passage.published, s.passage.title, s.passage.text,
                s.words_of("source"), s.words_of("cue"), _kind(s), CUE_CLASSES[s.cue_class], s.anonymity,
                None if s.anonymity is None else "yes" if gives_reason(s.anonymity) else "no",
                s.passage.article, evidence_id(ATTRIBUTION, s.content),
            )
            for s in sentences
        ],
        columns=columns,
    )  # fmt: skip
