"""Where a cue stands, and the words around it that a guard may look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.text import Word

SENTENCE_ENDS = frozenset(".!?;:\n")
CLAUSE_ENDS = frozenset(",—–()[]")


@dataclass(frozen=True, slots=True)
class Place:
    """A cue at the words ``first`` to ``last``, both included, of a text."""

    text: str
    words: Sequence[Word]
    first: int
    last: int

    @property
    def cue(self) -> str:
        """The first word of the cue, in lower case."""
        return self.words[self.first].lower

    def before(self, distance: int = 1) -> str:
        """The lower-case word so many words to the left, or "" where the sentence begins earlier."""
        at = self.first - distance
        if at < 0 or not SENTENCE_ENDS.isdisjoint(self.text[self.words[at].end : self.words[self.first].start]):
            return ""
        return self.words[at].lower

    def after(self, distance: int = 1) -> str:
        """The lower-case word so many words to the right, or "" where the sentence ends earlier."""
        at = self.last + distance
        if at >= len(self.words):
            return ""
        if not SENTENCE_ENDS.isdisjoint(self.text[self.words[self.last].end : self.words[at].start]):
            return ""
        return self.words[at].lower

    @property
    def begins_clause(self) -> bool:
        """True where a mark, or the start of the text, stands right before the cue."""
        if not self.before():
            return True
        return not CLAUSE_ENDS.isdisjoint(self.text[self.words[self.first - 1].end : self.words[self.first].start])

    @property
    def ends_clause(self) -> bool:
        """True where a mark, or the end of the text, stands right after the cue."""
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


Guard = Callable[[Place], bool]
