"""Loaded words: words that carry a judgement, and whose voice they are in.

Cues come from ``lexicons/loaded.csv`` and from ``constructions.py``. A cue of strength 1 counts alone; one of strength
2 ("huge", "very") counts only if its sentence has one of strength 1 in the same voice. The categories follow Recasens,
Danescu-Niculescu-Mizil & Jurafsky 2013, Hyland 2005 and Wikipedia's *Manual of Style/Words to watch*;
``docs/methods/loaded.md`` describes how the list was made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.attribution.words import DETERMINERS, PREPOSITIONS
from analysis.document import Document
from analysis.lexicons import rows
from analysis.lexicons.inflect import forms
from analysis.lexicons.phrases import PhraseIndex, Row
from analysis.scorers.base import Count, Example, MarkKind, Reading, Scorer
from analysis.scorers.loaded.constructions import constructions
from analysis.text import Word
from analysis.types import Mark, Measure, Span

LIMITS = (
    "A word list with guards: it recognises neither irony nor whether a judgement is deserved, and it counts some "
    "neutral uses of a word as loaded."
)
OUTLET = Measure(
    "loaded.outlet", "Loaded words in the outlet’s own voice", "loaded words per 1,000 own words", 1000,
    "Words that judge (“disastrous”, “slammed”, “shamefully”) outside quotations and reported statements, per 1,000 "
    "words of the outlet’s own.", LIMITS, in_profile=True,
)  # fmt: skip
SOURCES = Measure(
    "loaded.sources", "Loaded words of sources", "loaded words per 1,000 words of sources", 1000,
    "The same words inside quotations and reported statements, per 1,000 words of sources.", LIMITS,
)  # fmt: skip
SENTENCES = Measure(
    "loaded.sentences", "Sentences with a loaded word in the outlet’s own voice", "% of sentences", 100,
    "Share of sentences that contain at least one loaded word in the outlet’s own voice.", LIMITS,
)  # fmt: skip
SCARE_QUOTES = Measure(
    "loaded.scare_quotes", "Scare quotes", "scare quotes per 1,000 own words", 1000,
    "A single word in quotation marks with no one cited, after “its”, “those” or the like, per 1,000 words of the "
    "outlet’s own.", "A word that is itself under discussion can look the same.", 2,
)  # fmt: skip
#: the reason for a mark, by its category
WHY = {
    "compound": "a compound that judges what it names",
    "generalisation": "speaks of all where only some can be meant",
    "intensifier": "strengthens a judgement",
    "judgement": "judges what it names",
    "label": "labels a person with a judgement",
    "metaphor": "a metaphor that judges what it stands for",
    "partisan": "a name that one side uses",
    "praise": "praises what it names",
    "scare_quotes": "quotation marks that signal distance, with no one cited",
    "stance": "shows the writer’s attitude to what is stated",
    "verb": "colours what somebody did",
}
#: number of words before and after a cue that may show its plain sense
NEAR_BEFORE, NEAR_AFTER = 2, 3
#: number of words before and after that distinguish a name from a headline in title case
HEADLINE = 5
#: words in lower case inside a headline in title case
SMALL_IN_TITLES = (
    PREPOSITIONS | DETERMINERS | frozenset("and or but as nor if is are be was were it its s t not".split())
)
#: words before a noun
BEFORE_NOUN = frozenset(
    "a an the this that these those his her its their my our your of in on by for with no two three".split()
)
#: words before a verb in its base form: "to slam", "could slam", "they slam", "men slam"
BEFORE_VERB = frozenset(
    "to can could may might must shall should will would do did not never i we you they who that which and or but "
    "people men women children police media even also then just let help lawmakers".split()
)


class _Hit(NamedTuple):
    """A cue in the text; ``source`` is where its entry was taken from, "" for a construction."""

    span: Span
    category: str
    strength: int
    source: str


@cache
def _index() -> PhraseIndex:
    """Every form of every entry; where two are equal, an entry of the list takes precedence over an inflected form."""
    known: dict[str, Row] = {row["term"]: row for row in rows("loaded")}
    for row in rows("loaded"):
        for form in forms(row["term"], row["form"]):
            known.setdefault(form, row)
    return PhraseIndex(known.items())


@cache
def _nearby_words(unless: str) -> frozenset[str]:
    """The words in the column ``unless`` of an entry."""
    return frozenset(unless.split())


def _in_plain_sense(words: Sequence[Word], first: int, last: int, row: Row) -> bool:
    """True where a word nearby shows the plain sense: "slammed the door", "toxic waste".

    In the list, ``the_`` must come directly before the cue and ``_of`` directly after it; other words count anywhere
    near.
    """
    unless = _nearby_words(row["unless"])
    before, after = words[max(0, first - NEAR_BEFORE) : first], words[last + 1 : last + 1 + NEAR_AFTER]
    if any(word.lower in unless for word in (*before, *after)):
        return True
    return bool((before and f"{before[-1].lower}_" in unless) or (after and f"_{after[0].lower}" in unless))


def _is_noun(words: Sequence[Word], at: int, row: Row) -> bool:
    """True where a verb of the list is used as a noun: "the boot", "a naval posture", "two plots"."""
    if row["form"] != "verb" or words[at].lower.endswith(("ed", "ing")):
        return False
    before = words[at - 1].lower if at else ""
    if before in BEFORE_NOUN:
        return True
    base = words[at].lower == row["term"].split()[0]
    return base and not (before in BEFORE_VERB or before.endswith(("s", "ly", "n't", "'ll", "'d")))


def _is_name(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """True for a capital next to another one ("the Hero Fund"), unless the words around are in title case."""
    if not text[words[first].start].isupper():
        return False
    nearby = words[max(0, first - HEADLINE) : last + 1 + HEADLINE]
    in_title_case = all(text[word.start].isupper() or word.lower in SMALL_IN_TITLES for word in nearby)
    neighbours = [words[at] for at in (first - 1, last + 1) if 0 <= at < len(words)]
    capitals = any(text[word.start].isupper() and _one_space(text, word, words[first]) for word in neighbours)
    return capitals and not in_title_case


def _one_space(text: str, one: Word, other: Word) -> bool:
    """True where exactly one space is between two words."""
    left, right = sorted((one, other))
    return text[left.end : right.start] == " "


def _hits(document: Document) -> list[_Hit]:
    """All cues of a document whose guards agree, in order, the longer of two that begin together first."""
    text, words = document.text, document.words
    hits = [_Hit(found.span, found.category, found.strength, "") for found in constructions(document)]
    for first, last, row in _index().find(words, text):
        if row["unless"] and _in_plain_sense(words, first, last, row):
            continue
        if _is_noun(words, first, row):
            continue
        if row["category"] != "partisan" and _is_name(text, words, first, last):
            continue
        span = Span(words[first].start, words[last].end)
        hits.append(_Hit(span, row["category"], int(row["strength"]), row["source"]))
    return sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end))


def _loaded(document: Document) -> list[Mark]:
    """The marks of strong cues, and of weak ones in a sentence with a strong one in the same voice; none overlap."""
    starts = [sentence.start for sentence in document.sentences]
    hits = [(hit, bisect_right(starts, hit.span.start), document.voice_of(hit.span)) for hit in _hits(document)]
    judged = {(sentence, voice) for hit, sentence, voice in hits if hit.strength == 1}
    found: list[Mark] = []
    for hit, sentence, voice in hits:
        if (sentence, voice) not in judged or (found and hit.span.start < found[-1].span.end):
            continue
        why = WHY[hit.category] + (f" ({hit.source})" if hit.source else "")
        found.append(Mark("loaded", hit.span, hit.span.of(document.text), hit.category, voice, why=why))
    return found


def measure(document: Document) -> Reading:
    """Mark the loaded words of the body, and measure their rates for the outlet and for sources."""
    found = _loaded(document)
    counts = document.words_by_voice
    own = [hit for hit in found if hit.voice == "outlet"]
    starts = [sentence.start for sentence in document.sentences]
    sentences = {bisect_right(starts, hit.span.start) for hit in own}
    return Reading(
        {
            OUTLET.key: OUTLET.of(len(own), counts["outlet"]),
            SOURCES.key: SOURCES.of(len(found) - len(own), len(document.words) - counts["outlet"]),
            SENTENCES.key: SENTENCES.of(len(sentences), len(starts)),
            SCARE_QUOTES.key: SCARE_QUOTES.of(sum(h.category == "scare_quotes" for h in own), counts["outlet"]),
        },
        marks=tuple(found),
    )


SCORER = Scorer(
    name="loaded",
    title="Loaded words",
    unit=OUTLET.unit,
    version="5",
    measures=(OUTLET, SOURCES, SENTENCES, SCARE_QUOTES),
    measure=measure,
    kinds=(
        MarkKind(
            "loaded",
            "loaded word",
            "Loaded words",
            "Words that carry a judgement.",
            "loaded",
            "judgement",
            counts=(
                Count(OUTLET.key, voices=("outlet",)),
                Count(SOURCES.key, voices=("quoted", "attributed")),
                Count(SCARE_QUOTES.key, voices=("outlet",), categories=("scare_quotes",)),
            ),
        ),
    ),
    examples=(
        Example("The minister slammed the disastrous plan.", ("slammed", "disastrous")),
        Example("The minister opposed the plan.", ()),
        Example("The utterly pointless inquiry ended.", ("utterly", "pointless")),
        Example("A thug and a liar, the column calls Mr. Orrin.", ("thug", "liar")),
        Example("Leftists and rightists in Norwell want it gone.", ()),
        Example("Gun grabbers and gun nuts met in Norwell.", ("Gun grabbers", "gun nuts")),
        Example("Her brilliant, groundbreaking bridge opened.", ("brilliant", "groundbreaking")),
        Example("Of course the vote passed.", ()),
        Example("Shamefully, the vote passed; everyone knows why.", ("Shamefully", "everyone knows")),
        Example("Norwell has become a cesspool.", ("cesspool",)),
        Example("We must rebuild the harbour.", ()),
        Example("The mayor claimed that the ferry was late.", ()),
        Example("The crew claimed victory on Sunday.", ()),
        Example("A rage-fueled speech followed.", ("rage-fueled",)),
        Example("The oil-fueled ferry sailed at nine.", ()),
        Example("The council sent its “experts” to the harbour.", ("“experts”",)),
        Example("The council sent “experts” to the harbour.", ()),
        Example("The ferry is called “gull” by the crew.", ()),
        Example("Is the bridge safe?", ()),
        Example("The huge bridge opened.", ()),
        Example("The huge, ridiculous bridge opened.", ("huge", "ridiculous")),
        Example("He slammed the door.", ()),
        Example("The lorry carried toxic waste.", ()),
        Example("She had radical surgery in May.", ()),
        Example("The soldiers attacked the village.", ()),
        Example("The boot was found on the beach.", ()),
        Example("The Hero Fund met on Monday.", ()),
        Example("Mayor’s Shameful Harbour Plan Is Cruel, Critics Say", ("Shameful", "Cruel")),
    ),
)
