"""Stage 4: sources. The words of a clause that name who speaks, before a cue or after it."""

from __future__ import annotations

from functools import cache

from analysis.attribution.tokens import Token
from analysis.attribution.words import (
    AMOUNTS,
    AUXILIARIES,
    CLAUSE_MARKS,
    CONNECTIVES,
    DASHES,
    DETERMINERS,
    FINITE,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
    WEEKDAYS,
    is_adverb,
)
from analysis.lexicons import words

Tokens = tuple[Token, ...]
#: first and last token of a noun phrase
Range = tuple[int, int]
LONGEST = 30
SAYING = frozenset("said says say told tells tell added adds wrote writes tweeted quoted that".split())
#: words that name somebody by themselves after "said": "tweeted another"
ALONE = frozenset("another others many some one most".split())
#: what may stand between commas after a subject
PARENTHETICALS = frozenset(
    ["for example", "for instance", "in contrast", "by contrast", "in turn", "of course", "for one", "for his part",
     "for her part", "for their part", "for its part", "in response", "on the other hand", "in fact", "after all"]
)  # fmt: skip
#: past forms that show a verb without the ending -ed
IRREGULAR = frozenset(
    "said told took went made gave left came saw got ran met won lost held kept led put set let began spoke wrote "
    "says tells takes goes makes gives leaves comes sees gets runs meets wins loses holds keeps leads puts sets "
    "paid fell rose grew knew thought felt brought bought spent meant built cut hit shot stood understood became "
    "broke chose drew drove fought flew forgot froze hid sent sat sold slept struck taught threw wore sought "
    "pays falls rises grows knows thinks feels brings means needs wants shows stands becomes".split()
)
PASSIVE = frozenset(["was", "were", "is", "are", "been", "being"])
#: forms that show a finite verb
VERBS = FINITE | IRREGULAR
PRONOUNS_AND_VERBS = VERBS | PRONOUNS
BEFORE_CUE = PERFECT | {"did", "does", "do"}
BEFORE_PASSIVE = BEFORE_CUE | PASSIVE
LEADING = DETERMINERS | {"another", "one"}


@cache
def source_nouns() -> dict[str, str]:
    """Noun -> the type of source it names; organisations in the plural are groups without a name."""
    nouns = words("sources", "noun", "type")
    bodies = [noun for noun, kind in nouns.items() if kind == "named_organisation"]
    plurals = {noun[:-1] + "ies" if noun.endswith("y") else noun + "s": "unnamed_group" for noun in bodies}
    return plurals | nouns


@cache
def entity_words() -> dict[str, str]:
    """Word inside a name -> what such a name names."""
    return words("entities", "word", "kind")


def is_amount(token: Token) -> bool:
    """True for a number in digits or words."""
    return token.text[0].isdigit() or token.text[0] in "$£€" or token.lower in AMOUNTS


def is_year(token: Token) -> bool:
    """True for four digits."""
    return len(token.text) == 4 and token.text.isdigit()


def is_abbreviation(tokens: Tokens, index: int) -> bool:
    """True for the full stop of "Gen." or "J." inside a name."""
    return (
        tokens[index].text == "."
        and 0 < index < len(tokens) - 1
        and tokens[index - 1].is_capitalised
        and (len(tokens[index - 1].text) <= 4 or entity_words().get(tokens[index - 1].lower) == "title")
        and tokens[index].start == tokens[index - 1].end
    )


def source_before(tokens: Tokens, cue: int, passive: bool = False, any_subject: bool = False) -> Range | None:
    """The subject of the verb at ``cue``: the noun phrase on its left, appositions included.

    Before a plain verb of saying any noun phrase will do ("the 46-year-old said"); before others it
    must name a kind of source.

    ``passive``: also look past "was" and "is", as in "was quoted as saying". ``any_subject``: it
    need not name anybody.
    """
    between = BEFORE_PASSIVE if passive else BEFORE_CUE
    last = cue - 1
    while last >= 0 and (is_adverb(tokens[last].lower) or tokens[last].lower in between):
        last -= 1
    while last >= 0 and (tokens[last].lower in WEEKDAYS or is_year(tokens[last])):
        last -= 2 if last > 0 and tokens[last - 1].lower in {"on", "in", "late", "early", "last"} else 1
    if last < 0:
        return None
    if tokens[last].text == ",":
        return _with_name(tokens, _with_apposition(tokens, last))
    if tokens[last].lower == "whom" and last >= 2 and tokens[last - 1].lower == "of":
        return last - 2, last
    if tokens[last].text in DASHES:
        return _with_dashes(tokens, last)
    if tokens[last].lower in {"who", "which", "that"} and last >= 1:
        before = last - 2 if tokens[last - 1].text == "," else last - 1
        antecedent = _phrase_before(tokens, before) if before >= 0 else None
        return None if antecedent is None else (_past_verb(tokens, antecedent), last)
    return _with_name(tokens, _phrase_before(tokens, last, any_subject))


