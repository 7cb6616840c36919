"""What stands between a cue and the words that are said: the hearer, the day, the occasion."""

from __future__ import annotations

from analysis.attribution.sources import Tokens, source_nouns
from analysis.attribution.words import (
    AUXILIARIES,
    DETERMINERS,
    END_MARKS,
    FINITE,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
    WEEKDAYS,
)

SETTING = frozenset("in on at during to via by from with after".split())
#: tokens that a hearer, a place and a day may take between a cue and "that"
LONGEST_SETTING = 20
#: "said of the senator, “…”": only where a quotation follows
SUBJECTS = frozenset("of about".split())
BEGINS_CLAUSE = FINITE | PRONOUNS | (SUBORDINATORS - {"and"})
ENDS_SETTING = END_MARKS | {";", ":"}


def past_hearer(tokens: Tokens, index: int) -> int:
    """Past "reporters", "him", "the Associated Press", "The Times's Ann Lee" after "told"."""
    if index >= len(tokens):
        return index
    token = tokens[index]
    if token.lower in {"me", "him", "her", "them", "us", "you", "it"}:
        return index + 1
    at = index + 1 if token.lower in DETERMINERS else index
    if at < len(tokens) and tokens[at].is_capitalised:
        while at < len(tokens) and (
            tokens[at].is_capitalised
            or tokens[at].text == "."
            or tokens[at].text.isdigit()
            or (tokens[at].lower in {"of", "and", "&"} and at + 1 < len(tokens) and tokens[at + 1].is_capitalised)
        ):
            if tokens[at].lower in WEEKDAYS:
                break
            at += 1
        return at
    ends = at
    while ends < len(tokens) and ends - at < 4 and tokens[ends].is_word:
        if tokens[ends].lower in source_nouns() or (
            tokens[ends].lower.endswith("s")
            and ends - at < 2
            and (tokens[ends].lower not in {"is", "was", "this", "has", "his"})
        ):
            follows = tokens[ends + 1].lower if ends + 1 < len(tokens) else ""
            return index if follows in FINITE else ends + 1
        ends += 1
    return index


def that_ahead(tokens: Tokens, index: int) -> int:
    """At "that" where only a hearer, a place or a day stands before it: "told a town hall in Salem, Ohio, that"."""
    for at in range(index, min(index + LONGEST_SETTING, len(tokens))):
        token = tokens[at]
        if token.lower == "that" and at + 1 < len(tokens) and tokens[at + 1].lower not in AUXILIARIES:
            return at
        if token.quote is not None or token.text in ENDS_SETTING:
            break
        if token.lower in BEGINS_CLAUSE or token.lower.endswith("ing"):
            break
    return index


def past_setting(tokens: Tokens, index: int) -> int:
    """Past "on Monday", "in a statement", "to reporters" between the cue and what is said."""
    while index < len(tokens):
        token = tokens[index]
        if index and token.lower in {"morning", "afternoon", "evening", "night"} and tokens[index - 1].lower in TIMES:
            index += 1
            continue
        if token.lower in TIMES or (
            token.lower in {"this", "last"}
            and index + 1 < len(tokens)
            and tokens[index + 1].lower in {"week", "month", "year", "morning"}
        ):
            index += 1 if token.lower in TIMES else 2
            continue
        of = token.lower in SUBJECTS and any(t.quote is not None for t in tokens[index : index + 12])
        if not (of or token.lower in SETTING) or index + 1 >= len(tokens):
            return index
        following = tokens[index + 1]
        if index + 2 < len(tokens) and (tokens[index + 2].quote is not None or tokens[index + 2].text == ":"):
            return index + 2  # "tweeted in response: “…”"
        if not (following.lower in DETERMINERS or following.is_capitalised or following.lower in source_nouns()):
            return index
        if following.lower in WEEKDAYS:
            index += 2
            continue
        end = next(
            (
                k
                for k in range(index + 2, min(index + 12, len(tokens)))
                if tokens[k].quote is not None or tokens[k].lower == "that" or tokens[k].text in {",", ":", "."}
            ),
            None,
        )
        if end is None:
            return index
        return end
    return index
