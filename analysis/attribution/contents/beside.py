"""Stage 5, contents: a name and any verb right beside a quotation: "Lund hammered: “C”", "“C,” Lund fibbed"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.attribution.contents.clauses import final_character
from analysis.attribution.cues import Cue, CueEntry, Statement
from analysis.attribution.sentences import Range, Token, Tokens, Unit
from analysis.attribution.sources.around_cue import source_after, source_before
from analysis.attribution.words import (
    CLAUSE_MARKS,
    CONNECTIVES,
    DETERMINERS,
    PERSONAL,
    PRONOUNS,
    VERBS,
    common_words,
    is_adverb,
    source_nouns,
)
from analysis.types import UNNAMED_TYPES, Span

#: a verb that is no verb of saying by itself, or one of attitude
BESIDE = CueEntry("beside a quotation", "speech", "neutral", frozenset({"quote"}))
#: words of a quotation that can be speech
SPEECH_WORDS = 2
#: words from which a quotation in title case is no title of a work
LONGEST_TITLE = 9
#: most tokens between a quotation and the verb whose subject speaks it
REACH = 14
#: most tokens of a name after a quotation
LONGEST_NAME = 5
#: verbs that say what something is, not what somebody did
STATES = frozenset("is are was were be been being has have had do does did".split())


def beside_quotations(unit: Unit, statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield a statement for each quotation that no cue introduces, where a person and a verb stand right beside it."""
    tokens = unit.tokens
    for at, token in enumerate(tokens):
        if token.quote is None or not _is_speech(token.text) or _is_covered(token, statements):
            continue
        found = _before(tokens, at) or _after(tokens, at)
        if found is not None:
            verb, source = found
            yield Cue(BESIDE, verb, verb).statement(unit, source, Span(token.start, token.end), "direct")


def _is_speech(quoted: str) -> bool:
    words = quoted.strip("“”\"'‘’ ").split()
    if 1 < len(words) < LONGEST_TITLE and sum(word[:1].isupper() for word in words) > len(words) / 2:
        return False  # “The Long Pier,” a novel
    return (
        len(words) >= SPEECH_WORDS
        and words[0][0].isupper()
        and final_character(quoted) in {".", ",", "!", "?", "…", "—"}
    )


def _is_covered(token: Token, statements: Sequence[Statement]) -> bool:
    return any(s.act != "thought" and s.content.overlaps(Span(token.start, token.end)) for s in statements)


def _before(tokens: Tokens, quotation: int) -> tuple[int, Range] | None:
    """The verb and its subject in "Lund snapped at Dorn, “C”" and "Lund hammered: “C”"."""
    if quotation < 2 or tokens[quotation - 1].text not in {",", ":"}:
        return None
    for index in range(quotation - 2, max(0, quotation - 2 - REACH), -1):
        token = tokens[index]
        if token.quote is not None or token.text in CLAUSE_MARKS or token.text == ".":
            return None
        if _is_past_or_present(token) and token.lower not in STATES:
            source = source_before(tokens, index)
            if source is not None:
                return (index, source) if is_person(tokens, source) else None
    return None


def _after(tokens: Tokens, quotation: int) -> tuple[int, Range] | None:
    """The verb and its subject in "“C,” Lund fibbed"."""
    if final_character(tokens[quotation].text) not in {",", "!", "?", "—"}:
        return None
    first = last = quotation + 1
    if first + 1 >= len(tokens):
        return None
    if _is_past_or_present(tokens[first]) and tokens[first].lower not in STATES and tokens[first + 1].is_capitalised:
        source = source_after(tokens, first + 1)  # "“C,” declaimed Lund"
        return (first, source) if source is not None and is_person(tokens, source) else None
    while (
        last < len(tokens) and last - first < LONGEST_NAME and (tokens[last].is_capitalised or tokens[last].text == ".")
    ):
        last += 1
    if last == first and tokens[first].lower in PERSONAL:
        last += 1
    verb = last
    while verb < len(tokens) and is_adverb(tokens[verb].lower):
        verb += 1
    if last == first or verb >= len(tokens) or not _is_past_or_present(tokens[verb]) or tokens[verb].lower in STATES:
        return None
    return (verb, (first, last - 1)) if is_person(tokens, (first, last - 1)) else None


def _is_past_or_present(token: Token) -> bool:
    """True for a form of a verb with a subject: "snapped", "thunders"."""
    if not token.text.islower():
        return False
    return token.lower in VERBS or token.lower.endswith("ed") or common_words().get(token.lower, "") in {"VBD", "VBZ"}


def is_person(tokens: Tokens, source: Range) -> bool:
    """Return whether a phrase names a person: a name, "he" or "she", or a role; not "I", nor "Lund's concert"."""
    phrase = tokens[source[0] : source[1] + 1]
    if any(t.lower.endswith(("'s", "s'")) for t in phrase[:-1]):
        return False
    named = any(t.is_capitalised and t.lower not in DETERMINERS | PRONOUNS | CONNECTIVES for t in phrase)
    kinds = {source_nouns().get(t.lower) for t in phrase} | {"unnamed_person" for t in phrase if t.lower in PERSONAL}
    return named or not kinds.isdisjoint(UNNAMED_TYPES)
