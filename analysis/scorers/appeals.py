"""Appeals: calls on the reader ("we must act") and questions that nobody in the text is asked.

They are typical of opinion pieces and rare in reports. They are no loaded words: an appeal says what ought to be done
without judging by itself. Obligation and questions to the reader are reader pronouns, directives and questions in
Hyland 2005 (*Metadiscourse*). ``docs/methods/appeals.md`` describes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.document import Document
from analysis.scorers.base import Count, Example, MarkKind, Reading, Scorer
from analysis.types import Mark, Measure, Span

OUTLET = Measure(
    "appeals.outlet", "Appeals in the outlet’s own voice", "appeals per 1,000 own words", 1000,
    "Calls on the reader (“we must act”, “let us hope”, “it is time to”) and questions put to no one in the text, "
    "outside quotations and reported statements, per 1,000 words of the outlet’s own.",
    "A fixed list of forms: a call in other words is missed, and a heading that asks a question counts.", 2,
)  # fmt: skip
SOURCES = Measure(
    "appeals.sources", "Appeals of sources", "appeals per 1,000 words of sources", 1000,
    "Calls on others inside quotations and reported statements, per 1,000 words of sources. Questions are not counted "
    "there.", "A fixed list of forms.", 2,
)  # fmt: skip
#: calls on the reader or the public
CALL = re.compile(
    r"\bwe (?:(?:all|also|just|now|really|simply|still) )?"
    r"(?:must|should|need to|have to|have got to|ought to|cannot afford to|can[’']t afford to)\b"
    r"|\bwe[’']ve got to\b|\blet(?: us|[’']s) (?!(?:say|see)\b)"
    r"|\bit(?: is|[’']s) (?:high |long past )?time (?:to|for|that|we)\b"
    r"|\b(?:no one|nobody|everyone|everybody|every \w+) (?:should|must)\b"
    r"|\bit(?: is|[’']s) (?:essential|imperative|vital|crucial|incumbent) (?:to|that|upon)\b"
    r"|\b(?:wake up|think again|ask yourself|don[’']t be fooled|don[’']t let)\b",
    re.IGNORECASE,
)
#: most words of a heading, whose question introduces an answer
LONGEST_HEADING = 2
WHY = {"call": "calls on the reader or the public", "question": "a question put to no one in the text"}


def _found(document: Document) -> Iterator[tuple[Span, str]]:
    """Every call, and the question mark of every question in the outlet's own voice, in no particular order."""
    text = document.text
    for match in CALL.finditer(text):
        yield Span(match.start(), match.start() + len(match[0].rstrip())), "call"
    for sentence in document.sentences:
        end = sentence.end - 1
        words = text[sentence.start : sentence.end].split()
        if text[end] == "?" and len(words) > LONGEST_HEADING and document.voice_at(end) == "outlet":
            yield Span(end, end + 1), "question"


def measure(document: Document) -> Reading:
    """Mark the appeals of the body and measure their rates for the outlet and for sources."""
    marks = [
        Mark("appeal", span, span.of(document.text), category, document.voice_of(span), why=WHY[category])
        for span, category in sorted(_found(document))
    ]
    own = sum(mark.voice == "outlet" for mark in marks)
    words = document.words_by_voice["outlet"]
    return Reading(
        {
            OUTLET.key: OUTLET.of(own, words),
            SOURCES.key: SOURCES.of(len(marks) - own, len(document.words) - words),
        },
        marks=tuple(marks),
    )


SCORER = Scorer(
    name="appeals",
    title="Appeals",
    unit=OUTLET.unit,
    version="1",
    measures=(OUTLET, SOURCES),
    measure=measure,
    kinds=(
        MarkKind(
            "appeal",
            "appeal",
            "Appeals",
            "Calls on the reader, and questions put to no one in the text.",
            "appeals",
            "other",
            counts=(
                Count(OUTLET.key, voices=("outlet",)),
                Count(SOURCES.key, voices=("quoted", "attributed")),
            ),
            shown=False,
        ),
    ),
    examples=(
        Example("We must rebuild the harbour.", ("We must",)),
        Example("It is time to ask who pays.", ("It is time to",)),
        Example("Let’s not forget the ferry.", ("Let’s",)),
        Example("Who would have thought that the pier would sink?", ("?",)),
        Example("“Who pays?” Ada Lund asked.", ()),
        Example("The council must decide by May.", ()),
        Example("Why now?", ()),
    ),
)
