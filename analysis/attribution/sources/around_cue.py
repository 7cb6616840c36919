"""Stage 4, sources: finds the words of a clause that name who speaks, before a cue or after it."""

from __future__ import annotations

from analysis.attribution.sentences import Range, Tokens, is_abbreviation
from analysis.attribution.sources.noun_phrases import (
    ALONE,
    LONGEST,
    SAYING,
    joins_words,
    names_a_source,
    phrase_before,
    phrase_end,
)
from analysis.attribution.words import (
    CLAUSE_MARKS,
    CONJUNCTIONS,
    CONNECTIVES,
    DASHES,
    DETERMINERS,
    FINITE,
    IRREGULAR,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    VERBS,
    WEEKDAYS,
    common_words,
    is_adverb,
    source_nouns,
)

#: phrases between commas after a subject that say nothing about it
PARENTHETICALS = frozenset(
    ["for example", "for instance", "in contrast", "by contrast", "in turn", "of course", "for one", "for his part",
     "for her part", "for their part", "for its part", "in response", "on the other hand", "in fact", "after all"]
)  # fmt: skip
PASSIVE = frozenset(["was", "were", "is", "are", "been", "being"])
#: words that are skipped between a subject and its verb
BEFORE_CUE = PERFECT | {"did", "does", "do"}
BEFORE_PASSIVE = BEFORE_CUE | PASSIVE
#: words that begin a relative clause
RELATIVE = frozenset(["who", "which", "that"])


def source_before(tokens: Tokens, cue: int, passive: bool = False, any_subject: bool = False) -> Range | None:
    """Return the subject of the verb at ``cue``: the noun phrase on its left, with its appositions.

    Before a common verb of saying any noun phrase counts ("the 46-year-old said"); before other verbs it must name a
    kind of source.

    ``passive``: also skip "was" and "is", as in "was quoted as saying". ``any_subject``: it need not name a source.
    """
    between = BEFORE_PASSIVE if passive else BEFORE_CUE
    last = cue - 1
    while last >= 0 and (is_adverb(tokens[last].lower) or tokens[last].lower in between):
        last -= 1
    last = _before_date(tokens, last)
    if last < 0:
        return None
    if tokens[last].text == ",":
        return _with_name(tokens, _with_apposition(tokens, last))
    if tokens[last].lower == "whom" and last >= 2 and tokens[last - 1].lower == "of":
        return last - 2, last
    if tokens[last].text in DASHES or (tokens[last].text == "-" and not joins_words(tokens, last)):
        return _with_dashes(tokens, last)
    if tokens[last].lower in {"who", "which", "that"} and last >= 1:
        before = last - 2 if tokens[last - 1].text == "," else last - 1
        return _up_to(tokens, before, last, any_subject=tokens[last].lower == "who")
    return _with_relative_clause(tokens, last) or _with_name(tokens, phrase_before(tokens, last, any_subject))


def source_with(tokens: Tokens, participle: int) -> Range | None:
    """ "with Lund asking if", "was Uncle Theo explaining how": the name right before a participle."""
    if not participle or not tokens[participle - 1].is_capitalised:
        return None
    first = participle - 1
    while first > 0 and tokens[first - 1].is_capitalised:
        first -= 1
    return (first, participle - 1) if first and tokens[first - 1].lower in {"with", "was", "is", "of"} else None


def _up_to(tokens: Tokens, before: int, last: int, any_subject: bool = False) -> Range | None:
    """The range from the noun phrase that ends with the token ``before`` to the token ``last``."""
    antecedent = phrase_before(tokens, before, any_subject) if before >= 0 else None
    return None if antecedent is None else (_past_verb(tokens, antecedent), last)


def _with_relative_clause(tokens: Tokens, last: int) -> Range | None:
    """ "Critics who oppose the plan said", "those who spoke said": the noun phrase and its relative clause."""
    if tokens[last].lower in {"and", "or", "but"}:
        return None  # "claimants who entered the country and sought help"
    if RELATIVE.isdisjoint([token[3] for token in tokens[max(0, last - LONGEST) : last]]):
        return None
    for index in range(last - 1, max(0, last - LONGEST), -1):
        token = tokens[index]
        if token.quote is not None or token.text in CLAUSE_MARKS or token.lower in {"said", "says"}:
            return None
        if token.text == "." and not is_abbreviation(tokens, index):
            return None
        if token.lower in RELATIVE:
            if not _opens_relative_clause(tokens, index):
                return None
            return (index - 1, last) if tokens[index - 1].lower == "those" else _up_to(tokens, index - 1, last)
    return None


