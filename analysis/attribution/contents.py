"""Stage 5: contents. Joins a cue and its source to the words that are said, before or after them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from analysis.attribution.adjuncts import SETTING, past_hearer, past_setting, that_ahead
from analysis.attribution.clauses import (
    LEADS,
    NOBODY,
    clause_follows,
    closes_with_comma,
    content_of,
    has_object,
    has_quote,
    is_adjunct,
    is_caption,
    is_title,
    said_after,
    said_around,
    said_before,
    shows_verb,
    strip_end,
    subject_of,
    words_follow,
)
from analysis.attribution.cues import ACCORDING, COLON, PER, QUOTED, REPORTED, SIGNED, Cue
from analysis.attribution.sentences import Unit
from analysis.attribution.sources import (
    PASSIVE,
    Range,
    Tokens,
    entity_words,
    is_abbreviation,
    names_a_source,
    source_after,
    source_before,
    source_nouns,
)
from analysis.attribution.statement import Statement
from analysis.attribution.words import (
    CLAUSE_ENDS,
    DETERMINERS,
    FINITE,
    PRONOUNS,
    TIMES,
    is_adverb,
)
from analysis.types import Kind, Span

#: "asked whether", "asked the senator how"
QUESTIONS = frozenset("whether if how why what when where who which".split())
NAMING = frozenset("call dub".split())
#: characters that what is labelled may take between a cue and its label
LONGEST_LABELLED = 80
#: cues that are also plain verbs with an object: "maintains a lead", "posted photos"
HOLDS_THINGS = frozenset(
    "maintain boast post email report write hold text tweet reply respond continue read state add charge "
    "advise demonstrate".split()
)
#: words that begin a clause of its own behind what somebody wants or opposes
ENDS_OBJECT = frozenset("but while though although because when where if".split())
SETTING_OR_TIME = SETTING | TIMES
BEFORE_NAMING = FINITE | PRONOUNS | {"who", "and", "but"}


def find_statements(unit: Unit, cues: list[Cue]) -> list[Statement]:
    """The statements of one unit, in the order of their cues."""
    statements: list[Statement] = []
    for number, cue in enumerate(cues):
        following = cues[number + 1] if number + 1 < len(cues) else None
        if cue.entry is COLON:
            statements.extend(_after_colon(unit, cue))
        elif cue.entry is SIGNED:
            statements.append(_signed(unit, cue))
        elif cue.entry in (ACCORDING, REPORTED, PER):
            statements.extend(_with_source_after(unit, cue, statements))
        else:
            found = _spoken(unit, cue, following, statements)
            if found is not None:
                statements.append(found)
    return statements


def _after_colon(unit: Unit, cue: Cue) -> list[Statement]:
    """ "Smith: “C”" and "Smith had one word for it: “C”"."""
    tokens = unit.tokens
    before = tokens[: cue.first]
    last = cue.first + 1 if tokens[cue.first + 1].quote is not None else len(tokens) - 1
    content = content_of(tokens, cue.first + 1, strip_end(tokens, cue.first + 1, last))
    named = len(before) <= 8 and all(t.is_capitalised or not t.is_word or t.lower in DETERMINERS for t in before)
    opening = next((k for k, t in enumerate(before) if t.is_word), 0)
    source = (opening, cue.first - 1) if named else subject_of(tokens, cue.first)
    if content is None or source is None or not names_a_source(tokens, *source):
        return []
    if " ".join(t.lower for t in tokens[source[0] : source[1] + 1]) in NOBODY:
        return []
    return [_statement(unit, cue, source, *content)]


def _signed(unit: Unit, cue: Cue) -> Statement:
    """ "“C.” ― Ann Lee"."""
    tokens = unit.tokens
    content = Span(tokens[0].start, tokens[cue.first - 1].end)
    return _statement(unit, cue, (cue.last + 1, strip_end(tokens, cue.last + 1, len(tokens) - 1)), content, "direct")


def _with_source_after(unit: Unit, cue: Cue, earlier: list[Statement]) -> list[Statement]:
    """ "according to X, C", "C, according to X", "C, per X" where nobody else in the unit says C."""
    tokens = unit.tokens
    source = source_after(tokens, cue.last + 1)
    if source is None or (cue.entry is PER and earlier):
        return []
    first = cue.first
    while first > 0 and tokens[first - 1].text in {",", "—", "–", "-"}:
        first -= 1
    begin = 0
    for statement in earlier:
        if statement.act == "thought":
            continue
        # "X said C1, and C2, according to Y": what X said is X's.
        if statement.content.end <= tokens[first].start:
            while begin < first and tokens[begin].start < statement.content.end:
                begin += 1
    while begin < first and tokens[begin].text in {",", ";", "—"}:
        begin += 1
    if first > begin:
        last = first - 1
        end_of_source = source[1] + 1
        rest = strip_end(tokens, end_of_source, len(tokens) - 1)
        if (
            end_of_source < len(tokens)
            and tokens[end_of_source].text == ","
            and rest > end_of_source
            and (not shows_verb(tokens[begin:first]) or (rest - end_of_source > 3 and first - begin <= 6))
        ):
            last = rest
    else:
        begin = source[1] + 1
        while begin < len(tokens) and tokens[begin].text in {",", ":", "—"}:
            begin += 1
        last = strip_end(tokens, begin, len(tokens) - 1)
    content = content_of(tokens, begin, last)
    if content is None:
        return []
    return [_statement(unit, cue, source, *content)]


class _Speaker(NamedTuple):
    """Who speaks at a cue, and the token behind both.

    ``inverted``: the source stands behind the cue. ``borrowed``: it is the subject of an earlier verb.
    """

    source: Range
    after: int
    inverted: bool = False
    borrowed: bool = False


def _spoken(unit: Unit, cue: Cue, following: Cue | None, earlier: list[Statement]) -> Statement | None:
    tokens, frames = unit.tokens, cue.entry.frames
    after = cue.last + 1
    if after < len(tokens) and tokens[after].lower == "by" and {"object", "label"} & frames:
        return _passive(unit, cue)
    if "nominal" in frames:
        return _nominal(unit, cue, following)
    if "agentless" in frames:
        return _without_words(unit, cue, None, cue.first + 1 if frames & {"to"} else after, following)
    speaker = _speaker(tokens, cue, earlier)
    if speaker is None:
        return None
    source, after = speaker.source, speaker.after
    if is_caption(tokens[source[0] : source[1] + 1]):
        return None
    quoted_next = after < len(tokens) and tokens[after].quote is not None
    if source[0] > 0 and tokens[source[0] - 1].lower == "what" and not quoted_next:
        return None  # "despite what he wrote in the speech"
    finding = cue.entry.act == "document" and not _is_document(tokens, source)
    if finding and (cue.entry.lemma != "find" or after >= len(tokens) or tokens[after].lower != "that"):
        return None
    if source[1] < cue.first and _wants_attitude(tokens, after, frames):
        return _attitude(unit, cue, source, following)
    content = _words_said(tokens, cue, following, earlier, speaker)
    if content is None or not _fits(tokens, content, frames):
        return None if speaker.inverted else _attitude(unit, cue, source, following)
    if "label" in frames:
        return _labelled(unit, cue, following, source, content[0])
    statement = _statement(unit, cue, source, *content)
    return replace(statement, act="thought") if finding else statement


def _speaker(tokens: Tokens, cue: Cue, earlier: list[Statement]) -> _Speaker | None:
    """Who speaks: the subject before the cue, the name behind it, or the subject of an earlier verb."""
    after = cue.last + 1
    before = tokens[cue.first - 1] if cue.first else None
    participle = tokens[cue.first].lower.endswith("ing")
    progressive = participle and before is not None and before.lower in PASSIVE
    passive = cue.entry is QUOTED or "predicate" in cue.entry.frames or progressive
    source = source_before(tokens, cue.first, passive) if passive or not participle else None
    if cue.first > 1 and tokens[cue.first - 1].lower == "to":
        source = source_before(tokens, cue.first - 2, passive=True)  # "She appeared to imply"
    if source is not None:
        return _Speaker(source, after)
    if before is None:
        return None
    if (
        not participle
        and cue.entry.act == "speech"
        and (before.quote is not None or before.text in {",", "—", "?", "!"})
    ):
        source = source_after(tokens, after)
        if source is not None and not _opens_clause(tokens, source[1] + 1):  # not "..., said the leaders would meet"
            return _Speaker(source, source[1] + 1, inverted=True)
    if not (participle or before.text in {",", "and", "but", "then", "—"} or before.lower.endswith("ly")):
        return None
    source = next((s.source for s in reversed(earlier) if not s.lemma.startswith("noun:")), None)
    source = source or subject_of(tokens, cue.first)
    return None if source is None else _Speaker(source, after, borrowed=True)


def _words_said(
    tokens: Tokens, cue: Cue, following: Cue | None, earlier: list[Statement], speaker: _Speaker
) -> tuple[Span, Kind] | None:
    """What is said: around the cue and its source, behind them, or before them."""
    source, after, inverted, borrowed = speaker
    frames = cue.entry.frames
    if not inverted and {"addressee", "question"} & frames:
        after = past_hearer(tokens, after)
    after = past_setting(tokens, after)
    set_apart = after < len(tokens) and (tokens[after].lower in SETTING_OR_TIME or tokens[after].text == ",")
    if "that" in frames and (set_apart or "addressee" in frames):
        after = that_ahead(tokens, after)
    start_of_clause = source[0] if source[1] < cue.first and not borrowed else cue.first
    follows = words_follow(tokens, after)
    goes_on = borrowed and clause_follows(tokens, after, False, cue)
    before = None if goes_on else said_before(tokens, start_of_clause, earlier, cue, follows)
    if before is not None and before[1] == "indirect" and not inverted and has_object(tokens, cue):
        before = None  # "C, Smith signalled her wish", "C, asking for time": what stands before is nobody's words
    content = said_around(tokens, start_of_clause, after, before)
    if content is None and before is not None and follows and is_adjunct(tokens, before[0]):
        before = None
    if "question" in frames and after < len(tokens) and tokens[after].lower in QUESTIONS and not inverted:
        content = said_after(tokens, after, cue, following, source)
    closed = before is not None and closes_with_comma(tokens, start_of_clause - 1)
    if content is None and not inverted and not closed and clause_follows(tokens, after, before is not None, cue):
        content = said_after(tokens, after, cue, following, source)
        plain = (tokens[after].quote is None or is_title(tokens, after)) and tokens[after].lower != "that"
        if before is not None and plain and not shows_verb(tokens[after : after + 12]):
            content = before  # "It will hold, he said Monday morning on a local station."
        elif content is not None and content[1] == "indirect" and cue.entry.lemma in HOLDS_THINGS:
            inside = [t for t in tokens[after:] if t.start < content[0].end]
            content = content if tokens[after].lower == "that" or shows_verb(inside) else None
    return before if content is None else content


def _labelled(unit: Unit, cue: Cue, following: Cue | None, source: Range, said: Span) -> Statement | None:
    """ "called the plan “absurd”": what is labelled and the label, where the label stands near behind the cue."""
    tokens = unit.tokens
    if cue.entry.lemma in NAMING and not _can_name(tokens, cue.first):
        return None
    first = max(said.start, tokens[cue.last].end)
    quotes = [t for t in tokens if t.quote is not None and first <= t.start < said.end]
    if not quotes:
        return _attitude(unit, cue, source, following)
    if quotes[0].start - tokens[cue.last].end > LONGEST_LABELLED:
        return None
    span = Span(max(said.start, tokens[cue.last].end + 1), quotes[-1].end)
    return _statement(unit, cue, source, span, "mixed")


def _can_name(tokens: Tokens, cue: int) -> bool:
    """False for "a survey called “America in One Room”": a thing's name, not what somebody calls it."""
    before = tokens[cue - 1]
    if cue + 1 < len(tokens) and tokens[cue + 1].quote is not None:
        # "a blog called “The Feed”" is a name; "what she called “the feed”" is hers.
        return any(t.lower in {"what", "whatever"} for t in tokens[:cue]) or any(
            t.lower in {"which", "that", "whom"} for t in tokens[max(0, cue - 10) : cue]
        )
    return (
        not (before.is_word and before.text.islower())
        or before.lower in BEFORE_NAMING
        or before.lower in source_nouns()
        or is_adverb(before.lower)
    )


