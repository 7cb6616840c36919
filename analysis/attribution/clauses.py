"""The words of a clause: where what is said begins and ends, before a cue, after it, or around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.attribution.adjuncts import SETTING
from analysis.attribution.cues import ACCORDING, Cue, is_cue
from analysis.attribution.sources import (
    IRREGULAR,
    VERBS,
    Range,
    Tokens,
    is_abbreviation,
    is_amount,
    source_before,
    source_nouns,
)
from analysis.attribution.statement import Statement
from analysis.attribution.tokens import Token
from analysis.attribution.words import (
    AUXILIARIES,
    CLAUSE_MARKS,
    CONNECTIVES,
    CONTENT_ENDS,
    DETERMINERS,
    END_MARKS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    is_adverb,
)
from analysis.types import Kind, Span

CONTRACTED = frozenset("it's he's she's there's that's i'm we're they're you're i've we've they've i'll we'll".split())
#: "Asked about the vote, Smith said yes": what opens the sentence is the reporter's
QUESTIONED = frozenset("asked pressed reached questioned contacted".split())
SUBORDINATE = frozenset("though although while after before when as if because since".split())
#: behind words already said, what only adds to them
ADDING = SUBORDINATE | SETTING | {"of", "about", "and", "but"}
SCENE = SUBORDINATE | SETTING | {"however", "meanwhile", "according"}
LEADS = PREPOSITIONS | SUBORDINATE
LEADS_ADJUNCT = LEADS | TIMES
GOES_ON = SUBORDINATE | {"who", "which", "but", "and"}
NO_WORDS = PREPOSITIONS | {"and", "but"}
BETWEEN_STATEMENTS = CLAUSE_MARKS | {".", "and", "but"}
OPENS_SENTENCE = CONNECTIVES - SUBORDINATE
UNNAMED = DETERMINERS | PREPOSITIONS

#: what a page sets before a colon, and nobody says
NOBODY = frozenset(
    ["file photo", "photo", "photos", "image", "caption", "video", "watch", "listen", "live", "correction", "note",
     "clarification", "editor's note", "editors' note", "update", "updated", "breaking", "related", "read more", "more",
     "see also"]
)  # fmt: skip


def clause_follows(tokens: Tokens, after: int, said_before: bool, cue: Cue) -> bool:
    """True where what follows the cue can be what is said."""
    if after >= len(tokens) or tokens[after].text in END_MARKS:
        return False
    token = tokens[after]
    if token.quote is not None or token.text == ":":
        return True
    if token.lower == "that" and len(tokens) - after > 3:
        return True
    if token.text in {",", "—", "–", "-", "--"}:
        return not said_before and after + 1 < len(tokens) and tokens[after + 1].quote is not None
    if cue.entry.lemma not in {"say", "tell"} and token.lower in PREPOSITIONS and token.lower != "about":
        return False
    amount = token.lower == "about" and after + 1 < len(tokens) and is_amount(tokens[after + 1])
    if not token.is_word or (token.lower in {"about", "of", "for", "to", "with"} and not amount):
        return False
    if said_before and token.lower in ADDING:
        return False
    if token.lower in CONTRACTED:
        return True  # "he says it's fine"
    if token.lower in PRONOUNS and after + 1 < len(tokens) and tokens[after + 1].lower in AUXILIARIES:
        return True  # "Flake said he would"
    if (
        token.lower.endswith("ly")
        and is_adverb(token.lower)
        and all(t.quote is None for t in tokens[after:])
        and not shows_verb(tokens[after + 1 :])
    ):
        return False  # "testified voluntarily in 1998"
    words_ahead = 0
    for index in range(after, len(tokens)):
        following = tokens[index]
        if following.quote is not None:
            return True
        if following.is_word:
            words_ahead += 1
        elif following.text in {",", ".", ";", "—"} and words_ahead < 3 and not is_abbreviation(tokens, index):
            return token.is_capitalised and _resumes(tokens, index)
    return words_ahead >= 3


def _resumes(tokens: Tokens, comma: int) -> bool:
    """ "said Trump, despite his wealth, is ahead": behind a second comma the clause goes on with its verb."""
    close = next((k for k in range(comma + 1, min(comma + 15, len(tokens))) if tokens[k].text == ","), None)
    return close is not None and shows_verb(tokens[close + 1 : close + 2])


def is_adjunct(tokens: Tokens, span: Span) -> bool:
    """True where words before "Smith said" only set the scene: "This month in Iowa", "Speaking on Sunday"."""
    inside = [t for t in tokens if span.start <= t.start < span.end]
    if any(t.quote is not None for t in inside):
        return False
    return (is_led(tokens, span) and "," not in {t.text for t in inside}) or not shows_verb(inside)


def is_led(tokens: Tokens, span: Span) -> bool:
    """True where a preposition, a conjunction or a participle opens the words."""
    first = next(t.lower for t in tokens if t.start >= span.start and t.lower not in {"even", "just", "only"})
    return first in LEADS_ADJUNCT or (first.endswith("ing") and len(first) > 5)


def words_follow(tokens: Tokens, after: int) -> bool:
    """True where the clause goes on with words that can be what is said."""
    if after >= len(tokens) or tokens[after].lower in NO_WORDS:
        return False
    following = tokens[after : after + 3]
    return any(t.quote is not None for t in following) or sum(t.is_word for t in following) > 1


def shows_verb(tokens: Sequence[Token]) -> bool:
    """True where a finite verb shows: an auxiliary, a known past form, or an ending."""
    return any(t.lower in VERBS or (t.is_word and t.text.islower() and t.lower.endswith("ed")) for t in tokens)


def said_after(
    tokens: Tokens, after: int, cue: Cue, following: Cue | None, source: Range | None
) -> tuple[Span, Kind] | None:
    begin = after
    while begin < len(tokens) and (
        tokens[begin].text in {",", ":", "—", "–", "-", "--"} or tokens[begin].lower == "that"
    ):
        begin += 1
    if begin >= len(tokens):
        return None
    last = len(tokens) - 1
    if following is not None:
        subject = source_before(tokens, following.first)
        cut = subject[0] - 1 if subject else following.first - 1
        if cut > begin and (
            tokens[cut].text in {",", ";", "—"}
            or (tokens[cut].lower in {"and", "but", "while"} and tokens[cut - 1].text in {",", ";"})
        ):
            if subject is not None or tokens[following.first].lower.endswith("ing") or following.entry is ACCORDING:
                last = cut - 1
        if _goes_on(tokens, cue, following):
            last = following.first - 2  # "announced that he was ill and vowed to return"
    subordinate = source is not None and source[0] > 0 and tokens[source[0] - 1].lower in SUBORDINATE
    if subordinate:
        comma = next((k for k in range(begin + 1, last) if tokens[k].text == ","), None)
        if comma is not None:
            last = comma - 1
    if tokens[begin].quote is not None:
        # “...” and then a new clause of the outlet: the quotation alone is what is said.
        if begin + 1 <= last and tokens[begin + 1].text in {",", ";", "—", "–"} | END_MARKS:
            quoted_on = begin + 2 <= last and tokens[begin + 2].quote is not None and tokens[begin + 1].text == ","
            if not quoted_on:
                last = begin
        elif begin + 1 <= last and _ends_like_speech(tokens[begin]):
            last = begin
    return content_of(tokens, begin, strip_end(tokens, begin, last))


def _goes_on(tokens: Tokens, cue: Cue, following: Cue) -> bool:
    """True where a second verb, joined by "and", has the subject and the tense of the first."""
    joined = following.first - 2 > cue.last and tokens[following.first - 1].lower in {"and", "but"}
    first, second = tokens[cue.first].lower, tokens[following.first].lower
    return joined and (_is_past(first), first.endswith("s")) == (_is_past(second), second.endswith("s"))


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or (verb in IRREGULAR and not verb.endswith("s"))


def _ends_like_speech(token: Token) -> bool:
    """A quotation of whole words that ends with its own full stop or comma."""
    quote = token.quote
    return quote is not None and token.text.rstrip("”\"’'»")[-1:] in ".!?,…" and len(token.text.split()) > 3


def said_before(
    tokens: Tokens, clause: int, earlier: list[Statement], cue: Cue, follows: bool
) -> tuple[Span, Kind] | None:
    """What stands before "Smith said": a quotation, or a clause closed with a comma.

    ``follows``: the cue may have its words behind it, so what an earlier cue introduced is not its own.
    """
    last = clause - 1
    if last < 0:
        return None
    if tokens[last].text in {",", "—", "–", "-", "--", "?", "!"}:
        last -= 1
    elif tokens[last].quote is None:
        return None
    if last < 0 or is_title(tokens, last):
        return None
    begin = 0
    for statement in earlier:
        runs_to_end = statement.kind == "indirect" and statement.content.end == tokens[last].end
        if statement.act == "thought" or (runs_to_end and not follows):
            continue
        if statement.content.end <= tokens[last].end and statement.cue.start < tokens[clause].start:
            while begin < last and tokens[begin].start < max(statement.content.end, statement.cue.end):
                begin += 1
            while begin < last and tokens[begin].text in BETWEEN_STATEMENTS:
                begin += 1
    if tokens[last].quote is None:
        dash = next((k for k in range(last - 1, begin, -1) if tokens[k].text in {"—", "–", "--", ";"}), None)
        begin = begin if dash is None else dash + 1
    if begin > last:
        return None
    if tokens[last].quote is None and (last - begin < 2 or tokens[begin].lower in QUESTIONED):
        return None
    if (
        tokens[last].quote is None
        and tokens[begin].lower in SCENE
        and last - begin < 12
        and not any(t.text == "," for t in tokens[begin:last])
    ):
        return None
    if tokens[last].quote is not None and begin < last:
        lead = tokens[begin:last]
        if any(t.text in {";", ":"} or t.text in END_MARKS for t in lead) or len(lead) > 25:
            begin = last
    return content_of(tokens, begin, last)


def has_object(tokens: Tokens, cue: Cue) -> bool:
    """True where a verb has something else to say or do behind it, so that no clause before it is what is said.

    "C, Smith said", "C, Smith told reporters on Monday" and "C, Smith said in a letter" have nothing.
    """
    after = cue.last + 1
    if after >= len(tokens) or not tokens[after].is_word:
        return False
    if tokens[cue.last].lower.endswith("ing"):
        return True
    if "addressee" in cue.entry.frames or cue.entry.lemma == "write":
        return False
    following = tokens[after].lower
    return not (
        following in PREPOSITIONS | TIMES | SUBORDINATE or is_adverb(following) or following in {"this", "last"}
    )


def is_title(tokens: Tokens, index: int) -> bool:
    """A name in marks behind a word: "on “Sunday Morning Futures,” Smith said"."""
    if tokens[index].quote is None or index == 0 or not tokens[index - 1].is_word:
        return False
    words = [word for word in tokens[index].text.split() if len(word) > 4]
    return 1 < len(words) < 8 and all(word.lstrip("“\"‘'").istitle() for word in words)


def closes_with_comma(tokens: Tokens, last: int) -> bool:
    """A quotation that ends with a comma or a question mark: what follows says who spoke it."""
    return tokens[last].quote is not None and tokens[last].text.rstrip("”\"’'»")[-1:] in {",", "?", "!", "—"}


def said_around(tokens: Tokens, clause: int, after: int, before: tuple[Span, Kind] | None) -> tuple[Span, Kind] | None:
    """A statement with its attribution set into it: "The museum, Mr. Obama said, would make visitors think."

    Its content runs from its first word to its last, the attribution inside.
    """
    if after >= len(tokens) or tokens[after].text != "," or clause == 0:
        return None
    rest = tokens[after + 1 :]
    words = [t for t in rest if t.is_word]
    first = rest[0] if rest else None
    if first is None or (len(words) < 3 and all(t.quote is None for t in rest)):
        return None
    if first.quote is not None:
        # “One,” she said, “two.”: one sentence in two pieces, unless the first piece ends it.
        if before is None or first.text[1:2].isupper():
            return None
        if tokens[clause - 1].quote is None and is_led(tokens, before[0]):
            return None
        return Span(before[0].start, first.end), "direct" if before[1] == "direct" else "mixed"
    if (
        tokens[clause - 1].quote is not None
        or (first.lower.endswith("ing") and (is_cue(first.lower) or not any(t.lower in AUXILIARIES for t in rest[1:7])))
        or first.lower in GOES_ON
    ):
        return None
    begin = before[0].start if before is not None else tokens[after + 1].start
    if before is None:
        opening = 0
        while opening < clause and not tokens[opening].is_word:
            opening += 1
        begin = tokens[opening].start if clause - opening <= 12 else begin
    end = tokens[strip_end(tokens, after + 1, len(tokens) - 1)].end
    quoted = any(t.quote is not None for t in rest) or (before is not None and before[1] != "indirect")
    return Span(begin, end), "mixed" if quoted else "indirect"


def subject_of(tokens: Tokens, cue: int) -> Range | None:
    """The subject of the sentence, for "Smith left the room, saying ..." and "Smith rose and said ..."."""
    first = 0
    while first < cue and (
        tokens[first].text in CLAUSE_MARKS or tokens[first].lower in OPENS_SENTENCE or is_adverb(tokens[first].lower)
    ):
        first += 1
    if tokens[first].lower in LEADS:
        # "Outside the court, Smith rose and said ...": the subject stands behind the comma.
        first = next((k + 1 for k in range(first, cue) if tokens[k].text == ","), cue)
    last = first
    while last < cue and last - first < 14:
        token = tokens[last]
        if token.quote is not None or not (token.is_word or is_abbreviation(tokens, last)):
            break
        if token.lower in PRONOUNS and last == first:
            return first, first
        if token.lower in VERBS or (
            last > first
            and (is_adverb(token.lower) or (token.text.islower() and token.lower.endswith(("ed", "es", "ing"))))
        ):
            break
        last += 1
    last -= 1
    if last < first:
        return None
    named = any(t.is_capitalised and t.lower not in UNNAMED for t in tokens[first : last + 1])
    known = any(source_nouns().get(t.lower) for t in tokens[first : last + 1])
    return (first, last) if named or known else None


def is_caption(source: Tokens) -> bool:
    """ "This file photo shows", "FILE - In this picture Ann Lee says"."""
    return source[0].text == "FILE" or any(
        first.lower == "file" and second.lower in {"photo", "frame", "photograph", "image"}
        for first, second in pairwise(source)
    )


def has_quote(tokens: Tokens, span: Span) -> bool:
    return any(t.quote is not None and span.start <= t.start < span.end for t in tokens)


def content_of(tokens: Tokens, begin: int, last: int) -> tuple[Span, Kind] | None:
    if begin > last or begin >= len(tokens):
        return None
    inside = tokens[begin : last + 1]
    quoted = [t for t in inside if t.quote is not None]
    plain = [t for t in inside if t.is_word]
    if not quoted and len(plain) < 2:
        return None
    span = Span(tokens[begin].start, tokens[last].end)
    if not quoted:
        return span, "indirect"
    return span, "direct" if not plain else "mixed"


def strip_end(tokens: Tokens, begin: int, last: int) -> int:
    while last > begin and tokens[last].quote is None and tokens[last].text in CONTENT_ENDS:
        last -= 1
    return last
