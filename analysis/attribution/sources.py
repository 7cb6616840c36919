"""Stage 4, sources: finds the words of a clause that name who speaks, before a cue or after it."""

from __future__ import annotations

from analysis.attribution.sentences import Range, Token, Tokens, is_abbreviation
from analysis.attribution.words import (
    AUXILIARIES,
    CLAUSE_MARKS,
    CONNECTIVES,
    DASHES,
    DETERMINERS,
    FINITE,
    IRREGULAR,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
    VERBS,
    WEEKDAYS,
    common_words,
    entity_words,
    is_adverb,
    source_nouns,
)

#: most tokens of a noun phrase
LONGEST = 30
#: common verbs of saying, and "that"
SAYING = frozenset("said says say told tells tell added adds wrote writes tweeted quoted that".split())
#: words that are a source by themselves: "tweeted another"
ALONE = frozenset("another others many some one most".split())
#: phrases between commas after a subject that say nothing about it
PARENTHETICALS = frozenset(
    ["for example", "for instance", "in contrast", "by contrast", "in turn", "of course", "for one", "for his part",
     "for her part", "for their part", "for its part", "in response", "on the other hand", "in fact", "after all"]
)  # fmt: skip
PASSIVE = frozenset(["was", "were", "is", "are", "been", "being"])
PRONOUNS_AND_VERBS = VERBS | PRONOUNS
#: words that are skipped between a subject and its verb
BEFORE_CUE = PERFECT | {"did", "does", "do"}
BEFORE_PASSIVE = BEFORE_CUE | PASSIVE
#: words that begin a noun phrase
LEADING = DETERMINERS | {"another", "one"}
#: most characters of a nickname with its quotation marks
LONGEST_NICKNAME = 24
#: words that begin a relative clause
RELATIVE = frozenset(["who", "which", "that"])
#: words that end the noun phrase after a cue
STOPS_AFTER = frozenset("when while as after before because though although but if where during since amid".split())


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
    if tokens[last].text in DASHES or (tokens[last].text == "-" and not _joins_words(tokens, last)):
        return _with_dashes(tokens, last)
    if tokens[last].lower in {"who", "which", "that"} and last >= 1:
        before = last - 2 if tokens[last - 1].text == "," else last - 1
        return _up_to(tokens, before, last, any_subject=tokens[last].lower == "who")
    return _with_relative_clause(tokens, last) or _with_name(tokens, _phrase_before(tokens, last, any_subject))


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
    antecedent = _phrase_before(tokens, before, any_subject) if before >= 0 else None
    return None if antecedent is None else (_past_verb(tokens, antecedent), last)


def _with_relative_clause(tokens: Tokens, last: int) -> Range | None:
    """ "Critics who oppose the plan said", "those who spoke said": the noun phrase and its relative clause."""
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
    if not following.text.islower() or following.lower in PRONOUNS | DETERMINERS:
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
    return word in IRREGULAR or word.endswith(("ed", "ing"))


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
            return _phrase_before(tokens, opening - 1)  # "Others, however, say"
        if opening <= 0 or tokens[opening].quote is not None or not _adds_to_name(tokens, opening + 1, close):
            return None
        head = _phrase_before(tokens, opening - 1, any_subject=True)
        is_addition = head is not None and _is_role_after_name(tokens, head[0])
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
    head = _phrase_before(tokens, opening - 1) if opening > 0 else None
    return None if head is None else (head[0], close - 1)


def _adds_to_name(tokens: Tokens, first: int, end: int, strict: bool = False) -> bool:
    """True where the tokens from ``first`` up to ``end`` can describe a name between commas.

    ``strict``: only where they certainly do, such as an age or a relative clause.
    """
    if first >= end:
        return False
    token = tokens[first]
    if token.lower in {"in", "at", "on"} and end - first < 6:
        return True
    if token.text.isdigit() or token.lower in {"jr", "sr", "who", "whose", "which", "d", "r"}:
        return True
    if strict:
        return False
    if any(t.lower in FINITE for t in tokens[first:end]) and not token.lower.endswith("ing"):
        return False
    return (
        token.lower in DETERMINERS
        or token.lower in source_nouns()
        or token.lower in {"now", "then", "also", "formerly", "himself", "herself", "struck", "known"}
        or (token.text.islower() and token.lower.endswith(("ed", "ing")) and token.lower not in PREPOSITIONS)
        or token.is_capitalised
        or any(t.lower in source_nouns() for t in tokens[first:end])
    )


