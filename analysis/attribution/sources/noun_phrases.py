"""Stage 4, sources: noun phrases. Where the phrase before a verb begins, and where one after it ends."""

from __future__ import annotations

from analysis.attribution.sentences import Range, Token, Tokens, is_abbreviation
from analysis.attribution.words import (
    AUXILIARIES,
    CLAUSE_MARKS,
    CONNECTIVES,
    DETERMINERS,
    FINITE,
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
PRONOUNS_AND_VERBS = VERBS | PRONOUNS
#: words that begin a noun phrase
LEADING = DETERMINERS | {"another", "one"}
#: most characters of a nickname with its quotation marks
LONGEST_NICKNAME = 24
#: forms that are finite verbs and no participles
FINITE_ONLY = frozenset(
    "went came saw gave took ran began spoke wrote grew knew fell rose became chose drew drove flew forgot shook wore "
    "did wants".split()
)
#: prepositions after a full name that lead to a place or an occasion, which is no part of the source
SURROUNDS = frozenset("in on at during after outside inside near about against over with from".split())
#: nouns before a name that begins a clause: "up to the moment Smith denied it"
OCCASIONS = frozenset("moment day time week month year night hour minute second morning way reason fact case".split())
#: words that end the noun phrase after a cue
STOPS_AFTER = frozenset("when while as after before because though although but if where during since amid".split())


def phrase_before(tokens: Tokens, last: int, any_subject: bool = False) -> Range | None:
    """The noun phrase that ends with the token ``last``."""
    if tokens[last].quote is not None:
        return None
    if tokens[last].lower.partition("'")[0] in PRONOUNS:
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
            (
                token.text in CLAUSE_MARKS
                and not joins_words(tokens, first - 1)
                and not _lists_names(tokens, first - 1, last)
            )
            or (token.lower in SUBORDINATORS and token.text.islower() and not _is_such_as(tokens, first - 1))
            or (token.lower in AUXILIARIES and token.text.islower())
            or token.lower in {"which", "who", "there", "said", "says"}
        ) or (token.lower in PERFECT and first <= last):
            break
        first -= 1
    return _trimmed(tokens, first, last, any_subject)


def _is_such_as(tokens: Tokens, index: int) -> bool:
    """True for "as" in "conservatives such as Smith"."""
    return tokens[index].lower == "as" and index > 1 and tokens[index - 1].lower == "such"


def _is_nickname(tokens: Tokens, quotation: int, last: int) -> bool:
    """True for a quotation within a name: Jim “Doc” Smith."""
    text = tokens[quotation].text
    inside = 0 < quotation < last and tokens[quotation + 1].is_capitalised and tokens[quotation - 1].is_capitalised
    return inside and len(text) <= LONGEST_NICKNAME and text[-2:-1] not in {",", ".", "?", "!"}


def _lists_names(tokens: Tokens, comma: int, last: int) -> bool:
    """True for the commas in "Google, Facebook and Twitter" and "Pelosi, Nadler, and Schiff"; not after a place."""
    if tokens[comma].text != "," or not 0 < comma < last or not tokens[comma - 1].is_capitalised:
        return False
    first = comma
    while first > 0 and _continues_name(tokens[first - 1]):
        first -= 1
    before = tokens[first - 1] if first else None
    opens = before is None or before.text == "," or before.quote is not None or before.lower in CONNECTIVES
    kinds = {entity_words().get(token.lower) for token in tokens[first:comma]}
    if not opens or kinds & {"date", "place"} or WEEKDAYS & {token.lower for token in tokens[first:comma]}:
        return False
    after = comma + 1 + (tokens[comma + 1].lower == "and")
    begin = after
    while after <= last and _continues_name(tokens[after]):
        after += 1
    joined = tokens[comma + 1].lower == "and" or (after < last and tokens[after].lower == "and")
    joined = joined or (after + 1 < last and tokens[after].text == "," and tokens[after + 1].lower == "and")
    return joined and begin <= last and tokens[begin].is_capitalised