def _past_verb(tokens: Tokens, phrase: Range) -> int:
    """Where an antecedent begins: "reached a deal with critics who" is "critics who"."""
    first, last = phrase
    verbs = (k for k in range(first, last) if tokens[k].text.islower() and _is_verb_form(tokens[k].lower))
    verb = next(verbs, None)
    if verb is None:
        return first
    return next((k + 1 for k in range(last - 1, verb, -1) if tokens[k].lower in PREPOSITIONS - {"of"}), first)


def _is_verb_form(word: str) -> bool:
    return word in IRREGULAR or word.endswith(("ed", "ing"))


def _with_name(tokens: Tokens, phrase: Range | None) -> Range | None:
    """ "Ann Lee, head of policy at the bank said": a role that stands behind a name takes the name in."""
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
    """ "Smith, 34, a teacher in Ohio, said": walk back over up to three comma-separated additions."""
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
        if head is not None and not _adds_to_name(tokens, head[0], opening, strict=True):
            return head[0], comma - 1
        close = opening
    return None


def _with_dashes(tokens: Tokens, close: int) -> Range | None:
    """ "Kall -- editor of a book on debates -- said": the addition stands between dashes."""
    opening = next((k for k in range(close - 1, max(-1, close - LONGEST), -1) if tokens[k].text in DASHES), 0)
    head = _phrase_before(tokens, opening - 1) if opening > 0 else None
    return None if head is None else (head[0], close - 1)


def _adds_to_name(tokens: Tokens, first: int, end: int, strict: bool = False) -> bool:
    """True where tokens ``first`` to ``end`` can follow a name between commas."""
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
    """The noun phrase that ends at ``last``."""
    if tokens[last].quote is not None:
        return None
    if tokens[last].lower in PRONOUNS:
        return last, last
    first = last + 1
    while first > 0 and last - first < LONGEST:
        token = tokens[first - 1]
        if token.quote is not None:
            # A nickname within a name: Jim “Doc” Smith
            inside = first > 1 and first <= last and tokens[first].is_capitalised and tokens[first - 2].is_capitalised
            if not inside or len(token.text) > 24 or token.text[-2:-1] in {",", ".", "?", "!"}:
                break
        elif token.text == ".":
            if not is_abbreviation(tokens, first - 1):
                break
        elif token.lower in {"and", "or"}:
            if not _joins(tokens, first - 1, last):
                break
        elif (
            token.text in CLAUSE_MARKS
            or (token.lower in SUBORDINATORS and token.text.islower())
            or (token.lower in AUXILIARIES and token.text.islower())
            or token.lower in {"which", "who", "there", "said", "says"}
        ) or (token.lower in PERFECT and first <= last):
            break
        first -= 1
    return _trimmed(tokens, first, last, any_subject)


def _joins(tokens: Tokens, at: int, last: int) -> bool:
    """True where "and" joins two names or two kinds of people, not two clauses."""
    if at == 0 or at >= last or tokens[at + 1].lower in PRONOUNS:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if (before.is_capitalised and after.is_capitalised) or (
        before.lower in source_nouns() and (after.lower in source_nouns() or tokens[last].lower in source_nouns())
    ):
        return True
    # "Experts on Korea and nuclear arms said": nothing before it in this clause has a verb.
    return not _has_verb(tokens, at)


