"""Stage 4, sources: the subject of a sentence, for a cue that comes later in it."""

from __future__ import annotations

from analysis.attribution.contents.adjuncts import LEADS, SUBORDINATE
from analysis.attribution.sentences import Range, Token, Tokens, is_abbreviation
from analysis.attribution.sources.around_cue import source_before
from analysis.attribution.words import (
    CLAUSE_MARKS,
    CONNECTIVES,
    DETERMINERS,
    IRREGULAR,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    common_words,
    is_adverb,
    source_nouns,
)

OPENS_SENTENCE = CONNECTIVES - SUBORDINATE
WITHOUT_NAME = DETERMINERS | PREPOSITIONS
#: most tokens of a subject
LONGEST_SUBJECT = 14


def subject_of(tokens: Tokens, cue: int) -> Range | None:
    """Return the subject of the sentence, for "Smith left the room, saying ..." and "Smith rose and said ..."."""
    first = _start_of_subject(tokens, cue)
    last = first
    while last < cue and last - first < LONGEST_SUBJECT:
        token = tokens[last]
        if token.quote is not None or not (token.is_word or is_abbreviation(tokens, last)):
            break
        if token.lower in PRONOUNS and last == first:
            return first, first
        if token.lower in VERBS or (last > first and _may_follow_subject(tokens[last - 1], token)):
            break
        last += 1
    last -= 1
    named = any(t.is_capitalised and t.lower not in WITHOUT_NAME for t in tokens[first : last + 1])
    known = any(source_nouns().get(t.lower) for t in tokens[first : last + 1])
    return (first, last) if named or known else None


def subject_of_joined(tokens: Tokens, cue: int) -> Range | None:
    """Return the subject of the verb that "and" joins to a cue: "before Smith changed his mind and said ..."."""
    if tokens[cue - 1].lower not in {"and", "but"}:
        return None
    for index in range(cue - 2, max(0, cue - LONGEST_SUBJECT), -1):
        token = tokens[index]
        if token.text in CLAUSE_MARKS or token.quote is not None:
            return None
        if token.text.islower() and (token.lower in IRREGULAR or token.lower.endswith("ed")):
            return source_before(tokens, index)
    return None


def _start_of_subject(tokens: Tokens, cue: int) -> int:
    """The first token that can begin the subject: after connectives, and after the comma of an opening phrase."""
    first = 0
    while first < cue and (
        tokens[first].text in CLAUSE_MARKS or tokens[first].lower in OPENS_SENTENCE or is_adverb(tokens[first].lower)
    ):
        first += 1
    if first + 1 < cue and tokens[first + 1].text == "," and common_words().get(tokens[first].lower) == "RB":
        return first + 2  # "Upstairs, Smith sat down and explained"
    if tokens[first].lower in LEADS or _is_participle(tokens, first):
        # "Outside the court, Smith rose and said ..."
        first = next((k + 1 for k in range(first, cue) if tokens[k].text == ","), cue)
    return first


def _is_participle(tokens: Tokens, first: int) -> bool:
    """True for the first word of "Appearing on a show on Monday, Smith rose and said"."""
    word = tokens[first].lower
    known = word.endswith("ing") and common_words().get(word, "").startswith(("VBG", "NN"))
    opens = common_words().get(word) in {"VBN", "VBD"} and word not in VERBS
    after = tokens[first + 1].lower if first + 1 < len(tokens) else ""
    return (known or opens) and (after in PREPOSITIONS | DETERMINERS or after.endswith("self"))


def _may_follow_subject(before: Token, token: Token) -> bool:
    """True for an adverb or a verb, and for a word on "s" after a name: "King works in the field and said"."""
    if before.is_capitalised and token.text.islower() and token.lower.endswith("s"):
        return token.lower not in source_nouns()
    return is_adverb(token.lower) or (token.text.islower() and token.lower.endswith(("ed", "es", "ing")))
