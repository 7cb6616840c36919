"""The cues of hedging and boosting, and where they stand in a run of words.

A term of the lists may offer alternatives for a word, as in ``remain|remains unclear|unknown``. An entry fires where
its words stand and its guard, if it has one, agrees; the longest that does wins ("no doubt" before "doubt").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from analysis.lexicons import rows
from analysis.scorers.hedging.guards import WORD_GUARDS
from analysis.scorers.hedging.place import SENTENCE_ENDS, Guard, Place
from analysis.scorers.hedging.weasels import WEASEL_GUARDS
from analysis.text import Word

GUARDS = WORD_GUARDS | WEASEL_GUARDS
WHY = {
    "verb": "verb of thinking or seeming",
    "adverb": "adverb of likelihood or hearsay",
    "adjective": "adjective of likelihood or doubt",
    "noun": "noun of likelihood or doubt",
    "modal": "modal of possibility",
    "approximator": "makes a number or a word approximate",
    "shield": "limits what the speaker vouches for",
    "conditional": "holds only if something is so, or leaves it open",
    "weasel": "an opinion that nobody in particular holds",
    "vague": "leaves open who, which or how many",
}
WHY_BOOSTED = {
    "verb": "verb of showing or knowing",
    "adverb": "adverb of certainty",
    "adjective": "adjective of certainty",
    "phrase": "phrase that rules out doubt",
    "modal": "modal of conclusion",
}
#: guards whose cues rank or count, but doubt nothing
WHY_VAGUE = {
    "one_of_the": "a rank that nobody is named for",
}
#: categories and guards of hedges that leave the statement as a whole alone: they weaken an amount, a noun, a source
NO_DOUBT = frozenset(
    "approximator conditional vague before_noun potential possible estimate vague_group vague_opinion by_nobody "
    "considered seen_as criticised".split()
)


class Entry(NamedTuple):
    """A line of the lists, ready to be used.

    ``boosts`` tells a booster from a hedge; ``doubts`` is true of a hedge on the statement as a whole.
    """

    category: str
    guard: Guard | None
    why: str
    boosts: bool
    doubts: bool


class Hit(NamedTuple):
    """An entry found at the words ``first`` to ``last``, both included."""

    first: int
    last: int
    entry: Entry


#: the words of a term, and its entry
Phrase = tuple[tuple[str, ...], Entry]


class Known(NamedTuple):
    """What may begin with a word: entries of it alone, and those of several words by their second, longest first."""

    alone: list[Entry]
    longer: dict[str, list[Phrase]]


@cache
def _known() -> dict[str, Known]:
    """First word of a term -> the entries that begin with it."""
    known: dict[str, Known] = {}
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
                begun = known.setdefault(first, Known([], {}))
                if rest:
                    begun.longer.setdefault(rest[0], []).append(((first, *rest), entry))
                else:
                    begun.alone.append(entry)
    for begun in known.values():
        for entries in begun.longer.values():
            entries.sort(key=lambda pair: -len(pair[0]))
    return known


def find_cues(text: str, words: Sequence[Word]) -> Iterator[Hit]:
    """Yield the hedges and boosters among the words of a text, in reading order; they never overlap."""
    known = _known()
    free, final = 0, len(words) - 1
    for index in [k for k, (_, _, lower) in enumerate(words) if lower in known]:
        if index < free:
            continue
        begun = known[words[index].lower]
        longer = begun.longer.get(words[index + 1].lower, ()) if index < final else ()
        if not longer and not begun.alone:
            continue
        hit = _longest(text, words, index, longer, begun.alone)
        if hit is not None:
            yield hit
            free = hit.last + 1


def _longest(
    text: str, words: Sequence[Word], index: int, longer: Sequence[Phrase], alone: Sequence[Entry]
) -> Hit | None:
    for parts, entry in longer:
        last = index + len(parts) - 1
        if tuple(word.lower for word in words[index : last + 1]) != parts:
            continue
        in_one_sentence = SENTENCE_ENDS.isdisjoint(text[words[index].end : words[last].start])
        if in_one_sentence and _agrees(entry, text, words, index, last):
            return Hit(index, last, entry)
    for entry in alone:
        if _agrees(entry, text, words, index, index):
            return Hit(index, index, entry)
    return None


def _agrees(entry: Entry, text: str, words: Sequence[Word], first: int, last: int) -> bool:
    return entry.guard is None or entry.guard(Place(text, words, first, last))