def _phrase_before(tokens: Tokens, last: int, any_subject: bool = False) -> Range | None:
    """The noun phrase that ends with the token ``last``."""
    if tokens[last].quote is not None:
        return None
    if tokens[last].lower in PRONOUNS:
        return last, last
    first = last + 1
    while first > 0 and last - first < LONGEST:
        token = tokens[first - 1]
        if token.quote is not None:
            if not _is_nickname(tokens, first - 1, last):
                break
        elif token.text == ".":
            if not is_abbreviation(tokens, first - 1):
                break
        elif token.lower in {"and", "or"}:
            if not _joins(tokens, first - 1, last):
                break
        elif (
            (token.text in CLAUSE_MARKS and not _joins_words(tokens, first - 1))
            or (token.lower in SUBORDINATORS and token.text.islower())
            or (token.lower in AUXILIARIES and token.text.islower())
            or token.lower in {"which", "who", "there", "said", "says"}
        ) or (token.lower in PERFECT and first <= last):
            break
        first -= 1
    return _trimmed(tokens, first, last, any_subject)


def _is_nickname(tokens: Tokens, quotation: int, last: int) -> bool:
    """True for a quotation within a name: Jim “Doc” Smith."""
    text = tokens[quotation].text
    inside = 0 < quotation < last and tokens[quotation + 1].is_capitalised and tokens[quotation - 1].is_capitalised
    return inside and len(text) <= LONGEST_NICKNAME and text[-2:-1] not in {",", ".", "?", "!"}


def _joins(tokens: Tokens, at: int, last: int) -> bool:
    """True where "and" joins two names or two kinds of people, not two clauses."""
    if at == 0 or at >= last or tokens[at + 1].lower in PRONOUNS:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if (before.is_capitalised and after.is_capitalised) or (
        before.lower in source_nouns() and (after.lower in source_nouns() or tokens[last].lower in source_nouns())
    ):
        return True
    # "Experts on Korea and nuclear arms said": no verb comes before "and" in this clause.
    return not _has_verb(tokens, at)


def _has_verb(tokens: Tokens, end: int) -> bool:
    """True where the clause up to ``end`` contains a verb, or is too long to be a noun phrase."""
    for index in range(end - 1, max(-1, end - 9), -1):
        token = tokens[index]
        if token.quote is not None or token.text in CLAUSE_MARKS or token.lower in {"that", "as", "while", "but"}:
            return index == end - 1
        if token.lower in PRONOUNS_AND_VERBS or (
            token.text[0].islower() and len(token.text) > 4 and token.lower.endswith(("ed", "ing"))
        ):
            return True
    return end > 9


def _trimmed(tokens: Tokens, first: int, last: int, any_subject: bool) -> Range | None:
    """The source in a phrase, without the words before it that are no part of it; ``None`` where it names none."""
    first = _past_connectives(tokens, first, last)
    if first > last or tokens[first].lower in {"there", "what's", "it's", "that's", "there's"}:
        return None
    if tokens[first].lower in PREPOSITIONS:
        first = _last_phrase(tokens, first, last)
    if any_subject:
        return first, last
    if tokens[last].is_capitalised and tokens[first].lower in {"a", "an", "the"}:
        first = _without_object(tokens, first, last)
    return (first, last) if names_a_source(tokens, first, last) or _says(tokens, first, last) else None


def _past_connectives(tokens: Tokens, first: int, last: int) -> int:
    """The first token after connectives, adverbs, times and punctuation marks."""
    while first <= last and (
        tokens[first].lower in CONNECTIVES
        or (is_adverb(tokens[first].lower) and tokens[first].lower != "first" and not tokens[first].is_capitalised)
        or not (tokens[first].is_word or tokens[first].quote)
        or (tokens[first].lower in TIMES and first < last)
    ):
        first += 1
    return first


def _last_phrase(tokens: Tokens, first: int, last: int) -> int:
    """The first token of the last noun phrase after a preposition: "In an interview Smith said"."""
    begin = last
    while begin > first and tokens[begin - 1].lower not in PREPOSITIONS and tokens[begin].lower not in DETERMINERS:
        if tokens[begin].is_capitalised and not _continues_name(tokens[begin - 1]):
            break
        begin -= 1
    return begin


def _without_object(tokens: Tokens, first: int, last: int) -> int:
    """The first token of the name in "a challenge Trump said he would win", where the noun before it is no role."""
    name = last
    while name > first and _continues_name(tokens[name - 1]):
        name -= 1
    between = tokens[first + 1 : name]
    if any(t.is_capitalised or t.lower in source_nouns() or not t.is_word for t in between):
        return first
    return name if between else first


