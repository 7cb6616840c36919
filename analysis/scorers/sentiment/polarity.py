"""TextBlob's sentiment, identical to the last bit, in a small part of the time.

The method is that of Pattern's ``Sentiment`` (De Smedt & Daelemans 2012), which TextBlob includes: a text is split into
words, each word of the lexicon makes an assessment that modifiers, negations and exclamation marks change, and the
score is the mean of the assessments. Lexicon, emoticons and abbreviations are read from the installed TextBlob; only
the pass over the words is our own. Before first use it is compared with TextBlob on ``CHECKS``; if a result differs,
TextBlob itself is used for everything.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

from analysis.scorers.sentiment.rules import Assessment, Chunk
from analysis.scorers.sentiment.tokenizer import Tokenizer

_LOADING = Lock()
#: texts that together use every rule
CHECKS = (
    "",
    "The council met on Tuesday.",
    "The plan is good. The harbour was not a very good place, and never really bad!",
    "A really not good idea; it is hardly no great loss, and very no happy end.",
    "It isn't good, it ISN’T bad, and they can't say n'tgood!",
    "Wonderful!!! Terrible! (!) So clever ( ! ) and kind (!",
    "Great :) awful :-( sad ;) : D fine >:D <3 ♥ o.O o. O :'( very :) good 8) (aged 8) (2018) x D ,",
    "The toll: 3 people. Score: 3, nice =) ugly * ) “wow :) ” ‘fair :P’ bad : - .",
    "Mr. Vane of the U.S. left at 5 p.m. vs. Ms. Orr etc... good..... bad ..... fine?! ”Nice”) ‘poor’",
    "Beautiful headline\n\nawful day :\n\n) happy\r\n\r\n: ) calm\n)",
    "_very_ *good* [bad] $nice$ -happy- ~sad~ well-off across-the-board 2nd don't 'd 's 'll 're good's",
    "GREAT Ünlucky İdeal\u00a0good\u2028bad\u200bnice ΣΑΣ extremely\x1funpleasant END-OF-SENTENCE good",
    "very is a good, very the good, not to a good, not the good, really, good, slightly not bad and not, good",
)


class Sentiment(NamedTuple):
    """Polarity (-1 to 1) and subjectivity (0 to 1): the means of the assessments, 0.0 without any."""

    polarity: float
    subjectivity: float
    assessments: list[Assessment]


#: a text in pieces, each with its speaker, if that matters
Stretches = Sequence[tuple[str, str | None]]
#: the sentiment of the whole text, and that of each speaker
Sentiments = tuple[Sentiment, dict[str, Sentiment]]


def sentiment(text: str) -> Sentiment:
    """Return the polarity, subjectivity and assessments of ``TextBlob(text)``, bit for bit, with positions.

    Never raises on any string. Warns as ``sentiments`` does.
    """
    return sentiments([(text, None)])[0]


def sentiments(stretches: Stretches) -> Sentiments:
    """Return the sentiment of a text given in stretches, and that of each of its speakers.

    The text of a speaker is all of their stretches with a line break in between. The numbers are those of TextBlob, bit
    for bit. Only the assessments of the whole text have positions, in characters of that text. Never raises on any
    string. Warns once (``RuntimeWarning``) if the installed TextBlob gives other results than this package; TextBlob
    itself is then used.
    """
    with _LOADING:  # TextBlob's lexicon gives wrong scores if two threads load it at the same time
        read = _reader()
    return read(stretches)


@cache
def _reader() -> Callable[[Stretches], Sentiments]:
    """Our implementation if it agrees with TextBlob, else TextBlob itself."""
    from textblob import _text, en  # imported late, since it takes a second

    en.sentiment.load()

    def original(stretches: Stretches) -> Sentiments:
        text = "".join(stretch for stretch, _ in stretches)
        by_name = {name: _of_textblob(en.sentiment, said) for name, said in _said(stretches).items()}
        return _of_textblob(en.sentiment, text), by_name

    try:
        tokenizer = Tokenizer(en.sentiment, _text)

        def fast(stretches: Stretches) -> Sentiments:
            return _fast(tokenizer, stretches)

        agrees = all(_same(fast([(text, None)])[0], _of_textblob(en.sentiment, text)) for text in CHECKS)
    except (AttributeError, LookupError, TypeError, ValueError):  # a version of TextBlob with other internals
        agrees = False
    if agrees:
        return fast
    warnings.warn(
        "The installed TextBlob and analysis/scorers/sentiment give different results, so TextBlob itself is used: "
        "its numbers are right, but it is slower.",
        RuntimeWarning,
        stacklevel=3,
    )
    return original


def _said(stretches: Stretches) -> dict[str, str]:
    """The text of each speaker."""
    said: dict[str, list[str]] = {}
    for stretch, name in stretches:
        if name is not None:
            said.setdefault(name, []).append(stretch)
    return {name: "\n".join(parts) for name, parts in said.items()}


def _fast(tokenizer: Tokenizer, stretches: Stretches) -> Sentiments:
    """Our implementation of ``sentiments``; the chunks of the speakers are also those of the whole text."""
    parts: list[str] = []
    chunks: list[Chunk | None] = []
    by_speaker: dict[str, tuple[list[str], list[Chunk | None]]] = {}
    ends_inside_chunk = False
    for stretch, name in stretches:
        some = stretch.split()
        known = tokenizer.chunks(some)
        if name is not None:
            own_parts, own_chunks = by_speaker.setdefault(name, ([], []))
            own_parts += some
            own_chunks += known
        if ends_inside_chunk and some and not stretch[0].isspace():  # two speakers share a run of characters
            parts[-1] += some[0]
            chunks[-1] = tokenizer.chunk(parts[-1])
            del some[0], known[0]
        parts += some
        chunks += known
        ends_inside_chunk = not stretch[-1].isspace() if stretch else ends_inside_chunk
    text = "".join([stretch for stretch, _ in stretches])
    by_name = {
        name: _scored(tokenizer.assessments(said, *by_speaker[name], placed=False))
        for name, said in _said(stretches).items()
    }
    return _scored(tokenizer.assessments(text, parts, chunks, placed=True)), by_name


def _scored(found: list[Assessment]) -> Sentiment:
    # Added one by one, as TextBlob does, since sum() rounds differently from Python 3.12 on.
    polarity, subjectivity = 0.0, 0.0
    for assessment in found:
        polarity += assessment.polarity
        subjectivity += assessment.subjectivity
    return Sentiment(polarity / (len(found) or 1), subjectivity / (len(found) or 1), found)


def _of_textblob(textblob: Any, text: str) -> Sentiment:
    found = textblob(text)
    polarity, subjectivity = found
    return Sentiment(polarity, subjectivity, list(_placed(text, found.assessments)))


def _same(one: Sentiment, other: Sentiment) -> bool:
    return one[:2] == other[:2] and [(a.words, a.polarity, a.subjectivity) for a in one.assessments] == [
        (a.words, a.polarity, a.subjectivity) for a in other.assessments
    ]


def _placed(text: str, assessments: Iterable[tuple[list[str], float, float, str | None]]) -> Iterator[Assessment]:
    """Yield TextBlob's assessments, which are in reading order, with positions found by searching the text."""
    cursor = 0
    for words, polarity, subjectivity, _label in assessments:
        start = end = cursor
        for word in words:
            # TextBlob joins the parts of an emoticon.
            pattern = rf"\b{re.escape(word)}\b" if word.isalnum() else r"\s*".join(map(re.escape, word))
            place = None if word == "!" else re.compile(pattern, re.IGNORECASE).search(text, end)
            if place is not None:
                start = place.start() if start == end else start
                end = place.end()
        cursor = end
        yield Assessment(words, polarity, subjectivity, start, end)
