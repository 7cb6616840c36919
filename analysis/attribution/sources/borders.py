"""Stage 4, sources: the borders of a source. A verb before it is cut off; what is no noun phrase is no source."""

from __future__ import annotations

from analysis.attribution.sentences import Range, Tokens
from analysis.attribution.words import CONJUNCTIONS, DETERMINERS, IRREGULAR, common_words, source_nouns

#: last words of what is no noun phrase: "the lawyers appear to", "his party's most"
NEVER_LAST = frozenset("to and or cannot a an the more bigger very even his her its their our my".split())
#: parts of speech of a verb before a source: "satisfy Trump, who", "including Ann Lee"
VERBAL = ("VB", "VBD", "VBZ", "VBP", "VBG")


def noun_phrase(tokens: Tokens, source: Range) -> Range | None:
    """Return the source without a conjunction or verb before it, or ``None`` where the words are no noun phrase.

    A pronoun that owns what is said ("his claim") stays as it is.
    """
    first, last = source
    if first == last:
        return source
    if tokens[first].lower in CONJUNCTIONS:  # "But Lund's refusal"
        first, source = first + 1, (first + 1, last)
    if tokens[last].lower in NEVER_LAST and tokens[last].text.islower():
        return None
    if first == 0 or not _is_verb(tokens, first):
        return source
    start = next((k for k in range(first + 1, last + 1) if _opens(tokens, k)), None)
    return source if start is None else (start, last)


def _is_verb(tokens: Tokens, index: int) -> bool:
    """True for a form of a verb in lower case that is neither a noun for people nor the first part of a compound."""
    token = tokens[index]
    if not token.text.islower() or token.lower in source_nouns() or tokens[index + 1].text == "-":
        return False
    return common_words().get(token.lower) in VERBAL or token.lower in IRREGULAR


def _opens(tokens: Tokens, index: int) -> bool:
    """True for a token that can begin a noun phrase: a name, an article, a noun for people."""
    token = tokens[index]
    return token.is_capitalised or token.lower in DETERMINERS or token.lower in source_nouns()