def _has_verb(tokens: Tokens, end: int) -> bool:
    """True where the clause up to ``end`` shows a verb; a phrase of more than a few words counts as one."""
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
    while first <= last and (
        tokens[first].lower in CONNECTIVES
        or (is_adverb(tokens[first].lower) and tokens[first].lower != "first" and not tokens[first].is_capitalised)
        or not (tokens[first].is_word or tokens[first].quote)
        or (tokens[first].lower in TIMES and first < last)
    ):
        first += 1
    if first > last or tokens[first].lower in {"there", "what's"}:
        return None
    if tokens[first].lower in PREPOSITIONS:
        # "In an interview Smith said": keep the last phrase alone.
        begin = last
        while begin > first and tokens[begin - 1].lower not in PREPOSITIONS and tokens[begin].lower not in DETERMINERS:
            if tokens[begin].is_capitalised and not (tokens[begin - 1].is_capitalised or tokens[begin - 1].text == "."):
                break
            begin -= 1
        first = begin
    if not any_subject and tokens[last].is_capitalised and tokens[first].lower in {"a", "an", "the"}:
        # "a challenge Trump said he would win": the noun before the name is no role of his.
        name = last
        while name > first and (tokens[name - 1].is_capitalised or tokens[name - 1].text == "."):
            name -= 1
        between = tokens[first + 1 : name]
        if between and not any(t.is_capitalised or t.lower in source_nouns() or not t.is_word for t in between):
            first = name
    if any_subject or names_a_source(tokens, first, last):
        return first, last
    plain = last + 1 < len(tokens) and any(t.lower in SAYING for t in tokens[last + 1 : last + 5])
    if plain and first == last and (tokens[first].lower in ALONE or tokens[first].lower.endswith("s")):
        return first, last  # "one said", "innkeepers say"
    led = tokens[first].lower in LEADING or tokens[first].text[0].isdigit()
    return (
        (first, last)
        if plain and led and last - first < 8 and last > first - (tokens[first].text[0].isdigit())
        else None
    )


def names_a_source(tokens: Tokens, first: int, last: int) -> bool:
    """True where the tokens can name somebody or something that speaks."""
    return any(
        (token.is_capitalised and token.lower not in TIMES and token.lower not in DETERMINERS)
        or token.lower in PRONOUNS
        or token.lower in source_nouns()
        for token in tokens[first : last + 1]
        if token.quote is None
    )


STOPS_AFTER = frozenset("when while as after before because though although but if where during since amid".split())


def source_after(tokens: Tokens, start: int) -> Range | None:
    """The noun phrase that follows "said" or "according to", appositions included."""
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
    bare = not any(t.is_capitalised for t in tokens[start : end + 1])
    while end + 2 < len(tokens) and tokens[end + 1].text == "," and _apposition_follows(tokens, end + 2, bare):
        end = _phrase_end(tokens, end + 2)
    led = first.lower in DETERMINERS and end > start and start > 0 and tokens[start - 1].lower in SAYING
    return (start, end) if led or names_a_source(tokens, start, end) else None


def _leads_to_noun(tokens: Tokens, start: int) -> bool:
    """An adjective or two before a noun that names a kind of source, or a role before a name."""
    if tokens[start].lower not in PREPOSITIONS and any(t.is_capitalised for t in tokens[start + 1 : start + 3]):
        return True
    return any(t.lower in source_nouns() for t in tokens[start : start + 4] if t.is_word)


def _phrase_end(tokens: Tokens, start: int) -> int:
    index = start
    while index + 1 < len(tokens):
        following = tokens[index + 1]
        if following.quote is not None or following.lower in STOPS_AFTER:
            break
        if following.text == "." and not is_abbreviation(tokens, index + 1):
            break
        if following.text in CLAUSE_MARKS and not (following.text == "-" and index + 2 < len(tokens)):
            break
        if following.lower in WEEKDAYS or following.lower in TIMES:
            break
        if following.lower in {"on", "in", "at", "via"} and _adverbial(tokens, index + 2):
            break
        if following.lower == "for" and index + 2 < len(tokens) and tokens[index + 2].lower.endswith("ing"):
            break  # "criticized by his rivals for failing"
        if following.lower in FINITE and "who" not in {t.lower for t in tokens[start : index + 1]}:
            break
        if index - start > LONGEST:
            break
        index += 1
    return index


def _adverbial(tokens: Tokens, index: int) -> bool:
    if index >= len(tokens):
        return False
    word = tokens[index].lower
    return word in {"a", "an"} or word in WEEKDAYS or entity_words().get(word) == "date" or word.isdigit()


def _apposition_follows(tokens: Tokens, index: int, bare: bool) -> bool:
    """A role between commas, or at the end: ", the chairman of the board," ", 34," ", who spoke ...".

    ``bare``: the phrase so far has no name, so a name may follow ("its president, Abel Roke").
    """
    first = tokens[index].lower
    if first in {"who", "whose"}:
        return not any(t.lower == "that" or t.quote is not None for t in tokens[index : _phrase_end(tokens, index) + 2])
    if first.isdigit():
        return True
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