def _opens_relative_clause(tokens: Tokens, index: int) -> bool:
    """True where a verb follows "who" or "that", which is then its subject."""
    following = tokens[index + 1]
    if not following.text.islower() or following.lower.partition("'")[0] in PRONOUNS | DETERMINERS:
        return False
    finite = ("VBD", "VBN", "VBZ", "VBP", "MD", "RB")
    is_verb = following.lower in VERBS or common_words().get(following.lower, "").startswith(finite)
    return tokens[index].lower == "who" or is_verb


def _before_date(tokens: Tokens, last: int) -> int:
    """The last token before a day or a year: "Smith on Monday said", "Smith in 2018 said"."""
    while last >= 0 and (
        tokens[last].lower in WEEKDAYS or (len(tokens[last].text) == 4 and tokens[last].text.isdigit())
    ):
        last -= 2 if last > 0 and tokens[last - 1].lower in {"on", "in", "late", "early", "last"} else 1
    return last


def _past_verb(tokens: Tokens, phrase: Range) -> int:
    """The first token of an antecedent: in "reached a deal with critics who" it is "critics"."""
    first, last = phrase
    verbs = (k for k in range(first, last) if tokens[k].text.islower() and _is_verb_form(tokens[k].lower))
    verb = first if tokens[first].lower in PRONOUNS and last > first else next(verbs, None)
    if verb is None:
        return first
    object_of = (k + 1 for k in range(last - 1, verb, -1) if tokens[k].lower in PREPOSITIONS - {"of"})
    noun_phrase = (k for k in range(last - 1, verb, -1) if tokens[k].lower in DETERMINERS)
    return next(object_of, next(noun_phrase, first))


def _is_verb_form(word: str) -> bool:
    return word in IRREGULAR or word.endswith(("ed", "ing")) or common_words().get(word) == "VBZ"


def _with_name(tokens: Tokens, phrase: Range | None) -> Range | None:
    """Add the name before a role: "Ann Lee, head of policy at the bank said"."""
    if phrase is None or phrase[0] < 3 or tokens[phrase[0] - 1].text != "," or tokens[phrase[0]].is_capitalised:
        return phrase
    name = phrase[0] - 1
    while name > 0 and (tokens[name - 1].is_capitalised or is_abbreviation(tokens, name - 1)):
        name -= 1
    alone = name == 0 or tokens[name - 1].quote is not None or not tokens[name - 1].is_word
    role = any(source_nouns().get(t.lower) == "unnamed_person" for t in tokens[phrase[0] : phrase[1] + 1])
    if phrase[0] - 1 - name < 2 or not alone or not role:
        return phrase
    return name, phrase[1]


def _with_apposition(tokens: Tokens, comma: int) -> Range | None:
    """ "Smith, 34, a teacher in Ohio, said": the name and up to three additions between commas before it."""
    close = comma
    for _ in range(3):
        opening = close - 1
        while opening >= 0 and tokens[opening].text != "," and (tokens[opening].quote is None or opening == close - 1):
            if tokens[opening].text in {";", ":", "—"} or close - opening > LONGEST:
                return None
            opening -= 1
        between = tokens[opening + 1 : close]
        if opening > 0 and (
            " ".join(t.lower for t in between) in PARENTHETICALS
            or all(t.lower in CONNECTIVES or is_adverb(t.lower) for t in between)
        ):
            return phrase_before(tokens, opening - 1)  # "Others, however, say"
        if opening <= 0 or tokens[opening].quote is not None or not _adds_to_name(tokens, opening + 1, close):
            return None
        head = phrase_before(tokens, opening - 1, any_subject=True)
        is_addition = head is not None and (
            _is_role_after_name(tokens, head[0]) or (head[0] > 1 and tokens[head[0] - 1].lower == "who")
        )
        if head is not None and not is_addition and not _adds_to_name(tokens, head[0], opening, strict=True):
            return head[0], comma - 1
        close = opening
    return None


def _is_role_after_name(tokens: Tokens, first: int) -> bool:
    """True for a role that a comma joins to a name: "Ann Lee, Director of Policy, the Salem Coalition,"."""
    return (
        first > 2
        and tokens[first - 1].text == ","
        and source_nouns().get(tokens[first].lower) == "unnamed_person"
        and tokens[first - 2].is_capitalised
        and tokens[first - 3].is_capitalised
    )


def _with_dashes(tokens: Tokens, close: int) -> Range | None:
    """ "Kall -- editor of a book on debates -- said": the name and the addition between dashes."""
    mark = tokens[close].text
    opening = next((k for k in range(close - 1, max(-1, close - LONGEST), -1) if tokens[k].text == mark), 0)
    head = phrase_before(tokens, opening - 1) if opening > 0 else None
    return None if head is None else (head[0], close - 1)


