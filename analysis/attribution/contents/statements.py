"""Stage 5, contents: joins each cue and its source to the words that are said, before, after or around them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from analysis.attribution.contents.adjuncts import (
    SETTING,
    is_adjunct,
    past_hearer,
    past_insertion,
    past_setting,
    shows_verb,
    that_ahead,
)
from analysis.attribution.contents.attitudes import attitude, attitude_to, charged, passive_attitude, takes_attitude
from analysis.attribution.contents.beside import beside_quotations
from analysis.attribution.contents.clauses import (
    Content,
    after_as,
    clause_follows,
    closes_with_comma,
    content_of,
    has_object,
    has_quote,
    is_caption,
    is_title,
    said_after,
    said_around,
    said_before,
    strip_end,
    words_follow,
)
from analysis.attribution.contents.colons import after_colon, is_teaser, signed
from analysis.attribution.contents.ends import before_predicate, is_hypothetical, is_subject, says_thing
from analysis.attribution.contents.naming import described, labelled
from analysis.attribution.cues import ACCORDING, COLON, PER, POLLED, QUOTED, REPORTED, SIGNED, Cue, Statement
from analysis.attribution.sentences import Range, Tokens, Unit, lower_at, tokens_within
from analysis.attribution.sources.around_cue import PASSIVE, source_after, source_before, source_with
from analysis.attribution.sources.borders import noun_phrase
from analysis.attribution.sources.subjects import subject_of, subject_of_joined
from analysis.attribution.words import (
    DETERMINERS,
    END_MARKS,
    FINITE,
    TIMES,
    common_words,
    is_adverb,
    source_nouns,
)
from analysis.types import Span

#: "asked whether", "asked the senator how"
QUESTIONS = frozenset("whether if how why what when where who which".split())
#: cues that are also ordinary verbs with an object: "maintains a lead", "posted photos"
ORDINARY_VERBS = frozenset(
    "maintain boast post email report write hold text tweet reply respond continue read state add charge "
    "advise demonstrate reveal feel".split()
)
SETTING_OR_TIME = SETTING | TIMES
#: words that are no source by themselves: the author's own "I thought", "when you tell your cook", "what predicts it"
NO_SOURCES = frozenset(["i", "you", "what", "half", "most"])
#: verbs that ask somebody to do something
REQUESTS = frozenset(["tell", "ask", "urge", "order", "instruct", "advise", "implore", "beg", "call on", "warn"])
#: most words of "the judge said on Monday"
LONGEST_ATTRIBUTION = 6
#: most tokens of whoever is asked
LONGEST_ASKED = 6


def find_statements(unit: Unit, cues: list[Cue]) -> list[Statement]:
    """Return the statements of one unit, in the order of their cues."""
    statements: list[Statement] = []
    if is_teaser(unit.tokens):
        return []
    for number, cue in enumerate(cues):
        following = cues[number + 1] if number + 1 < len(cues) else None
        if cue.entry is COLON:
            found = after_colon(unit, cue)
        elif cue.entry is SIGNED:
            found = signed(unit, cue)
        elif cue.entry in (ACCORDING, REPORTED, PER, POLLED):
            found = _with_source_after(unit, cue, statements)
        else:
            found = _reported(unit, cue, following, statements)
        if found is not None and found.source is not None:
            source = noun_phrase(unit.tokens, found.source)
            found = None if source is None else replace(found, source=source)
        if found is not None:
            statements.append(found)
    beside = list(beside_quotations(unit, statements))
    return sorted([*statements, *beside], key=lambda s: s.cue.start) if beside else statements


def _with_source_after(unit: Unit, cue: Cue, earlier: list[Statement]) -> Statement | None:
    """ "according to X, C", "C, according to X", and "C, per X" where nobody else in the unit says C."""
    tokens = unit.tokens
    source = source_after(tokens, cue.last + 1, any_noun=cue.entry is ACCORDING)
    if source is None or (cue.entry is PER and earlier):
        return None
    first = cue.first
    while first > 0 and tokens[first - 1].text in {",", "—", "–", "-"}:
        first -= 1
    begin = _after_earlier(tokens, first, earlier)
    if begin < first:
        last = _last_around(tokens, begin, first, source)
    else:
        begin = source[1] + 1
        while begin < len(tokens) and tokens[begin].text in {",", ":", "—"}:
            begin += 1
        last = strip_end(tokens, begin, len(tokens) - 1)
    content = content_of(tokens, begin, last)
    if content is not None and _only_attributes(tokens, content[0], earlier):
        return None
    if cue.entry is POLLED and content is not None and not _shows_result(tokens, content[0]):
        return None
    return None if content is None else cue.statement(unit, source, *content)


def _only_attributes(tokens: Tokens, content: Span, earlier: list[Statement]) -> bool:
    """True for "the judge said" in "“C,” the judge said, according to the Post": the words of another attribution."""
    words = sum(token.is_word for token in tokens_within(tokens, content))
    return words <= LONGEST_ATTRIBUTION and any(content.overlaps(other.cue) for other in earlier)


def _shows_result(tokens: Tokens, content: Span) -> bool:
    """True where a verb comes before "in the poll"; not for "41% of voters in the poll"."""
    inside = tokens_within(tokens, content)
    return shows_verb(inside) or any(common_words().get(t.lower, "").startswith("VB") for t in inside)


def _after_earlier(tokens: Tokens, first: int, earlier: list[Statement]) -> int:
    """The first token after what others say: in "X said C1, and C2, according to Y" only C2 is Y's."""
    begin = 0
    for known in earlier:
        if known.act != "thought" and known.content.end <= tokens[first].start:
            while begin < first and tokens[begin].start < known.content.end:
                begin += 1
    while begin < first and tokens[begin].text in {",", ";", "—"}:
        begin += 1
    return begin


