"""The context of a cue: the words around it, which its guard may look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.text import Word

SENTENCE_ENDS = frozenset(".!?;:\n")
CLAUSE_ENDS = frozenset(",—–()[]")


@dataclass(frozen=True, slots=True)
class CueContext:
    """A cue in a text: the words ``first`` to ``last``, both included, and those around them."""

    text: str
    words: Sequence[Word]
    first: int
    last: int

    @property
    def first_word(self) -> str:
        """The first word of the cue, in lower case."""
        return self.words[self.first].lower

    def before(self, distance: int = 1) -> str:
        """Return the word ``distance`` words before the cue, in lower case, or "" before the start of the sentence."""
        at = self.first - distance
        if at < 0 or not SENTENCE_ENDS.isdisjoint(self.text[self.words[at].end : self.words[self.first].start]):
            return ""
        return self.words[at].lower

    def after(self, distance: int = 1) -> str:
        """Return the word ``distance`` words after the cue, in lower case, or "" after the end of the sentence."""
        at = self.last + distance
        if at >= len(self.words):
            return ""
        if not SENTENCE_ENDS.isdisjoint(self.text[self.words[self.last].end : self.words[at].start]):
            return ""
        return self.words[at].lower

    @property
    def begins_clause(self) -> bool:
        """True where a punctuation mark, or the start of the text, comes right before the cue."""
        if not self.before():
            return True
        return not CLAUSE_ENDS.isdisjoint(self.text[self.words[self.first - 1].end : self.words[self.first].start])

    @property
    def ends_clause(self) -> bool:
        """True where a punctuation mark, or the end of the text, comes right after the cue."""
        if not self.after():
            return True
        return not CLAUSE_ENDS.isdisjoint(self.text[self.words[self.last].end : self.words[self.last + 1].start])

    @property
    def is_capitalised(self) -> bool:
        """True where the cue begins with a capital."""
        return self.text[self.words[self.first].start].isupper()

    @property
    def precedes_name(self) -> bool:
        """True where the next word of the sentence begins with a capital."""
        return bool(self.after()) and self.text[self.words[self.last + 1].start].isupper()


#: tells whether a cue hedges in its context
Guard = Callable[[CueContext], bool]
