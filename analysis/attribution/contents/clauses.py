"""Stage 5, contents: clauses. Finds where what is said begins and ends: before a cue, after it, or around it."""

from __future__ import annotations

from itertools import pairwise

from analysis.attribution.contents.adjuncts import SETTING, SUBORDINATE, is_led, opens_amount, shows_verb
from analysis.attribution.contents.ends import reported_end
from analysis.attribution.cues import ACCORDING, Cue, Statement, is_cue
from analysis.attribution.sentences import Range, Token, Tokens, is_abbreviation
from analysis.attribution.sources.around_cue import source_before
from analysis.attribution.words import (
    AMOUNTS,
    AUXILIARIES,
    CLAUSE_MARKS,
    CONNECTIVES,
    CONTENT_ENDS,
    DETERMINERS,
    END_MARKS,
    FINITE,
    IRREGULAR,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    common_words,
    is_adverb,
)
from analysis.types import Kind, Span

#: a span of what is said, and whether it is quoted
Content = tuple[Span, Kind]
CONTRACTED = frozenset("it's he's she's there's that's i'm we're they're you're i've we've they've i'll we'll".split())
#: "Asked about the vote, Smith said yes": a clause that begins like this is the reporter's
QUESTIONED = frozenset("asked pressed reached questioned contacted".split())
#: words after a statement that only add to it
ADDING = SUBORDINATE | SETTING | {"of", "about", "and", "but"}
#: words before "Smith said" that begin a description of the scene
SCENE = SUBORDINATE | SETTING | {"however", "meanwhile", "according"}
#: words that continue a sentence after its attribution
CONTINUES = SUBORDINATE | {"who", "which", "but", "and"}
NEVER_SAID = PREPOSITIONS | {"and", "but"}
BETWEEN_STATEMENTS = CLAUSE_MARKS | {".", "and", "but"}
PAUSES = frozenset([",", "—", "–", "-", "--"])
#: most tokens of a description of the scene
LONGEST_SCENE = 12
#: most tokens before "Smith said" that an interrupted statement is taken to begin with
LONGEST_OPENING = 12
#: most tokens before a quotation that belong to the same statement
LONGEST_LEAD = 25
#: most tokens from a verb of saying to the comma in "As Smith noted on Monday, C"
LONGEST_AS = 8
#: most tokens between two commas of an insertion
LONGEST_INSERTION = 15


def clause_follows(tokens: Tokens, after: int, has_content_before: bool, cue: Cue) -> bool:
    """True where what follows the cue, from the token ``after`` on, can be what is said."""
    if after >= len(tokens) or tokens[after].text in END_MARKS:
        return False
    token = tokens[after]
    if token.quote is not None or token.text == ":":
        return True
    if token.lower == "that" and len(tokens) - after > 3:
        return True
    if token.text in PAUSES:
        return not has_content_before and after + 1 < len(tokens) and tokens[after + 1].quote is not None
    if not _can_begin_content(tokens, after, has_content_before, cue):
        return False
    if token.lower in CONTRACTED:
        return True  # "he says it's fine"
    if token.lower in PRONOUNS and after + 1 < len(tokens) and tokens[after + 1].lower in AUXILIARIES:
        return True  # "Flake said he would"
    if _is_only_manner(tokens, after):
        return False
    return _has_enough_words(tokens, after) or (not has_content_before and _goes_on(tokens, after))


def _can_begin_content(tokens: Tokens, after: int, has_content_before: bool, cue: Cue) -> bool:
    """False for a punctuation mark, for a preposition, and for words that only add to the content before the cue."""
    word = tokens[after].lower
    if cue.entry.lemma not in {"say", "tell"} and word in PREPOSITIONS and word != "about":
        return False
    amount = word == "about" and after + 1 < len(tokens) and _is_amount(tokens[after + 1])
    if not tokens[after].is_word or (word in {"about", "of", "for", "to", "with"} and not amount):
        return False
    return not (has_content_before and word in ADDING)


def _is_amount(token: Token) -> bool:
    """True for a number in digits or words."""
    return token.text[0].isdigit() or token.text[0] in "$£€" or token.lower in AMOUNTS


def _is_only_manner(tokens: Tokens, after: int) -> bool:
    """ "testified voluntarily in 1998": an adverb and no verb after it."""
    word = tokens[after].lower
    if not (word.endswith("ly") and is_adverb(word)) or any(t.quote is not None for t in tokens[after:]):
        return False
    return not shows_verb(tokens[after + 1 :])