def _nominal(unit: Unit, cue: Cue, following: Cue | None) -> Statement | None:
    """ "Smith's claim that the vote was rigged", "her criticism of it": the owner is the source, where there is one."""
    tokens = unit.tokens
    owner = cue.first - 1
    while owner > 0 and is_adverb(tokens[owner].lower):
        owner -= 1
    source: Range | None = None
    if owner >= 0 and tokens[owner].lower in {"his", "her", "their", "its", "our", "my"}:
        source = owner, owner
    elif owner >= 0 and tokens[owner].lower.endswith(("'s", "s'")):
        first = owner
        while first > 0 and tokens[first - 1].is_capitalised:
            first -= 1
        source = first, owner
    if "that" not in cue.entry.frames:
        begin = cue.last + (1 if "to" in cue.entry.frames else 2)
        return _without_words(unit, cue, source, begin, following) if begin < len(tokens) else None
    content = said_after(tokens, cue.last + 1, cue, None, None)
    return None if content is None else _statement(unit, cue, source, *content)


def _passive(unit: Unit, cue: Cue) -> Statement | None:
    """ "The plan was opposed by the union": the subject is what the source's attitude is about."""
    tokens = unit.tokens
    subject = source_before(tokens, cue.first, passive=True, any_subject=True)
    source = source_after(tokens, cue.last + 2)
    if subject is None or source is None:
        return None
    span = Span(tokens[subject[0]].start, tokens[subject[1]].end)
    return replace(_statement(unit, cue, source, span, "indirect"), act="thought")