def _last_around(tokens: Tokens, begin: int, first: int, source: Range) -> int:
    """The last token of C in "C, according to X": before the cue, or after X where the clause continues there."""
    after = source[1] + 1
    rest = strip_end(tokens, after, len(tokens) - 1)
    if after >= len(tokens) or tokens[after].text != "," or rest <= after:
        return first - 1
    if lower_at(tokens, after + 1) in {"and", "but"}:
        return first - 1
    continues = not shows_verb(tokens[begin:first]) or (rest - after > 3 and first - begin <= 6)
    return rest if continues else first - 1


class _Speaker(NamedTuple):
    """The range of the source of a cue, and the first token after cue and source.

    ``inverted``: the source comes after the cue. ``borrowed``: it is the subject of an earlier verb.
    """

    source: Range
    after: int
    inverted: bool = False
    borrowed: bool = False


def _reported(unit: Unit, cue: Cue, following: Cue | None, earlier: list[Statement]) -> Statement | None:
    """The statement of a cue from the lexicon; ``following`` is the next cue of the unit."""
    tokens, frames = unit.tokens, cue.entry.frames
    after = cue.last + 1
    if after < len(tokens) and tokens[after].lower == "by" and {"object", "label"} & frames:
        return passive_attitude(unit, cue)
    if "nominal" in frames:
        return _nominal(unit, cue, following)
    if "agentless" in frames:
        return attitude_to(unit, cue, None, cue.first + 1 if "to" in frames else after, following)
    speaker = _speaker(tokens, cue, earlier)
    if speaker is None or _is_no_statement(tokens, cue, speaker):
        return None
    source = speaker.source
    asked = _request(unit, cue, following, speaker)
    if asked is not None:
        return asked
    if source[1] < cue.first and takes_attitude(tokens, speaker.after, frames):
        return charged(unit, cue, attitude(unit, cue, source, following))
    content = after_as(tokens, source, cue) or _words_said(tokens, cue, following, earlier, speaker)
    if content is not None and cue.entry.lemma == "say" and says_thing(tokens, cue, content):
        return None  # "says a great many silly things"
    if content is None or not _fits(tokens, content, frames):
        return None if speaker.inverted else charged(unit, cue, described(unit, cue, source, following))
    if "label" in frames:
        return labelled(unit, cue, following, source, content[0])
    found = cue.statement(unit, source, *content)
    return replace(found, act="speech") if _is_finding_of_person(tokens, cue, source) else found


def _request(unit: Unit, cue: Cue, following: Cue | None, speaker: _Speaker) -> Statement | None:
    """ "told guards to lock the gate", "urged anglers to wear vests": what somebody is asked to do is said to them."""
    tokens, after = unit.tokens, speaker.after
    if cue.entry.lemma not in REQUESTS or speaker.inverted:
        return None
    to = past_hearer(tokens, after)
    if to == after or lower_at(tokens, to) == "of":
        to = next((k for k in range(after, min(after + LONGEST_ASKED, len(tokens))) if not tokens[k].is_word
                   or tokens[k].lower in FINITE | {"to", "that"}), len(tokens))  # fmt: skip
    if to == after or to + 1 >= len(tokens) or tokens[to].lower != "to" or not tokens[to + 1].text.islower():
        return None
    begin = to if {"addressee", "question"} & cue.entry.frames else after
    asked = attitude_to(unit, cue, speaker.source, begin, following)
    return None if asked is None else replace(asked, act="speech")


