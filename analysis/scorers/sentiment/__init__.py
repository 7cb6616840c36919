"""Sentiment: TextBlob's polarity and subjectivity of an article and of each voice in it, and the words behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.document import Document
from analysis.scorers.base import Example, MarkKind, Reading, Scorer
from analysis.scorers.sentiment.polarity import sentiments
from analysis.scorers.sentiment.rules import Assessment
from analysis.text import WORD
from analysis.types import VOICES, Mark, Measure, Span, Voice

POLARITY = Measure(
    key="sentiment.polarity",
    title="Polarity (TextBlob)",
    unit="polarity, −1 to 1",
    scale=1,
    description="How positive or negative the words of the whole article are, by TextBlob's lexicon: the mean over "
    "its matched words, from −1 to 1. For several articles, the mean of the articles.",
    limits="A word list made for reviews, not news: “war” and “killed” count as nothing, “great” in “Great Britain” as "
    "praise. Compare outlets, but do not read a meaning into the sign.",
    decimals=3,
    in_profile=True,
)
SUBJECTIVITY = Measure(
    key="sentiment.subjectivity",
    title="Subjectivity (TextBlob)",
    unit="subjectivity, 0 to 1",
    scale=1,
    description="How subjective the words of the whole article are, by TextBlob's lexicon: the mean over its matched "
    "words, from 0 to 1. For several articles, the mean of the articles.",
    limits="“Likely” and “possible” count as wholly subjective, so careful writing scores high.",
    decimals=3,
)


_VOICE_TITLES: dict[Voice, tuple[str, str]] = {
    "outlet": ("in the outlet’s own voice", "outside quotation marks and reported statements"),
    "quoted": ("inside quotations", "inside quotation marks"),
    "attributed": ("in reported statements", "in statements reported from a source without quotation marks"),
}


def _of_voice(measure: Measure, name: str, voice: Voice) -> Measure:
    title, filters = _VOICE_TITLES[voice]
    return Measure(
        key=f"{measure.key}.{voice}",
        title=f"{name} {title} (TextBlob)",
        unit=measure.unit,
        scale=measure.scale,
        description=f"{name}, by TextBlob’s lexicon, of the words {filters}, read on their own and in order. For "
        "several articles, the mean of those that contain this voice.",
        limits=measure.limits,
        decimals=measure.decimals,
    )


BY_VOICE: dict[Voice, tuple[Measure, Measure]] = {
    voice: (_of_voice(POLARITY, "Polarity", voice), _of_voice(SUBJECTIVITY, "Subjectivity", voice)) for voice in VOICES
}


def measure(document: Document) -> Reading:
    """Measure TextBlob's polarity and subjectivity of the whole text and of the words in each voice.

    The values are those of ``TextBlob(text).sentiment``, bit for bit. The text of a voice is its stretches in order,
    one per line. Both values are ``None`` if the text, or the voice, has no words.
    """
    if not document.words:
        return Reading({m.key: m.of(0, 0) for m in SCORER.measures})
    stretches = _stretches(document)
    whole, by_voice = sentiments(stretches)
    measurements = {
        POLARITY.key: POLARITY.of(whole.polarity, 1),
        SUBJECTIVITY.key: SUBJECTIVITY.of(whole.subjectivity, 1),
    }
    speaking = {voice for said, voice in stretches if WORD.search(said)}
    for voice, (polarity, subjectivity) in BY_VOICE.items():
        if voice in speaking:
            measurements[polarity.key] = polarity.of(by_voice[voice].polarity, 1)
            measurements[subjectivity.key] = subjectivity.of(by_voice[voice].subjectivity, 1)
        else:
            measurements |= {polarity.key: polarity.of(0, 0), subjectivity.key: subjectivity.of(0, 0)}
    return Reading(measurements, marks=tuple(_marks(document, whole.assessments)))


def _stretches(document: Document) -> list[tuple[str, Voice]]:
    """The text in pieces, each in one voice."""
    ends = (*document.voice_starts[1:], len(document.text))
    runs = zip(document.voice_starts, ends, document.voice_names, strict=True)
    return [(document.text[start:end], voice) for start, end, voice in runs]


def _marks(document: Document, assessments: Iterable[Assessment]) -> Iterator[Mark]:
    """Yield a mark for each assessment with a position; its weight is the polarity."""
    for found in assessments:
        if found.start < found.end:
            span = Span(found.start, found.end)
            why = f"subjectivity {found.subjectivity:.2f}"
            yield Mark(
                "sentiment", span, " ".join(found.words), None, document.voice_at(found.start), found.polarity, why
            )


SCORER = Scorer(
    name="sentiment",
    title="Sentiment",
    unit="polarity, −1 to 1",
    version="4",
    measures=(POLARITY, SUBJECTIVITY, *(measure for pair in BY_VOICE.values() for measure in pair)),
    measure=measure,
    kinds=(
        MarkKind(
            "sentiment",
            "sentiment word",
            "Sentiment words (TextBlob)",
            "Words that TextBlob scored, with their polarity; the scores are means over these words.",
            "sentiment_words",
            "frame",
            weight="polarity",
            shown=False,
        ),
    ),
    examples=(
        Example("The plan is good.", ("good",)),
        Example("It was not a very good day.", ("not a very good",)),
        Example("The council met on Tuesday.", ()),
    ),
)
