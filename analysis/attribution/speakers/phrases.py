"""Stage 7, speakers: the parts of the phrase that names a source: its noun, its name, what comes after a comma."""

from __future__ import annotations

import re

from analysis.attribution.sentences import Range, Tokens
from analysis.attribution.sources.around_cue import RELATIVE
from analysis.attribution.speakers.names import singular_roles
from analysis.attribution.speakers.people import Mention
from analysis.attribution.words import ARTICLES, PREPOSITIONS, WEEKDAYS, common_words, entity_words, source_nouns

#: most words of a title between a comma and a name
LONGEST_ADDED_TITLE = 7
#: what the words of a person's name do not stand for
NO_PERSON = frozenset(["organisation", "place", "media", "people", "date"])
#: how the addresses of media end
MEDIA_ENDINGS = ("news", "mail", "times", "post", "herald", "tribune", "journal", "today", "wire", "radio")


def document(head: Tokens, noun: str | None) -> str | None:
    """The name of a document: "the Mueller report"; ``None`` where it has none."""
    at = next(k for k, t in enumerate(head) if t.lower == noun)
    first = at
    while first > 0 and head[first - 1].is_capitalised and head[first - 1].lower not in ARTICLES | WEEKDAYS:
        first -= 1
    if first == at or head[0].lower in {"a", "an"} or head[at - 1].lower.endswith(("'s", "s'")):
        return None
    return " ".join(t.text for t in head[first : at + 1])


def names_medium(tokens: Tokens, source: Range) -> bool:
    """True where a source is a newspaper, an agency, a broadcaster or a site that is named like one."""
    return any(
        (entity_words().get(t.lower) == "media" and t.is_capitalised)
        or source_nouns().get(t.lower) == "media"
        or _is_site_of_medium(t.lower)
        for t in tokens[source[0] : source[1] + 1]
    )


def _is_site_of_medium(word: str) -> bool:
    """True for "Bloomberg.com" and "SalemTimes.com"."""
    name, _, domain = word.rpartition(".")
    return domain in {"com", "org", "net"} and (entity_words().get(name) == "media" or name.endswith(MEDIA_ENDINGS))


def is_one_of(words: list[str]) -> bool:
    """True for "one of the protesters", "only one of them"."""
    at = words.index("one") if "one" in words[:2] else None
    return at is not None and words[at + 1 : at + 2] == ["of"]


def adds_body(tokens: Tokens, comma: int) -> bool:
    """True where an addition says that a name is an organisation: "Gridwise, an app that helps drivers"."""
    after = tokens[comma + 1 :]
    if not after or after[0].lower not in {"a", "an", "the"}:
        return False
    phrase = before_addition(after)
    noun = head_noun(phrase)
    at = next((k for k, token in enumerate(phrase) if token.lower == noun), None)
    compound = at is not None and at + 1 < len(phrase) and common_words().get(phrase[at + 1].lower, "").startswith("NN")
    return source_nouns().get(noun or "") == "named_organisation" and not compound


def opens_sentence(tokens: Tokens, index: int) -> bool:
    """True for the first token of a sentence."""
    return index == 0 or tokens[index - 1].text in {".", "!", "?"}


def owns(tokens: Tokens, mention: Mention) -> bool:
    """True where the name is a possessive: "Smith's lawyer" is not Smith."""
    return any(t.lower.endswith(("'s", "s'")) for t in tokens if t.start <= mention.end <= t.end)


def is_added_title(tokens: Tokens, start: int, end: int) -> bool:
    """True where only a title stands between two positions: "the author, Democratic state Sen. Justin Wayne"."""
    between = [t for t in tokens if start <= t.start < end]
    if not between:
        return True
    roles = all(
        t.text == "." or t.is_capitalised or common_words().get(t.lower, "").startswith(("NN", "JJ")) for t in between
    )
    last = between[-1].lower if between[-1].text != "." else between[-2].lower
    return (
        roles
        and len(between) < LONGEST_ADDED_TITLE
        and (entity_words().get(last) == "title" or last in singular_roles())
    )


def police(head: Tokens) -> str | None:
    """ "Salem police", "the Salem Police"."""
    words = [t for t in head if t.lower not in ARTICLES]
    named = len(words) > 1 and words[0].is_capitalised and words[-1].lower == "police"
    return " ".join(t.text for t in words) if named and words[0].text not in {"Local", "Federal", "State"} else None


def names_body(head: Tokens, noun: str | None) -> bool:
    """True for a name that ends with the plural of a word for a body: "Salem Christian Schools"."""
    at = next((k for k, t in enumerate(head) if t.lower == noun), 0)
    singular = (noun or "")[:-1]
    return (
        at > 0
        and head[at].is_capitalised
        and head[at - 1].is_capitalised
        and head[at - 1].lower not in ARTICLES
        and source_nouns().get(singular) == "named_organisation"
    )