def _has_enough_words(tokens: Tokens, after: int) -> bool:
    """True where a quotation or at least three words come before the next pause."""
    words_ahead = 0
    for index in range(after, len(tokens)):
        following = tokens[index]
        if following.quote is not None:
            return True
        if following.is_word:
            words_ahead += 1
        elif following.text in {",", ".", ";", "—"} and words_ahead < 3 and not is_abbreviation(tokens, index):
            return tokens[after].is_capitalised and _resumes(tokens, index)
    return words_ahead >= 3


def _goes_on(tokens: Tokens, after: int) -> bool:
    """ "said most days, drivers skip breakfast", "said growers, millers and bakers should talk"."""
    comma = next((k for k in range(after, min(after + 3, len(tokens))) if tokens[k].text == ","), None)
    if comma is None or comma + 1 >= len(tokens) or tokens[after].lower in ADDING:
        return False
    rest = tokens[comma + 1 : comma + LONGEST_INSERTION]
    if rest[0].lower in CONTINUES or rest[0].lower.endswith("ing") or rest[0].quote is not None:
        return False
    subject = next((k for k, t in enumerate(rest) if not t.is_word), len(rest))
    return subject > 2 and not any(is_cue(t.lower) for t in rest[:subject])


def _resumes(tokens: Tokens, comma: int) -> bool:
    """ "said Trump, despite his wealth, is ahead": after a second comma the clause continues with its verb."""
    end = min(comma + LONGEST_INSERTION, len(tokens))
    close = next((k for k in range(comma + 1, end) if tokens[k].text == ","), None)
    return close is not None and shows_verb(tokens[close + 1 : close + 2])


def words_follow(tokens: Tokens, after: int) -> bool:
    """True where the clause continues with words that can be what is said."""
    if after >= len(tokens) or tokens[after].lower in NEVER_SAID:
        return False
    following = tokens[after : after + 3]
    return any(t.quote is not None for t in following) or sum(t.is_word for t in following) > 1


def said_after(tokens: Tokens, after: int, cue: Cue, following: Cue | None, source: Range | None) -> Content | None:
    """Return what is said after the cue: up to the next statement, or the end of the unit.

    ``following`` is the next cue of the unit.
    """
    begin = after
    while begin < len(tokens) and (tokens[begin].text in PAUSES | {":"} or tokens[begin].lower == "that"):
        begin += 1
    if begin < len(tokens) and source is not None and source[0] > 0 and tokens[source[0] - 1].lower == "what":
        begin += tokens[begin].lower in FINITE  # "what elders say is the saint's birthday"
    if begin >= len(tokens) or (is_title(tokens, begin) and tokens[begin - 1].lower.endswith("'s")):
        return None
    last = len(tokens) - 1 if following is None else _last_before_cue(tokens, begin, cue, following)
    if source is not None and source[0] > 0 and tokens[source[0] - 1].lower in SUBORDINATE:
        # "While Smith said it would hold, ...": the main clause after the comma is the reporter's.
        last = next((k - 1 for k in range(begin + 1, last) if tokens[k].text == ","), last)
    if tokens[begin].quote is not None and begin < last and _ends_with_quotation(tokens, begin, last):
        last = begin
    return content_of(tokens, begin, strip_end(tokens, begin, reported_end(tokens, begin, last)))


def _last_before_cue(tokens: Tokens, begin: int, cue: Cue, following: Cue) -> int:
    """The last token of what is said where another cue follows in the unit."""
    last = len(tokens) - 1
    subject = source_before(tokens, following.first)
    cut = subject[0] - 1 if subject else following.first - 1
    if cut > begin and _separates(tokens, cut):
        own_subject = subject is not None or tokens[following.first].lower.endswith("ing")
        if own_subject or following.entry is ACCORDING:
            last = cut - 1
    if _shares_subject(tokens, cue, following):
        last = following.first - 2  # "announced that he was ill and vowed to return"
    return last


def _separates(tokens: Tokens, index: int) -> bool:
    """True for a comma or the like, and for "and" after one."""
    if tokens[index].text in {",", ";", "—"}:
        return True
    return tokens[index].lower in {"and", "but", "while"} and tokens[index - 1].text in {",", ";"}


def _shares_subject(tokens: Tokens, cue: Cue, following: Cue) -> bool:
    """True where a second verb, joined by "and", has the subject and the tense of the first."""
    joined = following.first - 2 > cue.last and tokens[following.first - 1].lower in {"and", "but"}
    first, second = tokens[cue.first].lower, tokens[following.first].lower
    return joined and (_is_past(first), first.endswith("s")) == (_is_past(second), second.endswith("s"))


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or (verb in IRREGULAR and not verb.endswith("s"))