def _continues_name(token: Token) -> bool:
    return token.is_capitalised or token.text == "."


def _says(tokens: Tokens, first: int, last: int) -> bool:
    """True for a short noun phrase before a common verb of saying: "one said", "innkeepers say", "the miller said"."""
    if not any(t.lower in SAYING for t in tokens[last + 1 : last + 5]):
        return False
    if first == last and (tokens[first].lower in ALONE or tokens[first].lower.endswith("s")):
        return True
    if tokens[first].text[0].isdigit():
        return last - first < 8
    return tokens[first].lower in LEADING and 0 < last - first < 8


def names_a_source(tokens: Tokens, first: int, last: int) -> bool:
    """True where the tokens can name somebody or something that speaks."""
    return any(
        (token.is_capitalised and token.lower not in TIMES and token.lower not in DETERMINERS)
        or token.lower in PRONOUNS
        or token.lower in source_nouns()
        for token in tokens[first : last + 1]
        if token.quote is None
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
    end = _phrase_end(tokens, start)
    phrase = tokens[start : end + 1]
    bare = not any(t.is_capitalised for t in phrase) or (
        tokens[end].text.islower()
        and any(source_nouns().get(t.lower) == "unnamed_person" for t in phrase)
        and _only_name_follows(tokens, end + 1)
    )
    while end + 2 < len(tokens) and tokens[end + 1].text == "," and _apposition_follows(tokens, end + 2, bare):
        end = _phrase_end(tokens, end + 2)
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


def _phrase_end(tokens: Tokens, start: int) -> int:
    """The last token of the noun phrase that begins with the token ``start``."""
    index = start
    while index + 1 < len(tokens):
        following = tokens[index + 1]
        if following.quote is not None or following.lower in STOPS_AFTER:
            break
        if following.text == "." and not is_abbreviation(tokens, index + 1):
            break
        if following.text in CLAUSE_MARKS and not _joins_words(tokens, index + 1):
            break
        if (following.lower in WEEKDAYS or following.lower in TIMES) and not tokens[index].lower.endswith(("'s", "s'")):
            break
        if following.lower in {"on", "in", "at", "via"} and _begins_time_or_place(tokens, index + 2):
            break
        if following.lower == "for" and index + 2 < len(tokens) and tokens[index + 2].lower.endswith("ing"):
            break  # "criticized by his rivals for failing"
        if following.lower in FINITE and "who" not in {t.lower for t in tokens[start : index + 1]}:
            break
        if index - start > LONGEST:
            break
        index += 1
    return index


def _joins_words(tokens: Tokens, index: int) -> bool:
    """True for a hyphen or a slash without spaces: "Reuters/Ipsos"."""
    if tokens[index].text not in {"-", "/"} or not 0 < index < len(tokens) - 1:
        return False
    return tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start


def _begins_time_or_place(tokens: Tokens, index: int) -> bool:
    """True for what makes a phrase after "on", "in", "at" or "via" an adverbial: "a", a day, a month, a number."""
    if index >= len(tokens):
        return False
    word = tokens[index].lower
    return word in {"a", "an"} or word in WEEKDAYS or entity_words().get(word) == "date" or word.isdigit()


def _apposition_follows(tokens: Tokens, index: int, bare: bool) -> bool:
    """True for an addition between commas: ", the chairman of the board,", ", 34,", ", who spoke ...".

    ``bare``: the phrase has no name yet, so a name may follow ("its president, Abel Roke").
    """
    first = tokens[index].lower
    if first in {"who", "whose"}:
        return not any(t.lower == "that" or t.quote is not None for t in tokens[index : _phrase_end(tokens, index) + 2])
    if first.isdigit():
        return index + 1 >= len(tokens) or not tokens[index + 1].is_word and tokens[index + 1].text not in {"%", "-"}
    if first not in DETERMINERS and first not in source_nouns() and not (bare and tokens[index].is_capitalised):
        return False
    end = _phrase_end(tokens, index)
    closes = end + 1 >= len(tokens) or tokens[end + 1].text in {",", ".", ";", "—"}
    words = [t.lower for t in tokens[index : end + 1]]
    named = bare and tokens[index].is_capitalised
    return (
        closes
        and (named or any(w in source_nouns() for w in words))
        and not any(w in IRREGULAR or w == "read" for w in words)
    )
