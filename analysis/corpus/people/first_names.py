"""How common first names are in a corpus, and how many persons may have the same name by chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.corpus.people.names import Name

#: names added to the corpus's own when the share of a first name is estimated, so that in a small corpus none is common
UNSEEN = 5_000
#: a name is common if about this many others with its surname would have its first name by chance
COMMON = 0.1


@dataclass(frozen=True, slots=True)
class FirstNames:
    """The first words of all names of several words in a corpus, in lower case and without accents.

    ``articles`` is the number of articles with a name that begins with a word, ``surnames`` that of the last words of
    such names.
    """

    articles: Mapping[str, int] = field(default_factory=dict)
    surnames: Mapping[str, int] = field(default_factory=dict)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(self.surnames.values()))

    def share(self, word: str) -> float:
        """About what share of persons has this first name; 1 for an initial."""
        return 1.0 if len(word) == 1 else (self.surnames.get(word, 0) + 1) / (self.total + UNSEEN)

    def are_common(self, names: Iterable[Name], of_surname: int) -> bool:
        """True if names with a surname that has ``of_surname`` first names are likely to be several persons'."""
        firsts = (next((word for word in name.given if len(word) > 1), "j") for name in names if name.given)
        return any(of_surname * self.share(first) > COMMON for first in firsts)