def _wants_attitude(tokens: Tokens, begin: int, frames: frozenset[str]) -> bool:
    """ "vowed to leave", "opposed the plan": no words of theirs follow, whatever stands before."""
    if begin >= len(tokens) or tokens[begin].quote is not None:
        return False
    if tokens[begin].lower == "to":
        return "to" in frames
    return "object" in frames and not frames & {"that", "quote", "label"} and tokens[begin].is_word


def _fits(tokens: Tokens, content: tuple[Span, Kind], frames: frozenset[str]) -> bool:
    """True where a cue of these frames can introduce such a content."""
    span, kind = content
    if {"that", "document", "question"} & frames:
        return True
    if "label" in frames:
        return has_quote(tokens, span)
    return kind != "indirect" and "quote" in frames


def _opens_clause(tokens: Tokens, index: int) -> bool:
    return index < len(tokens) and tokens[index].lower in FINITE


def _attitude(unit: Unit, cue: Cue, source: Range | None, following: Cue | None) -> Statement | None:
    """What somebody wants, supports or opposes, without their words: "refused to testify", "opposed the plan"."""
    tokens, frames, begin = unit.tokens, cue.entry.frames, cue.last + 1
    if source is None or begin >= len(tokens) or not ({"to", "object"} & frames):
        return None
    infinitive = tokens[begin].lower == "to"
    if infinitive != ("to" in frames) and not (not infinitive and "object" in frames):
        return None
    if not infinitive and tokens[begin].quote is not None:
        quoted = _statement(unit, cue, source, Span(tokens[begin].start, tokens[begin].end), "mixed")
        return replace(quoted, act="speech") if len(tokens[begin].text.split()) > 3 else quoted
    if not infinitive and (not tokens[begin].is_word or tokens[begin].lower in LEADS):
        return None
    return _without_words(unit, cue, source, begin, following)


