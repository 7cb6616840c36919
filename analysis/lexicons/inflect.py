"""The inflected forms of a lexicon entry, by the regular rules of English (Quirk et al. 1985, chapters 3 and 5).

Irregular forms are entries of their own, which keeps the rules simple.
"""

from __future__ import annotations

import re

VOWEL_THEN_ONE = re.compile(r"[^aeiou][aeiou][bdgklmnprtz]$")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


def forms(term: str, kind: str) -> tuple[str, ...]:
    """Return the forms of a ``verb``, a ``noun`` or an ``adjective`` with its adverb; any other kind has one form.

    In a verb of several words the first is inflected ("lash out", "lashed out"), in a noun the last.
    """
    if kind == "verb":
        first, _, rest = term.partition(" ")
        return tuple(f"{form} {rest}".rstrip() for form in _verb(first))
    if kind == "noun":
        return (term, _with_s(term))
    if kind == "adjective":
        return (term, _adverb(term), *_compared(term))
    return (term,)


def _with_s(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if SIBILANT.search(word) else "s")


def _verb(word: str) -> tuple[str, ...]:
    stem = word
    if re.search(r"[^aeiou]y$", word):
        return (word, _with_s(word), word[:-1] + "ied", word + "ing")
    if word.endswith("e"):
        ing = word + "ing" if word.endswith(("ee", "oe", "ye")) else word[:-1] + "ing"
        return (word, _with_s(word), word + "d", ing)
    if VOWEL_THEN_ONE.search(word) and len(re.findall("[aeiou]+", word)) == 1:
        stem = word + word[-1]
    return (word, _with_s(word), stem + "ed", stem + "ing")


def _adverb(word: str) -> str:
    if word.endswith("ic"):
        return word + "ally"
    if re.search(r"[^aeiou]le$", word):
        return word[:-1] + "y"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ily"
    return word + "ly"


def _compared(word: str) -> tuple[str, ...]:
    """Comparative and superlative ("uglier", "ugliest") of a short adjective; a longer one has none."""
    if len(re.findall("[aeiouy]+", word)) > 2 or len(word) > 6:
        return ()
    stem = word[:-1] + "i" if re.search(r"[^aeiou]y$", word) else word.removesuffix("e")
    return (stem + "er", stem + "est")
