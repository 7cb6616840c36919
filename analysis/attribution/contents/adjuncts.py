"""Stage 5, contents: adjuncts. Words that belong to the attribution rather than to what is said.

They tell to whom, when and where somebody speaks, and come between the cue and what is said or open the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.attribution.sentences import Token, Tokens, lower_at, tokens_within
from analysis.attribution.words import (
    AUXILIARIES,
    DETERMINERS,
    END_MARKS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
    VERBS,
    WEEKDAYS,
    common_words,
    entity_words,
    source_nouns,
)
from analysis.types import Span

#: prepositions that lead to a place, a day, an occasion or a hearer
SETTING = frozenset("in on at during to via by from with after before".split())
SUBORDINATE = frozenset("though although while after before when as if because since".split())
LEADS = PREPOSITIONS | SUBORDINATE
LEADS_ADJUNCT = LEADS | TIMES
OBJECT_PRONOUNS = frozenset("me him her them us you it".split())
#: two words that begin an amount, of which the first is otherwise a preposition or a conjunction
OPENING_AMOUNT = frozenset(
    [("at", "least"), ("at", "most"), ("as", "many"), ("as", "much"), ("as", "few"), ("up", "to"), ("in", "all")]
)
#: words on "s" that are not a plural
NEVER_PLURAL = frozenset("is was this has his".split())
PARTS_OF_DAY = frozenset("morning afternoon evening night".split())
PERIODS = frozenset("week month year morning".split())
#: prepositions of a topic, skipped only before a quotation: "said of the senator, “…”"
TOPICAL = frozenset("of about".split())
#: by what means somebody speaks: "by phone"
MEANS = frozenset("phone telephone email e-mail text letter video".split())
#: most tokens of a hearer, a place and a day together between a cue and "that"
LONGEST_SETTING = 20
#: most tokens of one phrase of place or time
LONGEST_PHRASE = 12
#: most words of a hearer that is not a name
LONGEST_HEARER = 4
BEGINS_CLAUSE = FINITE | PRONOUNS | (SUBORDINATORS - {"and"})
ENDS_SETTING = END_MARKS | {";", ":"}


def past_hearer(tokens: Tokens, index: int) -> int:
    """Return the index after a hearer: "reporters", "him", "the Associated Press", "The Times's Ann Lee".

    It is ``index`` itself where there is no hearer.
    """
    if lower_at(tokens, index) in OBJECT_PRONOUNS:
        return index + 1
    if lower_at(tokens, index) == "@":
        return index + 2
    first = index + 1 if lower_at(tokens, index) in DETERMINERS - {"that"} else index
    if first < len(tokens) and tokens[first].is_capitalised:
        return _past_name(tokens, first)
    return _past_noun(tokens, first) or index


def _past_name(tokens: Tokens, index: int) -> int:
    """The index after the name at ``index``; a day is not part of it."""
    while index < len(tokens) and tokens[index].lower not in WEEKDAYS:
        token = tokens[index]
        joins = token.lower in {"of", "and", "&"} and index + 1 < len(tokens) and tokens[index + 1].is_capitalised
        if not (token.is_capitalised or token.text == "." or token.text.isdigit() or joins):
            break
        index += 1
    return index


def _past_noun(tokens: Tokens, first: int) -> int | None:
    """The index after a noun for people near ``first``, or ``None`` where it is the subject of another verb."""
    for index in range(first, min(first + LONGEST_HEARER, len(tokens))):
        if not tokens[index].is_word:
            return None
        word = tokens[index].lower
        plural = word.endswith("s") and index - first < 2 and word not in NEVER_PLURAL
        if plural or word in source_nouns():
            return None if lower_at(tokens, index + 1) in FINITE else index + 1
    return None


def that_ahead(tokens: Tokens, index: int) -> int:
    """Return the index of "that" after a hearer, a place or a day: "told a town hall in Salem, Ohio, that".

    It is ``index`` itself where another clause or a quotation comes first.
    """
    for at in range(index, min(index + LONGEST_SETTING, len(tokens))):
        token = tokens[at]
        if token.lower == "that" and at + 1 < len(tokens) and tokens[at + 1].lower not in AUXILIARIES:
            return at
        if token.quote is not None or token.text in ENDS_SETTING:
            break
        if (token.lower in BEGINS_CLAUSE and token.lower != "than") or token.lower.endswith("ing"):
            break
    return index


def past_setting(tokens: Tokens, index: int) -> int:
    """Return the index after "on Monday", "in a statement", "to reporters" between the cue and what is said."""
    while length := _length_of_time(tokens, index):
        index += length
    return _past_phrase(tokens, index)


def past_insertion(tokens: Tokens, index: int) -> int:
    """Return the index of "that" after a short insertion: "found, in general, that"; else ``index`` itself."""
    if index >= len(tokens) or tokens[index].text != ",":
        return index
    close = next(
        (k for k in range(index + 1, min(index + LONGEST_HEARER + 3, len(tokens))) if tokens[k].text == ","), None
    )
    return close + 1 if close is not None and lower_at(tokens, close + 1) == "that" else index


def _length_of_time(tokens: Tokens, index: int) -> int:
    """The number of tokens of an expression of time at ``index``: "today", "last week", "on Monday"; 0 for none."""
    word, following = lower_at(tokens, index), lower_at(tokens, index + 1)
    if word in TIMES or (index and word in PARTS_OF_DAY and tokens[index - 1].lower in TIMES):
        return 1
    period = word in {"this", "last"} and following in PERIODS
    if word in {"on", "in"} and entity_words().get(following) == "date" and lower_at(tokens, index + 2)[:1].isdigit():
        return _past_year(tokens, index + 3) - index  # "on May 25,"
    if word == "on" and lower_at(tokens, index + 2) == "." and lower_at(tokens, index + 3).isdigit():
        return _past_year(tokens, index + 4) - index  # "on Feb. 25,"
    day = following in WEEKDAYS and tokens[index + 1].is_capitalised and _leads_setting(tokens, index)
    return 2 if period or day else 0


def _past_year(tokens: Tokens, index: int) -> int:
    """The index after the comma and the year that can follow a day: ", 2021,"."""
    if lower_at(tokens, index) != ",":
        return index
    year = lower_at(tokens, index + 1)
    if len(year) == 4 and year.isdigit() and lower_at(tokens, index + 2) in {",", "that"}:
        return index + 2 + (lower_at(tokens, index + 2) == ",")
    return index + 1


def _past_phrase(tokens: Tokens, index: int) -> int:
    """The index after the prepositional phrase at ``index``: where a comma, "that" or a quotation follows it."""
    if index + 1 >= len(tokens) or not _leads_setting(tokens, index):
        return index
    if index + 2 < len(tokens) and (tokens[index + 2].quote is not None or tokens[index + 2].text == ":"):
        return index + 2  # "tweeted in response: “…”"
    noun = tokens[index + 1]
    if noun.lower in MEANS:
        return index + 2
    if not (noun.lower in DETERMINERS or noun.is_capitalised or noun.lower in source_nouns()):
        return index
    for end in range(index + 2, min(index + LONGEST_PHRASE, len(tokens))):
        token = tokens[end]
        if token.quote is not None or token.lower == "that" or token.text in {",", ":", "."}:
            return end
    return index


def _leads_setting(tokens: Tokens, index: int) -> bool:
    word = lower_at(tokens, index)
    if word in TOPICAL and any(t.quote is not None for t in tokens[index : index + LONGEST_PHRASE]):
        return True
    return word in SETTING


def is_adjunct(tokens: Tokens, span: Span) -> bool:
    """True where words before "Smith said" only set the scene: "This month in Iowa", "Speaking on Sunday"."""
    inside = tokens_within(tokens, span)
    if any(t.quote is not None for t in inside):
        return False
    verb = shows_verb(inside) or any(
        common_words().get(t.lower) in {"VB", "VBP", "VBZ", "VBD"} and before.lower != "to"
        for before, t in pairwise(inside)
    )
    return (is_led(tokens, span) and "," not in {t.text for t in inside}) or not verb


def is_led(tokens: Tokens, span: Span) -> bool:
    """True where the words begin with a preposition, a conjunction or a participle; not with "at least six"."""
    at = next(k for k, t in enumerate(tokens) if t.start >= span.start and t.lower not in {"even", "just", "only"})
    first = tokens[at].lower
    return not opens_amount(tokens, at) and (first in LEADS_ADJUNCT or (first.endswith("ing") and len(first) > 5))


def opens_amount(tokens: Tokens, index: int) -> bool:
    """True for the beginning of an amount: "at least six", "as many as", "up to", "more than"."""
    return (lower_at(tokens, index), lower_at(tokens, index + 1)) in OPENING_AMOUNT


def shows_verb(tokens: Sequence[Token]) -> bool:
    """True where there is a finite verb: an auxiliary, a listed form, or a word on "ed"."""
    return any(t.lower in VERBS or (t.is_word and t.text.islower() and t.lower.endswith("ed")) for t in tokens)