def _without_words(unit: Unit, cue: Cue, source: Range | None, begin: int, following: Cue | None) -> Statement | None:
    """An attitude whose object runs from ``begin`` to the end of its clause; ``None`` where nothing follows."""
    tokens = unit.tokens
    if begin >= len(tokens):
        return None
    last = begin
    while last + 1 < len(tokens):
        token = tokens[last + 1]
        ends = token.text in CLAUSE_ENDS and not is_abbreviation(tokens, last + 1)
        if ends or token.lower in ENDS_OBJECT:
            break
        if following is not None and last + 1 >= following.first - 1 and token.lower == "and":
            break
        last += 1
    span = Span(tokens[begin].start, tokens[last].end)
    statement = _statement(unit, cue, source, span, "indirect")
    return replace(statement, act="thought")


def _statement(unit: Unit, cue: Cue, source: Range | None, content: Span, kind: Kind) -> Statement:
    return Statement(unit, cue.span(unit), cue.entry.lemma, cue.entry.act, cue.entry.cue_class, source, content, kind)


def _is_document(tokens: Tokens, source: Range | None) -> bool:
    return source is not None and any(
        source_nouns().get(t.lower) == "document" for t in tokens[source[0] : source[1] + 1]
    )


def names_medium(tokens: Tokens, source: Range) -> bool:
    """True where a source is a newspaper, an agency or a broadcaster."""
    return any(
        (entity_words().get(t.lower) == "media" and t.is_capitalised) or source_nouns().get(t.lower) == "media"
        for t in tokens[source[0] : source[1] + 1]
    )