def _adds_to_name(tokens: Tokens, first: int, end: int, strict: bool = False) -> bool:
    """True where the tokens from ``first`` up to ``end`` can describe a name between commas.

    ``strict``: only where they certainly do, such as an age or a relative clause.
    """
    if first >= end:
        return False
    token = tokens[first]
    if token.lower in CONJUNCTIONS:
        return False  # another clause, as in "rates rose, and banks cut loans,"
    if token.lower in {"in", "at", "on"} and end - first < 6:
        return True
    if token.text.isdigit() or token.lower in {"jr", "sr", "who", "whose", "which", "d", "r"}:
        return True
    if strict:
        return False
    clause = next((k for k in range(first, end) if tokens[k].lower in RELATIVE), end)
    if any(t.lower in FINITE for t in tokens[first:clause]) and not token.lower.endswith("ing"):
        return False
    return (
        token.lower in DETERMINERS
        or token.lower in source_nouns()
        or token.lower in {"now", "then", "also", "formerly", "himself", "herself", "struck", "known"}
        or (token.text.islower() and token.lower.endswith(("ed", "ing")) and token.lower not in PREPOSITIONS)
        or token.is_capitalised
        or any(t.lower in source_nouns() for t in tokens[first:end])
    )


def source_after(tokens: Tokens, start: int, any_noun: bool = False) -> Range | None:
    """Return the noun phrase that begins with the token ``start`` after "said" or "according to", with its appositions.

    ``None`` where it cannot name a source. ``any_noun``: after "according to" any thing can be one ("the charges").
    """
    if start >= len(tokens) or not tokens[start].is_word:
        return None
    first = tokens[start]
    if not (
        first.is_capitalised
        or first.lower in DETERMINERS
        or first.lower in source_nouns()
        or _leads_to_noun(tokens, start)
    ):
        return None
    if first.lower in ALONE and (start + 1 >= len(tokens) or not tokens[start + 1].is_word):
        return start, start
    if first.lower in SUBORDINATORS or first.lower in {"it", "he", "she", "they", "we", "i", "there"}:
        return None
    end = phrase_end(tokens, start)
    phrase = tokens[start : end + 1]
    bare = not any(t.is_capitalised for t in phrase) or (
        tokens[end].text.islower()
        and any(source_nouns().get(t.lower) == "unnamed_person" for t in phrase)
        and _only_name_follows(tokens, end + 1)
    )
    while end + 2 < len(tokens) and tokens[end + 1].text == "," and _apposition_follows(tokens, end + 2, bare):
        end = phrase_end(tokens, end + 2)
    led = first.lower in DETERMINERS and end > start and start > 0
    led = led and (any_noun or tokens[start - 1].lower in SAYING)
    return (start, end) if led or names_a_source(tokens, start, end) else None


def _only_name_follows(tokens: Tokens, comma: int) -> bool:
    """True where a comma and a name of two to four words end the sentence: ", Nicole Porter."."""
    close = next((k for k in range(comma + 1, min(comma + 6, len(tokens))) if not tokens[k].is_word), len(tokens))
    named = 2 <= close - comma - 1 <= 4 and all(t.is_capitalised for t in tokens[comma + 1 : close])
    return named and (close == len(tokens) or tokens[close].text in {",", "."})


def _leads_to_noun(tokens: Tokens, start: int) -> bool:
    """True for adjectives before a noun that names a kind of source, and for a role before a name."""
    if tokens[start].lower not in PREPOSITIONS and any(t.is_capitalised for t in tokens[start + 1 : start + 3]):
        return True
    return any(t.lower in source_nouns() for t in tokens[start : start + 4] if t.is_word)


def _apposition_follows(tokens: Tokens, index: int, bare: bool) -> bool:
    """True for an addition between commas: ", the chairman of the board,", ", 34,", ", who spoke ...".

    ``bare``: the phrase has no name yet, so a name may follow ("its president, Abel Roke").
    """
    first = tokens[index].lower
    if first in {"who", "whose"}:
        return not any(t.lower == "that" or t.quote is not None for t in tokens[index : phrase_end(tokens, index) + 2])
    if first.isdigit():
        return index + 1 >= len(tokens) or not (tokens[index + 1].is_word or tokens[index + 1].text in {"%", "-"})
    if first not in DETERMINERS and first not in source_nouns() and not (bare and tokens[index].is_capitalised):
        return False
    end = phrase_end(tokens, index)
    closes = end + 1 >= len(tokens) or tokens[end + 1].text in {",", ".", ";", "—"}
    words = [t.lower for t in tokens[index : end + 1]]
    named = bare and tokens[index].is_capitalised
    return (
        closes
        and (named or any(w in source_nouns() for w in words))
        and not any(w in IRREGULAR or w == "read" for w in words)
    )