def first_of_list(head: Tokens) -> Tokens:
    """The first part of a list: "the Retail Federation" of "the Retail Federation and 150 other groups"."""
    at = next((k for k, t in enumerate(head) if t.lower == "and"), 0)
    return head[:at] if at > 1 and head[at - 1].is_capitalised and not head[-1].is_capitalised else ()


def is_body(name: str) -> bool:
    """True for a name with a word of an organisation."""
    return any(entity_words().get(word.lower()) == "organisation" for word in name.split())


def only_owns(head: Tokens) -> bool:
    """True where the last name in a phrase owns the thing that speaks: "a defence of Lee's crimes"."""
    last = max(k for k, t in enumerate(head) if t.is_capitalised and t.lower not in ARTICLES)
    return last < len(head) - 1 and head[last].lower.endswith(("'s", "s'")) and head[last + 1].text.islower()


def names_group(head: Tokens, mention: Mention) -> bool:
    """True where a name only describes a group: "Trump officials"."""
    after = next((t for t in head if t.start >= mention.end), None)
    return after is not None and after.text.islower() and source_nouns().get(after.lower) == "unnamed_group"


def depends_on_role(head: Tokens, role: int | None, mention: Mention) -> bool:
    """True where a preposition leads to a name: "a spokesman for Smith"; not "Secretary of State Mara Pell"."""
    before = [t for t in head if t.end <= mention.start]
    if role is None or role >= len(before):
        return any(t.lower in PREPOSITIONS for t in before)
    if head[role].is_capitalised and before[-1].is_capitalised:
        return False
    if [t.lower for t in before[role + 1 :]] == ["of", "staff"]:
        return False  # "chief of staff Mara Pell"
    return any(t.lower in PREPOSITIONS for t in before[role + 1 :])


def head_noun(tokens: Tokens) -> str | None:
    """The noun that determines the type of a phrase: the last listed one before a preposition or a clause."""
    nouns = source_nouns()
    found = None
    for token in tokens:
        if found is not None and (token.lower in PREPOSITIONS or token.lower in {"who", "that", "familiar", "close"}):
            break
        if token.lower in nouns:
            found = token.lower
    return found


def in_name(tokens: Tokens) -> bool:
    """True where a noun for a document is part of a name: "the Washington Post"."""
    return all(t.is_capitalised for t in tokens if source_nouns().get(t.lower) == "document")


def before_addition(tokens: Tokens) -> Tokens:
    """The tokens up to the first comma or relative clause: the phrase without additions."""
    for index, token in enumerate(tokens):
        if index and (token.text == "," or token.lower in RELATIVE or _is_such_as(tokens, index)):
            return tokens[:index]
    return tokens


def _is_such_as(tokens: Tokens, index: int) -> bool:
    """True for "such" in "conservatives such as Smith"."""
    return tokens[index].lower == "such" and index + 1 < len(tokens) and tokens[index + 1].lower == "as"


def addition(tokens: Tokens, comma: int) -> Tokens:
    """The addition after the comma, if it begins with a name: "the airline, Corsalis Air"."""
    after = tokens[comma + 1 :]
    if len(after) < 2 or not (after[0].is_capitalised or (after[0].lower == "the" and after[1].is_capitalised)):
        return ()
    return before_addition(after)


def person_added(added: Tokens) -> str | None:
    """The two or three capitalised words of an addition, if none of them is a word of a body: "Gore Vidal"."""
    names = [t for t in added if t.text != "."]
    if not 2 <= len(names) <= 3 or not all(t.is_capitalised and t.text.isalpha() for t in names):
        return None
    if any(t.lower in ARTICLES or entity_words().get(t.lower) in NO_PERSON or t.text.isupper() for t in names):
        return None
    return " ".join(t.text for t in names)


def name_of(tokens: Tokens) -> str | None:
    """The capitalised words of a phrase as one name, or ``None``."""
    first = next((k for k, t in enumerate(tokens) if t.is_capitalised and t.lower not in ARTICLES), None)
    if first is None:
        return None
    last = first
    for index in range(first + 1, len(tokens)):
        token = tokens[index]
        if token.is_capitalised or token.lower in {"&", "."}:
            last = index
        elif not (
            token.lower in {"of", "the", "for", "and", "de"}
            and index + 1 < len(tokens)
            and tokens[index + 1].is_capitalised
        ):
            break
    parts: list[str] = []
    for token in tokens[first : last + 1]:
        if parts and token.text == ".":
            parts[-1] += "."
        else:
            parts.append(token.text)
    name = re.sub(r"[’']s$", "", " ".join(parts))
    return f"{name}." if re.search(r"\.[A-Z]$", name) else name