def _is_no_statement(tokens: Tokens, cue: Cue, speaker: _Speaker) -> bool:
    """True for a caption, for "despite what he wrote", and for a verb of documents with another subject."""
    source, after = speaker.source, speaker.after
    if is_hypothetical(tokens, source[0], cue.first):
        return True
    if is_caption(tokens[source[0] : source[1] + 1]):
        return True
    is_quoted_next = after < len(tokens) and tokens[after].quote is not None
    if source[0] > 0 and tokens[source[0] - 1].lower == "what" and not is_quoted_next:
        return lower_at(tokens, after) not in {"is", "was", "are", "were"}
    if source[0] == source[1] and (tokens[source[0]].lower in NO_SOURCES or tokens[source[0]].lower.startswith("i'")):
        return True
    if not _is_finding_of_person(tokens, cue, source):
        return False
    if cue.entry.lemma != "find":
        return True
    closes = after >= len(tokens) or tokens[after].text in END_MARKS  # "…, they found."
    return not closes and tokens[after].lower != "that"


def _is_finding_of_person(tokens: Tokens, cue: Cue, source: Range) -> bool:
    """True where the subject of a verb of documents is none: "He found that the seal was worn"."""
    return cue.entry.act == "document" and not any(
        source_nouns().get(t.lower) == "document" for t in tokens[source[0] : source[1] + 1]
    )


def _speaker(tokens: Tokens, cue: Cue, earlier: list[Statement]) -> _Speaker | None:
    """Who speaks: the subject before the cue, the name after it, or the subject of an earlier verb."""
    after = cue.last + 1
    before = tokens[cue.first - 1] if cue.first else None
    participle = tokens[cue.first].lower.endswith("ing")
    progressive = participle and before is not None and before.lower in PASSIVE
    passive = cue.entry is QUOTED or "predicate" in cue.entry.frames or progressive
    source = source_before(tokens, cue.first, passive) if passive or not participle else source_with(tokens, cue.first)
    if source is not None and _follows_name(tokens, cue) and not _names_person(tokens, source):
        source = None  # "…, physically and mentally, said Ann Lee"
    if cue.first > 1 and tokens[cue.first - 1].lower == "to":
        verb = cue.first - 2  # "She appeared to imply", "She went on to say"
        verb -= tokens[verb].lower == "on" and verb > 1
        source = source_before(tokens, verb, passive=True)
    if source is not None:
        return _Speaker(source, after)
    if before is None:
        return None
    if (
        not participle
        and cue.entry.act in ("speech", "document")
        and (before.quote is not None or before.text in {",", "—", "?", "!"})
    ):
        source = source_after(tokens, after)
        if source is not None and not _opens_clause(tokens, source[1] + 1):  # not "..., said the leaders would meet"
            return _Speaker(source, source[1] + 1, inverted=True)
    joins = before.text in {",", "and", "but", "then", "—"} or before.lower in {"instead", "also", "later"}
    if not (participle or joins or before.lower.endswith("ly")):
        return None
    source = next((s.source for s in reversed(earlier) if not s.lemma.startswith("noun:")), None)
    source = source or subject_of(tokens, cue.first) or subject_of_joined(tokens, cue.first)
    return None if source is None else _Speaker(source, after, borrowed=True)


def _follows_name(tokens: Tokens, cue: Cue) -> bool:
    """True for a cue between a comma and a name: ", said Ann Lee"."""
    before, after = tokens[cue.first - 1], tokens[cue.last + 1 : cue.last + 3]
    return before.text == "," and cue.entry.lemma == "say" and len(after) == 2 and all(t.is_capitalised for t in after)


def _names_person(tokens: Tokens, source: Range) -> bool:
    """True where the first or second word of a source is a name; a common word that opens the sentence is none."""
    first = source[0] + (source[0] == 0 and tokens[0].lower in common_words())
    return any(t.is_capitalised for t in tokens[first : source[0] + 2] if t.lower not in DETERMINERS)


def _opens_clause(tokens: Tokens, index: int) -> bool:
    return index < len(tokens) and tokens[index].lower in FINITE


