"""Finds hedges and boosters among the words of a text.

A term of the lexicons may give alternatives for a word, as in ``remain|remains unclear|unknown``. An entry matches
where its words occur and its guard, if it has one, is true; the longest match wins ("no doubt" before "doubt").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from analysis.lexicons import rows
from analysis.scorers.hedging.context import SENTENCE_ENDS, CueContext, Guard
from analysis.scorers.hedging.guards import WORD_GUARDS
from analysis.scorers.hedging.weasels import WEASEL_GUARDS
from analysis.text import Word

#: every guard by the name that the lexicons use
GUARDS = WORD_GUARDS | WEASEL_GUARDS
#: the reason for a hedge, by its category
WHY = {
    "verb": "verb of thinking or seeming",
    "adverb": "adverb of likelihood or hearsay",
    "adjective": "adjective of likelihood or doubt",
    "noun": "noun of likelihood or doubt",
    "modal": "modal of possibility",
    "approximator": "makes a number or a word approximate; counted separately from hedges",
    "shield": "limits what the speaker vouches for",
    "conditional": "holds only if something is so, or leaves it open",
    "weasel": "an opinion with no one named as holding it",
    "vague": "leaves open who, which or how many; counted separately from hedges",
}
#: the reason for a booster, by its category
WHY_BOOSTED = {
    "verb": "verb of showing or knowing",
    "adverb": "adverb of certainty",
    "adjective": "adjective of certainty",
    "phrase": "phrase that rules out doubt",
    "modal": "modal of conclusion",
}
#: the reason for hedges whose guard says more than their category
WHY_VAGUE = {
    "one_of_the": "a rank that nobody is named for",
}
#: categories and guards of hedges that weaken an amount, a noun or a source, but not the statement as a whole
NO_DOUBT = frozenset(
    "approximator conditional vague before_noun potential possible estimate vague_group vague_opinion by_nobody "
    "considered seen_as criticised".split()
)


class Entry(NamedTuple):
    """An entry of the lexicons: a booster if ``boosts`` is true, otherwise a hedge.

    ``doubts`` is true of a hedge that weakens the statement as a whole.
    """

    category: str
    guard: Guard | None
    why: str
    boosts: bool
    doubts: bool


class Hit(NamedTuple):
    """An entry that matches the words ``first`` to ``last``, both included."""

    first: int
    last: int
    entry: Entry


#: the words of a term, and its entry
Phrase = tuple[tuple[str, ...], Entry]


class Candidates(NamedTuple):
    """The entries that begin with a word: those of one word, and longer ones by their second word, longest first."""

    single: list[Entry]
    phrases: dict[str, list[Phrase]]


@cache
def _candidates() -> dict[str, Candidates]:
    """The entries of both lexicons by their first word."""
    candidates: dict[str, Candidates] = {}
    for name, reasons in (("hedges", WHY), ("boosters", WHY_BOOSTED)):
        for row in rows(name):
            category, guard = row["category"], row["guard"]
            boosts = name == "boosters"
            entry = Entry(
                category,
                GUARDS[guard] if guard else None,
                f"{WHY_VAGUE.get(guard, reasons[category])} ({row['source']})",
                boosts,
                doubts=not boosts and category not in NO_DOUBT and guard not in NO_DOUBT and guard not in WHY_VAGUE,
            )
            for first, *rest in product(*(word.split("|") for word in row["term"].split())):
                begun = candidates.setdefault(first, Candidates([], {}))
                if rest:
                    begun.phrases.setdefault(rest[0], []).append(((first, *rest), entry))
                else:
                    begun.single.append(entry)
    for begun in candidates.values():
        for phrases in begun.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
    return candidates


def find_cues(text: str, words: Sequence[Word]) -> Iterator[Hit]:
    """Yield the hedges and boosters among the words of a text, in reading order; they never overlap."""
    candidates = _candidates()
    free, final = 0, len(words) - 1
    for index in [k for k, (_, _, lower) in enumerate(words) if lower in candidates]:
        if index < free:
            continue
        begun = candidates[words[index].lower]
        phrases = begun.phrases.get(words[index + 1].lower, ()) if index < final else ()
        if not phrases and not begun.single:
            continue
        hit = _longest(text, words, index, phrases, begun.single)
        if hit is not None:
            yield hit
            free = hit.last + 1


def _longest(
    text: str, words: Sequence[Word], index: int, phrases: Sequence[Phrase], single: Sequence[Entry]
) -> Hit | None:
    """The longest match that begins with the word ``index``."""
    for parts, entry in phrases:
        last = index + len(parts) - 1
        if tuple(word.lower for word in words[index : last + 1]) != parts:
            continue
        in_one_sentence = SENTENCE_ENDS.isdisjoint(text[words[index].end : words[last].start])
        if in_one_sentence and _agrees(entry, text, words, index, last):
            return Hit(index, last, entry)
    for entry in single:
        if _agrees(entry, text, words, index, index):
            return Hit(index, index, entry)
    return None


def _agrees(entry: Entry, text: str, words: Sequence[Word], first: int, last: int) -> bool:
    return entry.guard is None or entry.guard(CueContext(text, words, first, last))
