"""Stage 5, contents: attitudes. What somebody wants, supports or opposes, reported without their words.

They are statements with the act "thought": "opposed the plan", "hopes to leave", "the plan was opposed by the union".
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from analysis.attribution.contents.adjuncts import LEADS
from analysis.attribution.cues import Cue, Statement
from analysis.attribution.sentences import Range, Token, Tokens, Unit, is_abbreviation, tokens_within
from analysis.attribution.sources.around_cue import source_after, source_before
from analysis.attribution.words import CLAUSE_ENDS, DETERMINERS, PREPOSITIONS, common_words
from analysis.types import Span

#: words that begin a new clause after what somebody wants or opposes
OBJECTS = frozenset("him her it them us me this that".split())
#: verbs of charges
CHARGES = frozenset(["accuse", "blame", "criticize", "criticise", "attack", "fault", "condemn", "slam", "blast"])
ENDS_OBJECT = frozenset("but while though although because when where if".split())


def takes_attitude(tokens: Tokens, begin: int, frames: frozenset[str]) -> bool:
    """True where a cue can only report an attitude, by the token ``begin`` after it: "vowed to", "opposed the plan"."""
    if begin >= len(tokens) or tokens[begin].quote is not None:
        return False
    if tokens[begin].lower == "to":
        return "to" in frames
    return "object" in frames and not frames & {"that", "quote", "label"} and tokens[begin].is_word


def attitude(unit: Unit, cue: Cue, source: Range, following: Cue | None) -> Statement | None:
    """Return the attitude that a cue reports, or ``None`` where no object follows: "refused to testify"."""
    tokens, frames, begin = unit.tokens, cue.entry.frames, cue.last + 1
    if begin >= len(tokens):
        return None
    infinitive = tokens[begin].lower == "to"
    fits = "to" in frames if infinitive else "object" in frames
    if not fits:
        return None
    if tokens[begin].quote is not None:
        quoted = cue.statement(unit, source, Span(tokens[begin].start, tokens[begin].end), "mixed")
        return replace(quoted, act="speech") if len(tokens[begin].text.split()) > 3 else quoted
    if not infinitive and (not tokens[begin].is_word or tokens[begin].lower in LEADS):
        return None
    return attitude_to(unit, cue, source, begin, following)


def has_label(tokens: Tokens, begin: int) -> bool:
    """True where a thing and what it is called follow: "it a costly detour", "the charges unfounded"."""
    if begin + 1 >= len(tokens) or not tokens[begin].is_word:
        return False
    end = next((k for k in range(begin, len(tokens)) if tokens[k].text in CLAUSE_ENDS or tokens[k].quote), len(tokens))
    if tokens[begin].lower in OBJECTS:
        return begin + 1 < end and (tokens[begin + 1].lower in {"a", "an", "the"} or _is_adjective(tokens[begin + 1]))
    if tokens[begin].lower not in DETERMINERS and not tokens[begin].is_capitalised:
        return False
    first = next((k for k in range(begin + 1, end) if tokens[k].lower in PREPOSITIONS | {"to", "and"}), end)
    noun = first - 1
    label = next((k for k in range(begin + 1, end) if tokens[k].lower in {"a", "an"}), None)
    if label is not None:
        return label > begin + (tokens[begin].lower in DETERMINERS) and tokens[label - 1].lower not in PREPOSITIONS
    return noun > begin + 1 and _is_adjective(tokens[noun])


def _is_adjective(token: Token) -> bool:
    return token.text.islower() and common_words().get(token.lower, "").startswith(("JJ", "VBN"))


def attitude_to(unit: Unit, cue: Cue, source: Range | None, begin: int, following: Cue | None) -> Statement | None:
    """Return an attitude whose object runs from the token ``begin`` to the end of its clause; ``None`` without one."""
    tokens = unit.tokens
    if begin >= len(tokens):
        return None
    last = begin
    relative = source is not None and tokens[source[1]].lower in {"who", "which", "that"}
    while last + 1 < len(tokens):
        token = tokens[last + 1]
        ends_clause = token.text in CLAUSE_ENDS and not is_abbreviation(tokens, last + 1)
        if ends_clause or token.lower in ENDS_OBJECT:
            break
        if following is not None and last + 1 >= following.first - 1 and token.lower == "and":
            break
        if following is not None and last + 1 == following.first and relative:
            break  # "Critics who oppose the plan say ..."
        last += 1
    span = Span(tokens[begin].start, tokens[last].end)
    return replace(cue.statement(unit, source, span, "indirect"), act="thought")


def charged(unit: Unit, cue: Cue, found: Statement | None) -> Statement | None:
    """Make a statement of a charge that says what somebody did: "accused Smith of lying", "blamed Smith for losing"."""
    if found is None or cue.entry.lemma not in CHARGES:
        return found
    inside = tokens_within(unit.tokens, found.content)
    states = any(
        first.lower in {"of", "for"} and (second.lower.endswith("ing") or second.quote is not None)
        for first, second in pairwise(inside)
    )
    return replace(found, act="speech") if states else found


def passive_attitude(unit: Unit, cue: Cue) -> Statement | None:
    """Return the attitude in "The plan was opposed by the union", whose content is the subject of the passive."""
    tokens = unit.tokens
    subject = source_before(tokens, cue.first, passive=True, any_subject=True)
    source = source_after(tokens, cue.last + 2)
    if subject is None or source is None:
        return None
    span = Span(tokens[subject[0]].start, tokens[subject[1]].end)
    return replace(cue.statement(unit, source, span, "indirect"), act="thought")