def _words_said(
    tokens: Tokens, cue: Cue, following: Cue | None, earlier: list[Statement], speaker: _Speaker
) -> Content | None:
    """What is said: around the cue and its source, after them, or before them."""
    source, _, inverted, borrowed = speaker
    after = _past_adjuncts(tokens, cue, speaker)
    clause = source[0] if source[1] < cue.first and not borrowed else cue.first
    follows = words_follow(tokens, after)
    before = None
    if not (borrowed and clause_follows(tokens, after, False, cue)):
        before = said_before(tokens, clause, earlier, follows)
    if before is not None and before[1] == "indirect" and not inverted and has_object(tokens, cue):
        before = None  # "C, Smith signalled her wish", "C, asking for time": nobody says the clause before the cue
    content = said_around(tokens, clause, after, before)
    if content is None and before is not None and follows and is_adjunct(tokens, before[0]):
        before = None
    if inverted:
        return before if content is None else content
    if "question" in cue.entry.frames and after < len(tokens) and tokens[after].lower in QUESTIONS:
        content = said_after(tokens, after, cue, following, source)
    closed = before is not None and closes_with_comma(tokens, clause - 1)
    if content is None and not closed and clause_follows(tokens, after, before is not None, cue):
        content = _best_of(tokens, after, cue, before, said_after(tokens, after, cue, following, source))
    return before if content is None else content


def _past_adjuncts(tokens: Tokens, cue: Cue, speaker: _Speaker) -> int:
    """The index after hearer, place and day."""
    frames, after = cue.entry.frames, speaker.after
    if not speaker.inverted and {"addressee", "question"} & frames:
        after = past_hearer(tokens, after)
    after = past_insertion(tokens, past_setting(tokens, after))
    set_apart = after < len(tokens) and (tokens[after].lower in SETTING_OR_TIME or tokens[after].text == ",")
    if "that" in frames and (set_apart or "addressee" in frames or _says_how(tokens, after)):
        return that_ahead(tokens, after)
    return after


def _says_how(tokens: Tokens, index: int) -> bool:
    """True for words that say how or how often somebody speaks: "declared more than 200 times that"."""
    if index >= len(tokens):
        return False
    word = tokens[index].lower
    return is_adverb(word) or word in {"more", "at", "several"} or word[:1].isdigit()


def _best_of(tokens: Tokens, after: int, cue: Cue, before: Content | None, rest: Content | None) -> Content | None:
    """What is said: the words ``before`` the cue, or the ``rest`` after it, or neither (``None``).

    In "It will hold, he said Monday morning on a local station" the rest has no verb; in "she maintains a lead" it is
    only an object.
    """
    begins_with_that = tokens[after].lower == "that"
    unquoted = tokens[after].quote is None or is_title(tokens, after)
    if before is not None and unquoted and not begins_with_that and not shows_verb(tokens[after : after + 12]):
        return before
    if rest is not None and rest[1] == "indirect" and cue.entry.lemma in ORDINARY_VERBS and not begins_with_that:
        inside = [t for t in tokens[after:] if t.start < rest[0].end]
        return rest if shows_verb(inside) else None
    return rest


def _fits(tokens: Tokens, content: Content, frames: frozenset[str]) -> bool:
    """True where a cue with these frames can introduce such a content."""
    span, kind = content
    if {"that", "document", "question"} & frames:
        return True
    if "label" in frames:
        return has_quote(tokens, span)
    return kind != "indirect" and "quote" in frames


def _nominal(unit: Unit, cue: Cue, following: Cue | None) -> Statement | None:
    """ "Smith's claim that the vote was rigged", "her criticism of it": the owner, if there is one, is the source."""
    tokens = unit.tokens
    source = _owner(tokens, cue.first)
    if "that" not in cue.entry.frames:
        begin = cue.last + (1 if "to" in cue.entry.frames else 2)
        return attitude_to(unit, cue, source, begin, following)
    if tokens[cue.last + 1].lower == "that" and lower_at(tokens, cue.last + 2) in FINITE:
        return None  # "the claims that have failed"
    content = said_after(tokens, cue.last + 1, cue, None, None)
    if content is not None and is_subject(tokens, cue.first):
        content = before_predicate(tokens, content)
    return None if content is None else cue.statement(unit, source, *content)


def _owner(tokens: Tokens, noun: int) -> Range | None:
    """The possessive before a noun: "her", "Ann Lee's"."""
    last = noun - 1
    while last > 0 and is_adverb(tokens[last].lower):
        last -= 1
    if last < 0:
        return None
    if tokens[last].lower in {"his", "her", "their", "its", "our", "my"}:
        return last, last
    if not tokens[last].lower.endswith(("'s", "s'")):
        return None
    first = last
    while first > 0 and tokens[first - 1].is_capitalised:
        first -= 1
    return first, last
