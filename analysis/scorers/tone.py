"""Tone: how favourable or unfavourable the words of an article sound, and whose words they are.

A linear model over words. ``lexicons/tone.csv`` has a weight for each word, fitted to human ratings of news by
``benchmarks/accuracy/tone_lexicon.py``; ``docs/methods/tone.md`` describes the experiment. The tone of a sentence is
the sum of the weights of its words divided by the square root of its number of words, so the part of every word can be
shown. Names and set phrases do not count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import Literal, NamedTuple

from analysis.attribution.speakers.people import Mention
from analysis.attribution.words import VERBS, common_words, first_names, quoting_verbs
from analysis.document import Document
from analysis.lexicons import rows
from analysis.scorers.base import Count, Example, MarkKind, Reading, Scorer
from analysis.text import WORD, Word
from analysis.types import VOICES, Mark, Measure, Measurement, Span, Toward, Voice

UNIT = "tone, −1 to 1"
LIMITS = (
    "Tone adds up words: irony, a quoted opponent and the reader’s own view are beyond it. Its correlation "
    "with people’s ratings of newspaper sentences is about 0.6, so read averages over many sentences, not single ones. "
    "News of bad events scores low however soberly it is told: compare outlets on the same story."
)
ALL = Measure(
    "tone", "Tone, all voices", UNIT, 1,
    "How favourable or unfavourable the words sound: the mean over sentences. Within ±0.05 a sentence is neutral.",
    LIMITS, decimals=3,
)  # fmt: skip
OUTLET = Measure(
    "tone.outlet", "Tone in the outlet’s own voice", UNIT, 1,
    "What words outside quotations and reported statements add to the tone, over the sentences that have such words.",
    LIMITS, decimals=3, in_profile=True,
)  # fmt: skip
QUOTED = Measure(
    "tone.quoted", "Tone inside quotations", UNIT, 1,
    "What words inside quotation marks add to the tone, over the sentences that have such words.",
    LIMITS, decimals=3,
)  # fmt: skip
ATTRIBUTED = Measure(
    "tone.attributed", "Tone in reported statements", UNIT, 1,
    "What words reported from a source without quotation marks add to the tone, over the sentences that have such "
    "words.", LIMITS, decimals=3,
)  # fmt: skip
BY_VOICE: dict[Voice, Measure] = {"outlet": OUTLET, "quoted": QUOTED, "attributed": ATTRIBUTED}

#: a negation or reversal changes at most this many words after it (VADER's window, Hutto & Gilbert 2014)
SCOPE = 3
#: what the weight of a negated word is multiplied by
NEGATED = -0.5
CLAUSE_MARKS = frozenset(".!?;:,")
QUOTATION_MARKS = frozenset("\"“‘'`:")
NEGATIONS = frozenset(
    "not no never without neither nor cannot nobody nothing none hardly scarcely barely ain't aren't can't couldn't "
    "didn't doesn't don't hadn't hasn't haven't isn't mustn't shouldn't wasn't weren't won't wouldn't".split()
)
#: words for ending, lessening, lacking or opposing something, which take away the tone of what follows
REVERSALS = frozenset(
    "lack lacks lacked lacking less fewer against reduce reduces reduced reducing prevent prevents prevented "
    "preventing avoid avoids avoided avoiding end ends ended ending stop stops stopped stopping fail fails failed "
    "failing curb curbs combat combating eliminate eliminated eliminating eradicate fight fights fighting oppose "
    "opposes opposed opposing deny denies denied denying refuse refuses refused refusing ease eases eased easing "
    "lower lowers lowering relieve overcome rid loss instead rather too despite little few beyond abolish "
    "abolishes abolished halt halted halting cut cutting ban banned banning lose loses lost losing drop dropped "
    "dropping lift lifted lifting defuse defused resolve resolved avert averted overturn overturned".split()
)
#: verbs that take away the tone of their subject: "crime fell", "the war ended", "charges were dropped"
DECLINES = frozenset(
    "fell fall falls fallen falling dropped drop drops declined decline declines declining decreased decreases "
    "decreasing ended ends ending eased eases easing slowed slows subsided subsides receded recedes shrank shrunk "
    "shrinks plunged plummeted tumbled halved vanished disappeared abated waned averted lifted defused resolved "
    "settled overturned cured healed waived scrapped withdrawn dismissed contained narrowed".split()
)
#: verbs that say that there is more of their subject, and are no praise of something bad: "crime rose"
GROWTH = frozenset(
    "rose rise rises rising grew grow grows growing increased increase increases increasing surged soared climbed "
    "jumped spiked widened doubled tripled".split()
)
#: what stands between a subject and such a verb
BETWEEN = frozenset("is are was were be been being has have had will would could may might also again further".split())
#: most words between a subject and its verb
SUBJECT_REACH = 3
#: what each word multiplies the weight of a following word by
FACTORS = dict.fromkeys(NEGATIONS, NEGATED) | dict.fromkeys(REVERSALS, 0.0)
#: a word that adds less than this to the tone of its sentence is counted but not shown
SHOWN = 0.03


class Hit(NamedTuple):
    """A word of the lexicon in a text, with its half-open position; ``factor`` multiplies its weight."""

    start: int
    end: int
    term: str
    factor: float


class SentenceHits(NamedTuple):
    """A sentence, its number of words and the words of the lexicon in it."""

    span: Span
    words: int
    hits: tuple[Hit, ...]


@cache
def weights() -> dict[str, float]:
    """Return the weight of each term: what it adds to the tone of a sentence, times the root of its number of words."""
    return {row["term"]: float(row["weight"]) for row in rows("tone")}


@cache
def _set_phrases() -> tuple[frozenset[str], frozenset[str]]:
    """The phrases of two words in which a word of the lexicon has no tone, and the words in these phrases."""
    phrases = frozenset(row["phrase"] for row in rows("tone_phrases"))
    return phrases, frozenset(word for phrase in phrases for word in phrase.split())


def sentence_hits(document: Document, terms: Container[str]) -> list[SentenceHits]:
    """Return the sentences that have words, each with its words that are among ``terms`` and count."""
    words = document.words
    candidates = [at for at, (_, _, lower) in enumerate(words) if lower in terms]
    candidates.append(len(words))
    found, first, taken = [], 0, 0
    for span in document.sentences:
        last = bisect_left(words, (span.end,), lo=first)
        hits = []
        while (at := candidates[taken]) < last:
            start, end, term = words[at]
            if not (_is_name(document.text, words, at, first) or _in_phrase(words, at)):
                hits.append(Hit(start, end, term, _factor(document.text, words, at, first, last)))
            taken += 1
        if last > first:
            found.append(SentenceHits(span, last - first, tuple(hits)))
        first = last
    return found


def _is_name(text: str, words: tuple[Word, ...], at: int, first: int) -> bool:
    """True for a capital inside a sentence or before another one, and for a first name that says something.

    "the War Memorial", "Great Britain", "Hope said she would come".
    """
    word = words[at]
    if not text[word.start].isupper():
        return False
    if at > first and QUOTATION_MARKS.isdisjoint(text[words[at - 1].end : word.start]):
        return True
    if at + 1 == len(words):
        return False
    if word.lower in first_names() and (words[at + 1].lower in VERBS or words[at + 1].lower in quoting_verbs()):
        return True
    after = words[at + 1].start
    return text[after].isupper() and text[word.end : after].isspace()


def _in_phrase(words: tuple[Word, ...], at: int) -> bool:
    """True where a word makes a set phrase with the word before or after it."""
    phrases, members = _set_phrases()
    lower = words[at].lower
    if lower not in members:
        return False
    if at and f"{words[at - 1].lower} {lower}" in phrases:
        return True
    return at + 1 < len(words) and f"{lower} {words[at + 1].lower}" in phrases


def _factor(text: str, words: tuple[Word, ...], at: int, first: int, last: int) -> float:
    """What the weight of a word is multiplied by, for a negation or reversal before it in the same clause.

    A bad thing that falls or ends is neither bad nor good; a good one that does is bad.
    """
    if words[at].lower in DECLINES | GROWTH and _is_bad_subject(text, words, at, first):
        return 0.0
    if _declines(text, words, at, last):
        return 0.0 if weights().get(words[at].lower, 0.0) < 0 else NEGATED
    for before in range(at - 1, max(first, at - SCOPE) - 1, -1):
        factor = FACTORS.get(words[before].lower)
        if factor is not None:
            between = text[words[before].end : words[at].start]
            return factor if CLAUSE_MARKS.isdisjoint(between) else 1.0
    return 1.0


def _declines(text: str, words: tuple[Word, ...], at: int, last: int) -> bool:
    """True where the verb after a noun says that there is less of it: "deaths sharply declined"."""
    if not common_words().get(words[at].lower, "").startswith("NN"):
        return False
    for after in range(at + 1, min(at + 1 + SUBJECT_REACH, last)):
        word = words[after].lower
        if not CLAUSE_MARKS.isdisjoint(text[words[after - 1].end : words[after].start]):
            return False
        if word in DECLINES:
            return True
        if word not in BETWEEN and not word.endswith("ly"):
            return False
    return False


def _is_bad_subject(text: str, words: tuple[Word, ...], verb: int, first: int) -> bool:
    """True where the noun before a verb is unfavourable: "crime" in "crime rose"."""
    for before in range(verb - 1, max(first, verb - SUBJECT_REACH) - 1, -1):
        word = words[before].lower
        if not CLAUSE_MARKS.isdisjoint(text[words[before].end : words[before + 1].start]):
            return False
        if word not in BETWEEN and not word.endswith("ly"):
            return weights().get(word, 0.0) < 0 and common_words().get(word, "").startswith("NN")
    return False


def _parts(sentence: SentenceHits) -> list[float]:
    """What each hit adds to the tone of its sentence."""
    table = weights()
    raw = [table[hit.term] * hit.factor for hit in sentence.hits]
    # The maximum keeps the tone of a short sentence of strong words between -1 and 1.
    size = max(sqrt(sentence.words), abs(sum(raw)))
    return [part / size for part in raw]


def measure(document: Document) -> Reading:
    """Measure the mean tone of the sentences and what each voice adds to it; mark the words that move it."""
    sentences = sentence_hits(document, weights())
    added: dict[Voice, float] = dict.fromkeys(VOICES, 0.0)
    shown: list[Mark] = []
    for sentence in sentences:
        for hit, part in zip(sentence.hits, _parts(sentence), strict=True):
            voice = document.voice_at(hit.start)
            added[voice] += part
            if abs(part) >= SHOWN:
                span = Span(hit.start, hit.end)
                why = _why(hit.term, hit.factor)
                shown.append(Mark("tone", span, span.of(document.text), None, voice, part, why))
    spoken = _sentences_by_voice(document, sentences)
    measurements: dict[str, Measurement] = {ALL.key: ALL.of(sum(added.values()), len(sentences))}
    for voice, kind in BY_VOICE.items():
        measurements[kind.key] = kind.of(added[voice], spoken[voice])
    return Reading(measurements, marks=tuple(shown), toward=tuple(_toward(document, sentences)))


def _toward(document: Document, sentences: list[SentenceHits]) -> list[Toward]:
    """The tone of the sentences that name a person or an organisation, for each name."""
    starts = [sentence.span.start for sentence in sentences]
    tones: dict[int, tuple[float, float, bool]] = {}
    named: dict[tuple[str, Literal["person", "organisation"]], set[int]] = {}
    kinds: tuple[tuple[tuple[Mention, ...], Literal["person", "organisation"]], ...] = (
        (document.people, "person"),
        (document.organisations, "organisation"),
    )
    for mentions, kind in kinds:
        for mention in mentions:
            at = bisect_right(starts, mention.start) - 1
            if at >= 0 and mention.end <= sentences[at].span.end:
                named.setdefault((mention.name, kind), set()).add(at)
    for at in {at for places in named.values() for at in places}:
        sentence = sentences[at]
        parts = _parts(sentence)
        own = [p for hit, p in zip(sentence.hits, parts, strict=True) if document.voice_at(hit.start) == "outlet"]
        tones[at] = sum(parts), sum(own), "outlet" in _voices_in(document, sentence.span)
    return [
        Toward(
            name,
            kind,
            sum(tones[at][0] for at in places),
            len(places),
            sum(tones[at][1] for at in places),
            sum(tones[at][2] for at in places),
        )
        for (name, kind), places in named.items()
    ]


def _sentences_by_voice(document: Document, sentences: list[SentenceHits]) -> dict[Voice, int]:
    """The number of sentences in which each voice has a word."""
    counts: dict[Voice, int] = dict.fromkeys(VOICES, 0)
    for sentence in sentences:
        for voice in _voices_in(document, sentence.span):
            counts[voice] += 1
    return counts


def _voices_in(document: Document, span: Span) -> set[Voice]:
    """The voices that have a word in a span that has words."""
    starts, names = document.voice_starts, document.voice_names
    run = bisect_right(starts, span.start) - 1
    past = bisect_left(starts, span.end, lo=run)
    if past == run + 1:
        return {names[run]}
    edges = (span.start, *starts[run + 1 : past], span.end)
    return {names[run + n] for n, (a, b) in enumerate(pairwise(edges)) if WORD.search(document.text, a, b)}


@cache
def _why(term: str, factor: float) -> str:
    """The reason why a word counts, in a few words."""
    weight = weights()[term]
    side = "favourable" if weight > 0 else "unfavourable"
    return f"{side} word (weight {weight:+.2f})" + (", negated" if factor == NEGATED else "")


SCORER = Scorer(
    name="tone",
    title="Tone",
    unit=UNIT,
    version="4",
    measures=(ALL, OUTLET, QUOTED, ATTRIBUTED),
    measure=measure,
    kinds=(
        MarkKind(
            "tone",
            "tone word",
            "Tone words",
            "Words that changed the tone, with what each adds to it.",
            "tone_words",
            "tone",
            counts=(
                Count(ALL.key, weighted=True),
                *(Count(kind.key, voices=(voice,), weighted=True) for voice, kind in BY_VOICE.items()),
            ),
            weight="tone",
            shown=False,
        ),
    ),
    examples=(
        Example("The war killed hundreds.", ("war", "killed")),
        Example("Mediators praised the ceasefire.", ("praised", "ceasefire")),
        Example("The court acquitted her.", ("acquitted",)),
        Example("The plan was not good.", ("good",)),
        Example("The court did not rule on Tuesday.", ()),
        Example("Deaths sharply declined.", ()),
        Example("The war ended.", ()),
        Example("Hope said the pier was dangerous.", ("dangerous",)),
        Example("The War Memorial stands in Great Britain.", ()),
        Example("Pictured, center right, is the ambassador.", ()),
        Example("Rain is likely, and snow is possible.", ()),
        Example("It prevented a famine.", ()),
        Example("The council met on Tuesday.", ()),
    ),
)
