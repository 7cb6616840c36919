"""Stage 5, contents: where a reported statement ends and the outlet's own words go on in the same sentence."""

from __future__ import annotations

from analysis.attribution.cues import Cue
from analysis.attribution.sentences import Tokens, tokens_within
from analysis.attribution.words import (
    ARTICLES,
    AUXILIARIES,
    CONNECTIVES,
    DASHES,
    FINITE,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    common_words,
)
from analysis.types import Kind, Span

#: words after a dash that open a remark of the outlet
REMARKS = ARTICLES | frozenset("another one as even despite though although which but".split())
#: words after "but" that come from another time than what was said
NOW = frozenset("now today since so".split())
#: words that open a question
ASKING = AUXILIARIES | {"have", "has", "had", "how", "why", "what", "when", "where"}
#: the last token at which the subject of a question can begin: "How many times can you"
LATEST_SUBJECT = 4
#: words after "and" or "but" that go on with the subject of the verb of saying
GOES_ON = FINITE | {"neither", "never", "not"}
#: verbs of the present
PRESENT = frozenset("is are has have does do remains remain says say".split())
#: verbs that show that what is said was put into the past
PAST = frozenset("was were would had could might did".split())
#: determiners of things that are said: "says a prayer"
THINGS = frozenset(["a", "an", "many", "such", "some"])
#: words that join two verbs of one subject
JOINING = frozenset(["and", "or", "but"])
#: most tokens from "but" to its verb
LONGEST_SUBJECT = 7


def reported_end(tokens: Tokens, begin: int, last: int) -> int:
    """Return the last token of what is reported, from ``begin`` to at most ``last``; no quotation is cut.

    "he will not concede, which could complicate things", "it would stay — a remark that startled the room", "declared
    victory and is replacing the governor", "she would ban it, but now her campaign is silent": all after the mark or
    the conjunction are words of the outlet.
    """
    quotations = [index for index in range(begin, last + 1) if tokens[index].quote is not None]
    for index in range(max([begin + 1, *quotations]), last):
        token, following = tokens[index], tokens[index + 1]
        if token.quote is not None and following.lower == "but" and _shifts_time(tokens, begin, index, last):
            return index
        if token.text == "," and _comments(tokens, index + 1, last):
            return index - 1
        if token.text in DASHES and following.lower in REMARKS and not _closes(tokens, index, last):
            return index - 1
        if token.text == "," and following.lower == "but" and _shifts_time(tokens, begin, index, last):
            return index - 1
        if token.lower in {"and", "but"} and following.lower in GOES_ON and not _has_verb(tokens[begin:index]):
            return index - 1
    return last


def _comments(tokens: Tokens, index: int, last: int) -> bool:
    """ "which could complicate things", "never mind that": a remark on the whole statement before the comma."""
    words = [token.lower for token in tokens[index : index + 2]]
    return index < last and ((words[0] == "which" and words[-1] in AUXILIARIES | PERFECT) or words == ["never", "mind"])


def _closes(tokens: Tokens, dash: int, last: int) -> bool:
    """True where a second dash ends the insertion and the statement goes on."""
    return any(token.text in DASHES for token in tokens[dash + 1 : last])


def _shifts_time(tokens: Tokens, begin: int, comma: int, last: int) -> bool:
    """True where "but" leads from what was said to the present of the outlet."""
    before = {token.lower for token in tokens[begin:comma]}
    after = [token.lower for token in tokens[comma + 2 : min(last, comma + 2 + LONGEST_SUBJECT)]]
    return bool(after) and (after[0] in NOW or bool(before & PAST)) and not PRESENT.isdisjoint(after)


def _has_verb(tokens: Tokens) -> bool:
    return any(t.lower in FINITE or common_words().get(t.lower, "").startswith(("VBD", "VBZ", "VBP")) for t in tokens)


def is_hypothetical(tokens: Tokens, source: int, cue: int) -> bool:
    """True for "if investors think", "Will every clerk know?", "no senator said": nobody says it."""
    if any(token.quote is not None for token in tokens[:cue]):
        return False
    if tokens[source].lower == "no" or (source and tokens[source - 1].lower in {"if", "unless"}):
        return True
    first = next((k for k, t in enumerate(tokens) if t.is_word and t.lower not in CONNECTIVES), 0)
    opens = source - first <= LATEST_SUBJECT and tokens[source - 1].lower != "as"
    return opens and tokens[-1].text == "?" and tokens[first].lower in ASKING


def says_thing(tokens: Tokens, cue: Cue, content: tuple[Span, Kind]) -> bool:
    """True where "say" has a thing as its object: "says a great many silly things and, frankly, ..."."""
    span, kind = content
    if (
        kind != "indirect"
        or tokens[cue.last].lower == "saying"
        or span.start < tokens[cue.last].end
        or tokens[cue.last + 1].lower not in THINGS
    ):
        return False
    clause = tokens_within(tokens, span)
    end = next((k for k, t in enumerate(clause) if not t.is_word or t.lower in {"and", "but", "or"}), len(clause))
    return not _has_verb(clause[:end]) and not any(t.is_capitalised for t in clause[:end])


def is_subject(tokens: Tokens, noun: int) -> bool:
    """True for the noun of "The claim that the pier sank is false": no verb comes before it in its sentence."""
    before = tokens[:noun]
    return all(t.is_word and t.quote is None for t in before) and not _has_verb(before) and _is_noun_phrase(before)


def _is_noun_phrase(before: Tokens) -> bool:
    """True for words that can stand before a noun: an article, an owner, adjectives."""
    return all(t.lower not in PREPOSITIONS and not common_words().get(t.lower, "").startswith("VB") for t in before)


def before_predicate(tokens: Tokens, content: tuple[Span, Kind]) -> tuple[Span, Kind]:
    """What is claimed in "Claims that the mayor is a puppet are false": all before the main verb of the sentence."""
    span, kind = content
    inside = tokens_within(tokens, span)
    first = next((k for k in range(len(inside)) if _is_finite(inside, k)), len(inside))
    quoted = inside[0].quote is not None and first == 1
    verbs = [k for k in range(first + (not quoted), len(inside)) if _can_be_main(inside, k)]
    if not verbs:
        return content
    last = verbs[0] if quoted else verbs[-1]
    while last > 1 and inside[last - 1].text in DASHES | {","}:
        last -= 1
    ends = Span(span.start, inside[last - 1].end)
    return ends, "direct" if quoted and last == 1 else kind


def _is_finite(inside: Tokens, index: int) -> bool:
    """True for an auxiliary, and for a verb in the present after a mark or a quotation."""
    token = inside[index]
    if token.lower in FINITE:
        return not (index and inside[index - 1].lower in FINITE)
    after_mark = bool(index) and not inside[index - 1].is_word
    return after_mark and token.text.islower() and common_words().get(token.lower) in {"VBZ", "VBP"}


def _can_be_main(inside: Tokens, index: int) -> bool:
    """True for a finite verb whose subject is not the word before it: a conjunction, a relative or a pronoun."""
    if not index or not _is_finite(inside, index):
        return False
    return inside[index - 1].lower not in JOINING | PRONOUNS | SUBORDINATORS | {"who", "which"}
