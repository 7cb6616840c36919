"""TextBlob's sentiment, the same to the last bit, in a small part of its time.

The method is that of Pattern's ``Sentiment`` (De Smedt and Daelemans 2012), which TextBlob carries: a text
becomes words, each word of a lexicon an assessment that modifiers, negations and exclamation marks change,
and the score is the mean. Lexicon, emoticons and abbreviations are read from the installed TextBlob; only the
walk over the words is our own. Before first use it is held against TextBlob on texts of our own; where one
differs, TextBlob itself reads everything.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

from analysis.scorers.sentiment.rules import Assessment, Chunk
from analysis.scorers.sentiment.words import Words

_LOADING = Lock()
#: texts that touch every rule between them
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
    """Polarity (-1 to 1) and subjectivity (0 to 1): the means over the assessments, 0.0 without any."""

    polarity: float
    subjectivity: float
    assessments: list[Assessment]


#: a text in pieces, each with who speaks in it
Stretches = Sequence[tuple[str, str | None]]
#: that of the whole, and that of each speaker
Sentiments = tuple[Sentiment, dict[str, Sentiment]]


def sentiment(text: str) -> Sentiment:
    """The polarity, subjectivity and assessments of ``TextBlob(text)``, bit for bit, each with its place.

    Never raises on any string. Warns as ``sentiments`` does.
    """
    return sentiments([(text, None)])[0]


def sentiments(stretches: Stretches) -> Sentiments:
    """The sentiment of a text that is given in stretches, and that of each of its speakers.

    Each stretch comes with who speaks in it, if that matters; what a speaker says is all stretches of that
    speaker with a line break between them. Numbers are those of TextBlob, bit for bit; places are characters of
    the whole text, and only its assessments have them. Never raises on any string. Warns once
    (``RuntimeWarning``) where the installed TextBlob reads otherwise than this package; TextBlob itself then
    does all the reading.
    """
    with _LOADING:  # TextBlob's lexicon gives wrong scores when two threads read it in at once.
        read = _reader()
    return read(stretches)


@cache
def _reader() -> Callable[[Stretches], Sentiments]:
    """Our reading where it agrees with TextBlob's, else TextBlob's own."""
    from textblob import _text, en  # late, for it takes a second

    en.sentiment.load()

    def own(stretches: Stretches) -> Sentiments:
        text = "".join(stretch for stretch, _ in stretches)
        return _own(en.sentiment, text), {name: _own(en.sentiment, said) for name, said in _said(stretches).items()}

    try:
        words = Words(en.sentiment, _text)

        def fast(stretches: Stretches) -> Sentiments:
            return _fast(words, stretches)

        agrees = all(_same(fast([(text, None)])[0], _own(en.sentiment, text)) for text in CHECKS)
    except (AttributeError, LookupError, TypeError, ValueError):  # a TextBlob that is built otherwise
        agrees = False
    if agrees:
        return fast
    warnings.warn(
        "The installed TextBlob reads sentiment otherwise than analysis/polarity does, so TextBlob itself is "
        "used: the same numbers, more slowly.",
        RuntimeWarning,
        stacklevel=3,
    )
    return own


def _said(stretches: Stretches) -> dict[str, str]:
    """What each speaker says."""
    said: dict[str, list[str]] = {}
    for stretch, name in stretches:
        if name is not None:
            said.setdefault(name, []).append(stretch)
    return {name: "\n".join(parts) for name, parts in said.items()}


def _fast(words: Words, stretches: Stretches) -> Sentiments:
    parts: list[str] = []
    chunks: list[Chunk | None] = []
    heard: dict[str, tuple[list[str], list[Chunk | None]]] = {}
    cut = False
    for stretch, name in stretches:
        some = stretch.split()
        known = words.chunks(some)
        if name is not None:
            own_parts, own_chunks = heard.setdefault(name, ([], []))
            own_parts += some
            own_chunks += known
        if cut and some and not stretch[0].isspace():  # one run of characters, and two who speak
            parts[-1] += some[0]
            chunks[-1] = words.chunk(parts[-1])
            del some[0], known[0]
        parts += some
        chunks += known
        cut = not stretch[-1].isspace() if stretch else cut
    text = "".join([stretch for stretch, _ in stretches])
    by_name = {
        name: _scored(words.assessments(said, *heard[name], placed=False)) for name, said in _said(stretches).items()
    }
    return _scored(words.assessments(text, parts, chunks, placed=True)), by_name


def _scored(found: list[Assessment]) -> Sentiment:
    # One by one as TextBlob does, for sum() rounds otherwise from Python 3.12 on.
    polarity, subjectivity = 0.0, 0.0
    for assessment in found:
        polarity += assessment.polarity
        subjectivity += assessment.subjectivity
    return Sentiment(polarity / (len(found) or 1), subjectivity / (len(found) or 1), found)


def _own(textblob: Any, text: str) -> Sentiment:
    found = textblob(text)
    polarity, subjectivity = found
    return Sentiment(polarity, subjectivity, list(_placed(text, found.assessments)))


def _same(one: Sentiment, other: Sentiment) -> bool:
    return one[:2] == other[:2] and [(a.words, a.polarity, a.subjectivity) for a in one.assessments] == [
        (a.words, a.polarity, a.subjectivity) for a in other.assessments
    ]


def _placed(text: str, assessments: Iterable[tuple[list[str], float, float, str | None]]) -> Iterator[Assessment]:
    """TextBlob's assessments looked up in the text; they stand in reading order."""
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
