"""Finds the terms of a long lexicon in a text with one or two dictionary look-ups per word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.text import Word

Row = Mapping[str, str]


#: marks at which a phrase ends
_CUTS = frozenset(',;:.!?()[]—–\n“”"')


def _is_cut(text: str, words: Sequence[Word]) -> bool:
    """True where a punctuation mark stands between two words."""
    return any(not _CUTS.isdisjoint(text[one.end : other.start]) for one, other in pairwise(words))


class PhraseIndex:
    """An index of terms of one or more words.

    Phrases are looked up by their first two words, so that those with a common first word cost little.
    """

    def __init__(self, entries: Iterable[tuple[str, Row]]) -> None:
        self._single: dict[str, Row] = {}
        self._phrases: dict[tuple[str, str], list[tuple[list[str], Row]]] = {}
        for term, row in entries:
            parts = term.split()
            if len(parts) == 1:
                self._single[term] = row
            else:
                self._phrases.setdefault((parts[0], parts[1]), []).append((parts, row))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda item: -len(item[0]))

    def find(self, words: Sequence[Word], text: str) -> Iterator[tuple[int, int, Row]]:
        """Yield ``(first, last, entry)`` with word indexes, both included; the longest term wins, and none overlap.

        ``text`` is the text of the words. A phrase does not run across a punctuation mark: "of course, not".
        """
        single, phrases = self._single, self._phrases
        lower = [word[2] for word in words]
        pairs = zip(lower, [*lower[1:], ""], strict=False)
        free = 0
        for index in [index for index, pair in enumerate(pairs) if pair[0] in single or pair in phrases]:
            if index < free:
                continue
            for parts, row in phrases.get((lower[index], lower[min(index + 1, len(lower) - 1)]), ()):
                last = index + len(parts) - 1
                if lower[index : last + 1] == parts and not _is_cut(text, words[index : last + 1]):
                    free = index + len(parts)
                    yield index, free - 1, row
                    break
            else:
                if lower[index] in single:
                    yield index, index, single[lower[index]]