def _ends_with_quotation(tokens: Tokens, quotation: int, last: int) -> bool:
    """True where only the quotation is said, and what follows it is a clause of the outlet."""
    mark = tokens[quotation + 1].text
    if mark not in {",", ";", "—", "–"} | END_MARKS:
        # A quotation of whole words that ends with its own full stop or comma.
        complete = final_character(tokens[quotation].text) in ".!?,…"
        return complete and len(tokens[quotation].text.split()) > 3
    return not (quotation + 2 <= last and tokens[quotation + 2].quote is not None and mark == ",")


def final_character(quoted: str) -> str:
    """Return the last character of a quotation before its closing marks, or ""."""
    return quoted.rstrip("”\"’'»")[-1:]


def after_as(tokens: Tokens, source: Range, cue: Cue) -> Content | None:
    """Return C of "As Smith noted, C" and "As my colleague Ann Lee has written, C"; ``None`` for other sentences."""
    first = source[0] - (source[0] > 0 and tokens[source[0] - 1].lower in DETERMINERS)
    leading = [t.lower for t in tokens[:first] if t.is_word]
    comma = next(
        (k for k in range(cue.last + 1, min(cue.last + LONGEST_AS, len(tokens))) if tokens[k].text == ","), None
    )
    after = tokens[cue.last + 1].lower if cue.last + 1 < len(tokens) else ""
    if comma != cue.last + 1 and not (after in PREPOSITIONS | TIMES or is_adverb(after)):
        return None  # "As Smith read the words, the hall rose"
    if comma is None or not leading or leading[-1] != "as" or not set(leading[:-1]) <= CONNECTIVES | {"just"}:
        return None
    if tokens[cue.last].lower.endswith("ing") or source[0] > cue.first:
        return None
    last = strip_end(tokens, comma + 1, reported_end(tokens, comma + 1, len(tokens) - 1))
    return content_of(tokens, comma + 1, last) if shows_verb(tokens[comma + 1 : last + 1]) else None


def said_before(tokens: Tokens, clause: int, earlier: list[Statement], follows: bool) -> Content | None:
    """Return what is said before "Smith said", the clause at the token ``clause``: a quotation, or words up to a comma.

    ``follows`` tells whether the cue may have its content after it; then it has no part in that of an earlier cue.
    """
    last = clause - 1
    if last > 0 and tokens[last].lower == "as":  # "C, as Smith explained.", "“C,” as Smith told the Times"
        last -= closes_with_comma(tokens, last - 1) or (not follows and tokens[last - 1].text in PAUSES)
    if last >= 0 and tokens[last].text in PAUSES | {"?", "!"}:
        last -= 1
    elif last >= 0 and tokens[last].quote is None:
        return None
    if last < 0 or is_title(tokens, last):
        return None
    begin = _after_earlier(tokens, clause, last, earlier, follows)
    if tokens[last].quote is not None:
        if begin < last and _is_apart(tokens[begin:last]):
            begin = last
        return content_of(tokens, begin, last)
    dash = next((k for k in range(last - 1, begin, -1) if tokens[k].text in {"—", "–", "--", ";"}), None)
    begin = begin if dash is None else dash + 1
    participle = common_words().get(tokens[begin].lower) == "VBN" and tokens[begin + 1].lower in PREPOSITIONS
    if last - begin < 2 or tokens[begin].lower in QUESTIONED or participle or _sets_scene(tokens, begin, last):
        return None
    return content_of(tokens, begin, last)


def _after_earlier(tokens: Tokens, clause: int, last: int, earlier: list[Statement], follows: bool) -> int:
    """The first token after the contents of earlier statements that end before the clause."""
    begin = 0
    for known in earlier:
        runs_to_end = known.kind == "indirect" and known.content.end == tokens[last].end
        if known.act == "thought" or (runs_to_end and not follows):
            continue
        if known.content.end <= tokens[last].end and known.cue.start < tokens[clause].start:
            while begin < last and tokens[begin].start < max(known.content.end, known.cue.end):
                begin += 1
            while begin < last and tokens[begin].text in BETWEEN_STATEMENTS:
                begin += 1
    return begin


def _is_apart(lead: Tokens) -> bool:
    """True where the words before a quotation are not part of its statement."""
    return len(lead) > LONGEST_LEAD or any(t.text in {";", ":"} or t.text in END_MARKS for t in lead)


def _sets_scene(tokens: Tokens, begin: int, last: int) -> bool:
    """ "In the days before the vote, Smith said": a short phrase led by a preposition or a conjunction."""
    short = tokens[begin].lower in SCENE and last - begin < LONGEST_SCENE and not opens_amount(tokens, begin)
    return short and not any(t.text == "," for t in tokens[begin:last])