def _joins(tokens: Tokens, at: int, last: int) -> bool:
    """True where "and" joins two names or two kinds of people, not two clauses."""
    if at == 0 or at >= last or tokens[at + 1].lower in PRONOUNS:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.text == "," and after.is_capitalised:
        return _lists_names(tokens, at - 1, last)
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
    verb = _last_verb(tokens, first, last)
    if verb is not None:
        first = _last_phrase(tokens, verb + 1, last)
    first = _past_occasion(tokens, first, last)
    if any_subject:
        return first, last
    if tokens[last].is_capitalised and tokens[first].lower in {"a", "an", "the"}:
        first = _without_object(tokens, first, last)
    return (first, last) if names_a_source(tokens, first, last) or _says(tokens, first, last) else None


def _past_occasion(tokens: Tokens, first: int, last: int) -> int:
    """The name in "he liked it up to the moment Smith", whose words before it say when."""
    name = last
    while name > first and _continues_name(tokens[name]):
        name -= 1
    return name + 1 if first < name < last and tokens[name].lower in OCCASIONS else first


def _past_connectives(tokens: Tokens, first: int, last: int) -> int:
    """The first token after connectives, adverbs, times and punctuation marks."""
    while first <= last and (
        tokens[first].lower in CONNECTIVES
        or (is_adverb(tokens[first].lower) and tokens[first].lower != "first" and not tokens[first].is_capitalised)
        or not (tokens[first].is_word or tokens[first].quote)
        or (tokens[first].lower in TIMES and first < last)
        or (tokens[first].lower in WEEKDAYS and first < last and tokens[first + 1].text == ",")
    ):
        first += 1
    return first


def _last_verb(tokens: Tokens, first: int, last: int) -> int | None:
    """The last verb in a phrase, which is then the object of a verb: "he wants the bill Democrats say"."""
    for index in range(last - 1, first, -1):
        word = tokens[index].lower
        if tokens[index].text.islower() and (word in FINITE_ONLY or common_words().get(word) == "VBZ"):
            return index
    return None


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
    following = [t.lower for t in tokens[last + 1 : last + 5]]
    if SAYING.isdisjoint(following[following[:1] == ["that"] :]):  # not for "the things that went on"
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


def phrase_end(tokens: Tokens, start: int) -> int:
    """The last token of the noun phrase that begins with the token ``start``."""
    index = start
    while index + 1 < len(tokens):
        following = tokens[index + 1]
        if following.quote is not None or following.lower in STOPS_AFTER:
            break
        if following.text == "." and not is_abbreviation(tokens, index + 1):
            break
        if following.text in CLAUSE_MARKS and not joins_words(tokens, index + 1):
            break
        if (following.lower in WEEKDAYS or following.lower in TIMES) and not tokens[index].lower.endswith(("'s", "s'")):
            break
        if following.lower in {"on", "in", "at", "via"} and begins_time_or_place(tokens, index + 2):
            break
        if (
            following.lower in SURROUNDS
            and ends_full_name(tokens, start, index)
            and not _leads_to_name(tokens, index + 2)
        ):
            break  # "asked Ann Lee in the long segment that ..."
        if following.lower == "for" and index + 2 < len(tokens) and tokens[index + 2].lower.endswith("ing"):
            break  # "criticized by his rivals for failing"
        if following.lower in FINITE and "who" not in {t.lower for t in tokens[start : index + 1]}:
            break
        if index - start > LONGEST:
            break
        index += 1
    return index


def ends_full_name(tokens: Tokens, start: int, last: int) -> bool:
    """True where a phrase ends, so far, with a name of two words or more."""
    return (
        last > start
        and tokens[last].is_capitalised
        and (tokens[last - 1].is_capitalised or tokens[last - 1].text == ".")
    )


def _leads_to_name(tokens: Tokens, index: int) -> bool:
    """True for a name after a preposition, with or without "the": "Ann Lee of the Pier Guild"."""
    after = next((t for t in tokens[index : index + 2] if t.lower not in DETERMINERS), None)
    return after is not None and after.is_capitalised


def joins_words(tokens: Tokens, index: int) -> bool:
    """True for a hyphen or a slash without spaces: "Reuters/Ipsos"."""
    if tokens[index].text not in {"-", "/"} or not 0 < index < len(tokens) - 1:
        return False
    return tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start


def begins_time_or_place(tokens: Tokens, index: int) -> bool:
    """True for what makes a phrase after "on", "in", "at" or "via" an adverbial: "a", a day, a month, a number."""
    if index >= len(tokens):
        return False
    word = tokens[index].lower
    return word in {"a", "an"} or word in WEEKDAYS or entity_words().get(word) == "date" or word.isdigit()
