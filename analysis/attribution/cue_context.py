"""Stage 3, cues: a form of the cue lexicon and the words around it, by which guards judge it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from analysis.attribution.sentences import Tokens

if TYPE_CHECKING:
    from analysis.attribution.cues import CueEntry


class VerbContext(NamedTuple):
    """A form in the cue lexicon, at the token ``at``, and the words around it: in lower case, "" where there is none.

    ``previous`` is the nearest word on the left that is not an adverb, and ``before`` its index (-1 where there is
    none). ``following`` is the next word, and ``is_cue_next`` tells whether it is itself a form in the lexicon.
    """

    tokens: Tokens
    at: int
    entry: CueEntry
    word: str
    before: int
    previous: str
    following: str
    is_cue_next: bool


Guard = Callable[[VerbContext], bool]