def has_object(tokens: Tokens, cue: Cue) -> bool:
    """True where a verb has an object of its own after it, so that no clause before it is what is said.

    "C, Smith said", "C, Smith told reporters on Monday" and "C, Smith said in a letter" have none.
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
    """True for a name in quotation marks after a word: "on “Sunday Morning Futures,” Smith said"."""
    if tokens[index].quote is None or index == 0 or not tokens[index - 1].is_word:
        return False
    words = [word for word in tokens[index].text.split() if len(word) > 4]
    return 1 < len(words) < 8 and all(word.lstrip("“\"‘'").istitle() for word in words)


def closes_with_comma(tokens: Tokens, last: int) -> bool:
    """True for a quotation that ends with a comma or a question mark: what follows names its speaker."""
    return tokens[last].quote is not None and final_character(tokens[last].text) in {",", "?", "!", "—"}


def said_around(tokens: Tokens, clause: int, after: int, before: Content | None) -> Content | None:
    """Return a statement that its attribution interrupts: "The museum, Mr. Obama said, would make visitors think."

    It runs from its first word to its last, with the attribution inside. ``before`` is what is said before ``clause``.
    """
    if after >= len(tokens) or tokens[after].text != "," or clause == 0:
        return None
    rest = tokens[after + 1 :]
    if not rest or (sum(t.is_word for t in rest) < 3 and all(t.quote is None for t in rest)):
        return None
    if rest[0].quote is not None:
        return _interrupted_quotation(tokens, clause, before, rest[0])
    opens = all(t.lower in CONNECTIVES or not t.is_word for t in tokens[:clause])
    if tokens[clause - 1].quote is not None or (_begins_new_clause(rest) and not opens):
        return None
    begin = before[0].start if before is not None else _start_of_sentence(tokens, clause, rest[0])
    end = tokens[strip_end(tokens, after + 1, reported_end(tokens, after + 1, len(tokens) - 1))].end
    quoted = any(t.quote is not None for t in rest) or (before is not None and before[1] != "indirect")
    return Span(begin, end), "mixed" if quoted else "indirect"


def _interrupted_quotation(tokens: Tokens, clause: int, before: Content | None, second: Token) -> Content | None:
    """ "“One,” she said, “two.”": one sentence in two pieces, unless the second begins with a capital."""
    if before is None or second.text[1:2].isupper():
        return None
    if tokens[clause - 1].quote is None and is_led(tokens, before[0]):
        return None
    return Span(before[0].start, second.end), "direct" if before[1] == "direct" else "mixed"


def _begins_new_clause(rest: Tokens) -> bool:
    """True where the words after "Smith said," are a clause of the outlet: ", adding that", ", who was there"."""
    first = rest[0].lower
    if first in CONTINUES:
        return True
    return first.endswith("ing") and (is_cue(first) or not any(t.lower in AUXILIARIES for t in rest[1:7]))


def _start_of_sentence(tokens: Tokens, clause: int, resumed: Token) -> int:
    """Where an interrupted statement starts: at the first word of the unit if that is near, else at ``resumed``."""
    opening = 0
    while opening < clause and not tokens[opening].is_word:
        opening += 1
    return tokens[opening].start if clause - opening <= LONGEST_OPENING else resumed.start


def is_caption(source: Tokens) -> bool:
    """True for "This file photo shows" and "FILE - In this picture Ann Lee says"."""
    return source[0].text == "FILE" or any(
        first.lower == "file" and second.lower in {"photo", "frame", "photograph", "image"}
        for first, second in pairwise(source)
    )


def has_quote(tokens: Tokens, span: Span) -> bool:
    """True where a quotation begins inside a span."""
    return any(t.quote is not None and span.start <= t.start < span.end for t in tokens)


def content_of(tokens: Tokens, begin: int, last: int) -> Content | None:
    """Return the tokens ``begin`` to ``last`` as what is said; ``None`` for less than two words or a quotation."""
    if begin > last or begin >= len(tokens):
        return None
    inside = tokens[begin : last + 1]
    is_quoted = any(t.quote is not None for t in inside)
    words = sum(t.is_word for t in inside)
    if not is_quoted and words < 2:
        return None
    span = Span(tokens[begin].start, tokens[last].end)
    if not is_quoted:
        return span, "indirect"
    return span, "mixed" if words else "direct"


def strip_end(tokens: Tokens, begin: int, last: int) -> int:
    """Return the last token from ``begin`` to ``last`` without the punctuation at the end."""
    while last > begin and tokens[last].quote is None and tokens[last].text in CONTENT_ENDS:
        last -= 1
    return last
